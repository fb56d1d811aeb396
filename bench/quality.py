"""How well questions find their answers: nDCG@10, R@10 and MRR@10 over a folder of judged questions.

    python bench/quality.py FOLDER [--kinds original nodia typo1] [--index DIR] [--exact]

FOLDER holds corpus.jsonl.xz (id, title, text), queries.jsonl (id, text), qrels.tsv (query, document, relevance) and
evaluate.py with `load`, `variant` and `evaluate`. Every query goes through the product's own syntax, fields and engine.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.engines import Engine, open_engine
from archive.engines.query import Ask, Entry
from archive.fields import LAYOUT, entry_of, place
from archive.model import Document, Fact, document_id
from archive.store.usage import UsageFile
from archive.syntax import parse, repaired
from archive.text.repair import repair
from archive.text.usage import Tally, Usage
from archive.vocab import Vocab

KINDS = ("original", "nodia")
RESULTS = Path(__file__).parent / "results"


def main(arguments: Sequence[str] | None = None) -> None:
    """Index the corpus (or open the index that is there), ask every kind of query, print and save the scores."""
    options = _parser().parse_args(arguments)
    sys.path.insert(0, str(options.folder))
    judge = importlib.import_module("evaluate")
    corpus, queries, qrels = judge.load(options.folder)
    names = {document_id(_digest(article["id"])): article["id"] for article in corpus}
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.index or Path(scratch)
        engine = open_engine("tantivy", folder, LAYOUT)
        usage = UsageFile(folder.with_suffix(".usage"))
        if len(engine.ids()) != len(names) or usage.read() is None:
            start, tally = time.perf_counter(), Tally()
            engine.put(_counted(_entries(corpus), tally))
            usage.write(Usage().grown(tally))
            print(f"indexed {len(names)} articles in {time.perf_counter() - start:.0f} s")
        counts = None if options.exact else usage.read()
        scores = {}
        for kind in options.kinds:
            asked = queries if kind == "original" else judge.variant(kind, queries)
            print(f"{kind:10}", end=" ", flush=True)
            scores[kind], _ = judge.evaluate(_search(engine, names, counts), (corpus, asked, qrels))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "quality.json").write_text(json.dumps(scores, indent=1), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", nargs="+", default=KINDS)
    parser.add_argument("--index", type=Path, help="keep the index here and use it again")
    parser.add_argument("--exact", action="store_true", help="repair nothing")
    return parser


def _search(engine: Engine, names: Mapping[str, str], usage: Usage | None) -> Callable[[str, int], list[str]]:
    def search(query: str, count: int) -> list[str]:
        meant = repaired(parse(query), lambda text: repair(text, usage) if usage else None)
        answer = engine.find(Ask(place(meant), limit=count))
        return [names[id_] for id_, _ in answer.scores]

    return search


def _counted(entries: Iterator[Entry], tally: Tally) -> Iterator[Entry]:
    for entry in entries:
        tally.add(entry.texts["body"])
        yield entry


def _entries(corpus: Sequence[Mapping[str, Any]]) -> Iterator[Entry]:
    """Articles as documents that have a subject and a text, and no other facts."""
    for article in corpus:
        sha256 = _digest(article["id"])
        facts = {"title": (Fact(value=article["title"], raw=article["title"], status="printed"),)}
        document = Document(document_id(sha256), str(article["id"]), sha256, "text/plain", facts)
        yield entry_of(document, f"{article['title']}\n{article['text']}", Vocab())


def _digest(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


if __name__ == "__main__":
    main()
