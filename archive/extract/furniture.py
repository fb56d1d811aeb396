"""Running heads and page numbers out of the flow. One rule: only what stands at a page's edge, and on most pages.

Page numbers are dropped; a running head or foot is kept once, with the page where it stood first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from archive.extract.lines import Line, RawPage
from archive.extract.marks import page_number

_EDGE = 2
"""Lines at the top and at the bottom of a page among which furniture stands."""
_FEWEST = 3
"""Pages on which a line recurs, at least."""
_SHARE = 0.5
_LONGEST = 120
_MOST_COLUMNS = 2
"""A recurring line of more columns is the head of a table that goes on."""
_DIGITS = re.compile(r"\d+")
_LETTERHEAD = re.compile(r"cộng hòa xã hội|độc lập|đảng cộng sản|nơi nhận|^số:|kính gửi|^\W{0,3}lưu\s?:")
"""What begins or ends a paper: papers bound together have it on every page."""
_SIGNING = re.compile(
    r"(?:tm|kt|tl|tuq|q)\s?\.|[tk]/[ml]\b|(?:phó\s|quyền\s)?(?:chủ\s(?:tịch|nhiệm)|(?:tổng\s)?giám\sđốc|bí\sthư|hiệu\strưởng"
    r"|(?:trưởng|chánh|cục\strưởng|vụ\strưởng|chi\scục\strưởng)\b)|bộ\strưởng|thứ\strưởng"
)
"""Authority or post above a signature; papers bound together may end with the same on every page."""
_NAME_WORDS = (2, 5)
_COLUMNS = re.compile(r"\s{3,}|\t")


def drop_furniture(pages: Sequence[RawPage]) -> tuple[list[RawPage], list[tuple[int, str]]]:
    """The pages without it, and the running heads, each once, as (index of its first page, text)."""
    if len(pages) < 2:
        return list(pages), []
    edges = [_edges(page.lines) for page in pages]
    often = _recurring(pages, edges)
    shifts = _shifts(pages, edges)
    heads: dict[str, tuple[int, str]] = {}
    kept = []
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        gone = set()
        for at in edge:
            text = page.lines[at].text
            masked = _mask(text)
            if masked in often:
                gone.add(at)
                if page_number(text) is None:
                    heads.setdefault(masked, (index, " ".join(text.split())))
            elif at in (edge[0], edge[-1]) and _is_page_number(text, index, shifts):
                gone.add(at)
        gone |= _numbers_beside(page.lines, edge, gone, index, shifts)
        kept.append(_without(page, gone))
    return kept, list(heads.values())


def _edges(lines: Sequence[Line]) -> list[int]:
    """Places of the first and last lines with text."""
    written = [at for at, line in enumerate(lines) if line.text.strip()]
    return written if len(written) <= 2 * _EDGE else [*written[:_EDGE], *written[-_EDGE:]]


def _mask(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split())).casefold()


def _recurring(pages: Sequence[RawPage], edges: Sequence[Sequence[int]]) -> set[str]:
    """Lines, digits masked, that stand at the edge of at least half of the pages."""
    counts: Counter[str] = Counter()
    for page, edge in zip(pages, edges, strict=True):
        texts = [page.lines[at].text for at in edge]
        fit = [t for t in texts if len(t) <= _LONGEST and len(_COLUMNS.split(t.strip())) <= _MOST_COLUMNS]
        signed = any(map(_is_post, texts))
        fit = [text for text in fit if not _is_post(text) and not (signed and _is_name(text))]
        counts.update({_mask(text) for text in fit if any(map(str.isalpha, text))})
    least = max(_FEWEST, _SHARE * len(pages))
    return {masked for masked, count in counts.items() if count >= least and not _LETTERHEAD.search(masked)}


def _is_post(text: str) -> bool:
    """Whether a line says, in one of its columns, who signs for whom or as what."""
    return any(_SIGNING.match(cell.casefold()) for cell in _COLUMNS.split(text.strip()))


def _is_name(text: str) -> bool:
    words = text.split()
    return _NAME_WORDS[0] <= len(words) <= _NAME_WORDS[1] and all(word.isalpha() and word.istitle() for word in words)


def _shifts(pages: Sequence[RawPage], edges: Sequence[Sequence[int]]) -> set[int]:
    """By how much the lone numbers at pages' edges differ from the count of pages: 0, or what three pages agree on."""
    counts: Counter[int] = Counter()
    for index, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        found = {page_number(page.lines[at].text) for at in edge}
        counts.update({number[0] - index - 1 for number in found if number})
    return {0, *(shift for shift, count in counts.items() if count >= _FEWEST)}


def _is_page_number(text: str, index: int, shifts: set[int]) -> bool:
    number = page_number(text)
    return number is not None and (number[1] or number[0] - index - 1 in shifts)


def _numbers_beside(lines: Sequence[Line], edge: list[int], gone: set[int], index: int, shifts: set[int]) -> set[int]:
    """Page numbers that stand inside of a running head or foot."""
    rest = [at for at in edge if at not in gone]
    ends = {rest[0], rest[-1]} if rest and gone else set()
    return {at for at in ends if _is_page_number(lines[at].text, index, shifts)}


def _without(page: RawPage, gone: set[int]) -> RawPage:
    if not gone:
        return page
    lines = tuple(line for at, line in enumerate(page.lines) if at not in gone)
    return RawPage(lines, page.source, page.goes_on)
