"""A `Reading` and its `Related` as data for `reader.js`. One rule: the text goes over once, the rest is places in it.

Python counts characters, the browser counts UTF-16 units; every offset given here is already the browser's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archive.model import FIELDS, Citation, Document, Fact, Link, Page, Reading, Related, Section, Span
from archive.related import group_links
from archive.text.lines import cells_of, join_lines, lines_of, paper_width, spell_out
from archive.ui import text
from archive.ui.address import COMPARE, READ, original_url, url
from archive.ui.format import date_text, number_text, page_text, printed_form, title_text

Label = Callable[[str, str], str]
"""`vocab.label`: field and value to the name people read."""

ALWAYS = frozenset({"doc_type", "number", "date", "issuer", "title", "signer"})
"""Facts a registry needs: shown even when unknown. The others are shown when there is something to say."""
OUTLINE_LENGTH = 80
"""Headings shown at most, unless there are more of the outermost."""
HEADING_LENGTH = 200
"""A longer first line of a section is a paragraph that begins with its label, not a heading."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Turns offsets of Python into offsets of the browser: characters beyond U+FFFF count twice there."""

    wide: tuple[int, ...]

    @classmethod
    def of(cls, content: str) -> Ruler:
        """A ruler for one text."""
        if not content or max(content) <= "\uffff":
            return cls(())
        return cls(tuple(offset for offset, letter in enumerate(content) if letter > "\uffff"))

    def __call__(self, offset: int) -> int:
        """The same place in UTF-16 units."""
        return offset + bisect_left(self.wide, offset)


def reader_data(reading: Reading, related: Related, label: Label, *, query: str, at: int | None) -> dict[str, object]:
    """All that `reader.js` draws. `at` is the offset of the text to open at."""
    document, ruler = reading.document, Ruler.of(reading.text)
    content = readable(reading.text, document)
    shown = tuple(_shown_facts(document))
    return {
        "id": document.id,
        "at": None if at is None else ruler(at),
        "text": content,
        "pages": [_page_data(page, document, ruler) for page in document.pages],
        "blocks": [_block_data(block, ruler) for block in blocks_of(content, document)],
        "notes": [*_hit_notes(reading, ruler), *_fact_notes(shown, ruler), *_cite_notes(related, ruler)],
        "facts": _facts_data(document, shown, label, ruler),
        "outline": _outline_data(document.sections, ruler),
        "related": related_data(related, document, label, ruler),
        "hits": len(reading.marks) if query else None,
        "labels": {**text.READER, "norelated": text.NO_RELATED},
    }


# ── text ──


