"""The tree of a typed query: what a person meant, not yet over fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from archive.syntax.labels import LABELS
from archive.text.target import Target
from archive.text.tokens import bare, figures, printed_figures, syllables


@dataclass(frozen=True, slots=True)
class Other:
    """Another form of some words: short for long or long for short. `start`, `count`: which syllables of the words."""

    typed: str
    form: str
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Words:
    """Ordinary text: ranked, none of it demanded. `typed`: what was typed where the text is a repair of it.

    `others`: forms of its abbreviations, or abbreviations of its words, that are asked for beside them.
    """

    text: str
    typed: str | None = None
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Exact:
    """Word after word, with its marks if it has any."""

    text: str


@dataclass(frozen=True, slots=True)
class Within:
    """Words of which each stands near the next: no more than `gap` others between, in either order."""

    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """A syllable of which only the beginning is given."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact of the document (the fields of `labels.LABELS`), its value as typed. Never scores."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Must:
    """Demanded."""

    part: Part


@dataclass(frozen=True, slots=True)
class Without:
    """Excluded."""

    part: Part


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts side by side."""

    parts: tuple[Part, ...]


Part = Words | Exact | Within | Prefix | Filter | Must | Without | Either | Group


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood, and in `notes` (Vietnamese) what was done to get there."""

    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    marked: bool = False
    """Whether anything was typed with Vietnamese marks."""


def repaired(query: Query, repair: Callable[[str], str | None]) -> Query:
    """The query with its ordinary words repaired; phrases, filters, demands and beginnings of words are meant as typed.

    repair: the text as it was meant, None where it stands as typed.
    """
    return replace(query, parts=tuple(_repaired(part, repair) for part in query.parts))


def _repaired(part: Part, repair: Callable[[str], str | None]) -> Part:
    match part:
        case Words(text, None, _):
            meant = repair(text)
            return part if meant is None else Words(meant, text)
        case Either(parts):
            return Either(tuple(_repaired(inner, repair) for inner in parts))
        case Group(parts):
            return Group(tuple(_repaired(inner, repair) for inner in parts))
        case _:
            return part


def expanded(query: Query, others: Callable[[str], Iterable[Other]]) -> Query:
    """The query with other forms of its ordinary words beside them.

    others: the other forms of a text that was typed.
    """
    return replace(query, parts=tuple(_expanded(part, others) for part in query.parts))


def _expanded(part: Part, others: Callable[[str], Iterable[Other]]) -> Part:
    match part:
        case Words(text):
            return replace(part, others=tuple(others(text)))
        case Either(parts):
            return Either(tuple(_expanded(inner, others) for inner in parts))
        case Group(parts):
            return Group(tuple(_expanded(inner, others) for inner in parts))
        case _:
            return part


def expansions(query: Query) -> tuple[tuple[str, str], ...]:
    """What was typed and its other form, each once, in the order typed."""
    found = ((other.typed, other.form) for words in all_words(query) for other in words.others)
    return tuple(dict.fromkeys(found))


def repairs(query: Query) -> tuple[Words, ...]:
    """The words that were repaired, in the order typed."""
    return tuple(words for words in all_words(query) if words.typed is not None)


def all_words(query: Query) -> tuple[Words, ...]:
    """The ordinary words of a query, in the order typed; not those that are demanded or excluded."""
    return tuple(words for part in query.parts for words in _words_of(part))


def _words_of(part: Part) -> Iterator[Words]:
    match part:
        case Words():
            yield part
        case Either(parts) | Group(parts):
            for inner in parts:
                yield from _words_of(inner)


def spelled(words: Words) -> frozenset[int]:
    """Which syllables of some words are pieces of an abbreviation, and nothing alone: the KT and the XH of `KT-XH`."""
    return frozenset(
        at
        for other in words.others
        if 1 < other.count < len(syllables(other.form))
        for at in range(other.start, other.start + other.count)
    )


def words_in_full(query: Query) -> tuple[str, ...]:
    """The different syllables of the words side by side, without marks, abbreviations written out; those in
    alternatives and groups need not stand in one place and are left out.
    """
    parts = [part for part in query.parts if isinstance(part, Words)]
    return tuple(dict.fromkeys(one for part in parts for one in _in_full(part)))


def _in_full(words: Words) -> Iterator[str]:
    pieces = spelled(words)
    yield from (one for at, one in enumerate(bare(syllables(words.text))) if at not in pieces)
    yield from (one for other in words.others if other.start in pieces for one in bare(syllables(other.form)))


def targets(query: Query, *, bound: Callable[[str], bool] | None = None) -> tuple[Target, ...]:
    """What to mark in a found document: all that was asked for, nothing that was excluded.

    bound: whether a syllable of ordinary words says little where it stands alone.
    """
    found = (target for part in query.parts for target in _targets(part))
    loose = {syllable for words in all_words(query) for syllable in syllables(words.text)}
    alone = {syllable for syllable in loose if bound(syllable)} if bound and len(loose) > 1 else set()
    return tuple(
        dict.fromkeys(
            Target(one.tokens, one.prefix, not query.marked, one.tokens[0] in alone and len(one.tokens) == 1)
            for one in found
        )
    )


def _targets(part: Part) -> Iterator[Target]:
    match part:
        case Words(text, typed, others):
            pieces = spelled(part)
            yield from (Target((one,)) for at, one in enumerate(syllables(text)) if at not in pieces)
            yield from (Target((one,)) for at, one in enumerate(syllables(typed or "")) if at not in pieces)
            yield from (Target(syllables(other.typed)) for other in others if other.start in pieces)
            yield from _figures(text)
            yield from (Target(syllables(other.form)) for other in others)
        case Within(text):
            yield from (Target((syllable,)) for syllable in syllables(text))
        case Exact(text) | Filter("number", text):
            yield Target(syllables(text))
        case Prefix(text):
            yield Target(syllables(text), prefix=True)
        case Must(inner):
            yield from _targets(inner)
        case Either(parts) | Group(parts):
            for inner in parts:
                yield from _targets(inner)


def _figures(text: str) -> Iterator[Target]:
    """The other ways its figures may be printed: 6.784 for 6784; a year is printed as it is."""
    for value in figures(text):
        for form in () if _YEAR.fullmatch(value) else printed_figures(value):
            tokens = syllables(form)
            if len(tokens) > 1:
                yield Target(tokens)


_YEAR = re.compile(r"(?:19|20)\d\d")


def shown(part: Part) -> str:
    """A part as a person reads it, in Vietnamese."""
    match part:
        case Words(text) | Exact(text):
            return f"“{text}”"
        case Filter(name, text):
            return f"{LABELS[name][0]}: “{text}”"
        case Within(text, gap):
            return f"“{text}” (cách nhau không quá {gap} chữ)"
        case Prefix(text):
            return f"“{text}…”"
        case Must(inner) | Without(inner):
            return shown(inner)
        case Either(parts):
            return " hoặc ".join(map(shown, parts))
        case Group(parts):
            return ", ".join(map(shown, parts))
