"""Two documents side by side: sections paired row by row, then compared word by word.

The one rule: a label is not identity. Sections belong together by the likeness of their titles, their words (numbers
masked) and the sections they stand in; the order of both documents is kept, and what has no partner stands alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
"""Sections of the other document scored for each section: those that share the most word triples."""
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

    The pairing is the one of the highest total worth that keeps the order of both sides (dynamic programming).
    """
    worth = _worth(left, right)
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        row, below, gains = best[i], best[i + 1], worth[i]
        for j in range(len(right) - 1, -1, -1):
            most = max(below[j], row[j + 1])
            gain = gains.get(j)
            if gain is not None and gain + below[j + 1] > most:
                most = gain + below[j + 1]
            row[j] = most
    return tuple(_trace(best, worth, len(left), len(right)))


def _trace(
    best: Sequence[Sequence[float]], worth: Sequence[Mapping[int, float]], rows: int, columns: int
) -> Iterator[tuple[int | None, int | None]]:
    """The rows of the best pairing; of two unpaired sections in one place the left one comes first."""
    i = j = 0
    while i < rows and j < columns:
        gain = worth[i].get(j)
        if gain is not None and best[i][j] == gain + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
    yield from ((place, None) for place in range(i, rows))
    yield from ((None, place) for place in range(j, columns))


def _worth(left: Sequence[Part], right: Sequence[Part]) -> list[dict[int, float]]:
    """For each left part, the right parts it may be paired with and what that is worth (above 0)."""
    exact: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, part in enumerate(right):
        exact[part.keys].append(place)
    worth: list[dict[int, float]] = []
    for part, candidates in zip(left, _candidates(left, right), strict=True):
        gains = {place: _EXACT + _LITTLE * _titles(part.above, right[place].above) for place in exact[part.keys]}
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
