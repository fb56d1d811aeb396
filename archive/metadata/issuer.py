"""Who issued the paper (cơ quan ban hành) and the body above it (cơ quan chủ quản).

The one rule: a name printed in the head is read; without a head the issuer follows from the signature, the closing
sentence or the symbol together with a place, and says so. TL. CHỦ TỊCH leaves the issuer what the head says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.metadata.inference import infer_issuer
from archive.metadata.layout import Layout
from archive.metadata.marks import is_mark
from archive.metadata.pieces import Piece
from archive.model import ABSENT, Fact, Span
from archive.text.folding import canonical, fold, has_marks
from archive.vocab import Vocab, mend_name, name_key

LONGEST_NAME = 120
LONGEST_SYLLABLE = 7
"""Letters of the longest Vietnamese syllable, nghiêng: a longer word has lost a blank."""
_SENTENCE = re.compile(r"(?<!tp)(?<!tx)(?<!\bt)\.\s|[;:?]\s|\d")
_COUNTED = re.compile(
    r"\b(?:quan|phuong|khu\svuc|kv|vung|so|doan|doi|to|truong|chi\snhanh|quan\skhu|[sl]u\sdoan)\s\d{1,4}\b"
)
"""Bodies told by a number: `CHI CỤC THUẾ QUẬN 7`, `QUÂN KHU 3`."""
_DASH = re.compile(r"\s[-–]\s|\s?[-–]$")
_JOINING = ("va", "cua", "thuoc")
_ENGLISH = re.compile(
    r"\b(?:peoples?|committee|department|ministry|council|province|office|republic|school|university|of|the|and)\b"
)
"""Words of a body's English name, printed under its own on bilingual letterheads."""
_FURTHEST = 2
"""Columns of a letterhead: two bodies of a joint paper and Quốc hiệu; a cell further right is one of a table."""
_OPEN = re.compile(
    r"(?:cong\sty(?:\s(?:co\sphan|tnhh|cp|trach\snhiem\shuu\shan)(?:\s(?:mtv|mot\sthanh\svien))?)?|tap\sdoan|chi\snhanh|hoi\sdong"
    r"|ban\s(?:quan\sly|chi\sdao|chi\shuy)|uy\sban|trung\stam|truong(?:\s(?:thpt|thcs|tieu\shoc|mam\snon|dai\shoc|cao\sdang))?"
    r"|trung\shoc\s(?:pho\sthong|co\sso)|hoc\svien|lien\shiep)$"
)
"""Words with which no name of a body ends: the next line goes on."""


def read_issuer(
    layout: Layout, vocab: Vocab, *, place: Fact, date: Fact, symbol: Fact, behalf: Span | None
) -> tuple[tuple[Fact, ...], Fact]:
    """(issuers, parent body); several issuers in a joint paper. behalf: the body named in the signature."""
    on = date.value
    within = vocab.place_code(place.value, on=on) if place.value else None
    headless = layout.kind_line is None and layout.about is None and symbol.value is None
    names = [name for name in _head_names(layout, vocab) if not headless or name[0].capital]
    if not names:
        printed = _of_kind(layout, vocab) or _after_title(layout, vocab)
        names = [printed] if printed else []
    if not names:
        return (infer_issuer(layout, vocab, within=within, symbol=symbol, behalf=behalf),), ABSENT
    joint = _joint(layout, names[-1], vocab)
    if len(joint) == 1 and _is_joint(layout, symbol) and _are_peers(names[-2:], vocab):
        joint, names = tuple(names[-2:]), names[:-1]
    parent = _named(layout, vocab, names[-2], within=within, on=on) if len(names) > 1 else ABSENT
    above = (parent.value or "").partition("@")[2] or within
    issuers = tuple(_named(layout, vocab, name, within=above, on=on, above=parent) for name in joint)
    if headless or (layout.kind_line is None and symbol.value is None):
        doubt = "Phần đầu không có số, ký hiệu và tên loại; có thể không phải cơ quan ban hành."
        issuers = tuple(replace(issuer, doubt=doubt) for issuer in issuers)
    return issuers, parent


