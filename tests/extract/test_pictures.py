"""Pages are drawn as a person sees them, and the places of their words fit the drawing."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from archive.errors import ReadError, UnsupportedFormatError
from archive.extract import formats
from archive.extract.ocr import PageOcr
from archive.extract.pictures import Place, draw_page, find_words
from tests.extract.papers import BODY, in_old_encoding, read, save_pdf, start_pdf, write_docx, write_pdf
from tests.extract.test_ocr import page_image
from tests.extract.test_pdf import scan


def turn(source: Path, target: Path, angle: int, *, crop: bool = False) -> Path:
    """The same pages, turned on their side or cut to their lower three quarters."""
    writer = PdfWriter()
    for page in PdfReader(source).pages:
        if crop:
            page.cropbox = RectangleObject((0, 0, page.mediabox.width, float(page.mediabox.height) - 100))
        writer.add_page(page.rotate(angle))
    writer.write(target)
    return target


def opened(drawn: bytes) -> Image.Image:
    return Image.open(io.BytesIO(drawn))


def ink(image: Image.Image, place: Place) -> float:
    """Share of dark dots in a place."""
    left, top, right, bottom = place
    box = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    grey = image.convert("L").crop(tuple(round(side) for side in box))  # type: ignore[arg-type]
    return sum(grey.histogram()[:128]) / max(1, grey.width * grey.height)


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("crop", [False, True], ids=["whole", "cropped"])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_words_stand_where_they_are_drawn(angle: int, crop: bool, tmp_path: Path) -> None:
    """Also on turned and cropped pages: every word's place holds ink, and words lie from left to right as seen."""
    path = turn(write_pdf(tmp_path / "a.pdf"), tmp_path / "b.pdf", angle, crop=crop)
    image = opened(draw_page(path, formats.PDF, 1, 1200))
    page = find_words(path, formats.PDF, 1)
    assert image.width == 1200
    assert abs(image.width / image.height - page.width / page.height) < 0.01
    assert set(BODY[-1].split()) <= {text for _, text in page.words}
    assert ("CỘNG" in {text for _, text in page.words}) is not crop
    assert all(ink(image, place) > 0.02 for place, text in page.words if text.isalnum()), "ink under each word"
    assert ink(image, (0, 0, 1, 1)) < 0.05


@pytest.mark.usefixtures("font")
def test_words_in_an_old_encoding_arrive_in_unicode(tmp_path: Path) -> None:
    pdf = start_pdf()
    for line in BODY[1:]:
        pdf.cell(text=in_old_encoding(line, "tcvn3"), new_x="LMARGIN", new_y="NEXT")
    path = save_pdf(pdf, tmp_path / "a.pdf")
    page = find_words(path, formats.PDF, 1)
    assert [text for _, text in page.words][:8] == BODY[1].split()[:8]


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
def test_words_of_a_scan_are_those_kept_by_ocr(tmp_path: Path) -> None:
    path, cache = scan(write_pdf(tmp_path / "a.pdf"), tmp_path / "scan.pdf"), tmp_path / "cache"
    reading = PageOcr("vie", cache / read(path, cache=cache).sha256).kept(1)
    image = opened(draw_page(path, formats.PDF, 1, 800))
    page = find_words(path, formats.PDF, 1, reading)
    assert BODY[-1].split()[0:4] == [text for _, text in page.words][-len(BODY[-1].split()) :][:4]
    assert all(ink(image, place) > 0.02 for place, text in page.words if text.isalnum())
    assert find_words(path, formats.PDF, 1).words == (), "nothing kept: no words"


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_scan_on_its_side_is_drawn_upright_with_its_words(angle: int, tmp_path: Path) -> None:
    upright = page_image(tmp_path).rotate(1, fillcolor=255)
    path, cache = tmp_path / "trang.png", tmp_path / "cache"
    upright.rotate(angle, expand=True).save(path, dpi=(200, 200))
    reading = PageOcr("vie", cache / read(path, cache=cache).sha256).kept(1)
    assert reading is not None
    assert (reading.turn, reading.angle) == (360 - angle, -1.0)
    image = opened(draw_page(path, formats.PNG, 1, 800, turn=reading.turn))
    page = find_words(path, formats.PNG, 1, reading)
    assert (page.width, page.height) == upright.size
    assert all(ink(image, place) > 0.02 for place, text in page.words if text.isalnum()), "found through the slant too"


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_images_are_drawn_upright_at_the_width_asked_for(kind: str, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(write_pdf(tmp_path / "a.pdf"))
    picture: Image.Image = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    path = tmp_path / "trang.dat"
    picture.save(path, kind, save_all=kind == "TIFF", dpi=(144, 144))
    drawn = opened(draw_page(path, f"image/{kind.lower()}", 1, 400))
    assert (drawn.width, drawn.format) == (400, "WEBP")
    page = find_words(path, f"image/{kind.lower()}", 1)
    assert (page.width, page.height) == picture.size


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_page_that_is_not_there_is_an_error(number: int, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    with pytest.raises(ReadError, match=rf"không có trang {number}"):
        draw_page(path, formats.PDF, number, 400)


def test_files_without_pages_say_so(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "a.docx", "")
    with pytest.raises(UnsupportedFormatError):
        draw_page(path, formats.DOCX, 1, 400)


@pytest.mark.usefixtures("font")
def test_a_coloured_page_keeps_its_colours_and_a_plain_one_is_grey(tmp_path: Path) -> None:
    """A red stamp must be seen red; a page of black print is half as large in grey."""
    plain = opened(draw_page(write_pdf(tmp_path / "a.pdf"), formats.PDF, 1, 200))
    pdf = start_pdf()
    pdf.set_fill_color(200, 0, 0)
    pdf.rect(50, 50, 100, 100, style="F")
    coloured = opened(draw_page(save_pdf(pdf, tmp_path / "b.pdf"), formats.PDF, 1, 200))
    assert (plain.mode, coloured.mode) == ("L", "RGB")
    assert coloured.getpixel((100, 100)) == (200, 0, 0)
