"""Why a person should look at a document, and how soon. The one rule: what a registry cannot do without comes first.

A fact that a person confirmed or corrected is no longer a reason; what belongs to the paper as a whole (poor pages,
several papers in one file, a changed reading, a fact that was not found) is none once a person went through it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.model import Document

ReasonKind = Literal["doubt", "changed", "missing", "page", "parts"]

WEIGHTS = {
    "number": 100, "date": 80, "issuer": 60, "doc_type": 50, "title": 40, "signer": 30, "symbol": 30, "period": 20,
}  # fmt: skip
"""How much a doubt about a field matters: a wrong number or day sends the reader of a register astray; a doubtful
recipient does not. Fields not named weigh `OTHER`."""
OTHER = 8
MISSING = ("issuer", "doc_type", "title")
"""Facts nearly every paper prints. A blank number or day is printed as blank, so it is no reason by itself."""
MISSING_SHARE = 0.25
_WRITTEN_IN = ("number", "date", "draft")
"""Facts that come with the issue of a paper."""
_BLANK = ("blank", "partial", "absent")
PARTS = 15
POOR_PAGE = 12
POOR_PAGES = 5
"""Poor pages that count; a file full of them is one reason to look, not fifty."""
POOR = 0.85
"""Share of well-formed syllables below which a page was read badly: printed Vietnamese has .90 to 1.0 (measured)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its kind, the field or page it is about, what to say of it, its weight."""

    kind: ReasonKind
    weight: int
    field: str | None = None
    page: int | None = None
    detail: str | None = None


def reasons_of(document: Document) -> tuple[Reason, ...]:
    """All reasons, the weightiest first."""
    found = [*_doubts(document), *_as_a_whole(document)]
    return tuple(sorted(found, key=lambda reason: -reason.weight))


def attention_of(document: Document) -> int:
    """Sum of the weights of all reasons; 0 where nobody need look."""
    return sum(reason.weight for reason in reasons_of(document))


def looks_unissued(document: Document) -> bool:
    """Whether a paper is a draft: marked as one, or with number and day both left blank and nothing stamped on it.

    A number is written in when a paper is issued (NĐ 30/2020/NĐ-CP, Điều 15): on a draft nobody can supply it. On a
    scan, under a stamp or a digital signature, and beside a whole day a blank number is one to look for.
    """
    draft, number, date = (document.fact(name) for name in ("draft", "number", "date"))
    if draft.value and draft.status != "inferred":
        return True
    blank = number.status == "blank" and date.status in _BLANK
    scanned = any(page.source == "ocr" for page in document.pages)
    return blank and not scanned and not any(aside.kind == "stamp" for aside in document.asides)


def _doubts(document: Document) -> Iterator[Reason]:
    unissued = looks_unissued(document)
    for field in document.doubts:
        if unissued and field in _WRITTEN_IN and document.fact(field).status in (*_BLANK, "inferred"):
            continue
        if field == "symbol" and "number" in document.doubts:
            continue  # a number is confirmed or corrected with its symbol
        doubt = next(fact.doubt for fact in document.facts[field] if fact.doubt)
        yield Reason("doubt", WEIGHTS.get(field, OTHER), field, document.fact(field).page, doubt)


def _as_a_whole(document: Document) -> Iterator[Reason]:
    """Reasons that end when a person went through the paper, and for rereadings since then."""
    for reread in document.rereads:
        if document.reviewed is None or reread.at > document.reviewed:
            yield Reason("changed", WEIGHTS.get(reread.field, OTHER), reread.field, None, reread.before)
    if document.reviewed is not None:
        return
    for field in MISSING:
        fact = document.fact(field)
        if fact.value is None and not fact.doubt:
            yield Reason("missing", int(WEIGHTS[field] * MISSING_SHARE), field)
    poor = [page for page in document.pages if page.quality is not None and page.quality < POOR]
    for page in poor[:POOR_PAGES]:
        yield Reason("page", POOR_PAGE, page=page.number)
    if document.parts:
        yield Reason("parts", PARTS, page=document.parts[-1].page, detail=str(len(document.parts)))
