"""The traps of real documents (blank number, lost head, look-alike signature, …), set on purpose into a good paper.

Rule: a trap changes the paper and the facts together, so the facts stay true of what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tests.samples.figures import indicators
from tests.samples.frame import Draft
from tests.samples.layout import Notes, decomposed, marked_text, plain_text, wrapped_text
from tests.samples.model import Annex, Block, Paper, Signature
from tests.samples.offices import signature_facts

Change = Callable[[Paper, dict[str, Any]], Draft]
_SERIAL = re.compile(r"^(?P<word>Số:?) (?P<serial>\d+)(?P<rest>.*)$")


def _blank_number(paper: Paper, facts: dict[str, Any]) -> Draft:
    """`Số:      /BC-UBND`: the serial is to be written in by hand."""
    assert paper.head is not None
    found = _SERIAL.match(paper.head.number)
    assert found is not None
    head = replace(paper.head, number=f"{found['word']}      {found['rest']}")
    return replace(paper, head=head), {**facts, "number": None, "symbol": found["rest"].removeprefix("-")}


def _blank_day(paper: Paper, facts: dict[str, Any]) -> Draft:
    """`ngày      tháng 3 năm 2023`."""
    assert paper.head is not None
    dated = re.sub(r"ngày \d\d tháng", "ngày      tháng", paper.head.dated)
    return replace(paper, head=replace(paper.head, dated=dated)), {**facts, "date": facts["date"][:7]}


def _blank_month(paper: Paper, facts: dict[str, Any]) -> Draft:
    """`ngày     tháng     năm 2023`."""
    assert paper.head is not None
    dated = re.sub(r"ngày \d\d tháng \d+ năm", "ngày     tháng     năm", paper.head.dated)
    return replace(paper, head=replace(paper.head, dated=dated)), {**facts, "date": facts["date"][:4]}


def _no_header(paper: Paper, facts: dict[str, Any]) -> Draft:
    """A converter lost the first half page: the text begins at section I."""
    start = next(at for at, block in enumerate(paper.blocks) if block.kind == "heading")
    lost = dict.fromkeys(("number", "symbol", "date", "place", "title", "issuer_parent"))
    kept = "\n".join(block.text for block in paper.blocks[start:])
    cited = [item for item in facts["citations"] if item["number"] is None or item["number"] in kept]
    bare = replace(paper, head=None, type_line="", title=(), addressees=(), blocks=paper.blocks[start:])
    return bare, {**facts, **lost, "citations": cited}


def _draft(paper: Paper, facts: dict[str, Any]) -> Draft:
    """A draft: marked so, without serial and day."""
    paper, facts = _blank_day(*_blank_number(paper, facts))
    assert paper.head is not None
    head = replace(paper.head, marks=("DỰ THẢO", *paper.head.marks))
    return replace(paper, head=head), {**facts, "draft": True}


def _urgent(mark: str) -> Change:
    def change(paper: Paper, facts: dict[str, Any]) -> Draft:
        assert paper.head is not None
        head = replace(paper.head, marks=(*paper.head.marks, mark.upper()))
        return replace(paper, head=head), {**facts, "urgency": mark}

    return change


def _stamp(paper: Paper, facts: dict[str, Any]) -> Draft:
    """A register stamp of the receiving office (Nghị định 30/2020/NĐ-CP, phụ lục IV) with a number of its own."""
    year, month, _ = (facts["date"] or "2024-06-01").split("-")
    serial = 1200 + sum(map(ord, facts["series"])) % 3000
    lines = (
        "ĐẾN",
        f"Số: {serial}",
        f"Ngày: 28/{int(month)}/{year}",
        "Chuyển: P. TH",
        "Số và ký hiệu HS: ..............",
        "",
    )
    return replace(paper, stamp=lines), facts


def _acting(paper: Paper, facts: dict[str, Any]) -> Draft:
    """The head's post is held for the time being: `Q. GIÁM ĐỐC`."""
    signature = paper.signatures[0]
    post = signature.post[-1].removeprefix("PHÓ ")
    kept = tuple(line for line in signature.authority if not line.startswith("KT."))
    acting = Signature((*kept, f"Q. {post}"), (), signature.name)
    return replace(paper, signatures=(acting,)), {**facts, **signature_facts(acting)}


