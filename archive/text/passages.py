"""Where in a stored text the words asked for stand, and the few pieces that show it best.

A word typed with marks is looked for with its marks, and without only where the text does not have it so.
Syllables asked for that stand side by side are one mark; a syllable that has company elsewhere is not marked alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.model import Page, Passage, Span
from archive.text.folding import fold
from archive.text.tokens import bare, same_length_form

WIDTH = 240
"""Characters of a passage, about two printed lines and a half."""


@dataclass(frozen=True, slots=True)
class Target:
    """Canonical syllables that stand one after another; with `prefix` the last may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False


def find_marks(text: str, targets: Sequence[Target]) -> tuple[Span, ...]:
    """Spans to mark in a stored text, in order, none overlapping."""
    return tuple(Span(run[0].start, run[-1].end) for run in _runs(text, targets))


def find_passages(text: str, pages: Sequence[Page], targets: Sequence[Target], *, most: int = 3) -> tuple[Passage, ...]:
    """The pieces of a stored text that hold most of what was asked for, best first; its beginning when nothing is.

    A piece stays on its page. Line breaks become blanks, character for character.
    """
    runs = _runs(text, targets)
    chosen: list[Span] = []
    for start in _starts(runs) if runs else _first_letter(text):
        piece = _piece(text, start)
        if all(piece.end <= other.start or piece.start >= other.end for other in chosen):
            chosen.append(piece)
        if len(chosen) == most:
            break
    return tuple(_passage(text, pages, piece, runs) for piece in chosen)


def _first_letter(text: str) -> tuple[int, ...]:
    rest = text.lstrip()
    return (len(text) - len(rest),) if rest else ()


@dataclass(frozen=True, slots=True)
class _Found:
    """One occurrence of one target."""

    start: int
    end: int
    target: int


_Run = tuple[_Found, ...]


def _runs(text: str, targets: Sequence[Target]) -> list[_Run]:
    """Occurrences, those side by side together; lone syllables only of targets that never stand beside another."""
    form = same_length_form(text)
    found = _occurrences(form, targets)
    missing = [number for number in range(len(targets)) if number not in {item.target for item in found}]
    if missing:
        plain = [Target(bare(targets[number].tokens), targets[number].prefix) for number in missing]
        found += [_Found(item.start, item.end, missing[item.target]) for item in _occurrences(fold(form), plain)]
        found.sort(key=lambda item: item.start)
    runs: list[list[_Found]] = []
    for item in found:
        if runs and item.start < runs[-1][-1].end:
            continue
        if runs and _JOINED.fullmatch(text, runs[-1][-1].end, item.start):
            runs[-1].append(item)
        else:
            runs.append([item])
    accompanied = {item.target for run in runs if len(run) > 1 for item in run}
    return [tuple(run) for run in runs if len(run) > 1 or run[0].target not in accompanied]


_JOINED = re.compile(r"\s{1,4}|\s?[-–/]\s?|[.,]")
"""What may stand between two syllables of one mark: `đầu tư`, `kinh tế - xã hội`, `52/NQ-HĐND`, `6.784`."""


def _occurrences(form: str, targets: Sequence[Target]) -> list[_Found]:
    wanted = [(number, target) for number, target in enumerate(targets) if target.tokens]
    if not wanted:
        return []
    wanted.sort(key=lambda item: -sum(map(len, item[1].tokens)))
    pattern = _pattern(tuple(target for _, target in wanted))
    return [
        _Found(match.start(), match.end(), wanted[(match.lastindex or 1) - 1][0])
        for match in pattern.finditer(form)
        if not form[match.start() - 1 : match.start()].isalnum()
    ]


@lru_cache(256)
def _pattern(targets: tuple[Target, ...]) -> re.Pattern[str]:
    """Any of the targets as a whole; up to three signs or blanks may stand between its syllables."""
    forms = (
        r"[^\w]{1,3}".join(map(re.escape, target.tokens)) + (r"[^\W_]*" if target.prefix else "") for target in targets
    )
    return re.compile(f"(?:{'|'.join(f'({form})' for form in forms)})" + r"(?![^\W_])")


def _starts(runs: Sequence[_Run]) -> list[int]:
    """Beginnings of runs, those best to show first: what follows within a passage is weighed, each target by its
    rarity here, and the longest run.
    """
    counts = Counter(item.target for run in runs for item in run)
    weighed = []
    starts = [run[0].start for run in runs]
    for number, start in enumerate(starts):
        inside = runs[number : bisect_left(starts, start + WIDTH * 3 // 4)]
        held = {item.target for run in inside for item in run}
        weight = sum(1 + 1 / counts[target] for target in held) + max(len(run) for run in inside) / 2
        weighed.append((-weight, start))
    return [start for _, start in sorted(weighed)]


def _piece(text: str, start: int) -> Span:
    """The piece around an offset: from the beginning of its sentence if that is near, to the end of a word."""
    turned = text.rfind("\f", 0, start) + 1
    page_end = text.find("\f", start)
    page_end = len(text) if page_end < 0 else page_end
    begin = _beginning(text, max(turned, start - WIDTH // 3), start)
    end = min(page_end, begin + WIDTH)
    if end < page_end:
        blank = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
        end = blank if blank > start else end
    return Span(begin, begin + len(text[begin:end].rstrip()))


def _passage(text: str, pages: Sequence[Page], piece: Span, runs: Iterable[_Run]) -> Passage:
    marks = tuple(
        Span(run[0].start - piece.start, min(run[-1].end, piece.end) - piece.start)
        for run in runs
        if piece.start <= run[0].start < piece.end
    )
    shown = text[piece.start : piece.end].translate(_ONE_LINE)
    return Passage(shown, marks, _page_at(pages, piece.start), piece)


_ONE_LINE = str.maketrans("\n\t\f\r\v", "     ")
_SENTENCE = re.compile(r"[.;:!?]\s+|\s*\n\s*")


def _beginning(text: str, low: int, start: int) -> int:
    """Begin of the sentence or line that holds `start`, else of a word, not before `low`."""
    ends = [match.end() for match in _SENTENCE.finditer(text, low, start)]
    if ends:
        return ends[-1]
    if low and not text[low - 1].isspace():
        blank = text.find(" ", low, start)
        return blank + 1 if blank >= 0 else start
    return low + len(text[low:start]) - len(text[low:start].lstrip())


def _page_at(pages: Sequence[Page], offset: int) -> int:
    number = 1
    for page in pages:
        if page.span.start <= offset:
            number = page.number
    return number
