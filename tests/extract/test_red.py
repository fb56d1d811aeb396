"""Red stamps of state secrets: read also where the red channel, which is recognised, does not show them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from archive.extract import extract_file
from tests.extract.papers import write_pdf
from tests.extract.test_pdf import FONT

RED, GREY = (196, 24, 36), (60, 60, 60)


def page_with(folder: Path, stamp: str, *, colour: tuple[int, int, int] = RED, angle: float = 0, top: int = 60) -> Path:
    """A scanned paper with words stamped on it in a frame."""
    image = pypdfium2.PdfDocument(write_pdf(folder / "paper.pdf"))[0].render(scale=200 / 72).to_pil().convert("RGB")
    letters = ImageFont.truetype(str(FONT), 44)
    _, _, wide, high = letters.getbbox(stamp)
    patch = Image.new("RGBA", (int(wide) + 40, int(high) + 30), (0, 0, 0, 0))
    drawing = ImageDraw.Draw(patch)
    drawing.text((20, 10), stamp, font=letters, fill=colour)
    drawing.rectangle((2, 2, patch.width - 3, patch.height - 3), outline=colour, width=4)
    patch = patch.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    image.paste(patch, (160, top), patch)
    image.save(folder / "scan.png", dpi=(200, 200))
    return folder / "scan.png"


CASES = [("MẬT", 0, 60), ("TỐI MẬT", 0, 60), ("TUYỆT MẬT", 5, 60), ("MẬT", -9, 60), ("MẬT", 0, 1300)]


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
@pytest.mark.parametrize(("stamp", "angle", "top"), CASES)
def test_a_red_stamp_is_read(tmp_path: Path, stamp: str, angle: float, top: int) -> None:
    assert stamp in extract_file(page_with(tmp_path, stamp, angle=angle, top=top), sha256="0" * 64).text


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr", "font")
def test_other_red_words_still_fade(tmp_path: Path) -> None:
    assert "ĐÃ THU" not in extract_file(page_with(tmp_path, "ĐÃ THU"), sha256="0" * 64).text


@pytest.mark.ocr
@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize(("written", "quality"), [(True, 0.0), (False, None)])
def test_a_page_of_ink_without_words_is_a_bad_one_and_an_empty_back_is_none(
    tmp_path: Path, *, written: bool, quality: float | None
) -> None:
    first = Image.open(page_with(tmp_path, "ĐÃ THU"))
    second = Image.new("RGB", first.size, (246, 244, 240))
    if written:
        drawing = ImageDraw.Draw(second)
        for row in range(200, 2000, 90):
            drawing.line([(x, row + (x * 7919 + row) % 50) for x in range(150, 1500, 9)], fill=(40, 40, 120), width=4)
    first.save(tmp_path / "two.tif", save_all=True, append_images=[second], dpi=(200, 200))
    assert extract_file(tmp_path / "two.tif", sha256="0" * 64, cache=tmp_path / "cache").pages[1].quality == quality
    again = extract_file(tmp_path / "two.tif", sha256="0" * 64, cache=tmp_path / "cache")
    assert again.pages[1].quality == quality, "what was kept says so, too"
