"""Words are compared as words, numbers by value; both printed texts are covered whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Edit
from archive.text.differences import find_edits, number_value

VALUES = [
    ("96,10", "96,1"),
    ("96,1", "96.1"),
    ("1.941,490", "1941,49"),
    ("6.784.000", "6784000"),
    ("02", "2"),
    ("5,0", "5"),
    ("0,50", "0,5"),
]


@pytest.mark.parametrize(("printed", "other"), VALUES)
def test_spellings_of_one_value(printed: str, other: str) -> None:
    assert number_value(printed) == number_value(other)


@pytest.mark.parametrize(
    ("printed", "other"), [("1.205", "1,205"), ("12", "21"), ("2.3.1", "2.31"), ("403.050", "403,05")]
)
def test_different_values_stay_different(printed: str, other: str) -> None:
    assert number_value(printed) != number_value(other)


def changes(left: str, right: str) -> list[tuple[str, str, str]]:
    return [
        (edit.kind, edit.left.strip(), edit.right.strip()) for edit in find_edits(left, right) if edit.kind != "equal"
    ]


CASES = [
    ("nothing changed", "Gieo trồng 4.120 ha lúa.", "Gieo trồng 4.120 ha lúa.", []),
    ("another value", "tăng 5,2% so với", "tăng 5,4% so với", [("replace", "5,2", "5,4")]),
    ("the same value in another spelling", "đạt 96,10% kế hoạch, 02 dự án", "đạt 96,1% kế hoạch, 2 dự án", []),
    ("line breaks and blanks", "thu ngân\n\f\nsách  nhà nước", "thu ngân sách nhà nước", []),
    ("case and tone placement", "Ủy ban hoà giải", "ủy ban hòa giải", []),
    ("dashes and quotation marks", "kinh tế – xã hội “xanh”", 'kinh tế - xã hội "xanh"', []),
    ("left-over mark-up", "**Mục tiêu** chung", "Mục tiêu chung", []),
    (
        "words added",
        "Sở Nội vụ chủ trì thực hiện",
        "Sở Nội vụ chủ trì, phối hợp thực hiện",
        [("insert", "", ", phối hợp")],
    ),
    ("words taken out", "hoàn thành trước ngày 15 tháng 6", "hoàn thành trước tháng 6", [("delete", "ngày 15", "")]),
    (
        "two equal words between changes are no island",
        "trồng chè tại xã Nà Pheo",
        "phát triển quế tại xã Tả Lạn",
        [("replace", "trồng chè tại xã Nà Pheo", "phát triển quế tại xã Tả Lạn")],
    ),
    (
        "three equal words are kept",
        "Một số hộ nghèo còn thiếu đất",
        "Nhiều hộ nghèo còn khó khăn",
        [("replace", "Một số", "Nhiều"), ("replace", "thiếu đất", "khó khăn")],
    ),
    (
        "numbers change places with their like",
        "12 xã, 45 bản, 7 chợ",
        "12 xã, 46 bản, 8 chợ",
        [("replace", "45", "46"), ("replace", "7", "8")],
    ),
    ("against nothing", "Gieo trồng lúa", "", [("delete", "Gieo trồng lúa", "")]),
    ("from nothing", " ", "Gieo trồng lúa", [("insert", "", "Gieo trồng lúa")]),
]


@pytest.mark.parametrize(("left", "right", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_edits(left: str, right: str, expected: list[tuple[str, str, str]]) -> None:
    assert changes(left, right) == expected


def test_an_equal_run_shows_the_printed_words_of_each_side() -> None:
    assert find_edits("đạt 96,10%", "đạt 96,1%") == (Edit("equal", "đạt 96,10%", "đạt 96,1%"),)


def test_nothing_against_nothing_is_no_edit() -> None:
    assert find_edits("", "") == ()


TEXTS = st.text(alphabet="ab1,.2 0%-\n*“ Ủuỷ", max_size=80)


@given(TEXTS, TEXTS)
def test_edits_cover_both_texts_whole(left: str, right: str) -> None:
    edits = find_edits(left, right)
    assert "".join(edit.left for edit in edits) == left
    assert "".join(edit.right for edit in edits) == right


@given(TEXTS)
def test_a_text_equals_itself(text: str) -> None:
    assert all(edit.kind == "equal" for edit in find_edits(text, text))


def test_very_long_texts_are_compared_by_lines_first() -> None:
    """Two texts of 12,000 lines with one changed word: the change is found, and found alone."""
    lines = [f"Xã thứ {number} đã nộp báo cáo đúng hạn." for number in range(12_000)]
    other = [*lines]
    other[7_000] = "Xã thứ 7000 chưa nộp báo cáo đúng hạn."
    assert changes("Đầu.\n" + "\n".join(lines), "Mở.\n" + "\n".join(other))[-1] == ("replace", "đã", "chưa")


def test_tables_of_zeros_are_compared_to_the_end() -> None:
    """Thousands of equal cells would keep `difflib` busy for hours."""
    left = "Xã A: " + "0 " * 3_000 + "hết."
    right = "Xã B nộp: " + "0 0 0 0 0 1 " * 500 + "hết cả."
    edits = find_edits(left, right)
    assert "".join(edit.left for edit in edits) == left
    assert "".join(edit.right for edit in edits) == right
    assert sum(edit.left.count("0") for edit in edits if edit.kind == "equal") > 1_000
