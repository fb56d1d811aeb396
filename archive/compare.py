"""Two documents side by side: sections paired row by row, then compared word by word.

The one rule: a label is not identity. Sections belong together by the likeness of their titles, their words (numbers
masked) and the sections they stand in; the order of both documents is kept, and what has no partner stands alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from archive.library import Library
from archive.model import Change, ChangeKind, Comparison, Edit, Section, Span
from archive.text.differences import NUMBER, find_edits, masked_keys, read_tokens
from archive.text.folding import fold

RELATED = 0.56
"""Least likeness of two sections in one row, chosen on pairs of generated reports whose true pairing is known."""
REWORDED = 0.5
"""Least share of equal words of a reworded section; below it the section is rewritten."""
_CANDIDATES = 24
"""Sections of the other document scored for each section: those that share the most word triples, and those of the very
same words that come about as often before."""
_HEAD = 1200
"""Characters of a section that decide its likeness; enough to tell it, and time stays bounded."""
_EXACT = 1.5
"""Worth of a pair with the same words: more than any likeness, so such pairs anchor the rest."""
_LITTLE = 0.05
_SURE = 0.9
"""Likeness of words alone that makes a pair whatever the titles."""
_CLOSING = re.compile(r"^[^\w\n]{0,10}Nơi\s+nhận\b", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A section made ready for comparison; the text before the first and after the last are parts without a title."""

    section: Section
    text: str
    """Its words without the label."""
    keys: tuple[str, ...]
    """What its words are compared by, numbers by value."""
    words: tuple[str, ...]
    """The same, numbers masked."""
    masked: str
    """Its first words in one folded line, numbers masked, without marks."""
    title: str
    """Its title up to a colon, in the same form."""
    above: str
    """Title of the section it stands in, in the same form."""
    opens: bool
    """Whether it is the text before the first section."""


def compare_documents(library: Library, left_id: str, right_id: str) -> Comparison:
    """Rows of both documents in reading order; `edits` of each row cover all its words on both sides but the label.

    Raises:
        NotFoundError: there is no such document.
    """
    left, right = library.catalogue.get(left_id), library.catalogue.get(right_id)
    texts = library.catalogue.text(left_id), library.catalogue.text(right_id)
    return Comparison(left, right, compare_texts(left.sections, texts[0], right.sections, texts[1]))


def compare_texts(
    sections: Sequence[Section], text: str, others: Sequence[Section], other_text: str
) -> tuple[Change, ...]:
    """The rows of two texts and their sections."""
    left, right = read_parts(sections, text), read_parts(others, other_text)
    return tuple(
        _change(None if i is None else left[i], None if j is None else right[j]) for i, j in align(left, right)
    )


def read_parts(sections: Sequence[Section], text: str) -> tuple[Part, ...]:
    """All of a text as parts in reading order: what stands before the first section, the sections, the closing."""
    spans = [*sections]
    first = sections[0].span.start if sections else len(text)
    if text[:first].strip():
        spans.insert(0, Section(1, "", "", Span(0, first)))
    closing = [match.start() for match in _CLOSING.finditer(text, spans[-1].span.start)] if spans else []
    if closing and closing[-1] > spans[-1].span.start:
        last = spans.pop()
        spans.append(replace(last, span=Span(last.span.start, closing[-1])))
        spans.append(Section(1, "", "", Span(closing[-1], last.span.end)))
    parts: list[Part] = []
    above: list[int] = []
    for place, section in enumerate(spans):
        while above and spans[above[-1]].level >= section.level:
            above.pop()
        parts.append(_part(section, text, parts[above[-1]].title if above and section.label else ""))
        if section.label:
            above.append(place)
    return tuple(parts)


def _part(section: Section, text: str, above: str) -> Part:
    words = text[section.span.start : section.span.end]
    words = words.removeprefix(section.label)
    tokens = read_tokens(words)
    masked = masked_keys(tokens)
    return Part(
        section=section,
        text=words,
        keys=tuple(token.key for token in tokens),
        words=masked,
        masked=_one_line(masked),
        title=_one_line(masked_keys(read_tokens(section.title.partition(":")[0]))),
        above=above,
        opens=not section.label and section.span.start == 0,
    )


def _one_line(words: Sequence[str]) -> str:
    return fold(" ".join(word for word in words[:_HEAD] if word.isalnum() or word == NUMBER))[:_HEAD]


def align(left: Sequence[Part], right: Sequence[Part]) -> tuple[tuple[int | None, int | None], ...]:
    """Places of the parts that stand in one row, in reading order; None where a side has no partner.

    The pairing is the one of the highest total worth that keeps the order of both sides. Only pairs of some worth are
    looked at, so time grows with the length of the documents and not with its square.
    """
    chains = _Chains(len(right))
    for i, gains in reversed(tuple(enumerate(_worth(left, right)))):
        begun = [(gain, j, chains.best_after(j)) for j, gain in sorted(gains.items(), reverse=True)]
        for gain, j, rest in begun:
            chains.add(j, _Chain(gain + (rest.worth if rest else 0.0), i, j, rest))
    return tuple(_rows(chains.best_after(-1), len(left), len(right)))


