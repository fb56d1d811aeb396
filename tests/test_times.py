"""Days and reporting periods as people type them."""

from __future__ import annotations

import pytest

from archive.syntax.times import Days, days_at, folded, periods_at, periods_in, years_at


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("05/03/2024", "2024-03-05", "2024-03-05"),
        ("5-3-2024", "2024-03-05", "2024-03-05"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05", "2024-03-05"),
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2/2024", "2024-02-01", "2024-02-29"),
        ("tháng 2 năm 2023", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("năm 2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_days(typed: str, first: str, last: str) -> None:
    found = days_at(folded(typed))
    assert found == (Days(first, last), len(folded(typed)))


@pytest.mark.parametrize(
    "typed", ["31/2/2024", "0/2024", "13/2024", "2024-00", "2024-02-30", "5/3", "abc", "", "20245"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert days_at(folded(typed)) is None


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2024", ("2024",)),
        ("2022-2024", ("2022", "2023", "2024")),
        ("2024 - 2023", ("2023", "2024")),
        ("2022..2023", ("2022", "2023")),
        ("2022 đến 2023", ("2022", "2023")),
        ("năm 2022 – năm 2023", ("2022", "2023")),
        ("2022, 2024", ("2022", "2024")),
        ("2021,2023,2022-2024", ("2021", "2023", "2022", "2024")),
        ("2022 hoặc năm 2023", ("2022", "2023")),
    ],
)
def test_years(typed: str, years: tuple[str, ...]) -> None:
    assert years_at(folded(typed)) == (years, len(folded(typed)))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("quý I/2024", ("2024-Q1",)),
        ("quy 4 nam 2024", ("2024-Q4",)),
        ("Q3/2024", ("2024-Q3",)),
        ("quý II - 2024", ("2024-Q2",)),
        ("2024-Q1", ("2024-Q1",)),
        ("tháng 3/2024", ("2024-03",)),
        ("tháng 03 năm 2024", ("2024-03",)),
        ("3/2024", ("2024-03",)),
        ("2024-03", ("2024-03",)),
        ("6 tháng 2024", ("2024-H1",)),
        ("6 tháng đầu năm 2024", ("2024-H1",)),
        ("6 tháng cuối năm 2024", ("2024-H2",)),
        ("9 tháng năm 2024", ("2024-9M",)),
        ("năm 2024", ("2024",)),
        ("cả năm 2024", ("2024",)),
        ("giai đoạn 2021-2025", ("2021/2025",)),
        ("9 tháng đầu năm 2024", ("2024-9M",)),
        ("quý I, quý II/2024", ("2024-Q1", "2024-Q2")),
        ("quý I/2023 và quý I/2024", ("2023-Q1", "2024-Q1")),
        ("cả năm 2022; năm 2023", ("2022", "2023")),
    ],
)
def test_periods(typed: str, codes: tuple[str, ...]) -> None:
    assert periods_at(folded(typed)) == (codes, len(folded(typed)))


def test_a_year_alone_means_every_period_in_it_and_a_quarter_alone_every_year() -> None:
    year, quarter = periods_at("2024"), periods_at("quy ii")
    assert year is not None
    assert quarter is not None
    assert {"2024", "2024-Q1", "2024-12", "2024-H2", "2024-9M"} <= set(year[0])
    assert {"1999-Q2", "2024-Q2"} <= set(quarter[0])


def test_years_one_to_another_are_that_period_and_all_within() -> None:
    found = periods_at("2021-2023")
    assert found is not None
    assert found[0][0] == "2021/2023"
    assert {"2021", "2022-Q3", "2023-12"} <= set(found[0])
    assert "2024" not in found[0]


@pytest.mark.parametrize(("typed", "end"), [("2022, rừng", 4), ("2022 và rừng", 4), ("6 thang dau nam rung", 15)])
def test_a_list_ends_before_what_is_no_value(typed: str, end: int) -> None:
    found = periods_at(folded(typed))
    assert found is not None
    assert found[1] == end


@pytest.mark.parametrize("typed", ["tháng 13/2024", "quý V/2024", "abc", "", "7 tháng 2024"])
def test_what_is_no_period_is_none(typed: str) -> None:
    assert periods_at(folded(typed)) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Báo cáo 6 tháng đầu năm 2023 của Sở Y tế", ("2023-H1",)),
        ("kết quả tháng 5 năm 2020", ("2020-05",)),
        ("so sánh quý I/2024 với quý I/2023", ("2024-Q1", "2023-Q1")),
        ("ngày 5 tháng 3 năm 2024", ()),
        ("năm 2024", ()),
        ("quý I", ()),
        ("số 1/2024", ()),
    ],
)
def test_periods_told_in_a_text(text: str, codes: tuple[str, ...]) -> None:
    assert periods_in(folded(text)) == codes
