"""Which report stands at which place of an endless shelf: place → body, matter, period, each once.

Rule: provincial, departmental, district and communal reports are mixed as long as there are any of each; nothing is
stored but counts, so place 99,999 costs what place 0 costs.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import gcd

from tests.samples.chance import mix
from tests.samples.periods import Period
from tests.samples.registry import series_periods
from tests.samples.world import Body, open_world

QUOTAS = {"tỉnh": 4, "sở": 6, "huyện": 5, "xã": 5}
_ORDER = ("sở", "huyện", "xã", "tỉnh") * 4 + ("sở", "sở", "huyện", "xã")
"""Levels of twenty places in a row: each as often as its quota says."""


@dataclass(frozen=True, slots=True)
class Level:
    """All series of one level with the running count of their reports."""

    series: tuple[tuple[Body, str, tuple[Period, ...]], ...]
    ends: tuple[int, ...]
    step: int
    start: int

    @property
    def size(self) -> int:
        """How many reports there are."""
        return self.ends[-1]

    def report(self, at: int) -> tuple[Body, str, Period]:
        """The report at a place of this level; neighbours are strangers."""
        place = (at * self.step + self.start) % self.size
        found = bisect_right(self.ends, place)
        body, topic, periods = self.series[found]
        return body, topic, periods[place - self.ends[found] + len(periods)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The levels and the stretches in which the same levels are mixed: (first place, levels with what came before)."""

    levels: dict[str, Level]
    stretches: tuple[tuple[int, dict[str, int]], ...]
    size: int

    def report(self, place: int) -> tuple[Body, str, Period]:
        """The report at a place below `size`."""
        first, before = next(item for item in reversed(self.stretches) if item[0] <= place)
        order = [level for level in _ORDER if level in before]
        block, position = divmod(place - first, len(order))
        level = order[position]
        at = before[level] + block * QUOTAS[level] + order[:position].count(level)
        return self.levels[level].report(at)


@cache
def open_shelf(seed: int) -> Shelf:
    """The shelf of a world's reports."""
    levels = {level: _level(seed, level) for level in QUOTAS}
    used = dict.fromkeys(levels, 0)
    stretches = []
    place = 0
    active = list(levels)
    while active:
        stretches.append((place, {level: used[level] for level in active}))
        blocks = min((levels[level].size - used[level]) // QUOTAS[level] for level in active)
        for level in active:
            used[level] += blocks * QUOTAS[level]
            place += blocks * QUOTAS[level]
        active = [level for level in active if levels[level].size - used[level] >= QUOTAS[level]]
    return Shelf(levels, tuple(stretches), place)


def _level(seed: int, level: str) -> Level:
    found = []
    for body in open_world(seed).level_bodies(level):
        for topic in body.topics:
            periods = series_periods(topic, body.since, body.until)
            if periods:
                found.append((body, topic, periods))
    ends = tuple(accumulate(len(periods) for _, _, periods in found))
    step = int(ends[-1] * 0.618) | 1
    while gcd(step, ends[-1]) > 1:
        step += 2
    return Level(tuple(found), ends, step, mix(seed, ends[-1]) % ends[-1])
