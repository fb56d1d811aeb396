"""Document numbers in a typed query, in whatever shape, as the tokens such numbers have in the index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.engines.query import Word
from archive.fields.layout import CITED, OWN_NUMBER

YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"(?P<serial>\d{1,6})(?P<suffix>[a-z]?)")


def number_terms(plain: Sequence[str]) -> Iterator[Word]:
    """Whatever in a query may be a document number, asked for as such: what is none has no such token to meet.

    `52 nq hdnd` asks for #52/nq and #52/nqhdnd; `nghị quyết 52` for quyet#52 and nghi_quyet#52.
    """
    for at, token in enumerate(plain):
        match = _SERIAL.fullmatch(token)
        if match is None:
            continue
        serial = f"#{int(match['serial'])}{match['suffix']}"
        after = plain[at + 1 : at + 7]
        year = after[0] if after and YEAR.fullmatch(after[0]) else None
        yield from _whole_numbers(serial, year, after[1:] if year else after[:5])
        called = f"{serial}/{year}" if year else serial
        before = [word for word in plain[max(0, at - 5) : at] if word != "so"][-4:]
        calls = ["_".join(before[start:]) for start in range(len(before))]
        if at and plain[at - 1] == "so":
            calls.append("so")
        if len(plain) == (2 if year else 1):
            calls.append("")
        yield from (Word("own_number", call + called, OWN_NUMBER) for call in calls)


def _whole_numbers(serial: str, year: str | None, symbol: Sequence[str]) -> Iterator[Word]:
    letters = ""
    for piece in symbol:
        letters += piece
        whole = f"{serial}/{letters}"
        yield Word("own_number", whole, OWN_NUMBER)
        yield Word("numbers", whole, CITED)
        if year:
            yield Word("own_number", f"{serial}/{year}/{letters}", OWN_NUMBER)
            yield Word("numbers", f"{serial}/{year}/{letters}", CITED)


def number_token(plain: Sequence[str]) -> str:
    """`52/NQ-HĐND`, `39/2020`, `52`, `/BC-UBND` as the token such a number has."""
    match = _SERIAL.fullmatch(plain[0]) if plain else None
    rest = list(plain[1:] if match else plain)
    year = rest.pop(0) if match and rest and YEAR.fullmatch(rest[0]) else None
    serial = f"#{int(match['serial'])}{match['suffix']}" if match else "#"
    return "/".join(piece for piece in (serial, year, "".join(rest)) if piece)
