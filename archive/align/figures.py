"""Figures that changed in a row: old, new, and the difference where both count the same thing.

The one rule: no difference is said unless both numbers are plain and the same unit stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from archive.model import Change, Edit
from archive.text.differences import Token, masked_keys, number_value, read_tokens

_NO_FIGURE = frozenset(
    ("ngày", "tháng", "năm", "quí", "quý", "số", "điều", "khoản", "điểm", "mục", "phần", "chương", "tiết", "biểu",
     "lục", "thứ", "khóa", "kì", "kỳ", "lần", "tuần", "đoạn", "nhiệm", "/", "-", "đợt", "vụ", "lớp", "tuổi")
)  # fmt: skip
"""Words before a number that make it a date, a part or a name and no figure."""
_SCALES = frozenset(("tỷ", "tỉ", "triệu", "nghìn", "ngàn", "trăm", "vạn", "lượt", "điểm"))
"""Words that make a unit only with the one behind them."""
_AROUND = 5
"""Words before a figure that tell what it counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that changed. `difference` and `share` (of the old one, in percent) are None where none can be said."""

    about: str
    """The words before it."""
    old: str
    new: str
    unit: str
    direction: Literal["up", "down", "other"] = "other"
    difference: str | None = None
    share: str | None = None


def find_figures(change: Change) -> tuple[Figure, ...]:
    """The figures that changed in a row, in the order of the text."""
    if change.left is None or change.right is None or change.kind in ("head", "same", "renumbered"):
        return ()
    left, right = _Side(change.edits, 0), _Side(change.edits, 1)
    return tuple(_figures(change.edits, left, right))


class _Side:
    """The words of one side, and where each run begins among them."""

    def __init__(self, edits: Sequence[Edit], side: int) -> None:
        texts = [(edit.left, edit.right)[side] for edit in edits]
        self.tokens: list[tuple[Token, str]] = []
        self.runs: list[range] = []
        for text in texts:
            tokens = read_tokens(text)
            self.runs.append(range(len(self.tokens), len(self.tokens) + len(tokens)))
            self.tokens += [(token, text[token.start : token.end].strip()) for token in tokens]

    def key(self, place: int) -> str:
        return self.tokens[place][0].key if 0 <= place < len(self.tokens) else ""

    def printed(self, place: int) -> str:
        return self.tokens[place][1]

    def unit(self, place: int) -> str:
        """The word or two behind a number that say what it counts; "" where there is none."""
        first = self.key(place + 1)
        if not first.isalpha() and first != "%":
            return ""
        second = self.key(place + 2)
        return f"{first} {second}" if first in _SCALES and second.isalpha() else first

    def about(self, place: int) -> str:
        """The words before a number, as printed, back to the last mark."""
        words: list[str] = []
        for before in range(place - 1, max(-1, place - 1 - _AROUND), -1):
            if not self.key(before)[:1].isalnum():
                break
            words.insert(0, self.printed(before))
        return " ".join(words)


def _figures(edits: Sequence[Edit], left: _Side, right: _Side) -> Iterator[Figure]:
    for edit, ours, theirs in zip(edits, left.runs, right.runs, strict=True):
        if edit.kind != "replace" or len(ours) != len(theirs):
            continue
        if masked_keys([left.tokens[i][0] for i in ours]) != masked_keys([right.tokens[j][0] for j in theirs]):
            continue
        for i, j in zip(ours, theirs, strict=True):
            number = left.tokens[i][0].number and left.key(i) != right.key(j)
            named = left.key(i - 1) in _NO_FIGURE or right.key(j - 1) in _NO_FIGURE or left.key(i + 1) in ("/", "-")
            if number and not named:
                yield _figure(left, i, right, j)


def _figure(left: _Side, i: int, right: _Side, j: int) -> Figure:
    old, new = left.printed(i), right.printed(j)
    unit = left.unit(i)
    about = right.about(j)
    try:
        before, after = Decimal(number_value(old)), Decimal(number_value(new))
    except InvalidOperation:
        return Figure(about, old, new, unit)
    if not unit or unit != right.unit(j):
        return Figure(about, old, new, "")
    shown = right.printed(j + 1) if " " not in unit else f"{right.printed(j + 1)} {right.printed(j + 2)}"
    change = after - before
    share = None if unit == "%" or not before else _vietnamese(round(100 * change / before, 1), sign=True) + "%"
    difference = _vietnamese(change, sign=True) + (" điểm %" if unit == "%" else "")
    return Figure(about, old, new, shown, "up" if change > 0 else "down", difference, share)


def _vietnamese(value: Decimal, *, sign: bool = False) -> str:
    """A number as it is written in Vietnamese.

    >>> _vietnamese(Decimal("1941.50"), sign=True)
    '+1.941,5'
    """
    plain = f"{value:{'+' if sign else ''},f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.-", ".,−"))
