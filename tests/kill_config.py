"""What the killed process and the test that looks at what it left agree on."""

from __future__ import annotations

from pathlib import Path

from archive.config import Config

OLD_NUMBER, NEW_NUMBER = "1/BC-UBND", "77/BC-UBND"


def config_of(root: Path) -> Config:
    return Config(root=root, engine="tantivy", workers=1)
