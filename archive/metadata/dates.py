"""Place and date of issue (địa danh, ngày ban hành). The one rule: a blank day stays blank; a month is no day.

Other dates (of the cited, of meetings, of an electronic signature) are never the date of issue.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from archive.metadata.closing import Closing
from archive.metadata.layout import Layout
from archive.metadata.number import find_own
from archive.metadata.pieces import DATE, HOUR, Piece, find_place
from archive.metadata.spelled import SPELLED, spelled_number
from archive.model import ABSENT, Fact, Span
from archive.vocab import Vocab

FIRST_YEAR = 1945
_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_SCAN_DOUBT = "Ngày đọc từ ảnh quét, cần đối chiếu với bản gốc."
_CENTURY = "Năm in hai chữ số, được hiểu là của thế kỷ XX."
_CITY = re.compile(r"^(?:t\.?p\.?|thành phố)\s?(?=\S)", re.IGNORECASE)
_PERSON = re.compile(r"\s(?:Hồ Chí Minh|HCM)$|^Thành phố HCM")
"""A place named after a person keeps its kind (NĐ 30, phụ lục I.II.4)."""
_NUMBER = re.compile(r"\d[^\s]{1,60}\s{0,3},?\s{0,3}(?=ngay\s)")
_PASSED = re.compile(r"thong\squa\s{1,3}(?:tai\s[^.\n]{0,80}\s)?(?=ngay\s)")
_JUDGED = re.compile(
    r"ban\san\sso\s?:?\s?\d[^\s]{1,40}\s{1,9}ngay\s?:?\s{1,4}"
    r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)(?!\d)"
)
MINUTES = "bien-ban"
_TODAY = re.compile(r"(?<!\w)hom\snay(?!\w)")
_LINE = re.compile(r"[^\n]*\n?")


def read_date(layout: Layout, closing: Closing, vocab: Vocab) -> tuple[Fact, Fact]:
    """(date, place) of a document; what follows its closing (an annex, a copy block) is not its own."""
    for piece in layout.head:
        if piece.role != "date":
            continue
        above = piece.span.start < layout.top_end
        match = SPELLED.search(piece.plain) or DATE.search(piece.plain)
        placed = _place_before(piece, match) if match else None
        if above or placed:
            date, place = _read_line(layout, piece, "head")
            if date.status == "partial" and (whole := _completed(layout, piece, date)):
                return whole
            return (date if placed else _doubted(date, "Ngày đứng một mình, không có địa danh.")), place
    titled, ended = _after_kind(layout, vocab) or _judged(layout), _at_end(layout, closing)
    if titled:
        return titled, ended[1] if ended and ended[0].value == titled.value else ABSENT
    found = ended or _passed(layout, closing) or _opened(layout)
    return found or (_absent(), ABSENT)


def _place_before(line: Piece, match: re.Match[str]) -> tuple[int, int, bool] | None:
    """The place before a date, or before the hour of a telegram."""
    hour = HOUR.search(line.plain, 0, match.start())
    return find_place(line.text, 0, hour.start() if hour else match.start())


def _completed(layout: Layout, cover: Piece, month: Fact) -> tuple[Fact, Fact] | None:
    """The whole date of the letterhead behind a cover on which only its month is printed."""
    for piece in layout.head:
        if piece.role == "date" and piece.span.start > cover.span.end:
            date, place = _read_line(layout, piece, "head")
            if place.value and date.status == "printed" and (date.value or "").startswith(month.value or "-"):
                return date, place
    return None


def _read_line(layout: Layout, line: Piece, method: str) -> tuple[Fact, Fact]:
    """Place and date from a line that holds both."""
    match = SPELLED.search(line.plain) or DATE.search(line.plain)
    if match is None:
        return _absent(), ABSENT
    place = _place_before(line, match)
    placed = ABSENT
    if place:
        value = " ".join(line.text[place[0] : place[1]].split())
        value = value if _PERSON.search(value) else _CITY.sub("", value)
        placed = replace(
            layout.fact(value, line.at(place[0]), line.at(place[1]), method=method), raw=line.text[place[0] : place[1]]
        )
    return _date_fact(layout, match, method, line), placed


def _date_fact(layout: Layout, match: re.Match[str], method: str, line: Piece | None = None) -> Fact:
    """The date of one match of DATE or SPELLED in the stored text, or in a line of it."""
    if line is not None:
        fact = _dated(layout, match, method, line.at(match.start()), line.at(match.end()))
        return replace(fact, raw=line.text[match.start() : match.end()])
    return _dated(layout, match, method, *match.span())


def _dated(layout: Layout, match: re.Match[str], method: str, start: int, end: int) -> Fact:
    day, month, year = (_figure(match, name) for name in ("day", "month", "year"))
    month = month or _MONTHS.get(" ".join((match.groupdict().get("named") or "").split()), 0)
    if not year:
        return layout.fact(None, start, end, method=method, status="blank", doubt="Ngày ban hành để trống.")
    value = iso_date(year, month, day)
    if value is None or year < FIRST_YEAR:
        doubt = "Ngày ban hành không có thật trên lịch, cần đối chiếu với bản gốc."
        return layout.fact(None, start, end, method=method, status="illegible", doubt=doubt)
    doubt = _SCAN_DOUBT if layout.scanned(start) else ""
    short = any(match.groupdict().get(form) for form in ("year6", "year7"))
    if short and layout.scanned(start):
        return layout.fact(None, start, end, method=method, status="illegible", doubt=_SCAN_DOUBT)
    if short:
        doubt = f"{doubt} {_CENTURY}".strip()
    if len(value) < 10:
        lacking = "ngày." if len(value) == 7 else "ngày và tháng."
        doubt = f"{_SCAN_DOUBT} Thiếu {lacking}" if doubt else f"Ngày ban hành in thiếu {lacking}"
        return layout.fact(value, start, end, method=method, status="partial", doubt=doubt)
    return layout.fact(value, start, end, method=method, doubt=doubt)


def _figure(match: re.Match[str], name: str) -> int:
    """The figure of one part of a date, whichever of its forms was printed; 0 for a blank."""
    groups = match.groupdict()
    printed = next((text for form, text in groups.items() if text and form.rstrip("234567") == name), "0")
    if not printed[0].isdigit():
        return spelled_number(printed)
    figure = int("".join(printed.split()))
    return figure + 1900 if name == "year" and 0 < figure < 100 else figure


def iso_date(year: int, month: int = 0, day: int = 0) -> str | None:
    """ISO form of a date or of the part of it that is known (0: unknown); None when there is no such day.

    >>> iso_date(2023, 3), iso_date(2023, 2, 30)
    ('2023-03', None)
    """
    try:
        full = datetime.date(year, month or 1, (day if month else 0) or 1)
    except ValueError:
        return None
    if not month:
        return f"{year:04d}"
    return full.isoformat() if day else f"{year:04d}-{month:02d}"


def _after_kind(layout: Layout, vocab: Vocab) -> Fact | None:
    """The date in the title line: `NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 30/2020/NĐ-CP NGÀY 05 THÁNG 3 NĂM 2020`."""
    start = find_own(layout, vocab)
    number = _NUMBER.match(layout.plain, start, min(layout.body, start + 120)) if start is not None else None
    match = DATE.match(layout.plain, number.end()) if number else None
    return _date_fact(layout, match, "title") if match else None


def _judged(layout: Layout) -> Fact | None:
    """The date under the number of a judgment: `Ngày: 16-6-2022`."""
    match = _JUDGED.search(layout.plain, 0, layout.body)
    return _date_fact(layout, match, "head") if match else None


def _opened(layout: Layout) -> tuple[Fact, Fact] | None:
    """The day minutes begin with, which have no line for place and date: `Hôm nay, ngày 15 tháng 4 năm 2022`."""
    if layout.kind_line is None or layout.kind_line.kind.code != MINUTES:
        return None
    today = _TODAY.search(layout.plain, layout.top_end, layout.top_end + 1_500)
    match = DATE.search(layout.plain, today.end(), today.end() + 80) if today else None
    if match is None or "." in layout.text[today.end() if today else 0 : match.start()]:
        return None
    fact = replace(_date_fact(layout, match, "opening"), status="inferred")
    return _doubted(fact, "Ngày lấy ở câu mở đầu biên bản, phần đầu không có."), ABSENT


def _at_end(layout: Layout, closing: Closing) -> tuple[Fact, Fact] | None:
    """The place and date above the signature, as older papers have them; only short lines of their own count."""
    first = closing.start - 600 if closing.signature else closing.end - 4_000
    start = layout.text.rfind("\n", 0, max(layout.body, first)) + 1
    for line in _LINE.finditer(layout.text, start, closing.end):
        text = line.group().strip()
        if not line.group():
            break
        match = DATE.search(layout.plain, line.start(), line.end()) if len(text) < 90 else None
        place = find_place(layout.text, line.start(), match.start()) if match else None
        if match and place and place[2] and match["day"] and not layout.text[match.end() : line.end()].strip(" .\n"):
            span = Span(place[0], match.end())
            own = Piece(layout.text[span.start : span.end], layout.plain[span.start : span.end], span, 0, 0)
            found, placed = _read_line(layout, own, "end")
            if found.value:
                return _doubted(found, "Ngày lấy ở cuối văn bản, phần đầu không có."), placed
    return None


def _passed(layout: Layout, closing: Closing) -> tuple[Fact, Fact] | None:
    """The day an assembly passed the paper, where no date of issue is printed."""
    start = max(layout.body, closing.end - 6_000)
    for cue in _PASSED.finditer(layout.plain, start, closing.end):
        match = DATE.match(layout.plain, cue.end())
        if match:
            fact = _date_fact(layout, match, "passed")
            doubt = "Ngày thông qua ghi cuối văn bản; phần đầu không có ngày ban hành."
            return _doubted(replace(fact, status="inferred"), doubt), ABSENT
    return None


def _doubted(fact: Fact, doubt: str) -> Fact:
    return replace(fact, doubt=f"{fact.doubt} {doubt}" if fact.doubt else doubt)


def _absent() -> Fact:
    return Fact(doubt="Không thấy ngày ban hành ở phần đầu văn bản.")
