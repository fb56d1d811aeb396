"""Words of a text read from an image, put right where their neighbours say what they are: `chỉ trả` as `chi trả`.

The one rule: letters never change, only marks, and only where one known pair of words, and no other, is printed but for
them. Tesseract's model errs so at every size of the image, and is sure of it; no second reading helps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from archive.text.folding import canonical, fold, lower
from archive.vocab.entries import Wording
from archive.vocab.names import Vocab

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[,;]?\s{1,3}(?:[-–]\s)?")
_OFTEN = 2
"""How often the text itself must have a pair that the vocabulary does not know."""
_QUARTER = re.compile(r"(?<=\b[Qq]uý )(?:[Ili|L]{1,3}|[Ili|L]?H[Ili|L]?|[Ili|LT][VY])(?=[ /])")
_STROKES = str.maketrans({**dict.fromkeys("li|L", "I"), "H": "II", "T": "I", "Y": "V"})
"""What recognition makes of the strokes of a quarter's number: `quý H năm 2024`, `quý li`, `quý TV`."""
_NUMBERED = re.compile(r"(?<=\b[Qq]uý )(?P<number>IV|I{1,3})\b")
_YEAR = re.compile(r"(?<!\w)n[aáàảạăắằặâấầậ]m(?=\s(?:19|20)\d\d(?!\d))")

Pair = tuple[str, str]


def mend_words(printed: str, body: str, vocab: Vocab) -> str:
    """A line of prose with its misread marks put right; `body`: what else the same paper says.

    A pair the vocabulary knows overrules how it was read; one that only the body has must stand there at least twice,
    and what was read never.
    """
    words = list(_WORD.finditer(printed))
    read = [_key(word.group()) for word in words]
    table, usual = _known(vocab.wordings), _pairs_of(body)
    mended = dict[int, str]()
    for at, pair in enumerate(pairwise(read)):
        beside = _BETWEEN.fullmatch(printed, words[at].end(), words[at + 1].start())
        if not beside or pair in table.pairs or _is_name(words, at, printed):
            continue
        held = at > 0 and (read[at - 1], read[at]) in table.pairs, tuple(read[at + 1 : at + 3]) in table.pairs
        for step, word in enumerate(_meant(pair, held, table, usual)):
            if word != pair[step]:
                mended[at + step] = read[at + step] = word
    written = _YEAR.sub("năm", _QUARTER.sub(_roman, _write(printed, words, mended)))
    return _NUMBERED.sub(lambda match: _likely(match["number"], _quarters(body)), written, count=1)


def is_quarter_confirmed(printed: str, body: str) -> bool:
    """Whether the rest of a paper names the quarter its subject does; `III` is easily read as `II`."""
    match = _NUMBERED.search(printed)
    return match is None or match["number"] in _quarters(body)


def _quarters(text: str) -> Counter[str]:
    return Counter(match["number"] for match in _NUMBERED.finditer(text))


def _likely(number: str, named: Counter[str]) -> str:
    """The quarter the paper names again and again, where it never names the one that was read."""
    often = [other for other, count in named.items() if count >= _OFTEN]
    return often[0] if number not in named and len(often) == len(named) == 1 else number


def _roman(number: re.Match[str]) -> str:
    strokes = number.group().translate(_STROKES)
    return strokes if strokes in ("I", "II", "III", "IV") else number.group()


@dataclass(frozen=True, slots=True)
class _Table:
    """The known pairs, and by their letters without marks those that are alike."""

    pairs: frozenset[Pair]
    alike: Mapping[Pair, frozenset[Pair]]


@lru_cache(maxsize=4)
def _known(wordings: tuple[Wording, ...]) -> _Table:
    phrases = (phrase for wording in wordings for phrase in wording.phrases)
    pairs = frozenset(pair for phrase in phrases for pair in _pairs_of(phrase))
    return _Table(pairs, _by_letters(pairs))


def _by_letters(pairs: Iterable[Pair]) -> Mapping[Pair, frozenset[Pair]]:
    alike: dict[Pair, set[Pair]] = {}
    for pair in pairs:
        alike.setdefault((fold(pair[0]), fold(pair[1])), set()).add(pair)
    return {letters: frozenset(found) for letters, found in alike.items()}


def _meant(pair: Pair, held: tuple[bool, bool], table: _Table, usual: Counter[Pair]) -> Pair:
    """The one pair that differs by marks alone, if there is one; a word its other neighbour knows is held."""
    letters = fold(pair[0]), fold(pair[1])
    found = table.alike.get(letters, frozenset())
    if not found and pair not in usual:
        found = frozenset(
            other for other, count in usual.items() if count >= _OFTEN and (fold(other[0]), fold(other[1])) == letters
        )
    if len(found) != 1:
        return pair
    (meant,) = found
    changed = meant[0] != pair[0], meant[1] != pair[1]
    return pair if any(one and kept for one, kept in zip(changed, held, strict=True)) else meant


def _key(word: str) -> str:
    return canonical(lower(word))


def _pairs_of(text: str) -> Counter[Pair]:
    words = [_key(word) for word in _WORD.findall(text)]
    return Counter(pairwise(words))


def _is_name(words: Sequence[re.Match[str]], at: int, printed: str) -> bool:
    """Whether two words are part of a name, by the capital of the second; a line all in capitals has no names."""
    return not printed.isupper() and words[at + 1].group()[0].isupper()


def _write(printed: str, words: Sequence[re.Match[str]], mended: Mapping[int, str]) -> str:
    """The line with some words in another spelling, their capitals kept."""
    parts, end = [], 0
    for at, word in sorted(mended.items()):
        old = words[at]
        parts += [printed[end : old.start()], _cased(word, old.group())]
        end = old.end()
    return "".join((*parts, printed[end:]))


def _cased(word: str, old: str) -> str:
    if old.isupper() and len(old) > 1:
        return word.upper()
    return word.capitalize() if old[0].isupper() else word
