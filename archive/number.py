"""The official number of a document as a value. The one rule: what was left blank stays blank.

Sources: Nghị định 30/2020/NĐ-CP, phụ lục I; Hướng dẫn 36-HD/VPTW.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DASH = re.compile(r"[‐-―−]")
_NUMBER = re.compile(
    r"""^\s*(?P<serial>\d{1,6})?(?P<suffix>bis|[A-Za-z])?\s*
        (?:/\s*(?P<year>(?:19|20)\d\d)\s*)?
        (?P<join>[/-])\s*(?P<symbol>[^\W\d_][\w&./\s-]{0,60}?)\s*$""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """Official number of a document (số, ký hiệu), e.g. `52/NQ-HĐND`, `39/2020/NQ-HĐND`, Party `113-CV/TU`.

    `serial` is None when its place was left blank. `join` stands between serial and symbol: `/`, or `-` in Party
    papers and before 1990 (`61-CP`). Sources: Nghị định 30/2020/NĐ-CP, phụ lục I; Hướng dẫn 36-HD/VPTW.
    """

    serial: int | None
    symbol: str
    suffix: str = ""
    year: int | None = None
    join: str = "/"
    digits: int = 0
    """Least count of digits to print: `09/2019` keeps its zero."""

    @classmethod
    def parse(cls, text: str) -> Number | None:
        """Read a written number in any spacing; None when the text is no number with a symbol.

        >>> str(Number.parse("52 / NQ-HĐND"))
        '52/NQ-HĐND'
        """
        match = _NUMBER.match(_DASH.sub("-", text))
        if match is None:
            return None
        serial, year = match["serial"], match["year"]
        symbol = re.sub(r"\s*([-/&.])\s*", r"\1", match["symbol"])
        return cls(
            serial=int(serial) if serial else None,
            symbol=symbol,
            suffix=match["suffix"] or "",
            year=int(year) if year else None,
            join=match["join"],
            digits=len(serial) if serial else 0,
        )

    def __str__(self) -> str:
        serial = "" if self.serial is None else f"{self.serial:0{self.digits}d}"
        year = f"/{self.year}" if self.year else ""
        return f"{serial}{self.suffix}{year}{self.join}{self.symbol}"
