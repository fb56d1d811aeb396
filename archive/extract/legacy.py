"""Text of the years before Unicode (TCVN3, VNI, VISCII, VPS) to Unicode. One rule: convert only what evidence asks for.

Evidence is the font where a file names it, else the text: it must hold few Vietnamese syllables as it stands and many
more once converted. Measured on real files: 14 of 14 old ones taken, none of 35 Unicode ones.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from archive.text.normal import syllable_share

POOR_SHARE = 0.85
"""Printed Vietnamese has a higher share of well-formed syllables than this."""
GAIN = 0.2
"""A conversion has to better the share by more than this; without the margin VNI wins by chance on some texts."""

_SUSPECT = re.compile("[\x02¡-¨ª-¯´-¸»-¿Ä-ÇËÎ-ÑÖ-ØÜÞßäåæçëîïñöøûüþ\u03bc\u2212†‡‰Š‹Œœšƒ]")
"""Characters that old encodings use all the time and Unicode Vietnamese hardly ever (¹²³© aside)."""
_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS_TO_JUDGE = 6


@dataclass(frozen=True, slots=True, eq=False)
class Scheme:
    """One old encoding: which fonts have it and which letters stand for which characters."""

    name: str
    fonts: re.Pattern[str]
    capitals: re.Pattern[str] | None
    pattern: re.Pattern[str]
    letters: dict[str, str]

    def convert(self, text: str) -> str:
        """The text in Unicode; characters outside the table stay."""
        return self.pattern.sub(lambda match: self.letters[match.group()], text)

    def convert_lines(self, text: str) -> str:
        """The same line by line: one that holds Unicode letters stays, one typed in capitals comes out in capitals."""
        return "\n".join(
            line if _ONLY_UNICODE.search(line) else _restore_capitals(self.convert(line), line)
            for line in text.split("\n")
        )


@lru_cache(maxsize=1)
def load_schemes() -> tuple[Scheme, ...]:
    """The encodings of `vocab/legacy_fonts.toml`."""
    tables = tomllib.loads((files("archive.vocab") / "legacy_fonts.toml").read_text("utf-8"))
    return tuple(_make_scheme(name, table) for name, table in tables.items())


def _make_scheme(name: str, table: dict[str, Any]) -> Scheme:
    letters = {code: letter for letter, code in table["letters"].items()}
    capitals = table.get("capitals")
    if capitals is None and not any(letter.isupper() for letter in table["letters"]):
        for code, letter in tuple(letters.items()):
            letters.setdefault(code.upper(), letter.upper())
            letters.setdefault(code[0].upper() + code[1:], letter.upper())
    for code, others in table.get("aliases", {}).items():
        letters |= dict.fromkeys(others, letters[code])
    longest_first = sorted(letters, key=len, reverse=True)
    return Scheme(
        name=name,
        fonts=re.compile(table["fonts"]),
        capitals=re.compile(capitals) if capitals else None,
        pattern=re.compile("|".join(map(re.escape, longest_first))),
        letters=letters,
    )


@lru_cache(maxsize=256)
def scheme_of_font(font: str | None) -> Scheme | None:
    """The old encoding a font was made for; None for an ordinary font."""
    if not font:
        return None
    return next((scheme for scheme in load_schemes() if scheme.fonts.match(font)), None)


def convert_run(text: str, font: str) -> str:
    """A run of text set in an old font, in Unicode; in fonts of capitals (.VnTimeH) in capitals."""
    scheme = scheme_of_font(font)
    if scheme is None or _ONLY_UNICODE.search(text):
        return text
    converted = scheme.convert(text)
    return converted.upper() if scheme.capitals and scheme.capitals.search(font) else converted


def is_suspect(text: str) -> bool:
    """Whether more than one character of a hundred is one that old encodings use and Unicode Vietnamese does not."""
    return len(_SUSPECT.findall(text)) > len(text) / 100


def convert_legacy(text: str) -> str:
    """A text in Unicode, whatever it was in, line by line: lines that already hold Unicode letters stay.

    >>> convert_legacy("Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô")
    'Uỷ ban nhân dân tỉnh báo cáo kết quả thực hiện nhiệm vụ'
    """
    if not _SUSPECT.search(text):
        return text
    scheme = _best_scheme(text) if is_suspect(text) else None
    return scheme.convert_lines(text) if scheme else "\n".join(map(_convert_line, text.split("\n")))


def convert_pages(pages: Sequence[str]) -> list[str]:
    """The pages of one document in Unicode; the evidence is that of the whole, so a short page counts too."""
    if len(pages) == 1:
        return [convert_legacy(pages[0])]
    return convert_legacy("\n\f\n".join(pages)).split("\n\f\n")


def _best_scheme(text: str) -> Scheme | None:
    """The encoding that makes Vietnamese of a text which is none as it stands."""
    share = syllable_share(text)
    if share >= POOR_SHARE or len(_WORD.findall(text)) < _WORDS_TO_JUDGE:
        return None
    gains = [(syllable_share(scheme.convert(text)) - share, scheme) for scheme in load_schemes()]
    gain, best = max(gains, key=lambda pair: pair[0])
    return best if gain > GAIN else None


def _convert_line(line: str) -> str:
    """One old line in a Unicode text: long enough to be judged by itself."""
    if _ONLY_UNICODE.search(line) or not is_suspect(line):
        return line
    scheme = _best_scheme(line)
    return _restore_capitals(scheme.convert(line), line) if scheme else line


def _restore_capitals(converted: str, line: str) -> str:
    """TCVN3 has no capitals with a tone: a line whose plain letters are all capitals was printed in capitals."""
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    if len(plain) >= 4 and all(letter.isupper() for letter in plain):
        return converted.upper()
    return converted
