"""Reads one query from left to right; knows what is an operator and what is ordinary text."""

from __future__ import annotations

import re

from archive.syntax.tree import Either, Exact, Filter, Group, Must, Part, Prefix, Without, Words, shown
from archive.text.folding import fold
from archive.text.tokens import syllables

DEEPEST = 8
"""Parentheses inside parentheses that are read as groups."""

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


class Reader:
    """Reads one query; afterwards `notes` (Vietnamese) say what was done to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notes: list[str] = []
        self._at = 0
        self._depth = 0
        self._plain = fold(text)
        self._shouting = not any(letter.islower() for letter in text)

    def parts(self) -> tuple[Part, ...]:
        """Parts up to the end or to the parenthesis that closes this group."""
        found: list[Part] = []
        joins = False
        while self._skip_blanks():
            if self.text[self._at] == ")":
                self._at += 1
                if self._depth:
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
        while self._at < len(self.text) and self.text[self._at].isspace():
            self._at += 1
        return self._at < len(self.text)

    def _operator(self) -> str | None:
        match = _OPERATOR.match(self.text, self._at)
        if match is None or (self._shouting and match[0] == "HOẶC"):
            return None
        self._at = match.end()
        return match.lastgroup

    def _signed(self, wrap: type[Must] | type[Without] | None) -> Part | None:
        """A part with the sign before it; a sign, NOT included, takes the next word, phrase, group or filter."""
        if wrap is None and _SIGN.match(self.text, self._at) and not self.text[self._at - 1 : self._at].strip(" ("):
            wrap = Without if self.text[self._at] == "-" else Must
            self._at += 1
        if not self._skip_blanks():
            return None
        grouped = self.text[self._at] == "("
        part = self._atom(single=wrap is not None)
        if wrap is None or part is None:
            return part
        if isinstance(part, Words):
            words = tuple(map(Exact, part.text.split() if grouped else (part.text,)))
            part = words[0] if len(words) == 1 else Group(words) if wrap is Must else Either(words)
        self.notes.append(f"{'Bỏ văn bản có' if wrap is Without else 'Phải có'}: {shown(part)}.")
        return wrap(part)

    def _atom(self, *, single: bool) -> Part | None:
        sign = self.text[self._at]
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
        match = _QUOTED.match(self.text, self._at)
        if match is None:
            self._at += 1
            self.notes.append("Dấu ngoặc kép không có dấu đóng: tìm như chữ thường.")
            return None
        self._at = match.end()
        return Exact(match[1].strip()) if syllables(match[1]) else None

    def _group(self) -> Part | None:
        self._at += 1
        if self._depth >= DEEPEST or not self._closes():
            return None
        self._depth += 1
        parts = self.parts()
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Group(parts) if parts else None

    def _closes(self) -> bool:
        """Whether the group that begins here has its closing parenthesis."""
        depth = 1
        for sign in self.text[self._at :]:
            depth += (sign == "(") - (sign == ")")
            if not depth:
                return True
        return False

    def _word(self) -> Part | None:
        match = _CHUNK.match(self.text, self._at)
        if match is None:
            return None
        self._at = match.end()
        prefix = _PREFIX.fullmatch(match[0])
        if prefix:
            return Prefix(prefix["stem"])
        if "*" in match[0] and syllables(match[0]):
            self.notes.append(
                f"Dấu * chỉ dùng ở cuối một từ từ hai chữ cái trở lên: tìm “{match[0].replace('*', ' ').strip()}”."
            )
        return Words(match[0].replace("*", " ").strip()) if syllables(match[0]) else None

    def _run(self) -> Part | None:
        """Ordinary words up to the next thing that is none."""
        start = self._at
        part = self._word()
        if not isinstance(part, Words):
            return part
        while self._skip_blanks() and not self._special():
            chunk = _CHUNK.match(self.text, self._at)
            if chunk is None:
                break
            self._at = chunk.end()
        return Words(self.text[start : self._at].replace("*", " ").strip())

    def _special(self) -> bool:
        """Whether something other than an ordinary word begins here (after a blank)."""
        chunk = _CHUNK.match(self.text, self._at)
        return (
            chunk is None
            or "*" in chunk[0]
            or _SIGN.match(self.text, self._at) is not None
            or _LABEL.match(self._plain, self._at) is not None
            or self._operates()
        )

    def _operates(self) -> bool:
        at = self._at
        found = self._operator() is not None
        self._at = at
        return found

    def _filter(self) -> Part | None:
        match = _LABEL.match(self._plain, self._at)
        if match is None or match.lastgroup is None:
            return None
        start, self._at = self._at, match.end()
        value = self._value(match.lastgroup, alone=not self.text[:start].strip(" ("))
        if value is None:
            self._at = start
            return self._word_of_label(match)
        self.notes.append(f"Chỉ tìm {_LABELS[match.lastgroup]}: “{value}”.")
        return Filter(match.lastgroup, value)

    def _word_of_label(self, match: re.Match[str]) -> Part:
        """A label that has no value after it is text."""
        self._at = match.end()
        return Words(self.text[match.start() : match.end()].strip())

    def _value(self, name: str, *, alone: bool) -> str | None:
        quoted = _QUOTED.match(self.text, self._at)
        if quoted and name not in {"year", "number"}:
            self._at = quoted.end()
            return quoted[1].strip() if syllables(quoted[1]) else None
        if name in {"year", "number"}:
            return self._short_value(name, alone=alone)
        start = self._at
        while self._skip_blanks() and not self._special():
            chunk = _CHUNK.match(self.text, self._at)
            if chunk is None:
                break
            self._at = chunk.end()
            if chunk[0][-1] in ",;":
                break
        value = self.text[start : self._at].strip(" ,;")
        return value if syllables(value) else None

    def _short_value(self, name: str, *, alone: bool) -> str | None:
        """A year, years, or a number. A mere count after other words (`chỉ số: 105`) is text."""
        opened = self.text[self._at : self._at + 1] == '"'
        match = (_YEARS if name == "year" else _SERIAL).match(self._plain, self._at + opened)
        if match is None or not syllables(match[0]):
            return None
        end = match.end()
        if self.text[end : end + 1] in {",", ".", "%"} and self.text[end + 1 : end + 2].isdigit():
            return None
        if name == "number" and match[0].strip().isdigit() and not alone:
            return None
        self._at = end + (opened and self.text[end : end + 1] == '"')
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
