"""The mark of a state secret wherever it may be stamped. The one rule: rather one paper too many than one too few.

The head and the last lines are read with the other marks (`marks.py`). Here: the edges of every page, running heads and
stamps taken out of the flow, and the heads of papers bound behind the first. In a page's own text only capitals count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Aside, Extracted, Fact, Part, Span

TOP_LINES, BOTTOM_LINES = 8, 3
"""Lines at the edges of a page: stamps stand above the letterhead or below the number (Thông tư 104/2021/TT-BCA). Of a
page read from an image all lines count: there a stamp may stand anywhere."""
HEAD_LINES = 30
"""Lines of the head of a paper bound behind another."""
LONGEST = 60
_ENDS = r"[\s.,:;*_|'‘’\"“”()\[\]-]{0,12}"
_MARK = re.compile(
    rf"""{_ENDS}(?:S[ốỐ]\s?:[^\n]{{1,40}}?\s)?
         (?:(?:[Đđ][Ộộ]|[Mm][Ứứ][Cc]\s[Đđ][Ộộ])\s[Mm][Ậậ][Tt]\s?:\s?)?
         (?P<mark>(?:TUY[ỆÊ]T\s{{1,3}}|T[ỐÔ]I\s{{1,3}})?M[ẬÂ]T
           |(?:T\sU\sY\s[ỆÊ]\sT\s{{1,2}}|T\s[ỐÔ]\sI\s{{1,2}})?M\s[ẬÂ]\sT){_ENDS}$""",
    re.VERBOSE,
)
_MARK_APART = re.compile(_MARK.pattern, re.VERBOSE | re.IGNORECASE)
"""In a running head or a stamp nothing else is written, so small letters count, too."""
_CELL = re.compile(r"\S+(?:[ ]{1,2}\S+)*")
_KINDS: dict[str, str] = {"TU": "Tuyệt mật", "TO": "Tối mật", "TÔ": "Tối mật", "TỐ": "Tối mật"}
_LIFTED = ("margin", "stamp")


def find_secrecy(extracted: Extracted, parts: tuple[Part, ...]) -> Fact | None:
    """The mark, with its page and place; None where there is none."""
    for start, end, page in _places(extracted, parts):
        mark = _MARK if start < extracted.body_end else _MARK_APART
        for cell in _CELL.finditer(extracted.text, start, end):
            match = mark.match(extracted.text, cell.start(), cell.end()) if len(cell.group()) <= LONGEST else None
            if match:
                value = _KINDS.get("".join(match["mark"].upper().split())[:2], "Mật")
                return Fact(value, cell.group(), page, Span(*cell.span()), "printed", "stamp")
    return None


def _places(extracted: Extracted, parts: tuple[Part, ...]) -> Iterator[tuple[int, int, int]]:
    """(start, end, page) of the lines to look at."""
    for page in extracted.pages:
        lines = list(_lines(extracted.text, page.span.start, page.span.end))
        whole = page.source == "ocr" or len(lines) <= TOP_LINES + BOTTOM_LINES
        edges = lines if whole else [*lines[:TOP_LINES], *lines[-BOTTOM_LINES:]]
        yield from ((start, end, page.number) for start, end in edges)
    for part in parts[1:]:
        lines = list(_lines(extracted.text, part.span.start, min(part.span.end, part.span.start + HEAD_LINES * 80)))
        yield from ((start, end, part.page) for start, end in lines[:HEAD_LINES])
    for aside in extracted.asides:
        yield from _lifted(extracted, aside)


def _lifted(extracted: Extracted, aside: Aside) -> Iterator[tuple[int, int, int]]:
    if aside.kind in _LIFTED:
        for start, end in _lines(extracted.text, aside.span.start, aside.span.end):
            yield start, end, aside.page


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the lines in which something stands."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1
