"""Automatic numbers of a DOCX. The one rule: the number Word prints, which stands nowhere in the text.

ECMA-376 part 1, 17.9: lists that share an abstract definition share their counters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from archive.extract.styles import W, value

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: `text` is a pattern such as `%1.%2.`."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    """All parts in Arabic figures, whatever their own form."""


class Lists:
    """Counters of all lists of a document, moved on as its paragraphs are read in order."""

    def __init__(self, root: Element | None) -> None:
        """Read `word/numbering.xml`; without it no paragraph has a number."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        levels = {
            definition.get(f"{W}abstractNumId", ""): _read_levels(definition)
            for definition in root.iter(f"{W}abstractNum")
        }
        for number in root.iter(f"{W}num"):
            name, abstract = number.get(f"{W}numId", ""), value(number.find(f"{W}abstractNumId")) or ""
            self._abstract[name] = abstract
            self._levels[name] = levels.get(abstract, {}) | _read_levels(number)
            self._restarts[name] = {
                int(override.get(f"{W}ilvl", "0")): int(start)
                for override in number.iter(f"{W}lvlOverride")
                if (start := value(override.find(f"{W}startOverride")))
            }

    def next_label(self, name: str, level: int) -> str:
        """Move the list on by one paragraph and return what stands before it; "" outside of any list."""
        levels = self._levels.get(name)
        if not levels:
            return ""
        counter = self._counters.setdefault(self._abstract[name], {})
        for restarted, start in self._restarts.pop(name, {}).items():
            counter[restarted] = start - 1
        shape = levels.get(level, Level())
        counter[level] = counter.get(level, shape.start - 1) + 1
        for deeper in [other for other in counter if other > level]:
            del counter[deeper]
        if shape.form == "bullet":
            return shape.text if shape.text.isprintable() and shape.text.strip() else "-"

        def count(match: re.Match[str]) -> str:
            part = int(match[1]) - 1
            own = levels.get(part, Level())
            return _write(counter.get(part, own.start), "decimal" if shape.legal else own.form)

        return _PLACE.sub(count, shape.text)


def _read_levels(parent: Element) -> dict[int, Level]:
    found = {}
    for element in parent.iter(f"{W}lvl"):
        start, legal = value(element.find(f"{W}start")), element.find(f"{W}isLgl")
        found[int(element.get(f"{W}ilvl", "0"))] = Level(
            form=value(element.find(f"{W}numFmt")) or "decimal",
            text=value(element.find(f"{W}lvlText")) or "",
            start=int(start) if start else 1,
            legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        )
    return found


def _write(number: int, form: str) -> str:
    """A number in a form of Word; forms without a Vietnamese use come out in Arabic figures.

    >>> _write(9, "lowerRoman"), _write(27, "upperLetter"), _write(3, "decimalZero")
    ('ix', 'AA', '03')
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02d}"
    if number < 1 or number > 9999:
        return str(number)
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "upperLetter" else letters.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        count, number = divmod(number, worth)
        letters += letter * count
    return letters
