"""Find the head of a document: its pieces, the line with its kind, and where the body begins.

The one rule: the head ends where the body begins (Căn cứ, Kính gửi, a heading, a sentence); number, date and issuer are
never looked for below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.metadata.pieces import COPIED, NATION, Piece, cut_pieces, is_capital
from archive.metadata.wraps import join_wrapped
from archive.model import Extracted, Fact, Page, Span, Status
from archive.text.folding import fold
from archive.text.normal import is_syllable
from archive.vocab import Kind, Vocab, mend_kind

WEB_TYPES = ("text/html", "multipart/related")
"""Media types of web pages, saved alone or with their pictures."""
WEB_LINES = 600
"""Lines of menus a web page may put before the document."""
STAMP_LINES = 6
"""Lines of the stamp of a register of incoming papers, from its word ĐẾN on (NĐ 30, phụ lục IV)."""
COPY_LINES = 12
"""Lines of a copy block above the paper: SAO Y BẢN CHÍNH, its own number, day and signature."""
LETTERHEAD_LINES = 8
"""Lines in capitals that may stand above the Quốc hiệu on a web page."""
LONGEST_TITLE_LINE = 240
"""A longer line that ends like a sentence belongs to the body."""
LONGEST_KIND = 24
"""Characters of the longest line in which a misread kind is looked for."""
LONGEST_NAME = 150
"""Characters of the longest name of a paper in small letters without a letterhead."""
SENTENCE_WORDS = 6
OPENING = re.compile(
    r"\b(?:Để|Thực hiện|Trong|Qua|Sau|Hiện nay|Nhằm|Theo|Trên cơ sở|Vừa qua|Đến nay|Tiếp theo|Thời gian|Những năm"
    r"|Được sự|Nhìn chung|Hàng năm|Hằng năm|Từ (?:ngày|năm|đầu|đó))\b|(?:Ngày|Năm|Tháng) \d"
)
"""First words of a body that follows the subject without a blank line."""
_NUMBERED = re.compile(r"(?<!\w)so\s{0,3}[:.]?\s{0,3}\d{1,6}[a-z]?\s?[/-]")
_FORMAL = ("nation", "motto", "party", "number", "date", "about")
SURENESS = 4
"""Forms in which a kind is printed, from alone in capitals to before a title."""
_BODY = re.compile(
    r"""(?: can\scu | xet\s(?:de\snghi|to\strinh|bao|thay)? | theo\sde\snghi | kinh\s(?:gui|trinh)\b
          | (?:dieu|chuong|phan|muc)\s(?:thu\s|[ivx]{1,4}\b|\d{1,2}\b)
          | quyet\s(?:nghi|dinh)\s?: | nghi\sdinh\s?: | noi\s(?:nhan|gui)\b | dien\s?:
          | (?:tm|kt|tl|tuq)\s?[./]\s{0,3}[a-z]{2} | [tk]/[ml]\s
          | [ivx]{1,4}\s?(?:[.)–]\s?\S | -\s) | [a-h]\s?[.)]\s | \d{1,2}\s?(?:[.)–]\s?[^\d\s] | -\s) )""",
    re.VERBOSE,
)
_BLURRED_ABOUT = re.compile(r"(?P<sign>V\S{1,3})\s+(?P<next>\w)")
_STAMP = re.compile(
    r"so\s?[:.]?\s{0,4}[\d.…]{0,8}$|ngay\s?:?\s|ngay\s?:|chuyen\s?:|so\sva\sky\shieu|luu\sho\sso|gio\s?:"
)
_SENTENCE_END = re.compile(r"[.;:!?…]\W{0,3}$|\./\.")


@dataclass(frozen=True, slots=True)
class KindLine:
    """The line with the kind of the document: which piece of the head, which kind, where its name ends in the piece."""

    index: int
    kind: Kind
    end: int
    above: int = 0
    """Pieces above it on which the name of the kind begins: `THÔNG TƯ` over `LIÊN TỊCH`."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document with its head found. `head` ends where the body begins (`body`, an offset)."""

    text: str
    plain: str
    pages: tuple[Page, ...]
    head: tuple[Piece, ...]
    body: int
    kind_line: KindLine | None
    addressed: bool
    """Whether an addressee (Kính gửi) ends the head."""
    formal: bool = True
    """Whether the head has any part of a letterhead: Quốc hiệu, the name of the Party, a number, a date, V/v."""

    @property
    def top(self) -> tuple[Piece, ...]:
        """The head above the kind of the document: letterhead, number, place and date."""
        return self.head[: self.kind_line.index - self.kind_line.above] if self.kind_line else self.head

    @property
    def about(self) -> Piece | None:
        """What a letter is about: `V/v …`, or `Về việc …` above the addressee where no kind is printed."""
        marked = next((piece for piece in self.head if piece.role == "about"), None)
        if marked or self.kind_line or not self.addressed:
            return marked
        return next(
            (piece for piece in self.head if piece.plain.startswith("ve viec ") or self._is_blurred(piece)), None
        )

    def _is_blurred(self, piece: Piece) -> bool:
        return blurred_about(piece.text) > 0 and self.scanned(piece.span.start)

    @property
    def top_end(self) -> int:
        """Offset where the part of the head above the kind ends."""
        return self.head[self.kind_line.index].span.start if self.kind_line else self.body

    def page_at(self, offset: int) -> Page | None:
        """The page that holds an offset."""
        return _page_at(self.pages, offset)

    def fact(
        self, value: str | None, start: int, end: int, *, method: str, status: Status = "printed", doubt: str = ""
    ) -> Fact:
        """A fact read from [start, end) of the stored text."""
        page = self.page_at(start)
        return Fact(
            value=value,
            raw=self.text[start:end],
            page=page.number if page else None,
            span=Span(start, end),
            status=status,
            method=method,
            doubt=doubt or None,
        )

    def scanned(self, offset: int) -> bool:
        """Whether the text at an offset was read from an image."""
        page = self.page_at(offset)
        return page is not None and page.source == "ocr"


