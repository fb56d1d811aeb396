"""A paper as PDF: with a text layer (fpdf2, Tinos embedded as a subset), or as the images of a scanned print.

Rule: no font, no file: the missing font is named, never replaced by another.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from tests.samples.layout import without_marks
from tests.samples.model import Annex, Block, Head, Paper, Signature

FONTS = Path("/usr/share/fonts/truetype")
TINOS = "croscore/Tinos"
_STYLES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)
_NEXT = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}
_WIDTHS = {3: (1, 5, 4), 4: (1, 6, 3, 3)}
"""Shares of the columns of a table, by their count."""
SCAN_DPI = 150
SCAN_QUALITY = 32


class _Sheet(FPDF):
    """A4 with the margins of NĐ 30; the page number stands in the top margin from page 2 on."""

    def header(self) -> None:
        """The page number."""
        if self.page_no() > 1:
            self.set_font("Tinos", "", 13)
            self.cell(0, 6, str(self.page_no()), align="C", **_NEXT)  # type: ignore[arg-type]


def write_pdf(paper: Paper, path: Path, *, font: str = TINOS) -> None:
    """Write a PDF with a text layer; another font than Tinos is used in its place.

    Raises:
        FileNotFoundError: the Tinos fonts (Debian package fonts-croscore) are not installed.
    """
    sheet = _open_sheet(font)
    for line in paper.stamp:
        _line(sheet, line, size=11)
    if paper.head:
        _head(sheet, paper.head)
    if paper.type_line:
        sheet.ln(3)
        _line(sheet, paper.type_line, style="B", align="C", size=14)
        for line in paper.title:
            _line(sheet, line, style="B", align="C")
        sheet.ln(3)
    if len(paper.addressees) == 1:
        _line(sheet, f"Kính gửi: {paper.addressees[0]}", align="C")
    elif paper.addressees:
        _line(sheet, "Kính gửi:", align="C")
        for line in paper.addressees:
            _line(sheet, f"- {line}")
    for block in paper.blocks:
        _block(sheet, block)
    _foot(sheet, paper)
    for annex in paper.annexes:
        _annex(sheet, annex)
    sheet.ln(4)
    _line(sheet, paper.last_line, style="I", size=11)
    sheet.output(str(path))


def write_scan(paper: Paper, path: Path, *, seed: int) -> None:
    """Write a PDF of page images only: grey, a little turned, with the noise of a cheap scanner."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    plain = path.with_suffix(".plain.pdf")
    write_pdf(paper, plain)
    chance = random.Random(seed)
    pages = []
    with pypdfium2.PdfDocument(plain) as document:
        for page in document:
            image = page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
            image = image.rotate(chance.uniform(-0.7, 0.7), resample=Image.Resampling.BICUBIC, fillcolor=255)
            grain = np.random.default_rng(chance.getrandbits(32)).normal(0, 6, (image.height, image.width))
            pages.append(
                Image.fromarray(np.clip(np.asarray(image, dtype=float) * 0.94 + 8 + grain, 0, 255).astype("uint8"))
            )
    plain.unlink()
    options = {
        "resolution": SCAN_DPI,
        "quality": SCAN_QUALITY,
        "creationDate": _FIXED.timetuple(),
        "modDate": _FIXED.timetuple(),
    }
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], **options)


def _open_sheet(font: str = TINOS) -> _Sheet:
    sheet = _Sheet(format="A4")
    for style, name in _STYLES.items():
        file = FONTS / f"{font}-{name}.ttf"
        if not file.is_file():
            raise FileNotFoundError(f"{file}: the fonts are missing; Tinos is in the Debian package fonts-croscore")
        sheet.add_font("Tinos", style, str(file))
    sheet.set_creation_date(_FIXED)
    sheet.set_margins(30, 20, 18)
    sheet.set_auto_page_break(auto=True, margin=20)
    sheet.add_page()
    return sheet


def _line(sheet: _Sheet, text: str, *, style: str = "", align: str = "J", size: int = 13) -> None:
    sheet.set_font("Tinos", style, size)
    sheet.multi_cell(0, size * 0.5, text, align=align, **_NEXT)  # type: ignore[arg-type]


def _head(sheet: _Sheet, head: Head) -> None:
    bold = {*head.left[-1:], *head.right}
    left = [*head.left, head.number, *((head.subject,) if head.subject else ())]
    _columns(sheet, left, [*head.right, head.dated], bold=bold, italic={head.dated}, shares=(0.42, 0.58))
    for mark in head.marks:
        _line(sheet, mark, style="B", align="L")


def _columns(
    sheet: _Sheet,
    left: list[str],
    right: list[str],
    *,
    bold: set[str],
    italic: set[str],
    shares: tuple[float, float] = (0.5, 0.5),
    align: tuple[str, str] = ("C", "C"),
) -> None:
    """Two columns of lines side by side; long lines wrap inside their column."""
    if sheet.will_page_break(6 * max(len(left), len(right))):
        sheet.add_page()
    top, edge = sheet.get_y(), sheet.l_margin
    ends = []
    for lines, share, side in zip((left, right), shares, align, strict=True):
        width = sheet.epw * share
        sheet.set_xy(edge, top)
        for line in lines:
            sheet.set_x(edge)
            sheet.set_font("Tinos", "B" if line in bold else "I" if line in italic else "", 12)
            sheet.multi_cell(width, 6, line, align=side, new_x=XPos.LEFT, new_y=YPos.NEXT)
        ends.append(sheet.get_y())
        edge += width
    sheet.set_xy(sheet.l_margin, max(ends) + 2)


def _block(sheet: _Sheet, block: Block) -> None:
    if block.kind == "table":
        sheet.set_font("Tinos", "", 11)
        with sheet.table(
            first_row_as_headings=False, col_widths=_WIDTHS[len(block.rows[0])], text_align="LEFT"
        ) as table:
            for row in block.rows:
                cells: Any = table.row()
                for text in row:
                    cells.cell(text)
        sheet.ln(2)
    elif block.kind == "heading":
        _line(sheet, f"{block.label} {block.text}".strip(), style="B", align="L")
    elif block.kind == "center":
        _line(sheet, block.text, style="B", align="C")
    else:
        _line(sheet, f"        {without_marks(block.text)}")
        sheet.ln(1)


def _signed(signature: Signature) -> list[str]:
    return [*signature.authority, *signature.post, " ", " ", " ", signature.name]


def _foot(sheet: _Sheet, paper: Paper) -> None:
    sheet.ln(3)
    sent = ["Nơi nhận:", *paper.recipients]
    signed = [_signed(signature) for signature in paper.signatures]
    bold = {line for lines in signed for line in lines}
    if len(signed) == 2:
        _columns(sheet, *signed, bold=bold, italic=set())
        for line in sent:
            _line(sheet, line, size=11)
        return
    _columns(sheet, sent, signed[0], bold=bold, italic={"Nơi nhận:"}, align=("L", "C"))


def _annex(sheet: _Sheet, annex: Annex) -> None:
    sheet.add_page()
    for line in annex.title:
        _line(sheet, line, style="B", align="C")
    sheet.ln(2)
    for block in annex.blocks:
        _block(sheet, block)
    if annex.signature:
        _columns(sheet, [], _signed(annex.signature), bold={*annex.signature.authority}, italic=set())
