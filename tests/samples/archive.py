"""The documents of a seed in a row: plain reports for benchmarks, and the varied archive with its traps.

Rule: document i is a function of the seed and i alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.samples.chance import mix
from tests.samples.layout import plain_text
from tests.samples.model import Sample
from tests.samples.reports import compose_report
from tests.samples.shelf import open_shelf
from tests.samples.world import open_world, slug


def plain_reports(seed: int, count: int, *, start: int = 0) -> Iterator[Sample]:
    """Benchmark documents: untrapped TXT reports of 7–8 kB of UTF-8 text, from place `start` of the seed's shelf.

    When all reports of the province are used up (about 100,000), the next are those of another province of the same
    places with other people and figures.
    """
    for place in range(start, start + count):
        shelf = open_shelf(seed)
        turn, at = divmod(place, shelf.size)
        world = open_world(mix(seed, turn) if turn else seed)
        body, topic, period = shelf.report(at)
        paper, facts = compose_report(world, body, topic, period)
        name = f"{place:06d}-bao-cao-{slug(body.key)}-{topic}-{period.code.lower()}.txt"
        yield Sample(name, "txt", plain_text(paper), {"file": name, "kind": "txt", **facts}, paper)


def generate(seed: int, count: int, *, start: int = 0) -> Iterator[Sample]:
    """Documents of all kinds and forms with their traps."""
    yield from plain_reports(seed, count, start=start)
