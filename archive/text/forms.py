"""The four forms a text is indexed in, each as one string, a blank between tokens. The one rule: as `tokens` has them.

A report has a thousand words, nearly all met before, so all forms are put together from what was made for a word when
it was first met: a third of the time of making each token, and a tenth of the memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from archive.text.met import Met
from archive.text.tokens import CACHED, bare, syllables_in

_AT_ONCE = 512
"""Pieces put together at once; more is slower."""


class Forms(NamedTuple):
    """A text as `syllables` has it, as `bare` has that, and `pairs` of both."""

    body: str
    bare: str
    body_pairs: str
    bare_pairs: str


def forms_of(text: str) -> Forms:
    """The forms of a text.

    >>> forms_of("Hoà Bình: 5,2%")
    Forms(body='hòa bình 5 2', bare='hoa binh 5 2', body_pairs='hòa_bình bình_5 5_2', bare_pairs='hoa_binh binh_5 5_2')
    """
    rows = map(_ROWS.__getitem__, unicodedata.normalize("NFC", text).split())
    made: list[tuple[str, ...]] = [("", "", "", "")]
    while part := tuple(islice(rows, _AT_ONCE)):
        made.append(tuple(map("".join, zip(*part, strict=True))))
    body, plain, doubled, doubled_plain = map("".join, zip(*made, strict=True))
    return Forms(body[1:], plain[1:], _inner(doubled), _inner(doubled_plain))


def _row(piece: str) -> tuple[str, str, str, str]:
    """What a piece between blanks adds to each form; ` kinh` and `_kinh kinh` for `kinh`."""
    tokens = syllables_in(piece)
    plain = bare(tokens)
    return _spaced(tokens), _spaced(plain), _doubled(tokens), _doubled(plain)


_ROWS = Met(_row, CACHED)


def _spaced(tokens: Iterable[str]) -> str:
    return "".join([f" {token}" for token in tokens])


def _doubled(tokens: Iterable[str]) -> str:
    """Each token as the end of one pair and the beginning of the next."""
    return "".join([f"_{token} {token}" for token in tokens])


def _inner(doubled: str) -> str:
    """The pairs, without the half ones at both ends."""
    return doubled[doubled.find(" ") + 1 : max(0, doubled.rfind(" "))]
