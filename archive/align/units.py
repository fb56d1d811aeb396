"""A text as paragraphs ready to be compared: words without label and footnote marks, numbers by value and masked.

The one rule: what is shown is cut from the printed text; what is compared is a copy of the same length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.model import Aside, Paragraph, Section, Span
from archive.text.differences import NUMBER, masked_keys, read_tokens
from archive.text.folding import fold
from archive.text.lines import goes_on, lines_of, paper_width, spell_out

HEADING_LENGTH = 200
"""A longer paragraph that opens a section, or one that ends as a sentence does, is text with the section's number."""
HEAD = 1200
"""Characters of a paragraph that decide its likeness; enough to tell it, and time stays bounded."""
HEAD_LINES = 15
"""Lines in which the head of a document ends: eight parts in two columns (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
_SENTENCE_END = ".;:!?…”"
_BULLET = re.compile(
    r"""\s*(?P<label>
        [-–—+•*]                                     # - Lưu: VT.
      | \(\d{1,2}\)                                  # (9)
      | \d{1,2}(?:\.\d{1,2}){0,3}[.)]                # 1.  1.1.  2)
      | [a-zđ]\)                                     # đ)
      | [IVXLC]{1,6}[.)]                             # IV.
    )\s+(?=\S)""",
    re.VERBOSE,
)
_BORDER = re.compile(r"\S(?: {3,}|[ ]*\t)[ \t]*\S")
"""A column border between cells."""
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,4}")
_IN_HEAD = re.compile(
    r"""độc\s+lập\s*[-–—.]\s*tự\s+do                                      # the motto
      | (?:^|\s{3,}|\t)\s*số\s*:                                        # Số: 52/BC-UBND
      | (?:^|\s{3,}|\t)[^\W\d][^\d,;:\t]{1,40},\s*ngày\s.{0,12}tháng\s.{0,12}năm\s?.{0,6}$   # Vân Lĩnh, ngày …
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INDENT = re.compile(r"[ \t\f*#>_]*")
_CLOSING = re.compile(r"\W{0,10}Nơi\s+nhận\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """What of a document is compared: its stored text, its headings, what was lifted out, where its pages end."""

    text: str
    sections: tuple[Section, ...] = ()
    asides: tuple[Aside, ...] = ()
    body_end: int = -1
    """Offset where the last page ends; -1: the end of the text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph made ready for comparison."""

    paragraph: Paragraph
    text: str
    """Its printed words without the label."""
    plain: str
    """The same, blanks in the place of footnote marks."""
    keys: tuple[str, ...]
    """What its words are compared by, numbers by value."""
    words: tuple[str, ...]
    """The same, numbers masked."""
    masked: str
    """Its first words in one folded line, numbers masked, without marks."""
    above: tuple[str, ...] = ()
    """Titles of the sections it stands in, the innermost first, in the same form."""
    closing: bool = False
    """Whether it stands after the text proper, with recipients and signature."""


def read_units(source: Source) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The paragraphs of a text in reading order, and its footnotes."""
    end = len(source.text) if source.body_end < 0 else source.body_end
    plain = _without_marks(source)
    above = _titles_above(source)
    starts = [section.span.start for section in source.sections]
    head = find_head(source.text[: starts[0] if starts else end])
    words = source.text[head.start : head.end]
    units = [_unit(words, words, Paragraph(head, "", "head", head.start))] if head.end else []
    closing = False
    for span in _paragraphs(source.text[:end], frozenset(starts), head.end):
        if not any(map(str.isalnum, source.text[span.start : span.end])):
            continue  # a rule of dashes is drawn, not said
        section = bisect_right(starts, span.start + _indent(source.text, span)) - 1
        opens = section >= 0 and starts[section] >= span.start
        cut, label = _label(source, span, section if opens else None)
        heading = opens and span.end - span.start <= HEADING_LENGTH and source.text[span.end - 1] not in ".;,"
        closing = not heading and (closing or bool(_CLOSING.match(source.text, span.start, span.end)))
        paragraph = Paragraph(span, label, "heading" if heading else "text", cut)
        titles = above[section][1:] if opens else above[section] if section >= 0 else ()
        units.append(_unit(source.text[cut : span.end], plain[cut : span.end], paragraph, titles, closing=closing))
    notes = [
        _unit(
            words := source.text[aside.span.start : aside.span.end],
            words,
            Paragraph(aside.span, "", "footnote", aside.span.start),
        )
        for aside in source.asides
        if aside.kind == "footnote" and aside.span.start >= end
    ]
    return tuple(units), tuple(notes)


def find_head(text: str) -> Span:
    """What stands above the body: letterhead, motto, number, place and date, in one column or two; empty if none.

    text: a document up to its first heading.
    """
    lines = list(islice(lines_of(text), HEAD_LINES))
    last = max((at for at, line in enumerate(lines) if _IN_HEAD.search(text[line.start : line.end])), default=-1)
    while 0 <= last < len(lines) - 1 and _goes_with_head(text, lines[last + 1]):
        last += 1
    return Span(lines[0].start, lines[last].end) if last >= 0 else Span(0, 0)


def _goes_with_head(text: str, line: Span) -> bool:
    """A line of two columns (`V/v … | Vân Lĩnh, ngày …`) or a rule."""
    return bool(_BORDER.search(text, line.start, line.end)) or not any(map(str.isalnum, text[line.start : line.end]))


def _unit(text: str, plain: str, paragraph: Paragraph, above: tuple[str, ...] = (), *, closing: bool = False) -> Unit:
    tokens = read_tokens(plain)
    words = masked_keys(tokens)
    return Unit(paragraph, text, plain, tuple(token.key for token in tokens), words, one_line(words), above, closing)


def one_line(words: Sequence[str]) -> str:
    """Words and masked numbers as one folded line, without marks."""
    return fold(" ".join(word for word in words[:HEAD] if word[0].isalnum() or word == NUMBER))[:HEAD]


def _without_marks(source: Source) -> str:
    """The text with blanks for footnote marks, every other letter in its place."""
    text = _RAISED.sub(lambda match: " " * len(match[0]), source.text)
    letters = list(text)
    for aside in source.asides:
        if aside.kind == "footnote" and aside.ref:
            letters[aside.ref.start : aside.ref.end] = " " * (aside.ref.end - aside.ref.start)
    return "".join(letters)


def _titles_above(source: Source) -> list[tuple[str, ...]]:
    """For each section its own title and those of the sections it stands in."""
    chains: list[tuple[str, ...]] = []
    open_: list[int] = []
    for place, section in enumerate(source.sections):
        while open_ and source.sections[open_[-1]].level >= section.level:
            open_.pop()
        title = one_line(masked_keys(read_tokens(section.title.partition(":")[0])))
        chains.append((title, *(chains[open_[-1]] if open_ else ())))
        open_.append(place)
    return chains


def _paragraphs(text: str, starts: frozenset[int], first: int) -> Iterator[Span]:
    """Lines from an offset on put together to paragraphs, also over the end of a page."""
    width = paper_width(text)
    spaced = _is_spaced(text, width)
    last: Span | None = None
    whole: Span | None = None
    for line in lines_of(text):
        if line.start < first:
            continue
        begins = line.start + _indent(text, line) in starts or line.start in starts
        if whole and last and not begins and _joins(text, last, line, width, spaced=spaced):
            whole = Span(whole.start, line.end)
        else:
            if whole:
                yield whole
            whole = line
        last = line
    if whole:
        yield whole


def _joins(text: str, last: Span, line: Span, width: int, *, spaced: bool) -> bool:
    """Whether a line goes on with the paragraph of the one before it.

    No paragraph begins with a small letter, but items of a list do; a page's end or a footnote may stand between.
    """
    line = Span(line.start + _indent(text, line), line.end)
    if _BORDER.search(text, last.start, last.end) or _BORDER.search(text, line.start, line.end):
        return False
    if text[line.start].islower() and text[last.end - 1] not in _SENTENCE_END:
        return not _BULLET.match(text, line.start)
    between = text[last.end : line.start]
    if not width or ("\n\n" in between.replace(" ", "") and not spaced):
        return False
    return goes_on(text, last, line, width)


def _is_spaced(text: str, width: int) -> bool:
    """Whether nearly every full line is followed by an empty one, so that an empty line ends no paragraph."""
    full = re.findall(rf"^[^\n]{{{max(1, width // 2)},}}\n(?P<gap>[ \t]*\n)?", text, re.MULTILINE)
    return bool(width) and len(full) > 4 and sum(map(bool, full)) > 0.9 * len(full)


def _indent(text: str, span: Span) -> int:
    """Blanks and left-over mark-up before the first word of a line."""
    found = _INDENT.match(text, span.start, span.end)
    return found.end() - span.start if found else 0


def _label(source: Source, span: Span, section: int | None) -> tuple[int, str]:
    """Where the words of a paragraph begin behind its number or bullet, and that number."""
    start = span.start + _indent(source.text, span)
    if section is not None and source.sections[section].label:
        label = source.sections[section].label
        end = spell_out(source.text, source.sections[section].span.start, label)
        if end > source.sections[section].span.start:
            return end, label
    bullet = _BULLET.match(source.text, span.start, span.end) or _BULLET.match(source.text, start, span.end)
    return (bullet.end("label"), bullet["label"]) if bullet else (span.start, "")
