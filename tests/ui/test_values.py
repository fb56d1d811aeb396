"""Markup, addresses, formats and words: the small parts every page is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from archive.model import FIELDS, ChangeKind, Fact, OutcomeStatus, Page, Span, Status
from archive.ui import compare_text, text
from archive.ui.address import url
from archive.ui.asked import FILTERS
from archive.ui.format import count_text, date_text, number_text, page_text, title_text
from archive.ui.markup import join, tag
from archive.web.shell import PAGES
from tests.ui.papers import bare, report


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (tag("p", "<b>"), "<p>&lt;b&gt;</p>"),
        (tag("p", tag("b", "a")), "<p><b>a</b></p>"),
        (tag("a", "x", title='"><script>'), '<a title="&quot;&gt;&lt;script&gt;">x</a>'),
        (tag("a", None, "x", href=None, data_nav=True, hidden=False), "<a data-nav>x</a>"),
        (tag("input", type="checkbox"), '<input type="checkbox">'),
        (tag("p", class_="a", aria_label="b"), '<p class="a" aria-label="b"></p>'),
        (join(["<", tag("i"), None]), "&lt;<i></i>"),
    ],
)
def test_only_markup_is_not_escaped(markup: str, expected: str) -> None:
    assert markup == expected


def test_empty_parameters_are_left_out() -> None:
    assert url("/doc", id="ab", q="", vt=None) == "/doc?id=ab"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2023-03-05", "05/03/2023"), ("2023-03", "tháng 3/2023"), ("2023", "năm 2023"), (None, "không rõ ngày")],
)
def test_a_date_shows_no_more_than_is_known(value: str | None, shown: str) -> None:
    assert date_text(value) == shown


def test_unknown_title_and_number_are_said() -> None:
    assert title_text(bare().document) == "(không có trích yếu) ghi chép.txt"
    assert number_text(bare().document) == "chưa có số"
    assert number_text(report(1, 2023).document) == "chưa có số (BC-STC)"
    assert number_text(report(1, 2023, number="12/BC-STC").document) == "12/BC-STC"


def test_a_number_that_cannot_be_read_is_not_a_missing_one() -> None:
    document = report(1, 2023).document
    illegible = Fact(status="illegible", doubt="Số không đọc được trên ảnh quét, cần xem bản gốc.")
    facts = {**document.facts, "number": (illegible,)}
    assert number_text(replace(document, facts=facts)) == "không đọc được số (BC-STC)"


def test_counts_have_points_between_thousands() -> None:
    assert [count_text(count) for count in (7, 1234, 1234567)] == ["7", "1.234", "1.234.567"]


def test_every_value_of_the_model_has_its_words() -> None:
    assert set(text.STATUSES) == set(get_args(Status))
    assert set(text.OUTCOMES) == set(get_args(OutcomeStatus))
    assert set(compare_text.KINDS) == set(get_args(ChangeKind))
    assert set(FIELDS) <= set(text.FIELDS)
    assert set(FILTERS.values()) == set(text.FACETS)


def test_the_shell_stands_at_the_address_of_every_page() -> None:
    from archive.ui import address

    pages = (address.SEARCH, address.READ, address.COMPARE, address.ADD, address.REVIEW)
    assert set(PAGES) == {*pages, address.BASKET, address.MISSING}


@pytest.mark.parametrize(
    ("media_type", "pages", "page", "shown"),
    [
        ("application/pdf", 1, 1, "tr. 1"),
        ("image/png", 1, 1, "tr. 1"),
        ("text/plain", 2, 2, "tr. 2"),
        ("text/plain", 1, 1, None),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 1, 1, None),
        ("application/pdf", 1, None, None),
    ],
)
def test_a_page_is_told_only_where_the_file_has_pages(
    media_type: str, pages: int, page: int | None, shown: str | None
) -> None:
    places = tuple(Page(number, Span(0, 0)) for number in range(1, pages + 1))
    assert page_text(replace(bare().document, media_type=media_type, pages=places), page) == shown
