"""What a person types, as a tree. The one rule: `parse` never raises; what it cannot use it repairs, and says so.

words        ranked: a document with more of them, and with rarer ones, comes first
"a phrase"   must be there, word after word
"a phrase"~3 must be there, each word with no more than three others between it and the next, in either order
-word        must not be there      +word   must be there
a OR b       either (also HOẶC)     NOT a   as -a (also KHÔNG)     (…)  a group
a AND b      both (also VÀ)
word*        any ending
số: 52/NQ-HĐND   cơ quan: sở tài chính   loại: báo cáo   người ký: "Trần Văn B"   trích yếu: đầu tư công
năm: 2022-2024   từ: 05/03/2024   đến: 3/2024   kỳ: quý I/2024   địa danh: Vân Lĩnh
ngày: 05/03/2024   loại: báo cáo, nghị quyết

Labels are read without marks too (`co quan:`, `coquan:`). Signs that stand in ordinary text (`kinh tế - xã hội`,
`GRDP: 5,2%`) are text.
"""

from __future__ import annotations

import unicodedata

from archive.syntax.reader import OPERATORS, Reader
from archive.syntax.tree import (
    Either,
    Exact,
    Filter,
    Group,
    Must,
    Other,
    Part,
    Prefix,
    Query,
    Within,
    Without,
    Words,
    all_words,
    expanded,
    expansions,
    repaired,
    repairs,
    shown,
    spelled,
    targets,
    words_in_full,
)
from archive.text.folding import has_marks
from archive.vocab import Vocab

__all__ = [
    "LONGEST",
    "OPERATORS",
    "Either",
    "Exact",
    "Filter",
    "Group",
    "Must",
    "Other",
    "Part",
    "Prefix",
    "Query",
    "Within",
    "Without",
    "Words",
    "all_words",
    "expanded",
    "expansions",
    "filters_typed",
    "parse",
    "repaired",
    "repairs",
    "shown",
    "spelled",
    "targets",
    "words_in_full",
]

LONGEST = 1000
"""Characters of a query that are read: a pasted page must not become a thousand questions to the engine."""


def parse(text: str, vocab: Vocab | None = None) -> Query:
    """Read what was typed; any string will do. vocab: knows the values of a list (`loại: báo cáo, nghị quyết`)."""
    clean = _clean(text)
    reader = Reader(clean[:LONGEST], vocab)
    if len(clean) > LONGEST:
        reader.notes.append(f"Câu tìm quá dài: chỉ đọc {LONGEST} ký tự đầu.")
    parts = reader.parts()
    if not parts and not reader.notes and clean.strip():
        reader.notes.append("Câu tìm không có chữ hay số nào: đây là mọi văn bản.")
    return Query(parts, tuple(dict.fromkeys(reader.notes)), has_marks(reader.text))


def filters_typed(
    text: str, vocab: Vocab | None = None
) -> tuple[str, tuple[tuple[int, int, Filter | Without | Must], ...]]:
    """A typed text as it is read, and where in it each filter stands with its sign, begin and end."""
    reader = Reader(_clean(text)[:LONGEST], vocab)
    reader.parts()
    return reader.text, tuple(sorted(reader.filters, key=lambda found: found[0]))


def _clean(text: str) -> str:
    return "".join(map(_plain, unicodedata.normalize("NFC", text).translate(_QUOTES)))


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_BLANK = {"Cc", "Cs", "Zl", "Zp", "Zs"}


def _plain(letter: str) -> str:
    """Any blank as a plain one; marks that are not seen (soft hyphens, zero-width blanks of a pasted text) go."""
    category = unicodedata.category(letter)
    return " " if category in _BLANK else "" if category == "Cf" else letter
