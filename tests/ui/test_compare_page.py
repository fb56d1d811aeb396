"""The page of comparisons run as a script: modes, addresses, what goes to the browser, choosing a document."""

from __future__ import annotations

import pytest

from archive.model import Comparison, Document, Page, Span
from archive.ui import compare_page
from archive.ui.compare_text import MODES
from archive.ui.comparison import View, originals_data
from archive.web.comparing import Work
from tests.ui.test_pages import html, opened, sent, words


def compare() -> None:
    from archive.ui import compare_page

    compare_page.draw()


def test_two_documents_stand_row_by_row(ids: dict[str, str]) -> None:
    data = sent(opened(compare, a=ids["q1"], b=ids["q2"], xem="khac", mode="redline"), "compare")
    assert [side["title"][-14:] for side in data["sides"]] == ["quý 1 năm 2023", "quý 2 năm 2023"]
    assert data["swap"]["href"] == f"/so-sanh?a={ids['q2']}&b={ids['q1']}&mode=redline&xem=khac"
    assert [choice["name"] for choice in data["choices"] if choice["current"]] == ["Chỉ xem khác biệt"]
    counted = [row for row in data["rows"] if row["kind"] != "head"]
    assert sum(choice["count"] for choice in data["choices"][3:]) == len(counted) == data["choices"][0]["count"]
    row = next(row for row in data["rows"] if "đã giải ngân" in str(row["runs"]))
    assert row["kind"] == "figures"
    assert [run[1:] for run in row["runs"] if run[0] == 1][:2] == [["1 ", "2 "], ["613,5 ", "623,5 "]]


def test_the_heads_stand_in_one_row_as_printed_and_are_no_difference(ids: dict[str, str]) -> None:
    data = sent(opened(compare, a=ids["q1"], b=ids["q2"]), "compare")
    assert [row["kind"] for row in data["rows"]].index("head") == 0
    ((_, left, right),) = data["rows"][0]["runs"]
    assert left.splitlines()[0] == right.splitlines()[0] == "UBND TỈNH VÂN LĨNH  ·  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert not any(choice["value"] == "head" for choice in data["choices"])


def test_what_is_the_same_goes_to_the_browser_once(ids: dict[str, str]) -> None:
    data = sent(opened(compare, a=ids["q1"], b=ids["q2"]), "compare")
    same = [row for row in data["rows"] if row["kind"] == "same"]
    assert same
    assert all([kind for kind, _ in row["runs"]] == [0] for row in same)


@pytest.mark.parametrize(
    ("asked", "mode"), [({}, "redline"), ({"mode": "sections"}, "sections"), ({"mode": "bogus"}, "redline")]
)
def test_the_mode_is_the_one_asked_for_or_the_usual_one(ids: dict[str, str], asked: dict[str, str], mode: str) -> None:
    data = sent(opened(compare, a=ids["q1"], b=ids["q2"], **asked), "compare")
    assert data["mode"] == mode
    assert [one["text"] for one in data["modes"] if one["current"]] == [MODES[mode]]


def test_figures_that_changed_stand_with_their_difference(ids: dict[str, str]) -> None:
    data = sent(opened(compare, a=ids["q1"], b=ids["later"], mode="sections"), "compare")
    (figures,) = [row["figures"] for row in data["rows"] if "đã giải ngân" in str(row["runs"])]
    assert [(one["old"], one["new"], one["unit"], one["difference"]) for one in figures] == [
        ("613,5", "614,5", "tỷ đồng", "+1 · +0,2%")
    ]


def test_originals_are_the_pages_of_both(ids: dict[str, str]) -> None:
    """Files without pictures of their pages are shown by their words."""
    data = sent(opened(compare, a=ids["q1"], b=ids["q2"], mode="originals", tb="2", cuon="rieng"), "originals")
    assert [[page["number"] for page in side] for side in data["pages"]] == [[1, 2], [1, 2]]
    assert (data["at"], data["together"]) == ([1, 2], False)
    assert data["pages"][0][0]["text"].startswith("UBND TỈNH VÂN LĨNH")
    assert data["modes"][0]["href"] == f"/so-sanh?a={ids['q1']}&b={ids['q2']}&mode=sections&cuon=rieng"


@pytest.mark.parametrize(
    ("asked", "media_type", "together"),
    [
        ({}, "application/pdf", True),
        ({}, "text/plain", False),
        ({"cuon": "chung"}, "text/plain", True),
        ({"cuon": "rieng"}, "application/pdf", False),
    ],
)
def test_pages_scroll_together_unless_a_side_has_none(
    asked: dict[str, str], media_type: str, *, together: bool
) -> None:
    left = Document("ab", "a.pdf", "ab", "application/pdf", {}, pages=(Page(1, Span(0, 1)), Page(2, Span(1, 2))))
    right = Document("cd", "b.txt", "cd", media_type, {}, pages=(Page(1, Span(0, 2)),))
    view = View.parse({name: [value] for name, value in asked.items()})
    data = originals_data(Comparison(left, right, ()), lambda _, value: value, view, ["ab", "cd"])
    assert data["together"] is together
    assert data["usual"] is (media_type == "application/pdf")


def test_a_comparison_on_its_way_says_how_far_it_is(ids: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_page, "PATIENCE", 0.0)
    monkeypatch.setattr(compare_page.COMPARISONS, "ask", lambda *_, **__: Work(share=0.4))
    monkeypatch.setattr(compare_page.COMPARISONS, "look", lambda *_: Work(share=0.4))
    assert words(opened(compare, a=ids["q1"], b=ids["q2"]), ".notice") == ["Đang so sánh hai văn bản: 40%"]


def test_a_comparison_that_failed_says_why_and_shows_the_pages(
    ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare_page.COMPARISONS, "ask", lambda *_, **__: Work(error="Quá 60 giây nên đã dừng."))
    test = opened(compare, a=ids["q1"], b=ids["q2"])
    assert "Quá 60 giây nên đã dừng." in words(test, ".notice")[0]
    assert sent(test, "originals")["pages"]


def test_a_second_document_is_suggested_with_the_reason(ids: dict[str, str]) -> None:
    test = opened(compare, a=ids["q1"])
    assert "Nội dung tương tự" in " ".join(words(test, ".hit .quiet"))


def test_with_one_document_the_other_is_chosen(ids: dict[str, str]) -> None:
    test = opened(compare, a=ids["q1"])
    assert words(test, "h1") == ["Chọn văn bản để đặt bên cạnh"]
    targets = [node.attributes["href"] for node in html(test).css(".hit h3 a")]
    assert f"/so-sanh?a={ids['q1']}&b={ids['q2']}" in targets
    assert f"/so-sanh?a={ids['q1']}&b={ids['q1']}" not in targets


def test_with_only_the_second_document_the_first_is_chosen(ids: dict[str, str]) -> None:
    test = opened(compare, b=ids["q1"], tim="31/BC-STC")
    assert html(test).css_first(".hit h3 a").attributes["href"] == f"/so-sanh?b={ids['q1']}&a={ids['q2']}"
    assert sent(test, "box")["keep"] == [["b", ids["q1"]]]


def test_an_unknown_document_cannot_be_compared(ids: dict[str, str]) -> None:
    test = opened(compare, a="0" * 16)
    assert words(test, ".notice.bad") == ["Không có văn bản này trong kho."]
    assert words(test, "h1") == ["Chọn văn bản thứ nhất"]
