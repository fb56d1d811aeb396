"""The text of a document as data for `reader.js`. One rule: it goes over once, the rest is places in it.

Python counts characters, the browser counts UTF-16 units; every offset given here is already the browser's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from archive.model import Aside, Document, Page, Section, Span
from archive.text.lines import cells_of, lines_of, on_one_line, spell_out
from archive.ui import reading_text
from archive.ui.address import original_url
from archive.ui.format import date_text

Label = Callable[[str, str], str]
"""`vocab.label`: field and value to the name people read."""

OUTLINE_LENGTH = 80
"""Headings shown at most, unless there are more of the outermost."""
HEADING_LENGTH = 200
"""A longer first line of a section is a paragraph that begins with its label, not a heading."""
POOR = 0.85
"""Share of well-formed syllables from which a page counts as well read."""


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


def text_data(content: str, document: Document, ruler: Ruler) -> dict[str, object]:
    """The text with its pages, blocks, asides and outline. `wide`: places where one character is two units."""
    body = readable(content[: document.body_end], document) + content[document.body_end :]
    return {
        "text": body,
        "wide": [ruler(offset) for offset in ruler.wide],
        "pages": [_page_data(page, document, ruler) for page in document.pages],
        "blocks": [_block_data(block, ruler) for block in blocks_of(body[: document.body_end], document)],
        "asides": [_aside_data(aside, ruler) for aside in document.asides],
        "outline": _outline_data(document.sections, ruler),
    }


def readable(content: str, document: Document) -> str:
    """The text with every title on one line, every letter in its place."""
    titles = [
        Span(section.span.start, spell_out(content, section.span.start, f"{section.label} {section.title}"))
        for section in document.sections
    ]
    return on_one_line(content, [*titles, *(fact.span for fact in document.facts.get("title", ()) if fact.span)])


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
    poor = page.quality is not None and page.quality < POOR
    return {
        "number": page.number,
        "start": ruler(page.span.start),
        "end": ruler(page.span.end),
        "source": page.source,
        "poor": reading_text.POOR_PAGE.format(share=f"{page.quality:.0%}") if poor else None,
        "original": original,
    }


def _aside_data(aside: Aside, ruler: Ruler) -> dict[str, object]:
    ref = [ruler(aside.ref.start), ruler(aside.ref.end)] if aside.ref else None
    start, end = ruler(aside.span.start), ruler(aside.span.end)
    return {"kind": aside.kind, "start": start, "end": end, "page": aside.page, "mark": aside.mark, "ref": ref}


def value_text(name: str, value: str | None, label: Label) -> str | None:
    """A fact's value as people read it; None stays None."""
    if value is None:
        return None
    return date_text(value) if name == "date" else label(name, value)
