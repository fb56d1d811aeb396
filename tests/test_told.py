"""Times told by their distance from today: named where a paper is asked for, left alone where papers write them."""

from __future__ import annotations

from datetime import date

import pytest

from archive.syntax.told import name_years, told_times


@pytest.mark.parametrize(
    ("asks", "text", "named"),
    [
        (False, "Năm ngoái thu đủ", "Năm 2025 thu đủ"),
        (False, "NĂM NGOÁI", "NĂM 2025"),
        (True, "báo cáo năm nay", "báo cáo năm 2026"),
        (False, "6 tháng đầu năm nay", "6 tháng đầu năm 2026"),
        (True, "bao cao quy i nam ngoai cua so y te", "bao cao quy i nam 2025 cua so y te"),
        (True, "bao cao nam ngoai ve rung", "bao cao nam 2025 ve rung"),
        (True, "bao cao tong ket nam nay", "bao cao tong ket nam 2026"),
        (False, "quy 3 nam ngoai", "quy 3 nam 2025"),
        (True, "báo cáo quý I năm trước", "báo cáo quý I năm 2025"),
        (True, "bao cao 6 thang dau nam truoc", "bao cao 6 thang dau nam 2025"),
    ],
)
def test_years_told_from_today(asks: bool, text: str, named: str) -> None:
    assert name_years(text, 2026, asks=asks) == named


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (False, "năm nay thời tiết thuận lợi"),
        (True, "bao cao dat nam ngoai quy hoach"),
        (True, "báo cáo về người Việt Nam ngoài nước"),
        (False, "nguoi viet nam ngoai nuoc"),
        (False, "nguoi viet nam nay"),
        (True, "báo cáo so với quý I năm trước"),
        (True, "báo cáo cùng kỳ năm trước"),
        (False, "tăng hơn quý I năm trước"),
        (True, "báo cáo năm ngoáii"),
    ],
)
def test_years_of_ordinary_text_stay(asks: bool, text: str) -> None:
    assert name_years(text, 2026, asks=asks) == text


@pytest.mark.parametrize(
    ("today", "text", "typed", "form", "start"),
    [
        (date(2026, 11, 21), "báo cáo quý trước của sở", "quý trước", "quý III năm 2026", 2),
        (date(2026, 2, 1), "báo cáo quý trước", "quý trước", "quý IV năm 2025", 2),
        (date(2026, 11, 21), "bao cao 52 thang truoc", "thang truoc", "tháng 10 năm 2026", 3),
        (date(2026, 1, 31), "báo cáo tháng trước", "tháng trước", "tháng 12 năm 2025", 2),
        (date(2026, 1, 31), "báo cáo tháng này", "tháng này", "tháng 1 năm 2026", 2),
        (date(2026, 12, 31), "kế hoạch quý này", "quý này", "quý IV năm 2026", 2),
        (date(2026, 1, 31), "báo cáo tổng kết năm trước", "năm trước", "năm 2025", 4),
    ],
)
def test_times_of_a_request_have_another_form(today: date, text: str, typed: str, form: str, start: int) -> None:
    (found,) = told_times(text, today, asks=True)
    assert (found.typed, found.form, found.start, found.count) == (typed, form, start, 2)


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (False, "số liệu tháng trước"),
        (True, "báo cáo tăng so với tháng trước"),
        (True, "báo cáo kết quả cùng kỳ năm trước"),
        (True, "báo cáo tồn tại các năm trước"),
        (True, "báo cáo mấy tháng nay"),
        (True, "báo cáo năm này"),
    ],
)
def test_times_of_ordinary_text_have_none(asks: bool, text: str) -> None:
    assert not tuple(told_times(text, date(2026, 11, 21), asks=asks))


def test_this_year_has_one_in_any_text() -> None:
    """The words stand as typed; the year only ranks beside them."""
    assert [other.form for other in told_times("năm nay mưa nhiều", date(2026, 1, 1), asks=False)] == ["năm 2026"]
