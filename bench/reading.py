"""How well and how fast papers are read: characters, paragraphs, notes, scans, old encodings, stamps, speed, memory.

    python bench/reading.py [--parts pdf,layouts,word,legacy,scans,stamps,speed,memory] [--papers 10] [--pages 4]

Papers are generated and laid out as an office does (LibreOffice: justified, indented, page numbers, real footnotes), by
Chromium and reportlab (if installed), and with other looks, so the true text is known. Rates are pages per CPU-second
beside the bare libraries on the same files in the same run.
--folder: PDFs with a text layer whose speed is measured besides. Writes `bench/results/reading.json`.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter
from pypdf import PdfReader, PdfWriter
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from archive.extract import extract_file  # noqa: E402
from archive.extract.legacy import load_schemes  # noqa: E402
from archive.extract.tesseract import find_engine  # noqa: E402
from archive.metadata import describe  # noqa: E402
from archive.model import Extracted  # noqa: E402
from archive.vocab import Vocab, load_vocab  # noqa: E402
from bench.makers import convert, lay_out  # noqa: E402
from tests.extract.papers import in_old_encoding  # noqa: E402
from tests.samples import generate  # noqa: E402
from tests.samples.model import Paper  # noqa: E402
from tests.samples.office_file import paragraphs, write_office  # noqa: E402
from tests.samples.pdf_file import _line, _open_sheet, write_pdf  # noqa: E402
from tests.samples.stamped import stamp  # noqa: E402

RESULTS = ROOT / "bench" / "results" / "reading.json"
PARTS = ("pdf", "layouts", "word", "legacy", "scans", "stamps", "speed", "memory")
LONG = 60
"""A paragraph of fewer characters may be right by chance: headings are counted apart."""
LONG_FILE = 2000
STAMPED = 12
POINT = 72 / 25.4
CHILD = """
import resource, sys
from pathlib import Path
from archive.pool import Job
from archive.vocab import load_vocab
from archive.worker import answer
answer(Job(Path(sys.argv[1]), "long.pdf", "0" * 64), load_vocab(()), {"cache": sys.argv[2], "ocr_language": "vie"})
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
"""A worker that reads one file, up to the tokens, and says how much memory it took at most, in MB."""
SCANS: dict[str, tuple[int, float, bool]] = {
    "200 dpi": (200, 0.0, False),
    "300 dpi": (300, 0.0, False),
    "200 dpi, turned 1.5°": (200, 1.5, False),
    "200 dpi, noisy, seal": (200, 0.7, True),
}
"""Kind of scan → dots per inch, degrees, whether it is bad."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, what should be read, and the files made of it."""

    paper: Paper
    paragraphs: list[str]
    pdf: Path
    plain: Path
    doc: Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--papers", type=int, default=10)
    parser.add_argument("--pages", type=int, default=4, help="pages of each kind of scan")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="PDFs to measure speed on besides")
    chosen = parser.parse_args()
    parts = chosen.parts.split(",")
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="bench-reading-") as name:
        folder = Path(name)
        made = make(folder, chosen.papers, chosen.seed)
        others: dict[str, list[Path]] = {}
        if {"layouts", "speed"} & set(parts):
            sources = [one.doc.with_suffix(".docx") for one in made]
            others = lay_out([one.paper for one in made], sources, folder)
        steps: dict[str, Callable[[], object]] = {
            "pdf": lambda: show_pdf(made),
            "word": lambda: show_word(made),
            "legacy": lambda: show_legacy(made, folder),
            "scans": lambda: show_scans(made, folder, chosen.pages, chosen.seed),
            "stamps": lambda: show_stamps(folder),
            "layouts": lambda: show_layouts(made, others),
            "speed": lambda: show_speed(made, others, chosen.folder),
            "memory": lambda: show_memory(made, folder),
        }
        for part in PARTS:
            if part in parts:
                found[part] = steps[part]()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")


# ── papers ──


