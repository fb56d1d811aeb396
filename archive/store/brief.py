"""What a list of hits needs of a document, as a short line of JSON: decoded in a fraction of the time of the record.

Facts, pages and parts stay, and the outline of the text; sections, asides, citations and rereads are left out. Values
stand in lists, of facts in the order of their class, of pages and of the outline in a list for each attribute; a fact
that was not read is 0. Facts and pages are made when they are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

from archive.model import ABSENT, Document, Fact, Page, Part, Span
from archive.text.paper import Outline, Paper, outline_of


def brief_of(document: Document) -> str:
    """The short form of a document."""
    outline, pages = outline_of(document), document.pages
    return json.dumps(
        [
            document.id,
            document.name,
            document.sha256,
            document.media_type,
            {
                name: [0 if fact == ABSENT else _fact_values(fact) for fact in facts]
                for name, facts in document.facts.items()
            },
            [[page.span.end for page in pages], [page.source for page in pages], [page.quality for page in pages]],
            document.reviewed,
            [[part.span.start, part.span.end, *_part_values(part)] for part in document.parts],
            [outline.head, outline.pages, outline.sections, outline.asides],
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


class Shown(NamedTuple):
    """What is kept of a document for a list of hits, as it is kept: most of what is looked at is not shown."""

    brief: str
    words: bytes
    text: bytes

    def opened(self) -> tuple[Document, Paper]:
        """The document as `brief_of` keeps it, and its text."""
        document, outline = document_of_brief(self.brief)
        return document, Paper(self.words, self.text, outline)


def document_of_brief(line: str) -> tuple[Document, Outline]:
    """The document of a short form, without its sections, asides, citations and rereads, and its outline."""
    id_, name, sha256, media_type, facts, pages, reviewed, parts, (head, starts, sections, asides) = json.loads(line)
    document = Document(
        id_,
        name,
        sha256,
        media_type,
        _Facts(facts),
        pages=_Pages((*starts, *pages)),
        reviewed=reviewed,
        parts=tuple([Part(Span(start, end), *values) for start, end, *values in parts]),
    )
    return document, Outline(head, starts, sections, asides)


class _Facts(Mapping[str, tuple[Fact, ...]]):
    """Facts by field, of which a list of hits shows a few."""

    __slots__ = ("_made", "_values")

    def __init__(self, values: Mapping[str, list[Any]]) -> None:
        self._values = values
        self._made: dict[str, tuple[Fact, ...]] = {}

    def __getitem__(self, field: str) -> tuple[Fact, ...]:
        made = self._made.get(field)
        if made is None:
            made = tuple([_fact(values) if values else ABSENT for values in self._values[field]])
            self._made[field] = made
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(dict(self))


class _Pages(Sequence[Page]):
    """Pages, of which a list of hits asks only whether there are several."""

    __slots__ = ("_columns",)

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self._columns = columns

    @overload
    def __getitem__(self, at: int) -> Page: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Page, ...]: ...

    def __getitem__(self, at: int | slice) -> Page | tuple[Page, ...]:
        if isinstance(at, slice):
            return tuple(map(self.__getitem__, range(*at.indices(len(self)))))
        start, number, end, source, quality = (column[at] for column in self._columns)
        return Page(number, Span(start, end), source, quality)

    def __len__(self) -> int:
        return len(self._columns[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as every list

    def __repr__(self) -> str:
        return repr(tuple(self))


def _fact_values(fact: Fact) -> list[Any]:
    span = [fact.span.start, fact.span.end] if fact.span else None
    return [fact.value, fact.raw, fact.page, span, fact.status, fact.method, fact.doubt, fact.machine]


def _fact(values: list[Any]) -> Fact:
    value, raw, page, span, status, method, doubt, machine = values
    return Fact(value, raw, page, Span(*span) if span else None, status, method, doubt, machine)


def _part_values(part: Part) -> list[Any]:
    return [part.page, part.doc_type, part.number, part.title, part.date, part.issuer]
