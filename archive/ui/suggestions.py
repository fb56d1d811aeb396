"""Which documents to put beside one, each with the reason. One rule: the nearest of each relation come first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from archive.model import Document, Link, Related
from archive.ui import text
from archive.ui.format import likeness_text, why_text
from archive.ui.sheet import Label


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document to put beside another, and why; "" where it was only found."""

    document: Document
    reason: str = ""


def suggest(related: Related, label: Label) -> list[Suggestion]:
    """Neighbours in the series, texts alike, the same batch, cited and citing documents, in turn; each once."""
    series = [(document, text.SERIES) for document in related.series]
    similar = [(document, f"{text.SIMILAR}: {likeness_text(score)}") for document, score in related.similar]
    batch = [(document, text.BATCH) for document in related.batch]
    ways = (series, similar, list(_linked(related.links, label)), batch)
    found: dict[str, Suggestion] = {}
    for document, way in (one for row in zip_longest(*ways) for one in row if one):
        why = [why_text(code, detail, label) for code, detail in related.reasons.get(document.id, ())]
        found.setdefault(document.id, Suggestion(document, "; ".join(dict.fromkeys((way, *why)))))
    return list(found.values())


def _linked(links: Sequence[Link], label: Label) -> Iterator[tuple[Document, str]]:
    for link in links:
        if link.document:
            direction = text.CITES if link.direction == "cites" else text.CITED_BY
            yield link.document, f"{direction}: {label('relation', link.relation)}"
