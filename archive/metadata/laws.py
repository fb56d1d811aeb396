"""Acts that are cited by name: `Luật Đất đai năm 2024`, `Nghị quyết Đại hội XIII của Đảng`.

The one rule: a name ends where its words end; what an act is numbered is never filled in from knowledge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.folding import lower

_LAW = re.compile(r"[BLPH](?<!\w\w)(?:(?<=B)ộ [Ll]uật|(?<=L)uật|(?<=P)háp lệnh|(?<=H)iến pháp)\b")
_KINDS = {"bộ luật": "bo-luat", "luật": "luat", "pháp lệnh": "phap-lenh", "hiến pháp": "hien-phap"}
_WORD = re.compile(r"[^\W\d_¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_LONGEST = 16
_STOPS = frozenset((
    "số", "năm", "ngày", "được", "theo", "của", "để", "trong", "tại", "đã", "về", "cho", "có", "là", "này",
    "hiện", "nhằm", "với", "trên", "từ", "đến", "khi", "thì", "phải", "ở", "do", "bằng", "đối", "gắn", "nêu", "sẽ",
    "bị", "như", "cũng", "chưa", "hoặc", "và", "các", "những", "lần", "không", "mới", "nói", "sau", "trước",
))  # fmt: skip
"""Words that end the name of a law in a sentence."""
_RULES = re.compile(r"quy\s+định\b")
"""Ends it too, while `quy phạm` is part of one."""
_JOINED = re.compile(
    r"""(?<=\bNhà)\s+ở\b | (?:
        ,\s+(?:chống|sử\ dụng|chữa|bổ\ sung|cứu|nhập|xuất|quá|cư\ trú|vật\ liệu|an\ toàn|vệ\ sinh
            |[ỦU][yỷ]\ ban\ nhân\ dân|công\ chức|trưng\ dụng|thuế|lấy|ghép|bảo\ vệ)
      | \s{1,9}(?:và|theo|của)\s+(?:phát\ triển\ rừng|gia\ đình|kiểm\ dịch|vừa|cứu|chữa|công\ cụ|sử\ dụng\ vốn|bổ\ sung
            |đại\ biểu|hỗ\ trợ|phương\ thức\ đối\ tác|Hội\ đồng\ nhân\ dân|[ỦU][yỷ]\ ban\ nhân\ dân)
    )(?![^\W\d_])""",
    re.VERBOSE,
)
"""How a name goes on over a comma or a small word: `Luật Phòng, chống tham nhũng`, `Luật Hôn nhân và gia đình`."""
_AND_CAPITAL = re.compile(
    r"\s{1,9}và\s{1,9}(?!(?:Luật|Bộ|Nghị|Quyết|Pháp|Hiến|Thông|Chỉ|Chương|Kế|Ủy|Uỷ|UB|Sở|Ban|Hội|HĐ|Chính|Thủ|Quốc|Đề|Kết|Điều|Khoản|Điểm|Mục|Phụ)\b)"
    r"(?P<next>[^\W\d_])"
)
"""`Luật Khoa học và Công nghệ`; another act or a body after `và` is no part of the name."""
_AMENDING = re.compile(
    r"\s+[Ss]ửa\s+đổi(?:,|\s+và)?(?:\s+bổ\s+sung)?(?:\s+một\s+số\s+điều)?\s{1,9}(?:của\s{1,9})?(?:các\s{1,9})?"
)
_SEVERAL = re.compile(
    r"(?:\d+\s+)?luật\s+(?:có\s+)?liên\s+quan\s+đến\s+[^;,.:()\n]{2,80}?(?=\s+(?:ngày|số|năm)\b|[;,.:()\n]|$)"
)
"""`Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch`."""
_ANCHOR = re.compile(r"\s{1,9}(?:số|ngày|năm)\s{0,9}:?\s{0,9}\d")
_NEXT_LAW = re.compile(r"(?:\s{0,9},|\s{1,9}và)\s{1,9}(?:Bộ luật|Luật)\s")

_PARTY = re.compile(
    r"""ghị(?<=\b[Nn]ghị)\s+(?i:quyết)\s+(?:các\s+)?(?i:
        đại\s+hội\s+(?:đại\s+biểu\s+)?(?:toàn\s+quốc\s+)?                            # Đại hội XIII của Đảng
            (?:(?:của\s+)?đảng\s+bộ\s+(?:tỉnh|huyện|thành\s+phố|thị\s+xã)(?:\s+\w+){0,3}?\s+)?
            (?:lần\s+thứ\s+)?(?-i:[IVXLC]+)\b(?:\s+(?:của\s+)?đảng\b(?!\s+bộ))?
      | (?:hội\s+nghị\s+)?trung\s+ương\s+(?:lần\s+thứ\s+)?                            # Trung ương 8 (khóa XI)
            (?:\d{1,2}(?:\s?,\s?\d{1,2}){0,9}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)\b
            (?:,?\s{0,9}\(?\s?kh(?:óa|oá)\s+(?-i:[IVX]+)(?:\s?\))?)?
      | hội\s+nghị\s+lần\s+thứ\s+\w+,?\s+ban\s+chấp\s+hành\s+trung\s+ương(?:\s+đảng)?
            (?:,?\s{0,9}\(?\s?kh(?:óa|oá)\s+(?-i:[IVX]+)(?:\s?\))?)?
    )""",
    re.VERBOSE,
)
"""From the second letter on: a pattern that begins with fixed letters is found ten times faster (measured)."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention by name: where its words stand, the kind of act, and whether a number, date or year may follow."""

    start: int
    end: int
    doc_type: str
    dated: bool


