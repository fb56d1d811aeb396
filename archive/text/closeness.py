"""How close together the words asked for stand in texts: a sentence half remembered is found by its words in one place.

The one rule: counted in words, whatever their order; what stands between them does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from archive.text.compiled import compiled
from archive.text.folding import fold, spellings
from archive.text.words import BARE, Ints, Words, number_of

REACH = 24
"""Words among which those asked for are counted."""
LEAST, MOST = 4, 40
"""Different words asked for: fewer are pairs already; of a longer text no place holds enough to tell."""


def closeness(words: Words, asked: Sequence[str]) -> list[float]:
    """For each text the share (0 to 1) of the syllables asked for that stand within REACH words, where most do.

    asked: syllables, with or without marks; each counts once, without its marks.
    """
    plain = tuple(dict.fromkeys(map(fold, asked)))
    if not plain or len(plain) > MOST:
        return [0.0] * (len(words.borders) - 1)
    numbers = {number_of(spelling)[0]: which for which, one in enumerate(plain) for spelling in spellings(one)}
    known = sorted(numbers.items())
    most = _most_in_reach(words.entries, words.borders, np.array(known, np.int64), len(plain))
    return [count / len(plain) for count in most.tolist()]


@compiled
def _most_in_reach(entries: Ints, borders: Ints, known: Ints, count: int) -> Ints:
    """For each text how many different words stand within REACH, where most do. known: number of a word, which."""
    maybe = np.zeros(1024, np.bool_)
    for row in range(len(known)):
        maybe[known[row, 0] & 1023] = True
    texts = len(borders) - 1
    best = np.zeros(texts, np.int64)
    last = np.empty(count, np.int64)
    for text in range(texts):
        last[:] = -REACH
        for at in range(borders[text], borders[text + 1]):
            bare = entries[at] & BARE
            if not maybe[bare & 1023]:
                continue
            for row in range(len(known)):
                if known[row, 0] == bare:
                    last[known[row, 1]] = at
                    held = 0
                    for which in range(count):
                        held += last[which] > at - REACH
                    best[text] = max(best[text], held)
                    break
    return best
