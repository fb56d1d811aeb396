"""Stamps in red ink that say a paper is a state secret. The one rule: only those words are handed on, nothing else.

Pages are recognised in their red channel, where seals fade, and with them MẬT, TỐI MẬT, TUYỆT MẬT (red by Thông tư
104/2021/TT-BCA). So red patches of the size of such a stamp are looked at by themselves, also where they stand askew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archive.text.folding import fold

ReadSparse = Callable[[Image.Image], str]
"""A small image to the words on it, wherever they stand."""

_STEP = 8
"""Dots of a page (200 an inch) that are one cell: a millimetre."""
_RED = 40
"""By how much red outdoes the other colours of a cell with a stroke of a stamp in it."""
_WIDE, _HIGH = (8, 75), (4, 34)
"""Millimetres of a stamp: 20 to 40 by 8, askew up to 15 degrees, and what blurs at its border."""
_REACH = 2
_MOST_CELLS = 12_000
"""A page with more red on it is a picture."""
_MOST_PATCHES = 8
_MARGIN = 16
_ANGLES = (0, 5, -5, 10, -10, 14, -14)
_STAMP = re.compile(r"(?<!\w)(?:(?P<most>tuyet)\s{0,3}|(?P<more>toi)\s{0,3})?mat(?!\w)")
_OTHER = re.compile(r"[^\W\d_]{4,}")

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in dots."""


def find_red_stamps(image: Image.Image, read: ReadSparse) -> list[tuple[Box, str]]:
    """Places of the stamps on a page in colour, and what they say, as printed."""
    if image.mode != "RGB":
        return []
    return [(box, said) for box in _patches(image) if (said := _read_patch(image.crop(box), read))]


def _read_patch(patch: Image.Image, read: ReadSparse) -> str | None:
    dots = np.asarray(patch, dtype=np.int16)
    redness = dots[..., 0] - np.maximum(dots[..., 1], dots[..., 2])
    ink = Image.fromarray((255 - np.clip(2 * redness, 0, 255)).astype(np.uint8))
    for angle in _ANGLES:
        words = read(ink.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255) if angle else ink)
        if stamp := _STAMP.search(fold(words)):
            return "TUYỆT MẬT" if stamp["most"] else "TỐI MẬT" if stamp["more"] else "MẬT"
        if len(_OTHER.findall(words)) > 1:
            return None
    return None


def _patches(image: Image.Image) -> Iterator[Box]:
    """Red patches of the size of a stamp, from the top of the page down."""
    cells = np.asarray(image.reduce(_STEP), dtype=np.int16)
    red = cells[..., 0] - np.maximum(cells[..., 1], cells[..., 2]) > _RED
    if not 0 < int(red.sum()) <= _MOST_CELLS:
        return
    found = 0
    for left, top, right, bottom in _connected(red):
        wide, high = right - left + 1, bottom - top + 1
        if _WIDE[0] <= wide <= _WIDE[1] and _HIGH[0] <= high <= _HIGH[1] and wide >= high and found < _MOST_PATCHES:
            found += 1
            yield (
                max(0, left * _STEP - _MARGIN),
                max(0, top * _STEP - _MARGIN),
                min(image.width, (right + 1) * _STEP + _MARGIN),
                min(image.height, (bottom + 1) * _STEP + _MARGIN),
            )


def _connected(red: NDArray[np.bool_]) -> Iterator[Box]:
    """Bounds of what hangs together, across gaps of `_REACH` cells."""
    rows, columns = np.nonzero(red)
    left = dict.fromkeys(zip(rows.tolist(), columns.tolist(), strict=True))
    near = [(down, right) for down in range(-_REACH, _REACH + 1) for right in range(-_REACH, _REACH + 1)]
    while left:
        start = next(iter(left))
        del left[start]
        stack, seen = [start], [start]
        while stack:
            row, column = stack.pop()
            for down, right in near:
                cell = (row + down, column + right)
                if cell in left:
                    del left[cell]
                    stack.append(cell)
                    seen.append(cell)
        down_all, across = [row for row, _ in seen], [column for _, column in seen]
        yield min(across), min(down_all), max(across), max(down_all)
