"""Page images to text by tesseract. The one rule: a page is paid for once; what was recognised is kept by content hash.

Kept are the words with their places (tesseract's TSV, after a line that says how the page was turned), so that the
layout may be read anew without a new recognition. Measured: docs/measurements.md.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from archive.errors import NeedsOcrError
from archive.extract.lines import Line
from archive.extract.rows import Piece, size_by_width, write_rows
from archive.extract.tesseract import DOTS_PER_INCH, Recognise, find_engine, find_sparse_reader

__all__ = ["DOTS_PER_INCH", "PageOcr", "find_engine", "lay_out", "turned"]

_FORMAT = 3
"""Version of what is kept; what another version kept is recognised anew."""
_SURE = 94
"""Mean confidence of clean pages is 94 to 96, of bad ones read well 93 to 95: below, a second try is worth it."""
_TRIED = 8
"""Lines of a page that are read again to see whether the whole is better read with its specks."""
_LOST = 65
"""Below this mean confidence a page may lie on its side or upside down; such pages have 20 to 50."""
_LONG = 4
_LOSS = "lost\n"
"""Last line of what is kept of a page of which hardly anything could be read."""
_FEW_WORDS, _GREY, _INK_OF_NONE, _INK_OF_WORDS = 5, 190, 0.004, 0.03
"""So few words, and a larger share of the inner page darker than this shade: writing, a picture, print too faint. A
page of text has .04 to .15, an empty back hardly .001, a single line of print .002 (of itself enough words to read)."""
_STAMPS = 9_999
"""Number of a block that tesseract did not see."""
_INK, _ENOUGH, _MARGIN = 128, 800, 20
"""How dark print is at least; how many rows of a page are enough to judge by; what is left around them."""
_FOUND = 15
"""A turned page has to be read with so much more confidence."""
_LETTER_SHARE = 0.7
"""Letter size in heights of tesseract's line boxes, which include accents and descenders."""
_TURNS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}

Place = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of a page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was recognised on a page: tesseract's TSV, and how the page was turned for it (degrees against the clock).

    `turn` is a quarter turn that makes the page upright; `angle` then made its lines level.
    """

    words: str
    turn: int = 0
    angle: float = 0.0

    @property
    def confidence(self) -> float:
        """Mean confidence (0 to 100) of the words, each by its length; 0 without words."""
        found = [(float(cells[10]), len(cells[11].strip())) for cells in _word_rows(self.words)]
        return sum(sure * length for sure, length in found) / (sum(length for _, length in found) or 1)

    @property
    def upright(self) -> bool:
        """Whether long words are wider than high; tesseract reads one of the two ways a page can lie on its side."""
        long = [(int(cells[8]), int(cells[9])) for cells in _word_rows(self.words) if len(cells[11].strip()) >= _LONG]
        return sum(wide > high for wide, high in long) * 2 >= len(long)


class PageOcr:
    """Recognises the pages of one file, or takes what was kept of them."""

    def __init__(self, language: str, cache: Path | None) -> None:
        """`cache` is the folder of this file's content; None keeps nothing."""
        self._language, self._cache = language, cache
        self.lost: set[int] = set()
        """Pages read so far that have ink on them and hardly a word."""

    def read(self, number: int, make_image: Callable[[], Image.Image]) -> tuple[Line, ...]:
        """Rows of a page; the image is asked for only when nothing was kept.

        Raises:
            NeedsOcrError: nothing was kept and there is no tesseract with data for the language.
            ReadError: tesseract failed or took too long.
        """
        kept = self.kept(number)
        if kept is not None:
            return self._lines(number, kept)
        engine = find_engine(self._language)
        if engine is None:
            raise NeedsOcrError(
                "cần OCR (nhận dạng chữ) nhưng máy này chưa có tesseract với dữ liệu tiếng Việt. "
                "Cài gói tesseract-ocr-vie rồi nạp lại."
            )
        version, recognise = engine
        image = make_image()
        reading = recognise_page(image, recognise)
        reading = with_red_stamps(reading, image, find_sparse_reader(self._language))
        reading = _with_loss(reading, image)
        if self._cache is not None:
            _keep(self._cache / self._folder(version) / _file_name(number), reading)
        return self._lines(number, reading)

    def _lines(self, number: int, reading: Reading) -> tuple[Line, ...]:
        if reading.words.endswith(_LOSS):
            self.lost.add(number)
        return lay_out(reading.words)

    def kept(self, number: int) -> Reading | None:
        """What was kept of a page: by the engine of this machine, else by any other."""
        if self._cache is None or not self._cache.is_dir():
            return None
        engine = find_engine(self._language)
        kept = sorted(self._cache.glob(f"{self._folder(engine[0] if engine else '*')}/{_file_name(number)}"))
        return _parse(kept[-1].read_text("utf-8")) if kept else None

    def _folder(self, version: str) -> str:
        return f"tesseract-{version}-{self._language}-{DOTS_PER_INCH}-v{_FORMAT}"


