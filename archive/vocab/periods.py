"""Reporting periods as values: a month, a quarter, a half, nine months, a year, a span of years."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PERIOD = re.compile(
    r"""(?P<year>(?:19|20)\d\d)
        (?: -(?P<month>0[1-9]|1[0-2]) | -Q(?P<quarter>[1-4]) | -H(?P<half>[12])
          | -(?P<nine>9M) | /(?P<last>(?:19|20)\d\d) )?
    """,
    re.VERBOSE,
)
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: `unit` is month, quarter, half, nine, year or span.

    `part` counts within the year (month 2, quarter 1); `last` is the last year of a span.

    >>> Period.parse("2023-Q1").label
    'Quý I/2023'
    """

    year: int
    unit: str = "year"
    part: int = 0
    last: int = 0

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """Read the normal form: `2024-02`, `2023-Q1`, `2023-H1`, `2023-9M`, `2022`, `2021/2025`."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            return None
        year = int(match["year"])
        if match["last"]:
            return cls(year, "span", last=int(match["last"])) if int(match["last"]) > year else None
        if match["nine"]:
            return cls(year, "nine")
        for unit in ("month", "quarter", "half"):
            if match[unit]:
                return cls(year, unit, int(match[unit]))
        return cls(year)

    def __str__(self) -> str:
        return {
            "month": f"{self.year}-{self.part:02d}",
            "quarter": f"{self.year}-Q{self.part}",
            "half": f"{self.year}-H{self.part}",
            "nine": f"{self.year}-9M",
            "span": f"{self.year}/{self.last}",
        }.get(self.unit, f"{self.year}")

    @property
    def label(self) -> str:
        """The period as an office writes it."""
        return {
            "month": f"Tháng {self.part}/{self.year}" if self.part > 2 else f"Tháng {self.part:02d}/{self.year}",
            "quarter": f"Quý {_ROMAN[self.part % 5]}/{self.year}",
            "half": f"6 tháng {'đầu' if self.part == 1 else 'cuối'} năm {self.year}",
            "nine": f"9 tháng năm {self.year}",
            "span": f"Giai đoạn {self.year}-{self.last}",
        }.get(self.unit, f"Năm {self.year}")
