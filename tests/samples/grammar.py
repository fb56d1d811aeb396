"""Templates of sentences with alternatives, and their rendering for one document.

A grammar file holds pools of sentences, one a line: `== pool | heading {or|another}`, then its sentences. In a sentence
`{a|b}` is one of several wordings (nested, may be empty), `$name` or `$name:argument` a name of the province or a
citation, `@key` a figure (`@key~` with its change, `@key=` as part of the year's plan, `@key+` from the start of
the year, `@key!` the plan itself, `@key%` the change alone), `#3-12` a small count, `%80-95` a share, `⟦…⟧` a
footnote. A leading `[…]` says when a sentence may be said: `[T1-T3]` months, `[2020-2022]` years, `[tỉnh sở huyện
xã]` levels, `[M Q H N Y]` kinds of period.
Rule: a template is compiled once; rendering it only appends strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Protocol

_FOLDER = Path(__file__).parent / "data" / "grammar"

Parts = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A part to be filled in: the kind of mark and its arguments."""

    mark: str
    name: str
    argument: str = ""
    inner: Parts = ()


class Speaker(Protocol):
    """What a template needs to know of the document it is said in."""

    random: Random

    scale: float
    """Factor for larger counts that are drawn: a commune has fewer of everything than the province."""

    @property
    def words(self) -> Mapping[str, str]:
        """Names that do not change within the document."""

    def name(self, name: str, argument: str) -> str:
        """Text for `$name:argument`."""

    def figure(self, key: str, form: str) -> str:
        """Text for `@key` in one of its forms."""

    def footnote(self, text: str) -> str:
        """Keep a footnote; return what stands in the sentence."""


