"""Vietnamese letters without their marks. The one rule: `fold` keeps length, so a folded offset is a real offset."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Raised figures: marks of footnotes, powers."""


class _Folding(dict[int, int]):
    """Translation table that is filled as letters are met: one letter in, one plain lower-case letter out."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        plain = "d" if letter in "đĐÐð" else unicodedata.normalize("NFD", letter)[0].lower()
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without marks, đ as d, character for character.

    >>> fold("Ủy ban nhân dân tỉnh Đắk Lắk")
    'uy ban nhan dan tinh dak lak'
    """
    return text.translate(_FOLDING)


def squeeze(text: str) -> str:
    """All runs of white space as one blank, none at the ends."""
    return " ".join(text.split())


def number_key(number: str) -> str:
    """One form for all spellings of an official number: folded, no blanks, no leading zeros.

    >>> number_key("09 /2019/NQ–HĐND")
    '9/2019/nq-hdnd'
    """
    plain = re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", fold(number)))
    return re.sub(r"^0+(?=\d)", "", plain).strip("/")


def has_marks(text: str) -> bool:
    """Whether a text carries any Vietnamese mark, đ included.

    >>> has_marks("bao cao"), has_marks("báo cáo")
    (False, True)
    """
    return not text.isascii() and fold(text) != lower(text)


def lower(text: str) -> str:
    """Lower case, character for character (`str.lower` makes two of `İ`)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


_MOVED_TONES = {
    "oà": "òa", "oả": "ỏa", "oã": "õa", "oá": "óa", "oạ": "ọa",
    "oè": "òe", "oẻ": "ỏe", "oẽ": "õe", "oé": "óe", "oẹ": "ọe",
    "uỳ": "ùy", "uỷ": "ủy", "uỹ": "ũy", "uý": "úy", "uỵ": "ụy",
}  # fmt: skip
_Y_AS_I = dict(zip("yỳỷỹýỵ", "iìỉĩíị", strict=True))
_ONSETS_OF_Y = frozenset(("h", "k", "l", "m", "s", "t", "qu"))


def canonical(syllable: str) -> str:
    """One spelling for the two in use of a lower-case syllable, character for character; for matching, never for show.

    The tone of open oa, oe, uy stands on the first vowel (not after q); a rime of y alone is i after h k l m s t qu.

    >>> canonical("hoà"), canonical("thuỷ"), canonical("kỹ"), canonical("quý"), canonical("y")
    ('hòa', 'thủy', 'kĩ', 'quí', 'y')
    """
    moved = _MOVED_TONES.get(syllable[-2:])
    if moved is not None and syllable[-3:-2] != "q":
        return syllable[:-2] + moved
    if syllable[:-1] in _ONSETS_OF_Y and syllable[-1] in _Y_AS_I:
        return syllable[:-1] + _Y_AS_I[syllable[-1]]
    return syllable


_LATE_TONES = {new: old for old, new in _MOVED_TONES.items()}
_I_AS_Y = {i: y for y, i in _Y_AS_I.items()}


def spellings(syllable: str) -> tuple[str, ...]:
    """All spellings that are one with a canonical syllable, itself first; with or without marks.

    >>> spellings("hòa"), spellings("kĩ"), spellings("ki"), spellings("vốn")
    (('hòa', 'hoà'), ('kĩ', 'kỹ'), ('ki', 'ky'), ('vốn',))
    """
    late = _LATE_TONES.get(syllable[-2:])
    if late is not None and syllable[-3:-2] != "q":
        return syllable, syllable[:-2] + late
    if syllable[:-1] in _ONSETS_OF_Y and syllable[-1] in _I_AS_Y:
        return syllable, syllable[:-1] + _I_AS_Y[syllable[-1]]
    return (syllable,)


_ALPHABET = {letter: rank for rank, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {mark: rank for rank, mark in enumerate(("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"))}
"""Combining marks in the order of Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng."""


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Key that sorts names as a Vietnamese dictionary does: syllable by syllable, letters first, then tones.

    >>> sorted(["Đà Nẵng", "Dak", "ân", "an", "ăn"], key=sort_key)
    ['an', 'ăn', 'ân', 'Dak', 'Đà Nẵng']
    """
    return tuple(_syllable_key(syllable) for syllable in lower(unicodedata.normalize("NFC", text)).split())


@lru_cache(1 << 12)
def sort_text(text: str) -> str:
    """`sort_key` as a string that sorts the same letter by letter, for what can only compare strings.

    >>> sorted(["Đà Nẵng", "Dak", "ân", "an", "ăn"], key=sort_text)
    ['an', 'ăn', 'ân', 'Dak', 'Đà Nẵng']
    """
    return "!".join(
        f"{''.join(chr(_FIRST + letter) for letter in letters)}!{''.join(map(str, tones))}"
        for letters, tones in sort_key(text)
    )


_FIRST = ord("0")
"""Letters of a sorting string begin here, after the sign between its parts."""


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = [], []
    for letter in canonical(syllable):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), "")
        plain = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter
        letters.append(_ALPHABET.get(plain, len(_ALPHABET) + ord(plain[0])))
        tones.append(_TONES[tone])
    return tuple(letters), tuple(tones)
