"""Facts read from scans beside what is printed on them: generated papers, printed, worn, scanned in many ways.

    python bench/scans.py [--count 90] [--seed 1] [--kinds clean,fax] [--words DIR] [--keep DIR]

Papers are generated and printed in several fonts; of each, the first page and those with its signer are scanned in one
of the ways of `WAYS`. What is counted and how: bench/facts.py. Then: numbers and days that are asserted
without a doubt (there must be none), subjects that are wrong without one, pages per CPU-second.
--words: where recognised words are kept, so that rules may be tried anew without a new recognition.
--keep: where the scans are left, to be looked at.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from facts import compare, report  # noqa: E402

from archive.extract import extract_file  # noqa: E402
from archive.metadata import describe  # noqa: E402
from archive.vocab import Vocab, load_vocab  # noqa: E402
from tests.samples import Sample, generate  # noqa: E402
from tests.samples.pdf_file import write_pdf  # noqa: E402
from tests.samples.vocabulary import vocabulary_toml  # noqa: E402
from tests.samples.world import open_world  # noqa: E402

FONTS = ("croscore/Tinos", "croscore/Tinos", "croscore/Tinos", "noto/NotoSerif", "croscore/Arimo")
FIRST = 68
"""Samples before this one are the committed archive."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a page comes into the archive: resolution, turn at most (degrees), grain, share of specks, blur (dots), …

    `ink`: how dark the print is; `fax`: black and white; `photo`: slanted, with a shadow; `quality`: of the JPEG.
    """

    dots: int = 200
    turn: float = 0.0
    grain: float = 3.0
    specks: float = 0.0
    blur: float = 0.0
    quality: int = 75
    ink: float = 1.0
    fax: bool = False
    photo: bool = False


WAYS = {
    "clean": Way(turn=0.3),
    "fine": Way(dots=300, turn=0.5),
    "coarse": Way(dots=150, turn=0.5, quality=50),
    "packed": Way(turn=0.7, quality=40, grain=6),
    "fax": Way(turn=0.4, fax=True, grain=12, blur=0.5),
    "askew": Way(turn=1.5, grain=6),
    "bad": Way(turn=1.0, grain=14, specks=0.004, blur=0.6, quality=60),
    "faint": Way(turn=0.5, ink=0.45, grain=8),
    "photo": Way(turn=1.0, blur=0.7, quality=60, grain=5, photo=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default=",".join(WAYS))
    parser.add_argument("--words", type=Path)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-scans-") as name:
        folder = chosen.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        made = list(make(folder, chosen.seed, chosen.count, chosen.kinds.split(",")))
        names = folder / "vocabulary.toml"
        names.write_text(vocabulary_toml(open_world(chosen.seed)), "utf-8")
        show(made, chosen.words, load_vocab((names,)))


def make(folder: Path, seed: int, count: int, kinds: Sequence[str]) -> Iterator[tuple[Sample, str, Path]]:
    """Samples with the kind of scan made of each, and its file."""
    samples = [sample for sample in generate(seed, count * 3 // 2, start=FIRST) if sample.paper.head][:count]
    for at, sample in enumerate(samples):
        kind = kinds[at % len(kinds)]
        path = folder / f"{at:03}-{kind}.pdf"
        if not path.exists():
            way, plain = WAYS[kind], folder / f"{at:03}.pdf"
            write_pdf(sample.paper, plain, font=FONTS[(at + at // len(kinds)) % len(FONTS)])
            pages = [wear(page, way, seed * 1000 + at) for page in ends(plain, sample)]
            packing = {} if way.fax else {"quality": way.quality}
            pages[0].save(path, "PDF", resolution=way.dots, save_all=True, append_images=pages[1:], **packing)
        yield sample, kind, path


def ends(path: Path, sample: Sample) -> Iterator[Image.Image]:
    """The first page and those with the signer, at 300 dpi."""
    with pypdfium2.PdfDocument(path) as document:
        for index, page in enumerate(document):
            text = page.get_textpage().get_text_range()
            if not index or any(signature.name in text for signature in sample.paper.signatures):
                yield page.render(scale=300 / 72).to_pil().convert("RGB")


def wear(page: Image.Image, way: Way, seed: int) -> Image.Image:
    """A page as it comes from a scanner or a telephone, with a red seal over its lower right quarter."""
    chance = random.Random(seed)
    draw = ImageDraw.Draw(page)
    x, y, size = page.width * 0.6, page.height * chance.uniform(0.6, 0.8), page.width * 0.085
    for radius in (size, size * 0.85):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(215, 45, 60), width=7)
    image = page.resize([round(side * way.dots / 300) for side in page.size], Image.Resampling.LANCZOS)
    if way.photo:
        image = slant(image, chance)
    angle = chance.uniform(-way.turn, way.turn)
    image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if way.blur:
        image = image.filter(ImageFilter.GaussianBlur(way.blur))
    noise = np.random.default_rng(seed)
    dots = 255 - (255 - np.asarray(image, dtype=np.float32)) * way.ink * 0.94 - 7
    if way.photo:
        dots *= np.linspace(1.0, chance.uniform(0.55, 0.8), image.width, dtype=np.float32)[None, :, None]
    dots += noise.normal(0, way.grain, (image.height, image.width, 1))
    dots[noise.random(dots.shape[:2]) < way.specks] = 30
    worn = Image.fromarray(np.clip(dots, 0, 255).astype("uint8"))
    return worn.convert("L").point(lambda dot: 255 * (dot > 150)).convert("1") if way.fax else worn


def slant(image: Image.Image, chance: random.Random) -> Image.Image:
    """A page seen a little from the side."""
    wide, high = image.size
    near = chance.uniform(0.005, 0.02) * wide
    corners = (-near, 0, near, high, wide - near / 2, high, wide + near, 0)
    return image.transform(image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(235,) * 3)


def show(made: Sequence[tuple[Sample, str, Path]], words: Path | None, vocab: Vocab) -> None:
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    behind: dict[tuple[str, str], list[str]] = defaultdict(list)
    seconds: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for sample, kind, path in made:
        start = process_time()
        cache = words / path.stem if words else None
        extracted = extract_file(path, name=path.name, sha256="0" * 64, cache=cache, ocr_language="vie")
        document = describe(extracted, vocab)
        seconds[kind] += process_time() - start
        pages[kind] += len(extracted.pages)
        for field, outcome, detail in compare(sample.facts, document, vocab):
            counts[kind, field][outcome] += 1
            if outcome != "right":
                behind[field, outcome].append(f"{path.name}: {detail}")
            if field in ("number", "date") and document.value(field) and not document.fact(field).doubt:
                behind[field, "asserted"].append(f"{path.name}: {document.value(field)}")
            if field == "title" and outcome == "wrong" and not document.fact(field).doubt:
                behind[field, "wrong without a doubt"].append(path.name)
    report(counts, behind)
    print(" ".join(f"{kind} {pages[kind] / seconds[kind]:.2f}" for kind in pages), "pages/CPU-s")


if __name__ == "__main__":
    main()
