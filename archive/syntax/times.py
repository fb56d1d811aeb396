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
_END = rf"(?![\w/]|[.-]\d|,(?!{_Y}(?!\d))\d)"
_LISTED = re.compile(r"\s?(?:[,;&]|(?:va|hoac)\b)\s?")
"""What stands between values of a list: `2022, 2023`, `quý I và quý II`."""
_TO_DAY = re.compile(_TO)
_YEARS = re.compile(rf"(?:tu\s)?(?:nam\s)?(?P<first>{_Y})(?:{_TO}(?:nam\s)?(?P<last>{_Y}))?{_END}")
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
            | (?P<half>(?:6|sau)\sthang)(?:\s(?P<which>dau|cuoi)(?:\snam\b(?!\s?{_Y}))?)?
            | (?P<nine>(?:9|chin)\sthang)(?:\sdau(?:\snam\b(?!\s?{_Y}))?)?
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
    """Years written at an offset of a folded text (`2022-2024`, `2021, 2023`), each of them, and where they end."""
    matches = _list_at(_YEARS, plain, at)
    if not matches:
        return None
    found: list[int] = []
    for match in matches:
        first, last = sorted((int(match["first"]), int(match["last"] or match["first"])))
        found += range(first, last + 1)
    return tuple(map(str, dict.fromkeys(found))), matches[-1].end()


def _list_at(pattern: re.Pattern[str], plain: str, at: int) -> list[re.Match[str]]:
    """The values of a list that begins at an offset; one that stands alone is a list of one."""
    found: list[re.Match[str]] = []
    while match := pattern.match(plain, at):
        found.append(match)
        between = _LISTED.match(plain, match.end())
        if between is None:
            break
        at = between.end()
    return found


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


def span_at(plain: str, at: int = 0) -> tuple[Days, int] | None:
    """A day, month or year, or all from one to another (`1/3/2024 - 15/3/2024`), and where they end."""
    first = days_at(plain, at)
    between = _TO_DAY.match(plain, first[1]) if first else None
    last = days_at(plain, between.end()) if between else None
    if first is None or last is None or last[0].last < first[0].first:
        return first
    return Days(first[0].first, last[0].last), last[1]


def periods_at(plain: str, at: int = 0) -> tuple[tuple[str, ...], int] | None:
    """Reporting periods written at an offset of a folded text, in their normal form, and where they end.

    A year alone means every period in it, and so do years from one to another (`2022-2024`), which may also be one
    period; `năm 2024` is the whole year, `giai đoạn 2021-2025` that period alone. A quarter without a year is that of
    the year behind it in a list (`quý I, quý II/2024`), else of every year.
    """
    matches = _list_at(_PERIOD, plain, at)
    if not matches:
        return None
    found: list[str] = []
    year = None
    for match in reversed(matches):
        year = match["y1"] or match["y2"] or year
        found[:0] = _periods(match, year)
    return tuple(dict.fromkeys(found)), matches[-1].end()


def periods_in(plain: str) -> tuple[str, ...]:
    """Reporting periods told with their year anywhere in a folded text; a year alone is none.

    >>> periods_in("bao cao quy i nam 2024 va thang 5/2024 cua so tai chinh nam 2023")
    ('2024-Q1', '2024-05')
    """
    found: list[str] = []
    for start in _TOLD_PERIOD.finditer(plain):
        match = _PERIOD.match(plain, start.start())
        if match and (match["y1"] or match["y2"]):
            found += _periods(match, match["y1"] or match["y2"])
    return tuple(dict.fromkeys(found))


_TOLD_PERIOD = re.compile(r"(?<!\w)(?:quy\b|q[1-4]\b|6\s|sau\s|9\s|chin\s|(?<!\d\s)thang\s)")
"""How a period begins; the month of a day is none."""


def _periods(match: re.Match[str], of_year: str | None) -> tuple[str, ...]:
    """Codes of one period as typed; of_year: the year it has, or one behind it in the list."""
    if match["code"]:
        return (match["code"].upper(),)
    first, last = match["from"] or match["from2"], match["to"] or match["to2"]
    if first:
        low, high = sorted((int(first), int(last)))
        within = () if match["span"] else (code for year in range(low, high + 1) for code in _of_year(year))
        return (str(Period(low, "span", last=high)), *within)
    if match["year"]:
        return (match["year"],) if match["whole"] else _of_year(int(match["year"]))
    years = (int(of_year),) if of_year else range(FIRST_YEAR, LAST_YEAR + 1)
    return tuple(str(_part(match, year)) for year in years)


def _of_year(year: int) -> tuple[str, ...]:
    """The year, and all periods within it."""
    return (str(year), *(str(part) for part in _parts(year)))


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
