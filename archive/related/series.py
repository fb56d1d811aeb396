"""The series of a periodic report: same body, kind, sort of period and subject, for other periods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

from archive.library import Library
from archive.model import Document
from archive.text.folding import fold
from archive.vocab import Period

SAME_SUBJECT = 0.6
"""Least likeness of the telling words of two subjects for two reports to be of one series."""
_STEPS = {"month": 12, "quarter": 4, "half": 2}
"""Periods of a kind in one year."""
_PERIOD_WORDS = re.compile(r"\b(?:quy (?:[ivx]+|\d)|thang \w+|nam \d+|\d+ thang(?: (?:dau|cuoi) nam)?|\d+)\b")

_FORMULAS = re.compile(
    r"""\b(?: tinh\shinh | ket\squa | cong\stac | tien\sdo | trien\skhai | to\schuc | thuc\shien | phat\strien
      | ke\shoach | nhiem\svu | giai\sphap | phuong\shuong | muc\stieu | trong\stam | chu\syeu | thuc\sday
      | tren\sdia\sban | cua\s(?:nganh|tinh|huyen|xa) | tinh | huyen | thi\sxa | thanh\spho | xa(?!\shoi) | bao\scao
      | va | ve | trong )\b
    """,
    re.VERBOSE,
)
"""Words in the subject of any report, which do not tell what it is about."""

Row = tuple[int, str, str, str | None]
"""Place of a period among all of its kind, the period, id and subject of a document."""
Reason = tuple[str, str]
_INSTEAD = {"previous": "nearest-before", "next": "nearest-after"}


def find_series(library: Library, document: Document, limit: int) -> tuple[tuple[Document, Reason], ...]:
    """Reports of the series in the order they are wanted, each with why: (`previous`, its period) and so on.

    Only the period next to this one is `previous` or `next`; else the nearest is `nearest-before` (less than a year
    ago) or `nearest-after`.
    Subjects are compared only until enough rows are found: a body's reports of many years are read as columns.
    """
    period, issuer, kind = _period(document.value("period")), document.value("issuer"), document.value("doc_type")
    if period is None or issuer is None or kind is None:
        return ()
    here, year_before = _position(period), _position(period) - _STEPS.get(period.unit, 1)
    rows = [row for row in _rows(library, issuer, kind, period.unit) if row[0] != here and row[2] != document.id]
    rows.sort(key=lambda row: (abs(row[0] - here), -row[0], row[2]))
    alike = _alike(document.value("title"))
    chosen: dict[str, Reason] = {}
    told: set[str] = set()
    for name, fits in (
        ("previous", lambda place: place == here - 1),
        ("nearest-before", lambda place: year_before < place < here),
        ("next", lambda place: place == here + 1),
        ("nearest-after", lambda place: place > here),
        ("year-before", lambda place: place == year_before),
        ("other-period", lambda _: True),
    ):
        if name not in told:
            _choose(chosen, name, (row for row in rows if fits(row[0]) and alike(row[3])), limit)
        told = {_INSTEAD[reason] for reason, _ in chosen.values() if reason in _INSTEAD}
    found = library.catalogue.many(list(chosen)[:limit])
    return tuple((other, chosen[other.id]) for other in found.values())


def _choose(chosen: dict[str, Reason], name: str, rows: Iterator[Row], limit: int) -> None:
    """All reports of the first fitting period; of `other-period`, those of any."""
    first = None
    for place, period, document_id, _ in rows:
        if first is not None and place != first and name != "other-period":
            return
        first = place
        chosen.setdefault(document_id, (name, period))
        if len(chosen) >= limit:
            return


def _rows(library: Library, issuer: str, kind: str, unit: str) -> Iterator[Row]:
    known: dict[str, int | None] = {}  # the same few periods come again and again
    for document_id, value, title in library.catalogue.periods(issuer, kind):
        if value not in known:
            period = _period(value)
            known[value] = _position(period) if period and period.unit == unit else None
        place = known[value]
        if place is not None:
            yield place, value, document_id, title


def _period(value: str | None) -> Period | None:
    return Period.parse(value) if value else None


def _position(period: Period) -> int:
    """Place of a period among all of its kind."""
    steps = _STEPS.get(period.unit, 1)
    return period.year * steps + (period.part if steps > 1 else 0)


def _alike(title: str | None) -> Callable[[str | None], bool]:
    """Whether a subject is this one in its telling words; an unknown subject is not held against a document.

    A report that is about its period only (`Tình hình thực hiện nhiệm vụ quý I`) is like others of that sort.
    """
    words = _subject(title)
    known: dict[str, bool] = {}

    def alike(other: str | None) -> bool:
        theirs = _subject(other)
        if words is None or theirs is None:
            return True
        key = " ".join(theirs)
        if key not in known:
            known[key] = words == theirs or SequenceMatcher(None, words, theirs, autojunk=False).ratio() >= SAME_SUBJECT
        return known[key]

    return alike


def _subject(title: str | None) -> list[str] | None:
    """The words of a subject that tell what it is about, without period, formulas and marks."""
    if title is None:
        return None
    plain = " ".join(re.findall(r"\w+", _PERIOD_WORDS.sub("", fold(title))))
    return _FORMULAS.sub(" ", plain).split()
