"""Footnotes stand after the pages, tied to their marks; what only looks like one stays in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ReadError
from archive.extract.assemble import assemble
from archive.extract.flow import Widths
from archive.extract.lines import Line, RawPage
from archive.extract.misread import find_misread
from archive.extract.notes import find_glued, lift_notes
from archive.model import Aside, Extracted, Span
from archive.text.normal import raise_digits
from tests.extract.papers import read, save_pdf, start_pdf, write

LINE = "Sản lượng thịt hơi xuất chuồng trong tháng ước đạt 1.600 tấn, trong đó thịt lợn là {}"
RULE = " " * 43


def notes_of(extracted: Extracted) -> list[tuple[str, str, str | None]]:
    """(mark, text, what stands at its place in the text) of each note."""
    text = extracted.text
    return [
        (a.mark, text[a.span.start : a.span.end], a.ref and text[a.ref.start - 4 : a.ref.end]) for a in extracted.asides
    ]


def read_text(tmp_path: Path, *lines: str) -> Extracted:
    return read(write(tmp_path / "x.txt", "\n".join(lines)))


@pytest.mark.parametrize("mark", ["¹", "<sup>1</sup>"])
def test_a_raised_mark_and_its_note(mark: str, tmp_path: Path) -> None:
    extracted = read_text(
        tmp_path, f"Tổng đàn đạt 349.090 con{mark}, tăng so với", "", f"{mark} Gồm cả huyện Khe Sương.", "", "cùng kỳ."
    )
    assert extracted.text[: extracted.body_end] == "Tổng đàn đạt 349.090 con¹, tăng so với cùng kỳ."
    assert notes_of(extracted) == [("1", "Gồm cả huyện Khe Sương.", " con¹")]


def test_marks_glued_to_words_and_years_are_raised(tmp_path: Path) -> None:
    lines = [
        LINE.format("1.100 tấn"),
        LINE.format("nghìn con1, tăng 3%"),
        LINE.format("của năm 20242 tăng"),
        LINE.format("đủ"),
    ]
    wrapped = [
        *lines,
        RULE,
        "1Trong đó: đàn trâu 92.400 con.",
        "2 Theo Cục Thống kê.",
        " cùng kỳ năm trước.",
        *lines[:1],
    ]
    extracted = read_text(tmp_path, *wrapped)
    assert notes_of(extracted) == [
        ("1", "Trong đó: đàn trâu 92.400 con.", " con¹"),
        ("2", "Theo Cục Thống kê.", "2024²"),
    ]
    assert "đủ cùng kỳ năm trước." in extracted.text
    assert "20242" not in extracted.text


def test_an_item_after_a_long_note_goes_on_with_the_text(tmp_path: Path) -> None:
    """The note fills its line, and the item under it begins with a small letter, as if the note went on."""
    lines = [
        LINE.format("1.100 tấn,"),
        LINE.format("nghìn con1."),
        "1Theo số liệu của cơ quan quản lý chuyên ngành của tỉnh, chưa được công bố chính thức.",
        "b) Chăn nuôi, thú y",
        *(LINE.format("1.200 tấn,") for _ in range(6)),
    ]
    extracted = read_text(tmp_path, "\n\n".join(lines))
    ((mark, note, _),) = notes_of(extracted)
    assert (mark, note.endswith("chưa được công bố chính thức.")) == ("1", True)
    assert "\nb) Chăn nuôi, thú y" in extracted.text[: extracted.body_end]


def test_without_a_rule_a_glued_note_needs_its_mark(tmp_path: Path) -> None:
    marked = read_text(tmp_path, LINE.format("nghìn con1."), "1Trong đó: đàn trâu 92.400 con.", LINE.format("x."))
    assert notes_of(marked) == [("1", "Trong đó: đàn trâu 92.400 con.", " con¹")]
    plain = read_text(tmp_path, LINE.format("38.500 m1."), "1Trong đó: đàn trâu 92.400 con.", LINE.format("x."))
    assert plain.asides == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("38.500 m3, giảm", 3),
        ("đạt 12 km2.", 2),
        ("dịch H5N1 và", 1),
        ("Covid-19 được", 19),
        ("119.6135 tấn", 5),
        ("khí CO2.", 3),
    ],
)
def test_units_names_and_amounts_are_no_marks(text: str, number: int) -> None:
    assert find_glued(text, number) is None


def test_powers_are_no_marks(tmp_path: Path) -> None:
    text = "Một¹ hai², xây 22.597 m³ kè và 10³ m đường, đủ ba đợt³."
    extracted = read_text(tmp_path, text, "", "¹ A.", "² B.", "³ Ba đợt.")
    assert notes_of(extracted)[2] == ("3", "Ba đợt.", " đợt³")


def small_print(tmp_path: Path, *, notes: list[str], after: str = "") -> Extracted:
    """A PDF page with a raised 1 in its text and lines of 10 points at its end, a second page, and lines there."""
    pdf = start_pdf()
    body = "Trong tháng các cấp các ngành đã tập trung tổ chức đón tết vui tươi lành mạnh an toàn"
    for row in range(6):
        pdf.text(20, 30 + 7 * row, body)
    x = 20 + pdf.get_string_width(body)
    pdf.set_font_size(8)
    pdf.text(x, 28.3, "1")
    pdf.set_font_size(10)
    for row, note in enumerate(notes):
        pdf.text(20, 250 + 5 * row, note)
    pdf.add_page()
    pdf.set_font_size(13)
    for row in range(6):
        pdf.text(20, 30 + 7 * row, body)
    pdf.set_font_size(10)
    pdf.text(20, 250, after)
    return read(save_pdf(pdf, tmp_path / "x.pdf"))


@pytest.mark.usefixtures("font")
def test_small_lines_at_the_end_of_a_page_are_its_notes(tmp_path: Path) -> None:
    extracted = small_print(tmp_path, notes=["1 Theo báo cáo của Chi cục Thống kê", "huyện Khe Sương."])
    assert notes_of(extracted) == [("1", "Theo báo cáo của Chi cục Thống kê huyện Khe Sương.", "toàn¹")]
    assert extracted.text[: extracted.body_end].count("\n") == 0


@pytest.mark.usefixtures("font")
def test_a_note_goes_on_under_the_next_page(tmp_path: Path) -> None:
    extracted = small_print(tmp_path, notes=["1 Theo báo cáo của Chi cục Thống kê"], after="huyện Khe Sương gửi muộn.")
    assert notes_of(extracted)[0][1] == "Theo báo cáo của Chi cục Thống kê huyện Khe Sương gửi muộn."


def test_asides_have_the_page_they_were_printed_on(tmp_path: Path) -> None:
    extracted = read_text(tmp_path, "Một¹ câu.", "", "¹ Ghi chú một.", "\f", "Hai² câu.", "", "² Ghi chú hai.")
    assert [aside.page for aside in extracted.asides] == [1, 2]
    assert extracted.text.endswith("\n\f\n¹ Ghi chú một.\n² Ghi chú hai.")
    assert all(isinstance(aside, Aside) and aside.kind == "footnote" for aside in extracted.asides)


BITS = ("1", "¹", "12", "   ", RULE, "____________", "a)", "1. ", "con1", "năm 20241", "Nơi nhận:", ".", "NQ-", "CP",
        "¹ Ghi", "1Ghi chú", "2 Ghi   chú", "* ghi",
        "kinh tế ", "- xã hội", "<sup>3</sup>", "ĐẾN", "Số: 12", "Ký bởi: A", "10:20")  # fmt: skip


LINES = st.lists(st.lists(st.sampled_from(BITS), max_size=9), max_size=9)


@given(st.lists(LINES, min_size=1, max_size=3), st.booleans())
def test_whatever_stands_on_pages_every_place_holds(pages: list[list[list[str]]], placed: bool) -> None:
    raw = [
        RawPage(
            tuple(
                Line("".join(bits), 90, 540, (13, 10)[at > 5] * placed, 700 - 18 * at) for at, bits in enumerate(page)
            )
        )
        for page in pages
    ]
    try:
        found = assemble(raw, name="x", sha256="0", media_type="text/plain", whole=False)
    except ReadError:  # not a letter in it
        return
    ends = [0, *(page.span.end for page in found.pages)]
    assert all(before <= page.span.start <= page.span.end for before, page in zip(ends, found.pages, strict=False))
    for aside in found.asides:
        assert found.body_end < aside.span.start <= aside.span.end <= len(found.text)
        if aside.ref and aside.mark.isdigit():
            assert found.text[aside.ref.start : aside.ref.end] == raise_digits(aside.mark)


@pytest.mark.parametrize(("between", "text"), [(0, "Gồm cả xã Khe Sương"), (1, "Gồm cả xã")])
def test_a_note_goes_on_at_the_foot_of_the_next_page_and_of_no_later_one(between: int, text: str) -> None:
    def page(foot: str) -> RawPage:
        rows = [Line(LINE.format("9 tấn¹"), 90, 540, 13, 700 - 18 * at) for at in range(4)]
        return RawPage((*rows, *([Line(foot, 90, 540, 10, 90)] if foot else [])))

    kept, notes = lift_notes([page("¹ Gồm cả xã"), *[page("")] * between, page("Khe Sương")], Widths())
    assert [note.text for note in notes] == [text]
    assert [line.text for line in kept[-1].lines[4:]] == (["Khe Sương"] if between else [])


@pytest.mark.parametrize(("number", "found"), [(1, ["1"]), (2, []), (3, [])])
def test_without_a_rule_only_the_very_next_number_begins_a_note(number: int, found: list[str]) -> None:
    """A line that begins with a number is more often an item or an amount than a note whose forerunner was lost."""
    lines = (LINE.format(f"nghìn con{number}, tăng"), f"{number} Theo Cục Thống kê.")
    _, notes = lift_notes([RawPage(tuple(map(Line, lines)))], Widths())
    assert [note.mark for note in notes] == found


@pytest.mark.parametrize(
    ("text", "numbers", "marked"),
    [
        ("Vốn giao năm'. Thu 7 tỷ”.\nTrồng “rừng mới”. Đạt 2023!°.", [8, 9, 10], {8: "'", 9: "”", 10: "!°"}),
        ("Vốn giao năm'. Thu 7 tỷ”.", [1, 3], {}),
        ("Vốn giao năm'. Thu 7 tỷ².", [1, 2], {1: "'", 2: "²"}),
        ("Vốn giao năm'. Thu 7 tỷ³.", [1, 2], {}),
        ('Trồng "rừng mới". Diện tích 5 m”, thu 7 tỷ".', [1], {1: '"'}),
        ("Vốn giao năm'.", [], {}),
    ],
)
def test_signs_of_a_scan_are_marks_only_where_they_are_as_many_as_the_notes(
    text: str, numbers: list[int], marked: dict[int, str]
) -> None:
    """Quotes that close one opened before and signs after a unit are none; a figure that was read must fit."""
    found = find_misread(text, Span(0, len(text)), numbers)
    assert {number: text[start:end] for number, (start, end) in found.items()} == marked
