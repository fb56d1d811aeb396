"""A stored text as a list of hits needs it: its words, its bytes, its head, pages and sections.

The one rule: nothing is decoded that is not shown; a report of two hundred pages costs little more than one of two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from archive.model import Document
from archive.text.words import pack_words, size_of


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a document's divisions passages tell: a list for each attribute, all in the order of the text."""

    head: int = 0
    """Where the head of the document ends: number, place, date and subject stand above it."""
    pages: tuple[Sequence[int], Sequence[int]] = ((), ())
    """Starts, numbers."""
    sections: tuple[Sequence[int], Sequence[int], Sequence[str]] = ((), (), ())
    """Starts, ends, labels with titles."""
    asides: tuple[Sequence[int], Sequence[int], Sequence[int]] = ((), (), ())
    """Starts, ends, numbers of pages."""

    def page_at(self, offset: int) -> int:
        """Number of the page that holds an offset of the stored text, or on which an aside was printed."""
        starts, ends, numbers = self.asides
        at = bisect_right(starts, offset) - 1
        if at >= 0 and offset < ends[at]:
            return numbers[at]
        starts, numbers = self.pages
        at = bisect_right(starts, offset) - 1
        return numbers[at] if at >= 0 else 1

    def section_at(self, offset: int) -> str:
        """Label and title of the section an offset lies in; "" before the first and after the last."""
        starts, ends, names = self.sections
        at = bisect_right(starts, offset) - 1
        return names[at] if at >= 0 and offset < ends[at] else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A stored text: its words as `words` packs them, all of it as UTF-8, its divisions."""

    words: bytes
    data: bytes
    outline: Outline = Outline()

    @property
    def size(self) -> int:
        """Characters of the text."""
        return size_of(self.words)


def paper_of(document: Document, text: str) -> Paper:
    """A document and its stored text for passages."""
    return Paper(pack_words(text), text.encode(), outline_of(document))


def outline_of(document: Document) -> Outline:
    """The divisions of a document."""
    facts = [document.fact(name) for name in ("issuer", "number", "place", "date", "doc_type", "title")]
    sections = sorted(document.sections, key=lambda section: section.span.start)
    asides = sorted(document.asides, key=lambda aside: aside.span.start)
    return Outline(
        max((fact.span.end for fact in facts if fact.span and fact.page in (None, 1)), default=0),
        ([page.span.start for page in document.pages], [page.number for page in document.pages]),
        (
            [section.span.start for section in sections],
            [section.span.end for section in sections],
            [f"{section.label} {section.title}".strip() for section in sections],
        ),
        (
            [aside.span.start for aside in asides],
            [aside.span.end for aside in asides],
            [aside.page for aside in asides],
        ),
    )
