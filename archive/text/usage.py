"""How often an archive's texts use each syllable, and which after which. The one rule: small, whatever the archive.

Syllables are canonical and made of letters only; what else they hold (figures, letters run together) is not counted.
A million pairs take 8 MB: two arrays, the keys in order, looked up by halving.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from archive.text.folding import fold

LONGEST = 15
"""Letters of a syllable that is counted: Vietnamese ones have seven at most, foreign names in one piece rarely more."""
MOST_SYLLABLES = 1 << 16
"""Different syllables that are counted; 41,000 legal articles have 16,000, misread scans have no end of them."""
MOST_PAIRS = 1_000_000
"""Different pairs that are kept; beyond, those met least go first."""


class Usage:
    """Counts of syllables and of neighbours. Never changed once made: `grown` makes another."""

    def __init__(
        self,
        syllables: Sequence[str] = (),
        counts: array[int] | None = None,
        keys: array[int] | None = None,
        pair_counts: array[int] | None = None,
        documents: int = 0,
    ) -> None:
        """syllables with their counts; keys: left place << 16 | right place, in order, with their counts."""
        self.syllables = tuple(syllables)
        self.counts = counts if counts is not None else array("I")
        self.keys = keys if keys is not None else array("I")
        self.pair_counts = pair_counts if pair_counts is not None else array("I")
        self.documents = documents

    @cached_property
    def total(self) -> int:
        """Syllables counted in all."""
        return sum(self.counts)

    def place(self, syllable: str) -> int:
        """Where a canonical syllable stands among the counted; -1 when it does not."""
        return self._places.get(syllable, -1)

    def count(self, syllable: str) -> int:
        """How often a canonical syllable is used."""
        place = self.place(syllable)
        return 0 if place < 0 else self.counts[place]

    def count_pair(self, left: int, right: int) -> int:
        """How often two syllables stand side by side, by their places."""
        key = left << 16 | right
        at = bisect_left(self.keys, key)
        return self.pair_counts[at] if at < len(self.keys) and self.keys[at] == key else 0

    def marked(self, plain: str) -> Sequence[str]:
        """Syllables that are this one without their marks."""
        return self._by_bare.get(plain, ())

    def beginning(self, plain: str) -> list[str]:
        """Syllables that begin so when their marks are off."""
        keys, syllables = self._by_letters
        first, last = bisect_left(keys, plain), bisect_left(keys, f"{plain}\U0010ffff")
        return syllables[first:last]

    def after(self, left: int) -> Iterator[tuple[str, int]]:
        """What stands after a syllable, by its place, and how often."""
        first, last = bisect_left(self.keys, left << 16), bisect_left(self.keys, left + 1 << 16)
        for at in range(first, last):
            yield self.syllables[self.keys[at] & 0xFFFF], self.pair_counts[at]

    def grown(self, tally: Tally) -> Usage:
        """These counts and those of more texts."""
        syllables, counts = list(self.syllables), array("I", self.counts)
        places = dict(self._places)
        for syllable, count in sorted(tally.syllables.items()):
            if not (syllable.isalpha() and len(syllable) <= LONGEST):
                continue
            place = places.get(syllable)
            if place is not None:
                counts[place] += count
            elif len(syllables) < MOST_SYLLABLES:
                places[syllable] = len(syllables)
                syllables.append(syllable)
                counts.append(count)
        keys, pair_counts = self._with_pairs(_keys_of(tally.pairs, places))
        return Usage(syllables, counts, *_pruned(keys, pair_counts), self.documents + tally.documents)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {syllable: place for place, syllable in enumerate(self.syllables)}

    @cached_property
    def _by_bare(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for syllable in self.syllables:
            found.setdefault(fold(syllable), []).append(syllable)
        return found

    @cached_property
    def _by_letters(self) -> tuple[list[str], list[str]]:
        """All syllables in the order of their letters: without marks, and as they are."""
        pairs = sorted((fold(syllable), syllable) for syllable in self.syllables)
        return [plain for plain, _ in pairs], [syllable for _, syllable in pairs]

    def _with_pairs(self, more: dict[int, int]) -> tuple[array[int], array[int]]:
        """The arrays with these counts added; what lies between two new keys is copied as a whole."""
        keys, counts = array("I"), array("I")
        done = 0
        for key in sorted(more):
            place = bisect_left(self.keys, key, done)
            keys.extend(self.keys[done:place])
            counts.extend(self.pair_counts[done:place])
            known = place < len(self.keys) and self.keys[place] == key
            keys.append(key)
            counts.append(more[key] + (self.pair_counts[place] if known else 0))
            done = place + known
        keys.extend(self.keys[done:])
        counts.extend(self.pair_counts[done:])
        return keys, counts


@dataclass(slots=True)
class Tally:
    """Counts of texts that are just being added."""

    syllables: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    def add(self, syllables: Sequence[str], pairs: Sequence[str]) -> None:
        """Count one more text: its canonical syllables and its pairs as `tokens.pairs` writes them."""
        self.syllables.update(syllables)
        self.pairs.update(pairs)
        self.documents += 1


def _keys_of(pairs: Counter[str], places: dict[str, int]) -> dict[int, int]:
    keys = {}
    for pair, count in pairs.items():
        left, _, right = pair.partition("_")
        first, second = places.get(left), places.get(right)
        if first is not None and second is not None:
            keys[first << 16 | second] = count
    return keys


def _pruned(keys: array[int], counts: array[int]) -> tuple[array[int], array[int]]:
    """Without the rarest pairs where there are too many."""
    least = 1
    while len(keys) > MOST_PAIRS:
        least += 1
        kept = [place for place, count in enumerate(counts) if count >= least]
        keys, counts = array("I", [keys[place] for place in kept]), array("I", [counts[place] for place in kept])
    return keys, counts
