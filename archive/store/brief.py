"""What a list of hits needs of a document, as a short line of JSON: decoded in a fraction of the time of the record.

Facts, sections, pages, asides and parts stay; citations and rereads are left out. Values stand in lists, in the order
of their classes; a fact that was not read is 0.
"""

from __future__ import annotations

import json
from typing import Any

from archive.model import ABSENT, Aside, Document, Fact, Page, Part, Section, Span


def brief_of(document: Document) -> str:
    """The short form of a document."""
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
            [[part.level, part.label, part.title, part.span.start, part.span.end] for part in document.sections],
            [[page.number, page.span.start, page.span.end, page.source, page.quality] for page in document.pages],
            [_aside_values(aside) for aside in document.asides],
            document.reviewed,
            [[part.span.start, part.span.end, *_part_values(part)] for part in document.parts],
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def document_of_brief(line: str) -> Document:
    """The document of a short form, without its citations and rereads."""
    id_, name, sha256, media_type, facts, sections, pages, asides, reviewed, *later = json.loads(line)
    return Document(
        id_,
        name,
        sha256,
        media_type,
        {field: tuple([_fact(values) if values else ABSENT for values in of_one]) for field, of_one in facts.items()},
        sections=tuple([Section(level, label, title, Span(*span)) for level, label, title, *span in sections]),
        pages=tuple([Page(number, Span(start, end), source, quality) for number, start, end, source, quality in pages]),
        asides=tuple(map(_aside, asides)),
        reviewed=reviewed,
        parts=tuple([Part(Span(start, end), *values) for start, end, *values in (later[0] if later else ())]),
    )


def _fact_values(fact: Fact) -> list[Any]:
    span = [fact.span.start, fact.span.end] if fact.span else None
    return [fact.value, fact.raw, fact.page, span, fact.status, fact.method, fact.doubt, fact.machine]


def _fact(values: list[Any]) -> Fact:
    value, raw, page, span, status, method, doubt, machine = values
    return Fact(value, raw, page, Span(*span) if span else None, status, method, doubt, machine)


def _part_values(part: Part) -> list[Any]:
    return [part.page, part.doc_type, part.number, part.title, part.date, part.issuer]


def _aside_values(aside: Aside) -> list[Any]:
    ref = [aside.ref.start, aside.ref.end] if aside.ref else None
    return [aside.kind, [aside.span.start, aside.span.end], aside.page, aside.mark, ref]


def _aside(values: list[Any]) -> Aside:
    kind, span, page, mark, ref = values
    return Aside(kind, Span(*span), page, mark, Span(*ref) if ref else None)
