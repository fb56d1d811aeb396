"""State papers that are no reports: resolutions, decisions, plans, notices, directives, official letters.

Rule: a paper that other papers cite takes its number, day and subject from the registry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from tests.samples.chance import below, code, mix, pick
from tests.samples.figures import vietnamese
from tests.samples.frame import Draft, finish
from tests.samples.grammar import topic_pools
from tests.samples.model import Annex, Block, Signature
from tests.samples.offices import plain_signature, recipients, state_head
from tests.samples.periods import Period, date_figures, date_words, working_day
from tests.samples.registry import (
    Act,
    capital_act,
    letter_act,
    plan_act,
    resolution_act,
    state_act,
    topics,
)
from tests.samples.speaker import Voice, capital
from tests.samples.world import Body, World

_SUBJECTS = {"economy": "farming", "target": "target"}


def voice_for(world: World, body: Body, topic: str, period: Period, day: date, key: str) -> Voice:
    """A voice whose chance depends on the document alone."""
    random = Random(mix(world.seed, code(body.key), code(topic), code(period.code), code(key)))
    return Voice(world, body, topic, period, day, random)


def compose_resolution(world: World, topic: str, year: int) -> Draft:
    """A resolution of the People's Council on a matter of the next year, with goals and targets."""
    act = resolution_act(world, topic, year)
    body = world.bodies["hdnd"]
    voice = voice_for(world, body, topic, Period("year", year), act.day, "nq")
    title = capital(act.about)
    term = "XIV" if act.day < date(2021, 7, 1) else "XV" if act.day < date(2026, 4, 1) else "XVI"
    session = pick(("THỨ BA", "THỨ NĂM", "THỨ SÁU", "THỨ MƯỜI HAI", "THỨ MƯỜI LĂM"), world.seed, year)
    voice.words.update(term=term, session=session.lower(), passed=date_words(act.day))
    blocks = [
        Block("center", f"HỘI ĐỒNG NHÂN DÂN TỈNH {body.area.name.upper()}"),
        Block("center", f"KHÓA {term}, KỲ HỌP {session}"),
        *(Block("text", line) for line in _council_basis(voice, act, topic)),
        Block("center", "QUYẾT NGHỊ:"),
        *_articles(voice, topic),
        Block("text", voice.say("acts", "resolution_passed")),
    ]
    sent = (
        "- Ủy ban Thường vụ Quốc hội, Chính phủ;", "- Thường trực Tỉnh ủy;", "- Đoàn đại biểu Quốc hội tỉnh;",
        "- Thường trực HĐND, UBND, Ủy ban MTTQ Việt Nam tỉnh;", "- Đại biểu HĐND tỉnh;",
        "- Các sở, ban, ngành, đoàn thể tỉnh;", "- Công báo tỉnh, Cổng Thông tin điện tử tỉnh;", "- Lưu: VT.",
    )  # fmt: skip
    number = str(act.number)
    return finish(
        voice,
        doc_type="Nghị quyết",
        number=number,
        title=title,
        blocks=tuple(blocks),
        signatures=(Signature((), ("CHỦ TỊCH",), world.holder("hdnd", "Chủ tịch", act.day)),),
        sent=sent,
        head=state_head(body, number, act.day),
        series=f"hdnd/nq-{topic}",
    )


def _council_basis(voice: Voice, act: Act, topic: str) -> Iterator[str]:
    for key in ("luat_cqdp", {"invest": "luat_dtc", "budget": "luat_nsnn"}.get(topic, "luat_vb")):
        found = state_act(key, act.day)
        if found:
            yield f"Căn cứ {voice.cite(found, 'legal_basis')};"
    before = working_day(act.day - timedelta(days=6 + below(5, voice.world.seed, code(topic), act.day.year)))
    serial = 3900 + below(700, voice.world.seed, code(topic), act.day.year, 3)
    proposal = Act("Tờ trình", f"{serial}/TTr-UBND", before, "UBND tỉnh", f"về dự thảo Nghị quyết {act.about}")
    eve = act.day - timedelta(days=1)
    number = f"{serial // 7}/BC-HĐND"
    review = Act("Báo cáo", number, eve, "Ban Kinh tế - Ngân sách", "", called="Báo cáo thẩm tra")
    cited = f"{voice.cite(proposal, 'considering')}; {voice.cite(review, 'considering')}"
    yield f"Xét {cited}; ý kiến thảo luận của đại biểu Hội đồng nhân dân tỉnh tại kỳ họp."


