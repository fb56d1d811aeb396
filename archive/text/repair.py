"""What was meant by mistyped words: a noisy channel over the archive's own syllables and pairs.

A typed syllable may stand for one with marks it lacks, with hỏi for ngã, with an initial that sounds alike, or, where
the archive does not know it, for one that is an edit away. Each has its price in nats; what the archive writes often,
and often side by side, is cheap; the cheapest reading of the whole line wins (Viterbi). The price of a missing mark
rises with the share of syllables typed with a tone, so that careful typing is left alone. The one rule: what has no
support in the archive is left as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from unicodedata import normalize
from weakref import WeakKeyDictionary

from archive.text.folding import canonical, fold, lower, spellings
from archive.text.usage import LONGEST, Usage

MOST_TOKENS = 40
"""Syllables of a line that is repaired; a pasted paragraph needs none and would take long."""
MOST_READINGS = 10
"""Readings of a syllable that are weighed, the likeliest by themselves."""
MOST_MET = 4_000
"""Typed syllables whose readings are kept."""
MARK, CAREFUL = 6.0, 0.65
"""Price of a missing mark where this share of the syllables has a tone; with none it costs nothing. Of questions
typed well one in twenty has a share under .57."""
LIGHT = 1.0
"""Where marks cost less, they were left out on purpose: what has readings with marks is no slip of a key."""
SWAPPED = 4.0
"""Price of hỏi for ngã and back."""
SOUND = 6.0
"""Price of s for x, ch for tr, d for gi or r, l for n and back."""
EDIT = 9.0
"""Price of a letter left out, put in, exchanged or of two turned round."""
WRONG_MARK = 11.0
"""Price of a mark that is another or should not be there."""
TAKEN_MARK, LOST_MARK = 1.5, 4.0
"""Price of a mark that went with its letter, and of one that should not be there, where a letter is wrong anyway."""
RARE = 1e-6
"""A syllable with a smaller share of all is as good as unknown: large archives hold slips of their own."""
LEAST_BOND, MARK_BOND, SLIP_BOND = 1e-6, 2.0, 3.0
"""How many times as often as by chance a changed syllable must meet a neighbour: for marks in a line without any (at
all), in a careful one, and for letters."""
NAME_BOND = 20.0
"""The same for marks missing in a capitalised syllable of a careful line, met with the small one behind it."""
FOLLOWS = 0.95
"""Weight of the pair against the syllable alone."""

_TOKEN = re.compile(r"[^\W_]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_HOOK_TILDE = frozenset("\u0309\u0303")
_VOWEL = re.compile("[aeiouy]")
_ALIKE = (("tr", "ch"), ("s", "x"), ("l", "n"), ("d", "r"), ("gi", "d"), ("gi", "r"))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One syllable that may be meant: its price, its place and count in the archive."""

    syllable: str
    price: float
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class _Line:
    """The cheapest readings up to one of the last syllable."""

    cost: float = 0.0
    last: _Reading = _Reading("", 0.0, -1, 0)
    before: _Line | None = None

    def syllables(self) -> tuple[str, ...]:
        """The readings in their order."""
        found, line = [], self
        while line.before is not None:
            found.append(line.last.syllable)
            line = line.before
        return tuple(reversed(found))


