"""What a person types, as a tree. The one rule: `parse` never raises; what it cannot use it repairs, and says so.

words        ranked: a document with more of them, and with rarer ones, comes first
"a phrase"   must be there, word after word
-word        must not be there      +word   must be there
a OR b       either (also HOẶC)     NOT a   as -a     (…)  a group
word*        any ending
số: 52/NQ-HĐND   cơ quan: sở tài chính   loại: báo cáo   người ký: "Trần Văn B"   năm: 2023   trích yếu: đầu tư công

Labels are read without marks too (`co quan:`, `coquan:`). Signs that stand in ordinary text (`kinh tế - xã hội`,
`GRDP: 5,2%`) are text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from archive.text.folding import fold, has_marks
from archive.text.passages import Target
from archive.text.tokens import syllables

LONGEST = 1000
"""Characters of a query that are read: a pasted page must not become a thousand questions to the engine."""
DEEPEST = 8
"""Parentheses inside parentheses that are read as groups."""


@dataclass(frozen=True, slots=True)
class Words:
    """Ordinary text: ranked, none of it demanded."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """Word after word, with its marks if it has any."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """A syllable of which only the beginning is given."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A fact of the document: number, issuer, doc_type, signer, year or title. Never scores."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Must:
    """Demanded."""

    part: Part


@dataclass(frozen=True, slots=True)
class Without:
    """Excluded."""

    part: Part


@dataclass(frozen=True, slots=True)
class Either:
    """One of several."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts side by side."""

    parts: tuple[Part, ...]


