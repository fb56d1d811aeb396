"""The OCR program of this machine: its library where there is a wheel, else its command. One rule: both read alike.

The library is three quarters of the cost of the command; one engine is kept for all pages of a process.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image

from archive.errors import ReadError

DOTS_PER_INCH = 200
"""300 costs 40 % more time and reads nothing better."""
_SECONDS_A_PAGE = 120
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)

Recognise = Callable[[Image.Image], str]
"""A grey page to the words on it: tesseract's TSV."""
SPARSE = "11"
"""Tesseract's way of reading (page segmentation mode) for few words anywhere."""


def find_engine(language: str) -> tuple[str, Recognise] | None:
    """Version and function of the OCR on this machine; None without tesseract or without data for the language."""
    data = _find_data(language)
    if find_spec("tesserocr") and data is not None:
        return _library_version(), lambda image: recognise_by_library(image, language, data)
    program = shutil.which("tesseract")
    if program and _program_knows(program, language):
        return _program_version(program), lambda image: recognise_by_program(image, language, program)
    return None


def find_sparse_reader(language: str) -> Recognise | None:
    """Function that gives the plain words of a small image; None without tesseract."""
    data = _find_data(language)
    if find_spec("tesserocr") and data is not None:
        return lambda image: _sparse_by_library(image, language, data)
    program = shutil.which("tesseract")
    return (lambda image: _sparse_by_program(image, language, program)) if program else None


def _sparse_by_library(image: Image.Image, language: str, data: str) -> str:
    api = _open_library(language, data)
    usual = api.GetPageSegMode()
    try:
        api.SetPageSegMode(int(SPARSE))
        api.SetImage(image)
        api.SetSourceResolution(DOTS_PER_INCH)
        words: str = api.GetUTF8Text() if api.Recognize(timeout=_SECONDS_A_PAGE * 1000) else ""
    finally:
        api.Clear()
        api.SetPageSegMode(usual)
    return words


def _sparse_by_program(image: Image.Image, language: str, program: str) -> str:
    picture = io.BytesIO()
    image.save(picture, "PPM")
    arguments = [program, "stdin", "stdout", "-l", language, "--psm", SPARSE, "--dpi", str(DOTS_PER_INCH)]
    return _run(arguments, picture.getvalue()).decode("utf-8", "replace")


def _find_data(language: str) -> str | None:
    wanted = [f"{part}.traineddata" for part in language.split("+")]
    given = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(given), Path(given) / "tessdata"] if given else []
    folders += [folder for pattern in _DATA_FOLDERS for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    return next((str(folder) for folder in folders if all((folder / name).is_file() for name in wanted)), None)


@lru_cache(maxsize=1)
def _library_version() -> str:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr  # the library is optional and slow to load

    return _version_in(tesserocr.tesseract_version())


@lru_cache(maxsize=1)
def _open_library(language: str, data: str) -> Any:
    import tesserocr  # see above

    api = tesserocr.PyTessBaseAPI(path=data, lang=language, psm=tesserocr.PSM.AUTO)
    api.SetVariable("debug_file", os.devnull)
    return api


def recognise_by_library(image: Image.Image, language: str, data: str) -> str:
    """Words of a page by the library.

    Raises:
        ReadError: it took too long.
    """
    api = _open_library(language, data)
    try:
        api.SetImage(image)
        api.SetSourceResolution(DOTS_PER_INCH)
        if not api.Recognize(timeout=_SECONDS_A_PAGE * 1000):
            raise ReadError("nhận dạng chữ (OCR) một trang quá lâu. Quét lại trang ở 200–300 dpi rồi nạp lại.")
        words: str = api.GetTSVText(0)
    finally:
        api.Clear()
    return words


@lru_cache(maxsize=4)
def _program_version(program: str) -> str:
    return _version_in(_run([program, "--version"], b"").decode("utf-8", "replace"))


@lru_cache(maxsize=4)
def _program_knows(program: str, language: str) -> bool:
    known = _run([program, "--list-langs"], b"").decode("utf-8", "replace").split()
    return all(part in known for part in language.split("+"))


def recognise_by_program(image: Image.Image, language: str, program: str) -> str:
    """Words of a page by the command.

    Raises:
        ReadError: it failed or took too long.
    """
    picture = io.BytesIO()
    image.save(picture, "PPM")  # grey, unpacked: no time is lost on packing
    arguments = [program, "stdin", "stdout", "-l", language, "--psm", "3", "--dpi", str(DOTS_PER_INCH), "tsv"]
    return _run(arguments, picture.getvalue()).decode("utf-8", "replace")


def _run(arguments: list[str], given: bytes) -> bytes:
    try:
        done = subprocess.run(
            arguments,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS_A_PAGE,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ReadError("chương trình tesseract không nhận dạng được trang này. Quét lại trang rồi nạp lại.") from error
    return done.stdout


def _version_in(text: str) -> str:
    match = re.search(r"\d+(?:\.\d+){1,3}", text)
    return match.group() if match else "0"
