"""A heading is a line whose number begins a series or follows on; levels come from the order in which kinds appear."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.outline import find_sections
from archive.model import PAGE_BREAK

REPORT = """ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH
BÁO CÁO
Tình hình kinh tế - xã hội quý I năm 2024

Phần thứ nhất
TÌNH HÌNH THỰC HIỆN
NHIỆM VỤ QUÝ I
A. VỀ KINH TẾ
I. NÔNG NGHIỆP
1. Trồng trọt
1.1. Cây hằng năm: Gieo trồng 4.120 ha lúa chiêm.
1.2. Cây lâu năm
a) Chè
b) Quế; hồi
2. Chăn nuôi
II. CÔNG NGHIỆP
B. VỀ XÃ HỘI
Phần thứ hai
NHIỆM VỤ QUÝ II
I. MỤC TIÊU
"""


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(section.level, section.label, section.title) for section in find_sections(text)]


def labels(text: str) -> list[str]:
    return [section.label for section in find_sections(text)]


def test_a_report_is_divided_by_the_order_in_which_its_headings_first_appear() -> None:
    assert outline(REPORT) == [
        (1, "Phần thứ nhất", "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ QUÝ I"),
        (2, "A.", "VỀ KINH TẾ"),
        (3, "I.", "NÔNG NGHIỆP"),
        (4, "1.", "Trồng trọt"),
        (5, "1.1.", "Cây hằng năm: Gieo trồng 4.120 ha lúa chiêm"),
        (5, "1.2.", "Cây lâu năm"),
        (6, "a)", "Chè"),
        (6, "b)", "Quế; hồi"),
        (4, "2.", "Chăn nuôi"),
        (3, "II.", "CÔNG NGHIỆP"),
        (2, "B.", "VỀ XÃ HỘI"),
        (1, "Phần thứ hai", "NHIỆM VỤ QUÝ II"),
        (2, "I.", "MỤC TIÊU"),
    ]


def test_the_same_kind_stands_on_another_level_in_another_document() -> None:
    resolution = (
        "Điều 1. Thông qua kế hoạch\n1. Mục tiêu\na) Kinh tế\nĐiều 2. Tổ chức thực hiện\n1. Ủy ban nhân dân tỉnh\n"
    )
    assert [(level, label) for level, label, _ in outline(resolution)] == [
        (1, "Điều 1."),
        (2, "1."),
        (3, "a)"),
        (1, "Điều 2."),
        (2, "1."),
    ]


def test_a_section_ends_where_the_next_heading_begins_and_the_last_one_with_the_text() -> None:
    sections = find_sections(REPORT)
    assert REPORT[sections[0].span.start :].startswith("Phần thứ nhất")
    assert [one.span.end for one in sections[:-1]] == [two.span.start for two in sections[1:]]
    assert sections[-1].span.end == len(REPORT)


FORMS = [
    ("roman with a dash", "I- KẾT QUẢ\nII- HẠN CHẾ\n", ["I-", "II-"]),
    ("roman with a slash", "I/ Kết quả\nII/ Hạn chế\n", ["I/", "II/"]),
    ("number with a dash", "1- Kinh tế\n2- Xã hội\n", ["1-", "2-"]),
    ("number glued to its words", "1.Kinh tế\n2.Xã hội\n", ["1.", "2."]),
    ("roman before a decimal", "I. Kinh tế\nI.1. Nông nghiệp\nI.2. Công nghiệp\n", ["I.", "I.1.", "I.2."]),
    ("decimal under a roman", "II. Kinh tế\n", []),
    ("decimals of three parts", "1. A\n1.1. Bò\n1.1.1. Bò thịt\n1.1.2. Bò sữa\n", ["1.", "1.1.", "1.1.1.", "1.1.2."]),
    ("d, đ, e", "a) Ao\nb) Bể\nc) Chè\nd) Dê\nđ) Điện\ne) Éo le\n", ["a)", "b)", "c)", "d)", "đ)", "e)"]),
    ("d, e", "a) Ao\nb) Bể\nc) Chè\nd) Dê\ne) Éo le\ng) Gà\n", ["a)", "b)", "c)", "d)", "e)", "g)"]),
    ("targets in brackets", "(1) Tăng trưởng 8,2%.\n(2) 98,4% bản có điện.\n", ["(1)", "(2)"]),
    (
        "chapters and articles",
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\nChương II\nTỔ CHỨC\nĐiều 3. Sở\n",
        ["Chương I", "Điều 1.", "Điều 2.", "Chương II", "Điều 3."],
    ),
    (
        "Mục inside Chương",
        "Chương I\nCHUNG\nMục 1\nHỒ SƠ\nĐiều 1. Hồ sơ\nMục 2\nTHỜI HẠN\nĐiều 2. Thời hạn\n",
        ["Chương I", "Mục 1", "Điều 1.", "Mục 2", "Điều 2."],
    ),
    (
        "article inserted by an amendment",
        "Điều 1. Chung\nĐiều 2. Riêng\nĐiều 3. Khác\n",
        ["Điều 1.", "Điều 2.", "Điều 3."],
    ),
    (
        "annex",
        "I. KẾT QUẢ\n1. Kinh tế\nPHỤ LỤC I\nDANH MỤC CÔNG TRÌNH\nPHỤ LỤC II\n",
        ["I.", "1.", "PHỤ LỤC I", "PHỤ LỤC II"],
    ),
    ("annex without number", "I. KẾT QUẢ\nPHỤ LỤC\n(Kèm theo Báo cáo)\n", ["I.", "PHỤ LỤC"]),
    ("left over markdown", "## **I. Kết quả**\n#### 1. Kinh tế\n**2. Xã hội**\n", ["I.", "1.", "2."]),
    ("over a page break", f"I. KẾT QUẢ{PAGE_BREAK}II. HẠN CHẾ\n", ["I.", "II."]),
    (
        "numbering that goes on under the next heading",
        "A. KINH TẾ\nI. LÚA\nII. NGÔ\nB. XÃ HỘI\nIII. TRƯỜNG\n",
        ["A.", "I.", "II.", "B.", "III."],
    ),
    ("a part of a document that begins in the middle", "C. VỀ XÃ HỘI\nD. VỀ AN NINH\n", ["C.", "D."]),
    ("letters left out", "a) Ao\nd) Dê\nđ) Điện\ne) Éo le\ng) Gà\n", ["a)", "d)", "đ)", "e)", "g)"]),
    ("a number left out", "1. Kinh tế\nThu đạt 5 tỷ.\n\n4. Xã hội\n\n5. An ninh\n", ["1.", "4.", "5."]),
    ("a misread Roman heading in capitals", "I. LÚA\nIII. NGÔ\n", ["I.", "III."]),
]


@pytest.mark.parametrize(("text", "expected"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_forms_of_headings(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


TRAPS = [
    ("a year that begins a line", "1. Đại hội nhiệm kỳ 2024-\n2029. Đổi mới cách làm việc.\n", ["1."]),
    ("an amount with thousands", "1. Thu ngân sách\n4.217,6 tỷ đồng, bằng 31% dự toán.\n", ["1."]),
    ("an amount in the English way", "1. Thu ngân sách\n1.5 tỷ đồng\n", ["1."]),
    ("an amount of two digits", "1. Trồng rừng\n2. 500 ha\n", ["1."]),
    ("a date", "1. Họp giao ban\n14.5. Họp tổng kết\n14/5/2024 họp.\n", ["1."]),
    ("a letter out of its series", "a) Ao\ng) Gà\nb) Bể\n", ["a)", "b)"]),
    ("a letter after a gap that opens a sentence", "a) Ao\ng) Gà, vịt được nuôi ở các xã.\n", ["a)"]),
    ("a letter after a gap in a sentence", "a) Ao nuôi theo mẫu tại điểm\ng) Quy định\n", ["a)"]),
    ("a letter after a gap of another form", "a) Ao\nd. Dê\n", ["a)"]),
    ("a number out of its series", "1. Kinh tế\n7. Bỏ sót\n2. Xã hội\n", ["1.", "2."]),
    (
        "a cited article at the start of a line",
        "Điều 1. Phạm vi\ntheo quy định tại\nĐiều 15. Các sở thực hiện.\nĐiều 2. Đối tượng\n",
        ["Điều 1.", "Điều 2."],
    ),
    ("an article of a law", "Điều 5 Luật Lưu trữ quy định về hồ sơ.\nĐiều 5, Điều 6 Nghị định\n", []),
    ("a clause of a chapter", "Mục 3 Chương II Nghị định này\n", []),
    (
        "Phần lớn, Chương trình, Mục tiêu",
        "Phần lớn các hộ\nChương trình hành động\nMục tiêu chung\nPhần hai của báo cáo\n",
        [],
    ),
    ("a small phụ lục in a sentence", "chi tiết tại\nphụ lục I kèm theo.\n", []),
    ("initials of a person", "V. I. Lênin\nC. Mác\n", []),
    ("names of recipients", "Nơi nhận:\n- C, PVP;\n- Lưu: VT, TH.\n", []),
    ("rows of a table", "1. Lúa mùa   ha   5.310\n2. Ngô   ha   1.905\n", []),
    ("a lower-case sentence after a number", "tổng số hộ nghèo là\n1. trong đó\n", []),
    ("a badly formed Roman numeral", "IIX. KHÔNG\nVX. KHÔNG\n", []),
    (
        "a quoted article of an amendment",
        "Điều 1. Sửa đổi Điều 5 như sau:\n“Điều 5. Hồ sơ\n1. Đơn”\n",
        ["Điều 1.", "1."],
    ),
    ("a footnote", "I. KẾT QUẢ\n2 Trong đó: 310 tấn cá lồng.\n", ["I."]),
]


@pytest.mark.parametrize(("text", "expected"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_a_line_that_only_begins_like_a_heading_is_text(text: str, expected: list[str]) -> None:
    assert labels(text) == expected


TITLES = [
    (
        "heading over lines in capitals",
        "I. VỀ TÌNH HÌNH\n\nKINH TẾ - XÃ HỘI\nTrong tháng, toàn tỉnh\n",
        "VỀ TÌNH HÌNH KINH TẾ - XÃ HỘI",
    ),
    ("the next heading in capitals is its own", "I. KẾT QUẢ\nII. HẠN CHẾ\n", "KẾT QUẢ"),
    ("chapter name below", "Chương I\nQUY ĐỊNH CHUNG\n", "QUY ĐỊNH CHUNG"),
    ("part name glued", "Phần thứ nhấtTÌNH HÌNH CHUNG\n", "TÌNH HÌNH CHUNG"),
    ("short heading whole", "1. Thủ công nghiệp; điện, nước\n", "Thủ công nghiệp; điện, nước"),
    (
        "heading over a line break",
        "1. Phát triển giao thông, xây dựng và\nhạ tầng nông thôn\n",
        "Phát triển giao thông, xây dựng và hạ tầng nông thôn",
    ),
    (
        "long paragraph cut at its sentence",
        "1. Tăng cường chỉ đạo sản xuất vụ xuân. Các huyện chủ động phương án chống hạn, bố trí đủ giống cho dân.\n",
        "Tăng cường chỉ đạo sản xuất vụ xuân",
    ),
    (
        "long paragraph cut at its colon",
        "a) Lâm nghiệp: Toàn tỉnh trồng mới 1.250 ha rừng tập trung, khoán bảo vệ 48.600 ha, che phủ đạt 54,2%.\n",
        "Lâm nghiệp",
    ),
    (
        "long sentence cut at a word within 80 characters",
        "2. Rà soát toàn bộ danh mục công trình chuyển tiếp trên địa bàn các huyện để bố trí vốn đúng thứ tự ưu tiên\n",
        "Rà soát toàn bộ danh mục công trình chuyển tiếp trên địa bàn các huyện để bố trí",
    ),
    (
        "an abbreviation ends no sentence",
        "1. Nâng cấp đường TP. Vân Lĩnh và các tuyến liên huyện theo kế hoạch đầu tư công trung hạn đã duyệt\n",
        "Nâng cấp đường TP. Vân Lĩnh và các tuyến liên huyện theo kế hoạch đầu tư công",
    ),
    ("article without a title", "Điều 1.\n1. Phê duyệt kế hoạch\n", ""),
]


@pytest.mark.parametrize(("text", "title"), [case[1:] for case in TITLES], ids=[case[0] for case in TITLES])
def test_titles_keep_the_printed_words(text: str, title: str) -> None:
    padded = text.replace("2. Rà", "1. A\n2. Rà")
    assert find_sections(padded)[1 if padded != text else 0].title == title


def test_a_text_without_headings_has_no_sections() -> None:
    assert find_sections("") == ()
    assert find_sections("Kính gửi: Sở Nội vụ tỉnh Vân Lĩnh.\n") == ()


def test_numbering_that_starts_again_stays_on_its_level() -> None:
    """Lists under unnumbered lines begin again at 1; depth never grows with their count."""
    text = "".join(f"Xã Nà {name}:\n1. Lúa\na) Xuân\n2. Ngô\n" for name in ("Pheo", "Lạn", "Sâu", "Hin"))
    assert {section.level for section in find_sections(text)} == {1, 2}


@given(st.text(alphabet="IVX1230.)-( aađbABĐiềuChươngPhần\n\f\t", max_size=300))
def test_any_text_is_divided_without_overlap(text: str) -> None:
    sections = find_sections(text)
    assert all(one.span.end == two.span.start for one, two in pairwise(sections))
    assert all(section.label and section.level >= 1 and section.span.start < section.span.end for section in sections)


@pytest.mark.parametrize("bit", ["1.", "1. A\n", "a) A\n", "Điều 1 ", "\n", "I. AAAA\nBBBB\n", " " * 50 + "x\n"])
def test_long_hostile_lines_take_linear_time(bit: str) -> None:
    """A fifth of a megabyte of one repeated bit comes back at once; a quadratic step would hang here."""
    assert isinstance(find_sections(bit * (200_000 // len(bit))), tuple)