def _annex(paper: Paper, facts: dict[str, Any]) -> Draft:
    """A table of the report's figures follows the signature, made and signed by somebody else."""
    rows: list[tuple[str, ...]] = [("STT", "Chỉ tiêu", "Thực hiện", "So sánh")]
    labels = {item["key"]: indicators()[item["key"]].label for item in facts["figures"]}
    named = {item["key"]: item for item in facts["figures"] if labels[item["key"]]}
    for at, item in enumerate(named.values(), 1):
        share = f"{item['share']} kế hoạch" if "share" in item else item["change"]
        rows.append((str(at), labels[item["key"]], item["value"], share))
    title = ("PHỤ LỤC", f"Một số chỉ tiêu chủ yếu (Kèm theo Báo cáo số {facts['number']})")
    annex = Annex(title, (Block("table", rows=tuple(rows)),), Signature(("NGƯỜI LẬP BIỂU",), (), "Nông Thị Thơm"))
    return replace(paper, annexes=(*paper.annexes, annex)), facts


def _old_slash(paper: Paper, facts: dict[str, Any]) -> Draft:
    """The older spelling `KT/ GIÁM ĐỐC`."""
    first, *others = paper.signatures
    if not first.authority:
        post = first.post[-1]
        first = Signature((f"KT. {post}",), (f"PHÓ {post}",), first.name)
    lines = tuple(line.replace("KT.", "KT/").replace("TM.", "TM/") for line in first.authority)
    slashed = replace(first, authority=lines)
    return replace(paper, signatures=(slashed, *others)), {**facts, **signature_facts(slashed, *others)}


CHANGES: Mapping[str, Change] = {
    "blank_number": _blank_number,
    "blank_day": _blank_day,
    "blank_month": _blank_month,
    "no_header": _no_header,
    "draft": _draft,
    "urgent": _urgent("Khẩn"),
    "urgent_high": _urgent("Thượng khẩn"),
    "urgent_highest": _urgent("Hỏa tốc"),
    "stamp": _stamp,
    "acting": _acting,
    "annex_signature": _annex,
    "old_slash": _old_slash,
}
"""Traps that change the paper."""

LAYOUTS = (
    "head_rows", "foot_rows", "notes_superscript", "notes_tag", "notes_glued", "nfd", "markdown", "markdown_glued",
    "wrapped",
)  # fmt: skip
"""Traps that change how the text comes out."""


def spring(draft: Draft, traps: tuple[str, ...]) -> Draft:
    """The paper and facts with the traps set; the facts list them, and those the paper had by itself."""
    paper, facts = draft
    for name in traps:
        assert name in CHANGES or name in LAYOUTS, name
        if name in CHANGES:
            paper, facts = CHANGES[name](paper, facts)
    if {"blank_number", "blank_day"} <= set(traps):  # number and day are written in when a paper is issued
        facts = {**facts, "draft": True}
    if paper.head and not {"head_rows", "markdown", "markdown_glued"} & set(traps):
        traps = (*traps, "head_columns")
    return paper, {**facts, "traps": sorted({*traps, *_inherent(paper, facts)})}


def _inherent(paper: Paper, facts: Mapping[str, Any]) -> set[str]:
    """Traps of the kind of document itself."""
    chain = "_".join(mark.strip("./").replace("/", "").lower() for mark in facts["authority_chain"])
    found = {f"chain_{chain}"}
    if paper.party:
        found.add("party")
    if facts["doc_type"] == "Công văn":
        found.add("no_type_line")
    if re.search(r"đồng chí [A-ZĐ]", facts["title"] or ""):
        found.add("person_in_title")
    if len(facts["signers"]) > 1:
        found.add("two_signers")
    if any(annex.signature for annex in paper.annexes):
        found.add("annex_signature")
    if any("QUY CHẾ" in annex.title for annex in paper.annexes):
        found.add("annex_regulation")
    if any(len(word) == 1 or "'" in word for word in str(facts["signer"]).split()):
        found.add("odd_name")
    return found - {"chain_"}


def lay_out(paper: Paper, traps: tuple[str, ...]) -> str:
    """The text of a paper with the traps of its layout."""
    notes: Notes = "tag" if "notes_tag" in traps else "glued" if "notes_glued" in traps else "superscript"
    if "markdown" in traps or "markdown_glued" in traps:
        text = marked_text(paper, glued="markdown_glued" in traps, notes=notes)
    else:
        text = plain_text(paper, rows="head_rows" in traps, interleaved="foot_rows" in traps, notes=notes)
    if "wrapped" in traps:
        text = wrapped_text(text)
    return decomposed(text) if "nfd" in traps else text
