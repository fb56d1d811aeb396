"""Columns of rows: numbered in order, grown without mixing, counted from either side."""

from __future__ import annotations

import random
from collections import Counter as Counted

import numpy as np
import pytest

from archive.engines.columns import WIDTH, Column, Counter, Table


def values_of(column: Column, row: int) -> set[str]:
    numbers = [*column.numbers[row].tolist(), *column.more[column.more[:, 0] == row, 1].tolist()]
    return {column.names[number - 1] for number in numbers if number}


def grown(steps: list[dict[int, list[str]]]) -> Column:
    column, size = Column(), 0
    for step in steps:
        size = max(size, *(row + 1 for row in step))
        column = column.grown(size, step)
    return column


def test_a_column_that_grows_keeps_what_it_held() -> None:
    """New values come between the old ones; a row may have more values than there is room for."""
    chance = random.Random(3)
    rows = {row: [f"v{chance.randrange(40):02}" for _ in range(chance.choice((0, 1, 2, 30)))] for row in range(60)}
    column = grown([dict(list(rows.items())[at : at + 7]) for at in range(0, 60, 7)])
    assert {row: values_of(column, row) for row in rows} == {row: set(values) for row, values in rows.items()}
    assert column.numbers.shape == (60, WIDTH)
    assert list(column.names) == sorted(column.names)


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_counts_are_those_of_each_row_whichever_side_is_counted(share: float) -> None:
    chance = random.Random(4)
    rows = {row: [f"v{chance.randrange(30):02}" for _ in range(chance.choice((0, 1, 12)))] for row in range(200)}
    gone = {3, 50, 199}
    alive = np.array([row not in gone for row in rows])
    mask = alive & np.array([chance.random() < share for _ in rows])
    counter = Counter({"kind": grown([rows]), "empty": Column(numbers=np.zeros((200, 1), np.int32))}, alive)
    expected = Counted(value for row in np.flatnonzero(mask).tolist() for value in set(rows[row]))
    most = sorted(expected.items(), key=lambda item: (-item[1], item[0]))
    assert counter.count(mask, {"kind": 100, "empty": 5}) == {"kind": tuple(most), "empty": ()}
    assert counter.count(mask, {"kind": 3}) == {"kind": tuple(most[:3])}


@pytest.mark.parametrize(
    ("falling", "expected"), [(False, ["b", "d", "a", "c", "e"]), (True, ["a", "b", "d", "c", "e"])]
)
def test_rows_go_by_a_column_then_by_id_and_those_without_come_last(falling: bool, expected: list[str]) -> None:
    days = {"e": "", "d": "2023", "c": "", "b": "2023", "a": "2024"}
    table = Table({"id": Column(), "day": Column()}).grown(
        {row: {"id": [id_], "day": [day] if day else []} for row, (id_, day) in enumerate(days.items())}
    )
    for start, end in ((0, 5), (0, 2), (1, 3), (4, 5), (5, 5)):
        rows = table.first_rows(np.arange(5), "day", falling=falling, start=start, end=end)
        assert [list(days)[row] for row in rows] == expected[start:end]
