"""Who gets the paper: one fact for each item, the files (Lưu) left out."""

from __future__ import annotations

import pytest

from tests.metadata.papers import paper, read, values

SIGNED = "\n\nCHỦ TỊCH\n\nLò Văn Ún"
LISTS = [
    ("items", "Nơi nhận:\n- Sở Nội vụ;\n- Sở Y tế (b/c);\n- Lưu: VT, TH (3).", ["Sở Nội vụ", "Sở Y tế (b/c)"]),
    ("blank lines between", "Nơi nhận:\n\n- Sở Nội vụ;\n\n- Sở Y tế;\n\n- Lưu: VT.", ["Sở Nội vụ", "Sở Y tế"]),
    (
        "Party commas",
        ("Nơi nhận:\n- Ban Bí thư (B/c),\n- Các ban đảng,\n- Lưu VPTU."),
        ["Ban Bí thư (B/c)", "Các ban đảng"],
    ),
    (
        "an item over three lines",
        (
            "Nơi nhận:\n- Ban Quản lý hồ Lĩnh, Trạm bơm số một\n"
            "và Trạm bơm số hai, Đội tuần tra,\nTổ trồng rừng;\n- V, C;\n- Lưu: VT."
        ),
        ["Ban Quản lý hồ Lĩnh, Trạm bơm số một và Trạm bơm số hai, Đội tuần tra, Tổ trồng rừng", "V, C"],
    ),
    ("plus signs", "Nơi nhận:\n+ Sở Nội vụ;\n+ Sở Y tế;\n+ Lưu: VT.", ["Sở Nội vụ", "Sở Y tế"]),
    ("older word", "Nơi gửi:\n- Sở Nội vụ;\n- Lưu: VT.", ["Sở Nội vụ"]),
    ("first item beside the word", "Nơi nhận: - Như trên;\n- Sở Y tế;\n- Lưu: VT.", ["Như trên", "Sở Y tế"]),
    ("no item left out", "Nơi nhận:\n- Sở Nội vụ;\n- Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"]),
]


@pytest.mark.parametrize(("printed", "items"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS])
def test_lists(printed: str, items: list[str]) -> None:
    assert values(read(paper(closing=printed + SIGNED)), "recipients") == items


def test_the_signature_is_no_recipient() -> None:
    document = read(paper(closing="Nơi nhận:\n- Sở Nội vụ;\n\nCHỦ TỊCH\n\nLò Văn Ún"))
    assert values(document, "recipients") == ["Sở Nội vụ"]
    assert document.value("signer") == "Lò Văn Ún"


def test_a_place_to_hand_papers_in_is_no_list() -> None:
    body = "Điều 1. Hồ sơ.\nNơi nhận hồ sơ: Sở Nội vụ tỉnh Vân Lĩnh, số 5 phố Hồ.\nĐiều 2. Hiệu lực từ ngày ký./."
    document = read(paper(kind="QUY ĐỊNH", body=body, closing="CHỦ TỊCH\n\nLò Văn Ún"))
    assert values(document, "recipients") == [None]


def test_evidence_of_an_item() -> None:
    text = paper(closing="Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT." + SIGNED)
    fact = read(text).fact("recipients")
    assert fact.span is not None
    assert text[fact.span.start : fact.span.end] == fact.raw == "- Sở Nội vụ;"
