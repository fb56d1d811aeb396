"""Who signed, in which office, for whom; a name elsewhere is no signer."""

from __future__ import annotations

import pytest

from tests.metadata.papers import CLOSING, paper, read, values

SIGNATURES = [
    ("directly", "CHỦ TỊCH\n\nGiàng Seo Vần", "Giàng Seo Vần", "Chủ tịch", []),
    ("for a collective", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLò Văn Ún", "Lò Văn Ún", "Chủ tịch", ["TM."]),
    (
        "for a collective, name of the place below",
        "TM. ỦY BAN NHÂN DÂN\nTỈNH VÂN LĨNH\nCHỦ TỊCH\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Chủ tịch",
        ["TM."],
    ),
    (
        "deputy for the head of a collective",
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Phó Chủ tịch",
        ["TM.", "KT."],
    ),
    ("deputy", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nLò Thị Ban", "Lò Thị Ban", "Thứ trưởng", ["KT."]),
    ("by order", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLò Văn Ún", "Lò Văn Ún", "Chánh Văn phòng", ["TL."]),
    (
        "by order, deputy",
        "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Phó Chánh Văn phòng",
        ["TL.", "KT."],
    ),
    (
        "office over two lines",
        "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ\nQUẢN LÝ HỒ CHỨA\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Vụ trưởng Vụ quản lý hồ chứa",
        ["TL."],
    ),
    (
        "by power of attorney",
        "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ TÀI CHÍNH\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Giám đốc Sở Tài chính",
        ["TUQ."],
    ),
    ("acting", "Q. CHỦ TỊCH\n\nLò Văn Ún", "Lò Văn Ún", "Quyền Chủ tịch", ["Q."]),
    ("Party", "T/M BAN CHẤP HÀNH\nPHÓ BÍ THƯ\n\nLò Văn Ún", "Lò Văn Ún", "Phó Bí thư", ["T/M"]),
    (
        "Party office",
        "K/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Phó Chánh Văn phòng",
        ["K/T"],
    ),
    ("older stroke", "KT/ GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLò Văn Ún", "Lò Văn Ún", "Phó Giám đốc", ["KT/"]),
    ("no blank after the prefix", "KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Văn Ún", "Lò Văn Ún", "Phó Chủ tịch", ["KT."]),
    (
        "prefix alone in its line",
        "TL.\nBỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Chánh Văn phòng",
        ["TL."],
    ),
    (
        "small letters of an old font",
        "kt. Thống đốc\nphó Thống đốc\n(đã ký)\nLò Văn Ún",
        "Lò Văn Ún",
        "Phó Thống đốc",
        ["KT."],
    ),
    (
        "the issuer named once more",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH UBND TỈNH\n\nLò Văn Ún",
        "Lò Văn Ún",
        "Chủ tịch",
        ["TM."],
    ),
    ("signed in words", "CHỦ TỊCH\n(Đã ký)\nLò Văn Ún", "Lò Văn Ún", "Chủ tịch", []),
    ("signed behind the name", "TỔNG THANH TRA\nLò Văn Ún – Đã ký", "Lò Văn Ún", "Tổng Thanh tra", []),
    ("signed behind the name, no dash", "CHỦ TỊCH\nLò Văn Ún đã ký", "Lò Văn Ún", "Chủ tịch", []),
    ("name in capitals", "CHỦ TỊCH\n\n\nTRẦN TIẾN HỒ", "Trần Tiến Hồ", "Chủ tịch", []),
    ("rank before the name", "GIÁM ĐỐC\n\nĐại tá Lò Văn Ún", "Lò Văn Ún", "Giám đốc", []),
    ("degrees before the name", "GIÁM ĐỐC\n\nPGS.TS. Lò Văn Ún", "Lò Văn Ún", "Giám đốc", []),
    ("one-letter name", "CHỦ TỊCH\n\nVàng A Lử", "Vàng A Lử", "Chủ tịch", []),
    ("apostrophe in the name", "CHỦ TỊCH\n\nH'Lan Ayun", "H'Lan Ayun", "Chủ tịch", []),
    ("one word with an apostrophe", "CHỦ TỊCH\n\nK'Brít", "K'Brít", "Chủ tịch", []),
    ("eight blank lines", "CHỦ TỊCH\n\n\n\n\n\n\n\n\nLò Văn Ún", "Lò Văn Ún", "Chủ tịch", []),
    (
        "glued into one line",
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lò Văn Ún",
        "Lò Văn Ún",
        "Phó Chủ tịch",
        ["TM.", "KT."],
    ),
    (
        "glued to the next title",
        "KT. BỘ TRƯỞNG THỨ TRƯỞNG Lò Văn Ún KẾ HOẠCH NUÔI CÁ",
        "Lò Văn Ún",
        "Thứ trưởng",
        ["KT."],
    ),
    (
        "electronic signature over it",
        "CHỦ TỊCH\nKý bởi: Ủy ban nhân dân tỉnh\nThời gian ký: 05/3/2024 10:02:35 +07:00\nLò Văn Ún",
        "Lò Văn Ún",
        "Chủ tịch",
        [],
    ),
]
LIST = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n"


@pytest.mark.parametrize(
    ("signature", "name", "office", "chain"), [row[1:] for row in SIGNATURES], ids=[row[0] for row in SIGNATURES]
)
def test_signatures(signature: str, name: str, office: str, chain: list[str]) -> None:
    document = read(paper(closing=LIST + signature))
    assert document.value("signer") == name
    assert document.value("signer_position") == office
    assert [value for value in values(document, "authority_chain") if value] == chain
    assert document.fact("signer").doubt is None


SIDES = [
    (
        "row by row",
        (
            "Nơi nhận:   TM. ỦY BAN NHÂN DÂN\n- Như Điều 3;   KT. CHỦ TỊCH\n"
            "- Sở Nội vụ;   PHÓ CHỦ TỊCH\n- Lưu: VT.\n   Lò Văn Ún"
        ),
    ),
    (
        "name in a row of the list",
        (
            "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như Điều 3;\tKT. CHỦ TỊCH\n"
            "\tPHÓ CHỦ TỊCH\n- Sở Nội vụ;\tLò Văn Ún\n- Lưu: VT."
        ),
    ),
    (
        "signature begins above the list",
        (
            "   TM. ỦY BAN NHÂN DÂN\nNơi nhận:   KT. CHỦ TỊCH\n"
            "- Như Điều 3;   PHÓ CHỦ TỊCH\n- Sở Nội vụ;\n- Lưu: VT.   Lò Văn Ún"
        ),
    ),
    (
        "signature before the list",
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Văn Ún\n"
            "\nNơi nhận:\n- Như Điều 3;\n- Sở Nội vụ;\n- Lưu: VT."
        ),
    ),
    (
        "gaps lost",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như Điều 3; KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n- Sở Nội vụ; Lò Văn Ún\n- Lưu: VT.",
    ),
    (
        "line by line",
        (
            "Nơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- Như Điều 3;\nKT. CHỦ TỊCH\n"
            "- Sở Nội vụ;\nPHÓ CHỦ TỊCH\n- Lưu: VT.\nLò Văn Ún"
        ),
    ),
    (
        "deep indent, no table",
        (
            "Nơi nhận:                              TM. ỦY BAN NHÂN DÂN\n"
            "- Như Điều 3;                          KT. CHỦ TỊCH\n"
            "- Sở Nội vụ;                           PHÓ CHỦ TỊCH\n"
            "- Lưu: VT.\n                                       Lò Văn Ún"
        ),
    ),
]


@pytest.mark.parametrize("closing", [row[1] for row in SIDES], ids=[row[0] for row in SIDES])
def test_signature_and_recipients_side_by_side(closing: str) -> None:
    document = read(paper(closing=closing))
    assert (document.value("signer"), document.value("signer_position")) == ("Lò Văn Ún", "Phó Chủ tịch")
    assert values(document, "authority_chain") == ["TM.", "KT."]
    assert values(document, "recipients") == ["Như Điều 3", "Sở Nội vụ"]


def test_a_drafter_before_the_office_is_not_the_signer() -> None:
    closing = "Nơi nhận:\n- Như trên;\n- Lưu: VT, QLHL (2b). Quang Hồ BỘ TRƯỞNG, CHỦ NHIỆM Lò Văn Ún"
    document = read(paper(closing=closing))
    assert document.value("signer") == "Lò Văn Ún"
    assert document.value("signer_position") == "Bộ trưởng, Chủ nhiệm"


def test_the_person_in_the_title_is_not_the_signer() -> None:
    document = read(
        paper(
            title="Kết luận của đồng chí Hoàng Văn Thạch - Chủ tịch UBND tỉnh",
            closing="TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nLò Văn Ún",
        )
    )
    assert values(document, "signer") == ["Lò Văn Ún"]


def test_two_signers_side_by_side() -> None:
    closing = (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. BỘ TRƯỞNG BỘ TÀI CHÍNH   KT. BỘ TRƯỞNG BỘ NỘI VỤ\n"
        "THỨ TRƯỞNG   THỨ TRƯỞNG\n\nLò Văn Ún   Giàng Seo Vần"
    )
    document = read(paper(closing=closing))
    assert values(document, "signer") == ["Lò Văn Ún", "Giàng Seo Vần"]
    assert values(document, "signer_position") == ["Thứ trưởng", "Thứ trưởng"]


def test_two_signers_one_after_the_other() -> None:
    closing = (
        "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH\nTHỨ TRƯỞNG\n\nLò Văn Ún\n\nKT. BỘ TRƯỞNG BỘ NỘI VỤ\nTHỨ TRƯỞNG\n\nGiàng Seo Vần"
    )
    assert values(read(paper(closing=closing)), "signer") == ["Lò Văn Ún", "Giàng Seo Vần"]


AFTER = [
    ("annex", "Phụ lục I\nDANH SÁCH\nTM. HỘI ĐỒNG\nCHỦ TỊCH\n\nMùa Seo Phử"),
    (
        "attached regulation",
        "QUY CHẾ\nQuản lý hồ\n(Ban hành kèm theo Quyết định số 8/QĐ-UBND)\nĐiều 1. Hồ.\nCHỦ TỊCH\n\nMùa Seo Phử",
    ),
    ("copy block", "SAO Y\nSố: 12/SY-UBND\nTL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n\nMùa Seo Phử"),
    ("form", "Mẫu số 1\nĐƠN XIN NUÔI CÁ\nNơi nhận:\n- Như trên.\nCHỦ TỊCH\n\nMùa Seo Phử"),
]


@pytest.mark.parametrize("annex", [row[1] for row in AFTER], ids=[row[0] for row in AFTER])
def test_signatures_after_the_paper_do_not_count(annex: str) -> None:
    document = read(paper(closing=f"{CLOSING}\n\n{annex}"))
    assert values(document, "signer") == ["Hoàng Văn Thạch"]


def test_a_quoted_form_between_articles_is_not_the_signature() -> None:
    body = (
        "Điều 1. Cách ký.\nKý thay mặt thì ghi:\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"
        "Điều 2. Hiệu lực.\nThông tư này có hiệu lực từ ngày ký./.\n"
    )
    document = read(paper(kind="THÔNG TƯ", body=body, closing="BỘ TRƯỞNG\n\nLò Văn Ún"))
    assert values(document, "signer") == ["Lò Văn Ún"]
    assert document.value("signer_position") == "Bộ trưởng"


def test_an_office_without_a_name_is_no_signer() -> None:
    fact = read(paper(closing="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n")).fact("signer")
    assert (fact.value, fact.status) == (None, "blank")
    assert fact.doubt is not None


def test_a_name_without_an_office_is_doubted() -> None:
    document = read(paper(closing="Lò Văn Ún (Đã ký)"))
    assert document.value("signer") == "Lò Văn Ún"
    assert document.fact("signer").doubt is not None
    assert document.value("signer_position") is None


def test_no_signature() -> None:
    document = read(paper(closing=""))
    assert document.value("signer") is None
    assert document.fact("signer").doubt is not None


def test_evidence_of_the_signature() -> None:
    text = paper()
    document = read(text)
    for field, raw in (("signer", "Hoàng Văn Thạch"), ("signer_position", "CHỦ TỊCH"), ("authority_chain", "TM.")):
        fact = document.fact(field)
        assert fact.span is not None
        assert text[fact.span.start : fact.span.end] == fact.raw == raw


def test_a_unit_of_the_filing_line_is_no_form_of_signing() -> None:
    closing = "Nơi nhận:\n- Như trên;\n- Lưu: VT, TH, KT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLò Văn Ún"
    assert values(read(paper(closing=closing)), "authority_chain") == ["TM."]


def test_names_in_a_sentence_after_the_office_are_no_signers() -> None:
    document = read(paper(closing="CHỦ TỊCH\n\nGhi chú: tỉnh Vân Lĩnh do Lò Văn Ún vẽ lại bản đồ.\n"))
    assert document.value("signer") is None


def test_names_of_two_columns_on_different_lines() -> None:
    closing = (
        "SỞ Y TẾ   SỞ NỘI VỤ\nKT. GIÁM ĐỐC   GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\n   Giàng Seo Vần\nLò Văn Ún\n"
        "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT."
    )
    document = read(paper(closing=closing))
    assert values(document, "signer") == ["Lò Văn Ún", "Giàng Seo Vần"]
    assert values(document, "signer_position") == ["Phó Giám đốc", "Giám đốc"]


def test_a_name_with_an_unknown_family_name_is_doubted() -> None:
    fact = read(paper(closing="CHỦ TỊCH\n\nZu Khan Ban")).fact("signer")
    assert fact.value == "Zu Khan Ban"
    assert fact.doubt is not None


@pytest.mark.parametrize(
    ("printed", "meant"), [("Đỉnh Văn Thạch", "Đinh Văn Thạch"), ("Hoàng Văn Thạch", "Hoàng Văn Thạch")]
)
def test_a_family_name_misread_in_an_image_is_the_one_it_is_but_for_marks(printed: str, meant: str) -> None:
    signed = paper().replace("Hoàng Văn Thạch", printed)
    fact = read(signed, source="ocr").fact("signer")
    assert (fact.value, fact.raw, bool(fact.doubt)) == (meant, printed, True)
    assert read(signed).value("signer") == printed
