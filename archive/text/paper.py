"""A stored text as a list of hits needs it: its words, pieces of it on demand, its head, pages and sections.

The one rule: nothing is read that is not shown; a report of two hundred pages costs little more than one of two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from archive.model import Document
from archive.text.letters import pack_words, read_piece, size_of


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a document's divisions passages tell. Rows, each list in the order of the text:

    pages: (start, number); sections: (start, end, label and title); asides: (start, end, page).
    """

    head: int = 0
    """Where the head of the document ends: number, place, date and subject stand above it."""
    pages: Sequence[tuple[int, int]] = ()
    sections: Sequence[tuple[int, int, str]] = ()
    asides: Sequence[tuple[int, int, int]] = ()

    def page_at(self, offset: int) -> int:
        """Number of the page that holds an offset of the stored text, or on which an aside was printed."""
        at = bisect_right(self.asides, offset, key=_start) - 1
        if at >= 0 and offset < self.asides[at][1]:
            return self.asides[at][2]
        at = bisect_right(self.pages, offset, key=_start) - 1
        return self.pages[at][1] if at >= 0 else 1

    def section_at(self, offset: int) -> str:
        """Label and title of the section an offset lies in; "" before the first and after the last."""
        at = bisect_right(self.sections, offset, key=_start) - 1
        return self.sections[at][2] if at >= 0 and offset < self.sections[at][1] else ""


_start = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Paper:
    """A stored text: its words as `letters` packs them, all of it as UTF-8, its divisions."""

    words: bytes
    data: bytes
    outline: Outline = Outline()

    @property
    def size(self) -> int:
        """Characters of the text."""
        return size_of(self.words)

    def read(self, begin: int, end: int) -> str:
        """A piece of the text; beyond its ends there is nothing."""
        return read_piece(self.words, self.data, begin, end)


def paper_of(document: Document, text: str) -> Paper:
    """A document and its stored text for passages."""
    return Paper(pack_words(text), text.encode(), outline_of(document))


def outline_of(document: Document) -> Outline:
    """The divisions of a document."""
    facts = [document.fact(name) for name in ("issuer", "number", "place", "date", "doc_type", "title")]
    return Outline(
        max((fact.span.end for fact in facts if fact.span and fact.page in (None, 1)), default=0),
        tuple((page.span.start, page.number) for page in document.pages),
        tuple(
            (part.span.start, part.span.end, f"{part.label} {part.title}".strip())
            for part in sorted(document.sections, key=lambda part: part.span.start)
        ),
        tuple(sorted((aside.span.start, aside.span.end, aside.page) for aside in document.asides)),
    )
