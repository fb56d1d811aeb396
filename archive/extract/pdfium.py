"""Pages of a PDF through PDFium: letters with their places, and page images. The one rule: one page open at a time.

Stamps (the number and day of signed papers) are annotations; they are drawn into the page before it is read.
"""

from __future__ import annotations

import ctypes
import math
import re
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
_UNPRINTED = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
_ASKED = 3
_WIDEST = 1.2
"""A letter with what follows it, in letter sizes, at most: more is a gap inside of a word."""
_BLANKS = frozenset((0, 9, 10, 11, 12, 13, 32, 160))
_WORD = re.compile("[^" + "".join(map(re.escape, map(chr, sorted(_BLANKS)))) + "]+")


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
        if _has_drawn_notes(self._page):
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

    def rows(self, *, by_font: bool = False, by_letter: bool = False) -> tuple[Line, ...]:
        """Text by geometry, row by row.

        by_font: old encodings are converted where the font names them. by_letter: each letter is looked at, which takes
        three times as long and mends pages whose letters were not drawn in the order of their words.
        """
        width, height = self._page.get_size()
        turn = _TURNS.get(self._page.get_rotation())
        turned = (lambda box: turn(box, width, height)) if turn else None
        letters = _Letters(self._text.raw, turned, by_font=by_font)
        return write_rows(letters.pieces() if by_letter or by_font or turn else letters.words(), width)

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


class _Letters:
    """The letters of a page, put together to pieces that touch."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE, turned: Callable[[Box], Box] | None, *, by_font: bool) -> None:
        self._text, self._turned, self._by_font = text, turned, by_font
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._sizes: dict[int, tuple[float, int]] = {}

    def words(self) -> Iterator[Piece]:
        """Words as pieces, in the order of the file; only the ends of a word are looked at.

        One whose ends are not on one height, or are too far apart, is looked at letter by letter.
        """
        codes, text, box, here, high = self._codes(), self._text, self._box, self._x, self._y
        origin, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
        order = -1
        for match in _WORD.finditer("".join(map(chr, codes))):
            start, last = match.start(), match.end() - 1
            origin(text, start, here, high)
            x, y = here.value, high.value
            size = self._size_at(start, y)
            if last > start:
                origin(text, last, here, high)
                if abs(high.value - y) > 0.02 * size or not 0 < here.value - x < _WIDEST * size * (last - start):
                    for piece in self._split(codes[start : last + 1], start):
                        order += 1
                        yield piece._replace(order=order)
                    continue
            order += 1
            box_of(text, last, box)
            yield Piece(y, x, box.right, size, match.group(), order, " ")

    def _split(self, codes: Sequence[int], start: int) -> Iterator[Piece]:
        """The pieces of one word that is none."""
        for piece in self.pieces(codes, start):
            yield piece._replace(size=self._size_at(piece.order, piece.y), after=" " if piece.order == start else "")

    def pieces(self, codes: Sequence[int] | None = None, offset: int = 0) -> Iterator[Piece]:
        """Pieces in the order of the file; of a part of it their `order` is the place of their first letter.

        One look at a letter's box is one call into PDFium; the baseline is asked for only where the box changes.
        """
        letters: list[str] = []
        start = end = bottom = top = height = size = 0.0
        before, after, order, first = "", "", 0, 0
        for index, code in enumerate(self._codes() if codes is None else codes, start=offset):
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
                place = order if codes is None else first
                yield Piece(height, start, end, size, self._dress(letters, first), place, before)
                order += 1
            before, after, first, letters = after, "", index, [letter]
            start, bottom, end, top = box
            height = self._height_of(index)
            size = (top - bottom) / _LINE_HEIGHT if top - bottom > 1 else _ASSUMED_SIZE
        if letters:
            yield Piece(
                height, start, end, size, self._dress(letters, first), order if codes is None else first, before
            )

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

    def _size_at(self, index: int, height: float) -> float:
        """Size of the letters on a baseline: asked for a few words only, since a line has few sizes.

        A note's number may be larger than its words, so the first one does not speak for all.
        """
        key = round(height * 10)
        size, asked = self._sizes.get(key, (_ASSUMED_SIZE, 0))
        if asked < _ASKED:
            matrix = self._matrix
            scale = math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(self._text, index, matrix) else 1.0
            found = pdfium.FPDFText_GetFontSize(self._text, index) * scale
            size = found if found > 1 else _ASSUMED_SIZE
            self._sizes[key] = size, asked + 1
        return size

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
