"""Lines of a stored text: where they lie, their columns, titles over several. One rule: letters keep their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.model import Span

NARROWEST, WIDEST = 40, 130
"""Characters of a full line on A4: 14 pt type gives 75 to 95. Text with longer lines was never broken for paper."""
FULL = 0.75
"""Share of the width of the paper from which a line counts as full, so that what follows may go on with it."""
HALF = 0.4
"""The same, where the line does not end a sentence and the next one begins with a small letter."""
_BORDER = re.compile(r" {3,}|\t")
"""A column border of the stored text."""
_ROOM = r"""
    (?: (?<=[Ss]ố)[ ]{3,}(?=/)            # Số     /BC-UBND
      | (?<=[Ss]ố:)[ ]{3,}(?=/)           # Số:    /BC-UBND
      | (?<=ngày)[ ]{3,}(?=tháng\b)       # ngày     tháng 3 năm 2023
      | (?<=tháng)[ ]{3,}(?=năm\b)        # tháng    năm 2023
    )"""
_UNFILLED = re.compile(_ROOM, re.VERBOSE)
"""Room left for a number or a day to be written in: a wide gap, but no border."""
_CELL = re.compile(rf"\S+(?:(?:[ \u00a0]{{1,2}}|{_ROOM})\S+)*", re.VERBOSE)
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


def spell_out(text: str, start: int, words: str) -> int:
    """Where words that stand at a place end, whatever blanks and line breaks stand between them there."""
    place = end = start
    for word in words.split():
        while place < len(text) and text[place].isspace():
            place += 1
        if not text.startswith(word, place):
            break
        place = end = place + len(word)
    return end


def on_one_line(text: str, spans: Iterable[Span]) -> str:
    """The text with the line breaks inside these spans (titles) as blanks; every letter keeps its place."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = text[span.start : span.end].replace("\n", " ")
    return "".join(letters)


def goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line is full and the next one is not plainly a paragraph of its own."""
    if _BORDER.search(text, line.start, following.end) or _ITEM.match(text, following.start, following.end):
        return False
    last, first = text[line.end - 1], text[following.start]
    share, ended = (line.end - line.start) / width, last in ".;:!?…”"
    if first.islower():
        return share >= (FULL if ended else HALF)
    return share >= FULL and not ended and first != "\f"


def narrow_lines(text: str) -> str:
    """A text for a narrow column: the cells of a line under one another, no empty lines. Its length may change.

    >>> narrow_lines("SỞ Y TẾ      CỘNG HÒA\\n\\nSố: 1")
    'SỞ Y TẾ\\nCỘNG HÒA\\nSố: 1'
    """
    return re.sub(r"\s*\n\s*", "\n", _BORDER.sub("\n", _UNFILLED.sub(" ", text)))
