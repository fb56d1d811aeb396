"""The nearest spellings an archive knows for words it does not know. The one rule: only what its texts really write."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, normalize

from archive.text.folding import canonical, fold, lower
from archive.text.repair import one_edit, shown_as_typed
from archive.text.usage import LONGEST, Usage

MOST = 3
"""Spellings that are offered for a word."""


def nearest_words(words: Sequence[str], usage: Usage) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words the texts never have, each with the spellings nearest to it, the best first; none where none is.

    Nearest: the same letters with other marks, else one letter put in, left out, exchanged, or two turned round; those
    with the marks that were typed first, then the most frequent.
    """
    unknown = (word for word in dict.fromkeys(words) if _is_unknown(word, usage))
    return tuple((word, tuple(shown_as_typed(near, word) for near in _near(word, usage))) for word in unknown)


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