def _is_joint(layout: Layout, symbol: Fact) -> bool:
    """Whether kind or symbol tells a paper of several bodies: `NGHỊ QUYẾT LIÊN TỊCH`, `TTLT-BTP-BNV`."""
    named = layout.kind_line is not None and "liên" in layout.kind_line.kind.name
    return named or bool(re.match(r"[A-ZĐa-z]{1,4}L[TN](?![A-Za-z])", symbol.value or ""))


def _are_peers(names: list[tuple[Piece, ...]], vocab: Vocab) -> bool:
    """Whether two names are of central bodies, or both of departments (sở), each printed in its own lines."""
    if len(names) == 2 and all(name[0].words[:1] == ["so"] for name in names):
        return True
    codes = [vocab.issuer_code(" ".join(piece.text for piece in name)) for name in names]
    return len(codes) == 2 and all(code and "@" not in code for code in codes) and codes[0] != codes[1]


def _joint(layout: Layout, pieces: tuple[Piece, ...], vocab: Vocab) -> tuple[tuple[Piece, ...], ...]:
    """The bodies of a joint paper, `BỘ TÀI CHÍNH - BỘ NỘI VỤ`; a single body whose name has a dash stays whole."""
    parted = any(len(piece.text) != piece.span.end - piece.span.start for piece in pieces)
    if parted or vocab.body_named(" ".join(piece.text for piece in pieces)):
        return (pieces,)
    parts: list[Piece] = []
    if not any(_DASH.search(piece.text) for piece in pieces):
        return (pieces,)
    for piece in pieces:
        start = piece.span.start
        for dash in (*_DASH.finditer(piece.text), None):
            stop = piece.span.start + dash.start() if dash else piece.span.end
            if stop > start:
                parts.append(_slice(piece, layout, start, stop))
            start = piece.span.start + dash.end() if dash else stop
    if len(parts) > 1 and len(parts) > len(pieces) - 1 and all(_is_body(part, vocab) for part in parts):
        return tuple((part,) for part in parts)
    return (pieces,)


def _head_names(layout: Layout, vocab: Vocab) -> list[tuple[Piece, ...]]:
    """The names of bodies in the letterhead, the highest first; a name may take several lines."""
    names: list[list[Piece]] = []
    for piece in _letterhead(layout, vocab):
        last = names[-1] if names else []
        if last and _goes_on(last, piece, vocab):
            last.append(piece)
        elif _is_body(piece, vocab):
            names.append([piece])
    return [tuple(name) for name in names]


def _letterhead(layout: Layout, vocab: Vocab) -> Iterator[Piece]:
    """Pieces that may name a body: above the number, short, no sentence."""
    stop = next((i for i, piece in enumerate(layout.top) if piece.role == "number"), len(layout.top))
    pieces = [part for piece in layout.top for part in _unglued(layout, _parted(layout, piece, vocab), vocab)]
    before = [piece for piece in pieces[:stop] if _plausible(piece)]
    return iter(before or [piece for piece in pieces[stop:] if _plausible(piece) and piece.capital])


def _parted(layout: Layout, piece: Piece, vocab: Vocab) -> Piece:
    """A piece read from an image as the name it most likely is; its span stays that of the printed words."""
    text = mend_name(piece.text, vocab) if _misread(layout, piece) else piece.text
    return replace(piece, text=text, plain=fold(text)) if text != piece.text else piece


def _unglued(layout: Layout, piece: Piece, vocab: Vocab) -> Iterator[Piece]:
    """The two bodies a converter glued into one line: `UBND HUYỆN NẬM KHAO PHÒNG NỘI VỤ`."""
    words = list(re.finditer(r"\S+", piece.text)) if _plausible(piece) and piece.capital else []
    whole = len(piece.text) == piece.span.end - piece.span.start
    for index in range(2, len(words) if whole else 0):
        last, rest = words[index - 1], piece.text[words[index].start() :]
        if last.group()[-1] in ",-–&" or rest[0] in "-–&" or not vocab.begins_body(name_key(rest).split()):
            continue
        code = vocab.issuer_code(piece.text[: last.end()])
        if code and not vocab.issuer_code(piece.text):
            cut = piece.span.start + words[index].start()
            yield _slice(piece, layout, piece.span.start, piece.span.start + last.end())
            yield replace(_slice(piece, layout, cut, piece.span.end), line=piece.line + 1)
            return
    yield piece


