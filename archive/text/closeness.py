"""How close together the words asked for stand in texts: a sentence half remembered is found by its words in one place.

The one rule: counted in words, whatever their order; what stands between them does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive.text.folding import fold, spellings
from archive.text.words import Ints, Words, number_of

REACH = 24
"""Words among which those asked for are counted."""
LEAST, MOST = 4, 40
"""Different words asked for: fewer are pairs already; of a longer text no place holds enough to tell."""


def closeness(words: Words, asked: Sequence[str]) -> list[float]:
    """For each text the share (0 to 1) of the syllables asked for that stand within REACH words, where most do.

    asked: syllables, with or without marks; each counts once, without its marks.
    """
    plain = tuple(dict.fromkeys(map(fold, asked)))
    texts = len(words.borders) - 1
    if not plain or len(plain) > MOST:
        return [0.0] * texts
    at, which = _found(words, plain)
    text_of = words.texts_of(at)
    place = at + text_of * REACH  # so that no place reaches into another text
    held = np.cumsum(1 - np.bincount(_gone(place, which), minlength=len(at) + 1)[: len(at)])
    best = np.zeros(texts, np.int64)
    np.maximum.at(best, text_of, held)
    shares: list[float] = (best / len(plain)).tolist()
    return shares


def _gone(place: Ints, which: Ints) -> Ints:
    """For each word found, the first one after it within reach of which it does not count: too far, or the same."""
    gone = np.searchsorted(place, place + REACH)
    order = np.argsort(which.astype(np.uint8), kind="stable")
    again = np.flatnonzero(which[order[1:]] == which[order[:-1]])
    gone[order[again]] = np.minimum(gone[order[again]], order[again + 1])
    return gone


def _found(words: Words, plain: Sequence[str]) -> tuple[Ints, Ints]:
    """The words that are one of these in any spelling, and which."""
    numbers = {number_of(spelling)[0]: which for which, one in enumerate(plain) for spelling in spellings(one)}
    known = np.array(sorted(numbers), np.int64)
    entries = words.entries[: words.borders[-1]]
    wanted = np.zeros(1 << 16, np.bool_)
    wanted[known & 0xFFFF] = True
    at = np.flatnonzero(wanted[entries["low"]])
    found = entries["low"][at] | entries["high"][at].astype(np.int64) << 16
    row = np.minimum(np.searchsorted(known, found), len(known) - 1)
    good = known[row] == found
    return at[good], np.array([numbers[number] for number in known.tolist()], np.int64)[row[good]]