@dataclass(frozen=True, slots=True)
class _Chain:
    """A pair and the best pairs after it, with what they are worth together."""

    worth: float
    left: int
    right: int
    rest: _Chain | None


class _Chains:
    """The best chain that begins after a place on the right: a Fenwick tree of maxima, counted from the end."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._best: list[_Chain | None] = [None] * (size + 1)

    def best_after(self, place: int) -> _Chain | None:
        """The chain of the highest worth whose first pair lies right of a place."""
        found: _Chain | None = None
        node = self._size - 1 - place
        while node > 0:
            chain = self._best[node]
            if chain and (found is None or (chain.worth, -chain.left) > (found.worth, -found.left)):
                found = chain
            node -= node & -node
        return found

    def add(self, place: int, chain: _Chain) -> None:
        """Put in a chain whose first pair lies at a place; of equal worth the one that begins earlier counts."""
        node = self._size - place
        while node <= self._size:
            known = self._best[node]
            if known is None or chain.worth >= known.worth:
                self._best[node] = chain
            node += node & -node


def _rows(chain: _Chain | None, rows: int, columns: int) -> Iterator[tuple[int | None, int | None]]:
    """The pairs of a chain and what stands alone between them, the left side first."""
    i = j = 0
    while chain:
        yield from ((place, None) for place in range(i, chain.left))
        yield from ((None, place) for place in range(j, chain.right))
        yield chain.left, chain.right
        i, j, chain = chain.left + 1, chain.right + 1, chain.rest
    yield from ((place, None) for place in range(i, rows))
    yield from ((None, place) for place in range(j, columns))


def _worth(left: Sequence[Part], right: Sequence[Part]) -> list[dict[int, float]]:
    """For each left part, the right parts it may be paired with and what that is worth (above 0)."""
    exact: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, part in enumerate(right):
        exact[part.keys].append(place)
    met = Counter[tuple[str, ...]]()
    worth: list[dict[int, float]] = []
    for part, candidates in zip(left, _candidates(left, right), strict=True):
        rank = met[part.keys]
        met[part.keys] += 1
        same = exact[part.keys][max(0, rank - _CANDIDATES // 2) : rank + _CANDIDATES // 2]
        gains = {place: _EXACT + _LITTLE * _titles(part.above, right[place].above) for place in same}
        for place in candidates:
            if place not in gains and (score := _likeness(part, right[place])) >= RELATED:
                gains[place] = score - RELATED + _LITTLE
        worth.append(gains)
    return worth


def _candidates(left: Sequence[Part], right: Sequence[Part]) -> Iterator[list[int]]:
    """For each left part, the right parts worth a closer look: of the same title, or sharing most word triples."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, part in enumerate(right):
        for triple in _triples(part):
            index[triple].append(place)
    for part in left:
        shared = Counter[int]()
        for triple in _triples(part):
            shared.update(index.get(triple, ()))
        yield [place for place, _ in shared.most_common(_CANDIDATES)]


def _triples(part: Part) -> set[str]:
    """Runs of three words of a part, its title as a whole, and what every part of its sort shares."""
    words = part.masked.split()
    runs = {" ".join(words[place : place + 3]) for place in range(len(words) - 2)}
    return runs | {f"title {part.title}"} if part.section.label else runs | {f"no title {part.opens}"}


def _likeness(part: Part, other: Part) -> float:
    """How like two parts are, from 0 to 1: titles, words and the parts around them."""
    if bool(part.section.label) != bool(other.section.label) or part.opens != other.opens:
        return 0.0
    words = (fuzz.ratio(part.masked, other.masked) + fuzz.token_set_ratio(part.masked, other.masked)) / 200
    if not part.section.label:
        return max(words, RELATED)
    title = _titles(part.title, other.title)
    return max(0.45 * title + 0.45 * words + 0.1 * _titles(part.above, other.above), words if words > _SURE else 0.0)


def _titles(title: str, other: str) -> float:
    """How like two titles are, from 0 to 1."""
    if not title or not other:
        return float(title == other)
    return (fuzz.ratio(title, other) + fuzz.token_set_ratio(title, other)) / 200


def _change(left: Part | None, right: Part | None) -> Change:
    """One row: how the two sides differ, and the words."""
    if left is None or right is None:
        kind: ChangeKind = "added" if left is None else "removed"
        text, other = left.text if left else "", right.text if right else ""
        edits: tuple[Edit, ...] = (Edit("insert" if left is None else "delete", text, other),)
    elif left.keys == right.keys:
        kind, edits = "same", (Edit("equal", left.text, right.text),)
    else:
        edits = find_edits(left.text, right.text)
        kind = _kind(left, right, edits)
    return Change(kind, left.section if left else None, right.section if right else None, edits)


def _kind(left: Part, right: Part, edits: Sequence[Edit]) -> ChangeKind:
    if left.words == right.words:
        return "figures"
    equal = sum(len(edit.left) + len(edit.right) for edit in edits if edit.kind == "equal")
    return "reworded" if equal >= REWORDED * (len(left.text) + len(right.text)) else "rewritten"
