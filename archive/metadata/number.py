"""The official number and its symbol (số, ký hiệu). The one rule: a blank is blank, and a citation is never the number.

The number stands in the letterhead after the word Số, above the kind of the document (Nghị định 30/2020/NĐ-CP, phụ lục
I.II.3), or, in older papers, right after the kind: `NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 30/2020/NĐ-CP`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.metadata.layout import Layout
from archive.metadata.pieces import CAPITALS, Piece
from archive.model import ABSENT, Fact, Number
from archive.vocab import Vocab, mend_symbol, name_key

_GROUP = rf"[{CAPITALS}][^\W_]{{0,14}}(?:&[^\W_]{{1,8}}){{0,2}}"
_SYMBOL = rf"{_GROUP}(?:\s?[-–—−./&]\s?{_GROUP}){{0,6}}(?:-\d{{1,4}}(?![\w/]))?"
_AFTER = r"(?=[\s.,;:()\[\]*”\"'|–-]|$)"
_BLANK = r"[\s.…_]"
_WRITTEN = re.compile(
    rf"""{_BLANK}{{0,40}}
         (?: (?P<serial>\d{{1,3}}(?:[.\s]\d{{3}})+|\d{{1,6}}) (?P<suffix>\s?bis|[A-Za-z](?![^\W_]))? {_BLANK}{{0,30}} )?
         (?: /{_BLANK}{{0,20}} (?P<year>(?:19|20)\d\d) {_BLANK}{{0,20}} | /{_BLANK}{{1,20}}(?=/) )?  # 16/2021/NQ-HĐND
         (?P<join> [/-] | [–—−] ) \s{{0,20}} (?P<symbol>{_SYMBOL}) {_AFTER}  # 43/NQ-HĐND, 15-ĐA/TU, 84-CP
    """,
    re.VERBOSE,
)
_MISREAD = re.compile(
    _WRITTEN.pattern.replace("[/-]", "[/⁄|-]")
    .replace(f"[{CAPITALS}]", f"[{CAPITALS}58016]")
    .replace("[-–—−./&]", "[-–—−_./⁄&]"),
    re.VERBOSE,
)
"""The same on a page read from an image: digits for letters, other strokes and dashes (`166⁄8C_5TC`)."""
_SPACED = re.compile(rf"\s{{0,9}}(?P<serial>\d{{1,6}})\s{{0,4}}(?P<symbol>{_GROUP}\s?[/-]\s?{_GROUP})(?![^\W_])")
_SLIPPED = re.compile(rf"\s{{0,9}}(?P<serial>\d{{1,6}}[-/](?:19|20)\d\d)(?P<join>/?)(?P<symbol>{_SYMBOL}){_AFTER}")
"""A stroke mistyped around the year: `12-2020/QĐ-UBND`, `12/2020QĐ-UBND`."""
_SMALL = re.compile(
    rf"{_BLANK}{{0,40}}(?P<number>\d{{1,6}}\s?/\s?[a-zđ]{{1,6}}(?:\s?[-/]\s?[a-zđ]{{2,12}}){{1,3}})(?=\s{{3}}|\s*$)",
    re.IGNORECASE,
)
"""A number typed without capitals: `45/tb-sxd`."""
_BARE = re.compile(r"\s{0,20}(?P<serial>\d{1,6})(?P<suffix>[A-Za-z])?\s*$")
_KEYWORD = re.compile(
    r"\W{0,6}(?P<kind>(?:(?:bo\s)?luat|phap\slenh|lenh|nghi\s(?:quyet|dinh)|quyet\sdinh|chi\sthi|thong\stu(?:\slien\stich)?"
    r"|sac\slenh|ban\san)\s)?(?:(?:so|s6|s0)(?:\s{0,3}(?:\(?/?\s?no\.?\)?\s{0,3})?[:;.,]|(?!\w))|5[o0]\s{0,3}[:;])"
)
_BEHIND = re.compile(r"\s{0,3}[-–,;&]\s{0,3}(?:[Ss]ố\s?:?\s{0,3})?(?=\d)")
"""What parts the numbers of two bodies in one line: `Số: 15/KHPH-SYT - 20/KHPH-SGDĐT`."""
_OWN = re.compile(r"\W{0,6}so\s{0,3}[:.]?\s{0,3}(?=\d)")
_LEAD = re.compile(r"\W{0,6}cua\s{1,3}")
_ATTACHED = re.compile(r"\(?\s?(?:ban\shanh\s)?kem\stheo\s")
_NUMBERED = ("Luật", "Bộ luật", "Pháp lệnh", "Lệnh")
"""Kinds whose name stands before the number in the letterhead itself."""
JUDGMENT = "ban-an"
"""Code of the judgment, whose kind is printed only before its number (`Bản án số: …`)."""
_COPIES = re.compile(r"\d\s?/\s?(?P<kind>SY|SL|TrS)\s?[-/]")
"""Number of a copy: sao y, sao lục, trích sao (Nghị định 30/2020/NĐ-CP, phụ lục III)."""
_SCAN_DOUBT = "Số đọc từ ảnh quét, cần đối chiếu với bản gốc."


def read_number(layout: Layout, vocab: Vocab) -> tuple[Fact, Fact]:
    """(number, symbol) of a document."""
    blank: Fact | None = None
    for index, piece in enumerate(layout.top):
        keyword = _KEYWORD.match(piece.plain)
        if keyword is None or (piece.role not in ("", "number")) or not _owns(layout, piece, keyword["kind"], vocab):
            continue
        found = _read_after(layout, vocab, piece.span.start, piece.span.start + keyword.end(), piece.span.end)
        if found is None and piece.role == "number":
            found = _read_next(layout, vocab, index, piece, keyword.end())
        if found:
            return found
        if piece.role == "number" and layout.scanned(piece.span.start):
            found = _read_illegible(layout, vocab, piece)
            if found:
                return found
        if piece.role == "number" and blank is None:
            blank = layout.fact(None, piece.span.start, piece.span.end, method="head", status="blank")
    if blank is not None:
        if blank.span and layout.scanned(blank.span.start):
            return _illegible(blank), ABSENT
        return (_odd(blank) if re.search(r"\d", blank.raw or "") else _blank(blank)), ABSENT
    return _after_kind(layout, vocab) or _under_title(layout, vocab) or (_absent(layout), ABSENT)


def read_further(layout: Layout, number: Fact, vocab: Vocab) -> tuple[Fact, ...]:
    """The numbers other bodies of a joint paper gave it, beside or under the first or behind it in its line.

    The kind in their symbols is that of the first: the number of a copy or of a register is another's.
    """
    first = Number.parse(number.value) if number.value and number.span else None
    if first is None or number.span is None or number.method != "head":
        return ()
    found: list[Fact] = []
    line = next((piece.line for piece in layout.top if piece.span.start == number.span.start), None)
    for piece in layout.top:
        if line is None or piece.role != "number" or not 0 <= piece.line - line <= 1:
            continue
        for start in _starts(layout, piece, number):
            read = _read_after(layout, vocab, start, start, piece.span.end)
            other = Number.parse(read[0].value) if read and read[0].value else None
            if read and other and other.serial and _is_peer(first, other):
                found.append(replace(read[0], raw=layout.text[start : read[0].span.end if read[0].span else start]))
    return tuple({fact.value: fact for fact in found}.values())


def _starts(layout: Layout, piece: Piece, number: Fact) -> Iterator[int]:
    """Where in a piece a further number may begin: after its own word Số, or after a dash behind the first."""
    end = number.span.end if number.span else 0
    if piece.span.start < end <= piece.span.end:
        behind = _BEHIND.match(layout.text, end, piece.span.end)
        if behind:
            yield behind.end()
    elif keyword := _KEYWORD.match(piece.plain):
        yield piece.span.start + keyword.end()


def _is_peer(first: Number, other: Number) -> bool:
    """Whether two numbers are of one paper: the same kind, and another body."""
    kinds = [re.split(r"[-/.&]", number.symbol)[0] for number in (first, other)]
    return kinds[0] == kinds[1] and first.symbol != other.symbol


def _owns(layout: Layout, piece: Piece, named: str | None, vocab: Vocab) -> bool:
    """Whether a number is the paper's: not of its copy, nor after the name of another kind (`Nghị quyết số: …`)."""
    copy = _COPIES.search(piece.text)
    if copy and layout.kind_line is not None and copy["kind"] not in layout.kind_line.kind.short:
        return False
    kind = vocab.kind_named(named) if named else None
    if kind is None or kind.name in _NUMBERED:
        return True
    if piece.role != "number" or layout.kind_line is None:
        return piece.role == "number" and kind.code == JUDGMENT
    return kind.name in layout.kind_line.kind.name


