"""What may be meant by a line that is still being typed: numbers, words, subjects, issuers, signers.

The one rule: within 50 ms at 100,000 documents (bench/search.py), so nothing here walks over all documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.engines.query import EVERYTHING, And, Ask, Word
from archive.library import Library
from archive.model import Facets
from archive.text.beginnings import Beginnings, Name, complete
from archive.text.folding import fold, number_key, squeeze
from archive.text.tokens import bare, syllables

SuggestionKind = Literal["number", "word", "subject", "issuer", "signer"]
LONGEST = 200
"""Characters of a line that are read."""
AT_MOST = {"number": 5, "word": 3, "subject": 4, "issuer": 3, "signer": 2}
"""Suggestions of a kind, so that none crowds out the others."""
_NAMED = {"issuer": 5000, "signer": 5000}
_ASKED = 40
"""Documents looked at for subjects; reports of one series have nearly the same."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: a line to search for, or what bears that name.

    value: id of the one document (number, subject), code of an issuer, name of a signer; "" for words, for a subject of
    several documents and for the number of a paper bound behind another. count: documents that have it, or for words
    how often they are written; 0 where not counted.
    """

    kind: SuggestionKind
    text: str
    value: str = ""
    count: int = 0


def suggest(library: Library, typed: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
    """At most `limit` suggestions, those of a kind together, with or without marks typed. Nothing for an empty line.

    Raises:
        EngineUnavailableError: the search engine does not answer.
    """
    line = typed[:LONGEST]
    if not squeeze(line):
        return ()
    kinds = (_numbers(library, line), _words(library, line), _subjects(library, line), _names(library, line))
    return tuple(suggestion for found in kinds for suggestion in found)[:limit]


_NUMBER = re.compile(r"(?P<serial>\d{1,6}[A-Za-z]?)(?:\s*[/ -]\s*(?P<rest>[^\W_][\w/ .-]*)?)?")


def _numbers(library: Library, line: str) -> Iterator[Suggestion]:
    """`52`, `52/bc`, `52 bc ubnd`: documents whose number begins so; that very serial before longer ones."""
    match = _NUMBER.fullmatch(squeeze(line))
    if match is None:
        return
    key = number_key(match["serial"])
    rest = re.sub(r"[\s-]+", "-", fold(match["rest"] or ""))
    ids = library.catalogue.numbers(f"{key}/{rest}", AT_MOST["number"])
    if not ids and not rest:
        ids = library.catalogue.numbers(key, AT_MOST["number"])
    for document in library.catalogue.many(ids).values():
        yield Suggestion("number", document.value("number") or "", document.id, 1)
    most = AT_MOST["number"] - len(ids)
    yield from (Suggestion("number", number) for number in _bound_numbers(library, f"{key}/{rest}", most))


def _bound_numbers(library: Library, beginning: str, most: int) -> tuple[str, ...]:
    """Numbers of papers bound behind the first of a file that begin so; a search for one tells where it is."""
    documents = library.catalogue.many(library.catalogue.bound_numbers(beginning, most)) if most > 0 else {}
    numbers = (part.number or "" for document in documents.values() for part in document.parts[1:])
    return tuple(dict.fromkeys(number for number in numbers if number_key(number).startswith(beginning)))[:most]


def _words(library: Library, line: str) -> Iterator[Suggestion]:
    usage = library.usage.read()
    for text, count in complete(line, usage, AT_MOST["word"]) if usage else ():
        yield Suggestion("word", text, count=count)


def _subjects(library: Library, line: str) -> Iterator[Suggestion]:
    """Subjects that hold all words typed, the newest first; of a series that differs in its figures only the newest."""
    tokens = bare(syllables(line))
    if not tokens or sum(map(len, tokens)) < 2:
        return
    *whole, last = tokens
    unfinished = line[-1:].isalnum()
    parts = [Word("title", token) for token in dict.fromkeys(whole)]
    if len(last) > 1 or not unfinished:
        parts.append(Word("title", last, prefix=unfinished))
    answer = library.engine.find(Ask(And(tuple(parts)), limit=_ASKED, order="-date"))
    groups: dict[str, list[tuple[str, str]]] = {}
    for id_, title in library.catalogue.titles([id_ for id_, _ in answer.scores]).items():
        plain = " ".join(bare(syllables(title)))
        if f" {last}" in f" {plain}":
            groups.setdefault(_FIGURES.sub("#", plain), []).append((id_, title))
    for of_one in list(groups.values())[: AT_MOST["subject"]]:
        id_, title = of_one[0]
        yield Suggestion("subject", title, id_ if len(of_one) == 1 else "", len(of_one) if len(of_one) == 1 else 0)


_FIGURES = re.compile(r"\b(?:\d+|[ivx]+)\b")


def _names(library: Library, line: str) -> Iterator[Suggestion]:
    """Issuers by their names and short forms, signers by any of their names."""
    facets = library.engine.find(Ask(EVERYTHING, limit=0, facets=_NAMED)).facets
    names = library.names
    if names.source is not facets:
        names.made, names.source = _made(facets, library), facets
    for name in names.made["issuer"].find(line, AT_MOST["issuer"]):
        yield Suggestion("issuer", name.text, name.value, name.count)
    for name in names.made["signer"].find(line, AT_MOST["signer"]):
        yield Suggestion("signer", name.text, name.value, name.count)


def _made(facets: Facets, library: Library) -> dict[str, Beginnings]:
    vocab = library.vocab
    bodies = ((code, vocab.body(code), count) for code, count in facets["issuer"])
    return {
        "issuer": Beginnings(
            Name(vocab.label("issuer", code), code, count, (*body.short, *body.variants) if body else ())
            for code, body, count in bodies
        ),
        "signer": Beginnings(Name(signer, signer, count) for signer, count in facets["signer"]),
    }
