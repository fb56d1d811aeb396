"""Two texts as rows: in reading order, each with its class and its words compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from archive.align.pairs import Pairs, pair_units
from archive.align.units import Source, Unit, read_units
from archive.model import Change, ChangeKind, Edit
from archive.text.differences import differ_in_numbering, find_edits

REWORDED = 0.5
"""Least share of equal words of a reworded paragraph; below it the paragraph is rewritten."""
Progress = Callable[[float], None]
Row = tuple[Unit | None, Unit | None, int | None]
"""Both sides, and for a moved paragraph the row of its other end."""


def align_texts(left: Source, right: Source, *, progress: Progress | None = None) -> tuple[Change, ...]:
    """The rows of two texts, then those of their footnotes. `edits` of a row cover its words but the labels.

    progress: is told now and then what share of the work is done.
    """
    tell = progress or _say_nothing
    (body, notes), (other_body, other_notes) = read_units(left), read_units(right)
    tell(0.1)
    (head, body), (other_head, other_body) = _without_head(body), _without_head(other_body)
    rows: list[Row] = [(head, other_head, None)] if head or other_head else []
    rows += _after(rows, _rows(body, other_body, pair_units(body, other_body)))
    tell(0.5)
    rows += _after(rows, _rows(notes, other_notes, pair_units(notes, other_notes)))
    changes = []
    for number, (one, two, other) in enumerate(rows):
        changes.append(compare_units(one, two, other))
        if number % 50 == 0:
            tell(0.5 + 0.5 * number / len(rows))
    return tuple(changes)


def _without_head(units: tuple[Unit, ...]) -> tuple[Unit | None, tuple[Unit, ...]]:
    return (units[0], units[1:]) if units and units[0].paragraph.kind == "head" else (None, units)


def _after(rows: Sequence[Row], more: Iterable[Row]) -> list[Row]:
    """Rows to follow others: the rows they name are counted from the first of all."""
    return [(left, right, None if other is None else other + len(rows)) for left, right, other in more]


def _say_nothing(_share: float) -> None:
    """Nobody waits."""


def _rows(left: Sequence[Unit], right: Sequence[Unit], pairs: Pairs) -> Iterator[Row]:
    origin = {j: i for i, j in pairs.moved}
    order = list(_order(pairs, len(left), len(right)))
    target = {origin[j]: row for row, (i, j) in enumerate(order) if i is None and j in origin}
    source = {i: row for row, (i, j) in enumerate(order) if j is None and i in target}
    for i, j in order:
        if i is None and j in origin:
            yield left[origin[j]], right[j], source[origin[j]]
        else:
            one, two = None if i is None else left[i], None if j is None else right[j]
            yield one, two, target.get(i) if i is not None and j is None else None


def _order(pairs: Pairs, rows: int, columns: int) -> Iterator[tuple[int | None, int | None]]:
    """The pairs in order and what stands alone between them, the left side first."""
    i = j = 0
    for one, two in (*pairs.ordered, (rows, columns)):
        yield from ((place, None) for place in range(i, one))
        yield from ((None, place) for place in range(j, two))
        if one < rows or two < columns:
            yield one, two
        i, j = one + 1, two + 1


def compare_units(left: Unit | None, right: Unit | None, other: int | None = None) -> Change:
    """One row: how the two sides differ, and the words."""
    if left is None or right is None:
        kind: ChangeKind = "added" if left is None else "removed"
        text, new = left.text if left else "", right.text if right else ""
        edits: tuple[Edit, ...] = (Edit("insert" if left is None else "delete", text, new),)
        if other is not None:
            kind, edits = "moved", ()
        if any(unit and unit.paragraph.kind == "head" for unit in (left, right)):
            kind = "head"
        return Change(kind, left.paragraph if left else None, right.paragraph if right else None, edits, other)
    if left.paragraph.kind == "head":
        return Change("head", left.paragraph, right.paragraph, (Edit("replace", left.text, right.text),))
    if left.keys == right.keys:
        edits = (Edit("equal", left.text, right.text),)
        kind = "same" if _label(left) == _label(right) else "renumbered"
    else:
        edits = _printed(find_edits(left.plain, right.plain), left, right)
        kind = _kind(left, right, edits)
    change = Change(kind, left.paragraph, right.paragraph, edits)
    return change if other is None else replace(change, kind="moved", other=other)


def _label(unit: Unit) -> str:
    return "".join(letter for letter in unit.paragraph.label.casefold() if letter.isalnum() or letter in "-+")


def _printed(edits: Sequence[Edit], left: Unit, right: Unit) -> tuple[Edit, ...]:
    """The same runs cut from the printed words, footnote marks and all."""
    i = j = 0
    printed = []
    for edit in edits:
        end, other_end = i + len(edit.left), j + len(edit.right)
        printed.append(Edit(edit.kind, left.text[i:end], right.text[j:other_end]))
        i, j = end, other_end
    return tuple(printed)


def _kind(left: Unit, right: Unit, edits: Sequence[Edit]) -> ChangeKind:
    if left.words == right.words:
        return "renumbered" if differ_in_numbering(left.plain, right.plain) else "figures"
    equal = sum(len(edit.left) + len(edit.right) for edit in edits if edit.kind == "equal")
    return "reworded" if equal >= REWORDED * (len(left.text) + len(right.text)) else "rewritten"
