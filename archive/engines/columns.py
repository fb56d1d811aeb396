"""What the rows of an index hold, as numpy columns: who a row is, which codes it has, what it is sorted by.

The one rule: a row never changes and its number is never given again, so a newer state of an index only adds rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

WIDTH = 8
"""Values a row has room for in a column; of the few rows with more, those beyond stand in a list of their own."""

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Column:
    """Values of rows, each told by its place among all values in order, from 1; 0 is none.

    numbers: rows × up to `WIDTH`; more: row and number of the others.
    """

    names: tuple[str, ...] = ()
    numbers: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 1), np.int32))
    more: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 2), np.int32))

    def grown(self, size: int, given: Mapping[int, Sequence[str]]) -> Column:
        """The column of so many rows, with the values of new ones."""
        fresh = sorted({value for values in given.values() for value in values if not _has(self.names, value)})
        names = tuple(sorted((*self.names, *fresh)))  # two runs in order: merged in one go
        before = np.array([bisect_left(self.names, value) for value in fresh], np.intp)
        moved = np.arange(len(self.names) + 1, dtype=np.int32)
        moved[1:] += np.searchsorted(before, np.arange(len(self.names)), side="right").astype(np.int32)
        number_of = {name: number for number, name in enumerate(names, 1)}
        new = [
            (row, place, number_of[value])
            for row, values in given.items()
            for place, value in enumerate(dict.fromkeys(values))
        ]
        rows, places, numbers = (np.array(part, np.int32) for part in zip(*new, strict=True)) if new else [_NONE] * 3
        width = min(WIDTH, max(int(places.max(initial=0)) + 1, self.numbers.shape[1]))
        kept = np.zeros((size, width), np.int32)
        kept[: len(self.numbers), : self.numbers.shape[1]] = moved[self.numbers]
        room = places < WIDTH
        kept[rows[room], places[room]] = numbers[room]
        old = np.stack([self.more[:, 0], moved[self.more[:, 1]]], axis=1)
        return Column(names, kept, np.concatenate([old, np.stack([rows[~room], numbers[~room]], axis=1)]))


_NONE = np.zeros(0, np.int32)


def _has(names: Sequence[str], value: str) -> bool:
    at = bisect_left(names, value)
    return at < len(names) and names[at] == value


@dataclass(frozen=True, slots=True)
class Table:
    """Columns side by side."""

    columns: Mapping[str, Column]
    size: int = 0

    def grown(self, added: Mapping[int, Mapping[str, Sequence[str]]]) -> Table:
        """The table with more rows: row → column → values."""
        size = max(self.size, *(row + 1 for row in added)) if added else self.size
        columns = {
            name: column.grown(size, {row: values[name] for row, values in added.items() if values.get(name)})
            for name, column in self.columns.items()
        }
        return Table(columns, size)

    def first_rows(self, rows: Rows, name: str, *, falling: bool, start: int, end: int) -> Rows:
        """Those of some rows from the start-th to the end-th by a column; rows without come last, ties go by id."""
        ids = self.columns["id"].numbers[rows, 0].astype(np.int64)
        keys = self.columns[name].numbers[rows, 0].astype(np.int64)
        keys = -keys if falling else np.where(keys, keys, np.iinfo(np.int32).max)
        keys = (keys << 32) + ids
        if end < len(rows):
            nearest = np.argpartition(keys, end)[:end]
            rows, keys = rows[nearest], keys[nearest]
        return rows[np.argsort(keys)[start:end]]


class Counter:
    """Counts the values of chosen rows, all columns in one go."""

    def __init__(self, columns: Mapping[str, Column], alive: Mask) -> None:
        self._columns = {name: column for name, column in columns.items() if column.names}
        starts = np.cumsum([1, *(len(column.names) for column in self._columns.values())])
        self._slices = dict(zip(self._columns, pairwise(starts.tolist()), strict=True))
        self._size = int(starts[-1])
        shift = [start - 1 for start, _ in self._slices.values()]
        parts = [
            np.where(column.numbers, column.numbers + by, 0)
            for column, by in zip(self._columns.values(), shift, strict=True)
        ]
        self._numbers = np.concatenate(parts, axis=1) if parts else np.zeros((len(alive), 1), np.int32)
        more = [
            column.more + np.array([0, by], np.int32) for column, by in zip(self._columns.values(), shift, strict=True)
        ]
        self._more = np.concatenate(more) if more else np.zeros((0, 2), np.int32)
        self._alive = alive
        self._all = self._counted(alive)

    def count(self, mask: Mask, wanted: Mapping[str, int]) -> dict[str, tuple[tuple[str, int], ...]]:
        """Column → its most frequent values among some rows, ties in their order. Counted is the smaller side."""
        many = 2 * np.count_nonzero(mask) > np.count_nonzero(self._alive)
        counts = self._all - self._counted(self._alive & ~mask) if many else self._counted(mask)
        return {name: self._most(name, counts, most) for name, most in wanted.items()}

    def _counted(self, mask: Mask) -> NDArray[np.intp]:
        numbers = self._numbers[np.flatnonzero(mask)].ravel()
        if len(self._more):
            numbers = np.concatenate([numbers, self._more[mask[self._more[:, 0]], 1]])
        return np.bincount(numbers, minlength=self._size)

    def _most(self, name: str, counts: NDArray[np.intp], most: int) -> tuple[tuple[str, int], ...]:
        if name not in self._slices:
            return ()
        start, end = self._slices[name]
        part, names = counts[start:end], self._columns[name].names
        having = np.flatnonzero(part)
        best = having[np.argsort(-part[having], kind="stable")[:most]]
        return tuple(zip([names[at] for at in best.tolist()], part[best].tolist(), strict=True))
