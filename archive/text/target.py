"""What to look for in a text: words as they were asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """Canonical syllables that stand one after another; with `prefix` the last may go on; if `bare`, marks are off.

    bound: a syllable that says little alone (the nhiên of `tự nhiên`): not marked so beside others that say more.
    """

    tokens: tuple[str, ...]
    prefix: bool = False
    bare: bool = False
    bound: bool = False
