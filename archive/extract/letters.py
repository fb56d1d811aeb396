"""Letters of a PDF page, put together to words and runs of words. The one rule: as few calls into PDFium as will do.

A page has some 2,000 letters in 400 words. Each call costs a third of a microsecond and each piece three, so only the
ends of a word are looked at, and words that stand side by side are one piece.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from archive.extract.legacy import convert_run
from archive.extract.rows import CLOSING, Piece

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

_LINE_HEIGHT = 1.12
"""Height of a letter's loose box, in letter sizes, for the fonts of official documents."""
_ASSUMED_SIZE = 10.0
_TOUCHING = 0.12
"""Letters further apart, in letter sizes, are pieces of their own: one that is drawn later may stand between."""
_WIDEST = 1.2
"""A letter with what follows it, in letter sizes, at most: more is a gap inside of a word."""
_LEVEL = 0.02
"""Share of the letter size by which the baselines of a word's ends may differ."""
_STEP = 1.25
"""Steps, in letter sizes, from a word's last letter to the next word of a run: more may be a gap left for a stamp."""
_BLANK = "".join(map(chr, (0, 9, 10, 11, 12, 13, 32, 160)))
_WORD = re.compile(f"[^{re.escape(_BLANK)}]+")


def _quick(function: Any, result: Any = ctypes.c_int) -> Any:
    """A function of PDFium without checks of its arguments, at half of the price."""
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_origin_of, _box_of = _quick(pdfium.FPDFText_GetCharOrigin), _quick(pdfium.FPDFText_GetLooseCharBox)
_matrix_of, _font_size_of = _quick(pdfium.FPDFText_GetMatrix), _quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)


class Letters:
    """The letters of a page. turned: where a box is seen, on a page that is turned."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE, turned: Callable[[Box], Box] | None, *, by_font: bool) -> None:
        self._text, self._turned, self._by_font = text, turned, by_font
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._letters = read_letters(text)

    def runs(self, *, apart: bool = False) -> Iterator[Piece]:
        """Words that stand side by side on one height as one piece, in the order of the file; apart: each by itself.

        Only the ends of a word are looked at. One whose ends are not on one height, or are too far apart, is looked at
        letter by letter.
        """
        text, x, y = self._text, self._x, self._y
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        words: list[str] = []
        order = last = 0
        base = begin = right = size = 0.0
        goes_on = False
        for match in _WORD.finditer(self._letters):
            word, (start, after) = match.group(), match.span()
            _origin_of(text, start, at_x, at_y)
            left = x.value
            if not (goes_on and y.value == base and 0 < left - right < _STEP * size and word[0] not in CLOSING):
                if words:
                    yield Piece(base, begin, self._end_of(last), size, " ".join(words), order, " ")
                    order, words = order + 1, []
                goes_on = not apart and (y.value == base or word[0].isalpha())  # a note's number has a size of its own
                base, begin, size = y.value, left, self._size_of(start)
            if after - start > 1:
                _origin_of(text, after - 1, at_x, at_y)
                if (
                    not 0 < x.value - left < _WIDEST * size * (after - start - 1)
                    or (y.value != base and abs(y.value - base) > _LEVEL * size)
                    or (word[-1] in CLOSING and word[-2].isdigit() and not self._is_level(after - 2, base, size))
                ):
                    if words:
                        yield Piece(base, begin, self._end_of(last), size, " ".join(words), order, " ")
                        order, words = order + 1, []
                    for piece in self._split(start, after):
                        yield piece._replace(order=order)
                        order += 1
                    goes_on = False
                    continue
            words.append(word)
            right, last = x.value, after - 1
        if words:
            yield Piece(base, begin, self._end_of(last), size, " ".join(words), order, " ")

    def _end_of(self, index: int) -> float:
        """Where a letter ends."""
        _box_of(self._text, index, ctypes.byref(self._box))
        return float(self._box.right)

    def _is_level(self, index: int, base: float, size: float) -> bool:
        """Whether a letter stands on this baseline; the mark of a note does not."""
        return abs(self._height_of(index) - base) <= _LEVEL * size

    def _split(self, start: int, after: int) -> Iterator[Piece]:
        """The pieces of one word that is none."""
        for first, piece in self._touching(start, after):
            yield piece._replace(size=self._size_of(first), after=" " if first == start else "")

    def pieces(self) -> Iterator[Piece]:
        """Letters that touch, each looked at, in the order of the file."""
        return (piece for _, piece in self._touching(0, len(self._letters)))

    def _touching(self, start: int, after: int) -> Iterator[tuple[int, Piece]]:
        """(place of the first letter, piece) of the letters of a part that touch.

        One look at a letter's box is one call into PDFium; the baseline is asked for only where the box changes.
        """
        letters: list[str] = []
        end = bottom = top = size = 0.0
        between, order, first = "", 0, start
        piece = Piece(0, 0, 0, 0, "", 0, "")
        for index in range(start, after):
            letter = self._letters[index]
            if letter in _BLANK:
                between = " "
                continue
            if letters and unicodedata.combining(letter):
                letters.append(letter)
                continue
            box = self._seen(index)
            touching = not between and -0.5 * size < box[0] - end < _TOUCHING * size
            if letters and touching and box[1] == bottom and box[3] == top:
                letters.append(letter)
                end = box[2]
                continue
            if letters:
                yield first, piece._replace(end=end, text=self._dress(letters, first))
                order += 1
            left, bottom, end, top = box
            size = (top - bottom) / _LINE_HEIGHT if top - bottom > 1 else _ASSUMED_SIZE
            piece = Piece(self._height_of(index), left, end, size, "", order, between)
            between, first, letters = "", index, [letter]
        if letters:
            yield first, piece._replace(end=end, text=self._dress(letters, first))

    def _seen(self, index: int) -> Box:
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
        found = box.left, box.bottom, box.right, box.top
        return self._turned(found) if self._turned else found

    def _size_of(self, index: int) -> float:
        """Size of a letter as it is drawn."""
        matrix = self._matrix
        scale = math.hypot(matrix.c, matrix.d) if _matrix_of(self._text, index, ctypes.byref(matrix)) else 1.0
        size: float = _font_size_of(self._text, index) * scale
        return size if size > 1 else _ASSUMED_SIZE

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


def read_letters(text: pdfium.FPDF_TEXTPAGE) -> str:
    """The letters of a page as one text, in PDFium's order: its places are places in it."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        letters = bytes(buffer)[:-2].decode("utf-16-le" if sys.byteorder == "little" else "utf-16-be", "surrogatepass")
        if len(letters) == count:
            return letters
    return "".join(chr(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count))
