"""How close together the words asked for stand in texts: a sentence half remembered is found by its words in one place.

The one rule: counted in words, whatever their order; what stands between them does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive.text.folding import fold, spellings
from archive.text.letters import Ints, Words, number_of

REACH = 24
"""Words among which those asked for are counted."""
LEAST, MOST = 4, 40
"""Different words asked for: fewer are pairs already; of a longer text no place holds enough to tell."""
_AT_ONCE = 1 << 15
"""Places looked at together, so that memory stays small: twenty reports of 200 pages have half a million."""


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
    best = np.zeros(texts, np.int64)
    for first in range(0, len(at), _AT_ONCE):
        part = slice(max(0, first - REACH), first + _AT_ONCE)  # what a place can reach is among the REACH before it
        np.maximum.at(best, text_of[part], _held(place[part], which[part], len(plain)))
    shares: list[float] = (best / len(plain)).tolist()
    return shares


def _held(place: Ints, which: Ints, count: int) -> Ints:
    """For each place how many different words stand in the REACH that end there."""
    last = np.full((count, len(place)), -REACH, np.int64)
    last[which, np.arange(len(place))] = place
    held: Ints = (np.maximum.accumulate(last, axis=1) > place - REACH).sum(0)
    return held


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
