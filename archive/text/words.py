"""The words of a text as arrays, made once and kept beside it: where each stands, and numbers that equal words share.

Made for passages: what was asked for is found in ten reports, or in two hundred pages, without reading their letters.
The one rule: places are those of the text; letters are told apart as `folding` does, one by one.

    header: count of entries, characters of the text (4 bytes each)
    4 bytes for each STEP characters and one more: where they begin in the text as UTF-8
    the entries, see _ENTRY

An entry of length 0 is no word: one stands before the first, others fill gaps that are wider than an entry can say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archive.text.folding import RAISED, fold, lower

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint32]

STEP = 256
"""Characters from one known place in the text as UTF-8 to the next."""
WIDEST, JOINED, FIGURE, TURNED = 31, 32, 64, 128
"""Of the byte of a gap: its width in characters; whether the words on its sides make one run (`kinh tế - xã hội`,
`52/NQ-HĐND`, `6.784`); whether it is the sign inside a figure; whether a page ends in it."""
_ENTRY = np.dtype([("low", "<u2"), ("high", "<u2"), ("marked", "<u2"), ("gap", "u1"), ("length", "u1")])
"""Halves of the number of a word without its marks, its number as it is, the gap before it, its length."""
BARE, MARKED, GAP, LENGTH = 0xFFFFFFFF, 32, 48, 56
"""Of an entry as one number: the bits of the word without its marks; where the others begin. What is compiled keeps
these, `STEP` and the flags above as it met them, until its own module changes."""
_LONGEST = 255
_LETTER, _BLANK, _DASH, _POINT, _DIGIT = 1, 2, 4, 8, 16
"""Kinds of characters, as bits."""
_CHUNK = 1 << 18
"""Characters taken at once, so that memory stays small whatever the texts."""
_CODES = 1 << 16
"""Characters that are told apart; the rest (no Vietnamese ones) count as signs."""
_BASE = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_HEADER = Struct("<II")


class Words(NamedTuple):
    """The words of several texts, one text after another."""

    entries: Ints
    """As `_ENTRY` has them, each as one number; one more than there are words, so that each has a gap behind it."""
    borders: Ints
    """The first entry of each text, and behind the last."""


@lru_cache(1 << 14)
def number_of(word: str) -> tuple[int, int]:
    """The numbers of a word as `Words` have them: without its marks (32 bits), and as it is (16 bits)."""
    return _hash(fold(word)) >> 32, _hash(word) >> 48


def _hash(word: str) -> int:
    total, power = 0, 1
    for letter in word:
        power = power * _BASE & _MASK
        total += (ord(letter) + 1) * power
    return total & _MASK


def pack_words(text: str) -> bytes:
    """The words of a text (runs of letters and digits) in the form that is kept."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = np.zeros(len(codes) + 4, np.uint8)  # a blank before, and enough behind for every gap
    for first in range(0, len(codes), _CHUNK):
        part = np.minimum(codes[first : first + _CHUNK], _CODES - 1)
        kinds[first + 1 : first + 1 + len(part)] = _tables()[2][part]
    borders = np.flatnonzero(np.diff(kinds[: len(codes) + 2] & _LETTER))
    starts, ends = borders[::2], borders[1::2]
    widths, flags = _gaps(codes, kinds, starts, ends)
    fillers = np.maximum(0, widths - 1) // WIDEST
    at = np.arange(1, len(starts) + 1) + np.cumsum(fillers)
    count = len(starts) + 1 + int(fillers.sum())
    entries = np.zeros(count, _ENTRY)
    entries["gap"][1:] = WIDEST
    entries["gap"][at] = (widths - fillers * WIDEST) | flags
    entries["length"][at] = np.minimum(ends - starts, _LONGEST)
    small, plain, _ = _tables()
    bare = _hashes(codes, starts, ends, plain)
    entries["low"][at], entries["high"][at] = bare >> np.uint64(32) & np.uint64(0xFFFF), bare >> np.uint64(48)
    entries["marked"][at] = _hashes(codes, starts, ends, small) >> np.uint64(48)
    return b"".join((_HEADER.pack(count, len(codes)), _steps(codes).tobytes(), entries.tobytes()))


def _gaps(codes: Codes, kinds: Bytes, starts: Ints, ends: Ints) -> tuple[Ints, Bytes]:
    """Width and flags of the gap before each word; what a word is too long for counts as gap behind it."""
    before = np.concatenate((np.zeros(1, np.int64), ends[:-1]))[: len(starts)]
    widths = starts - before
    first = kinds[1:][before]
    joined = (widths == 1) & (first & (_BLANK | _DASH | _POINT) > 0)
    wide = np.flatnonzero((widths > 1) & (widths <= 4))
    joined[wide] = _wide_joined(kinds[1:], before[wide], widths[wide])
    flags = joined * np.uint8(JOINED)
    points = np.flatnonzero((widths == 1) & (first & _POINT > 0))
    flags[points] |= (kinds[before[points]] & kinds[1:][starts[points]] & _DIGIT > 0) * np.uint8(FIGURE)
    flags[:1] = 0
    turns = np.searchsorted(starts, np.flatnonzero(codes == ord("\f")))
    flags[turns[turns < len(starts)]] |= TURNED
    too_long = np.maximum(0, ends - starts - _LONGEST)[:-1]
    widths[1:] += too_long
    return widths, flags


