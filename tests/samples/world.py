"""The invented tỉnh Vân Lĩnh: its places, bodies and the people who hold office there, all from `data/world.toml`.

Rule: who holds a post on a day, and what a body is called on a day, are functions of the seed and the day.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.samples.chance import below, code, mix, pick

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2026, 10, 31)
DISTRICTS_END = date(2025, 6, 30)
MERGER = date(2025, 3, 1)
_DATA = Path(__file__).parent / "data" / "world.toml"


@dataclass(frozen=True, slots=True)
class Area:
    """A place that counts things: `weight` is its part of the province; units are the places right below it."""

    slug: str
    kind: str
    name: str
    weight: float
    parent: str = ""
    units: tuple[str, ...] = ()
    """Full names of the units below, until districts end."""
    later_units: tuple[str, ...] = ()
    """The same after that."""

    @property
    def full(self) -> str:
        """With its kind: “huyện Nậm Khao”."""
        return f"{self.kind} {self.name}"

    def units_on(self, day: date) -> tuple[str, ...]:
        """Full names of the units below on a day."""
        return self.later_units if day > DISTRICTS_END and self.later_units else self.units


@dataclass(frozen=True, slots=True)
class Body:
    """A body that issues documents; `level` is tỉnh, sở, huyện or xã (whose voice the sentences take)."""

    key: str
    level: str
    name: str
    short: str
    symbol: str
    head_lines: tuple[str, ...]
    place: str
    area: Area
    topics: tuple[str, ...]
    parent: str | None = None
    head: str = "Chủ tịch"
    deputy: str = "Phó Chủ tịch"
    since: date = FIRST_DAY
    until: date = LAST_DAY

    @property
    def collective(self) -> bool:
        """Whether papers are signed on behalf of the body (TM.) and not by its head alone."""
        return self.level != "sở"


@dataclass(frozen=True, slots=True)
class World:
    """All bodies and places of the province for one seed."""

    seed: int
    province: Area
    districts: tuple[Area, ...]
    communes: tuple[Area, ...]
    later_communes: tuple[Area, ...]
    bodies: Mapping[str, Body]
    roles: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]

    def level_bodies(self, level: str) -> tuple[Body, ...]:
        """The bodies of one level, in a fixed order."""
        return tuple(body for body in self.bodies.values() if body.level == level)

    def person(self, *keys: int) -> str:
        """An invented name."""
        draw = mix(self.seed, *keys)
        if draw % 9 == 0:
            return pick(self.names["whole"], draw)
        sex = "women" if draw % 3 == 0 else "men"
        middle, given = pick(self.names[f"{sex}_middle"], draw, 2), pick(self.names[f"{sex}_given"], draw, 3)
        return f"{pick(self.names['surnames'], draw, 1)} {middle} {given}"

    def holder(self, body: str, post: str, day: date) -> str:
        """Who holds a post of a body on a day: people change about every three years, in the middle of a year."""
        shift = below(600, self.seed, code(body), code(post))
        term = (day.toordinal() + shift) // 1130
        return self.person(code(body), code(post), term)

    def chief(self, department: str, day: date) -> str:
        """Who heads the department of a name on a day."""
        body = next(body for body in self.bodies.values() if body.short == department)
        return self.holder(body.key, body.head, day)

    def role(self, name: str, body: Body, day: date) -> str:
        """Who does a kind of work at the level of a body, on a day."""
        words = self.roles[name]
        if body.level in ("tỉnh", "sở"):
            return words[1 if day >= MERGER else 0]
        if body.level == "huyện":
            return words[2].replace("huyện", body.area.kind)
        word = words[3].replace(" xã", f" {body.area.kind}")
        return word if day <= DISTRICTS_END or " " not in word else word.replace("công chức", "Phòng chuyên môn,")


def slug(text: str) -> str:
    """Letters of a name without marks, joined by hyphens.

    >>> slug("Nậm Khao Thượng")
    'nam-khao-thuong'
    """
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@cache
def open_world(seed: int) -> World:
    """The province of a seed. The places are the same for every seed; people and figures are not."""
    raw = tomllib.loads(_DATA.read_text("utf-8"))
    communes = tuple(area for entry in raw["district"] for area in _communes(entry))
    later = tuple(area for entry in raw["district"] for area in _later_communes(entry))
    districts = tuple(_district(entry, communes) for entry in raw["district"])
    name = raw["province"]["name"]
    province = Area(
        raw["province"]["slug"],
        "tỉnh",
        name,
        1.0,
        units=tuple(area.full for area in districts),
        later_units=tuple(area.full for area in later),
    )
    bodies = [_committee(province, name, "tỉnh", PROVINCE_TOPICS)]
    bodies += [_department(entry, province) for entry in raw["department"]]
    bodies += [_committee(area, area.name, "huyện", LOCAL_TOPICS, until=DISTRICTS_END) for area in districts]
    bodies += [_committee(area, area.name, "xã", LOCAL_TOPICS, until=DISTRICTS_END) for area in communes]
    bodies += [_council(province), *_party(province, districts)]
    after = date(2025, 7, 1)
    bodies += [_committee(area, area.name, "xã", LOCAL_TOPICS, since=after, prefix="moi-") for area in later]
    return World(
        seed=seed,
        province=province,
        districts=districts,
        communes=communes,
        later_communes=later,
        bodies={body.key: body for body in bodies},
        roles={key: tuple(words) for key, words in raw["role"].items()},
        names={key: tuple(words) for key, words in raw["names"].items()},
    )


PROVINCE_TOPICS = (
    "economy", "invest", "budget", "target", "farming", "forest", "rural", "disaster", "land", "industry",
    "transport", "education", "health", "tourism", "poverty", "reform", "digital", "inspection",
)  # fmt: skip
LOCAL_TOPICS = (
    "economy", "invest", "budget", "farming", "forest", "rural", "disaster", "land", "education", "health",
    "tourism", "poverty", "reform", "digital", "justice",
)  # fmt: skip


def _communes(entry: dict[str, Any]) -> tuple[Area, ...]:
    names, wards = entry["communes"], entry["wards"]
    part = entry["weight"] / len(names)
    return tuple(
        Area(
            slug(name),
            "phường" if at < wards else "xã",
            name,
            part * (0.7 + below(600, code(name)) / 1000),
            parent=entry["slug"],
            units=_villages(name),
        )
        for at, name in enumerate(names)
    )


def _later_communes(entry: dict[str, Any]) -> tuple[Area, ...]:
    kinds = {"thành phố": "phường", "thị xã": "phường"}
    return tuple(
        Area(
            slug(name),
            kinds.get(entry["kind"], "xã"),
            name,
            entry["weight"] / 4 * (0.8 + below(400, code(name), 2) / 1000),
            parent="van-linh",
            units=_villages(name),
        )
        for name in entry["communes"][:4]
    )


def _villages(commune: str) -> tuple[str, ...]:
    kinds, first, last = ("bản", "thôn", "xóm"), ("Nà", "Pá", "Khuổi", "Tân", "Đồng", "Huổi", "Lũng"), (
        "Khoang", "Lắc", "Chiêm", "Vải", "Sung", "Hoài", "Phình", "Ngoa", "Trong", "Mòn", "Rạ", "Tát",
    )  # fmt: skip
    start = code(commune)
    kind = pick(kinds, start)
    names = [f"{kind} {pick(first, start, n)} {last[(start + n * 5) % len(last)]}" for n in range(9)]
    return tuple(dict.fromkeys(names))


def _district(entry: dict[str, Any], communes: tuple[Area, ...]) -> Area:
    units = tuple(area.full for area in communes if area.parent == entry["slug"])
    return Area(entry["slug"], entry["kind"], entry["name"], entry["weight"], parent="van-linh", units=units)


def _committee(
    area: Area,
    place: str,
    level: str,
    topics: tuple[str, ...],
    *,
    since: date = FIRST_DAY,
    until: date = LAST_DAY,
    prefix: str = "",
) -> Body:
    return Body(
        key=f"{prefix}ubnd-{area.slug}",
        level=level,
        name=f"Ủy ban nhân dân {area.full}",
        short=f"UBND {area.kind}" if level == "tỉnh" else f"UBND {area.full}",
        symbol="UBND",
        head_lines=("ỦY BAN NHÂN DÂN", area.full.upper()),
        place=place,
        area=area,
        topics=topics,
        since=since,
        until=until,
    )


def _council(province: Area) -> Body:
    return Body(
        key="hdnd",
        level="tỉnh",
        name=f"Hội đồng nhân dân {province.full}",
        short="HĐND tỉnh",
        symbol="HĐND",
        head_lines=("HỘI ĐỒNG NHÂN DÂN", province.full.upper()),
        place=province.name,
        area=province,
        topics=(),
    )


def _party(province: Area, districts: tuple[Area, ...]) -> list[Body]:
    own = f"Tỉnh ủy {province.name}"
    above = [
        ("tinh-uy", own, "Tỉnh ủy", "TU", (own.upper(),), None, "Bí thư", "Phó Bí thư"),
        ("btctu", f"Ban Tổ chức {own}", "Ban Tổ chức Tỉnh ủy", "BTCTU", (own.upper(), "BAN TỔ CHỨC"), own, "Trưởng ban",
         "Phó Trưởng ban"),
        ("vptu", f"Văn phòng {own}", "Văn phòng Tỉnh ủy", "VPTU", (own.upper(), "VĂN PHÒNG"), own, "Chánh Văn phòng",
         "Phó Chánh Văn phòng"),
    ]  # fmt: skip
    found = [
        Body(key, "tỉnh", name, short, symbol, lines, province.name, province, (), parent, head, deputy)
        for key, name, short, symbol, lines, parent, head, deputy in above
    ]
    for area in districts:
        kind = {"huyện": "Huyện ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy"}[area.kind]
        name = f"{kind} {area.name}"
        found.append(
            Body(
                key=f"{slug(kind)}-{area.slug}",
                level="huyện",
                name=name,
                short=kind,
                symbol="HU" if area.kind == "huyện" else "ThU",
                head_lines=(own.upper(), name.upper()),
                place=area.name,
                area=area,
                topics=(),
                parent=own,
                head="Bí thư",
                deputy="Phó Bí thư",
                until=DISTRICTS_END,
            )
        )
    return found


def _department(entry: dict[str, Any], province: Area) -> Body:
    own = "" if entry["name"].endswith("tỉnh") else f" {province.full}"
    return Body(
        key=entry["code"],
        level="sở",
        name=f"{entry['name']}{own}" if own else f"{entry['name']} {province.name}",
        short=entry["name"],
        symbol=entry["code"],
        head_lines=(f"UBND {province.full}".upper(), entry["name"].upper()),
        place=province.name,
        area=province,
        topics=tuple(entry["topics"]),
        parent=f"Ủy ban nhân dân {province.full}",
        head=entry.get("head", "Giám đốc"),
        deputy=entry.get("deputy", "Phó Giám đốc"),
        since=entry.get("since", FIRST_DAY),
        until=entry.get("until", LAST_DAY),
    )
