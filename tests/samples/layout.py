"""A paper as plain text, in the ways a text layer really comes out: columns in turn or row by row, marked up, wrapped.

Rule: the layout decides only where characters stand; what they say is the paper's.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal

from tests.samples.model import NOTE, Annex, Block, Paper, Signature

Notes = Literal["superscript", "tag", "glued"]
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WIDTH = 46
_BODY_BEFORE_NOTES = 5


def plain_text(paper: Paper, *, rows: bool = False, interleaved: bool = False, notes: Notes = "superscript") -> str:
    """The text of a paper.

    rows: the two columns of the head stand line by line side by side, else one after the other.
    interleaved: so do the recipients and the signature. notes: how footnote marks came out.
    """
    lines = [*paper.stamp, *_head(paper, rows=rows), *_body(paper, notes), ""]
    lines += _foot(paper, interleaved=interleaved)
    for annex in paper.annexes:
        lines += _annex(annex)
    lines += ["", paper.last_line]
    return "\n".join(lines).strip("\n") + "\n"


def marked_text(paper: Paper, *, glued: bool, notes: Notes = "tag") -> str:
    """The text of a paper as a converter to Markdown leaves it; glued: type and title in one run of stars."""
    lines: list[str] = []
    if paper.head:
        lines += [f"**{line}**" for line in paper.head.left]
        lines += [f"**{paper.head.number}**", f"*{paper.head.dated}*", *(f"**{mark}**" for mark in paper.head.marks)]
        lines += [f"**{paper.head.subject}**"] if paper.head.subject else []
    if glued:
        lines.append(f"**{paper.type_line}****{' '.join(paper.title)}**")
    elif paper.type_line:
        lines += [f"## {paper.type_line}", f"### {' '.join(paper.title)}"]
    lines += [f"*Kính gửi: {'; '.join(paper.addressees)}*"] if paper.addressees else []
    for line in _numbered(paper, notes):
        lines.append(line if isinstance(line, str) else _marked_block(line))
    lines += ["***Nơi nhận:***", *paper.recipients]
    for signature in paper.signatures:
        bold = "\n".join((*signature.authority, *signature.post))
        lines += [f"**{bold}**", f"**{signature.name}**"]
    for annex in paper.annexes:
        lines += [f"**{' '.join(annex.title)}**", *(_line(block) for block in annex.blocks)]
        lines += _signed(annex.signature) if annex.signature else []
    return "\n\n".join((*lines, f"*{paper.last_line}*")) + "\n"


def wrapped_text(text: str, width: int = 84) -> str:
    """Every visual line a paragraph of its own, as a page copied out of a PDF: blank lines between, a blank before
    the first line of some pages."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False) or [""]
    out = [f" {line}" if at % 38 == 0 else f"{line} " if line else "" for at, line in enumerate(lines, start=1)]
    return "\n\n".join(line for line in out if line.strip()) + "\n"


def decomposed(text: str) -> str:
    """The text with every mark as a character of its own (NFD)."""
    return unicodedata.normalize("NFD", text)


def note_mark(number: int, notes: Notes) -> str:
    """A footnote mark as it came out of a converter."""
    digits = str(number)
    return {"superscript": digits.translate(_SUPERSCRIPT), "tag": f"<sup>{digits}</sup>", "glued": digits}[notes]


def without_marks(text: str) -> str:
    """A paper's text without its footnote marks."""
    return "".join(char for char in text if not NOTE < ord(char) < NOTE + 200)


def _with_marks(text: str, notes: Notes) -> str:
    return "".join(note_mark(ord(char) - NOTE, notes) if NOTE < ord(char) < NOTE + 200 else char for char in text)


def _head(paper: Paper, *, rows: bool) -> Iterator[str]:
    head = paper.head
    if head:
        left, right = [*head.left, "", head.number], [*head.right, "", head.dated]
        if head.subject:
            left.append(head.subject)
        if rows:
            for one, other in zip_longest(left, right, fillvalue=""):
                yield f"{one:<{_WIDTH}}   {other}".rstrip() if other else one
        else:
            yield from (line for line in (*left, *right) if line)
        yield from head.marks
        yield ""
    if paper.type_line:
        yield paper.type_line
        yield from paper.title
        yield ""
    if len(paper.addressees) == 1:
        yield f"Kính gửi: {paper.addressees[0]}"
        yield ""
    elif paper.addressees:
        yield "Kính gửi:"
        yield from (f"- {line}" for line in paper.addressees)
        yield ""


def _body(paper: Paper, notes: Notes) -> Iterator[str]:
    for line in _numbered(paper, notes):
        if isinstance(line, str):
            yield from ("", line, "") if line.startswith("\t") else (line,)
        else:
            yield _line(line)


def _numbered(paper: Paper, notes: Notes) -> Iterator[Block | str]:
    """Blocks with their footnote marks in place; the notes themselves come a few blocks later, as at a page's end."""
    waiting: list[int] = []
    since = 0
    for block in paper.blocks:
        waiting += [ord(char) - NOTE for char in block.text if NOTE < ord(char) < NOTE + 200]
        yield Block(block.kind, _with_marks(block.text, notes), block.label, block.level, block.rows)
        since += 1
        if waiting and since >= _BODY_BEFORE_NOTES:
            yield from _note_lines(waiting, paper, notes)
            waiting, since = [], 0
    yield from _note_lines(waiting, paper, notes)


def _note_lines(numbers: list[int], paper: Paper, notes: Notes) -> Iterator[str]:
    for number in numbers:
        gap = "" if notes == "glued" else " "
        yield f"{note_mark(number, notes)}{gap}{paper.notes[number - 1]}"


def _line(block: Block) -> str:
    if block.kind == "table":
        return "\n".join("\t".join(row) for row in block.rows)
    if block.kind == "heading":
        return f"{block.label} {block.text}".strip()
    return block.text


def _marked_block(block: Block) -> str:
    if block.kind == "heading" and block.level == 1:
        return f"**{_line(block)}**"
    if block.kind == "heading":
        return f"***{_line(block)}***" if block.level == 3 else f"**{block.label}** **{block.text}**"
    if block.kind == "table":
        head, *rest = block.rows
        lines = [head, ("---",) * len(head), *rest]
        return "\n".join("| " + " | ".join(row) + " |" for row in lines)
    return _line(block)


def _signed(signature: Signature, lines: int = 0) -> list[str]:
    above = [*signature.authority, *signature.post]
    return [*above, *[""] * (lines - len(above)), "", "", signature.name]


def _foot(paper: Paper, *, interleaved: bool) -> Iterator[str]:
    left = ["Nơi nhận:", *paper.recipients]
    if len(paper.signatures) == 2:
        most = max(len(signature.authority) + len(signature.post) for signature in paper.signatures)
        pair = [_signed(signature, most) for signature in paper.signatures]
        yield from (f"{one:<{_WIDTH}}   {other}".rstrip() for one, other in zip(*pair, strict=True))
        yield ""
        yield from left
        return
    right = [line for signature in paper.signatures for line in _signed(signature)]
    if interleaved:
        for one, other in zip_longest(left, right, fillvalue=""):
            yield f"{one:<{_WIDTH}}   {other}".rstrip()
    else:
        yield from left
        yield ""
        yield from right


def _annex(annex: Annex) -> Iterator[str]:
    yield ""
    yield from annex.title
    yield from (_line(block) for block in annex.blocks)
    if annex.signature:
        yield ""
        yield from _signed(annex.signature)