def _articles(voice: Voice, topic: str) -> Iterator[Block]:
    voice.words["matter"] = topic
    yield Block("heading", "Mục tiêu tổng quát", "Điều 1.", 1)
    yield Block("text", voice.say("acts", "resolution_goal"))
    yield Block("heading", "Các chỉ tiêu chủ yếu", "Điều 2.", 1)
    targets = voice.choices("acts", "resolution_target")
    kept = sorted(voice.random.sample(range(len(targets)), 9))
    yield from (Block("text", f"{at}. {voice.say('acts', 'resolution_target', i)}") for at, i in enumerate(kept, 1))
    yield Block("heading", "Nhiệm vụ, giải pháp chủ yếu", "Điều 3.", 1)
    matters = [topic] if "tasks" in topic_pools(_known(topic)) and topic != "economy" else []
    matters += [name for name in ("invest", "budget", "farming", "education", "health", "reform") if name != topic][:4]
    letters = iter("abcdđeghiklm")
    for name in matters:
        for index in sorted(voice.random.sample(range(len(voice.choices(name, "tasks"))), 2)):
            yield Block("text", f"{next(letters)}) {capital(voice.say(name, 'tasks', index))}")
    yield Block("heading", "Tổ chức thực hiện", "Điều 4.", 1)
    yield Block("text", voice.say("acts", "council"))


def _known(topic: str) -> str:
    return "farming" if topic == "economy" else topic


def compose_capital(world: World, year: int, *, signed_annex: bool = False) -> Draft:
    """The decision that assigns public investment, with a table of the units below as an annex."""
    act = capital_act(world, year)
    body = world.bodies["ubnd-van-linh"]
    voice = voice_for(world, body, "invest", Period("year", year), act.day, "qd")
    voice.words["deadline"] = f"15/01/{year}"
    basis = [state_act("luat_cqdp", act.day), state_act("luat_dtc", act.day), resolution_act(world, "invest", year)]
    planning = world.role("planning", body, act.day)
    blocks = (
        Block("center", f"ỦY BAN NHÂN DÂN TỈNH {body.area.name.upper()}"),
        *(Block("text", f"Căn cứ {voice.cite(item, 'legal_basis')};") for item in basis if item),
        Block("text", f"Theo đề nghị của Giám đốc {planning}."),
        Block("center", "QUYẾT ĐỊNH:"),
        *(Block("text", line) for line in voice.say_all("acts", "capital_article")),
    )
    number = str(act.number)
    signer = plain_signature(world, body, act.day, 31)
    other = Signature((f"GIÁM ĐỐC {planning.upper()}",), (), world.chief(planning, act.day))
    annex = Annex(
        ("PHỤ LỤC", f"Kế hoạch vốn đầu tư công năm {year}", f"(Kèm theo Quyết định số {number} của UBND tỉnh)"),
        (Block("table", rows=_allotment(voice)),),
        other if signed_annex else None,
    )
    return finish(
        voice,
        doc_type="Quyết định",
        number=number,
        title=capital(act.about),
        blocks=blocks,
        signatures=(signer,),
        sent=(
            "- Như Điều 4;",
            "- Bộ Kế hoạch và Đầu tư, Bộ Tài chính;",
            "- Thường trực Tỉnh ủy, HĐND tỉnh;",
            "- Lưu: VT, TH.",
        ),
        head=state_head(body, number, act.day),
        series="ubnd-van-linh/qd-invest",
        annexes=(annex,),
    )


