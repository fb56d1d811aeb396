"""Two texts whose true pairing is known: a draft and what became of it, two periods of one series.

Rule: the truth is kept while the texts are made, never read off them afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.samples.chance import code, mix
from tests.samples.model import Block
from tests.samples.periods import Period
from tests.samples.reports import Slot, _blocks, _fill, _outline
from tests.samples.speaker import Voice
from tests.samples.world import World, open_world

_TOPICS = (
    "economy", "invest", "budget", "farming", "forest", "rural", "disaster", "land", "industry", "transport",
    "education", "health", "tourism", "poverty", "reform", "digital", "inspection",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """Lines of two texts, the pairs of lines that belong together, and those of them that moved."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    pairs: frozenset[tuple[int, int]]
    moved: frozenset[tuple[int, int]] = frozenset()
    doubtful: frozenset[tuple[int, int]] = field(default=frozenset())
    """Pairs that are neither right nor wrong: other sentences on the same matter."""


def draft_and_final(seed: int, size: int) -> Truth:
    """About `size` paragraphs, edited: a third with new figures or words, some taken out, put in, moved in blocks."""
    random = Random(mix(seed, size, 5))
    left = _lines(seed, size)
    spare = [line for line in _lines(seed + 1, size) if not line[1]]
    blocks = _moving(left, random)
    order = _moved_order(len(left), blocks, random)
    right: list[str] = []
    pairs, moved = set(), set()
    gone, come = [], []
    movers = {place for block in blocks for place in block}
    for place in order:
        text, is_heading = left[place]
        if place not in movers and not is_heading and random.random() < 0.06:
            gone.append(place)
            continue
        if random.random() < 0.06:
            come.append(len(right))
            right.append(spare.pop(int(random.random() * len(spare)))[0])
        pairs.add((place, len(right)))
        if place in movers:
            moved.add((place, len(right)))
        right.append(text if is_heading else _edited(text, random))
    alike = {(i, j) for i in gone for j in come if _share(left[i][0], right[j]) > 0.4}
    return Truth(tuple(text for text, _ in left), tuple(right), frozenset(pairs), frozenset(moved), frozenset(alike))


def _share(text: str, other: str) -> float:
    """Share of words that two lines have in common: high where they were made from one template."""
    words, others = set(text.casefold().split()), set(other.casefold().split())
    return len(words & others) / max(1, min(len(words), len(others)))