def blurred_about(text: str) -> int:
    """Length of `V/v` as recognition reads it (`VWw`, `VỊv`) at the start of a line; 0 where a word stands there."""
    match = _BLURRED_ABOUT.match(text)
    return len(match["sign"]) if match and match["next"].islower() and not is_syllable(match["sign"]) else 0


def _page_at(pages: tuple[Page, ...], offset: int) -> Page | None:
    found = None
    for page in pages:
        if page.span.start > offset:
            break
        found = page
    return found


def lay_out(extracted: Extracted, vocab: Vocab) -> Layout:
    """Find the head of a document and cut it into pieces."""
    text = extracted.text
    plain = fold(text)
    start = _head_start(text, plain) if extracted.media_type in WEB_TYPES else 0
    pieces: list[Piece] = []
    formal = False
    copied = -COPY_LINES
    addressed, stamp = False, -STAMP_LINES - 1
    known = _Kinds(extracted.pages, vocab)
    for piece in join_wrapped(cut_pieces(text, plain, start), text):
        formal = formal or piece.role in _FORMAL
        if piece.role in ("nation", "motto", "party"):
            copied = -COPY_LINES
            continue
        if COPIED.fullmatch(piece.plain) and piece.capital:
            copied, pieces = (copied, pieces) if formal else (piece.line, [])
            continue
        if piece.line - copied < COPY_LINES and not known.begins_paper(piece):
            continue
        copied = -COPY_LINES
        if _opens_stamp(piece):
            stamp = piece.line
        elif piece.line - stamp <= STAMP_LINES and _STAMP.match(piece.plain):
            continue
        elif _begins_body(piece, pieces[-1] if pieces else None, known):
            body, addressed = piece.span.start, piece.role == "addressee"
            break
        else:
            pieces.append(piece)
    else:
        body = pieces[-1].span.end if pieces else start
    kind = _find_kind(pieces, known)
    titled = kind is not None and _NUMBERED.search(plain, pieces[kind.index].span.start, body)
    formal = formal or addressed or bool(titled)
    if not formal and kind and not _may_name(pieces[kind.index], kind):
        kind = None
    return Layout(text, plain, extracted.pages, tuple(pieces), body, kind, addressed, formal)


def _may_name(piece: Piece, kind: KindLine) -> bool:
    """Whether a line without a letterhead may name a paper: in capitals, or short and no sentence."""
    if is_capital(piece.text[: kind.end].strip()):
        return True
    return len(piece.text) <= LONGEST_NAME and not re.search(r"[.;:]\S|[.;:]\s", piece.text)


def _head_start(text: str, plain: str) -> int:
    """Where the head begins on a web page, which has menus before it: a few lines in capitals above the Quốc hiệu."""
    match = NATION.search(plain, 0, _after_lines(text, WEB_LINES))
    start = text.rfind("\n", 0, match.start()) + 1 if match else 0
    for _ in range(LETTERHEAD_LINES):
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        line = text[above : max(start - 1, above)]
        if line.strip() and not is_capital(line):
            break
        start = above
    return start


def _after_lines(text: str, count: int) -> int:
    """Offset after so many lines with text."""
    seen, start = 0, 0
    while seen < count:
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        seen += 1 if text[start:end].strip() else 0
        start = end + 1
    return start


def _opens_stamp(piece: Piece) -> bool:
    """Whether a piece is the word ĐẾN of a stamp."""
    return piece.capital and len(piece.words) <= 3 and piece.words[-1:] == ["den"]


