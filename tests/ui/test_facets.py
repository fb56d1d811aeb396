"""The filters beside an answer and the chips of those chosen."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from archive.model import Results
from archive.ui.facets import chips_html, filters_html
from archive.vocab import Vocab
from archive.vocab.entries import Body, Place
from tests.ui.test_results import asked, links, texts

PLACE = Place("van-linh", "Vân Lĩnh", "tỉnh")
VOCAB = Vocab(
    places=(PLACE,),
    issuers=(
        Body("ubnd", "Ủy ban nhân dân", scope="local"),
        Body("so-tai-chinh", "Sở Tài chính", scope="province", parent="ubnd"),
        Body(
            "so-ke-hoach", "Sở Kế hoạch", scope="province", parent="ubnd", until="2025-02", successor=("so-tai-chinh",)
        ),
    ),
)
TREE = {
    "issuer": (("ubnd@van-linh", 4), ("so-tai-chinh@van-linh", 3), ("so-ke-hoach@van-linh", 1), ("Hội A", 1)),
    "under": (("ubnd@van-linh", 7), ("so-tai-chinh@van-linh", 3), ("so-ke-hoach@van-linh", 1), ("Hội A", 1)),
}


def drawn(facets: dict[str, tuple[tuple[str, int], ...]], **params: str) -> LexborHTMLParser:
    return LexborHTMLParser(filters_html(asked(**params), Results((), 9, facets), VOCAB) or "")


def test_a_value_is_added_excluded_or_taken_away() -> None:
    page = drawn({"signer": (("Lò", 5), ("Trần", 2))}, q="x", nguoiky="Lò", trang="3")
    assert links(page, "[data-facet=nguoiky] .facet") == {
        "Lò (bỏ lọc) 5": "/?q=x",
        "Trần 2": "/?q=x&nguoiky=L%C3%B2&nguoiky=Tr%E1%BA%A7n",
    }
    assert texts(page.css(".facet[aria-current]")) == ["Lò (bỏ lọc) 5"]
    (exclude,) = page.css(".exclude")
    assert exclude.attributes["aria-label"] == "trừ: Trần"
    assert str(exclude.attributes["href"]).endswith("&tru-nguoiky=Tr%E1%BA%A7n")


def test_an_excluded_value_stays_in_sight_and_can_be_taken_back() -> None:
    page = drawn({"signer": (("Trần Đức Khải", 2),)}, q="x", tru_nguoiky="Lò Văn Tình")
    assert links(page, ".facet.without") == {"Lò Văn Tình (thôi trừ) 0": "/?q=x"}


def test_a_chosen_value_without_matches_can_still_be_taken_away() -> None:
    page = drawn({"year": (("2023", 1),)}, q="x", nguoiky="Ai đó")
    assert links(page, "[data-facet=nguoiky] .facet[aria-current]") == {"Ai đó (bỏ lọc) 0": "/?q=x"}


def test_bodies_stand_under_those_they_are_part_of_and_can_be_chosen_together() -> None:
    page = drawn(TREE, q="x")
    assert links(page, "[data-facet=cq] .facet") == {
        "Ủy ban nhân dân tỉnh Vân Lĩnh 4": "/?q=x&cq=ubnd%40van-linh",
        "Cả các cơ quan trực thuộc 7": "/?q=x&thuoc=ubnd%40van-linh",
        "Sở Tài chính (gồm cơ quan tiền thân) 3": "/?q=x&cq=so-tai-chinh%40van-linh",
        "Sở Kế hoạch (đến tháng 2/2025) 1": "/?q=x&cq=so-ke-hoach%40van-linh",
        "Hội A 1": "/?q=x&cq=H%E1%BB%99i+A",
    }
    assert len(page.css(".branch .branch, .branch li .facet")) == 4


def test_a_chosen_whole_is_a_chip_and_can_be_taken_away() -> None:
    page = drawn(TREE, thuoc="ubnd@van-linh")
    assert links(page, ".facet[aria-current]") == {"Cả các cơ quan trực thuộc (bỏ lọc) 7": "/"}
    chips = LexborHTMLParser(chips_html(asked(thuoc="ubnd@van-linh"), VOCAB) or "")
    assert texts(chips.css(".chip")) == ["Thuộc: Ủy ban nhân dân tỉnh Vân Lĩnh bỏ lọc"]


def test_many_values_unfold_and_can_be_looked_through() -> None:
    page = drawn({"signer": tuple((f"Người {number}", 20 - number) for number in range(14))})
    assert texts(page.css("details summary")) == ["Xem thêm (7)"]
    assert len(page.css(".facet[href*=nguoiky]")) == 14
    assert page.css_first("input.find-value").attributes["aria-label"] == "Tìm trong danh sách người ký"
    assert not drawn({"signer": (("Người", 1),)}).css("input.find-value")


def test_years_are_drawn_as_bars_each_a_link_and_the_years_between_too() -> None:
    page = drawn({"year": (("2024", 4), ("2021", 1))}, q="x", nam="2024")
    bars = page.css(".bars > *")
    assert [(bar.tag, bar.attributes["title"], bar.attributes["style"]) for bar in bars] == [
        ("a", "2021: 1 văn bản", "--h:25%"),
        ("span", "2022: 0 văn bản", "--h:0%"),
        ("span", "2023: 0 văn bản", "--h:0%"),
        ("a", "2024: 4 văn bản", "--h:100%"),
    ]
    assert [bar.attributes["href"] for bar in page.css(".bars a")] == ["/?q=x&nam=2021", "/?q=x&nam=2024"]
    assert page.css_first(".years").attributes["data-without"] == "/?q=x"
    assert [field.attributes["value"] for field in page.css("form.span input")] == ["2024", "2024"]
    assert [bar.attributes["title"] for bar in page.css(".bars [aria-current]")] == ["2024: 4 văn bản"]


def test_one_year_is_not_drawn_and_a_long_past_is_cut() -> None:
    assert not drawn({"year": (("2024", 4),)}).css(".years")
    page = drawn({"year": (("2024", 4), ("1961", 1))})
    assert len(page.css(".bars > *")) == 40
    assert "1961 1" in texts(page.css(".facet"))


def test_a_year_takes_the_place_of_a_span_that_holds_it() -> None:
    page = drawn({"year": (("2024", 4), ("2021", 1))}, nam="2020-2023")
    assert links(page, ".facet[href*=nam]")["2021 1"] == "/?nam=2021"
    assert [field.attributes["value"] for field in page.css("form.span input")] == ["2020", "2023"]


def test_periods_stand_in_the_order_of_time() -> None:
    page = drawn({"period": (("2023-Q1", 5), ("2024-Q1", 1), ("2023-Q4", 2))})
    assert texts(page.css("[data-facet=ky] .facet")) == ["Quý I/2024 1", "Quý IV/2023 2", "Quý I/2023 5"]


def test_certain_facts_can_be_demanded() -> None:
    page = drawn({"year": (("2024", 4),)}, q="x", chac="ngay")
    assert links(page, "section:last-child .facet") == {
        "số, ký hiệu chắc chắn": "/?q=x&chac=so&chac=ngay",
        "ngày ban hành chắc chắn (bỏ lọc)": "/?q=x",
    }


def test_without_anything_to_choose_there_are_no_filters() -> None:
    assert filters_html(asked(q="x"), Results((), 0, {"year": ()}), VOCAB) is None


def test_chips_drop_what_was_chosen_one_by_one_and_all() -> None:
    chosen = asked(q="x", cq="so-tai-chinh@van-linh", tru_nguoiky="Ai", nam="2020-2022", chac="so", trang="2")
    page = LexborHTMLParser(chips_html(chosen, VOCAB) or "")
    assert links(page, "a") == {
        "Cơ quan ban hành: Sở Tài chính tỉnh Vân Lĩnh bỏ lọc": "/?q=x&nam=2020-2022&tru-nguoiky=Ai&chac=so",
        "Năm: 2020–2022 bỏ lọc": "/?q=x&cq=so-tai-chinh%40van-linh&tru-nguoiky=Ai&chac=so",
        "trừ Người ký: Ai thôi trừ": "/?q=x&cq=so-tai-chinh%40van-linh&nam=2020-2022&chac=so",
        "số, ký hiệu chắc chắn bỏ lọc": "/?q=x&cq=so-tai-chinh%40van-linh&nam=2020-2022&tru-nguoiky=Ai",
        "Bỏ tất cả bộ lọc": "/?q=x",
    }
    assert chips_html(asked(q="x"), VOCAB) is None


def test_many_values_of_one_filter_are_one_chip() -> None:
    page = LexborHTMLParser(chips_html(asked(nguoiky="a,b,c,d,e"), VOCAB) or "")
    assert links(page, "a") == {"Người ký: 5 mục bỏ lọc": "/"}


@pytest.mark.parametrize("years", [("abc",), ("9" * 30, "2020")])
def test_years_that_are_none_are_still_shown(years: tuple[str, ...]) -> None:
    assert drawn({"year": tuple((year, 1) for year in years)}).css(".facet[href*=nam]")
