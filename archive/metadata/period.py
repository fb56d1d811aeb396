"""The period a paper reports on (kỳ báo cáo). The one rule: only the title decides, or without one the first headings.

In a title with two periods the first is reported on; the one after nhiệm vụ, phương hướng, kế hoạch is planned for. A
span that is no period of the vocabulary (a week, `8 tháng`, `tháng 2 đến tháng 5`) is none, and its year is not one.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from archive.metadata.layout import Layout
from archive.metadata.pieces import is_capital
from archive.model import ABSENT, Fact, Status
from archive.text.folding import fold
from archive.vocab import Period

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:19|20)\d\d(?!\d)"
_B = r"\s{1,4}"
"""Blanks between words, a line break included."""
_PERIOD = re.compile(
    rf"""(?<!\w)(?:
          quy{_B}(?P<quarter>iv|i{{1,3}}|[1-4])(?!\w) (?: \s{{0,2}}(?:/|,?{_B}nam)\s{{0,4}}(?P<quarter_year>{_YEAR}) )?
        | tu{_B}thang{_B}(?P<from>\d{{1,2}}){_B}den(?:{_B}het)?{_B}thang{_B}(?P<to>\d{{1,2}})
            (?: \s{{0,2}}(?:/|,?{_B}nam)\s{{0,4}}(?P<range_year>{_YEAR}) )?
        | (?P<half>6|sau|06){_B}thang(?!{_B}\d) (?:{_B}(?P<half_part>dau|cuoi))? (?:{_B}nam)?
            (?:\s{{0,4}}(?P<half_year>{_YEAR}))?
        | (?P<nine>9|chin|09){_B}thang (?:{_B}dau)? (?:{_B}nam)? (?:\s{{0,4}}(?P<nine_year>{_YEAR}))?
        | (?P<other>(?:\d{{1,2}}|hai|ba|bon|nam|bay|tam|muoi(?:{_B}mot)?){_B}thang(?!{_B}\d)
            | tuan{_B}(?:thu{_B})?\d{{1,2}} | thang{_B}\d{{1,2}}(?:,{_B}\d{{1,2}})+
          ) (?:{_B}(?:dau|cuoi))? (?: \s{{0,2}}(?:/|,?{_B}nam)\s{{0,4}}(?:{_YEAR})? )?
        | thang{_B}(?P<month>1[0-2]|0?[1-9])(?!\d) (?: \s{{0,2}}(?:/|,?{_B}nam|[-.])\s{{0,4}}(?P<month_year>{_YEAR}) )?
        | (?:(?:giai{_B}doan|nhiem{_B}ky|thoi{_B}ky|nam{_B}hoc|(?:(?:cac|tu){_B})?nam){_B})?\(?
            (?P<first>{_YEAR}) (?:\s?[-–]\s?|{_B}den(?:{_B}het)?{_B}(?:nam{_B})?) (?P<last>{_YEAR})
        | (?:(?:trong|ca)\s)?nam{_B}(?P<year>{_YEAR})
        )""",
    re.VERBOSE,
)
_YEARS = ("quarter_year", "half_year", "nine_year", "month_year", "range_year")
_RANGES = {
    (1, 3): "-Q1", (4, 6): "-Q2", (7, 9): "-Q3", (10, 12): "-Q4", (1, 6): "-H1", (7, 12): "-H2", (1, 9): "-9M",
    (1, 12): "",
}  # fmt: skip
"""Months from and to that make a period with a name."""
_YEAR_ALONE = re.compile(rf"(?<!\d){_YEAR}")
_CLOSING = re.compile(r"tren\s{1,3}day\s{1,3}la\s{1,3}bao\s{1,3}cao\s")
CLOSING_CHARACTERS = 300
HEADINGS = 6
"""First headings looked at where no title is printed."""
_HEADING = re.compile(
    r"^[^\S\n]{0,12}(?:[IVX]{1,4}|[A-H]|\d)\s?[.)/-]\s?(?P<text>[^\n]{5,200}(?:\n[^\S\n]*\n?[^\n]{3,120})?)",
    re.MULTILINE,
)
SCANNED = "Kỳ báo cáo đọc từ ảnh quét, cần đối chiếu với bản gốc."
_REPORTS = ("bao-cao", "thong-bao", "bien-ban", "ket-luan")


def read_period(layout: Layout, title: Fact, kind: Fact) -> Fact:
    """The reporting period of a report, notice, minutes or conclusion; other kinds have none."""
    if kind.value is not None and kind.value not in _REPORTS:
        return ABSENT
    if title.value and title.span:
        if title.doubt and layout.scanned(title.span.start):
            return _of_scan(layout, title.value, title)
        return _first(layout, title.span.start, title.span.end, "title", "")
    for match in deque(_CLOSING.finditer(layout.plain, layout.body), maxlen=1):
        doubt = "Kỳ báo cáo suy ra từ câu kết, không có trích yếu."
        closing = _first(layout, match.end(), match.end() + CLOSING_CHARACTERS, "closing", doubt)
        if closing.value:
            return closing
    doubt = "Kỳ báo cáo suy ra từ đề mục, không có trích yếu."
    found = ABSENT
    for match in list(_HEADING.finditer(layout.text, layout.body, layout.body + 8_000))[:HEADINGS]:
        if kind.value is None and not is_capital(match["text"].split("\n")[0]):
            continue
        fact = _first(layout, match.start("text"), match.end("text"), "headings", doubt)
        period = Period.parse(fact.value or "")
        if period and (found is ABSENT or period.unit != "year"):
            found = fact
        if period and period.unit != "year":
            break
    return found


def _of_scan(layout: Layout, said: str, title: Fact) -> Fact:
    """The period of a subject as it was mended; its evidence is the whole subject as read."""
    found = _first(replace(layout, text=said, plain=fold(said)), 0, len(said), "title", "")
    return replace(found, raw=title.raw, page=title.page, span=title.span, doubt=SCANNED) if found.value else ABSENT


def _first(layout: Layout, start: int, end: int, method: str, doubt: str) -> Fact:
    """The first period between two offsets that is no part of a date; a planned one only when alone."""
    plain = layout.plain
    best: tuple[re.Match[str], Period] | None = None
    for match in _PERIOD.finditer(plain, start, end):
        if _in_date(plain, start, match):
            continue
        period = _period(match, plain[match.end() : end]) if not match["other"] else None
        if period is None and (match["other"] or match["from"]) and best is None:
            return ABSENT
        if period is None:
            continue
        if best is None or (best[1].unit == "year" and period.unit != "year" and period.year == best[1].year):
            best = match, period
    if best is None:
        return ABSENT
    match, period = best
    status: Status = "inferred" if doubt else "printed"
    return layout.fact(str(period), match.start(), match.end(), method=method, status=status, doubt=doubt)


def _in_date(plain: str, start: int, match: re.Match[str]) -> bool:
    before = plain[max(start, match.start() - 14) : match.start()]
    return bool(re.search(r"ngay\s{0,2}\d{0,2}\s{0,2}$", before) or re.search(r"thang\s{1,4}\d{1,2}\s{1,4}$", before))


def _period(match: re.Match[str], after: str) -> Period | None:
    """The value of a match; a period without its year takes the next year printed after it."""
    if match["first"]:
        return Period.parse(f"{match['first']}/{match['last']}")
    if match["year"]:
        return Period(int(match["year"]))
    printed = next((match[name] for name in _YEARS if match[name]), None)
    later = _YEAR_ALONE.search(after)
    if not printed and later is None:
        return None
    year = int(printed or (later.group() if later else 0))
    if match["quarter"]:
        return Period(year, "quarter", _ROMAN.get(match["quarter"]) or int(match["quarter"]))
    if match["half"]:
        return Period(year, "half", 2 if match["half_part"] == "cuoi" else 1)
    if match["nine"]:
        return Period(year, "nine")
    if match["from"]:
        return Period.parse(f"{year}{_RANGES.get((int(match['from']), int(match['to'])), '?')}")
    return Period(year, "month", int(match["month"]))
