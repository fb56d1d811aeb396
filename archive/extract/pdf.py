"""PDF to pages. The one rule: each page is read the way that gives the most Vietnamese, else it goes to OCR.

PDFium gives the text by geometry; pypdf is asked about the pages that PDFium cannot load. The share of well-formed
syllables tells good text from the leavings of bad scanners: measured 0.90 to 1.0 against 0.36 to 0.68.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from archive.errors import NeedsOcrError, ReadError
from archive.extract.legacy import POOR_SHARE, convert_pages, is_suspect
from archive.extract.lines import Line, RawPage, refuse_long, text_of, with_text
from archive.extract.ocr import DOTS_PER_INCH, PageOcr
from archive.extract.pdfium import OpenPage, open_pdf
from archive.text.normal import syllable_share

MOST_PAGES = 10_000
_FEW_LETTERS = 200
"""A page of fewer letters under an image is a scan with a line of signature, not a text."""
_COVERED = 0.6
_WORDS_TO_JUDGE = 20
_BETTER = 0.01
_WORDS_WHOLE = 0.97
"""Under this share of syllables the letters of a page are looked at one by one: some may have been drawn later."""
_MUCH_BETTER = 0.1
_HYPHEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line; in TCVN3 it may be the letter ư, so it is settled last."""


def read_pdf(path: Path, ocr: PageOcr) -> list[RawPage]:
    """Lines of each page and where it comes from: the text layer or OCR.

    Raises:
        EncryptedError: the file opens only with a password.
        NeedsOcrError: a page is an image and there is no OCR on this machine.
        ReadError: the file cannot be repaired.
    """
    with open_pdf(path) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadError(f"tệp PDF có {count} trang, nhiều hơn mức cho phép ({MOST_PAGES}). Tách tệp rồi nạp lại.")
        layers = _read_layers(document, path)
        texts = convert_pages([layer.text for layer in layers])
        return [
            _settle(document, index, _rewrite(layer, text.replace(_HYPHEN, "-")), ocr)
            for index, (layer, text) in enumerate(zip(layers, texts, strict=True))
        ]


class _Layer(NamedTuple):
    """What the text layer of a page says: lines, the same as one text, its share of well-formed syllables."""

    lines: tuple[Line, ...]
    text: str
    share: float


def _layer(lines: tuple[Line, ...]) -> _Layer:
    text = text_of(lines)
    return _Layer(lines, text, syllable_share(text))


def _rewrite(layer: _Layer, text: str) -> _Layer:
    """The same lines with another text."""
    return layer if text == layer.text else _layer(with_text(layer.lines, text))


def _read_layers(document: pypdfium2.PdfDocument, path: Path) -> list[_Layer]:
    """The text layers of all pages.

    Raises:
        ReadError: there is more text in them than a reader has memory for.
    """
    layers: list[_Layer] = []
    characters = 0
    for index in range(len(document)):
        layers.append(_read_layer(document, index, path))
        characters += len(layers[-1].text)
        refuse_long(characters)
    return layers


def _read_layer(document: pypdfium2.PdfDocument, index: int, path: Path) -> _Layer:
    """The text layer of a page by whichever way gives the most syllables."""
    try:
        with OpenPage(document, index) as page:
            return _best_text(page)
    except pypdfium2.PdfiumError:
        return _layer(_lines(_second_opinion(path, index)))


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(map(Line, text.replace("\f", "\n").split("\n")))


def _best_text(page: OpenPage) -> _Layer:
    best = _layer(page.rows())
    if best.share >= 1 - _BETTER:
        return best
    if best.share < _WORDS_WHOLE:
        careful = _layer(page.rows(by_letter=True))
        best = careful if careful.share > best.share else best
    if best.share < POOR_SHARE and is_suspect(best.text):
        return _layer(page.rows(by_font=True))
    plain = _layer(_lines(page.plain()))
    return plain if plain.share > best.share + _BETTER else best


def _second_opinion(path: Path, index: int) -> str:
    """What pypdf reads on a page that PDFium cannot load; nothing where it cannot either."""
    from pypdf import PdfReader  # a fifth of a second, and hardly ever wanted

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as stream:
            front = PdfReader(stream)
            return front.pages[index].extract_text() if not front.is_encrypted or front.decrypt("") else ""
    except Exception:  # noqa: BLE001 - a damaged page raises anything; it counts as empty
        return ""


def _settle(document: pypdfium2.PdfDocument, index: int, layer: _Layer, ocr: PageOcr) -> RawPage:
    """The text layer if it is good, else what OCR reads."""
    letters = _count_letters(layer.text)
    own = RawPage(layer.lines)
    poor = layer.share < POOR_SHARE and len(layer.text.split()) >= _WORDS_TO_JUDGE
    if letters >= _FEW_LETTERS and not poor:
        return own
    try:
        with OpenPage(document, index) as page:
            covered = page.image_share() > _COVERED
            if not covered and not poor and (letters or not page.has_objects()):
                return own
            recognised = ocr.read(index + 1, lambda: page.image(DOTS_PER_INCH))
    except pypdfium2.PdfiumError:
        return own
    except NeedsOcrError as error:
        if covered:
            raise NeedsOcrError(f"trang {index + 1} là ảnh quét: {error}") from error
        return own
    read = text_of(recognised)
    if poor:
        return RawPage(recognised, "ocr") if syllable_share(read) > layer.share + _MUCH_BETTER else own
    lost = index + 1 in ocr.lost
    return RawPage(recognised, "ocr", lost=lost) if _count_letters(read) > letters or (lost and not letters) else own


def _count_letters(text: str) -> int:
    """Letters of a text; of a long one only so many that they are enough."""
    first = sum(map(str.isalpha, text[: 2 * _FEW_LETTERS]))
    return first if first >= _FEW_LETTERS else sum(map(str.isalpha, text))
