"""Printed lines made fit to be read on any screen. One rule: the length of a text never changes, so its places hold.

A PDF gives a paragraph as the lines of its paper; shown as they are they break twice. What is stored stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from archive.model import Span

NARROWEST, WIDEST = 40, 130
"""Characters of a full line on A4: 14 pt type gives 75 to 95. Text with longer lines was never broken for paper."""
FULL = 0.75
"""Share of the width of the paper from which a line counts as full, so that what follows may go on with it."""
_BORDER = re.compile(r" {3,}|\t")
"""A column border of the stored text."""
_CELL = re.compile(r"\S+(?:[ \u00a0]{1,2}\S+)*")
"""What stands between two borders: both parts of `SỞ Y TẾ      CỘNG HÒA …`."""
_ITEM = re.compile(
    r"""[-–+•*]\s                     # - Lưu: VT.
      | \(?(?:\d{1,3}|[a-zđ])[.)]     # 1.  a)  (2)
      | [IVX]{1,5}[.)\s]              # II.
      | (?:Điều|Chương|Phần|Mục)\s    # Điều 5.
    """,
    re.VERBOSE,
)


def lines_of(text: str) -> Iterator[Span]:
    """Spans of the lines that are not blank, without the blanks at their end (those before them may be a border)."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line.rstrip()))
        start += len(line) + 1


def cells_of(text: str, line: Span) -> tuple[Span, ...]:
    """The parts of a line between column borders; a line that begins with a border has an empty first part."""
    found = tuple(Span(match.start(), match.end()) for match in _CELL.finditer(text, line.start, line.end))
    if found and _BORDER.match(text, line.start):
        return (Span(line.start, line.start), *found)
    return found


def paper_width(text: str) -> int:
    """Characters of a full line where a text was broken into lines for paper; 0 where it was not."""
    lengths = sorted(len(line) for line in text.split("\n") if len(line) >= NARROWEST and not _BORDER.search(line))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return width if width <= WIDEST else 0


def join_lines(text: str, *, width: int, starts: Collection[int] = ()) -> str:
    """The text with the line breaks inside paragraphs as blanks.

    width: as `paper_width` gives it. starts: offsets at which a line begins whatever stands before it.
    """
    if not width:
        return text
    letters = list(text)
    lines = [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    for line, following in pairwise(lines):
        if line.end + 1 == following.start and following.start not in starts and _goes_on(text, line, following, width):
            letters[line.end] = " "
    return "".join(letters)


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line is full and the next one is not plainly a paragraph of its own."""
    if line.end - line.start < FULL * width or _BORDER.search(text, line.start, line.end):
        return False
    if _BORDER.search(text, following.start, following.end) or _ITEM.match(text, following.start, following.end):
        return False
    last, first = text[line.end - 1], text[following.start]
    return first.islower() or (first != "\f" and last not in ".;:!?…”")


def narrow_lines(text: str) -> str:
    """A text for a narrow column: the cells of a line under one another, no empty lines. Its length may change.

    >>> narrow_lines("SỞ Y TẾ      CỘNG HÒA\\n\\nSố: 1")
    'SỞ Y TẾ\\nCỘNG HÒA\\nSố: 1'
    """
    return re.sub(r"\s*\n\s*", "\n", _BORDER.sub("\n", text))
