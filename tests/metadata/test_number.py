"""The official number: read in the head only, blank where it is blank, never a citation."""

from __future__ import annotations

import pytest

from tests.metadata.papers import BODY, CLOSING, MOTTO, NATION, paper, read

WRITTEN = [
    ("plain", "Số: 43/BC-UBND", "43/BC-UBND", "BC-UBND"),
    ("blanks inside", "Số: 43 / BC - UBND", "43/BC-UBND", "BC-UBND"),
    ("no blank after the colon", "Số:43/BC-UBND", "43/BC-UBND", "BC-UBND"),
    ("blank before the colon", "Số : 43/BC-UBND", "43/BC-UBND", "BC-UBND"),
    ("leading zero kept", "Số: 07/BC-UBND", "07/BC-UBND", "BC-UBND"),
    ("year in the number", "Số: 16/2021/NQ-HĐND", "16/2021/NQ-HĐND", "NQ-HĐND"),
    ("year and wide blanks", "Số:     40      /2020/TT/BTC", "40/2020/TT/BTC", "TT/BTC"),
    ("letter after the serial", "Số: 15a/QĐ-UBND", "15a/QĐ-UBND", "QĐ-UBND"),
    ("letter symbol", "Số: 2208/BKHĐT-TH", "2208/BKHĐT-TH", "BKHĐT-TH"),
    ("ampersand", "Số: 15/KH-BCA-BNN&MT", "15/KH-BCA-BNN&MT", "KH-BCA-BNN&MT"),
    ("dot and long dash", "Số: 8/QĐ. TTYT–TC", "8/QĐ.TTYT-TC", "QĐ.TTYT-TC"),
    ("small letters in the symbol", "Số: 318/TTr-STTTT", "318/TTr-STTTT", "TTr-STTTT"),
    ("Party", "Số 15-ĐA/TU", "15-ĐA/TU", "ĐA/TU"),
    ("Party office", "Số 11802-CV/VPTW", "11802-CV/VPTW", "CV/VPTW"),
    ("before 1990", "Số: 84-CP", "84-CP", "CP"),
    ("before 1990 with a stroke", "Số: 305/TTg", "305/TTg", "TTg"),
    ("law", "Luật số: 33/2024/QH15", "33/2024/QH15", "QH15"),
    ("dots round the serial", "Số: ...43.../BC-UBND", "43/BC-UBND", "BC-UBND"),
    ("five digits", "Số: 20310/QĐ-CT-TTHT", "20310/QĐ-CT-TTHT", "QĐ-CT-TTHT"),
]


