"""Who signed (người ký), in which office (chức vụ) and for whom (thể thức đề ký).

The one rule: only a name under an office in the signature is a signer; a person named in the title or the text is not.
Forms: Nghị định 30/2020/NĐ-CP, phụ lục I.II.7 (TM., KT., TL., TUQ., Q.); Hướng dẫn 36-HD/VPTW (T/M, K/T, T/L).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive.metadata.closing import AUTHORITY, HEADING, Closing, Slip
from archive.metadata.layout import Layout
from archive.metadata.pieces import CAPITALS, is_capital
from archive.model import ABSENT, Fact, Span
from archive.text.folding import fold
from archive.vocab import Vocab, name_key

_NOISE = re.compile(
    r"""\(?\s*(?:đã\ský|da\sky|ký\stên|chữ\ský|dấu|signature|digitally|signed)|
        (?:người\ský|ký\sbởi|ký\sngày|thời\sgian\ský|ngày\ský|email|e-mail|cơ\squan:|tổ\schức|location|reason|date:|chức\svụ:)""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNED = re.compile(r"[-–(]?\s*\(?(?:đã ký|da ky)", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;()]+|[,;()]")
_NAME_WORD = re.compile(rf"[{CAPITALS}][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?$")
_VOWEL = re.compile("[aeiouy]")
_GAP = 2
"""Lines between an office and a name in capitals that tell it from one more line of the office."""
LONGEST_NAME = 6
PROSE_WORDS = 2
"""Small words after which a line is a sentence, whose names are no signatures."""


@dataclass(slots=True)
class Signature:
    """One signature while it is being read: spans of the parts found so far."""

    chain: list[tuple[str, Span]] = field(default_factory=list)
    superior: list[Span] = field(default_factory=list)
    office: list[Span] = field(default_factory=list)
    name: Span | None = None
    line: int = 0
    """Line of the part read last."""
    guessed: bool = False
    """Whether the name is in capitals right under the office, so it may be one more line of the office."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a signature line: an authority prefix, an office, other capitals, or a name."""

    kind: str
    span: Span
    line: int
    alone: bool = False
    """Whether its line holds nothing but capitals."""


def read_signatures(layout: Layout, closing: Closing, vocab: Vocab) -> list[Signature]:
    """The signatures of a paper in printed order; without any name, at most the first office."""
    found = [
        signature
        for stream in _streams(closing, vocab)
        for signature in _signatures(layout, stream, vocab)
        if signature.name or signature.office or signature.chain
    ]
    unsigned = [
        signature
        for signature in found[:1]
        if signature.chain or is_capital(layout.text[signature.office[0].start : signature.office[0].end])
    ]
    return [signature for signature in found if signature.name] or unsigned


def read_people(
    layout: Layout, closing: Closing, signatures: list[Signature], issuer: Fact, vocab: Vocab
) -> dict[str, tuple[Fact, ...]]:
    """Facts of signer, signer_position and authority_chain, one signer after another."""
    if not any(signature.name or signature.office for signature in signatures):
        lone = _lone_name(layout, closing, vocab) or Fact(doubt="Không thấy chữ ký ở cuối văn bản.")
        return {"signer": (lone,), "signer_position": (ABSENT,), "authority_chain": (ABSENT,)}
    return {
        "signer": tuple(_signer(layout, signature, vocab) for signature in signatures),
        "signer_position": tuple(_position(layout, signature, issuer, vocab) for signature in signatures),
        "authority_chain": tuple(
            layout.fact(prefix, span.start, span.end, method="signature")
            for signature in signatures
            for prefix, span in signature.chain
        )
        or (ABSENT,),
    }


def find_superior(signatures: list[Signature]) -> Span | None:
    """Where the body or office stands that a signature is given for: `ỦY BAN NHÂN DÂN` after `TM.`."""
    for signature in signatures:
        if signature.chain and signature.superior:
            return Span(signature.superior[0].start, signature.superior[-1].end)
    return None


def _lone_name(layout: Layout, closing: Closing, vocab: Vocab) -> Fact | None:
    """A name without an office, told by the words (Đã ký) behind it."""
    for slip in closing.signature:
        signed = _SIGNED.search(slip.text)
        name = slip.text[: signed.start()].strip() if signed else ""
        if name and _is_name(name) and vocab.is_surname(name.split()[0]):
            doubt = "Thấy tên người ký nhưng không thấy chức vụ."
            start = slip.span.start
            return layout.fact(_title_case_all(name), start, start + len(name), method="signature", doubt=doubt)
    return None


def _streams(closing: Closing, vocab: Vocab) -> list[list[Slip]]:
    """The signature as one column, or as several where signatures stand side by side."""
    rows: dict[int, list[Slip]] = {}
    for slip in closing.signature:
        rows.setdefault(slip.line, []).append(slip)
    for row in rows.values():
        heads = [slip for slip in row if AUTHORITY.match(slip.text) or _is_office(slip.text, vocab)]
        if len(heads) > 1:
            columns = sorted({slip.column for slip in heads})
            return [
                [
                    slip
                    for slip in closing.signature
                    if max((c for c in columns if c <= slip.column), default=0) == column
                ]
                for column in columns
            ]
    return [list(closing.signature)]


def _is_office(text: str, vocab: Vocab) -> bool:
    return vocab.post_at(name_key(text).split()) is not None


def _signatures(layout: Layout, stream: list[Slip], vocab: Vocab) -> list[Signature]:
    """Read the parts of a column one after another."""
    done: list[Signature] = []
    current = Signature()
    for slip in stream:
        if _NOISE.match(slip.text) or HEADING.match(slip.text):
            continue
        title = False
        for token in _tokens(layout, slip, vocab):
            title = token.kind != "authority" and (title or _begins_title(current, token))
            if title:
                continue
            if current.name is not None and current.guessed and token.kind == "name":
                current.office.append(current.name)
                current.name, current.guessed = token.span, False
            elif current.name is not None:
                if token.kind not in ("authority", "office") or token.line - current.line > 15:
                    continue
                done.append(current)
                current = Signature()
                _take(layout, current, token, vocab)
            else:
                _take(layout, current, token, vocab)
    return [*done, current]


def _begins_title(current: Signature, token: Token) -> bool:
    """Whether capitals follow a whole name in its line: the title of what is attached, which may mention posts."""
    return current.name is not None and not current.guessed and token.kind == "capitals" and token.line == current.line


def _take(layout: Layout, current: Signature, token: Token, vocab: Vocab) -> None:
    """Put one part where it belongs."""
    text = layout.text[token.span.start : token.span.end]
    waiting = bool(current.chain) and not current.superior and not current.office and not _acting(current)
    if token.kind == "authority":
        current.chain.append((_prefix(text, vocab), token.span))
        current.superior = []
    elif waiting:
        current.superior = [token.span]
    elif token.kind == "office":
        current.office.append(token.span)
    elif token.kind == "name" and (current.office or current.chain):
        current.name = token.span
    elif token.kind == "capitals" and current.office and token.alone:
        gap = token.line - current.line > _GAP
        if (
            _is_name(text)
            and (gap or vocab.is_surname(text.split()[0]))
            and not vocab.begins_body(name_key(text).split())
        ):
            current.name, current.guessed = token.span, not gap
        elif all(_VOWEL.search(key) for key in name_key(text).split()):
            current.office.append(token.span)
    current.line = token.line


def _acting(current: Signature) -> bool:
    return bool(current.chain) and current.chain[-1][0].startswith("Q")


def _prefix(text: str, vocab: Vocab) -> str:
    """An authority prefix as printed, without blanks and in capitals."""
    if len(text.split()) > 1 and text.split()[0].isalpha():
        return " ".join(text.split())
    bare = "".join(text.split()).upper()
    if bare.endswith(("/.", "..")):
        bare = bare[:-1]
    forms = {form for authority in vocab.authorities for form in authority.forms}
    return bare if bare in forms or bare.rstrip(".") not in forms else bare.rstrip(".")


def _tokens(layout: Layout, slip: Slip, vocab: Vocab) -> Iterator[Token]:
    """The parts of one slip: prefixes, runs of capitals (cut where an office begins), names."""
    start, end = slip.span.start, slip.span.end
    position = start
    for match in AUTHORITY.finditer(layout.text, start, end):
        yield from _runs(layout, position, match.start(), slip.line, vocab)
        yield Token("authority", Span(match.start(), match.start() + len(match.group().rstrip())), slip.line)
        position = match.end()
    yield from _runs(layout, position, end, slip.line, vocab)


def _runs(layout: Layout, start: int, end: int, line: int, vocab: Vocab) -> Iterator[Token]:
    """Runs of words in capitals and of capitalised words."""
    text = layout.text[start:end]
    if not text.strip():
        return
    if not is_capital(text) and _is_office(text, vocab) and len(text.split()) <= 8 and not _has_capital_run(text):
        yield Token("office", Span(start, end), line)
        return
    alone = is_capital(text)
    run: list[re.Match[str]] = []
    kind, small = "", 0
    for match in (*_WORD.finditer(text), None):
        found = _kind_of_word(match.group(), kind) if match else ""
        if run and found != kind:
            if kind == "capitals":
                yield from (replace(token, alone=alone) for token in _offices(run, start, line, vocab))
            elif small < PROSE_WORDS and _ends_name(text[run[-1].end() :]) and _counts_as_name(run):
                yield Token("name", Span(start + run[0].start(), start + run[-1].end()), line)
            run = []
        kind = found
        small += 1 if match and match.group()[0].islower() else 0
        if match and found:
            run.append(match)


def _has_capital_run(text: str) -> bool:
    return any(len(word) > 2 and is_capital(word) for word in text.split())


def _kind_of_word(word: str, before: str) -> str:
    if word == "," and before == "capitals":
        return before
    if len(word) > 1 and is_capital(word) and word[0].isalpha():
        return "capitals"
    if len(word) == 1 and word.isalpha() and word.isupper():
        return before or "name"
    if word in ("-", "–", "&") and before == "capitals":
        return before
    return "name" if _NAME_WORD.match(word) else ""


def _counts_as_name(run: list[re.Match[str]]) -> bool:
    """Two to six capitalised words, or one with an apostrophe (K'Brít)."""
    return 2 <= len(run) <= LONGEST_NAME or (len(run) == 1 and "'" in run[0].group().replace("’", "'"))


def _ends_name(after: str) -> bool:
    """Whether what follows a name in its line leaves it one: nothing, a bracket, (Đã ký), or a heading in capitals."""
    words = after.split()
    return not words or words[0][0] in "(-–*.," or is_capital(words[0]) or bool(_SIGNED.match(after.strip()))


def _offices(run: list[re.Match[str]], start: int, line: int, vocab: Vocab) -> Iterator[Token]:
    """The tokens of a run of capitals, cut before each office but the first."""
    keys = [name_key(match.group()) for match in run]
    if vocab.rank_at(" ".join(keys).split()) == len(" ".join(keys).split()):
        return
    first, index = 0, 0
    while index <= len(run):
        post = vocab.post_at([key for key in keys[index:] if key]) if index < len(run) and keys[index] else None
        if index == len(run) or (post and index > first):
            if index > first:
                office = vocab.post_at([key for key in keys[first:index] if key])
                span = Span(start + run[first].start(), start + run[index - 1].end())
                yield Token("office" if office else "capitals", span, line)
            first = index
        index += max(post[1], 1) if post else _body_length(keys[index:], vocab)


def _body_length(keys: list[str], vocab: Vocab) -> int:
    """Words to step over: all of a body's name that holds that of an office (`HỘI ĐỒNG BỘ TRƯỞNG`), else one."""
    if keys[:3] == ["doan", "chu", "tich"]:
        return 3
    return next((count for count in range(len(keys), 1, -1) if vocab.body_named(" ".join(keys[:count]))), 1)


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= LONGEST_NAME and all(_NAME_WORD.match(word) for word in words)


def _signer(layout: Layout, signature: Signature, vocab: Vocab) -> Fact:
    if signature.name is None:
        return Fact(doubt="Thấy chức vụ nhưng không thấy tên người ký.", method="signature", status="blank")
    start, end = signature.name.start, signature.name.end
    words = layout.text[start:end].strip(" .,").split()
    ranks = vocab.rank_at([name_key(word) for word in words])
    words = words[ranks:] if len(words) - ranks >= 2 else words
    name = _title_case_all(" ".join(words))
    doubt = "Tên đọc từ ảnh quét, cần đối chiếu với bản gốc." if layout.scanned(start) else ""
    name = _with_surname(name, vocab) if doubt else name
    if not doubt and not vocab.is_surname(name.split()[0]) and "'" not in name.replace("’", "'"):
        doubt = "Họ của người ký không có trong từ vựng, cần kiểm tra lại tên."
    return layout.fact(name, start, end, method="signature", doubt=doubt)


def _with_surname(name: str, vocab: Vocab) -> str:
    """A name read from an image with the one family name that its first word is but for marks: `Đỉnh` is `Đinh`."""
    first, *rest = name.split()
    alike = {word.name for word in vocab.surnames if fold(word.name) == fold(first)}
    return " ".join([*alike, *rest]) if len(alike) == 1 and not vocab.is_surname(first) else name


def _title_case_all(name: str) -> str:
    return " ".join(_title_case(word) for word in name.split())


def _title_case(word: str) -> str:
    if not word.isupper() or len(word) == 1:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def _position(layout: Layout, signature: Signature, issuer: Fact, vocab: Vocab) -> Fact:
    if not signature.office:
        return _deputy(layout, signature, vocab)
    start, end = signature.office[0].start, signature.office[-1].end
    printed = " ".join(layout.text[span.start : span.end].strip(" ,;.") for span in signature.office)
    value = _office_name(printed, issuer.value or "", vocab)
    if _acting(signature) and not value.startswith("Quyền"):
        value = f"Quyền {value}"
    return layout.fact(value, start, end, method="signature")


def _deputy(layout: Layout, signature: Signature, vocab: Vocab) -> Fact:
    """Who signs KT. for an office, with no office of his own printed, is its deputy (NĐ 30, phụ lục I.II.7)."""
    if not signature.chain or signature.chain[-1][0][:1] != "K" or not signature.superior:
        return ABSENT
    start, end = signature.superior[0].start, signature.superior[-1].end
    printed = layout.text[start:end].strip(" ,;.")
    deputy = "Thứ trưởng" if name_key(printed) == "bo truong" else f"Phó {vocab.post_spelled(printed)}"
    if vocab.post_at(name_key(deputy).split()) is None or signature.name is None:
        return ABSENT
    doubt = "Chức vụ suy ra từ thể thức ký thay, văn bản không in hoặc ảnh quét không đọc được."
    return layout.fact(deputy, start, end, method="signature", status="inferred", doubt=doubt)


def _office_name(printed: str, issuer: str, vocab: Vocab) -> str:
    """`GIÁM ĐỐC SỞ TÀI CHÍNH` as `Giám đốc Sở Tài chính`; the name of the issuer itself is left out."""
    words = printed.split()
    found = vocab.post_at([name_key(word) for word in words])
    if found is None:
        return vocab.tidy(printed)
    count = found[1]
    post = vocab.post_spelled(" ".join(words[:count]).strip(" ,;."))
    rest = " ".join(words[count:]).strip(" ,-–")
    if not rest:
        return post
    within = issuer.partition("@")[2] or None
    if issuer and issuer in (
        vocab.issuer_code(rest, within=within),
        vocab.issuer_code(f"{post} {rest}", within=within),
    ):
        return post
    tidy = vocab.tidy(rest)
    second = _office_name(rest, issuer, vocab) if _is_office(rest, vocab) else None
    if second:
        return f"{post}, {second}"
    begins = vocab.begins_body(fold(rest).split()) or not is_capital(rest)
    small = tidy[1:2].islower() and not begins
    return f"{post} {tidy[:1].lower() + tidy[1:] if small else tidy}"
