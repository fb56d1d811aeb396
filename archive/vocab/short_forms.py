"""Abbreviations in a typed text and the words they stand for, both ways. The one rule: only those of a single sense.

Short names of bodies go one way: `STC` is asked for in full, but who writes `Sở Tài chính` means no piece of a number.
Capitals count for those marked `exact`, unless they have no vowel: nobody writes the word `htx`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.text.folding import canonical, fold, has_marks, lower
from archive.text.tokens import bare, syllables
from archive.vocab.entries import Abbreviation, Body

_TOKEN = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[-/&.]\w")
_VOWEL = re.compile("[aeiouy]")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Words of a text that have other forms: which tokens (`start`, `count`), as typed, and those forms as printed."""

    start: int
    count: int
    typed: str
    forms: tuple[str, ...]


class ShortForms:
    """The safe abbreviations of a vocabulary, ready to be met in a text."""

    def __init__(self, abbreviations: Iterable[Abbreviation], bodies: Iterable[Body] = ()) -> None:
        self._long: dict[Key, list[str]] = {}
        self._short: dict[Key, tuple[Abbreviation, ...]] = {}
        rows = tuple(abbreviations)
        named = {_key(row.short) for row in rows}
        for short, name in _short_names(bodies):
            if _key(short) not in named:
                self._short[_key(short)] = (Abbreviation(short, (name,), safe=True),)
        unsafe = {row.short for row in rows if not row.safe}
        for row in rows:
            key = _key(row.short)
            if not row.safe or row.short in unsafe:
                continue
            self._short[key] = (*self._short.get(key, ()), row)
            for expansion in row.expansions:
                forms = self._long.setdefault(syllables(expansion), [])
                if all(syllables(form) != syllables(row.short) for form in forms):
                    forms.append(row.short)
        for tokens in tuple(self._long):
            self._long.setdefault(tuple(map(fold, tokens)), self._long[tokens])
        self._most: dict[str, int] = {}
        """Words of the longest entry that begins with a word."""
        for key in filter(None, (*self._long, *self._short)):
            self._most[key[0]] = max(len(key), self._most.get(key[0], 0))

    def meet(self, text: str) -> tuple[Meeting, ...]:
        """What of a text has other forms, from left to right, the longest where several begin."""
        matches = tuple(_TOKEN.finditer(text))
        return tuple(self._meet(text, matches))

    def _meet(self, text: str, matches: tuple[re.Match[str], ...]) -> Iterator[Meeting]:
        tokens = tuple(canonical(lower(match[0])) for match in matches)
        marked = has_marks(text)
        at, numbered = 0, False
        while at < len(tokens):
            numbered = tokens[at][0].isdigit() or (numbered and not _VOWEL.search(fold(tokens[at])))
            most = 0 if numbered else max(self._most.get(tokens[at], 0), self._most.get(fold(tokens[at]), 0))
            found = self._at(text, matches, tokens[at : at + most], at, marked=marked) if most else None
            if found:
                yield found
            at += found.count if found else 1

    def _at(
        self, text: str, matches: tuple[re.Match[str], ...], tokens: Key, at: int, *, marked: bool
    ) -> Meeting | None:
        for count in range(len(tokens), 0, -1):
            key = tokens[:count]
            start, end = matches[at].start(), matches[at + count - 1].end()
            forms = self._forms(key, text[start:end], marked=marked)
            if forms and not _JOINED.match(text, end) and not re.match(r"[-/&.]", text[max(0, start - 1) : start]):
                return Meeting(at, count, text[start:end], forms)
        return None

    def _forms(self, key: Key, typed: str, *, marked: bool) -> tuple[str, ...]:
        plain = bare(key)
        long = self._long.get(key) or (None if marked else self._long.get(plain))
        if long:
            return tuple(long)
        rows = [row for row in self._short.get(plain, ()) if not row.exact or _is_written(typed, row.short)]
        return tuple(dict.fromkeys(form for row in rows for form in row.expansions))


def _short_names(bodies: Iterable[Body]) -> Iterator[tuple[str, str]]:
    """Short names of three letters or more with the one body each stands for; not its subject alone (`GTVT`)."""
    rows = [(short, body.name) for body in bodies for short in body.short if short.isalpha() and len(short) > 2]
    names: dict[str, set[str]] = {}
    for short, name in rows:
        names.setdefault(fold(short), set()).add(name)
    yield from (
        (short, name) for short, name in rows if len(names[fold(short)]) == 1 and fold(short)[0] == fold(name)[0]
    )


def _key(short: str) -> Key:
    return tuple(map(fold, syllables(short)))


def _is_written(typed: str, short: str) -> bool:
    """Whether an abbreviation of which the capitals count is meant."""
    return typed == short or (len(short) > 2 and not _VOWEL.search(fold(short)) and fold(typed) == fold(short))
