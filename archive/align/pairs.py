"""Which paragraphs stand in one row. Three passes: those in order, those that moved, those between sure neighbours.

The one rule: each paragraph has at most one partner; what has none stands alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.align.chains import Pair, best_chain
from archive.align.likeness import EXACT, RELATED, Gains, find_likeness, score_pairs, telling
from archive.align.units import Unit

MOVED = 0.78
"""Least likeness of a paragraph to one in another place; below it the two only speak of one matter."""
ALONG = 0.64
"""The same for a paragraph under a heading that moved."""
MOVED_WORDS = 6
"""Words of a paragraph that is said to have moved; shorter ones are formulas that stand in many places."""
REPLACED = 0.58
"""Least likeness of two paragraphs left over between the same neighbours under one heading."""
_LITTLE = 0.05
_RUN = 0.06
"""More likeness for a pair next to another one: what moved, moved together."""
_GAP = 2500
"""Pairs left over between two neighbours that are all looked at; of more, those in like places only."""
_BESIDE = 3
_MOST_BELOW = 60


@dataclass(frozen=True, slots=True)
class Pairs:
    """Places that stand in one row: those in the order of both texts, and those that moved."""

    ordered: tuple[Pair, ...]
    moved: tuple[Pair, ...]


def pair_units(left: Sequence[Unit], right: Sequence[Unit]) -> Pairs:
    """The rows of two texts."""
    scored = score_pairs(left, right)
    ordered = best_chain(
        [
            {j: _worth(score) * _weight(unit, right[j]) for j, score in gains.items()}
            for unit, gains in zip(left, scored, strict=True)
        ],
        len(right),
    )
    moved = _moved(left, right, scored, ordered)
    ordered = sorted({*ordered, *_retitled(left, right, ordered, moved)})
    ordered += _replaced(left, right, ordered, moved)
    return Pairs(tuple(sorted(ordered)), tuple(sorted(moved, key=lambda pair: pair[1])))


def _worth(score: float, least: float = RELATED) -> float:
    """More than any likeness for the same words, so that such pairs anchor the rest."""
    return 1.0 + _LITTLE * (score - EXACT) if score >= EXACT else score - least + _LITTLE


def _weight(unit: Unit, other: Unit) -> float:
    """A long paragraph says more about the order of a text than a formula of two words."""
    return 0.25 + min(1.0, min(len(unit.words), len(other.words)) / 30)


def _moved(left: Sequence[Unit], right: Sequence[Unit], scored: Sequence[Gains], ordered: Sequence[Pair]) -> list[Pair]:
    """Pairs of what the order left over, the likest first."""
    taken, taken_right = {i for i, _ in ordered}, {j for _, j in ordered}
    likely = {
        (i, j): min(score, 1.0)
        for i, gains in enumerate(scored)
        if i not in taken and _can_move(left[i])
        for j, score in gains.items()
        if j not in taken_right and score >= MOVED and _can_move(right[j])
        if left[i].paragraph.kind == right[j].paragraph.kind
    }

    def rank(pair: Pair) -> tuple[float, int, int]:
        i, j = pair
        beside = ((i - 1, j - 1) in likely) + ((i + 1, j + 1) in likely)
        return -(likely[pair] + _RUN * beside) * _weight(left[i], right[j]), i, j

    moved: list[Pair] = []

    def take(pairs: Iterable[Pair]) -> None:
        for i, j in pairs:
            if i not in taken and j not in taken_right:
                moved.append((i, j))
                taken.add(i)
                taken_right.add(j)

    take(sorted(likely, key=rank))
    for i, j in moved:  # grows while it is gone through: headings and short lines go with what stands beside them
        take(pair for step in (-1, 1) if _goes_along(pair := (i + step, j + step), left, right))
    take(list(_under_moved(left, right, moved, taken, taken_right)))
    return moved


def _goes_along(pair: Pair, left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Whether two paragraphs beside moved ones moved with them: headings that are alike, or the same words."""
    if min(pair) < 0 or pair[0] >= len(left) or pair[1] >= len(right):
        return False
    unit, other = left[pair[0]], right[pair[1]]
    headings = unit.paragraph.kind == other.paragraph.kind == "heading"
    return unit.keys == other.keys or (headings and find_likeness(unit, other) >= MOVED)