def _read_after(layout: Layout, vocab: Vocab, begin: int, start: int, end: int) -> tuple[Fact, Fact] | None:
    """The number that stands between two offsets; `begin` is where the evidence begins."""
    scanned = layout.scanned(begin)
    match = _WRITTEN.match(layout.text, start, end)
    if scanned and (match is None or layout.text[match.end() : end].strip()[:1] in tuple("-_⁄–")):
        match = _MISREAD.match(layout.text, start, end) or match
    if match is None:
        return _read_odd(layout, begin, start, end)
    join = "/" if match["join"] in "/⁄|" else "-"
    year = f"/{match['year']}" if match["year"] else ""
    symbol = match["symbol"].replace("_", "-").replace("⁄", "/")
    symbol = _mend(layout, "".join(symbol.split()), vocab) if scanned else symbol
    serial = re.sub(r"[.\s]", "", match["serial"] or "")
    number = Number.parse(f"{serial}{(match['suffix'] or '').strip()}{year}{join}{symbol}")
    if number is None:
        return None
    doubt = (
        _SCAN_DOUBT if scanned else "Số in có khoảng trống giữa các chữ số." if " " in (match["serial"] or "") else ""
    )
    found = layout.fact(number.symbol, match.start("symbol"), match.end("symbol"), method="head", doubt=doubt)
    if number.serial is None:
        blank = layout.fact(None, begin, match.end(), method="head", status="blank")
        return (_illegible(blank) if scanned else _blank(blank)), found
    return layout.fact(str(number), begin, match.end(), method="head", doubt=doubt), found


