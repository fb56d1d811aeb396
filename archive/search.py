"""Find documents: typed words in, a page of hits with marked passages out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from archive.engines.query import And, Answer, Ask, Node, OneOf
from archive.fields import LAYOUT, place, ranks
from archive.library import Library
from archive.model import Hit, Results
from archive.syntax import Query, parse, repairs, targets
from archive.text.passages import Target, find_passages

FACETS = {"issuer": 50, "year": 50, "doc_type": 50, "signer": 50}
"""Fields counted over all matches, and how many values of each are told."""
ORDERS = {"relevance": "", "newest": "-date", "oldest": "date"}


def search_documents(
    library: Library,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    order: str = "relevance",
    offset: int = 0,
    limit: int = 10,
    exact: bool = False,
) -> Results:
    """Documents for typed words, best first; where nothing is to be ranked (no words, only filters), newest first.

    filters: keyword field → codes, one of which a document has; several fields must all fit. A field that is filtered
    is counted as if it were not, so its other values stay in sight. order: "relevance", "newest" or "oldest".
    exact: search for the words as typed; else mistyped ones are repaired, and `repaired` says so.

    Raises:
        EngineUnavailableError: the search engine does not answer.
    """
    query = parse(text) if exact else library.repair(parse(text))
    chosen = {field: tuple(codes) for field, codes in (filters or {}).items() if codes and field in LAYOUT.keywords}
    tree = place(query)
    answer = library.engine.find(
        Ask(
            tree=_filtered(tree, chosen),
            offset=max(0, offset),
            limit=max(0, limit),
            order=ORDERS.get(order) or ("" if ranks(query) else "-date"),
            facets={field: most for field, most in FACETS.items() if field not in chosen},
        )
    )
    facets = dict(answer.facets)
    for field in chosen.keys() & FACETS.keys():
        others = {name: codes for name, codes in chosen.items() if name != field}
        ask = Ask(tree=_filtered(tree, others), limit=0, facets={field: FACETS[field]})
        facets.update(library.engine.find(ask).facets)
    return Results(
        hits=_hits(library, answer, targets(query)),
        total=answer.total,
        facets={field: facets[field] for field in FACETS},
        notes=_notes(query, filters or {}),
        repaired=_as_meant(text, query),
    )


def _filtered(tree: Node, chosen: Mapping[str, tuple[str, ...]]) -> Node:
    if not chosen:
        return tree
    return And((tree, *(OneOf(field, codes) for field, codes in chosen.items())))


def _hits(library: Library, answer: Answer, wanted: Sequence[Target]) -> tuple[Hit, ...]:
    """Hits in the order of the engine; what the catalogue no longer has is left out."""
    ids = [id_ for id_, _ in answer.scores]
    documents = library.catalogue.many(ids)
    texts = library.catalogue.texts(ids)
    return tuple(
        Hit(documents[id_], score, find_passages(texts.get(id_, ""), documents[id_].pages, wanted))
        for id_, score in answer.scores
        if id_ in documents
    )


def _as_meant(text: str, query: Query) -> str | None:
    """The typed line with its repairs in place; where blanks or signs between words were dropped, the words alone."""
    changed = repairs(query)
    shown, rest = "", unicodedata.normalize("NFC", text)
    for words in changed:
        before, found, rest = rest.partition(words.typed or "")
        if not found:
            return " ".join(words.text for words in changed)
        shown += before + words.text
    return " ".join((shown + rest).split()) if changed else None


def _notes(query: Query, filters: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    unknown = [field for field in filters if field not in LAYOUT.keywords]
    return query.notes + tuple(f"Không có bộ lọc “{field}”: đã bỏ qua." for field in unknown)
