"""The subject: the printed lines under the kind, joined; nothing that stands before or after them."""

from __future__ import annotations

import pytest

from tests.metadata.papers import MOTTO, NATION, paper, read

TITLES = [
    ("one line", "Kết quả kinh tế - xã hội tháng 05 năm 2021", "Kết quả kinh tế - xã hội tháng 05 năm 2021"),
    (
        "two lines",
        "Kết quả giải ngân vốn đầu tư công\nquý I năm 2024",
        "Kết quả giải ngân vốn đầu tư công quý I năm 2024",
    ),
    (
        "a line with capitals",
        "Kết quả thực hiện của\nQuỹ bảo lãnh hồ Lĩnh",
        "Kết quả thực hiện của Quỹ bảo lãnh hồ Lĩnh",
    ),
    (
        "a cited number and date",
        "Thi hành Nghị định số 30/2020/NĐ-CP\nngày 05/3/2020 của Chính phủ",
        "Thi hành Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
    ),
    ("rule under it", "Kết quả quý I\n-------\nKính gửi: Sở Nội vụ", "Kết quả quý I"),
    ("addressee under it", "Kết quả quý I năm 2024\nKính gửi: Sở Nội vụ", "Kết quả quý I năm 2024"),
    ("the body's name under it", "Về giao đất tại Bãi Sậy\nỦY BAN NHÂN DÂN TỈNH VÂN LĨNH", "Về giao đất tại Bãi Sậy"),
    ("an office under it", "Về giao đất tại Bãi Sậy\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "Về giao đất tại Bãi Sậy"),
    ("brackets under it", "Quản lý hồ Lĩnh\n(Ban hành kèm theo Quyết định số 8/QĐ-UBND)", "Quản lý hồ Lĩnh"),
    (
        "a person in it",
        ("Kết luận của đồng chí Lò Văn Ún tại phiên họp tháng 5"),
        "Kết luận của đồng chí Lò Văn Ún tại phiên họp tháng 5",
    ),
    ("quotes at its end", "Thực hiện phong trào “Hồ xanh”", "Thực hiện phong trào “Hồ xanh”"),
]


@pytest.mark.parametrize(("printed", "title"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_titles(printed: str, title: str) -> None:
    assert read(paper(title=printed)).value("title") == title


def test_the_body_in_the_line_of_the_kind_is_no_part_of_it() -> None:
    text = paper(kind="QUYẾT ĐỊNH CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH", title="Về việc giao đất tại Bãi Sậy")
    assert read(text).value("title") == "Về việc giao đất tại Bãi Sậy"


def test_a_title_in_capitals_ends_where_a_converter_glued_the_text_to_it() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH ------- {NATION} {MOTTO} -------\n"
        f"Số: 8/QĐ-UBND Vân Lĩnh, ngày 30 tháng 12 năm 2021 "
        "QUYẾT ĐỊNH VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH NUÔI CÁ HỒ LĨNH ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH\nCăn cứ Luật Thủy sản;"
    )
    assert read(text).value("title") == "VỀ VIỆC PHÊ DUYỆT KẾ HOẠCH NUÔI CÁ HỒ LĨNH"


def test_a_title_may_end_with_the_name_of_the_body_it_speaks_of() -> None:
    text = paper(title="VỀ QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH")
    assert read(text).value("title") == "VỀ QUY CHẾ LÀM VIỆC CỦA ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH"


def test_a_letter_s_subject_in_the_left_column() -> None:
    text = "\n".join(
        [
            f"UBND TỈNH VÂN LĨNH   {NATION}",
            f"SỞ NỘI VỤ   {MOTTO}",
            "Số: 450/SNV-CCHC   Vân Lĩnh, ngày 05 tháng 3 năm 2024",
            "V/v báo cáo kết quả cải cách",
            "hành chính quý I năm 2024",
            "",
            "Kính gửi: Ủy ban nhân dân các huyện",
            "Thực hiện kế hoạch, Sở Nội vụ đề nghị các huyện báo cáo.",
        ]
    )
    document = read(text)
    assert document.value("title") == "V/v báo cáo kết quả cải cách hành chính quý I năm 2024"
    assert document.value("doc_type") == "cong-van"


def test_no_title_is_taken_from_the_body() -> None:
    document = read("I. VỀ NHIỆM VỤ\nSản xuất lúa đạt kết quả tốt.\n")
    assert document.value("title") is None
    assert document.fact("title").doubt is not None


def test_evidence_covers_the_lines() -> None:
    text = paper(title="Kết quả giải ngân vốn đầu tư công\nquý I năm 2024")
    fact = read(text).fact("title")
    assert fact.span is not None
    assert fact.raw == text[fact.span.start : fact.span.end] == "Kết quả giải ngân vốn đầu tư công\nquý I năm 2024"


def test_a_mark_under_the_subject_of_a_letter_is_no_part_of_it() -> None:
    text = paper(number="Số: 450/UBND-TH", kind="V/v báo cáo kết quả quý I", title="KHẨN\nKính gửi: Các sở")
    document = read(text)
    assert document.value("title") == "V/v báo cáo kết quả quý I"
    assert document.value("urgency") == "Khẩn"


def test_a_letter_may_write_out_its_v_v() -> None:
    text = paper(number="Số: 450/UBND-TH", kind="Về việc rà soát thủ tục", title="Kính gửi: Các sở, ban, ngành")
    document = read(text)
    assert document.value("doc_type") == "cong-van"
    assert document.value("title") == "Về việc rà soát thủ tục"


def test_a_body_that_begins_with_a_date_is_no_part_of_it() -> None:
    text = paper(title="Kết luận phiên họp thường kỳ tháng 5\nNgày 22/5/2025, Ủy ban nhân dân tỉnh họp phiên thường kỳ")
    assert read(text).value("title") == "Kết luận phiên họp thường kỳ tháng 5"


def test_a_subject_longer_than_any_is_doubted() -> None:
    fact = read(paper(title="Kết quả " + "nuôi cá " * 200)).fact("title")
    assert fact.doubt is not None


def test_blank_lines_between_all_lines_part_nothing() -> None:
    text = paper(title="Kết quả giải ngân vốn đầu tư công nguồn ngân sách tỉnh\nQuý I năm 2024").replace("\n", "\n\n")
    document = read(text)
    assert document.value("title") == "Kết quả giải ngân vốn đầu tư công nguồn ngân sách tỉnh Quý I năm 2024"
    assert document.value("signer") == "Hoàng Văn Thạch"


def test_marks_misread_in_an_image_are_put_right_with_a_doubt_and_what_was_read_is_kept() -> None:
    misread = paper(title="Tình hình thu, chỉ ngân sách quý H năm 2021")
    fact = read(misread, source="ocr").fact("title")
    assert fact.value == "Tình hình thu, chi ngân sách quý II năm 2021"
    assert fact.raw == "Tình hình thu, chỉ ngân sách quý H năm 2021"
    assert fact.doubt
    assert read(misread).value("title") == fact.raw
    period = read(misread, source="ocr").fact("period")
    assert (period.value, period.raw, bool(period.doubt)) == ("2021-Q2", fact.raw, True)


@pytest.mark.parametrize("sign", ["VWw", "VỊv", "VWÑ", "V/w"])
def test_the_about_of_a_letter_is_known_however_an_image_blurs_it(sign: str) -> None:
    head = f"SỞ NỘI VỤ   {NATION}\nSố: 12/SNV-VP   {MOTTO}"
    letter = f"{head}\n{sign} báo cáo kết quả\n\nKính gửi: Sở Y tế\n\nSở Nội vụ đề nghị."
    fact = read(letter, source="ocr").fact("title")
    assert (fact.value, fact.raw, bool(fact.doubt)) == ("V/v báo cáo kết quả", f"{sign} báo cáo kết quả", True)
    assert read(letter).value("title") is None
    assert read(letter.replace(sign, "Vốn"), source="ocr").value("title") is None
