"""The frame of a State paper: head, signature, recipients (Nghị định 30/2020/NĐ-CP, phụ lục I).

Rule: a form of signing names its office as printed, in capitals; the facts name it as people write it.
"""

from __future__ import annotations

from datetime import date

from tests.samples.chance import code, mix
from tests.samples.model import Head, Signature
from tests.samples.periods import date_words
from tests.samples.world import DISTRICTS_END, MERGER, Body, World

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def state_head(body: Body, number: str, day: date, *, subject: str = "", marks: tuple[str, ...] = ()) -> Head:
    """The head of a paper of a body. `number` is what stands after “Số:”."""
    return Head(body.head_lines, f"Số: {number}", STATE, f"{body.place}, {date_words(day)}", subject, marks)


def party_head(lines: tuple[str, ...], number: str, place: str, day: date) -> Head:
    """The head of a Party paper (Hướng dẫn 36-HD/VPTW): a star under the body, no colon after “Số”."""
    return Head((*lines, "*"), f"Số {number}", ("ĐẢNG CỘNG SẢN VIỆT NAM",), f"{place}, {date_words(day)}")


def plain_signature(world: World, body: Body, day: date, *keys: int) -> Signature:
    """Head or deputy of the body, in the usual forms: TM. for a collective body, KT. for a deputy."""
    deputy = mix(world.seed, code(body.key), day.toordinal(), *keys) % 100 < 52
    authority = [f"TM. {body_in_capitals(body)}"] if body.collective else []
    post = body.deputy if deputy else body.head
    if deputy:
        authority.append(f"KT. {body.head.upper()}")
    seat = f"{post} {mix(world.seed, *keys, 3) % 2}" if deputy else post
    return Signature(tuple(authority), (post.upper(),), world.holder(body.key, seat, day))


def body_in_capitals(body: Body) -> str:
    """The body as it stands after TM.: without its place."""
    return body.head_lines[0] if body.level != "sở" else body.head_lines[1]


def signature_facts(*signatures: Signature) -> dict[str, object]:
    """Signer, post and authority chain of the first signature, and all signers."""
    first = signatures[0]
    chain = [line.split(" ", 1)[0] for line in first.authority]
    post = " ".join(first.post)
    if chain[-1:] == ["Q."] and not first.post:
        post = f"QUYỀN {first.authority[-1].split(' ', 1)[1]}"
    return {
        "signer": first.name,
        "signer_position": sentence_case(post),
        "authority_chain": chain,
        "signers": [signature.name for signature in signatures],
    }


_PROPER = (
    "Chánh Văn phòng", "Chánh Thanh tra", "Chủ tịch", "Giám đốc", "Trưởng ban", "Bí thư", "Ủy ban", "Tỉnh ủy",
    "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Nội vụ",
)  # fmt: skip
"""Parts of posts that keep capitals in running text."""


def sentence_case(post: str) -> str:
    """A post in capitals as people write it.

    >>> sentence_case("PHÓ CHỦ TỊCH"), sentence_case("CHÁNH VĂN PHÒNG")
    ('Phó Chủ tịch', 'Chánh Văn phòng')
    """
    text = post.lower()
    for name in _PROPER:
        text = text.replace(name.lower(), name)
    return text[:1].upper() + text[1:]


def recipients(world: World, body: Body, day: date, unit: str, *keys: int) -> tuple[str, ...]:
    """The lines under “Nơi nhận:”, the last of them the files (“Lưu: …”)."""
    draw = mix(world.seed, code(body.key), day.toordinal(), *keys, 9)
    after = day > DISTRICTS_END
    ministry = "Bộ Tài chính" if day >= MERGER else "Bộ Kế hoạch và Đầu tư"
    if body.level == "tỉnh":
        items = [
            "Văn phòng Chính phủ", ministry, "Thường trực Tỉnh ủy (B/c)", "Thường trực HĐND tỉnh",
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh", "Đoàn ĐBQH tỉnh", "Các sở, ban, ngành tỉnh",
            "UBND các xã, phường" if after else "UBND các huyện, thị xã, thành phố", "Cổng Thông tin điện tử tỉnh",
        ]  # fmt: skip
        last = "Lưu: VT, " + unit
    elif body.level == "sở":
        who = "Lãnh đạo Sở" if body.short.startswith("Sở") else "Lãnh đạo cơ quan"
        items = [
            "UBND tỉnh (b/c)",
            "Văn phòng UBND tỉnh",
            "Các sở, ngành liên quan",
            who,
            "Các phòng, đơn vị trực thuộc",
        ]
        last = f"Lưu: VT, {('KHTC', 'VP', 'TH', 'NV')[draw % 4]}"
    else:
        party = "Thường trực Huyện ủy" if body.level == "huyện" else "Thường trực Đảng ủy"
        party = party if body.area.kind == "huyện" or body.level == "xã" else "Thường trực Thành ủy"
        party = "Thường trực Thị ủy" if body.area.kind == "thị xã" else party
        above = "UBND tỉnh (b/c)" if body.level == "huyện" or after else "UBND huyện (b/c)"
        items = [above, party, f"Thường trực HĐND {body.area.kind}", f"Lãnh đạo UBND {body.area.kind}"]
        items += ["Các phòng, ban, đơn vị liên quan"] if body.level == "huyện" else ["Các thôn, bản"]
        last = "Lưu: VT"
    left_out = draw // 16 % len(items) if len(items) > 4 else -1
    kept = [item for at, item in enumerate(items) if at != left_out]
    return (*(f"- {item};" for item in kept), f"- {last}.")


def recipient_facts(lines: tuple[str, ...]) -> list[str]:
    """The recipients without dashes and the line of the files."""
    items = [line.lstrip("- ").rstrip(";,.") for line in lines]
    return [item for item in items if not item.startswith("Lưu")]
