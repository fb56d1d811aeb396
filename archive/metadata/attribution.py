"""What is printed behind the number of a cited document: `ngày 05 tháng 3 năm 2020 của Chính phủ`.

The one rule: what is not printed stays unknown. A date with blanks gives the part that is printed, an impossible date
gives none, a body the vocabulary does not know keeps its printed name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from archive.text.folding import fold, lower, squeeze
from archive.vocab import Post, Vocab, name_key

_BLANK = r"[\s.…_]{0,24}"
_DATE = re.compile(
    rf"""(?:\s(?:tỉnh|huyện|thành\ phố|thị\ xã))?                                    # 06/CT-UBND tỉnh ngày …
        \s{{0,9}},?\s{{0,9}}\(?ngày\s{{0,9}}/?\s{{0,9}}(?:
            (?P<d1>\d{{1,2}})\s?[/.-]\s?(?P<m1>\d{{1,2}})\s?[/.-]\s?(?P<y1>(?:19|20)\d\d)(?!\d)     # 05/3/2020
          | {_BLANK}(?P<d2>\d{{1,2}})?{_BLANK}(?:tháng|ngày){_BLANK}(?P<m2>\d{{1,2}})?{_BLANK}
            (?:năm|tháng)\s{{0,9}}(?P<y2>(?:19|20)\d\d)(?!\d)                                  # ngày … tháng 3 năm 2020
        )""",
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(
    r"\s{0,9}(?:,\s{0,9})?(?:\(sửa đổi\)\s{0,9})?(?:năm\s{1,9})?(?P<year>(?:19|20)\d\d)(?![\d/])", re.IGNORECASE
)
_BY = re.compile(
    r"\s{0,9}(?:,\s{0,9})?(?:năm\s{1,9}(?:19|20)\d\d\s{0,9}(?:,\s{0,9})?)?(?:của|do)\s{1,9}(?=\S)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_LONGEST = 16
_UNKNOWN_LONGEST = 8
_POST_WORDS = 5
_STOP = re.compile(
    r"""(?:về|tại|trong|đã|để|theo|kèm|năm|ngày|nhằm|cho|được|gửi|trên|có|là|do|khi|vào|từ|đến|của|này|sẽ|phải|với|ở|hoặc
        |như|lần|ban\ hành|giao\ (?:cho|nhiệm)|đối\ với|triển\ khai|hướng\ dẫn|quy\ định|phê\ duyệt|yêu\ cầu|đề\ nghị
        |giai\ đoạn|thực\ hiện|sửa\ đổi|bổ\ sung|thay\ thế|bãi\ bỏ|cụ\ thể|số\s{0,9}:?\s{0,9}\d|và\ (?:các|những))
        (?![^\W\d_])""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that end the name of a body. `và` and `-` are part of many names and end one only before no capital."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where the printed date and body end, and what they say."""

    end: int
    dated: str | None = None
    issuer: str | None = None


def read_attribution(text: str, start: int, vocab: Vocab, *, law: bool = False) -> Attribution:
    """The date and the body printed at an offset; of a law also a bare year (`Luật Đất đai năm 2024`)."""
    end, dated = start, None
    match = _DATE.match(text, start)
    if match:
        end, dated = match.end(), _iso(match)
    elif law and (match := _YEAR.match(text, start)):
        end, dated = match.end(), match["year"]
    by = _BY.match(text, end)
    if by and not (law and "do" in lower(by[0])):
        name_end, issuer = read_body(text, by.end(), vocab)
        if issuer:
            return Attribution(name_end, dated, issuer)
    return Attribution(end, dated)


def _iso(match: re.Match[str]) -> str | None:
    """`2020-03-05`, or the part that is printed; None for a day or month that does not exist."""
    year, month, day = (match[f"{part}1"] or match[f"{part}2"] for part in "ymd")
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if month and day else whole[:7] if month else whole[:4]


def read_body(text: str, start: int, vocab: Vocab) -> tuple[int, str | None]:
    """End and value of the body named at an offset: its vocabulary code, else the printed name; None if there is none.

    The longest beginning of the words that is a known body counts; a place may follow (`UBND huyện Nà Pheo`). A post
    before a known body is that body (`Bộ trưởng Bộ Nội vụ`): it signs for it.
    """
    words = _name_words(text, start)
    if not words or not text[words[0].start()].isupper():
        return start, None
    known_end, value = _known_body(text, words, vocab)
    if known_end is not None:
        return known_end, value
    post = _post_length(words, vocab)
    if 0 < post < len(words):
        end, value = read_body(text, words[post].start(), vocab)
        if value is not None:
            return end, value if vocab.body(value) else squeeze(text[start:end])
    end = words[min(len(words), _UNKNOWN_LONGEST) - 1].end()
    comma = text.find(",", start, end)
    end = comma if comma > 0 else end
    return end, squeeze(text[start:end])


def _known_body(text: str, words: list[re.Match[str]], vocab: Vocab) -> tuple[int | None, str | None]:
    """End of the longest beginning of the words that names a known body, and its code or printed name."""
    within = _places_to_try(vocab)
    start = words[0].start()
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        name = squeeze(text[start:end])
        code = vocab.issuer_code(name)
        if code:
            return end, code
        if any(vocab.issuer_code(name, within=place) for place in within):
            while count < len(words) and words[count][0][0].isupper() and text[end : words[count].start()].isspace():
                end, count = words[count].end(), count + 1
            return end, squeeze(text[start:end])
    return None, None


def _post_length(words: list[re.Match[str]], vocab: Vocab) -> int:
    """How many of the words are the name of an office (`Chủ tịch`, `Phó Giám đốc`); 0 for none."""
    names = _post_names(vocab.posts)
    keys = [fold(word[0]) for word in words[:_POST_WORDS]]
    return next((count for count in range(len(keys), 0, -1) if " ".join(keys[:count]) in names), 0)


@lru_cache(maxsize=8)
def _post_names(posts: tuple[Post, ...]) -> frozenset[str]:
    names = {name_key(name) for post in posts for name in (post.name, *post.variants)}
    return frozenset(names | {f"pho {name}" for name in names})


def _places_to_try(vocab: Vocab) -> tuple[str, ...]:
    """A province and a district: a local body is known when it would exist in one of them."""
    found = (next((place.code for place in vocab.places if place.kind == kind), "") for kind in ("tỉnh", "huyện"))
    return tuple(code for code in found if code)


def _name_words(text: str, start: int) -> list[re.Match[str]]:
    """Words at an offset that can belong to one name: up to punctuation, a small word, or a comma before no capital."""
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(text, start, start + 200):
        between = text[words[-1].end() : match.start()] if words else ""
        if between.strip(" \n\r\t\f\xa0,-–&") or len(words) == _LONGEST:
            break
        small = not match[0][0].isupper()
        if (small and between and not between.isspace()) or (
            (small or match[0].isupper()) and _STOP.match(text, match.start())
        ):
            break
        words.append(match)
    while words and lower(words[-1][0]) == "và":
        words.pop()
    return words
