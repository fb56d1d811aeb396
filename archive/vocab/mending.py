"""What the recognition of an image did to names the vocabulary knows, put right for looking them up.

The one rule: one name alone must be near, by a small edit distance; what is mended is doubtful, and the printed form is
kept beside it. Nothing of this is done to text that was printed as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from archive.text.folding import fold
from archive.vocab.entries import Kind
from archive.vocab.names import Vocab, name_key

_LIKE = str.maketrans("đðñ0q1l|58ôư", "ddnooiiisbou")
"""Letters that recognition takes for one another (spec D.1), each to one of them."""
_SHORTEST = 5
"""Letters from which on a name may differ by one from the printed; by two from twice as many on."""
_DASH = re.compile(r"\s?([-/])\s?")
_LONGEST_SYLLABLE = 7


def mend_kind(printed: str, vocab: Vocab) -> Kind | None:
    """The kind whose name a line in capitals most likely is: `QUYÉT ĐỊNII`, `BÁOCÁO`; None when none or several fit."""
    near = _nearest(_bare(printed), vocab.kind_keys)
    return vocab.kind_named(near) if near else None


def mend_symbol(symbol: str, kind: Kind | None, vocab: Vocab) -> str:
    """A symbol with its known groups put back: `ND-CP` to `NĐ-CP`, `BC-UBNĐ` and `BCUBND` to `BC-UBND`.

    kind: the one printed; its abbreviation is what an unknown first group is compared with.
    """
    first, *rest = _DASH.split(symbol)
    kinds = {short for known in vocab.kinds for short in (*known.short[:1], *known.party[:1])}
    bodies = {body.short[0] for body in vocab.issuers if body.short and len(body.short[0]) > 2}
    if kind and (kind.short or kind.party):
        kinds = {*kind.short[:1], *kind.party[:1]} if not _like(first, kinds) else kinds
    if not rest and kind and first not in kinds:
        glued = next((short for short in kinds if first.startswith(short) and first[len(short) :] in bodies), "")
        first, rest = (glued, ["-", first[len(glued) :]]) if glued else (first, rest)
    first = _mend_group(first, kinds, contained=kind is not None)
    issued = first in kinds
    return "".join([first, *(part if part in "-/" else _mend_group(part, bodies, near=issued) for part in rest)])


def mend_name(printed: str, vocab: Vocab) -> str:
    """A line of a letterhead, its glued words parted, as the body, the place or the body of a place it most likely is.

    A line the vocabulary knows, with which a name begins that goes on below, or that is near nothing, stays as printed.
    """
    parted = part_words(printed, vocab)
    if vocab.issuer_code(parted) or vocab.body_named(parted) or vocab.place_code(parted):
        return parted
    if any(name.startswith(f"{name_key(parted)} ") for name in vocab.body_keys):
        return parted
    words = parted.split()
    for count in (len(words), *range(len(words) - 1, 0, -1)):
        body = _nearest(_bare(" ".join(words[:count])), vocab.body_keys)
        place = _nearest(_bare(" ".join(words[count:])), vocab.place_names) if body and count < len(words) else ""
        if body and place is not None:
            return f"{body} {place}".strip().upper()
    return (_nearest(_bare(parted), vocab.place_keys) or parted).upper()


def part_words(printed: str, vocab: Vocab) -> str:
    """Words in capitals that were glued, parted again: `ỦYBAN NHÂNDÂN` as `ỦY BAN NHÂN DÂN`."""
    return " ".join(part for word in printed.split() for part in _part(word, vocab))


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _nearest(bare: str, names: Iterable[str]) -> str | None:
    """The one name whose letters without blanks are nearest, if near enough."""
    most = 0 if len(bare) < _SHORTEST else 1 if len(bare) < 2 * _SHORTEST - 2 else max(2, len(bare) // 8)
    found: dict[int, list[str]] = {}
    for name in names:
        far = Levenshtein.distance(bare, name.replace(" ", ""), score_cutoff=most)
        found.setdefault(far, []).append(name)
    best = min(found, default=most + 1)
    return found[best][0] if best <= most and len(found[best]) == 1 else None


def _like(group: str, known: Iterable[str]) -> list[str]:
    """The known groups that differ only in letters taken for one another."""
    key = group.lower().translate(_LIKE)
    return [short for short in known if short.lower().translate(_LIKE) == key]


def _mend_group(group: str, known: set[str], *, near: bool = True, contained: bool = False) -> str:
    """The one known group a printed one stands for, else the printed.

    near: one letter may differ (not in the units of a letter, which have no list); contained: a stray letter may stand
    beside the group.
    """
    if group in known:
        return group
    like = _like(group, known)
    if not like and any(sign.isdigit() for sign in group):
        like = [short for short in known if len(short) == len(group) and _fits_letters(group, short)]
    if not like and near and len(group) >= _SHORTEST - 1:
        like = [short for short in known if len(short) >= _SHORTEST - 1 and Levenshtein.distance(group, short) == 1]
    if not like and contained:
        like = [short for short in known if _contained(short, group) or Levenshtein.distance(group, short) == 1]
    return like[0] if len(like) == 1 else group


def _fits_letters(group: str, short: str) -> bool:
    """Whether the letters of a group stand in an abbreviation, digits for any: `BC-SY1`."""
    return all(sign == letter or sign.isdigit() for sign, letter in zip(group, short, strict=True))


def _contained(short: str, group: str) -> bool:
    """Whether a group is an abbreviation and signs no abbreviation has: `NÑNQ`; not `KHLN`."""
    before, found, after = group.partition(short)
    return bool(found) and not re.fullmatch("[A-ZĐƯ]+", before + after)


def _part(word: str, vocab: Vocab) -> list[str]:
    """A word cut into the fewest known syllables; whole when it cannot be."""
    plain = fold(word)
    known = vocab.syllables
    if plain in known or len(word) < _SHORTEST or not plain.isalpha():
        return [word]
    best: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        ways = [
            [*before, word[start:end]]
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if (before := best[start]) is not None and end - start > 1 and plain[start:end] in known
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or [word]