def _misread(layout: Layout, piece: Piece) -> bool:
    """Whether the words of a piece may have lost blanks and letters: capitals read from an image, or glued together."""
    if piece.role or not piece.capital or len(piece.text) > LONGEST_NAME:
        return False
    return layout.scanned(piece.span.start) or any(
        len(word) > LONGEST_SYLLABLE and word.isalpha() for word in piece.text.split()
    )


def _plausible(piece: Piece) -> bool:
    if piece.column > _FURTHEST or _is_english(piece):
        return False
    short = not piece.role and len(piece.text) <= LONGEST_NAME and not is_mark(piece.plain)
    plain = _COUNTED.sub("", piece.plain) if piece.capital else piece.plain
    return short and "/" not in piece.text and not _SENTENCE.search(plain)


def _is_english(piece: Piece) -> bool:
    """Whether a line is the English name of a body: two words of such names, and no Vietnamese mark."""
    return not has_marks(piece.text) and len(_ENGLISH.findall(piece.plain.replace("'", "").replace("’", ""))) >= 2


def _is_body(piece: Piece, vocab: Vocab) -> bool:
    words = piece.words
    first = re.search(r"[^\W\d_]+", piece.text)
    if first and has_marks(first.group()) and canonical(first.group().lower()) not in vocab.first_syllables:
        return False
    post = vocab.post_at(words)
    if post is None:
        return vocab.begins_body(words) or (piece.capital and vocab.issuer_code(piece.text) is not None)
    return vocab.begins_body(words[post[1] :]) or vocab.issuer_code(piece.text) is not None


def _goes_on(last: list[Piece], piece: Piece, vocab: Vocab) -> bool:
    """Whether a piece is the next line of the name before it."""
    previous = last[-1]
    joined = " ".join(part.text for part in (*last, piece))
    if piece.line - previous.line > 2:
        return False
    if piece.column != previous.column:
        ragged = (
            piece.column < previous.column and not _is_body(piece, vocab) and previous.words[-1:] != piece.words[:1]
        )
        return ragged and bool(vocab.issuer_code(joined)) and not vocab.issuer_code(previous.text)
    if _OPEN.search(" ".join(previous.words)) and piece.capital == previous.capital:
        return True
    if previous.words[-1:] and (previous.words[-1] in _JOINING or previous.text.endswith((",", "-", "–"))):
        return True
    if vocab.body_named(joined) or (vocab.issuer_code(joined) and not _is_body(piece, vocab)):
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
    doubt = _ended(code, on, vocab) or _mended(layout, pieces)
    fact = layout.fact(value, pieces[0].span.start, pieces[-1].span.end, method="head", doubt=doubt)
    return replace(fact, raw="\n".join(layout.text[piece.span.start : piece.span.end] for piece in pieces))


def _mended(layout: Layout, pieces: tuple[Piece, ...]) -> str:
    """A doubt where a name was looked up with other letters than were read; lost blanks and marks are no reason."""
    read = "".join(layout.plain[piece.span.start : piece.span.end] for piece in pieces)
    looked_up = "".join(fold(piece.text) for piece in pieces)
    if list(filter(str.isalnum, read)) == list(filter(str.isalnum, looked_up)):
        return ""
    return "Tên cơ quan đọc từ ảnh quét có chữ sai, cần đối chiếu với bản gốc."


def _ended(code: str | None, on: str | None, vocab: Vocab) -> str:
    body = vocab.body(code or "")
    if body is None or not on:
        return ""
    if body.until and body.until < on[: len(body.until)]:
        return f"{body.name} đã kết thúc hoạt động ({body.until}) trước ngày ban hành."
    return ""
