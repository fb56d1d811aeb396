"""Why a document was found, in words."""

from __future__ import annotations

from typing import get_args

import pytest

from archive.explain import Explanation, Reason, ReasonKind, Where
from archive.ui import text
from archive.ui.why import reason_rows


def said(explanation: Explanation) -> list[str]:
    return ["".join(words for words, _ in row) for row in reason_rows(explanation)]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (Reason("number", "52/NQ-HĐND", (("own_number", 1),)), "Đúng là văn bản số 52/NQ-HĐND"),
        (Reason("number", "52/NQ-HĐND", (("cited", 3),)), "Có viện dẫn văn bản số 52/NQ-HĐND: 3 lần"),
        (Reason("subject", "giao kế hoạch vốn", (("title", 1),)), "Trích yếu đúng là giao kế hoạch vốn"),
        (
            Reason("word", "giải ngân", (("title", 1), ("body", 1200)), "giai ngan"),
            "Có giải ngân (đã gõ “giai ngan”): 1 lần trong trích yếu, 1.200 lần trong nội dung",
        ),
        (Reason("word", "thủy", (("bare", 2),)), "Có thủy: 2 lần trong nội dung, khác dấu"),
        (Reason("phrase", "nông thôn mới", (("body", 4),)), "Có đúng cụm nông thôn mới: 4 lần trong nội dung"),
        (
            Reason("short", "Ủy ban nhân dân", (("body", 5),), "UBND"),
            "Có dạng khác của chữ viết tắt: Ủy ban nhân dân (đã gõ “UBND”): 5 lần trong nội dung",
        ),
        (Reason("close", "5/6", (("body", 1),)), "5/6 từ đã gõ đứng gần nhau trong một đoạn"),
        (Reason("told", "Quý I/2024", (("fact", 1),), field="period"), "Khớp kỳ báo cáo: Quý I/2024"),
        (Reason("filter", "báo cáo", (("fact", 1),), field="doc_type"), "Thuộc tên loại: báo cáo"),
    ],
)
def test_a_reason_says_what_was_met_where_and_how_often(reason: Reason, expected: str) -> None:
    assert said(Explanation((reason,))) == [expected]


def test_what_is_missing_is_said_last() -> None:
    found = Explanation((Reason("word", "vốn", (("body", 1),)),), ("đê", "kè"))
    assert said(found)[-1] == "Không có trong văn bản này: “đê”, “kè”"


def test_without_words_the_filters_are_the_reason() -> None:
    assert said(Explanation(())) == ["Văn bản này thuộc mọi bộ lọc đang chọn."]


def test_every_reason_and_place_has_its_words() -> None:
    assert set(text.FOUND_BY) == set(get_args(ReasonKind))
    assert set(text.FOUND_IN) == set(get_args(Where))