def _read_odd(layout: Layout, begin: int, start: int, end: int) -> tuple[Fact, Fact] | None:
    """Old and broken forms, always with a doubt: `71 TC/NSNN`, a serial without a symbol."""
    match = _SPACED.match(layout.text, start, end)
    if match:
        written = "".join(match["symbol"].split())
        doubt = "Số viết theo lối cũ, không có dấu nối."
        lost = layout.kind_line is not None and written.split("-")[0] in layout.kind_line.kind.short
        symbol = layout.fact(written, *match.span("symbol"), method="head")
        printed = f"{match['serial']}{'/' if lost else ' '}{written}"
        return layout.fact(printed, begin, match.end(), method="head", doubt=doubt), symbol
    match = _SLIPPED.match(layout.text, start, end)
    if match and (number := Number.parse(f"{match['serial'].replace('-', '/')}/{match['symbol']}")):
        doubt = "Dấu gạch quanh năm in sai thể thức."
        symbol = layout.fact(number.symbol, *match.span("symbol"), method="head", doubt=doubt)
        return layout.fact(str(number), begin, match.end(), method="head", doubt=doubt), symbol
    match = _SMALL.match(layout.text, start, end)
    number = Number.parse(match["number"]) if match else None
    if match and number:
        doubt = "Ký hiệu in bằng chữ thường."
        at = match.start("number") + match["number"].index("/") + 1
        symbol = layout.fact(number.symbol, at, match.end("number"), method="head", doubt=doubt)
        return layout.fact(str(number), begin, match.end("number"), method="head", doubt=doubt), symbol
    match = _BARE.match(layout.text, start, end)
    if match:
        value = match["serial"] + (match["suffix"] or "")
        doubt = "Chỉ thấy số, không thấy ký hiệu."
        return layout.fact(value, begin, match.end(), method="head", status="partial", doubt=doubt), ABSENT
    return None


