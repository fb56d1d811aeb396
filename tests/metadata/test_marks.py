"""Urgency, secrecy, draft: lines of their own, never words of a sentence."""

from __future__ import annotations

import pytest

from tests.metadata.papers import MOTTO, NATION, paper, read

MARKS = [
    ("MẬT", "secrecy", "Mật"),
    ("TỐI MẬT", "secrecy", "Tối mật"),
    ("TUYỆT MẬT", "secrecy", "Tuyệt mật"),
    ("Độ mật: Tối mật", "secrecy", "Tối mật"),
    ("(MẬT)", "secrecy", "Mật"),
    ("TUYÊT MÂT", "secrecy", "Tuyệt mật"),
    ("KHẨN", "urgency", "Khẩn"),
    ("THƯỢNG KHẨN", "urgency", "Thượng khẩn"),
    ("HỎA TỐC", "urgency", "Hỏa tốc"),
    ("HOẢ TỐC", "urgency", "Hỏa tốc"),
    ("HỎA TỐC HẸN GIỜ", "urgency", "Hỏa tốc hẹn giờ"),
    ("DỰ THẢO", "draft", "yes"),
    ("Dự thảo lần 2", "draft", "yes"),
    ("DỰ THẢO 05/3/2024", "draft", "yes"),
]


@pytest.mark.parametrize(("mark", "field", "value"), MARKS)
def test_marks_in_the_head(mark: str, field: str, value: str) -> None:
    document = read(paper().replace("BÁO CÁO\n", f"{mark}\nBÁO CÁO\n", 1))
    assert document.value(field) == value
    assert document.value("doc_type") == "bao-cao"


def test_a_mark_beside_the_number() -> None:
    text = (
        f"UBND TỈNH VÂN LĨNH   {NATION}\nSỞ Y TẾ   {MOTTO}\n"
        f"Số: 8/BC-SYT   MẬT\nBÁO CÁO\nCông tác năm 2023\n\nI. KẾT QUẢ\n"
    )
    assert read(text).value("secrecy") == "Mật"


def test_a_mark_in_the_last_lines() -> None:
    assert read(paper() + "\n\nMẬT").value("secrecy") == "Mật"


PROSE = [
    "Công tác bảo vệ bí mật nhà nước",
    "Mật độ dân số năm 2024",
    "Bảo mật thông tin",
    "Phòng chống tình trạng khẩn cấp",
    "Dự thảo Luật Đất đai sửa đổi",
]


@pytest.mark.parametrize("title", PROSE)
def test_words_of_a_title_are_no_marks(title: str) -> None:
    document = read(paper(title=title))
    assert [document.value(field) for field in ("secrecy", "urgency", "draft")] == [None, None, None]


def test_a_word_alone_in_small_letters_is_no_mark() -> None:
    assert read(paper().replace("BÁO CÁO\n", "mật\nBÁO CÁO\n", 1)).value("secrecy") is None


def test_the_language_is_told_by_its_letters() -> None:
    assert read(paper()).value("language") == "vi"
    assert read(paper()).fact("language").status == "inferred"
    assert read("The quick brown fox jumps over the lazy dog. " * 9).value("language") is None
    assert read("").value("language") is None
