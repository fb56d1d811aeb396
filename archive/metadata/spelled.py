"""Dates written in words: `ngày mồng năm tháng ba năm hai nghìn không trăm hai mươi tư`.

The one rule: all three parts must be there; half a date in words says nothing.
"""

from __future__ import annotations

import re

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "gieng": 1, "chap": 12,
}  # fmt: skip
_UNIT = "(?:khong|mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin)"
_TENS = rf"(?:(?:hai\s|ba\s|bon\s|nam\s|sau\s|bay\s|tam\s|chin\s)?muoi(?:\s{_UNIT})?|(?:linh\s|le\s)?{_UNIT})"
SPELLED = re.compile(
    rf"""(?<!\w)(?P<word>ngay)\s{{1,3}}(?:(?:mong|mung)\s)?(?P<day>{_TENS})
         \s{{1,3}}thang\s{{1,3}}(?P<month>gieng|chap|muoi\s(?:mot|hai)|muoi|{_UNIT})
         ,?\s{{1,3}}nam\s{{1,3}}(?P<year>(?:mot|hai)\s(?:nghin|ngan)(?:\s{_UNIT}\stram)?(?:\s{_TENS})?)(?!\w)""",
    re.VERBOSE,
)
"""A date in words over folded text."""


def spelled_number(words: str) -> int:
    """The number folded words say, up to 9,999.

    >>> spelled_number("hai muoi tu"), spelled_number("muoi lam"), spelled_number("hai nghin khong tram linh chin")
    (24, 15, 2009)
    """
    total = last = 0
    for word in words.split():
        if word in ("nghin", "ngan", "tram"):
            total, last = total + last * (100 if word == "tram" else 1000), 0
        elif word == "muoi":
            total, last = total + (last or 1) * 10, 0
        else:
            last = _UNITS.get(word, 0)
    return total + last
