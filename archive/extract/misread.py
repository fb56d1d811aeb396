"""Marks of notes on a scan that were read as other signs: a raised 2 as `”`. One rule: all of a page, or none.

Tesseract takes most raised figures for a closing quote, an apostrophe or a degree. Such a sign is a mark only where the
page has as many of them, without a partner, as it has notes at its foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from archive.extract.marks import DIGITS
from archive.model import Span
from archive.text.folding import RAISED

_SIGN = re.compile(
    rf"""(?<![\s(“"'‘’”\-–/])(?<!\bm)(?<!\b[dckh]m)     # after a word, a year, a bracket; not after a unit
        (?P<sign>["”’‘'`´!?*°{RAISED}]{{1,3}})(?=[.,;:]?(?:\s|$))""",
    re.VERBOSE,
)
_QUOTE = re.compile(r"[“\"]|”")


def find_misread(text: str, page: Span, numbers: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Where the marks of a page's notes stand: number → place; empty where signs and notes do not agree in count.

    numbers: of the notes at the page's foot, ascending; one between two others may have been lost.
    """
    wanted = range(numbers[0], numbers[-1] + 1) if numbers else range(0)
    found = list(_lone_signs(text, page))
    if len(found) != len(wanted):
        return {}
    places = dict(zip(wanted, found, strict=True))
    read = {number: text[start:end].translate(DIGITS) for number, (start, end) in places.items()}
    return places if all(sign == str(number) or not sign.isdigit() for number, sign in read.items()) else {}


def _lone_signs(text: str, page: Span) -> Iterator[tuple[int, int]]:
    """Places of signs at the ends of words that are no marks of a quotation."""
    start = page.start
    for line in text[page.start : page.end].split("\n"):
        closing = set(_closing(line))
        for match in _SIGN.finditer(line):
            if match.start() not in closing:
                yield start + match.start(), start + match.end()
        start += len(line) + 1


def _closing(line: str) -> Iterator[int]:
    """Places of the quotes of a line that close one opened before."""
    open_ = False
    for match in _QUOTE.finditer(line):
        at = match.start()
        opens = match.group() == "“" or (match.group() == '"' and (at == 0 or line[at - 1] in " (“"))
        if opens:
            open_ = True
        elif open_:
            open_ = False
            yield at
