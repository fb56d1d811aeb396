"""What is sent to the browser to draw a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.model import Citation, Link, Reading, Related, Section, Span
from archive.ui.sheet import Ruler, blocks_of, nesting, reader_data
from tests.ui.papers import bare, hostile, report

RECORD = report(1, 2023, number="12/BC-STC", doubt="Chữ số mờ")


def label(_: str, value: str) -> str:
    return {"bao-cao": "Báo cáo", "thuc-hien": "thực hiện"}.get(value, value)


def drawn(related: Related | None = None, marks: tuple[Span, ...] = (), query: str = "") -> dict:
    return reader_data(Reading(RECORD.document, RECORD.text, marks), related or Related(), label, query=query, at=None)


def test_the_lines_of_a_text_are_its_blocks() -> None:
    """Headings have their depth, lines with a wide gap their cells, type and subject stand in the middle."""
    blocks = list(blocks_of(RECORD.text, RECORD.document))
    shown = [(RECORD.text[block.span.start : block.span.end], block) for block in blocks]
    heads = [(line, block.level) for line, block in shown if block.level]
    assert heads == [
        ("I. KẾT QUẢ", 1),
        ("1. Giải ngân vốn đầu tư công", 2),
        ("2. Thu ngân sách", 2),
        ("II. NHIỆM VỤ", 1),
    ]
    cells = [[RECORD.text[cell.start : cell.end] for cell in block.cells] for _, block in shown if block.cells]
    assert cells[0] == ["UBND TỈNH VÂN LĨNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert next(line for line, block in shown if block.centre) == "BÁO CÁO"
    assert not any("\f" in line or not line.strip() for line, _ in shown)


def test_a_long_first_line_of_a_section_is_a_paragraph() -> None:
    text = "1. " + "Câu rất dài. " * 40
    document = bare().document
    section = Section(1, "1.", "Câu rất dài", Span(0, len(text)))
    (block,) = blocks_of(text, replace(document, sections=(section,)))
    assert block.level == 0


@pytest.mark.parametrize(
    ("levels", "depths"), [((1, 2, 2, 1), [1, 2, 2, 1]), ((3, 5, 5, 4, 1), [1, 2, 2, 2, 1]), ((), [])]
)
def test_depth_has_no_gaps(levels: tuple[int, ...], depths: list[int]) -> None:
    assert nesting([Section(level, "", "", Span(0, 0)) for level in levels]) == depths


def test_offsets_are_those_of_the_browser() -> None:
    """A character beyond U+FFFF is one for Python and two for the browser."""
    text = "a😀b😀c"
    ruler = Ruler.of(text)
    units = [len(text[:offset].encode("utf-16-le")) // 2 for offset in range(len(text) + 1)]
    assert [ruler(offset) for offset in range(len(text) + 1)] == units
    assert Ruler.of("Việt")(3) == 3


def test_a_fact_is_shown_with_its_evidence_and_its_doubt() -> None:
    facts = {fact["label"]: fact["items"] for fact in drawn()["facts"]}
    (number,) = facts["Số, ký hiệu"]
    assert (number["value"], number["raw"]) == ("12/BC-STC", None), "what is printed is plain from the value"
    assert (number["page"], number["doubt"], number["status"]) == ("tr. 1", "Chữ số mờ", "in trên văn bản")
    assert RECORD.text[number["start"] :].startswith("12/BC-STC")
    assert facts["Tên loại"][0]["value"] == "Báo cáo"
    assert "Ký hiệu" not in facts, "the symbol is part of the number"


def test_what_a_registry_needs_is_shown_even_when_unknown() -> None:
    record = bare()
    data = reader_data(Reading(record.document, record.text), Related(), label, query="", at=None)
    assert [fact["label"] for fact in data["facts"]] == [
        "Tên loại", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Người ký",
    ]  # fmt: skip
    assert {item["value"] for fact in data["facts"] for item in fact["items"]} == {None}


def test_marks_are_counted_only_when_something_is_asked() -> None:
    assert drawn()["hits"] is None
    data = drawn(marks=(Span(0, 4), Span(5, 9)), query="tỉnh")
    assert data["hits"] == 2
    assert [(note["start"], note["end"], note["ref"]) for note in data["notes"] if note["kind"] == "hit"] == [
        (0, 4, 0),
        (5, 9, 1),
    ]


def test_a_citation_leads_to_its_document_only_when_it_is_there() -> None:
    (citation,) = RECORD.document.citations
    other = report(2, 2023, number="31/BC-STC").document
    links = (Link("thuc-hien", "cites", citation, other), Link("thuc-hien", "cites", citation, None))
    data = drawn(Related(links=links))
    (group,) = data["related"]
    found, missing = group["rows"]
    assert group["title"] == "Văn bản này viện dẫn"
    assert (found["open"], found["beside"]) == (f"/doc?id={other.id}", f"/so-sanh?a={RECORD.document.id}&b={other.id}")
    assert (missing["open"], missing["about"], missing["relations"]) == (None, "chưa có trong kho", ["thực hiện"])
    assert [note["href"] for note in data["notes"] if note["kind"] == "cite"] == [f"/doc?id={other.id}"]


def test_a_document_cited_often_is_one_row_with_all_its_places() -> None:
    other = report(2, 2023, number="31/BC-STC").document
    places = [Citation(f"Báo cáo số 31/BC-STC {n}", Span(n, n + 1), "x", number="31/BC-STC") for n in (3, 8, 9)]
    relations = ("thuc-hien", "theo", "thuc-hien")
    links = tuple(Link(relation, "cites", place, other) for relation, place in zip(relations, places, strict=True))
    (row,) = drawn(Related(links=links))["related"][0]["rows"]
    assert (row["relations"], row["starts"]) == (["thực hiện", "theo"], [3, 8, 9])


def test_a_document_that_is_not_here_is_called_by_its_fullest_mention() -> None:
    short = Citation("Luật số 39/2019/QH14", Span(0, 9), "x", number="39/2019/QH14")
    full = replace(short, text="Luật số 39/2019/QH14\nngày 13/6/2019", span=Span(20, 29), dated="2019-06-13")
    (row,) = drawn(Related(links=tuple(Link("theo", "cites", place, None) for place in (short, full))))["related"][0][
        "rows"
    ]
    assert (row["title"], row["starts"]) == ("Luật số 39/2019/QH14 ngày 13/6/2019", [0, 20])


def test_each_kind_of_relation_is_a_group_with_its_reason() -> None:
    other = report(2, 2023, number="31/BC-STC").document
    citing = Link("thuc-hien", "cited_by", Citation("x", Span(0, 1), "thuc-hien"), other)
    data = drawn(Related(links=(citing,), series=(other,), similar=((other, 0.83),)))
    assert [group["title"] for group in data["related"]] == [
        "Văn bản viện dẫn văn bản này", "Cùng loại, kỳ khác", "Nội dung tương tự",
    ]  # fmt: skip
    assert data["related"][2]["rows"][0]["about"] == "31/BC-STC · 07/06/2023 · Sở Tài chính · giống 83%"


def test_hostile_text_travels_as_it_is() -> None:
    """It is data until the browser sets it as textContent; nothing here turns it into markup."""
    record = hostile()
    data = reader_data(Reading(record.document, record.text), Related(), label, query="", at=0)
    assert data["text"] == record.text
    assert data["at"] == 0
