"""What people do while they read: find, follow a citation, look at the original, quote, print. In a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Reader, Server, go, settle

Visit = Callable[..., Reader]
FIND = "Tìm trong văn bản này"
SELECT = """(element, [from, to]) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let passed = 0, node;
  while ((node = walker.nextNode())) {
    const length = node.textContent.length;
    if (passed <= from && from < passed + length) range.setStart(node, from - passed);
    if (passed < to && to <= passed + length) { range.setEnd(node, to - passed); break; }
    passed += length;
  }
  const { startContainer, startOffset, endContainer, endOffset } = range;
  document.getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}"""
"""Selects the characters [from, to) of an element, as dragging over them does."""
SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


def select(page: Page, words: str) -> None:
    """Select these words of the text."""
    part = page.locator("article p", has_text=words).first
    start = part.inner_text().index(words)
    part.evaluate(SELECT, [start, start + len(words)])
    expect(page.locator(".quote-bar .citation")).to_be_visible()


def test_find_needs_no_marks_and_walks_through_what_it_finds(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['noted']}")
    page.get_by_role("article").focus()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name=FIND)).to_be_focused()
    page.keyboard.type("dak moc")
    expect(page.locator(".found")).to_have_text("1/1")
    page.get_by_role("searchbox", name=FIND).fill("trong rung")
    expect(page.locator(".found")).to_have_text("1/1")
    page.get_by_role("searchbox", name=FIND).fill("rừng")
    expect(page.locator(".found")).to_have_text("1/4")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_have_text("2/4")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".found")).to_have_text("1/4")
    assert page.evaluate("() => CSS.highlights.get('archive-found').size") == 4
    page.get_by_role("searchbox", name=FIND).fill("không có đâu")
    expect(page.locator(".found")).to_have_text("không có")
    page.keyboard.press("Escape")
    expect(page.get_by_role("article")).to_be_focused()
    expect(page.locator(".found")).to_have_text("")


def test_a_footnote_is_shown_where_it_is_marked_and_listed_on_its_page(visit: Visit, server: Server) -> None:
    """By keyboard and by touch; from the mark to the note and back."""
    page = visit().open(f"/doc?id={server.ids['noted']}")
    mark = page.get_by_role("button", name="Chú thích 1", exact=True)
    page.get_by_role("article").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if mark.evaluate("element => element.matches(':focus')"):
            break
    expect(page.locator(".card")).to_contain_text("Kể cả trồng lại.")
    expect(mark).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Xem ở danh sách chú thích")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("li.note").first).to_be_focused()
    page.get_by_role("button", name="Về chỗ chú thích 1 trong văn bản").click()
    expect(mark).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    page.get_by_role("button", name="Chú thích 2", exact=True).hover()
    expect(page.locator(".card")).to_contain_text("Không tính rừng đặc dụng.")
    expect(page.get_by_text("In thêm trên trang (1)")).to_be_visible()
    expect(page.locator("article p").filter(has_text="Ký bởi")).to_be_hidden()


def test_a_paragraph_over_two_pages_is_one_and_shows_where_the_page_turns(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['noted']}")
    whole = page.locator("article p", has_text="Trồng mới 1.250 ha")
    expect(whole).to_contain_text("rừng trồng các năm trước.")
    expect(whole.locator(".page-turn")).to_contain_text("Trang 2")
    expect(page.locator(".page-turn")).to_have_attribute("title", re.compile("đọc kém: 61%"))


def test_citations_are_links_and_missing_ones_tell_who_cites_them(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['noted']}")
    there, missing = page.locator("article a.cited").nth(1), page.locator("article a.cited.missing")
    expect(page.locator("article span.cited.unnumbered")).to_have_text("Tờ trình số …/TTr-SNN ngày 02/01/2024")
    there.hover()
    expect(page.locator(".card a")).to_have_text(["Mở", "Mở cạnh nhau"])
    beside = page.locator(".card a").last
    assert f"b={server.ids['1/2023']}" in str(beside.get_attribute("href"))
    page.mouse.move(0, 0)
    go(page, missing.click, "/thieu")
    expect(page.get_by_role("heading", level=1)).to_contain_text("77/KH-UBND")
    expect(page.locator(".hit h3")).to_have_text(["Trồng rừng phòng hộ năm 2024"])
    go(page, page.locator(".passage a").click, "tu=")
    expect(page.locator("article .quoted")).to_have_text("Kế hoạch số 77/KH-UBND ngày 05/01/2024")
    go(page, page.locator("article a.cited").nth(1).click, server.ids["1/2023"])
    expect(page.locator(".related h3").filter(has_text="Văn bản viện dẫn văn bản này")).to_be_visible()
    expect(page.locator(".related li", has_text="Trồng rừng phòng hộ")).to_contain_text("Được thực hiện bởi")


def test_the_outline_follows_what_is_read(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['pdf']}")
    current = page.locator(".outline [aria-current=location]")
    page.get_by_role("button", name="III. ĐÁNH GIÁ CHUNG").click()
    expect(current).to_have_text("III. ĐÁNH GIÁ CHUNG")
    page.get_by_role("button", name="II. KẾT QUẢ THỰC HIỆN").click()
    expect(current).to_have_text(re.compile("^II. KẾT QUẢ"))
    expect(page.locator(".page-now")).to_have_text(re.compile("^Trang [12]/4$"))


def test_the_original_stands_beside_at_the_page_that_is_read(visit: Visit, server: Server) -> None:
    """Its words can be selected; hits and the evidence of a fact are boxed; the view is in the address."""
    page = visit().open(f"/doc?id={server.ids['pdf']}&q=%22khu+tái+định+cư%22")
    go(page, page.get_by_role("link", name="Cạnh nhau", exact=True).click, "xem=canh")
    expect(page.locator("figure[data-page='1'] img")).to_be_visible()
    page.locator("dt:text-is('Người ký') + dd .evidence").click()
    expect(page.locator("figure[data-page='3'] .box.evidence").first).to_be_in_viewport()
    boxed = page.locator("figure[data-page='3'] .box.evidence").count()
    assert boxed == len(page.locator("article .shown").inner_text().split())
    go(page, page.get_by_role("link", name="Bản gốc").click, "xem=goc")
    expect(page.get_by_role("article")).to_be_hidden()
    expect(page.locator("figure[data-page='3']")).to_be_in_viewport()
    page.get_by_role("button", name="Chỗ sau").click()
    expect(page.locator(".box.now").first).to_be_in_viewport()
    expect(page.locator(".box.now")).to_have_count(4)
    words = page.locator("figure:has(.box.now) .words").inner_text()
    assert "khu tái định cư" in " ".join(words.split()).lower()
    page.reload()
    settle(page)
    expect(page.get_by_role("article")).to_be_hidden()
    expect(page.get_by_role("link", name="Bản gốc")).to_have_attribute("aria-current", "true")
    assert page.locator(f"a[href='/tep/{server.ids['pdf']}']").first.get_attribute("target") == "_blank"


def test_a_file_without_pages_of_paper_says_so(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['noted']}&xem=canh")
    expect(page.get_by_text("Tệp này không có ảnh trang")).to_be_visible()


def test_a_passage_is_quoted_kept_and_exported(visit: Visit, server: Server) -> None:
    """From a selection: citation and link to the clipboard; into the basket; the basket in order, as a Word file."""
    page = visit().open(f"/doc?id={server.ids['noted']}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => localStorage.removeItem('archive.basket')")
    select(page, "ã điểm của kế ho")  # the archive quotes whole words
    expect(page.locator(".quote-bar .citation")).to_have_text("Kế hoạch “Trồng rừng phòng hộ năm 2024”, mục II, tr. 2")
    page.get_by_role("button", name="Chép trích dẫn").click()
    expect(page.locator(".quote-bar .said")).to_have_text("Đã chép.")
    copied, link = page.evaluate("() => navigator.clipboard.readText()").split("\n")
    assert copied == "“xã điểm của kế hoạch” (Kế hoạch “Trồng rừng phòng hộ năm 2024”, mục II, tr. 2)"
    page.get_by_role("button", name="Bỏ vào giỏ").click()
    expect(page.locator(".quote-bar .said")).to_have_text("Đã bỏ vào giỏ (1).")
    page.get_by_role("button", name="Bỏ vào giỏ").click()
    expect(page.locator(".quote-bar .said")).to_have_text("Đoạn này đã có trong giỏ.")
    page.goto(link)
    expect(settle(page).locator("article .quoted")).to_have_text("xã điểm của kế hoạch")
    expect(page.locator("article .quoted")).to_be_in_viewport()

    # The keyboard way: paragraph by paragraph.
    page.goto(f"{server.address}/doc?id={server.ids['1/2023']}")
    settle(page)
    page.get_by_role("article").focus()
    for _ in range(8):
        page.keyboard.press("j")
    page.keyboard.press("Shift+J")
    expect(page.locator("article .held")).to_have_count(2)
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Chép trích dẫn")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".quote-bar .said")).to_have_text("Đã bỏ vào giỏ (2).")
    page.keyboard.press("Escape")
    expect(page.locator(".quote-bar")).to_be_hidden()

    go(page, page.get_by_role("link", name="Giỏ trích dẫn").click, "/gio")
    quotes = page.locator("blockquote")
    expect(quotes).to_have_count(2)
    page.get_by_role("button", name="Lên: 2").click()
    expect(quotes.last).to_have_text("xã điểm của kế hoạch")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Xuất tệp Word").click()
    lines = [part.text for part in docx.Document(BytesIO(Path(caught.value.path()).read_bytes())).paragraphs]
    assert lines[-2] == "“xã điểm của kế hoạch”"
    assert lines[-1].startswith("(Kế hoạch “Trồng rừng phòng hộ năm 2024”, mục II, tr. 2)")
    assert lines[0] == "TRÍCH DẪN"
    page.get_by_role("button", name="Bỏ: 1").click()
    expect(quotes).to_have_count(1)
    page.reload()
    expect(settle(page).locator("blockquote")).to_have_text(["xã điểm của kế hoạch"])


def test_letters_grow_and_stay_so(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['noted']}")
    article = page.get_by_role("article")
    before = article.evaluate(SIZE)
    page.get_by_role("button", name="Chữ lớn hơn").click()
    after = article.evaluate(SIZE)
    assert after > before
    page.reload()
    settle(page)
    assert article.evaluate(SIZE) == after
    page.get_by_role("button", name="Chữ nhỏ hơn").click()


def test_on_paper_there_is_the_whole_document_and_nothing_else(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['pdf']}&q=rừng")
    expect(page.locator("article .chunk").last).to_be_attached()
    paper = pypdf.PdfReader(BytesIO(page.pdf(format="A4")))
    said = [" ".join(sheet.extract_text().split()) for sheet in paper.pages]
    assert len(said) >= 3
    whole = " ".join(said)
    assert "400/BC-UBND" in said[0]
    assert "Ủy ban nhân dân tỉnh Vân Lĩnh" in said[0]
    assert "I. CÔNG TÁC LÃNH ĐẠO" in whole
    assert "Nơi nhận" in whole
    for chrome in ("Tìm kiếm", "Mục lục", "Cạnh nhau", "Thông tin văn bản", "Sửa thông tin", "Phím tắt"):
        assert chrome not in whole
    assert f"2/{len(said)}" in said[1]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (NARROW, "light")])
def test_axe_finds_nothing_serious(visit: Visit, server: Server, width: int, scheme: str) -> None:
    reader, ids = visit(width, scheme), server.ids
    troubles = []
    for address in (
        "/?q=vốn",
        f"/doc?id={ids['noted']}&q=rừng",
        f"/doc?id={ids['pdf']}&xem=canh",
        f"/doc?id={ids['pdf']}&xem=goc",
        f"/so-sanh?a={ids['1/2023']}&b={ids['2/2023']}",
        "/so-sanh",
        "/nap",
        "/gio",
        "/thieu?so=77/KH-UBND",
    ):
        page = reader.open(address)
        if address == "/gio":
            page.evaluate(KEEP, ids["noted"])
            settle(page)
        found = Axe().run(page).response["violations"]
        troubles += [
            (address, row["id"], [node["target"] for node in row["nodes"]][:3], row["help"])
            for row in found
            if row["impact"] in ("serious", "critical")
        ]
    assert not troubles


KEEP = """(id) => {
  localStorage.setItem('archive.basket', JSON.stringify([{ id, tu: 1, den: 40 }]));
  window.dispatchEvent(new StorageEvent('storage', { key: 'archive.basket' }));
}"""
