"""Figures of the invented province: one time series for each indicator and area, and how they are written.

Rule: a printed change (“tăng 5,2% so với cùng kỳ”) is computed from the two printed figures, never drawn by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from tests.samples.chance import code, mix
from tests.samples.periods import Period

FIRST_YEAR = 2018
_SPREAD = 0xBF58476D1CE4E5B9
_MASK = (1 << 64) - 1
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted, and how it moves.

    `base` is the province's value for the first year (a flow: of the whole year), `trend` the growth in % a year
    (points a year for a rate), `season` the weight of each month, `shocks` factors of single years, `noise` in %.
    A progress grows from nothing to `base` % of the year's plan.
    """

    key: str
    unit: str
    kind: Literal["flow", "stock", "rate", "progress"]
    base: float
    trend: float = 0.0
    decimals: int = 0
    noise: float = 4.0
    season: tuple[float, ...] = (1.0,) * 12
    shocks: Mapping[int, float] | None = None
    whole: bool = False
    """The same for every area: a rate, or a thing that is not divided by population."""
    label: str = ""
    """Its name in a table."""
    parts: tuple[str, ...] = ()
    """Indicators that this one is the sum of; its own figures are then not drawn."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A fixed-point number with its unit: `scaled` counts 10^-decimals."""

    scaled: int
    decimals: int
    unit: str

    @property
    def number(self) -> str:
        """As Vietnamese writes it: `.` between thousands, `,` before decimals.

        >>> Figure(194149, 2, "tỷ đồng").number
        '1.941,49'
        """
        return vietnamese(self.scaled, self.decimals)

    def __str__(self) -> str:
        if self.unit == "%":
            return f"{self.number}%"
        return f"{self.number if self.decimals else counted(self.scaled)} {self.unit}"


def vietnamese(scaled: int, decimals: int = 0) -> str:
    """A fixed-point number in Vietnamese writing; a decimal part of zeros is left out."""
    sign = "-" if scaled < 0 else ""
    whole, part = divmod(abs(scaled), 10**decimals)
    head = f"{whole:,}".replace(",", ".")
    return f"{sign}{head},{part:0{decimals}d}" if part else sign + head


def counted(number: int) -> str:
    """A count of things: 1 to 9 with a leading zero, as clerks write it."""
    return f"{number:02d}" if 0 < number < 10 else vietnamese(number)


def percent(scaled: int, other: int) -> int:
    """`scaled` as tenths of a percent of `other`, rounded half up."""
    return (scaled * 2000 + other) // (other * 2) if other else 0


def change_words(now: Figure, before: Figure) -> str:
    """How a figure moved: “tăng 5,2%”, “giảm 03 vụ”, rates in points; “bằng”, “tương đương” where nothing shows."""
    difference = now.scaled - before.scaled
    word = "tăng" if difference > 0 else "giảm"
    if difference == 0:
        return "bằng"
    if now.unit == "%":
        return f"{word} {vietnamese(abs(difference), now.decimals)} điểm phần trăm"
    if before.scaled < 30 and now.decimals == 0:
        return f"{word} {counted(abs(difference))} {now.unit}"
    share = percent(abs(difference), before.scaled)
    return f"{word} {vietnamese(share, 1)}%" if share else "tương đương"


