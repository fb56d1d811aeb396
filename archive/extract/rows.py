"""Placed pieces of text to lines. The one rule: what stands on one height is one line, read from left to right.

It mends PDFs whose letters were drawn out of order and keeps the two columns of a head apart. PDF letters and OCR words
come the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise, zip_longest
from operator import attrgetter
from typing import Literal, NamedTuple

from archive.extract.lines import Line
from archive.extract.tables import GAP
from archive.text.normal import raise_digits

SAME_ROW = 0.42
"""Share of the letter size by which baselines of one row may differ: raised note marks, columns set a little apart."""
_SPACE = 0.17
"""Gap, in letter sizes, that is a blank where the file does not say so itself."""
_BREADTHS = 2.2
"""Size of letters in their mean widths, blanks included, in Times New Roman and Vietnamese."""
_TELLING = 25
_NO_SPACE = 0.08
CLOSING = frozenset(".,;:)")
"""Before these, after a raised figure, and before it PDFium sees a blank where there is no room for one."""
_COLUMN = 2.2
"""Gap, in letter sizes, that is a column border: no justified line of Times New Roman opens so wide."""
_JUMP = 1.0
"""The same where the file drew something else between the two: cells of a table, not words of a line."""
_OVER = 0.3
"""Share of the letter size by which words in order may overlap: slanted letters beside upright ones."""
_SMALL = 0.8
_RAISED = 0.12


class Piece(NamedTuple):
    """Letters that touch, or words of a line: place (y upwards), size, text, and how it follows the piece before.

    `order` counts on by one where a piece follows another in the file; `after` is then what stood between: "" or " ".
    """

    y: float
    x: float
    end: float
    size: float
    text: str
    order: int
    after: str


_X = attrgetter("x")


def write_rows(pieces: Iterable[Piece], width: float) -> tuple[Line, ...]:
    """Lines of a page from top to bottom; a line that stands in the right half begins with a column border."""
    return write_lines(group_rows(pieces), width)


def write_lines(rows: Iterable[Sequence[Piece]], width: float) -> tuple[Line, ...]:
    """The same of pieces that stand in rows."""
    return tuple([_write_row(row, width) for row in rows])


def group_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Rows of a page from top to bottom, their pieces from left to right."""
    return [sorted(row, key=_X) for row in _group(pieces)]


def is_tangled(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether pieces of a row lie in one another, or two rows over one another."""
    for row, below in zip_longest(rows, rows[1:]):
        if any(later.x < before.end - _OVER * before.size for before, later in pairwise(row)):
            return True
        if below and row[0].y - below[0].y < SAME_ROW * max(row[0].size, below[0].size):
            return True
    return False


def size_by_width(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Recognised lines with the size of their letters by their widths: the heights of their boxes depend on the words.

    Measured on scans: 19 to 60 dots for letters of one size by height, 33 to 39 by width.
    """
    widths = [(line.right - line.left) / len(line.text) for line in lines if _tells_width(line)]
    usual = sorted(widths)[len(widths) // 2] if widths else 0.0
    return tuple(
        line._replace(size=_BREADTHS * ((line.right - line.left) / len(line.text) if _tells_width(line) else usual))
        if usual
        else line
        for line in lines
    )


def _tells_width(line: Line) -> bool:
    return len(line.text) >= _TELLING and GAP not in line.text


def _group(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Rows from top to bottom: heights with many letters first, then each small one joins the row beside it."""
    levels: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if levels and levels[-1][0].y - piece.y <= piece.size * 0.1:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    rows: list[list[Piece]] = []
    heights: list[float] = []  # of rows, descending as negative numbers
    for level in sorted(levels, key=_letters_of, reverse=True):
        at = bisect_right(heights, -level[0].y)
        near = [n for n in (at - 1, at) if 0 <= n < len(rows) and _joins(level, rows[n], -heights[n])]
        if near:
            rows[min(near, key=lambda n: abs(-heights[n] - level[0].y))].extend(level)
        else:
            rows.insert(at, list(level))
            heights.insert(at, -level[0].y)
    return rows


def _letters_of(pieces: Iterable[Piece]) -> int:
    return sum([len(piece.text) for piece in pieces])


def _joins(level: Sequence[Piece], row: Sequence[Piece], height: float) -> bool:
    """Whether a level of letters belongs to a row: close in height, and beside its letters rather than over them."""
    distance = abs(level[0].y - height)
    size = max(row[0].size, level[0].size)
    return distance < SAME_ROW * size and not _overlap(level, row)


def _overlap(level: Sequence[Piece], row: Sequence[Piece]) -> bool:
    starts = sorted((piece.x, piece.end) for piece in row)
    for piece in level:
        at = bisect_right(starts, (piece.x, piece.end))
        middle = (piece.x + piece.end) / 2
        if any(x < middle < end for x, end in starts[max(0, at - 2) : at + 1]):
            return True
    return False


def _write_row(row: Sequence[Piece], width: float) -> Line:
    if len(row) == 1:
        (piece,) = row
        return Line(_indent(piece.x, piece.end, width) + piece.text, piece.x, piece.end, piece.size, piece.y)
    size, base = _usual(row, "size"), _usual(row, "y")
    left, right = row[0].x, max(piece.end for piece in row)
    text = [_indent(left, right, width)]
    stamped = {index for index, piece in enumerate(row) if piece.text.isdigit() and _is_stamped(row, index)}
    for index, piece in enumerate(row):
        raised = piece.size < _SMALL * size and piece.y > base + _RAISED * size
        if index:
            text.append(_between(row, index, size, stamped, glued=raised or piece.text[0] in CLOSING))
        text.append(raise_digits(piece.text) if raised else piece.text)
    return Line("".join(text), left, right, size, base)


def _usual(row: Sequence[Piece], name: Literal["size", "y"]) -> float:
    """The median over the letters of a row."""
    values: list[tuple[float, int]] = sorted([(getattr(piece, name), len(piece.text)) for piece in row])
    if values[0][0] == values[-1][0]:
        return values[0][0]
    seen = accumulate(letters for _, letters in values)
    return next(value for (value, _), count in zip(values, seen, strict=True) if 2 * count > _letters_of(row))


def _between(row: Sequence[Piece], index: int, size: float, stamped: set[int], *, glued: bool) -> str:
    """What separates a piece from the one to its left: a column border, a blank or nothing.

    glued: it may touch that one even where the file says that there is a blank.
    """
    last, piece = row[index - 1], row[index]
    if index in stamped:
        return " "
    if index - 1 in stamped:
        return " " if piece.text[0].isalnum() else ""
    follows = piece.order == last.order + 1
    gap = piece.x - last.end
    if gap > (_COLUMN if follows else _JUMP) * size:
        return GAP
    if follows:
        return "" if glued and gap < _NO_SPACE * size else piece.after
    return " " if gap > _SPACE * size else ""


def _is_stamped(row: Sequence[Piece], index: int) -> bool:
    """Whether a figure was put into a gap left open for it: `Số:      /BC-SNNMT`, `ngày      tháng 4`."""
    return 0 < index < len(row) - 1 and row[index + 1].order == row[index - 1].order + 1


def _indent(start: float, end: float, width: float) -> str:
    return GAP if start > 0.45 * width and start + end > 1.2 * width else ""