def recognise_page(image: Image.Image, recognise: Recognise) -> Reading:
    """The words of a page: cleaned first where it is askew or speckled, turned where it can hardly be read."""
    from archive.extract.scans import one_channel  # numpy is loaded only where there are scans

    grey = one_channel(image)
    reading = _read_better(grey, recognise)
    if reading.confidence >= _LOST and reading.upright:
        return reading
    turn = _best_turn(grey, recognise)
    again = _read_better(turned(grey, turn), recognise) if turn else reading
    better = again.upright and (not reading.upright or again.confidence > reading.confidence + _FOUND)
    return Reading(again.words, turn, again.angle) if better else reading


def _with_loss(reading: Reading, image: Image.Image) -> Reading:
    """What was read, with a note where there is too much ink on the page for so few words."""
    words = sum(1 for _ in _word_rows(reading.words))
    if words > _FEW_WORDS:
        return reading
    width, height = image.size
    inner = image.crop((width // 12, height // 12, width - width // 12, height - height // 12)).convert("L")
    shades = inner.reduce(4).histogram()
    share = sum(shades[:_GREY]) / max(1, sum(shades))
    lost = share > (_INK_OF_WORDS if words else _INK_OF_NONE)
    return Reading(f"{reading.words.rstrip()}\n{_LOSS}", reading.turn, reading.angle) if lost else reading


def with_red_stamps(reading: Reading, image: Image.Image, read: Recognise | None) -> Reading:
    """What was read, with the stamps of state secrets that were not: a line of their own for each, at its place."""
    from archive.extract.red import find_red_stamps  # see above

    rows = [reading.words.rstrip("\n")]
    for (left, top, right, bottom), said in find_red_stamps(turned(image, reading.turn), read) if read else ():
        place = f"{left}\t{top}\t{right - left}\t{bottom - top}"
        rows += [f"4\t1\t{_STAMPS}\t1\t1\t0\t{place}\t-1\t", f"5\t1\t{_STAMPS}\t1\t1\t1\t{place}\t{_SURE}\t{said}"]
    return reading if len(rows) == 1 else Reading("\n".join(rows) + "\n", reading.turn, reading.angle)


def _read_better(grey: Image.Image, recognise: Recognise) -> Reading:
    """The words of a page, prepared as its looks suggest; with its specks where a part of it reads better so."""
    from archive.extract.scans import prepare  # see above

    prepared = prepare(grey)
    reading = Reading(recognise(prepared.image), angle=prepared.angle)
    if prepared.speckled is None or reading.confidence >= _SURE:
        return reading
    part, top, bottom = _middle_lines(reading)
    if Reading(recognise(prepared.speckled.crop((0, top, grey.width, bottom)))).confidence <= part.confidence:
        return reading
    plain = Reading(recognise(prepared.speckled), angle=prepared.angle)
    return max(reading, plain, key=lambda tried: tried.confidence)


def _middle_lines(reading: Reading) -> tuple[Reading, int, int]:
    """Some lines of a page, enough to judge by, and where they begin and end."""
    rows = list(_rows(reading.words))
    lines = [at for at, cells in enumerate(rows) if cells[0] == "4"]
    first = max(0, len(lines) // 2 - _TRIED // 2)
    chosen = lines[first : first + _TRIED]
    end = lines[first + _TRIED] if first + _TRIED < len(lines) else len(rows)
    places = [(int(rows[at][7]), int(rows[at][7]) + int(rows[at][9])) for at in chosen] or [(0, 1)]
    words = "\n".join("\t".join(cells) for cells in rows[chosen[0] if chosen else 0 : end])
    return Reading(words), max(0, min(places)[0] - _MARGIN), max(bottom for _, bottom in places) + _MARGIN


def _best_turn(grey: Image.Image, recognise: Recognise) -> int:
    """The turn after which a part of the page is read best, among those that make its words lie."""
    tried = {}
    for turn in (0, *_TURNS):
        part = Reading(recognise(_middle(turned(grey, turn))))
        tried[turn] = part.confidence if part.upright else 0.0
    return max(tried, key=lambda turn: tried[turn])


def _middle(grey: Image.Image) -> Image.Image:
    """Of what is printed on a page the middle, enough to judge by."""
    left, top, right, bottom = grey.point(lambda dot: 255 * (dot < _INK)).getbbox() or (0, 0, grey.width, grey.height)
    spare = max(0, bottom - top - _ENOUGH) // 2
    first, last = max(0, top + spare - _MARGIN), min(grey.height, bottom - spare + _MARGIN)
    return grey.crop((max(0, left - _MARGIN), first, min(grey.width, right + _MARGIN), last))


def turned(image: Image.Image, turn: int) -> Image.Image:
    """An image after a quarter turn against the clock."""
    return image.transpose(_TURNS[turn]) if turn else image


def lay_out(words: str) -> tuple[Line, ...]:
    """Rows of a page from the words of tesseract's TSV output."""
    width = 1.0
    pieces = []
    for order, (left, top, right, bottom, text, line) in enumerate(_boxes(words)):
        if text is None:
            width = max(width, right)
            continue
        height = bottom - top
        pieces.append(Piece(-(top + bottom) / 2, left, right, height * _LETTER_SHARE, text, order + line, " "))
    return size_by_width(write_rows(pieces, width))


def word_places(reading: Reading) -> tuple[tuple[Place, str], ...]:
    """Words with their places on the upright page, before it was levelled."""
    from archive.extract.scans import seen_from  # numpy is loaded only where there are scans

    width = height = 1.0
    places = []
    for left, top, right, bottom, text, _ in _boxes(reading.words):
        if text is None:
            width, height = max(1.0, right), max(1.0, bottom)
            continue
        corners = [
            seen_from(x, y, width, height, reading.angle)
            for x, y in ((left, top), (right, top), (left, bottom), (right, bottom))
        ]
        across, down = [x / width for x, _ in corners], [y / height for _, y in corners]
        places.append(((_share(min(across)), _share(min(down)), _share(max(across)), _share(max(down))), text))
    return tuple(places)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def _boxes(words: str) -> Iterator[tuple[float, float, float, float, str | None, int]]:
    """Words with their own left and right and their line's top and bottom; the page itself comes with text None."""
    top = bottom = 0.0
    line = 0
    for cells in _rows(words):
        x, y, wide, high = (float(cell) for cell in cells[6:10])
        if cells[0] == "1":
            yield x, y, x + wide, y + high, None, 0
        elif cells[0] == "4":
            top, bottom, line = y, y + high, line + 1
        elif cells[0] == "5" and cells[11].strip():
            yield x, top, x + wide, bottom, cells[11].strip(), line


def _word_rows(words: str) -> Iterator[Sequence[str]]:
    return (cells for cells in _rows(words) if cells[0] == "5" and cells[11].strip())


def _rows(words: str) -> Iterator[Sequence[str]]:
    for row in words.splitlines():
        cells = row.split("\t")
        if len(cells) == 12 and cells[0].isdigit():
            yield cells


def _file_name(number: int) -> str:
    return f"{number:05d}.tsv"


def _keep(path: Path, reading: Reading) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as file:
        file.write(f"{reading.turn}\t{reading.angle}\n{reading.words}")
    Path(file.name).replace(path)


def _parse(kept: str) -> Reading:
    head, _, words = kept.partition("\n")
    turn, _, angle = head.partition("\t")
    return Reading(words, int(turn), float(angle))
