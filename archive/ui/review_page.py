"""Cần kiểm tra: the papers a person should look at, and one of them with its page beside its fields.

The one rule: the queue is the verb's; this page only shows it, and the keyboard is enough to work through it.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive.errors import NotFoundError
from archive.library import Library
from archive.model import FIELDS, Document, Part, Span
from archive.quote import PAGED
from archive.review import Queue, Reason, Waiting, find_neighbours, read_queue, reasons_of
from archive.store.corrections import key_of_part
from archive.ui import text
from archive.ui.address import READ, REVIEW, first, original_url, url
from archive.ui.components import show_review
from archive.ui.correct_form import typed_form, written
from archive.ui.format import count_text, printed_form, reason_text, title_text
from archive.ui.frame import notice, read_address, set_title, show
from archive.ui.markup import Markup, tag
from archive.ui.panels import part_facts, part_title
from archive.ui.read_page import missing_html
from archive.ui.results import facts_html
from archive.ui.sheet import Label, Ruler
from archive.web.shared import shared_library
from archive.web.uploads import HEADER

PAGE_SIZE = 20
HEAD_LENGTH, CLOSING_LENGTH = 6_000, 3_000
"""Characters of the beginning and of the end shown where a file has no pictures of its pages: the facts stand there."""
ASKED = (
    "number", "date", "doc_type", "issuer", "issuer_parent", "title",
    "signer", "signer_position", "authority_chain", "period", "place",
)  # fmt: skip
"""Fields a person is asked about, in the order of the paper; others only where they are doubtful."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Places of a text in its excerpt: the beginning ends at `head`, the end begins at `closing`, `gap` further up."""

    head: int
    closing: int
    gap: int

    def of(self, span: Span) -> Span | None:
        """The same place in the excerpt; None where it was left out."""
        if span.end <= self.head:
            return span
        if span.start < self.closing:
            return None
        return Span(span.start - self.gap, span.end - self.gap)