def readable(content: str, document: Document) -> str:
    """The text with whole paragraphs and whole headings, every letter in its place."""
    starts = {section.span.start for section in document.sections}
    titles = [
        Span(section.span.start, spell_out(content, section.span.start, f"{section.label} {section.title}"))
        for section in document.sections
    ]
    titles += [fact.span for fact in document.facts.get("title", ()) if fact.span]
    return join_lines(content, width=paper_width(content), starts=starts, titles=titles)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading (level > 0) or row of cells of a text."""

    span: Span
    level: int = 0
    cells: tuple[Span, ...] = ()
    centre: bool = False


def blocks_of(content: str, document: Document) -> Iterator[Block]:
    """The lines of a text as blocks, in order; blank lines and page breaks are borders and give none."""
    depths = nesting(document.sections)
    levels = {section.span.start: level for level, section in zip(depths, document.sections, strict=True)}
    starts = sorted(levels)
    middle = [span for name in ("doc_type", "title") if (span := document.fact(name).span)]
    for line in lines_of(content):
        cells = cells_of(content, line)
        text_ = Span(cells[-1].start, cells[-1].end) if len(cells) == 2 and cells[0].start == cells[0].end else line
        central = any(span.start < line.end and span.end > line.start for span in middle)
        if len(cells) > 1 and not (central and text_ != line):
            yield Block(line, cells=cells)
            continue
        place = bisect_left(starts, line.start)
        begins = place < len(starts) and starts[place] < line.end
        short = line.end - line.start <= HEADING_LENGTH
        yield Block(text_, level=levels[starts[place]] if begins and short else 0, centre=short and central)


def nesting(sections: Sequence[Section]) -> list[int]:
    """Depth of each section under the ones before it, from 1, without gaps: levels 1, 3, 3, 2 become 1, 2, 2, 2."""
    open_levels: list[int] = []
    depths = []
    for section in sections:
        while open_levels and open_levels[-1] >= section.level:
            open_levels.pop()
        open_levels.append(section.level)
        depths.append(len(open_levels))
    return depths


def _outline_data(sections: Sequence[Section], ruler: Ruler) -> list[dict[str, object]]:
    """The headings, as deep as a list that is still read."""
    depths = nesting(sections)
    deepest = max(
        (depth for depth in (1, 2, 3, 4, 5, 6) if sum(own <= depth for own in depths) <= OUTLINE_LENGTH), default=1
    )
    return [
        {"level": depth, "title": f"{section.label} {section.title}".strip(), "start": ruler(section.span.start)}
        for depth, section in zip(depths, sections, strict=True)
        if depth <= deepest
    ]


def _block_data(block: Block, ruler: Ruler) -> dict[str, object]:
    data: dict[str, object] = {"start": ruler(block.span.start), "end": ruler(block.span.end), "level": block.level}
    if block.cells:
        data["cells"] = [[ruler(cell.start), ruler(cell.end)] for cell in block.cells]
    if block.centre:
        data["centre"] = True
    return data


def _page_data(page: Page, document: Document, ruler: Ruler) -> dict[str, object]:
    original = f"{original_url(document.id)}#page={page.number}" if document.media_type == "application/pdf" else None
    return {"number": page.number, "end": ruler(page.span.end) + 1, "source": page.source, "original": original}


# ── notes in the text ──


def _note(span: Span, kind: str, ruler: Ruler, **more: object) -> dict[str, object]:
    return {"start": ruler(span.start), "end": ruler(span.end), "kind": kind, **more}


def _hit_notes(reading: Reading, ruler: Ruler) -> Iterator[dict[str, object]]:
    for index, mark in enumerate(reading.marks):
        yield _note(mark, "hit", ruler, ref=index)


def _fact_notes(shown: Sequence[tuple[str, tuple[Fact, ...]]], ruler: Ruler) -> Iterator[dict[str, object]]:
    for name, facts in shown:
        for index, fact in enumerate(facts):
            if fact.span:
                yield _note(fact.span, "fact", ruler, ref=f"{name}-{index}")


def _cite_notes(related: Related, ruler: Ruler) -> Iterator[dict[str, object]]:
    for link in related.links:
        if link.direction == "cites" and link.document:
            yield _note(link.citation.span, "cite", ruler, href=url(READ, id=link.document.id))


# ── facts ──


def _shown_facts(document: Document) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for name in FIELDS:
        facts = document.facts.get(name) or (Fact(),)
        telling = any(fact.value or fact.doubt or fact.status == "blank" for fact in facts)
        if name == "symbol" and document.value("number"):
            continue
        if telling or name in ALWAYS:
            yield name, facts


def _facts_data(
    document: Document, shown: Sequence[tuple[str, tuple[Fact, ...]]], label: Label, ruler: Ruler
) -> list[dict[str, object]]:
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
        "value": value,
        "raw": printed_form(fact, value),
        "status": text.STATUSES[fact.status],
        "start": ruler(fact.span.start) if fact.span else None,
        "doubt": fact.doubt,
    }


def value_text(name: str, value: str | None, label: Label) -> str | None:
    """A fact's value as people read it; None stays None."""
    if value is None:
        return None
    return date_text(value) if name == "date" else label(name, value)


# ── related documents ──


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
        (text.SERIES, [document_row(other, document, label) for other in related.series]),
        (text.SIMILAR, [document_row(other, document, label, likeness=score) for other, score in related.similar]),
    )
    return [
        {"title": title, "rows": rows, "beside": text.BESIDE, "where": text.WHERE_CITED}
        for title, rows in groups
        if rows
    ]


def _links_row(links: Sequence[Link], document: Document, label: Label, ruler: Ruler) -> dict[str, object]:
    """All mentions of one document as one row: how it is cited, and each place where."""
    relations = list(dict.fromkeys(label("relation", link.relation) for link in links))
    starts = [ruler(link.citation.span.start) for link in links if link.direction == "cites"]
    if links[0].document:
        return {**document_row(links[0].document, document, label), "relations": relations, "starts": starts}
    return {
        "title": _cited_text(max((link.citation for link in links), key=_fullness)),
        "about": text.NOT_IN_ARCHIVE,
        "relations": relations,
        "open": None,
        "beside": None,
        "starts": starts,
    }


def _fullness(citation: Citation) -> int:
    """How much of a document a mention prints."""
    return sum(value is not None for value in (citation.number, citation.dated, citation.issuer))


def _cited_text(citation: Citation) -> str:
    return " ".join(citation.text.split())


def document_row(
    other: Document, document: Document, label: Label, *, likeness: float | None = None
) -> dict[str, object]:
    """One related document: what it is called, number, date and issuer, and the two ways to open it."""
    about = [number_text(other), date_text(other.value("date"))]
    issuer = value_text("issuer", other.value("issuer"), label)
    about += [issuer] if issuer else []
    about += [f"{text.LIKENESS} {likeness:.0%}"] if likeness is not None else []
    return {
        "title": title_text(other),
        "about": " · ".join(about),
        "relations": [],
        "open": url(READ, id=other.id),
        "beside": url(COMPARE, a=document.id, b=other.id),
        "starts": [],
    }
