"""Papers of one sitting or one batch: same body, same day, and the sitting's name or neighbouring numbers say so.

The one rule: the same day alone is no reason, for an office sends out many unrelated papers a day.
"""

from __future__ import annotations

import re

from archive.library import Library
from archive.model import Document, Number
from archive.text.folding import fold

MOST = 100
"""Papers of one body and day that are looked at."""
_HEAD = 60_000
"""Characters in which the name of a sitting is looked for."""
_ORDINAL = r"""(?: \d{1,3} | (?:(?:hai|ba|bon|nam)\s+)?muoi(?:\s+(?:mot|hai|ba|bon|tu|lam|nam|sau|bay|tam|chin))?
    | nhat | hai | ba | bon | tu | nam | sau | bay | tam | chin )"""
_SITTING = re.compile(
    rf"""\b(?P<what>ky\s+hop|phien\s+hop|hoi\s+nghi)
        (?P<sort>\s+(?:chuyen\s+de|bat\s+thuong|thuong\s+le|thuong\s+ky))?
        (?:\s+(?:lan\s+)?thu\s+(?P<ordinal>{_ORDINAL})|\s+thang\s+(?P<month>\d{{1,2}}))\b""",
    re.VERBOSE,
)
_WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip


def find_batch(library: Library, document: Document, limit: int) -> tuple[tuple[Document, tuple[str, str]], ...]:
    """Papers of the same sitting, then those with the numbers next to this one, each with why; nearest number first."""
    issuer, date = document.value("issuer"), document.value("date")
    if issuer is None or date is None or len(date) < len("2024-01-01"):
        return ()
    ids = [name for name in library.catalogue.same_day(issuer, date) if name != document.id][:MOST]
    if not ids:
        return ()
    others, texts = library.catalogue.many(ids), library.catalogue.texts([document.id, *ids])
    own, run = _sittings(texts.get(document.id, "")), _run(document, tuple(others.values()))
    found: list[tuple[Document, tuple[str, str]]] = []
    for other in others.values():
        shared = [words for key, words in _sittings(texts.get(other.id, "")).items() if key in own]
        if shared:
            found.append((other, ("session", shared[0])))
        elif other.id in run:
            found.append((other, ("consecutive", other.value("number") or "")))
    serial = _serial(document) or 0
    found.sort(key=lambda row: (row[1][0] != "session", abs((_serial(row[0]) or 0) - serial), row[0].id))
    return tuple(found[:limit])


def _sittings(text: str) -> dict[tuple[str, str, str], str]:
    """Sittings a text names: what, which sort and which one → the words as printed."""
    folded = fold(text[:_HEAD])
    found: dict[tuple[str, str, str], str] = {}
    for match in _SITTING.finditer(folded):
        which = f"t{int(match['month'])}" if match["month"] else str(_count(match["ordinal"]))
        key = (" ".join(match["what"].split()), " ".join((match["sort"] or "").split()), which)
        found.setdefault(key, " ".join(text[match.start() : match.end()].split()))
    return found


def _count(words: str) -> int:
    """A number in digits or folded words: `muoi hai` is 12."""
    if words.isdigit():
        return int(words)
    if "muoi" not in words:
        return _WORDS[words]
    before, _, after = words.partition("muoi")
    return 10 * _WORDS.get(before.strip(), 1) + _WORDS.get(after.strip(), 0)


def _number(document: Document) -> Number | None:
    value = document.value("number")
    return Number.parse(value) if value else None


def _serial(document: Document) -> int | None:
    number = _number(document)
    return number.serial if number else None


def _run(document: Document, others: tuple[Document, ...]) -> set[str]:
    """Ids of the papers whose numbers run on from this one's without a gap, under the same symbol."""
    own = _number(document)
    if own is None or own.serial is None:
        return set()
    serials: dict[int, set[str]] = {}
    for other in others:
        number = _number(other)
        if number and number.serial is not None and (number.symbol, number.year) == (own.symbol, own.year):
            serials.setdefault(number.serial, set()).add(other.id)
    run: set[str] = set()
    for step in (-1, 1):
        serial = own.serial + step
        while serial in serials:
            run |= serials[serial]
            serial += step
    return run
