"""Who gets the paper (nơi nhận). The one rule: what goes to the files (Lưu: VT, …) is no recipient."""

from __future__ import annotations

import re
from dataclasses import replace

from archive.metadata.closing import FILING, Closing, Slip
from archive.metadata.layout import Layout
from archive.model import ABSENT, Fact
from archive.text.folding import fold

_HEAD = re.compile(r"\s*(?:[-*•]\s?)?noi\s{1,3}(?:nhan|gui)\s{0,4}[:;.]?\s*")
_MARK = re.compile(r"\s*[-–—+•*·~=»¬]+\s*")
_MISREAD_C = re.compile(r"/[€©]\)")
"""`(b/c)`, to report to, as the recognition of images reads it."""
_SCAN_DOUBT = "Nơi nhận đọc từ ảnh quét, cần đối chiếu với bản gốc."


def read_recipients(layout: Layout, closing: Closing) -> tuple[Fact, ...]:
    """One fact for each recipient, in printed order."""
    items: list[list[Slip]] = []
    marked = any(_MARK.match(slip.text) for slip in closing.recipients)
    for slip in closing.recipients:
        plain = fold(slip.text)
        if FILING.match(slip.text):
            break
        head = _HEAD.match(plain)
        if head:
            slip = _shortened(slip, head.end())
            if not slip.text:
                continue
        if _MARK.match(slip.text) or not items or not marked:
            items.append([slip])
        else:
            items[-1].append(slip)
    facts = tuple(fact for item in items if (fact := _fact(layout, item)).value)
    return facts or (ABSENT,)


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