def _wide_joined(kinds: Bytes, before: Ints, widths: Ints) -> Flags:
    """Whether gaps of two to four characters make one run of what stands beside them."""
    inner = np.stack([np.where(step < widths, kinds[before + step], 0) for step in range(4)])
    blanks, dashes = (inner & _BLANK > 0).sum(0), (inner & _DASH > 0).sum(0)
    dashed = (widths <= 3) & (dashes == 1) & (blanks == widths - 1)
    joined: Flags = (blanks == widths) | (dashed & ((widths < 3) | (inner[1] & _DASH > 0)))
    return joined


def _steps(codes: Codes) -> Codes:
    """Where each STEP characters begin in UTF-8."""
    found, done = [0], 0
    for first in range(0, len(codes), _CHUNK):
        part = codes[first : first + _CHUNK]
        sizes = 1 + (part > 0x7F).astype(np.uint8) + (part > 0x7FF) + (part > 0xFFFF)
        sums = np.add.reduceat(sizes, np.arange(0, len(part), STEP), dtype=np.int64).cumsum() + done
        found += sums.tolist()
        done = found[-1]
    return np.array(found, np.uint32)


def _hashes(codes: Codes, starts: Ints, ends: Ints, letters: Hashes) -> Hashes:
    """A number for each word, by sums that only rise: each is taken off at its begin."""
    found: Hashes = np.zeros(len(starts), np.uint64)
    done = 0
    while done < len(starts):
        first = int(starts[done])
        last = int(np.searchsorted(ends, max(first + _CHUNK, int(ends[done])), "right"))
        stop = int(ends[last - 1])
        powers, inverses = _powers(stop - first + 1)
        part = letters[np.minimum(codes[first:stop], _CODES - 1)]
        sums = np.zeros(len(part) + 1, np.uint64)
        np.cumsum((part + np.uint64(1)) * powers[: len(part)], out=sums[1:])
        begins = starts[done:last] - first
        found[done:last] = (sums[ends[done:last] - first] - sums[begins]) * inverses[begins] * np.uint64(_BASE)
        done = last
    return found


def unpack_words(packed: Sequence[bytes]) -> Words:
    """The words of several texts."""
    counts, parts = [], []
    for data in packed:
        count, size = _HEADER.unpack_from(data)
        counts.append(count)
        parts.append(memoryview(data)[_HEADER.size + 4 * _steps_of(size) :])
    entries = np.frombuffer(b"".join((*parts, bytes(_ENTRY.itemsize))), np.int64)
    return Words(entries, np.array([0, *accumulate(counts)], np.int64))


def _steps_of(size: int) -> int:
    return 1 + -(-size // STEP)


def letters_of(*, plain: bool) -> Ints:
    """For each character below 65,536 its small letter, or that without its marks."""
    return _tables()[1 if plain else 0].view(np.int64)


def size_of(packed: bytes) -> int:
    """Characters of a text."""
    return int(_HEADER.unpack_from(packed)[1])


def steps_of(packed: bytes) -> memoryview:
    """Where each STEP characters of a text begin in it as UTF-8, four bytes each."""
    return memoryview(packed)[_HEADER.size : _HEADER.size + 4 * _steps_of(size_of(packed))]


@lru_cache(1)
def _tables() -> tuple[Hashes, Hashes, Bytes]:
    """For each character: its small letter, that without marks, its kind."""
    every = [chr(code) for code in range(_CODES)]
    small: Hashes = np.fromiter((ord(lower(sign)) for sign in every), np.uint64, _CODES)
    plain: Hashes = np.fromiter((ord(fold(sign)) for sign in every), np.uint64, _CODES)
    kinds = np.fromiter(map(_kind, every), np.uint8, _CODES)
    kinds[_CODES - 1] = 0
    return small, plain, kinds


def _kind(sign: str) -> int:
    return (
        _LETTER * (sign.isalnum() and sign not in RAISED)
        + _BLANK * sign.isspace()
        + _DASH * (sign in "-–/")
        + _POINT * (sign in ".,")
        + _DIGIT * sign.isdigit()
    )


def _powers(count: int) -> tuple[Hashes, Hashes]:
    """At least so many powers of the base, and of its inverse, modulo 2 to the 64."""
    return _powers_up_to(max(_CHUNK, 1 << (count - 1).bit_length()))


@lru_cache(2)
def _powers_up_to(size: int) -> tuple[Hashes, Hashes]:
    up, down = (np.full(size, base, np.uint64) for base in (_BASE, pow(_BASE, -1, 1 << 64)))
    up[0] = down[0] = 1
    return np.cumprod(up), np.cumprod(down)
