"""The documents of a seed in a row: plain reports for benchmarks, and the varied archive with its traps.

Rule: document i is a function of the seed and i alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples.acts import (
    compose_capital,
    compose_directive,
    compose_letter,
    compose_notice,
    compose_plan,
    compose_resolution,
)
from tests.samples.chance import mix
from tests.samples.frame import Draft
from tests.samples.layout import plain_text
from tests.samples.model import Form, Sample
from tests.samples.party import compose_party_letter, compose_party_report, compose_party_resolution
from tests.samples.periods import Period
from tests.samples.reports import compose_report
from tests.samples.rules import compose_joint_plan, compose_regulation
from tests.samples.shelf import open_shelf
from tests.samples.traps import lay_out, spring
from tests.samples.world import World, open_world, slug

_DATA = Path(__file__).parent / "data" / "programme.toml"
_KINDS: Mapping[str, str] = {"docx": "docx", "pdf": "pdf-text", "scan": "pdf-scan", "html": "html"}
"""Forms under the names of the gold sets; the others are text."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One line of the programme (see `data/programme.toml`)."""

    sort: str
    form: Form
    traps: tuple[str, ...]
    body: str = ""
    topic: str = ""
    period: str = ""
    year: int = 0
    matter: int = 0
    size: int = 7250


@cache
def programme() -> tuple[Recipe, ...]:
    """The recipes of the sample archive, in order."""
    entries = tomllib.loads(_DATA.read_text("utf-8"))["recipe"]
    return tuple(Recipe(**{**entry, "traps": tuple(entry["traps"])}) for entry in entries)


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
    """Documents of all kinds and forms with their traps: the programme first, then its recipes on other bodies and
    periods."""
    for place in range(start, start + count):
        turn, at = divmod(place, len(programme()))
        recipe = programme()[at]
        world = open_world(seed)
        draft = _compose(world, recipe) if turn == 0 else _compose_again(world, recipe, turn, place)
        paper, facts = spring(draft, recipe.traps)
        name = _file_name(place, recipe.form, draft[1])
        kind = _KINDS.get(recipe.form, "txt")
        yield Sample(name, recipe.form, lay_out(paper, recipe.traps), {"file": name, "kind": kind, **facts}, paper)


def _file_name(place: int, form: Form, facts: Mapping[str, Any]) -> str:
    number = slug(facts["number"].replace("/", "-"))
    year = facts["date"][:4]
    return f"{place:03d}-{slug(facts['doc_type'])}-{number}-{year}.{'pdf' if form == 'scan' else form}"


def parse_period(text: str) -> Period:
    """A period from its normal form."""
    year, _, part = text.partition("-")
    if not part:
        return Period("year", int(year))
    if part[0] == "Q":
        return Period("quarter", int(year), int(part[1]))
    return {"H1": Period("half", int(year)), "9M": Period("nine", int(year))}.get(part) or Period(
        "month", int(year), int(part)
    )


def _compose(world: World, recipe: Recipe) -> Draft:
    """The document of a recipe."""
    period = parse_period(recipe.period) if recipe.period else Period("year", recipe.year)
    body = world.bodies[recipe.body or "ubnd-van-linh"]
    if recipe.sort == "report":
        notes = any(trap.startswith("notes_") for trap in recipe.traps)
        return compose_report(world, body, recipe.topic, period, size=recipe.size, footnotes=notes)
    if recipe.sort == "plan":
        return compose_plan(world, body, recipe.topic, recipe.year)
    if recipe.sort == "party_report":
        return compose_party_report(world, body, period)
    if recipe.sort.startswith("notice"):
        return compose_notice(world, period, deputy=recipe.sort == "notice_deputy")
    if recipe.sort.startswith("letter"):
        return compose_letter(world, recipe.topic, period, mandate=recipe.sort == "letter_mandate")
    if recipe.sort == "party_letter":
        return compose_party_letter(world, period)
    return _compose_of_year(world, recipe)


def _compose_of_year(world: World, recipe: Recipe) -> Draft:
    if recipe.sort == "resolution":
        return compose_resolution(world, recipe.topic, recipe.year)
    if recipe.sort.startswith("capital"):
        return compose_capital(world, recipe.year, signed_annex=recipe.sort == "capital_signed")
    if recipe.sort == "regulation":
        return compose_regulation(world, recipe.year, recipe.matter)
    if recipe.sort == "directive":
        return compose_directive(world, recipe.year, recipe.matter)
    if recipe.sort == "party_resolution":
        return compose_party_resolution(world, recipe.year, recipe.matter)
    return compose_joint_plan(world, recipe.year)


def _compose_again(world: World, recipe: Recipe, turn: int, place: int) -> Draft:
    """The recipe on another matter: a report from the shelf, another year or period for the rest."""
    if recipe.sort == "report":
        body, topic, period = open_shelf(world.seed).report(place % open_shelf(world.seed).size)
        notes = any(trap.startswith("notes_") for trap in recipe.traps)
        return compose_report(world, body, topic, period, size=recipe.size, footnotes=notes)
    year = 2019 + (recipe.year or parse_period(recipe.period).year) % 7 + turn
    year = 2019 + (year - 2019) % 6
    changed = {**{name: getattr(recipe, name) for name in Recipe.__slots__}, "matter": (recipe.matter + turn) % 5}
    changed["year"] = year if recipe.year else 0
    if recipe.period:
        changed["period"] = f"{year}-{recipe.period[5:]}" if len(recipe.period) > 4 else str(year)
    return _compose(world, Recipe(**changed))
