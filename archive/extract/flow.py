"""Lines to paragraphs, over line ends and page ends. One rule: in doubt a line stays a line.

Where places are known, a line goes on when the next word would not have fitted and the next line neither is indented
nor stands apart; else the number of characters tells a full line. Heads, titles in capitals, columns and tables stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from archive.extract.lines import Line, RawPage
from archive.extract.marks import ends_sentence, has_border, is_capitals, is_dashed_word, opens_item
from archive.model import PAGE_BREAK, Span

NARROWEST, WIDEST = 40, 130
"""Characters of a full line on A4: 14 pt type gives 75 to 95. Text with longer lines was never broken for paper."""
FULL = 0.75
"""Share of the width of the paper from which a line counts as full, so that what follows may go on with it."""
HALF = 0.4
"""The same, where the line does not end a sentence and the next one begins with a small letter."""
_BRIMFUL = 0.93
"""The same, where a sentence ends with the line: one in two lines, a paragraph in five or more."""
_NEARLY = 0.8
_LIKE = 0.35
"""Share of the longer lines that are nearly as wide as the paper where a text was broken for it."""
_DOUBLE = 0.6
"""Share of lines followed by one blank line from which on these part nothing."""
_INDENT = 0.8
"""In letter sizes: a paragraph's first line stands so far in. Nghị định 30 asks for 1 to 1.27 cm."""
_CENTRED = 1.5
_APART = 1.27
"""A step to the next line, in usual steps, that parts paragraphs: 6 points and more beside lines of 17."""
_SAME_SIZE = 1.25
_LOOSE = 0.6
"""Share of the width that a line without an end must fill for one in small letters to go on with it."""
_FEW_LINES = 4
_HYPHEN = re.compile(r"[^\s-]-$")


# ── what a page and a document look like ──


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page begin and end, and the step from one to the next."""

    left: float
    right: float
    step: float


@dataclass(frozen=True, slots=True)
class Widths:
    """Text without places: characters of a full line (0: not broken for paper), blank lines that part nothing."""

    paper: int = 0
    apart: int = 0


def measure_widths(pages: Sequence[RawPage]) -> Widths:
    """How a text was broken into lines."""
    lines = [line.text.strip() for page in pages for line in page.lines if not line.size]
    lengths = sorted(len(line) for line in lines if len(line) >= NARROWEST and not has_border(line))
    width = lengths[len(lengths) * 7 // 10] if lengths else 0  # notes have longer lines
    wide = sum(length >= _NEARLY * width for length in lengths)
    if width > WIDEST or wide < max(_FEW_LINES, _LIKE * len(lengths)):
        return Widths()
    followed = sum(
        bool(line) and not blank and bool(below)
        for line, blank, below in zip(lines, lines[1:], lines[2:], strict=False)
    )
    return Widths(width, 1 if followed > _DOUBLE * sum(map(bool, lines)) else 0)


def measure_margins(pages: Sequence[RawPage]) -> list[Margins]:
    """Margins of each page; a page with few lines has those of the document."""
    own = [_measure(page.lines) for page in pages]
    known = [margins for margins in own if margins]
    if not known:
        return [Margins(0, 0, 0)] * len(pages)
    usual = Margins(*(median(values) for values in zip(*((m.left, m.right, m.step) for m in known), strict=True)))
    return [margins or usual for margins in own]


def _measure(lines: Sequence[Line]) -> Margins | None:
    placed = [line for line in lines if line.size and not has_border(line.text)]
    widest = max((line.right - line.left for line in placed), default=0)
    wide = [line for line in placed if line.right - line.left > HALF * widest]
    if len(wide) < _FEW_LINES:
        return None
    lefts, rights = sorted(line.left for line in wide), sorted(line.right for line in wide)
    steps = sorted(above.y - below.y for above, below in pairwise(placed) if above.y - below.y < 3 * below.size)
    return Margins(lefts[len(lefts) // 10], rights[len(rights) * 9 // 10], steps[len(steps) * 2 // 5] if steps else 0)


# ── does a line go on ──


@dataclass(frozen=True, slots=True)
class Joiner:
    """Decides whether a line goes on with the one above it."""

    widths: Widths
    whole: bool
    """The file itself says where paragraphs end."""

    def goes_on(
        self, above: Line, line: Line, blanks: int, before: Margins, margins: Margins, *, same_page: bool
    ) -> bool:
        """Whether `line` continues the paragraph of `above`; margins are those of their pages."""
        if has_border(above.text) or has_border(line.text) or _in_capitals(above.text, line.text):
            return False
        if line.seam and not (above.size and line.size):
            return self._over_seam(above, line)
        if self.whole:
            return False
        if above.size and line.size:
            return _goes_on_by_place(above, line, before, margins, same_page=same_page)
        return blanks <= self.widths.apart and self._goes_on_by_width(above.text, line.text)

    def _goes_on_by_width(self, above: str, line: str) -> bool:
        width = self.widths.paper
        if not width or _opens(above, line):
            return False
        share, ended, first = len(above.strip()) / width, ends_sentence(above), line.lstrip()[0]
        if first.islower():
            return share >= (FULL if ended else HALF)
        if above.rstrip().endswith(".") and not opens_item(line):
            return share >= _BRIMFUL
        return share >= FULL and not ended

    def _over_seam(self, above: Line, line: Line) -> bool:
        """Over a lifted note or a page's end: nothing but the words tells."""
        if ends_sentence(above.text) or _opens(above.text, line.text):
            return False
        if line.text.lstrip()[0].islower():
            return True
        return bool(self.widths.paper) and self._goes_on_by_width(above.text, line.text)


