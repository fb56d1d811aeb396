"""How well questions find their answers: nDCG@10, R@10 and MRR@10 over a folder of judged questions; known items.

    python bench/quality.py [FOLDER] [--kinds original nodia typo1 short] [--archive DIR] [--exact] [--known ROOT …]

FOLDER holds corpus.jsonl.xz (id, title, text), queries.jsonl (id, text), qrels.tsv (query, document, relevance) and
evaluate.py with `load`, `variant` and `evaluate`. Every query goes through the product's own verb. `short` is ours: the
questions in which an abbreviation can stand for words of it, with that abbreviation. ROOT is an archive whose documents
are asked for by number and subject (`known.py`).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import known

from archive.config import Config
from archive.library import Library, open_library
from archive.model import Document, Fact, Page, Span, document_id
from archive.search import search_documents
from archive.store.catalogue import Record
from archive.vocab import Vocab, load_vocab

KINDS = ("original", "nodia", "typo1", "short")
BATCH = 2000
RESULTS = Path(__file__).parent / "results"


def main(arguments: Sequence[str] | None = None) -> None:
    """Index the corpus (or open the archive that is there), ask every kind of query, print and save the scores."""
    options = _parser().parse_args(arguments)
    for root in options.known:
        known.main([str(root)])
    if options.folder is None:
        return
    sys.path.insert(0, str(options.folder))
    judge = importlib.import_module("evaluate")
    corpus, queries, qrels = judge.load(options.folder)
    names = {document_id(_digest(article["id"])): article["id"] for article in corpus}
    with contextlib.ExitStack() as stack:
        root = options.archive or Path(stack.enter_context(TemporaryDirectory()))
        root.mkdir(parents=True, exist_ok=True)
        library = stack.enter_context(open_library(Config(root=root)))
        if len(library.catalogue.ids()) != len(names):
            _fill(library, corpus)
        scores = {}
        for kind in options.kinds:
            asked = _asked(kind, queries, judge)
            print(f"{kind:10} {len(asked):4} queries", end=" ", flush=True)
            judged = {name: gold for name, gold in qrels.items() if name in asked}
            scores[kind], _ = judge.evaluate(_search(library, names, exact=options.exact), (corpus, asked, judged))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "quality.json").write_text(json.dumps(scores, indent=1), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--kinds", nargs="+", default=KINDS)
    parser.add_argument("--archive", type=Path, help="keep the archive of the corpus here and use it again")
    parser.add_argument("--exact", action="store_true", help="repair and expand nothing")
    parser.add_argument("--known", type=Path, nargs="+", default=(), help="archives for known-item queries")
    return parser


def _asked(kind: str, queries: Mapping[str, str], judge: Any) -> Mapping[str, str]:
    if kind == "short":
        vocab = load_vocab()
        short = {name: _shortened(text, vocab) for name, text in queries.items()}
        return {name: text for name, text in short.items() if text != queries[name]}
    asked: Mapping[str, str] = queries if kind == "original" else judge.variant(kind, queries)
    return asked


def _shortened(text: str, vocab: Vocab) -> str:
    for met in vocab.short_forms.meet(text):
        if met.count > 1 and " " in met.typed:
            text = text.replace(met.typed, met.forms[0])
    return text


def _search(library: Library, names: Mapping[str, str], *, exact: bool) -> Callable[[str, int], list[str]]:
    def search(query: str, count: int) -> list[str]:
        results = search_documents(library, query, limit=count, exact=exact, fold=False)
        return [names[hit.document.id] for hit in results.hits]

    return search


def _fill(library: Library, corpus: Sequence[Mapping[str, Any]]) -> None:
    start = time.perf_counter()
    with library.writing() as writable:
        for at in range(0, len(corpus), BATCH):
            writable.keep(list(_records(corpus[at : at + BATCH])))
    print(f"indexed {len(corpus)} articles in {time.perf_counter() - start:.0f} s")


def _records(articles: Sequence[Mapping[str, Any]]) -> Iterator[Record]:
    """Articles as documents that have a subject and a text, and no other facts."""
    for article in articles:
        sha256 = _digest(article["id"])
        facts = {"title": (Fact(value=article["title"], raw=article["title"], status="printed"),)}
        text = f"{article['title']}\n{article['text']}"
        pages = (Page(1, Span(0, len(text))),)
        document = Document(document_id(sha256), str(article["id"]), sha256, "text/plain", facts, pages=pages)
        yield Record(document, text, "2026-01-01T00:00:00Z")


def _digest(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


if __name__ == "__main__":
    main()
