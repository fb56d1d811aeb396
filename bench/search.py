"""How fast search is: generated reports of 7–8 kB indexed, then many different queries through the whole verb.

    python bench/search.py [--counts 1000 10000 100000] [--whoosh 300] [--others 10000] [--each 40]

One run, the same documents for all: ours (tokens, catalogue, Tantivy; parse, repair, find, facets, ten hits with marked
passages), raw Tantivy on the same tokens (ten ids, no facets, no texts; its threads also work while tokens are made,
which is not counted), and, at `--others` documents, SQLite FTS5 over our folded syllables and Recoll answering with ten
ids and with ten abstracts; Whoosh under the same verb at `--whoosh`. At the end ours and Recoll answer the same
questions again, ten of a kind in turn, for a busy machine disturbs both alike then.

Each runs in a process of its own, so that its peak memory is its own. No row asks a query twice, so no answer is a kept
one. Times are milliseconds: wall-clock (p50, p95), and processor time (median), which a busy machine disturbs less; the
load at the start of each row is told. Ours is built from stored texts, as `archive rebuild --from-texts` does; it tells
also how long one more document and a suggestion take, and how much of its memory no file backs.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import tantivy

from archive.config import Config
from archive.fields import LAYOUT, entry_of
from archive.library import Library, open_library
from archive.model import FIELDS, Document, Fact, Page, Span, document_id
from archive.rebuild import index_texts
from archive.search import search_documents
from archive.store.catalogue import Record
from archive.suggest import suggest
from archive.text.folding import fold
from archive.text.tokens import pairs, syllables
from archive.vocab import Vocab
from bench.memory import Watch
from bench.others import recoll_client, run_fts5, run_recoll, spans
from tests.samples import Sample, plain_reports

SEED = 1
BATCH = 500
MORE = 40
"""Documents added one by one; Tantivy merges segments after every seventh."""
RESULTS = Path(__file__).parent / "results"
COMPARED = ("words", "frequent words", "phrase", "subject")
"""Kinds that Recoll answers too."""
FREQUENT = ("tỉnh", "báo cáo", "năm", "tháng", "thực hiện", "kế hoạch", "công tác", "tỷ đồng", "tăng", "địa bàn")
Query = tuple[str, dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every row of the table, print it, save it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--whoosh", type=int, default=300, help="documents for Whoosh; 0 leaves it out")
    parser.add_argument("--others", type=int, default=10_000, help="documents for FTS5 and Recoll; 0 leaves them out")
    parser.add_argument("--each", type=int, default=40, help="queries of each kind")
    options = parser.parse_args(arguments)
    jobs = [job for count in options.counts for job in (("ours", count), ("raw tantivy", count))]
    jobs += [("whoosh", options.whoosh)] * bool(options.whoosh)
    jobs += [(name, options.others) for name in ("fts5", "recoll") if options.others]
    rows = []
    with tempfile.TemporaryDirectory() as root:
        for name, count in jobs:
            folder = Path(root) / "-".join([*name.split(), str(count)])
            folder.mkdir()
            rows.append(apart(run, folder, name, count, options.each))
            print_row(rows[-1])
            if name not in ("ours", "recoll") or count != options.others:
                shutil.rmtree(folder)
        if (Path(root) / f"recoll-{options.others}/conf").is_dir():
            apart(compare, Path(root), options.others, options.each)
    RESULTS.mkdir(exist_ok=True)
    saved = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "cores": os.cpu_count(), "rows": rows}
    (RESULTS / "search.json").write_text(json.dumps(saved, ensure_ascii=False, indent=1), "utf-8")


def apart(work: Callable[..., Any], *given: Any) -> Any:
    """What a function returns in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def compare(root: Path, count: int, each: int) -> None:
    """How many times as fast as Recoll with abstracts ours is: in turn by kind, in rounds of ten, both warm."""
    queries = make_queries(list(islice(plain_reports(SEED, count), 400)), each)
    times: dict[str, tuple[list[float], list[float]]] = {kind: ([], []) for kind in COMPARED}
    with (
        open_library(Config(root=root / f"ours-{count}")) as library,
        recoll_client(root / f"recoll-{count}/conf") as ask,
    ):
        for query, _ in queries["words without marks"] + queries["page 20"]:
            search_documents(library, query)
            ask(query)
        for first in range(0, each, 10):
            for kind, (ours, theirs) in times.items():
                part = queries[kind][first : first + 10]
                for query, options in part:
                    start = time.perf_counter()
                    search_documents(library, query, **options)
                    ours.append((time.perf_counter() - start) * 1e3)
                theirs += [answer["ms"] for answer in [ask(query) for query, _ in part] if answer["found"]]
    print(f"\nours and Recoll with ten abstracts, {count:,} documents, in turn; p50 in ms")
    for kind, (ours, theirs) in times.items():
        tell(kind, ours, theirs)
    tell("all of these", *([one for pair in times.values() for one in pair[side]] for side in (0, 1)))