def make(folder: Path, count: int, seed: int) -> list[Made]:
    """Papers with footnotes first, without tables; as PDF by LibreOffice and by fpdf2, and as old Word file."""
    papers = [sample.paper for sample in generate(seed, 68) if all(b.kind != "table" for b in sample.paper.blocks)]
    papers = sorted(papers, key=lambda paper: -len(paper.notes))[:count]
    sources = []
    for at, paper in enumerate(papers):
        sources.append(folder / f"{at:03}.docx")
        write_office(paper, sources[-1])
        write_pdf(paper, folder / f"{at:03}-plain.pdf")
    for form in ("pdf", "doc"):
        convert(sources, form, folder)
    return [
        Made(
            paper,
            paragraphs(paper),
            path.with_suffix(".pdf"),
            folder / f"{path.stem}-plain.pdf",
            path.with_suffix(".doc"),
        )
        for paper, path in zip(papers, sources, strict=True)
    ]


def read(path: Path) -> Extracted:
    return extract_file(path, sha256="0" * 64)


def squeeze(text: str) -> str:
    return " ".join(text.split())


def errors(read_text: str, true: Sequence[str]) -> tuple[int, int]:
    """(characters to change, characters) of the body: from where its first words stand to where its last ones end."""
    text, body = squeeze(read_text), squeeze(" ".join(true))
    start = partial_ratio_alignment(body[:80], text)
    end = partial_ratio_alignment(body[-80:], text)
    cut = text[start.dest_start if start else 0 : end.dest_end if end else len(text)]
    return Levenshtein.distance(cut, body), len(body)


def score(extracted: Extracted, made: Made, *, marked: bool) -> dict[str, int]:
    """Counts of what is read exactly. marked: whether the file has the notes of the paper."""
    true = paragraphs(made.paper, marked=marked)
    body = extracted.text[: extracted.body_end]
    lines = {squeeze(line) for line in body.replace("\f", "").split("\n")}
    notes = {
        (a.mark, extracted.text[a.span.start : a.span.end]) for a in extracted.asides if a.kind == "footnote" and a.ref
    }
    wrong, all_ = errors(body, true)
    long = [squeeze(paragraph) for paragraph in true if len(paragraph) >= LONG]
    short = [squeeze(paragraph) for paragraph in true if len(paragraph) < LONG]
    return {
        "wrong": wrong,
        "characters": all_,
        "paragraphs": len(long),
        "exact": sum(paragraph in lines for paragraph in long),
        "headings": len(short),
        "headings exact": sum(paragraph in lines for paragraph in short),
        "notes": len(made.paper.notes) * marked,
        "notes exact": sum((str(at), squeeze(note)) in notes for at, note in enumerate(made.paper.notes, 1)) * marked,
    }


def total(kind: str, rows: Sequence[dict[str, int]]) -> dict[str, float]:
    """Sums and shares of many files, printed."""
    sums = {name: sum(row[name] for row in rows) for name in rows[0]}
    shares = {
        "character error %": 100 * sums["wrong"] / max(1, sums["characters"]),
        "paragraphs exact %": 100 * sums["exact"] / max(1, sums["paragraphs"]),
        "headings exact %": 100 * sums["headings exact"] / max(1, sums["headings"]),
    }
    line = f"{kind:<26}{len(rows):>3} files  CER {shares['character error %']:.3f} %  "
    line += f"paragraphs {sums['exact']}/{sums['paragraphs']} = {shares['paragraphs exact %']:.1f} %  "
    line += f"headings {sums['headings exact']}/{sums['headings']}"
    if sums["notes"]:
        shares["notes exact %"] = 100 * sums["notes exact"] / sums["notes"]
        line += f"  notes {sums['notes exact']}/{sums['notes']} = {shares['notes exact %']:.1f} %"
    print(line, flush=True)
    return shares


# ── parts ──


def show_pdf(made: Sequence[Made]) -> object:
    return {
        "LibreOffice": total("PDF by LibreOffice", [score(read(one.pdf), one, marked=True) for one in made]),
        "fpdf2": total("PDF by fpdf2", [score(read(one.plain), one, marked=False) for one in made]),
    }


def show_layouts(made: Sequence[Made], others: Mapping[str, Sequence[Path]]) -> object:
    """The same papers by other programs and with other looks."""
    return {
        kind: total(kind, [score(read(path), one, marked=True) for path, one in zip(paths, made, strict=True)])
        for kind, paths in others.items()
    }


