"""On generated pairs whose true pairing is known, rows are right (bench/compare.py measures more of them)."""

from __future__ import annotations

import pytest

from bench.compare import Score, measure
from tests.samples.pairs import Truth, draft_and_final, part_in_whole, two_periods

CASES = [
    ("draft and final", draft_and_final(1, 120), 0.98, 0.98),
    ("a part in a whole", part_in_whole(2, 120), 0.75, 0.85),
    ("two periods of a series", two_periods(1, 12000), 0.93, 0.93),
]


@pytest.mark.parametrize(
    ("truth", "precision", "recall"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_rows_are_right(truth: Truth, precision: float, recall: float) -> None:
    score = measure([truth])
    assert score.precision >= precision
    assert score.recall >= recall


def test_moved_blocks_are_found() -> None:
    score: Score = measure(draft_and_final(seed, 150) for seed in (1, 2))
    assert score.moved > 4
    assert score.moved_right == score.moved
    assert score.moved_found - score.moved_right <= 1