def tell(kind: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """One kind of both."""
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"  {kind:28} {mine:6.2f} {other:6.2f}   {other / mine:.1f} times as fast", flush=True)


def run(folder: Path, name: str, count: int, each: int) -> dict[str, Any]:
    """One row: build, then ask."""
    load = os.getloadavg()[0]
    queries = make_queries(list(islice(plain_reports(SEED, count), 400)), each)
    benches = {"raw tantivy": run_raw, "fts5": fts5, "recoll": recoll}
    row = benches.get(name, run_archive)(folder, name, count, queries)
    row["index MB"] = row.get("index MB") or size_of(folder)
    row.setdefault("peak MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
    return {"system": name, "documents": count, "load": load, **row}


def make_queries(samples: Sequence[Sample], each: int) -> dict[str, list[Query]]:
    """So many different queries of each kind, the first of them to warm up; words stand in the reports asked."""
    chance = random.Random(SEED)
    issuers = sorted({str(sample.facts["issuer"]) for sample in samples})
    titles = list(dict.fromkeys(str(sample.facts["title"]) for sample in samples))
    numbers = list(dict.fromkeys(str(sample.facts["number"]) for sample in samples))

    def words(least: int, most: int) -> str:
        typed = chance.choice(samples).text.split()
        while True:
            at, length = chance.randrange(len(typed) - most), chance.randint(least, most)
            piece = [word.strip(".,;:()“”") for word in typed[at : at + length]]
            if all(word.isalpha() and not word.isupper() for word in piece):
                return " ".join(piece)

    def filters() -> dict[str, Any]:
        return {"filters": {"issuer": [chance.choice(issuers)], "year": [str(chance.randint(2019, 2024))]}}

    makers: dict[str, Callable[[int], Query]] = {
        "words": lambda _: (words(3, 6), {}),
        "words without marks": lambda _: (fold(words(3, 6)), {}),
        "frequent words": lambda at: (f"{FREQUENT[at % len(FREQUENT)]} {words(1, 1)}", {}),
        "subject": lambda at: (titles[at % len(titles)], {}),
        "number": lambda at: (numbers[at % len(numbers)], {}),
        "phrase": lambda _: (f'"{words(2, 4)}"', {}),
        "frequent words, all of them": lambda at: (f"+{FREQUENT[at % 5]} +năm +{words(1, 1)}", {}),
        "all words": lambda _: (words(3, 5), {"require_all": True}),
        "words, filtered": lambda _: (words(3, 5), filters()),
        "words, newest first": lambda _: (words(3, 5), {"order": "newest"}),
        "prefix and exclusion": lambda _: (f"{words(2, 2)} {words(1, 1)[:2]}* -{words(1, 1)}", {}),
        "filters alone": lambda _: ("", filters()),
        "page 20": lambda _: (words(3, 5), {"offset": 190}),
    }
    return {kind: [make(at) for at in range(each + 5)] for kind, make in makers.items()}


def run_archive(folder: Path, name: str, count: int, queries: dict[str, list[Query]]) -> dict[str, Any]:
    """The product: catalogue and engine through the library, search through its verb."""
    engine = "whoosh" if name == "whoosh" else "tantivy"
    config = Config(root=folder, engine=engine)
    build = build_archive(config, count)
    with open_library(config) as library, Watch() as watch:

        def ask(query: Query) -> None:
            search_documents(library, query[0], **query[1])

        def offer(query: Query) -> None:
            suggest(library, query[0])

        row = {**build, "ms": {kind: timed(ask, each) for kind, each in queries.items()}, "one more": one_more(library)}
        lines = [(text[: len(text) * 2 // 3], options) for text, options in queries["words without marks"]]
        row["suggestion ms"] = timed(offer, lines + queries["number"] + queries["subject"])
    row["searching MB"], row["searching MB, anonymous"] = watch.all, watch.anonymous
    return row


def build_archive(config: Config, count: int) -> dict[str, Any]:
    """Fill a catalogue, then make the index from its texts as `archive rebuild --from-texts` does; that is timed.

    Another process fills it, so that what is left of that is not counted as memory of building.
    """
    apart(fill, config, count)
    with Watch() as watch:
        start, work = time.perf_counter(), time.process_time()
        assert sum(1 for _ in index_texts(config)) == count
        spent, worked = time.perf_counter() - start, time.process_time() - work
    built = {"build docs/s": count / spent, "build docs per CPU-second": count / worked}
    return {**built, "build MB": watch.all, "build MB, anonymous": watch.anonymous}


def fill(config: Config, count: int) -> None:
    """Save the reports in a catalogue."""
    with open_library(config) as library, library.writing() as writable:
        for records in batches(count):
            writable.catalogue.save(records)
            writable.catalogue.mark_indexed([record.document.id for record in records])


def one_more(library: Library) -> dict[str, float]:
    """Milliseconds until one more document is kept, found by its words and suggested; and until its writer is done."""
    found, done = [], []
    for at, record in enumerate(record for part in batches(MORE, seed=SEED + 1) for record in part):
        mark = f"zq{at}xw"
        marked = replace(record, text=f"{record.text}\n{mark}")
        start = time.perf_counter()
        with library.writing() as writable:
            writable.keep((marked,))
            (hit,) = search_documents(library, mark, exact=True).hits
            assert suggest(library, str(record.document.value("number")))
            found.append((time.perf_counter() - start) * 1e3)
        done.append((time.perf_counter() - start) * 1e3)
        assert hit.document.id == record.document.id
    return {**spans(found), "highest": max(found), "writer done, highest": max(done)}


def run_raw(folder: Path, _: str, count: int, queries: dict[str, list[Query]]) -> dict[str, Any]:
    """Tantivy alone: our tokens handed over, a query of words and pairs, ten addresses back."""
    builder = tantivy.SchemaBuilder()
    for field in (*LAYOUT.texts, *LAYOUT.bags):
        positions = "position" if field in LAYOUT.texts else "freq"
        builder.add_text_field(field, tokenizer_name="whitespace", index_option=positions)
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    spent = 0.0
    writer = index.writer(heap_size=60_000_000, num_threads=2)
    for records in batches(count):
        entries = [entry_of(record.document, record.text, Vocab()) for record in records]
        start = time.perf_counter()
        for entry in entries:
            writer.add_document(tantivy.Document(**entry.texts))
        spent += time.perf_counter() - start
    start = time.perf_counter()
    writer.commit()
    writer.wait_merging_threads()
    spent += time.perf_counter() - start
    index.reload()
    searcher = index.searcher()

    def ask(query: Query) -> None:
        tokens = syllables(query[0])
        words = [tantivy.Query.term_query(schema, "body", token, "freq") for token in tokens]
        words += [tantivy.Query.term_query(schema, "body_pairs", pair, "freq") for pair in pairs(tokens)]
        searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words]), limit=10)

    def ask_phrase(query: Query) -> None:
        searcher.search(tantivy.Query.phrase_query(schema, "body", list(syllables(query[0]))), limit=10)

    found = {kind: timed(ask, queries[kind]) for kind in ("words", "frequent words", "subject")}
    phrases = [query for query in queries["phrase"] if len(syllables(query[0])) > 1]
    return {"build docs/s": count / spent, "ms": {**found, "phrase": timed(ask_phrase, phrases)}}


def fts5(folder: Path, _: str, count: int, queries: dict[str, list[Query]]) -> dict[str, Any]:
    """SQLite's full text over the bare syllables; filters as columns beside."""
    return run_fts5(folder, batches(count), lines_of(queries), timed)


def recoll(folder: Path, _: str, count: int, queries: dict[str, list[Query]]) -> dict[str, Any]:
    """Recoll over the reports as files."""
    return run_recoll(folder, batches(count), lines_of(queries))


def lines_of(queries: dict[str, list[Query]]) -> dict[str, list[str]]:
    """What is typed, without the options beside."""
    return {kind: [line for line, _ in each] for kind, each in queries.items()}


def batches(count: int, *, seed: int = SEED) -> Iterator[list[Record]]:
    """Records of generated reports, with the facts the generator knows."""
    samples = plain_reports(seed, count)
    while batch := [record_of(sample, seed) for sample in islice(samples, BATCH)]:
        yield batch


def record_of(sample: Sample, seed: int) -> Record:
    """A record as reading the file would give it."""
    digest = sha256(f"{seed} {sample.name}".encode()).hexdigest()
    facts = {}
    for field in FIELDS:
        value = sample.facts.get(field)
        values = value if isinstance(value, list) else [value]
        facts[field] = tuple(Fact(value=str(item), raw=str(item), status="printed") for item in values if item)
    pages = (Page(1, Span(0, len(sample.text))),)
    document = Document(document_id(digest), sample.name, digest, "text/plain", facts, pages=pages)
    return Record(document, sample.text, "2026-01-01T00:00:00Z")


def timed(ask: Callable[[Any], None], queries: Sequence[Any]) -> dict[str, float]:
    """Median and 95th percentile of a kind of query, and the median of its processor time; five of them warm up."""
    times, worked = [], []
    for at, query in enumerate(queries):
        start, work = time.perf_counter(), time.process_time()
        ask(query)
        if at >= 5:
            times.append((time.perf_counter() - start) * 1e3)
            worked.append((time.process_time() - work) * 1e3)
    return {**spans(times), "cpu": statistics.median(worked)}


def size_of(folder: Path) -> float:
    """MB of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def print_row(row: dict[str, Any]) -> None:
    """One system as lines."""
    if "skipped" in row:
        print(f"\n{row['system']}: left out, {row['skipped']}")
        return
    print(
        f"\n{row['system']}, {row['documents']:,} documents: build {row['build docs/s']:.0f} docs/s, "
        f"index {row['index MB']:.0f} MB, peak memory {row['peak MB']:.0f} MB, load {row['load']:.1f}"
    )
    for kind, found in row["ms"].items():
        print(f"  {kind:28} p50 {found['p50']:8.2f}   p95 {found['p95']:8.2f}   cpu {found['cpu']:8.2f} ms")
    for name in ("p50", "p95", "cpu"):
        every = [found[name] for found in row["ms"].values()]
        print(f"  {name}: median of the kinds {statistics.median(every):.2f}, highest {max(every):.2f} ms", flush=True)
    if "one more" in row:
        found = row["suggestion ms"]
        print(f"  build: {row['build docs per CPU-second']:.0f} docs per CPU-second")
        for what in ("build", "searching"):
            print(
                f"  {what}: peak {row[f'{what} MB']:.0f} MB, of which anonymous {row[f'{what} MB, anonymous']:.0f} MB"
            )
        print(
            "  one more document is found, ms:",
            ", ".join(f"{key} {value:.0f}" for key, value in row["one more"].items()),
        )
        print(f"  suggestion p50 {found['p50']:.2f}, p95 {found['p95']:.2f} ms", flush=True)


if __name__ == "__main__":
    main()
