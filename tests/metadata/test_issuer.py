"""Who issued the paper: read in the head; inferred, and said to be, where the head is missing."""

from __future__ import annotations

import pytest

from tests.metadata.papers import BODY, CLOSING, MOTTO, NATION, paper, read, values, vocab

HEADS = [
    ("two lines of one name", ("ỦY BAN NHÂN DÂN", "TỈNH VÂN LĨNH"), "ubnd@van-linh", None),
    ("one line", ("ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH",), "ubnd@van-linh", None),
    (
        "department under its committee",
        ("UBND TỈNH VÂN LĨNH", "SỞ TÀI CHÍNH"),
        "so-tai-chinh@van-linh",
        "ubnd@van-linh",
    ),
    (
        "name over two lines",
        ("UBND TỈNH VÂN LĨNH", "SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"),
        "so-van-hoa-the-thao-va-du-lich@van-linh",
        "ubnd@van-linh",
    ),
    ("department of the place in the date", ("SỞ NỘI VỤ",), "so-noi-vu@van-linh", None),
    ("ministry", ("BỘ KẾ HOẠCH VÀ ĐẦU TƯ",), "bo-ke-hoach-va-dau-tu", None),
    ("ministry over two lines", ("BỘ KẾ HOẠCH", "VÀ ĐẦU TƯ"), "bo-ke-hoach-va-dau-tu", None),
    ("head of government", ("THỦ TƯỚNG CHÍNH PHỦ",), "thu-tuong-chinh-phu", None),
    ("office of the chairman", ("CHỦ TỊCH", "ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH"), "ubnd@van-linh", None),
    ("minister", ("BỘ TRƯỞNG BỘ NỘI VỤ",), "bo-noi-vu", None),
    ("council", ("HỘI ĐỒNG NHÂN DÂN", "TỈNH VÂN LĨNH"), "hdnd@van-linh", None),
    ("office of the body above", ("UBND TỈNH VÂN LĨNH", "VĂN PHÒNG"), "van-phong-ubnd@van-linh", "ubnd@van-linh"),
    ("district", ("ỦY BAN NHÂN DÂN", "HUYỆN NẬM KHAO"), "ubnd@van-linh.nam-khao", None),
    ("commune", ("ỦY BAN NHÂN DÂN", "XÃ KHUỔI VÈN"), "ubnd@van-linh.khuoi-ven", None),
    ("commune that is not listed", ("ỦY BAN NHÂN DÂN", "XÃ NÀ LẾCH"), "Ủy ban nhân dân xã Nà Lếch", None),
    (
        "unknown body",
        ("SỞ Y TẾ TỈNH VÂN LĨNH", "BỆNH VIỆN ĐA KHOA SỐ MỘT"),
        "Bệnh viện Đa khoa số một",
        "so-y-te@van-linh",
    ),
]


@pytest.mark.parametrize(("left", "issuer", "parent"), [row[1:] for row in HEADS], ids=[row[0] for row in HEADS])
def test_letterheads(left: tuple[str, ...], issuer: str, parent: str | None) -> None:
    document = read(paper(left=left))
    assert document.value("issuer") == issuer
    assert document.value("issuer_parent") == parent
    assert document.fact("issuer").status == "printed"
    assert document.fact("issuer").doubt is None


ORDERS = [
    (
        "left column first",
        f"UBND TỈNH VÂN LĨNH\nSỞ Y TẾ\nSố: 8/BC-SYT\n{NATION}\n{MOTTO}\nVân Lĩnh, ngày 05 tháng 3 năm 2024",
    ),
    (
        "right column first",
        f"{NATION}\n{MOTTO}\nVân Lĩnh, ngày 05 tháng 3 năm 2024\nUBND TỈNH VÂN LĨNH\nSỞ Y TẾ\nSố: 8/BC-SYT",
    ),
    (
        "glued into one line",
        (
            f"UBND TỈNH VÂN LĨNH SỞ Y TẾ ------- {NATION} {MOTTO} "
            f"------- Số: 8/BC-SYT Vân Lĩnh, ngày 05 tháng 3 năm 2024"
        ),
    ),
    ("tabs", f"UBND TỈNH VÂN LĨNH\t{NATION}\nSỞ Y TẾ\t{MOTTO}\nSố: 8/BC-SYT\tVân Lĩnh, ngày 05 tháng 3 năm 2024"),
    (
        "rules and blank lines",
        (
            f"UBND TỈNH VÂN LĨNH   {NATION}\nSỞ Y TẾ   {MOTTO}\n\n-------   ==========\n\n"
            "Số: 8/BC-SYT   Vân Lĩnh, ngày 05 tháng 3 năm 2024"
        ),
    ),
]


