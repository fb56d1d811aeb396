"""Vietnamese letters without their marks. The one rule: `fold` keeps length, so a folded offset is a real offset."""

from __future__ import annotations

import re
import unicodedata


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