Part = Words | Exact | Prefix | Filter | Must | Without | Either | Group


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood, and in `notes` (Vietnamese) what was done to get there."""

    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    marked: bool = False
    """Whether anything was typed with Vietnamese marks."""


def parse(text: str) -> Query:
    """Read what was typed; any string will do."""
    clean = unicodedata.normalize("NFC", text).translate(_QUOTES)
    clean = "".join(" " if unicodedata.category(letter) in _BLANK else letter for letter in clean)
    reader = _Reader(clean[:LONGEST])
    if len(clean) > LONGEST:
        reader.note(f"Câu tìm quá dài: chỉ đọc {LONGEST} ký tự đầu.")
    parts = reader.parts()
    return Query(parts, tuple(dict.fromkeys(reader.notes)), has_marks(reader.text))


def targets(query: Query) -> tuple[Target, ...]:
    """What to mark in a found document: all that was asked for, nothing that was excluded."""
    return tuple(dict.fromkeys(target for part in query.parts for target in _targets(part)))


def _targets(part: Part) -> Iterator[Target]:
    match part:
        case Words(text):
            yield from (Target((syllable,)) for syllable in syllables(text))
        case Exact(text) | Filter("number", text):
            yield Target(syllables(text))
        case Prefix(text):
            yield Target(syllables(text), prefix=True)
        case Must(inner):
            yield from _targets(inner)
        case Either(parts) | Group(parts):
            for inner in parts:
                yield from _targets(inner)


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_BLANK = {"Cc", "Cs", "Zl", "Zp", "Zs"}

_LABEL = re.compile(
    r"""(?<!\w)
        (?: (?P<number>so(?:\s?va)?(?:\s?k[yi])?\s?hieu|so)          # số: · số hiệu:
          | (?P<issuer>co\s?quan(?:\s?ban\s?hanh)?)                  # cơ quan:
          | (?P<doc_type>(?:ten\s?)?loai(?:\s?van\s?ban)?)           # loại:
          | (?P<signer>nguoi\s?k[yi])                                # người ký:
          | (?P<year>nam)                                            # năm:
          | (?P<title>trich\s?yeu) )                                 # trích yếu:
        \s?:\s*""",
    re.VERBOSE,
)
_LABELS = {
    "number": "số", "issuer": "cơ quan", "doc_type": "loại", "signer": "người ký", "year": "năm", "title": "trích yếu",
}  # fmt: skip
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?(?![\w/])")
_SERIAL = re.compile(
    r"""(?=[\d/])\d{0,6}[a-z]?\s?                                   # 52/NQ-HĐND · 52 nq hdnd · /BC-UBND · 52
        (?:[/-]?\s?(?:19|20)\d\d(?!\w)\s?)?
        (?:[/‐-―−-]\s?[a-z][\w&./‐-―−-]{0,40}|(?:\s?[a-z]{1,8}[\d]{0,3}(?!\w)){0,4})""",
    re.VERBOSE,
)  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"')
_OPERATOR = re.compile(r"(?P<either>OR|HOẶC)(?!\S)|(?P<without>NOT)(?!\S)")
_SIGN = re.compile(r"""[-+](?=[\w"(])(?!\d+(?:[.,]\d+|\s?%))""")
"""A sign before a word, quote or group; not the sign of a figure (-5,2 · +3%)."""
_CHUNK = re.compile(r"""[^\s"()]+""")
_PREFIX = re.compile(r"(?P<stem>[^\W_]{2,})\*+[.,;]?")


@dataclass
class _Reader:
    """Reads one query from left to right."""

    text: str
    at: int = 0
    depth: int = 0
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plain = fold(self.text)
        self.shouting = not any(letter.islower() for letter in self.text)

    def note(self, text: str) -> None:
        """Remember what was done to the query."""
        self.notes.append(text)

    def parts(self) -> tuple[Part, ...]:
        """Parts up to the end or to the parenthesis that closes this group."""
        found: list[Part] = []
        joins = False
        while self._skip_blanks():
            if self.text[self.at] == ")":
                self.at += 1
                if self.depth:
                    break
                continue
            operator = self._operator()
            if operator == "either":
                joins = bool(found)
                continue
            part = self._signed(Without if operator == "without" else None)
            if part is None:
                continue
            if joins:
                found[-1:] = [_either(found[-1], part)]
            else:
                _append(found, part)
            joins = False
        return tuple(found)

    def _skip_blanks(self) -> bool:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text)

    def _operator(self) -> str | None:
        match = _OPERATOR.match(self.text, self.at)
        if match is None or (self.shouting and match[0] == "HOẶC"):
            return None
        self.at = match.end()
        return match.lastgroup

    def _signed(self, wrap: type[Must] | type[Without] | None) -> Part | None:
        """A part with the sign before it; a sign, NOT included, takes the next word, phrase, group or filter."""
        if wrap is None and _SIGN.match(self.text, self.at) and not self.text[self.at - 1 : self.at].strip(" ("):
            wrap = Without if self.text[self.at] == "-" else Must
            self.at += 1
        if not self._skip_blanks():
            return None
        part = self._atom(single=wrap is not None)
        if wrap is None or part is None:
            return part
        if isinstance(part, Words):
            part = Exact(part.text)
        self.note(f"{'Bỏ văn bản có' if wrap is Without else 'Phải có'}: {_shown(part)}.")
        return wrap(part)

    def _atom(self, *, single: bool) -> Part | None:
        sign = self.text[self.at]
        if sign == '"':
            return self._phrase()
        if sign == "(":
            return self._group()
        if sign == ")":
            return None
        filtered = self._filter()
        if filtered is not None:
            return filtered
        return self._word() if single else self._run()

    def _phrase(self) -> Part | None:
        match = _QUOTED.match(self.text, self.at)
        if match is None:
            self.at += 1
            self.note("Dấu ngoặc kép không có dấu đóng: tìm như chữ thường.")
            return None
        self.at = match.end()
        return Exact(match[1].strip()) if syllables(match[1]) else None

    def _group(self) -> Part | None:
        self.at += 1
        if self.depth >= DEEPEST or not self._closes():
            return None
        self.depth += 1
        parts = self.parts()
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Group(parts) if parts else None

    def _closes(self) -> bool:
        """Whether the group that begins here has its closing parenthesis."""
        depth = 1
        for sign in self.text[self.at :]:
            depth += (sign == "(") - (sign == ")")
            if not depth:
                return True
        return False

    def _word(self) -> Part | None:
        match = _CHUNK.match(self.text, self.at)
        if match is None:
            return None
        self.at = match.end()
        prefix = _PREFIX.fullmatch(match[0])
        if prefix:
            return Prefix(prefix["stem"])
        if "*" in match[0] and syllables(match[0]):
            self.note(
                f"Dấu * chỉ dùng ở cuối một từ từ hai chữ cái trở lên: tìm “{match[0].replace('*', ' ').strip()}”."
            )
        return Words(match[0].replace("*", " ").strip()) if syllables(match[0]) else None

    def _run(self) -> Part | None:
        """Ordinary words up to the next thing that is none."""
        start = self.at
        part = self._word()
        if not isinstance(part, Words):
            return part
        while self._skip_blanks() and not self._special():
            chunk = _CHUNK.match(self.text, self.at)
            if chunk is None:
                break
            self.at = chunk.end()
        return Words(self.text[start : self.at].replace("*", " ").strip())

    def _special(self) -> bool:
        """Whether something other than an ordinary word begins here (after a blank)."""
        chunk = _CHUNK.match(self.text, self.at)
        return (
            chunk is None
            or "*" in chunk[0]
            or _SIGN.match(self.text, self.at) is not None
            or _LABEL.match(self.plain, self.at) is not None
            or self._operates()
        )

    def _operates(self) -> bool:
        at = self.at
        found = self._operator() is not None
        self.at = at
        return found

    def _filter(self) -> Part | None:
        match = _LABEL.match(self.plain, self.at)
        if match is None or match.lastgroup is None:
            return None
        start, self.at = self.at, match.end()
        value = self._value(match.lastgroup, alone=not self.text[:start].strip(" ("))
        if value is None:
            self.at = start
            return self._word_of_label(match)
        self.note(f"Chỉ tìm {_LABELS[match.lastgroup]}: “{value}”.")
        return Filter(match.lastgroup, value)

    def _word_of_label(self, match: re.Match[str]) -> Part:
        """A label that has no value after it is text."""
        self.at = match.end()
        return Words(self.text[match.start() : match.end()].strip())

    def _value(self, name: str, *, alone: bool) -> str | None:
        quoted = _QUOTED.match(self.text, self.at)
        if quoted and name not in {"year", "number"}:
            self.at = quoted.end()
            return quoted[1].strip() if syllables(quoted[1]) else None
        if name in {"year", "number"}:
            return self._short_value(name, alone=alone)
        start = self.at
        while self._skip_blanks() and not self._special():
            chunk = _CHUNK.match(self.text, self.at)
            if chunk is None:
                break
            self.at = chunk.end()
            if chunk[0][-1] in ",;":
                break
        value = self.text[start : self.at].strip(" ,;")
        return value if syllables(value) else None

    def _short_value(self, name: str, *, alone: bool) -> str | None:
        """A year, years, or a number. A mere count after other words (`chỉ số: 105`) is text."""
        opened = self.text[self.at : self.at + 1] == '"'
        match = (_YEARS if name == "year" else _SERIAL).match(self.plain, self.at + opened)
        if match is None or not syllables(match[0]):
            return None
        end = match.end()
        if self.text[end : end + 1] in {",", ".", "%"} and self.text[end + 1 : end + 2].isdigit():
            return None
        if name == "number" and match[0].strip().isdigit() and not alone:
            return None
        self.at = end + (opened and self.text[end : end + 1] == '"')
        return self.text[match.start() : end].strip()


def _append(found: list[Part], part: Part) -> None:
    """Put a part behind the others; runs of words that stand side by side are one run, so their pairs are found."""
    if isinstance(part, Words) and found and isinstance(found[-1], Words):
        found[-1] = Words(f"{found[-1].text} {part.text}")
    else:
        found.append(part)


def _either(left: Part, right: Part) -> Either:
    parts = left.parts if isinstance(left, Either) else (left,)
    return Either((*parts, right))


def _shown(part: Part) -> str:
    match part:
        case Words(text) | Exact(text) | Filter(_, text):
            return f"“{text}”"
        case Prefix(text):
            return f"“{text}…”"
        case Must(inner) | Without(inner):
            return _shown(inner)
        case Either(parts):
            return " hoặc ".join(map(_shown, parts))
        case Group(parts):
            return ", ".join(map(_shown, parts))
