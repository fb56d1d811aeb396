"""Find documents: typed words in, a page of hits with marked passages out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.engines.query import And, Answer, Ask, Node, Not, OneOf
from archive.fields import CERTAIN, LAYOUT, place, ranks
from archive.library import Library
from archive.model import Hit, Passage, Results
from archive.syntax import Query, expansions, repairs, targets
from archive.text.passages import find_passages, more_passages
from archive.text.target import Target

FACETS = {"issuer": 100, "under": 100, "year": 500, "doc_type": 50, "signer": 50, "period": 50, "place": 50}
"""Fields counted over all matches, and how many values of each are told; of the years all, for they are drawn."""
ORDERS = {"relevance": "", "newest": "-date", "oldest": "date", "issuer": "issuer"}
PASSAGES = 3
"""Passages that come with a hit; `find_more_passages` has the others."""


def search_documents(
    library: Library,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    exclude: Mapping[str, Sequence[str]] | None = None,
    certain: Sequence[str] = (),
    require_all: bool = False,
    expand: bool = True,
    order: str = "relevance",
    offset: int = 0,
    limit: int = 10,
    exact: bool = False,
    fold: bool = True,  # noqa: ARG001
) -> Results:
    """Documents for typed words, best first; where nothing is to be ranked (no words, only filters), newest first.

    filters: keyword field → codes, one of which a document has; several fields must all fit. A field that is filtered
    is counted as if it were not, so its other values stay in sight. The issuer of a document is also every body that
    took over from it; `under` is these and all they are part of. exclude: field → codes a document must not have.
    certain: of "number" and "date", those that nobody need doubt. require_all: every word must be there. expand: search
    for abbreviations in full too, and the other way round. order: "relevance", "newest", "oldest" or "issuer" (in
    Vietnamese order, of each the newest first). exact: search for the words as typed; else mistyped ones are repaired,
    and `repaired` says so. fold: show documents of nearly the same text as one hit.

    Raises:
        EngineUnavailableError: the search engine does not answer.
    """
    query = library.understand(text, exact=exact, expand=expand)
    limits = _Limits(_known(filters), _known(exclude), tuple(fact for fact in certain if fact in CERTAIN))
    tree = place(query, require_all=require_all)
    answer = library.engine.find(
        Ask(
            tree=limits.on(tree),
            offset=max(0, offset),
            limit=max(0, limit),
            order=ORDERS.get(order) or ("" if ranks(query) else "-date"),
            facets={field: most for field, most in FACETS.items() if field not in limits.filters},
        )
    )
    facets = dict(answer.facets)
    for field in limits.filters.keys() & FACETS.keys():
        ask = Ask(tree=limits.on(tree, but=field), limit=0, facets={field: FACETS[field]})
        facets.update(library.engine.find(ask).facets)
    return Results(
        hits=_hits(library, answer, targets(query)),
        total=answer.total,
        facets={field: facets[field] for field in FACETS},
        notes=_notes(query, (*(filters or {}), *(exclude or {}))),
        repaired=_as_meant(text, query),
        expanded=expansions(query),
    )


def find_more_passages(
    library: Library, text: str, document_id: str, *, skip: int = PASSAGES, most: int = 100, exact: bool = False
) -> tuple[Passage, ...]:
    """Passages of a hit after the first `skip`, for the same words typed: those that came with it, then the others.

    Raises:
        NotFoundError: there is no such document.
    """
    document = library.catalogue.get(document_id)
    wanted = targets(library.understand(text, exact=exact))
    return more_passages(document, library.catalogue.text(document_id), wanted, best_of=PASSAGES, skip=skip, most=most)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What was chosen beside the words."""

    filters: Mapping[str, tuple[str, ...]]
    exclude: Mapping[str, tuple[str, ...]]
    certain: tuple[str, ...]

    def on(self, tree: Node, *, but: str | None = None) -> Node:
        """The tree within these limits, but for the filter of one field."""
        parts: list[Node] = [OneOf(field, codes) for field, codes in self.filters.items() if field != but]
        parts += [Not(OneOf(field, codes)) for field, codes in self.exclude.items()]
        parts += [OneOf("certain", (fact,)) for fact in self.certain]
        return And((tree, *parts)) if parts else tree


def _known(chosen: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    return {field: tuple(codes) for field, codes in (chosen or {}).items() if codes and field in LAYOUT.keywords}


def _hits(library: Library, answer: Answer, wanted: Sequence[Target]) -> tuple[Hit, ...]:
    """Hits in the order of the engine; what the catalogue no longer has is left out."""
    ids = [id_ for id_, _ in answer.scores]
    papers = library.catalogue.shown(ids)
    scores = [(id_, score) for id_, score in answer.scores if id_ in papers]
    shown = find_passages([papers[id_] for id_, _ in scores], wanted, most=PASSAGES)
    return tuple(
        Hit(papers[id_][0], score, passages, more) for (id_, score), (passages, more) in zip(scores, shown, strict=True)
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


def _notes(query: Query, fields: Iterable[str]) -> tuple[str, ...]:
    unknown = [field for field in fields if field not in LAYOUT.keywords]
    return query.notes + tuple(f"Không có bộ lọc “{field}”: đã bỏ qua." for field in unknown)
