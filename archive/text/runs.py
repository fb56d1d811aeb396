"""Where words asked for stand in texts, those side by side as one run, and how telling each place is.

A word typed with marks is looked for with its marks, and without only where a text does not have it so. Syllables asked
for that stand side by side are one run; a syllable that has company elsewhere in its text makes no run alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from archive.text.compiled import compiled
from archive.text.folding import fold, spellings
from archive.text.target import Target
from archive.text.words import (
    BARE,
    FIGURE,
    GAP,
    JOINED,
    LENGTH,
    MARKED,
    TURNED,
    WIDEST,
    Codes,
    Ints,
    Words,
    letters_of,
    number_of,
)

_PHRASE_GAP = 3
"""Signs and blanks that may stand between two words of a phrase."""
_ANY = -1
"""In place of the number of a word with its marks: whatever marks it has."""


class Runs(NamedTuple):
    """The runs of some texts, text after text."""

    places: Ints
    """Three rows: begins and ends in their texts; of each text its runs by weight, told from its first one."""
    borders: Ints
    """The first run of each text, and behind the last."""
    turns: Ints
    """Where the first words of pages begin."""
    turn_borders: Ints
    """The first of these of each text, and behind the last."""


def find_runs(
    words: Words,
    targets: Sequence[Target],
    *,
    reach: int,
    heads: Sequence[int],
    head_weight: float,
    read: Callable[[int], str],
) -> Runs:
    """The runs of each text. reach: characters after its begin that count for the weight of a run.

    A place weighs by the targets it holds, each more the rarer it is in its text, and by the longest run; above the
    offset that `heads` has for a text, by `head_weight` of that. read: a text as a whole, for beginnings of words.
    """
    targets = [target for target in targets if target.tokens]
    known, rows, about = _asked(targets)
    begun = np.array(sorted(_begun(words, targets, read)), np.int64).reshape(-1, 4)
    ends, turns, turn_borders = _ends(*words)
    found = _occurrences(*words, known, np.concatenate((rows, begun[:, 1:])), about, begun[:, 0].copy())
    kept = _telling(words.entries, found, about, len(heads))
    places, borders = _weighed(words.entries, kept, ends, np.array(heads, np.int64), head_weight, reach, len(about))
    return Runs(places, borders, turns, turn_borders)


def _asked(targets: Sequence[Target]) -> tuple[Ints, Ints, Ints]:
    """What is looked for as numbers.

    The words without marks in order, each with its first row and the row behind its last; the rows: the number with
    marks or `_ANY`, target, step; of each target the count of its words, and whether it is bound, begins with a digit.
    """
    rows = sorted(
        (number, target, step, marked)
        for target, one in enumerate(targets)
        for step, token in enumerate(one.tokens[: len(one.tokens) - one.prefix])
        for number, marked in _spelled(token, bare=one.bare)
    )
    firsts = [at for at, row in enumerate(rows) if not at or rows[at - 1][0] != row[0]]
    known = [(rows[at][0], at, end) for at, end in pairwise((*firsts, len(rows)))]
    about = [(len(one.tokens), one.bound, one.tokens[0][0].isdigit()) for one in targets]
    return (
        np.array(known, np.int64).reshape(-1, 3),
        np.array([(marked, target, step) for _, target, step, marked in rows], np.int64).reshape(-1, 3),
        np.array(about, np.int64).reshape(-1, 3),
    )


@lru_cache(1 << 12)
def _spelled(token: str, *, bare: bool) -> tuple[tuple[int, int], ...]:
    """The numbers of a word without its marks, and, where it is not asked for so, with them."""
    plain = {(number_of(spelling)[0], _ANY) for spelling in spellings(fold(token))}
    marked = () if bare else spellings(token)
    return (*plain, *{number_of(spelling) for spelling in marked})


def _begun(words: Words, targets: Sequence[Target], read: Callable[[int], str]) -> Iterator[tuple[int, int, int, int]]:
    """Words that begin as the last one of a target that is only begun, each with what is a row of `_asked`."""
    wanted = [(number, target) for number, target in enumerate(targets) if target.prefix]
    for text, (first, end) in enumerate(pairwise(words.borders.tolist()) if wanted else ()):
        codes = np.frombuffer(read(text).encode("utf-32-le", "surrogatepass"), np.uint32)
        for number, target in wanted:
            step = len(target.tokens) - 1
            for plain in (True,) if target.bare else (False, True):
                for spelling in spellings(fold(target.tokens[-1]) if plain else target.tokens[-1]):
                    wanted_codes = np.array(list(map(ord, spelling)), np.int64)
                    for at in _beginning(
                        words.entries, first, end, codes, letters_of(plain=plain), wanted_codes
                    ).tolist():
                        marks = _ANY if plain else int(words.entries[at]) >> MARKED & 0xFFFF
                        yield at, marks, number, step


@compiled
def _beginning(entries: Ints, first: int, end: int, codes: Codes, letters: Ints, wanted: Ints) -> Ints:
    """Words of a text, given as its characters, that begin with these letters."""
    found = np.empty(end - first, np.int64)
    count = place = 0
    for at in range(first, end):
        place += entries[at] >> GAP & WIDEST
        length = entries[at] >> LENGTH & 0xFF
        good = length >= len(wanted)
        for step in range(len(wanted) if good else 0):
            code = codes[place + step]
            good &= code < len(letters) and letters[code] == wanted[step]
        if good:
            found[count] = at
            count += 1
        place += length
    return found[:count].copy()


@compiled
def _occurrences(entries: Ints, borders: Ints, known: Ints, rows: Ints, about: Ints, begun: Ints) -> Ints:
    """Occurrences of targets in order, the longest first where several begin (of equal ones the first), none
    overlapping: first and last word, target, text.

    First it is seen which texts have a target with its marks; without them it counts only in the others.
    """
    words = _candidates(entries, borders, known, begun, len(rows) - len(begun))
    has = np.zeros((len(borders) - 1, len(about)), np.bool_)
    found = np.empty((len(words), 4), np.int64)
    size = 0
    for looking in (True, False):
        end = -1
        for place in range(len(words)):
            at, marks, text, best, length = words[place, 0], words[place, 5], words[place, 6], -1, 0
            for part in (1, 3):
                for row in range(words[place, part], words[place, part + 1]):
                    mark, target, step = rows[row]
                    plain = mark == _ANY
                    if step or (mark != marks and (looking or not plain or has[text, target])):
                        continue
                    count = about[target, 0]
                    if not looking and (count < length or (count == length and target > best)):
                        continue
                    if count > 1 and not _goes_on(entries, words, place, rows, about, target, plain):
                        continue
                    if looking:
                        has[text, target] = True
                    best, length = target, count
            if not looking and length and at > end:
                end = at + length - 1
                found[size, 0], found[size, 1], found[size, 2], found[size, 3] = at, end, best, text
                size += 1
    return found[:size].copy()


@compiled
def _candidates(entries: Ints, borders: Ints, known: Ints, begun: Ints, begun_row: int) -> Ints:
    """Words that may be some of those looked for: which; its first row and the row behind the last, and the same of
    rows for words that are only begun; its marks; its text."""
    maybe = np.zeros(4096, np.bool_)
    for row in range(len(known)):
        maybe[known[row, 0] & 4095] = True
    found = np.empty((borders[-1], 7), np.int64)
    count = begin = 0
    for text in range(len(borders) - 1):
        for at in range(borders[text], borders[text + 1]):
            bare = entries[at] & BARE
            first = last = 0
            if maybe[bare & 4095]:
                row = np.searchsorted(known[:, 0], bare)
                if row < len(known) and known[row, 0] == bare:
                    first, last = known[row, 1], known[row, 2]
            end = begin
            while end < len(begun) and begun[end] == at:
                end += 1
            if first < last or begin < end:
                found[count, 0], found[count, 1], found[count, 2] = at, first, last
                found[count, 3], found[count, 4] = begun_row + begin, begun_row + end
                found[count, 5], found[count, 6] = entries[at] >> MARKED & 0xFFFF, text
                count += 1
            begin = end
    return found[:count].copy()


@compiled
def _goes_on(
    entries: Ints,
    words: Ints,
    place: int,
    rows: Ints,
    about: Ints,
    target: int,
    plain: bool,  # noqa: FBT001  numba knows no names that must be told
) -> bool:
    """Whether the further words of a target stand behind its first one, no wide gap between."""
    for step in range(1, about[target, 0]):
        after = place + step
        if after >= len(words) or words[after, 0] != words[place, 0] + step:
            return False
        if entries[words[after, 0]] >> GAP & WIDEST > _PHRASE_GAP:
            return False
        wanted, good = _ANY if plain else words[after, 5], False
        for part in (1, 3):
            for row in range(words[after, part], words[after, part + 1]):
                good |= rows[row, 0] == wanted and rows[row, 1] == target and rows[row, 2] == step
        if not good:
            return False
    return True


@compiled
def _telling(entries: Ints, found: Ints, about: Ints, texts: int) -> Ints:
    """The occurrences that stay: no lone ones of targets that have company elsewhere, no pieces of figures; and as a
    last column the number of the run of each (`đầu tư`, `kinh tế - xã hội`, `52/NQ-HĐND`, `6.784` are runs).

    Company is in the order typed: beside a `đầu tư` elsewhere, `từ đầu` is no run of the words `dau tu`; in a figure
    it is what was typed next: 6,6 is no run of the words `7,6`. Lone ones of bound targets stay only where none of
    the texts has more: the `nhiên` of `tuy nhiên` where `rừng tự nhiên` is asked.
    """
    count = len(found)
    runs = np.zeros(count, np.int64)
    lone = np.ones(count + 1, np.bool_)  # by run
    for at in range(1, count):
        gap = entries[found[at, 0]] >> GAP & 0xFF
        beside = found[at, 0] == found[at - 1, 1] + 1 and gap & JOINED
        runs[at] = runs[at - 1] + (not beside)
        step = found[at, 2] - found[at - 1, 2]
        if beside and step > 0 and (not gap & FIGURE or step == 1 or about[found[at, 2], 0] > 1):
            lone[runs[at]] = False
    accompanied = np.zeros((texts, len(about)), np.bool_)
    for at in range(count):
        if not lone[runs[at]]:
            accompanied[found[at, 3], found[at, 2]] = True
    kept = np.zeros(count, np.bool_)
    unbound = False
    for at in range(count):
        target = found[at, 2]
        drop = accompanied[found[at, 3], target]
        if about[target, 2]:
            drop |= (entries[found[at, 0]] | entries[found[at, 1] + 1]) >> GAP & FIGURE > 0
        kept[at] = not (lone[runs[at]] and drop)
        unbound |= kept[at] and not (lone[runs[at]] and about[target, 1])
    stay = np.empty((count, 5), np.int64)
    size, last, number = 0, -1, -1
    for at in range(count):
        if kept[at] and not (unbound and lone[runs[at]] and about[found[at, 2], 1]):
            number += runs[at] != last
            last = runs[at]
            stay[size, :4] = found[at]
            stay[size, 4] = number
            size += 1
    return stay[:size].copy()


@compiled
def _ends(entries: Ints, borders: Ints) -> tuple[Ints, Ints, Ints]:
    """Where each word ends in its text; where the first words of pages begin, and how many stand before each text."""
    ends = np.empty(len(entries), np.int64)
    turns = np.empty(len(entries), np.int64)
    turn_borders = np.zeros(len(borders), np.int64)
    count = 0
    for text in range(len(borders) - 1):
        end = 0
        for at in range(borders[text], borders[text + 1]):
            length = entries[at] >> LENGTH & 0xFF
            gap = entries[at] >> GAP & 0xFF
            end += length + (gap & WIDEST)
            ends[at] = end
            if gap & TURNED:
                turns[count] = end - length
                count += 1
        turn_borders[text + 1] = count
    return ends, turns[:count].copy(), turn_borders


@compiled
def _weighed(
    entries: Ints, kept: Ints, ends: Ints, heads: Ints, head_weight: float, reach: int, targets: int
) -> tuple[Ints, Ints]:
    """Of each run its begin and end, and the places of the runs of its text by weight; the first run of each text."""
    texts, size = len(heads), len(kept)
    count = kept[-1, 4] + 1 if size else 0
    first = np.zeros(count + 1, np.int64)
    runs = np.zeros((3, count), np.int64)
    borders = np.zeros(texts + 1, np.int64)
    counts = np.zeros((texts, targets), np.int64)
    for at in range(size):
        run, text = kept[at, 4], kept[at, 3]
        if not at or kept[at - 1, 4] != run:
            first[run] = at
            runs[0, run] = ends[kept[at, 0]] - (entries[kept[at, 0]] >> LENGTH & 0xFF)
            borders[text + 1] = run + 1
        runs[1, run] = ends[kept[at, 1]]
        counts[text, kept[at, 2]] += 1
    first[count] = size
    weights = np.zeros(count, np.float64)
    held = np.full(targets, -1, np.int64)
    for text in range(texts):
        borders[text + 1] = max(borders[text], borders[text + 1])
        for run in range(borders[text], borders[text + 1]):
            until, longest = run, 0
            while until < borders[text + 1] and runs[0, until] < runs[0, run] + reach:
                longest = max(longest, first[until + 1] - first[until])
                until += 1
            for at in range(first[run], first[until]):
                held[kept[at, 2]] = run
            for target in range(targets):
                if held[target] == run:
                    weights[run] += 1 + 1 / counts[text, target]
            weights[run] += longest / 2
            if runs[0, run] < heads[text]:
                weights[run] *= head_weight
        low, high = borders[text], borders[text + 1]
        runs[2, low:high] = np.argsort(np.round(-weights[low:high], 9), kind="mergesort")  # of equals the first
    return runs, borders
