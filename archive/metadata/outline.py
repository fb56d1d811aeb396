"""How a document is divided: Phần, Chương, Mục, Điều, A., I., 1., 1.1., a), (1), Phụ lục.

The one rule: a line is a heading only if its number begins a series or follows on in one that is open, so a line that
happens to begin with a year, an amount or the number of a cited article is text. Levels are not fixed: a kind of
heading that first appears inside another is its child. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.model import Section, Span
from archive.text.folding import fold, squeeze

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

_NAMED = re.compile(
    r"""(?P<label>                                    # e.g. Chương II · PHẦN THỨ NHẤT · Điều 5a. · PHỤ LỤC số 02
        (?P<word>phần|chương|tiểu\s+mục|mục|điều|phụ\s+lục)
        (?:\s+thứ)? (?:\s+số)?
        (?:\s+(?P<ordinal>[IVXLC]{1,7}(?![^\W\d_])|\d{1,3}[a-zđ]?(?!\w)|[A-H](?!\w)
            |một|nhất|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười))?
    ) (?P<mark>\s*[.:)–-])? \s* (?P<rest>.*)""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"""(?P<label>
        (?P<mixed>[IVX]{{1,5}}(?:\.\d{{1,2}}){{1,3}}) [.)]?      # II.1.
      | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}) (?:[.)/]|-(?!\d))?   # 1.1.  2.3.1
      | (?P<roman>[IVX]{{1,6}}) \s?(?:[./)]|[-–](?=[\s{_UPPER}]))         # IV.   I-
      | (?P<upper>[A-HĐ]) \s?[./)-]                              # A.
      | \((?P<bracket>\d{{1,2}})\) [.:]?                         # (9)
      | (?P<number>\d{{1,2}}) \s?(?:[./]|[-–](?=[\s{_UPPER}]))   # 1.   1-
      | (?P<closed>\d{{1,2}}) \)                                 # 1)
      | (?P<subpoint>[a-zđ]\.?\d{{1,2}}) \)                      # a.1)
      | (?P<point>[a-zđ]) (?:\)|[./](?=\s))                      # đ)
    ) (?P<rest>.*)""",
    re.VERBOSE,
)
_FIRST = frozenset("0123456789ABCDEFGHĐIVX(abcdefghijklmnopqrstuvxyđPpCcMmTt")
_WORDS = {
    "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = {letter: rank for rank, letter in enumerate("abcdđefghijklmnopqrstuvwxyz", start=1)}
_LEFT_OUT = frozenset(_LETTERS[letter] for letter in "đfjwz")
"""Letters that a list may leave out."""
_RANKS = {"phu luc": 0, "phan": 1, "chuong": 2, "muc": 3, "tieu muc": 4, "dieu": 5}
"""Headings with a name stand in this order (Nghị định 30/2020/NĐ-CP, phụ lục I): one ends all of a higher rank."""
_MOST_MISSING = 5
"""Headings of a series that may be missing before one that stands on a line of its own as a heading does."""
_AHEAD = 40
"""Lines of the form of a heading that are looked at for what seems to be missing."""
_TITLE_LENGTH = 80
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-ZĐ])[.;:](?=\s|$)|(?<=[\d)%”\"])[.;:](?=\s|$)|:(?=\s|$)")
_BORDER = re.compile(r"\t|\S {3,}\S")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that may be a heading: its kind, its place in the series of that kind, and its printed parts."""

    kind: str
    ordinal: tuple[int, ...]
    start: int
    label: str
    title: str
    strong: bool
    """Marked as a heading by a word or by capitals, so a gap in the series is more likely a heading we missed."""
    plain: bool = False
    """A title alone on its line where no sentence goes on: no text that happens to begin with a number."""


def find_sections(text: str) -> tuple[Section, ...]:
    """Headings of a text in reading order, each with the text up to the next heading of any level.

    A numbered paragraph (khoản) is a section named by its first words, cut at the sentence or at 80 characters.
    """
    open_headings: list[_Heading] = []
    latest: dict[str, tuple[int, ...]] = {}
    found: list[tuple[int, _Heading]] = []
    headings = tuple(_headings(text))
    for place, heading in enumerate(headings):
        depth = _depth(heading, open_headings, latest, headings[place + 1 : place + 1 + _AHEAD])
        if depth is None:
            continue
        del open_headings[depth:]
        open_headings.append(heading)
        latest[heading.kind] = heading.ordinal
        found.append((depth + 1, heading))
    ends = [heading.start for _, heading in found][1:] + [len(text)] * bool(found)
    return tuple(
        Section(level, heading.label, heading.title, Span(heading.start, end))
        for (level, heading), end in zip(found, ends, strict=True)
    )


def _depth(
    heading: _Heading, open_headings: list[_Heading], latest: dict[str, tuple[int, ...]], coming: Sequence[_Heading]
) -> int | None:
    """How many of the open headings stay open above this one; None when it is no heading."""
    for depth in range(len(open_headings) - 1, -1, -1):
        if _follows(heading, open_headings[depth].kind, open_headings[depth].ordinal):
            return depth
        if _follows_a_gap(heading, open_headings[depth], coming):
            return depth
    before = latest.get(heading.kind)
    goes_on = _follows(heading, heading.kind, before) if before else heading.strong and len(heading.ordinal) == 1
    if not goes_on and not _begins(heading, open_headings):
        return None
    for depth, other in enumerate(open_headings):
        if other.kind == heading.kind:
            return depth
    rank = _RANKS.get(heading.kind)
    if rank is None:
        return len(open_headings)
    depth = 0
    for other in open_headings:
        outer = rank > _RANKS["chuong"] and other.kind in ("roman", "upper")
        if _RANKS.get(other.kind, -1 if outer else rank) >= rank:
            break
        depth += 1
    return depth


def _begins(heading: _Heading, open_headings: list[_Heading]) -> bool:
    """Whether this is the first of a series: 1, I, A, a, or 2.1 under an open 2."""
    ordinal = heading.ordinal
    if ordinal[-1] != 1:
        return False
    return len(ordinal) == 1 or heading.strong or any(other.ordinal[-1] == ordinal[-2] for other in open_headings)


def _follows(heading: _Heading, kind: str, before: tuple[int, ...]) -> bool:
    """Whether a heading comes next after another; before a strong one a single line may have been misread."""
    ordinal = heading.ordinal
    if kind != heading.kind or ordinal[:-1] != before[:-1] or ordinal[-1] <= before[-1]:
        return False
    missing = set(range(before[-1] + 1, ordinal[-1]))
    if kind in ("upper", "point"):
        missing -= _LEFT_OUT
    return len(missing) <= heading.strong


def _follows_a_gap(heading: _Heading, before: _Heading, coming: Sequence[_Heading]) -> bool:
    """Whether a plain heading of the same printed form comes later in the series; `a)`, `d)`: two are missing.

    What stands below instead is not missing: `1.`, `7.`, `2.` leaves the 7 out.
    """
    if not heading.plain or len(heading.ordinal) > 1 or _form(heading.label) != _form(before.label):
        return False
    first, last = before.ordinal[0] + 1, heading.ordinal[0]
    if heading.kind != before.kind or not 0 <= last - first <= _MOST_MISSING:
        return False
    same = [other.ordinal[0] for other in coming if other.kind == heading.kind]
    again = next((place for place, ordinal in enumerate(same) if ordinal == 1), len(same))
    return not any(first <= ordinal < last for ordinal in same[:again])


def _form(label: str) -> str:
    """The marks around a number: `)` of `a)`."""
    return "".join(letter for letter in label if not letter.isalnum()).strip()


def _headings(text: str) -> Iterator[_Heading]:
    """Lines that have the form of a heading, with their titles, in reading order."""
    lines = text.split("\n")
    starts = []
    start = 0
    for line in lines:
        starts.append(start)
        start += len(line) + 1
    for index, line in enumerate(lines):
        stripped = line.lstrip(" \t\f*#>_")
        if not stripped or stripped[0] not in _FIRST:
            continue
        heading = _read_line(stripped.rstrip(" *_\r\f"), starts[index] + len(line) - len(stripped), lines, index)
        if heading is not None:
            yield heading


def _read_line(line: str, start: int, lines: list[str], index: int) -> _Heading | None:
    if line[0] in "PpCcMmTtĐđ" and (named := _NAMED.match(line)):
        return _named_heading(named, start, lines, index)
    numbered = _NUMBERED.match(line)
    if numbered is None or _BORDER.search(line):
        return None
    return _numbered_heading(numbered, start, lines, index)


def _named_heading(match: re.Match[str], start: int, lines: list[str], index: int) -> _Heading | None:
    """`Chương II`, `Điều 5. Phạm vi`: a mark, a title in capitals or nothing at all must follow the number."""
    kind, rest = " ".join(fold(match["word"]).split()), match["rest"].strip(" *_-–")
    capitals = match["word"].isupper()
    if not match["word"][0].isupper() or (rest and not match["mark"] and not _in_capitals(rest)):
        return None
    if match["ordinal"] is None:
        if kind != "phu luc" or not capitals:
            return None
        ordinal: tuple[int, ...] = (1,)
    else:
        ordinal = (_value(match["ordinal"]),)
    label = squeeze(match["label"]) + (match["mark"] or "").strip()
    title = _title(rest, lines, index, below=True)
    return _Heading(kind, ordinal, start, label, title, strong=_sentence_ended(lines, index))


def _numbered_heading(match: re.Match[str], start: int, lines: list[str], index: int) -> _Heading | None:
    """`I.`, `1.1.`, `a)`: words must follow on the same line, and begin as a heading begins."""
    kind = next(name for name in _KINDS if match[name] is not None)
    rest = match["rest"].strip(" *_")
    letters = rest.lstrip("“\"'(*[ ")
    if not letters or not _opens_heading(kind, rest, letters, spaced=match["rest"][:1] in (" ", "*", "_", "\xa0")):
        return None
    ordinal = _ordinal(kind, match[kind])
    if ordinal is None:
        return None
    capitals = _in_capitals(rest)
    strong = capitals and kind in ("roman", "upper")
    if len(ordinal) > 1:
        strong = letters[0].isupper()
        kind = f"{kind}{len(ordinal)}"
    title = _title(rest, lines, index, below=False)
    return _Heading(kind, ordinal, start, match["label"].strip(), title, strong, _stands_alone(rest, lines, index))


def _stands_alone(rest: str, lines: list[str], index: int) -> bool:
    """Whether a line holds a title and nothing else: no sentence runs into it, ends in it or runs on below it."""
    if len(rest) > _TITLE_LENGTH or not rest[0].isupper() or rest[-1] in ".,;:":
        return False
    above = lines[index - 1].strip(" \t\r\f*#_") if index else ""
    below = _line_after(lines, index)
    opened = not above or _sentence_ended(lines, index) or bool(_NUMBERED.match(above))
    return opened and not (below and below[0][0].islower())


def _sentence_ended(lines: list[str], index: int) -> bool:
    """Whether the words above a line end a sentence, a list item or a heading."""
    above = next((line.strip(" \t\r\f*#_") for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), ".")
    return above[-1:] in ".;:!?/-*" or _in_capitals(above)


_KINDS = ("mixed", "decimal", "roman", "upper", "bracket", "number", "closed", "subpoint", "point")


def _opens_heading(kind: str, rest: str, letters: str, *, spaced: bool) -> bool:
    """Whether what follows the number can be the words of a heading rather than of a sentence or an amount."""
    if kind in ("point", "subpoint", "bracket", "closed"):
        return letters[0].isalnum()
    if letters[0].isdigit():
        return spaced and kind == "number" and _digits_then_words(letters)
    return letters[0].isupper() and (kind != "upper" or rest[1:2].isalpha())


def _digits_then_words(letters: str) -> bool:
    """`1. 99% số thôn` opens a paragraph; `12. 500` does not."""
    return any(letter.isalpha() for letter in letters) and not letters[:3].isdigit()


def _ordinal(kind: str, printed: str) -> tuple[int, ...] | None:
    if kind == "roman":
        value = _roman(printed)
        return (value,) if value else None
    if kind in ("upper", "point"):
        return (_LETTERS[printed.lower()],)
    parts = re.findall(r"\d+|[IVX]+|[a-zđ]", printed)
    values = tuple(_value(part) for part in parts)
    return values if all(values) else None


def _value(printed: str) -> int:
    """Number meant by digits (with or without a letter), a Roman numeral, a letter or a word; 0 when none."""
    digits = re.match(r"\d+", printed)
    if digits:
        return int(digits[0])
    word = _WORDS.get(fold(printed))
    if word:
        return word
    return _roman(printed) or _LETTERS.get(printed.lower(), 0)


def _roman(printed: str) -> int:
    """Value of a Roman numeral, 0 when badly formed.

    >>> _roman("XIV"), _roman("IIX")
    (14, 0)
    """
    if not re.fullmatch(r"(?i:C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))", printed):
        return 0
    values = [_ROMAN[letter] for letter in printed.upper()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _title(rest: str, lines: list[str], index: int, *, below: bool) -> str:
    """Title of a heading: capitals run on over lines; a paragraph gives its first words.

    below: whether a heading without words takes the next line as its title (`Chương I` above its name).
    """
    parts = [rest] if rest else []
    if not rest or _in_capitals(rest):
        parts += _capitals_after(lines, index)
        if not parts and below:
            parts = _line_after(lines, index)
    wrapped = _wrapped(rest, lines, index) if rest and len(parts) == 1 else []
    title = squeeze(" ".join([*parts, *wrapped]))
    if _in_capitals(title) or len(title) <= _TITLE_LENGTH:
        return title.rstrip(" .;:")
    end = _SENTENCE_END.search(title, 4)
    cut = end.start() if end and end.start() <= _TITLE_LENGTH else title.rfind(" ", 0, _TITLE_LENGTH + 1)
    return title[:cut].rstrip(" ,")


def _wrapped(rest: str, lines: list[str], index: int) -> list[str]:
    """The next line of a paragraph that was cut by the width of the page, when the title needs its words."""
    if len(rest) >= _TITLE_LENGTH or _SENTENCE_END.search(rest):
        return []
    below = _line_after(lines, index)
    return below if below and below[0][:1].islower() and not _NUMBERED.match(below[0]) else []


def _capitals_after(lines: list[str], index: int) -> list[str]:
    """Lines in capitals under a heading that belong to it: they open no heading of their own."""
    parts = []
    for line in lines[index + 1 : index + 9]:
        words = line.strip(" \t\r\f*#_")
        if not words:
            continue
        if not _in_capitals(words) or _NUMBERED.match(words) or _NAMED.match(words) or _BORDER.search(words):
            break
        parts.append(words)
    return parts


def _line_after(lines: list[str], index: int) -> list[str]:
    """The next line with words, unless it is a remark in brackets or opens a heading."""
    words = next((line.strip(" \t\r\f*#_") for line in lines[index + 1 : index + 4] if line.strip()), "")
    return [words] if words and words[0] not in "(-–+" and not _NUMBERED.match(words) else []


def _in_capitals(words: str) -> bool:
    """Whether a line is set in capitals (at least two letters, no small one outside brackets)."""
    return words.isupper() and sum(letter.isalpha() for letter in words[:12]) >= 2
