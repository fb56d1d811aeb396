"""Generations of the index: whole folders made beside each other, and a pointer that names the live one.

    index/current       the name of the live generation, replaced in one step
    index/gen-…/        catalogue.sqlite and engine-<name>/
    index/cache/        what was costly to read (OCR), by content hash; outlives every generation

The one rule: a reader sees the old generation whole or the new one whole.
"""

from __future__ import annotations

import re
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from archive.store.disk import sync_folder, write_whole

_NAME = re.compile(r"gen-[0-9a-z-]+")
_SCRATCH = ".incoming"


def live_generation(index: Path) -> Path | None:
    """Folder of the live generation; None when there is none."""
    try:
        name = (index / "current").read_text("utf-8").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    folder = index / name
    return folder if _NAME.fullmatch(name) and folder.is_dir() else None


def new_generation(index: Path) -> Path:
    """Begin a generation beside the live one: an empty folder nobody reads yet."""
    folder = index / f"gen-{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    folder.mkdir(parents=True)
    return folder


def make_live(index: Path, generation: Path) -> None:
    """Let all readers use this generation from now on; it is on the disk before it is named."""
    for folder in (*(path for path in generation.rglob("*") if path.is_dir()), generation, index):
        sync_folder(folder)
    write_whole(index / "current", f"{generation.name}\n".encode(), scratch=index / _SCRATCH)
    sync_folder(index)


def sweep_generations(index: Path) -> None:
    """Remove all but the live generation and the cache; what another process holds open stays for the next time."""
    live = live_generation(index)
    for folder in index.iterdir():
        if folder.name == _SCRATCH or (_NAME.fullmatch(folder.name) and folder != live):
            shutil.rmtree(folder, ignore_errors=True)
