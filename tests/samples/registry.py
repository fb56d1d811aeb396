"""The registers of the invented province: which documents exist, with their numbers, days and subjects.

Rule: number and day of a document follow from what it is, so every other document can cite it without looking it up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples.chance import below, code, pick
from tests.samples.grammar import Parts, compile_template
from tests.samples.periods import MONTHLY, QUARTERLY, Period, date_figures, date_words, working_day
from tests.samples.world import LAST_DAY, Body, World

_DATA = Path(__file__).parent / "data"
_SPACING = {"tỉnh": 2, "sở": 6, "huyện": 1, "xã": 1}
LAWS_NUMBERED = date(2025, 4, 1)
"""From this day a law is cited with its number (Nghị định 78/2025/NĐ-CP), before by name and day."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that is reported on; titles, drafting unit and state acts from `data/topics.toml`."""

    key: str
    titles: tuple[Parts, ...]
    own: tuple[Parts, ...]
    slots: tuple[tuple[str, int], ...]
    unit: str
    plan: Parts
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A document that can be cited: `by` is how running text names its issuer."""

    doc_type: str
    number: str | None
    day: date
    by: str
    about: str
    named: str = ""
    """The name of a law; it is cited by name."""
    called: str = ""
    """What running text calls it, where that says more than its kind: “Báo cáo thẩm tra”."""

    @property
    def dated(self) -> str | None:
        """The day that a citation of it prints; a law with its number goes without."""
        return None if self.named and self.number else self.day.isoformat()

    def cited(self, *, words: bool, short: bool = False) -> str:
        """As running text cites it; words: the day in words; short: without its subject."""
        day = date_words(self.day) if words else f"ngày {date_figures(self.day)}"
        if self.named:
            return f"{self.named} số {self.number}" if self.number else f"{self.named} {date_words(self.day)}"
        about = "" if short or not self.about else f" {self.about}"
        return f"{self.called or self.doc_type} số {self.number} {day} của {self.by}{about}"


@cache
def topics() -> Mapping[str, Topic]:
    """The table of matters."""
    raw = tomllib.loads((_DATA / "topics.toml").read_text("utf-8"))
    return {
        key: Topic(
            key=key,
            titles=tuple(compile_template(text) for text in entry["title"]),
            own=tuple(compile_template(text) for text in entry["own"]),
            slots=MONTHLY if entry["cadence"] == "month" else QUARTERLY,
            unit=entry["unit"],
            plan=compile_template(entry["plan"]),
            acts=tuple(entry["acts"]),
        )
        for key, entry in raw.items()
    }


@cache
def series_periods(topic: str, since: date, until: date) -> tuple[Period, ...]:
    """All periods a body that lives from `since` to `until` reports on."""
    found = []
    for year in range(since.year, until.year + 1):
        for kind, index in topics()[topic].slots:
            period = Period(kind, year, index)  # type: ignore[arg-type]
            if since <= date(year, period.months[0], 1) and date(year, period.last_month, 28) <= until:
                found.append(period)
    return tuple(found)


def report_day(world: World, body: Body, topic: str, period: Period) -> date:
    """The day a report is dated."""
    return period.dated(world.seed, code(body.key), code(topic), code(period.code))


def report_serial(world: World, body: Body, topic: str, period: Period) -> int:
    """The serial number of a report in the register of its body and year: unique there, growing by half months."""
    day = report_day(world, body, topic, period)
    spacing, count = _SPACING[body.level], len(body.topics)
    early = period.kind == "year" or (period.kind == "quarter" and period.index in (2, 3))
    half = (day.month - 1) * 2 + (0 if early else 1)
    jitter = below(spacing, world.seed, code(body.key), code(topic), code(period.code), 5)
    return (half * count + body.topics.index(topic)) * spacing + jitter + 1


def report_act(world: World, body: Body, topic: str, period: Period, about: str = "") -> Act:
    """A report as another document cites it."""
    serial = report_serial(world, body, topic, period)
    return Act("Báo cáo", f"{serial:02d}/BC-{body.symbol}", report_day(world, body, topic, period), body.short, about)


def plan_act(world: World, body: Body, topic: str, year: int, about: str) -> Act:
    """A body's plan of the year for a matter, made between January and March; the province first, communes last."""
    rank = list(topics()).index(topic)
    jitter = below(2, world.seed, code(body.key), code(topic), year)
    late = {"tỉnh": 0, "sở": 0, "huyện": 1, "xã": 2}[body.level]
    day = working_day(date(year, 1, 6) + timedelta(days=rank * 3 + jitter + late * 9))
    serial = (rank * 2 + jitter) * 3 + late + 3
    return Act("Kế hoạch", f"{serial:02d}/KH-{body.symbol}", day, body.short, f"về {about}")


