"""How long a long document takes to open in a browser, and how smoothly it scrolls.

Usage: python bench/page.py [--pages 200] [--others 68]
Makes an archive in a temporary folder out of the sample documents and one report of so many pages bound from them,
starts the server, opens the report in Chromium (warm: the third time and after), and prints the verbs behind the page,
the time until the text is drawn, and the frames of a scroll of four seconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from archive.config import Config
from archive.ingest import ingest_files
from archive.library import Library, open_library
from archive.read import read_document
from archive.related import related_documents
from archive.ui.reading import Wanted, reader_data

PROJECT = Path(__file__).parents[1]
SAMPLES = PROJECT / "documents" / "samples"
PAGE = 2500
"""Characters of a page of 14 pt type."""
QUERY = "giải ngân vốn đầu tư công"
READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
DRAWN = """() => {
  for (const host of document.querySelectorAll('*')) {
    const article = host.shadowRoot?.querySelector('article');
    if (article?.querySelector('.chunk')) return performance.now();
  }
  return 0;
}"""
SCROLL = """() => new Promise((done) => {
  const main = document.querySelector('[data-testid=stMain]');
  const began = performance.now();
  const frames = [];
  let last = began;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    main.scrollTop += 400;
    if (now - began < 4000 && main.scrollTop + main.clientHeight < main.scrollHeight) requestAnimationFrame(step);
    else done(frames.slice(1));
  };
  requestAnimationFrame(step);
})"""


def long_report(pages: int) -> str:
    """One report of so many pages: a head, then the bodies of sample documents as its parts."""
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    head = texts[0].split("\n\n")[0]
    parts, size, number = [head, "BÁO CÁO\nTổng hợp tình hình các lĩnh vực"], 0, 0
    while size < pages * PAGE:
        number += 1
        body = texts[number % len(texts)]
        parts.append(f"Phần thứ {number}\nTÌNH HÌNH LĨNH VỰC {number}\n{body}")
        size += len(body)
    return "\n\n".join(parts)


def main(pages: int, others: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "archive.toml").write_text(f'vocabulary = ["{SAMPLES / "vocabulary.toml"}"]', "utf-8")
        source = root / "bao-cao-dai.txt"
        source.write_text(long_report(pages), "utf-8")
        files = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".docx", ".html", ".md"})[:others]
        with open_library(Config(root=root, vocabulary=(SAMPLES / "vocabulary.toml",))) as library:
            outcomes = list(ingest_files(library, [source, *files]))
            document_id = next(str(outcome.document_id) for outcome in outcomes if Path(outcome.path) == source)
            print(f"{pages} pages, {len(library.catalogue.text(document_id)):,} characters; {len(outcomes)} documents")
            show_verbs(library, document_id)
        show_browser(root, document_id)


def show_verbs(library: Library, document_id: str) -> None:
    reading, related = read_document(library, document_id, query=QUERY), related_documents(library, document_id)
    runs = {
        "read": lambda: read_document(library, document_id, query=QUERY),
        "related": lambda: related_documents(library, document_id, limit=8),
        "data": lambda: reader_data(reading, related, library.vocab.label, Wanted(QUERY)),
    }
    for name, run in runs.items():
        print(f"  {name:8} {1000 * min(_seconds(run) for _ in range(3)):7.0f} ms")


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def show_browser(root: Path, document_id: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "ARCHIVE_ROOT": str(root)}
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
            )
            page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
            _wait(page, f"http://127.0.0.1:{port}/")
            opened = list(_open(page, f"http://127.0.0.1:{port}/doc?id={document_id}&q={QUERY}", times=6))
            warm = opened[2:]
            print(f"  opened, warm (s): {statistics.median(warm):.2f} median of {[f'{took:.2f}' for took in warm]}")
            show_frames(page.evaluate(SCROLL))
            chromium.close()
    finally:
        server.terminate()
        server.wait(20)


def _wait(page: Page, address: str) -> None:
    for _ in range(60):
        try:
            page.goto(address)
            break
        except Exception:  # noqa: BLE001  the server is starting
            time.sleep(0.5)
    page.wait_for_selector(READY)


def _open(page: Page, address: str, *, times: int) -> Iterator[float]:
    """Seconds from asking for the page to its text being there, by the browser's own clock."""
    for _ in range(times):
        page.goto(address, wait_until="commit")
        yield page.wait_for_function(DRAWN, polling="raf", timeout=60_000).json_value() / 1000
        page.wait_for_selector(READY)
        page.wait_for_timeout(500)


def show_frames(frames: Sequence[float]) -> None:
    late = [frame for frame in frames if frame > 50]
    print(
        f"  scroll: {len(frames)} frames, median {statistics.median(frames):.1f} ms, "
        f"95th {statistics.quantiles(frames, n=20)[-1]:.1f} ms, longest {max(frames):.0f} ms, over 50 ms: {len(late)}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--others", type=int, default=68)
    chosen = parser.parse_args()
    main(chosen.pages, chosen.others)
