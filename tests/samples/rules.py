"""Decisions with a regulation attached (quy chế), and plans that two bodies sign together.

Rule: an attached regulation has no number of its own; it names the decision that issues it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.samples.acts import voice_for
from tests.samples.chance import below
from tests.samples.frame import Draft, finish
from tests.samples.model import Annex, Block, Head, Signature
from tests.samples.offices import STATE, plain_signature, state_head
from tests.samples.periods import ROMAN, Period, date_words, working_day
from tests.samples.registry import state_act
from tests.samples.speaker import Voice, capital
from tests.samples.world import World

_TOPICS = ("forest", "disaster", "land", "transport", "reform")


def compose_regulation(world: World, year: int, matter: int) -> Draft:
    """A decision of the provincial committee that issues a regulation on how bodies work together on a matter."""
    body = world.bodies["ubnd-van-linh"]
    day = working_day(
        date(year, 3 + below(6, world.seed, year, matter, 30), 5 + below(20, world.seed, year, matter, 31))
    )
    topic = _TOPICS[matter]
    voice = voice_for(world, body, topic, Period("year", year), day, f"qc{matter}")
    about = voice.say("acts", "matter", matter)
    voice.words["matter"] = about
    chief = world.role(
        {"forest": "agriculture", "reform": "home"}.get(topic, topic if topic != "disaster" else "agriculture"),
        body,
        day,
    )
    effective = working_day(date(year, day.month + 1, 15))
    voice.words.update(chief=chief, effective=date_words(effective))
    number = f"{8 + matter * 3 + below(3, world.seed, year, 33):02d}/{year}/QĐ-UBND"
    title = f"Ban hành Quy chế phối hợp trong công tác {about} trên địa bàn tỉnh {body.area.name}"
    basis = [state_act("luat_cqdp", day), state_act("luat_vb", day), voice.act("state")]
    blocks = (
        Block("center", f"ỦY BAN NHÂN DÂN TỈNH {body.area.name.upper()}"),
        *(Block("text", f"Căn cứ {voice.cite(item, 'legal_basis')};") for item in dict.fromkeys(basis) if item),
        Block("text", f"Theo đề nghị của Giám đốc {chief}."),
        Block("center", "QUYẾT ĐỊNH:"),
        *(Block("text", line) for line in voice.say_all("acts", "rule_article")),
    )
    signer = plain_signature(world, body, day, 71)
    by = f"(Ban hành kèm theo Quyết định số {number} {date_words(day)} của Ủy ban nhân dân tỉnh {body.area.name})"
    annex = Annex(
        (*body.head_lines, *STATE, "QUY CHẾ", f"Phối hợp trong công tác {about}", by), tuple(_chapters(voice)), signer
    )
    return finish(
        voice,
        doc_type="Quyết định",
        number=number,
        title=title,
        blocks=blocks,
        signatures=(signer,),
        sent=(
            "- Như Điều 3;",
            "- Cục Kiểm tra văn bản QPPL - Bộ Tư pháp;",
            "- TT. Tỉnh ủy, TT. HĐND tỉnh;",
            "- Lưu: VT, NC.",
        ),
        head=state_head(body, number, day),
        series="ubnd-van-linh/qd-qc",
        annexes=(annex,),
    )


def _chapters(voice: Voice) -> Iterator[Block]:
    article = 0
    chapters = (("QUY ĐỊNH CHUNG", ("rule_general", "rule_principle")), ("NỘI DUNG PHỐI HỢP", ("rule_duty",)))
    names = {"rule_general": "Phạm vi điều chỉnh, đối tượng áp dụng", "rule_principle": "Nguyên tắc phối hợp"}
    for rank, (title, pools) in enumerate(chapters):
        yield Block("center", f"Chương {ROMAN[rank]}")
        yield Block("center", title)
        for pool in pools:
            article += 1
            yield Block("heading", names.get(pool, "Trách nhiệm của các cơ quan"), f"Điều {article}.", 2)
            for at in range(len(voice.choices("acts", pool))):
                yield Block("text", f"{at + 1}. {capital(voice.say('acts', pool, at))}")
    yield Block("center", f"Chương {ROMAN[2]}")
    yield Block("center", "TỔ CHỨC THỰC HIỆN")
    yield Block("heading", "Điều khoản thi hành", f"Điều {article + 1}.", 2)
    yield Block(
        "text", "Trong quá trình thực hiện nếu có vướng mắc, các cơ quan phản ánh về UBND tỉnh để xem xét, sửa đổi."
    )


def compose_joint_plan(world: World, year: int) -> Draft:
    """A plan of two departments together, signed by both."""
    first, second = world.bodies["SYT"], world.bodies["SGDĐT"]
    day = working_day(date(year, 9, 4 + below(20, world.seed, year, 40)))
    voice = voice_for(world, first, "health", Period("year", year), day, "khln")
    number = f"{60 + below(80, world.seed, year, 41)}/KHLN-SYT-SGDĐT"
    title = f"Phối hợp công tác y tế trường học năm học {year}-{year + 1}"
    law = state_act("luat_kcb", day)
    opening = f"Căn cứ {voice.cite(law, 'legal_basis')}; " if law else ""
    blocks = [
        Block("text", opening + voice.say("acts", "joint_opening")),
        Block("heading", "MỤC ĐÍCH, YÊU CẦU", "I.", 1),
        *(Block("text", f"{at + 1}. {voice.say('acts', 'plan_aim', at)}") for at in range(3)),
        Block("heading", "NỘI DUNG PHỐI HỢP", "II.", 1),
        *(Block("text", f"{at + 1}. {voice.say('health', 'tasks', at)}") for at in range(4)),
        Block("heading", "TỔ CHỨC THỰC HIỆN", "III.", 1),
        *(Block("text", f"{at + 1}. {voice.say('acts', 'plan_duty', at)}") for at in range(3)),
        Block("text", voice.say("acts", "joint_closing")),
    ]
    signatures = (
        Signature(("SỞ Y TẾ", "KT. GIÁM ĐỐC"), ("PHÓ GIÁM ĐỐC",), world.holder("SYT", "Phó Giám đốc 0", day)),
        Signature(("SỞ GIÁO DỤC VÀ ĐÀO TẠO",), ("GIÁM ĐỐC",), world.holder("SGDĐT", "Giám đốc", day)),
    )
    head = Head(
        ("UBND TỈNH VÂN LĨNH", "SỞ Y TẾ - SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        f"Số: {number}",
        STATE,
        f"{first.place}, {date_words(day)}",
    )
    paper, facts = finish(
        voice,
        doc_type="Kế hoạch",
        number=number,
        title=title,
        blocks=tuple(blocks),
        signatures=signatures,
        sent=("- UBND tỉnh (b/c);", "- Bộ Y tế (b/c);", "- Các cơ sở giáo dục, y tế trực thuộc;", "- Lưu: VT, NV."),
        head=head,
        series="SYT/khln",
    )  # fmt: skip
    return paper, {**facts, "issuer_alt": [second.name, f"{first.short} - {second.short}"], "authority_chain": ["KT."]}
