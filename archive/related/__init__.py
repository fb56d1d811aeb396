"""Documents to open beside one: what it cites, what cites it, its series, its batch, and texts like it.

The one rule: every row says why it stands there, and a reason is a fact of the two documents, not a guess.
"""

from __future__ import annotations

from archive.library import Library
from archive.model import Related
from archive.related.batch import find_batch
from archive.related.likeness import find_similar
from archive.related.links import cited_links, citing_links, group_links, mentions_of, resolve
from archive.related.series import find_series

__all__ = ["group_links", "mentions_of", "related_documents", "resolve"]


def related_documents(library: Library, document_id: str, *, limit: int = 10) -> Related:
    """Links both ways, series, batch and similar texts of a document.

    `links`: one for each mention, those of this document first and in its order; a citing document only when its
    citation resolves to this one. `series`: the period before, the period after, the same period of the year before,
    then the others, nearest first. `batch`: of the same sitting or with the numbers next to this one, same body and
    day. `similar`: best first, with shares of equal runs of words. limit: of each list but the links.

    `reasons`: id → (code, detail) …: `previous`, `next`, `nearest-before`, `nearest-after`, `year-before`,
    `other-period` (detail: the other's period), `session` (its name as printed), `consecutive` (the other's number),
    `copy`, `draft`, `final`, `version`.

    Raises:
        NotFoundError: there is no such document.
        EngineUnavailableError: the search engine does not answer.
    """
    document = library.catalogue.get(document_id)
    series, batch = find_series(library, document, limit), find_batch(library, document, limit)
    similar = find_similar(library, document, limit)
    reasons: dict[str, tuple[tuple[str, str], ...]] = {}
    rows = (*series, *batch, *((other, reason) for other, _, reason in similar))
    for other, reason in rows:
        reasons[other.id] = (*reasons.get(other.id, ()), *([reason] if reason else []))
    return Related(
        (*cited_links(library, document), *citing_links(library, document)),
        tuple(other for other, _ in series),
        tuple((other, score) for other, score, _ in similar),
        tuple(other for other, _ in batch),
        {name: why for name, why in reasons.items() if why},
    )
