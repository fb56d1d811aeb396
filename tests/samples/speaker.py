"""The voice of one document: what `$names`, `@figures` and footnotes of the grammar become in it.

Rule: all it says is kept beside it (citations, figures, notes), so the facts of the document are known.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from tests.samples.chance import code, mix
from tests.samples.figures import Figure, Series, change_words, percent, vietnamese
from tests.samples.grammar import fitting, render
from tests.samples.model import NOTE
from tests.samples.periods import Period
from tests.samples.registry import (
    Act,
    any_state_act,
    capital_act,
    letter_act,
    plan_act,
    report_act,
    resolution_act,
    state_act,
    topics,
)
from tests.samples.world import DISTRICTS_END, FIRST_DAY, Body, World

ROLES = (
    "finance", "planning", "agriculture", "land", "trade", "transport", "building", "education", "health", "culture",
    "labour", "home", "science", "digital", "justice", "inspection", "ethnic", "police", "army", "office",
)  # fmt: skip
_SCALES = {"tỉnh": 1.0, "sở": 1.0, "huyện": 0.4, "xã": 0.09}
_OVER = {"tỉnh": "Tỉnh ủy, HĐND tỉnh", "sở": "UBND tỉnh", "huyện": "UBND tỉnh"}


def capital(text: str) -> str:
    """The text with its first letter in capitals."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter small, unless its first word is in capitals or a name of a body."""
    first = text.split(" ", 1)[0]
    return text if first.isupper() or len(first) < 2 else text[0].lower() + text[1:]


