"""Find the end of the paper itself: the signature and the list of recipients, before any annex or copy block.

They stand side by side on paper; a text layer gives them one after the other or row by row. The one rule:
what begins a list item belongs to the recipients, what stands right of a gap or at a deep indent to the signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.metadata.layout import Layout
from archive.metadata.pieces import CAPITALS, COPIED, cells, is_capital
from archive.model import Span
from archive.text.folding import fold
from archive.vocab import Vocab

REGION_LINES = 90
EMPTY_CELL = 3
"""Blanks that stand for an empty first column."""
LONGEST_LINE = 400
"""Characters before a mark in its line from which on a converter put a whole paper into one line."""
DEEP = 20
"""Blanks that put a line in the right half of the page whatever it says."""
TAIL_LINES = 45
"""Last lines searched where neither recipients nor an authority line tell where the signature is."""

AUTHORITY = re.compile(
    r"""(?<![\w./-]) (?:
          (?: (?:TUQ|TM|KT|TL|Q|T\.M|K\.T|T\.L)\s?[./] | (?:T/M|K/T|T/L|T/U)(?![\w/]) ) \.?
        | (?-i: THAY\sMẶT | KÝ\sTHAY | THỪA\sLỆNH | THỪA\s(?:ỦY|UỶ)\sQUYỀN | T(?:M|L|UQ)(?=\s) ) (?!\w)
        ) [ \t]{0,6}""",
    re.VERBOSE | re.IGNORECASE,
)
"""`TM. `, `KT. `, `KT/`, `T/M `, `THỪA LỆNH `: the form of signing for another."""
_COLLECTIVES = ("ban chap hanh", "ban thuong vu", "thuong truc", "doan chu tich", "chi uy", "cap uy", "chu toa doan")
_RECIPIENTS = re.compile(
    r"^[^\S\n]{0,80}\|?[^\S\n]{0,20}noi[ ]{1,3}(?:nhan|gui)(?P<rest>[ ]{0,4}[:;.]|[ ]{0,4}(?=\n|\t|[ ]{3}|$))"
    r"|(?<=[.;][ ])noi[ ]nhan[ ]?:(?=[ ]-[ ])",
    re.MULTILINE,
)
_ARTICLE = re.compile(r"^[^\S\n]{0,12}dieu[ ]{1,2}(?P<number>\d{1,3})(?!\d)", re.MULTILINE)
_ANNEX = re.compile(
    r"""\s* (?: phu\s?luc\b | bieu\s(?:so|mau)\b | mau\s(?:so\s)?\d | mau\s*: | sao\s(?:y|luc)\b | trich\ssao\b
              | (?:\(\s?(?:ban\shanh\s)?(?:kem\s)?theo|(?:ban\shanh\s)?kem\stheo)
                \s(?:quyet|nghi|thong|cong|ke|huong|to|bao)\b
              | .{0,120}(?<!nuoc\s)cong\s{1,4}hoa\s{1,4}xa\s{1,4}hoi\s{1,4}chu\s )""",
    re.VERBOSE,
)
_BULLET = re.compile(r"[-–—+•*·~=»¬]\s{0,6}(?=[^\s\-–—+*_.])")
"""`~`, `=`, `»` and `¬` are what the recognition of images makes of a dash."""
FILING = re.compile(
    r"\s*(?:[-–—+•*~=»¬]\s{0,4}l[uư]u\b|l[uư]u\s?(?:[:;.]|tại\b|(?i:vt|vp|văn\s(?:phòng|thư)|hồ\ssơ|hs)|(?-i:[A-ZĐ]{2,}))|l[uư]u\s*$)",
    re.IGNORECASE,
)
"""What goes to the files: `- Lưu: VT`, `Lưu VPTU`; not the family name in `Lưu Đình Phúc`."""
HEADING = re.compile(
    rf"""\s* (?: (?:[IVX]{{1,5}}|\d{{1,2}}) (?:\.\d{{1,2}}){{0,3}} \s?[.)]\s?[^\W\d_]
             | [A-H]\s?[.)]\s?[{CAPITALS}]{{2}}
             | (?i:chương|phần|mục|điều) \s (?:[IVX]{{1,5}}|\d{{1,3}})\b )""",
    re.VERBOSE,
)
"""A heading with its label: `II. NỘI DUNG`, `Chương I`, `1. Mục tiêu`."""
_SIGNED = re.compile(r"\(?\s*(?:đã ký|da ky|ký tên|chữ ký)", re.IGNORECASE)
_NAME = re.compile(rf"[{CAPITALS}][^\W\d_]*(?:\s[{CAPITALS}][^\W\d_]*){{1,5}}")
_HEAD = re.compile(r"\s*nơi (?:nhận|gửi)\b", re.IGNORECASE)
_GLUED_NAME = re.compile(rf"[;.]\s(?P<name>{_NAME.pattern})\s?$")
_GLUED_ITEM = re.compile(r"[;:.,]\s{1,3}(?P<item>[-–+]\s[^\s-])")
_CAPITAL_RUN = re.compile(rf"(?<!\w)[{CAPITALS}]{{2,}}(?:,?[ ]{{1,2}}[{CAPITALS}]{{2,}})+")


@dataclass(frozen=True, slots=True)
class Slip:
    """A slice of the closing: its span, line and column (an empty first column counts)."""

    text: str
    span: Span
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Closing:
    """Recipients and signature of a paper, in reading order. `found` tells how: recipients, authority or end."""

    recipients: tuple[Slip, ...] = ()
    signature: tuple[Slip, ...] = ()
    found: str = ""
    start: int = 0
    end: int = 0
    """Where an annex, a copy block or another paper begins, or the text ends."""


def find_closing(layout: Layout, vocab: Vocab) -> Closing:
    """The recipients and the signature of a paper."""
    start, found = _start(layout, vocab)
    return _read(layout, vocab, start, found)


def _start(layout: Layout, vocab: Vocab) -> tuple[int, str]:
    """Where the closing begins: the first list of recipients or authority line that no further article follows."""
    articles = [(match.start(), int(match["number"])) for match in _ARTICLE.finditer(layout.plain, layout.body)]
    marks = [(match.start(), "recipients") for match in _RECIPIENTS.finditer(layout.plain, layout.body)]
    marks += [(match.start(), "authority") for match in _authorities(layout, vocab)]
    for at, found in sorted(marks):
        if not _inside(at, articles):
            begin = layout.text.rfind("\n", 0, at) + 1
            begin = at if at - begin > LONGEST_LINE else begin
            if found == "recipients":
                begin = _two_lines_up(layout, begin)
            return _signature_above(layout, begin, vocab), found
    return _tail_start(layout, articles), "end"


def _authorities(layout: Layout, vocab: Vocab) -> Iterator[re.Match[str]]:
    """Authority lines: the prefix and after it an office or a body. Plain finds, because the body may be long."""
    for form in vocab.authority_forms:
        at = layout.plain.find(form, layout.body)
        while at >= 0:
            match = AUTHORITY.match(layout.text, at)
            if match and _stands_for(match.group(), layout.plain[match.end() : match.end() + 80], vocab):
                yield match
            at = layout.plain.find(form, at + 1)


def _stands_for(prefix: str, after: str, vocab: Vocab) -> bool:
    """Whether folded text after a prefix names an office or, but for Q. (quyền), a body."""
    words = re.findall(r"[a-z0-9]+", after)[:6]
    if not words or vocab.post_at(words):
        return bool(words)
    body = vocab.begins_body(words) or " ".join(words).startswith((*_COLLECTIVES, "chinh phu", "quoc hoi"))
    return body and prefix.strip().lower() not in ("q.", "q/")


def _inside(at: int, articles: list[tuple[int, int]]) -> bool:
    """Whether articles go on counting after an offset: then it lies in the body, as a quoted form."""
    before = [number for offset, number in articles if offset < at]
    after = [number for offset, number in articles if offset > at]
    return bool(before and after) and after[0] == before[-1] + 1


def _two_lines_up(layout: Layout, start: int) -> int:
    """The signature may begin a line or two above the recipients, in the right column."""
    begin = start
    for _ in range(3):
        above = layout.text.rfind("\n", 0, max(begin - 1, 0)) + 1
        line = layout.text[above : max(begin - 1, above)]
        indented = line[:1] == "\t" or len(line) - len(line.lstrip()) >= EMPTY_CELL
        if line.strip() and not (indented and is_capital(line)):
            break
        begin = above
        if above <= layout.body:
            break
    return begin


def _signature_above(layout: Layout, start: int, vocab: Vocab) -> int:
    """A whole signature may stand above the recipients, at the left: an office in capitals and under it a name.

    Of a joint paper two or three stand side by side.
    """
    begin, named = start, 0
    for line in reversed(layout.text[max(layout.body, start - 800) : max(start - 1, 0)].split("\n")[1:][-12:]):
        start -= len(line) + 1
        printed = [line[a:b] for a, b in cells(line)]
        if not printed or all(map(_SIGNED.match, printed)):
            continue
        if named and len(printed) == named and all(map(is_capital, printed)):
            if all(vocab.post_at(re.findall(r"[a-z0-9]+", fold(cell))) for cell in printed):
                return start
            if named > 1 or vocab.begins_body(re.findall(r"[a-z0-9]+", fold(line))):
                continue
        if named or not all(_NAME.fullmatch(cell) and vocab.is_surname(cell.split()[0]) for cell in printed):
            break
        named = len(printed)
    return begin


def _tail_start(layout: Layout, articles: list[tuple[int, int]]) -> int:
    """Where to look without recipients and authority: after the end mark ./. or in the last lines."""
    mark = layout.text.find("./.", articles[-1][0] if articles else layout.body)
    if mark >= 0:
        return mark + 3
    start = len(layout.text)
    for _ in range(TAIL_LINES):
        start = layout.text.rfind("\n", 0, max(start, 0))
        if start <= layout.body:
            return layout.body
    return start + 1


def _read(layout: Layout, vocab: Vocab, start: int, found: str) -> Closing:
    """Share the slips of the closing out to recipients and signature."""
    left: list[Slip] = []
    right: list[Slip] = []
    state = ""  # "", "open" within the list, "closed" after Lưu
    signed, limit = False, len(layout.text)
    for number, line_start, line in _lines(layout.text, start):
        plain = layout.plain[line_start : line_start + len(line)]
        spans = list(cells(line))
        copied = any(COPIED.fullmatch(plain, a, b) and is_capital(line[a:b]) for a, b in spans)
        ended = _ANNEX.match(plain) or _is_title(plain, line, vocab)
        if right and (copied or (ended and (signed or state != "open"))):
            limit = line_start
            break
        if not spans:
            continue
        indent = DEEP if line[:1] == "\t" else spans[0][0]
        for column, (begin, end) in enumerate(spans):
            for a, b in _split(line, begin, end, vocab):
                place = column + (1 if indent >= EMPTY_CELL else 0)
                slip = Slip(line[a:b], Span(line_start + a, line_start + b), number, place)
                deep = DEEP if a > begin or column else indent
                side, state = _side(slip, plain[a:b], state, vocab, indent=deep, first=column == 0)
                (left if side == "left" else right).append(slip)
                signed = signed or bool(_SIGNED.match(slip.text))
    return Closing(tuple(left), tuple(right), found, start, limit)


def _lines(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """(number, offset, line) of the lines of the closing; blank ones count but are not given."""
    offset = start
    for number in range(REGION_LINES):
        if offset > len(text):
            return
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        line = text[offset : min(end, offset + 600)]
        if line.strip():
            yield number, offset, line
        offset = end + 1


def _is_title(plain: str, line: str, vocab: Vocab) -> bool:
    """Whether a line begins an attached paper: its kind alone in capitals; `QUYẾT ĐỊNH:` opens articles."""
    words = re.findall(r"[a-z0-9]+", plain[:80])
    found = vocab.kind_at(words)
    return found is not None and found[1] == len(words) and is_capital(line) and not line.rstrip().endswith(":")


def _split(line: str, start: int, end: int, vocab: Vocab) -> Iterator[tuple[int, int]]:
    """Cut a recipient from the signature glued behind it: `- Lưu: VT. CHỦ TỊCH Lò Văn Ún`, `- Sở Y tế; Lò Văn Ún`.

    A list that a converter glued into one cell of a table is cut before each of its dashes.
    """
    if _HEAD.match(line, start, end):
        for item in _GLUED_ITEM.finditer(line, start, end):
            yield start, item.start("item")
            start = item.start("item")
    if _BULLET.match(line, start, end) or FILING.match(line, start, end) or _HEAD.match(line, start, end):
        authorities = [
            match.start()
            for match in AUTHORITY.finditer(line, start + 2, end)
            if match.group().isupper() and _stands_for(match.group(), fold(line[match.end() : end]), vocab)
        ]
        offices = [
            match.start()
            for match in _CAPITAL_RUN.finditer(line, start + 2, end)
            if vocab.post_at(re.findall(r"[a-z0-9]+", fold(match.group())))
        ]
        names = [
            match.start("name")
            for match in _GLUED_NAME.finditer(line, start + 2, end)
            if vocab.is_surname(match["name"].split()[0])
        ]
        for cut in sorted((*authorities, *offices, *names))[:1]:
            yield start, cut
            start = cut
    yield start, end


def _side(slip: Slip, plain: str, state: str, vocab: Vocab, *, indent: int, first: bool) -> tuple[str, str]:
    """("left" for recipients or "right" for signature, the state of the list after this slip)."""
    bullet = _BULLET.match(slip.text)
    if re.match(r"\s*noi\s{1,3}(?:nhan|gui)\b", plain):
        return "left", "open"
    if FILING.match(slip.text):
        return "left", "closed"
    if indent >= DEEP and not (bullet and first):
        return "right", state
    if bullet:
        return "left", state or "open"
    if state == "open" and not _signs(slip, plain, vocab, indented=indent >= EMPTY_CELL):
        return "left", state
    return "right", "closed" if state == "open" and indent < EMPTY_CELL else state


def _signs(slip: Slip, plain: str, vocab: Vocab, *, indented: bool) -> bool:
    """Whether a line among the recipients belongs to the signature all the same."""
    if AUTHORITY.match(slip.text) or _SIGNED.match(slip.text):
        return True
    words = re.findall(r"[a-z0-9]+", plain)
    if vocab.post_at(words) and (is_capital(slip.text) or indented):
        return True
    return indented and bool(_NAME.fullmatch(slip.text))
