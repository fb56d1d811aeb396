"""The few pieces of a stored text that show best what was asked for, and the marks in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from archive.model import Passage, Span
from archive.text.paper import Paper
from archive.text.runs import Runs, find_runs
from archive.text.target import Target
from archive.text.words import pack_words, unpack_words

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
    words = unpack_words((pack_words(text),))
    (runs,) = find_runs(words, targets, reach=_REACH, heads=(0,), head_weight=HEAD, read=lambda _: text)
    return tuple(map(Span, runs.starts, runs.ends))


def find_passages(
    papers: Sequence[Paper], targets: Sequence[Target], *, most: int = 3
) -> list[tuple[tuple[Passage, ...], int]]:
    """For each text: the pieces that hold most of what was asked for, best first, and how many more.

    The beginning of a text where nothing was found. A piece stays on its page. Line breaks become blanks, character for
    character. What stands in the head comes after what stands below it. All together, because that is many times faster
    than one by one.
    """
    found = []
    for paper, runs in zip(papers, _runs(papers, targets), strict=True):
        best = _best(paper, runs, most)
        shown = tuple([_passage(paper, piece, runs) for piece in best])
        found.append((shown, len(_others(runs, best))))
    return found


def more_passages(
    paper: Paper, targets: Sequence[Target], *, best_of: int = 3, skip: int = 3, most: int = MOST_MORE
) -> tuple[Passage, ...]:
    """The pieces of a text after the first `skip`: the best ones first, as `find_passages` has them, then the others in
    the order of the text.
    """
    (runs,) = _runs((paper,), targets)
    best = _best(paper, runs, best_of)
    pieces: list[_Piece] = []
    others = _others(runs, best)
    for start, following in zip_longest(others, others[1:], fillvalue=paper.size):
        free = max((piece.end for piece in (*best, *pieces) if piece.end <= start), default=0)
        bound = min((piece.begin for piece in best if piece.begin > start), default=paper.size)
        pieces.append(_piece(paper, start, free, min(bound, following)))
    return tuple(_passage(paper, piece, runs) for piece in (*best, *pieces)[skip : skip + most])


def _runs(papers: Sequence[Paper], targets: Sequence[Target]) -> list[Runs]:
    return find_runs(
        unpack_words([paper.words for paper in papers]),
        targets,
        reach=_REACH,
        heads=[paper.outline.head for paper in papers],
        head_weight=HEAD,
        read=lambda at: papers[at].data.decode(),
    )


class _Piece(NamedTuple):
    """A piece of a text: where it begins and ends, and the text."""

    begin: int
    end: int
    text: str


def _best(paper: Paper, runs: Runs, most: int) -> list[_Piece]:
    """The pieces around the weightiest places, none overlapping; the beginning of the text where there is no place."""
    if not runs.starts:
        first = paper.read(0, WIDTH * 4)
        blank = len(first) - len(first.lstrip())
        return [_piece(paper, blank, 0, paper.size)] if blank < len(first) else []
    chosen: list[_Piece] = []
    for at in runs.best:
        start = runs.starts[at]
        if _within(chosen, start, start + 1, _LEAD - 1):
            continue
        piece = _piece(paper, start, 0, paper.size)
        if not _within(chosen, piece.begin, piece.end, 0):
            chosen.append(piece)
            if len(chosen) == most:
                break
    return chosen


def _within(pieces: Sequence[_Piece], start: int, end: int, lead: int) -> bool:
    """Whether a stretch touches one of the pieces, or what leads to it."""
    for first, last, _ in pieces:  # noqa: SIM110  `any` takes three times as long
        if start < last and end > first - lead:
            return True
    return False


def _others(runs: Runs, best: Sequence[_Piece]) -> list[int]:
    """Begins of the further pieces: each at the first place that none before it shows."""
    starts, found, at = runs.starts, list[int](), 0
    shown = [*sorted([(piece.begin, piece.end) for piece in best]), (_BEYOND, _BEYOND)]
    turns = [*runs.turns, _BEYOND]
    piece = turn = 0
    while at < len(starts) and len(found) < MOST_MORE:
        start = starts[at]
        while shown[piece][1] <= start:
            piece += 1
        if shown[piece][0] <= start:
            reached = shown[piece][1]
        else:
            found.append(start)
            while turns[turn] <= start:
                turn += 1
            reached = min(start + WIDTH - _LEAD, turns[turn])
        at = bisect_left(starts, reached, at + 1)
    return found


_BEYOND = 1 << 62
"""Behind every text."""


def _piece(paper: Paper, start: int, free: int, bound: int) -> _Piece:
    """The piece around an offset: from the beginning of its sentence if that is near, to the end of a word.

    It begins nowhere before `free` and ends nowhere after `bound`.
    """
    origin = max(0, start - _LEAD - 1)
    near = paper.read(origin, start + WIDTH + 1)
    place = start - origin
    turned = near.rfind("\f", 0, place) + 1
    page_end = near.find("\f", place)
    page_end = bound if page_end < 0 else min(bound, origin + page_end)
    begin = origin + _beginning(near, max(turned, start - _LEAD - origin, free - origin, 0), place)
    end = min(page_end, begin + WIDTH)
    if end < page_end:
        first, last = place + 1, end - origin
        blank = max(near.rfind(" ", first, last), near.rfind("\n", first, last)) + origin
        end = blank if blank > start else end
    text = near[begin - origin : end - origin].rstrip()
    return _Piece(begin, begin + len(text), text)


def _passage(paper: Paper, piece: _Piece, runs: Runs) -> Passage:
    begin, end, shown = piece
    first = bisect_left(runs.starts, begin)
    last = bisect_left(runs.starts, end, first)
    marks = tuple([Span(runs.starts[at] - begin, min(runs.ends[at], end) - begin) for at in range(first, last)])
    for sign in _BREAKS:
        shown = shown.replace(sign, " ")
    place = begin + (marks[0].start if marks else 0)
    return Passage(shown, marks, paper.outline.page_at(begin), Span(begin, end), paper.outline.section_at(place))


_BREAKS = "\n\t\f\r\v"
"""Shown as blanks; `str.translate` takes thirty times as long."""
_SENTENCE = re.compile(r"[.;!?]\s+|\s*\n\s*")


def _beginning(text: str, low: int, start: int) -> int:
    """Begin of the sentence or line that holds `start`, else of a word, not before `low`."""
    end = -1
    for match in _SENTENCE.finditer(text, low, start):
        end = match.end()
    if end >= 0:
        return end
    if low and not text[low - 1].isspace():
        blank = text.find(" ", low, start)
        return blank + 1 if blank >= 0 else start
    return low + len(text[low:start]) - len(text[low:start].lstrip())
