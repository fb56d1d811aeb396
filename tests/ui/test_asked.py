"""What an address of the search page asks for, and the addresses of what can be asked next."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ui.asked import CERTAIN, FILTERS, LONGEST, ORDERS, WITHOUT, Asked, years_of

NAMES = ["q", "sap", "trang", "dung", "du", "nguyen", "roi", "chac", *FILTERS, *(WITHOUT + key for key in FILTERS)]


def asked(**params: str) -> Asked:
    return Asked.parse({key.replace("tru_", WITHOUT): tuple(value.split(",")) for key, value in params.items()})


def test_an_address_is_read_back_as_it_was_asked() -> None:
    everything = asked(
        q="vốn & đầu tư", cq="a,b", tru_cq="c", nam="2020-2022", chac="ngay,so", du="1", dung="1", nguyen="1", roi="1",
        sap="moi", trang="3",
    )  # fmt: skip
    assert everything.url() == (
        "/?q=v%E1%BB%91n+%26+%C4%91%E1%BA%A7u+t%C6%B0&dung=1&du=1&nguyen=1&roi=1&sap=moi"
        "&cq=a&cq=b&nam=2020-2022&tru-cq=c&chac=so&chac=ngay&trang=3"
    )
    assert everything.filters["cq"] == ("a", "b")
    assert everything.without["cq"] == ("c",)
    assert everything.certain == ("so", "ngay")


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=8), max_size=3).map(tuple)))
def test_any_address_is_read_and_asks_the_same_when_written_again(params: dict[str, tuple[str, ...]]) -> None:
    first = Asked.parse(params)
    again: dict[str, list[str]] = {}
    for name, value in first.pairs():
        again.setdefault(name, []).append(value)
    second = Asked.parse({**{name: tuple(values) for name, values in again.items()}, "trang": (str(first.page),)})
    assert second == first


def test_a_question_of_any_length_is_cut_and_the_address_of_a_long_one_is_not_kept_in_memory() -> None:
    endless = asked(q="vốn " * 100_000)
    assert len(endless.text) <= LONGEST
    tracemalloc.start()
    for number in range(200):
        asked(q=f"{number} " + "ổ" * LONGEST).url()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 200_000


def test_the_search_is_asked_what_the_address_says() -> None:
    question = asked(q="x", cq="a", tru_loai="b", nam="2020-2022,2024", chac="so", du="1", nguyen="1", sap="cq")
    assert question.arguments() == {
        "filters": {"issuer": ("a",), "year": ("2020", "2021", "2022", "2024")},
        "exclude": {"doc_type": ("b",)},
        "certain": ("number",),
        "require_all": True,
        "expand": False,
        "order": "issuer",
        "exact": False,
    }


@pytest.mark.parametrize(("typed", "page"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 40, 1), ("", 1)])
def test_a_senseless_page_is_the_first(typed: str, page: int) -> None:
    assert asked(trang=typed).page == page


def test_a_senseless_order_is_by_relevance_and_a_value_given_twice_counts_once() -> None:
    question = asked(sap="lạ", cq="a,a,")
    assert question.arguments()["order"] == ORDERS[""]
    assert question.by_field() == {"issuer": ("a",)}


def test_a_changed_filter_leads_to_the_first_page() -> None:
    question = asked(trang="4", nam="2023")
    assert question.adding("nam", "2024").url() == "/?nam=2023&nam=2024"
    assert question.less("nam", "2023").url() == "/"
    assert question.excluding("nam", "2024").url() == "/?nam=2023&tru-nam=2024"
    assert question.sure("so").url() == "/?nam=2023&chac=so"


def test_a_value_is_on_one_side_at_most() -> None:
    question = asked(nam="2023")
    assert question.excluding("nam", "2023").url() == "/?tru-nam=2023"
    assert question.excluding("nam", "2023").adding("nam", "2023").url() == "/?nam=2023"


def test_all_filters_can_be_dropped_at_once() -> None:
    question = asked(q="vốn", cq="a", tru_cq="b", chac="so", sap="moi", du="1")
    assert question.is_filtered
    assert question.unfiltered().url() == "/?q=v%E1%BB%91n&du=1&sap=moi"


def test_before_anything_is_asked_there_is_a_start_page_and_a_list_of_all() -> None:
    assert Asked().is_start
    assert Asked(sort="moi").is_empty
    assert not Asked(sort="moi").is_start
    assert not any(asked(**{key: "x"}).is_empty for key in ("q", "cq", "tru_nam"))
    assert not any(asked(chac=name).is_empty for name in CERTAIN)


def test_a_span_of_years_is_read_either_way_and_has_an_end() -> None:
    assert years_of("2024-2022") == ("2022", "2023", "2024")
    assert len(years_of("1900-2099")) == 101
    assert years_of("2022-") == ("2022-",)
