"""Who issued the paper (cơ quan ban hành) and the body above it (cơ quan chủ quản).

The one rule: a name printed in the head is read; without a head the issuer follows from the signature, the closing
sentence or the symbol together with a place, and says so. TL. CHỦ TỊCH leaves the issuer what the head says.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator

from archive.metadata.layout import CAPITALS, Layout, Piece
from archive.model import ABSENT, Fact, Span
from archive.vocab import Vocab, name_key

LONGEST_NAME = 120
MENTIONS = 30_000
"""Characters of the body in which bodies and places are looked for when the head does not name them."""
_SENTENCE = re.compile(r"(?<!tp)(?<!tx)(?<!\bt)\.\s|[;:?]\s|\d")
_JOINING = ("va", "cua", "thuoc")
_CAP_WORD = rf"[{CAPITALS}][^\W\d_]*"
_PLACE_NAME = rf"{_CAP_WORD}(?:(?:\s|\s?-\s?){_CAP_WORD}){{0,4}}"
_MENTION = re.compile(rf"(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s(?P<name>{_PLACE_NAME})")
_BODY_MENTION = re.compile(
    rf"(?P<body>UBND|HĐND|[UỦ][ỷy] ban nhân dân|Ủy ban nhân dân|Hội đồng nhân dân|Tỉnh [uủ][ỷy]|Tỉnh ủy)"
    rf"\s(?P<rest>(?:(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s)?{_PLACE_NAME})"
)
_CLOSING = re.compile(r"tren\sday\sla\s[^.]{0,500}?\scua\s(?P<name>[^.;/:]{4,90})")
_PARTY_COMMITTEE = ("ban chap hanh", "ban thuong vu", "thuong truc")
_PARTY_LEVELS = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy")


def read_issuer(
    layout: Layout, vocab: Vocab, *, place: Fact, date: Fact, symbol: Fact, behalf: Span | None
) -> tuple[Fact, Fact]:
    """(issuer, parent body). behalf: where the signature names the body it is given for."""
    on = date.value
    within = vocab.place_code(place.value, on=on) if place.value else None
    names = _head_names(layout, vocab)
    if not names:
        printed = _of_kind(layout, vocab) or _after_title(layout, vocab)
        names = [printed] if printed else []
    if not names:
        return _infer(layout, vocab, within=within, symbol=symbol, behalf=behalf), ABSENT
    parent = _named(layout, vocab, names[-2], within=within, on=on) if len(names) > 1 else ABSENT
    above = (parent.value or "").partition("@")[2] or within
    return _named(layout, vocab, names[-1], within=above, on=on, above=parent), parent


def _head_names(layout: Layout, vocab: Vocab) -> list[tuple[Piece, ...]]:
    """The names of bodies in the letterhead, the highest first; a name may take several lines."""
    names: list[list[Piece]] = []
    for piece in _letterhead(layout):
        last = names[-1] if names else []
        if last and _goes_on(last, piece, vocab):
            last.append(piece)
        elif _is_body(piece, vocab):
            names.append([piece])
    return [tuple(name) for name in names]


def _letterhead(layout: Layout) -> Iterator[Piece]:
    """Pieces that may name a body: above the number, short, no sentence."""
    stop = next((i for i, piece in enumerate(layout.top) if piece.role == "number"), len(layout.top))
    before = [piece for piece in layout.top[:stop] if _plausible(piece)]
    after = [piece for piece in layout.top[stop:] if _plausible(piece) and piece.capital]
    return iter(before or after)


def _plausible(piece: Piece) -> bool:
    return not piece.role and len(piece.text) <= LONGEST_NAME and not _SENTENCE.search(piece.plain)


def _is_body(piece: Piece, vocab: Vocab) -> bool:
    words = piece.words
    post = vocab.post_at(words)
    if post is None:
        return vocab.begins_body(words)
    return vocab.begins_body(words[post[1] :]) or vocab.issuer_code(piece.text) is not None


def _goes_on(last: list[Piece], piece: Piece, vocab: Vocab) -> bool:
    """Whether a piece is the next line of the name before it."""
    previous = last[-1]
    if piece.line - previous.line > 2 or piece.column != previous.column:
        return False
    joined = " ".join(part.text for part in (*last, piece))
    if previous.words[-1:] and (previous.words[-1] in _JOINING or previous.text.endswith((",", "-", "–"))):
        return True
    if vocab.issuer_code(joined) and not _is_body(piece, vocab):
        return True
    return not _is_body(piece, vocab) and piece.capital == previous.capital and len(piece.words) <= 10


def _of_kind(layout: Layout, vocab: Vocab) -> tuple[Piece, ...] | None:
    """The body after the kind: `NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ …`."""
    if layout.kind_line is None:
        return None
    first = layout.head[layout.kind_line.index]
    for piece in layout.head[layout.kind_line.index : layout.kind_line.index + 2]:
        start = piece.span.start + (layout.kind_line.end if piece is first else 0)
        lead = re.compile(r"\W{0,6}cua\s{1,3}").match(layout.plain, start, piece.span.end)
        if lead is None:
            continue
        words = list(re.finditer(r"\S+", layout.text[lead.end() : piece.span.end]))[:14]
        for count in range(len(words), 0, -1):
            stop = lead.end() + words[count - 1].end()
            name = _without_post(layout.text[lead.end() : stop], vocab)
            if vocab.issuer_code(name):
                return (_slice(piece, layout, lead.end(), stop),)
    return None


def _after_title(layout: Layout, vocab: Vocab) -> tuple[Piece, ...] | None:
    """The line in capitals under the title: `HỘI ĐỒNG NHÂN DÂN TỈNH LAI CHÂU`, `BỘ TRƯỞNG BỘ TÀI CHÍNH`."""
    if layout.kind_line is None:
        return None
    for piece in layout.head[layout.kind_line.index + 1 :]:
        if not piece.role and _is_body(piece, vocab) and len(piece.text) <= LONGEST_NAME:
            words = list(re.finditer(r"\S+", piece.text))
            for count in range(len(words), 0, -1):
                part = _slice(piece, layout, piece.span.start, piece.span.start + words[count - 1].end())
                known = vocab.issuer_code(_without_post(part.text, vocab))
                if known and (piece.capital or count == len(words)):
                    return (part,)
    return None


def _slice(piece: Piece, layout: Layout, start: int, end: int) -> Piece:
    return Piece(layout.text[start:end], layout.plain[start:end], Span(start, end), piece.line, piece.column)


def _without_post(printed: str, vocab: Vocab) -> str:
    """`BỘ TRƯỞNG BỘ TÀI CHÍNH` without the office; a body whose name begins like an office stays whole."""
    words = printed.strip(" ,.:;-–").split()
    if vocab.issuer_code(" ".join(words)):
        return " ".join(words)
    post = vocab.post_at([name_key(word) for word in words])
    return " ".join(words[post[1] :]) if post else " ".join(words)


def _named(
    layout: Layout,
    vocab: Vocab,
    pieces: tuple[Piece, ...],
    *,
    within: str | None,
    on: str | None,
    above: Fact = ABSENT,
) -> Fact:
    """The fact of a printed name; `VĂN PHÒNG` under `ỦY BAN NHÂN DÂN TỈNH` is the office of that body."""
    printed = " ".join(piece.text.strip(" *-–_") for piece in pieces)
    name = _without_post(printed, vocab)
    code = vocab.issuer_code(name, within=within, on=on)
    if code is None and above.value:
        code = vocab.issuer_code(f"{name} {vocab.label('issuer', above.value)}", within=within, on=on)
    value = code or vocab.tidy(name)
    fact = layout.fact(value, pieces[0].span.start, pieces[-1].span.end, method="head", doubt=_ended(code, on, vocab))
    return Fact(value, "\n".join(piece.text for piece in pieces), fact.page, fact.span, "printed", "head", fact.doubt)


def _ended(code: str | None, on: str | None, vocab: Vocab) -> str:
    body = vocab.body(code or "")
    if body is None or not on:
        return ""
    if body.until and body.until < on[: len(body.until)]:
        return f"{body.name} đã kết thúc hoạt động ({body.until}) trước ngày ban hành."
    return ""


def _infer(layout: Layout, vocab: Vocab, *, within: str | None, symbol: Fact, behalf: Span | None) -> Fact:
    """The issuer from the signature, the closing sentence, or the symbol, each with the place of the paper."""
    for name, span, method in _candidates(layout, vocab, symbol, behalf):
        at = within if not _is_party(name) or within else None
        code = vocab.issuer_code(name, within=at) or vocab.issuer_code(name, within=_place(layout, vocab, name))
        if code:
            doubt = "Cơ quan ban hành suy ra từ " + _WHENCE[method] + ", phần đầu không in."
            return layout.fact(code, span.start, span.end, method=method, status="inferred", doubt=doubt)
    return Fact(doubt="Không thấy cơ quan ban hành.")


_WHENCE = {
    "signature": "thể thức đề ký và địa danh",
    "closing": "câu kết",
    "symbol": "ký hiệu và địa danh",
}


def _candidates(layout: Layout, vocab: Vocab, symbol: Fact, behalf: Span | None) -> Iterator[tuple[str, Span, str]]:
    """(name of a body, where, how), the surest first."""
    if behalf is not None:
        name = layout.text[behalf.start : behalf.end]
        if name_key(name).startswith(_PARTY_COMMITTEE) and not vocab.issuer_code(name):
            level = _party_level(layout)
            if level:
                yield level, behalf, "signature"
        elif vocab.begins_body(name_key(name).split()):
            yield name, behalf, "signature"
    closings = _CLOSING.finditer(layout.plain, max(layout.body, len(layout.plain) - 10_000))
    for last in deque(closings, maxlen=1):
        yield layout.text[last.start("name") : last.end("name")], Span(*last.span("name")), "closing"
    if symbol.value and symbol.span:
        group = re.split(r"[-/]", symbol.value)[-1]
        for body in vocab.issuers:
            if group in body.short:
                yield body.name, symbol.span, "symbol"


def _is_party(name: str) -> bool:
    return name in _PARTY_LEVELS


def _party_level(layout: Layout) -> str | None:
    """Which Party committee the text speaks of most."""
    sample = layout.text[:MENTIONS] + layout.text[-6_000:]
    counts = Counter({level: len(re.findall(re.escape(level[:-2]) + "[uủ][ỷy]", sample)) for level in _PARTY_LEVELS})
    level, count = counts.most_common(1)[0]
    return level if count else None


def _place(layout: Layout, vocab: Vocab, name: str) -> str | None:
    """The place of a body without a head: where the text names the body itself, else the place it names most."""
    key = name_key(name)
    sample = layout.text[:MENTIONS]
    for match in _BODY_MENTION.finditer(sample):
        mention = f"{match['body']} {match['rest']}"
        code = _longest_known(mention, vocab)
        body = vocab.body(code or "")
        if code and body and key in (name_key(body.name), *map(name_key, body.variants)):
            return code.partition("@")[2]
    counts = Counter(
        code
        for match in _MENTION.finditer(sample)
        if (code := vocab.place_code(f"{match['kind']} {match['name']}")) is not None
    )
    return counts.most_common(1)[0][0] if counts else None


def _longest_known(mention: str, vocab: Vocab) -> str | None:
    words = mention.split()
    for count in range(len(words), 2, -1):
        code = vocab.issuer_code(" ".join(words[:count]))
        if code:
            return code
    return None
