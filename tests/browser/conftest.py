"""A real server on a temporary archive, a real browser; each test also asserts that nothing leaves the machine."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdf import PdfWriter

from archive.config import Config
from archive.ingest import ingest_files
from archive.library import open_library
from tests.ui.papers import bare, hostile, keep, noted, report, versions

PROJECT = Path(__file__).parents[2]
SHOTS = Path(__file__).parent / "shots"
PDF = PROJECT / "documents" / "samples" / "016-bao-cao-400-bc-ubnd-2025.pdf"
"""A report of four pages, made by the generator of the sample archive."""
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
QUIET = """(ready) => {
  const drawn = document.querySelector(ready) && document.querySelector("[data-testid=stElementContainer]");
  if (!drawn) window.quietSince = null;
  else window.quietSince ??= performance.now();
  return window.quietSince !== null && performance.now() - window.quietSince > 250;
}"""
"""Between connecting and the first run of its script a page says for an instant that nothing runs."""
WIDE, NARROW = 1280, 390


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    missing = "no Chromium: install it (apt-get install chromium) or name it in the variable CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@dataclass(frozen=True, slots=True)
class Server:
    """A running page: its address and the ids of the documents in its archive."""

    address: str
    ids: dict[str, str]
    root: Path


def _bound(folder: Path) -> Path:
    """Two sample papers in one file."""
    writer = PdfWriter()
    for path in (PDF.with_name("057-thong-bao-116-tb-ubnd-2025.pdf"), PDF):
        writer.append(path)
    writer.write(folder / "bound.pdf")
    return folder / "bound.pdf"


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`streamlit run app.py`, as a person starts it."""
    _chromium()
    root = tmp_path_factory.mktemp("archive")
    papers = {
        f"{quarter}/{year}": report(quarter, year, number=f"{10 * quarter}/BC-STC")
        for year in range(2019, 2025)
        for quarter in (1, 2, 3, 4)
    }
    papers |= {"doubtful": report(1, 2018, number="88/BC-STC", doubt="Chữ số mờ"), "hostile": hostile(), "bare": bare()}
    papers["draft"], papers["final"] = versions()
    papers |= {
        f"review {quarter}": report(
            quarter, 2018, number=f"9{quarter}/BC-STC", doubt="Chữ số mờ", signer="Giàng Thị Pà"
        )
        for quarter in (2, 3, 4)
    }
    papers["noted"] = noted()
    ids = dict(zip(papers, keep(root, papers.values(), engine="tantivy"), strict=True))
    with open_library(Config(root=root, workers=1)) as library:
        for outcome in ingest_files(library, [PDF, _bound(tmp_path_factory.mktemp("in"))]):
            ids[Path(outcome.path).stem] = str(outcome.document_id)
    ids["pdf"] = ids.pop(PDF.stem)
    with serving(root) as address:
        yield Server(address, ids, root)


@contextlib.contextmanager
def serving(root: Path) -> Iterator[str]:
    """The page on the archive of a folder; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "ARCHIVE_ROOT": str(root), "ARCHIVE_ENGINE": "tantivy"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (root / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail("the server did not start")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = _chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@dataclass(slots=True)
class Reader:
    """A person at a browser: opens addresses of the server and waits until the page is whole."""

    server: Server
    context: BrowserContext
    pages: list[Page] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """A new tab at an address."""
        page = self.context.new_page()
        self.pages.append(page)
        page.on("pageerror", lambda error: self.troubles.append(f"error in the page: {error}"))
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self.server.address + address)
        return settle(page)

    def _asked(self, address: str) -> None:
        if not address.startswith((f"{self.server.address}/", "data:", "blob:")):
            self.troubles.append(f"a request leaves the machine: {address}")

    def _heard(self, kind: str, message: str) -> None:
        # Below a page's own address Streamlit looks for its health check, and goes on when there is none.
        # What our routes object to (400) is told to the person on the page.
        if kind == "error" and "404" not in message and "400" not in message:
            self.troubles.append(f"console: {message}")


def settle(page: Page) -> Page:
    """Wait until the server has nothing more to send, for a moment at least, and the browser has drawn it."""
    page.wait_for_function(QUIET, arg=READY, polling="raf", timeout=30_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page


def go(page: Page, step: Callable[[], object], until: str) -> Page:
    """Take a step and wait for its address, a regular expression."""
    step()
    page.wait_for_url(re.compile(until), timeout=15_000)
    page.wait_for_timeout(50)
    return settle(page)


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Iterator[Callable[[int, str], BrowserContext]]:
    """Windows by width and colour scheme. Kept, so that Streamlit's own files are fetched once."""
    known: dict[tuple[int, str], BrowserContext] = {}

    def window(width: int, scheme: str) -> BrowserContext:
        if (width, scheme) not in known:
            size = {"width": width, "height": 900 if width == WIDE else 844}
            known[width, scheme] = browser.new_context(viewport=size, color_scheme=scheme, locale="vi-VN")
        return known[width, scheme]

    yield window
    for context in known.values():
        context.close()


@pytest.fixture
def visit(
    server: Server, windows: Callable[[int, str], BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Reader]]:
    """`visit(width=…, scheme=…)`: a person at a browser; pictures of the tabs are taken at the end."""
    readers: list[Reader] = []

    def visit(width: int = WIDE, scheme: str = "light") -> Reader:
        readers.append(Reader(server, windows(width, scheme)))
        return readers[-1]

    yield visit
    SHOTS.mkdir(exist_ok=True)
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    for number, page in enumerate(page for reader in readers for page in reader.pages):
        page.screenshot(path=SHOTS / f"{name}-{number}.png")
        page.close()
    assert not [trouble for reader in readers for trouble in reader.troubles]