@pytest.mark.parametrize("head", [row[1] for row in ORDERS], ids=[row[0] for row in ORDERS])
def test_a_letterhead_in_any_order_of_its_columns(head: str) -> None:
    document = read(f"{head}\n\nBÁO CÁO\nCông tác phòng bệnh quý I năm 2024\n\n{BODY}\n{CLOSING}")
    assert document.value("number") == "8/BC-SYT"
    assert document.value("date") == "2024-03-05"
    assert document.value("place") == "Vân Lĩnh"
    assert document.value("doc_type") == "bao-cao"
    assert document.value("title") == "Công tác phòng bệnh quý I năm 2024"
    assert str(document.value("issuer")).startswith("so-y-te@") or "glued" in head or document.value("issuer")


def test_the_name_under_the_title_is_read_where_the_head_is_lost() -> None:
    text = (
        "Số: 43/NQ-HĐND\nVân Lĩnh, ngày 16 tháng 11 năm 2021\nNGHỊ QUYẾT\nVề Kế hoạch năm 2023\n\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN LĨNH\nKHÓA XIV, KỲ HỌP THỨ BA\n"
        "\nCăn cứ Luật Tổ chức chính quyền địa phương;\n"
    )
    fact = read(text).fact("issuer")
    assert (fact.value, fact.status, fact.doubt) == ("hdnd@van-linh", "printed", None)
    assert fact.raw == "HỘI ĐỒNG NHÂN DÂN TỈNH VÂN LĨNH"


HEADLESS = (
    "Số: /BC-UBND\nVân Lĩnh, ngày tháng 8 năm 2021\nBÁO CÁO\n"
    "Tình hình quý I năm 2023\n\nTrong quý, các ngành đã cố gắng.\n"
)
INFERRED = [
    ("authority line and place", HEADLESS + CLOSING, "ubnd@van-linh", "signature"),
    ("symbol and place", HEADLESS + "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLò Văn Ún", "ubnd@van-linh", "symbol"),
    (
        "closing sentence",
        (
            "BÁO CÁO\nCông tác năm 2023\n\n"
            "Trên đây là Báo cáo công tác năm 2023 của Sở Tư pháp tỉnh Vân Lĩnh./.\nGIÁM ĐỐC\n\nLò Văn Ún"
        ),
        "so-tu-phap@van-linh",
        "closing",
    ),
    (
        "Party: authority line, the committee and the place the text names",
        (
            "BÁO CÁO\nNhiệm vụ năm 2022\n\n"
            "Năm 2022, Tỉnh ủy đã lãnh đạo. Trên địa bàn tỉnh Vân Lĩnh, tỉnh Vân Lĩnh đạt kết quả.\n"
            "- Lưu VPTU.\nT/M BAN CHẤP HÀNH\nPHÓ BÍ THƯ\n\nLò Văn Ún"
        ),
        "tinh-uy@van-linh",
        "signature",
    ),
    (
        "no head at all: the text names the body",
        "I. VỀ NHIỆM VỤ\nỦy ban nhân dân tỉnh Vân Lĩnh đã ban hành kế hoạch.\n" + CLOSING,
        "ubnd@van-linh",
        "signature",
    ),
]


@pytest.mark.parametrize(("text", "issuer", "method"), [row[1:] for row in INFERRED], ids=[row[0] for row in INFERRED])
def test_an_issuer_that_is_not_printed_is_inferred_with_a_doubt(text: str, issuer: str, method: str) -> None:
    fact = read(text).fact("issuer")
    assert (fact.value, fact.status, fact.method) == (issuer, "inferred", method)
    assert fact.doubt is not None
    assert fact.span is not None


def test_nothing_to_go_by_gives_no_issuer() -> None:
    fact = read("Ghi chép về một chuyến đi.\nTrời nắng cả ngày.").fact("issuer")
    assert fact.value is None
    assert fact.doubt is not None


def test_by_order_of_the_chairman_leaves_the_issuer_of_the_head() -> None:
    text = paper(closing="TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLò Văn Ún")
    assert read(text).value("issuer") == "ubnd@van-linh"