def _allotment(voice: Voice) -> tuple[tuple[str, ...], ...]:
    """A table of the plan by unit; the last row is the sum of the others."""
    units = voice.body.area.units_on(voice.day)
    total = voice.series.plan("invest", voice.period.year)
    shares = [below(900, voice.world.seed, code(unit), voice.period.year) + 300 for unit in units]
    parts = [total.scaled * share // sum(shares) for share in shares]
    parts[0] += total.scaled - sum(parts)
    rows = [
        (str(at), capital(unit), vietnamese(part, total.decimals))
        for at, (unit, part) in enumerate(zip(units, parts, strict=True), 1)
    ]
    return (("STT", "Đơn vị", "Kế hoạch vốn (tỷ đồng)"), *rows, ("", "Tổng số", total.number))


def compose_plan(world: World, body: Body, topic: str, year: int) -> Draft:
    """A body's plan of the year for a matter."""
    period = Period("year", year)
    found = plan_act(world, body, topic, year, "")
    voice = voice_for(world, body, topic, period, found.day, "kh")
    about = voice.subject_of_plan(topic)
    title = capital(about) if body.level == "tỉnh" else f"{capital(about)} {voice.words['onarea']}"
    province = world.bodies["ubnd-van-linh"]
    upper = plan_act(world, province, topic, year, about) if topic in province.topics else None
    source = upper if upper and body.level != "tỉnh" else voice.act("resolution")
    first = voice.cite(source, "implements")
    blocks = [Block("text", f"Thực hiện {first}, {body.short} ban hành Kế hoạch {about} như sau:")]
    blocks += _listing(voice, "I.", "MỤC ĐÍCH, YÊU CẦU", "acts", "plan_aim")
    blocks += _listing(voice, "II.", "NỘI DUNG THỰC HIỆN", "acts", "plan_work")
    if "tasks" in topic_pools(_known(topic)):
        blocks += _listing(voice, "III.", "NHIỆM VỤ, GIẢI PHÁP", _known(topic), "tasks")
    blocks += _listing(voice, "IV.", "TỔ CHỨC THỰC HIỆN", "acts", "plan_duty")
    blocks.append(Block("text", f"Trên đây là Kế hoạch {about} của {body.short}./."))
    number = str(found.number)
    return finish(
        voice,
        doc_type="Kế hoạch",
        number=number,
        title=title,
        blocks=tuple(blocks),
        signatures=(plain_signature(world, body, found.day, 41),),
        sent=recipients(world, body, found.day, topics()[topic].unit, 41),
        head=state_head(body, number, found.day),
        series=f"{body.key}/kh-{topic}",
    )


def _listing(voice: Voice, label: str, title: str, topic: str, pool: str) -> list[Block]:
    count = len(voice.choices(topic, pool))
    kept = sorted(voice.random.sample(range(count), min(count, 5)))
    said = [capital(voice.say(topic, pool, index)) for index in kept]
    return [Block("heading", title, label, 1), *(Block("text", f"{at}. {text}") for at, text in enumerate(said, 1))]


def compose_notice(world: World, period: Period, *, deputy: bool = False) -> Draft:
    """A notice of the chairman's conclusions at the month's session, signed by the head of the office."""
    body = world.bodies["ubnd-van-linh"]
    meeting = working_day(date(period.year, period.last_month, 22 + below(6, world.seed, code(period.code), 8)))
    day = working_day(meeting + timedelta(days=1 + below(3, world.seed, code(period.code), 9)))
    voice = voice_for(world, body, "economy", period, day, "tb")
    chair = world.holder(body.key, "Chủ tịch", meeting)
    later = day + timedelta(days=16 + below(9, world.seed, code(period.code), 10))
    voice.words.update(meeting_day=date_figures(meeting), chair=chair, deadline=date_figures(later))
    title = f"Kết luận của đồng chí {chair}, Chủ tịch UBND tỉnh tại phiên họp UBND tỉnh thường kỳ {period.name}"
    blocks = [Block("text", voice.say("acts", "notice_opening")), Block("text", voice.say("acts", "notice_listen"))]
    blocks += _conclusions(voice)
    blocks.append(Block("text", "Văn phòng UBND tỉnh thông báo để các cơ quan, đơn vị biết, thực hiện./."))
    serial = (day.month - 1) * 24 + 9 + below(20, world.seed, code(period.code), 12)
    number = f"{serial:02d}/TB-UBND"
    office = "VPUB"
    authority: tuple[str, ...] = ("TL. CHỦ TỊCH",)
    post, seat = ("CHÁNH VĂN PHÒNG", "head")
    if deputy:
        authority, post, seat = (*authority, "KT. CHÁNH VĂN PHÒNG"), "PHÓ CHÁNH VĂN PHÒNG", "deputy"
    return finish(
        voice,
        doc_type="Thông báo",
        number=number,
        title=title,
        blocks=tuple(blocks),
        signatures=(Signature(authority, (post,), world.holder(office, seat, day)),),
        sent=("- Thường trực Tỉnh ủy (B/c);", "- Thường trực HĐND tỉnh;", "- Chủ tịch, các PCT UBND tỉnh;",
              "- Các sở, ban, ngành, đoàn thể tỉnh;", f"- UBND {voice.words['units']};", "- V, C, CB;",
              "- Lưu: VT, Th2, Th7."),
        head=state_head(body, number, day),
        period=period.code,
        series="ubnd-van-linh/tb-session",
    )  # fmt: skip


def _conclusions(voice: Voice) -> Iterator[Block]:
    results = [voice.say("acts", "notice_result", index) for index in range(4)]
    yield Block("heading", f"Về tình hình kinh tế - xã hội {voice.period.name}", "I.", 1)
    yield from (Block("text", f"{at}. {text}") for at, text in enumerate(results, 1))
    yield Block("heading", f"Về nhiệm vụ {voice.period.next_name}", "II.", 1)
    count = len(voice.choices("acts", "notice_task"))
    for at, index in enumerate(sorted(voice.random.sample(range(count), 8)), 1):
        yield Block("text", f"{at}. {voice.say('acts', 'notice_task', index)}")


def compose_letter(world: World, topic: str, period: Period, *, mandate: bool = False) -> Draft:
    """The official letter that asks for a report and urges on; mandate: a department's head signs for the chairman."""
    body = world.bodies["ubnd-van-linh"]
    act = letter_act(world, topic, period)
    voice = voice_for(world, body, topic, period, act.day, "cv")
    later = working_day(act.day + timedelta(days=9))
    voice.words.update(deadline=date_figures(later))
    subject = f"V/v {act.about.removeprefix('về việc ')}"
    kept = sorted(voice.random.sample(range(5), 4))
    blocks = (
        Block("text", voice.say("acts", "letter_opening")),
        *(Block("text", f"{at}. {voice.say('acts', 'letter_task', index)}") for at, index in enumerate(kept, 1)),
        Block("text", f"{voice.say('acts', 'letter_closing')}./."),
    )
    planning = world.role("planning", body, act.day)
    signature = plain_signature(world, body, act.day, 51)
    if mandate:
        signature = Signature(("TUQ. CHỦ TỊCH",), (f"GIÁM ĐỐC {planning.upper()}",), world.chief(planning, act.day))
    number = str(act.number)
    return finish(
        voice,
        doc_type="Công văn",
        number=number,
        title=subject,
        blocks=blocks,
        signatures=(signature,),
        sent=("- Như trên;", "- Thường trực Tỉnh ủy (b/c);", "- Chủ tịch, các PCT UBND tỉnh;", "- Lưu: VT, TH."),
        head=state_head(body, number, act.day, subject=subject),
        series=f"ubnd-van-linh/cv-{topic}",
        addressees=("Các sở, ban, ngành tỉnh", f"UBND {voice.words['units']}"),
    )


def compose_directive(world: World, year: int, matter: int) -> Draft:
    """A directive (chỉ thị) of the chairman on a matter of the season."""
    body = world.bodies["ubnd-van-linh"]
    day = working_day(date(year, (11, 5, 8, 3, 4)[matter], 6 + below(14, world.seed, year, matter, 20)))
    topic = ("forest", "disaster", "land", "transport", "reform")[matter]
    voice = voice_for(world, body, topic, Period("month", year, day.month), day, f"ct{matter}")
    about = voice.say("acts", "matter", matter)
    voice.words.update(matter=about, deadline=f"25/{day.month}/{year}")
    blocks = [Block("text", voice.say("acts", "directive_opening"))]
    for at, index in enumerate(range(len(voice.choices(topic, "tasks"))), 1):
        blocks.append(Block("text", f"{at}. {capital(voice.say(topic, 'tasks', index))}"))
    blocks.append(Block("text", "Giao Chánh Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện Chỉ thị này./."))
    number = f"{2 + matter * 2:02d}/CT-UBND"
    signature = Signature((), ("CHỦ TỊCH",), world.holder(body.key, "Chủ tịch", day))
    return finish(
        voice,
        doc_type="Chỉ thị",
        number=number,
        title=f"Về việc tăng cường công tác {about}",
        blocks=tuple(blocks),
        signatures=(signature,),
        sent=recipients(world, body, day, "KTN", 61),
        head=state_head(body, number, day),
        series="ubnd-van-linh/ct",
    )
