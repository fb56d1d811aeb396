"""Parts of a file: where each document lies, on which page, and that looking for them is cheap."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from archive.metadata.parts import HEAD_CHARACTERS, MOST_HEADS, find_parts
from archive.model import ABSENT, FIELDS, PAGE_BREAK, Extracted, Fact
from tests.metadata.papers import NATION, extracted, paper, read, vocab

SECOND = paper(number="Số: 44/QĐ-UBND", kind="QUYẾT ĐỊNH", title="Về việc giao dự toán")


def test_a_paper_alone_has_no_parts() -> None:
    assert read(paper()).parts == ()


def test_parts_cover_the_file_and_know_their_pages() -> None:
    text = paper() + PAGE_BREAK + SECOND
    document = read(text)
    first, second = document.parts
    assert (first.span.start, first.span.end, second.span.end) == (0, second.span.start, len(text))
    assert text[second.span.start :].startswith("ỦY BAN NHÂN DÂN")
    assert (first.page, second.page) == (1, 2)
    assert [part.number for part in document.parts] == ["43/BC-UBND", "44/QĐ-UBND"]


def test_evidence_of_the_first_paper_keeps_its_place_in_the_file() -> None:
    text = paper() + PAGE_BREAK + SECOND
    for facts in read(text).facts.values():
        for fact in facts:
            if fact.span and fact.raw:
                assert set(fact.raw.split()) <= set(text[fact.span.start : fact.span.end].split())


def test_headings_of_a_paper_do_not_lie_under_those_of_the_paper_before() -> None:
    report = paper(body="I. KẾT QUẢ\nThu ngân sách đạt khá.\nII. NHIỆM VỤ\nTiếp tục thực hiện kế hoạch.")
    decision = paper(
        number="Số: 44/QĐ-UBND",
        kind="QUYẾT ĐỊNH",
        title="Về việc giao dự toán",
        body="Điều 1. Giao dự toán\nNhư biểu kèm theo.\nĐiều 2. Hiệu lực\nTừ ngày ký.",
    )
    sections = read(report + PAGE_BREAK + decision).sections
    assert [(section.level, section.label) for section in sections] == [
        (1, "I."),
        (1, "II."),
        (1, "Điều 1."),
        (1, "Điều 2."),
    ]


def test_the_same_paper_twice_is_no_second_document() -> None:
    assert read(paper() + PAGE_BREAK + paper()).parts == ()


def test_a_file_of_heads_costs_no_more_than_so_many_looks() -> None:
    looks: list[int] = []

    def read_part(part: Extracted) -> Mapping[str, tuple[Fact, ...]]:
        looks.append(len(part.text))
        return dict.fromkeys(FIELDS, (ABSENT,))

    heads = f"ỦY BAN NHÂN DÂN\n{NATION}\nSố: 1/QĐ-UBND\n----\nvăn bản\n" * 8_000
    assert find_parts(extracted(heads), vocab(), read_part) == ()
    assert 0 < len(looks) <= MOST_HEADS
    assert max(looks) <= HEAD_CHARACTERS


@pytest.mark.parametrize(
    ("number", "date", "parts"),
    [
        ("Số: 44/QĐ-UBND", "Vân Lĩnh, ngày 10 tháng 6 năm 2021", 2),
        ("Số: …/QĐ-UBND", "Vân Lĩnh, ngày … tháng … năm 2021", 0),
        ("Số:     /QĐ-UBND", "Vân Lĩnh, ngày     tháng     năm", 0),
    ],
)
def test_a_form_with_a_letterhead_and_no_serial_is_no_part(number: str, date: str, parts: int) -> None:
    """Forms are handed out with a paper, letterhead and all; only what was issued is a document of its own."""
    form = paper(number=number, date=date, kind="QUYẾT ĐỊNH", title="Về việc giao dự toán")
    assert len(read(paper() + PAGE_BREAK + form).parts) == parts
