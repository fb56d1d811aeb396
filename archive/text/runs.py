"""Where words asked for stand in texts, those side by side as one run, and how telling each place is.

A word typed with marks is looked for with its marks, and without only where a text does not have it so. Syllables asked
for that stand side by side are one run; a syllable that has company elsewhere in its text makes no run alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from archive.text.folding import fold, spellings
from archive.text.target import Target
from archive.text.words import FIGURE, JOINED, TURNED, WIDEST, Flags, Ints, Words, begin_with, number_of

_PHRASE_GAP = 3
"""Signs and blanks that may stand between two words of a phrase."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one text, in order: begin and end; which of them weigh most; the first words of its pages."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    best: Sequence[int] = ()
    turns: Sequence[int] = ()


def find_runs(
    words: Words,
    targets: Sequence[Target],
    *,
    reach: int,
    heads: Sequence[int],
    head_weight: float,
    read: Callable[[int], str],
) -> list[Runs]:
    """The runs of each text. reach: characters after its begin that count for the weight of a run.

    A place weighs by the targets it holds, each more the rarer it is in its text, and by the longest run; above the
    offset that `heads` has for a text, by `head_weight` of that. read: a text as a whole, for beginnings of words.
    """
    targets = [target for target in targets if target.tokens]
    count = len(heads)
    found = _Search(words, targets, count, read).found() if targets else None
    if found is None or not len(found.first):
        return [Runs()] * count
    runs = _joined(words, found)
    kept = _telling(words, found, runs, targets)
    return list(_by_text(words, *kept, targets=len(targets), reach=reach, heads=heads, head_weight=head_weight))


@dataclass(frozen=True, slots=True)
class _Found:
    """Occurrences in order: first and last word, which target, in which text."""

    first: Ints
    last: Ints
    target: Ints
    text: Ints

    def only(self, which: Ints | Flags) -> _Found:
        """Some of them."""
        return _Found(self.first[which], self.last[which], self.target[which], self.text[which])


@dataclass(frozen=True, slots=True)
class _Rows:
    """Spellings that are looked for, by their number without marks: as it is with marks, or any (`plain`)."""

    bare: Ints
    marked: Ints
    target: Ints
    plain: Flags
    loose: Flags
    """Of a target that was typed without marks."""

    @classmethod
    def of(cls, targets: Sequence[tuple[int, Target]]) -> _Rows:
        """The spellings of targets of one word, each with its number."""
        rows = sorted(
            [
                (bare, number, plain, marked, plain and target.bare)
                for number, target in targets
                for bare, plain, marked in _spelled(target.tokens[0], bare=target.bare)
            ]
        )
        bare, target_of, plain, marked, loose = zip(*rows, strict=True) if rows else ((),) * 5
        return cls(
            np.array(bare, np.int64),
            np.array(marked, np.int64),
            np.array(target_of, np.int64),
            np.array(plain, np.bool_),
            np.array(loose, np.bool_),
        )


@lru_cache(1 << 12)
def _spelled(token: str, *, bare: bool) -> tuple[tuple[int, bool, int], ...]:
    """The numbers of a word without its marks (True, 0), and, where it is not asked for so, with them."""
    plain = {(number_of(spelling)[0], True, 0) for spelling in spellings(fold(token))}
    marked = () if bare else spellings(token)
    return (*plain, *{(number, False, whole) for number, whole in map(number_of, marked)})


