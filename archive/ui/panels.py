"""What stands beside a text as data for `reader.js`: its facts with their evidence, and the documents around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.model import FIELDS, Citation, Document, Fact, Link, Number, Part, Related
from archive.related import group_links
from archive.ui import text
from archive.ui.address import COMPARE, MISSING, READ, url
from archive.ui.format import (
    date_text,
    likeness_text,
    nothing_text,
    number_text,
    page_text,
    printed_form,
    title_text,
    why_text,
)
from archive.ui.sheet import Label, Ruler, value_text

ALWAYS = frozenset({"doc_type", "number", "date", "issuer", "title", "signer"})
"""Facts a registry needs: shown even when unknown. The others are shown when there is something to say."""


def shown_facts(document: Document) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The facts worth showing, in reading order; one that is needed and not read is an absent one."""
    for name in FIELDS:
        facts = document.facts.get(name) or (Fact(),)
        telling = any(fact.value or fact.doubt or fact.status == "blank" for fact in facts)
        if name == "symbol" and document.value("number"):
            continue
        if telling or name in ALWAYS:
            yield name, facts


def facts_data(
    document: Document, shown: Sequence[tuple[str, tuple[Fact, ...]]], label: Label, ruler: Ruler
) -> list[dict[str, object]]:
    """Each fact with how and where it was read."""
    return [
        {
            "label": text.FIELDS[name],
            "main": name in ALWAYS or any(fact.doubt for fact in facts),
            "items": [
                {
                    **_fact_data(name, fact, f"{name}-{index}", label, ruler),
                    "page": page_text(document, fact.page),
                }
                for index, fact in enumerate(facts)
            ],
        }
        for name, facts in shown
    ]


def _fact_data(name: str, fact: Fact, ref: str, label: Label, ruler: Ruler) -> dict[str, object]:
    value = value_text(name, fact.value, label)
    return {
        "ref": ref,
        "value": value or (None if nothing_text(fact) == text.UNKNOWN else nothing_text(fact)),
        "raw": printed_form(fact, value),
        "status": text.STATUSES[fact.status],
        "start": ruler(fact.span.start) if fact.span else None,
        "doubt": fact.doubt,
    }


def parts_data(document: Document, label: Label, ruler: Ruler) -> list[dict[str, object]]:
    """The papers bound in the file, each with what its own head says, where it begins, and whether that was a scan."""
    sources = {page.number: page.source for page in document.pages}
    return [
        {
            "title": part_title(part, label),
            "about": " · ".join(part_facts(document, part, label)),
            "start": ruler(part.span.start),
            "doubt": text.PART_SCANNED if part.number and sources.get(part.page) == "ocr" else None,
        }
        for part in document.parts
    ]


def part_title(part: Part, label: Label) -> str:
    """What one of several papers in a file is called: its kind and number, else its kind, else its subject."""
    kind = value_text("doc_type", part.doc_type, label)
    return " ".join(said for said in (kind, part.number) if said) or part.title or text.NO_TITLE


def part_facts(document: Document, part: Part, label: Label) -> list[str]:
    """Date, issuer, page and subject of one of several papers in a file, as far as they are known."""
    known = (
        date_text(part.date) if part.date else None,
        value_text("issuer", part.issuer, label),
        page_text(document, part.page),
        part.title,
    )
    return [said for said in known if said]


# ── related documents ──


def cites_data(related: Related, document: Document, label: Label) -> list[dict[str, object]]:
    """Each cited document once, with the places that cite it: here (`open`), known to be missing (`who`), or neither.

    `links` are positions of its mentions among the citations of the document.
    """
    groups = [links for links in group_links(related.links) if links[0].direction == "cites"]
    return [_cite_data(links, document, label) for links in groups]


def _cite_data(links: Sequence[Link], document: Document, label: Label) -> dict[str, object]:
    full = max((link.citation for link in links), key=_fullness)
    relations = _relations(links, label)
    if links[0].document:
        row = _linked_row(links[0], links[0].document, document, label)
        return {key: row[key] for key in ("title", "about", "open", "beside")} | {"relations": relations, "who": None}
    return {
        "title": _cited_text(full),
        "about": text.NOT_IN_ARCHIVE if has_number(full) else text.NO_NUMBER_CITED,
        "relations": relations,
        "open": None,
        "beside": None,
        "who": who_url(full, document),
    }


