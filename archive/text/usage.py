"""How often an archive's texts use each syllable, and which after which. The one rule: small, whatever the archive.

Syllables are canonical and made of letters only; what else they hold (figures, letters run together) is not counted.
A million pairs take 8 MB: two arrays, the keys in order, looked up by halving.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count as counting

import numpy as np
from numpy.typing import NDArray

from archive.text.folding import fold

Ints = NDArray[np.int64]

LONGEST = 15
"""Letters of a syllable that is counted: Vietnamese ones have seven at most, foreign names in one piece rarely more."""
MOST_SYLLABLES = 1 << 16
"""Different syllables that are counted; 41,000 legal articles have 16,000, misread scans have no end of them."""
MOST_PAIRS = 1_000_000
"""Different pairs that are kept; beyond, those met least go first."""

BOUND = 0.45
"""Share of a syllable's uses beside one other from which it is half of a word: `tự`, `nhiên`, `tư`, `ngân`, `cáo`, not
`rừng`, `đất`, `chậm`, `hộ`."""


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

    def is_sound(self) -> bool:
        """Whether each syllable has its count, and the keys rise and name syllables: not so in a damaged file."""
        keys, places = np.array(self.keys, np.int64), len(self.syllables)
        inside = (keys >> 16 < places) & (keys & 0xFFFF < places)
        return len(self.counts) == places and bool(inside.all() and (keys[:-1] < keys[1:]).all())

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

    def is_bound(self, syllable: str) -> bool:
        """Whether a syllable is mostly half of one word: `nhiên`, that stands behind `tuy` half of the time.

        Without marks, whether all are so that it may be. Of those met once or twice nothing is known.
        """
        places = [self.place(form) for form in ((syllable,) if self.place(syllable) >= 0 else self.marked(syllable))]
        return bool(places) and all(
            self.counts[place] > 2 and self._company[place] >= BOUND * self.counts[place] for place in places
        )

    def grown(self, tally: Tally) -> Usage:
        """These counts and those of more texts."""
        syllables, counts = list(self.syllables), array("I", self.counts)
        places = dict(self._places)
        for syllable, count in sorted(tally.syllables().items()):
            if not (syllable.isalpha() and len(syllable) <= LONGEST):
                continue
            place = places.get(syllable)
            if place is not None:
                counts[place] += count
            elif len(syllables) < MOST_SYLLABLES:
                places[syllable] = len(syllables)
                syllables.append(syllable)
                counts.append(count)
        keys, pair_counts = _pruned(*self._with_pairs(*tally.pairs(places)))
        return Usage(syllables, counts, _array(keys), _array(pair_counts), self.documents + tally.documents)

    @cached_property
    def _company(self) -> Ints:
        """For each syllable, how often it stands beside the one it is met with most."""
        most, keys = np.zeros(len(self.syllables), np.int64), np.array(self.keys, np.int64)
        for side in (keys >> 16, keys & 0xFFFF):
            np.maximum.at(most, side, np.array(self.pair_counts, np.int64))
        return most

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

    def _with_pairs(self, more: Ints, more_counts: Ints) -> tuple[Ints, Ints]:
        """Keys in order and their counts, with these added."""
        keys, counts = np.array(self.keys, np.int64), np.array(self.pair_counts, np.int64)
        at = np.searchsorted(keys, more)
        known = np.append(keys, -1)[at] == more
        counts[at[known]] += more_counts[known]
        return np.insert(keys, at[~known], more[~known]), np.insert(counts, at[~known], more_counts[~known])


class Tally:
    """Counts of texts that are just being added. All are counted as numbers: as text that took a third of adding."""

    def __init__(self) -> None:
        self.documents = 0
        self._places: defaultdict[str, int] = defaultdict(counting().__next__)
        self._used: Ints = np.zeros(0, np.int64)
        self._counted: tuple[Ints, Ints] = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._texts: list[Ints] = []
        self._waiting = 0

    def add(self, syllables: Sequence[str]) -> None:
        """Count one more text: its canonical syllables, in their order."""
        self.documents += 1
        places = np.fromiter(map(self._places.__getitem__, syllables), np.int64, len(syllables))
        self._texts.append(places)
        self._waiting += len(places)
        if self._waiting > _MOST_WAITING:
            self._count()

    def syllables(self) -> dict[str, int]:
        """Each syllable with its count."""
        self._count()
        return dict(zip(self._places, self._used.tolist(), strict=True))

    def pairs(self, places: Mapping[str, int]) -> tuple[Ints, Ints]:
        """Keys of the pairs in order, by the places of their syllables, and their counts; others are left out."""
        self._count()
        keys, counts = self._counted
        known = np.fromiter((places.get(syllable, -1) for syllable in self._places), np.int64, len(self._places))
        if not len(known):
            return keys, counts
        left, right = known[keys >> _HALF], known[keys & (1 << _HALF) - 1]
        good = (left >= 0) & (right >= 0)
        keys, counts = (left << 16 | right)[good], counts[good]
        order = np.argsort(keys)
        return keys[order], counts[order]

    def _count(self) -> None:
        if not self._texts:
            return
        used = np.bincount(np.concatenate(self._texts), minlength=len(self._places))
        used[: len(self._used)] += self._used
        found, counts = np.unique(
            np.concatenate([text[:-1] << _HALF | text[1:] for text in self._texts]), return_counts=True
        )
        keys, place = np.unique(np.concatenate((self._counted[0], found)), return_inverse=True)
        sums = np.bincount(place, np.concatenate((self._counted[1], counts))).astype(np.int64)
        self._used, self._counted = used, (keys, sums)
        self._texts, self._waiting = [], 0


_HALF = 32
_MOST_WAITING = 1 << 20
"""Pairs gathered before they are counted."""


def _array(values: Ints) -> array[int]:
    return array("I", values.astype(np.uint32).tobytes())


def _pruned(keys: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Without the rarest pairs where there are too many."""
    least = 1
    while len(keys) > MOST_PAIRS:
        least += 1
        kept = counts >= least
        keys, counts = keys[kept], counts[kept]
    return keys, counts
