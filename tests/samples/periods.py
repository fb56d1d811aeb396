"""Reporting periods: their Vietnamese names, months, what follows them, and when a report on them is dated.

Rule: a report covers months of one year and is dated before the period's last day has gone far.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tests.samples.chance import below

Kind = Literal["month", "quarter", "half", "nine", "year"]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

MONTHLY = tuple(
    ("month", n) if n % 3 else {3: ("quarter", 1), 6: ("half", 1), 9: ("nine", 1), 12: ("year", 1)}[n]
    for n in range(1, 13)
)
"""What a body that reports every month reports in each month of a year."""
QUARTERLY = (("quarter", 1), ("quarter", 2), ("half", 1), ("quarter", 3), ("nine", 1), ("quarter", 4), ("year", 1))
"""The same for a body that reports every quarter, and on half a year, nine months and the year."""


@dataclass(frozen=True, slots=True)
class Period:
    """Some months of one year: `index` is the month (1–12) or the quarter (1–4), else 1."""

    kind: Kind
    year: int
    index: int = 1

    @property
    def months(self) -> range:
        """The months it covers, from 1."""
        if self.kind == "month":
            return range(self.index, self.index + 1)
        if self.kind == "quarter":
            return range(self.index * 3 - 2, self.index * 3 + 1)
        return range(1, {"half": 7, "nine": 10, "year": 13}[self.kind])

    @property
    def last_month(self) -> int:
        """Its last month, from 1."""
        return self.months[-1]

    @property
    def span(self) -> str:
        """Its name without the year: “quý I”, “6 tháng đầu năm”; empty for a year."""
        return {
            "month": f"tháng {self.index:02d}" if self.index < 3 else f"tháng {self.index}",
            "quarter": f"quý {ROMAN[self.index - 1]}",
            "half": "6 tháng đầu năm",
            "nine": "9 tháng đầu năm",
            "year": "",
        }[self.kind]

    @property
    def name(self) -> str:
        """Its whole name: “quý I năm 2024”."""
        if self.kind == "year":
            return f"năm {self.year}"
        return f"{self.span} {self.year}" if self.kind in ("half", "nine") else f"{self.span} năm {self.year}"

    @property
    def word(self) -> str:
        """What a sentence calls it: “Trong quý, …”."""
        return {"month": "tháng", "quarter": "quý", "half": "6 tháng", "nine": "9 tháng", "year": "năm"}[self.kind]

    @property
    def next_name(self) -> str:
        """The period that the tasks at the end of the report are for."""
        if self.kind == "month":
            return Period("month", self.year + self.index // 12, self.index % 12 + 1).name
        if self.kind == "quarter" and self.index < 4:
            return Period("quarter", self.year, self.index + 1).name
        if self.kind == "half":
            return f"6 tháng cuối năm {self.year}"
        if self.kind == "nine":
            return f"quý IV năm {self.year}"
        return f"quý I năm {self.year + 1}" if self.kind == "quarter" else f"năm {self.year + 1}"

    @property
    def code(self) -> str:
        """Its normal form: 2024-02, 2024-Q1, 2024-H1, 2024-9M, 2024."""
        tail = {
            "month": f"-{self.index:02d}",
            "quarter": f"-Q{self.index}",
            "half": "-H1",
            "nine": "-9M",
            "year": "",
        }[self.kind]
        return f"{self.year}{tail}"

    def dated(self, *keys: int) -> date:
        """Day of issue of the report on it: a working day near its end, the same for the same keys."""
        first, last = {"month": (17, 27), "quarter": (12, 15), "half": (17, 27), "nine": (17, 27), "year": (1, 15)}[
            self.kind
        ]
        if self.kind == "quarter" and self.index in (1, 4):
            first, last = 17, 24
        return working_day(date(self.year, self.last_month, first + below(last - first + 1, *keys)))


def working_day(day: date) -> date:
    """The day itself, or the Friday before a week-end (the Monday after, at the start of a month)."""
    if day.weekday() < 5:
        return day
    back = day - timedelta(days=day.weekday() - 4)
    return back if back.month == day.month else day + timedelta(days=7 - day.weekday())


def date_words(day: date) -> str:
    """As in a heading (Nghị định 30/2020/NĐ-CP): “ngày 05 tháng 3 năm 2024”; days below 10 and months 1, 2 get a zero.

    >>> date_words(date(2024, 3, 5))
    'ngày 05 tháng 3 năm 2024'
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def date_figures(day: date) -> str:
    """As in running text: 05/3/2024."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
