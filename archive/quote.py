"""A passage as an office quotes it: its words, where it stands, and a citation that says no more than is known.

The one rule: what is unknown or doubtful is left out. A blank number, a missing date or an unread issuer never gets a
stand-in, and what a person should look at first is named, not asserted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.errors import NotFoundError
from archive.model import Document, Part, Section, Span
from archive.text.folding import fold, squeeze
from archive.vocab import Vocab

LONGEST = 20_000
"""Characters of one quoted passage; more is a copy, not a quotation."""
PAGED = ("application/pdf", "image/")
"""Beginnings of the media types whose pages are those of the paper."""
_NO_WORDS = "Chỗ này của văn bản không có chữ."


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a document: its place in the stored text, its words there on one line a paragraph, its citation."""

    document: Document
    span: Span
    text: str
    citation: str
    unsure: tuple[str, ...] = ()
    """Fields that were read but are left out of the citation until a person has looked at them."""


def quote_passage(document: Document, text: str, span: Span, vocab: Vocab) -> Quote:
    """The words of a span, without the blanks at its ends, and how to cite them. The span is cut to the text.

    Raises:
        NotFoundError: there are no words.
    """
    start = min(max(0, span.start), len(text))
    end = max(start, min(span.end, len(text), start + LONGEST))
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    found = Span(start, start + len(words.strip()))
    found = _whole_words(text, found)
    said = _words(document, text, found)
    if not said:
        raise NotFoundError(_NO_WORDS)
    return Quote(document, found, said, cite(document, found, vocab, text), unsure_fields(document, found))


def _whole_words(text: str, span: Span) -> Span:
    """A span widened to the ends of the words it cuts, as far as one word of the language may reach."""
    if span.start == span.end:
        return span
    start, end = span.start, span.end
    while start > max(0, span.start - _LONGEST_WORD) and _in_word(text, start):
        start -= 1
    while end < min(len(text), span.end + _LONGEST_WORD) and _in_word(text, end):
        end += 1
    return Span(start, end)


def _in_word(text: str, place: int) -> bool:
    """Whether a word, or a number such as `4.120,5`, runs over a place; a footnote's mark is no part of its word."""
    around = text[place - 1 : place + 1]
    if around.isalpha() or around.isdecimal() or unicodedata.combining(around[-1]):
        return True
    return bool(_POINT.fullmatch(text[place - 2 : place + 1]) or _POINT.fullmatch(text[place - 1 : place + 2]))


def cite(document: Document, span: Span | None, vocab: Vocab, text: str = "") -> str:
    """`Báo cáo số 52/BC-UBND ngày 15/3/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh, mục II.1, tr. 4`, as far as known.

    text: that of the document, for a place no surer than what is printed (`place_in`).
    Without a number the subject tells which document is meant; without a kind it is called a document (văn bản). Of
    several papers bound in one file it is the one that holds the passage, by what its own head says.
    """
    part = _later_part(document, span)
    kind, number, issuer = (_sure(document, name, part) for name in ("doc_type", "number", "issuer"))
    parts = [vocab.label("doc_type", kind) if kind else "Văn bản"]
    parts += [f"số {number}"] if number else []
    parts += _date(_sure(document, "date", part))
    parts += [f"của {vocab.label('issuer', issuer)}"] if issuer else []
    if not number and (title := _sure(document, "title", part)):
        parts.append(f"“{squeeze(title)}”")
    begin = part.span.start if part else 0
    sections = [section for section in document.sections if section.span.start >= begin]
    place = [] if span is None else [place_in(sections, span, text), pages_of(document, span)]
    return ", ".join((" ".join(parts), *(said for said in place if said)))


def unsure_fields(document: Document, span: Span | None = None) -> tuple[str, ...]:
    """Fields a citation leaves out though they were read: those that are doubtful, incomplete or inferred."""
    part = _later_part(document, span)
    names = ("doc_type", "number", "date", "issuer", *(() if _sure(document, "number", part) else ("title",)))
    return tuple(name for name in names if _value(document, name, part) and not _sure(document, name, part))


