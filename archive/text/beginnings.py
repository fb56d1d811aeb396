"""Names found by how any of their words begin, without marks; words by their first letters. Sorted, never scanned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from archive.text.folding import fold, has_marks, lower, squeeze
from archive.text.repair import repair, usual
from archive.text.tokens import bare, syllables
from archive.text.usage import Usage

_LAST = "\U0010ffff"
_WORDS = 12
"""Words of a name by which it is found; a longer one is rarely remembered by its end."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name people know something by, what it stands for, how many documents have it."""

    text: str
    value: str
    count: int
    also: tuple[str, ...] = ()
    """Other forms it is found by."""


class Beginnings:
    """Names by the beginnings of all their words."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = tuple(names)
        keys = [
            (" ".join(words[at:]), place)
            for place, name in enumerate(self._names)
            for words in map(_bare_words, (name.text, *name.also))
            for at in range(min(len(words), _WORDS))
        ]
        keys.sort()
        self._keys = [key for key, _ in keys]
        self._places = [place for _, place in keys]

    def find(self, typed: str, most: int) -> list[Name]:
        """Names with the words typed, the last of which may be unfinished: those of most documents first."""
        key = " ".join(_bare_words(typed))
        if not key:
            return []
        first, last = bisect_left(self._keys, key), bisect_left(self._keys, key + _LAST)
        found = {self._places[at] for at in range(first, last)}
        return nlargest(most, map(self._names.__getitem__, found), key=lambda name: (name.count, name.text))


@dataclass(slots=True)
class Latest:
    """The names last made, and of what they were made: made again when that is another."""

    source: object = None
    made: dict[str, Beginnings] = field(default_factory=dict)


def complete(typed: str, usage: Usage, most: int) -> list[tuple[str, int]]:
    """The line typed with its last word finished, or with a next word, as this archive goes on: (line, how often).

    Missing marks are put in on the way, as query repair does.
    """
    line = squeeze(typed)
    unfinished = line and not typed[-1].isspace() and line[-1].isalnum()
    head, _, last = line.rpartition(" ") if unfinished else (line, "", "")
    if last and not last.isalpha():
        return []
    head = repair(head, usage) or head
    start, _, end = head.rpartition(" ")
    known = _endings(lower(last), usage) if last else None
    found: dict[tuple[str, str], int] = {}
    for before in _readings(end, usage):
        for after, count in usage.after(usage.place(before)):
            if known is None or after in known:
                found[before, after] = count
    if not found and known:
        found = {("", after): usage.count(after) for after in known}
    best = nlargest(most, found.items(), key=lambda item: (item[1], item[0]))
    return [(_line(start, end, before, after), count) for (before, after), count in best]


def _readings(word: str, usage: Usage) -> list[str]:
    """The syllables a word before may be: those with marks too, where it has none."""
    (syllable,) = syllables(word) if word.isalpha() and len(syllables(word)) == 1 else ("",)
    others = usage.marked(syllable) if syllable and not has_marks(syllable) else ()
    return [each for each in dict.fromkeys((syllable, *others)) if usage.place(each) >= 0]


def _endings(last: str, usage: Usage) -> set[str]:
    """Longer syllables that begin so, with marks if those typed have any."""
    (plain,) = bare((last,))
    known = {syllable for syllable in usage.beginning(plain) if syllable != last}
    return known if last == plain else {syllable for syllable in known if syllable.startswith(last)}


def _line(start: str, typed: str, before: str, after: str) -> str:
    """The line with its last words as they are mostly printed; what was typed well stays as typed."""
    meant = typed if not before or before in syllables(typed) else usual(before)
    return " ".join(part for part in (start, meant, usual(after)) if part)


def _bare_words(name: str) -> Sequence[str]:
    return bare(syllables(fold(name)))