def show_word(made: Sequence[Made]) -> object:
    docx = [score(read(one.doc.with_suffix(".docx")), one, marked=True) for one in made]
    return {
        "docx": total("DOCX", docx),
        "doc": total("DOC", [score(read(one.doc), one, marked=True) for one in made[:4]]),
    }


def show_legacy(made: Sequence[Made], folder: Path) -> object:
    """Text typed in old encodings; TCVN3 has no capitals with a tone, so case is left out of the count."""
    found = {}
    for scheme in load_schemes():
        wrong = all_ = 0
        for one in made:
            text = "\n".join(paragraphs(one.paper, marked=False))
            raw = in_old_encoding(text, scheme.name)
            path = folder / f"{scheme.name}.txt"
            path.write_bytes(raw.encode("latin-1" if scheme.name == "tcvn3" else "cp1252", "replace"))
            more, of = errors(read(path).text.lower(), [text.lower()])
            wrong, all_ = wrong + more, all_ + of
        found[scheme.name] = 100 * wrong / all_
        print(f"{'TXT in ' + scheme.name:<26}{len(made):>3} files  CER {found[scheme.name]:.3f} % (without case)")
    return found


def show_scans(made: Sequence[Made], folder: Path, pages: int, seed: int) -> object:
    engine = find_engine("vie")
    if engine is None:
        return print("scans: no tesseract with Vietnamese data on this machine")
    found = {}
    for kind, (dots, angle, bad) in SCANS.items():
        wrong = all_ = count = 0
        seconds = bare = 0.0
        paths = []
        for at, one in enumerate(made[: max(1, pages // 2)]):
            images = scan(one.pdf, 2, dots, angle, seed + at, bad=bad)
            paths.append(folder / f"scan-{at}.pdf")
            images[0].save(paths[-1], "PDF", resolution=dots, save_all=True, append_images=images[1:], quality=80)
            true = read(first_pages(one.pdf, folder / "first.pdf", 2))
            start = process_time()
            got = read(paths[-1])
            seconds += process_time() - start
            start = process_time()
            for image in images:
                engine[1](image.convert("L").resize([round(side * 200 / dots) for side in image.size]))
            bare += process_time() - start
            body = one.paragraphs[0]
            flow = squeeze(true.text[: true.body_end])
            more, of = errors(got.text[: got.body_end], [flow[flow.find(squeeze(body)[:40]) :]])
            wrong, all_, count = wrong + more, all_ + of, count + len(images)
        found[kind] = {"character error %": 100 * wrong / all_, "ratio": bare / seconds}
        print(
            f"{'scan, ' + kind:<26}{count:>3} pages  CER {100 * wrong / all_:.2f} %  {count / seconds:.2f} pages/CPU-s,"
            f" bare tesseract {count / bare:.2f}: {bare / seconds:.2f} ×",
            flush=True,
        )
    return found


def scan(path: Path, count: int, dots: int, angle: float, seed: int, *, bad: bool) -> list[Image.Image]:
    """The first pages as a scanner gives them; a bad one adds grain, specks, blur and a red seal over the text."""
    chance = np.random.default_rng(seed)
    images = []
    with pypdfium2.PdfDocument(path) as document:
        for index in range(min(count, len(document))):
            image = document[index].render(scale=dots / 72).to_pil().convert("RGB")
            if bad:
                draw = ImageDraw.Draw(image)
                x, y = image.width * 0.55, image.height * 0.75
                for radius in (0.09, 0.08):
                    size = image.width * radius
                    draw.ellipse((x - size, y - size, x + size, y + size), outline=(220, 40, 50), width=5)
                image = image.filter(ImageFilter.GaussianBlur(0.6))
            image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
            pixels = (
                np.asarray(image, dtype=float) * 0.94
                + 8
                + chance.normal(0, 14 if bad else 4, (image.height, image.width, 1))
            )
            if bad:
                pixels[chance.random(pixels.shape[:2]) < 0.004] = 30
            images.append(Image.fromarray(np.clip(pixels, 0, 255).astype("uint8")))
    return images


def first_pages(path: Path, target: Path, count: int) -> Path:
    writer = PdfWriter()
    for page in PdfReader(path).pages[:count]:
        writer.add_page(page)
    writer.write(target)
    return target


def show_stamps(folder: Path) -> object:
    """Number and day stamped into their gaps by a signing program."""
    chance, vocab, right = random.Random(1), load_vocab(()), 0
    for at in range(STAMPED):
        serial, day = chance.randint(1, 4000), chance.randint(3, 28)
        sheet = _open_sheet()
        sheet.set_font("Tinos", "", 13)
        for y, left, other in (
            (30.0, "ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (37.0, "TỈNH VÂN LĨNH", "Độc lập - Tự do - Hạnh phúc"),
            (46.0, "Số:            /BC-UBND", "Vân Lĩnh, ngày         tháng 4 năm 2024"),
        ):
            sheet.text(25, y, left)
            sheet.text(95, y, other)
        sheet.set_y(60)
        _line(sheet, "BÁO CÁO", style="B", align="C", size=14)
        _line(sheet, "Kết quả phát triển rừng quý I năm 2024", style="B", align="C")
        _line(sheet, "Thực hiện kế hoạch năm, Ủy ban nhân dân tỉnh báo cáo kết quả như sau. " * 8)
        path = folder / f"signed-{at}.pdf"
        sheet.output(str(path))
        sheet.set_font("Tinos", "", 13)
        shift = sheet.get_string_width("Vân Lĩnh, ngày ") + 2
        stamp(path, str(serial), (25 + 9) * POINT, (297 - 46) * POINT - 3)
        stamp(path, f"{day:02}", (95 + shift) * POINT, (297 - 46) * POINT - 4)
        document = describe(read(path), vocab)
        right += (document.value("number"), document.value("date")) == (f"{serial}/BC-UBND", f"2024-04-{day:02}")
    print(f"{'stamped numbers and days':<26}{STAMPED:>3} files  both right {right}/{STAMPED}")
    return {"right": right, "files": STAMPED}


def read_and_describe(path: Path, vocab: Vocab) -> int:
    extracted = read(path)
    describe(extracted, vocab)
    return len(extracted.pages)


def bare_pypdf(path: Path) -> int:
    return len([page.extract_text() for page in PdfReader(path).pages])


def show_speed(made: Sequence[Made], others: Mapping[str, Sequence[Path]], folder: Path | None) -> object:
    kinds = {"PDF by LibreOffice": [one.pdf for one in made], "PDF by fpdf2": [one.plain for one in made]}
    kinds |= {f"PDF by {name}": list(others[name]) for name in ("Chromium", "reportlab") if name in others}
    if folder:
        kinds["PDF of the folder"] = sorted(folder.glob("*.pdf"))
    found, vocab = {}, load_vocab(())
    for kind, paths in kinds.items():
        read_and_describe(paths[0], vocab)
        rates: dict[str, float] = {}
        for _ in range(3):  # the best of three, in turns: the machine may be busy
            for name, work in (("bare pypdf", bare_pypdf), ("read", lambda path: read_and_describe(path, vocab))):
                start = process_time()
                pages = sum(map(work, paths))
                rates[name] = max(rates.get(name, 0), pages / (process_time() - start))
        found[kind] = rates
        ratio = rates["read"] / rates["bare pypdf"]
        print(
            f"{kind:<26}{pages:>3} pages  read and described {rates['read']:.0f}, bare pypdf "
            f"{rates['bare pypdf']:.0f} pages/CPU-s: {ratio:.1f} ×"
        )
    return found


def show_memory(made: Sequence[Made], folder: Path) -> object:
    writer, readers = PdfWriter(), [PdfReader(one.pdf) for one in made]
    while len(writer.pages) < LONG_FILE:
        for reader in readers:
            for page in reader.pages:
                writer.add_page(page)
    path = folder / "long.pdf"
    writer.write(path)
    count = len(PdfReader(path).pages)
    command = [sys.executable, "-c", CHILD, str(path), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    peak = int(done.stdout)
    print(f"{'long PDF':<26}{count:>3} pages  peak {peak} MB")
    return {"pages": count, "MB": peak}


if __name__ == "__main__":
    main()
