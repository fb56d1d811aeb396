"""Reporting periods as values: a month, a quarter, a half, nine months, a year, a span of years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.text.folding import fold

_PERIOD = re.compile(
    r"""(?P<year>(?:19|20)\d\d)
        (?: -(?P<month>0[1-9]|1[0-2]) | -Q(?P<quarter>[1-4]) | -H(?P<half>[12])
          | -(?P<nine>9M) | /(?P<last>(?:19|20)\d\d) )?
    """,
    re.VERBOSE,
)
_WRITTEN = re.compile(
    r"""(?: quy\s(?P<quarter>iv|i{1,3}|[1-4])
          | (?P<half>(?:6|sau)\sthang)(?:\s(?P<which>dau|cuoi))?
          | (?P<nine>(?:9|chin)\sthang)(?:\sdau)?
          | thang\s(?P<month>1[0-2]|0?[1-9]) )
        \s?(?:/|nam\s|\s)\s?(?P<year>(?:19|20)\d\d)
      | (?:ca\s)?nam\s(?P<whole>(?:19|20)\d\d)
      | giai\sdoan\s(?P<first>(?:19|20)\d\d)\s?[-–]\s?(?P<last>(?:19|20)\d\d)
    """,
    re.VERBOSE,
)
"""A period as an office writes it, folded, blanks single: `quy iii nam 2024`, `6 thang dau nam 2024`."""
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

    @classmethod
    def read(cls, text: str) -> Period | None:
        """Read a period as an office writes it, in any case, with or without marks, or in its normal form.

        >>> str(Period.read("Quý III năm 2024"))
        '2024-Q3'
        """
        match = _WRITTEN.fullmatch(" ".join(fold(text).split()))
        if match is None:
            return cls.parse(text.strip().upper())
        if match["whole"]:
            return cls(int(match["whole"]))
        if match["first"]:
            return cls.parse(f"{match['first']}/{match['last']}")
        year = int(match["year"])
        if match["quarter"]:
            roman = match["quarter"].upper()
            return cls(year, "quarter", _ROMAN.index(roman) if roman in _ROMAN else int(roman))
        if match["half"]:
            return cls(year, "half", 2 if match["which"] == "cuoi" else 1)
        return cls(year, "nine") if match["nine"] else cls(year, "month", int(match["month"]))

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
