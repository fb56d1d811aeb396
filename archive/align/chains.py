"""The pairs of highest worth together that keep the order of both sides. Time: pairs times the logarithm of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]


def best_chain(worth: Sequence[Mapping[int, float]], size: int) -> list[Pair]:
    """The chain of pairs, rising on both sides, whose worth in all is highest.

    worth: for each left place, right places and what the pair is worth (above 0). size: places on the right.
    """
    chains = _Chains(size)
    for i, gains in reversed(tuple(enumerate(worth))):
        begun = [(gain, j, chains.best_after(j)) for j, gain in sorted(gains.items(), reverse=True)]
        for gain, j, rest in begun:
            chains.add(j, _Chain(gain + (rest.worth if rest else 0.0), i, j, rest))
    found: list[Pair] = []
    chain = chains.best_after(-1)
    while chain:
        found.append((chain.left, chain.right))
        chain = chain.rest
    return found


@dataclass(frozen=True, slots=True)
class _Chain:
    """A pair and the best pairs after it, with what they are worth together."""

    worth: float
    left: int
    right: int
    rest: _Chain | None


class _Chains:
    """The best chain that begins after a place on the right: a Fenwick tree of maxima, counted from the end."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._best: list[_Chain | None] = [None] * (size + 1)

    def best_after(self, place: int) -> _Chain | None:
        """The chain of the highest worth whose first pair lies right of a place."""
        found: _Chain | None = None
        node = self._size - 1 - place
        while node > 0:
            chain = self._best[node]
            if chain and (found is None or (chain.worth, -chain.left) > (found.worth, -found.left)):
                found = chain
            node -= node & -node
        return found

    def add(self, place: int, chain: _Chain) -> None:
        """Put in a chain whose first pair lies at a place; of equal worth the one that begins earlier counts."""
        node = self._size - place
        while node <= self._size:
            known = self._best[node]
            if known is None or chain.worth >= known.worth:
                self._best[node] = chain
            node += node & -node
