"""Scanned pages made easier to read. The one rule: measure first, and touch nothing that is good enough.

Red stamps fade, shadows are lit, lines are levelled, specks go. Measured on bad scans: each alone does not help, all
take the character error from 15 % below 1 %; clean scans are read no better for it, so they are left alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LEVEL = 0.3
"""Degrees a page may be askew without harm."""
MOST_ASKEW = 4.0
_SPECKLED = 0.001
"""Share of pixels that stand alone, above which specks are taken out."""
_CONTRAST = 60
_SMALLER = 4
_BANDS = (0.2, 0.4, 0.6, 0.8)
_BAND = 80
_SHADE = 8
"""Factor by which a page is made smaller to see how its paper is lit."""
_TILE = 26
"""Side, in dots of the smaller page, of the tiles whose paper is measured: an inch."""
_PAPER = 90
"""Percentile of the dots of a tile that is its paper."""
_UNEVEN = 25
"""How much darker (of 255) the paper may be in one tile of twenty than in another; scanners give 0 to 3, shadows 40."""
_DARKEST = 0.5
"""Paper darker than this share of the usual is no paper but a picture or a black edge."""

Dots = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A grey page as it is recognised, by how many degrees it was levelled; `speckled`: with its specks."""

    image: Image.Image
    angle: float = 0.0
    speckled: Image.Image | None = None


def one_channel(image: Image.Image) -> Image.Image:
    """Grey image in which red stamps and seals all but vanish: the red channel."""
    return image.getchannel("R") if image.mode == "RGB" else image.convert("L")


def prepare(grey: Image.Image) -> Prepared:
    """The page evenly lit, levelled and without specks, where it needs that."""
    grey = light(grey)
    askew = angle_of(grey)
    angle = askew if LEVEL <= abs(askew) < MOST_ASKEW else 0.0
    image = grey.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255) if angle else grey
    if specks_of(grey) <= _SPECKLED:
        return Prepared(image, angle)
    return Prepared(median(image), angle, image)


def median(grey: Image.Image) -> Image.Image:
    """Each dot as the middle one of the nine around it: specks go. A tenth of the time of Pillow's filter."""
    dots = np.pad(np.asarray(grey), 1, mode="edge")
    low, middle, high = _sorted(dots[:-2], dots[1:-1], dots[2:])
    lows = np.maximum(np.maximum(low[:, :-2], low[:, 1:-1]), low[:, 2:])
    highs = np.minimum(np.minimum(high[:, :-2], high[:, 1:-1]), high[:, 2:])
    middles = _sorted(middle[:, :-2], middle[:, 1:-1], middle[:, 2:])[1]
    return Image.fromarray(_sorted(lows, middles, highs)[1])


def _sorted(one: Dots, other: Dots, third: Dots) -> tuple[Dots, Dots, Dots]:
    """Three images with the darkest dots in the first, the lightest in the last."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    middle, high = np.minimum(high, third), np.maximum(high, third)
    return np.minimum(low, middle), np.maximum(low, middle), high


def light(grey: Image.Image) -> Image.Image:
    """The page with its shadows lit, where its paper is not evenly bright: a photograph, the fold of a book.

    Tesseract draws one border between ink and paper for the whole page, and loses the lines in the shadow.
    """
    small = np.asarray(grey.reduce(_SHADE), dtype=np.uint8)
    down, across = (-(-side // _TILE) for side in small.shape)
    whole = np.pad(small, [(0, -side % _TILE) for side in small.shape], mode="edge")
    tiles = whole.reshape(down, _TILE, across, _TILE).swapaxes(1, 2)
    paper = np.percentile(tiles.reshape(down, across, -1), _PAPER, axis=2).astype(np.float32)
    if np.percentile(paper, 95) - np.percentile(paper, 5) <= _UNEVEN:
        return grey
    paper = np.maximum(paper, _DARKEST * np.median(paper))
    side = _TILE * _SHADE
    spread = Image.fromarray(paper).resize((across * side, down * side), Image.Resampling.BILINEAR)
    lit = np.asarray(spread.crop((0, 0, *grey.size)))
    return Image.fromarray(np.clip(np.asarray(grey) * (250 / lit), 0, 255).astype(np.uint8))


def angle_of(grey: Image.Image) -> float:
    """Degrees, to a tenth, by which a page has to be turned against the clock to be level.

    Letters of level lines lie in few rows: of all angles, it is the one whose rows differ most from their neighbours.
    """
    small = np.asarray(grey.reduce(_SMALLER), dtype=np.float32)
    dark = np.clip(np.median(small) - small - _CONTRAST / 2, 0, None)
    rows, columns = np.nonzero(dark)
    if len(rows) < 100:
        return 0.0
    weights = dark[rows, columns]

    def sharpness(angle: float) -> float:
        lines = rows - columns * math.tan(math.radians(angle))
        counts = np.bincount((lines - lines.min()).astype(np.int32), weights=weights)
        return float(np.square(np.diff(counts)).sum())

    coarse = max(np.arange(-MOST_ASKEW, MOST_ASKEW + 0.1, 0.5), key=sharpness)
    return round(float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=sharpness)), 1)


def specks_of(grey: Image.Image) -> float:
    """Share of pixels that are much darker or lighter than all eight around them, in bands across the page."""
    share = 0.0
    for place in _BANDS:
        top = int(grey.height * place)
        dots = np.asarray(grey.crop((0, top, grey.width, min(grey.height, top + _BAND))), dtype=np.int16)
        if min(dots.shape) < 3:
            return 0.0
        around = [
            dots[1 + down : dots.shape[0] - 1 + down, 1 + right : dots.shape[1] - 1 + right]
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
            if down or right
        ]
        inner = dots[1:-1, 1:-1]
        darkest, lightest = np.minimum.reduce(around), np.maximum.reduce(around)
        share += float(((inner < darkest - _CONTRAST) | (inner > lightest + _CONTRAST)).mean())
    return share / len(_BANDS)


def seen_from(x: float, y: float, width: float, height: float, angle: float) -> tuple[float, float]:
    """Where a point of a levelled page of this size lay before it was turned by so many degrees."""
    turn = math.radians(-angle)
    right, down = x - width / 2, y - height / 2
    return (
        math.cos(turn) * right + math.sin(turn) * down + width / 2,
        -math.sin(turn) * right + math.cos(turn) * down + height / 2,
    )
