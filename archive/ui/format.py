"""Values as a Vietnamese reader writes them. One rule: unknown is said, never left blank or guessed."""

from __future__ import annotations

from collections.abc import Callable

from archive.model import Document, Fact
from archive.quote import is_paged
from archive.review import Reason
from archive.ui import text


def date_text(value: str | None) -> str:
    """An ISO day, month or year in words of the office.

    >>> date_text("2023-03-05"), date_text("2023-03"), date_text("2023"), date_text(None)
    ('05/03/2023', 'tháng 3/2023', 'năm 2023', 'không rõ ngày')
    """
    match (value or "").split("-"):
        case [year, month, day]:
            return f"{day}/{month}/{year}"
        case [year, month]:
            return f"{text.MONTH} {int(month)}/{year}"
        case [year] if year:
            return f"{text.YEAR} {year}"
    return text.NO_DATE


def printed_form(fact: Fact, shown: str | None) -> str | None:
    """What is printed, on one line, unless that is plain from what is shown already."""
    raw = " ".join((fact.raw or "").split())
    return None if not raw or (shown and shown.casefold() in raw.casefold()) else raw


def count_text(count: int) -> str:
    """A count with points between thousands.

    >>> count_text(1234567)
    '1.234.567'
    """
    return f"{count:,}".replace(",", ".")


def title_text(document: Document) -> str:
    """Trích yếu, or that there is none, with the name of the file."""
    return document.value("title") or f"{text.NO_TITLE} {document.name}"


def number_text(document: Document) -> str:
    """Số, ký hiệu; where the number was left blank or cannot be read, that and the symbol."""
    number, symbol = document.value("number"), document.value("symbol")
    if number:
        return number
    missing = text.UNREAD_NUMBER if document.fact("number").status == "illegible" else text.NO_NUMBER
    return f"{missing} ({symbol})" if symbol else missing


def nothing_text(fact: Fact) -> str:
    """What is said of a fact without a value: that nobody knows it, or that a person found nothing printed."""
    return text.NOT_PRINTED if fact.status in ("confirmed", "corrected") else text.UNKNOWN


def reason_text(reason: Reason) -> str:
    """Why a person should look, in one line."""
    unseen = reason.kind == "changed" and reason.detail is None
    return text.REASONS["unseen" if unseen else reason.kind].format(
        field=text.FIELDS[reason.field] if reason.field else "", page=reason.page, detail=reason.detail or text.UNKNOWN
    )


def page_text(document: Document, page: int | None) -> str | None:
    """The page of a place; None where the file has no pages of its own (Word breaks them anew on every machine)."""
    return f"{text.PAGE} {page}" if page and is_paged(document) else None


_PERIODS = ("previous", "next", "nearest-before", "nearest-after", "year-before", "other-period")


def why_text(code: str, detail: str, label: Callable[[str, str], str]) -> str:
    """Why a document stands beside another, in words; a period by the name people read."""
    shown = label("period", detail) if code in _PERIODS else detail
    return text.WHY_RELATED[code].format(detail=shown)


def likeness_text(share: float) -> str:
    """How like two texts are, in words: their share of equal runs of words is no percentage anybody could check."""
    return next(words for least, words in text.LIKENESS if share >= least)
