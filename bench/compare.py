"""How well and how fast two texts are aligned, on generated pairs whose true pairing is known.

Usage: python bench/compare.py [--seeds N]
Prints for drafts and finals of 50, 200 and 700 paragraphs, for a part repeated in another act and for two periods of a
series: pairs of lines found, share of them that are right (precision), share of the true ones found (recall), moved
lines found, and seconds of this process.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from time import process_time

from archive.align import Source, align_texts
from archive.metadata.outline import find_sections
from tests.samples.pairs import Truth, draft_and_final, part_in_whole, two_periods


@dataclass(slots=True)
class Score:
    """Counts of pairs over some texts."""

    found: int = 0
    right: int = 0
    doubtful: int = 0
    true: int = 0
    moved_found: int = 0
    moved_right: int = 0
    moved: int = 0
    rows: int = 0
    seconds: float = 0.0

    @property
    def precision(self) -> float:
        """Share of the pairs found that are right; those that are neither right nor wrong are left out."""
        return self.right / max(1, self.found - self.doubtful)

    @property
    def recall(self) -> float:
        """Share of the true pairs that were found."""
        return self.right / max(1, self.true)

    def __str__(self) -> str:
        moved = f"{self.moved_right}/{self.moved} ({self.moved_found - self.moved_right} wrong)" if self.moved else "–"
        return (
            f"pairs {self.found:5}  precision {self.precision:.3f}  recall {self.recall:.3f}  moved {moved:18}  "
            f"{self.seconds:.2f} s"
        )


def measure(truths: Iterable[Truth]) -> Score:
    """Align the texts of each truth and count."""
    score = Score()
    for truth in truths:
        sources = [_source(truth.left), _source(truth.right)]
        began = process_time()
        changes = align_texts(*sources)
        score.seconds += process_time() - began
        places = [_places(truth.left), _places(truth.right)]
        pairs = {
            (places[0][change.left.span.start], places[1][change.right.span.start]): change.kind == "moved"
            for change in changes
            if change.left and change.right
        }
        score.found += len(pairs)
        score.rows += len(changes)
        score.right += len(pairs.keys() & truth.pairs)
        score.doubtful += len(pairs.keys() & truth.doubtful)
        score.true += len(truth.pairs)
        moved = {pair for pair, is_moved in pairs.items() if is_moved and pair not in truth.doubtful}
        score.moved += len(truth.moved)
        score.moved_found += len(moved)
        score.moved_right += len(moved & truth.moved)
    return score


def _source(lines: tuple[str, ...]) -> Source:
    text = "\n".join(lines)
    return Source(text, find_sections(text))


def _places(lines: tuple[str, ...]) -> dict[int, int]:
    starts, at = {}, 0
    for number, line in enumerate(lines):
        starts[at] = number
        at += len(line) + 1
    return starts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    seeds = range(1, parser.parse_args().seeds + 1)
    for size in (50, 200, 700):
        print(f"draft and final, {size:3} paragraphs: {measure(draft_and_final(seed, size) for seed in seeds)}")
    for size in (50, 200, 700):
        print(f"part in a whole, {size:3} paragraphs:  {measure(part_in_whole(seed, size) for seed in seeds)}")
    for topic in ("economy", "invest", "health", "budget"):
        truths = [two_periods(seed, 16000, topic=topic) for seed in seeds]
        print(f"two periods, {topic:8} {len(truths[0].left):3} paragraphs: {measure(truths)}")
    print("Moved: whole paragraphs in blocks of one to four. Seconds are those of all seeds together.")


if __name__ == "__main__":
    main()
