"""The same papers as other programs print them: Chromium, reportlab, Word files with other looks by LibreOffice.

Chromium has no footnotes: its notes stand small at the end. reportlab's stand under a rule at the foot of each page.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from tests.samples.model import NOTE, Block, Paper
from tests.samples.pdf_file import FONTS, TINOS


def lay_out(papers: Sequence[Paper], sources: Sequence[Path], folder: Path) -> dict[str, list[Path]]:
    """How → PDFs of the papers, whose Word files are the sources; a program that is not here is left out."""
    made: dict[str, list[Path]] = {}

    def paths(name: str, kind: str = "pdf") -> list[Path]:
        return [folder / f"{source.stem}-{name}.{kind}" for source in sources]

    if shutil.which("chromium") and importlib.util.find_spec("playwright"):
        made["Chromium"] = paths("chromium")
        print_pages(list(zip(papers, made["Chromium"], strict=True)))
    if importlib.util.find_spec("reportlab"):
        made["reportlab"] = paths("reportlab")
        for paper, path in zip(papers, made["reportlab"], strict=True):
            set_reportlab(paper, path)
    for at, (look, values) in enumerate(LOOKS.items()):
        for source, target in zip(sources, paths(str(at), "docx"), strict=True):
            restyle(source, values, target)
        convert(paths(str(at), "docx"), "pdf", folder)
        made[look] = paths(str(at))
    return made


def convert(sources: Sequence[Path], form: str, folder: Path) -> None:
    """Save Word files in another form by LibreOffice, under their names in the folder."""
    program = shutil.which("soffice") or "soffice"
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
    command += ["--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# ── Chromium ──

_STYLE = """
@page { size: A4; margin: 20mm 20mm 20mm 30mm }
body { font: 14pt/1.25 Tinos, serif; margin: 0 }
p { text-align: justify; text-indent: 1.27cm; margin: 0 0 6pt }
p.c { text-align: center; text-indent: 0; font-weight: bold }
table { width: 100%; border-collapse: collapse; margin-bottom: 8pt } td { vertical-align: top; text-align: center }
sup { font-size: 9pt; line-height: 0 }
.notes { border-top: 1px solid; margin-top: 12pt } .notes p { font-size: 10pt; text-indent: 0; margin: 0 }
"""
_PAGE_NUMBER = '<div style="font: 13px Tinos; width: 100%; text-align: center"><span class="pageNumber"></span></div>'


def print_pages(jobs: Sequence[tuple[Paper, Path]]) -> None:
    """Print papers as a person prints a page of the web, with the page's number on top."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for paper, path in jobs:
            page.set_content("\n".join(_html(paper)))
            page.pdf(
                path=str(path),
                prefer_css_page_size=True,
                display_header_footer=True,
                header_template=_PAGE_NUMBER,
                footer_template="<span></span>",
            )
        browser.close()


def _html(paper: Paper) -> Iterator[str]:
    yield f'<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><style>{_STYLE}</style><body>'
    if paper.head:
        head = paper.head
        yield _columns((*head.left, head.number, head.subject), (*head.right, head.dated))
    yield from (f'<p class="c">{escape(line)}</p>' for line in (paper.type_line, *paper.title))
    yield from (f'<p class="c">Kính gửi: {escape(line)}</p>' for line in paper.addressees)
    for block in paper.blocks:
        kind = ' class="c"' if block.kind == "center" else ""
        text = _marked(block, "<sup>{}</sup>")
        yield f"<p{kind}>{f'<b>{text}</b>' if block.kind == 'heading' else text}</p>"
    yield _columns(("Nơi nhận:", *paper.recipients), _signed(paper))
    if paper.notes:
        notes = (f"<p><sup>{at}</sup> {escape(note)}</p>" for at, note in enumerate(paper.notes, start=1))
        yield f'<div class="notes">{"".join(notes)}</div>'


def _columns(*columns: Sequence[str]) -> str:
    cells = "".join(f"<td>{'<br>'.join(map(escape, lines))}</td>" for lines in columns)
    return f"<table><tr>{cells}</tr></table>"


def _signed(paper: Paper) -> tuple[str, ...]:
    return tuple(line for one in paper.signatures for line in (*one.authority, *one.post, " ", " ", " ", one.name))


def _marked(block: Block, mark: str) -> str:
    text = escape(f"{block.label} {block.text}".strip())
    return re.sub(f"[{chr(NOTE + 1)}-{chr(NOTE + 199)}]", lambda found: mark.format(ord(found.group()) - NOTE), text)


# ── reportlab ──

_LEFT, _WIDE, _TOP, _BOTTOM = 85.0, 453.0, 785.0, 57.0
"""Points of an A4 page: margins of 3 cm and 2 cm."""


def set_reportlab(paper: Paper, path: Path) -> None:
    """Set a paper with reportlab: justified, page numbers on top, notes at the foot of the page of their marks."""
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    names = {"Tinos": "Regular", "Tinos-Bold": "Bold", "Tinos-Italic": "Italic", "Tinos-BoldItalic": "BoldItalic"}
    for name, style in names.items():
        registerFont(TTFont(name, str(FONTS / f"{TINOS}-{style}.ttf")))
    registerFontFamily("Tinos", *names)
    _Setter(Canvas(str(path)), paper).set_all()