def session(world: World, year: int) -> date:
    """The last day of the People's Council's session at the end of a year."""
    return working_day(date(year, 12, 6 + below(5, world.seed, year, 12)))


RESOLUTIONS = ("economy", "invest", "budget", "target", "poverty", "education", "health", "rural")
"""Matters of the resolutions a year-end session of the People's Council passes, in the order of their numbers."""


def resolution_act(world: World, topic: str, year: int) -> Act:
    """The People's Council's resolution of the end of `year - 1` on a matter in `year`."""
    about = {
        "economy": f"về Kế hoạch phát triển kinh tế - xã hội năm {year}",
        "invest": f"về Kế hoạch đầu tư công năm {year}",
        "budget": f"về dự toán thu, chi ngân sách nhà nước và phân bổ ngân sách địa phương năm {year}",
        "target": f"về phân bổ vốn thực hiện các Chương trình mục tiêu quốc gia năm {year}",
        "poverty": f"về mục tiêu, nhiệm vụ giảm nghèo và giải quyết việc làm năm {year}",
        "education": f"về nhiệm vụ phát triển giáo dục và đào tạo năm {year}",
        "health": f"về nhiệm vụ bảo vệ, chăm sóc sức khỏe Nhân dân năm {year}",
        "rural": f"về nhiệm vụ xây dựng nông thôn mới năm {year}",
    }
    key = topic if topic in about else "economy"
    serial = 38 + below(9, world.seed, year, 13) + RESOLUTIONS.index(key) * 2
    return Act("Nghị quyết", f"{serial}/NQ-HĐND", session(world, year - 1), "HĐND tỉnh", about[key])


def capital_act(world: World, year: int) -> Act:
    """The decision that assigns the year's public investment, a few days after the session."""
    day = working_day(session(world, year - 1) + timedelta(days=4 + below(8, world.seed, year, 14)))
    serial = 2140 + below(500, world.seed, year, 15)
    return Act("Quyết định", f"{serial}/QĐ-UBND", day, "UBND tỉnh", f"về việc giao kế hoạch vốn đầu tư công năm {year}")


def letter_act(world: World, topic: str, period: Period) -> Act:
    """The official letter that asks for a report on a period."""
    month = period.last_month
    day = working_day(date(period.year, month, 3 + below(8, world.seed, code(topic), period.year, month)))
    serial = 300 * (month - 1) + below(280, world.seed, code(topic), code(period.code), 16) + 11
    unit = topics()[topic].unit.split(",")[0]
    return Act("Công văn", f"{serial}/UBND-{unit}", day, "UBND tỉnh", f"về việc báo cáo kết quả {period.name}")


@cache
def _state_acts() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads((_DATA / "acts.toml").read_text("utf-8"))


def state_act(key: str, day: date) -> Act | None:
    """A real act of the State as it stood on a day; None when there was none yet."""
    entry = _state_acts()[key]
    known = [version for version in entry["versions"] if version.get("since", version["day"]) <= day]
    if entry.get("yearly"):
        known = [version for version in known if version["day"].year == day.year]
    if not known:
        return None
    version = known[-1]
    named = version.get("name", "")
    number = None if named and day < LAWS_NUMBERED else version["number"]
    about = entry.get("about", "") + (f" năm {day.year}" if entry.get("yearly") else "")
    return Act(entry["type"], number, version["day"], entry.get("issuer", "Quốc hội"), about, named)


def any_state_act(topic: str, day: date, *keys: int) -> Act | None:
    """One of the acts a matter rests on that were in force on a day."""
    acts = [act for act in (state_act(key, day) for key in topics()[topic].acts) if act]
    return pick(acts, *keys) if acts else None


def alive(body: Body, day: date) -> bool:
    """Whether a body exists on a day."""
    return body.since <= day <= min(body.until, LAST_DAY)
