"""PDFs are read row by row from the text layer; what the layer gets wrong is mended or goes to OCR."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from fpdf.enums import TextMode
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NameObject

from archive.errors import NeedsOcrError
from archive.extract.lines import Line
from archive.extract.pdfium import OpenPage, open_pdf
from archive.extract.rows import Piece, write_rows
from archive.model import PAGE_BREAK
from tests.extract.papers import (
    BODY,
    FONT,
    HEAD,
    TEXT,
    draw_paper,
    in_old_encoding,
    read,
    save_pdf,
    start_pdf,
    write_pdf,
)
from tests.samples.stamped import stamp

pytestmark = pytest.mark.usefixtures("font")


def test_a_paper_with_two_columns_and_its_pages(tmp_path: Path) -> None:
    extracted = read(write_pdf(tmp_path / "bao-cao.pdf", pages=2))
    assert extracted.text == PAGE_BREAK.join([TEXT] * 2)
    assert [(page.number, page.source) for page in extracted.pages] == [(1, "text"), (2, "text")]
    for page in extracted.pages:
        assert extracted.text[page.span.start : page.span.end] == TEXT


def test_decomposed_letters_arrive_composed(tmp_path: Path) -> None:
    pdf = start_pdf()
    for row, line in enumerate(BODY):
        pdf.text(20, 30 + 8 * row, unicodedata.normalize("NFD", line))
    assert read(save_pdf(pdf, tmp_path / "nfd.pdf")).text == "\n".join(BODY)


def test_letters_drawn_after_the_others_come_back_to_their_words(tmp_path: Path) -> None:
    """Where a font lacks the Vietnamese letters, some programs draw the plain ones first and the rest at the end."""
    pdf = start_pdf()
    for row, line in enumerate(BODY):
        for late in (False, True):
            x = 20.0
            for letter in line:
                if (ord(letter) > 0x17F) == late:
                    pdf.text(x, 30 + 8 * row, letter)
                x += pdf.get_string_width(letter)
    assert read(save_pdf(pdf, tmp_path / "fallback.pdf")).text == "\n".join(BODY)


def test_raised_figures_are_marks_and_powers(tmp_path: Path) -> None:
    pdf = start_pdf()
    pdf.text(20, 30, "năm 2024")
    x = 20 + pdf.get_string_width("năm 2024")
    pdf.set_font_size(8)
    pdf.text(x, 28.3, "17")
    pdf.set_font_size(13)
    pdf.text(x + 4, 30, "đạt kế hoạch của tỉnh Vân Lĩnh")
    assert read(save_pdf(pdf, tmp_path / "note.pdf")).text == "năm 2024¹⁷ đạt kế hoạch của tỉnh Vân Lĩnh"


def test_a_line_in_the_right_column_begins_with_a_border(tmp_path: Path) -> None:
    """So the name of the signer is not taken for a line of the recipients."""
    pdf = start_pdf()
    for y, left, right in ((30, "Nơi nhận:", "KT. GIÁM ĐỐC"), (37, "- Như trên;", ""), (44, "", "Lò Thị Sương")):
        pdf.text(20, y, left)
        pdf.text(130, y, right)
    assert read(save_pdf(pdf, tmp_path / "x.pdf")).text == "Nơi nhận:   KT. GIÁM ĐỐC\n- Như trên;\n   Lò Thị Sương"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turn: int, tmp_path: Path) -> None:
    """Drawn against the turn, as scanners and wide tables do, so that it stands upright on the screen."""
    pdf = start_pdf(landscape=turn != 180)
    wide, high = pdf.w, pdf.h
    middle = {90: (wide / 2, wide / 2), 180: (wide / 2, high / 2), 270: (high / 2, high / 2)}[turn]
    with pdf.rotation(turn, *middle):
        draw_paper(pdf)
    path = save_pdf(pdf, tmp_path / "turned.pdf")
    writer = PdfWriter(clone_from=path)
    writer.pages[0].rotate(turn)
    writer.write(path)
    assert read(path).text == TEXT


def test_a_number_and_a_day_stamped_by_signing_are_read_in_their_places(tmp_path: Path) -> None:
    pdf = start_pdf()
    pdf.text(20, 30, "Số:            /BC-SNNMT")
    pdf.text(110, 30, "Vân Lĩnh, ngày         tháng 4 năm 2024")
    path = save_pdf(pdf, tmp_path / "signed.pdf")
    assert read(path).text == "Số:   /BC-SNNMT   Vân Lĩnh, ngày   tháng 4 năm 2024"
    point = 72 / 25.4
    stamp(path, "127", 29 * point, (297 - 30) * point - 3)
    stamp(path, "15", 143 * point, (297 - 30) * point - 4)
    assert read(path).text == "Số: 127/BC-SNNMT   Vân Lĩnh, ngày 15 tháng 4 năm 2024"


def test_justified_lines_open_no_columns(tmp_path: Path) -> None:
    pdf = start_pdf()
    pdf.set_xy(20, 30)
    pdf.multi_cell(120, 7, " ".join(BODY[2:]), align="J")
    lines = [line.text for line in rows_of(save_pdf(pdf, tmp_path / "x.pdf"))]
    assert " ".join(lines) == " ".join(BODY[2:])
    assert len(lines) > 4


def rows_of(path: Path) -> tuple[Line, ...]:
    with open_pdf(path) as document, OpenPage(document, 0) as page:
        return page.rows()


def test_overlaid_text_does_not_mix_with_the_line_under_it() -> None:
    """A stamp over a line, a little higher, stays a row of its own."""
    line = [Piece(100, 10 * n, 10 * n + 9, 12, "ab", n, " ") for n in range(20)]
    over = [Piece(104, 10 * n + 3, 10 * n + 8, 12, "x", 50 + n, " ") for n in range(5)]
    assert [row.text for row in write_rows(line + over, 500)] == ["x x x x x", " ".join(["ab"] * 20)]


def test_a_raised_mark_touches_its_word_even_where_a_blank_was_printed_between() -> None:
    """Chromium writes a blank of no width before what is raised; one that stands apart stays apart."""
    words = [Piece(100, 0, 60, 14, "theo quy định", 0, " "), Piece(105, 60, 64, 9, "4", 1, " ")]
    end = Piece(100, 64, 67, 14, ".", 2, " ")
    assert [line.text for line in write_rows([*words, end], 500)] == ["theo quy định⁴."]
    assert write_rows([words[0], words[1]._replace(x=66, end=70)], 500)[0].text == "theo quy định ⁴"


def test_what_is_drawn_later_between_the_words_of_a_line_is_read_there(tmp_path: Path) -> None:
    """Words side by side are taken as one piece; a figure that lies in it takes it apart again."""
    pdf = start_pdf()
    pdf.text(20, 30, "Vân Lĩnh, ngày   tháng 4 năm 2024")
    shift = pdf.get_string_width("Vân Lĩnh, ngày ")
    pdf.text(20, 60, "Kính gửi: Ủy ban nhân dân tỉnh")
    pdf.text(20 + shift, 30, "9")
    assert rows_of(save_pdf(pdf, tmp_path / "late.pdf"))[0].text == "Vân Lĩnh, ngày 9 tháng 4 năm 2024"


@pytest.mark.parametrize(("font", "head"), [("Tinos", "Báo cáo kết quả"), (".VnTimeH,Bold", "BÁO CÁO KẾT QUẢ")])
def test_old_encodings_are_converted_by_font_and_by_evidence(font: str, head: str, tmp_path: Path) -> None:
    """The capitals of a .VnTimeH font are drawn over small letters: only the name of the font tells them."""
    body = "Sở báo cáo kết quả sản xuất vụ này, đề nghị các phòng thực hiện được mùa trong toàn tỉnh"
    pdf = start_pdf()
    pdf.add_font("Head", fname=str(FONT))
    pdf.set_font("Head", size=13)
    pdf.text(20, 30, in_old_encoding("Báo cáo kết quả", "tcvn3"))
    pdf.set_font("Tinos", size=13)
    pdf.text(20, 40, in_old_encoding(body, "tcvn3").replace("\u00ad", "\u2212"))
    path = save_pdf(pdf, tmp_path / "old.pdf")
    writer = PdfWriter(clone_from=path)
    named = writer.pages[0]["/Resources"]["/Font"]["/F2"].get_object()
    inner = named["/DescendantFonts"][0].get_object()
    named[NameObject("/BaseFont")] = inner[NameObject("/BaseFont")] = NameObject(f"/{font}")
    inner["/FontDescriptor"].get_object()[NameObject("/FontName")] = NameObject(f"/{font}")
    writer.write(path)
    assert read(path).text == f"{head}\n{body}"


def scan(source: Path, target: Path, *, dots: int = 200, layer: str = "") -> Path:
    """Pages of a PDF as images only, as a scanner makes them; `layer` lies over them in invisible letters."""
    document = pypdfium2.PdfDocument(source)
    pdf = start_pdf()
    for number, page in enumerate(document):
        if number:
            pdf.add_page()
        image = page.render(scale=dots / 72).to_pil().convert("RGB")
        pdf.image(image, x=0, y=0, w=pdf.w, h=pdf.h)
        if layer:
            with pdf.local_context(text_mode=TextMode.INVISIBLE):
                for row, line in enumerate(layer.split("\n")):
                    pdf.text(20, 20 + 7 * row, line)
    document.close()
    return save_pdf(pdf, target)


def distance(read_text: str, true_text: str) -> float:
    """Share of characters to change (Levenshtein), blanks aside."""
    left, right = "".join(read_text.split()), "".join(true_text.split())
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1] / len(right)


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr")
def test_a_scan_is_read_with_few_errors(tmp_path: Path) -> None:
    path = scan(write_pdf(tmp_path / "paper.pdf"), tmp_path / "scan.pdf")
    extracted = read(path)
    assert [page.source for page in extracted.pages] == ["ocr"]
    assert distance(extracted.text, TEXT) < 0.03
    assert extracted.text.split("\n")[0] == HEAD[0]


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize("layer", ["Ky boi: SNNMT 15.04.2024", "\n".join(["Uy bnn nhnn dcn tlnh Vcn Llnh"] * 12)])
def test_a_layer_of_signature_or_garbage_over_a_scan_goes_to_ocr(layer: str, tmp_path: Path) -> None:
    path = scan(write_pdf(tmp_path / "paper.pdf"), tmp_path / "scan.pdf", layer=layer)
    extracted = read(path)
    assert [page.source for page in extracted.pages] == ["ocr"]
    assert BODY[2] in extracted.text


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr")
def test_a_good_layer_over_a_scan_is_taken_as_it_is(tmp_path: Path) -> None:
    path = scan(write_pdf(tmp_path / "paper.pdf"), tmp_path / "searchable.pdf", layer="\n".join(BODY))
    assert [page.source for page in read(path).pages] == ["text"]


def test_a_text_over_a_small_picture_stays_text(tmp_path: Path) -> None:
    pdf = start_pdf()
    pdf.image(Image.new("RGB", (200, 200), "red"), x=20, y=20, w=30)
    pdf.text(20, 80, "Báo cáo của tỉnh Vân Lĩnh")
    extracted = read(save_pdf(pdf, tmp_path / "logo.pdf"), ocr_language="none")
    assert (extracted.text, extracted.pages[0].source) == ("Báo cáo của tỉnh Vân Lĩnh", "text")


def test_a_foreign_text_without_an_image_needs_no_ocr(tmp_path: Path) -> None:
    pdf = start_pdf()
    text = "The committee reported strong growth throughout the second quarter of this financial year"
    for row in range(5):
        pdf.text(20, 30 + 8 * row, text)
    assert read(save_pdf(pdf, tmp_path / "english.pdf"), ocr_language="none").text == " ".join([text] * 5)


def test_a_blank_page_between_keeps_its_number(tmp_path: Path) -> None:
    pdf = start_pdf()
    pdf.text(20, 30, "Trang một của báo cáo")
    pdf.add_page()
    pdf.add_page()
    pdf.text(20, 30, "Trang ba của báo cáo")
    extracted = read(save_pdf(pdf, tmp_path / "x.pdf"), ocr_language="none")
    assert extracted.text == PAGE_BREAK.join(["Trang một của báo cáo", "", "Trang ba của báo cáo"])
    assert extracted.pages[2].number == 3


def test_without_ocr_a_scan_says_so_and_what_to_do(tmp_path: Path) -> None:
    path = scan(write_pdf(tmp_path / "paper.pdf"), tmp_path / "ban-quet.pdf", dots=72)
    with pytest.raises(NeedsOcrError, match=r"“ban-quet\.pdf”: trang 1 là ảnh quét: cần OCR.*tesseract-ocr-vie"):
        read(path, ocr_language="none")
