"""Footnotes out of the flow. One rule: a note needs a number that follows on, and a sign that it is one.

Signs: a raised number, smaller letters at the page's end, Word's rule of blanks, or a mark in the text before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.extract.flow import Widths, glue
from archive.extract.lines import Line, RawPage
from archive.extract.marks import UPPER, ends_sentence, has_border, is_rule, note_number, opens_item
from archive.text.normal import raise_digits

SMALL = 0.915
"""Letters of notes are at most so large beside those of the text: 10 or 11 points beside 13 or 14, 10 beside 11."""
_AHEAD = 3
"""How far a number may run ahead of the last one: a note or two were not recognised."""
_LOOK_BACK = 80
"""Lines before a note in which its mark must stand where nothing else says that it is a note."""
_NOTE_FULL = 0.85
_NO_UNIT = r"(?<!\bm)(?<!\b[dckh]m)"


@dataclass(slots=True)
class Note:
    """A footnote: its mark, the page (index) it was printed on, its lines."""

    mark: str
    page: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The note in one line."""
        text = ""
        for line in self.lines:
            text = glue(text, " ".join(line.split()))
        return text


def lift_notes(pages: Sequence[RawPage], widths: Widths) -> tuple[list[RawPage], list[Note]]:
    """The pages without their footnotes, and these in order."""
    notes: list[Note] = []
    large = _body_size(pages)
    kept = []
    for index, page in enumerate(pages):
        if any(line.size for line in page.lines):
            kept.append(_lift_small(page, index, notes, large))
        else:
            kept.append(_lift_written(page, index, notes, widths))
    return kept, notes


def _next_numbers(notes: Sequence[Note]) -> range:
    last = next((int(note.mark) for note in reversed(notes) if note.mark.isdigit()), 0)
    return range(last + 1, last + 1 + _AHEAD)


# ── pages with places ──


def _body_size(pages: Sequence[RawPage]) -> float:
    """Size of the letters most lines of the document have."""
    sizes = sorted(line.size for page in pages for line in page.lines if line.size and len(line.text) > 40)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _lift_small(page: RawPage, index: int, notes: list[Note], large: float) -> RawPage:
    """Lift the block of small lines at the page's end that begins with a note."""
    lines = page.lines
    first = len(lines)
    while first and (lines[first - 1].size < SMALL * large or is_rule(lines[first - 1].text)):
        first -= 1
    starts = dict(_starts(lines, first, notes))
    if not starts:
        if not _goes_over(lines[first:], index, notes):
            return page
        notes[-1].lines += [line.text for line in lines[first:]]
        return RawPage(lines[:first], page.source, page.goes_on)
    begin = min(starts)
    if notes and begin > first and all(not has_border(line.text) for line in lines[first:begin]):
        notes[-1].lines += [line.text for line in lines[first:begin] if not is_rule(line.text)]
        begin = first
    for at in range(min(starts), len(lines)):
        if at in starts:
            mark, length = starts[at]
            notes.append(Note(mark, index, [lines[at].text[length:]]))
        else:
            notes[-1].lines.append(lines[at].text)
    while begin and is_rule(lines[begin - 1].text):
        begin -= 1
    return RawPage(lines[:begin], page.source, page.goes_on)


def _goes_over(lines: Sequence[Line], index: int, notes: Sequence[Note]) -> bool:
    """Whether small lines at a page's end are the rest of the last note of the page before."""
    if not lines or not notes or notes[-1].page != index - 1 or ends_sentence(notes[-1].text):
        return False
    return not any(has_border(line.text) or opens_item(line.text) for line in lines)


def _starts(lines: Sequence[Line], first: int, notes: Sequence[Note]) -> Iterator[tuple[int, tuple[str, int]]]:
    """(place, (mark, its length)) of the lines from `first` on that begin a note."""
    marked = "\n".join(line.text for line in lines[:first])
    numbers = _next_numbers(notes)
    for at in range(first, len(lines)):
        found = note_number(lines[at].text)
        if found is None or has_border(lines[at].text):
            continue
        mark, kind, length = found
        if kind == "star":
            known = f"{mark}" in marked
        else:
            again = kind == "raised" or mark == "1"  # numbers may begin anew on each page
            known = int(mark) in numbers or (again and raise_digits(mark) in marked)
        if known:
            yield at, (mark, length)
            numbers = range(int(mark) + 1, int(mark) + 1 + _AHEAD) if mark.isdigit() else numbers