class _Search:
    """Looks for targets among the words of some texts."""

    def __init__(self, words: Words, targets: Sequence[Target], texts: int, read: Callable[[int], str]) -> None:
        self._words = words
        self._targets = targets
        self._texts = texts
        self._read = read
        single = [(number, target) for number, target in enumerate(targets) if _is_word(target)]
        self._rows = _Rows.of(single)
        whole = [
            number_of(spelling)[0] for target in targets for token in _whole(target) for spelling in spellings(token)
        ]
        wanted = np.concatenate((self._rows.bare, np.array(whole, np.int64))) if whole else self._rows.bare
        table = np.zeros(1 << 16, np.bool_)
        table[wanted >> 16] = True
        self._at = np.flatnonzero(table[words.entries["high"][:-1]])
        """Words that may be one of those looked for, and their numbers."""
        entries = words.entries[self._at]
        self._bare = entries["high"].astype(np.int64) << 16 | entries["low"]
        self._marked = entries["marked"]

    def found(self) -> _Found:
        """Occurrences of all targets, the longest first where several begin, none overlapping."""
        parts = [self._words_alone()]
        for number, target in enumerate(self._targets):
            if not _is_word(target):
                first = self._phrase(target)
                last = first + len(target.tokens) - 1
                parts.append(_Found(first, last, np.full(len(first), number), self._words.texts_of(first)))
        found = parts[0] if len(parts) == 1 else _together(parts)
        if len(parts) == 1:
            return found.only(np.diff(found.first, prepend=-1) > 0)
        return found.only(np.fromiter(_free(found.first.tolist(), found.last.tolist()), np.int64))

    def _words_alone(self) -> _Found:
        """Occurrences of single words: with marks, and without in the texts that do not have them so."""
        rows = self._rows
        low = np.searchsorted(rows.bare, self._bare, "left")
        counts = np.searchsorted(rows.bare, self._bare, "right") - low
        which = np.repeat(np.arange(len(low)), counts)
        row = np.arange(len(which)) + np.repeat(low - np.cumsum(counts) + counts, counts)
        first, target, plain = self._at[which], rows.target[row], rows.plain[row]
        text = self._words.texts_of(first)
        exact = ~plain & (self._marked[which] == rows.marked[row])
        key = text * len(self._targets) + target
        has = np.bincount(key[exact], minlength=self._texts * len(self._targets))[key] > 0
        good = np.flatnonzero(exact | (plain & (rows.loose[row] | ~has)))
        return _Found(first[good], first[good], target[good], text[good])

    def _phrase(self, target: Target) -> Ints:
        """First words of a phrase or of a word that is only begun: with marks, else without them."""
        if target.bare:
            return self._chain(target, plain=True)
        at = self._chain(target, plain=False)
        without = np.bincount(self._words.texts_of(at), minlength=self._texts) == 0
        if without.any():
            plain = self._chain(target, plain=True)
            at = np.sort(np.concatenate((at, plain[without[self._words.texts_of(plain)]])))
        return at

    def _chain(self, target: Target, *, plain: bool) -> Ints:
        """Words from which the tokens stand one after another."""
        found: Ints | None = None
        for step, token in enumerate(target.tokens):
            begun = target.prefix and step == len(target.tokens) - 1
            at = self._begun(token, plain=plain) if begun else self._equal(token, plain=plain)
            if step:
                at = at[self._words.gaps(at) & WIDEST <= _PHRASE_GAP] - step
            found = at if found is None else np.intersect1d(found, at, assume_unique=True)
        return found if found is not None else np.zeros(0, np.int64)

    def _equal(self, token: str, *, plain: bool) -> Ints:
        good = np.zeros(len(self._at), np.bool_)
        for spelling in spellings(fold(token) if plain else token):
            bare, marked = number_of(spelling)
            good |= (self._bare == bare) & (plain | (self._marked == marked))
        return self._at[good]

    def _begun(self, token: str, *, plain: bool) -> Ints:
        """Words that begin so."""
        words, found = self._words, [np.zeros(0, np.int64)]
        for text, (first, end) in enumerate(pairwise(words.borders.tolist())):
            at = np.arange(first, end)
            starts = words.begins(at) - words.ends[first]
            for spelling in spellings(fold(token) if plain else token):
                long = words.entries["length"][first:end] >= len(spelling)
                found.append(at[long][begin_with(self._read(text), starts[long], spelling, plain=plain)])
        return np.sort(np.concatenate(found))


def _whole(target: Target) -> Iterator[str]:
    """The words of a phrase that are asked for as wholes."""
    if not _is_word(target):
        for token in target.tokens[: len(target.tokens) - target.prefix]:
            yield from (token, fold(token))


def _is_word(target: Target) -> bool:
    return len(target.tokens) == 1 and not target.prefix


def _together(parts: Sequence[_Found]) -> _Found:
    """Several occurrences in order, the longest first where several begin."""
    found = _Found(*(np.concatenate([getattr(part, name) for part in parts]) for name in _Found.__slots__))
    return found.only(np.lexsort((found.target, -found.last, found.first)))


def _free(first: Sequence[int], last: Sequence[int]) -> Iterator[int]:
    end = -1
    for at, (begin, stop) in enumerate(zip(first, last, strict=True)):
        if begin > end:
            end = stop
            yield at


def _joined(words: Words, found: _Found) -> Ints:
    """Number of the run of each occurrence: `đầu tư`, `kinh tế - xã hội`, `52/NQ-HĐND`, `6.784` are runs."""
    joined = found.first[1:] == found.last[:-1] + 1
    joined &= words.gaps(found.first[1:]) & JOINED > 0
    runs = np.zeros(len(found.first), np.int64)
    np.cumsum(~joined, out=runs[1:])
    return runs


