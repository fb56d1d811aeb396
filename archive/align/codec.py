"""Texts to align and rows that were found, as JSON. One rule: rows hold places only; words are cut from the texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from archive.align.units import Source
from archive.model import Aside, Change, Edit, Paragraph, Section, Span

VERSION = 5
"""Counted up when rows come out otherwise, so that none of an older version are shown."""


def source_to_list(source: Source) -> list[Any]:
    """A source as plain values."""
    sections = [[s.level, s.label, s.title, s.span.start, s.span.end] for s in source.sections]
    asides = [
        [a.kind, a.span.start, a.span.end, a.page, a.mark, *([a.ref.start, a.ref.end] if a.ref else [])]
        for a in source.asides
    ]
    return [source.text, sections, asides, source.body_end]


def source_from_list(values: Sequence[Any]) -> Source:
    """The reverse."""
    text, sections, asides, body_end = values
    return Source(
        text,
        tuple(Section(level, label, title, Span(start, end)) for level, label, title, start, end in sections),
        tuple(
            Aside(kind, Span(start, end), page, mark, Span(*ref) if ref else None)
            for kind, start, end, page, mark, *ref in asides
        ),
        body_end,
    )


def changes_to_list(changes: Iterable[Change]) -> list[Any]:
    """Rows as plain values: kind, the two sides, lengths of the runs, the other row of a move."""
    return [
        [
            change.kind,
            _side_to_list(change.left),
            _side_to_list(change.right),
            [[edit.kind, len(edit.left), len(edit.right)] for edit in change.edits],
            change.other,
        ]
        for change in changes
    ]


def _side_to_list(side: Paragraph | None) -> list[Any] | None:
    return None if side is None else [side.span.start, side.span.end, side.label, side.kind, side.words]


def changes_from_list(rows: object, left: str, right: str) -> tuple[Change, ...]:
    """The rows of two texts.

    Raises:
        ValueError: they are rows of other texts, or no rows at all.
    """
    try:
        if isinstance(rows, list):
            return tuple(_change(row, left, right) for row in rows)
    except (TypeError, IndexError, KeyError, ValueError) as error:
        raise ValueError("no rows of these texts") from error
    raise ValueError("no rows at all")


def _change(row: Sequence[Any], left: str, right: str) -> Change:
    kind, one, two, runs, other = row
    sides = [None if side is None else Paragraph(Span(side[0], side[1]), *side[2:]) for side in (one, two)]
    i, j = (0 if side is None else side.words for side in sides)
    edits = []
    for edit, length, other_length in runs:
        edits.append(Edit(edit, left[i : i + length], right[j : j + other_length]))
        i, j = i + length, j + other_length
    for side, end, text in zip(sides, (i, j), (left, right), strict=True):
        if side is not None and (side.span.end > len(text) or (runs and end != side.span.end)):
            raise ValueError("rows of other texts")
    return Change(kind, sides[0], sides[1], tuple(edits), other)
