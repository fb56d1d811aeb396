"""A passage as an office quotes it: its words, where it stands, and a citation that says no more than is known.

The one rule: what is unknown is left out. A blank number, a missing date or an unread issuer never gets a stand-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.library import Library
from archive.model import Document, Section, Span
from archive.text.folding import fold, squeeze
from archive.vocab import Vocab

LONGEST = 20_000
"""Characters of one quoted passage; more is a copy, not a quotation."""
PAGED = ("application/pdf", "image/")
"""Beginnings of the media types whose pages are those of the paper."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a document: its place in the stored text, its words there on one line a paragraph, its citation."""

    document: Document
    span: Span
    text: str
    citation: str


def quote_document(library: Library, document_id: str, span: Span) -> Quote:
    """The words of a span, without the blanks at its ends, and how to cite them. The span is cut to the text.

    Raises:
        NotFoundError: there is no such document.
    """
    document, text = library.catalogue.get(document_id), library.catalogue.text(document_id)
    start = min(max(0, span.start), len(text))
    end = max(start, min(span.end, len(text), start + LONGEST))
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    found = Span(start, start + len(words.strip()))
    return Quote(document, found, _words(document, text, found), cite(document, found, library.vocab))


def cite(document: Document, span: Span | None, vocab: Vocab) -> str:
    """`Báo cáo số 52/BC-UBND ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh, mục II.1, tr. 4`, as far as known.

    Without a number the subject tells which document is meant; without a kind it is called a document (văn bản).
    """
    kind, number, issuer = (document.value(name) for name in ("doc_type", "number", "issuer"))
    parts = [vocab.label("doc_type", kind) if kind else "Văn bản"]
    parts += [f"số {number}"] if number else []
    parts += _date(document.value("date"))
    parts += [f"của {vocab.label('issuer', issuer)}"] if issuer else []
    if not number and (title := document.value("title")):
        parts.append(f"“{squeeze(title)}”")
    place = [] if span is None else [place_in(document.sections, span), pages_of(document, span)]
    return ", ".join((" ".join(parts), *(said for said in place if said)))


def is_paged(document: Document) -> bool:
    """Whether a document has pages of its own (Word breaks them anew on every machine)."""
    return len(document.pages) > 1 or document.media_type.startswith(PAGED)


def pages_of(document: Document, span: Span) -> str:
    """`tr. 4`, `tr. 4-5`; "" where the file has no pages of its own."""
    if not is_paged(document):
        return ""
    first, last = document.page_at(span.start), document.page_at(max(span.start, span.end - 1))
    return f"tr. {first}" if first == last else f"tr. {first}-{last}"


_NAMED = ("dieu", "phan", "chuong", "muc", "tieu muc", "phu luc")
_TAIL = " .:)/–-"
_ROMAN = re.compile(r"\b[ivxlc]+$|(?<=phụ lục )[a-h]$")


def place_in(sections: Sequence[Section], span: Span) -> str:
    """The heading a passage stands under, as it is said: `mục II.1`, `Phần thứ hai, mục I`, `điểm a khoản 2 Điều 5`.

    "" before the first heading.
    """
    path = list(_path(sections, span.start))
    article = next((at for at, (word, _) in enumerate(path) if word == "dieu"), None)
    if article is not None:
        return _point_of_article([label for _, label in path[article:]])
    said, numbers = [], list[str]()
    for word, label in path:
        if word:
            said.append(label)
            numbers.clear()
        elif numbers and label.startswith(f"{numbers[-1]}."):
            numbers[-1] = label
        else:
            numbers.append(label)
    return ", ".join((*said, *([f"mục {'.'.join(numbers)}"] if numbers else [])))


def _path(sections: Sequence[Section], offset: int) -> Iterator[tuple[str, str]]:
    """The open headings at a place, outermost first: (word or "", label without its closing mark)."""
    open_: list[Section] = []
    for section in sections:
        if section.span.start > offset:
            break
        while open_ and open_[-1].level >= section.level:
            open_.pop()
        open_.append(section)
    for section in open_:
        label = squeeze(section.label).strip(_TAIL).removeprefix("(")
        word = next((name for name in _NAMED if re.match(rf"{name}\b", fold(label))), "")
        if label:
            yield word, _ROMAN.sub(lambda match: match[0].upper(), label.capitalize()) if word else label


def _point_of_article(labels: Sequence[str]) -> str:
    article, *rest = labels
    names = [f"{'khoản' if label[0].isdigit() else 'điểm'} {label}" for label in rest]
    return " ".join((*reversed(names), article))


def _date(value: str | None) -> list[str]:
    """`2024-03-05` as `ngày 05/3/2024`: a day and a first or second month have two digits (Nghị định 30/2020/NĐ-CP)."""
    match (value or "").split("-"):
        case [year, month, day]:
            return [f"ngày {day}/{month if int(month) < 3 else int(month)}/{year}"]
        case [year, month]:
            return [f"tháng {int(month)}/{year}"]
        case [year] if year:
            return [f"năm {year}"]
    return []


def _words(document: Document, text: str, span: Span) -> str:
    """Words as they are read aloud: one line a paragraph, without the marks of footnotes."""
    marks = [aside.ref for aside in document.asides if aside.ref and span.start <= aside.ref.start < span.end]
    place, parts = span.start, []
    for mark in sorted(marks, key=lambda mark: mark.start):
        parts.append(text[place : mark.start])
        place = max(place, mark.end)
    words = "".join((*parts, text[place : span.end]))
    lines = [squeeze(line) for line in words.replace("\f", " ").split("\n")]
    return "\n".join(line for line in lines if line)
