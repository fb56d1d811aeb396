"""Who gets the paper (nơi nhận). The one rule: a list has a head or an end (Nghị định 30/2020/NĐ-CP, phụ lục I.II.9).

Bullets under neither `Nơi nhận` nor above `Lưu` are the text; what goes to the files (Lưu: VT, …) is no recipient.
"""

from __future__ import annotations

import re
from dataclasses import replace

from archive.metadata.closing import FILING, HEADING, Closing, Slip
from archive.metadata.layout import Layout
from archive.metadata.pieces import CAPITALS
from archive.model import ABSENT, Fact
from archive.text.folding import fold

_HEAD = re.compile(r"\s*(?:[-*•]\s?)?noi\s{1,3}(?:nhan|gui)\s{0,4}[:;.]?\s*")
_MARK = re.compile(r"\s*[-–—+•*·~=»¬]+\s*")
_MISREAD_C = re.compile(r"/[€©]\)")
"""`(b/c)`, to report to, as the recognition of images reads it."""
_SENTENCES = re.compile(rf"[^\W\d_]{{3,}}\.\s+[{CAPITALS}][^\W\d_]+\s")
LONGEST = 400
"""Characters of the longest entry; one that names every committee of a province takes about 300."""
SHORT = 40
"""Characters up to which an entry that ends with a full stop may still be a body."""
SENTENCE = 150
"""Characters from which on an entry with a full stop inside is text."""
_SCAN_DOUBT = "Nơi nhận đọc từ ảnh quét, cần đối chiếu với bản gốc."


def read_recipients(layout: Layout, closing: Closing) -> tuple[Fact, ...]:
    """One fact for each recipient, in printed order."""
    headed = any(_HEAD.match(fold(slip.text)) for slip in closing.recipients)
    filed = any(FILING.match(slip.text) for slip in closing.recipients)
    items = _items(layout, closing) if headed or filed else []
    prose = [at for at, item in enumerate(items) if _is_prose(item) or (not headed and _ends_text(item))]
    if prose:
        items = items[: prose[0]] if headed else items[prose[-1] + 1 :]
    facts = tuple(fact for item in items if (fact := _fact(layout, item)).value)
    return facts or (ABSENT,)


def _items(layout: Layout, closing: Closing) -> list[list[Slip]]:
    """The slips of each entry, up to `Lưu` or to where another page or a heading begins."""
    items: list[list[Slip]] = []
    marked = any(_MARK.match(slip.text) for slip in closing.recipients)
    for slip in closing.recipients:
        if FILING.match(slip.text):
            break
        head = _HEAD.match(fold(slip.text))
        if head:
            slip = _shortened(slip, head.end())
            if not slip.text:
                continue
        if _MARK.match(slip.text) or not items or not marked:
            items.append([slip])
        elif HEADING.match(slip.text) or layout.page_at(slip.span.start) != layout.page_at(items[-1][0].span.start):
            break
        else:
            items[-1].append(slip)
    return items


def _is_prose(item: list[Slip]) -> bool:
    """Whether an entry is a paragraph of the text: too long for a list of bodies, or a sentence and more."""
    text = " ".join(slip.text for slip in item)
    return len(text) > LONGEST or (len(text) > SENTENCE and bool(_SENTENCES.search(text)))


def _ends_text(item: list[Slip]) -> bool:
    """Whether an entry ends with a full stop, as points of the text do; entries of a list end with `;` or nothing."""
    return item[-1].text.rstrip().endswith((".", ":")) and len(" ".join(slip.text for slip in item)) > SHORT


def _shortened(slip: Slip, count: int) -> Slip:
    span = type(slip.span)(slip.span.start + count, slip.span.end)
    return Slip(slip.text[count:], span, slip.line, slip.column)


def _fact(layout: Layout, item: list[Slip]) -> Fact:
    text = " ".join(" ".join(slip.text for slip in item).split())
    value = _MARK.sub("", text, count=1).rstrip(" ;,.") if _MARK.match(text) else text.rstrip(" ;,.")
    start = item[0].span.start
    value = _MISREAD_C.sub("/c)", value) if layout.scanned(start) else value
    doubt = _SCAN_DOUBT if layout.scanned(start) else ""
    fact = layout.fact(value or None, start, item[-1].span.end, method="recipients", doubt=doubt)
    return replace(fact, raw=text)
