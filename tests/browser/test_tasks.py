"""Ten tasks of a clerk on the sample archive, as the staff guide tells them. Each ends at the paper that was wanted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from archive.config import Config
from archive.ingest import ingest_files
from archive.library import open_library
from tests.browser.conftest import PROJECT, SHOTS, WIDE, Reader, Server, go, serving

SAMPLES = PROJECT / "documents" / "samples"
VOCABULARY = SAMPLES / "vocabulary.toml"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page on the written samples (those that need no picture read)."""
    root = tmp_path_factory.mktemp("samples")
    (root / "archive.toml").write_text(f'vocabulary = ["{VOCABULARY}"]\n', "utf-8")
    config = Config(root=root, engine="tantivy", vocabulary=(VOCABULARY,))
    papers = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".txt", ".docx", ".md", ".html")]
    with open_library(config) as library:
        for _ in ingest_files(library, papers):
            pass
    with serving(root) as address:
        yield Server(address, {}, root)


@pytest.fixture
def clerk(
    samples: Server, windows: Callable[[int, str], BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A clerk at the start page; what the last page looked like is kept."""
    reader = Reader(samples, windows(WIDE, "light"))
    page = reader.open("/")
    yield page
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{request.node.name}.png")
    page.close()
    assert not reader.troubles


def ask(page: Page, words: str) -> None:
    """Type and press Enter."""
    page.get_by_role("combobox").fill(words)
    go(page, lambda: page.keyboard.press("Enter"), r"[?&]q=")


def choose(page: Page, typed: str, option: str) -> None:
    """Type and take a suggestion with the keyboard."""
    page.get_by_role("combobox").press_sequentially(typed, delay=20)
    wanted = page.get_by_role("option", name=re.compile(option)).last
    expect(wanted).to_be_visible()
    for _ in range(12):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    go(page, lambda: page.keyboard.press("Enter"), r"\?")


def first(page: Page) -> str:
    """Number and day of the first hit."""
    return page.locator(".hit").first.locator(".facts").inner_text()


def numbers(page: Page) -> list[str]:
    return page.locator(".hits > .hit > .facts .number").all_inner_texts()


def test_1_the_report_of_a_department_for_a_quarter(clerk: Page) -> None:
    """“Báo cáo quý I năm nay của Sở Tài chính”: the department from the suggestions, the period from the filters."""
    choose(clerk, "so tai chinh", "^Sở Tài chính tỉnh Vân Lĩnh")
    go(clerk, clerk.locator("[data-facet=ky] a.facet", has_text="Quý I/2026").click, "ky=2026-Q1")
    assert numbers(clerk) == ["100/BC-STC"]


def test_2_a_sentence_half_remembered(clerk: Page) -> None:
    ask(clerk, "cá lăng cá chiên nuôi lồng trên hồ cho thu nhập khá")
    assert "413/BC-SNN" in first(clerk)
    go(clerk, clerk.locator(".hit").first.locator(".passage a").first.click, "/doc")
    expect(clerk.locator("article .target")).to_be_in_viewport()
    expect(clerk.locator("article .target")).to_contain_text("cá lăng, cá chiên đem lại thu nhập khá")


@pytest.mark.parametrize("typed", ["1407 / UBND – TH", "1407ubnd-th", "so 1407/ubnd th"])
def test_3_a_number_from_a_letter_in_odd_spelling(clerk: Page, typed: str) -> None:
    ask(clerk, typed)
    expect(clerk.locator(".hit").first.locator(".facts")).to_contain_text("1407/UBND-TH")


def test_4_what_one_person_signed_in_a_year(clerk: Page) -> None:
    choose(clerk, "vu mi so", "Vừ Mí Sò")
    total = clerk.locator(".head-line h2").inner_text()
    go(clerk, clerk.locator(".bars [data-year='2024']").click, "nam=2024")
    assert clerk.locator(".head-line h2").inner_text() != total
    facts = clerk.locator(".hits > .hit > .facts").all_inner_texts()
    assert facts
    assert all("Vừ Mí Sò" in line for line in facts)
    expect(clerk.get_by_role("combobox")).to_have_value("")


def test_5_a_phrase_without_marks_and_with_a_slip(clerk: Page) -> None:
    ask(clerk, "phong chay chua chay rungg")
    expect(clerk.locator(".repaired strong")).to_have_text("phòng cháy chữa cháy rừng")
    expect(clerk.locator(".hit h3").first).to_contain_text("phòng cháy, chữa cháy rừng")


def test_6_an_abbreviation(clerk: Page) -> None:
    ask(clerk, "KT-XH 6 tháng đầu năm 2023")
    expect(clerk.locator(".expanded strong")).to_have_text(re.compile("^kinh tế - xã hội$", re.IGNORECASE))
    assert "397/BC-UBND" in first(clerk)
    go(clerk, clerk.get_by_role("link", name="không mở rộng chữ viết tắt").click, "nguyen=1")
    expect(clerk.locator(".expanded")).to_contain_text("để nguyên như đã gõ")


def test_7_papers_that_cite_another(clerk: Page) -> None:
    """The plan itself stands first, then those that cite it; each says why."""
    ask(clerk, "12/KH-UBND ngày 10/01/2024")
    assert "12/KH-UBND" in first(clerk)
    assert "203/BC-SKHĐT" in numbers(clerk)[1:4]
    hit = clerk.locator(".hits > .hit").nth(1)
    hit.get_by_text("Vì sao có kết quả này").click()
    expect(hit.locator(".why li").first).to_contain_text("Có viện dẫn văn bản số 12/KH-UBND")


def test_8_without_one_body(clerk: Page) -> None:
    ask(clerk, "giải ngân vốn đầu tư công")
    excluded = "Ủy ban nhân dân tỉnh Vân Lĩnh"
    go(clerk, clerk.get_by_role("link", name=f"trừ: {excluded}", exact=True).click, "tru-cq=")
    assert all(excluded not in line for line in clerk.locator(".hits > .hit > .facts").all_inner_texts())
    expect(clerk.locator(".chip.without")).to_contain_text(excluded)


def test_9_an_exact_phrase(clerk: Page) -> None:
    ask(clerk, '"tiếp công dân, giải quyết khiếu nại"')
    hits = clerk.locator(".hits > .hit")
    assert 0 < hits.count() <= 12
    expect(hits.first.locator("mark").first).to_have_text(re.compile("tiếp công dân", re.IGNORECASE))
    go(clerk, clerk.get_by_role("link", name="Cũ nhất").click, "sap=cu")
    expect(clerk.locator(".sorts [aria-current]")).to_have_text("Cũ nhất")


def test_10_nothing_found_and_still_found(clerk: Page) -> None:
    """A phrase remembered wrongly, in a year it is not of: the page says what to drop and what that would find."""
    ask(clerk, '"cuộc họp trường trực" cải cách thủ tục')
    expect(clerk.get_by_text("Không tìm thấy văn bản nào.")).to_be_visible()
    way = clerk.get_by_role("link", name=re.compile("^Bỏ ngoặc kép"))
    said = re.search(r"\(([\d.]+) văn bản\)", way.inner_text())
    assert said
    go(clerk, way.click, r"q=")
    expect(clerk.locator(".head-line h2")).to_have_text(f"{said[1]} văn bản")
    expect(clerk.locator(".hit mark").first).to_be_visible()