def _find_kind(pieces: list[Piece], known: _Kinds) -> KindLine | None:
    """The line with the kind: the surest form, then the first; rather under the number than above it."""
    number = next((index for index, piece in enumerate(pieces) if piece.role == "number"), len(pieces))
    about = next((index for index, piece in enumerate(pieces) if piece.role == "about"), len(pieces))
    best: tuple[int, KindLine] | None = None
    for index, piece in enumerate(pieces):
        found = known.of(piece)
        told = index > 0 and pieces[index - 1].text.endswith(":") and not piece.capital
        cell = piece.column > 1 and not piece.capital
        if found is None or told or cell or (index < number < about < len(pieces)) or (index > about and found[0] >= 2):
            continue
        rank = found[0] + (SURENESS if index < number < len(pieces) else 0)
        if best is None or rank < best[0]:
            best = rank, KindLine(index, found[1], found[2])
    return _whole_kind(pieces, best[1], known) if best else None


def _whole_kind(pieces: list[Piece], line: KindLine, known: _Kinds) -> KindLine:
    """The kind with its second line: `THÔNG TƯ` and under it `LIÊN TỊCH`."""
    first, below = pieces[line.index], pieces[line.index + 1 : line.index + 2]
    if not below or below[0].role or not below[0].capital or line.end < len(first.text.rstrip(" *")):
        return line
    words = [*first.words, *below[0].words]
    found = known.vocab.kind_at(words)
    if found is None or found[1] < len(words):
        return line
    return KindLine(line.index + 1, found[0], len(below[0].text), above=1)


def _begins_body(piece: Piece, previous: Piece | None, known: _Kinds) -> bool:
    """Whether the body begins with a piece: a legal basis, an addressee, a heading, a sentence, or no body at all."""
    if piece.role in ("basis", "addressee"):
        return True
    if piece.role in ("number", "date", "about", "rule"):
        return False
    kind = known.of(piece)
    if kind and kind[0] < 2:
        return False
    if piece.column == 0 and _BODY.match(piece.plain.lstrip("-+•* ")):
        return True
    if piece.capital or not _SENTENCE_END.search(piece.text):
        return False
    if len(piece.text) > LONGEST_TITLE_LINE:
        return not (previous and known.of(previous) and OPENING.search(piece.text, SENTENCE_WORDS * 5))
    apart = previous is not None and (piece.line - previous.line > 1 or bool(_SENTENCE_END.search(previous.text)))
    under_kind = previous is not None and known.of(previous) is not None
    return apart and not under_kind and piece.text[0].isupper() and len(piece.words) >= SENTENCE_WORDS


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Tells the kind a line names; on a page read from an image also one whose letters were misread."""

    pages: tuple[Page, ...]
    vocab: Vocab

    def begins_paper(self, piece: Piece) -> bool:
        """Whether a piece in capitals names a body or a kind: behind a copy block the paper itself begins."""
        return not piece.role and piece.capital and (self.vocab.begins_body(piece.words) or self.of(piece) is not None)

    def of(self, piece: Piece) -> tuple[int, Kind, int] | None:
        """(rank, kind, end of its name in the piece), as `_kind_of`; a mended one ranks after the well printed."""
        found = _kind_of(piece, self.vocab)
        if found or piece.role or not piece.capital or len(piece.text) > LONGEST_KIND:
            return found
        page = _page_at(self.pages, piece.span.start)
        kind = mend_kind(piece.text, self.vocab) if page and page.source == "ocr" else None
        return (1, kind, len(piece.text)) if kind else None


def _kind_of(piece: Piece, vocab: Vocab) -> tuple[int, Kind, int] | None:
    """(rank, kind, end of its name in the piece): 0 alone in capitals, 1 in capitals, 2 alone, 3 before a title."""
    if piece.role:
        return None
    tokens = list(re.finditer(r"[a-z0-9]+", piece.plain[:80]))
    found = vocab.kind_at([token.group() for token in tokens])
    if found is None or piece.plain[: tokens[0].start()].strip(' -–*#•"“'):
        return None
    kind, count = found
    end = tokens[count - 1].end()
    rest = piece.plain[end:].strip(" *-–_")
    name = piece.text[tokens[0].start() : end]
    listed = piece.plain.startswith(("-", "–", "+", "•"))
    if rest.startswith((":", "va ", "so ", "so:", "nay", "/")) or rest[:1].isdigit():
        return None
    capital = is_capital(name)
    if listed and not capital:
        return None
    if not rest:
        return (0 if capital else 2), kind, end
    if capital and not rest.startswith(("cua nha nuoc",)):
        return 1, kind, end
    titled = piece.text[:1].isupper() and len(rest) > 8 and not _SENTENCE_END.search(piece.text)
    return (3, kind, end) if titled else None
