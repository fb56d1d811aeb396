"""The tree of a typed query: what a person meant, not yet over fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from archive.text.target import Target
from archive.text.tokens import syllables


@dataclass(frozen=True, slots=True)
class Words:
    """Ordinary text: ranked, none of it demanded. `typed`: what was typed where the text is a repair of it."""

    text: str
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """Word after word, with its marks if it has any."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """A syllable of which only the beginning is given."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact of the document: number, issuer, doc_type, signer, year or title. Never scores."""

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


Part = Words | Exact | Prefix | Filter | Must | Without | Either | Group


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
        case Words(text, None):
            meant = repair(text)
            return part if meant is None else Words(meant, text)
        case Either(parts):
            return Either(tuple(_repaired(inner, repair) for inner in parts))
        case Group(parts):
            return Group(tuple(_repaired(inner, repair) for inner in parts))
        case _:
            return part


def repairs(query: Query) -> tuple[Words, ...]:
    """The words that were repaired, in the order typed."""
    return tuple(words for part in query.parts for words in _repairs(part))


def _repairs(part: Part) -> Iterator[Words]:
    match part:
        case Words(_, str()):
            yield part
        case Either(parts) | Group(parts):
            for inner in parts:
                yield from _repairs(inner)


def targets(query: Query) -> tuple[Target, ...]:
    """What to mark in a found document: all that was asked for, nothing that was excluded."""
    found = (target for part in query.parts for target in _targets(part))
    return tuple(dict.fromkeys(replace(target, bare=not query.marked) for target in found))


def _targets(part: Part) -> Iterator[Target]:
    match part:
        case Words(text, typed):
            yield from (Target((syllable,)) for syllable in syllables(f"{text} {typed or ''}"))
        case Exact(text) | Filter("number", text):
            yield Target(syllables(text))
        case Prefix(text):
            yield Target(syllables(text), prefix=True)
        case Must(inner):
            yield from _targets(inner)
        case Either(parts) | Group(parts):
            for inner in parts:
                yield from _targets(inner)


def shown(part: Part) -> str:
    """A part as a person reads it, in Vietnamese."""
    match part:
        case Words(text) | Exact(text) | Filter(_, text):
            return f"“{text}”"
        case Prefix(text):
            return f"“{text}…”"
        case Must(inner) | Without(inner):
            return shown(inner)
        case Either(parts):
            return " hoặc ".join(map(shown, parts))
        case Group(parts):
            return ", ".join(map(shown, parts))