def _telling(words: Words, found: _Found, runs: Ints, targets: Sequence[Target]) -> tuple[_Found, Ints]:
    """The occurrences that stay: no lone ones of targets that have company elsewhere, no pieces of figures.

    Company is in the order typed: beside a `đầu tư` elsewhere, `từ đầu` is no run of the words `dau tu`; in a figure
    it is what was typed next: 6,6 is no run of the words `7,6`. Lone ones of bound targets stay only where none of
    the texts has more: the `nhiên` of `tuy nhiên` where `rừng tự nhiên` is asked.
    """
    step, within = np.diff(found.target), words.gaps(found.first[1:]) & FIGURE > 0
    whole = np.array([len(target.tokens) > 1 for target in targets], np.bool_)[found.target[1:]]
    ordered = (np.diff(runs) == 0) & (step > 0) & (~within | whole | (step == 1))
    lone = (np.bincount(runs[1:], ordered, minlength=int(runs[-1]) + 1) == 0)[runs]
    key = found.text * len(targets) + found.target
    accompanied = np.bincount(key[~lone], minlength=int(key.max()) + 1) > 0
    drop = accompanied[key]
    if any(target.tokens[0][0].isdigit() for target in targets):
        drop |= _inside_figure(words, found, targets)
    keep = ~(lone & drop)
    if any(target.bound for target in targets):
        bound = lone & np.array([target.bound for target in targets], np.bool_)[found.target]
        if (keep & ~bound).any():
            keep &= ~bound
    runs = runs[keep]
    new = np.diff(runs, prepend=-1) > 0
    return found.only(keep), np.cumsum(new) - 1


def _inside_figure(words: Words, found: _Found, targets: Sequence[Target]) -> Flags:
    """Whether digits are a piece of a longer figure: the 52 of 52,7%."""
    digits = np.array([target.tokens[0][0].isdigit() for target in targets], np.bool_)
    flags: Flags = (words.gaps(found.first) | words.gaps(found.last + 1)) & FIGURE > 0
    return digits[found.target] & flags


def _by_text(
    words: Words,
    found: _Found,
    runs: Ints,
    *,
    targets: int,
    reach: int,
    heads: Sequence[int],
    head_weight: float,
) -> Iterator[Runs]:
    texts = len(heads)
    count = int(runs[-1]) + 1 if len(runs) else 0
    if not count:
        yield from [Runs()] * texts
        return
    first = np.flatnonzero(np.diff(runs, prepend=-1))
    last = np.append(first[1:] - 1, len(runs) - 1)
    begin = found.first[first]
    starts, ends = words.begins(begin), words.ends[found.last[last]]
    text_of = found.text[first]
    borders = np.searchsorted(text_of, np.arange(texts + 1))
    until = np.minimum(np.searchsorted(starts, starts + reach), borders[text_of + 1])
    holds = np.zeros((count + 1, targets), np.int32)
    holds[runs + 1, found.target] = 1
    sums = np.cumsum(holds, axis=0, dtype=np.int32)
    held = (sums[until] - sums[:-1]) > 0
    counts = np.bincount(text_of[runs] * targets + found.target, minlength=texts * targets).reshape(texts, targets)
    weights = (held * (1 + 1 / np.maximum(counts, 1))[text_of]).sum(1)
    lengths = np.append(last - first + 1, 0)
    slices = np.stack((np.arange(count), until), 1).ravel()
    weights += np.maximum.reduceat(lengths, slices)[::2] / 2
    origin = words.origins()
    starts, ends = starts - origin[text_of], ends - origin[text_of]
    weights *= np.where(starts < np.array(heads)[text_of], head_weight, 1.0)
    order = np.lexsort((starts, -weights, text_of)) - borders[text_of]
    turns = np.flatnonzero(words.entries["gap"][:-1] & TURNED)
    turn_texts = words.texts_of(turns)
    turned = (words.begins(turns) - origin[turn_texts]).tolist()
    turn_borders = np.searchsorted(turn_texts, np.arange(texts + 1)).tolist()
    all_starts, all_ends, all_order = starts.tolist(), ends.tolist(), order.tolist()
    for text, (low, high) in enumerate(pairwise(borders.tolist())):
        turns_of = turned[turn_borders[text] : turn_borders[text + 1]]
        yield Runs(all_starts[low:high], all_ends[low:high], all_order[low:high], turns_of)
