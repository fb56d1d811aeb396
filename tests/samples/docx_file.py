"""A paper as a Word file: borderless tables hold the two columns of the head and of the foot, as offices make them.

Rule: the same paper gives the same bytes, so a committed sample changes only when its text does.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from tests.samples.layout import without_marks
from tests.samples.model import Annex, Block, Paper, Signature

_FIXED = datetime(2026, 1, 1)  # noqa: DTZ001 - the format has no time zone
_CENTER = WD_ALIGN_PARAGRAPH.CENTER


def write_docx(paper: Paper, path: Path) -> None:
    """Write the file."""
    document = docx.Document()
    _page(document)
    for line in paper.stamp:
        document.add_paragraph(line)
    if paper.head:
        head = paper.head
        left = [(line, line == head.left[-1]) for line in head.left]
        left += [(head.number, False)] + ([(head.subject, False)] if head.subject else [])
        right = [(line, True) for line in head.right] + [(head.dated, False)]
        _columns(document, left, right)
        for mark in head.marks:
            _line(document, mark, bold=True)
    if paper.type_line:
        _line(document, paper.type_line, bold=True, center=True)
        for line in paper.title:
            _line(document, line, bold=True, center=True)
    if paper.addressees:
        _line(document, "Kính gửi: " + ("" if len(paper.addressees) > 1 else paper.addressees[0]))
        for line in paper.addressees if len(paper.addressees) > 1 else ():
            _line(document, f"- {line}")
    for block in paper.blocks:
        _block(document, block)
    _foot(document, paper)
    for annex in paper.annexes:
        _annex(document, annex)
    _line(document, paper.last_line, italic=True)
    _save(document, path)


def _page(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    properties = document.core_properties
    properties.author, properties.title = "Tài liệu mẫu tỉnh Vân Lĩnh", ""
    properties.created = properties.modified = _FIXED


def _line(document: Any, text: str, *, bold: bool = False, italic: bool = False, center: bool = False) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if center:
        paragraph.alignment = _CENTER


def _columns(document: Any, left: list[tuple[str, bool]], right: list[tuple[str, bool]]) -> None:
    """A table of one row without borders; each cell holds lines (text, bold)."""
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        for at, (text, bold) in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            paragraph.alignment = _CENTER
            paragraph.add_run(text).bold = bold


def _block(document: Any, block: Block) -> None:
    if block.kind == "table":
        table = document.add_table(rows=0, cols=len(block.rows[0]))
        table.style = "Table Grid"
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    elif block.kind == "heading":
        _line(document, f"{block.label} {block.text}".strip(), bold=True)
    else:
        _line(document, without_marks(block.text), bold=block.kind == "center", center=block.kind == "center")


def _signed(signature: Signature) -> list[tuple[str, bool]]:
    lines = [(line, True) for line in (*signature.authority, *signature.post)]
    return [*lines, ("", False), ("", False), (signature.name, True)]


def _foot(document: Any, paper: Paper) -> None:
    sent = [("Nơi nhận:", True), *((line, False) for line in paper.recipients)]
    if len(paper.signatures) == 2:
        _columns(document, *(_signed(signature) for signature in paper.signatures))
        for text, bold in sent:
            _line(document, text, bold=bold)
        return
    _columns(document, sent, [line for signature in paper.signatures for line in _signed(signature)])


def _annex(document: Any, annex: Annex) -> None:
    document.add_page_break()
    for line in annex.title:
        _line(document, line, bold=True, center=True)
    for block in annex.blocks:
        _block(document, block)
    if annex.signature:
        _columns(document, [], _signed(annex.signature))


def _save(document: Any, path: Path) -> None:
    """Write the package with one fixed time for all its parts."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
