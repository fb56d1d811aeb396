"""Put the parts of a document together: the paper, and the facts true of it under the keys of the gold sets.

Rule: a fact is what is printed; null means that it is not printed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.samples.model import NOTE, Annex, Block, Head, Paper, Signature
from tests.samples.offices import recipient_facts, signature_facts
from tests.samples.speaker import Voice

Draft = tuple[Paper, dict[str, Any]]


def finish(
    voice: Voice,
    *,
    doc_type: str,
    number: str,
    title: str,
    blocks: tuple[Block, ...],
    signatures: tuple[Signature, ...],
    sent: tuple[str, ...],
    head: Head,
    series: str,
    period: str | None = None,
    addressees: tuple[str, ...] = (),
    annexes: tuple[Annex, ...] = (),
    party: bool = False,
) -> Draft:
    """The paper and its facts. An official letter has no type line and its title stands under the number."""
    letter = doc_type == "Công văn"
    blocks, notes = _in_order(blocks, voice.notes)
    paper = Paper(
        head=head,
        type_line="" if letter else doc_type.upper(),
        title=() if letter else (title,),
        blocks=blocks,
        recipients=sent,
        signatures=signatures,
        addressees=addressees,
        notes=notes,
        annexes=annexes,
        party=party,
    )
    body = voice.body
    facts = {
        "doc_type": doc_type,
        "number": number,
        "symbol": None,
        "date": voice.day.isoformat(),
        "place": body.place,
        "issuer": body.name,
        "issuer_parent": body.parent,
        "title": title,
        **signature_facts(*signatures),
        "recipients": recipient_facts(sent),
        "period": period,
        "urgency": None,
        "draft": False,
        "citations": voice.citations,
        "sections": [{"label": item.label, "title": item.text} for item in blocks if item.kind == "heading"],
        "figures": voice.figures,
        "series": series,
        "traps": [],
    }
    return paper, facts


def _in_order(blocks: tuple[Block, ...], notes: list[str]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Footnotes numbered as they are read; those whose sentence was left out are dropped."""
    if not notes:
        return blocks, ()
    marks = [char for block in blocks for char in block.text if NOTE < ord(char) <= NOTE + len(notes)]
    table = {ord(mark): chr(NOTE + at) for at, mark in enumerate(marks, start=1)}
    renumbered = tuple(replace(block, text=block.text.translate(table)) for block in blocks)
    return renumbered, tuple(notes[ord(mark) - NOTE - 1] for mark in marks)
