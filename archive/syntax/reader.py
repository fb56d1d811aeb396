"""Reads one query from left to right; knows what is an operator and what is ordinary text."""

from __future__ import annotations

import re

from archive.syntax.labels import LABELS, Label, label_at, mistaken_label
from archive.syntax.tree import Either, Exact, Filter, Group, Must, Part, Prefix, Within, Without, Words, shown
from archive.syntax.values import FORMS, is_listed, joined_values, value_at
from archive.text.folding import fold
from archive.text.tokens import syllables
from archive.vocab import Vocab

DEEPEST = 8
"""Parentheses inside parentheses that are read as groups."""
WIDEST = 50
"""Words that may stand between two that are asked for near each other."""

_QUOTED = re.compile(r'"(?P<inside>[^"]*)"(?P<near>~(?P<gap>\d{1,3})?(?!\w))?')
OPERATORS = frozenset(("OR", "HOẶC", "AND", "VÀ", "NOT", "KHÔNG"))
_OPERATOR = re.compile(r"(?:(?P<either>OR|HOẶC)|(?P<both>AND|VÀ)|(?P<without>NOT|KHÔNG))(?!\S)")
_SMALL = re.compile(r"\S*[^\W\d_]\S*")
"""A written word with a letter in it."""
_SIGN = re.compile(r"""[-+](?=[\w"(])(?!\d+(?:[.,]\d+|\s?%))""")
"""A sign before a word, quote or group; not the sign of a figure (-5,2 · +3%)."""
_CHUNK = re.compile(r"""[^\s"()]+""")
_PREFIX = re.compile(r"(?P<stem>[^\W_]{2,})\*+[.,;]?")


