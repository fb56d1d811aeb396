"""Years, days and reporting periods as people type them. The one rule: what is no real date is none, not a near one."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from archive.text.folding import fold
from archive.vocab import Period

FIRST_YEAR, LAST_YEAR = 1945, 2050
"""Years that are asked for where a period is typed without its year."""

_Y = r"(?:19|20)\d\d"
_TO = r"\s?(?:-|–|—|\.{2,3}|…|den)\s?"
_END = r"(?![\w/]|[.,-]\d)"
_YEARS = re.compile(rf"(?:nam\s)?(?P<first>{_Y})(?:{_TO}(?:nam\s)?(?P<last>{_Y}))?{_END}")
_DAY = re.compile(
    rf"""(?:ngay\s)?(?:
          (?P<day>\d{{1,2}})\s?(?:[/.-]|thang)\s?(?P<month>\d{{1,2}})\s?(?:[/.-]|nam)\s?(?P<year>{_Y})
        | (?P<y1>{_Y})-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?
        | (?:thang\s)?(?P<m2>\d{{1,2}})\s?(?:[/.-]|nam)\s?(?P<y2>{_Y})
        | (?:nam\s)?(?P<y3>{_Y})
        ){_END}""",
    re.VERBOSE,
)
_PERIOD = re.compile(
    rf"""(?:
          (?P<code>{_Y}-(?:q[1-4]|h[12]|9m|0[1-9]|1[0-2])|{_Y}/{_Y})
        | (?P<span>giai\sdoan\s)(?P<from>{_Y}){_TO}(?P<to>{_Y})
        | (?P<from2>{_Y}){_TO}(?P<to2>{_Y})
        | (?: (?:quy\s?|q)(?P<quarter>iv|i{{1,3}}|[1-4])
            | (?P<half>(?:6|sau)\sthang)(?:\s(?P<which>dau|cuoi))?
            | (?P<nine>(?:9|chin)\sthang)(?:\sdau)?
            | (?:thang\s?)(?P<month>1[0-2]|0?[1-9])
            | (?P<bare_month>1[0-2]|0?[1-9])(?=\s?/\s?{_Y}) )
          (?: \s?[/-]\s?(?P<y1>{_Y}) | \s(?:nam\s)?(?P<y2>{_Y}) )?
        | (?P<whole>(?:ca\s)?nam\s)?(?P<year>{_Y})
        ){_END}""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, ISO, both ends counting."""

    first: str
    last: str


def years_at(plain: str, at: int = 0) -> tuple[tuple[str, ...], int] | None:
    """Years written at an offset of a folded text (`2022-2024`, `2022..2024`), each of them, and where they end."""
    match = _YEARS.match(plain, at)
    if match is None:
        return None
    ends = sorted((int(match["first"]), int(match["last"] or match["first"])))
    return tuple(str(year) for year in range(ends[0], ends[1] + 1)), match.end()


def days_at(plain: str, at: int = 0) -> tuple[Days, int] | None:
    """A day, month or year at an offset of a folded text (`05/03/2024`, `3/2024`, `2024`), and where it ends."""
    match = _DAY.match(plain, at)
    if match is None:
        return None
    year = int(match["year"] or match["y1"] or match["y2"] or match["y3"])
    months, days = (match["month"] or match["m1"] or match["m2"]), (match["day"] or match["d1"])
    first, last = (int(months), int(months)) if months else (1, 12)
    if not 1 <= first <= last <= 12 or (days and not 1 <= int(days) <= monthrange(year, first)[1]):
        return None
    begin, end = (int(days), int(days)) if days else (1, monthrange(year, last)[1])
    return Days(f"{year}-{first:02d}-{begin:02d}", f"{year}-{last:02d}-{end:02d}"), match.end()


def periods_at(plain: str, at: int = 0) -> tuple[tuple[str, ...], int] | None:
    """Reporting periods written at an offset of a folded text, in their normal form, and where they end.

    A year alone means every period in it; `năm 2024` the whole year; a quarter without a year that of every year.
    """
    match = _PERIOD.match(plain, at)
    if match is None:
        return None
    return _periods(match), match.end()


def _periods(match: re.Match[str]) -> tuple[str, ...]:
    if match["code"]:
        return (match["code"].upper(),)
    first, last = match["from"] or match["from2"], match["to"] or match["to2"]
    if first:
        return (str(Period(int(first), "span", last=int(last))),)
    if match["year"]:
        year = int(match["year"])
        return (str(year),) if match["whole"] else (str(year), *(str(part) for part in _parts(year)))
    typed = match["y1"] or match["y2"]
    years = (int(typed),) if typed else range(FIRST_YEAR, LAST_YEAR + 1)
    return tuple(str(_part(match, year)) for year in years)


def _part(match: re.Match[str], year: int) -> Period:
    if match["quarter"]:
        return Period(
            year, "quarter", {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"]) or int(match["quarter"])
        )
    if match["half"]:
        return Period(year, "half", 2 if match["which"] == "cuoi" else 1)
    if match["nine"]:
        return Period(year, "nine")
    return Period(year, "month", int(match["month"] or match["bare_month"]))


def _parts(year: int) -> tuple[Period, ...]:
    """All periods within a year."""
    return (
        *(Period(year, "month", part) for part in range(1, 13)),
        *(Period(year, "quarter", part) for part in range(1, 5)),
        *(Period(year, "half", part) for part in (1, 2)),
        Period(year, "nine"),
    )


def folded(text: str) -> str:
    """A value as these readers want it: folded, blanks single.

    >>> folded(" Quý  I/2024 ")
    'quy i/2024'
    """
    return " ".join(fold(text).split())
