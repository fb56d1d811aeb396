"""Working through what has to be checked, by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from archive.config import Config
from archive.library import open_library
from archive.model import Document
from archive.review import read_queue
from archive.ui.format import reason_text
from archive.ui.text import FIELDS
from tests.browser.conftest import Reader, Server, go

Visit = Callable[..., Reader]


def stored(server: Server, name: str) -> Document:
    with open_library(Config(root=server.root, engine="tantivy")) as library:
        return library.catalogue.get(server.ids[name])


def test_the_queue_leads_to_the_paper_with_the_weightiest_reason(visit: Visit, server: Server) -> None:
    with open_library(Config(root=server.root, engine="tantivy")) as library:
        (first,) = read_queue(library, limit=1).waiting
    page = visit().open("/kiem-tra")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cần kiểm tra")
    expect(page.locator(".hit").first.locator(".reasons li")).to_have_text(list(map(reason_text, first.reasons)))
    go(page, page.get_by_role("link", name="Bắt đầu kiểm tra").click, rf"/kiem-tra\?id={first.document.id}")
    assert first.reasons[0].field
    expect(page.get_by_label(FIELDS[first.reasons[0].field], exact=True)).to_be_focused()


def test_the_place_a_field_was_read_at_is_marked(visit: Visit, server: Server) -> None:
    page = visit().open(f"/kiem-tra?id={server.ids['review 4']}")
    expect(page.get_by_label("Số, ký hiệu")).to_be_focused()
    expect(page.locator("mark")).to_have_text("94/BC-STC")


def test_escape_says_it_of_this_paper_only(visit: Visit, server: Server) -> None:
    page = visit().open(f"/kiem-tra?id={server.ids['review 3']}")
    page.get_by_text("Thông tin khác").click()
    page.get_by_label("Người ký", exact=True).fill("Giàng Thị Phà")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alertdialog")).to_contain_text("2 văn bản khác cũng đọc người ký như vậy")
    go(page, lambda: page.keyboard.press("Escape"), r"/kiem-tra\?id=")
    assert stored(server, "review 3").value("signer") == "Giàng Thị Phà"
    assert stored(server, "review 2").value("signer") == stored(server, "review 4").value("signer") == "Giàng Thị Pà"


def test_a_paper_is_corrected_and_accepted_without_a_mouse(visit: Visit, server: Server) -> None:
    """Enter goes from field to field, Ctrl+Enter keeps what was typed, and what was read alike is asked about."""
    page = visit().open(f"/kiem-tra?id={server.ids['review 2']}")
    expect(page.get_by_label("Số, ký hiệu")).to_be_focused()
    page.keyboard.type("93/BC-STC")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("92/BC-STC")
    page.get_by_text("Thông tin khác").click()
    page.get_by_label("Người ký", exact=True).fill("Giàng Thị Pả")
    page.keyboard.press("Control+Enter")
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("văn bản khác cũng đọc người ký như vậy")
    go(page, lambda: page.keyboard.press("Enter"), r"/kiem-tra\?id=")
    kept = stored(server, "review 2")
    assert (kept.value("number"), kept.fact("number").status) == ("92/BC-STC", "confirmed")
    assert (kept.value("signer"), kept.reviewed is not None) == ("Giàng Thị Pả", True)
    assert stored(server, "review 4").value("signer") == "Giàng Thị Pả"
    assert stored(server, "review 4").reviewed is None


def test_what_cannot_be_kept_is_told_beside_the_fields(visit: Visit, server: Server) -> None:
    page = visit().open(f"/kiem-tra?id={server.ids['review 4']}")
    page.get_by_label("Số, ký hiệu").fill("không số")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="không phải số, ký hiệu")).to_be_visible()
    assert stored(server, "review 4").doubts == ("number",)


def test_papers_in_a_file_are_joined_and_parted_by_a_person(visit: Visit, server: Server) -> None:
    """A space takes the mark off a paper that is none of its own; on the picture of a page a further one begins."""
    second = stored(server, "bound").parts[1]
    page = visit().open(f"/kiem-tra?id={server.ids['bound']}")
    papers = page.get_by_role("group", name="Văn bản trong tệp").get_by_role("checkbox")
    expect(papers).to_have_count(2)
    papers.nth(1).focus()
    expect(page.get_by_text(f"Trang {second.page}/")).to_be_visible()
    page.keyboard.press("Space")
    go(page, lambda: page.keyboard.press("Control+Enter"), r"/kiem-tra")
    assert stored(server, "bound").parts == ()

    page = visit().open(f"/kiem-tra?id={server.ids['bound']}")
    papers = page.get_by_role("group", name="Văn bản trong tệp").get_by_role("checkbox")
    begins = page.get_by_role("button", name="Một văn bản khác bắt đầu ở trang này")
    expect(page.get_by_text("Trang 1/")).to_be_visible()
    expect(begins).to_be_hidden()
    if page.locator("details:not([open])").count():
        page.get_by_text("Thông tin khác").click()
    signer = page.get_by_label("Người ký", exact=True)
    signer.fill("Giàng Thị Pả")
    while not page.get_by_text(f"Trang {second.page}/").is_visible():
        page.get_by_role("button", name="Trang sau").click()
    begins.click()
    expect(page.get_by_role("status").filter(has_text="các ô đã sửa")).to_be_visible()
    signer.evaluate("input => { input.value = input.defaultValue }")
    begins.click()
    expect(papers).to_have_count(2, timeout=30_000)
    assert stored(server, "bound").parts[1] == second


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_paper_stands_above_its_fields(visit: Visit, server: Server, scheme: str) -> None:
    page = visit(width=390, scheme=scheme).open(f"/kiem-tra?id={server.ids['review 4']}")
    paper, field = page.locator(".view").bounding_box(), page.get_by_label("Số, ký hiệu").bounding_box()
    assert paper
    assert field
    assert paper["y"] + paper["height"] <= field["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