def _can_move(unit: Unit) -> bool:
    return telling(unit) >= MOVED_WORDS and not unit.closing


def _retitled(
    left: Sequence[Unit], right: Sequence[Unit], ordered: Sequence[Pair], moved: Sequence[Pair]
) -> Iterator[Pair]:
    """Headings without a partner over paragraphs that have one: the same section under another title."""
    heads, heads_right = _headings(left), _headings(right)
    taken, taken_right = {i for i, _ in (*ordered, *moved)}, {j for _, j in (*ordered, *moved)}
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for i, j in ordered:
        if heads[i] not in taken and heads_right[j] not in taken_right and min(heads[i], heads_right[j]) >= 0:
            votes[heads[i]][heads_right[j]] += 1
    for i, counts in votes.items():
        j = counts.most_common(1)[0][0]
        after = bisect_left(ordered, (i, j))
        fits = (after == 0 or ordered[after - 1][1] < j) and (after == len(ordered) or ordered[after][1] > j)
        if fits and j not in taken_right:
            taken_right.add(j)
            yield i, j


def _replaced(
    left: Sequence[Unit], right: Sequence[Unit], ordered: Sequence[Pair], moved: Sequence[Pair]
) -> Iterator[Pair]:
    """Pairs of what is left over between the same neighbours: under one heading text was replaced by other text."""
    gone, gone_right = {i for i, _ in moved}, {j for _, j in moved}
    heads, heads_right = _headings(left), _headings(right)
    partner = dict(ordered) | {-1: -1}
    ends = [(-1, -1), *ordered, (len(left), len(right))]
    for (i, j), (i_end, j_end) in pairwise(ends):
        ours = [k for k in range(i + 1, i_end) if k not in gone]
        theirs = [k for k in range(j + 1, j_end) if k not in gone_right]
        if ours and theirs:
            worth = [
                {
                    place: _worth(score, REPLACED)
                    for place in _near(at, len(ours), len(theirs))
                    if partner.get(heads[one]) == heads_right[theirs[place]]
                    and left[one].paragraph.kind == right[theirs[place]].paragraph.kind
                    and (score := find_likeness(left[one], right[theirs[place]])) >= REPLACED
                }
                for at, one in enumerate(ours)
            ]
            yield from ((ours[one], theirs[two]) for one, two in best_chain(worth, len(theirs)))


def _near(at: int, rows: int, columns: int) -> range:
    """Places that one of `rows` is compared with: all of them, or in a large gap those in about the same place."""
    if rows * columns <= _GAP:
        return range(columns)
    place = at * columns // rows
    return range(max(0, place - _BESIDE), min(columns, place + _BESIDE + 1))


def _under_moved(
    left: Sequence[Unit], right: Sequence[Unit], moved: Sequence[Pair], taken: set[int], taken_right: set[int]
) -> Iterator[Pair]:
    """Under a heading that moved stands what was under it before, though its words are others now."""
    for i, j in moved:
        if left[i].paragraph.kind != "heading":
            continue
        ours, theirs = list(_below(left, i, taken)), list(_below(right, j, taken_right))
        worth = [
            {
                place: _worth(score, ALONG)
                for place, two in enumerate(theirs)
                if (score := find_likeness(left[one], right[two])) >= ALONG
            }
            for one in ours
        ]
        yield from ((ours[one], theirs[two]) for one, two in best_chain(worth, len(theirs)))


def _below(units: Sequence[Unit], place: int, taken: set[int]) -> Iterator[int]:
    """The free paragraphs under a heading, up to the next one."""
    for below in range(place + 1, min(len(units), place + _MOST_BELOW)):
        if units[below].paragraph.kind == "heading":
            return
        if below not in taken:
            yield below


def _headings(units: Sequence[Unit]) -> list[int]:
    """For each paragraph the place of the last heading at or before it; -1 before the first."""
    heads, last = [], -1
    for place, unit in enumerate(units):
        if unit.paragraph.kind == "heading":
            last = place
        heads.append(last)
    return heads
