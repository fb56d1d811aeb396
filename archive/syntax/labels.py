"""Labels of the query language (`cơ quan:`), and where one is none: in ordinary text that happens to have a colon.

The one rule: a label behind an ordinary word is text where it goes with that word (`phân loại:`, `các cơ quan:`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from archive.text.folding import canonical, fold, lower

LABELS = {
    "number": ("số", "số hiệu", "số ký hiệu", "số và ký hiệu"),
    "issuer": ("cơ quan", "cơ quan ban hành"),
    "doc_type": ("loại", "loại văn bản", "tên loại"),
    "signer": ("người ký", "ký"),
    "year": ("năm",),
    "date": ("ngày", "ngày ban hành", "tháng"),
    "since": ("từ ngày", "từ"),
    "until": ("đến ngày", "đến"),
    "period": ("kỳ", "kỳ báo cáo"),
    "title": ("trích yếu", "tiêu đề"),
    "place": ("địa danh", "nơi"),
}
"""Field → its labels, the first as it is shown. They may be typed without marks and without blanks."""

_GOES_WITH = {
    "number": "chi con da dan doanh doi he ma mot thieu tong tri vo cac nhung nhieu",
    "issuer": "cac nhung moi nhieu cua tung giua so dai dien",
    "doc_type": "phan chung the nhan kim cac nhung nhieu moi mot du tung xep so gom thanh hai ba",
    "signer": "cac nhung cua so da dang duoc tham chu dong ngay noi chua sap vua",
    "year": "cac nhung trong hang moi nhieu tung so giua cuoi dau qua ca mot",
    "date": "tu den trong moi hang cac nhung mot hai ba may so cuoi dau giua tinh ke truoc sau cung toan den qua",
    "since": "cac nhung dong danh tinh cum mot hai ba ngon dai",
    "until": "tinh ke tien di huong cho dua quan cap cua toi nghi dan",
    "period": "hoc nhiem thoi dinh cung chu bat dau cuoi giua cac hai trong truong quoc gia mot linh",
    "title": "cac nhung phan so",
    "place": "cac nhung moi nhieu mot so khap tung la co tai hai nhung",
}
"""Folded words after which a label's word is none: `chỉ số`, `các cơ quan`, `phân loại`, `tính đến`, `nhiệm kỳ`."""

_FIELDS = {
    plain: {
        field: name
        for field, names in LABELS.items()
        for name in names
        if plain in (fold(name), fold(" ".join(map(canonical, name.split()))))
    }
    for plain in dict.fromkeys(
        fold(form)
        for names in LABELS.values()
        for name in names
        for form in (name, " ".join(map(canonical, name.split())))
    )
}
"""Folded label → field → the label as it is printed; `ky` is of two fields."""
_LABEL = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(name).replace(r"\ ", r"\s{0,3}") for name in sorted(_FIELDS, reverse=True))
    + r")\s{0,3}:"
)
_BEFORE = re.compile(r"(?P<word>\w+)\s+\Z")
_ANY = re.compile(r"(?P<words>[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s?:(?P<glued>[^\W\d_]?)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label that was typed: the fields it may be of, the likelier first, and the offset behind its colon."""

    fields: tuple[str, ...]
    end: int


def label_at(text: str, plain: str, at: int) -> Label | None:
    """The label that begins at an offset of a typed text (`plain`: the same, folded), if one does."""
    match = _LABEL.match(plain, at)
    if match is None:
        return None
    letters = re.sub(r"\s", "", text[at : match.end() - 1])
    before = _BEFORE.search(plain, max(0, at - 20), at)
    for name, meant in _FIELDS.items():
        if name.replace(" ", "") == fold(letters):
            fields = tuple(field for field, marked in meant.items() if _spells(letters, marked))
            with_it = before and any(before["word"] in _GOES_WITH[field].split() for field in fields)
            return Label(fields[::-1], match.end()) if fields and not with_it else None
    return None


def _spells(letters: str, name: str) -> bool:
    """Whether letters are those of a name, each as it is or without its marks: `ngươi ky`, but not `nắm` for `năm`."""
    forms = ("".join(name.split()), "".join(map(canonical, name.split())))
    return any(all(one in {two, fold(two)} for one, two in zip(lower(letters), form, strict=True)) for form in forms)


def mistaken_label(text: str, at: int, *, near: bool) -> tuple[str, str | None] | None:
    """Something like a label that is none, and the label that may be meant: `cơ qun: …` (if `near`), `author:binh`."""
    match = _ANY.match(text, at)
    if match is None:
        return None
    close = _close(match["words"]) if near else None
    return (match["words"], close) if close or (match["glued"] and " " not in match["words"]) else None


def _close(words: str) -> str | None:
    found = get_close_matches(fold(words), _FIELDS, 1, cutoff=0.8) if len(words) > 3 else []
    return next(iter(_FIELDS[found[0]].values())) if found and found[0] != fold(words) else None
