"""Finding, as a person touches it: suggestions, filters both ways, years, passages, reasons, lists, kept searches."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.browser.conftest import NARROW, Reader, go

Visit = Callable[..., Reader]
OPTIONS = "[role=option]"
CHOSEN = "[role=option][aria-selected=true]"


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Từ cần tìm")


def type_slowly(page: Page, words: str) -> None:
    """Letter by letter, then wait for the suggestions of the whole."""
    with page.expect_response(re.compile(r"/goi-y\?q=" + re.sub(r"\W", ".*", words.split()[0]))):
        box(page).press_sequentially(words, delay=25)
    expect(page.locator(OPTIONS).first).to_be_visible()


def answer(groups: dict[str, list[str]]) -> str:
    """What the route of suggestions says."""
    return json.dumps(
        {
            "groups": [
                {"name": name, "items": [{"text": text, "detail": "", "href": ""} for text in texts]}
                for name, texts in groups.items()
            ]
        }
    )


def test_suggestions_are_chosen_with_the_keyboard(visit: Visit) -> None:
    page = visit().open("/")
    type_slowly(page, "so tai")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    issuers = page.get_by_role("group", name="Cơ quan").get_by_role("option")
    expect(issuers.first).to_contain_text("Sở Tài chính")
    assert page.locator(CHOSEN).count() == 0, "nothing is chosen until it is asked for"
    while issuers.first.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") == page.locator(CHOSEN).get_attribute("id")
    assert box(page).input_value() == "so tai", "what was typed stays"
    go(page, lambda: page.keyboard.press("Enter"), "cq=")
    expect(page.locator(".chip")).to_contain_text("Sở Tài chính")
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_enter_searches_what_was_typed(visit: Visit) -> None:
    page = visit().open("/")
    type_slowly(page, "giai ngan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    go(page, lambda: page.keyboard.press("Enter"), r"\?q=giai\+ngan$")
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_escape_and_tab_close_the_list_and_leave_the_words(visit: Visit) -> None:
    page = visit().open("/")
    type_slowly(page, "giai ngan")
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(box(page)).to_have_value("giai ngan")
    page.keyboard.press("ArrowDown")
    expect(page.locator(OPTIONS).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(page.get_by_role("button", name="Tìm", exact=True)).to_be_focused()
    expect(box(page)).to_have_value("giai ngan")


def test_a_suggestion_can_be_clicked(visit: Visit) -> None:
    page = visit(NARROW).open("/")
    type_slowly(page, "lo van")
    go(page, page.get_by_role("option", name=re.compile("Lò Văn Tình")).click, "nguoiky=")
    expect(page.locator(".chip")).to_contain_text("Lò Văn Tình")


def test_only_the_newest_answer_is_shown(visit: Visit) -> None:
    page = visit().open("/")
    waiting: list[Route] = []

    def serve(route: Route) -> None:
        if "q=chậm" in route.request.url or "q=ch%E1%BA%ADm" in route.request.url:
            waiting.append(route)
        else:
            route.fulfill(body=answer({"Từ": ["nhanh"]}), content_type="application/json")

    page.route("**/goi-y?*", serve)
    box(page).fill("chậm")
    page.wait_for_timeout(250)
    box(page).fill("nhanh")
    expect(page.locator(OPTIONS)).to_have_text(["nhanh"])
    assert len(waiting) == 1
    with contextlib.suppress(Error):  # the page has given it up
        waiting[0].fulfill(body=answer({"Từ": ["chậm"]}), content_type="application/json")
    page.wait_for_timeout(200)
    expect(page.locator(OPTIONS)).to_have_text(["nhanh"])


def test_the_list_stays_until_a_newer_answer_is_there(visit: Visit) -> None:
    page = visit().open("/")
    body = answer({"Từ": ["một", "hai"]})
    page.route("**/goi-y?*", lambda route: route.fulfill(body=body, content_type="application/json"))
    box(page).fill("a")
    expect(page.locator(OPTIONS)).to_have_count(2)
    page.locator("[role=listbox]").evaluate(
        """(list) => {
          window.emptied = 0;
          new MutationObserver(() => { if (list.hidden || !list.childElementCount) window.emptied++; })
            .observe(list, { attributes: true, childList: true });
        }"""
    )
    box(page).press_sequentially("bcd", delay=120)
    page.wait_for_timeout(300)
    assert page.evaluate("window.emptied") == 0


def test_nothing_is_asked_while_an_input_method_composes(visit: Visit) -> None:
    page = visit().open("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/goi-y" in request.url else None)
    box(page).focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "viê", "selectionStart": 3, "selectionEnd": 3})
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(250)
    assert not asked
    session.send("Input.insertText", {"text": "việc"})
    page.wait_for_timeout(400)
    assert len(asked) == 1
    expect(box(page)).to_have_value("việc")


def test_words_of_a_document_are_text_in_suggestions(visit: Visit) -> None:
    page = visit().open("/")
    type_slowly(page, "script")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    assert page.locator("[role=listbox] :is(script, img, style, a)").count() == 0


def test_filters_include_and_exclude_and_are_steps_of_the_history(visit: Visit) -> None:
    reader = visit()
    page = reader.open("/?q=vốn")
    began = int(page.evaluate("history.length"))
    total = page.locator(".head-line h2").inner_text()
    exclude = page.get_by_role("link", name="trừ: 2023", exact=True)
    go(page, exclude.click, "tru-nam=2023")
    expect(page.locator(".chip.without")).to_have_text(re.compile("trừ Năm: 2023"))
    assert page.locator(".head-line h2").inner_text() != total
    signer = page.locator("[data-facet=nguoiky] a.facet").first
    go(page, signer.click, "nguoiky=")
    expect(page.locator(".chip")).to_have_count(2)
    found = page.locator(".results").inner_text()
    second = reader.open(page.url.removeprefix(reader.server.address))
    assert second.locator(".results").inner_text() == found, "the address says it all"
    go(page, page.go_back, r"tru-nam=2023$")
    expect(page.locator(".chip")).to_have_count(1)
    go(page, page.go_forward, "nguoiky=")
    go(page, page.get_by_role("link", name="Bỏ tất cả bộ lọc").click, r"\?q=v[^&]*$")
    assert page.locator(".head-line h2").inner_text() == total
    assert int(page.evaluate("history.length")) == began + 3


def test_a_span_of_years_is_drawn_or_typed(visit: Visit) -> None:
    page = visit().open("/?q=vốn")
    page.locator(".bars").scroll_into_view_if_needed()
    first, last = (page.locator(f".bars [data-year='{year}']").bounding_box() for year in (2020, 2022))
    assert first
    assert last
    page.mouse.move(first["x"] + 2, first["y"] + first["height"] - 3)
    page.mouse.down()
    page.mouse.move(last["x"] + 2, last["y"] + last["height"] - 3, steps=6)
    expect(page.locator(".bars .drawn")).to_have_count(3)
    go(page, page.mouse.up, "nam=2020-2022")
    expect(page.locator(".chip")).to_have_text(re.compile("Năm: 2020–2022"))
    page.get_by_label("Từ năm").fill("2023")
    page.get_by_label("Đến năm").fill("2024")
    go(page, lambda: page.keyboard.press("Enter"), "nam=2023-2024")
    go(page, lambda: page.locator(".bars [data-year='2021']").click(), r"nam=2021$")


def test_more_passages_and_reasons_come_into_place(visit: Visit) -> None:
    page = visit().open("/?q=vốn+quyết+báo+cáo+ngân+sách+nhiệm+vụ")
    hit = page.locator(".hit").first
    shown = hit.locator(".passage").count()
    began, address = int(page.evaluate("history.length")), page.url
    hit.locator("button.more").click()
    expect(hit.locator(".passage").nth(shown)).to_be_visible()
    expect(hit.locator(".passage a").nth(shown)).to_be_focused()
    why = hit.get_by_text("Vì sao có kết quả này")
    why.focus()
    page.keyboard.press("Enter")
    expect(hit.locator(".why li").first).to_contain_text("Có")
    assert (int(page.evaluate("history.length")), page.url) == (began, address)
    go(page, hit.locator(".passage a").nth(shown).click, "vt=")
    expect(page.locator("article .target")).to_be_in_viewport()


def test_the_list_is_downloaded_and_says_what_the_page_says(visit: Visit, tmp_path: Path) -> None:
    page = visit().open("/?q=vốn&nam=2023&sap=cu")
    numbers = page.locator(".hit .facts .number").all_inner_texts()
    rows: dict[str, list[list[str]]] = {}
    for kind in ("CSV", "XLSX"):
        with page.expect_download() as waited:
            page.get_by_role("link", name=f"Tải danh sách {kind}").click()
        assert waited.value.suggested_filename == f"danh-sach-van-ban.{kind.lower()}"
        waited.value.save_as(tmp_path / kind)
    rows["CSV"] = list(csv.reader(io.StringIO((tmp_path / "CSV").read_text("utf-8-sig"), newline="")))
    with zipfile.ZipFile(tmp_path / "XLSX") as book:
        words = re.sub("<[^>]+>", "\n", book.read("xl/sharedStrings.xml").decode())
    assert [row[0] for row in rows["CSV"][1:]] == numbers
    assert all(number in words.splitlines() for number in numbers)


def test_a_search_is_kept_in_this_browser_under_a_name(visit: Visit) -> None:
    reader = visit()
    page = reader.open("/?q=nhiệm+vụ&nam=2022")
    page.evaluate("localStorage.clear()")
    page.get_by_role("button", name="Lưu tìm kiếm").click()
    expect(page.get_by_label("Tên", exact=True)).to_have_value("nhiệm vụ · 2022")
    page.get_by_label("Tên", exact=True).fill("Việc <b>năm</b> 2022")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã lưu trong trình duyệt này.")).to_be_visible()
    page = reader.open("/")
    saved = page.get_by_role("link", name="Việc <b>năm</b> 2022")
    expect(saved).to_be_visible()
    page.get_by_role("button", name="Đổi tên").click()
    page.keyboard.type("Nhiệm vụ 2022")
    page.keyboard.press("Enter")
    go(page, page.get_by_role("link", name="Nhiệm vụ 2022").click, "nam=2022")
    expect(page.locator(".chip")).to_contain_text("2022")
    page.get_by_text("Tìm kiếm đã lưu (1)").click()
    page.get_by_role("button", name="Xóa: Nhiệm vụ 2022").click()
    expect(page.get_by_text("Tìm kiếm đã lưu")).to_have_count(0)
    page = reader.open("/")
    page.get_by_text(re.compile("^Vừa tìm")).click()
    expect(page.get_by_role("link", name="nhiệm vụ · 2022")).to_be_visible()
    page.evaluate("localStorage.clear()")


def test_nothing_found_leads_on(visit: Visit) -> None:
    page = visit().open('/?q="vốn+ngân+quỹ"&nam=2023&du=1')
    expect(page.get_by_text("Không tìm thấy văn bản nào.")).to_be_visible()
    way = page.locator(".ways a").first
    said = re.search(r"\((\d+) văn bản\)", way.inner_text())
    assert said
    go(page, way.click, r"\?q=")
    expect(page.locator(".head-line h2")).to_have_text(f"{said[1]} văn bản")


def test_all_words_can_be_demanded_with_one_click(visit: Visit) -> None:
    page = visit().open("/?q=vốn+khongco")
    expect(page.locator(".hit").first).to_be_visible()
    go(page, page.get_by_role("link", name=re.compile("Phải có đủ các từ")).click, "du=1")
    expect(page.get_by_text("Không tìm thấy văn bản nào.")).to_be_visible()
    go(page, page.get_by_role("link", name=re.compile("Không cần đủ các từ")).click, r"khongco$")


@pytest.mark.parametrize("address", ["/", "/?q=vốn", '/?q="không+có+cụm+này"&nam=2023', "/?sap=moi&tru-nam=2023"])
def test_a_phone_shows_the_search_page_whole(visit: Visit, address: str) -> None:
    page = visit(NARROW, "dark").open(address)
    filters = page.get_by_label("Hiện bộ lọc")
    if filters.count():
        filters.check()
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") == 0
