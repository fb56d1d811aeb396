"""Values as lines for a person and as JSON for a program. The one rule: JSON has every key, always."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive.model import Comparison, Document, Edit, Fact, Hit, Link, Reading, Related, Results, Span
from archive.related import group_links
from archive.review import Queue
from archive.store.codec import document_to_dict, span_to_list
from archive.syntax import Exact, Must, Part, Within, Without, shown
from archive.ui import compare_text, text
from archive.ui.format import (
    count_text,
    date_text,
    likeness_text,
    nothing_text,
    number_text,
    page_text,
    reason_text,
    title_text,
    why_text,
)
from archive.vocab import Vocab

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
_MARKS = {"insert": "{{+{}+}}", "delete": "[-{}-]"}


def to_json(value: object) -> str:
    """Any of our values as one line of JSON; a span is `[start, end]`."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, Document):
        return document_to_dict(value)
    if isinstance(value, Span):
        return span_to_list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def document_line(document: Document, vocab: Vocab) -> str:
    """Which document: id, number, date, issuer, kind and subject, on one line."""
    kind = _label("doc_type", document, vocab)
    about = [number_text(document), date_text(document.value("date")), _label("issuer", document, vocab)]
    head = " · ".join(part for part in about if part)
    return f"{document.id}  {head} · {f'{kind}: ' if kind else ''}{title_text(document)}"


