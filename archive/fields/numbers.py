"""Document numbers in a typed query, in whatever shape, as the tokens such numbers have in the index.

The one rule: ask for every number that may be meant; what is none has no such token to meet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from archive.engines.query import NOTHING, Node, Or, Word
from archive.fields.layout import CITED, OWN_NUMBER
from archive.syntax.values import SYLLABLE
from archive.text.tokens import bare, syllables

YEAR = re.compile(r"(?:19|20)\d\d")
MOST_PIECES = 5
"""Pieces of a symbol: `nq hdnd`, `qd ttg`, `bc ban dt hdnd`."""
CALLED = 4
"""Words before a number that may say what it is: `báo cáo`, `thông tư liên tịch`."""
NEAR_YEAR = 9
"""Tokens behind a number among which its year stands: `52/NQ-HĐND ngày 5 tháng 12 năm 2023`."""

_SERIAL = re.compile(
    r"(?P<call>[a-z]{1,8}?)?(?P<serial>\d{1,6}?)(?P<year>(?:19|20)\d\d(?=[a-z]{2}))?(?P<letters>[a-z]{0,24})"
)
_DATED = frozenset(("nam", "thang", "ngay", "quy"))
"""Words before a count that is no number of a document."""
_MONTHS = frozenset(("dau", "cuoi", "nam"))
"""What follows a count of months: `chuyển đổi số 6 tháng đầu năm`."""


def number_terms(plain: Sequence[str], *, share: bool = False) -> Iterator[Word]:
    """Whatever in folded syllables may be a document number, asked for as such.

    `52 nq hdnd` and `52nqhdnd` ask for #52/nqhdnd; `52/nq` for #52/nq-; `nghị quyết 52` for quyet#52 and nghi_quyet#52;
    `qđ52` for qd#52; `nq hdnd` alone for #/nqhdnd. share: of a figure alone, whether it is one of a hundred (`100%`).
    """
    return (word for _, _, word in numbers_asked(plain) if not (share and len(plain) == 1))


def numbers_asked(plain: Sequence[str]) -> Iterator[tuple[int, int, Word]]:
    """The same, each with the place of its serial among the syllables and how many it takes from there."""
    letters = "".join(plain)
    if len(plain) <= MOST_PIECES and letters.isalpha() and not all(map(SYLLABLE.fullmatch, plain)):
        yield 0, len(plain), Word("own_number", f"#/{letters}", OWN_NUMBER)
    for at, token in enumerate(plain):
        match = _SERIAL.fullmatch(token)
        before, after = tuple(plain[:at]), tuple(plain[at + 1 : at + 1 + NEAR_YEAR])
        if match is None or _is_count(before, after):
            continue
        year = match["year"] or next((word for word in after if YEAR.fullmatch(word)), None)
        skipped = int(after[:1] == (year,))
        after = after[skipped:]
        calls = [match["call"]] if match["call"] else _calls(before)
        for serial, letters in _splits(match):
            for count, word in _whole_numbers(serial, year, letters, after[:MOST_PIECES]):
                yield at, 1 + skipped + count, word
            alone = len(plain) == (2 if year else 1) and not letters
            named = [call for call in (*calls, letters) if call] + [""] * alone
            yield from (
                (at, 1 + skipped, Word("own_number", f"{call}{serial}{end}", OWN_NUMBER))
                for call in named
                for end in ((f"/{year}", "") if year and call else (f"/{year}",) if year else ("",))
            )


def number_alone(plain: Sequence[str], is_kind: Callable[[str], bool]) -> Node | None:
    """Documents that bear or cite a number, where the folded syllables are nothing but one with its symbol; unscored.

    Before it may stand the name of a kind and `so`, behind it its date. is_kind: tells the name of a kind, folded.
    """
    asked = [
        replace(word, boost=0.0)
        for at, taken, word in numbers_asked(plain)
        if _SYMBOL.search(word.token)
        and _DATE.fullmatch(" ".join(plain[at + taken :]))
        and _introduces(plain[:at], is_kind)
    ]
    return Or(tuple(asked)) if asked else None


def _introduces(before: Sequence[str], is_kind: Callable[[str], bool]) -> bool:
    said = " ".join(before)
    return not said or is_kind(_CALLED_SO.sub("", said)) or _CALLED_SO.fullmatch(said) is not None


_SYMBOL = re.compile(r"\A#.*/[a-z]")
_CALLED_SO = re.compile(r"\s?\bso(?:\shieu|\sky\shieu|\sva\sky\shieu)?\Z")
_DATE = re.compile(r"(?:(?:ngay\s)?(?:\d{1,2}\s(?:thang\s)?)?(?:thang\s)?\d{1,2}\s(?:nam\s)?|nam\s)?(?:19|20)\d\d|")
"""What may stand behind a number and says only when: `ngay 5 thang 3 nam 2024`, `5 3 2024`, `nam 2024`, nothing."""


def _is_count(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a figure counts or dates something: `tháng 9`, `chuyển đổi số 6 tháng đầu năm`."""
    months = after[:1] == ("thang",) and any(word in _MONTHS or YEAR.fullmatch(word) for word in after[1:2])
    return months or (len(before) > 0 and before[-1] in _DATED)


