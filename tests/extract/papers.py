"""Papers of the invented province Vân Lĩnh, written to files of each kind. Nothing in them is true of a real place."""

from __future__ import annotations

import hashlib
import unicodedata
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from fpdf import FPDF

from archive.extract import extract_file
from archive.extract.legacy import load_schemes
from archive.model import Extracted

FONT = Path("/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf")

LEFT = ["ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 127/BC-SNNMT"]
RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Vân Lĩnh, ngày 15 tháng 4 năm 2024"]
HEAD = [f"{left}   {right}" for left, right in zip(LEFT, RIGHT, strict=True)]
BODY = [
    "BÁO CÁO",
    "Kết quả sản xuất nông nghiệp quý I năm 2024",
    "Thực hiện Kế hoạch số 15/KH-UBND của Ủy ban nhân dân tỉnh Vân Lĩnh, Sở báo cáo như sau:",
    "1. Tổng diện tích gieo trồng đạt 6.784 ha, bằng 96,1% kế hoạch và tăng 3,2% so với cùng kỳ.",
    "2. Đàn gia súc có 125.400 con; thủy sản nuôi trồng được duy trì ổn định ở huyện Khe Sương.",
    "3. Trong quý II, tiếp tục đẩy mạnh chuyển đổi cơ cấu cây trồng, phòng chống dịch bệnh.",
]
TEXT = "\n".join(HEAD + BODY)


def read(path: Path, **options: object) -> Extracted:
    """Read a file as the verbs do, by its own content hash."""
    return extract_file(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), **options)  # type: ignore[arg-type]


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def in_old_encoding(text: str, scheme_name: str) -> str:
    """A text as it looks to a program that knows nothing of the old font; TCVN3 has only small letters with tones."""
    scheme = next(scheme for scheme in load_schemes() if scheme.name == scheme_name)
    codes: dict[str, str] = {}
    for code, letter in scheme.letters.items():
        codes.setdefault(letter, code)
    small = scheme.capitals is not None
    return "".join(codes.get(letter) or codes.get(letter.lower() if small else letter, letter) for letter in text)


def in_old_bytes(text: str, scheme_name: str) -> bytes:
    """The same as bytes: windows-1252, with the places it leaves empty."""
    return b"".join(
        letter.encode("latin-1" if ord(letter) < 0xA0 else "cp1252") for letter in in_old_encoding(text, scheme_name)
    )


def in_windows_1258(text: str) -> bytes:
    """A text in the code page of Vietnamese Windows: letters with hat or horn whole, tones behind them."""
    written = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        written += unicodedata.normalize("NFC", "".join(part for part in parts if part not in tone)) + tone
    return written.encode("cp1258")


def start_pdf(*, landscape: bool = False) -> FPDF:
    """An A4 PDF with a font that has all Vietnamese letters."""
    pdf = FPDF(orientation="landscape" if landscape else "portrait")
    pdf.add_font("Tinos", fname=str(FONT))
    pdf.set_font("Tinos", size=13)
    pdf.add_page()
    return pdf


def write_pdf(path: Path, pages: int = 1) -> Path:
    """The paper as a PDF with a text layer: head in two columns, drawn column by column as Word does."""
    pdf = start_pdf()
    for page in range(pages):
        if page:
            pdf.add_page()
        draw_paper(pdf)
    return save_pdf(pdf, path)


def save_pdf(pdf: FPDF, path: Path) -> Path:
    """Write a PDF and let go of the font file, which fpdf2 keeps open."""
    pdf.output(str(path))
    for font in pdf.fonts.values():
        font.ttfont.close()  # type: ignore[union-attr]
    return path


def draw_paper(pdf: FPDF) -> None:
    pdf.set_font("Tinos", size=11)
    for x, lines in ((15, LEFT), (105, RIGHT)):
        for row, line in enumerate(lines):
            pdf.set_xy(x, 15 + 6 * row)
            pdf.cell(90, 6, line, align="C")
    pdf.set_font("Tinos", size=13)
    pdf.set_xy(20, 45)
    for row, line in enumerate(BODY):
        pdf.set_xy(20, 45 + 8 * row)
        pdf.cell(170, 8, line, align="C" if row < 2 else "L")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of WordprocessingML with one run."""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(*rows: tuple[list[str], ...]) -> str:
    """A table whose cells hold paragraphs."""
    cells = ["".join(f"<w:tc>{''.join(map(paragraph, cell))}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """A DOCX of hand-written XML; `parts` are more parts by name, such as footnotes, styles, numbering."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return path
