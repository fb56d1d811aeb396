"""Where words asked for stand in texts, those side by side as one run, and how telling each place is.

A word typed with marks is looked for with its marks, and without only where a text does not have it so. Syllables asked
for that stand side by side are one run; a syllable that has company elsewhere in its text makes no run alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from archive.text.folding import spellings
from archive.text.letters import BLANK, DASH, DIGIT, POINT, Flags, Ints, Words, hash_of, words_of
from archive.text.target import Target
from archive.text.tokens import bare

_PHRASE_GAP = 3
"""Signs and blanks that may stand between two words of a phrase."""


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one text, in order: begin, end, and the weight of what stands from there on within a passage."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    weights: tuple[float, ...] = ()


def find_runs(texts: Sequence[str], targets: Sequence[Target], *, reach: int) -> list[Runs]:
    """The runs of each text. reach: characters after its begin that count for the weight of a run.

    A place weighs by the targets it holds, each more the rarer it is in its text, and by the longest run.
    """
    targets = [target for target in targets if target.tokens]
    words = words_of(texts)
    if not targets or not len(words.starts):
        return [Runs()] * len(texts)
    found = _find_all(words, targets, len(texts))
    runs = _joined(words, found)
    kept = _telling(words, found, runs, targets)
    return list(_by_text(words, *kept, targets=len(targets), texts=len(texts), reach=reach))


@dataclass(frozen=True, slots=True)
class _Found:
    """Occurrences in order: first and last word, which target."""

    first: Ints
    last: Ints
    target: Ints


def _find_all(words: Words, targets: Sequence[Target], texts: int) -> _Found:
    """Occurrences of all targets, the longest first where several begin, none overlapping."""
    search = _Search(words)
    parts: list[_Found] = []
    for number, target in enumerate(targets):
        at = search.places(target, texts)
        last = at + len(target.tokens) - 1
        parts.append(_Found(at, last, np.full(len(at), number)))
    first, last, target_of = (np.concatenate([getattr(part, name) for part in parts]) for name in _Found.__slots__)
    order = np.lexsort((target_of, -last, first))
    first, last, target_of = first[order], last[order], target_of[order]
    if any(len(target.tokens) > 1 for target in targets):
        free = np.fromiter(_free(first.tolist(), last.tolist()), np.int64)
    else:
        free = np.flatnonzero(np.diff(first, prepend=-1))
    return _Found(first[free], last[free], target_of[free])


def _free(first: Sequence[int], last: Sequence[int]) -> Iterator[int]:
    end = -1
    for at, (begin, stop) in enumerate(zip(first, last, strict=True)):
        if begin > end:
            end = stop
            yield at


class _Search:
    """Looks words up; the numbers of words are made once for each way they are asked for."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._hashes: dict[tuple[bool, int | None], np.typing.NDArray[np.uint64]] = {}

    def places(self, target: Target, texts: int) -> Ints:
        """First words of the occurrences: with marks, and without in the texts that do not have it so."""
        if target.bare:
            return np.flatnonzero(self._matches(bare(target.tokens), prefix=target.prefix, plain=True))
        marked = self._matches(target.tokens, prefix=target.prefix, plain=False)
        at = np.flatnonzero(marked)
        without = np.bincount(self.words.texts[at], minlength=texts) == 0
        if without.any():
            plain = self._matches(bare(target.tokens), prefix=target.prefix, plain=True)
            at = np.flatnonzero(marked | (plain & without[self.words.texts]))
        return at

    def _matches(self, tokens: Sequence[str], *, prefix: bool, plain: bool) -> Flags:
        """For each word whether the tokens stand from there on."""
        if len(tokens) == 1:
            return self._equal(tokens[0], prefix=prefix, plain=plain)
        count = len(self.words.starts)
        gaps = self.words.starts[1:] - self.words.ends[:-1]
        matches = np.ones(count, np.bool_)
        for step, token in enumerate(tokens):
            here = self._equal(token, prefix=prefix and step == len(tokens) - 1, plain=plain)
            matches[: count - step] &= here[step:]
            matches[count - step :] = False
            if step:
                matches[: count - step] &= gaps[step - 1 :] <= _PHRASE_GAP
        return matches

    def _equal(self, token: str, *, prefix: bool, plain: bool) -> Flags:
        flags: list[Flags] = []
        for spelling in spellings(token):
            key = (plain, len(spelling) if prefix else None)
            if key not in self._hashes:
                self._hashes[key] = self.words.hashes(bare=plain, length=key[1])
            flags.append(self._hashes[key] == hash_of(spelling))
        return flags[0] if len(flags) == 1 else np.logical_or.reduce(flags)


