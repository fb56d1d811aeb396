"""Raw pages to the stored text. One rule: from here on no character moves, so every place given here stays true.

Cleaned, then stamps, running heads and notes are lifted, then paragraphs joined, then the asides put after the pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from archive.errors import ReadError
from archive.extract.flow import measure_widths, write_flow
from archive.extract.furniture import drop_furniture
from archive.extract.lines import RawPage, clean_page
from archive.extract.misread import find_misread
from archive.extract.notes import Note, find_glued, lift_notes
from archive.extract.stamps import lift_stamps
from archive.model import PAGE_BREAK, Aside, AsideKind, Extracted, Page, Span
from archive.text.folding import RAISED
from archive.text.normal import clean_text, raise_digits, syllable_share

WORDS_TO_JUDGE = 20
"""A page of fewer words has no quality."""
_POWER = re.compile(r"\b(?:[dckh]?m|10)$")
"""What a raised figure makes a unit or a power of: m², 10⁶."""


def assemble(pages: Sequence[RawPage], *, name: str, sha256: str, media_type: str, whole: bool) -> Extracted:
    """The cleaned text of a file. whole: its lines are paragraphs already.

    Raises:
        ReadError: there is not a letter in it.
    """
    cleaned = [clean_page(page) for page in pages]
    if not any(line.text for page in cleaned for line in page.lines):
        raise ReadError("không đọc được chữ nào trong tệp. Mở tệp để kiểm tra; nếu là bản chụp mờ thì quét lại.")
    bare, heads = drop_furniture(cleaned)
    bare, stamps = lift_stamps(bare)
    widths = measure_widths(bare)
    bare, notes = lift_notes(bare, widths)
    text, spans = write_flow(bare, widths, whole=whole)
    text, refs = _find_refs(text, spans, notes, {at for at, page in enumerate(bare) if page.source == "ocr"})
    placed = tuple(
        Page(number, span, page.source, 0.0 if raw.lost else _quality(text[span.start : span.end]))
        for number, (raw, page, span) in enumerate(zip(pages, bare, spans, strict=True), start=1)
    )
    given = [(kind, number, clean_text(words)) for number, page in enumerate(pages) for kind, words in page.asides]
    text, asides = _put_asides(text, notes, refs, stamps, heads, given)
    return Extracted(name=name, sha256=sha256, media_type=media_type, text=text, pages=placed, asides=asides)


def _quality(text: str) -> float | None:
    return round(syllable_share(text), 3) if len(text.split(None, WORDS_TO_JUDGE)) >= WORDS_TO_JUDGE else None


def _find_refs(
    text: str, spans: Sequence[Span], notes: Sequence[Note], scanned: Collection[int]
) -> tuple[str, list[Span | None]]:
    """Where each note is marked; marks glued to a word become raised figures, so the text keeps its length.

    scanned: pages (from 0) that were recognised, on which marks may have been read as other signs.
    """
    refs: list[Span | None] = []
    taken: set[int] = set()
    parts: list[tuple[int, int, str]] = []
    last: dict[int, int] = {}  # page → end of the mark before
    end = 0
    misread = {page: find_misread(text, spans[page], _numbers(notes, page)) for page in scanned}
    for note in notes:
        span = spans[note.page]
        start = last.get(note.page, span.start)
        place = misread.get(note.page, {}).get(int(note.mark) if note.mark.isdigit() else 0)
        place = place or _find_mark(text, note.mark, start, span.end) or _find_mark(text, note.mark, end, len(text))
        if place is None or not taken.isdisjoint(range(*place)):
            refs.append(None)
            continue
        refs.append(Span(*place))
        parts.append((*place, note.mark))
        taken.update(range(*place))
        end = last[note.page] = place[1]
    return _raise_all(text, sorted(parts)), refs


def _numbers(notes: Sequence[Note], page: int) -> list[int]:
    """Numbers of the notes of a page; none where the note before or after them was not read."""
    every = {int(note.mark) for note in notes if note.mark.isdigit()}
    numbers = sorted(int(note.mark) for note in notes if note.page == page and note.mark.isdigit())
    whole = numbers and {numbers[0] - 1, numbers[-1] + 1} <= every | {0, max(every) + 1}
    return numbers if whole else []


def _raise_all(text: str, places: Sequence[tuple[int, int, str]]) -> str:
    """The text with raised figures at some places; a sign read for a mark of another length stays."""
    out, done = [], 0
    for start, end, mark in places:
        fits = mark.isdigit() and end - start == len(mark)
        out += [text[done:start], raise_digits(mark if fits else text[start:end])]
        done = end
    return "".join((*out, text[done:]))


def _find_mark(text: str, mark: str, start: int, end: int) -> tuple[int, int] | None:
    if not mark.isdigit():
        at = text.find(mark, start, end)
        return (at, at + len(mark)) if at >= 0 else None
    raised = raise_digits(mark)
    at = text.find(raised, start, end)
    while at >= 0:
        after = at + len(raised)
        alone = not {text[after : after + 1], text[at - 1 : at]} & set(RAISED)
        if alone and not _POWER.search(text, max(0, at - 4), at):
            return at, after
        at = text.find(raised, at + 1, end)
    place = find_glued(text, int(mark), start)
    return place if place and place[1] <= end else None


def _put_asides(
    text: str,
    notes: Sequence[Note],
    refs: Sequence[Span | None],
    stamps: Sequence[tuple[int, str]],
    heads: Sequence[tuple[int, str]],
    given: Sequence[tuple[AsideKind, int, str]],
) -> tuple[str, tuple[Aside, ...]]:
    """The text with the asides after its pages, one a line; a note's line begins with its mark."""
    rows = [("footnote", note.page, note.mark, note.text, ref) for note, ref in zip(notes, refs, strict=True)]
    rows += [("stamp", page, "", stamp, None) for page, stamp in stamps]
    rows += [("margin", page, "", head, None) for page, head in heads]
    rows += [(kind, page, "", " ".join(words.split("\n")), None) for kind, page, words in given]
    lines, asides = [], []
    start = len(text) + len(PAGE_BREAK)
    for kind, page, mark, words, ref in rows:
        lead = f"{raise_digits(mark)} " if mark else ""
        lines.append(lead + words)
        span = Span(start + len(lead), start + len(lead) + len(words))
        asides.append(Aside(kind, span, page + 1, mark, ref))  # type: ignore[arg-type]
        start = span.end + 1
    return (text + PAGE_BREAK + "\n".join(lines) if lines else text), tuple(asides)
