"""Pages of a PDF through PDFium: letters with their places, and page images. The one rule: one page open at a time.

Stamps (the number and day of signed papers) are annotations; they are drawn into the page before it is read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from archive.errors import EncryptedError, ReadError
from archive.extract.letters import Box, Letters, read_letters
from archive.extract.lines import Line
from archive.extract.rows import group_rows, is_tangled, write_lines, write_rows

MOST_PIXELS = 40_000_000
"""A page box may be 14,400 units wide: its image is made smaller rather than larger than this."""
_UNPRINTED = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
_TURNS: dict[int, Callable[[Box, float, float], Box]] = {
    90: lambda box, _, height: (box[1], height - box[2], box[3], height - box[0]),
    180: lambda box, width, height: (width - box[2], height - box[3], width - box[0], height - box[1]),
    270: lambda box, width, _: (width - box[3], box[0], width - box[1], box[2]),
}
"""Rotation of a page → where a box of it is seen; width and height are those of the page as seen."""


@contextmanager
def open_pdf(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """An open PDF file, decrypted with the empty password where it has one.

    Raises:
        EncryptedError: it opens only with a password.
        ReadError: PDFium cannot repair it.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedError("tệp PDF được đặt mật khẩu. Gỡ mật khẩu rồi nạp lại.") from error
        raise ReadError("tệp PDF bị hỏng hoặc bị cắt cụt. Tải lại tệp gốc rồi nạp lại.") from error
    try:
        yield document
    finally:
        document.close()


class OpenPage:
    """A page of an open PDF, with its annotations drawn in."""

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        """Open a page.

        Raises:
            pypdfium2.PdfiumError: the page cannot be loaded.
        """
        self._page = document[index]
        if _has_drawn_notes(self._page):
            pdfium.FPDFPage_Flatten(self._page, pdfium.FLAT_NORMALDISPLAY)
            self._page.close()
            self._page = document[index]
        self._text = pdfium.FPDFText_LoadPage(self._page)
        if not self._text:
            self._page.close()
            raise pypdfium2.PdfiumError("Failed to load text page.")

    def __enter__(self) -> OpenPage:
        return self

    def __exit__(self, *_: object) -> None:
        pdfium.FPDFText_ClosePage(self._text)
        self._page.close()

    @property
    def page(self) -> pypdfium2.PdfPage:
        """The page itself, for those who draw it."""
        return self._page

    @property
    def text(self) -> pdfium.FPDF_TEXTPAGE:
        """Its letters with their places."""
        return self._text

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as seen."""
        width, height = self._page.get_size()
        return width, height

    def plain(self) -> str:
        """Text in PDFium's own order."""
        return read_letters(self._text).replace("\r\n", "\n")

    def rows(self, *, by_font: bool = False, by_letter: bool = False) -> tuple[Line, ...]:
        """Text by geometry, row by row.

        by_font: old encodings are converted where the font names them. by_letter: each letter is looked at, which takes
        three times as long and mends pages whose letters were not drawn in the order of their words.
        """
        width, height = self._page.get_size()
        turn = _TURNS.get(self._page.get_rotation())
        turned = (lambda box: turn(box, width, height)) if turn else None
        letters = Letters(self._text, turned, by_font=by_font)
        if by_letter or by_font or turn:
            return write_rows(letters.pieces(), width)
        rows = group_rows(letters.runs())
        return write_lines(group_rows(letters.runs(apart=True)) if is_tangled(rows) else rows, width)

    def image_share(self) -> float:
        """Share of the page that images cover (0 to 1; overlaps count twice)."""
        width, height = self._page.get_size()
        area = 0.0
        for image in self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5):
            left, bottom, right, top = image.get_bounds()
            area += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
        return min(1.0, area / (width * height)) if width * height > 0 else 0.0

    def has_objects(self) -> bool:
        """Whether anything at all is drawn on the page."""
        return bool(pdfium.FPDFPage_CountObjects(self._page) > 0)

    def image(self, dots_per_inch: float) -> Image.Image:
        """The page as an image, in colour, of at most `MOST_PIXELS`."""
        width, height = self._page.get_size()
        scale = min(dots_per_inch / 72, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
        bitmap = self._page.render(scale=scale, rev_byteorder=True)
        image: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return image


def _has_drawn_notes(page: pypdfium2.PdfPage) -> bool:
    """Whether annotations of a page are part of what is printed: fields, stamps, typed notes, but no links."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note) if note else pdfium.FPDF_ANNOT_UNKNOWN
        if note:
            pdfium.FPDFPage_CloseAnnot(note)
        if kind not in _UNPRINTED:
            return True
    return False
