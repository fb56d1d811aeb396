"""A quotation has the words of its span and a citation that says what is known, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Config
from archive.errors import NotFoundError
from archive.library import Library, open_library
from archive.model import Aside, Document, Fact, Page, Part, Section, Span
from archive.quote import LONGEST, Quote, cite, place_in, quote_passage, unsure_fields
from archive.vocab import load_vocab
from tests.ui.papers import keep, report

VOCAB = load_vocab()
FACTS = {
    "doc_type": "bao-cao", "number": "52/BC-UBND", "date": "2024-03-15",
    "issuer": "Ủy ban nhân dân tỉnh Vân Lĩnh", "title": "Tình hình trồng rừng",
}  # fmt: skip


def paper(pages: int = 1, media_type: str = "application/pdf", **values: str | None) -> Document:
    """A document of pages of 100 characters, with these facts."""
    facts = {name: (Fact(value),) for name, value in values.items() if value}
    parts = tuple(Page(number, Span(100 * (number - 1), 100 * number)) for number in range(1, pages + 1))
    return Document("ab", "a.pdf", "ab", media_type, facts, pages=parts)


def quote_document(library: Library, document_id: str, span: Span) -> Quote:
    """A quote of a document in the archive."""
    return quote_passage(library.catalogue.get(document_id), library.catalogue.text(document_id), span, library.vocab)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Báo cáo số 52/BC-UBND ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh"),
        ({"date": "2024-02-05"}, "Báo cáo số 52/BC-UBND ngày 05/02/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh"),
        ({"date": "2024-03"}, "Báo cáo số 52/BC-UBND tháng 3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh"),
        ({"date": "2024"}, "Báo cáo số 52/BC-UBND năm 2024 của Ủy ban nhân dân tỉnh Vân Lĩnh"),
        ({"date": None, "issuer": None}, "Báo cáo số 52/BC-UBND"),
        ({"number": None, "date": None, "issuer": None}, "Báo cáo “Tình hình trồng rừng”"),
        (dict.fromkeys(FACTS), "Văn bản"),
    ],
)
def test_a_citation_leaves_out_what_is_unknown(changed: dict[str, str | None], said: str) -> None:
    assert cite(paper(**{**FACTS, **changed}), None, VOCAB) == said


SCANNED = "Số đọc từ ảnh quét, cần đối chiếu với bản gốc."


def test_a_passage_of_a_later_paper_in_a_file_is_cited_from_that_paper() -> None:
    """Its number, day and headings, not those of the first; off a scan its number and day are left out and named."""
    sections = (Section(1, "IV.", "NHIỆM VỤ", Span(50, 300)), Section(1, "Điều 2.", "Thi hành", Span(220, 300)))
    later = Part(Span(100, 300), 2, "nghi-quyet", "48/NQ-HĐND", "Về dự toán", "2023-12-08", "Hội đồng nhân dân tỉnh")
    bound = replace(paper(3, **FACTS), sections=sections, parts=(Part(Span(0, 100), 1), later))
    first = "Báo cáo số 52/BC-UBND ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh, mục IV, tr. 1"
    assert cite(bound, Span(60, 70), VOCAB) == first
    whole = "Nghị quyết số 48/NQ-HĐND ngày 08/12/2023 của Hội đồng nhân dân tỉnh"
    assert cite(bound, Span(150, 160), VOCAB) == f"{whole}, tr. 2"
    assert cite(bound, Span(230, 240), VOCAB) == f"{whole}, Điều 2, tr. 3"
    scan = replace(bound, pages=tuple(replace(page, source="ocr") for page in bound.pages))
    assert cite(scan, Span(150, 160), VOCAB) == "Nghị quyết của Hội đồng nhân dân tỉnh “Về dự toán”, tr. 2"
    assert unsure_fields(scan, Span(150, 160)) == ("number", "date")
    assert unsure_fields(bound, Span(150, 160)) == ()


@pytest.mark.parametrize(
    ("changed", "said", "unsure"),
    [
        ({"number": Fact("31/BC-STC", "31/BC-STC", status="printed", doubt=SCANNED)},
         "Báo cáo ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh “Tình hình trồng rừng”", ("number",)),
        ({"number": Fact("/BC-STC", status="partial")},
         "Báo cáo ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh “Tình hình trồng rừng”", ("number",)),
        ({"date": Fact("2024-03-15", status="inferred")},
         "Báo cáo số 52/BC-UBND của Ủy ban nhân dân tỉnh Vân Lĩnh", ("date",)),
        ({"doc_type": Fact("bao-cao", status="inferred", doubt="Suy ra."), "issuer": Fact("ubnd", doubt="Suy ra.")},
         "Văn bản số 52/BC-UBND ngày 15/3/2024", ("doc_type", "issuer")),
        ({"number": Fact("3/BC", doubt=SCANNED), "title": Fact("Trông rưng", doubt=SCANNED)},
         "Báo cáo ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh", ("number", "title")),
        ({"title": Fact("Trông rưng", doubt=SCANNED)},
         "Báo cáo số 52/BC-UBND ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh", ()),
        ({"number": Fact("52/BC-UBND", status="confirmed"), "date": Fact("2024-03", status="corrected")},
         "Báo cáo số 52/BC-UBND tháng 3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh", ()),
        ({"number": Fact(None, status="blank", doubt="Số để trống.")},
         "Báo cáo ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh “Tình hình trồng rừng”", ()),
    ],
)  # fmt: skip
def test_a_citation_asserts_nothing_doubtful(changed: dict[str, Fact], said: str, unsure: tuple[str, ...]) -> None:
    """What was read but should be looked at first stays out, and is named; what a person said is cited."""
    read = paper(**FACTS)
    read = replace(read, facts={**read.facts, **{name: (fact,) for name, fact in changed.items()}})
    assert (cite(read, None, VOCAB), unsure_fields(read)) == (said, unsure)


@pytest.mark.parametrize(
    ("span", "media_type", "pages", "said"),
    [
        (Span(10, 20), "application/pdf", 3, "tr. 1"),
        (Span(90, 100), "application/pdf", 3, "tr. 1"),
        (Span(90, 110), "application/pdf", 3, "tr. 1-2"),
        (Span(10, 20), "image/png", 1, "tr. 1"),
        (Span(10, 20), "text/plain", 1, ""),
    ],
)
def test_pages_are_told_where_the_file_has_any(span: Span, media_type: str, pages: int, said: str) -> None:
    said_all = cite(paper(pages, media_type, doc_type="bao-cao"), span, VOCAB)
    assert said_all == ", ".join(part for part in ("Báo cáo", said) if part)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["II."], "mục II"),
        (["II.", "1."], "mục II.1"),
        (["A.", "II.", "1.", "a)"], "mục A.II.1.a"),
        (["II.", "1.", "1.2."], "mục II.1.2"),
        (["II.", "1.", "(3)"], "mục II.1.3"),
        (["PHẦN THỨ HAI", "I."], "Phần thứ hai, mục I"),
        (["Chương II", "Điều 5.", "2.", "a)"], "điểm a khoản 2 Điều 5"),
        (["CHƯƠNG II", "Mục 1"], "Chương II, Mục 1"),
        (["Điều 5."], "Điều 5"),
        (["PHỤ LỤC I", "2."], "Phụ lục I, mục 2"),
        ([], ""),
    ],
)
def test_a_place_is_said_as_an_office_says_it(labels: list[str], said: str) -> None:
    sections = [Section(level, label, "x", Span(level, level + 1)) for level, label in enumerate(labels, start=1)]
    assert place_in(sections, Span(50, 60)) == said


def test_a_place_under_a_later_heading_forgets_the_ones_that_ended() -> None:
    rows = [(1, "I.", 0), (2, "1.", 10), (2, "2.", 20), (1, "II.", 30), (2, "1.", 40)]
    sections = [Section(level, label, "", Span(start, start + 10)) for level, label, start in rows]
    assert [place_in(sections, Span(at, at + 1)) for at in (5, 25, 35, 45)] == [
        "mục I",
        "mục I.2",
        "mục II",
        "mục II.1",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("e) Hạ tầng giao thông", "mục II.1"),
        ("7. Hạ tầng giao thông", "mục II"),
        ("V. HẠ TẦNG", ""),
        ("7. 500 ha rừng trồng", "mục II.1.a"),
        ("e) và các xã", "mục II.1.a"),
        ("(e) Hạ tầng", "mục II.1.a"),
    ],
)
def test_a_line_that_may_be_a_heading_leaves_the_place_at_the_surest_level(line: str, said: str) -> None:
    """The outline has no `e)`, so the passage below may stand under it or under a): only what holds both is cited."""
    text = f"II. KẾT QUẢ\n1. Kinh tế\na) Trồng trọt\nGieo trồng 4.120 ha.\n{line}\nMột đoạn văn."
    sections = [
        Section(level, label, "", Span(start := text.index(label), start + 1))
        for level, label in enumerate(("II.", "1.", "a)"), start=1)
    ]
    at = text.index("Một đoạn")
    assert place_in(sections, Span(at, at + 3), text) == said


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("u ngân sách nhà nư", "Thu ngân sách nhà nước"),
        ("nhà nước", "nhà nước"),
        ("3,5 tỷ đ", "613,5 tỷ đồng"),
        ("61", "613,5"),
        ("quý 1 năm 20", "quý 1 năm 2023"),
    ],
)
def test_a_quotation_has_whole_words(tmp_path: Path, cut: str, whole: str) -> None:
    record = report(1, 2023, number="12/BC-STC")
    (name,) = keep(tmp_path, [record])
    with open_library(Config(root=tmp_path, engine="memory")) as library:
        start = record.text.index(cut)
        assert quote_document(library, name, Span(start, start + len(cut))).text == whole


def test_the_words_are_those_of_the_archive(tmp_path: Path) -> None:
    """Blanks at the ends go, the span is cut to the text, a mark of a footnote is left out."""
    record = report(1, 2023, number="12/BC-STC")
    start = record.text.index("Thu ngân sách nhà nước")
    mark = record.text.index("dự toán", start)
    aside = Aside("footnote", Span(0, 1), 1, "1", Span(mark - 1, mark))
    record = replace(record, document=replace(record.document, asides=(aside,)))
    (name,) = keep(tmp_path, [record])
    with open_library(Config(root=tmp_path, engine="memory")) as library:
        quote = quote_document(library, name, Span(start - 1, record.text.index("được giao") + 9))
        assert quote.text == "Thu ngân sách nhà nước trên địa bàn đạtdự toán được giao"
        assert quote.span.start == start
        assert quote.citation == "Báo cáo số 12/BC-STC ngày 06/3/2023 của Sở Tài chính, mục I.2, tr. 1"
        whole = quote_document(library, name, Span(-5, 10**9))
        assert whole.text.startswith("UBND TỈNH VÂN LĨNH CỘNG HÒA")
        assert len(record.text) < LONGEST
        for nowhere in (Span(10**9, 10**9 + 1), Span(9, 3), Span(start - 1, start)):
            with pytest.raises(NotFoundError):
                quote_document(library, name, nowhere)


def test_a_quotation_is_cut_where_it_would_be_a_copy() -> None:
    text = "lúa " * LONGEST
    read = paper(1, doc_type="bao-cao")
    quote = quote_passage(read, text, Span(0, len(text)), VOCAB)
    assert quote.span == Span(0, LONGEST - 1)
    assert len(quote.text) == LONGEST - 1
