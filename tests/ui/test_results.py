"""The answer to a search as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.model import Hit, Passage, Results, Span
from archive.ui.asked import WITHOUT, Asked
from archive.ui.markup import tag
from archive.ui.results import results_html
from archive.vocab import Vocab
from archive.vocab.entries import Body, Kind
from tests.ui.papers import HOSTILE, bare, hostile, report

FACETS = {"issuer": (("stc", 5), ("syt", 2)), "year": (("2024", 4),), "doc_type": (), "signer": ()}
VOCAB = Vocab(
    issuers=(Body("stc", "Sở Tài chính"), Body("syt", "Sở Y tế")), kinds=(Kind("bao-cao", "Báo cáo", short=("BC",)),)
)


def drawn(asked: Asked, results: Results) -> LexborHTMLParser:
    return LexborHTMLParser(results_html(asked, results, VOCAB, lambda: tag("p", "không có", class_="otherwise")))


def asked(**params: str) -> Asked:
    return Asked.parse({key.replace("tru_", WITHOUT): tuple(value.split(",")) for key, value in params.items()})


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


def test_orders_keep_the_question() -> None:
    page = drawn(asked(q="x", nam="2023", sap="cu"), Results(hits(2), 25, FACETS))
    assert links(page, ".sorts a") == {
        "Liên quan": "/?q=x&nam=2023",
        "Mới nhất": "/?q=x&sap=moi&nam=2023",
        "Cũ nhất": "/?q=x&sap=cu&nam=2023",
        "Cơ quan": "/?q=x&sap=cq&nam=2023",
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


def test_where_no_hit_is_stands_what_was_given_for_it() -> None:
    assert texts(drawn(asked(q="x"), Results((), 0)).css(".results .otherwise")) == ["không có"]
    assert not drawn(asked(q="x"), Results(hits(), 1)).css(".otherwise")


def test_notes_of_the_reader_of_the_query_are_shown() -> None:
    page = drawn(asked(q='"x'), Results(hits(), 1, notes=("Thiếu dấu ngoặc kép <đóng>.",)))
    assert texts(page.css(".notes p")) == ["Thiếu dấu ngoặc kép <đóng>."]


@pytest.mark.parametrize("record", [hostile(), bare()], ids=["hostile", "bare"])
def test_text_of_a_document_never_becomes_markup(record: object) -> None:
    passage = Passage(HOSTILE, (Span(0, 8),), 1, Span(0, len(HOSTILE)))
    hit = Hit(record.document, 1.0, (passage,))
    facets = {"issuer": ((HOSTILE, 1),), "signer": ((HOSTILE, 1),)}
    hit = replace(hit, passages=(replace(passage, section=HOSTILE),), twins=(record.document,), more=3)
    chosen = Asked(HOSTILE, {"cq": (HOSTILE,)}, without={"nguoiky": (HOSTILE,)})
    expanded = ((HOSTILE, HOSTILE),)
    page = drawn(chosen, Results((hit,), 1, facets, (HOSTILE,), HOSTILE, expanded))
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
    for css in (".facet", ".exclude", ".sorts a", ".pages a", ".switch", ".list a"):
        assert all("dung=1" in (target or "") for target in links(page, css).values())


def test_the_section_of_a_passage_is_told() -> None:
    hit = replace(hits()[0], passages=(replace(hits()[0].passages[0], section="II. NHIỆM VỤ"),))
    page = drawn(asked(q="vốn"), Results((hit,), 1))
    assert texts(page.css(".passage .section")) == ["II. NHIỆM VỤ"]


def test_further_passages_are_fetched_from_where_the_shown_ones_end() -> None:
    hit = replace(hits()[0], passages=hits()[0].passages * 3, more=4)
    page = drawn(asked(q="vốn", dung="1"), Results((hit,), 1))
    (button,) = page.css("button.more")
    assert button.text() == "Xem thêm 5 đoạn"
    assert button.attributes["data-more"] == f"/doan?q=v%E1%BB%91n&dung=1&id={hit.document.id}&tu=2"
    assert len(page.css(".passage")) == 2
    assert not drawn(asked(q="vốn"), Results(hits(), 1)).css("button.more")


def test_near_copies_are_folded_into_a_hit_with_links() -> None:
    twin = report(2, 2023, number="31/BC-STC").document
    hit = replace(hits()[0], twins=(twin,))
    page = drawn(asked(q="vốn", trang="2"), Results((hit,), 30))
    assert texts(page.css(".twins summary")) == ["Còn 1 bản gần giống"]
    assert links(page, ".twins li > a") == {
        "Tình hình giải ngân vốn đầu tư công quý 2 năm 2023": f"/doc?id={twin.id}&q=v%E1%BB%91n",
        "Mở cạnh nhau": f"/so-sanh?a={hit.document.id}&b={twin.id}",
    }
    assert links(page, ".twins p a") == {"Hiện từng bản một": "/?q=v%E1%BB%91n&roi=1"}
    page = drawn(asked(q="vốn", trang="2"), Results((hit,), 30, folded=1200))
    assert links(page, ".head-line .folded a") == {"đã gộp 1.200 bản gần giống": "/?q=v%E1%BB%91n&roi=1"}
    page = drawn(asked(q="vốn", roi="1"), Results(hits(), 30))
    assert not page.css(".folded")
    assert links(page, ".apart a") == {"Gộp các bản gần giống": "/?q=v%E1%BB%91n"}


def test_a_doubtful_number_is_marked_where_it_stands() -> None:
    page = drawn(asked(q="vốn"), Results(hits(), 1))
    (doubt,) = page.css(".doubt")
    assert (texts([doubt]), doubt.attributes["title"]) == (["12/BC-STC"], "mờ")


def test_other_forms_of_abbreviations_are_told_and_can_be_left_out() -> None:
    found = Results(hits(), 1, expanded=(("UBND", "Ủy ban nhân dân"), ("KT-XH", "kinh tế - xã hội")))
    page = drawn(asked(q="UBND KT-XH", trang="2"), found)
    assert texts(page.css(".expanded")) == [
        "Cũng tìm: Ủy ban nhân dân (UBND); kinh tế - xã hội (KT-XH) · không mở rộng chữ viết tắt"
    ]
    assert links(page, ".expanded a") == {"không mở rộng chữ viết tắt": "/?q=UBND+KT-XH&nguyen=1"}
    page = drawn(asked(q="UBND", nguyen="1"), Results(hits(), 1))
    assert links(page, ".expanded a") == {"tìm cả dạng đầy đủ": "/?q=UBND"}


def test_all_words_can_be_demanded_and_no_longer() -> None:
    page = drawn(asked(q="vốn", trang="2"), Results(hits(), 30))
    assert links(page, ".switch") == {"Phải có đủ các từ (đang tắt)": "/?q=v%E1%BB%91n&du=1"}
    page = drawn(asked(q="vốn", du="1"), Results(hits(), 30))
    assert links(page, ".switch.on") == {"Phải có đủ các từ (đang bật)": "/?q=v%E1%BB%91n"}


def test_the_list_is_offered_as_a_file_for_the_same_question() -> None:
    page = drawn(asked(q="vốn", nam="2023", sap="moi", trang="2"), Results(hits(), 30))
    assert links(page, ".list a") == {
        "CSV": "/xuat?q=v%E1%BB%91n&sap=moi&nam=2023&dang=csv",
        "XLSX": "/xuat?q=v%E1%BB%91n&sap=moi&nam=2023&dang=xlsx",
    }
    assert all("download" in node.attributes for node in page.css(".list a"))
    assert not drawn(asked(q="vốn"), Results((), 0)).css(".list")