def draw() -> None:
    """Draw the queue, or the paper its address names."""
    address = read_address()
    document_id, page = first(address, "id"), first(address, "trang")
    library = shared_library()
    if document_id:
        _draw_paper(library, document_id)
        return
    number = int(page) if page.isdecimal() and 0 < len(page) < 6 else 1
    queue = read_queue(library, offset=(max(number, 1) - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    set_title(text.REVIEW)
    show(queue_html(queue, max(number, 1), library.vocab.label))


def queue_html(queue: Queue, page: int, label: Label) -> Markup:
    """What waits, each paper with its reasons."""
    title = tag("h1", text.REVIEW, class_="page-title")
    if not queue.total:
        return tag("div", title, notice(text.NOTHING_TO_REVIEW, tag("p", text.REVIEW_DONE_HELP), kind="good"))
    begin = queue.waiting[0].document.id if queue.waiting else None
    start = tag("a", text.BEGIN_REVIEW, href=url(REVIEW, id=begin), data_nav=True) if begin and page == 1 else None
    return tag(
        "div",
        title,
        tag("p", text.TO_REVIEW.format(count=count_text(queue.total)), " ", text.REVIEW_HELP, class_="quiet"),
        tag("p", start, class_="actions") if start else None,
        tag("ol", *(_waiting_html(waiting, label) for waiting in queue.waiting), class_="hits"),
        _pages_html(queue.total, page),
    )


def _waiting_html(waiting: Waiting, label: Label) -> Markup:
    document = waiting.document
    reasons = [tag("li", reason_text(reason)) for reason in waiting.reasons]
    return tag(
        "li",
        tag("h3", tag("a", title_text(document), href=url(REVIEW, id=document.id), data_nav=True)),
        tag("p", *facts_html(document, label), class_="facts"),
        tag("ul", *reasons, class_="reasons"),
        class_="hit",
    )


def _pages_html(total: int, page: int) -> Markup | None:
    last = -(-total // PAGE_SIZE)
    if last < 2:
        return None
    steps = ((text.PREVIOUS_PAGE, page - 1), (text.NEXT_PAGE, page + 1))
    links = [
        tag("li", tag("a", name, href=url(REVIEW, trang=number if number > 1 else None), data_nav=True))
        for name, number in steps
        if 1 <= number <= last
    ]
    return tag("nav", tag("ul", *links, class_="pages"), aria_label=text.PAGES)


def _draw_paper(library: Library, document_id: str) -> None:
    try:
        document = library.catalogue.get(document_id)
    except NotFoundError:
        set_title(text.REVIEW)
        show(missing_html())
        return
    before, after = find_neighbours(library, document_id)
    set_title(title_text(document), text.REVIEW)
    steps = [
        tag("a", name, href=url(REVIEW, id=other), data_nav=True)
        for name, other in ((text.PREVIOUS_PAPER, before), (text.NEXT_PAPER, after))
        if other
    ]
    show(
        tag("h1", title_text(document), class_="document-title"),
        tag(
            "p",
            *steps,
            tag("a", text.WHOLE_QUEUE, href=REVIEW, data_nav=True),
            tag("a", text.OPEN, href=url(READ, id=document.id), data_nav=True),
            tag("a", text.OPEN_ORIGINAL, href=original_url(document.id), target="_blank", rel="noopener"),
            class_="actions",
        ),
    )
    show_review(review_data(document, library, following=after))


def review_data(document: Document, library: Library, *, following: str | None) -> dict[str, object]:
    """All that `review.js` draws and sends (shape there)."""
    content = library.catalogue.text(document.id)
    excerpt, shift = _excerpt(content, document.body_end or len(content))
    ruler = Ruler.of(excerpt)
    reasons = reasons_of(document)
    doubtful = {reason.field for reason in reasons if reason.field}
    names = [name for name in FIELDS if name in doubtful or name in ASKED]
    names.sort(key=lambda name: (name not in doubtful, ASKED.index(name) if name in ASKED else len(ASKED)))
    return {
        "id": document.id,
        "header": HEADER,
        "page": f"{REVIEW}?id=",
        "queue": REVIEW,
        "next": following,
        "ahead": _ahead(library, following),
        "waiting": library.catalogue.count_to_review(),
        "remarks": [{"text": reason_text(reason), "page": reason.page} for reason in reasons if reason.field is None],
        "fields": [_field_data(document, name, reasons, library, ruler, shift) for name in names],
        "parts": [_part_data(document, part, library, ruler, shift) for part in document.parts],
        "pages": len(document.pages) if document.media_type.startswith(PAGED) else 0,
        "text": excerpt,
        "labels": text.REVIEWING,
    }


def _field_data(
    document: Document, name: str, reasons: tuple[Reason, ...], library: Library, ruler: Ruler, shift: Shift
) -> dict[str, object]:
    fact = document.fact(name)
    value = written(document, name, library)
    span = shift.of(fact.span) if fact.span else None
    return {
        "name": name,
        "label": text.FIELDS[name],
        "value": value,
        "doubts": [_remark(reason) for reason in reasons if reason.field == name],
        "raw": " ".join((fact.raw or "").split()),
        "read": text.READ_AS_PRINTED.format(raw=raw) if (raw := printed_form(fact, value)) else None,
        "page": fact.page,
        "span": [ruler(span.start), ruler(span.end)] if span else None,
        "hint": text.HINTS.get(name, ""),
        "other": _read_now(document, name, value, reasons, library),
        "ask": name in ("number", "date") and any(page.source == "ocr" for page in document.pages),
    }


def _read_now(document: Document, name: str, value: str, reasons: tuple[Reason, ...], library: Library) -> str | None:
    """What the rules read now where a person said something else of an earlier reading; None where it is the same."""
    machine = document.fact(name).machine
    if machine is None or not any(reason.kind == "changed" and reason.field == name for reason in reasons):
        return None
    now = typed_form(name, machine.split("; "), library)
    return now if now != value else None


def _ahead(library: Library, following: str | None) -> str | None:
    """The picture the next paper shows first, so that it is drawn while this one is read."""
    document = next(iter(library.catalogue.many((following,)).values()), None) if following else None
    if document is None or not document.media_type.startswith(PAGED):
        return None
    reason = next((reason for reason in reasons_of(document) if reason.page), None)
    return f"/trang/{document.id}/{reason.page if reason else 1}.png?rong=1200"


def _part_data(document: Document, part: Part, library: Library, ruler: Ruler, shift: Shift) -> dict[str, object]:
    place = shift.of(Span(part.span.start, part.span.start + 1))
    return {
        "key": key_of_part(part),
        "title": part_title(part, library.vocab.label),
        "about": " · ".join(part_facts(document, part, library.vocab.label)),
        "page": part.page,
        "span": [ruler(place.start), ruler(place.end)] if place else None,
    }


def _remark(reason: Reason) -> str:
    """A reason beside the field it is about, so without the field's name."""
    return reason_text(reason).partition(": ")[2] or reason_text(reason)


def _excerpt(content: str, end: int) -> tuple[str, Shift]:
    """The beginning and the end of a text's body."""
    if end <= HEAD_LENGTH + CLOSING_LENGTH:
        return content[:end], Shift(end, end, 0)
    closing = end - CLOSING_LENGTH
    return (
        content[:HEAD_LENGTH] + text.LEFT_OUT + content[closing:end],
        Shift(HEAD_LENGTH, closing, closing - HEAD_LENGTH - len(text.LEFT_OUT)),
    )
