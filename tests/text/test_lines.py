"""Lines of paper as paragraphs of a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Span
from archive.text.lines import cells_of, goes_on, lines_of, narrow_lines, on_one_line, paper_width, spell_out

FULL = "Đến hết quý I, toàn tỉnh đã giải ngân được sáu trăm tỷ đồng vốn đầu tư công của"
PAPER = "\n".join([FULL] * 5)


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        (FULL, "kế hoạch.", True),
        (FULL, "Hội đồng nhân dân tỉnh.", True),
        (FULL + ".", "Hội đồng nhân dân tỉnh.", False),
        (FULL + ";", "hội đồng nhân dân tỉnh.", True),
        ("Kế hoạch đã đạt.", "thu ngân sách", False),
        ("Thực hiện Nghị quyết của Chính phủ về", "nhiệm vụ", True),
        ("Thực hiện Nghị quyết của Chính phủ về", "Nhiệm vụ", False),
        ("Gồm", "các sở", False),
        (FULL, "- Lưu: VT.", False),
        (FULL, "1. Thu ngân sách", False),
        (FULL, "a) Thu nội địa", False),
        (FULL, "Điều 5. Hiệu lực", False),
        (FULL, "   KT. GIÁM ĐỐC", False),
        (FULL, "Số: 5   Vân Lĩnh", False),
        (FULL, "\f", False),
    ],
)
def test_a_full_line_goes_on_unless_the_next_is_a_paragraph_of_its_own(before: str, after: str, joined: bool) -> None:
    text = f"{before}\n{after}"
    line, following = Span(0, len(before)), Span(len(before) + 1, len(text))
    assert goes_on(text, line, following, len(FULL)) is joined


def test_a_title_over_two_lines_is_shown_on_one() -> None:
    text = "Chương I\nQUY ĐỊNH\n  CHUNG\nĐiều 1. Phạm vi"
    end = spell_out(text, 0, "Chương I QUY ĐỊNH CHUNG")
    assert text[:end] == "Chương I\nQUY ĐỊNH\n  CHUNG"
    assert on_one_line(text, [Span(0, end)]).split("\n") == [
        "Chương I QUY ĐỊNH   CHUNG",
        "Điều 1. Phạm vi",
    ]
    assert spell_out(text, 0, "Chương I khác") == len("Chương I")


def test_text_that_was_never_broken_for_paper_stays_as_it_is() -> None:
    assert paper_width("Một đoạn rất dài. " * 20 + "\nngắn") == 0
    assert paper_width("a\nb\nc") == 0
    assert paper_width(PAPER) == len(FULL)


@given(st.text("aB.1) \n\t\f-", max_size=200), st.integers(0, 100), st.integers(0, 100))
def test_places_in_the_text_hold(text: str, start: int, length: int) -> None:
    joined = on_one_line(text, [Span(min(start, len(text)), min(start + length, len(text)))])
    assert len(joined) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, joined, strict=True))


@given(st.text("ab \n\t", max_size=100))
def test_lines_and_cells_hold_every_letter_once(text: str) -> None:
    cells = [cell for line in lines_of(text) for cell in cells_of(text, line)]
    assert "".join("".join(text[cell.start : cell.end].split()) for cell in cells) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("SỞ Y TẾ   CỘNG HÒA XÃ HỘI", ["SỞ Y TẾ", "CỘNG HÒA XÃ HỘI"]),
        ("a\tb\tc", ["a", "b", "c"]),
        ("   KT. GIÁM ĐỐC", ["", "KT. GIÁM ĐỐC"]),
        ("một  dòng thường", ["một  dòng thường"]),
        ("Số:      /BC-UBND", ["Số:      /BC-UBND"]),
        (
            "Số    /BC-UBND   Vân Lĩnh, ngày     tháng 3 năm 2023",
            ["Số    /BC-UBND", "Vân Lĩnh, ngày     tháng 3 năm 2023"],
        ),
        ("Vân Lĩnh, ngày    tháng    năm 2023", ["Vân Lĩnh, ngày    tháng    năm 2023"]),
        ("Số: 5   Vân Lĩnh, ngày 5   tháng 3", ["Số: 5", "Vân Lĩnh, ngày 5", "tháng 3"]),
    ],
)
def test_wide_gaps_are_borders(line: str, cells: list[str]) -> None:
    assert [line[cell.start : cell.end] for cell in cells_of(line, Span(0, len(line)))] == cells


def test_room_left_for_a_number_or_a_day_breaks_no_line() -> None:
    assert narrow_lines("Số:     /BC-UBND   Vân Lĩnh, ngày    tháng 3") == "Số: /BC-UBND\nVân Lĩnh, ngày tháng 3"


def test_in_a_narrow_column_cells_stand_under_one_another() -> None:
    assert narrow_lines("UBND   CỘNG HÒA\n\n\f\nSố: 1") == "UBND\nCỘNG HÒA\nSố: 1"
