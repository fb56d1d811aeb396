"""What a machine must have for these tests. With CI set, a missing program is a failure and not a skip."""

from __future__ import annotations

import os
import shutil

import pytest

from archive.extract.ocr import find_engine
from tests.extract.papers import FONT


def require(*, present: bool, what: str) -> None:
    """Go on only if something is there; else skip, or fail where it was promised."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(f"CI promises {what}, and it is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture
def ocr() -> None:
    require(present=find_engine("vie") is not None, what="tesseract with Vietnamese data")


@pytest.fixture
def font() -> None:
    require(present=FONT.is_file(), what="the font Tinos (fonts-croscore)")


@pytest.fixture
def office() -> None:
    require(present=shutil.which("soffice") is not None, what="LibreOffice")