def _in_capitals(above: str, line: str) -> bool:
    return is_capitals(above) or is_capitals(line)


def _opens(above: str, line: str) -> bool:
    """Whether a line opens an item of its own; a dash in the middle of a sentence does not."""
    if not opens_item(line):
        return False
    return ends_sentence(above) or not is_dashed_word(line)


def _goes_on_by_place(above: Line, line: Line, before: Margins, margins: Margins, *, same_page: bool) -> bool:
    if max(above.size, line.size) > _SAME_SIZE * min(above.size, line.size):
        return False
    if _is_centred(line, margins) or _is_centred(above, before):
        return False
    if same_page and margins.step and above.y - line.y > _APART * margins.step:
        return False
    lower = line.text.lstrip()[0].islower() and not opens_item(line.text)
    ended = ends_sentence(above.text)
    if not _is_full(above, line, before):
        wide = above.right - before.left > _LOOSE * (before.right - before.left)
        return lower and not ended and wide
    inside = line.left - margins.left
    if lower:
        return not (ended and inside > _INDENT * line.size)
    hanging = opens_item(above.text) and above.left - before.left < inside and not ended
    if inside > _INDENT * line.size and not hanging:
        return False
    return not (ended and opens_item(line.text))


def _is_centred(line: Line, margins: Margins) -> bool:
    left, right = line.left - margins.left, margins.right - line.right
    return min(left, right) > _CENTRED * line.size and abs(left - right) < 2 * line.size + 0.1 * (left + right)


def _is_full(above: Line, line: Line, margins: Margins) -> bool:
    """Whether the first word of the next line would not have fitted at the end of this one."""
    letter = min((above.right - above.left) / max(1, len(above.text)), 0.6 * above.size)
    word = len(line.text.split(maxsplit=1)[0]) + 1
    return margins.right - above.right < letter * word + 0.3 * above.size


# ── writing ──


def glue(text: str, more: str) -> str:
    """Two lines of a paragraph as one: Vietnamese has no hyphenation, so a hyphen at a line's end was printed.

    >>> glue("theo Nghị quyết số 12/NQ-", "CP"), glue("phát triển kinh tế", "- xã hội")
    ('theo Nghị quyết số 12/NQ-CP', 'phát triển kinh tế - xã hội')
    """
    if not text or not more:
        return text + more
    return text + more if _is_broken(text, more) else f"{text} {more}"


def _is_broken(text: str, more: str) -> bool:
    return bool(_HYPHEN.match(text[-2:])) and (more[0].isdigit() or more[0].isupper())


def write_flow(pages: Sequence[RawPage], widths: Widths, *, whole: bool) -> tuple[str, list[Span]]:
    """The text of all pages in paragraphs, and where each page lies in it."""
    joiner, margins = Joiner(widths, whole), measure_margins(pages)
    parts: list[str] = []
    spans: list[Span] = []
    end = 0
    last: tuple[Line, Margins] | None = None
    for page, own in zip(pages, margins, strict=True):
        lines = page.lines
        first = next((line for line in lines if line.text.strip()), None)
        between = PAGE_BREAK if spans else ""
        if (
            first
            and last
            and (page.goes_on or joiner.goes_on(last[0], first._replace(seam=True), 0, last[1], own, same_page=False))
        ):
            between = " "
            head, lines = _over_page_end(last[0].text, lines)
            if head:
                parts.append(head)
                end += len(head)
                spans[-1] = Span(spans[-1].start, end)
        text = _write_page(lines, own, joiner)
        parts += [between, text]
        spans.append(Span(end + len(between), end + len(between) + len(text)))
        end = spans[-1].end
        written = [line for line in lines if line.text.strip()]
        last = (written[-1], own) if written else None
    return "".join(parts), spans


def _over_page_end(above: str, lines: tuple[Line, ...]) -> tuple[str, tuple[Line, ...]]:
    """The rest of a word that a page's end cuts at a hyphen, which goes with its first part, and the other lines."""
    at = next(at for at, line in enumerate(lines) if line.text.strip())
    text = lines[at].text.lstrip()
    head, _, rest = text.partition(" ")
    if not _is_broken(above, text) or not rest:
        return "", (lines[at]._replace(text=text), *lines[at + 1 :])
    return head, (lines[at]._replace(text=rest.lstrip()), *lines[at + 1 :])


def _write_page(lines: Sequence[Line], margins: Margins, joiner: Joiner) -> str:
    """Paragraphs of a page, one a line; blank lines between them stay."""
    out: list[str] = []
    last: Line | None = None
    blanks = 0
    for line in lines:
        if not line.text.strip():
            blanks += 1
            out.append("")
            continue
        if last is not None and joiner.goes_on(last, line, blanks, margins, margins, same_page=True):
            del out[len(out) - blanks :]
            out[-1] = glue(out[-1], line.text.strip())
        else:
            out.append(line.text if has_border(line.text) else line.text.lstrip())
        last, blanks = line, 0
    return "\n".join(out).strip("\n")
