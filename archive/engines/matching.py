"""What a tree means, once for all engines that are asked word by word: matches with their scores, pages, facets."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from archive.engines.query import And, Between, Near, Node, Not, OneOf, Or, Phrase, Word

K1 = 0.9
B = 0.8
"""Best of the flat surface measured on the law questions with pairs (k1 .6-.9, b .75-.9)."""

Key = TypeVar("Key", int, str)


class Leaves(Protocol[Key]):
    """The questions an index answers by itself; a key names a document in it."""

    def everything(self) -> Iterable[Key]:
        """All documents."""

    def word(self, field: str, token: str) -> Mapping[Key, float]:
        """Scores of the documents with a token."""

    def prefix(self, field: str, beginning: str) -> Mapping[Key, float]:
        """Scores of the documents with a token that begins so."""

    def phrase(self, field: str, tokens: tuple[str, ...]) -> Mapping[Key, float]:
        """Scores of the documents with two or more tokens one after another."""

    def near(self, field: str, left: str, right: str, gap: int) -> Mapping[Key, float]:
        """Scores of the documents with two different tokens no more than `gap` others apart."""

    def one_of(self, field: str, codes: tuple[str, ...]) -> Iterable[Key]:
        """Documents with one of the codes."""

    def between(self, field: str, low: str | None, high: str | None) -> Iterable[Key]:
        """Documents with a day in the range."""


def match_tree(node: Node, leaves: Leaves[Key]) -> dict[Key, float]:
    """All matches of a tree with their scores."""
    match node:
        case Word() | Phrase() | Near():
            return _times(_scored(node, leaves), node.boost)
        case And(parts):
            return _all(parts, leaves)
        case Or(parts):
            found: dict[Key, float] = {}
            for part in parts:
                for key, score in match_tree(part, leaves).items():
                    found[key] = found.get(key, 0.0) + score
            return found
        case Not(part):
            excluded = match_tree(part, leaves)
            return {key: 0.0 for key in leaves.everything() if key not in excluded}
        case OneOf(field, codes):
            return dict.fromkeys(leaves.one_of(field, codes), 0.0)
        case Between(field, low, high):
            return dict.fromkeys(leaves.between(field, low, high), 0.0)


def _scored(node: Word | Phrase | Near, leaves: Leaves[Key]) -> Mapping[Key, float]:
    match node:
        case Word(field, token, _, prefix):
            return leaves.prefix(field, token) if prefix else leaves.word(field, token)
        case Phrase(field, tokens):
            return _phrase(field, tokens, leaves)
        case Near(field, left, right, gap):
            return leaves.word(field, left) if left == right else leaves.near(field, left, right, gap)


def _all(parts: Sequence[Node], leaves: Leaves[Key]) -> dict[Key, float]:
    if not parts:
        return dict.fromkeys(leaves.everything(), 0.0)
    found = match_tree(parts[0], leaves)
    for part in parts[1:]:
        other = match_tree(part, leaves)
        found = {key: score + other[key] for key, score in found.items() if key in other}
    return found


def _phrase(field: str, tokens: tuple[str, ...], leaves: Leaves[Key]) -> Mapping[Key, float]:
    if not tokens:
        return {}
    return leaves.word(field, tokens[0]) if len(tokens) == 1 else leaves.phrase(field, tokens)


def _times(scores: Mapping[Key, float], boost: float) -> dict[Key, float]:
    return {key: boost * score for key, score in scores.items()}


def inverse_frequency(having: int, total: int) -> float:
    """Weight of a token that `having` of `total` documents hold: that of Lucene, never negative."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def order_matches(
    scores: Mapping[Key, float], order: str, name: Callable[[Key], str], value: Callable[[Key, str], str | None]
) -> list[Key]:
    """Matches by score, or by a date or a string with those that lack it last; ties by the name of the document."""
    keys = sorted(scores, key=name)
    if not order:
        return sorted(keys, key=lambda key: -scores[key])
    field = order.removeprefix("-")
    having = [key for key in keys if value(key, field)]
    having.sort(key=lambda key: value(key, field) or "", reverse=order.startswith("-"))
    return having + [key for key in keys if not value(key, field)]


def count_codes(codes: Iterable[Iterable[str]], most: int) -> tuple[tuple[str, int], ...]:
    """The most frequent codes of some documents, ties in the order of the codes."""
    counts = Counter(code for of_one in codes for code in set(of_one))
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])
