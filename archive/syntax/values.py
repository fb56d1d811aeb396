"""What stands behind a label where it has a form: a number, years, a day, a period. The one rule: no form, no value."""

from __future__ import annotations

import re

from archive.syntax.times import days_at, periods_at, span_at, years_at
from archive.text.folding import fold
from archive.vocab import Vocab

FORMS = ("number", "year", "date", "since", "until", "period")
"""Fields whose values have a form; the others take words."""

_SERIAL = re.compile(
    r"""(?=[\d/])\d{0,6}[a-z]?
        (?:\s?[/-]?\s?(?:19|20)\d\d(?!\w))?
        (?:\s?[/‐-―−-]\s?[a-zđ][\w&./‐-―−-]{0,40})?                # 52/NQ-HĐND · /BC-UBND · 52""",
    re.VERBOSE,
)
_PIECE = re.compile(r"\s?(?P<letters>[a-z]{1,24})(?!\w)")
"""Of a symbol without its signs: 52 nq hdnd, 52nqhdnd."""
SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?|[bcdghklmnpqrstvx]"
)
"""Folded letters that may be a Vietnamese word, a single consonant among them."""
_MOST_PIECES = 4


def value_at(field: str, text: str, plain: str, at: int, *, alone: bool) -> int | None:
    """Where the value of a field ends that begins at an offset of a text (`plain`: the same, folded).

    alone: nothing but a label stands before it; behind ordinary words a mere count is none (`chỉ số: 105`).
    """
    if field == "number":
        return _number_at(text, plain, at, alone=alone)
    found = {"year": years_at, "period": periods_at, "date": span_at}.get(field, days_at)(plain, at)
    return found[1] if found else None


def is_kind(vocab: Vocab, name: str) -> bool:
    """Whether words are the name of a kind or its short form, in any case and with or without marks."""
    plain = fold(name)
    return vocab.kind_named(name) is not None or any(
        plain == fold(short) for kind in vocab.kinds for short in kind.short
    )


def is_listed(vocab: Vocab, field: str, item: str) -> bool:
    """Whether words behind a comma are one more value of a field: `loại: báo cáo, nghị quyết`."""
    words = fold(item).split()
    if field == "doc_type":
        return is_kind(vocab, item)
    return field == "issuer" and vocab.begins_body(words) and vocab.kind_at(words) is None


def joined_values(vocab: Vocab, field: str, value: str) -> tuple[str, ...]:
    """The values of a list without commas (`báo cáo và nghị quyết`); one value where it is none."""
    items = tuple(item.strip() for item in _JOINED.split(value))
    return items if field == "doc_type" and all(is_kind(vocab, item) for item in items) else (value,)


_JOINED = re.compile(r"\s(?:và|va|hoặc|hoac)\s|/", re.IGNORECASE)


def _number_at(text: str, plain: str, at: int, *, alone: bool) -> int | None:
    match = _SERIAL.match(plain, at)
    if match is None or not any(letter.isalnum() for letter in match[0]):
        return None
    end = match.end()
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(plain, end)
        if piece is None or not _is_symbol(text[piece.start("letters") : piece.end()], piece["letters"]):
            break
        end = piece.end()
    goes_on = re.compile(r"\w|[,.%]\d|%").match(plain, end)
    counted = plain[at:end].isdigit() and not alone
    return None if goes_on or counted else end


def _is_symbol(typed: str, plain: str) -> bool:
    """Whether letters are no word: two capitals, or no syllable."""
    return (len(typed) > 1 and typed == typed.upper()) or not SYLLABLE.fullmatch(plain)
