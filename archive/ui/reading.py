"""A `Reading` and its `Related` as all the data that `reader.js` draws, in the units of the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.model import Fact, Reading, Related, Span
from archive.related import group_links
from archive.ui import reading_text, text
from archive.ui.address import BASKET, original_url, url
from archive.ui.panels import cites_data, facts_data, parts_data, related_data, shown_facts
from archive.ui.sheet import Label, Ruler, text_data
from archive.web.pictures import DRAWN

VIEWS = {"": "words", "canh": "beside", "goc": "original"}
"""Value of `xem` in the address → what is shown: the text, text and pictures side by side, the pictures."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of the reader asks for, besides the document.

    `query`: words searched for, "" for none. `at`: offset to open at. `quoted`: a passage to show as such. `view`: a
    key of VIEWS. `address`: this address without its view.
    """

    query: str = ""
    at: int | None = None
    quoted: Span | None = None
    view: str = ""
    address: str = ""


def reader_data(reading: Reading, related: Related, label: Label, wanted: Wanted) -> dict[str, object]:
    """All that `reader.js` draws."""
    document, ruler = reading.document, Ruler.of(reading.text)
    shown = tuple(shown_facts(document))
    at = wanted.quoted.start if wanted.quoted else wanted.at
    return {
        "id": document.id,
        "at": None if at is None else ruler(at),
        **text_data(reading.text, document, ruler),
        "notes": [
            *_hit_notes(reading, ruler),
            *_fact_notes(shown, ruler),
            *_cite_notes(related, ruler),
            *([_note(wanted.quoted, "quote", ruler)] if wanted.quoted else []),
        ],
        "cites": cites_data(related, document, label),
        "facts": facts_data(document, shown, label, ruler),
        "parts": parts_data(document, label, ruler),
        "related": related_data(related, document, label, ruler),
        "hits": len(reading.marks) if wanted.query else None,
        "view": VIEWS[wanted.view],
        "views": _views_data(wanted),
        "pictures": document.media_type in DRAWN,
        "original": original_url(document.id),
        "download": url(original_url(document.id), tai=1),
        "name": document.name,
        "basket": BASKET,
        "labels": {**reading_text.READER, "norelated": text.NO_RELATED},
    }


def _views_data(wanted: Wanted) -> list[dict[str, object]]:
    joint = "&" if "?" in wanted.address else "?"
    return [
        {
            "text": reading_text.VIEWS[key],
            "href": f"{wanted.address}{joint}xem={key}" if key else wanted.address,
            "current": key == wanted.view,
        }
        for key in VIEWS
    ]


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
    groups = [links for links in group_links(related.links) if links[0].direction == "cites"]
    for index, links in enumerate(groups):
        for link in links:
            yield _note(link.citation.span, "cite", ruler, ref=index)