@dataclass(frozen=True, slots=True)
class When:
    """When a sentence may be said; empty means always."""

    months: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def fits(self, *, month: int, year: int, level: str, kind: str) -> bool:
        """Whether all that is asked for is so."""
        return (
            (not self.months or month in self.months)
            and (not self.years or year in self.years)
            and (not self.levels or level in self.levels)
            and (not self.kinds or kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences on one matter, in the order they would be said, under one heading."""

    name: str
    heading: Parts
    lines: tuple[tuple[When, Parts], ...]


_TOKEN = re.compile(
    r"""(?P<open>\{) | (?P<bar>\|) | (?P<close>\}) | (?P<note>⟦) | (?P<end>⟧)
      | \$(?P<name>[A-Za-z_]+\d?)(?::(?P<argument>[a-z_0-9]+(?::[a-z_0-9]+)?))?
      | @(?P<key>[a-z_]+)(?P<form>[~=+!%])?
      | \#(?P<low>\d+)-(?P<high>\d+)(?P<bare>(?=%|\ (?:điểm|nghìn|triệu|tỷ|tấn|ha|km|m[²³]?)\b))?
      | %(?P<least>\d+)-(?P<most>\d+)
      | (?P<text>[^{}|⟦⟧$@\#%]+ | [$@\#%])
    """,
    re.VERBOSE,
)
_CONDITION = re.compile(r"\[(?P<terms>[^\]]{1,60})\]\s*")
_KINDS = {"M": "month", "Q": "quarter", "H": "half", "N": "nine", "Y": "year"}


def compile_template(text: str) -> Parts:
    """Cut a template into parts.

    >>> compile_template("{Đã|Có} #2-3 vụ")
    ((('Đã',), ('Có',)), Call(mark='#', name='2', argument='3', inner=()), ' vụ')
    """
    parts, rest = _parse(list(_TOKEN.finditer(text)), 0, closing="")
    if rest != len(list(_TOKEN.finditer(text))):
        raise ValueError(f"unbalanced template: {text}")
    return parts


def _parse(tokens: list[re.Match[str]], at: int, *, closing: str) -> tuple[Parts, int]:
    parts: list[object] = []
    while at < len(tokens):
        token = tokens[at]
        if token.lastgroup in ("bar", "close", "end") and closing:
            break
        at += 1
        if token["open"]:
            choices = []
            while True:
                choice, at = _parse(tokens, at, closing="}")
                choices.append(choice)
                at += 1
                if tokens[at - 1]["close"]:
                    break
            parts.append(tuple(choices))
        elif token["note"]:
            inner, at = _parse(tokens, at, closing="⟧")
            parts.append(Call("⟦", "", inner=inner))
            at += 1
        else:
            parts.append(_leaf(token))
    return tuple(parts), at


def _leaf(token: re.Match[str]) -> object:
    if token["name"]:
        return Call("$", token["name"], token["argument"] or "")
    if token["key"]:
        return Call("@", token["key"], token["form"] or "")
    if token["low"]:
        return Call("#" if token["bare"] is None else "##", token["low"], token["high"])
    if token["least"]:
        return Call("%", token["least"], token["most"])
    return token.group()


def render(parts: Parts, speaker: Speaker) -> str:
    """Say a compiled template."""
    out: list[str] = []
    _say(parts, speaker, out.append)
    return "".join(out)


def _say(parts: Parts, speaker: Speaker, put: Callable[[str], None]) -> None:
    for part in parts:
        if isinstance(part, str):
            put(part)
        elif isinstance(part, tuple):
            _say(part[int(speaker.random.random() * len(part))], speaker, put)
        else:
            put(_call(part, speaker))


def _call(part: object, speaker: Speaker) -> str:
    assert isinstance(part, Call)
    if part.mark == "$":
        word = speaker.words.get(part.name)
        return speaker.name(part.name, part.argument) if word is None else word
    if part.mark == "@":
        return speaker.figure(part.name, part.argument)
    if part.mark == "⟦":
        return speaker.footnote(render(part.inner, speaker))
    low, high = int(part.name), int(part.argument)
    if part.mark == "#" and high > 30:
        low, high = max(2, int(low * speaker.scale)), max(9, int(high * speaker.scale))
    drawn = low + int(speaker.random.random() * (high - low + 1))
    if part.mark[0] == "#":
        return f"{drawn:02d}" if drawn < 10 and part.mark == "#" else f"{drawn:,}".replace(",", ".")
    tenth = int(speaker.random.random() * 10)
    return f"{drawn},{tenth}%" if tenth else f"{drawn}%"


def _condition(terms: str) -> When:
    months: set[int] = set()
    years: set[int] = set()
    levels: set[str] = set()
    kinds: set[str] = set()
    for term in terms.split():
        low, _, high = term.replace("T", "").partition("-")
        if term in _KINDS:
            kinds.add(_KINDS[term])
        elif low.isdigit():
            values = range(int(low), int(high or low) + 1)
            (months if term[0] == "T" else years).update(values)
        else:
            levels.add(term)
    return When(frozenset(months), frozenset(years), frozenset(levels), frozenset(kinds))


@cache
def topic_pools(topic: str) -> Mapping[str, Pool]:
    """The pools of one grammar file, by name, in the order of the file."""
    pools: dict[str, Pool] = {}
    name = ""
    heading: Parts = ()
    lines: list[tuple[When, Parts]] = []
    for line in [*(_FOLDER / f"{topic}.txt").read_text("utf-8").splitlines(), "== end"]:
        if line.startswith("=="):
            if name:
                pools[name] = Pool(name, heading, tuple(lines))
            name, _, title = (part.strip() for part in line[2:].partition("|"))
            heading, lines = compile_template(title), []
        elif line.strip() and not line.startswith("#"):
            found = _CONDITION.match(line)
            when = _condition(found["terms"]) if found else When()
            lines.append((when, compile_template(line[found.end() :] if found else line)))
    return pools


@lru_cache(maxsize=8192)
def fitting(topic: str, pool: str, *, month: int, year: int, level: str, kind: str) -> tuple[Parts, ...]:
    """The sentences of a pool that may be said in a document."""
    lines = topic_pools(topic)[pool].lines
    return tuple(parts for when, parts in lines if when.fits(month=month, year=year, level=level, kind=kind))
