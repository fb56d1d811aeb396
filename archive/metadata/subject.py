"""The subject of the paper (trích yếu): the lines under its kind, or after V/v in an official letter.

The one rule: it ends where something else begins (a rule, the body's name, Kính gửi, Căn cứ, a bracket, a heading).
"""

from __future__ import annotations

import re
from dataclasses import replace

from archive.metadata.kind import INFORMAL, is_informal
from archive.metadata.layout import OPENING, Layout, blurred_about
from archive.metadata.marks import is_mark
from archive.metadata.pieces import CAPITALS, Piece, is_capital
from archive.model import Fact
from archive.text.normal import is_syllable
from archive.vocab import Vocab, is_quarter_confirmed, mend_words, name_key

LONGEST = 900
MISSING = "Không thấy trích yếu."
MENDED = "Trích yếu đọc từ ảnh quét, có dấu được sửa theo từ thường dùng; cần đối chiếu với bản gốc."
QUARTER = "Trích yếu đọc từ ảnh quét, số của quý không thấy lại trong nội dung; cần đối chiếu với bản gốc."
_STRANGE = re.compile(r"[^\w\s,.;:“”\"'’()/&%+–-]|_")
"""Signs no subject has: noise of an image beside or inside it."""
_LETTERS = re.compile(r"[^\W\d_]+")
_BEGIN = re.compile(rf"[“”\"'’(]?[{CAPITALS}][^\W\d_]*(?:[,:/][^\W\d_]*)?$")
MOST_RUBBISH = 6
"""Words before the first capital that may be noise."""
MOST_LINES = 10
_ATTACHED = re.compile(
    r"\(\s?(?:(?:ban\shanh|(?:dinh\s)?kem\stheo|theo|trinh|phuc\svu|tai\slieu|bao\scao\s(?:tai|trinh)|so\slieu|tinh\sden)\s"
    r"|tu\sngay\s\d)"
)
_OWN = re.compile(
    r"\W{0,6}so\s{0,3}[:.]?\s{0,3}\d[^\s]{1,60}(?:\s{0,3},?\s{0,3}ngay\s[\d\s./-]{1,12}(?:thang\s\d{1,2}\snam\s\d{4})?)?"
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
LONGEST_LINE = 240
"""Characters from which on a line under the kind holds more than the subject."""
_SENTENCE_END = re.compile(r"[:;.]\s*$")
_VERB = re.compile(r"(?<!\w)(?:duoc|da|phai|kinh\smoi|tran\strong|bao\scao\snhu\ssau)(?!\w)")
_NOTE = re.compile(r"\s?\[[^\[\]]{0,900}\]|<sup>[^<]{1,9}</sup>|(?<![ckd]m)(?<!\bm)[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_LEADING = ("cua", "do", "tai", "giua", "va", "cho", "thuoc", "voi", "theo", "den", "boi")
"""Words after which a body's name still belongs to the subject."""


def read_title(layout: Layout, issuer: Fact, vocab: Vocab) -> Fact:
    """The subject as printed, its lines joined."""
    if is_informal(layout) and layout.kind_line is not None:
        piece = layout.head[layout.kind_line.index]
        fact = _fact(layout, [(piece.span.start + layout.kind_line.end, piece.span.end)], "head", vocab)
        return replace(fact, doubt=fact.doubt or INFORMAL)
    if layout.kind_line is not None:
        return _after_kind(layout, layout.kind_line.index, layout.kind_line.end, issuer, vocab)
    if layout.about is not None:
        return _after_about(layout, layout.head.index(layout.about), vocab)
    return Fact(doubt=MISSING)


def _after_kind(layout: Layout, index: int, end: int, issuer: Fact, vocab: Vocab) -> Fact:
    first = layout.head[index]
    start = _skip_own(layout, first.span.start + end, layout.body, issuer, vocab)
    if _is_told_whose(layout, index, end, vocab):
        start = first.span.end
    parts: list[tuple[int, int]] = []
    previous = first
    for piece in layout.head[index:]:
        if piece.span.end <= start and piece is not first:
            previous = piece
            continue
        begin = max(piece.span.start, start)
        if piece is not first and (
            len(parts) >= MOST_LINES or _stops(piece, begin, previous, layout, parts, issuer, vocab)
        ):
            break
        if not parts and begin == piece.span.start and _repeats_issuer(piece, issuer, vocab):
            previous = piece
            continue
        if layout.text[begin : piece.span.end].strip(" *:-–.") and piece.role != "rule":
            parts.append((begin, piece.span.end))
        previous = piece
    return _title_fact(layout, parts, issuer, vocab)


def _is_told_whose(layout: Layout, index: int, end: int, vocab: Vocab) -> bool:
    """Whether only the body follows the kind, and the subject in the next line: `QUYẾT ĐỊNH CỦA UBND THỊ XÃ`."""
    rest = layout.head[index].plain[end:].split()
    below = layout.head[index + 1 : index + 2]
    told = rest[:1] == ["cua"] and vocab.begins_body(rest[1:])
    return told and bool(below) and (below[0].role == "about" or below[0].plain.startswith("ve viec "))


def _after_about(layout: Layout, index: int, vocab: Vocab) -> Fact:
    """The subject of a letter: V/v and the lines under it in the same column."""
    first = layout.head[index]
    parts = [(first.span.start, first.span.end)]
    previous = first
    for piece in layout.head[index + 1 :]:
        if piece.role == "rule" and piece.column != first.column:
            continue
        if piece.line - previous.line > 1 or piece.role in ("number", "addressee", "rule", "basis"):
            break
        if piece.role == "date" or piece.column != first.column or is_mark(piece.plain):
            continue
        parts.append((piece.span.start, piece.span.end))
        previous = piece
    return _fact(layout, parts, "about", vocab)


def _skip_own(layout: Layout, start: int, end: int, issuer: Fact, vocab: Vocab) -> int:
    """Step over `CỦA CHÍNH PHỦ SỐ 30/2020/NĐ-CP NGÀY 05 THÁNG 3 NĂM 2020` after the kind."""
    text, plain = layout.text, layout.plain
    note = _NOTE.match(text, start, end)
    start = note.end() if note else start
    lead = re.compile(r"\W{0,6}cua\s{1,3}").match(plain, start, end)
    if lead:
        words = list(re.finditer(r"\S+", text[lead.end() : min(end, lead.end() + 160)]))
        for count in range(min(len(words), 14), 0, -1):
            stop = lead.end() + words[count - 1].end()
            if _names_issuer(text[lead.end() : stop], issuer, vocab):
                start = stop
                break
    own = _OWN.match(plain, start, end)
    return own.end() if own else start


def _names_issuer(printed: str, issuer: Fact, vocab: Vocab) -> bool:
    """Whether printed words name the issuer or the office at its head: `BỘ TRƯỞNG BỘ TÀI CHÍNH`."""
    if issuer.value is None:
        return False
    words = printed.strip(" ,.:;-–").split()
    keys = [name_key(word) for word in words]
    within = issuer.value.partition("@")[2] or None
    post = vocab.post_at(keys)
    for rest in (words, words[post[1] :]) if post else (words,):
        name = " ".join(rest)
        code = vocab.issuer_code(name, within=within) if name else None
        if code and (code == issuer.value or ("@" not in code and code == issuer.value.partition("@")[0])):
            return True
        if name and name_key(name) == name_key(vocab.label("issuer", issuer.value)):
            return True
    return False


def _repeats_issuer(piece: Piece, issuer: Fact, vocab: Vocab) -> bool:
    """Whether a line under the kind names the issuer once more: `BAN CHỈ HUY PHÒNG THỦ DÂN SỰ TỈNH`."""
    if not issuer.value or not piece.capital or not vocab.begins_body(piece.words):
        return False
    return name_key(piece.text).startswith(name_key(vocab.label("issuer", issuer.value).partition(" tỉnh ")[0]))


def _stops(
    piece: Piece,
    begin: int,
    previous: Piece,
    layout: Layout,
    parts: list[tuple[int, int]],
    issuer: Fact,
    vocab: Vocab,
) -> bool:
    """Whether a piece no longer belongs to the subject; the part of it from `begin` on is looked at."""
    if begin > piece.span.start:
        return False
    if piece.role in ("rule", "number", "date", "addressee", "basis", "about") and (parts or piece.role != "about"):
        return piece.role != "rule" or bool(parts)
    if _ATTACHED.match(piece.plain) or is_mark(piece.plain):
        return True
    if not parts:
        return piece.text[-1] == ":" and bool(_VERB.search(piece.plain))
    text = layout.text[parts[0][0] : parts[-1][1]]
    if _names_issuer(piece.text, issuer, vocab) or (
        piece.capital and vocab.begins_body(piece.words) and not is_capital(text)
    ):
        return True
    small = piece.text[:1].islower() or piece.text[:1].isdigit()
    if OPENING.match(piece.text) and len(text.split()) >= 5:
        return True
    if piece.line - previous.line > 1 and len(text.split()) >= 4 and not small:
        return True
    if piece.capital != is_capital(layout.text[parts[-1][0] : parts[-1][1]]) and not small and len(text.split()) >= 3:
        return True
    return not small and len(text.split()) >= 4 and _is_sentence(piece)


def _is_sentence(piece: Piece) -> bool:
    """Whether a line with a capital at its beginning is a sentence of the body: by its colon, its length, its words."""
    if piece.text[-1] == ":":
        return True
    return piece.text[-1] in ".;" and (len(piece.text) > 110 or bool(_VERB.search(piece.plain)))


def _title_fact(layout: Layout, parts: list[tuple[int, int]], issuer: Fact, vocab: Vocab) -> Fact:
    while len(parts) > 1 and layout.scanned(parts[0][0]) and _is_rubbish(layout.text[slice(*parts[0])]):
        parts = parts[1:]
    if not parts:
        return Fact(doubt=MISSING)
    start, end = parts[-1]
    end = _cut_opening(layout, parts, _cut_prose(layout, start, end))
    end = _cut_issuer(layout, start, end, issuer, vocab)
    return _fact(layout, [*parts[:-1], (start, end)], "head", vocab)


def _cut_prose(layout: Layout, start: int, end: int) -> int:
    """A subject in capitals ends where small letters begin, when a converter glued the text to it."""
    words = list(re.finditer(r"\S+", _NOTE.sub(lambda note: " " * len(note.group()), layout.text[start:end])))
    if len(words) < 4 or not is_capital(" ".join(word.group() for word in words[:4])):
        return end
    for word in words[4:]:
        if re.search("[a-z]", word.group()):
            return start + word.start()
    return end


def _cut_opening(layout: Layout, parts: list[tuple[int, int]], end: int) -> int:
    """A subject in small letters ends where the first sentence of the text begins, when a converter glued it on."""
    start = parts[-1][0]
    words = sum(len(layout.text[a:b].split()) for a, b in parts[:-1])
    if not (_SENTENCE_END.search(layout.text, start, end) or end - start > LONGEST_LINE):
        return end
    for match in OPENING.finditer(layout.text, start, end):
        before = layout.text[start : match.start()].rstrip()
        if words + len(before.split()) >= 5 and before[-1:].isalnum():
            return start + len(before)
    return end


def _cut_issuer(layout: Layout, start: int, end: int, issuer: Fact, vocab: Vocab) -> int:
    """Cut the name of the issuer that a converter glued to the end of the subject."""
    words = list(re.finditer(r"\S+", layout.text[start:end]))
    for index in range(max(4, len(words) - 16), len(words)):
        before = name_key(words[index - 1].group())
        tail = layout.text[start + words[index].start() : end]
        free = before not in _LEADING and not words[index - 1].group().endswith(",")
        if free and is_capital(tail) and _names_issuer(tail, issuer, vocab):
            return start + words[index - 1].end()
    return end


def _fact(layout: Layout, parts: list[tuple[int, int]], method: str, vocab: Vocab) -> Fact:
    printed = " ".join(layout.text[start:end] for start, end in parts)
    value = " ".join(_NOTE.sub("", printed).split())
    value = value.strip(" *-–_").rstrip(" .,;:")
    value = value[1:-1].strip() if _QUOTED.fullmatch(value) else value
    doubt = ""
    scanned = layout.scanned(parts[0][0])
    whole = value
    if scanned:
        value = _without_rubbish(value)
        blurred = blurred_about(value) if method == "about" else 0
        mended = mend_words(f"V/v{value[blurred:]}" if blurred else value, layout.text[layout.body :], vocab)
        sure = is_quarter_confirmed(mended, layout.text[layout.body :])
        value, doubt = mended, MENDED if mended != value else "" if sure else QUARTER
    if len(value) > LONGEST:
        value = value[:LONGEST].rstrip()
        doubt = "Trích yếu dài bất thường, có thể lẫn nội dung."
    if scanned and not doubt and (value != whole or _is_odd(value)):
        doubt = "Trích yếu đọc từ ảnh quét có ký tự lạ, cần đối chiếu với bản gốc."
    return layout.fact(value, parts[0][0], parts[-1][1], method=method, doubt=doubt) if value else Fact(doubt=MISSING)


def _without_rubbish(value: str) -> str:
    """A subject read from an image without what stands before its first capital, if that is no writing.

    A subject begins with a capital (Nghị định 30/2020/NĐ-CP, phụ lục I.II.5).
    """
    words = value.split()
    lead = next((at for at, word in enumerate(words[: MOST_RUBBISH + 1]) if _BEGIN.match(word)), 0)
    return " ".join(words[lead:]) if any(not _is_writing(word) for word in words[:lead]) else value


def _is_rubbish(printed: str) -> bool:
    """Whether most of what was read in a line is no writing."""
    words = printed.split()
    return 2 * sum(len(word) > 1 and _is_writing(word) for word in words) < len(words)


def _is_writing(word: str) -> bool:
    bare = word.strip(",.;:“”\"'’()")
    return is_syllable(bare) or bare.isdigit()


def _is_odd(value: str) -> bool:
    """Whether a subject has a sign no subject has, or a word with Vietnamese marks nobody can say."""
    return bool(_STRANGE.search(value)) or any(
        not word.isascii() and not word.isupper() and not is_syllable(word) for word in _LETTERS.findall(value)
    )
