"""Marks that stand alone: urgency (khẩn), secrecy (mật), draft (dự thảo), and the language.

The one rule: a mark is a line of its own in the head or at the very end, never words of a sentence (bí mật, bảo mật).
"""

from __future__ import annotations

import re

from archive.metadata.layout import Layout
from archive.model import ABSENT, Fact

_ENDS = r"[\s.:*\"“”()\[\]-]*"
_URGENCY = re.compile(rf"{_ENDS}(?:do\skhan\s?:\s?)?(?P<mark>thuong\skhan|hoa\stoc(?:\shen\sgio)?|khan){_ENDS}$")
_SECRECY = re.compile(rf"{_ENDS}(?:(?:do|muc\sdo)\smat\s?:\s?)?(?P<mark>tuyet\smat|toi\smat|mat){_ENDS}$")
_DRAFT = re.compile(
    rf"{_ENDS}(?:ban\s)?du\sthao(?:\slan\s(?:thu\s)?\w{{1,5}}|\s[\d/.-]{{1,12}})?(?:\s?\(?ngay\s[\d/.\s-]{{1,12}}\)?)?{_ENDS}$"
)
_NAMES = {
    "khan": "Khẩn", "thuong khan": "Thượng khẩn", "hoa toc": "Hỏa tốc", "hoa toc hen gio": "Hỏa tốc hẹn giờ",
    "mat": "Mật", "toi mat": "Tối mật", "tuyet mat": "Tuyệt mật",
}  # fmt: skip
LAST_LINES = 6
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
LANGUAGE_SAMPLE = 2_000
VIETNAMESE_SHARE = 0.03
"""Share of letters only Vietnamese has among all characters: about 0.2 in reports, under 0.001 in English or French."""


def read_marks(layout: Layout, number: Fact, date: Fact) -> dict[str, Fact]:
    """Facts of urgency, secrecy and draft. Where both number and day are left blank, a draft is inferred."""
    lines = list(_lines(layout))
    draft = _mark(layout, _DRAFT, lines, needs_capital=False)
    return {
        "urgency": _mark(layout, _URGENCY, lines, needs_capital=True),
        "secrecy": _mark(layout, _SECRECY, lines, needs_capital=True),
        "draft": draft if draft.value else _unissued(layout, number, date),
    }


def _unissued(layout: Layout, number: Fact, date: Fact) -> Fact:
    """Number and day are written in when a paper is issued (NĐ 30, Điều 15): without both it may be a draft."""
    if number.status != "blank" or number.span is None or date.status not in ("partial", "blank"):
        return ABSENT
    doubt = "Số và ngày đều để trống: có thể là bản chưa ban hành."
    return layout.fact("yes", number.span.start, number.span.end, method="blanks", status="inferred", doubt=doubt)


def read_language(layout: Layout) -> Fact:
    """Vietnamese where its own letters are frequent enough; else unknown."""
    sample = layout.text[:LANGUAGE_SAMPLE]
    letters = len("".join(sample.split()))
    share = len(_VIETNAMESE.findall(sample)) / letters if letters else 0.0
    return Fact("vi", status="inferred", method="letters") if share >= VIETNAMESE_SHARE else ABSENT


def is_mark(plain: str) -> bool:
    """Whether a folded piece is a mark and nothing else."""
    return any(pattern.match(plain) for pattern in (_URGENCY, _SECRECY, _DRAFT))


def _lines(layout: Layout) -> list[tuple[int, int]]:
    """(start, end) of the pieces of the head and of the last lines of the paper."""
    found = [(piece.span.start, piece.span.end) for piece in layout.head]
    end = len(layout.text)
    for _ in range(LAST_LINES):
        start = layout.text.rfind("\n", 0, end) + 1
        if start <= layout.body:
            break
        found.append((start, min(end, start + 80)))
        end = start - 1
    return found


def _mark(layout: Layout, pattern: re.Pattern[str], lines: list[tuple[int, int]], *, needs_capital: bool) -> Fact:
    for start, end in lines:
        match = pattern.match(layout.plain, start, end) if end - start <= 60 else None
        if match is None:
            continue
        first = match.start("mark") if "mark" in pattern.groupindex else match.start()
        if needs_capital and not layout.text[first].isupper():
            continue
        value = _NAMES[" ".join(match["mark"].split())] if "mark" in pattern.groupindex else "yes"
        return layout.fact(value, start, end, method="mark")
    return ABSENT
