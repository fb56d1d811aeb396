"""Repeatable chance: numbers that depend only on what they are asked for, never on what was asked before.

Rule: everything of the invented province is a function of (seed, keys), so a document can be made alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_SPREAD = 0xBF58476D1CE4E5B9


def mix(*parts: int) -> int:
    """64 well spread bits of some integers (the finishing step of splitmix64)."""
    value = _STEP
    for part in parts:
        value = ((value ^ (part & _MASK)) * _SPREAD) & _MASK
        value ^= value >> 31
    return value


def share(*parts: int) -> float:
    """A number in [0, 1) of some integers."""
    return mix(*parts) / (_MASK + 1)


def below(limit: int, *parts: int) -> int:
    """An integer in [0, limit) of some integers."""
    return mix(*parts) % limit


def pick(items: Sequence[T], *parts: int) -> T:
    """One of some items."""
    return items[mix(*parts) % len(items)]


@lru_cache(maxsize=65536)
def code(text: str) -> int:
    """A stable integer for a word (Python's own hash changes from run to run)."""
    return zlib.crc32(text.encode())
