"""How surely a document that is known to be there comes first: by its number in six shapes, by its subject.

    python bench/known.py ROOT [--most 500] [--misses 5] [--engine tantivy]

ROOT is an archive (documents/ and index/); what it holds makes the queries, the product's own verb answers them. A hit
is right when it has the number that was asked for (and, where the query told it, its date), or the subject.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from archive.config import load_config
from archive.library import Library, open_library
from archive.model import Document, Hit
from archive.search import search_documents
from archive.text.folding import fold, number_key
from archive.text.tokens import bare, syllables

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Known:
    """A query that means one document, and whether a document is the one."""

    query: str
    is_it: Callable[[Document], bool]


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask every kind of known-item query of an archive, print and save the shares found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--most", type=int, default=500, help="documents that are asked for, evenly chosen")
    parser.add_argument("--misses", type=int, default=5, help="queries told of each kind that did not come first")
    parser.add_argument("--engine")
    options = parser.parse_args(arguments)
    with open_library(load_config(root=options.root, engine=options.engine)) as library:
        documents = list(_documents(library, options.most))
        scores = {
            kind: measure(library, items, misses=options.misses) for kind, items in known_items(documents).items()
        }
    for kind, score in scores.items():
        print(f"{kind:34} {score['queries']:5} queries  R@1 {score['R@1']:.3f}  R@10 {score['R@10']:.3f}")
        for miss in score["misses"]:
            print(f"    {miss}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "known.json").write_text(json.dumps(scores, ensure_ascii=False, indent=1), "utf-8")


def _documents(library: Library, most: int) -> Iterator[Document]:
    ids = sorted(library.catalogue.ids())
    yield from library.catalogue.many(list(islice(ids, 0, None, max(1, len(ids) // most)))).values()


def known_items(documents: Sequence[Document]) -> dict[str, list[Known]]:
    """Queries of each kind for each document that has what they ask for."""
    numbered = [document for document in documents if _serial(document)]
    subjects = [document for document in documents if len(syllables(document.value("title") or "")) > 3]
    dated = [document for document in numbered if len(document.value("date") or "") == 10]
    shapes: Mapping[str, Callable[[str], str]] = {
        "number as printed": str,
        "number, small letters, no marks": fold,
        "number, blanks for signs": lambda number: " ".join(syllables(fold(number))),
        "number glued": lambda number: "".join(syllables(fold(number))),
        "number, other dashes and blanks": lambda number: re.sub(r"([/-])", r" \1 ", number).replace("-", "–"),
    }
    items = {kind: [_by_number(document, shape) for document in numbered] for kind, shape in shapes.items()}
    items["number as a letter cites it"] = [_by_citation(document) for document in dated]
    items["subject"] = [_by_subject(document, str) for document in subjects]
    items["subject without marks"] = [_by_subject(document, fold) for document in subjects]
    return items


def measure(library: Library, items: Sequence[Known], *, misses: int = 0) -> dict[str, object]:
    """Shares of the items found first and among the first ten, and some that were not first."""
    ranks = []
    for item in items:
        hits = search_documents(library, item.query).hits
        ranks.append(next((rank for rank, hit in enumerate(hits, 1) if _among(hit, item)), 0))
    late = [f"{item.query} ({rank or 'not found'})" for item, rank in zip(items, ranks, strict=True) if rank != 1]
    count = max(1, len(items))
    return {
        "queries": len(items),
        "R@1": sum(rank == 1 for rank in ranks) / count,
        "R@10": sum(rank > 0 for rank in ranks) / count,
        "misses": late[:misses],
    }


def _among(hit: Hit, item: Known) -> bool:
    return any(map(item.is_it, (hit.document, *hit.twins)))


def _serial(document: Document) -> bool:
    return (document.value("number") or "")[:1].isdigit()


def _by_number(document: Document, shape: Callable[[str], str]) -> Known:
    number = document.value("number") or ""
    return Known(shape(number), lambda found: number_key(found.value("number") or "") == number_key(number))


def _by_citation(document: Document) -> Known:
    number, date = document.value("number") or "", document.value("date") or ""
    year, month, day = date.split("-")
    kind = (document.value("doc_type") or "văn bản").replace("-", " ")
    asked = f"{kind} số {number} ngày {day}/{month}/{year}"
    return Known(
        asked,
        lambda found: found.value("date") == date and number_key(found.value("number") or "") == number_key(number),
    )


def _by_subject(document: Document, shape: Callable[[str], str]) -> Known:
    title = document.value("title") or ""
    wanted = bare(syllables(title))
    return Known(shape(title), lambda found: bare(syllables(found.value("title") or "")) == wanted)


if __name__ == "__main__":
    main()
