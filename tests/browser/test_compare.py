"""Side by side in a real browser: modes, filter, steps, moves, addresses, pages that scroll together."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, Reader, Server, go, settle

Visit = Callable[..., Reader]


@pytest.fixture
def pair(server: Server) -> str:
    return f"/so-sanh?a={server.ids['draft']}&b={server.ids['final']}"


def kinds(page: Page) -> list[str]:
    """Classes of the rows in sight, in order."""
    rows = page.locator(".pair:not(.stub):visible").all()
    return [row.get_attribute("class").split()[1] for row in rows]


def asked(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_versions_of_one_text_open_as_redline(visit: Visit, pair: str) -> None:
    page = visit().open(pair + "&xem=khac")
    expect(page.get_by_role("link", name="Sửa đổi")).to_have_attribute("aria-current", "true")
    assert kinds(page) == ["reworded", "moved", "figures", "reworded", "added"]
    assert page.locator(".pair.figures ins").all_inner_texts()[-1].endswith("430")
    assert page.locator(".pair.reworded del, .pair.reworded ins").count() >= 2
    go(page, page.get_by_role("link", name="Nội dòng").click, "kieu=dong")
    row = page.locator(".pair.figures").last
    expect(row.locator(".whole")).to_have_count(1)
    assert [row.locator(name).inner_text().split() for name in ("del", "ins")] == [["bỏ:", "412"], ["thêm:", "430"]]


def test_another_spelling_of_a_value_is_the_same(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    row = page.locator(".pair.same", has_text="36.500 cây quế giống")
    expect(row).to_have_count(1)
    expect(row.locator(".cell").first).to_contain_text("91,20%")
    expect(row.locator(".cell").last).to_contain_text("91,2%")


def test_the_modes_are_one_click_and_one_step_of_the_history_apart(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    began = page.evaluate("history.length")
    go(page, page.get_by_role("link", name="Theo mục").click, "mode=sections")
    expect(page.get_by_role("list", name="Số liệu thay đổi").last).to_contain_text("412 → 430 ha ▲ +18 · +4,4%")
    go(page, page.get_by_role("link", name="Bản gốc").click, "mode=originals")
    expect(page.locator(".sheets")).to_have_count(2)
    go(page, page.go_back, "mode=sections")
    expect(page.get_by_role("link", name="Theo mục")).to_have_attribute("aria-current", "true")
    assert page.evaluate("history.length") == began + 2


def test_a_class_is_a_filter_and_the_steps_go_through_it(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    go(page, page.get_by_role("link", name=re.compile("^sửa lời")).click, "xem=reworded")
    assert set(kinds(page)) == {"reworded"}
    expect(page.get_by_role("status")).to_have_text("2 chỗ khác")
    page.get_by_role("button", name="Chỗ khác sau (n)").click()
    expect(page.get_by_role("status")).to_have_text("1/2 chỗ khác")
    page.keyboard.press("n")
    expect(page.get_by_role("status")).to_have_text("2/2 chỗ khác")
    expect(page.locator(".pair.now.reworded")).to_have_count(1)
    page.keyboard.press("n")
    page.keyboard.press("p")
    expect(page.get_by_role("status")).to_have_text("2/2 chỗ khác")
    assert asked(page)["row"] == page.locator(".pair.now").get_attribute("data-row")


def test_the_address_shows_the_same_row_in_a_new_tab(visit: Visit, pair: str) -> None:
    reader = visit()
    page = reader.open(pair + "&mode=redline")
    for _ in range(4):
        page.get_by_role("button", name="Chỗ khác sau (n)").click()
    expect(page.get_by_role("status")).to_have_text("4/5 chỗ khác")
    other = reader.open(page.url.removeprefix(reader.server.address))
    expect(other.get_by_role("status")).to_have_text("4/5 chỗ khác")
    expect(other.locator(".pair.now")).to_be_in_viewport()
    assert other.locator(".pair.now").inner_text() == page.locator(".pair.now").inner_text()
    page.reload()
    expect(settle(page).get_by_role("status")).to_have_text("4/5 chỗ khác")


def test_a_moved_paragraph_leads_from_its_old_place_to_the_new_and_back(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    page.locator(".pair.stub").get_by_role("link", name=re.compile("Đã chuyển lên trên")).click()
    now = page.locator(".pair.now")
    expect(now).to_be_in_viewport()
    assert now.locator(".cell").count() == 2
    expect(now).to_contain_text("tuyến đường lâm sinh")
    now.get_by_role("link", name=re.compile("xem chỗ cũ")).click()
    expect(page.locator(".pair.now.stub")).to_be_in_viewport()


def test_the_list_of_differences_leads_to_each(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    page.get_by_text("Danh sách chỗ khác (5)").click()
    entries = page.locator(".list li:visible button")
    expect(entries).to_have_count(5)
    for entry in entries.all():
        entry.click()
        now = page.locator(".pair.now")
        expect(now).to_be_in_viewport()
        words = " ".join(entry.locator("span").last.inner_text().removesuffix("…").split())
        assert any(words in " ".join(text.split()) for text in read(now)), (words, read(now))


def read(row: Locator) -> list[str]:
    """What stands on each side of a row, without what is said to those who hear it only."""
    script = """rows => rows.map((one) => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll('.hidden-text').forEach((hidden) => hidden.remove());
        return copy.textContent;
    })"""
    texts: list[str] = row.locator(".text").evaluate_all(script)
    return texts


def test_the_list_counts_what_the_filter_shows(visit: Visit, pair: str) -> None:
    page = visit().open(pair + "&xem=reworded")
    page.get_by_text("Danh sách chỗ khác (2)").click()
    expect(page.locator(".list li:visible")).to_have_count(2)


def test_on_a_narrow_screen_the_filter_is_one_line(visit: Visit, pair: str) -> None:
    page = visit(width=NARROW).open(pair)
    box = page.get_by_role("navigation", name="Xem những đoạn nào").bounding_box()
    assert box
    assert box["height"] < 60
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_file_without_pages_says_so_and_does_not_scroll_along(visit: Visit, server: Server) -> None:
    page = visit().open(f"/so-sanh?a={server.ids['1/2023']}&b={server.ids['2/2023']}&mode=originals")
    expect(page.get_by_text("Tệp này không có ảnh trang; đây là chữ đã đọc.")).to_have_count(2)
    expect(page.get_by_label("Cuộn cùng nhau")).not_to_be_checked()


def tops(page: Page) -> list[int]:
    return page.locator(".sheets").evaluate_all("all => all.map((one) => Math.round(one.scrollTop))")


def numbers(page: Page) -> list[str]:
    return [box.input_value() for box in page.locator(".pager .page").all()]


def test_pages_scroll_together_from_where_each_side_stands(visit: Visit, pair: str) -> None:
    page = visit().open(pair + "&mode=originals&cuon=rieng")
    second = page.get_by_role("spinbutton").last
    second.fill("3")
    second.press("Enter")
    page.wait_for_timeout(400)
    assert numbers(page) == ["1", "3"]
    page.get_by_label("Cuộn cùng nhau").check()
    page.get_by_role("button", name="Trang sau, Bên trái").click()
    page.wait_for_timeout(400)
    assert numbers(page) == ["2", "4"]
    page.get_by_label("Cuộn cùng nhau").uncheck()
    page.get_by_role("button", name="Trang sau, Bên trái").click()
    page.wait_for_timeout(400)
    assert numbers(page) == ["3", "4"]
    page.get_by_label("Cuộn cùng nhau").check()
    before = tops(page)
    page.locator(".sheets").first.evaluate("one => one.scrollBy(0, 100)")
    page.wait_for_timeout(400)
    after = tops(page)
    assert after[0] == before[0] + 100
    assert abs(after[1] - before[1] - 100) < 12
    assert (asked(page)["ta"], asked(page)["tb"]) == ("3", "4")


def test_the_address_of_originals_shows_the_same_pages(visit: Visit, pair: str) -> None:
    page = visit().open(pair + "&mode=originals&ta=2&tb=5&cuon=rieng")
    page.wait_for_timeout(400)
    assert numbers(page) == ["2", "5"]
    for side, number in ((0, 2), (1, 5)):
        pane = page.locator(".sheets").nth(side)
        shift = pane.locator(".sheet").nth(number - 1).bounding_box()["y"] - pane.bounding_box()["y"]
        assert 0 <= shift < 20, "the page begins at the top of its side"
    expect(page.get_by_label("Cuộn cùng nhau")).not_to_be_checked()


def test_a_row_leads_to_the_pages_it_stands_on(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    go(page, page.locator(".pair.moved:not(.stub) .pages").click, "mode=originals")
    page.wait_for_timeout(400)
    assert numbers(page) == ["6", "1"]


def test_on_a_phone_the_sides_stand_one_under_the_other(visit: Visit, pair: str) -> None:
    page = visit(NARROW).open(pair + "&xem=figures")
    boxes = [cell.bounding_box() for cell in page.locator(".pair.figures:visible").last.locator(".cell").all()]
    assert boxes[0]["x"] == boxes[1]["x"]
    assert boxes[0]["y"] < boxes[1]["y"]
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") == 0


def test_a_long_comparison_is_light(visit: Visit, pair: str) -> None:
    """Rows out of sight are not laid out, and equal words are not sent twice."""
    page = visit().open(pair)
    style = page.locator(".pair").last.evaluate("row => getComputedStyle(row).contentVisibility")
    assert style == "auto"


def test_a_comparison_can_be_printed(visit: Visit, pair: str) -> None:
    page = visit().open(pair)
    page.emulate_media(media="print")
    for hidden in (".tools", ".stepper", ".list"):
        expect(page.locator(hidden)).to_be_hidden()
    row = page.locator(".pair.figures").last
    assert row.locator("ins").evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    assert page.locator(".pair").last.evaluate("row => getComputedStyle(row).contentVisibility") == "visible"
    page.emulate_media(media="screen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mode", ["sections", "redline", "redline&kieu=dong", "originals"])
def test_no_serious_trouble_of_access(visit: Visit, pair: str, mode: str, scheme: str) -> None:
    page = visit(scheme=scheme).open(f"{pair}&mode={mode}")
    if mode != "originals":
        page.get_by_text("Danh sách chỗ khác").click()
    found = Axe().run(page).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in ("serious", "critical")]
    assert not serious


def test_what_one_side_alone_has_at_length_is_folded(visit: Visit, server: Server) -> None:
    """A step into the fold opens it."""
    reader, address = visit(), f"/so-sanh?a={server.ids['bare']}&b={server.ids['final']}"
    page = reader.open(address)
    folds = page.get_by_role("button", name=re.compile(r"^Hiện thêm \d+ đoạn"))
    expect(folds).to_have_count(1)
    few = page.locator(".pair:visible").count()
    assert few == 6
    folds.click()
    expect(folds).to_have_count(0)
    assert page.locator(".pair:visible").count() > few + 12
    other = reader.open(address + "&row=20")
    expect(other.locator(".pair.now")).to_be_in_viewport()
    expect(other.locator(".fold")).to_have_count(0)
