"""What a person should look at, and in which order. The one rule: the queue says why, for each document.

The work itself is done by the verbs of `correct.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.library import Library
from archive.model import Document
from archive.store.attention import Reason, reasons_of

__all__ = ["Queue", "Reason", "Waiting", "find_neighbours", "queue_from", "read_queue", "reasons_of"]

MOST_WAITING = 2_000
"""Documents among which the neighbours of one are looked for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document in the queue, with the reasons, the weightiest first."""

    document: Document
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue and how many wait in all."""

    waiting: tuple[Waiting, ...]
    total: int


def read_queue(library: Library, *, offset: int = 0, limit: int = 20) -> Queue:
    """Documents a person should look at, the most pressing first."""
    ids = library.catalogue.to_review(offset=max(0, offset), limit=max(0, limit))
    waiting = tuple(Waiting(document, reasons_of(document)) for document in library.catalogue.many(ids).values())
    return Queue(waiting, library.catalogue.count_to_review())


def queue_from(library: Library, document_id: str | None = None) -> tuple[str, ...]:
    """Ids of the documents that wait, from one of them on and round again."""
    ids = tuple(library.catalogue.to_review(limit=MOST_WAITING))
    place = ids.index(document_id) if document_id in ids else 0
    return ids[place:] + ids[:place]


def find_neighbours(library: Library, document_id: str) -> tuple[str | None, str | None]:
    """Ids of the documents before and after one in the queue.

    After the last comes the first again, and after one that is not in the queue too.
    """
    ids = library.catalogue.to_review(limit=MOST_WAITING)
    if document_id not in ids:
        return None, ids[0] if ids else None
    place = ids.index(document_id)
    following = ids[(place + 1) % len(ids)]
    return (ids[place - 1] if place else None), (following if following != document_id else None)