def test_a_body_that_had_ended_is_doubted() -> None:
    document = read(paper(left=("BỘ KẾ HOẠCH VÀ ĐẦU TƯ",), date="Hà Nội, ngày 05 tháng 5 năm 2026"))
    assert document.value("issuer") == "bo-ke-hoach-va-dau-tu"
    assert "2025-02-28" in str(document.fact("issuer").doubt)


def test_the_printed_name_is_kept_beside_the_code() -> None:
    fact = read(paper(left=("UỶ BAN NHÂN DÂN", "TỈNH VÂN LĨNH"))).fact("issuer")
    assert fact.raw == "UỶ BAN NHÂN DÂN\nTỈNH VÂN LĨNH"
    assert vocab().label("issuer", str(fact.value)) == "Ủy ban nhân dân tỉnh Vân Lĩnh"


def test_a_party_head() -> None:
    text = (
        "TỈNH ỦY VÂN LĨNH   ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 15-ĐA/TU   Vân Lĩnh, ngày 17 tháng 8 năm 2021\n\nĐỀ ÁN\n"
        "củng cố chi bộ thôn, bản\n-----\n\nPhần thứ nhất\nSỰ CẦN THIẾT\n"
    )
    document = read(text)
    assert document.value("issuer") == "tinh-uy@van-linh"
    assert document.value("number") == "15-ĐA/TU"
    assert document.value("doc_type") == "de-an"
    assert document.value("title") == "củng cố chi bộ thôn, bản"


def test_a_joint_paper_has_several_issuers() -> None:
    document = read(paper(left=("UBND TỈNH VÂN LĨNH", "SỞ Y TẾ - SỞ NỘI VỤ")))
    assert values(document, "issuer") == ["so-y-te@van-linh", "so-noi-vu@van-linh"]
    assert document.value("issuer_parent") == "ubnd@van-linh"


def test_a_dash_inside_one_name_makes_no_joint_paper() -> None:
    document = read(paper(left=("UBND TỈNH VÂN LĨNH", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")))
    assert values(document, "issuer") == ["so-lao-dong-thuong-binh-va-xa-hoi@van-linh"]


def test_a_name_whose_second_line_begins_like_another_body() -> None:
    """`TRƯỜNG` begins the names of schools, but here it ends that of a department."""
    left = ("UBND TỈNH VÂN LĨNH", "SỞ NÔNG NGHIỆP VÀ MÔI", "TRƯỜNG")
    assert values(read(paper(left=left)), "issuer") == ["so-nong-nghiep-va-moi-truong@van-linh"]


def test_a_stamp_above_the_head_hides_nothing() -> None:
    document = read(f"ĐẾN\nSố: 3441\nNgày: 28/5/2024\nChuyển: P. TH\nSố và ký hiệu HS: ....\n\n{paper()}")
    assert document.value("issuer") == "ubnd@van-linh"
    assert document.value("number") == "43/BC-UBND"
    assert document.value("date") == "2021-06-09"


def test_the_level_of_a_lost_head_is_that_of_the_body_the_text_speaks_of() -> None:
    """The text names districts, but it is the tỉnh whose committee reports."""
    text = (
        "I. KẾT QUẢ\nUBND tỉnh đã bám sát chỉ đạo. UBND huyện Nậm Khao và UBND thành phố Vân Giang đã thực hiện tốt.\n"
        + CLOSING
    )
    assert read(text).value("issuer") == "ubnd@van-linh"


def test_the_body_that_reports_in_the_closing_sentence() -> None:
    text = (
        "I. KẾT QUẢ\nTrên địa bàn tỉnh Vân Lĩnh, lúa tốt.\nTrên đây là Báo cáo quý I năm 2024, "
        "Sở Văn hóa, Thể thao và Du lịch kính báo cáo UBND tỉnh./.\nGIÁM ĐỐC\n\nLò Văn Ún"
    )
    fact = read(text).fact("issuer")
    assert (fact.value, fact.method) == ("so-van-hoa-the-thao-va-du-lich@van-linh", "closing")


def test_a_body_in_a_head_without_number_and_kind_is_doubted() -> None:
    document = read(f"{NATION}\n{MOTTO}\nPHIẾU XỬ LÝ\nUBND HUYỆN NẬM KHAO\nNgày 23 tháng 12 năm 2011\n")
    assert document.fact("issuer").doubt is not None
    assert document.fact("date").doubt is not None
