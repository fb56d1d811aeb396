"""What a line looks like by its words: a heading, an item, a note's first line, a page number. One rule: no context.

Nghị định 30/2020/NĐ-CP, phụ lục I, says how parts are numbered and where page numbers stand.
"""

from __future__ import annotations

import re

from archive.text.folding import RAISED

DIGITS = str.maketrans(RAISED, "0123456789")
UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Capital letters of Vietnamese, for a character class."""

_ITEM = re.compile(
    rf"""\s* (?: [-–+•*·]\s{{0,3}}\S                              # - Lưu: VT.
      | \(\d{{1,3}}\) | [a-zđ](?:\.\d{{1,2}})?\)                   # (2)  a)  a.1)
      | \d{{1,3}}(?:\.\d{{1,2}}){{0,3}}[.)](?!\d)                 # 1.  1.1.  2)
      | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s+[{UPPER}]               # 1.1 Về
      | (?:[IVX]{{1,5}}|[A-HĐ])\s?[.)\-–](?=[\s{UPPER}])          # II.  A.
      | (?:Điều|Chương|Mục|Phần|Khoản|PHẦN|CHƯƠNG|MỤC|Phụ\slục|PHỤ\sLỤC)\s+(?:thứ\s|số\s)?[\dIVXLC]
      | (?:Căn\scứ|Xét|Theo\sđề\snghị|Kính\sgửi|Nơi\snhận|Nơi\sgửi)\b
      | (?:TM|KT|TL|TUQ|Q)\.\s | [TK]/[ML]\s | Số\s?: )""",
    re.VERBOSE,
)
_DASH = re.compile(rf"\s*[-–]\s+(?![{UPPER}\d])")
_ENDING = 4
"""Letters at the end of a line that are looked at; to look through all of it takes ten times as long."""
_ENDED = re.compile(r"[.;:!?…/]\W{0,3}$")
_NOTE = re.compile(
    rf"(?P<raised>[{RAISED}]{{1,3}})\s?(?=\S)(?![{RAISED}])"
    rf"|(?P<plain>[1-9]\d{{0,2}})\s?(?=[{UPPER}“\"‘])(?P<open>)|(?P<star>\*{{1,3}})\s?(?=\w)"
)
_RULE = re.compile(r" {30,}|\s*[_─—]{5,}\s*|\s*-{3,}\s*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—]\s?(?P<dashed>\d{1,4})\s?[-–—]|trang:?\s(?P<named>\d{1,4})(?:\s?/\s?\d{1,4})?"
    r"|(?P<of>\d{1,4})\s?/\s?\d{1,4}|(?P<lone>\d{1,4})[.,)]?)\s*",
    re.IGNORECASE,
)


def has_border(text: str) -> bool:
    """Whether a column border stands in a line, or before it."""
    return "   " in text or "\t" in text


def opens_item(text: str) -> bool:
    """Whether a line begins as headings, list items and the fixed parts of a paper do."""
    return _ITEM.match(text) is not None


def is_dashed_word(text: str) -> bool:
    """Whether a line may go on after a dash inside a name: `kinh tế | - xã hội`."""
    return _DASH.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a mark after which a paragraph may end."""
    return _ENDED.search(text[-_ENDING:]) is not None


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals: at least four letters, no small one outside of brackets."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 4


def note_number(text: str) -> tuple[str, str, int] | None:
    """(mark, "raised", "plain" or "star", length with the blank after) where a line begins as a note does."""
    match = _NOTE.match(text)
    if match is None:
        return None
    if match["star"]:
        return match["star"], "star", match.end()
    mark = match["raised"] or match["plain"]
    return mark.translate(DIGITS), "raised" if match["raised"] else "plain", match.end()


def is_rule(text: str) -> bool:
    """Whether a line is the rule over footnotes: thirty blanks, underscores, dashes."""
    return _RULE.fullmatch(text) is not None


def page_number(text: str) -> tuple[int, bool] | None:
    """(number, whether only a page number looks so) of a line that holds nothing else: `- 2 -`, `2/10`, `Trang 2`."""
    match = _PAGE_NUMBER.fullmatch(text)
    if match is None:
        return None
    number = next(int(group) for group in match.groups() if group)
    return number, not match["lone"]
