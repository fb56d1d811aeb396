"""Texts like one: found by telling words, named copies or versions only where the words themselves agree.

The one rule: a score of the engine ranks; what a text *is* to another is told by the share of equal runs of words.
"""

from __future__ import annotations

from archive.engines.query import Ask
from archive.fields import likeness
from archive.library import Library
from archive.model import Document
from archive.text.folding import fold
from archive.text.tokens import syllables

ALIKE = 0.25
"""Least score of a similar text, measured against the document's own."""
COPY = 0.9
"""Least share of equal runs of words of two copies of one text."""
VERSION = 0.5
"""The same of two versions, which also bear the same subject, issuer and kind."""
_RUN = 5
_MOST = 60_000
"""Characters compared; two copies do not begin to differ only after the thirtieth page."""


def find_similar(
    library: Library, document: Document, limit: int
) -> tuple[tuple[Document, float, tuple[str, str] | None], ...]:
    """Texts that share telling words with this one, the likest first by the engine; each with the share of equal runs
    of words, from 0 to 1: a score of the engine also counts what every report of the kind says.

    The reason, where there is one: `copy`, `draft` (the other is the draft), `final` (this is), `version`; with the
    share of equal runs of words in per cent.
    """
    text = library.catalogue.text(document.id)
    scores = dict(library.engine.find(Ask(likeness(document, text), limit=limit + 1)).scores)
    own = scores.pop(document.id, None) or max(scores.values(), default=1.0)
    found = library.catalogue.many([id_ for id_, score in scores.items() if score >= ALIKE * own][:limit])
    texts = library.catalogue.texts(list(found))
    runs = _runs(text) if found else set()
    shares = {id_: _share(runs, _runs(texts.get(id_, ""))) for id_ in found}
    return tuple((other, shares[id_], _what(document, other, shares[id_])) for id_, other in found.items())


def _what(document: Document, other: Document, share: float) -> tuple[str, str] | None:
    if share < COPY and not (share >= VERSION and _same_paper(document, other)):
        return None
    states = _is_draft(document), _is_draft(other)
    names = {(False, True): "draft", (True, False): "final"}
    name = names.get(states, "copy" if share >= COPY else "version")
    return name, f"{int(100 * share)}"


def _share(runs: set[int], theirs: set[int]) -> float:
    return len(runs & theirs) / max(1, len(runs | theirs))


def _runs(text: str) -> set[int]:
    words = syllables(text[:_MOST])
    return {hash(words[place : place + _RUN]) for place in range(max(1, len(words) - _RUN + 1))}


def _same_paper(document: Document, other: Document) -> bool:
    """Same kind, issuer and subject, and no other period."""
    same = all(document.value(name) == other.value(name) for name in ("doc_type", "issuer", "period"))
    title, other_title = document.value("title"), other.value("title")
    return same and title is not None and other_title is not None and fold(title).split() == fold(other_title).split()


def _is_draft(document: Document) -> bool:
    return document.value("draft") is not None or document.fact("number").status == "blank"
