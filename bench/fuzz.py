"""Damaged files through the product's own children: no crash, no hang beyond the limit, no lost file.

    python bench/fuzz.py FOLDER [--minutes 10] [--seed 1] [--workers 1] [--seconds N] [--keep DIR]

Takes the files of a folder in turn, damages a copy of each (bytes, ranges, cuts, splices; inside of packed parts too)
and has it read. Prints how the readings ended, and each file that ended a child, ran into the time limit or raised
what no reader expects; those are kept in --keep. The last line is `fuzz files=… crashed=… late=… odd=… lost=…`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import re
import shutil
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archive.config import Config
from archive.pool import Found, Job, Lost, Packed, Pool

LARGEST = 4 << 20
LONGEST = 3600.0
NUMBERS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"-1", b"99999999999", b"<<", b">>", b"]]>", b"<w:p>")
CRASHED, LATE, ODD = (
    "bộ đọc tệp dừng giữa chừng",
    "nên đã dừng",
    re.compile(r"không đọc được \((?P<kind>\w+):|không chạy"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seconds", type=float, help="time limit for each file; else the product's own")
    parser.add_argument("--keep", type=Path, default=Path("bench/results/fuzz"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        config = Config(root=Path(scratch), workers=chosen.workers)
        with Pool(config, seconds=chosen.seconds) as pool:
            tally = run(pool, chosen, Path(scratch))
    return 1 if tally["crashed"] + tally["late"] + tally["odd"] + tally["lost"] else 0


def run(pool: Pool, chosen: argparse.Namespace, scratch: Path) -> Counter[str]:
    """Damage and read until the time is over; what became of the files."""
    tally: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    end = time.monotonic() + 60 * chosen.minutes
    for job in damaged_files(chosen.folder, random.Random(chosen.seed), scratch):
        pool.submit(job)
        tally["files"] += 1
        while pool.held > 4 * chosen.workers or (pool.held and time.monotonic() > end):
            note(pool.take(timeout=LONGEST), tally, kinds, chosen.keep)
        if time.monotonic() > end:
            break
    tally["lost"] = tally["files"] - sum(kinds.values())
    for kind, count in kinds.most_common():
        print(f"{count:7}  {kind}")
    print("fuzz " + " ".join(f"{name}={tally[name]}" for name in ("files", "crashed", "late", "odd", "lost")))
    return tally


def note(answer: Found | Lost | Packed | None, tally: Counter[str], kinds: Counter[str], keep: Path) -> None:
    """Count one answer; keep the file of a bad one."""
    if answer is None:
        return
    error = answer.error if isinstance(answer, Lost) else ""
    bad = "crashed" if CRASHED in error else "late" if LATE in error else "odd" if ODD.search(error) else ""
    kinds[re.sub(r".*”: |^[^:]*: ", "", error)[:70] or type(answer).__name__.lower()] += 1
    if bad:
        tally[bad] += 1
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(answer.job.path, keep / answer.job.path.name)
        print(f"{bad}: {answer.job.path.name}: {error}", flush=True)
    answer.job.path.unlink()
    if answer.job.into:
        shutil.rmtree(answer.job.into, ignore_errors=True)


def damaged_files(folder: Path, chance: random.Random, scratch: Path) -> Iterator[Job]:
    """Damaged copies of the files of a folder, without end."""
    sources = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size <= LARGEST]
    number = 0
    while True:
        chance.shuffle(sources)
        for source in sources:
            number += 1
            raw = source.read_bytes()
            other = chance.choice(sources).read_bytes()
            raw = (
                repacked(raw, chance)
                if raw.startswith(b"PK") and chance.random() < 0.5
                else damaged(raw, other, chance)
            )
            path = scratch / f"{number:06d}-{source.name}"
            path.write_bytes(raw)
            yield Job(path, path.name, hashlib.sha256(raw).hexdigest(), scratch / f"{number:06d}.members")


def damaged(raw: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes with one to five kinds of damage."""
    spoiled = bytearray(raw)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoiled) + 1)
        length = chance.choice((1, 4, 64, 4096))
        kind = chance.randrange(7)
        if kind == 0:
            for place in (chance.randrange(at, at + 1000) for _ in range(20)):
                if place < len(spoiled):
                    spoiled[place] = chance.randrange(256)
        elif kind == 1:
            del spoiled[at : at + length]
        elif kind == 2:
            spoiled[at:at] = spoiled[at : at + length] * chance.choice((1, 2, 50))
        elif kind == 3:
            spoiled[at:at] = chance.choice(NUMBERS)
        elif kind == 4:
            spoiled[at : at + length] = bytes(length)
        elif kind == 5:
            start = chance.randrange(len(other) + 1)
            spoiled[at : at + length] = other[start : start + length]
        else:
            del spoiled[max(at, len(spoiled) // 10) :]
    return bytes(spoiled)


def repacked(raw: bytes, chance: random.Random) -> bytes:
    """A ZIP package with one of its parts damaged and packed anew, so that the damage reaches the reader."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
            names = source.namelist()
            hurt = chance.choice(names)
            for name in names:
                part = source.read(name)
                target.writestr(name, damaged(part, part, chance) if name == hurt else part)
    except (zipfile.BadZipFile, IndexError, RuntimeError):
        return damaged(raw, raw, chance)
    return made.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
