"""Reporting periods are values with one written form and one name."""

from __future__ import annotations

import pytest

from archive.vocab import Period

FORMS = [
    ("2021-02", Period(2021, "month", 2), "Tháng 02/2021"),
    ("2024-11", Period(2024, "month", 11), "Tháng 11/2024"),
    ("2024-03", Period(2024, "month", 3), "Tháng 3/2024"),
    ("2023-Q1", Period(2023, "quarter", 1), "Quý I/2023"),
    ("2023-Q4", Period(2023, "quarter", 4), "Quý IV/2023"),
    ("2023-H1", Period(2023, "half", 1), "6 tháng đầu năm 2023"),
    ("2023-H2", Period(2023, "half", 2), "6 tháng cuối năm 2023"),
    ("2023-9M", Period(2023, "nine"), "9 tháng năm 2023"),
    ("2022", Period(2022), "Năm 2022"),
    ("2021/2025", Period(2021, "span", last=2025), "Giai đoạn 2021-2025"),
]


@pytest.mark.parametrize(("text", "period", "label"), FORMS)
def test_a_period_reads_back_what_it_writes(text: str, period: Period, label: str) -> None:
    assert Period.parse(text) == period
    assert str(period) == text
    assert period.label == label


@pytest.mark.parametrize("text", ["", "2024-13", "2024-Q5", "2024-H3", "24", "2025/2021", "2024-02-01", "quý I"])
def test_other_text_is_no_period(text: str) -> None:
    assert Period.parse(text) is None


@pytest.mark.parametrize(
    ("written", "period"),
    [
        *((label, text) for text, _, label in FORMS),
        ("quý III năm 2024", "2024-Q3"),
        ("Quý 4/2023", "2023-Q4"),
        ("QUY I / 2024", "2024-Q1"),
        ("tháng 02 năm 2024", "2024-02"),
        ("sáu tháng đầu năm 2024", "2024-H1"),
        ("6 tháng 2024", "2024-H1"),
        ("9 tháng đầu năm 2024", "2024-9M"),
        ("cả năm 2024", "2024"),
        ("giai đoạn 2021 - 2025", "2021/2025"),
        (" 2024-q1 ", "2024-Q1"),
    ],
)
def test_a_period_is_read_as_offices_write_it(written: str, period: str) -> None:
    assert str(Period.read(written)) == period


@pytest.mark.parametrize("written", ["", "quý V/2024", "tháng 13/2024", "quý I", "quý sau", "6 tháng", "năm sau"])
def test_what_is_no_period_is_not_guessed(written: str) -> None:
    assert Period.read(written) is None
