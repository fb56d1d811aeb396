"""What people do: search, filter, read, go back, put side by side, add, correct. In a real browser."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Reader, Server, go, settle

Visit = Callable[..., Reader]


def shown(page: Page) -> str:
    """Everything a person reads on a page."""
    return page.locator("[data-testid=stMain]").inner_text()


def steps(page: Page) -> int:
    return int(page.evaluate("history.length"))


def test_from_search_to_reader_and_back(visit: Visit) -> None:
    """Every step is one entry of the history, and Back and Forward show what was there."""
    page = visit().open("/")
    began = steps(page)
    page.get_by_role("combobox").fill("giai ngan von dau tu cong")
    go(page, lambda: page.keyboard.press("Enter"), r"\?q=giai")
    expect(page.locator(".hit mark").first).to_be_visible()
    found = shown(page)
    go(page, page.get_by_role("link", name=re.compile("^2023")).click, "nam=2023")
    expect(page.get_by_role("heading", name="4 văn bản")).to_be_visible()
    filtered = shown(page)
    go(page, page.locator(".hit h3 a").first.click, "/doc")
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2023")
    assert steps(page) == began + 3
    go(page, page.go_back, "nam=2023")
    expect(page.get_by_role("heading", name="4 văn bản")).to_be_visible()
    assert shown(page) == filtered
    go(page, page.go_back, r"q=[^&]*$")
    expect(page.locator(".chip")).to_have_count(0)
    assert shown(page) == found
    assert page.get_by_role("combobox").input_value() == "giai ngan von dau tu cong"
    go(page, page.go_back, r"/$")
    expect(page.get_by_role("combobox")).to_have_value("")
    go(page, page.go_forward, r"\?q=giai")
    go(page, page.go_forward, "nam=2023")
    go(page, page.go_forward, "/doc")
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2023")
    assert steps(page) == began + 3


def test_back_returns_to_the_place_in_the_list(visit: Visit) -> None:
    page = visit().open("/?q=vốn")
    page.locator(".hit").nth(8).scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    was = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert was > 300
    go(page, page.locator(".hit h3 a").nth(8).click, "/doc")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    go(page, page.go_back, r"/\?q=")
    # A function, not an expression: an expression is evaluated anew at every look, and the page's policy forbids that.
    page.wait_for_function(
        "was => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - was) < 3", arg=was
    )


@pytest.mark.parametrize("name", ["search", "read", "compare"])
def test_an_address_shows_the_same_in_a_new_tab(visit: Visit, server: Server, name: str) -> None:
    ids = server.ids
    address = {
        "search": "/?q=vốn+đầu+tư&nam=2022&nam=2023&sap=cu",
        "read": f"/doc?id={ids['1/2023']}&q=vốn",
        "compare": f"/so-sanh?a={ids['1/2023']}&b={ids['2/2023']}&xem=khac",
    }[name]
    reader = visit()
    first = reader.open(address)
    second = reader.open(address)
    assert shown(first) == shown(second)
    first.reload()
    assert shown(settle(first)) == shown(second)


def test_a_chosen_filter_can_be_dropped_where_it_is_shown(visit: Visit) -> None:
    page = visit().open("/?q=vốn&nam=2023&nam=2022")
    expect(page.locator(".head-line h2")).to_have_text("8 văn bản")
    go(page, page.locator(".chip").first.click, "nam=2022$")
    expect(page.locator(".head-line h2")).to_have_text("4 văn bản")


def test_pages_of_results_follow_one_another(visit: Visit) -> None:
    page = visit().open("/?q=vốn&sap=cu")
    expect(page.locator(".hit")).to_have_count(10)
    first = page.locator(".hit .number").all_inner_texts()
    go(page, page.get_by_role("link", name="Trang sau").click, "trang=2")
    expect(page.locator(".pages [aria-current=page]")).to_have_text("2")
    expect(page.locator(".hit")).to_have_count(10)
    assert len(first) == 10
    assert page.get_by_role("heading", name="trang 2/4").count() == 1


def test_the_reader_leads_through_marks_evidence_and_outline(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['doubtful']}&q=giải+ngân")
    expect(page.get_by_text("chỗ khớp")).to_have_text("3 chỗ khớp")
    page.get_by_role("button", name="Chỗ sau").click()
    expect(page.locator("mark.now")).to_have_count(1)
    page.get_by_role("article").focus()
    page.keyboard.press("n")
    expect(page.get_by_text("chỗ khớp")).to_have_text("2/3 chỗ khớp")
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page.get_by_text("chỗ khớp")).to_have_text("3/3 chỗ khớp")
    page.locator("dt:has-text('Số, ký hiệu') + dd .evidence").click()
    expect(page.locator("article .shown")).to_have_text("88/BC-STC")
    expect(page.locator("article .shown")).to_be_in_viewport()
    expect(page.locator("dd .doubt")).to_have_text("Chữ số mờ")
    page.get_by_role("navigation", name="Mục lục").get_by_role("button", name="II. NHIỆM VỤ").click()
    expect(page.get_by_role("heading", name="II. NHIỆM VỤ")).to_be_in_viewport()
    assert urlsplit(page.url).query == f"id={server.ids['doubtful']}&q=gi%E1%BA%A3i+ng%C3%A2n"


def test_single_keys_do_nothing_while_typing_elsewhere(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['doubtful']}&q=giải+ngân&sua=1")
    page.get_by_label("Người ký", exact=True).fill("nnnppp")
    expect(page.get_by_text("chỗ khớp")).to_have_text("3 chỗ khớp")


def test_a_passage_opens_the_document_at_its_place(visit: Visit) -> None:
    page = visit(NARROW).open("/?q=nhiệm+vụ")
    go(page, page.locator(".passage a").first.click, "vt=")
    expect(page.locator("article .target")).to_be_in_viewport()


def test_two_documents_are_put_side_by_side_from_the_reader(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['1/2023']}")
    began = steps(page)
    go(page, page.get_by_role("link", name=re.compile("^Mở cạnh nhau: Tình hình")).first.click, "/so-sanh")
    expect(page.locator(".heads header")).to_have_count(2)
    boxes = [cell.bounding_box() for cell in page.locator(".pair").nth(1).locator(".cell").all()]
    assert boxes[0]["y"] == boxes[1]["y"], "the sides of a row stand level"
    rows = page.locator(".pair").count()
    left = page.locator(".heads h2 a").first.inner_text()
    go(page, page.get_by_role("link", name="Chỉ xem khác biệt").click, "xem=khac")
    expect(page.locator(".pair.same:visible")).to_have_count(0)
    assert 0 < page.locator(".pair:visible").count() < rows
    assert page.locator("del").count() > 0
    assert page.locator(".cell:nth-child(2) ins, .cell:nth-child(3) del").count() == 0, (
        "each side has its own words only"
    )
    go(page, page.get_by_role("link", name="Đổi bên").click, "xem=khac")
    expect(page.locator(".heads h2 a").last).to_have_text(left)
    go(page, page.get_by_role("link", name="Mở để đọc").first.click, "/doc")
    assert steps(page) == began + 4


def test_a_second_document_is_chosen_by_its_number(visit: Visit, server: Server) -> None:
    page = visit().open(f"/so-sanh?a={server.ids['1/2023']}")
    page.get_by_role("searchbox").fill("88/BC-STC")
    go(page, lambda: page.keyboard.press("Enter"), "tim=88")
    go(page, page.locator(".hit h3 a").first.click, rf"b={server.ids['doubtful']}")
    expect(page.locator(".heads header")).to_have_count(2)


def test_files_beyond_the_most_of_one_time_are_said_to_be_left(visit: Visit) -> None:
    page = visit().open("/nap")
    empty = {"mimeType": "text/plain", "buffer": b""}
    page.locator("input[type=file]").set_input_files([{**empty, "name": f"{n}.txt"} for n in range(501)])
    rows = page.get_by_role("list", name="Các tệp đang gửi").locator("li")
    expect(rows.nth(500)).to_contain_text("Chưa gửi: mỗi lần chỉ gửi 500 tệp.")
    expect(rows.nth(499)).to_contain_text("Tệp rỗng")


def test_files_are_added_with_an_outcome_each(visit: Visit, server: Server, tmp_path: Path) -> None:
    new = "UBND TỈNH VÂN LĨNH\nSỞ Y TẾ\nSố: 66/BC-SYT\n\nBÁO CÁO\nCông tác phòng dịch\n\nDịch được kiểm soát."
    files = {"phòng dịch.txt": new, "chép lại.txt": new, "bảng.csv": "a,b", "rỗng.txt": "", "hỏng.pdf": "%PDF-1.7 hỏng"}
    files["mật.txt"] = new.replace("BÁO CÁO", "TỐI MẬT\n\nBÁO CÁO")
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    page = visit().open("/nap")
    began = steps(page)
    go(page, lambda: page.locator("input[type=file]").set_input_files([tmp_path / name for name in files]), "lo=")
    expect(page.get_by_text(re.compile("^Đã xong 5 tệp"))).to_be_visible(timeout=60_000)
    settle(page)
    outcomes = {
        row.locator("h3").inner_text(): row.locator(".status").inner_text() for row in page.locator(".outcome").all()
    }
    assert outcomes == {
        "phòng dịch.txt": "đã nạp",
        "chép lại.txt": "đã có trong kho",
        "bảng.csv": "bỏ qua",
        "hỏng.pdf": "không đọc được",
        "mật.txt": "từ chối",
    }
    assert steps(page) == began + 1
    said = shown(page)
    page.reload()
    assert shown(settle(page)).splitlines()[-8:] == said.splitlines()[-8:]
    go(page, page.get_by_role("link", name="Mở", exact=True).click, "/doc")
    expect(page.locator(".document-facts .number")).to_have_text("66/BC-SYT")
    page = visit().open("/?q=66/BC-SYT")
    expect(page.locator(".hit .number").first).to_have_text("66/BC-SYT")


def test_a_correction_stays(visit: Visit, server: Server) -> None:
    page = visit().open(f"/doc?id={server.ids['bare']}&sua=1")
    page.get_by_label("Số, ký hiệu").fill("99/TB-STC")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    expect(page.locator(".document-facts .number")).to_have_text("99/TB-STC")
    page.reload()
    expect(settle(page).locator(".document-facts .number")).to_have_text("99/TB-STC")
    expect(page.locator("dd:has-text('99/TB-STC')")).to_contain_text("người dùng đã sửa")


def test_hostile_text_stays_text(visit: Visit, server: Server) -> None:
    """Script, style, markdown and links of a document are shown as they are written; nothing is run or fetched."""
    reader, ids = visit(), server.ids
    for address in (
        "/?q=đậm",
        f"/doc?id={ids['hostile']}&q=script&sua=1",
        f"/so-sanh?a={ids['hostile']}&b={ids['1/2023']}",
        f"/so-sanh?b={ids['hostile']}&tim=script",
        "/?q=<script>window.pwned=1</script>&cq=<img src=x onerror=window.pwned=1>",
    ):
        page = reader.open(address)
        expect(page.get_by_text("<script>").first).to_be_visible()
        page.wait_for_timeout(200)
        assert page.evaluate("window.pwned") is None
        assert page.locator("img[src*=example], a[href^=javascript]").count() == 0


WORDS = """() => {
  const said = [];
  const look = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('style, script, [data-testid=stIconMaterial], kbd, article, article *')) continue;
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        if (element.getAttribute(name)) said.push(element.getAttribute(name));
      for (const child of element.childNodes)
        if (child.nodeType === Node.TEXT_NODE && child.textContent.trim()) said.push(child.textContent.trim());
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document.body);
  return said;
}"""
ENGLISH = re.compile(
    r"\b(the|and|of|for|with|to|search|upload|drag|drop|browse|file|files|limit|page|running|stop|submit|press|enter|clear"
    r"|close|show|hide|skip|main|content|open|save|error|loading|settings|menu|print|deploy|view|next|previous|none)\b",
    re.IGNORECASE,
)


def test_nothing_is_said_in_english(visit: Visit, server: Server) -> None:
    reader, first, second = visit(), server.ids["1/2023"], server.ids["2/2023"]
    for address in (
        "/?q=số",
        f"/doc?id={first}&q=vốn&sua=1",
        f"/so-sanh?a={first}&b={second}",
        "/so-sanh",
        "/nap",
        "/doc",
    ):
        page = reader.open(address)
        assert page.title().endswith("Kho văn bản")
        assert page.locator("html").get_attribute("lang") == "vi"
        said = page.evaluate(WORDS)
        assert len(said) > 8
        assert not [words for words in said if ENGLISH.search(words) and "<script>" not in words]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_every_page_whole(visit: Visit, server: Server, scheme: str) -> None:
    """Nothing is wider than the screen; headings begin with one of the first level and leave none out."""
    reader, first, second = visit(NARROW, scheme), server.ids["1/2023"], server.ids["2/2023"]
    for address in (
        "/?q=vốn",
        f"/doc?id={first}&q=vốn",
        f"/so-sanh?a={first}&b={second}",
        f"/so-sanh?a={first}",
        "/nap",
    ):
        page = reader.open(address)
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") == 0, address
        levels = [
            int(name[1]) for name in page.get_by_role("heading").evaluate_all("all => all.map(one => one.tagName)")
        ]
        assert levels.count(1) == 1, address
        assert levels[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_filters_are_folded_away_on_a_phone(visit: Visit) -> None:
    page = visit(NARROW).open("/?q=vốn")
    filters = page.get_by_role("navigation", name="Bộ lọc")
    expect(filters).to_be_hidden()
    page.get_by_label("Hiện bộ lọc").check()
    expect(filters).to_be_visible()


def test_everything_can_be_reached_by_keyboard(visit: Visit) -> None:
    page = visit().open("/?q=vốn")
    page.keyboard.press("Tab")
    reached = []
    for _ in range(40):
        reached.append(page.evaluate("(e => (e.shadowRoot?.activeElement ?? e).textContent)(document.activeElement)"))
        page.keyboard.press("Enter" if reached[-1] == "Bỏ qua bộ lọc, đến kết quả" else "Tab")
    assert {"Đến nội dung chính", "Tìm kiếm", "Tìm"} <= set(reached)
    assert any(text.startswith("Tình hình giải ngân") for text in reached)


def test_our_own_routes_answer(server: Server) -> None:
    """Proof that the app was found as `st.App`: otherwise every address shows the shell."""
    host = urlsplit(server.address).netloc
    answers = {}
    for address in (f"/tep/{server.ids['bare']}", "/tep/0", "/khong-co"):
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", address, headers={"Range": "bytes=0-3", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answers[address] = (answer.status, answer.read())
        connection.close()
    assert answers[f"/tep/{server.ids['bare']}"] == (206, b"Ghi ")
    assert answers["/tep/0"][0] == 404
    assert answers["/khong-co"][0] == 404
    assert "Không có trang này" in answers["/khong-co"][1].decode()