class Reader:
    """Reads one query; afterwards `notes` (Vietnamese) say what was done to it, `filters` where its filters stand."""

    def __init__(self, text: str, vocab: Vocab | None = None) -> None:
        """vocab: the names by which values of a list are known; without it a filter has one value."""
        self.text = text
        self._vocab = vocab
        self.notes: list[str] = []
        self.filters: list[tuple[int, int, Filter | Without | Must]] = []
        """Where each filter stands, with its sign."""
        self._at = 0
        self._depth = 0
        self._too_deep = 0
        self._wrapped = 0
        self._plain = fold(text)
        self._shouting = not any(letter.islower() for letter in text)

    def parts(self) -> tuple[Part, ...]:
        """Parts up to the end or to the parenthesis that closes this group."""
        found: list[Part] = []
        joins: str | None = None
        while self._skip_blanks():
            if self.text[self._at] == ")":
                self._at += 1
                if self._too_deep:
                    self._too_deep -= 1
                    continue
                if self._depth:
                    break
                self._note_once("Dấu ) không có dấu mở: bỏ qua.")
                continue
            begin = self._at
            operator = self._operator()
            if operator in ("either", "both"):
                joins = operator if found else None
                continue
            part = self._signed(Without if operator == "without" else None)
            if part is None:
                continue
            if isinstance(part, Filter) or (isinstance(part, Without | Must) and isinstance(part.part, Filter)):
                self.filters.append((begin, self._at, part))
            self._join(found, part, joins)
            joins = None
        if joins:
            self._note_once(f"Sau {'OR (HOẶC)' if joins == 'either' else 'AND (VÀ)'} không có gì: bỏ qua.")
        return tuple(found)

    def _join(self, found: list[Part], part: Part, joins: str | None) -> None:
        """Put a part behind the others, or together with the last one."""
        if joins == "either":
            found[-1:] = [_either(found[-1], part)]
        elif joins:
            found[-1:] = map(self._demanded, (found[-1], part))
        else:
            _append(found, part)

    def _demanded(self, part: Part) -> Part:
        """A part beside AND: it must be there, of words every one."""
        if isinstance(part, Filter | Without | Must | Exact | Within):
            return part
        if isinstance(part, Words):
            words = tuple(map(Exact, filter(syllables, part.text.split())))
            part = words[0] if len(words) == 1 else Group(words)
        self._note_once(_wrapped_note(Must, part))
        return Must(part)

    def _note_once(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _skip_blanks(self) -> bool:
        while self._at < len(self.text) and self.text[self._at].isspace():
            self._at += 1
        return self._at < len(self.text)

    def _operator(self) -> str | None:
        match = _OPERATOR.match(self.text, self._at)
        if match is None or (self._shouting and match[0] in {"HOẶC", "VÀ", "KHÔNG"}):
            return None
        if match[0] == "VÀ" and not self._stands_out(match):
            return None
        self._at = match.end()
        return match.lastgroup

    def _stands_out(self, match: re.Match[str]) -> bool:
        """Whether capitals are meant: not so in a pasted heading (`SỞ VĂN HÓA VÀ THỂ THAO`)."""
        before, after = self.text[: match.start()].split()[-1:], self.text[match.end() :].split()[:1]
        return not any(word == word.upper() and _SMALL.search(word) for word in (*before, *after))

    def _signed(self, wrap: type[Must] | type[Without] | None) -> Part | None:
        """A part with the sign before it; a sign, NOT included, takes the next word, phrase, group or filter."""
        if wrap is None and _SIGN.match(self.text, self._at) and not self.text[self._at - 1 : self._at].strip(" ("):
            wrap = Without if self.text[self._at] == "-" else Must
            self._at += 1
        if not self._skip_blanks():
            if wrap is not None:
                self.notes.append("Sau NOT (KHÔNG) không có gì: bỏ qua.")
            return None
        grouped = self.text[self._at] == "("
        if wrap is None:
            return self._atom(single=False)
        self._wrapped += 1
        part = self._atom(single=True)
        self._wrapped -= 1
        if part is None:
            return part
        if isinstance(part, Words):
            words = tuple(map(Exact, part.text.split() if grouped else (part.text,)))
            part = words[0] if len(words) == 1 else Group(words) if wrap is Must else Either(words)
        self.notes.append(_wrapped_note(wrap, part))
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
        inside = match["inside"].strip()
        words = len(syllables(inside))
        if match["near"] is None or words < 2:
            return Exact(inside) if words else None
        gap = min(int(match["gap"] or 0), WIDEST)
        if not match["gap"] or int(match["gap"]) > WIDEST:
            self.notes.append(f"Sau dấu ~ là số từ 0 đến {WIDEST}: hiểu là {gap}.")
        return Within(inside, gap)

    def _group(self) -> Part | None:
        self._at += 1
        if not self._closes():
            self._note_once("Dấu ( không có dấu đóng: bỏ qua.")
            return None
        if self._depth >= DEEPEST:
            self._too_deep += 1
            self._note_once(f"Chỉ hiểu {DEEPEST} lớp ngoặc đơn: những lớp bên trong bỏ qua.")
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
        self._note_wrong(match[0])
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
            self._note_wrong(chunk[0])
            self._at = chunk.end()
        return Words(self.text[start : self._at].replace("*", " ").strip())

    def _special(self) -> bool:
        """Whether something other than an ordinary word begins here (after a blank)."""
        chunk = _CHUNK.match(self.text, self._at)
        return (
            chunk is None
            or "*" in chunk[0]
            or _SIGN.match(self.text, self._at) is not None
            or label_at(self.text, self._plain, self._at) is not None
            or self._operates()
        )

    def _operates(self) -> bool:
        at = self._at
        found = self._operator() is not None
        self._at = at
        return found

    def _note_wrong(self, chunk: str) -> None:
        """Say what looks like a sign or a label and is none."""
        if chunk in {"-", "+"} and not self.text[self._at + 1 :].strip():
            self.notes.append(f"Sau dấu {chunk} không có gì: bỏ qua.")
        mistaken = mistaken_label(self.text, self._at, near=not self.text[: self._at].strip(' ()"'))
        if mistaken:
            typed, meant = mistaken
            hint = f"có phải “{meant}:”?" if meant else f"các nhãn: {', '.join(names[0] for names in LABELS.values())}."
            self.notes.append(f"Không có nhãn “{typed}:”, tìm như chữ; {hint}")

    def _filter(self) -> Part | None:
        label = label_at(self.text, self._plain, self._at)
        if label is None:
            return None
        start, self._at = self._at, label.end
        self._skip_blanks()
        begin = self._at
        for field in label.fields:
            value = self._value(field, alone=not self.text[:start].strip(" ("))
            if value is not None:
                if not self._wrapped:
                    self.notes.append(f"Chỉ tìm {LABELS[field][0]}: “{value}”.")
                return Filter(field, value)
            self._at = begin
        return self._no_filter(label, start, begin)

    def _no_filter(self, label: Label, start: int, begin: int) -> Part:
        """A label that has no value after it is text; said where it is plain that a filter was meant."""
        self._at = label.end
        rest = self.text[begin:].split()
        if not self.text[:start].strip(' ()"'):
            name = LABELS[label.fields[0]][0]
            found = f"Không hiểu {name} “{rest[0]}”" if rest else f"Sau “{name}:” không có gì"
            self.notes.append(f"{found}: tìm như chữ.")
        return Words(self.text[start : label.end].strip())

    def _value(self, field: str, *, alone: bool) -> str | None:
        quoted = _QUOTED.match(self.text, self._at)
        if field in FORMS:
            return self._formed_value(field, 1 if quoted else 0, alone=alone or quoted is not None)
        if quoted:
            self._at = quoted.end()
            return quoted["inside"].strip() if syllables(quoted["inside"]) else None
        values = [self._item()]
        if self._vocab:
            values[:] = joined_values(self._vocab, field, values[0])
            while self._goes_on(self._vocab, field):
                values.append(self._item())
        value = "; ".join(values)
        named = field != "signer" or not value[:1].isdigit()
        return value if named and syllables(value) else None

    def _item(self) -> str:
        """Words up to a comma or to something that is no ordinary word."""
        start = self._at
        while self._skip_blanks() and not self._special():
            chunk = _CHUNK.match(self.text, self._at)
            if chunk is None:
                break
            self._at = chunk.end()
            if chunk[0][-1] in ",;":
                break
        return self.text[start : self._at].strip(" ,;")

    def _goes_on(self, vocab: Vocab, field: str) -> bool:
        """Whether a comma was read and one more value of this field stands behind it."""
        at = self._at
        item = self._item() if self.text[:at].rstrip()[-1:] in (",", ";") else ""
        self._at = at
        return bool(item) and is_listed(vocab, field, item)

    def _formed_value(self, field: str, opened: int, *, alone: bool) -> str | None:
        """A number, year, day or period."""
        start = self._at + opened
        end = value_at(field, self.text, self._plain, start, alone=alone)
        if end is None:
            return None
        self._at = end + (1 if opened and self.text[end : end + 1] == '"' else 0)
        return self.text[start:end].strip()


def _wrapped_note(wrap: type[Must] | type[Without], part: Part) -> str:
    """What a sign does to the part behind it; a filter is named by its label, not as if it were words."""
    if isinstance(part, Filter):
        return f"{'Bỏ' if wrap is Without else 'Chỉ tìm'} {shown(part)}."
    return f"{'Bỏ văn bản có' if wrap is Without else 'Phải có'}: {shown(part)}."


def _append(found: list[Part], part: Part) -> None:
    """Put a part behind the others; runs of words that stand side by side are one run, so their pairs are found."""
    if isinstance(part, Words) and found and isinstance(found[-1], Words):
        found[-1] = Words(f"{found[-1].text} {part.text}")
    else:
        found.append(part)


def _either(left: Part, right: Part) -> Either:
    parts = left.parts if isinstance(left, Either) else (left,)
    return Either((*parts, right))
