"""PDF to pages. The one rule: each page is read the way that gives the most Vietnamese, else it goes to OCR.

pypdf is the front door (structure, encryption, a second opinion); PDFium gives the text by geometry. The share of
well-formed syllables tells good text from the leavings of bad scanners: measured 0.90 to 1.0 against 0.36 to 0.68.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from pypdf import PdfReader

from archive.errors import EncryptedError, NeedsOcrError, ReadError
from archive.extract.legacy import POOR_SHARE, convert_pages, is_suspect
from archive.extract.lines import Line, RawPage, text_of, with_text
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
    with _front_door(path) as front, open_pdf(path) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadError(f"tệp PDF có {count} trang, nhiều hơn mức cho phép ({MOST_PAGES}). Tách tệp rồi nạp lại.")
        layers = [_read_layer(document, index, front) for index in range(count)]
        texts = [text.replace(_HYPHEN, "-") for text in convert_pages([text_of(lines) for lines in layers])]
        return [
            _settle(document, index, with_text(lines, text), text, ocr)
            for index, (lines, text) in enumerate(zip(layers, texts, strict=True))
        ]


@contextmanager
def _front_door(path: Path) -> Iterator[PdfReader | None]:
    """The file as pypdf sees it; None where only PDFium can repair it.

    Raises:
        EncryptedError: it opens only with a password.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as stream:
        try:
            front: PdfReader | None = PdfReader(stream)
            locked = front is not None and front.is_encrypted and not front.decrypt("")
        except Exception:  # noqa: BLE001 - damaged files raise anything; PDFium may still read them
            front, locked = None, False
        if locked:
            raise EncryptedError("tệp PDF được đặt mật khẩu. Gỡ mật khẩu rồi nạp lại.")
        yield front


def _read_layer(document: pypdfium2.PdfDocument, index: int, front: PdfReader | None) -> tuple[Line, ...]:
    """The text layer of a page by whichever way gives the most syllables."""
    try:
        with OpenPage(document, index) as page:
            return _best_text(page)
    except pypdfium2.PdfiumError:
        return _lines(_second_opinion(front, index))


def _lines(text: str) -> tuple[Line, ...]:
    return tuple(map(Line, text.replace("\f", "\n").split("\n")))


def _best_text(page: OpenPage) -> tuple[Line, ...]:
    rows = page.rows()
    text = text_of(rows)
    share = syllable_share(text)
    if share >= 1 - _BETTER:
        return rows
    if share < _WORDS_WHOLE:
        careful = page.rows(by_letter=True)
        text_, share_ = text_of(careful), syllable_share(text_of(careful))
        if share_ > share:
            rows, text, share = careful, text_, share_
    if share < POOR_SHARE and is_suspect(text):
        return page.rows(by_font=True)
    plain = page.plain()
    return _lines(plain) if syllable_share(plain) > share + _BETTER else rows


def _second_opinion(front: PdfReader | None, index: int) -> str:
    try:
        return front.pages[index].extract_text() if front else ""
    except Exception:  # noqa: BLE001 - a damaged page raises anything; it counts as empty
        return ""


def _settle(document: pypdfium2.PdfDocument, index: int, lines: tuple[Line, ...], text: str, ocr: PageOcr) -> RawPage:
    """The text layer if it is good, else what OCR reads."""
    letters = sum(map(str.isalpha, text))
    share = syllable_share(text)
    poor = share < POOR_SHARE and len(text.split()) >= _WORDS_TO_JUDGE
    if letters >= _FEW_LETTERS and not poor:
        return RawPage(lines)
    try:
        with OpenPage(document, index) as page:
            covered = page.image_share() > _COVERED
            if not covered and not poor and (letters or not page.has_objects()):
                return RawPage(lines)
            recognised = ocr.read(index + 1, lambda: page.image(DOTS_PER_INCH))
            read = text_of(recognised)
    except pypdfium2.PdfiumError:
        return RawPage(lines)
    except NeedsOcrError as error:
        if covered:
            raise NeedsOcrError(f"trang {index + 1} là ảnh quét: {error}") from error
        return RawPage(lines)
    if poor and not syllable_share(read) > share + _MUCH_BETTER:
        return RawPage(lines)
    return RawPage(recognised, "ocr") if sum(map(str.isalpha, read)) > letters or poor else RawPage(lines)
