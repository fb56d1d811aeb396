"""The mark of a state secret is seen wherever it may be stamped, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.metadata import describe
from archive.model import PAGE_BREAK, Aside, AsideKind, Document, Source, Span
from tests.metadata.papers import extracted, paper, read, vocab

PAGE = "Nội dung của trang này nói về trồng rừng.\n" * 30


def with_aside(kind: AsideKind, words: str) -> Document:
    text = paper()
    plain = extracted(text)
    start = len(text) + len(PAGE_BREAK)
    aside = Aside(kind, Span(start, start + len(words)), 1)
    return describe(replace(plain, text=f"{text}{PAGE_BREAK}{words}", asides=(aside,)), vocab())


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("margin", "MẬT", "Mật"),
        ("margin", "Tuyệt mật", "Tuyệt mật"),
        ("stamp", "TỐI MẬT", "Tối mật"),
        ("margin", "Độ mật: Mật", "Mật"),
        ("margin", "UBND tỉnh Vân Lĩnh   MẬT", "Mật"),
        ("margin", "Bảo mật thông tin", None),
        ("footnote", "MẬT", None),
    ],
)
def test_a_mark_in_a_running_head_or_a_stamp(kind: AsideKind, words: str, value: str | None) -> None:
    assert with_aside(kind, words).value("secrecy") == value


@pytest.mark.parametrize(
    ("page", "value"),
    [
        (f"MẬT\n{PAGE}", "Mật"),
        (f"{PAGE}TỐI MẬT", "Tối mật"),
        (f"| T Ố I  M Ậ T |\n{PAGE}", "Tối mật"),
        (f"Mật\n{PAGE}", None),
        (f"{PAGE}MẬT\n{PAGE}", None),
        (f"MẬT ĐỘ DÂN SỐ\n{PAGE}", None),
    ],
)
def test_a_mark_at_the_edge_of_a_later_page(page: str, value: str | None) -> None:
    document = read(f"{paper()}{PAGE}{PAGE_BREAK}{page}")
    assert document.value("secrecy") == value
    assert value is None or document.fact("secrecy").page == 2


@pytest.mark.parametrize(("source", "value"), [("ocr", "Mật"), ("text", None)])
def test_a_mark_anywhere_on_a_page_read_from_an_image(source: Source, value: str | None) -> None:
    assert read(f"{paper()}{PAGE}MẬT\n{PAGE}", source).value("secrecy") == value


def test_a_mark_in_the_head_of_a_paper_bound_behind_the_first() -> None:
    second = paper(number="Số: 44/QĐ-UBND", kind="QUYẾT ĐỊNH", title="Về việc giao dự toán")
    marked = second.replace("QUYẾT ĐỊNH\n", "MẬT\nQUYẾT ĐỊNH\n", 1)
    document = read(f"{paper()}{PAGE}Nơi nhận:\n- Lưu: VT.\n{PAGE_BREAK}{PAGE}{PAGE}{PAGE_BREAK}{marked}")
    assert (len(document.parts), document.value("secrecy")) == (2, "Mật")