# ── text without places ──


@dataclass(slots=True)
class _Reader:
    """Goes through the lines of a page that has none but its words."""

    widths: Widths
    notes: list[Note]
    index: int
    kept: list[Line] = field(default_factory=list)
    open: bool = False
    ruled: bool = False
    blanks: int = 0


def _lift_written(page: RawPage, index: int, notes: list[Note], widths: Widths) -> RawPage:
    if not any(note_number(line.text) for line in page.lines):
        return page
    reader = _Reader(widths, notes, index)
    seam = False
    for at, line in enumerate(page.lines):
        if not line.text.strip() and not is_rule(line.text):
            reader.blanks += 1
            if not reader.open:
                reader.kept.append(line)
            continue
        if is_rule(line.text) and _note_follows(page.lines, at, notes):
            reader.open, reader.ruled, seam, reader.blanks = True, True, True, 0
            continue
        found = _opens_note(line.text, reader)
        if found:
            notes.append(Note(found[0], index, [line.text[found[1] :]]))
            reader.open, seam = True, True
        elif reader.open and _goes_on(line.text, reader):
            notes[-1].lines.append(line.text)
        else:
            _close(reader)
            reader.kept.append(line._replace(seam=seam))
            seam = reader.open = reader.ruled = False
        reader.blanks = 0
    return RawPage(tuple(reader.kept), page.source, page.goes_on)


def _close(reader: _Reader) -> None:
    """After notes: as many blank lines as stood before what follows, and no more."""
    if reader.open:
        while reader.kept and not reader.kept[-1].text.strip():
            reader.kept.pop()
        reader.kept += [Line("")] * (reader.blanks if reader.kept else 0)


def _note_follows(lines: Sequence[Line], at: int, notes: Sequence[Note]) -> bool:
    """Whether the next line with words after a rule is the next note."""
    below = next((line.text for line in lines[at + 1 : at + 4] if line.text.strip()), "")
    found = note_number(below)
    return found is not None and found[0].isdigit() and int(found[0]) in _next_numbers(notes)


def _opens_note(text: str, reader: _Reader) -> tuple[str, int] | None:
    """(mark, its length) where a line is the beginning of the next note."""
    found = note_number(text)
    if found is None or not found[0].isdigit() or has_border(text):
        return None
    mark, kind, length = found
    number = int(mark)
    if kind == "raised":
        fresh = number == 1 and not reader.open
        return (mark, length) if number in _next_numbers(reader.notes) or fresh else None
    if number not in _next_numbers(reader.notes):
        return None
    if reader.ruled and reader.open:
        return mark, length
    if number != _next_numbers(reader.notes)[0]:
        return None
    before = "\n".join(line.text for line in reader.kept[-_LOOK_BACK:])
    return (mark, length) if find_glued(before, number) else None


def _goes_on(text: str, reader: _Reader) -> bool:
    """Whether a line belongs to the note above it: its text was broken for paper and is not at its end."""
    if not reader.notes:
        return False
    last = reader.notes[-1].lines[-1]
    if not reader.widths.paper or reader.blanks > reader.widths.apart or (text[0] == " " and text[1:2] != " "):
        return False
    if not ends_sentence(last):
        return True
    return len(last) >= _NOTE_FULL * reader.widths.paper and text[0].islower() and not opens_item(text)


def find_glued(text: str, number: int, start: int = 0) -> tuple[int, int] | None:
    """Where a mark stands glued to a word (`con1`), a year (`năm 202417`) or a closing sign, from `start` on.

    Not: units (m3, km2), names in capitals (H5N1, CO2), amounts.
    """
    for pattern in _glued(number):
        match = pattern.search(text, start)
        if match:
            return match.start("mark"), match.end("mark")
    return None


def _glued(number: int) -> Iterator[re.Pattern[str]]:
    """The surer places first: after a small letter or a closing sign; after a year; after an abbreviation."""
    small, end = f"(?![{UPPER}])[^\\W\\d_]", r"(?![\w/]|[.,]\d|-\d)"
    yield re.compile(
        rf"(?:{_NO_UNIT}(?<={small})|(?<={small}[.,;:])|(?<=[)”\"’%])|(?<![\d.,])(?:19|20)\d\d)"
        rf"(?P<mark>{number}){end}"
    )
    yield re.compile(rf"(?<![^\W\d_])[{UPPER}]{{2,9}}(?P<mark>{number}){end}")
