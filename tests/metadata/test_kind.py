"""The kind of the document: the printed name, or V/v, or what the symbol says."""

from __future__ import annotations

import pytest

from tests.metadata.papers import CLOSING, paper, read

PRINTED = [
    ("capitals alone", "BÁO CÁO", "Tình hình quý I năm 2024", "bao-cao"),
    ("longest name", "CHƯƠNG TRÌNH HÀNH ĐỘNG", "Thực hiện nghị quyết năm 2024", "chuong-trinh-hanh-dong"),
    ("before its title", "QUYẾT ĐỊNH VỀ VIỆC GIAO ĐẤT TẠI BÃI SẬY", "", "quyet-dinh"),
    ("with the body", "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH", "Về việc giao đất", "quyet-dinh"),
    ("small letters of an old font", "Thông tư", "Hướng dẫn thu phí qua hồ Lĩnh", "thong-tu"),
    ("a font without its capitals", "NGHị ĐịNH CủA CHíNH PHủ", "Về phí qua hồ", "nghi-dinh"),
    ("a draft regulation", "BẢN QUY ĐỊNH", "Quản lý hồ Lĩnh", "quy-dinh"),
    ("law", "LUẬT", "LƯU TRỮ", "luat"),
]


@pytest.mark.parametrize(("kind", "title", "code"), [row[1:] for row in PRINTED], ids=[row[0] for row in PRINTED])
def test_the_printed_name(kind: str, title: str, code: str) -> None:
    document = read(paper(number="Số: 8/2024", kind=kind, title=title))
    assert document.value("doc_type") == code
    assert document.fact("doc_type").status == "printed"


def test_a_letter_has_no_name_of_its_kind() -> None:
    text = paper(number="Số: 1714/UBND-TH\nV/v báo cáo quý I năm 2024", kind="", title="Kính gửi: Các sở, ban, ngành")
    document = read(text)
    assert document.value("doc_type") == "cong-van"
    assert document.value("title") == "V/v báo cáo quý I năm 2024"
    assert document.fact("doc_type").doubt is None


def test_the_words_that_enact_are_no_kind() -> None:
    """`QUYẾT ĐỊNH:` stands before the first article, not over the title."""
    text = "Căn cứ Luật Đất đai;\nQUYẾT ĐỊNH:\nĐiều 1. Giao đất.\nĐiều 2. Thi hành.\n" + CLOSING
    assert read(text).value("doc_type") is None


def test_part_of_a_ministry_s_name_is_no_kind() -> None:
    """`KẾ HOẠCH VÀ ĐẦU TƯ` on its own line belongs to the ministry above it."""
    document = read(paper(left=("BỘ", "KẾ HOẠCH VÀ ĐẦU TƯ"), kind="THÔNG TƯ", title="Về đấu thầu thóc giống"))
    assert document.value("doc_type") == "thong-tu"


def test_the_kind_of_an_attached_paper_does_not_count() -> None:
    closing = CLOSING + "\n\nQUY CHẾ\nQuản lý hồ Lĩnh\n(Ban hành kèm theo Quyết định số 8/QĐ-UBND)\n"
    assert read(paper(closing=closing)).value("doc_type") == "bao-cao"


def test_a_conflict_with_the_symbol_is_doubted_and_the_name_kept() -> None:
    fact = read(paper(number="Số: 12/CT-UBND", kind="NGHỊ QUYẾT")).fact("doc_type")
    assert fact.value == "nghi-quyet"
    assert "CT-UBND" in str(fact.doubt)


def test_the_symbol_tells_the_kind_where_no_name_is_printed() -> None:
    fact = read(paper(number="Số: 12/KH-UBND", kind="", title="")).fact("doc_type")
    assert (fact.value, fact.status) == ("ke-hoach", "inferred")
    assert fact.doubt is not None


def test_a_symbol_of_the_party_with_two_meanings_tells_nothing() -> None:
    text = (
        "TỈNH ỦY VÂN LĨNH   ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Số 29-QĐ/TU   Vân Lĩnh, ngày 17 tháng 8 năm 2021\n\nCăn cứ Điều lệ;\n"
    )
    assert read(text).value("doc_type") is None


def test_the_closing_sentence_tells_the_kind() -> None:
    text = "I. TÌNH HÌNH\nLúa tốt.\nTrên đây là Báo cáo công tác của Ủy ban nhân dân tỉnh Vân Lĩnh./.\n" + CLOSING
    fact = read(text).fact("doc_type")
    assert (fact.value, fact.method, fact.status, fact.raw) == ("bao-cao", "closing", "inferred", "Báo cáo")


def test_headings_on_a_period_tell_a_report() -> None:
    text = (
        "I. VỀ NGHỊ QUYẾT\nĐã triển khai.\nII. VỀ TÌNH HÌNH KINH TẾ - XÃ HỘI THÁNG 05 NĂM 2021\nLúa tốt.\n"
    ) + CLOSING
    document = read(text)
    assert document.value("doc_type") == "bao-cao"
    assert document.fact("doc_type").doubt is not None
    assert document.fact("doc_type").raw == "II. VỀ TÌNH HÌNH KINH TẾ - XÃ HỘI THÁNG 05 NĂM 2021"
    assert document.value("title") is None
    assert document.value("period") == "2021-05"
