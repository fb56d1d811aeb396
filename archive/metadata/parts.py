"""Several documents bound in one file: where each begins, and what its own head says.

The one rule: a further document needs a head of its own, with the Quốc hiệu, the name of the Party or a number line,
and proof that it was issued: a serial or a whole date. An annex, a form with dots or a copy block is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from archive.metadata.pieces import NATION, is_capital
from archive.model import PAGE_BREAK, Extracted, Fact, Page, Part, Span
from archive.text.folding import fold
from archive.vocab import Vocab, name_key

Reader = Callable[[Extracted], Mapping[str, tuple[Fact, ...]]]
"""Reads the facts of one document; spans count from the beginning of its text."""

MOST_HEADS = 400
"""Letterheads looked at; each costs the reading of a head, and a file of only heads must not cost more."""
HEAD_CHARACTERS = 6_000
SHORTEST = 300
"""Characters of the shortest document: a head and a few lines."""
HEAD_LINES = 6
"""Lines of a letterhead above the Quốc hiệu or the number, at most."""
_PARTY = re.compile(r"(?<!trung\suong\s)dang\s{1,3}cong\s{1,3}san\s{1,3}viet\s{0,3}nam")
_NUMBER_LINE = re.compile(r"^[^\w\n]{0,10}so\s{0,3}:?\s{0,3}\d{1,6}[a-z]?\s{0,4}(?:/|-\s?[a-z])", re.MULTILINE)
_MARK = re.compile(r"XÃ\s{0,4}HỘI\s{0,4}CHỦ|ĐẢNG\s{1,3}CỘNG|^\W{0,10}S[ốỐ]\s{0,3}:?\s{0,3}\d", re.MULTILINE)
"""Without one of these behind its first lines, a text that was printed as text is one document: a quick look."""
_COPY = re.compile(r"(?:^[^\w\n]{0,10}|\t|[ ]{3})(?:sao\s(?:y|luc)|trich\ssao|ban\ssao)\b", re.MULTILINE)
_STAMP = re.compile(r"^[^\w\n]{0,10}den\W{0,5}$", re.MULTILINE)
_SIGNED = ("signer", "signer_position", "recipients")
_BEFORE, _BEHIND = 60, 600
"""Characters around the beginning of a head in which the words of a stamp or a copy block stand."""


def find_parts(extracted: Extracted, vocab: Vocab, read: Reader, begins: Collection[int] = ()) -> tuple[Part, ...]:
    """The documents of a file in printed order; none where there is only one.

    begins: pages on which one begins whatever the rules see: at the letterhead there, else at the top.
    """
    scanned = any(page.source == "ocr" for page in extracted.pages)
    if not scanned and not begins and not _MARK.search(extracted.text, SHORTEST):
        return ()
    plain = fold(extracted.text)
    heads = dict(islice(_heads(extracted.text, plain, vocab), MOST_HEADS))
    said = set(_begun(extracted, heads, begins))
    starts = [0]
    facts: list[Mapping[str, tuple[Fact, ...]]] = []
    for start in sorted({*heads, *said}):
        number = None
        if start not in said:
            if start - starts[-1] < SHORTEST or _copied(plain, start):
                continue
            found = read(_slice(extracted, start, min(start + HEAD_CHARACTERS, len(extracted.text))))
            if not _issued(found, entitled=heads[start]):
                continue
            number = _number(found) or ""
        before = read(_slice(extracted, starts[-1], start))
        if start in said or (_ended(extracted, start, before) and _number(before) != number):
            starts.append(start)
            facts.append(before)
    if not facts:
        return ()
    ends = [*starts[1:], len(extracted.text)]
    facts.append(read(_slice(extracted, starts[-1], ends[-1])))
    return tuple(_part(extracted, *bounds) for bounds in zip(starts, ends, facts, strict=True))


def _begun(extracted: Extracted, heads: Iterable[int], begins: Collection[int]) -> Iterator[int]:
    """Where the papers begin that begin on these pages; the first page needs no telling."""
    for page in extracted.pages[1:]:
        if page.number in begins:
            yield next((head for head in heads if page.span.start <= head < page.span.end), page.span.start)


def first_part(extracted: Extracted, parts: tuple[Part, ...]) -> Extracted:
    """The file without the documents that follow the first."""
    return _slice(extracted, 0, parts[0].span.end) if parts else extracted


def _heads(text: str, plain: str, vocab: Vocab) -> Iterator[tuple[int, bool]]:
    """(offset where a letterhead begins, whether the Quốc hiệu or the name of the Party stands in it)."""
    marks = [
        (match.start(), True) for name in (NATION, _PARTY) for match in name.finditer(plain) if _shown(text, match)
    ]
    marks += [(match.start(), False) for match in _NUMBER_LINE.finditer(plain)]
    reached = 0
    for mark, entitled in sorted(marks):
        start = _letterhead(text, mark, vocab)
        if start > reached:
            yield start, entitled
            reached = start


def _shown(text: str, match: re.Match[str]) -> bool:
    """Whether a Quốc hiệu is printed as one: in capitals, with nothing but capitals before it in its line."""
    return is_capital(text[text.rfind("\n", 0, match.start()) + 1 : match.end()])


def _letterhead(text: str, mark: int, vocab: Vocab) -> int:
    """Where the lines of capitals begin that stand above a mark on its page."""
    start = text.rfind("\n", 0, mark) + 1
    above = start
    for _ in range(HEAD_LINES * 2):
        if above == 0 or text[max(0, above - len(PAGE_BREAK)) : above] == PAGE_BREAK:
            break
        line_start = text.rfind("\n", 0, above - 1) + 1
        line = text[line_start : above - 1].strip(" \t*#_-–=\r")
        if line and not _heads_letter(line, vocab):
            break
        above = line_start
        start = above if line else start
    return start


def _heads_letter(line: str, vocab: Vocab) -> bool:
    """Whether a line in capitals may stand in a letterhead: no name of a signer, no annex."""
    if line.startswith("\f") or not is_capital(line) or len(line) > 120:
        return False
    words = name_key(line).split()
    name = 2 <= len(words) <= 5 and vocab.is_surname(line.split()[0])
    return bool(words) and (vocab.begins_body(words) or not name) and words[:2] not in (["phu", "luc"], ["mau", "so"])


def _copied(plain: str, start: int) -> bool:
    """Whether a head is that of a copy block (SAO Y, SAO LỤC) or the stamp of a register."""
    first = max(0, start - _BEFORE)
    return bool(_COPY.search(plain, first, start + _BEHIND) or _STAMP.search(plain, first, start + _BEFORE))


def _issued(facts: Mapping[str, tuple[Fact, ...]], *, entitled: bool) -> bool:
    """Whether a head is of a paper of its own: a kind with a serial or a whole date; both where it has no Quốc hiệu."""
    kind, number, date = (facts[name][0] for name in ("doc_type", "number", "date"))
    numbered = number.value is not None and number.method == "head"
    dated = len(date.value or "") == len("2025-01-01") and date.method == "head"
    if not entitled:
        return kind.method == "head" and numbered and dated
    return (numbered and dated) or (kind.method in ("head", "about") and (numbered or dated))


def _ended(extracted: Extracted, start: int, before: Mapping[str, tuple[Fact, ...]]) -> bool:
    """Whether the paper before is at its end: signed, with recipients, or the page ends there."""
    if any(fact.value for name in _SIGNED for fact in before[name]):
        return True
    return any(page.span.start == start for page in extracted.pages)


def _number(facts: Mapping[str, tuple[Fact, ...]]) -> str | None:
    return facts["number"][0].value


def _slice(extracted: Extracted, start: int, end: int) -> Extracted:
    """The pages between two offsets as a text of their own."""
    pages = tuple(
        Page(page.number, Span(max(page.span.start, start) - start, min(page.span.end, end) - start), page.source)
        for page in extracted.pages
        if page.span.start < end and page.span.end > start
    )
    return replace(extracted, text=extracted.text[start:end], pages=pages, asides=())


def _part(extracted: Extracted, start: int, end: int, facts: Mapping[str, tuple[Fact, ...]]) -> Part:
    page = next((page.number for page in reversed(extracted.pages) if page.span.start <= start), 1)
    return Part(
        Span(start, end), page, *(facts[name][0].value for name in ("doc_type", "number", "title", "date", "issuer"))
    )