def _splits(match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Serial and glued letters, the first of which may be a suffix: 3176bqdsyt."""
    serial, letters = f"#{int(match['serial'])}", match["letters"]
    yield serial, letters
    if letters:
        yield serial + letters[0], letters[1:]


def _calls(before: Sequence[str]) -> list[str]:
    """Names the words before a serial may give it: `so`, `quyet`, `nghi_quyet`."""
    words = [word for word in before[-CALLED - 1 :] if word != "so"][-CALLED:]
    return ["_".join(words[start:]) for start in range(len(words))] + ["so"] * (before[-1:] == ("so",))


def _whole_numbers(serial: str, year: str | None, letters: str, after: Sequence[str]) -> Iterator[tuple[int, Word]]:
    """The serial with as much of a symbol as may belong to it, with and without its year, and the count of pieces."""
    pieces = [letters] if letters else []
    for piece in after:
        if piece.isdigit() or (len(piece) > 3 and SYLLABLE.fullmatch(piece)):
            break
        pieces.append(piece)
    symbols = [(count, "".join(pieces[:count])) for count in range(1, len(pieces) + 1)]
    if symbols and (len(pieces) == 1 or SYLLABLE.fullmatch(pieces[1])):
        symbols.append((1, f"{pieces[0]}-"))  # nothing behind it that is no word: perhaps the beginning of a symbol
    for count, symbol in symbols:
        for number in (f"{serial}/{symbol}", *((f"{serial}/{year}/{symbol}",) if year else ())):
            taken = count - bool(letters)
            yield taken, Word("own_number", number, OWN_NUMBER)
            yield taken, Word("numbers", number, CITED)


def number_filter(text: str) -> Node:
    """Documents whose own number this is, or begins with it: `52/NQ-HĐND`, `39/2020`, `52`, `52nqhd`, `/BC-UBND`."""
    plain = bare(syllables(text))
    match = _SERIAL.fullmatch(plain[0]) if plain else None
    rest = list(plain[1:] if match else plain)
    year = match["year"] if match else ""
    if match and not year:
        year = rest.pop(0) if rest and YEAR.fullmatch(rest[0]) else ""
    asked = []
    for serial, letters in _splits(match) if match else [("#", "")]:
        symbol = letters + "".join(rest)
        token = "/".join(piece for piece in (serial, year, symbol) if piece)
        asked.append(Word("own_number", token, boost=0.0, prefix=bool(symbol)))
    return Or(tuple(asked)) if len(asked) > 1 else asked[0] if plain else NOTHING
