"""A difference is said only where both numbers count the same thing."""

from __future__ import annotations

import pytest

from archive.align import Source, align_texts
from archive.align.figures import Figure, find_figures
from archive.model import Change, Edit, Paragraph, Span


def figures(left: str, right: str) -> list[Figure]:
    return [figure for change in align_texts(Source(left), Source(right)) for figure in find_figures(change)]


CASES = [
    ("a sum", "Thu ngân sách đạt 1.941,49 tỷ đồng.", "Thu ngân sách đạt 2.000 tỷ đồng.",
     ("1.941,49", "2.000", "tỷ đồng", "up", "+58,51", "+3%")),
    ("points of percent", "Tỷ lệ che phủ rừng đạt 61,5% diện tích.", "Tỷ lệ che phủ rừng đạt 60% diện tích.",
     ("61,5", "60", "%", "down", "−1,5 điểm %", None)),
    ("from nothing", "Xảy ra 0 vụ cháy rừng lớn.", "Xảy ra 3 vụ cháy rừng lớn.", ("0", "3", "vụ", "up", "+3", None)),
    ("no unit", "Kết quả chung của huyện đạt 12.", "Kết quả chung của huyện đạt 13.",
     ("12", "13", "", "other", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_figure_that_changed(left: str, right: str, expected: tuple[str | None, ...]) -> None:
    (found,) = figures(left, right)
    assert (found.old, found.new, found.unit, found.direction, found.difference, found.share) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Báo cáo tháng 3 năm 2023 của huyện.", "Báo cáo tháng 4 năm 2024 của huyện."),
        ("Theo Công văn số 12/UBND-TH của tỉnh.", "Theo Công văn số 15/UBND-TH của tỉnh."),
        ("Từ ngày 01/02/2023 đến nay đã xong.", "Từ ngày 03/04/2024 đến nay đã xong."),
        ("Đạt 96,10% kế hoạch cả năm.", "Đạt 96,1% kế hoạch cả năm."),
        ("Thực hiện theo 12/UBND của huyện.", "Thực hiện theo 15/UBND của huyện."),
        ("Các xã làm theo 12-KH của huyện.", "Các xã làm theo 15-KH của huyện."),
        ("Chi cho 12 triệu đồng tiền giống.", "Chi cho 13 nghìn đồng tiền giống."),
    ],
    ids=["period", "number of a paper", "date", "another spelling", "number without a word", "symbol", "unit too"],
)
def test_what_is_no_figure_or_no_change(left: str, right: str) -> None:
    assert figures(left, right) == []


@pytest.mark.parametrize(("unit", "said"), [("đồng", ("triệu đồng", "+1")), ("cây", ("", None))])
def test_no_difference_where_the_units_differ(unit: str, said: tuple[str, str | None]) -> None:
    """Both count millions, but of what is told by the next word."""
    edits = [("equal", "Cấp ", "Cấp "), ("replace", "12", "13"), ("equal", " triệu ", " triệu "),
             ("replace", "đồng", unit), ("equal", " cho xã.", " cho xã.")]  # fmt: skip
    whole = Paragraph(Span(0, 30), "", "text", 0)
    (found,) = find_figures(Change("reworded", whole, whole, tuple(Edit(*edit) for edit in edits)))
    assert (found.unit, found.difference) == said