def _joined(words: Words, found: _Found) -> Ints:
    """Number of the run of each occurrence: `đầu tư`, `kinh tế - xã hội`, `52/NQ-HĐND`, `6.784` are runs."""
    after, before = words.ends[found.last[:-1]], words.starts[found.first[1:]]
    gap = before - after
    kinds = np.stack([np.where(step < gap, words.kinds_at(after + step), 0) for step in range(4)])
    blanks = (kinds & BLANK > 0).sum(0)
    dashes = (kinds & DASH > 0).sum(0)
    joined = (gap <= 4) & (blanks == gap)
    joined |= (gap <= 3) & (dashes == 1) & (blanks == gap - 1) & ((gap < 3) | (kinds[1] & DASH > 0))
    joined |= (gap == 1) & (kinds[0] & POINT > 0)
    return np.concatenate((np.zeros(min(1, len(found.first)), np.int64), np.cumsum(~joined)))


def _telling(words: Words, found: _Found, runs: Ints, targets: Sequence[Target]) -> tuple[_Found, Ints]:
    """The occurrences that stay: no lone ones of targets that have company elsewhere, no pieces of figures.

    Company is in the order typed: beside a `đầu tư` elsewhere, `từ đầu` is no run of the words `dau tu`. Lone ones of
    bound targets stay only in texts that have nothing else: the `nhiên` of `tuy nhiên` where `rừng tự nhiên` is asked.
    """
    if not len(runs):
        return found, runs
    ordered = (np.diff(runs) == 0) & (np.diff(found.target) >= 0)
    lone = (np.bincount(runs[1:], ordered, minlength=int(runs[-1]) + 1) == 0)[runs]
    text_of = words.texts[found.first]
    key = text_of * len(targets) + found.target
    accompanied = np.bincount(key[~lone], minlength=int(key.max()) + 1) > 0
    keep = ~lone | ~(accompanied[key] | _inside_figure(words, found))
    bound = lone & np.fromiter((target.bound for target in targets), np.bool_, len(targets))[found.target]
    telling = np.bincount(text_of, keep & ~bound, minlength=int(text_of.max()) + 1) > 0
    keep &= ~(bound & telling[text_of])
    kept = _Found(found.first[keep], found.last[keep], found.target[keep])
    return kept, np.unique(runs[keep], return_inverse=True)[1]


def _inside_figure(words: Words, found: _Found) -> Flags:
    """Whether digits are a piece of a longer figure: the 52 of 52,7%."""

    def kind(places: Ints, bit: int) -> Flags:
        return words.kinds_at(places) & bit > 0

    start, end = words.starts[found.first], words.ends[found.last]
    goes_on = kind(end, POINT) & kind(end + 1, DIGIT)
    went_on = kind(start - 1, POINT) & kind(start - 2, DIGIT)
    return kind(start, DIGIT) & (goes_on | went_on)


def _by_text(words: Words, found: _Found, runs: Ints, *, targets: int, texts: int, reach: int) -> Iterator[Runs]:
    count = int(runs[-1]) + 1 if len(runs) else 0
    if not count:
        yield from [Runs()] * texts
        return
    first = np.flatnonzero(np.diff(runs, prepend=-1))
    last = np.append(first[1:] - 1, len(runs) - 1)
    starts, ends = words.starts[found.first[first]], words.ends[found.last[last]]
    text_of = words.texts[found.first[first]]
    borders = np.searchsorted(text_of, np.arange(texts + 1))
    until = np.minimum(np.searchsorted(starts, starts + reach), borders[text_of + 1])
    holds = np.zeros((count + 1, targets), np.int64)
    holds[runs + 1, found.target] = 1
    sums = np.cumsum(holds, axis=0)
    held = (sums[until] - sums[:-1]) > 0
    counts = np.bincount(text_of[runs] * targets + found.target, minlength=texts * targets).reshape(texts, targets)
    weights = (held * (1 + 1 / np.maximum(counts, 1))[text_of]).sum(1)
    lengths = np.append(last - first + 1, 0)
    slices = np.stack((np.arange(count), until), 1).ravel()
    weights += np.maximum.reduceat(lengths, slices)[::2] / 2
    starts, ends = starts - words.offsets[text_of], ends - words.offsets[text_of]
    for begin, end in pairwise(borders.tolist()):
        yield Runs(*(tuple(values[begin:end].tolist()) for values in (starts, ends, weights)))
