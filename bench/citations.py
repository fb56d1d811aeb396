"""How many citations are found on real documents whose citations were noted by hand.

Usage: python bench/citations.py FOLDER   (FOLDER holds *.txt and expected/*.json)
Prints, per document and in all: numbered citations found, missed and spurious, relations right by the primary label,
acts cited by name, and CPU time per 8 kB of text.
"""

from __future__ import annotations

import json
import sys
import timeit
from collections import Counter
from pathlib import Path
from time import process_time
from typing import Any

from archive.metadata.citations import find_citations
from archive.metadata.outline import find_sections
from archive.model import Citation
from archive.text.folding import number_key
from archive.vocab import Vocab, load_vocab


def compare(text: str, expected: list[dict[str, Any]], vocab: Vocab, *, talk: bool) -> Counter[str]:
    found = find_citations(text, vocab)
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    lines = {id(citation): next(n for n, s in enumerate(starts) if s > citation.span.start) for citation in found}
    left = [citation for citation in found if citation.number]
    counts: Counter[str] = Counter()
    for row in expected:
        if row["kind"] != "numbered" or not row["number"]:
            continue
        near = [
            c
            for c in left
            if number_key(str(c.number)) == number_key(row["number"]) and abs(lines[id(c)] - row["line"]) <= 2
        ]
        if not near:
            counts["missed"] += 1
            print(f"  missed {row['line']}: {row['raw']}")
            continue
        best = near[0]
        left.remove(best)
        counts["found"] += 1
        counts["date right"] += best.dated == row["date"]
        right = best.relation == row["relation"].replace("_", "-")
        counts["relation right"] += right
        if talk and not right:
            print(f"  relation {row['line']}: {best.relation}, expected {row['relation']} · {best.text}")
        if talk and best.dated != row["date"]:
            print(f"  date {row['line']}: {best.dated}, expected {row['date']} · {best.text}")
    for citation in left:
        counts["spurious"] += 1
        print(f"  spurious {lines[id(citation)]}: {citation.text}")
    counts["by name"] = sum(citation.number is None for citation in found)
    if talk:
        show(found)
    return counts


def show(found: tuple[Citation, ...]) -> None:
    for citation in found:
        known = (citation.relation, citation.doc_type, citation.number, citation.dated, citation.issuer)
        print("    " + " ".join(f"{value or '-':14}" for value in known), citation.text)


def milliseconds(text: str, vocab: Vocab) -> tuple[float, float]:
    size = max(1.0, len(text) / 8000)
    times = (
        min(timeit.repeat(run, timer=process_time, number=10, repeat=5)) / 10
        for run in (lambda: find_citations(text, vocab), lambda: find_sections(text))
    )
    first, second = (1000 * seconds / size for seconds in times)
    return first, second


def main(folder: Path, *, talk: bool) -> None:
    vocab = load_vocab()
    total: Counter[str] = Counter()
    for path in sorted((folder / "expected").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (folder / gold["source_file"]).read_text("utf-8")
        print(path.stem)
        counts = compare(text, gold["citations"], vocab, talk=talk)
        total += counts
        first, second = milliseconds(text, vocab)
        print(f"  {dict(counts)} · citations {first:.2f} ms, sections {second:.2f} ms per 8 kB")
    print(f"total {dict(total)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), talk="-v" in sys.argv)