def _later_part(document: Document, span: Span | None) -> Part | None:
    """The paper behind the first of its file in which a passage begins; the facts are those of the first."""
    later = document.parts[1:] if span else ()
    return next((part for part in later if span and part.span.start <= span.start < part.span.end), None)


def _value(document: Document, name: str, part: Part | None) -> str | None:
    if part is None:
        return document.value(name)
    value: str | None = getattr(part, name)
    return value


def _sure(document: Document, name: str, part: Part | None) -> str | None:
    """The value of a field where nobody need look at it, or somebody did; number and day of a part not off a scan."""
    if part is not None:
        scanned = any(page.number == part.page and page.source != "text" for page in document.pages)
        return None if scanned and name in ("number", "date") else _value(document, name, part)
    fact = document.fact(name)
    seen = fact.status in ("confirmed", "corrected")
    return fact.value if seen or not (fact.doubt or fact.status in ("partial", "inferred")) else None


def is_paged(document: Document) -> bool:
    """Whether a document has pages of its own (Word breaks them anew on every machine)."""
    return len(document.pages) > 1 or document.media_type.startswith(PAGED)


def pages_of(document: Document, span: Span) -> str:
    """`tr. 4`, `tr. 4-5`; "" where the file has no pages of its own."""
    if not is_paged(document):
        return ""
    first, last = document.page_at(span.start), document.page_at(max(span.start, span.end - 1))
    return f"tr. {first}" if first == last else f"tr. {first}-{last}"


_LONGEST_WORD = 30
_POINT = re.compile(r"\d[.,]\d")
_NAMED = ("dieu", "phan", "chuong", "muc", "tieu muc", "phu luc")
_SINGLE = re.compile(r"(?P<before>\(?)(?P<number>\d{1,2}|[IVX]{1,6}|[a-zđ])(?P<after>[.)/])")
_TAIL = " .:)/–-"
_ROMAN = re.compile(r"\b[ivxlc]+$|(?<=phụ lục )[a-h]$")


def place_in(sections: Sequence[Section], span: Span, text: str = "") -> str:
    """The heading a passage stands under, as it is said: `mục II.1`, `Phần thứ hai, mục I`, `điểm a khoản 2 Điều 5`.

    "" before the first heading. Where a line between a heading and the passage has the form of the next heading but was
    not read as one, that level and those in it are left out.
    """
    path = list(_path(_sure_sections(sections, span.start, text)))
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


def _sure_sections(sections: Sequence[Section], offset: int, text: str) -> list[Section]:
    """The open headings at a place, outermost first, down to the last that nothing printed speaks against."""
    open_: list[Section] = []
    for section in sections:
        if section.span.start > offset:
            break
        while open_ and open_[-1].level >= section.level:
            open_.pop()
        open_.append(section)
    known = {section.span.start for section in sections}
    for depth, section in enumerate(open_):
        form = _next_like(section.label)
        between = form.finditer(text, section.span.start + len(section.label), offset) if form else ()
        if any(line.start("label") not in known for line in between):
            return open_[:depth]
    return open_


def _next_like(label: str) -> re.Pattern[str] | None:
    """Lines that begin with a heading of the form of a single number or letter: `e) Hạ tầng` after `đ)`."""
    form = _SINGLE.fullmatch(label.strip())
    if form is None:
        return None
    number = r"\d{1,2}" if form["number"].isdecimal() else "[IVX]{1,6}" if form["number"].isupper() else "[a-zđ]"
    before, after = re.escape(form["before"]), re.escape(form["after"])
    return re.compile(
        rf"^[ \t\f*#>_]*(?P<label>{before}{number}{after})[ \t\xa0]+(?P<first>[^\W\d_a-zđ])", re.MULTILINE
    )


def _path(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Open headings, outermost first: (word or "", label without its closing mark)."""
    for section in sections:
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
