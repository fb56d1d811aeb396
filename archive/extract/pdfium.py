"""Pages of a PDF through PDFium: letters with their places, and page images. The one rule: one page open at a time.

Stamps (the number and day of signed papers) are annotations; they are drawn into the page before it is read.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from archive.errors import EncryptedError, ReadError
from archive.extract.legacy import convert_run
from archive.extract.lines import Line
from archive.extract.rows import Piece, write_rows

MOST_PIXELS = 40_000_000
"""A page box may be 14,400 units wide: its image is made smaller rather than larger than this."""
_LINE_HEIGHT = 1.12
"""Height of a letter's loose box, in letter sizes, for the fonts of official documents."""
_ASSUMED_SIZE = 10.0
_TOUCHING = 0.12
"""Letters further apart, in letter sizes, are pieces of their own: one that is drawn later may stand between."""
_BLANKS = frozenset((0, 9, 10, 11, 12, 13, 32, 160))


Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""
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
        if pdfium.FPDFPage_GetAnnotCount(self._page) > 0:
            pdfium.FPDFPage_Flatten(self._page, pdfium.FLAT_NORMALDISPLAY)
            self._page.close()
            self._page = document[index]
        self._text = self._page.get_textpage()

    def __enter__(self) -> OpenPage:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()
        self._page.close()

    @property
    def page(self) -> pypdfium2.PdfPage:
        """The page itself, for those who draw it."""
        return self._page

    @property
    def text(self) -> pypdfium2.PdfTextPage:
        """Its letters with their places."""
        return self._text

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, as seen."""
        width, height = self._page.get_size()
        return width, height

    def plain(self) -> str:
        """Text in PDFium's own order."""
        text: str = self._text.get_text_range()
        return text.replace("\r\n", "\n")

    def rows(self, *, by_font: bool = False) -> tuple[Line, ...]:
        """Text by geometry, row by row; with `by_font` old encodings are converted where the font names them."""
        width, height = self._page.get_size()
        turn = _TURNS.get(self._page.get_rotation())
        turned = (lambda box: turn(box, width, height)) if turn else None
        return write_rows(_Letters(self._text.raw, turned, by_font=by_font).pieces(), width)

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


class _Letters:
    """The letters of a page, put together to pieces that touch."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE, turned: Callable[[Box], Box] | None, *, by_font: bool) -> None:
        self._text, self._turned, self._by_font = text, turned, by_font
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def pieces(self) -> Iterator[Piece]:
        """Pieces in the order of the file.

        One look at a letter's box is one call into PDFium; the baseline is asked for only where the box changes.
        """
        letters: list[str] = []
        start = end = bottom = top = height = size = 0.0
        before, after, order, first = "", "", 0, 0
        for index, code in enumerate(self._codes()):
            if code in _BLANKS:
                after = " "
                continue
            letter = chr(code)
            if letters and unicodedata.combining(letter):
                letters.append(letter)
                continue
            box = self._box_of(index)
            touching = not after and -0.5 * size < box[0] - end < _TOUCHING * size
            if letters and touching and box[1] == bottom and box[3] == top:
                letters.append(letter)
                end = box[2]
                continue
            if letters:
                yield Piece(height, start, end, size, self._dress(letters, first), order, before)
                order += 1
            before, after, first, letters = after, "", index, [letter]
            start, bottom, end, top = box
            height = self._height_of(index)
            size = (top - bottom) / _LINE_HEIGHT if top - bottom > 1 else _ASSUMED_SIZE
        if letters:
            yield Piece(height, start, end, size, self._dress(letters, first), order, before)

    def _codes(self) -> Sequence[int]:
        count = pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return ()
        buffer = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self._text, 0, count, buffer) == count + 1:
            return list(buffer)[:-1]
        return [pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count)]

    def _box_of(self, index: int) -> Box:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        found = box.left, box.bottom, box.right, box.top
        return self._turned(found) if self._turned else found

    def _height_of(self, index: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        if self._turned is None:
            return self._y.value
        return self._turned((self._x.value, self._y.value, self._x.value, self._y.value))[1]

    def _dress(self, letters: list[str], index: int) -> str:
        text = "".join(letters)
        return convert_run(text, self._font_of(index)) if self._by_font else text

    def _font_of(self, index: int) -> str:
        name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        length = pdfium.FPDFText_GetFontInfo(self._text, index, name, len(name), flags)
        return name.raw[: max(0, min(length, len(name)) - 1)].decode("utf-8", "replace")
