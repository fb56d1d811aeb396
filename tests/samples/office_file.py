"""A paper as an office prints it: justified, first lines indented, page numbers on top, real footnotes (Word file).

Nghị định 30/2020/NĐ-CP, phụ lục I. Rule: what such a file should read as is said beside it (`paragraphs`, `notes`).
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.samples.docx_file import _annex, _columns, _foot, _line, _page
from tests.samples.layout import without_marks
from tests.samples.model import NOTE, Block, Paper

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FIRST_NOTE = 2
"""Ids of the notes begin here: Word keeps 0 and 1 for its separators."""


def paragraphs(paper: Paper, *, marked: bool = True) -> list[str]:
    """The paragraphs of the body as they should be read, marks of notes raised or left out; tables are left out."""
    texts = [f"{block.label} {block.text}".strip() for block in paper.blocks if block.kind != "table"]
    return [_read(text) if marked else without_marks(text) for text in texts]


def write_office(paper: Paper, path: Path) -> None:
    """Write the file."""
    document = docx.Document()
    _page(document)
    _number_pages(document)
    if paper.head:
        head = paper.head
        left = [(line, line == head.left[-1]) for line in head.left]
        left += [(head.number, False)] + ([(head.subject, False)] if head.subject else [])
        _columns(document, left, [(line, True) for line in head.right] + [(head.dated, False)])
    if paper.type_line:
        for line in (paper.type_line, *paper.title):
            _line(document, line, bold=True, center=True)
    for line in paper.addressees:
        _line(document, f"Kính gửi: {line}", center=True)
    for block in paper.blocks:
        _block(document, block)
    _foot(document, paper)
    for annex in paper.annexes:
        _annex(document, annex)
    _save(document, paper, path)


def _read(text: str) -> str:
    return "".join(str(ord(char) - NOTE).translate(_RAISED) if _is_mark(char) else char for char in text)


def _is_mark(char: str) -> bool:
    return NOTE < ord(char) < NOTE + 200


def _block(document: Any, block: Block) -> None:
    if block.kind == "table":
        table = document.add_table(rows=0, cols=len(block.rows[0]))
        table.style = "Table Grid"
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        return
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    if block.kind == "center":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        shape.first_line_indent = Cm(1.27)
    shape.space_after, shape.line_spacing = Pt(6), 1.1
    bold = block.kind in ("heading", "center")
    text = f"{block.label} {block.text}".strip()
    while text:
        size = next((at for at, char in enumerate(text) if _is_mark(char)), len(text))
        if size:
            paragraph.add_run(text[:size]).bold = bold
        if size < len(text):
            _refer(paragraph, ord(text[size]) - NOTE)
        text = text[size + 1 :]


def _refer(paragraph: Any, number: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number + _FIRST_NOTE - 1))
    run._r.append(mark)


def _number_pages(document: Any) -> None:
    """Page numbers in the middle of the top margin, from page 2 on."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _save(document: Any, paper: Paper, path: Path) -> None:
    """Write the package, with the part of the notes that python-docx does not know."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}"/></Types>'
                content = content.replace(b"</Types>", part.encode())
            elif name == "word/_rels/document.xml.rels":
                part = f'<Relationship Id="rIdNotes" Type="{_RELATION}" Target="footnotes.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", part.encode())
            target.writestr(name, content)
        target.writestr("word/footnotes.xml", _notes(paper))


def _notes(paper: Paper) -> str:
    look = '<w:rPr><w:sz w:val="20"/></w:rPr>'
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/><w:sz w:val="20"/></w:rPr><w:footnoteRef/></w:r>'
    notes = "".join(
        f'<w:footnote w:id="{at}"><w:p>{mark}<w:r>{look}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for at, text in enumerate(paper.notes, start=_FIRST_NOTE)
    )
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for at, kind in enumerate(("separator", "continuationSeparator"))
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_SPACE}">{rules}{notes}</w:footnotes>'
