"""Where in a stored text the words asked for stand, and the few pieces that show it best.

A word typed with marks is looked for with its marks, and without only where the text does not have it so.
Syllables asked for that stand side by side are one mark; a syllable that has company elsewhere is not marked alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.model import Document, Passage, Section, Span
from archive.text.folding import fold_words, lower, spellings
from archive.text.tokens import bare

WIDTH = 240
"""Characters of a passage, about two printed lines and a half."""
MOST_RUNS = 100
"""Places weighed for passages: a long report has thousands for a frequent word."""
HEAD = 0.5
"""Weight of a place in the head of a document: its facts are shown beside every hit."""


@dataclass(frozen=True, slots=True)
class Target:
    """Canonical syllables that stand one after another; with `prefix` the last may go on; if `bare`, marks are off."""

    tokens: tuple[str, ...]
    prefix: bool = False
    bare: bool = False


def find_marks(text: str, targets: Sequence[Target]) -> tuple[Span, ...]:
    """Spans to mark in a stored text, in order, none overlapping."""
    return tuple(Span(run[0].start, run[-1].end) for run in _runs(text, targets))


def find_passages(
    text: str, document: Document, targets: Sequence[Target], *, most: int = 3, skip: int = 0
) -> tuple[tuple[Passage, ...], int]:
    """The pieces of a stored text that hold most of what was asked for, best first, and how many more there are.

    Its beginning when nothing was found. A piece stays on its page. Line breaks become blanks, character for character.
    What stands in the letterhead comes after what stands below it. skip: leave out so many of the best.
    """
    runs = _runs(text, targets)
    chosen: list[Span] = []
    for start in _starts(runs, head_end(document)) if runs else _first_letter(text):
        piece = _piece(text, start)
        if all(piece.end <= other.start or piece.start >= other.end for other in chosen):
            chosen.append(piece)
    shown = chosen[skip : skip + most]
    passages = tuple(_passage(text, document, piece, runs) for piece in shown)
    return passages, max(0, len(chosen) - skip - len(shown))


def head_end(document: Document) -> int:
    """Offset where the head of a document ends: number, place, date and subject stand above it."""
    facts = [document.fact(name) for name in ("issuer", "number", "place", "date", "doc_type", "title")]
    return max((fact.span.end for fact in facts if fact.span and fact.page in (None, 1)), default=0)


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
    found = _find_all(text, targets)
    runs: list[list[_Found]] = []
    for item in found:
        if runs and item.start < runs[-1][-1].end:
            continue
        if runs and _JOINED.fullmatch(text, runs[-1][-1].end, item.start):
            runs[-1].append(item)
        else:
            runs.append([item])
    accompanied = {item.target for run in runs if len(run) > 1 for item in run}
    return [
        tuple(run)
        for run in runs
        if len(run) > 1 or (run[0].target not in accompanied and not _inside_figure(text, run[0]))
    ]


def _inside_figure(text: str, item: _Found) -> bool:
    """Whether digits are a piece of a longer figure: the 52 of 52,7%."""
    before, after = text[max(0, item.start - 2) : item.start], text[item.end : item.end + 2]
    return text[item.start].isdigit() and bool(
        _FIGURE_GOES_ON.fullmatch(after) or _FIGURE_GOES_ON.fullmatch(before[::-1])
    )


_FIGURE_GOES_ON = re.compile(r"[.,]\d")


_JOINED = re.compile(r"\s{1,4}|\s?[-–/]\s?|[.,]")
"""What may stand between two syllables of one mark: `đầu tư`, `kinh tế - xã hội`, `52/NQ-HĐND`, `6.784`."""


def _find_all(text: str, targets: Sequence[Target]) -> list[_Found]:
    """Occurrences in order, the longest first where several begin."""
    form = lower(text)
    plain = ""
    found: list[_Found] = []
    for number, target in enumerate(targets):
        spans = [] if target.bare else _find(form, target.tokens, prefix=target.prefix)
        if not spans:
            plain = plain or fold_words(form)
            spans = _find(plain, bare(target.tokens), prefix=target.prefix)
        found += [_Found(start, end, number) for start, end in spans]
    found.sort(key=lambda item: (item.start, -item.end))
    return found


def _find(form: str, tokens: Sequence[str], *, prefix: bool) -> list[tuple[int, int]]:
    """Where tokens stand as whole words of a lower-case text."""
    if not tokens:
        return []
    if len(tokens) > 1:
        matches = _pattern(tuple(tokens), prefix=prefix).finditer(form)
        spans = [match.span() for match in matches]
    else:
        spans = [span for spelling in spellings(tokens[0]) for span in _find_text(form, spelling)]
        if prefix:
            spans = [(start, _WORD_END.match(form, end).end()) for start, end in spans]  # type: ignore[union-attr]
    return [
        (start, end)
        for start, end in spans
        if not form[start - 1 : start].isalnum() and not form[end : end + 1].isalnum()
    ]


def _find_text(form: str, part: str) -> Iterator[tuple[int, int]]:
    """Every place of a string in another: many times faster than a regular expression."""
    at = form.find(part)
    while at >= 0:
        yield at, at + len(part)
        at = form.find(part, at + 1)


_WORD_END = re.compile(r"[^\W_]*")


@lru_cache(256)
def _pattern(tokens: tuple[str, ...], *, prefix: bool) -> re.Pattern[str]:
    """The tokens one after another, up to three signs or blanks between them."""
    words = (f"(?:{'|'.join(map(re.escape, spellings(token)))})" for token in tokens)
    return re.compile(r"[^\w]{1,3}".join(words) + (r"[^\W_]*" if prefix else ""))


def _starts(runs: Sequence[_Run], head: int) -> list[int]:
    """Beginnings of runs, those best to show first: what follows within a passage is weighed, each target by its
    rarity here, and the longest run. What begins in the head, where facts stand that every hit shows, weighs half.
    """
    counts = Counter(item.target for run in runs for item in run)
    if len(runs) > MOST_RUNS:
        telling = sorted(runs, key=lambda run: -sum(1 + 1 / counts[item.target] for item in run))
        runs = sorted(telling[:MOST_RUNS], key=lambda run: run[0].start)
    weighed = []
    starts = [run[0].start for run in runs]
    for number, start in enumerate(starts):
        inside = runs[number : bisect_left(starts, start + WIDTH * 3 // 4)]
        held = {item.target for run in inside for item in run}
        weight = sum([1 + 1 / counts[target] for target in held]) + max(map(len, inside)) / 2
        weighed.append((-weight * (HEAD if start < head else 1), start))
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


def _passage(text: str, document: Document, piece: Span, runs: Iterable[_Run]) -> Passage:
    marks = tuple(
        Span(run[0].start - piece.start, min(run[-1].end, piece.end) - piece.start)
        for run in runs
        if piece.start <= run[0].start < piece.end
    )
    shown = text[piece.start : piece.end].translate(_ONE_LINE)
    first = piece.start + (marks[0].start if marks else 0)
    return Passage(shown, marks, document.page_at(piece.start), piece, _section_at(document.sections, first))


_ONE_LINE = str.maketrans("\n\t\f\r\v", "     ")
_SENTENCE = re.compile(r"[.;!?]\s+|\s*\n\s*")


def _beginning(text: str, low: int, start: int) -> int:
    """Begin of the sentence or line that holds `start`, else of a word, not before `low`."""
    ends = [match.end() for match in _SENTENCE.finditer(text, low, start)]
    if ends:
        return ends[-1]
    if low and not text[low - 1].isspace():
        blank = text.find(" ", low, start)
        return blank + 1 if blank >= 0 else start
    return low + len(text[low:start]) - len(text[low:start].lstrip())


def _section_at(sections: Sequence[Section], offset: int) -> str:
    """Label and title of the section an offset lies in; "" before the first and after the last."""
    at = bisect_right(sections, offset, key=lambda section: section.span.start) - 1
    if at < 0 or offset >= sections[at].span.end:
        return ""
    return f"{sections[at].label} {sections[at].title}".strip()