def has_number(citation: Citation) -> bool:
    """Whether a citation prints a whole number."""
    number = Number.parse(citation.number) if citation.number else None
    return number is not None and number.serial is not None


def who_url(citation: Citation, document: Document) -> str | None:
    """Address of the list of those who cite a document that is not here; None when its number is not known."""
    if not has_number(citation):
        return None
    known = {"so": citation.number, "loai": citation.doc_type, "ngay": citation.dated, "cq": citation.issuer}
    return url(MISSING, **known, vb=document.id)


def _relations(links: Sequence[Link], label: Label) -> list[str]:
    """How a document is cited, or, seen from the other end, what it is to the citing one."""
    named = "relation" if links[0].direction == "cites" else "cited_by"
    return list(dict.fromkeys(label(named, link.relation) for link in links))


def related_data(related: Related, document: Document, label: Label, ruler: Ruler) -> list[dict[str, object]]:
    """The groups of related documents that have any, each row with why it stands there."""
    cites, cited_by = (
        [
            _links_row(links, document, label, ruler)
            for links in group_links(related.links)
            if links[0].direction == direction
        ]
        for direction in ("cites", "cited_by")
    )
    groups = (
        (text.CITES, cites),
        (text.CITED_BY, cited_by),
        (text.SERIES, [document_row(other, document, label, why=related) for other in related.series]),
        (text.BATCH, [document_row(other, document, label, why=related) for other in related.batch]),
        (
            text.SIMILAR,
            [document_row(other, document, label, why=related, likeness=score) for other, score in related.similar],
        ),
    )
    return [
        {"title": title, "rows": rows, "beside": text.BESIDE, "where": text.WHERE_CITED, "who": text.WHO_CITES}
        for title, rows in groups
        if rows
    ]


def _links_row(links: Sequence[Link], document: Document, label: Label, ruler: Ruler) -> dict[str, object]:
    """All mentions of one document as one row: how it is cited, and each place where."""
    relations = _relations(links, label)
    starts = [ruler(link.citation.span.start) for link in links if link.direction == "cites"]
    if links[0].document:
        row = _linked_row(links[0], links[0].document, document, label)
        return {**row, "relations": relations, "starts": starts}
    return {**_cite_data(links, document, label), "starts": starts}


def _fullness(citation: Citation) -> int:
    """How much of a document a mention prints."""
    return sum(value is not None for value in (citation.number, citation.dated, citation.issuer))


def _cited_text(citation: Citation) -> str:
    return " ".join(citation.text.split())


def _linked_row(link: Link, other: Document, document: Document, label: Label) -> dict[str, object]:
    """One document at the other end of a citation; a paper bound in a file is opened where it begins."""
    row = document_row(other, document, label)
    part = link.part
    if part is None:
        return row if other.id != document.id else {**row, "beside": None}
    title = part_title(part, label)
    if link.direction == "cited_by":
        return {**row, "about": f"{row['about']} · {text.CITES_PART.format(title=title)}"}
    known = [date_text(part.date) if part.date else None, value_text("issuer", part.issuer, label)]
    bound = text.BOUND_HERE if other.id == document.id else text.BOUND_IN.format(title=title_text(other))
    return {
        **row,
        "title": title,
        "about": " · ".join((*filter(None, known), bound)),
        "open": url(READ, id=other.id, vt=part.span.start + 1),
        "beside": None,
    }


def document_row(
    other: Document, document: Document, label: Label, *, likeness: float | None = None, why: Related | None = None
) -> dict[str, object]:
    """One related document: what it is called, number, date and issuer, why it is here, the two ways to open it."""
    about = [number_text(other), date_text(other.value("date"))]
    issuer = value_text("issuer", other.value("issuer"), label)
    about += [issuer] if issuer else []
    about += [likeness_text(likeness)] if likeness is not None else []
    return {
        "title": title_text(other),
        "about": " · ".join(about),
        "relations": [why_text(*reason, label) for reason in (why.reasons.get(other.id, ()) if why else ())],
        "who": None,
        "open": url(READ, id=other.id),
        "beside": url(COMPARE, a=document.id, b=other.id),
        "starts": [],
    }
