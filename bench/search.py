"""How fast search is: generated reports of 7–8 kB indexed, then a fixed set of queries through the whole verb.

    python bench/search.py [--counts 1000 10000] [--whoosh 300] [--repeat 5]

One table: ours (tokens, catalogue, Tantivy; parse, find, facets, ten hits with marked passages), raw Tantivy on the
same tokens (ten ids, no facets, no texts), and the same archive over Whoosh on fewer documents. Each runs in a process
of its own, so that its peak memory is its own. Times are milliseconds after one warm round: wall-clock (p50, p95),
and processor time (median), which a busy machine disturbs less; the load at the start of each row is told.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import tantivy

from archive.config import Config
from archive.fields import LAYOUT, entry_of
from archive.library import open_library
from archive.model import FIELDS, Document, Fact, Page, Span, document_id
from archive.search import search_documents
from archive.store.catalogue import Record
from archive.text.folding import fold
from archive.text.tokens import pairs, syllables
from archive.vocab import Vocab
from tests.samples import Sample, plain_reports

SEED = 1
BATCH = 1000
RESULTS = Path(__file__).parent / "results"
PHRASES = (
    "giải ngân vốn đầu tư công",
    "thu ngân sách nhà nước",
    "cải cách hành chính",
    "tiêm chủng",
    "tai nạn giao thông",
)
Query = tuple[str, dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run every row of the table, print it, save it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--whoosh", type=int, default=300, help="documents for Whoosh; 0 leaves it out")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args(arguments)
    jobs = [job for count in options.counts for job in (("ours", count), ("raw tantivy", count))]
    if options.whoosh:
        jobs += [("ours", options.whoosh), ("whoosh", options.whoosh)]
    rows = []
    for name, count in jobs:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows.append(pool.apply(run, (name, count, options.repeat)))
        _print_row(rows[-1])
    RESULTS.mkdir(exist_ok=True)
    saved = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "cores": os.cpu_count(), "rows": rows}
    (RESULTS / "search.json").write_text(json.dumps(saved, ensure_ascii=False, indent=1), "utf-8")


def run(name: str, count: int, repeat: int) -> dict[str, Any]:
    """One row: build, then ask."""
    load = os.getloadavg()[0]
    queries = make_queries(list(islice(plain_reports(SEED, count), 40)))
    with tempfile.TemporaryDirectory() as folder:
        bench = run_raw if name == "raw tantivy" else run_archive
        row = bench(Path(folder), name, count, queries, repeat)
        row["index MB"] = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
    row["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {"system": name, "documents": count, "load": load, **row}


def make_queries(samples: Sequence[Sample]) -> dict[str, list[Query]]:
    """The fixed set, by kind; subjects and numbers are those of the first reports."""
    titles = [str(sample.facts["title"]) for sample in samples[::5]]
    numbers = [str(sample.facts["number"]) for sample in samples[::5]]
    filters = {"issuer": [str(samples[0].facts["issuer"])], "year": ["2022", "2023"]}
    return {
        "words": [(phrase, {}) for phrase in PHRASES],
        "words without marks": [(fold(phrase), {}) for phrase in PHRASES],
        "one frequent word": [("tỉnh", {}), ("báo", {})],
        "subject": [(title, {}) for title in titles],
        "number": [(number, {}) for number in numbers],
        "phrase": [(f'"{phrase}"', {}) for phrase in PHRASES],
        "all words": [(" ".join(f"+{word}" for word in phrase.split()), {}) for phrase in PHRASES],
        "words, filtered": [(phrase, {"filters": filters}) for phrase in PHRASES],
        "words, newest first": [(phrase, {"order": "newest"}) for phrase in PHRASES],
        "prefix and exclusion": [("ngân sách gi* -lũ", {}), ("đầu* -cháy", {})],
        "everything": [("", {}), ("", {"filters": filters})],
        "page 20": [(phrase, {"offset": 190}) for phrase in PHRASES[:2]],
    }


def run_archive(folder: Path, name: str, count: int, queries: dict[str, list[Query]], repeat: int) -> dict[str, Any]:
    """The product: catalogue and engine through the library, search through its verb."""
    engine = "whoosh" if name == "whoosh" else "tantivy"
    spent = 0.0
    with open_library(Config(root=folder, engine=engine)) as library:
        with library.writing() as writable:
            for records in batches(count):
                start = time.perf_counter()
                writable.keep(records)
                spent += time.perf_counter() - start

        def ask(query: Query) -> None:
            found = search_documents(library, query[0], **query[1])
            assert len(found.hits) == min(10, max(0, found.total - query[1].get("offset", 0)))

        return {"build docs/s": count / spent, "ms": {kind: timed(ask, each, repeat) for kind, each in queries.items()}}


def run_raw(folder: Path, _: str, count: int, queries: dict[str, list[Query]], repeat: int) -> dict[str, Any]:
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
            writer.add_document(tantivy.Document(**{key: " ".join(value) for key, value in entry.texts.items()}))
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

    kinds = ("words", "one frequent word", "subject")
    return {"build docs/s": count / spent, "ms": {kind: timed(ask, queries[kind], repeat) for kind in kinds}}


def batches(count: int) -> Iterator[list[Record]]:
    """Records of generated reports, with the facts the generator knows."""
    samples = plain_reports(SEED, count)
    while batch := [record_of(sample) for sample in islice(samples, BATCH)]:
        yield batch


def record_of(sample: Sample) -> Record:
    """A record as reading the file would give it."""
    digest = sha256(sample.name.encode()).hexdigest()
    facts = {}
    for field in FIELDS:
        value = sample.facts.get(field)
        values = value if isinstance(value, list) else [value]
        facts[field] = tuple(Fact(value=str(item), raw=str(item), status="printed") for item in values if item)
    pages = (Page(1, Span(0, len(sample.text))),)
    document = Document(document_id(digest), sample.name, digest, "text/plain", facts, pages=pages)
    return Record(document, sample.text, "2026-01-01T00:00:00Z")


def timed(ask: Callable[[Query], None], queries: Sequence[Query], repeat: int) -> dict[str, float]:
    """Median and 95th percentile of a kind of query, and the median of its processor time."""
    times, worked = [], []
    for turn in range(repeat + 1):
        for query in queries:
            start, work = time.perf_counter(), time.process_time()
            ask(query)
            if turn:
                times.append((time.perf_counter() - start) * 1e3)
                worked.append((time.process_time() - work) * 1e3)
    times.sort()
    return {"p50": statistics.median(times), "p95": times[int(len(times) * 0.95)], "cpu": statistics.median(worked)}


def _print_row(row: dict[str, Any]) -> None:
    print(
        f"\n{row['system']}, {row['documents']:,} documents: build {row['build docs/s']:.0f} docs/s, "
        f"index {row['index MB']:.0f} MB, peak memory {row['peak MB']:.0f} MB, load {row['load']:.1f}"
    )
    every = [spans["p50"] for spans in row["ms"].values()]
    for kind, spans in row["ms"].items():
        print(f"  {kind:24} p50 {spans['p50']:8.2f}   p95 {spans['p95']:8.2f}   cpu {spans['cpu']:8.2f} ms")
    print(f"  {'median of the kinds':24} p50 {statistics.median(every):8.2f} ms", flush=True)


if __name__ == "__main__":
    main()
