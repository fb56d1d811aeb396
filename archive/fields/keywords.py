"""Which codes of a document can be chosen and counted, and what it is sorted by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from archive.fields.layout import CERTAIN
from archive.model import Document, Fact
from archive.text.folding import sort_text
from archive.vocab import Vocab, above, heirs

_YEAR = re.compile(r"(?:19|20)\d\d")
_FALLING = str.maketrans("0123456789", "9876543210")
"""Digits whose rising order is the falling order of days."""


def keywords_of(document: Document, vocab: Vocab) -> dict[str, tuple[str, ...]]:
    """Codes by keyword field, see `LAYOUT`."""
    keywords = {field: _codes(document, field) for field in ("doc_type", "signer", "period", "place")}
    keywords["issuer"] = _with(_codes(document, "issuer"), heirs, vocab)
    keywords["under"] = _with(keywords["issuer"], above, vocab)
    keywords["year"] = _years(document)
    keywords["certain"] = tuple(field for field in CERTAIN if _is_certain(document.fact(field)))
    return keywords


def day_of(document: Document) -> str | None:
    """A day to sort by: 2023-03 stands with the first day of March."""
    date = document.value("date")
    return None if date is None else (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def sorts_of(document: Document, vocab: Vocab) -> dict[str, str]:
    """Issuers in the order of a Vietnamese dictionary; of each, the newest first."""
    issuer = document.value("issuer")
    if issuer is None:
        return {}
    day = (day_of(document) or "").translate(_FALLING) or "~"
    return {"issuer": f"{sort_text(vocab.label('issuer', issuer))} {day}"}


def _codes(document: Document, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value for fact in document.facts.get(field, ()) if fact.value))


def _with(codes: Sequence[str], more: Callable[[str, Vocab], tuple[str, ...]], vocab: Vocab) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*codes, *(other for code in codes for other in more(code, vocab)))))


def _years(document: Document) -> tuple[str, ...]:
    """Year of the date; where none is known, the years the reporting period names."""
    return tuple(dict.fromkeys(_YEAR.findall(document.value("date") or document.value("period") or "")[:2]))


def _is_certain(fact: Fact) -> bool:
    return fact.value is not None and not fact.doubt and fact.status in ("printed", "confirmed", "corrected")