class Series:
    """All figures of one area: `weight` is its part of the province, `seed` and `area` choose the noise."""

    __slots__ = ("_mixed", "area", "seed", "weight")

    def __init__(self, seed: int, area: str, weight: float) -> None:
        self.seed, self.area, self.weight = seed, area, weight
        self._mixed = mix(seed, code(area))

    def value(self, key: str, period: Period) -> Figure:
        """The figure of an indicator for a period: a sum for a flow, the state at its end for a stock or a rate."""
        item = indicators()[key]
        if item.parts:
            scaled = sum(self.value(part, period).scaled for part in item.parts)
        elif item.kind == "flow":
            scaled = sum(self._month(item, period.year, month) for month in period.months)
        elif item.kind == "progress":
            scaled = self._progress(item, period.year, period.last_month)
        else:
            scaled = self._state(item, period.year, period.last_month)
        return Figure(scaled, item.decimals, item.unit)

    def before(self, key: str, period: Period) -> Figure:
        """The figure of the same period of the year before."""
        return self.value(key, Period(period.kind, period.year - 1, period.index))

    def so_far(self, key: str, period: Period) -> Figure:
        """The figure from the start of the year to the end of the period."""
        months = {6: "half", 9: "nine", 12: "year"}
        if period.last_month in months:
            return self.value(key, Period(months[period.last_month], period.year))  # type: ignore[arg-type]
        item = indicators()[key]
        if item.kind != "flow":
            return self.value(key, period)
        if item.parts:
            scaled = sum(self.so_far(part, period).scaled for part in item.parts)
        else:
            scaled = sum(self._month(item, period.year, month) for month in range(1, period.last_month + 1))
        return Figure(scaled, item.decimals, item.unit)

    def plan(self, key: str, year: int) -> Figure:
        """The year's plan for an indicator: near what the year will bring, rounded as plans are."""
        item = indicators()[key]
        if item.parts:
            return Figure(sum(self.plan(part, year).scaled for part in item.parts), item.decimals, item.unit)
        if item.kind == "progress":
            return Figure(self._envelope(item, year), item.decimals, item.unit)
        if item.kind == "rate":
            return Figure(self._state(item, year, 12) + self._noise(item, year, 77) // 16 % 5, item.decimals, item.unit)
        expected = self._year_level(item, year) * (1 + (self._noise(item, year, 99) % 2001 - 1000) / 16000)
        scaled = max(1, round(expected * 10**item.decimals))
        step = 10 ** max(0, len(str(scaled)) - 3)
        return Figure(-(-scaled // step) * step, item.decimals, item.unit)

    def _noise(self, item: Indicator, year: int, month: int) -> int:
        value = ((self._mixed ^ (code(item.key) * 4096 + year * 128 + month)) * _SPREAD) & _MASK
        return ((value ^ (value >> 31)) * _SPREAD & _MASK) >> 40

    def _swing(self, item: Indicator, year: int, month: int) -> float:
        return 1 + item.noise / 100 * ((self._noise(item, year, month) % 20001) / 10000 - 1)

    def _year_level(self, item: Indicator, year: int) -> float:
        weight = 1.0 if item.whole else self.weight
        level = item.base * weight * (1 + item.trend / 100) ** (year - FIRST_YEAR) * self._swing(item, year, 0)
        return level * (item.shocks.get(year, 1.0) if item.shocks else 1.0)

    def _month(self, item: Indicator, year: int, month: int) -> int:
        part = item.season[month - 1] / 12
        value = self._year_level(item, year) * part * self._swing(item, year, month)
        return int(value * 10**item.decimals + 0.5)

    def _state(self, item: Indicator, year: int, month: int) -> int:
        if item.kind == "rate":
            own = (self._noise(item, 0, 0) % 2001 / 1000 - 1) * item.noise if self.weight < 1 else 0.0
            level = item.base + own + item.trend * (year - FIRST_YEAR + month / 12) + self._swing(item, year, month) - 1
            level = min(level, 100.0) if item.unit == "%" else level
        else:
            weight = 1.0 if item.whole else self.weight
            years = year - FIRST_YEAR + month / 12
            swing = 1 + (self._swing(item, year, month) - 1) / 4
            level = item.base * weight * (1 + item.trend / 100) ** years * swing
        return max(0, int(level * 10**item.decimals + 0.5))

    def _envelope(self, item: Indicator, year: int) -> int:
        level = item.base * self.weight * (1 + item.trend / 100) ** (year - FIRST_YEAR) * self._swing(item, year, 0)
        return max(1, int(level * 10**item.decimals + 0.5))

    def _progress(self, item: Indicator, year: int, month: int) -> int:
        curve = item.season[month - 1] * (1 + (self._swing(item, year, 0) - 1) * (1 - item.season[month - 1]))
        lag = 1 - (self._noise(item, year, 50) % 1000) / 8000
        return int(self._envelope(item, year) * min(1.0, curve * lag))


@lru_cache(maxsize=1)
def indicators() -> Mapping[str, Indicator]:
    """The table of indicators, from `data/indicators.toml`."""
    raw = tomllib.loads((_DATA / "indicators.toml").read_text("utf-8"))
    seasons = {name: tuple(weights) for name, weights in raw.pop("season").items()}
    table = {}
    for key, entry in raw.items():
        shocks = {int(year): factor for year, factor in entry.pop("shocks", {}).items()} or None
        season = seasons[entry.pop("season", "even")]
        entry["parts"] = tuple(entry.pop("parts", ()))
        scale = 12 / sum(season) if entry["kind"] == "flow" else 1.0
        table[key] = Indicator(key=key, shocks=shocks, season=tuple(w * scale for w in season), **entry)
    return table
