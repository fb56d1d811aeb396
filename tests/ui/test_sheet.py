"""What is sent to the browser to draw a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.model import PAGE_BREAK, Aside, Citation, Link, Page, Part, Reading, Related, Section, Span
from archive.ui.read_page import wanted_of
from archive.ui.reading import Wanted, reader_data
from archive.ui.sheet import Ruler, blocks_of, nesting
from tests.ui.papers import bare, hostile, report

RECORD = report(1, 2023, number="12/BC-STC", doubt="Chữ số mờ")


def label(field: str, value: str) -> str:
    if field == "cited_by":
        return {"thuc-hien": "được thực hiện bởi"}.get(value, value)
    return {"bao-cao": "Báo cáo", "thuc-hien": "thực hiện", "2023-Q2": "Quý II/2023"}.get(value, value)


def drawn(related: Related | None = None, marks: tuple[Span, ...] = (), query: str = "") -> dict:
    return reader_data(Reading(RECORD.document, RECORD.text, marks), related or Related(), label, Wanted(query))


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
    data = reader_data(Reading(record.document, record.text), Related(), label, Wanted())
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
    known = "so=15%2FNQ-H%C4%90ND&loai=nghi-quyet&ngay=2022-12-10"
    assert missing["who"] == f"/thieu?{known}&vb={RECORD.document.id}"
    assert [data["cites"][note["ref"]]["open"] for note in data["notes"] if note["kind"] == "cite"] == [
        f"/doc?id={other.id}",
        None,
    ]


@pytest.mark.parametrize("number", [None, "/TTr-SNV"])
def test_a_citation_without_a_number_is_marked_and_leads_nowhere(number: str | None) -> None:
    citation = Citation("Tờ trình", Span(0, 8), "theo", "to-trinh", number, "2024-01-05")
    (cite,) = drawn(Related(links=(Link("theo", "cites", citation, None),)))["cites"]
    assert (cite["open"], cite["beside"], cite["who"]) == (None, None, None)
    assert cite["about"] == "không rõ số nên không tìm được trong kho"


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
    why = {other.id: (("next", "2023-Q2"), ("consecutive", "31/BC-STC"))}
    data = drawn(Related((citing,), (other,), ((other, 0.83),), (other,), why))
    assert [group["title"] for group in data["related"]] == [
        "Văn bản viện dẫn văn bản này", "Cùng loại, kỳ khác", "Cùng kỳ họp, cùng đợt", "Nội dung tương tự",
    ]  # fmt: skip
    assert [group["rows"][0]["relations"] for group in data["related"]] == [
        ["được thực hiện bởi"], *[["kỳ sau: Quý II/2023", "cùng ngày, số liền nhau"]] * 3,
    ]  # fmt: skip
    assert all(group["rows"][0]["beside"] for group in data["related"])
    assert data["related"][3]["rows"][0]["about"] == "31/BC-STC · 07/06/2023 · Sở Tài chính · rất giống"


def test_hostile_text_travels_as_it_is() -> None:
    """It is data until the browser sets it as textContent; nothing here turns it into markup."""
    record = hostile()
    data = reader_data(Reading(record.document, record.text), Related(), label, Wanted(at=0))
    assert data["text"] == record.text
    assert data["at"] == 0


def test_what_was_lifted_out_of_the_flow_stands_apart() -> None:
    """Asides lie behind the body and are no blocks of it; a footnote knows where its mark stands."""
    body = "Trồng rừng¹ đạt kế hoạch."
    text = f"{body}{PAGE_BREAK}¹ Kể cả trồng lại."
    aside = Aside("footnote", Span(len(text) - 16, len(text)), 1, "1", Span(10, 11))
    document = replace(bare().document, pages=(Page(1, Span(0, len(body)), "ocr", 0.61),), asides=(aside,))
    data = reader_data(Reading(document, text), Related(), label, Wanted())
    assert [data["text"][block["start"] : block["end"]] for block in data["blocks"]] == [body]
    (found,) = data["asides"]
    assert data["text"][found["start"] : found["end"]] == "Kể cả trồng lại."
    assert (found["kind"], found["mark"], found["ref"], found["page"]) == ("footnote", "1", [10, 11], 1)
    assert data["pages"][0]["poor"] == "đọc kém: 61% âm tiết đúng dạng"


@pytest.mark.parametrize(
    ("asked", "at", "quoted", "view"),
    [
        ({"vt": "5"}, 4, None, ""),
        ({"tu": "3", "den": "9"}, None, Span(2, 9), ""),
        ({"tu": "9", "den": "3"}, None, None, ""),
        ({"tu": "3"}, None, None, ""),
        ({"tu": "3", "den": "101"}, None, None, ""),
        ({"vt": "101", "xem": "canh"}, None, None, "canh"),
        ({"vt": "x", "tu": "0", "den": "²", "xem": "khác"}, None, None, ""),
    ],
)
def test_an_address_names_a_place_a_passage_and_a_view(
    asked: dict[str, str], at: int | None, quoted: Span | None, view: str
) -> None:
    wanted = wanted_of({name: (value,) for name, value in ({"id": "ab", "q": "vốn"} | asked).items()}, 100)
    assert (wanted.at, wanted.quoted, wanted.view) == (at, quoted, view)
    assert wanted.address.startswith("/doc?id=ab&q=")
    assert "xem" not in wanted.address


def test_a_citation_of_a_bound_paper_opens_where_that_begins() -> None:
    """In the list of what is cited, and in the card at the citation."""
    record = report(4, 2022, number="5/BC-STC")
    part = Part(Span(30, 60), 3, "bao-cao", "9/BC-STC", None, "2022-03-01")
    other = replace(record.document, parts=(Part(Span(0, 30), 1), part))
    citation = Citation("Báo cáo số 9/BC-STC", Span(3, 9), "thuc-hien", "bao-cao", "9/BC-STC")
    data = drawn(Related(links=(Link("thuc-hien", "cites", citation, other, part),)))
    (row,), (card,) = data["related"][0]["rows"], data["cites"]
    assert row["title"] == card["title"] == "Báo cáo 9/BC-STC"
    assert row["about"].startswith("01/03/2022 · trong tệp “")
    assert row["open"] == card["open"] == f"/doc?id={other.id}&vt=31"


def test_a_citing_document_says_which_paper_of_the_file_it_cites() -> None:
    other = report(4, 2022, number="5/BC-STC").document
    part = Part(Span(30, 60), 3, "bao-cao", "9/BC-STC")
    citation = Citation("Báo cáo số 9/BC-STC", Span(3, 9), "thuc-hien", "bao-cao", "9/BC-STC")
    (row,) = drawn(Related(links=(Link("thuc-hien", "cited_by", citation, other, part),)))["related"][0]["rows"]
    assert row["about"].endswith("dẫn Báo cáo 9/BC-STC trong tệp này")
    assert row["open"] == f"/doc?id={other.id}"
