"""What stands where no hit does."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.ui.asked import Asked
from archive.ui.first_steps import Way, find_ways, no_documents_html, nothing_html, past_the_end_html, start_html
from tests.ui.papers import hostile, report
from tests.ui.test_results import VOCAB, asked, links, texts

NO_DEMANDS = "Chỉ tìm các từ, không kèm điều kiện nào"


def test_before_anything_is_asked_there_is_how_to_ask_and_what_is_new() -> None:
    recent = (report(1, 2023, number="12/BC-STC").document, hostile().document)
    page = LexborHTMLParser(start_html(recent, 1234, VOCAB.label))
    assert texts(page.css(".how h2")) == ["Cách tìm"]
    assert links(page, ".how dt a")["52/NQ-HĐND"] == "/?q=52%2FNQ-H%C4%90ND"
    assert texts(page.css(".hit .number")) == ["12/BC-STC"]
    assert links(page, ".head-line a") == {"Xem tất cả 1.234 văn bản": "/?sap=moi"}
    assert not page.css("script, img, style")


def test_an_empty_archive_leads_to_adding() -> None:
    assert list(links(LexborHTMLParser(no_documents_html()), "a").values()) == ["/nap"]


def test_a_page_past_the_end_leads_back() -> None:
    assert links(LexborHTMLParser(past_the_end_html(asked(q="x", trang="9"))), "a") == {"Về trang đầu": "/?q=x"}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"q": "vốn", "du": "1"}, {"Không cần đủ các từ": "/?q=v%E1%BB%91n"}),
        ({"q": 'thu "ngân sách"'}, {"Bỏ ngoặc kép quanh “ngân sách”": "/?q=thu+ng%C3%A2n+s%C3%A1ch"}),
        ({"q": '"a b"~5 c'}, {"Bỏ ngoặc kép quanh “a b”": "/?q=a+b+c"}),
        ({"q": "thu +chi"}, {"Không bắt buộc có “chi”": "/?q=thu+chi"}),
        ({"q": 'thu -chi -"dự toán"'}, {
            "Không loại “chi”": "/?q=thu+-%22d%E1%BB%B1+to%C3%A1n%22",
            "Không loại “dự toán”": "/?q=thu+-chi",
        }),
        ({"q": "x", "cq": "stc", "tru_cq": "syt", "chac": "so"}, {
            "Bỏ lọc Cơ quan ban hành: Sở Tài chính": "/?q=x&tru-cq=syt&chac=so",
            "Thôi trừ Cơ quan ban hành: Sở Y tế": "/?q=x&cq=stc&chac=so",
            "Bỏ lọc số, ký hiệu chắc chắn": "/?q=x&cq=stc&tru-cq=syt",
            "Tìm không có bộ lọc": "/?q=x",
        }),
        ({"q": 'năm: 2024 rừng -loại: "báo cáo"'}, {
            "Bỏ lọc năm: “2024”": "/?q=r%E1%BB%ABng+-lo%E1%BA%A1i%3A+%22b%C3%A1o+c%C3%A1o%22",
            "Thôi trừ loại: “báo cáo”": "/?q=n%C4%83m%3A+2024+r%E1%BB%ABng",
        }),
        ({"q": 'người ký: "Lò Văn"'}, {"Tìm “Lò Văn” như từ thường": "/?q=L%C3%B2+V%C4%83n"}),
        ({"q": "kinh tế - xã hội"}, {}),
        ({"nam": "1999", "trang": "2"}, {"Bỏ lọc Năm: 1999": "/"}),
    ],
)  # fmt: skip
def test_nothing_found_offers_to_demand_less(params: dict[str, str], expected: dict[str, str]) -> None:
    ways = find_ways(asked(**params), VOCAB, lambda _: 3)
    assert {
        way.name: way.asked.url() for way in ways if way.name != "Chỉ tìm các từ, không kèm điều kiện nào"
    } == expected


def test_when_one_demand_less_is_not_enough_all_can_go() -> None:
    question = asked(q='"a b" +c -d e', nam="1999", du="1")
    ways = find_ways(question, VOCAB, lambda other: int(other.url() == "/?q=a+b+c+e"))
    assert [way.name for way in ways] == [NO_DEMANDS]


def test_ways_that_find_nothing_are_left_out_and_searches_are_few() -> None:
    counted: list[Asked] = []

    def count(other: Asked) -> int:
        counted.append(other)
        return int(not other.filters.get("nam"))

    question = asked(q="x", nam="1999", cq="stc", nguoiky=",".join("abcdefghij"))
    assert [way.asked.url() for way in find_ways(question, VOCAB, count)] == [
        question.less("nam", "1999").url(),
        "/?q=x",
    ]
    assert len(counted) == 8


def test_nothing_found_tells_what_was_tried_and_where_to_go() -> None:
    near, ways = [Asked("chuyển")], [Way("Bỏ lọc <b>", Asked("chuyen"), 1200)]
    page = LexborHTMLParser(nothing_html("chuyen", near, ways))
    assert texts(page.css("strong")) == ["Không tìm thấy văn bản nào.", "chuyen"]
    assert links(page, ".near a") == {"chuyển": "/?q=chuy%E1%BB%83n"}
    assert links(page, ".ways a") == {"Bỏ lọc <b> (1.200 văn bản)": "/?q=chuyen"}


def test_where_nothing_can_be_loosened_there_is_advice() -> None:
    page = LexborHTMLParser(nothing_html("chuyen", [], []))
    assert len(page.css("li")) == 3
