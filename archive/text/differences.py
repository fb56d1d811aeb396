"""Two texts compared word by word: runs of equal, replaced, inserted and deleted words that cover both texts whole.

The one rule: numbers are compared by value (`96,10` is `96,1`, `02` is `2`), words without regard to case and to where
the tone stands; blanks and line breaks never count. Everything shown is cut from the printed texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple, TypeVar

from rapidfuzz.distance import LCSseq

from archive.model import Edit, EditKind
from archive.text.folding import canonical, lower

NUMBER = "#"
"""Stands for any number where only the words count."""
ISLAND = 2
"""Equal words between two changes that are too few to be read on their own (as in Indigo and wikEdDiff)."""
_MANY = 40_000_000
"""Pairs of words above which texts are first compared line by line: some 6,000 words on each side."""

_REPEATS = 150_000
"""Pairs of equal words above which `difflib` is left; it takes 20 s for two tables of 800 cells, nearly all 0."""
_FEW_REPEATS, _REPEATED_SHARE = 20_000, 0.03
"""The same for a smaller text, where so large a share of all pairs are equal; prose has 0.01."""

_TOKEN = re.compile(
    r"""(?P<number>\d+(?:[.,]\d+)*)              # 1.941,49
      | (?P<word>[^\W\d_]+)
      | (?P<mark>[^\w\s])""",
    re.VERBOSE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_DASHES = dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("“”„", '"') | dict.fromkeys("‘’", "'")
_UNSEEN = frozenset("*_#")
"""Left-over mark-up, no part of the printed text."""


class Token(NamedTuple):
    """One word, number or mark: what it is compared by, and where it and the blanks after it lie."""

    key: str
    start: int
    end: int
    number: bool = False
    word: bool = False


def read_tokens(text: str) -> tuple[Token, ...]:
    """Tokens of a text. Each runs to the next, the first from 0, so that together they cover the text."""
    found = [match for match in _TOKEN.finditer(text) if match[0] not in _UNSEEN]
    ends = [match.start() for match in found[1:]] + [len(text)]
    return tuple(
        Token(
            _key(match[0]), match.start() if place else 0, end, match.lastgroup == "number", match.lastgroup != "mark"
        )
        for place, (match, end) in enumerate(zip(found, ends, strict=False))
    )


@lru_cache(1 << 15)
def _key(printed: str) -> str:
    if printed[0].isdigit():
        return number_value(printed)
    return _DASHES.get(printed) or canonical(lower(printed))


def number_value(printed: str) -> str:
    """One form for all spellings of a Vietnamese number; what is no single number (2.3.1) stays as printed.

    >>> number_value("1.941,490"), number_value("96,10"), number_value("02"), number_value("2.3.1")
    ('1941.49', '96.1', '2', '2.3.1')
    """
    if _THOUSANDS.fullmatch(printed):
        printed = printed.replace(".", "")
    elif not _DECIMAL.fullmatch(printed):
        return printed
    whole, _, part = printed.replace(",", ".").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def masked_keys(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What tokens are compared by when the values of numbers do not count."""
    return tuple(NUMBER if token.number else token.key for token in tokens)


def find_edits(left: str, right: str) -> tuple[Edit, ...]:
    """Runs that turn one text into the other; their left texts join to `left`, their right texts to `right`.

    Where only numbers differ, each is paired with the one in its place.
    """
    tokens, others = read_tokens(left), read_tokens(right)
    keys, other_keys = [token.key for token in tokens], [token.key for token in others]
    if not tokens or not others:
        kind: EditKind = "delete" if tokens else "insert" if others else "equal"
        return (Edit(kind, left, right),) if left or right else ()
    if masked_keys(tokens) == masked_keys(others):
        blocks = list(_by_place(keys, other_keys))
    elif len(keys) * len(other_keys) > _MANY:
        blocks = _without_islands(list(_by_line(left, right, tokens, others)), tokens)
    else:
        blocks = _without_islands(list(_by_word(keys, other_keys)), tokens)
    return tuple(_edits(left, right, tokens, others, blocks))


Block = tuple[EditKind, int, int, int, int]
"""Kind, and the range of tokens on each side."""


def _by_place(keys: Sequence[str], others: Sequence[str]) -> Iterator[Block]:
    start = 0
    for place in range(1, len(keys) + 1):
        same = keys[start] == others[start]
        if place == len(keys) or (keys[place] == others[place]) != same:
            yield "equal" if same else "replace", start, place, start, place
            start = place