@pytest.mark.parametrize(("line", "number", "symbol"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_numbers_as_they_are_written(line: str, number: str, symbol: str) -> None:
    document = read(paper(number=line))
    assert document.value("number") == number
    assert document.value("symbol") == symbol
    assert document.fact("number").doubt is None


BLANK = [
    ("no serial", "Số: /BC-UBND", "BC-UBND"),
    ("wide blank", "Số:         /BC-UBND", "BC-UBND"),
    ("dots", "Số: ……/BC-UBND", "BC-UBND"),
    ("underscores", "Số: ____/BC-UBND", "BC-UBND"),
    ("blank with a year", "Số:     /2023/QĐ-UBND", "QĐ-UBND"),
    ("blank in the Party form", "Số      -BC/TU", "BC/TU"),
    ("nothing at all", "Số:", None),
]


@pytest.mark.parametrize(("line", "symbol"), [row[1:] for row in BLANK], ids=[row[0] for row in BLANK])
def test_a_blank_stays_blank(line: str, symbol: str | None) -> None:
    document = read(paper(number=line))
    fact = document.fact("number")
    assert (fact.value, fact.status) == (None, "blank")
    assert fact.doubt is not None
    assert document.value("symbol") == symbol


def test_the_printed_form_and_its_place_are_kept() -> None:
    text = paper(number="Số: 43 /BC-UBND")
    fact = read(text).fact("number")
    assert fact.raw == "Số: 43 /BC-UBND"
    assert fact.span is not None
    assert text[fact.span.start : fact.span.end] == fact.raw
    assert (fact.page, fact.method) == (1, "head")


NONE = [
    ("citation in the legal basis", "", "Căn cứ Quyết định số: 12/QĐ-UBND ngày 05 tháng 01 năm 2024 của UBND tỉnh;"),
    ("number in the text", "", "Kế hoạch số 316 ngày 22/01/2021 được triển khai."),
    ("figures", "Số liệu đến 31/12/2023", ""),
    ("a ratio", "7/8 huyện", ""),
]


@pytest.mark.parametrize(("line", "body"), [row[1:] for row in NONE], ids=[row[0] for row in NONE])
def test_what_is_no_number(line: str, body: str) -> None:
    fact = read(paper(number=line, body=f"{body}\n{BODY}")).fact("number")
    assert fact.value is None
    assert fact.status == "absent"
    assert fact.doubt is not None


def test_an_attached_regulation_has_no_number_and_no_doubt_of_it() -> None:
    """The number in the brackets is the number of the paper it came with."""
    text = "\n".join(
        [
            f"ỦY BAN NHÂN DÂN   {NATION}",
            f"TỈNH VÂN LĨNH   {MOTTO}",
            "QUY CHẾ",
            "Quản lý hồ Lĩnh",
            "(Ban hành kèm theo Quyết định số: 14/2021/QĐ-UBND ngày 12 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh)",
            "Chương I",
            "QUY ĐỊNH CHUNG",
            "Điều 1. Phạm vi điều chỉnh",
        ]
    )
    document = read(text)
    assert (document.value("number"), document.value("symbol"), document.value("date")) == (None, None, None)
    assert document.fact("number").doubt is None
    assert document.value("doc_type") == "quy-che"


def test_the_stamp_of_an_incoming_register_is_not_the_number() -> None:
    text = paper().replace("Số: 43/BC-UBND   Vân Lĩnh", "ĐẾN\nSố: 1208\nNgày 12/02/2024\nVân Lĩnh")
    document = read(text)
    assert document.value("number") is None
    assert document.value("date") == "2021-06-09"


def test_a_number_beside_the_stamp_is_read() -> None:
    text = paper().replace("Số: 43/BC-UBND   Vân Lĩnh", "ĐẾN\nSố: 1208\nSố: 43/BC-UBND   Vân Lĩnh")
    assert read(text).value("number") == "43/BC-UBND"


def test_a_number_on_the_line_below_its_word() -> None:
    text = paper().replace("Số: 43/BC-UBND   ", "Số:\n84-CP ")
    document = read(text)
    assert document.value("number") == "84-CP"
    assert document.value("date") == "2021-06-09"


def test_a_number_in_the_title_line_of_an_older_paper() -> None:
    text = "\n".join(
        [
            "NGHỊ ĐỊNH",
            "CỦA CHÍNH PHỦ SỐ 30/2020/NĐ-CP NGÀY 05 THÁNG 3 NĂM 2020",
            "VỀ CÔNG TÁC VĂN THƯ",
            "CHÍNH PHỦ",
            "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
        ]
    )
    document = read(text)
    assert document.value("number") == "30/2020/NĐ-CP"
    assert document.value("date") == "2020-03-05"
    assert document.value("issuer") == "chinh-phu"
    assert document.value("title") == "VỀ CÔNG TÁC VĂN THƯ"


def test_a_number_cited_in_the_title_is_not_the_number_of_the_paper() -> None:
    text = (
        "NGHỊ ĐỊNH CỦA CHÍNH PHỦ\nSửa đổi một số điều của Nghị định số 64/2003/NĐ-CP ngày 02 tháng 6 năm 2003\n"
        "của Chính phủ\n\nCHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ;\n"
    )
    document = read(text)
    assert (document.value("number"), document.value("date")) == (None, None)
    assert document.value("issuer") == "chinh-phu"


def test_a_serial_without_a_symbol_is_doubted() -> None:
    fact = read(paper(number="Số: 316")).fact("number")
    assert fact.value == "316"
    assert fact.doubt is not None


def test_a_number_read_from_a_scan_is_always_doubted() -> None:
    document = read(paper(number="Số: 43/NQ-HDND"), source="ocr")
    assert document.value("number") == "43/NQ-HĐND"
    assert document.fact("number").doubt is not None
    assert document.fact("number").raw == "Số: 43/NQ-HDND"


def test_a_serial_the_recognition_lost_is_illegible_not_blank() -> None:
    document = read(paper(number="Số: //4/UBND-TH"), source="ocr")
    assert (document.value("number"), document.fact("number").status) == (None, "illegible")
    assert document.value("symbol") == "UBND-TH"


def test_no_head_no_number() -> None:
    document = read(f"I. VỀ TÌNH HÌNH CHUNG\nKế hoạch số 12/KH-UBND ngày 19/01/2024 đã ban hành.\n{CLOSING}")
    assert document.value("number") is None


@pytest.mark.parametrize("printed", ["Số:      /BC-UBND", "Số: ......", "Số: /T§/BC-UBND", "Số: .../BC-UBND"])
def test_a_blank_on_an_image_may_be_a_number_nobody_could_read(printed: str) -> None:
    """The same blank in a text layer is a blank."""
    scanned = read(paper(number=printed), source="ocr").fact("number")
    assert (scanned.value, scanned.status, bool(scanned.doubt)) == (None, "illegible", True)
    if "§" not in printed:
        assert read(paper(number=printed)).fact("number").status == "blank"
