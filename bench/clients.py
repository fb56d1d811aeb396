"""Many readers at once: websocket clients that search through the real app, and Enter → painted in Chromium.

    python bench/clients.py [--count 10000] [--clients 50] [--seconds 60] [--root DIR] [--no-browser]

An archive of generated reports is made (or `--root` is taken as it is), the app is started as users start it, and
clients speak Streamlit's own protocol: a page is complete when the server says that the script has finished. Steady:
each client thinks 2–4 s between searches. Burst: all search at the same instant, four times. The browser types a query,
presses Enter and waits for the frame after the new heading is drawn, all timed inside the page.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1]))

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from archive.config import Config
from archive.library import open_library
from bench.search import SEED, batches, make_queries
from tests.samples import plain_reports

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results" / "clients.json"
THINK = (2.0, 4.0)
TIMEOUT = 30


def main() -> None:
    """Make the archive, start the app, measure, print, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--root", type=Path, help="an archive that is there already")
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    samples = list(islice(plain_reports(SEED, options.count), 400))
    lines = [line for kind, each in make_queries(samples, 60).items() for line, more in each if line and not more]
    random.Random(SEED).shuffle(lines)
    with tempfile.TemporaryDirectory(prefix="bench-clients-") as folder:
        root = options.root or made(Path(folder), options.count)
        load = os.getloadavg()[0]
        with serving(root) as port:
            found = asyncio.run(measure(port, lines, options.clients, options.seconds))
            if not options.no_browser:
                found["Enter to painted"] = painted(port, lines[:35])
    for name, times in found.items():
        print(f"{name:20} {spans_of(times)}")
    RESULTS.parent.mkdir(exist_ok=True)
    saved = {"documents": options.count, "clients": options.clients, "load": load}
    RESULTS.write_text(json.dumps({**saved, **{name: spans_of(times) for name, times in found.items()}}, indent=1))


def made(root: Path, count: int) -> Path:
    """An archive of so many generated reports."""
    with open_library(Config(root=root)) as library, library.writing() as writable:
        for records in batches(count):
            writable.keep(records)
    return root


@contextlib.contextmanager
def serving(root: Path) -> Iterator[int]:
    """The app on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.headless", "true"]
    env = {**os.environ, "ARCHIVE_ROOT": str(root)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health")
                    break
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()


async def measure(port: int, lines: Sequence[str], clients: int, seconds: float) -> dict[str, list[float]]:
    """Milliseconds of each page, by how they came."""
    async with contextlib.AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(connect(port)) for _ in range(clients)]
        for each in sockets:
            await page(each, "")
        until = time.monotonic() + seconds
        steady = await asyncio.gather(
            *(reader(each, lines, number, until) for number, each in enumerate(sockets, start=1))
        )
        burst = []
        for turn in range(4):
            typed = [lines[(turn * clients + number) * 7 % len(lines)] for number in range(clients)]
            burst += await asyncio.gather(*(page(each, line) for each, line in zip(sockets, typed, strict=True)))
    return {"steady": [spent for of_one in steady for spent in of_one], "burst": burst}


def connect(port: int) -> websockets.connect:
    """One client's connection."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return websockets.connect(
        address, origin=f"http://127.0.0.1:{port}", subprotocols=["streamlit"], max_size=None, open_timeout=TIMEOUT
    )


async def reader(client: websockets.ClientConnection, lines: Sequence[str], number: int, until: float) -> list[float]:
    """One person: thinks, searches, thinks."""
    chance, times = random.Random(number), []
    await asyncio.sleep(chance.uniform(0, THINK[1]))
    while time.monotonic() < until:
        times.append(await page(client, chance.choice(lines)))
        await asyncio.sleep(chance.uniform(*THINK))
    return times


async def page(client: websockets.ClientConnection, typed: str) -> float:
    """Milliseconds from asking for a page to its last message."""
    message = BackMsg()
    message.rerun_script.query_string = urlencode({"q": typed}) if typed else ""
    start = time.perf_counter()
    await client.send(message.SerializeToString())
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await asyncio.wait_for(client.recv(), TIMEOUT))
        if answer.WhichOneof("type") == "script_finished":
            return (time.perf_counter() - start) * 1e3


WATCH = """line => {
  let start = 0;
  document.addEventListener('keydown', event => { if (event.key === 'Enter') start = performance.now(); },
    { capture: true });
  const root = document.querySelector('[data-testid=stApp]');
  const drawn = () => start && new URLSearchParams(location.search).get('q') === line
    && root.dataset.testScriptState === 'notRunning';
  window.painted = new Promise(done => {
    const watch = new MutationObserver(() => {
      if (!drawn()) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
    setTimeout(() => done(-1), 10000);
  });
}"""


def painted(port: int, lines: Sequence[str]) -> list[float]:
    """Milliseconds in Chromium from Enter to the frame that shows the new answer; five to warm up."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        view = browser.new_page()
        view.goto(f"http://127.0.0.1:{port}/?q=b%C3%A1o")
        view.wait_for_selector('[data-testid=stApp][data-test-script-state="notRunning"]')
        view.wait_for_timeout(2000)
        times = []
        for line in lines:
            box = view.get_by_role("combobox").first
            box.fill(line)
            view.wait_for_timeout(400)  # the suggestions have come
            view.evaluate(WATCH, line)
            box.press("Enter")
            times.append(float(view.evaluate("() => window.painted")))
        browser.close()
    if lost := sum(spent < 0 for spent in times):
        print(f"{lost} searches were not seen to end")
    return [spent for spent in times[5:] if spent >= 0]


def spans_of(times: Sequence[float]) -> dict[str, float]:
    """How many, their median and 95th percentile in milliseconds."""
    ordered = sorted(times) or [0.0]
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {"pages": len(times), "p50": round(statistics.median(ordered), 1), "p95": round(p95, 1)}


if __name__ == "__main__":
    main()
