"""Why a document was found, in words a person reads. One rule: what was counted is said, and what is missing too."""

from __future__ import annotations

from collections.abc import Iterator

from archive.explain import Explanation, Reason
from archive.ui import text
from archive.ui.format import count_text

Piece = tuple[str, str]
"""Words, and how they are shown: "" or "strong"."""
Row = tuple[Piece, ...]


def reason_rows(explanation: Explanation) -> tuple[Row, ...]:
    """A line for each reason, what weighs most first, then one for the words that are not there."""
    rows = [tuple(_pieces(reason)) for reason in explanation.reasons]
    if explanation.missing:
        missing = ", ".join(f"“{words}”" for words in explanation.missing)
        rows.append(((f"{text.NOT_THERE}: ", ""), (missing, "")))
    return tuple(rows) or (((text.FITS_FILTERS, ""),),)


def _pieces(reason: Reason) -> Iterator[Piece]:
    if reason.kind == "filter":
        yield f"{text.FOUND_BY['filter']} {text.FIELDS.get(reason.field, reason.field).lower()}: ", ""
        yield reason.asked, "strong"
        return
    if reason.kind == "told":
        yield f"{text.FOUND_BY['told']} {text.FIELDS.get(reason.field, reason.field).lower()}: ", ""
        yield reason.asked, "strong"
        if reason.typed:
            yield text.FOUND_BY_TYPED.format(typed=reason.typed), ""
        return
    if reason.kind == "close":
        yield text.FOUND_BY["close"].format(count=reason.asked), ""
        return
    cited = reason.kind == "number" and reason.places[0][0] == "cited"
    yield f"{text.FOUND_BY_CITATION if cited else text.FOUND_BY[reason.kind]} ", ""
    yield reason.asked, "strong"
    if reason.typed:
        yield text.FOUND_BY_TYPED.format(typed=reason.typed), ""
    if reason.kind not in ("number", "subject") or cited:
        yield (
            ": " + ", ".join(text.FOUND_IN[where].format(count=count_text(count)) for where, count in reason.places),
            "",
        )
