"""The answer to a search as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.model import Hit, Passage, Results, Span
from archive.ui.address import Asked
from archive.ui.results import results_html
from tests.ui.papers import HOSTILE, bare, hostile, report

FACETS = {"issuer": (("stc", 5), ("syt", 2)), "year": (("2023", 3), ("2024", 4)), "doc_type": (), "signer": ()}


def label(_: str, value: str) -> str:
    return {"stc": "Sở Tài chính", "syt": "Sở Y tế", "bao-cao": "Báo cáo"}.get(value, value)


def drawn(asked: Asked, results: Results) -> LexborHTMLParser:
    return LexborHTMLParser(results_html(asked, results, label))


def asked(**params: str) -> Asked:
    return Asked.parse({key: tuple(value.split(",")) for key, value in params.items()})


def hits(count: int = 1) -> tuple[Hit, ...]:
    document = report(1, 2023, number="12/BC-STC", doubt="mờ").document
    passage = Passage("đạt vốn đầu tư công <b>", (Span(4, 19),), 2, Span(300, 323))
    return (Hit(document, 1.0, (passage,)),) * count


def texts(nodes: list[LexborNode]) -> list[str]:
    return [re.sub(r"\s+", " ", node.text(separator=" ")).strip() for node in nodes]


def links(page: LexborHTMLParser, css: str) -> dict[str, str | None]:
    return {text: node.attributes["href"] for text, node in zip(texts(page.css(css)), page.css(css), strict=True)}


def test_a_hit_tells_documents_apart_and_leads_to_them() -> None:
    document = hits()[0].document
    page = drawn(asked(q="vốn"), Results(hits(), 1, FACETS))
    (hit,) = page.css(".hit")
    assert links(page, ".hit h3 a") == {
        "Tình hình giải ngân vốn đầu tư công quý 1 năm 2023": f"/doc?id={document.id}&q=v%E1%BB%91n"
    }
    assert texts(hit.css(".facts > *")) == [
        "Báo cáo", "12/BC-STC", "06/03/2023", "Sở Tài chính", "Lò Văn Tình", "cần kiểm tra", "So sánh với…",
    ]  # fmt: skip
    assert hit.css_first(".badge").attributes["title"] == "số, ký hiệu"


def test_a_passage_is_marked_and_leads_to_its_place() -> None:
    page = drawn(asked(q="vốn"), Results(hits(), 1))
    assert texts(page.css(".passage mark")) == ["vốn đầu tư công"]
    assert page.css_first(".passage").text() == "tr. 2đạt vốn đầu tư công <b>"
    assert "vt=301" in str(page.css_first(".passage a").attributes["href"])


def test_a_passage_without_marks_shows_nothing_and_is_left_out() -> None:
    hit = replace(hits()[0], passages=(Passage("UBND TỈNH", (), 1, Span(0, 9)),))
    assert not drawn(asked(), Results((hit,), 1)).css(".passage")


def test_a_facet_adds_its_value_and_a_chosen_one_takes_it_away() -> None:
    page = drawn(asked(q="vốn", cq="stc", trang="3"), Results(hits(), 40, FACETS))
    assert links(page, ".facet") == {
        "Sở Tài chính (bỏ lọc) 5": "/?q=v%E1%BB%91n",
        "Sở Y tế 2": "/?q=v%E1%BB%91n&cq=stc&cq=syt",
        "2024 4": "/?q=v%E1%BB%91n&cq=stc&nam=2024",
        "2023 3": "/?q=v%E1%BB%91n&cq=stc&nam=2023",
    }
    assert texts(page.css(".facet[aria-current]")) == ["Sở Tài chính (bỏ lọc) 5"]
    assert links(page, ".chip") == {"Cơ quan ban hành: Sở Tài chính bỏ lọc": "/?q=v%E1%BB%91n"}


def test_a_chosen_value_without_matches_can_still_be_taken_away() -> None:
    page = drawn(asked(q="vốn", nguoiky="Ai đó"), Results((), 0, FACETS))
    assert links(page, ".facet[aria-current]") == {"Ai đó (bỏ lọc) 0": "/?q=v%E1%BB%91n"}


def test_many_values_unfold() -> None:
    facets = {"issuer": tuple((f"Sở {number}", 20 - number) for number in range(12))}
    page = drawn(asked(q="x"), Results(hits(), 1, facets))
    assert texts(page.css("details summary")) == ["Xem thêm (4)"]
    assert len(page.css(".facet")) == 12


def test_orders_keep_the_question() -> None:
    page = drawn(asked(q="x", nam="2023", sap="cu"), Results(hits(2), 25, FACETS))
    assert links(page, ".sorts a") == {
        "Liên quan": "/?q=x&nam=2023",
        "Mới nhất": "/?q=x&sap=moi&nam=2023",
        "Cũ nhất": "/?q=x&sap=cu&nam=2023",
    }
    assert texts(page.css(".sorts [aria-current]")) == ["Cũ nhất"]
    assert texts(page.css(".head-line h2")) == ["25 văn bản"]


@pytest.mark.parametrize(
    ("page", "total", "expected"),
    [
        ("1", 10, []),
        ("1", 25, ["1", "2", "3", "›"]),
        ("6", 200, ["‹", "1", "4", "5", "6", "7", "8", "20", "›"]),
        ("20", 200, ["‹", "1", "18", "19", "20"]),
    ],
)
def test_near_pages_the_first_and_the_last_are_linked(page: str, total: int, expected: list[str]) -> None:
    drawn_page = drawn(asked(q="x", trang=page), Results(hits(), total))
    assert texts(drawn_page.css(".pages a")) == expected
    assert texts(drawn_page.css(".pages [aria-current=page]")) == ([page] if expected else [])


def test_nothing_found_says_what_to_try() -> None:
    page = drawn(asked(q="x", nam="1999"), Results((), 0))
    assert "Không tìm thấy văn bản nào." in page.css_first(".notice").text()
    assert links(page, ".results .notice a") == {"Tìm không có bộ lọc": "/?q=x"}


def test_an_empty_archive_leads_to_adding() -> None:
    page = drawn(asked(), Results((), 0))
    assert list(links(page, ".results .notice a").values()) == ["/nap"]


def test_a_page_past_the_end_leads_back() -> None:
    page = drawn(asked(q="x", trang="9"), Results((), 25))
    assert links(page, ".results .notice a") == {"Về trang đầu": "/?q=x"}


def test_notes_of_the_reader_of_the_query_are_shown() -> None:
    page = drawn(asked(q='"x'), Results(hits(), 1, notes=("Thiếu dấu ngoặc kép <đóng>.",)))
    assert texts(page.css(".notes p")) == ["Thiếu dấu ngoặc kép <đóng>."]


def test_before_anything_is_asked_there_is_how_to_ask() -> None:
    page = drawn(asked(), Results(hits(), 7, FACETS))
    assert texts(page.css(".head-line h2")) == ["Trong kho có 7 văn bản"]
    assert texts(page.css(".how h2")) == ["Cách tìm"]
    assert not drawn(asked(q="x"), Results(hits(), 7, FACETS)).css(".how")


@pytest.mark.parametrize("record", [hostile(), bare()], ids=["hostile", "bare"])
def test_text_of_a_document_never_becomes_markup(record: object) -> None:
    passage = Passage(HOSTILE, (Span(0, 8),), 1, Span(0, len(HOSTILE)))
    hit = Hit(record.document, 1.0, (passage,))
    facets = {"issuer": ((HOSTILE, 1),), "signer": ((HOSTILE, 1),)}
    page = drawn(Asked(HOSTILE, {"cq": (HOSTILE,)}), Results((hit,), 1, facets, (HOSTILE,)))
    assert not page.css("script, style, img, [onerror], a[href^=javascript]")
    assert HOSTILE in page.css_first(".passage").text()


def test_a_repair_is_told_with_the_way_to_what_was_typed() -> None:
    found = Results(hits(), 30, FACETS, repaired="vốn <đầu> tư")
    page = drawn(asked(q="von", nam="2023", trang="2"), found)
    assert texts(page.css(".repaired")) == ["Đang tìm: vốn <đầu> tư · tìm đúng chữ đã gõ"]
    assert links(page, ".repaired a") == {"tìm đúng chữ đã gõ": "/?q=von&dung=1&nam=2023"}
    assert not drawn(asked(q="von"), Results(hits(), 1, FACETS)).css(".repaired")


def test_exact_mode_is_told_and_kept_by_every_link_but_its_own() -> None:
    page = drawn(asked(q="von", dung="1"), Results(hits(), 30, FACETS))
    assert links(page, ".repaired a") == {"để kho sửa lỗi gõ": "/?q=von"}
    for css in (".facet", ".sorts a", ".pages a"):
        assert all("dung=1" in (target or "") for target in links(page, css).values())