def find_named(text: str) -> Iterator[Named]:
    """Laws and Party resolutions cited by name, in no particular order; the numbers behind them are not read here."""
    for match in _PARTY.finditer(text):
        yield Named(match.start() - 1, match.end(), "nghi-quyet", dated=False)
    reached = 0
    for match in _LAW.finditer(text):
        if match.start() < reached:
            continue
        kind = _KINDS[lower(match[0])]
        if kind == "hien-phap":
            reached = match.end()
            if re.match(r"\s+(?:năm\s+)?(?:19|20)\d\d\b", text[reached : reached + 16]):
                yield Named(match.start(), reached, kind, dated=True)
            continue
        end = _law_end(text, match.end())
        if end is not None:
            reached = end
            yield Named(match.start(), end, kind, dated=True)


def _law_end(text: str, start: int) -> int | None:
    """Where the name of a law ends; None when no name follows (`Luật này`, `Luật số …`, `Luật sư`)."""
    amending = _AMENDING.match(text, start)
    if amending is None:
        end = _name_end(text, start)
        if end is None:
            end = _name_end(text, start, small=True)
            return end if end is not None and _ANCHOR.match(text, end) else None
        return end
    end = amending.end()
    if several := _SEVERAL.match(text, end):
        return several.end()
    named = _LAW.match(text, end)
    end = _name_end(text, named.end() if named else end) or end
    while following := _NEXT_LAW.match(text, end):
        further = _name_end(text, following.end())
        if further is None:
            break
        end = further
    return end if end > amending.end() else None


def _name_end(text: str, start: int, *, small: bool = False) -> int | None:
    """End of a run of words that begins with a capital and stops at punctuation or a word no name goes on with.

    small: the name may begin with a small letter (`Luật tổ chức chính quyền địa phương ngày …`).
    """
    end, count = None, 0
    for match in _WORD.finditer(text, start, start + 160):
        between = text[end if end is not None else start : match.start()]
        word = match[0]
        if end is None:
            if between.strip() or word[0].isupper() == small or (word.isupper() and len(word) > 1) or word in _STOPS:
                return None
        elif (between.strip() or lower(word) in _STOPS or _RULES.match(text, match.start())) and not _goes_on(
            text, end, match.start()
        ):
            break
        end, count = match.end(), count + 1
        if count == _LONGEST:
            break
    return end


def _goes_on(text: str, end: int, word: int) -> bool:
    """Whether a name runs on over the comma or small word after `end`; true also for the words of that joint."""
    joint = _JOINED.match(text, end) or _AND_CAPITAL.match(text, end)
    return joint is not None and joint.end() > word and (joint.re is _JOINED or joint["next"].isupper())
