"""The reporting period: from the title, the first of two, never from a date."""

from __future__ import annotations

import pytest

from tests.metadata.papers import paper, read

TITLES = [
    ("Kết quả kinh tế - xã hội tháng 05 năm 2021", "2021-05"),
    ("Kết quả công tác tháng 4/2024 và nhiệm vụ tháng 5/2024", "2024-04"),
    ("Công tác quý II và phương hướng quý III năm 2021", "2021-Q2"),
    ("Kết quả Quý 1/2023", "2023-Q1"),
    ("Kết quả quý IV năm 2023", "2023-Q4"),
    ("Kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
    ("Kết quả sáu tháng cuối năm 2023", "2023-H2"),
    ("KẾT QUẢ 9 THÁNG NĂM 2022", "2022-9M"),
    ("Kết quả 9 tháng đầu năm 2022, nhiệm vụ quý IV", "2022-9M"),
    ("kết quả công tác năm 2019, phương hướng năm 2020", "2019"),
    ("Kết quả giai đoạn 2021-2025", "2021/2025"),
    ("Tổng kết nhiệm kỳ 2020 - 2025", "2020/2025"),
    ("Tổng kết năm học 2022-2023", "2022/2023"),
    ("Tình hình thực hiện kế hoạch năm 2024 tháng 3 năm 2024", "2024-03"),
    ("Kết quả thực hiện Nghị quyết ngày 05 tháng 3 năm 2020", None),
    ("Kết quả thực hiện Kế hoạch ngày 19/01/2024", None),
    ("Công tác phòng cháy chữa cháy", None),
]


@pytest.mark.parametrize(("title", "period"), TITLES)
def test_the_title_tells_the_period(title: str, period: str | None) -> None:
    assert read(paper(title=title)).value("period") == period


def test_plans_and_resolutions_report_on_nothing() -> None:
    assert read(paper(number="Số: 8/NQ-HĐND", kind="NGHỊ QUYẾT", title="Về Kế hoạch năm 2023")).value("period") is None


def test_without_a_title_the_first_headings_tell_with_a_doubt() -> None:
    text = (
        "I. VỀ TRIỂN KHAI NGHỊ QUYẾT\n\nNĂM 2021 CỦA TỈNH\n\nĐã xong.\n\nII. VỀ KINH TẾ THÁNG 05 NĂM 2021\n\nLúa tốt.\n"
    )
    fact = read(text).fact("period")
    assert (fact.value, fact.status) == ("2021-05", "inferred")
    assert fact.doubt is not None


def test_evidence_of_a_period() -> None:
    text = paper(title="Kết quả kinh tế - xã hội tháng 05 năm 2021")
    fact = read(text).fact("period")
    assert fact.span is not None
    assert text[fact.span.start : fact.span.end] == fact.raw == "tháng 05 năm 2021"
