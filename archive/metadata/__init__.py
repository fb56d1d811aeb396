"""Pages to a Document: each file here reads one thing off the page, and every fact says where it was read.

The one rule: never invent. What is not printed is absent; what follows from other printed things is marked inferred.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from archive.metadata.citations import find_citations
from archive.metadata.closing import find_closing
from archive.metadata.dates import read_date
from archive.metadata.issuer import read_issuer
from archive.metadata.kind import read_kind
from archive.metadata.layout import lay_out
from archive.metadata.marks import read_language, read_marks
from archive.metadata.number import read_further, read_number
from archive.metadata.outline import find_sections
from archive.metadata.parts import find_parts, first_part
from archive.metadata.people import find_superior, read_people, read_signatures
from archive.metadata.period import read_period
from archive.metadata.recipients import read_recipients
from archive.metadata.secrecy import find_secrecy
from archive.metadata.subject import read_title
from archive.model import FIELDS, Document, Extracted, Fact, Part, Section, Span, document_id
from archive.vocab import Vocab

__all__ = ["describe"]


def describe(extracted: Extracted, vocab: Vocab, begins: Collection[int] = ()) -> Document:
    """Read all facts, citations, sections and parts of a file; only citations are looked for in the asides as well.

    Where several documents are bound in the file, the facts are those of the first. begins: pages on which a person
    said a further one begins.
    """
    body = replace(extracted, text=extracted.text[: extracted.body_end]) if extracted.asides else extracted
    parts = find_parts(body, vocab, lambda part: _read_facts(part, vocab), begins)
    facts = _read_facts(first_part(body, parts), vocab)
    if facts["secrecy"][0].value is None and (mark := find_secrecy(extracted, parts)):
        facts["secrecy"] = (mark,)
    return Document(
        id=document_id(extracted.sha256),
        name=extracted.name,
        sha256=extracted.sha256,
        media_type=extracted.media_type,
        facts=facts,
        citations=find_citations(extracted.text, vocab),
        sections=_sections(body.text, parts),
        pages=extracted.pages,
        asides=extracted.asides,
        parts=parts,
    )


def _sections(text: str, parts: tuple[Part, ...]) -> tuple[Section, ...]:
    """Headings of each paper by itself: how one is divided says nothing of the next that is bound behind it."""
    borders = [0, *(part.span.start for part in parts[1:]), len(text)]
    return tuple(
        replace(section, span=Span(section.span.start + start, section.span.end + start))
        for start, end in pairwise(borders)
        for section in find_sections(text[start:end])
    )


def _read_facts(extracted: Extracted, vocab: Vocab) -> dict[str, tuple[Fact, ...]]:
    layout = lay_out(extracted, vocab)
    closing = find_closing(layout, vocab)
    signatures = read_signatures(layout, closing, vocab)
    number, symbol = read_number(layout, vocab)
    date, place = read_date(layout, closing, vocab)
    issuers, parent = read_issuer(
        layout, vocab, place=place, date=date, symbol=symbol, behalf=find_superior(signatures)
    )
    kind = read_kind(layout, symbol, vocab)
    title = read_title(layout, issuers[0], vocab)
    facts: dict[str, tuple[Fact, ...]] = {
        "doc_type": (kind,),
        "number": (number, *(read_further(layout, number, vocab) if len(issuers) > 1 else ())),
        "symbol": (symbol,),
        "date": (date,),
        "place": (place,),
        "issuer": issuers,
        "issuer_parent": (parent,),
        "title": (title,),
        **read_people(layout, closing, signatures, issuers[0], vocab),
        "recipients": read_recipients(layout, closing),
        "period": (read_period(layout, title, kind),),
        **{name: (fact,) for name, fact in read_marks(layout, number, date).items()},
        "language": (read_language(layout),),
    }
    return {name: facts[name] for name in FIELDS}
