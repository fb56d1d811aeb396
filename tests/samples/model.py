"""What a generated document is: a paper (its parts, as an office lays them out), its text, and the facts true of it.

Rule: a paper knows nothing of files; `layout` and the writers turn it into text, DOCX, HTML, PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

NOTE = 0xE000
"""First code point of the marks that stand for footnotes in a paper's text: chr(NOTE + n) is note n."""

Form = Literal["txt", "md", "docx", "html", "pdf", "scan"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: a heading with a label (`I.`), running text, an item, a centred line, or a table of rows."""

    kind: Literal["heading", "text", "center", "table"]
    text: str = ""
    label: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature block: authority lines (`TM. ỦY BAN NHÂN DÂN`), lines of the post, a name."""

    authority: tuple[str, ...]
    post: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper: the body's lines, the number line, the State's or the Party's lines, place and day."""

    left: tuple[str, ...]
    number: str
    right: tuple[str, ...]
    dated: str
    subject: str = ""
    """“V/v …” of an official letter."""
    marks: tuple[str, ...] = ()
    """Marks of urgency and of a draft."""


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the signature: a regulation or a table, sometimes with a head and a signature of its own."""

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document, ready to be laid out."""

    head: Head | None
    type_line: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    addressees: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    stamp: tuple[str, ...] = ()
    """Lines of a register stamp ĐẾN, over everything."""
    party: bool = False
    last_line: str = "Tài liệu mẫu: tỉnh Vân Lĩnh không có thật; tên người và số liệu đều được đặt ra."
    """Says on every paper that nothing of it is real."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A generated document: file name, form, the text a reader should get, the facts, and the paper behind them."""

    name: str
    kind: Form
    text: str
    facts: Mapping[str, Any]
    paper: Paper = field(repr=False)
