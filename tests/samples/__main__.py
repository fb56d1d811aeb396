"""Write documents of the invented province into a folder: `python -m tests.samples OUT --count N --seed S`."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.samples import generate, plain_reports, write
from tests.samples.archive import programme
from tests.samples.vocabulary import vocabulary_toml
from tests.samples.world import open_world


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the documents, `facts.jsonl` and `vocabulary.toml` beside them."""
    parser = argparse.ArgumentParser(prog="python -m tests.samples", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write into")
    parser.add_argument("--count", type=int, default=len(programme()))
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--start", type=int, default=0, help="first document")
    parser.add_argument("--plain", action="store_true", help="benchmark reports only: TXT, no traps")
    parser.add_argument("--formats", default="", help="only these, e.g. txt,docx,pdf,scan")
    parser.add_argument("--clean", action="store_true", help="empty the folder first")
    options = parser.parse_args(arguments)
    if options.clean and options.out.is_dir():
        shutil.rmtree(options.out)
    options.out.mkdir(parents=True, exist_ok=True)
    text = vocabulary_toml(open_world(options.seed))
    (options.out / "vocabulary.toml").write_text(text, "utf-8", newline="\n")
    wanted = {name for name in options.formats.split(",") if name}
    make = plain_reports if options.plain else generate
    with (options.out / "facts.jsonl").open("w", encoding="utf-8", newline="\n") as facts:
        for sample in make(options.seed, options.count, start=options.start):
            if not wanted or sample.kind in wanted:
                write(sample, options.out)
                facts.write(json.dumps(sample.facts, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
