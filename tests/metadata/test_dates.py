"""Place and date of issue: what is printed, no more; no other date of the paper."""

from __future__ import annotations

import pytest

from archive.metadata.dates import iso_date
from tests.metadata.papers import paper, read

PRINTED = [
    ("full", "Vân Lĩnh, ngày 16 tháng 11 năm 2021", "2021-11-16", "Vân Lĩnh"),
    ("no zero", "Vân Lĩnh, ngày 6 tháng 2 năm 2021", "2021-02-06", "Vân Lĩnh"),
    ("wide blanks between", "Vân Lĩnh,   ngày  14   tháng  5   năm 2009", "2009-05-14", "Vân Lĩnh"),
    ("blanks lost", "Vân Lĩnh, ngày 14 tháng5 năm2008", "2008-05-14", "Vân Lĩnh"),
    ("with strokes", "Vân Lĩnh, ngày 05/3/2024", "2024-03-05", "Vân Lĩnh"),
    ("no comma", "Vân Lĩnh ngày 05 tháng 7 năm 1994", "1994-07-05", "Vân Lĩnh"),
    ("hyphen in the place", "Bà Rịa - Vũng Tàu, ngày 01 tháng 02 năm 2020", "2020-02-01", "Bà Rịa - Vũng Tàu"),
    ("city abbreviated", "TP. Vân Giang, ngày 01 tháng 7 năm 2024", "2024-07-01", "Vân Giang"),
    ("city glued", "TP.Vân Giang, ngày 01 tháng 7 năm 2024", "2024-07-01", "Vân Giang"),
    ("numbered ward", "Quận 1, ngày 01 tháng 7 năm 2024", "2024-07-01", "Quận 1"),
    ("second word small", "Vân lĩnh, ngày 01 tháng 7 năm 2024", "2024-07-01", "Vân lĩnh"),
    ("all capitals", "VÂN LĨNH, NGÀY 01 THÁNG 7 NĂM 2024", "2024-07-01", "VÂN LĨNH"),
]


@pytest.mark.parametrize(("line", "date", "place"), [row[1:] for row in PRINTED], ids=[row[0] for row in PRINTED])
def test_place_and_date_as_printed(line: str, date: str, place: str) -> None:
    document = read(paper(date=line))
    assert document.value("date") == date
    assert document.value("place") == place
    assert document.fact("date").status == "printed"
    assert document.fact("date").doubt is None


PARTIAL = [
    ("no day", "Vân Lĩnh, ngày tháng 8 năm 2021", "2021-08"),
    ("wide blank", "Vân Lĩnh, ngày       tháng 8 năm 2021", "2021-08"),
    ("dots", "Vân Lĩnh, ngày ..... tháng 8 năm 2021", "2021-08"),
    ("no day, no month", "Vân Lĩnh, ngày      tháng      năm 2026", "2026"),
    ("month alone", "Vân Lĩnh, tháng 12 năm 2008", "2008-12"),
]


@pytest.mark.parametrize(("line", "date"), [row[1:] for row in PARTIAL], ids=[row[0] for row in PARTIAL])
def test_a_date_without_its_day_is_partial_and_doubted(line: str, date: str) -> None:
    document = read(paper(date=line))
    fact = document.fact("date")
    assert (fact.value, fact.status) == (date, "partial")
    assert fact.doubt is not None
    assert document.value("place") == "Vân Lĩnh"


def test_a_blank_year_is_no_date() -> None:
    document = read(paper(date="Vân Lĩnh, ngày … tháng … năm 20…"))
    assert (document.value("date"), document.fact("date").status) == (None, "blank")
    assert document.value("place") == "Vân Lĩnh"


def test_a_day_that_never_was_is_not_asserted() -> None:
    fact = read(paper(date="Vân Lĩnh, ngày 31 tháng 6 năm 2021")).fact("date")
    assert (fact.value, fact.status) == (None, "illegible")
    assert fact.raw == "ngày 31 tháng 6 năm 2021"
    assert fact.doubt is not None


OTHER_DATES = [
    ("date in the title", {"date": "", "title": "Kết luận phiên họp ngày 17 tháng 5 năm 2021"}),
    (
        "title line that begins with a date",
        {"date": "", "title": "Thi hành Nghị định số 30/2020/NĐ-CP\nngày 05/3/2020"},
    ),
    (
        "meeting in the text",
        {"date": "", "body": "Ngày 17 tháng 5 năm 2021, Ủy ban nhân dân tỉnh họp phiên thường kỳ."},
    ),
    ("legal basis", {"date": "", "body": "Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;"}),
    ("time of an electronic signature", {"date": "Thời gian ký: 19.05.2021 09:12:40 +07:00"}),
]


@pytest.mark.parametrize("parts", [row[1] for row in OTHER_DATES], ids=[row[0] for row in OTHER_DATES])
def test_other_dates_are_not_the_date_of_issue(parts: dict[str, str]) -> None:
    fact = read(paper(**parts)).fact("date")
    assert fact.value is None
    assert fact.doubt is not None


def test_a_date_above_the_signature_is_taken_with_a_doubt() -> None:
    closing = "Vân Lĩnh, ngày 21 tháng 3 năm 1979\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Văn Ún"
    fact = read(paper(date="", closing=closing)).fact("date")
    assert (fact.value, fact.method) == ("1979-03-21", "end")
    assert fact.doubt is not None


def test_the_day_an_assembly_passed_a_law_is_inferred() -> None:
    body = "Điều 1. Phạm vi.\nLuật này được Quốc hội khóa XV, kỳ họp thứ 7 thông qua ngày 21 tháng 6 năm 2024."
    fact = read(f"QUỐC HỘI\nLuật số: 33/2024/QH15\nLUẬT\nLƯU TRỮ\n{body}\nCHỦ TỊCH QUỐC HỘI\n\nMùa Seo Phử").fact(
        "date"
    )
    assert (fact.value, fact.status) == ("2024-06-21", "inferred")
    assert fact.doubt is not None


def test_a_date_read_from_a_scan_is_always_doubted() -> None:
    fact = read(paper(), source="ocr").fact("date")
    assert fact.value == "2021-06-09"
    assert fact.doubt is not None


def test_evidence_of_place_and_date() -> None:
    text = paper()
    document = read(text)
    for field, raw in (("date", "ngày 09 tháng 6 năm 2021"), ("place", "Vân Lĩnh")):
        fact = document.fact(field)
        assert fact.span is not None
        assert text[fact.span.start : fact.span.end] == fact.raw == raw


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        ((2024, 2, 29), "2024-02-29"),
        ((2023, 2, 29), None),
        ((2021, 8, 0), "2021-08"),
        ((2023, 0, 0), "2023"),
        ((2023, 13, 1), None),
    ],
)
def test_iso_dates_keep_only_what_is_known(parts: tuple[int, int, int], iso: str | None) -> None:
    assert iso_date(*parts) == iso
