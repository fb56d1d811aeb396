"""Pictures of pages, and where their words stand. The one rule: what is drawn is the page as a person sees it.

Turned pages are upright, stamps and signatures are drawn in, and places are shares (0 to 1) of the picture, so that
they fit it at any size. Old encodings arrive as Unicode, as in the stored text.
"""

from __future__ import annotations

import ctypes
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from archive.errors import ReadError, UnsupportedFormatError
from archive.extract import formats
from archive.extract.images import open_frame
from archive.extract.legacy import convert_legacy
from archive.extract.letters import Box
from archive.extract.ocr import Place, Reading, turned, word_places
from archive.extract.pdfium import OpenPage, open_pdf

DRAWN = frozenset({formats.PDF, formats.PNG, formats.JPEG, formats.TIFF})
"""Media types whose pages can be drawn."""
_SHARPNESS = 80
"""Quality of WebP for pages that are images themselves; PNG of these is ten times as large."""
_BLANKS = frozenset((0, 9, 10, 11, 12, 13, 32, 160, 0xFFFE))
_HYPHEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line; in TCVN3 it may be the letter ư, so it is settled last."""
_GRID = 100_000
_APART = 0.5
_SIDEWAYS = (90, 270)

Words = tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class PageWords:
    """Size of a page (points of a PDF, else pixels) and its words in the order of the file."""

    width: float
    height: float
    words: Words


def draw_page(path: Path, media_type: str, number: int, width: int, *, turn: int = 0) -> bytes:
    """A page (from 1) as PNG, or as WebP where it is an image itself, so many pixels wide.

    turn: the quarter turn, in degrees against the clock, that makes a page upright which lies on its side.

    Raises:
        UnsupportedFormatError: files of this kind have no pages to draw.
        ReadError: there is no such page, or it cannot be drawn.
    """
    if media_type == formats.PDF:
        with open_pdf(path) as document, OpenPage(document, _index(number, len(document))) as page:
            image = page.image(max(1.0, width * 72 / max(1.0, page.size[turn in _SIDEWAYS])))
            return _packed(turned(image, turn), photo=page.image_share() > 0.5)
    if media_type in DRAWN:
        image = turned(open_frame(path, _index(number, None)), turn)
        image.thumbnail((width, 4 * width), reducing_gap=2.0)
        return _packed(image, photo=True)
    raise UnsupportedFormatError("tệp loại này không có ảnh trang.")


def find_words(path: Path, media_type: str, number: int, reading: Reading | None = None) -> PageWords:
    """Words of a page and their places on its picture.

    reading: what OCR kept, where the page was recognised; else the words are those of the text layer.

    Raises:
        UnsupportedFormatError: files of this kind have no pages to draw.
        ReadError: there is no such page.
    """
    words: Words = word_places(reading) if reading else ()
    if media_type == formats.PDF:
        with open_pdf(path) as document, OpenPage(document, _index(number, len(document))) as page:
            (width, height), words = page.size, words if reading else _words_of(page)
    elif media_type in DRAWN:
        width, height = open_frame(path, _index(number, None)).size
    else:
        raise UnsupportedFormatError("tệp loại này không có ảnh trang.")
    if reading and reading.turn in _SIDEWAYS:
        width, height = height, width
    return PageWords(width, height, _in_unicode(words))


def _index(number: int, count: int | None) -> int:
    if number < 1 or (count is not None and number > count):
        raise ReadError(f"văn bản không có trang {number}.")
    return number - 1


def _packed(image: Image.Image, *, photo: bool) -> bytes:
    packed = io.BytesIO()
    if photo:
        image.save(packed, "WEBP", quality=_SHARPNESS, method=2)
    else:
        _without_colour(image).save(packed, "PNG", compress_level=4)
    return packed.getvalue()


def _without_colour(image: Image.Image) -> Image.Image:
    """A page without colours in grey: half the bytes."""
    red, green, blue = image.split()
    grey = all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))
    return red if grey else image


def _words_of(page: OpenPage) -> Words:
    """Letters put together until a blank, or until the next one stands elsewhere; none that were cropped away."""
    words: list[tuple[Box, str]] = []
    letters, around, last = "", (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0)
    box = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFText_CountChars(page.text)):
        code = pdfium.FPDFText_GetUnicode(page.text, index)
        if code in _BLANKS:
            words += [(around, letters)] if letters else []
            letters = ""
            continue
        pdfium.FPDFText_GetLooseCharBox(page.text, index, box)
        here = (box.left, box.bottom, box.right, box.top)
        if letters and _stands_apart(last, here):
            words.append((around, letters))
            letters = ""
        around = _around(around, here) if letters else here
        letters, last = letters + chr(code), here
    words += [(around, letters)] if letters else []
    places = ((_seen(page, box), text) for box, text in words)
    return tuple((place, text) for place, text in places if place[0] < place[2] and place[1] < place[3])


def _stands_apart(last: Box, here: Box) -> bool:
    """Whether two letters are further from each other, whichever way the line runs, than half a letter."""
    gap = max(here[0] - last[2], last[0] - here[2], here[1] - last[3], last[1] - here[3])
    return gap > _APART * max(last[2] - last[0], last[3] - last[1])


def _seen(page: OpenPage, box: Box) -> Place:
    """Where a box is seen: PDFium knows the page's rotation and crop."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((box[0], box[1]), (box[2], box[3])):
        pdfium.FPDF_PageToDevice(page.page, 0, 0, _GRID, _GRID, 0, across, up, x, y)
        corners.append((min(1.0, max(0.0, x.value / _GRID)), min(1.0, max(0.0, y.value / _GRID))))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _around(first: Box, second: Box) -> Box:
    return (*map(min, first[:2], second[:2]), *map(max, first[2:], second[2:]))  # type: ignore[return-value]


def _in_unicode(words: Words) -> Words:
    if not words:
        return ()
    converted = convert_legacy("\n".join(text for _, text in words)).split("\n")
    return tuple(
        (place, unicodedata.normalize("NFC", text.replace(_HYPHEN, "-")))
        for (place, _), text in zip(words, converted, strict=True)
    )
