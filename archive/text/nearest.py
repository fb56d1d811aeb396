"""The nearest spellings an archive knows for words it does not know. The one rule: only what its texts really write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from unicodedata import combining, normalize

from archive.text.folding import canonical, fold, lower
from archive.text.normal import is_syllable
from archive.text.repair import one_edit, shown_as_typed
from archive.text.usage import LONGEST, Usage

MOST = 3
"""Spellings that are offered for a word."""


def nearest_words(words: Sequence[str], usage: Usage) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words the texts never have, each with the spellings nearest to it, the best first; none where none is.

    Nearest: the same letters with other marks, else one letter put in, left out, exchanged, or two turned round; those
    with the marks that were typed first, then the most frequent. What is typed may be a word the archive just does not
    have: the nearest of a syllable that can be one are told only if they stand beside its neighbours somewhere.
    """
    near = {word: _near(word, usage) for word in dict.fromkeys(words) if _is_unknown(word, usage)}
    told = {word: [one for one in found if _fits(one, word, words, near, usage)] for word, found in near.items()}
    return tuple((word, tuple(shown_as_typed(one, word) for one in found)) for word, found in told.items())


def _fits(candidate: str, word: str, words: Sequence[str], near: Mapping[str, Sequence[str]], usage: Usage) -> bool:
    """Whether a candidate stands beside a neighbour of a word, as typed or as near, wherever that is to be asked."""
    pairs = [pair for pair in pairwise(words) if word in pair and pair[0] != pair[1] and all(map(str.isalpha, pair))]
    if not pairs or not is_syllable(word):
        return True
    here = usage.place(candidate)
    befores = [usage.place(form) for before, after in pairs if after == word for form in _forms(before, near)]
    afters = [usage.place(form) for before, after in pairs if before == word for form in _forms(after, near)]
    return any(usage.count_pair(place, here) for place in befores if place >= 0) or any(
        usage.count_pair(here, place) for place in afters if place >= 0
    )


def _forms(word: str, near: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return near[word] if word in near else (canonical(lower(word)),)


def _is_unknown(word: str, usage: Usage) -> bool:
    token = canonical(lower(word))
    return token.isalpha() and len(token) <= LONGEST and not usage.count(token)


def _near(word: str, usage: Usage) -> Sequence[str]:
    token = canonical(lower(word))
    typed = _marks(token)
    for forms in ((fold(token),), sorted(one_edit(fold(token)))):
        found = [syllable for form in forms for syllable in usage.marked(form)]
        if found:
            found.sort(key=lambda near: (len(typed ^ _marks(near)) if typed else 0, -usage.count(near), near))
            return found[:MOST]
    return ()


def _marks(syllable: str) -> frozenset[str]:
    return frozenset(letter for letter in normalize("NFD", syllable) if combining(letter) or letter == "đ")
