"""Other searchers on the same reports, for `bench/search.py`: SQLite's FTS5 over our bare syllables, and Recoll.

Recoll is a program of the system (Debian: recollcmd, python3-recoll); without it its row is left out with the reason.
"""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.store.catalogue import Record
from archive.text.tokens import bare, syllables

Queries = Mapping[str, Sequence[str]]
SYSTEM_PYTHON = "/usr/bin/python3"


def run_fts5(
    folder: Path,
    batches: Iterable[Sequence[Record]],
    queries: Queries,
    timed: Callable[[Callable[[Any], None], Sequence[Any]], dict[str, float]],
) -> dict[str, Any]:
    """Index and ask FTS5: any of the words, ranked, ten ids; a phrase; counts of years over all matches."""
    database = sqlite3.connect(folder / "fts.sqlite")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(body, content='', tokenize='ascii')")
    database.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, year TEXT, issuer TEXT)")
    spent, count = 0.0, 0
    for records in batches:
        start = time.perf_counter()
        with database:
            for record in records:
                count += 1
                body = " ".join(bare(syllables(record.text)))
                database.execute("INSERT INTO texts (rowid, body) VALUES (?, ?)", (count, body))
                year = (record.document.value("date") or "")[:4]
                database.execute("INSERT INTO facts VALUES (?, ?, ?)", (count, year, record.document.value("issuer")))
        spent += time.perf_counter() - start
    ranked = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 10"
    counted = "SELECT year, count(*) FROM texts JOIN facts ON facts.id = texts.rowid WHERE texts MATCH ? GROUP BY year"

    def tokens(query: str) -> tuple[str, ...]:
        return bare(syllables(query))

    def ask(match: str) -> None:
        database.execute(ranked, (match,)).fetchall()

    def ask_counts(match: str) -> None:
        ask(match)
        database.execute(counted, (match,)).fetchall()

    any_of = {
        kind: [" OR ".join(f'"{token}"' for token in tokens(query)) for query in queries[kind]]
        for kind in ("words", "frequent words", "subject")
    }
    phrases = [f'"{" ".join(tokens(query))}"' for query in queries["phrase"]]
    found = {kind: timed(ask, each) for kind, each in any_of.items()}
    found |= {"phrase": timed(ask, phrases), "words, with counts of years": timed(ask_counts, any_of["words"])}
    return {"build docs/s": count / spent, "ms": found}


def run_recoll(folder: Path, batches: Iterable[Sequence[Record]], queries: Queries) -> dict[str, Any]:
    """Index the reports as files, ask for all words (Recoll's way) and for phrases: ten ids, and ten abstracts."""
    if reason := _missing():
        return {"skipped": reason, "index MB": 0.0}
    texts, conf = folder / "texts", folder / "conf"
    texts.mkdir()
    conf.mkdir()
    count = 0
    for records in batches:
        for record in records:
            (texts / f"{record.document.id}.txt").write_text(record.text, "utf-8")
            count += 1
    settings = f"topdirs = {texts}\nskippedPaths =\nindexstemminglanguages =\nidxflushmb = 50\n"
    (conf / "recoll.conf").write_text(settings, "utf-8")
    start = time.perf_counter()
    subprocess.run(["recollindex", "-c", str(conf)], check=True, capture_output=True)
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    size = sum(path.stat().st_size for path in conf.rglob("*") if path.is_file()) / 1e6
    found = {}
    with recoll_client(conf) as ask:
        for kind in ("words", "frequent words", "phrase", "subject"):
            answers = [answer for answer in map(ask, queries[kind]) if answer["found"]][5:]
            found[f"{kind}: ten ids"] = _waited([answer["ids"] for answer in answers])
            found[f"{kind}: ten abstracts"] = _waited([answer["ms"] for answer in answers])
    return {"build docs/s": count / spent, "index MB": size, "peak MB": peak, "ms": found}


@contextmanager
def recoll_client(conf: Path) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Asks Recoll: how many were found, milliseconds until ten ids and until ten abstracts were there."""
    command = [SYSTEM_PYTHON, str(Path(__file__).parent / "recoll_client.py"), str(conf)]
    client = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert client.stdin
    assert client.stdout
    asked, answers = client.stdin, client.stdout

    def ask(query: str) -> dict[str, Any]:
        print(json.dumps(query), file=asked, flush=True)
        answer: dict[str, Any] = json.loads(answers.readline())
        return answer

    try:
        yield ask
    finally:
        asked.close()
        client.wait()


def _missing() -> str | None:
    if shutil.which("recollindex") is None:
        return "recollindex is not installed (Debian: recollcmd)"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "from recoll import recoll"], capture_output=True, check=False)
    return None if asked.returncode == 0 else "the system's Python has no recoll module (Debian: python3-recoll)"


def spans(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    ordered = sorted(times) or [0.0]
    return {"p50": statistics.median(ordered), "p95": ordered[int(len(ordered) * 0.95)]}


def _waited(times: Sequence[float]) -> dict[str, float]:
    """As for ours; another process did the work, so the time waited stands for its processor time."""
    found = spans(times)
    return {**found, "cpu": found["p50"]}
