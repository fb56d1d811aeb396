"""Documents as plain JSON values and back. The one rule: `document_from_dict(document_to_dict(d)) == d`.

The same form is kept in the catalogue, sent by the children that read files, and printed by `--json`. A span is
`[start, end]`; every key is always there; absence is null.
"""

from __future__ import annotations

from typing import Any, cast

from archive.model import Aside, Citation, Document, Fact, Page, Part, Reread, Section, Span

Json = dict[str, Any]


def document_to_dict(document: Document) -> Json:
    """A document as JSON values: facts by field, then citations, sections, pages."""
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "facts": {name: [fact_to_dict(fact) for fact in facts] for name, facts in document.facts.items()},
        "citations": [citation_to_dict(citation) for citation in document.citations],
        "sections": [section_to_dict(section) for section in document.sections],
        "pages": [page_to_dict(page) for page in document.pages],
        "asides": [aside_to_dict(aside) for aside in document.asides],
        "parts": [part_to_dict(part) for part in document.parts],
        "rereads": [reread_to_dict(reread) for reread in document.rereads],
        "reviewed": document.reviewed,
    }


def document_from_dict(values: Json) -> Document:
    """The document that `document_to_dict` wrote."""
    return Document(
        id=values["id"],
        name=values["name"],
        sha256=values["sha256"],
        media_type=values["media_type"],
        facts={name: tuple(_fact(fact) for fact in facts) for name, facts in values["facts"].items()},
        citations=tuple(_citation(citation) for citation in values["citations"]),
        sections=tuple(_section(section) for section in values["sections"]),
        pages=tuple(
            Page(page["number"], Span(*page["span"]), page["source"], page["quality"]) for page in values["pages"]
        ),
        asides=tuple(_aside(aside) for aside in values["asides"]),
        parts=tuple(_part(part) for part in values["parts"]),
        rereads=tuple(Reread(**reread) for reread in values["rereads"]),
        reviewed=values["reviewed"],
    )


def span_to_list(span: Span) -> list[int]:
    """A span as `[start, end]`."""
    return [span.start, span.end]


def fact_to_dict(fact: Fact) -> Json:
    """A fact with its evidence, all keys present."""
    return {
        "value": fact.value,
        "raw": fact.raw,
        "page": fact.page,
        "span": None if fact.span is None else span_to_list(fact.span),
        "status": fact.status,
        "method": fact.method,
        "doubt": fact.doubt,
        "machine": fact.machine,
    }


def citation_to_dict(citation: Citation) -> Json:
    """A citation, all keys present."""
    return {
        "text": citation.text,
        "span": span_to_list(citation.span),
        "relation": citation.relation,
        "doc_type": citation.doc_type,
        "number": citation.number,
        "dated": citation.dated,
        "issuer": citation.issuer,
    }


def section_to_dict(section: Section) -> Json:
    """A section, all keys present."""
    return {
        "level": section.level,
        "label": section.label,
        "title": section.title,
        "span": span_to_list(section.span),
    }


def page_to_dict(page: Page) -> Json:
    """A page, all keys present."""
    return {"number": page.number, "span": span_to_list(page.span), "source": page.source, "quality": page.quality}


def aside_to_dict(aside: Aside) -> Json:
    """An aside, all keys present."""
    return {
        "kind": aside.kind,
        "span": span_to_list(aside.span),
        "page": aside.page,
        "mark": aside.mark,
        "ref": None if aside.ref is None else span_to_list(aside.ref),
    }


def part_to_dict(part: Part) -> Json:
    """A part, all keys present."""
    return {
        "span": span_to_list(part.span),
        "page": part.page,
        "doc_type": part.doc_type,
        "number": part.number,
        "title": part.title,
        "date": part.date,
        "issuer": part.issuer,
    }


def reread_to_dict(reread: Reread) -> Json:
    """A changed reading, all keys present."""
    return {"field": reread.field, "before": reread.before, "after": reread.after, "at": reread.at}


def _fact(values: Json) -> Fact:
    span = cast("list[int] | None", values["span"])
    return Fact(
        values["value"],
        values["raw"],
        values["page"],
        None if span is None else Span(span[0], span[1]),
        values["status"],
        values["method"],
        values["doubt"],
        values["machine"],
    )


def _citation(values: Json) -> Citation:
    return Citation(
        values["text"],
        Span(*values["span"]),
        values["relation"],
        values["doc_type"],
        values["number"],
        values["dated"],
        values["issuer"],
    )


def _section(values: Json) -> Section:
    return Section(values["level"], values["label"], values["title"], Span(*values["span"]))


def _aside(values: Json) -> Aside:
    ref = cast("list[int] | None", values["ref"])
    return Aside(
        values["kind"], Span(*values["span"]), values["page"], values["mark"], None if ref is None else Span(*ref)
    )


def _part(values: Json) -> Part:
    names = ("page", "doc_type", "number", "title", "date", "issuer")
    return Part(Span(*values["span"]), *(values.get(name) for name in names))  # type: ignore[arg-type]
