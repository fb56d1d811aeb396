"""Symbols of document numbers typed without their signs: `bcskhdt` as `BC-SKHĐT`.

The one rule: only pieces the vocabulary has, and a kind of document first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.text.folding import fold
from archive.vocab.entries import Body, Kind

MOST_BODIES = 2
"""Pieces behind the kind: `CV-BCĐ-UBND`."""
_TOKEN = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"(?P<serial>\d{1,6}?)(?P<year>(?:19|20)\d\d(?=[^\W\d]{2}))?(?P<letters>[^\W\d_]{3,24})")


@dataclass(frozen=True, slots=True)
class Glued:
    """A number, or the symbol of one, typed in one piece: which token of the text, as typed, as it is printed."""

    at: int
    typed: str
    printed: str


class Symbols:
    """The short forms of kinds and bodies that symbols are made of."""

    def __init__(self, kinds: Iterable[Kind], bodies: Iterable[Body]) -> None:
        self._kinds = _by_letters(short for kind in kinds for short in (*kind.short, *kind.party))
        self._bodies = _by_letters(short for body in bodies for short in body.short)

    def split(self, letters: str) -> str | None:
        """A symbol with its signs; None where the letters are no kind followed by bodies.

        The longest kind wins, then the longest bodies.
        """
        plain = fold(letters)
        for end in range(len(plain) - 1, 0, -1):
            kind = self._kinds.get(plain[:end])
            rest = self._pieces(plain[end:], MOST_BODIES) if kind else None
            if rest:
                return "-".join((kind or "", *rest))
        return None

    def glued(self, text: str) -> Iterator[Glued]:
        """Numbers of a typed text in which signs were left out: `307bcskhdt`, the `NĐCP` of `30/2020/NĐCP`."""
        after_figure = False
        for at, token in enumerate(_TOKEN.findall(text)):
            match = _GLUED.fullmatch(token)
            symbol = self.split(match["letters"] if match else token) if match or after_figure else None
            if symbol and match:
                year = f"/{match['year']}" if match["year"] else ""
                yield Glued(at, token, f"{match['serial']}{year}/{symbol}")
            elif symbol:
                yield Glued(at, token, symbol)
            after_figure = token.isdigit()

    def _pieces(self, plain: str, most: int) -> tuple[str, ...]:
        if plain in self._bodies:
            return (self._bodies[plain],)
        for end in range(len(plain) - 1, 1, -1) if most > 1 else ():
            rest = self._pieces(plain[end:], most - 1) if plain[:end] in self._bodies else ()
            if rest:
                return (self._bodies[plain[:end]], *rest)
        return ()


def _by_letters(shorts: Iterable[str]) -> dict[str, str]:
    """Short forms by their folded letters, of several the first: misprints come after it."""
    found: dict[str, str] = {}
    for short in shorts:
        found.setdefault(fold(short), short)
    return found
