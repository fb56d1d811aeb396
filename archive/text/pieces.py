"""Where the pieces of texts begin and end that show best what was asked for. The one rule: only what is near is read.

A piece is told by where it begins and ends in its text, in characters, and where that is in the text as UTF-8.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from archive.text.compiled import compiled
from archive.text.paper import Paper
from archive.text.runs import Runs
from archive.text.words import STEP, Bytes, Ints, steps_of

WIDTH = 240
"""Characters of a passage, about two printed lines and a half."""
REACH = WIDTH * 3 // 4
MOST_MORE = 100
"""Further pieces that are counted: a long report has thousands for a frequent word."""

_LEAD = WIDTH // 3
"""Characters a piece may begin before its place."""
_HEAD = WIDTH * 4
"""Characters among which the beginning of a text is looked for, where nothing else is shown."""
_PAGE, _LINE, _SPACE = ord("\f"), ord("\n"), ord(" ")
_ENDS = tuple(map(ord, ".;!?"))
"""Signs that end a sentence."""


class Texts(NamedTuple):
    """Texts end to end."""

    data: Bytes
    """As UTF-8."""
    steps: Ints
    """Where in its text each STEP characters begin."""
    about: Ints
    """Of each text the first byte, the first step, the count of characters."""


def texts_of(papers: Sequence[Paper]) -> Texts:
    """The texts of some papers."""
    steps = [steps_of(paper.words) for paper in papers]
    about = np.zeros((len(papers) + 1, 3), np.int64)
    about[1:, 0] = np.cumsum([len(paper.data) for paper in papers])
    about[1:, 1] = np.cumsum([len(step) // 4 for step in steps])
    about[:-1, 2] = [paper.size for paper in papers]
    data = np.frombuffer(b"".join([paper.data for paper in papers]) or b"\0", np.uint8)
    return Texts(data, np.frombuffer(b"".join(steps), np.uint32).astype(np.int64), about[:-1])


def best_pieces(texts: Texts, runs: Runs, most: int) -> tuple[Ints, Ints]:
    """For each text in turn its pieces around the weightiest places, none overlapping, or its beginning where there is
    no place; and for each text how many further pieces it has.

    A row for a piece: text, begin, end, first and last byte in the text, its first run, the run behind its last.
    """
    return _best_pieces(*texts, runs.places, runs.borders, runs.turns, runs.turn_borders, most)


def other_pieces(texts: Texts, runs: Runs, shown: Ints) -> Ints:
    """The further pieces of the only text, in order: each at the first place that none before it shows."""
    return _other_pieces(*texts, runs.places, runs.turns, shown)


@compiled
def _best_pieces(
    data: Bytes, steps: Ints, about: Ints, places: Ints, borders: Ints, turns: Ints, turn_borders: Ints, most: int
) -> tuple[Ints, Ints]:
    found = np.empty((len(about) * most, 7), np.int64)
    more = np.zeros(len(about), np.int64)
    count = 0
    for text in range(len(about)):
        size, first = about[text, 2], count
        if borders[text] == borders[text + 1]:
            start = _first_sign(data, steps, about[text])
            if start >= 0 and most:
                found[count, 1:5] = _piece(data, steps, about[text], start, 0, size)
                found[count, 0], found[count, 5], found[count, 6] = text, borders[text], borders[text]
                count += 1
            continue
        for place in range(borders[text], borders[text + 1]):
            if count - first == most:
                break
            start = places[0, borders[text] + places[2, place]]
            if _touches(found[first:count], start, start + 1):
                continue  # its piece would; looked at first because it is far cheaper
            piece = _piece(data, steps, about[text], start, 0, size)
            if not _touches(found[first:count], piece[0], piece[1]):
                found[count, 1:5] = piece
                found[count, 0] = text
                _set_runs(found[count], places, borders[text], borders[text + 1])
                count += 1
        starts = places[0, borders[text] : borders[text + 1]]
        more[text] = len(_other_starts(starts, found[first:count], turns[turn_borders[text] : turn_borders[text + 1]]))
    return found[:count].copy(), more


@compiled
def _other_pieces(data: Bytes, steps: Ints, about: Ints, places: Ints, turns: Ints, shown: Ints) -> Ints:
    starts = _other_starts(places[0], shown, turns)
    found = np.empty((len(starts), 7), np.int64)
    size, free = about[0, 2], 0
    for at in range(len(starts)):
        start = starts[at]
        bound = starts[at + 1] if at + 1 < len(starts) else size
        for row in range(len(shown)):
            if shown[row, 2] <= start:
                free = max(free, shown[row, 2])
            if shown[row, 1] > start:
                bound = min(bound, shown[row, 1])
        found[at, 1:5] = _piece(data, steps, about[0], start, free, bound)
        found[at, 0] = 0
        _set_runs(found[at], places, 0, places.shape[1])
        free = max(free, found[at, 2])
    return found


@compiled
def _touches(pieces: Ints, start: int, end: int) -> bool:
    """Whether a stretch touches one of the pieces."""
    found = False
    for row in range(len(pieces)):
        found |= start < pieces[row, 2] and end > pieces[row, 1]
    return found


@compiled
def _set_runs(piece: Ints, places: Ints, low: int, high: int) -> None:
    piece[5] = low + np.searchsorted(places[0, low:high], piece[1])
    piece[6] = low + np.searchsorted(places[0, low:high], piece[2])


@compiled
def _other_starts(starts: Ints, shown: Ints, turns: Ints) -> Ints:
    """Begins of pieces beside those shown: each at the first place that none before it shows."""
    found = np.empty(MOST_MORE, np.int64)
    count = turn = at = 0
    while at < len(starts) and count < MOST_MORE:
        start = starts[at]
        reached = -1
        for row in range(len(shown)):
            if shown[row, 1] <= start < shown[row, 2]:
                reached = shown[row, 2]
        if reached < 0:
            found[count] = start
            count += 1
            while turn < len(turns) and turns[turn] <= start:
                turn += 1
            reached = start + WIDTH - _LEAD
            if turn < len(turns):
                reached = min(reached, turns[turn])
        at = max(at + 1, int(np.searchsorted(starts, reached)))
    return found[:count].copy()


@compiled
def _first_sign(data: Bytes, steps: Ints, about: Ints) -> int:
    """The first character of a text that is no blank; -1 where there is none near its beginning."""
    signs, _ = _signs(data, steps, about, 0, min(about[2], _HEAD))
    for at in range(len(signs)):
        if not _is_blank(signs[at]):
            return at
    return -1


@compiled
def _piece(data: Bytes, steps: Ints, about: Ints, start: int, free: int, bound: int) -> tuple[int, int, int, int]:
    """The piece around a place: from the beginning of its sentence if that is near, to the end of a word. It begins
    nowhere before `free` and ends nowhere after `bound`. Begin and end, in characters and in bytes."""
    origin = max(0, start - _LEAD - 1)
    signs, places = _signs(data, steps, about, origin, min(about[2], start + WIDTH + 1))
    place = start - origin
    low = max(start - _LEAD - origin, free - origin, 0)
    for at in range(place - 1, low - 1, -1):
        if signs[at] == _PAGE:
            low = at + 1
            break
    begin = _beginning(signs, low, place)
    end = min(bound - origin, len(signs))
    for at in range(place, end):
        if signs[at] == _PAGE:
            end = at
            break
    if begin + WIDTH < end:
        end = begin + WIDTH
        for at in range(end - 1, place, -1):
            if signs[at] == _SPACE or signs[at] == _LINE:
                end = at
                break
    while end > begin and _is_blank(signs[end - 1]):
        end -= 1
    return origin + begin, origin + end, places[begin], places[end]


@compiled
def _beginning(signs: Ints, low: int, start: int) -> int:
    """Begin of the sentence or line that holds `start`, else of a word, not before `low`."""
    end = start
    while end > low:
        while end > low and not _is_blank(signs[end - 1]):
            end -= 1
        first, line = end, False
        while first > low and _is_blank(signs[first - 1]):
            first -= 1
            line |= signs[first] == _LINE
        if first < end and (line or (first > low and signs[first - 1] in _ENDS)):
            return end
        end = first
    if low and not _is_blank(signs[low - 1]):
        for at in range(low, start):
            if signs[at] == _SPACE:
                return at + 1
        return start
    while low < start and _is_blank(signs[low]):
        low += 1
    return low


@compiled
def _signs(data: Bytes, steps: Ints, about: Ints, first: int, end: int) -> tuple[Ints, Ints]:
    """Characters of a text, and where each begins in it as UTF-8; of places one more."""
    count = max(0, end - first)
    signs, places = np.empty(count, np.int64), np.empty(count + 1, np.int64)
    at = about[0] + steps[about[1] + first // STEP]
    for number in range(-(first % STEP), count + 1):
        if number >= 0:
            places[number] = at - about[0]
        if number == count:
            break
        lead = np.int64(data[at])
        size = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
        if number >= 0:
            sign = lead if size == 1 else lead & (0x7F >> size)
            for more in range(at + 1, min(at + size, len(data))):
                sign = sign << 6 | np.int64(data[more]) & 0x3F
            signs[number] = sign
        at += size
    return signs, places


@compiled
def _is_blank(sign: int) -> bool:
    """As `str.isspace` has it."""
    if sign < 0x80:
        return sign == _SPACE or 9 <= sign <= 13 or 28 <= sign <= 31
    if sign < 0x2000:
        return sign == 0x85 or sign == 0xA0 or sign == 0x1680
    return sign <= 0x200A or sign == 0x2028 or sign == 0x2029 or sign == 0x202F or sign == 0x205F or sign == 0x3000
