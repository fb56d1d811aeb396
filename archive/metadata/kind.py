"""The kind of the document (tên loại). The one rule: the printed name wins over the abbreviation in the number."""

from __future__ import annotations

import re
from collections import deque

from archive.metadata.layout import Layout
from archive.metadata.number import JUDGMENT
from archive.metadata.pieces import is_capital
from archive.model import Fact, Span
from archive.vocab import Kind, Vocab

INFORMAL = "Văn bản không có thể thức ở phần đầu; tên loại và trích yếu có thể chỉ là tiêu đề của bài."
LETTER = "cong-van"
"""Code of the official letter, the one kind whose name is not printed (Nghị định 30/2020/NĐ-CP, phụ lục I.II.5)."""
REPORT = "bao-cao"
_REPORTING = re.compile(
    r"^[^\S\n]{0,12}(?:[IVX]{1,4}|[A-H])\s?[.)/-][^\n]{0,60}?(?:TÌNH HÌNH|KẾT QUẢ|Tình hình|Kết quả)"
    r"[^\n]{0,160}?(?:THÁNG|QUÝ|NĂM|[Tt]háng|[Qq]uý|[Nn]ăm)\s\d[\w/]{0,9}"
    r"(?:[ ](?:NĂM|[Nn]ăm)[ ]\d{4})?",
    re.MULTILINE,
)
"""A heading of a report: `II. VỀ TÌNH HÌNH KINH TẾ - XÃ HỘI THÁNG 05 NĂM 2021`."""
_ABOUT = re.compile(r"v\s?/\s?v(?!\w)|ve\s{1,3}viec(?!\w)")
_CLOSING = re.compile(r"tren\sday\sla\s(?:toan\sbo\s|noi\sdung\s)?(?P<rest>[a-z ]{4,40})")


def read_kind(layout: Layout, symbol: Fact, vocab: Vocab) -> Fact:
    """The kind as a vocabulary code."""
    written = _kinds_in(symbol, vocab)
    line = layout.kind_line
    if line is not None:
        piece = layout.head[line.index]
        conflict = bool(written) and line.kind not in written and line.kind.name.split()[0] not in _first_words(written)
        doubt = f"Tên loại in là “{line.kind.name}” nhưng ký hiệu là {symbol.value}." if conflict else ""
        start, end = layout.head[line.index - line.above].span.start, piece.span.start + line.end
        if not line.above and not vocab.kind_at(piece.words):
            doubt = f"Tên loại đọc từ ảnh quét là “{piece.text}”, cần đối chiếu với bản gốc."
        if not doubt and is_informal(layout):
            doubt = INFORMAL
        return layout.fact(line.kind.code, start, end, method="head", doubt=doubt)
    judged = next((piece for piece in layout.head if piece.plain.startswith("ban an so")), None)
    if judged is not None and symbol.value is not None:
        start = judged.span.start
        return layout.fact(JUDGMENT, start, start + len("bản án"), method="head")
    about = layout.about
    if about is not None:
        words = _ABOUT.match(about.plain)
        length = words.end() if words else len(about.plain)
        return layout.fact(LETTER, about.span.start, about.span.start + length, method="about")
    return _from_symbol(layout, symbol, written, vocab) or _from_closing(layout, vocab)


def is_informal(layout: Layout) -> bool:
    """Whether the kind stands in small letters in a text without any letterhead: perhaps the title of an article."""
    line = layout.kind_line
    return line is not None and not layout.formal and not is_capital(layout.head[line.index].text[: line.end].strip())


def _first_words(kinds: tuple[Kind, ...]) -> set[str]:
    """`Nghị quyết liên tịch` under the symbol of a `Nghị quyết` is no conflict."""
    return {kind.name.split()[0] for kind in kinds}


def _kinds_in(symbol: Fact, vocab: Vocab) -> tuple[Kind, ...]:
    """The kinds the first group of a symbol can stand for, of the State and of the Party."""
    first = re.split(r"[-/.]", symbol.value or "")[0]
    if not first:
        return ()
    return tuple(dict.fromkeys((*vocab.kinds_for(first), *vocab.kinds_for(first, party=True))))


def _from_symbol(layout: Layout, symbol: Fact, written: tuple[Kind, ...], vocab: Vocab) -> Fact | None:
    if symbol.value is None or symbol.span is None:
        return None
    state = vocab.kinds_for(re.split(r"[-/.]", symbol.value)[0])
    written = state if len(state) == 1 and "/" not in symbol.value else written
    if len(written) == 1:
        doubt = "Tên loại suy ra từ ký hiệu, văn bản không in."
        return _inferred(layout, written[0].code, symbol.span, "symbol", doubt)
    first = re.split(r"[-/.]", symbol.value)[0]
    if not written and any(first in body.short for body in vocab.issuers):
        doubt = "Ký hiệu không có tên loại nên được hiểu là công văn."
        return _inferred(layout, LETTER, symbol.span, "symbol", doubt)
    return None


def _from_closing(layout: Layout, vocab: Vocab) -> Fact:
    """The kind in the closing sentence: `Trên đây là Báo cáo …`."""
    for match in deque(_CLOSING.finditer(layout.plain, max(layout.body, len(layout.plain) - 8_000)), maxlen=1):
        found = vocab.kind_at(match["rest"].split())
        if found:
            doubt = "Tên loại suy ra từ câu kết, phần đầu không in."
            words = list(re.finditer(r"\S+", match["rest"]))
            start, end = match.start("rest") + words[0].start(), match.start("rest") + words[found[1] - 1].end()
            return _inferred(layout, found[0].code, Span(start, end), "closing", doubt)
    heading = _REPORTING.search(layout.text, layout.body, layout.body + 6_000)
    if heading:
        doubt = "Tên loại suy ra từ đề mục nêu tình hình của một kỳ, phần đầu không in."
        return _inferred(layout, REPORT, Span(*heading.span()), "headings", doubt)
    return Fact(doubt="Không thấy tên loại văn bản.")


def _inferred(layout: Layout, code: str, span: Span, method: str, doubt: str) -> Fact:
    return layout.fact(code, span.start, span.end, method=method, status="inferred", doubt=doubt)