class _Setter:
    """Puts paragraphs on pages; a paragraph of which a line does not fit is split."""

    def __init__(self, canvas: Any, paper: Paper) -> None:
        from reportlab.lib.styles import ParagraphStyle

        self._canvas, self._paper = canvas, paper
        self._y, self._page, self._notes = _TOP, 1, list[Any]()
        text = ParagraphStyle(
            "text", fontName="Tinos", fontSize=14, leading=18, alignment=4, firstLineIndent=36, spaceAfter=6
        )
        self._styles = {
            "text": text,
            "center": ParagraphStyle("center", text, alignment=1, firstLineIndent=0),
            "note": ParagraphStyle("note", text, fontSize=10, leading=12, firstLineIndent=0, spaceAfter=0),
        }

    def set_all(self) -> None:
        paper = self._paper
        if paper.head:
            head = paper.head
            self._columns((*head.left, head.number, head.subject), (*head.right, head.dated), size=12)
        for line in (paper.type_line, *paper.title):
            self._paragraph(f"<b>{escape(line)}</b>", "center")
        for line in paper.addressees:
            self._paragraph(escape(f"Kính gửi: {line}"), "center")
        for block in paper.blocks:
            text = _marked(block, '<super size="9" rise="5">{}</super>')
            bold = block.kind in ("heading", "center")
            self._paragraph(f"<b>{text}</b>" if bold else text, "center" if block.kind == "center" else "text")
        self._columns(("Nơi nhận:", *paper.recipients), _signed(paper), size=12)
        self._end_page()
        self._canvas.save()

    def _paragraph(self, text: str, style: str) -> None:
        """Put a paragraph; one with notes stands whole on the page of its notes."""
        from reportlab.platypus import Paragraph

        notes = [self._note(int(mark)) for mark in re.findall(r'rise="5">(\d+)<', text)]
        paragraph = Paragraph(text, self._styles[style])
        _, height = paragraph.wrap(_WIDE, 1000)
        if notes and height + sum(note.height for note in notes) > self._room():
            self._end_page()
        self._notes += notes
        for part in paragraph.split(_WIDE, self._room()) or [None, paragraph]:
            if part is None or part.wrap(_WIDE, 1000)[1] > self._room():
                self._end_page()
            if part is not None:
                self._y -= part.wrap(_WIDE, 1000)[1]
                part.drawOn(self._canvas, _LEFT, self._y)
        self._y -= 6

    def _room(self) -> float:
        return self._y - _BOTTOM - 8 - sum(note.height for note in self._notes)

    def _note(self, number: int) -> Any:
        from reportlab.platypus import Paragraph

        words = f'<super size="7" rise="4">{number}</super> {escape(self._paper.notes[number - 1])}'
        note = Paragraph(words, self._styles["note"])
        note.wrap(_WIDE, 1000)
        return note

    def _columns(self, left: Sequence[str], right: Sequence[str], *, size: float) -> None:
        height = 1.3 * size * max(len(left), len(right))
        if self._y - height < _BOTTOM:
            self._end_page()
        self._canvas.setFont("Tinos", size)
        for share, lines in ((0.22, left), (0.72, right)):
            for at, line in enumerate(lines, start=1):
                self._canvas.drawCentredString(_LEFT + share * _WIDE, self._y - 1.3 * size * at, line)
        self._y -= height + 12

    def _end_page(self) -> None:
        if self._page > 1:
            self._canvas.setFont("Tinos", 13)
            self._canvas.drawCentredString(_LEFT + _WIDE / 2, 805, str(self._page))
        y = _BOTTOM + sum(note.height for note in self._notes)
        if self._notes:
            self._canvas.line(_LEFT, y + 4, _LEFT + 140, y + 4)
        for note in self._notes:
            note.drawOn(self._canvas, _LEFT, y - note.height)
            y -= note.height
        self._canvas.showPage()
        self._y, self._page, self._notes = _TOP, self._page + 1, []


# ── other looks ──


@dataclass(frozen=True, slots=True)
class Look:
    """How an office sets its papers: font and size, margins (left, right, in cm), indent (cm), spaces (points)."""

    font: str
    size: float
    margins: tuple[float, float]
    indent: float
    before: float
    after: float
    lines: float
    justified: bool = True
    landscape: bool = False


LOOKS = {
    "narrow margins, 1.5 lines": Look("Tinos", 14, (1.5, 1.5), 1.0, 0, 0, 1.5),
    "no indent, ragged, DejaVu Sans": Look("DejaVu Sans", 11, (2.5, 2.5), 0, 0, 8, 1.0, justified=False),
    "landscape": Look("Tinos", 14, (2, 2), 1.27, 6, 6, 1.0, landscape=True),
    "12 points, wide margins, Arimo": Look("Arimo", 12, (4, 4), 1.27, 3, 3, 1.15),
    "13 points, no space between": Look("Tinos", 13, (3, 2), 1.27, 0, 0, 1.0),
}


def restyle(source: Path, look: Look, target: Path) -> None:
    """The same Word file with another look."""
    document: Any = docx.Document(str(source))
    document.styles["Normal"].font.name = look.font
    document.styles["Normal"].font.size = Pt(look.size)
    for section in document.sections:
        if look.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin, section.right_margin = map(Cm, look.margins)
    for paragraph in document.paragraphs:
        shape = paragraph.paragraph_format
        shape.line_spacing, shape.space_before, shape.space_after = look.lines, Pt(look.before), Pt(look.after)
        if paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY:
            shape.first_line_indent = Cm(look.indent)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if look.justified else WD_ALIGN_PARAGRAPH.LEFT
    document.save(str(target))