class Voice:
    """Says templates for one document of a body, on a period."""

    __slots__ = (
        "_words",
        "body",
        "citations",
        "compare",
        "day",
        "figures",
        "footnoted",
        "level",
        "notes",
        "period",
        "random",
        "scale",
        "series",
        "topic",
        "world",
    )

    def __init__(self, world: World, body: Body, topic: str, period: Period, day: date, random: Random) -> None:
        self.world, self.body, self.topic, self.period, self.day, self.random = world, body, topic, period, day, random
        self.level = body.level
        self.series = Series(world.seed, body.area.slug, body.area.weight)
        self.citations: list[dict[str, Any]] = []
        self.figures: list[dict[str, Any]] = []
        self.notes: list[str] = []
        self.footnoted = False
        self.scale = _SCALES[body.level]
        last = period.year - 1
        self.compare = (
            f" so với năm {last}"
            if period.kind == "year"
            else (" so với cùng kỳ năm trước", f" so với cùng kỳ năm {last}", " so với cùng kỳ")[
                int(random.random() * 3)
            ]
        )
        self._words = self._all_words()

    @property
    def words(self) -> dict[str, str]:
        """Names that do not change within the document."""
        return self._words

    def say(self, topic: str, pool: str, index: int | None = None) -> str:
        """One sentence of a pool: the one at `index` of those that fit, or any."""
        choices = self.choices(topic, pool)
        return render(choices[int(self.random.random() * len(choices)) if index is None else index], self)

    def say_all(self, topic: str, pool: str) -> list[str]:
        """All sentences of a pool that fit, in their order."""
        return [self.say(topic, pool, index) for index in range(len(self.choices(topic, pool)))]

    def choices(self, topic: str, pool: str) -> tuple[tuple[object, ...], ...]:
        """The sentences of a pool that fit this document."""
        period = self.period
        return fitting(topic, pool, month=period.last_month, year=period.year, level=self.level, kind=period.kind)

    def name(self, name: str, argument: str) -> str:
        """Text for `$name:argument`: a citation, a place, or something with a name."""
        if name == "cite":
            relation, _, what = argument.partition(":")
            return self.cite(self.act(what), relation)
        if name == "unit":
            return self._units(1)
        if name == "units2":
            return self._units(2)
        if name == "commune":
            return self._commune()
        return self.say("names", name)

    def cite(self, act: Act, relation: str, *, short: bool = False) -> str:
        """The citation in words; kept among the facts."""
        self.citations.append(
            {
                "number": act.number,
                "doc_type": act.doc_type,
                "relation": relation.replace("_", "-"),
                "dated": act.dated,
            }
        )
        return act.cited(words=self.random.random() < 0.4, short=short)

    def act(self, what: str) -> Act:
        """The document that a sentence wants to cite; a paper never cites one that is not dated before it."""
        found = self._wanted(what)
        if found is None or found.day >= self.day:
            found = self._plan()
        return found if found.day < self.day else resolution_act(self.world, self.topic, self.period.year)

    def _wanted(self, what: str) -> Act | None:
        world, year = self.world, self.period.year
        if what == "state":
            return any_state_act(self.topic, self.day, mix(code(self.body.key), code(self.period.code)))
        if what in ("decree30", "nq18"):
            return state_act({"decree30": "nd30"}.get(what, what), self.day)
        if what == "resolution":
            return resolution_act(world, self.topic, year)
        if what == "capital":
            return capital_act(world, year)
        if what == "letter":
            return letter_act(world, self.topic, self.period)
        return self._previous() if what == "previous" else None

    def _plan(self) -> Act:
        owner = self.body if self.topic in self.body.topics and self.level != "sở" else None
        owner = owner or self.world.bodies["ubnd-van-linh"]
        topic = self.topic if self.topic in owner.topics else "economy"
        return plan_act(self.world, owner, topic, self.period.year, self.subject_of_plan(topic))

    def subject_of_plan(self, topic: str) -> str:
        """What the year's plan for a matter is about."""
        return render(topics()[topic].plan, self)

    def figure(self, key: str, form: str) -> str:
        """Text for `@key` in one of its forms (see the grammar)."""
        series, period = self.series, self.period
        if form == "!":
            return str(series.plan(key, period.year))
        if form == "+":
            return str(series.so_far(key, period))
        now = series.value(key, period)
        if form == "":
            return str(now)
        if form == "=":
            plan = series.plan(key, period.year)
            share = vietnamese(percent(now.scaled, plan.scaled), 1)
            self.figures.append({"key": key, "value": str(now), "plan": str(plan), "share": f"{share}%"})
            return f"{now}, bằng {share}% kế hoạch{' năm' if period.kind != 'year' else ''}"
        return self._changed(key, now, series.before(key, period), bare=form == "%")

    def footnote(self, text: str) -> str:
        """Keep a footnote; in a document without notes it is left out."""
        if not self.footnoted:
            return ""
        self.notes.append(text)
        return chr(NOTE + len(self.notes))

    def _changed(self, key: str, now: Figure, before: Figure, *, bare: bool) -> str:
        change = change_words(now, before)
        self.figures.append({"key": key, "value": str(now), "before": str(before), "change": change})
        if change in ("bằng", "tương đương"):
            return "không thay đổi nhiều" if bare else f"{now}, {change} cùng kỳ năm trước"
        return change if bare else f"{now}, {change}{self.compare}"

    def _previous(self) -> Act | None:
        slots = topics()[self.topic].slots
        here = slots.index((self.period.kind, self.period.index))
        year = self.period.year if here else self.period.year - 1
        kind, index = slots[here - 1]
        period = Period(kind, year, index)  # type: ignore[arg-type]
        if date(year, period.last_month, 28) < max(self.body.since, FIRST_DAY):
            return None
        return report_act(self.world, self.body, self.topic, period, f"về kết quả {period.name}")

    def _units(self, count: int) -> str:
        names = self.body.area.units_on(self.day)
        chosen = self.random.sample(names, min(count + (count > 1 and self.random.random() < 0.4), len(names)))
        if len(chosen) == 1:
            return chosen[0]
        kinds = {name.split(" ", 1)[0] for name in chosen}
        if len(kinds) == 1 and "thành" not in kinds and "thị" not in kinds:
            kind = kinds.pop()
            bare = [name[len(kind) + 1 :] for name in chosen]
            return f"các {kind} {', '.join(bare[:-1])} và {bare[-1]}"
        return f"{', '.join(chosen[:-1])} và {chosen[-1]}"

    def _commune(self) -> str:
        if self.level == "xã":
            return self.body.area.full
        if self.level == "huyện":
            return self._units(1)
        later = self.day > DISTRICTS_END
        areas = self.world.later_communes if later else self.world.communes
        return areas[int(self.random.random() * len(areas))].full

    def _all_words(self) -> dict[str, str]:
        body, period, area = self.body, self.period, self.body.area
        after = self.day > DISTRICTS_END
        units = {
            "huyện": "các xã, phường" if area.kind != "huyện" else "các xã, thị trấn",
            "xã": "các thôn, bản",
        }.get(self.level, "các xã, phường" if after else "các huyện, thị xã, thành phố")
        over = _OVER.get(self.level) or ("UBND tỉnh" if after else "UBND huyện")
        if self.level == "xã" and not after:
            over = "UBND " + next(item.full for item in self.world.districts if item.slug == area.parent)
        words = {
            "period": period.name,
            "span": period.span or f"năm {period.year}",
            "word": period.word,
            "next": period.next_name,
            "period_end": f"tháng {period.last_month}/{period.year}",
            "year": str(period.year),
            "last_year": str(period.year - 1),
            "next_year": str(period.year + 1),
            "province": self.world.province.name,
            "area": area.kind,
            "compare": self.compare,
            "area_own": area.kind if self.level in ("tỉnh", "sở") else area.full,
            "onarea": f"trên địa bàn {area.full}",
            "we": body.short,
            "We": capital(body.short),
            "body": body.name if self.level != "sở" else body.short,
            "over": over,
            "units": units,
            "Units": capital(f"UBND {units}" if self.level != "xã" else units),
            "unit_word": "thôn, bản" if self.level == "xã" else "địa phương",
        }
        for role in ROLES:
            word = self.world.role(role, body, self.day)
            words[role], words[capital(role)] = word, capital(word)
        return words