def part_in_whole(seed: int, size: int) -> Truth:
    """A report of `size` paragraphs, and an act that repeats a fifth of it, edited, in two pieces in turned order."""
    random = Random(mix(seed, size, 9))
    left, frame = _lines(seed, size), [line for line, _ in _lines(seed + 7, 3 * size)][-size // 3 :]
    fifth = size // 10
    pieces = [range(size // 2, size // 2 + fifth), range(size // 5, size // 5 + fifth)]
    right = frame[: len(frame) // 3]
    pairs: set[tuple[int, int]] = set()
    for piece, more in zip(pieces, (frame[len(frame) // 3 : -5], frame[-5:]), strict=True):
        for place in piece:
            pairs.add((place, len(right)))
            text, is_heading = left[place]
            right.append(text if is_heading else _edited(text, random))
        right += more
    doubtful = {
        (i, j)
        for i, (text, _) in enumerate(left)
        for j, other in enumerate(right)
        if (i, j) not in pairs and _share(text, other) > 0.4
    }
    return Truth(tuple(text for text, _ in left), tuple(right), frozenset(pairs), doubtful=frozenset(doubtful))


def two_periods(seed: int, size: int, *, topic: str = "economy") -> Truth:
    """Two reports of one series, a year apart, of about `size` bytes each; sentences of one template are pairs."""
    world = open_world(seed)
    left, right = (_told(world, topic, Period("quarter", year, 1), size) for year in (2023, 2024))
    pairs, doubtful = set(), set()
    for i, (_, keys) in enumerate(left):
        shared = {j: len(keys & other) for j, (_, other) in enumerate(right) if keys & other}
        best = max(shared.values(), default=0)
        pairs |= {(i, j) for j, count in shared.items() if count == best}
        doubtful |= {(i, j) for j in shared}
        matter = {key[:2] for key in keys}
        doubtful |= {(i, j) for j, (_, other) in enumerate(right) if matter & {key[:2] for key in other}}
    taken = _one_to_one(pairs)
    return Truth(
        tuple(text for text, _ in left), tuple(text for text, _ in right), taken, doubtful=frozenset(doubtful - taken)
    )


def _one_to_one(pairs: set[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Of several equally true partners the nearest in place."""
    kept: set[tuple[int, int]] = set()
    for i, j in sorted(pairs, key=lambda pair: (abs(pair[0] - pair[1]), pair)):
        if all(i != one and j != two for one, two in kept):
            kept.add((i, j))
    return frozenset(kept)


Key = tuple[str, str, int]


def _told(world: World, topic: str, period: Period, size: int) -> list[tuple[str, set[Key]]]:
    """The lines of a report, each with the templates of its sentences."""
    body = world.bodies["ubnd-van-linh"]
    random = Random(mix(world.seed, code(topic), code(period.code), 78))
    voice = Voice(world, body, topic, period, period.dated(1), random)
    voice.words["subject"] = "tình hình"
    slots = tuple(_outline(voice, size))
    _fill(voice, slots, size)
    return [(_line(block), set(_keys(block, slots))) for block in _blocks(voice, slots)]


def _keys(block: Block, slots: Sequence[Slot]) -> Iterator[Key]:
    for slot in slots:
        if block.kind == "heading" and slot.heading and slot.heading[1] == block.text:
            yield ("heading", f"{slot.topic} {slot.pool or block.label}", 0)
        for index, text in slot.said.items():
            if block.kind != "heading" and text in block.text:
                yield (slot.topic, slot.pool, index)


def _line(block: Block) -> str:
    return f"{block.label} {block.text}".strip()


def _lines(seed: int, size: int) -> list[tuple[str, bool]]:
    """`size` lines of reports on one matter after another, each with whether it is a heading."""
    world, lines = open_world(seed), []
    seen: set[str] = set()
    year = 2024
    while len(lines) < size:
        for topic in _TOPICS:
            body = world.bodies["ubnd-van-linh"]
            random = Random(mix(seed, code(topic), year))
            voice = Voice(world, body, topic, period := Period("quarter", year, 1), period.dated(1), random)
            voice.words["subject"] = "tình hình"
            slots = tuple(_outline(voice, 16000))
            _fill(voice, slots, 16000)
            for block in _blocks(voice, slots):
                line = _line(block)
                if line not in seen or block.kind == "heading":
                    lines.append((line, block.kind == "heading"))
                seen.add(line)
        year -= 1
    return lines[:size]


def _moving(lines: Sequence[tuple[str, bool]], random: Random) -> list[range]:
    """Blocks of one to four long paragraphs without a heading, about one for each thirty lines."""
    blocks: list[range] = []
    for start in sorted(random.sample(range(len(lines) - 5), max(1, len(lines) // 30))):
        block = range(start, start + 1 + int(random.random() * 4))
        plain = all(not lines[place][1] and len(lines[place][0].split()) > 14 for place in block)
        if plain and (not blocks or blocks[-1].stop < start):
            blocks.append(block)
    return blocks


def _moved_order(size: int, blocks: Sequence[range], random: Random) -> list[int]:
    """All places, the blocks somewhere else: at least a tenth of the text away."""
    movers = {place for block in blocks for place in block}
    order = [place for place in range(size) if place not in movers]
    for block in blocks:
        far = [at for at, place in enumerate(order) if abs(place - block.start) > max(8, size // 10)]
        at = random.choice(far)
        order[at:at] = list(block)
    return order


def _edited(text: str, random: Random) -> str:
    """Mostly as it was; else with new figures, or with words replaced and taken out."""
    draw = random.random()
    words = text.split(" ")
    if draw < 0.65:
        return text
    if draw < 0.82:
        return " ".join(
            word.replace(word.strip(".,;%()"), str(random.randint(2, 990))) if word.strip(".,;%()").isdigit() else word
            for word in words
        )
    share = 0.1 if draw < 0.93 else 0.35
    kept = [word for at, word in enumerate(words) if at in (0, len(words) - 1) or random.random() > share / 2]
    inner = (random.choice(words).strip(".,;") if random.random() < share / 2 else word for word in kept[1:-1])
    return " ".join((kept[0], *inner, kept[-1]))
