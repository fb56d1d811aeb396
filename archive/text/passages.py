"""The few pieces of a stored text that show best what was asked for, and the marks in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.model import Passage, Span
from archive.text.paper import Paper
from archive.text.pieces import MOST_MORE, REACH, best_pieces, other_pieces, texts_of
from archive.text.runs import Runs, find_runs
from archive.text.target import Target
from archive.text.words import Ints, pack_words, unpack_words

HEAD = 0.5
"""Weight of a place in the head of a document: its facts are shown beside every hit."""


def find_marks(text: str, targets: Sequence[Target]) -> tuple[Span, ...]:
    """Spans to mark in a stored text, in order, none overlapping."""
    words = unpack_words((pack_words(text),))
    runs = find_runs(words, targets, reach=REACH, heads=(0,), head_weight=HEAD, read=lambda _: text)
    return tuple(map(Span, runs.places[0].tolist(), runs.places[1].tolist()))


def find_passages(
    papers: Sequence[Paper], targets: Sequence[Target], *, most: int = 3
) -> list[tuple[tuple[Passage, ...], int]]:
    """For each text: the pieces that hold most of what was asked for, best first, and how many more.

    The beginning of a text where nothing was found. A piece stays on its page. Line breaks become blanks, character for
    character. What stands in the head comes after what stands below it. All together, because that is twice as fast as
    one by one.
    """
    runs = _runs(papers, targets)
    pieces, more = best_pieces(texts_of(papers), runs, most)
    found: list[list[Passage]] = [[] for _ in papers]
    for text, passage in _passages(papers, runs, pieces):
        found[text].append(passage)
    return list(zip(map(tuple, found), more.tolist(), strict=True))


def more_passages(
    paper: Paper, targets: Sequence[Target], *, best_of: int = 3, skip: int = 3, most: int = MOST_MORE
) -> tuple[Passage, ...]:
    """The pieces of a text after the first `skip`: the best ones first, as `find_passages` has them, then the others in
    the order of the text.
    """
    runs, texts = _runs((paper,), targets), texts_of((paper,))
    best, _ = best_pieces(texts, runs, best_of)
    others = other_pieces(texts, runs, best)
    every = [passage for pieces in (best, others) for _, passage in _passages((paper,), runs, pieces)]
    return tuple(every[skip : skip + most])


def _runs(papers: Sequence[Paper], targets: Sequence[Target]) -> Runs:
    return find_runs(
        unpack_words([paper.words for paper in papers]),
        targets,
        reach=REACH,
        heads=[paper.outline.head for paper in papers],
        head_weight=HEAD,
        read=lambda at: papers[at].data.decode(),
    )


def _passages(papers: Sequence[Paper], runs: Runs, pieces: Ints) -> Iterator[tuple[int, Passage]]:
    """The passage of each piece, and of which text it is."""
    starts, ends = runs.places[0].tolist(), runs.places[1].tolist()
    for text, begin, end, low, high, first, last in pieces.tolist():
        paper = papers[text]
        shown = paper.data[low:high].decode("utf-8", "surrogatepass")
        for sign in _BREAKS:
            shown = shown.replace(sign, " ")
        marks = tuple([Span(starts[at] - begin, min(ends[at], end) - begin) for at in range(first, last)])
        place = starts[first] if marks else begin
        outline = paper.outline
        yield text, Passage(shown, marks, outline.page_at(begin), Span(begin, end), outline.section_at(place))


_BREAKS = "\n\t\f\r\v"
"""Shown as blanks; `str.translate` takes thirty times as long."""
