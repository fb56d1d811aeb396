"""Which page of matches a Tantivy query gives, best first and ties by id. The one rule: no more is fetched or scored
than the page needs, and what is left out can hardly change it."""

from __future__ import annotations

import math

import numpy as np
from tantivy import DocAddress, Occur, Query

from archive.engines.query import And, Near, Node, Or, Phrase, Word
from archive.engines.tantivy_state import AsQuery, State, count_of, flat

TIES = 20
"""Hits fetched beyond the page, to see whether a tie goes on there."""
MORE = 64
"""How many times more are fetched if it does."""
LIGHT = 0.005
"""How much of the highest score there can be may be left out. 461 questions asked so: nDCG@10 .746, without marks .738;
with all words .742 and .737; at .02 only .740 and .725."""
K1 = 1.2
"""Of Tantivy's BM25."""

Page = tuple[tuple[str, float], ...]


def ranked_page(state: State, tree: Node, as_query: AsQuery, start: int, end: int) -> tuple[int, Page]:
    """Count of all matches and a page by score."""
    telling = _telling(state, tree, as_query)
    if telling is not None:
        everything = isinstance(tree, Or)
        total = state.searcher.num_docs if everything else int(np.count_nonzero(state.matches(tree, as_query)))
        query = as_query(telling)
        hits = state.searcher.search(query, limit=end + TIES, count=False).hits
        if len(hits) == min(end + TIES, total):
            return total, _page(state, query, hits, total, start, end, single=False)
    query = as_query(tree)
    found = state.searcher.search(query, limit=end + TIES)
    return count_of(found), _page(state, query, found.hits, count_of(found), start, end, single=_is_single(tree))


def _page(
    state: State,
    query: Query,
    hits: list[tuple[float, DocAddress]],
    total: int,
    start: int,
    end: int,
    *,
    single: bool,
) -> Page:
    """Hits from the start-th to the end-th; Tantivy puts ties in the order of its files; whole ties are looked at."""
    if start >= len(hits):
        return ()
    worst = hits[min(end, len(hits)) - 1][0]
    if len(hits) < total and hits[-1][0] == worst:
        before = sum(score > worst for score, _ in hits)
        hits = hits[:before] + _tie(state, query, worst, end - before, single=single)
    ranks = state.id_ranks([address for _, address in hits])
    best = sorted(zip([-score for score, _ in hits], ranks, strict=True))[start:end]
    return tuple([(state.id_at(rank), -score) for score, rank in best])


def _tie(state: State, query: Query, score: float, needed: int, *, single: bool) -> list[tuple[float, DocAddress]]:
    """All hits of one score, or, where one clause scores, those of the first ids, as many as are needed or more."""
    size = state.searcher.num_docs
    share = MORE * needed if single else size
    while share < size:
        first = Query.boolean_query([(Occur.Must, query), (Occur.Must, state.first_ids(share))])
        found = state.searcher.search(first, limit=share)
        tied = [hit for hit in found.hits if hit[0] == score]
        if len(tied) >= needed and count_of(found) <= share:  # more, where many ids begin alike
            return tied
        share *= MORE
    return [hit for hit in state.searcher.search(query, limit=size).hits if hit[0] == score]


def _is_single(node: Node) -> bool:
    """Whether one clause alone gives the score: with others its last digits depend on what else is asked."""
    match node:
        case Word() | Phrase():
            return True
        case And(parts):
            scoring = [part for part in parts if scores(part)]
            return len(scoring) == 1 and _is_single(scoring[0])
        case _:
            return False


def _telling(state: State, tree: Node, as_query: AsQuery) -> Node | None:
    """The tree without words that tell next to nothing; None where it is to be asked as it stands.

    Only where every document has one of the words, so that leaving out some does not change what is found.
    """
    if isinstance(tree, Or):
        return _without_light(state, tree, as_query)
    if not isinstance(tree, And):
        return None
    parts = [(_without_light(state, part, as_query) if isinstance(part, Or) else None) or part for part in tree.parts]
    return And(tuple(parts)) if any(new is not old for new, old in zip(parts, tree.parts, strict=True)) else None


def _without_light(state: State, tree: Or, as_query: AsQuery) -> Or | None:
    having = state.frequencies(tree)
    if not state.is_everywhere(having, as_query):
        return None
    size = max(state.searcher.num_docs, having[0][0])  # replaced ones are counted until segments are merged
    weights = [word.boost * (K1 + 1) * math.log1p((size - count + 0.5) / (count + 0.5)) for count, word in having]
    spare, light = LIGHT * sum(weights), set[int]()
    for weight, (_, word) in zip(weights, having, strict=True):
        spare -= weight
        if spare < 0:
            break
        light.add(id(word))
    return Or(tuple([part for part in flat(tree) if id(part) not in light]))


def ranks(node: Node) -> bool:
    """Whether a tree tells matches apart by their scores; if not, all tie and go by id. A prefix scores all alike."""
    match node:
        case Word(_, _, boost, prefix):
            return boost != 0 and not prefix
        case Phrase(_, _, boost) | Near(_, _, _, _, boost):
            return boost != 0
        case And(parts):
            return any(map(ranks, parts))
        case Or(parts):
            return any(map(ranks, parts)) or (len(parts) > 1 and any(map(scores, parts)))
        case _:
            return False


def scores(node: Node) -> bool:
    """Whether a tree gives any score."""
    match node:
        case Word(_, _, boost) | Phrase(_, _, boost) | Near(_, _, _, _, boost):
            return boost != 0
        case And(parts) | Or(parts):
            return any(map(scores, parts))
        case _:
            return False
