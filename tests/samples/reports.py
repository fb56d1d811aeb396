"""Reports (báo cáo): a body's account of a matter in a period, in chapters made of the grammar's sentences.

Rule: sentences of a pool keep the order of the grammar file; a document says each at most once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.samples.chance import code, mix
from tests.samples.frame import finish
from tests.samples.grammar import render, topic_pools
from tests.samples.model import Block, Paper
from tests.samples.offices import plain_signature, recipients, state_head
from tests.samples.periods import ROMAN, Period
from tests.samples.registry import report_day, report_serial, topics
from tests.samples.speaker import Voice, capital, lower_first
from tests.samples.world import Body, World

ECONOMY = (
    ("Về phát triển kinh tế", (
        "farming:crops", "farming:livestock", "forest:growth", "rural:criteria", "industry:industry", "industry:trade",
        "transport:road", "tourism:tourism", "invest:spent", "budget:revenue", "budget:spending", "budget:banking",
        "industry:business",
    )),
    ("Về văn hóa - xã hội", (
        "education:scale", "education:quality", "health:care", "health:disease", "tourism:culture", "poverty:poverty",
        "poverty:labour", "poverty:policy",
    )),
    ("Về tài nguyên, môi trường, khoa học và chuyển đổi số", ("land:land", "land:environment", "digital:government")),
    ("Về xây dựng chính quyền, cải cách hành chính, thanh tra, tư pháp", (
        "reform:procedure", "reform:apparatus", "inspection:citizen", "justice:law",
    )),
    ("Về quốc phòng, an ninh", ("security:security",)),
)  # fmt: skip
"""The chapters of a report on the whole economy: pools of all matters."""

_SPECIAL = {"limits", "tasks", "proposals", "direction", "strengths", "causes"}


@dataclass(slots=True)
class Slot:
    """A place in a report that sentences of one pool go to, with those chosen so far (index of the sentence, text)."""

    topic: str
    pool: str
    heading: tuple[str, str, int] | None = None
    """Label, title and level of the heading over it."""
    lead: str = ""
    """A run-in heading of its first paragraph."""
    listed: bool = False
    said: dict[int, str] = field(default_factory=dict)


def report_title(voice: Voice) -> str:
    """The subject of a report, the same wording for all of a series."""
    topic, body = topics()[voice.topic], voice.body
    wordings = topic.own if body.level == "sở" else topic.titles
    text = render(wordings[code(f"{body.key}/{topic.key}") % len(wordings)], voice)
    return text if body.level in ("tỉnh", "sở") else f"{text} {voice.words['onarea']}"


def compose_report(
    world: World, body: Body, topic: str, period: Period, *, size: int = 7250, footnotes: bool = False
) -> tuple[Paper, dict[str, Any]]:
    """A report of a body on a matter in a period, of at least `size` bytes of text, and its facts."""
    day = report_day(world, body, topic, period)
    random = Random(mix(world.seed, code(body.key), code(topic), code(period.code), 77))
    voice = Voice(world, body, topic, period, day, random)
    voice.footnoted = footnotes
    title = report_title(voice)
    voice.words["subject"] = lower_first(title)
    number = f"{report_serial(world, body, topic, period):02d}/BC-{body.symbol}"
    opening = voice.say("common", "opening")
    slots = tuple(_outline(voice, size))
    closing = voice.say("common", "closing") + "./."
    signature = plain_signature(world, body, day, code(topic))
    sent = recipients(world, body, day, topics()[topic].unit, code(topic))
    frame = len((title + opening + closing + "".join(sent)).encode()) + 520
    _fill(voice, slots, size - frame)
    return finish(
        voice,
        doc_type="Báo cáo",
        number=number,
        title=title,
        blocks=(Block("text", opening), *_blocks(voice, slots), Block("text", closing)),
        signatures=(signature,),
        sent=sent,
        head=state_head(body, number, day),
        period=period.code,
        series=f"{body.key}/{topic}",
    )


def _outline(voice: Voice, size: int) -> Iterator[Slot]:
    """The chapters of a report, by the habits of its series: which headings, with which marks."""
    habit = code(f"{voice.body.key}/{voice.topic}/habit")
    yield Slot("common", "direction", ("I.", _heading(voice, "common", "direction", upper=True), 1))
    done = f"KẾT QUẢ THỰC HIỆN {voice.period.name.upper()}" if habit % 3 else "KẾT QUẢ THỰC HIỆN NHIỆM VỤ"
    yield from _results(voice, (f"{ROMAN[1]}.", done, 1), habit, size)
    own = topic_pools(voice.topic) if voice.topic != "economy" else {}
    yield Slot("common", "strengths", ("III.", "ĐÁNH GIÁ CHUNG", 1), lead="1")
    limits = voice.topic if "limits" in own else "common"
    yield Slot(limits, "limits", ("2.", _heading(voice, limits, "limits"), 2))
    yield Slot("common", "causes", ("3.", _heading(voice, "common", "causes"), 2))
    head = f"{_heading(voice, 'common', 'tasks', upper=True)} {voice.period.next_name.upper()}"
    yield Slot("common", "tasks", ("IV.", head, 1), listed=True)
    for topic in (voice.topic,) if "tasks" in own else ("farming", "invest", "budget", "education", "health"):
        yield Slot(topic, "tasks", listed=True)
    if habit % 4 < 2:
        yield Slot("common", "proposals", ("V.", _heading(voice, "common", "proposals", upper=True), 1))
        if "proposals" in own:
            yield Slot(voice.topic, "proposals")


def _results(voice: Voice, over: tuple[str, str, int], habit: int, size: int) -> Iterator[Slot]:
    yield Slot("", "", over)
    if voice.topic == "economy":
        yield from _economy(voice, habit, size)
        return
    pools = [name for name in topic_pools(voice.topic) if name not in _SPECIAL and voice.choices(voice.topic, name)]
    for at, pool in enumerate(pools, start=1):
        yield Slot(voice.topic, pool, (f"{at}.", _heading(voice, voice.topic, pool), 2))


def _economy(voice: Voice, habit: int, size: int) -> Iterator[Slot]:
    """The results of a report on the whole economy; a short one leaves some matters out."""
    share = min(1.0, size / 16000)
    for at, (heading, pools) in enumerate(ECONOMY, start=1):
        yield Slot("", "", (f"{at}.", heading, 2))
        kept = sorted(voice.random.sample(range(len(pools)), max(1, round(len(pools) * share))))
        split = (pools[index].split(":") for index in kept)
        names = [(topic, pool) for topic, pool in split if voice.choices(topic, pool)]
        for rank, (topic, pool) in enumerate(names):
            title = _heading(voice, topic, pool)
            if len(pools) == 1:
                yield Slot(topic, pool)
            elif habit % 2:
                yield Slot(topic, pool, lead=title)
            else:
                yield Slot(topic, pool, (f"{'abcdđeghiklmnopq'[rank]})", title, 3))


def _heading(voice: Voice, topic: str, pool: str, *, upper: bool = False) -> str:
    text = capital(render(topic_pools(topic)[pool].heading, voice))
    return text.upper() if upper else text


def _fill(voice: Voice, slots: tuple[Slot, ...], room: int) -> None:
    """Say sentences, at least one in each slot, until the room (bytes) is filled or all is said."""
    random = voice.random
    waiting: list[tuple[Slot, int]] = []
    for slot in slots:
        room -= len((slot.heading[1] + slot.lead).encode()) + 5 if slot.heading else 4
        if not slot.pool:
            continue
        count = len(voice.choices(slot.topic, slot.pool))
        first = 0 if random.random() < 0.8 else int(random.random() * count)
        room -= _say(voice, slot, first)
        waiting += [(slot, index) for index in range(count) if index != first]
    random.shuffle(waiting)
    while room > 0 and waiting:
        slot, index = waiting.pop()
        room -= _say(voice, slot, index)


def _say(voice: Voice, slot: Slot, index: int) -> int:
    text = capital(voice.say(slot.topic, slot.pool, index))
    if voice.footnoted and voice.random.random() < 0.16 and text[-2:-1].isalnum():
        text = text[:-1] + voice.footnote(voice.say("names", "note")) + "."
    slot.said[index] = text
    return len(text.encode()) + 1


def _blocks(voice: Voice, slots: tuple[Slot, ...]) -> Iterator[Block]:
    dashed = code(f"{voice.body.key}/{voice.topic}/dash") % 3 == 0
    for slot in slots:
        if slot.heading:
            label, title, level = slot.heading
            yield Block("heading", title, label, level)
        said = [slot.said[index] for index in sorted(slot.said)]
        if slot.heading and slot.heading[2] == 1 and slot.lead[:1] == "1":
            yield Block("heading", slot.lead[3:] or _heading(voice, slot.topic, slot.pool), "1.", 2)
        if not said:
            continue
        if slot.lead and slot.lead[:1] != "1" and not slot.heading:
            yield Block("text", f"- {slot.lead}: {' '.join(said)}")
        elif slot.listed or (dashed and slot.heading):
            yield from (Block("text", f"- {text}") for text in said)
        else:
            yield from _paragraphs(said)


def _paragraphs(said: list[str]) -> Iterator[Block]:
    while said:
        count = 2 + len(said[0]) % 3
        count = len(said) if len(said) - count == 1 else count
        yield Block("text", " ".join(said[:count]))
        said = said[count:]
