"""Which paragraphs of two texts may belong together, and how like they are, numbers masked.

The one rule: only pairs that share something rare are looked at, so time grows with the length and not its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from archive.align.units import Unit
from archive.text.differences import NUMBER

RELATED = 0.62
"""Least likeness of two paragraphs in one row (bench/compare.py): of two that have nothing to do with each other one in
thirty is so like, for officials use few words."""
CANDIDATES = 12
"""Paragraphs of the other text scored for each: those that share the most word triples."""
_COMMON = 40
"""Places of a word triple above which it tells nothing."""
_SURE = 0.9
"""Likeness of words alone that makes a pair whatever stands above."""
_ABOVE = 0.12
"""Part of the headings above in the likeness of two paragraphs."""
_SHORT = 4
"""Words below which sharing all words of the shorter text says little."""

Gains = dict[int, float]
"""Places of the other text → likeness from 0 to 1; 2 is added where all words are the same."""
EXACT = 2.0


def score_pairs(left: Sequence[Unit], right: Sequence[Unit]) -> list[Gains]:
    """For each left paragraph the right ones it may stand beside, with their likeness (from RELATED)."""
    same: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, unit in enumerate(right):
        same[unit.keys].append(place)
    met = Counter[tuple[str, ...]]()
    scored: list[Gains] = []
    for unit, candidates in zip(left, _candidates(left, right), strict=True):
        rank = met[unit.keys]
        met[unit.keys] += 1
        exact = same[unit.keys][max(0, rank - CANDIDATES // 2) : rank + CANDIDATES // 2]
        gains = {place: EXACT + _context(unit, right[place]) for place in exact}
        for place in candidates:
            if place not in gains and (likeness := find_likeness(unit, right[place])) >= RELATED:
                gains[place] = likeness
        scored.append(gains)
    return scored


def find_likeness(unit: Unit, other: Unit) -> float:
    """How like two paragraphs are, from 0 to 1: their words and the headings they stand under."""
    if unit.closing != other.closing:
        return 0.0
    words = _words(unit, other)
    return max((1 - _ABOVE) * words + _ABOVE * _context(unit, other), words if words > _SURE else 0.0)


def _words(unit: Unit, other: Unit) -> float:
    if not telling(unit) or not telling(other):
        return 0.6 * (len(unit.words) == len(other.words))  # cells of figures alone: their place tells, nothing else
    ratio = fuzz.ratio(unit.masked, other.masked)
    shared = fuzz.token_set_ratio(unit.masked, other.masked)
    if min(telling(unit), telling(other)) < _SHORT:
        shared = min(shared, ratio + 10)
    return (ratio + shared) / 200


def telling(unit: Unit) -> int:
    """How many words of a paragraph are neither number nor mark, up to the 40th token."""
    return sum(word[0].isalpha() for word in unit.words[:40])


def _context(unit: Unit, other: Unit) -> float:
    """How like the headings are under which two paragraphs stand, from 0 to 1; the innermost counts most."""
    if not unit.above or not other.above:
        return float(unit.above == other.above)
    pairs = tuple(zip(unit.above[:3], other.above[:3], strict=False))
    weights = (4, 2, 1)[: len(pairs)]
    return sum(weight * title_likeness(one, two) for weight, (one, two) in zip(weights, pairs, strict=True)) / sum(
        weights
    )


@lru_cache(1 << 14)
def title_likeness(title: str, other: str) -> float:
    """How like two titles are, from 0 to 1."""
    if not title or not other:
        return float(title == other)
    return (fuzz.ratio(title, other) + fuzz.token_set_ratio(title, other)) / 200


def _candidates(left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[list[int]]:
    """For each left paragraph the right ones worth a closer look."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(right):
        for triple in _triples(unit):
            index[triple].append(place)
    share = len(right) / max(1, len(left))
    for at, unit in enumerate(left):
        shared = Counter[int]()
        rarest: list[int] = []
        for triple in _triples(unit):
            places = index.get(triple, [])
            if len(places) <= _COMMON:
                shared.update(places)
            elif not rarest or len(places) < len(rarest):
                rarest = places
        if not shared and rarest:
            near = bisect_left(rarest, int(at * share))
            shared.update(rarest[max(0, near - CANDIDATES // 2) : near + CANDIDATES // 2])
        yield [place for place, _ in shared.most_common(CANDIDATES)]


def _triples(unit: Unit) -> set[str]:
    """Runs of three words of a paragraph; a short one as a whole too, and a heading by its beginning."""
    words = unit.masked.split()
    runs = {" ".join(words[place : place + 3]) for place in range(len(words) - 2)}
    runs.discard(f"{NUMBER} {NUMBER} {NUMBER}")
    if len(words) < _SHORT or unit.paragraph.kind == "heading":
        runs |= {" ".join(words), f"{unit.paragraph.kind} {' '.join(words[:2])}"}
    if unit.above:
        runs.add(f"under {unit.above[0]} {' '.join(words[:2])}")
    return runs
