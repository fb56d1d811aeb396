"""The few pieces of a stored text that show best what was asked for, and the marks in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from archive.model import Document, Passage, Section, Span
from archive.text.runs import Runs, find_runs
from archive.text.target import Target

WIDTH = 240
"""Characters of a passage, about two printed lines and a half."""
MOST_MORE = 100
"""Further passages that are counted: a long report has thousands for a frequent word."""
HEAD = 0.5
"""Weight of a place in the head of a document: its facts are shown beside every hit."""

_REACH = WIDTH * 3 // 4
_LEAD = WIDTH // 3
"""Characters a piece may begin before its place."""


def find_marks(text: str, targets: Sequence[Target]) -> tuple[Span, ...]:
    """Spans to mark in a stored text, in order, none overlapping."""
    (runs,) = find_runs((text,), targets, reach=_REACH)
    return tuple(map(Span, runs.starts, runs.ends))


def find_passages(
    papers: Sequence[tuple[Document, str]], targets: Sequence[Target], *, most: int = 3
) -> list[tuple[tuple[Passage, ...], int]]:
    """For each document and its text: the pieces that hold most of what was asked for, best first, and how many more.

    The beginning of a text where nothing was found. A piece stays on its page. Line breaks become blanks, character for
    character. What stands in the head comes after what stands below it. All together, because that is many times faster
    than one by one.
    """
    every = find_runs([text for _, text in papers], targets, reach=_REACH)
    found = []
    for (document, text), runs in zip(papers, every, strict=True):
        best = _best(text, runs, head_end(document), most)
        more = sum(1 for _ in _others(text, runs, best))
        found.append((tuple(_passage(text, document, piece, runs) for piece in best), more))
    return found


def more_passages(
    document: Document, text: str, targets: Sequence[Target], *, best_of: int = 3, skip: int = 3, most: int = MOST_MORE
) -> tuple[Passage, ...]:
    """The pieces of a text after the first `skip`: the best ones first, as `find_passages` has them, then the others in
    the order of the text.
    """
    (runs,) = find_runs((text,), targets, reach=_REACH)
    best = _best(text, runs, head_end(document), best_of)
    pieces: list[Span] = []
    for start in _others(text, runs, best):
        free = max((piece.end for piece in (*best, *pieces) if piece.end <= start), default=0)
        bound = min((piece.start for piece in best if piece.start > start), default=len(text))
        pieces.append(_piece(text, start, free, bound))
    return tuple(_passage(text, document, piece, runs) for piece in (*best, *pieces)[skip : skip + most])


def head_end(document: Document) -> int:
    """Offset where the head of a document ends: number, place, date and subject stand above it."""
    facts = [document.fact(name) for name in ("issuer", "number", "place", "date", "doc_type", "title")]
    return max((fact.span.end for fact in facts if fact.span and fact.page in (None, 1)), default=0)


def _best(text: str, runs: Runs, head: int, most: int) -> list[Span]:
    """The pieces around the weightiest places, none overlapping; the beginning of the text where there is no place."""
    if not runs.starts:
        rest = text.lstrip()
        return [_piece(text, len(text) - len(rest), 0, len(text))] if rest else []
    weighed = [
        (-weight * (HEAD if start < head else 1), start)
        for weight, start in zip(runs.weights, runs.starts, strict=True)
    ]
    chosen: list[Span] = []
    for _, start in sorted(weighed):
        if any(piece.start - _LEAD < start < piece.end for piece in chosen):
            continue
        piece = _piece(text, start, 0, len(text))
        if all(piece.end <= other.start or piece.start >= other.end for other in chosen):
            chosen.append(piece)
            if len(chosen) == most:
                break
    return chosen


def _others(text: str, runs: Runs, best: Sequence[Span]) -> Iterator[int]:
    """Begins of the further pieces: each at the first place that none before it shows."""
    at = count = 0
    while at < len(runs.starts) and count < MOST_MORE:
        start = runs.starts[at]
        shown = next((piece.end for piece in best if piece.start <= start < piece.end), None)
        if shown is None:
            count += 1
            yield start
        turned = text.find("\f", start, start + WIDTH - _LEAD)
        reached = turned if turned >= 0 else start + WIDTH - _LEAD
        at = bisect_left(runs.starts, shown or reached, at + 1)


def _piece(text: str, start: int, free: int, bound: int) -> Span:
    """The piece around an offset: from the beginning of its sentence if that is near, to the end of a word.

    It begins nowhere before `free` and ends nowhere after `bound`.
    """
    turned = text.rfind("\f", 0, start) + 1
    page_end = text.find("\f", start)
    page_end = min(bound, len(text) if page_end < 0 else page_end)
    begin = _beginning(text, max(turned, start - _LEAD, free), start)
    end = min(page_end, begin + WIDTH)
    if end < page_end:
        blank = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
        end = blank if blank > start else end
    return Span(begin, begin + len(text[begin:end].rstrip()))


def _passage(text: str, document: Document, piece: Span, runs: Runs) -> Passage:
    first, last = bisect_left(runs.starts, piece.start), bisect_left(runs.starts, piece.end)
    marks = tuple(
        Span(start - piece.start, min(end, piece.end) - piece.start)
        for start, end in zip(runs.starts[first:last], runs.ends[first:last], strict=True)
    )
    shown = text[piece.start : piece.end]
    for sign in _BREAKS:
        shown = shown.replace(sign, " ")
    place = piece.start + (marks[0].start if marks else 0)
    return Passage(shown, marks, document.page_at(piece.start), piece, _section_at(document.sections, place))


_BREAKS = "\n\t\f\r\v"
"""Shown as blanks; `str.translate` takes thirty times as long."""
_SENTENCE = re.compile(r"[.;!?]\s+|\s*\n\s*")


def _beginning(text: str, low: int, start: int) -> int:
    """Begin of the sentence or line that holds `start`, else of a word, not before `low`."""
    ends = [match.end() for match in _SENTENCE.finditer(text, low, start)]
    if ends:
        return ends[-1]
    if low and not text[low - 1].isspace():
        blank = text.find(" ", low, start)
        return blank + 1 if blank >= 0 else start
    return low + len(text[low:start]) - len(text[low:start].lstrip())


def _section_at(sections: Sequence[Section], offset: int) -> str:
    """Label and title of the section an offset lies in; "" before the first and after the last."""
    at = bisect_right(sections, offset, key=lambda section: section.span.start) - 1
    if at < 0 or offset >= sections[at].span.end:
        return ""
    return f"{sections[at].label} {sections[at].title}".strip()
