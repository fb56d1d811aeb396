"""Recognised pages are paid for once and kept by content hash and engine."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from archive.errors import NeedsOcrError
from archive.extract.lines import Line, text_of
from archive.extract.ocr import PageOcr, find_engine, lay_out, recognise_page
from archive.extract.rows import size_by_width
from archive.extract.scans import angle_of, light, median, prepare
from archive.extract.tesseract import recognise_by_program
from tests.extract.papers import BODY, HEAD, TEXT, read, write_pdf
from tests.extract.test_pdf import scan

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def words(*lines: tuple[int, int, str]) -> str:
    """TSV of lines given by left, top and words; each letter is 20 dots wide and 40 high."""
    rows = [HEADER, "1\t1\t0\t0\t0\t0\t0\t0\t1600\t2300\t-1\t"]
    for left, top, text in lines:
        rows.append(f"4\t1\t1\t1\t1\t0\t{left}\t{top}\t{20 * len(text)}\t40\t-1\t")
        x = left
        for word in text.split():
            rows.append(f"5\t1\t1\t1\t1\t1\t{x}\t{top}\t{20 * len(word)}\t40\t95\t{word}")
            x += 20 * (len(word) + 1)
    return "\n".join(rows)


def test_blocks_side_by_side_are_rows() -> None:
    """tesseract reads a head column by column; the rows come back, with the border between the columns."""
    left = [(100, 100, "SỞ NỘI VỤ"), (100, 160, "Số: 12/BC")]
    right = [(900, 104, "CỘNG HÒA"), (900, 163, "Vân Lĩnh, ngày 5")]
    assert text_of(lay_out(words(*left, *right))) == "SỞ NỘI VỤ   CỘNG HÒA\nSố: 12/BC   Vân Lĩnh, ngày 5"


def test_lines_of_one_size_have_one_size_whatever_letters_stand_in_them() -> None:
    """Boxes of lines without accents or descenders are half as high; widths tell the size."""
    flat = Line("xem sau mua nua xem sau mua nua", 100, 600, 19, 500)
    high = Line("Ấp Ổ Ộ Ậ Ỹ Ấp Ổ Ộ Ậ Ỹ Ấp Ổ Ộ Ậ", 100, 600, 60, 400)
    short = Line("Ở đây", 100, 180, 44, 300)
    sizes = [line.size for line in size_by_width([flat, high, short])]
    assert max(sizes) < 1.1 * min(sizes)


def test_a_page_without_words_is_empty() -> None:
    assert lay_out(words()) == ()


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
def test_a_second_reading_takes_what_was_kept(tmp_path: Path) -> None:
    """Proved by changing a kept word: the changed word comes back."""
    path, cache = scan(write_pdf(tmp_path / "paper.pdf"), tmp_path / "scan.pdf"), tmp_path / "cache"
    first = read(path, cache=cache)
    (kept,) = cache.glob("*/*/*.tsv")
    assert kept.parent.parent.name == first.sha256
    assert kept.parent.name.startswith("tesseract-")
    kept.write_text(kept.read_text("utf-8").replace("\tTổng\n", "\tĐÃ-GIỮ\n"), "utf-8")
    second = read(path, cache=cache)
    assert second.text == first.text.replace("Tổng diện tích", "ĐÃ-GIỮ diện tích") != first.text
    assert second.pages[0].source == "ocr"


def test_what_was_kept_serves_a_machine_without_ocr(tmp_path: Path) -> None:
    kept = tmp_path / "tesseract-5.0-none-200-v3" / "00001.tsv"
    kept.parent.mkdir()
    kept.write_text("0\t0.0\n" + words((100, 100, "Báo cáo")), "utf-8")
    reader = PageOcr("none", tmp_path)

    def no_image() -> Image.Image:
        raise AssertionError("the image is not needed")

    assert text_of(reader.read(1, no_image)) == "Báo cáo"
    with pytest.raises(NeedsOcrError, match="cần OCR"):
        reader.read(2, no_image)


def test_a_language_without_data_has_no_engine() -> None:
    assert find_engine("none") is None
    assert find_engine("vie+none") is None


def page_image(tmp_path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(write_pdf(tmp_path / "paper.pdf"))
    image: Image.Image = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    return image


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
def test_the_program_reads_as_the_library_does(tmp_path: Path) -> None:
    """The program is what serves where the library has no wheel."""
    image = page_image(tmp_path)
    program = shutil.which("tesseract")
    assert program
    rows = [line.text for line in lay_out(recognise_by_program(image, "vie", program))]
    assert rows[0] == HEAD[0]
    assert BODY[1] in rows


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_page_images_are_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "trang.dat"
    page_image(tmp_path).save(path, kind, dpi=(200, 200))
    extracted = read(path)
    assert extracted.media_type == f"image/{kind.lower()}"
    assert [page.source for page in extracted.pages] == ["ocr"]
    assert BODY[1] in extracted.text


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
def test_each_image_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    image = page_image(tmp_path)
    path = tmp_path / "trang.tif"
    image.crop((0, 0, 1654, 1200)).save(path, "TIFF", save_all=True, append_images=[image.convert("1")], dpi=(200, 200))
    extracted = read(path)
    assert len(extracted.pages) == 2
    assert all(BODY[2] in extracted.text[page.span.start : page.span.end] for page in extracted.pages)


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
def test_transparent_turned_and_fine_images_are_read_as_seen(tmp_path: Path) -> None:
    image = page_image(tmp_path)
    clear = Image.new("RGBA", image.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=image.point(lambda grey: 255 - grey))
    clear.save(tmp_path / "clear.png")
    turned = image.rotate(90, expand=True)
    orientation = Image.Exif()
    orientation[0x0112] = 6
    turned.save(tmp_path / "turned.jpg", exif=orientation)
    fine = image.resize((image.width * 2, image.height * 2))
    fine.save(tmp_path / "fine.png", dpi=(400, 400))
    for name in ("clear.png", "turned.jpg", "fine.png"):
        assert BODY[1] in read(tmp_path / name).text, name


def spoil(image: Image.Image, angle: float) -> Image.Image:
    """A bad scan of a page: a red seal over the text, askew, with specks."""
    seal = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(seal)
    for ring in range(0, 120, 6):
        pen.ellipse((700 + ring, 500 + ring, 1200 - ring, 1000 - ring), outline=(225, 60, 70), width=3)
    page = ImageChops.darker(image.convert("RGB"), seal)
    dots = np.asarray(page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")).copy()
    chance = np.random.default_rng(4).random(dots.shape[:2])
    dots[chance < 0.006], dots[chance > 0.994] = 40, 255
    return Image.fromarray(dots)


def likeness(read_text: str) -> float:
    return difflib.SequenceMatcher(None, TEXT, read_text, autojunk=False).ratio()


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
@pytest.mark.parametrize("angle", [-1.4, 1.7])
def test_a_bad_scan_is_cleaned_before_it_is_read(angle: float, tmp_path: Path) -> None:
    engine = find_engine("vie")
    assert engine
    page = spoil(page_image(tmp_path), angle)
    reading = recognise_page(page, engine[1])
    assert abs(reading.angle + angle) < 0.11
    cleaned = text_of(lay_out(reading.words))
    plain = text_of(lay_out(engine[1](page.convert("L"))))
    assert likeness(cleaned) > 0.985
    assert likeness(plain) < 0.9


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("angle", [-2.6, -0.8, 0.0, 0.4, 3.1])
def test_the_slant_of_a_page_is_found_to_a_tenth_of_a_degree(angle: float, tmp_path: Path) -> None:
    page = page_image(tmp_path).rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert abs(angle_of(page) + angle) < 0.11
    assert bool(prepare(page).angle) is (abs(angle) >= 0.3)


def test_a_good_scan_is_left_alone_and_recognised_once(tmp_path: Path) -> None:
    grey = Image.new("L", (1654, 2339), 255)
    seen = []

    def recognise(image: Image.Image) -> str:
        seen.append(image)
        return words((100, 100, "Báo cáo kết quả"))

    assert recognise_page(grey, recognise).angle == 0
    assert seen == [grey]


def test_shadows_are_lit_and_print_in_them_stays_dark() -> None:
    """A photograph: bright on the left, half as bright on the right; black bars stand on it."""
    paper = np.tile(np.linspace(250, 130, 1654), (2339, 1)).astype(np.uint8)
    paper[500:520, 200:1500] = 40
    lit = np.asarray(light(Image.fromarray(paper)))
    assert lit[400].min() > 225
    assert lit[510, 200:1500].max() < 90
    even = Image.new("L", (1654, 2339), 240)
    even.paste(0, (0, 0, 1654, 60))
    assert light(even) is even


def test_specks_go_and_strokes_stay() -> None:
    dots = np.full((30, 30), 255, np.uint8)
    dots[5, 5] = 0
    dots[10:13, :] = 0
    kept = np.asarray(median(Image.fromarray(dots)))
    assert kept.shape == dots.shape
    assert kept[5, 5] == 255
    assert (kept[10:13] == 0).all()


@pytest.mark.parametrize(("sure", "sizes"), [(95, [2339]), (80, [2339, 180])])
def test_a_speckled_page_is_read_anew_only_where_a_part_reads_better_so(sure: int, sizes: list[int]) -> None:
    """A cleaned page read with confidence is read once; else some lines of it are tried with their specks."""
    noise = np.random.default_rng(1).random((2339, 1654)) < 0.01
    seen = []

    def recognise(image: Image.Image) -> str:
        seen.append(image.height)
        return words(*((100, 100 + 50 * at, "rừng trồng mới") for at in range(3))).replace("\t95\t", f"\t{sure}\t")

    recognise_page(Image.fromarray(np.where(noise, 0, 255).astype(np.uint8)), recognise)
    assert seen == sizes


@pytest.mark.usefixtures("font")
def test_without_ocr_an_image_says_so(tmp_path: Path) -> None:
    page_image(tmp_path).save(tmp_path / "trang.png")
    with pytest.raises(NeedsOcrError, match=r"“trang\.png”: cần OCR"):
        read(tmp_path / "trang.png", ocr_language="none")


@pytest.mark.parametrize(("sure", "turn"), [(40, 0), (50, 0), (60, 90)])
def test_a_page_is_turned_only_where_it_is_read_with_much_more_confidence(sure: int, turn: int) -> None:
    """A bar that stands is read with 40; one that lies, with `sure`."""

    def recognise(image: Image.Image) -> str:
        left, top, right, bottom = image.point(lambda dot: 255 * (dot < 128)).getbbox() or (0, 0, 1, 2)
        found = sure if right - left > bottom - top else 40
        return f"5\t1\t1\t1\t1\t1\t10\t10\t90\t20\t{found}\trừng trồng\n"

    paper = Image.new("L", (600, 800), 255)
    paper.paste(0, (250, 100, 350, 700))
    assert recognise_page(paper, recognise).turn == turn
