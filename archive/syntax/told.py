"""Times told by their distance from today: `năm ngoái`, `quý trước`. The one rule: only where a paper is asked for.

A year takes the place of its words, since a quarter before it needs it; other times stand beside their words, which
papers write themselves (`so với tháng trước`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from archive.syntax.tree import Other
from archive.text.folding import fold, lower
from archive.text.tokens import syllables

_YEAR = re.compile(r"(?<!\w)(?P<unit>(?i:năm)|nam)\s(?P<word>(?i:nay|ngoái|ngoai|trước|truoc))(?!\w)")
_TIME = re.compile(
    r"""(?<!\w)(?: (?P<unit>(?i:quý|tháng|quy|thang))\s(?P<word>(?i:này|nay|trước|truoc))
                 | (?P<year>(?i:năm))\s(?P<when>(?i:nay|trước|truoc)) )(?!\w)""",
    re.VERBOSE,
)
_PART_BEFORE = re.compile(
    r"(?<!\w)(?:quy\s(?:iv|i{1,3}|[1-4])|q[1-4]|thang\s\d{1,2}|(?:6|9|sau|chin)\sthang(?:\s(?:dau|cuoi))?|ca)\s\Z"
)
"""A part of a year behind which the year stands: `quý I năm trước`."""
_ENDS = re.compile(r"\s*(?:\Z|[,;.]|(?:cua|ve|do)\b)")
"""What stands behind a year without marks that is one: `nam ngoai cua so y te`, not `nam ngoai quy hoach`."""
_COMPARED = re.compile(r"\b(?:cung\sky|so\s(?:sanh|voi)|hon|cac|nhung|nhieu|may|moi|tung|tu)\b")
"""Words before times that papers tell so for other reasons: `so với cùng kỳ năm trước`, `các năm trước`."""
_ROMAN = ("I", "II", "III", "IV")


def name_years(text: str, this_year: int, *, asks: bool) -> str:
    """A text with the years told from today by their number. asks: whether it begins as a request for a paper.

    >>> name_years("báo cáo quý I năm ngoái của Sở Y tế", 2026, asks=True)
    'báo cáo quý I năm 2025 của Sở Y tế'
    """

    def named(match: re.Match[str]) -> str:
        ago = fold(match["word"]) != "nay"
        return f"{match['unit']} {this_year - ago}" if _is_year(match, asks=asks) else match[0]

    return _YEAR.sub(named, text)


def _is_year(match: re.Match[str], *, asks: bool) -> bool:
    plain, word = fold(match.string), lower(match["word"])
    parted = _PART_BEFORE.search(plain, 0, match.start()) is not None
    if fold(word) == "truoc":
        return asks and parted and not _COMPARED.search(plain, 0, match.start())
    if word == "ngoái":
        return True
    if match["unit"] != "nam":
        return asks or parted
    return parted or (asks and _ENDS.match(plain, match.end()) is not None)


def told_times(text: str, today: date, *, asks: bool) -> Iterator[Other]:
    """Times told from today, each with how a paper names it: `quý trước` as `quý III năm 2026`.

    This year with its marks in any text; other times only in a request for a paper.
    """
    plain = fold(text)
    for match in _TIME.finditer(text):
        now = fold(match["word"] or match["when"]) == "nay"
        if (match["year"] and now) or (asks and not _COMPARED.search(plain, 0, match.start())):
            form = _named(fold(match["unit"] or match["year"]), today, ago=int(not now))
            yield Other(match[0], form, len(syllables(text[: match.start()])), 2)


def _named(unit: str, today: date, *, ago: int) -> str:
    """This or the last month, quarter or year as papers name it."""
    if unit == "nam":
        return f"năm {today.year - ago}"
    months = today.year * 12 + today.month - 1
    if unit == "thang":
        year, month = divmod(months - ago, 12)
        return f"tháng {month + 1} năm {year}"
    year, quarter = divmod(months // 3 - ago, 4)
    return f"quý {_ROMAN[quarter]} năm {year}"
