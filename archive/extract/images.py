"""Page images (PNG, JPEG, TIFF) to text. The one rule: the size is looked at before a pixel is unpacked."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PIL import Image, ImageOps

from archive.errors import ReadError
from archive.extract.lines import RawPage
from archive.extract.ocr import DOTS_PER_INCH, PageOcr
from archive.extract.pdfium import MOST_PIXELS

_MOST_FRAMES = 2000
_FORMATS = ("PNG", "JPEG", "TIFF", "MPO")


def read_images(path: Path, ocr: PageOcr) -> list[RawPage]:
    """Recognised rows of each image in a file, in order.

    Raises:
        ReadError: an image is too large or damaged.
        NeedsOcrError: there is no OCR on this machine.
    """
    with Image.open(path, formats=_FORMATS) as picture:
        frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if frames > _MOST_FRAMES:
            raise ReadError(
                f"tệp ảnh có {frames} trang, nhiều hơn mức cho phép ({_MOST_FRAMES}). Tách tệp rồi nạp lại."
            )
        read = [ocr.read(number + 1, partial(_frame, picture, number)) for number in range(frames)]
        return [RawPage(lines, "ocr", lost=number in ocr.lost) for number, lines in enumerate(read, start=1)]


def open_frame(path: Path, index: int) -> Image.Image:
    """One image of a file (from 0), as OCR gets it.

    Raises:
        ReadError: there is no such image, or it is too large.
    """
    with Image.open(path, formats=_FORMATS) as picture:
        if index and index >= (getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1):
            raise ReadError(f"văn bản không có trang {index + 1}.")
        return _frame(picture, index)


def _frame(picture: Image.Image, number: int) -> Image.Image:
    """One image, upright, in colour, at the resolution OCR wants where the file says its own."""
    if number:
        picture.seek(number)
    if picture.width * picture.height > MOST_PIXELS:
        raise ReadError(
            f"ảnh trang {number + 1} lớn {picture.width} × {picture.height} điểm, quá mức cho phép. "
            "Quét lại ở 200–300 dpi rồi nạp lại."
        )
    dots = picture.info.get("dpi", (DOTS_PER_INCH, DOTS_PER_INCH))[0]
    image = ImageOps.exif_transpose(picture)
    if image.mode in ("RGBA", "LA", "PA", "P"):
        image = _on_white(image.convert("RGBA"))
    image = image.convert("L" if image.mode in ("1", "L", "I", "I;16", "F") else "RGB")
    if float(dots) > 1.25 * DOTS_PER_INCH:
        image = image.resize([max(1, round(side * DOTS_PER_INCH / float(dots))) for side in image.size])
    return image


def _on_white(image: Image.Image) -> Image.Image:
    page = Image.new("RGBA", image.size, "white")
    page.alpha_composite(image)
    return page