def results_lines(results: Results, vocab: Vocab, *, page: int, limit: int, color: bool) -> Iterator[str]:
    """A page of hits with their passages."""
    if results.repaired is not None:
        yield f"{text.SEARCHED}: {results.repaired} · {text.AS_TYPED}: --exact"
    if results.expanded:
        forms = "; ".join(f"{form} ({typed})" for typed, form in results.expanded)
        yield f"{text.ALSO_SEARCHED}: {forms} · {text.NO_EXPANSION}: --no-expand"
    yield from results.notes
    if not results.total:
        yield text.NOTHING
        return
    last = -(-results.total // limit)
    yield text.FOUND_PAGE.format(count=count_text(results.total), page=page, last=last)
    for place, hit in enumerate(results.hits, start=(page - 1) * limit + 1):
        yield ""
        yield f"{place}. {document_line(hit.document, vocab)}"
        yield from _passage_lines(hit, color=color)


def _passage_lines(hit: Hit, *, color: bool) -> Iterator[str]:
    for passage in hit.passages:
        piece = marked(passage.text, passage.marks) if color else passage.text
        page = page_text(hit.document, passage.page)
        yield f"   {f'{page}: ' if page else ''}{' '.join(piece.split())}"


def spelling_lines(near: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Words the archive never has, with the nearest it has, where nothing was found."""
    offered = [(typed, spellings) for typed, spellings in near if spellings]
    if offered:
        yield text.NEAR
    yield from (f"  {typed} → {', '.join(spellings)}" for typed, spellings in offered)


def looser_lines(looser: Sequence[tuple[Part, int]]) -> Iterator[str]:
    """Which demand to drop where nothing was found, and what that would find."""
    if looser:
        yield text.LOOSEN
    for part, count in looser:
        yield f"  {_drop_text(part)} {text.WOULD_FIND.format(count=count_text(count))}"


def _drop_text(part: Part) -> str:
    words = shown(part).strip("“”")
    match part:
        case Without():
            return text.DROP_MINUS.format(words=words)
        case Must():
            return text.DROP_PLUS.format(words=words)
        case Exact() | Within():
            return text.DROP_QUOTES.format(words=part.text)
        case _:
            return text.DROP_FILTER.format(name=shown(part))


def marked(piece: str, marks: Sequence[Span]) -> str:
    """Text with its marks in bold letters of a terminal."""
    parts, end = [], 0
    for mark in marks:
        parts += [piece[end : mark.start], BOLD, piece[mark.start : mark.end], PLAIN]
        end = mark.end
    return "".join((*parts, piece[end:]))


def reading_lines(reading: Reading, vocab: Vocab, *, color: bool) -> Iterator[str]:
    """Facts with where they were read, then the text."""
    yield document_line(reading.document, vocab)
    for name, facts in reading.document.facts.items():
        for fact in facts:
            if fact.value is not None or fact.doubt or fact.status not in ("absent", "printed"):
                yield f"  {text.FIELDS[name]}: {_fact(name, fact, reading.document, vocab)}"
    yield ""
    yield marked(reading.text, reading.marks) if color else reading.text


def _fact(name: str, fact: Fact, document: Document, vocab: Vocab) -> str:
    value = nothing_text(fact) if fact.value is None else vocab.label(name, fact.value)
    value = date_text(fact.value) if name == "date" and fact.value else value
    about = [] if fact.status == "printed" and fact.raw else [text.STATUSES[fact.status]]
    if fact.raw and fact.page:
        form = text.READ_AS if page_text(document, fact.page) else text.READ_AS_PRINTED
        about.append(form.format(raw=" ".join(fact.raw.split()), page=fact.page))
    about += [f"máy đọc: {fact.machine}"] if fact.machine not in (None, fact.value) else []
    about += [f"{text.DOUBTFUL}: {fact.doubt}"] if fact.doubt else []
    return f"{value} ({'; '.join(about)})"


def related_lines(related: Related, vocab: Vocab) -> Iterator[str]:
    """What it cites, what cites it, its series, what is like it."""
    for direction, title in (("cites", text.CITES), ("cited_by", text.CITED_BY)):
        links = [link for link in related.links if link.direction == direction]
        if links:
            yield f"{title}:"
        for group in group_links(links):
            first = group[0]
            where = document_line(first.document, vocab) if first.document else text.NOT_IN_ARCHIVE
            named = "relation" if direction == "cites" else "cited_by"
            first_label, *more = dict.fromkeys(vocab.label(named, link.relation) for link in group)
            relations = ", ".join((first_label, *(label[:1].lower() + label[1:] for label in more)))
            times = f" ({len(group)} chỗ)" if len(group) > 1 else ""
            yield f"  {relations}: {' '.join(first.citation.text.split())}{times} → {where}{_bound(first, vocab)}"
    for title, documents in ((text.SERIES, related.series), (text.BATCH, related.batch)):
        if documents:
            yield f"{title}:"
        yield from (f"  {document_line(document, vocab)}{_reasons(related, document, vocab)}" for document in documents)
    if related.similar:
        yield f"{text.SIMILAR}:"
    for document, score in related.similar:
        yield f"  {likeness_text(score)}: {document_line(document, vocab)}{_reasons(related, document, vocab)}"
    if not (related.links or related.series or related.batch or related.similar):
        yield text.NO_RELATED


def _bound(link: Link, vocab: Vocab) -> str:
    """Which of the papers in a file is meant, behind the file; nothing where it is the first."""
    if link.part is None:
        return ""
    name = " ".join(said for said in (vocab.label("doc_type", link.part.doc_type or ""), link.part.number) if said)
    if link.direction == "cited_by":
        return f" ({text.CITES_PART.format(title=name)})"
    return f" ({name}, {text.PAGE} {link.part.page})"


def _reasons(related: Related, document: Document, vocab: Vocab) -> str:
    said = [why_text(*reason, vocab.label) for reason in related.reasons.get(document.id, ())]
    return f" ({'; '.join(said)})" if said else ""


def queue_lines(queue: Queue, vocab: Vocab) -> Iterator[str]:
    """What a person should look at, each document with its reasons."""
    yield text.TO_REVIEW.format(count=count_text(queue.total)) if queue.total else text.NOTHING_TO_REVIEW
    for waiting in queue.waiting:
        yield ""
        yield document_line(waiting.document, vocab)
        yield from (f"  {reason_text(reason)}" for reason in waiting.reasons)


def comparison_lines(comparison: Comparison, vocab: Vocab) -> Iterator[str]:
    """Row by row: how the paragraphs differ, then the words: `[-removed-]{+added+}`."""
    yield f"--- {document_line(comparison.left, vocab)}"
    yield f"+++ {document_line(comparison.right, vocab)}"
    for number, change in enumerate(comparison.changes, start=1):
        sides = [side.label for side in (change.left, change.right) if side and side.label]
        yield ""
        other = f" (đoạn {change.other + 1})" if change.other is not None else ""
        yield f"@@ {number} {compare_text.KINDS[change.kind]}{other}: {' | '.join(dict.fromkeys(sides))}".rstrip(": ")
        if change.kind not in ("head", "same"):
            yield "".join(_edits(change.edits))


def _edits(edits: Iterable[Edit]) -> Iterator[str]:
    for edit in edits:
        if edit.kind == "equal":
            yield edit.right
            continue
        yield _MARKS["delete"].format(edit.left) if edit.left else ""
        yield _MARKS["insert"].format(edit.right) if edit.right else ""


def _label(name: str, document: Document, vocab: Vocab) -> str | None:
    value = document.value(name)
    return vocab.label(name, value) if value else None
