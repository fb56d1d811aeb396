"""Who issued a paper whose letterhead is lost, from what else is printed.

The one rule: two things must come together, a body (from the signature, the closing sentence or the symbol) and its
place, and the fact says that it is inferred.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator

from archive.metadata.layout import Layout
from archive.metadata.pieces import CAPITALS
from archive.model import Fact, Span
from archive.text.folding import lower
from archive.vocab import Vocab, name_key

MENTIONS = 30_000
"""Characters of the text in which bodies and places are looked for."""
_KINDS = r"tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_WORD = rf"[{CAPITALS}][^\W\d_]*"
_NAME = rf"{_WORD}(?:(?:\s|\s?-\s?){_WORD}){{0,4}}"
_PLACE = re.compile(rf"(?P<kind>{_KINDS})\s(?P<name>{_NAME})")
_BODY = re.compile(
    r"(?P<body>UBND|HĐND|[UỦ][ỷyỶ] ban nhân dân|Hội đồng nhân dân|Tỉnh [uủ][ỷy]|Thành [uủ][ỷy]|Huyện [uủ][ỷy])"
    rf"\s(?P<rest>(?:(?P<kind>{_KINDS})\b)?(?:\s?{_NAME})?)"
)
_CLOSING = re.compile(r"tren\s{1,3}day\s{1,3}la\s")
_LEVEL = re.compile(rf"\s(?:{_KINDS})(?!\w)")
_OF = re.compile(r"(?<!\w)cua\s{1,3}")
_REPORTS = re.compile(r",\s{1,3}(?=[^.;]{3,90}?\s(?:kinh\s{1,3})?(?:bao\s{1,3}cao|trinh)\b)")
CLOSING_CHARACTERS = 700
_COMMITTEES = ("ban chap hanh", "ban thuong vu", "thuong truc")
_LEVELS = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy")
_WHENCE = {
    "signature": "thể thức đề ký và địa danh",
    "closing": "câu kết và địa danh",
    "symbol": "ký hiệu và địa danh",
}


def infer_issuer(layout: Layout, vocab: Vocab, *, within: str | None, symbol: Fact, behalf: Span | None) -> Fact:
    """The issuer from the signature, the closing sentence or the symbol, the surest first.

    within: code of the printed place; behalf: where the signature names the body it is given for.
    """
    for name, span, method in _candidates(layout, vocab, symbol, behalf):
        code = vocab.issuer_code(name, within=within) or vocab.issuer_code(name, within=_place_of(layout, vocab, name))
        if code:
            doubt = f"Cơ quan ban hành suy ra từ {_WHENCE[method]}, phần đầu không in."
            return layout.fact(code, span.start, span.end, method=method, status="inferred", doubt=doubt)
    return Fact(doubt="Không thấy cơ quan ban hành.")


def _candidates(layout: Layout, vocab: Vocab, symbol: Fact, behalf: Span | None) -> Iterator[tuple[str, Span, str]]:
    """(name of a body, where it stands, how it was found)."""
    if behalf is not None:
        name = layout.text[behalf.start : behalf.end]
        level = _party_level(layout) if name_key(name).startswith(_COMMITTEES) else None
        if level and not vocab.issuer_code(name):
            yield level, behalf, "signature"
        elif vocab.begins_body(name_key(name).split()):
            yield name, behalf, "signature"
    yield from _in_closing(layout, vocab)
    if symbol.value and symbol.span:
        group = re.split(r"[-/]", symbol.value)[-1]
        for body in vocab.issuers:
            if group in body.short:
                yield body.name, symbol.span, "symbol"


def _in_closing(layout: Layout, vocab: Vocab) -> Iterator[tuple[str, Span, str]]:
    """Bodies of the last `Trên đây là Báo cáo … của Sở Tài chính./.` or `…, Sở Tài chính kính báo cáo`."""
    for match in deque(_CLOSING.finditer(layout.plain, layout.body), maxlen=1):
        end = layout.plain.find("./.", match.end(), match.end() + CLOSING_CHARACTERS)
        stop = end if end >= 0 else match.end() + CLOSING_CHARACTERS
        starts = [of.end() for of in _OF.finditer(layout.plain, match.end(), stop)]
        starts += [of.end() for of in _REPORTS.finditer(layout.plain, match.end(), stop)]
        for start in sorted(starts, reverse=True):
            words = list(re.finditer(r"[^\s,;.]+", layout.text[start : min(stop, start + 120)]))[:14]
            for count in range(len(words), 0, -1):
                name = " ".join(word.group() for word in words[:count])
                if vocab.body_named(name) or vocab.issuer_code(name):
                    level = _LEVEL.match(layout.text, start + words[count - 1].end())
                    end = level.end() if level else start + words[count - 1].end()
                    yield layout.text[start:end], Span(start, end), "closing"
                    break


def _party_level(layout: Layout) -> str | None:
    """The Party committee the text speaks of most."""
    sample = layout.text[:MENTIONS] + layout.text[-6_000:]
    counts = Counter({level: len(re.findall(re.escape(level[:-2]) + "[uủ][ỷy]", sample)) for level in _LEVELS})
    level, count = counts.most_common(1)[0]
    return level if count else None


def _place_of(layout: Layout, vocab: Vocab, name: str) -> str | None:
    """The place of a body: where the text names the body with it, else the place of its level named most often."""
    sample = layout.text[:MENTIONS]
    key = name_key(name)
    level = next((kind for kind in _KINDS.split("|") if lower(name).endswith(f" {kind}")), None)
    for match in _BODY.finditer(sample):
        body = vocab.body_named(match["body"])
        if body is None or key not in (name_key(body.name), *map(name_key, body.variants)):
            continue
        level = level or match["kind"]
        known = _longest_known(f"{match['body']} {match['rest']}", vocab)
        place = vocab.place(known.partition("@")[2]) if known else None
        if place and (level is None or place.kind == level):
            return place.code
    counts = Counter(
        code
        for match in _PLACE.finditer(sample)
        if (code := _climb(vocab, vocab.place_code(f"{match['kind']} {match['name']}"), level))
    )
    return counts.most_common(1)[0][0] if counts else None


def _climb(vocab: Vocab, code: str | None, level: str | None) -> str | None:
    """A place, or the one above it of the kind wanted."""
    place = vocab.place(code or "")
    while place is not None and level is not None and place.kind != level:
        place = vocab.place(place.parent)
    return place.code if place else None


def _longest_known(mention: str, vocab: Vocab) -> str | None:
    words = mention.split()
    for count in range(len(words), 1, -1):
        code = vocab.issuer_code(" ".join(words[:count]))
        if code:
            return code
    return None