def _by_word(keys: Sequence[str], others: Sequence[str]) -> Iterator[Block]:
    """What lies between the common beginning and the common end, aligned."""
    head = 0
    while head < min(len(keys), len(others)) and keys[head] == others[head]:
        head += 1
    tail = 0
    while tail < min(len(keys), len(others)) - head and keys[-1 - tail] == others[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    end, other_end = len(keys) - tail, len(others) - tail
    for kind, start, stop, other_start, other_stop in _align(keys[head:end], others[head:other_end]):
        yield kind, start + head, stop + head, other_start + head, other_stop + head
    if tail:
        yield "equal", end, len(keys), other_end, len(others)


def _by_line(left: str, right: str, tokens: Sequence[Token], others: Sequence[Token]) -> Iterator[Block]:
    """Lines first, then words inside lines that were replaced: for texts too long for one comparison of words."""
    ranges, other_ranges = _line_ranges(left, tokens), _line_ranges(right, others)
    lines = [tuple(token.key for token in tokens[start:stop]) for start, stop in ranges]
    other_lines = [tuple(token.key for token in others[start:stop]) for start, stop in other_ranges]
    for kind, start, stop, other_start, other_stop in _align(lines, other_lines):
        first, last = _covered(ranges, start, stop)
        other_first, other_last = _covered(other_ranges, other_start, other_stop)
        if kind == "replace" and (last - first) * (other_last - other_first) <= _MANY:
            keys = [token.key for token in tokens[first:last]]
            for inner, one, two, three, four in _by_word(keys, [o.key for o in others[other_first:other_last]]):
                yield inner, first + one, first + two, other_first + three, other_first + four
        else:
            yield kind, first, last, other_first, other_last


Item = TypeVar("Item", bound=Hashable)


def _align(items: Sequence[Item], others: Sequence[Item]) -> Iterator[Block]:
    """Blocks that turn one sequence into the other.

    `difflib` keeps long runs together but takes cubic time where the same few items come again and again; there the
    longest common subsequence is found bit by bit, in milliseconds.
    """
    counts = Counter(others)
    equal = sum(count * counts[item] for item, count in Counter(items).items())
    if equal > _REPEATS or equal > max(_FEW_REPEATS, _REPEATED_SHARE * len(items) * len(others)):
        for code in LCSseq.opcodes(items, others):
            yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end  # type: ignore[misc]
    else:
        yield from SequenceMatcher(None, items, others, autojunk=False).get_opcodes()


def _line_ranges(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Ranges of tokens that stand on one line."""
    starts = [0] + [place + 1 for place, token in enumerate(tokens) if "\n" in text[token.start : token.end]]
    return [(start, stop) for start, stop in zip(starts, [*starts[1:], len(tokens)], strict=True) if start < stop]


def _covered(ranges: Sequence[tuple[int, int]], start: int, stop: int) -> tuple[int, int]:
    if start < stop:
        return ranges[start][0], ranges[stop - 1][1]
    place = ranges[start][0] if start < len(ranges) else ranges[-1][1]
    return place, place


def _without_islands(blocks: Sequence[Block], tokens: Sequence[Token]) -> list[Block]:
    """Equal runs of one or two words between changes become part of one replacement."""
    merged: list[Block] = []
    for place, block in enumerate(blocks):
        kind, start, stop, _, other_stop = block
        few = sum(token.word for token in tokens[start : min(stop, start + 4 * ISLAND)]) <= ISLAND
        island = kind == "equal" and few and stop - start <= 2 * ISLAND and 0 < place < len(blocks) - 1
        if merged and merged[-1][0] != "equal" and (kind != "equal" or island):
            merged[-1] = ("replace", merged[-1][1], stop, merged[-1][3], other_stop)
        else:
            merged.append(block)
    return merged


def _edits(
    left: str, right: str, tokens: Sequence[Token], others: Sequence[Token], blocks: Sequence[Block]
) -> Iterator[Edit]:
    for kind, start, stop, other_start, other_stop in blocks:
        before = left[tokens[start].start : tokens[stop - 1].end] if start < stop else ""
        after = right[others[other_start].start : others[other_stop - 1].end] if other_start < other_stop else ""
        yield Edit(kind, before, after)


_NUMBERED = frozenset(("điều", "khoản", "điểm", "mục", "tiểu", "phần", "chương", "tiết", "biểu"))


def differ_in_numbering(left: str, right: str) -> bool:
    """Whether all numbers that differ count parts of a document: two texts of the same words but for numbers.

    >>> differ_in_numbering("theo khoản 2 Điều 5", "theo khoản 3 Điều 6"), differ_in_numbering("đạt 5%", "đạt 6%")
    (True, False)
    """
    tokens, others = read_tokens(left), read_tokens(right)
    before = ["", *(token.key for token in tokens)]
    places = [place for place, (one, two) in enumerate(zip(tokens, others, strict=True)) if one.key != two.key]
    return bool(places) and all(_counts_parts(before, place) for place in places)


def _counts_parts(before: Sequence[str], place: int) -> bool:
    return before[place] in _NUMBERED or (before[place] == "lục" and before[place - 1] == "phụ")