def _read_illegible(layout: Layout, vocab: Vocab, piece: Piece) -> tuple[Fact, Fact] | None:
    """A serial the recognition of an image lost, before a symbol it kept."""
    match = re.compile(rf"[/-]\s?(?P<symbol>{_SYMBOL}){_AFTER}").search(layout.text, piece.span.start, piece.span.end)
    if match is None:
        return None
    written = _mend(layout, "".join(match["symbol"].split()).replace("–", "-"), vocab)
    number = _illegible(layout.fact(None, piece.span.start, match.end(), method="head"))
    return number, layout.fact(written, *match.span("symbol"), method="head", doubt=_SCAN_DOUBT)


def _read_next(layout: Layout, vocab: Vocab, index: int, piece: Piece, keyword: int) -> tuple[Fact, Fact] | None:
    """The number in the piece after a lone `Số:`."""
    if piece.plain[keyword:].strip(" .…_"):
        return None
    following = next((other for other in layout.head[index + 1 :] if other.role != "rule"), piece)
    if following is piece or following.line - piece.line > 2 or following.role:
        return None
    return _read_after(layout, vocab, piece.span.start, following.span.start, following.span.end)


def _after_kind(layout: Layout, vocab: Vocab) -> tuple[Fact, Fact] | None:
    """The number in the title line: `NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 30/2020/NĐ-CP NGÀY 05 THÁNG 3 NĂM 2020`."""
    start = find_own(layout, vocab)
    return _read_after(layout, vocab, start, start, min(layout.body, start + 120)) if start is not None else None


def _under_title(layout: Layout, vocab: Vocab) -> tuple[Fact, Fact] | None:
    """The number alone in its line under the subject, as contracts have it, if its symbol begins with the kind."""
    if layout.kind_line is None:
        return None
    for piece in layout.head[layout.kind_line.index + 1 :]:
        keyword = _KEYWORD.match(piece.plain) if piece.role == "number" else None
        if keyword is None or keyword["kind"]:
            continue
        found = _read_after(layout, vocab, piece.span.start, piece.span.start + keyword.end(), piece.span.end)
        whole = found and found[1].span and not layout.text[found[1].span.end : piece.span.end].strip(" .*)")
        if found and whole and re.split(r"[-/.&]", found[1].value or "")[0] in layout.kind_line.kind.short:
            return found
    return None


def find_own(layout: Layout, vocab: Vocab) -> int | None:
    """Where the number begins that follows the kind, `của` its body and `số`; a cited number follows other words."""
    if layout.kind_line is None:
        return None
    start = layout.head[layout.kind_line.index].span.start + layout.kind_line.end
    stop = min(layout.body, start + 200)
    lead = _LEAD.match(layout.plain, start, stop)
    words = list(re.finditer(r"\S+", layout.text[lead.end() : stop]))[:14] if lead else []
    for word in words:
        end = lead.end() + word.end() if lead else start
        own = _OWN.match(layout.plain, end, stop)
        if own and lead and _is_body(layout.text[lead.end() : end], vocab):
            return own.end()
    own = _OWN.match(layout.plain, start, stop)
    return own.end() if own else None


def _is_body(printed: str, vocab: Vocab) -> bool:
    """Whether words name a body, or the office at its head: `Bộ trưởng Bộ Tài chính`."""
    words = printed.split()
    post = vocab.post_at([name_key(word) for word in words])
    return any(
        not rest or vocab.body_named(" ".join(rest)) or vocab.issuer_code(" ".join(rest))
        for rest in (words, words[post[1] :] if post else words)
    )


def _mend(layout: Layout, symbol: str, vocab: Vocab) -> str:
    return mend_symbol(symbol, layout.kind_line.kind if layout.kind_line else None, vocab)


def _odd(fact: Fact) -> Fact:
    return replace(fact, status="illegible", doubt="Số, ký hiệu in không theo thể thức, cần đọc trên bản gốc.")


def _illegible(fact: Fact) -> Fact:
    """On an image a blank may be a number written by hand, which recognition leaves out."""
    return replace(fact, status="illegible", doubt="Số không đọc được trên ảnh quét, cần xem bản gốc.")


def _blank(fact: Fact) -> Fact:
    return replace(fact, doubt="Số để trống trên văn bản.")


def _absent(layout: Layout) -> Fact:
    attached = any(_ATTACHED.match(piece.plain) for piece in layout.head)
    return ABSENT if attached else Fact(doubt="Không thấy số, ký hiệu ở phần đầu văn bản.")
