"""Whether two texts are one: the same words and the same figures, but for what another scan or format makes of them.

Two months' reports of one office share half of their words and hardly any figures, so figures decide. Bands find what
may be a copy without comparing all with all (locality-sensitive hashing of min-hashes, Broder 1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from archive.text.met import Met

BANDS, ROWS = 6, 3
LEAST_FIGURES = 12
"""Pairs with a figure below which all pairs are taken: a letter has hardly any."""
SAME_WORDS, SAME_FIGURES = 0.6, 0.5
"""Least share of pairs, and of pairs with a figure, that two copies have in common. Measured on generated reports:
copies with one letter in a hundred misread share .77 and .67 at least, with two .64 and .49; neighbours in a series .54
and .37 at most (2,934 of them)."""
LEAST = 20
"""Syllables below which a text is never taken for a copy: blank forms and lost scans are all alike."""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)

Hashes = NDArray[np.uint64]


def bands_of(tokens: Sequence[str]) -> tuple[int, ...]:
    """Numbers of which copies share at least one; for bare syllables. None for a text that says too little."""
    if len(tokens) < LEAST:
        return ()
    words, figures = _pairs(tokens)
    pairs = figures if len(figures) >= LEAST_FIGURES else words
    seeds = np.arange(1, BANDS * ROWS + 1, dtype=np.uint64)[:, None] * _MIX
    mixed = (pairs[None, :] ^ seeds) * _MIX
    least = (mixed ^ mixed >> _SHIFT).min(1).reshape(BANDS, ROWS)
    bands = least[:, 0]
    for row in range(1, ROWS):
        bands = bands * _MIX + least[:, row]
    places = np.arange(BANDS, dtype=np.uint64)
    return tuple((bands * np.uint64(8) + places >> np.uint64(1)).astype(np.int64).tolist())


def is_copy(tokens: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two texts, as bare syllables, are copies of one."""
    if min(len(tokens), len(others)) < LEAST:
        return False
    (words, figures), (other_words, other_figures) = (map(np.unique, _pairs(each)) for each in (tokens, others))
    return _shared(words, other_words) >= SAME_WORDS and _shared(figures, other_figures) >= SAME_FIGURES


def _shared(one: Hashes, other: Hashes) -> float:
    """Share of what either has that both have; two without anything have all in common."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    either = len(one) + len(other) - both
    return both / either if either else 1.0


def _pairs(tokens: Sequence[str]) -> tuple[Hashes, Hashes]:
    """Numbers of the pairs of neighbours, and of those with a figure."""
    hashes = np.fromiter(map(_HASHES.__getitem__, tokens), np.uint64, len(tokens))
    figure = hashes & np.uint64(1) == 1
    pairs = hashes[:-1] * _MIX ^ hashes[1:]
    return pairs, pairs[figure[:-1] | figure[1:]]


def _hash_of(token: str) -> int:
    """A number for a syllable, the last bit of which tells figures."""
    return crc32(token.encode()) << 1 | token[0].isdigit()


_HASHES = Met(_hash_of, 1 << 15)
