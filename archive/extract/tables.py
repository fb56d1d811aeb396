"""Cells of a table row to lines. The one rule: three blanks are a column border, so two columns stay two columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

GAP = "   "
_MOST_LINES = 40
"""A longer cell is no cell of a head or a list but the page itself, laid out by a table."""


def join_cells(cells: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a row as they stand side by side: the first lines of all cells, then the second ones.

    >>> join_cells([["UBND TỈNH VÂN LĨNH", "SỞ NỘI VỤ"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]])
    ['UBND TỈNH VÂN LĨNH   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'SỞ NỘI VỤ']
    """
    if any(len(cell) > _MOST_LINES for cell in cells):
        return [line for cell in cells for line in cell]
    return [GAP.join(line.strip() for line in row).rstrip() for row in zip_longest(*cells, fillvalue="")]