def repair(text: str, usage: Usage) -> str | None:
    """The text with its mistyped syllables as the archive writes them; None when nothing is to be changed.

    All else stays as typed: signs, figures, capitals, names the archive does not know.
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if not usage.total or len(spans) > MOST_TOKENS:
        return None
    typed = [text[start:end] for start, end in spans]
    meant = repair_syllables(typed, usage)
    pieces, end = [], 0
    for (start, stop), old, new in zip(spans, typed, meant, strict=True):
        if canonical(lower(old)) != new:
            pieces += [text[end:start], shown_as_typed(new, old)]
            end = stop
    return "".join((*pieces, text[end:])) if pieces else None


def repair_syllables(typed: Sequence[str], usage: Usage) -> tuple[str, ...]:
    """The likeliest canonical syllables for typed ones, one for one."""
    tokens = [canonical(lower(token)) for token in typed]
    shouting = all(token == token.upper() for token in typed)
    price = _price_of_a_mark(tokens)
    best = [_Line()]
    for at, token in enumerate(tokens):
        named = not shouting and _is_name(typed, at)
        fixed = _is_fixed(token, typed[at], usage, shouting=shouting) or (named and price and not _leads(typed, at))
        readings = _readings(token, {token: 0.0}, usage) if fixed else _met(token, price, usage, slips=not named)
        best = sorted([_cheapest(best, reading, usage) for reading in readings], key=_cost)
    names = [bool(price) and not shouting and _is_name(typed, at) for at in range(len(typed))]
    return _supported(tokens, best[0].syllables(), price, usage, names)


def _is_name(typed: Sequence[str], at: int) -> bool:
    """Whether a syllable has a capital that does not come from standing first."""
    return typed[at][0].isupper() and (at > 0 or any(form[0].isupper() for form in typed[1:2]))


def _leads(typed: Sequence[str], at: int) -> bool:
    """Whether a syllable with a capital has one without behind it: `Tài chính`, and not the Hoa of `Trần Minh Hoa`."""
    return any(form[0].islower() for form in typed[at + 1 : at + 2])


def _supported(
    tokens: Sequence[str], line: Sequence[str], price: float, usage: Usage, names: Sequence[bool]
) -> tuple[str, ...]:
    """The line without the changes no neighbour speaks for; one whose own letters were changed is no witness.

    names: for which syllables only what follows may speak, and loudly.
    """
    kept = [usage.place(new) if fold(new) == fold(old) else -1 for old, new in zip(tokens, line, strict=True)]
    places = [usage.place(new) for new in line]
    meant = []
    for at, (old, new) in enumerate(zip(tokens, line, strict=True)):
        bond = _bond(places[at], kept[at + 1], usage) if at + 1 < len(line) else 0.0
        if at and not names[at]:
            bond = max(bond, _bond(kept[at - 1], places[at], usage))
        meant.append(new if new == old or bond >= (NAME_BOND if names[at] else _needed(old, new, price)) else old)
    return tuple(meant)


def _bond(left: int, right: int, usage: Usage) -> float:
    """How many times as often as by chance two syllables stand side by side; 0 where they never do."""
    if left < 0 or right < 0:
        return 0.0
    return usage.count_pair(left, right) * usage.total / (usage.counts[left] * usage.counts[right])


def _needed(old: str, new: str, price: float) -> float:
    return max(LEAST_BOND, MARK_BOND * price / MARK) if fold(new) == fold(old) else SLIP_BOND


def _cheapest(lines: Sequence[_Line], reading: _Reading, usage: Usage) -> _Line:
    """The cheapest line that ends with this reading, of lines with the cheapest first."""
    alone = (1 - FOLLOWS) * (reading.count + 0.5) / usage.total
    cheapest, best = float("inf"), lines[0]
    for line in lines:
        if line.cost >= cheapest:
            break  # what follows costs something more
        share, left = alone, line.last
        if left.count and reading.count:
            share += FOLLOWS * usage.count_pair(left.place, reading.place) / (left.count + 1)
        cost = line.cost - log(share)
        if cost < cheapest:
            cheapest, best = cost, line
    return _Line(cheapest + reading.price, reading, best)


def _cost(line: _Line) -> float:
    return line.cost


def _is_fixed(token: str, form: str, usage: Usage, *, shouting: bool) -> bool:
    """Figures and abbreviations are what they are."""
    if not token.isalpha() or len(token) > LONGEST:
        return True
    if not _VOWEL.search(fold(token)) and (len(token) < 3 or usage.count(token)):
        return True
    return not shouting and len(form) > 1 and form == form.upper()


def _price_of_a_mark(tokens: Sequence[str]) -> float:
    words = [token for token in tokens if token.isalpha()]
    share = sum(1 for token in words if _parts(token)[1]) / (len(words) or 1)
    return MARK * min(1.0, share / CAREFUL) ** 2


def _met(token: str, price: float, usage: Usage, *, slips: bool) -> list[_Reading]:
    """The readings of a syllable, kept as long as the counts they come from: few syllables make most questions."""
    kept = _MET.setdefault(usage, {})
    found = kept.get((token, price, slips))
    if found is None:
        if len(kept) >= MOST_MET:
            kept.clear()
        found = kept[token, price, slips] = _readings(token, _prices(token, price, usage, slips=slips), usage)
    return found


_MET: WeakKeyDictionary[Usage, dict[tuple[str, float, bool], list[_Reading]]] = WeakKeyDictionary()


def _readings(token: str, prices: Mapping[str, float], usage: Usage) -> list[_Reading]:
    """The readings that are weighed: the typed one, and the likeliest by themselves."""
    found = [_Reading(*item, usage.place(item[0]), usage.count(item[0])) for item in prices.items()]
    found.sort(key=lambda reading: (reading.price - log(reading.count + 0.5), reading.syllable))
    return [reading for place, reading in enumerate(found) if place < MOST_READINGS or reading.syllable == token]


def _prices(token: str, price: float, usage: Usage, *, slips: bool) -> dict[str, float]:
    """What a syllable may stand for, itself among them; without `slips`, its marks alone may be missing."""
    known = usage.count(token) > usage.total * RARE
    prices = {token: 0.0}
    for syllable in usage.marked(fold(token)):
        cost = _mark_price(token, syllable, price)
        if cost < WRONG_MARK or (slips and not known):
            _offer(prices, syllable, cost)
    for alike in _sounding_alike(token) if slips else ():
        for syllable in usage.marked(fold(alike)):
            _offer(prices, syllable, (SOUND if known else SOUND / 2) + _mark_price(token, syllable, price))
    told = price < LIGHT and any(usage.count(syllable) > usage.total * RARE for syllable in prices)
    for plain in one_edit(fold(token)) if slips and not (known or told) else ():
        for syllable in usage.marked(plain):
            _offer(prices, syllable, EDIT + _loose_price(token, syllable, price))
    return prices


def _offer(prices: dict[str, float], syllable: str, price: float) -> None:
    if price < prices.get(syllable, 99.0):
        prices[syllable] = price


def _sounding_alike(token: str) -> Iterator[str]:
    """The syllable with other initials.

    >>> list(_sounding_alike("xản"))
    ['sản']
    """
    plain = fold(token)
    for pair in _ALIKE:
        for old, new in (pair, pair[::-1]):
            rest = token[len(old) :]
            if not plain.startswith(old) or not rest or (old in "ln" and rest[0] in "gh"):
                continue
            yield (new[:-1] if new == "gi" and fold(rest[0]) == "i" else new) + rest


def one_edit(plain: str) -> set[str]:
    """Folded syllables that are one slip of a key away from this one."""
    letters = "abcdeghiklmnopqrstuvxy"
    cuts = [(plain[:at], plain[at:]) for at in range(len(plain) + 1)]
    shorter = {left + right[1:] for left, right in cuts if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    longer = {left + letter + right for left, right in cuts for letter in letters}
    return shorter | turned | other | longer


@lru_cache(1 << 14)
def _parts(syllable: str) -> tuple[str, str]:
    """A syllable without its tone, and the tone: `nươc` and the combining acute of `nước`."""
    letters = normalize("NFD", syllable)
    tone = next((letter for letter in letters if letter in _TONES), "")
    return normalize("NFC", letters.replace(tone, "")) if tone else syllable, tone


def _mark_price(typed: str, meant: str, price: float) -> float:
    """What the marks cost by which two syllables of the same letters differ (a first consonant may be another)."""
    (base, tone), (other, wanted) = _parts(typed), _parts(meant)
    cost, added = 0.0, False
    if tone != wanted:
        added = not tone
        if tone:
            cost += SWAPPED if {tone, wanted} == _HOOK_TILDE else WRONG_MARK
    for old, new in zip(reversed(base), reversed(other), strict=False):
        if old != new and fold(old) == fold(new):
            if old == fold(old):
                added = True
            else:
                cost += WRONG_MARK
    return cost + (price if added else 0.0)


def _loose_price(typed: str, meant: str, price: float) -> float:
    """What the marks cost where the letters differ too: a slip of a key often takes the mark of its letter along."""
    (base, tone), (other, wanted) = _parts(typed), _parts(meant)
    cost = 0.0
    if tone != wanted:
        cost += LOST_MARK if tone else min(price, TAKEN_MARK)
    marks, needed = _marked_letters(base), _marked_letters(other)
    if marks != needed:
        cost += min(price, TAKEN_MARK) if marks <= needed else LOST_MARK
    return cost


@lru_cache(1 << 14)
def _marked_letters(base: str) -> frozenset[str]:
    return frozenset(letter for letter in base if fold(letter) != letter)


def shown_as_typed(syllable: str, typed: str) -> str:
    """A syllable in its usual spelling, with the capitals of what was typed."""
    shown = usual(syllable)
    if len(typed) > 1 and typed == typed.upper():
        return shown.upper()
    return shown.capitalize() if typed[0] != typed[0].lower() else shown


def usual(syllable: str) -> str:
    """A canonical syllable as it is mostly printed: kỹ, lý, quý, tỷ; but sĩ.

    >>> usual("kĩ"), usual("sĩ"), usual("hòa")
    ('kỹ', 'sĩ', 'hòa')
    """
    return spellings(syllable)[-1] if syllable[-1] in "iìỉĩíị" and syllable[0] != "s" else syllable
