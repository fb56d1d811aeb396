"""Party papers in the form of Hướng dẫn 36-HD/VPTW: reports, resolutions, conclusions, official letters.

Rule: slash and no dot in the forms of signing, a hyphen after the serial, a full stop at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tests.samples.acts import voice_for
from tests.samples.chance import below, code
from tests.samples.frame import Draft, finish
from tests.samples.grammar import render, topic_pools
from tests.samples.model import Block, Signature
from tests.samples.offices import party_head
from tests.samples.periods import ROMAN, Period, date_figures, working_day
from tests.samples.speaker import Voice, capital
from tests.samples.world import Body, World

_SENT = ("- Ban Bí thư Trung ương Đảng (B/c),", "- Văn phòng Trung ương Đảng,", "- Các ban đảng, đảng ủy trực thuộc,",
         "- Thường trực HĐND, UBND tỉnh,", "- Các huyện ủy, thị ủy, thành ủy,", "- Các đồng chí Tỉnh ủy viên,",
         "- Lưu Văn phòng Tỉnh ủy.")  # fmt: skip


def compose_party_report(world: World, body: Body, period: Period) -> Draft:
    """A report of a Party body on a period: Tỉnh ủy signs T/M, a commission K/T for its head."""
    day = period.dated(world.seed, code(body.key), code(period.code))
    voice = voice_for(world, body, "economy", period, day, "bc-tu")
    serial = 40 + (day.year - 2019) * 70 + day.month * 5 + below(5, world.seed, code(body.key), code(period.code))
    number = f"{serial}-BC/{body.symbol}"
    title = f"tình hình thực hiện nhiệm vụ {period.name} và phương hướng, nhiệm vụ {period.next_name}"
    opening = voice.say("party", "opening", None if body.head == "Bí thư" else 0)
    blocks = [Block("text", opening), *_chapters(voice)]
    sent: tuple[str, ...] = _SENT
    if body.key != "tinh-uy":
        sent = (
            "- Thường trực Tỉnh ủy (b/c),",
            "- Các ban đảng Tỉnh ủy,",
            "- Ban Thường vụ,",
            "- Lưu VT.",
        )
    return finish(
        voice,
        doc_type="Báo cáo",
        number=number,
        title=title,
        blocks=tuple(blocks),
        signatures=(_signature(world, body, day),),
        sent=sent,
        head=party_head(body.head_lines, number, body.place, day),
        period=period.code,
        series=f"{body.key}/bc",
        party=True,
    )


def _signature(world: World, body: Body, day: date) -> Signature:
    if body.head == "Bí thư":
        group = "T/M BAN CHẤP HÀNH" if body.key == "tinh-uy" else "T/M BAN THƯỜNG VỤ"
        post = "PHÓ BÍ THƯ" if below(3, world.seed, code(body.key), day.toordinal()) else "BÍ THƯ"
        return Signature((group,), (post,), world.holder(body.key, post, day))
    return Signature((f"K/T {body.head.upper()}",), (body.deputy.upper(),), world.holder(body.key, body.deputy, day))


_CHAPTERS = ("politics", "organisation", "inspection", "mass", "internal", "economy", "assessment", "tasks")
_COMMISSION = ("politics", "organisation", "inspection", "assessment")


def _chapters(voice: Voice) -> Iterator[Block]:
    kept = _CHAPTERS if voice.body.head == "Bí thư" else _COMMISSION
    for at, name in enumerate(kept):
        heading = capital(render(topic_pools("party")[name].heading, voice))
        yield Block("heading", heading, f"{ROMAN[at]}-", 1)
        said = [voice.say("party", name, index) for index in range(len(voice.choices("party", name)))]
        yield from (Block("text", f"{rank}- {text}" if name == "tasks" else text) for rank, text in enumerate(said, 1))


def compose_party_resolution(world: World, year: int, matter: int) -> Draft:
    """A resolution of the provincial Party committee on a matter."""
    body = world.bodies["tinh-uy"]
    day = working_day(
        date(year, 4 + below(6, world.seed, year, matter, 50), 4 + below(20, world.seed, year, matter, 51))
    )
    voice = voice_for(world, body, "economy", Period("year", year), day, f"nq-tu{matter}")
    about = voice.say("party", "matter", matter)
    voice.words["matter"] = about
    number = f"{6 + matter + (year - 2019) * 2:02d}-NQ/TU"
    blocks = [
        *(Block("text", line) for line in voice.say_all("party", "resolution_basis")),
        Block("center", "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH QUYẾT NGHỊ"),
        Block("heading", "MỤC TIÊU", "I-", 1),
        Block("text", voice.say("acts", "resolution_goal")),
        Block("heading", "NHIỆM VỤ, GIẢI PHÁP", "II-", 1),
        *(Block("text", f"{at + 1}- {voice.say('party', 'resolution', at)}") for at in range(4)),
        Block("heading", "TỔ CHỨC THỰC HIỆN", "III-", 1),
        Block("text", voice.say("party", "resolution_duty")),
    ]
    return finish(
        voice,
        doc_type="Nghị quyết",
        number=number,
        title=f"về {about}",
        blocks=tuple(blocks),
        signatures=(Signature(("T/M TỈNH ỦY",), ("BÍ THƯ",), world.holder("tinh-uy", "BÍ THƯ", day)),),
        sent=_SENT,
        head=party_head(body.head_lines, number, body.place, day),
        series="tinh-uy/nq",
        party=True,
    )


def compose_party_letter(world: World, period: Period) -> Draft:
    """An official letter of the provincial Party committee, signed by order (T/L) by the head of its office."""
    body = world.bodies["tinh-uy"]
    day = working_day(date(period.year, period.last_month, 8 + below(8, world.seed, code(period.code), 60)))
    voice = voice_for(world, body, "invest", period, day, "cv-tu")
    later = working_day(day + timedelta(days=11))
    subject = f"V/v báo cáo kết quả lãnh đạo giải ngân vốn đầu tư công {period.name}"
    number = f"{600 + (day.year - 2019) * 300 + day.month * 20 + below(19, world.seed, code(period.code), 61)}-CV/TU"
    voice.words.update(deadline=date_figures(later))
    blocks = tuple(Block("text", line) for line in voice.say_all("party", "letter"))
    return finish(
        voice,
        doc_type="Công văn",
        number=number,
        title=subject,
        blocks=blocks,
        signatures=(
            Signature(("T/L BAN THƯỜNG VỤ",), ("CHÁNH VĂN PHÒNG",), world.holder("vptu", "Chánh Văn phòng", day)),
        ),
        sent=("- Như trên,", "- Thường trực Tỉnh ủy (b/c),", "- Lưu VPTU."),
        head=replace(party_head(body.head_lines, number, body.place, day), subject=subject),
        series="tinh-uy/cv",
        addressees=("Ban Thường vụ Đảng ủy UBND tỉnh", "Các huyện ủy, thị ủy, thành ủy"),
        party=True,
    )
