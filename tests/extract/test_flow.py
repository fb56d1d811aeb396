"""Text is stored in paragraphs, whatever lines the paper had; what does not belong to the flow stands after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.extract.flow import Widths, glue, measure_widths, write_flow
from archive.extract.furniture import drop_furniture
from archive.extract.lines import Line, RawPage
from archive.extract.stamps import lift_stamps
from archive.model import PAGE_BREAK, Extracted
from tests.extract.papers import read, write

FULL = "Thực hiện Kế hoạch số 15/KH-UBND của Ủy ban nhân dân tỉnh Vân Lĩnh, các xã đã gieo"
REST = "cấy đúng lịch thời vụ, bảo đảm diện tích được giao."
ITEM = "- Lúa xuân đạt 4.200 ha, tăng 3,2% so với cùng kỳ; năng suất bình quân toàn tỉnh được"
WRAPPED = f"""BÁO CÁO
Kết quả sản xuất vụ xuân năm 2024
{FULL}
{REST}
1. Kết quả
{FULL}
{REST}
{ITEM}
4.200 tạ thóc cho mỗi xã vùng thấp.
{FULL}
{REST}"""


def page(*texts: str, indent: tuple[int, ...] = (), short: tuple[int, ...] = (), size: float = 13) -> RawPage:
    """Lines of a page between 90 and 540 points, 18 points apart; some indented by 36 points, some ending early."""
    lines = [
        Line(text, 126 if at in indent else 90, 300 if at in short else 540, size, 700 - 18 * at)
        for at, text in enumerate(texts)
    ]
    return RawPage(tuple(lines))


def flow(*pages: RawPage) -> str:
    return write_flow(pages, Widths(), whole=False)[0]


def read_text(tmp_path: Path, text: str) -> Extracted:
    return read(write(tmp_path / "x.txt", text))


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("phát triển kinh tế", "- xã hội", "phát triển kinh tế - xã hội"),
        ("Quyết định số 12/QĐ-", "UBND tỉnh", "Quyết định số 12/QĐ-UBND tỉnh"),
        ("giai đoạn 2021-", "2025", "giai đoạn 2021-2025"),
        ("phòng, chống -", "Năm", "phòng, chống - Năm"),
    ],
)
def test_lines_join_with_a_blank_but_at_a_printed_hyphen(above: str, below: str, joined: str) -> None:
    assert glue(above, below) == joined


def test_text_broken_for_paper_comes_back_in_paragraphs(tmp_path: Path) -> None:
    assert read_text(tmp_path, WRAPPED).text.split("\n") == [
        "BÁO CÁO",
        "Kết quả sản xuất vụ xuân năm 2024",
        f"{FULL} {REST}",
        "1. Kết quả",
        f"{FULL} {REST}",
        f"{ITEM} 4.200 tạ thóc cho mỗi xã vùng thấp.",
        f"{FULL} {REST}",
    ]


def test_a_blank_line_after_every_line_parts_nothing(tmp_path: Path) -> None:
    text = read_text(tmp_path, WRAPPED.replace("\n", "\n\n")).text
    assert text.split("\n\n")[2:4] == [f"{FULL} {REST}", "1. Kết quả"]


def test_text_that_was_never_broken_keeps_its_lines() -> None:
    lines = [f"{FULL} {REST} {number}" for number in range(9)]
    assert measure_widths([RawPage(tuple(map(Line, lines)))]) == Widths()


def test_an_indent_a_step_and_a_short_line_part_paragraphs() -> None:
    indented = page(FULL, FULL, FULL, "Một.", FULL, "Hai.", indent=(0, 4), short=(3, 5))
    assert flow(indented).split("\n") == [f"{FULL} {FULL} {FULL} Một.", f"{FULL} Hai."]
    apart = page(FULL, FULL, FULL, FULL, FULL, "Hai.", short=(5,))
    moved = tuple(line._replace(y=line.y - (9 if at > 2 else 0)) for at, line in enumerate(apart.lines))
    assert flow(RawPage(moved)).split("\n") == [f"{FULL} {FULL} {FULL}", f"{FULL} {FULL} Hai."]


def test_titles_and_columns_stay_lines() -> None:
    lines = list(page(*[FULL] * 6).lines)
    centred = [line._replace(left=200.0, right=430.0, text="về phát triển rừng") for line in lines[:2]]
    assert flow(RawPage((*centred, *lines[2:]))).split("\n")[:2] == ["về phát triển rừng"] * 2
    table = page(FULL, "1   Lúa   15", "2   Ngô   16", FULL, FULL, FULL)
    assert flow(table).split("\n")[1:3] == ["1   Lúa   15", "2   Ngô   16"]
    capitals = page("KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "phát triển", FULL, FULL, FULL, FULL)
    assert flow(capitals).split("\n")[0] == "KẾT QUẢ THỰC HIỆN NHIỆM VỤ"


def test_a_paragraph_over_a_page_end_is_whole_and_pages_keep_their_places() -> None:
    pages = [page(FULL, FULL, FULL, FULL, indent=(0,)), page(REST, FULL, FULL, FULL, FULL, indent=(1,), short=(0,))]
    text, spans = write_flow(pages, Widths(), whole=False)
    assert text.split("\n")[0] == " ".join([FULL] * 4 + [REST])
    assert text[spans[1].start : spans[1].end].startswith(REST)
    assert spans[1].start - spans[0].end == 1


def test_a_word_cut_by_a_page_end_goes_with_its_first_part() -> None:
    cut = f"{FULL[:-8]} số 12/NQ-"
    pages = [page(FULL, FULL, FULL, cut), page("CP của Chính phủ về phát triển rừng", FULL, FULL, FULL)]
    text, spans = write_flow(pages, Widths(), whole=False)
    assert "số 12/NQ-CP của Chính phủ" in text
    assert [text[span.start : span.end][-8:] for span in spans[:1]] == ["12/NQ-CP"]
    assert text[spans[1].start :].startswith("của Chính phủ")


def test_a_page_that_begins_a_paragraph_begins_after_a_break() -> None:
    pages = [page(FULL, FULL, FULL, "Hết.", short=(3,)), page(FULL, FULL, FULL, FULL)]
    assert flow(*pages).split(PAGE_BREAK)[0].endswith("Hết.")


def numbered(count: int, number: str = "{}", foot: str = "") -> list[RawPage]:
    texts = [
        [number.format(at + 1), f"Nội dung trang thứ {'abcdefgh'[at]}", f"Dòng cuối {'abcdefgh'[at]}"]
        for at in range(count)
    ]
    return [RawPage(tuple(map(Line, [*rows, foot.format(at + 1)] if foot else rows))) for at, rows in enumerate(texts)]


@pytest.mark.parametrize("number", ["{}", "- {} -", "Trang {}", "{}/4", "trang {}/4"])
def test_page_numbers_go(number: str) -> None:
    pages, heads = drop_furniture(numbered(4, number))
    assert [len(page.lines) for page in pages] == [2, 2, 2, 2]
    assert heads == []


def test_a_running_foot_is_kept_once_and_letterheads_stay() -> None:
    pages, heads = drop_furniture(numbered(4, foot="Sở Nội vụ Vân Lĩnh, trang {}"))
    assert [len(page.lines) for page in pages] == [2, 2, 2, 2]
    assert heads == [(0, "Sở Nội vụ Vân Lĩnh, trang 1")]
    bound = numbered(4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert drop_furniture(bound) == (bound, [])


def test_a_lone_number_that_is_no_page_number_stays() -> None:
    pages = [RawPage((Line("2024"), Line("a"))), RawPage((Line("15"), Line("b")))]
    assert drop_furniture(pages) == (pages, [])


@pytest.mark.parametrize(
    ("lines", "kept", "stamp"),
    [
        (
            ["Người ký: Sở Nội vụ", "Email: sonoivu@vanlinh.vn", "Thời gian ký: 16.03.2024 11:02:35 +07:00", "BÁO CÁO"],
            ["BÁO CÁO"],
            "Người ký: Sở Nội vụ Email: sonoivu@vanlinh.vn Thời gian ký: 16.03.2024 11:02:35 +07:00",
        ),
        (
            ["SỞ NỘI VỤ   Ký bởi: Vừ Mí Sò", "Số: 12/BC-SNV   Ngày ký: 16-03-2024 11:02:35"],
            ["SỞ NỘI VỤ", "Số: 12/BC-SNV"],
            "Ký bởi: Vừ Mí Sò Ngày ký: 16-03-2024 11:02:35",
        ),
        (["Người ký: Vừ Mí Sò", "Chức vụ: Giám đốc"], ["Người ký: Vừ Mí Sò", "Chức vụ: Giám đốc"], None),
        (
            ["ĐẾN", "Số: 2146", "Ngày: 28/6/2025", "Chuyển: P. TH", "SỞ NỘI VỤ", "Số: 12/BC-SNV"],
            ["SỞ NỘI VỤ", "Số: 12/BC-SNV"],
            "ĐẾN Số: 2146 Ngày: 28/6/2025 Chuyển: P. TH",
        ),
        (["ĐẾN", "NĂM 2030"], ["ĐẾN", "NĂM 2030"], None),
    ],
)
def test_stamps_go_where_their_words_prove_them(lines: list[str], kept: list[str], stamp: str | None) -> None:
    pages, stamps = lift_stamps([RawPage(tuple(map(Line, lines)))])
    assert [line.text for line in pages[0].lines] == kept
    assert stamps == ([(0, stamp)] if stamp else [])


def test_the_letters_of_a_seal_run_into_a_signature_on_an_image_only() -> None:
    lines = [
        "Người ký: SỞ NÔI VU",
        "Email: sonoivu(2vanlinh.vn",
        "VANLINH.VNThời gian ký: 16.03.2024 11:02:35",
        "BÁO CÁO",
    ]
    pages, stamps = lift_stamps([RawPage(tuple(map(Line, lines)), "ocr")])
    assert ([line.text for line in pages[0].lines], stamps) == (["BÁO CÁO"], [(0, " ".join(lines[:3]))])
    assert not lift_stamps([RawPage(tuple(map(Line, lines)))])[1]


def test_a_page_has_the_share_of_its_syllables_as_quality(tmp_path: Path) -> None:
    pages = [" ".join([FULL] * 2), "Hai mươi chữ thì chưa đủ", "Uy bnn nhnn dcn tlnh Vcn Llnh " * 6]
    found = [page.quality for page in read_text(tmp_path, "\f".join(pages)).pages]
    assert found[0] == 1.0
    assert found[1] is None
    assert found[2] is not None
    assert found[2] < 0.5


@pytest.mark.parametrize(("size", "joined"), [(13, True), (11, True), (10, False), (17, False)])
def test_a_line_in_letters_of_another_size_begins_anew(size: float, joined: bool) -> None:
    first, second = page(FULL).lines[0], Line("và tiếp tục trồng rừng", 90, 300, size, 682)
    assert flow(RawPage((first, second))) == f"{FULL}{' ' if joined else chr(10)}và tiếp tục trồng rừng"
