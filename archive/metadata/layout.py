"""Cut a document into what its readers look at: the pieces of the head, and where the body begins.

A line of the head holds several pieces: the two columns of the letterhead, or a whole letterhead glued into one line by
a converter. The one rule: a piece is a slice of the stored text, so whatever is read from it has its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.model import Extracted, Fact, Page, Span, Status
from archive.text.folding import fold
from archive.vocab import Kind, Vocab

HEAD_LINES = 70
"""Lines with text in which a head may lie; a head of Nghị định 30/2020/NĐ-CP takes about twenty."""
HEAD_CHARACTERS = 12_000
WEB_LINES = 600
"""Lines of menus a web page may put before the document."""
STAMP_LINES = 6
"""Lines of the stamp of a register of incoming papers, from its word ĐẾN on (NĐ 30, phụ lục IV)."""
LETTERHEAD_LINES = 8
"""Lines in capitals that may stand above the Quốc hiệu on a web page."""
LONGEST_TITLE_LINE = 240
"""A longer line that ends like a sentence belongs to the body."""
SENTENCE_WORDS = 6
DOUBLE_SPACED = 0.6
"""Share of lines followed by one blank line from which on blank lines part nothing."""
LINE_CHARACTERS = 2_000
"""A longer line is prose; only its beginning can belong to a head."""

CAPITALS = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITAL = re.compile(f"[{CAPITALS}]")
_PLAIN_SMALL = re.compile("[a-z]")

_NATION = r"cong\s{1,4}hoa\s{1,4}xa\s{1,4}hoi\s{1,4}chu\s{1,4}ngh[il]?a\s{1,4}viet\s{0,4}nam"
_MARKS = re.compile(
    rf"""(?P<nation>(?<!nuoc\s){_NATION})                                  # CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      | (?P<motto>doc\s{{0,3}}lap\s{{0,3}}[-–—.:]?\s{{0,3}}tu\s{{0,3}}do\s{{0,3}}[-–—.:]?\s{{0,3}}hanh\s{{0,3}}phuc)
      | (?P<party>(?<!trung\suong\s)dang\s{{1,3}}cong\s{{1,3}}san\s{{1,3}}viet\s{{0,3}}nam)  # ĐẢNG CỘNG SẢN VIỆT NAM
      | (?P<rule>[-–—_=*~.•&o0:^+#]*(?:[-–—=*~]{{3,}}|_{{5,}})[-–—_=*~.•&o0:^+#]*)  # -------, ***, ===&===
      | (?P<number>(?<!\w)(?:(?:bo\s)?luat\s|phap\slenh\s)?so\s{{0,4}}[:;]  # Số: , Luật số:
          | (?<!\w)so(?=\s{{1,60}}\d{{0,6}}[a-z]?\s{{0,40}}-\s?[a-z]{{1,6}}\s?/))  # Số 07-ĐA/TU
      | (?P<about>(?<!\w)v\s?/\s?v(?!\w))                                  # V/v
      | (?P<addressee>(?<!\w)kinh\s{{1,3}}(?:gui|trinh)(?!\w))             # Kính gửi
      | (?P<basis>(?<!\w)can\s{{1,3}}cu(?!\w))                             # Căn cứ
    """,
    re.VERBOSE,
)
_NATION_LINE = re.compile(_NATION)
DATE = re.compile(
    r"""(?P<word>(?<!\w)ngay) [\s.…_/]{0,24}
        (?: (?P<day>\d{1,2}) [\s.…_]{0,24} | [^\d\s]\s{0,3} )? thang [\s.…_/]{0,24}
        (?: (?P<month>\d{1,2}) [\s.…_]{0,24} )? (?:nam|,)? [\s.…_]{0,12} (?P<year>(?:19|20)\d\d(?!\d))?
      | (?<!\w)ngay \s{0,4} (?P<day2>\d{1,2})\s?[/.-]\s?(?P<month2>\d{1,2})\s?[/.-]\s?(?P<year2>(?:19|20)\d\d)(?!\d)
      | (?<!\w)thang \s{1,4} (?P<month3>\d{1,2}) \s{0,4} (?:/|\s{1,4}nam\s{1,4}) \s{0,4} (?P<year3>(?:19|20)\d\d)(?!\d)
    """,
    re.VERBOSE,
)
"""A date over folded text, any of its numbers left blank: `ngày 09 tháng 12 năm 2022`, `ngày     tháng 3 năm 2023`."""
_SMALL = f"(?:(?![{CAPITALS}])[^\\W\\d_])"
PLACE = re.compile(
    rf"""(?<![\w/-]) (?P<place> (?:T\.?[Pp]\.?\s?|Thành\sphố\s)?
           (?: (?:Quận|Phường)\s\d{{1,2}}
             | [{CAPITALS}]{_SMALL}{{0,9}} (?: (?:\s{{1,2}}|\s?[-–.'’]\s?) [{CAPITALS}]{_SMALL}{{0,9}} ){{0,6}}
             | ^[{CAPITALS}]{_SMALL}{{1,9}}\s{_SMALL}{{1,9}}                      # Hà nội
             | ^[{CAPITALS}]{{2,9}} (?: (?:\s|\s?-\s?) [{CAPITALS}]{{1,9}} ){{0,4}} ) )   # HÀ NỘI
         \s{{0,3}} (?P<comma>[,.;]|\s-)? \s{{0,6}} $""",
    re.VERBOSE,
)
"""The place before the date, at the end of what stands there: `Lai Châu, `, `Bà Rịa - Vũng Tàu, `, `TP.Cần Thơ, `."""
_BODY = re.compile(
    r"""(?: can\scu | xet\s(?:de\snghi|to\strinh|bao|thay)? | theo\sde\snghi | kinh\s(?:gui|trinh)\b
          | (?:dieu|chuong|phan|muc)\s(?:thu\s|[ivx]{1,4}\b|\d{1,2}\b)
          | quyet\s(?:nghi|dinh)\s?: | nghi\sdinh\s?: | noi\s(?:nhan|gui)\b
          | (?:tm|kt|tl|tuq)\s?[./]\s{0,3}[a-z]{2} | [tk]/[ml]\s
          | [ivx]{1,4}\s?(?:[.)–]\s?\S | -\s) | [a-h]\s?[.)]\s | \d{1,2}\s?(?:[.)–]\s?[^\d\s] | -\s) )""",
    re.VERBOSE,
)
_OPEN = re.compile(
    r"(?:(?<!\w)(?:so|s6)\s?[:.;]?\s{0,60}[\d.…_]{0,20}[a-z]?|(?<!\w)(?:ngay|thang|nam)[\s\d.…_]{0,60}|/|\w\s?,)$"
)
_CLOSE = re.compile(r"[/\d.…_-]|(?:thang|nam)\b|,?\s?ngay\b|,")
_STAMP = re.compile(
    r"so\s?[:.]?\s{0,4}[\d.…]{0,8}$|ngay\s?:?\s|ngay\s?:|chuyen\s?:|so\sva\sky\shieu|luu\sho\sso|gio\s?:"
)
_SENTENCE_END = re.compile(r"[.;:!?…]\W{0,3}$|\./\.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of one line: `plain` is its folded text, `role` the landmark it begins with, `line` counts from 0."""

    text: str
    plain: str
    span: Span
    line: int
    column: int
    role: str = ""

    @property
    def words(self) -> list[str]:
        """Folded words, punctuation left out."""
        return re.findall(r"[a-z0-9]+", self.plain)

    @property
    def capital(self) -> bool:
        """Whether it is printed in capitals; fonts that lost their capital letters with marks count as well."""
        return is_capital(self.text)


@dataclass(frozen=True, slots=True)
class KindLine:
    """The line with the kind of the document: which piece of the head, which kind, where its name ends in the piece."""

    index: int
    kind: Kind
    end: int


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

    @property
    def top(self) -> tuple[Piece, ...]:
        """The head above the kind of the document: letterhead, number, place and date."""
        return self.head[: self.kind_line.index] if self.kind_line else self.head

    @property
    def about(self) -> Piece | None:
        """What a letter is about: `V/v …`, or `Về việc …` above the addressee where no kind is printed."""
        marked = next((piece for piece in self.head if piece.role == "about"), None)
        if marked or self.kind_line or not self.addressed:
            return marked
        return next((piece for piece in self.head if piece.plain.startswith("ve viec ")), None)

    @property
    def top_end(self) -> int:
        """Offset where the part of the head above the kind ends."""
        return self.head[self.kind_line.index].span.start if self.kind_line else self.body

    def page_at(self, offset: int) -> Page | None:
        """The page that holds an offset."""
        found = None
        for page in self.pages:
            if page.span.start <= offset:
                found = page
        return found

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


def lay_out(extracted: Extracted, vocab: Vocab) -> Layout:
    """Find the head of a document and cut it into pieces."""
    text = extracted.text
    plain = fold(text)
    start = _head_start(text, plain) if extracted.media_type == "text/html" else 0
    pieces: list[Piece] = []
    addressed, stamp = False, -STAMP_LINES - 1
    for piece in _pieces(text, plain, start):
        if piece.role in ("nation", "motto", "party"):
            continue
        if _opens_stamp(piece):
            stamp = piece.line
        elif piece.line - stamp <= STAMP_LINES and _STAMP.match(piece.plain):
            continue
        elif _begins_body(piece, pieces[-1] if pieces else None, vocab):
            body, addressed = piece.span.start, piece.role == "addressee"
            break
        else:
            pieces.append(piece)
    else:
        body = pieces[-1].span.end if pieces else start
    return Layout(text, plain, extracted.pages, tuple(pieces), body, _find_kind(pieces, vocab), addressed)


def is_capital(text: str) -> bool:
    """Whether text is printed in capitals: at least two, and no small letter without marks."""
    return not _PLAIN_SMALL.search(text) and len(_CAPITAL.findall(text)) >= 2


def cells(line: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the columns of a line: what stands between gaps of three blanks or a tab."""
    for match in re.finditer(r"\S(?:[^\t\n ]| (?! {2}))*", line):
        start, end = match.span()
        while end > start and line[end - 1].isspace():
            end -= 1
        yield start, end


def _head_start(text: str, plain: str) -> int:
    """Where the head begins on a web page, which has menus before it: a few lines in capitals above the Quốc hiệu."""
    match = _NATION_LINE.search(plain, 0, _after_lines(text, WEB_LINES))
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


def _pieces(text: str, plain: str, start: int) -> Iterator[Piece]:
    """All pieces of the lines in which a head may lie."""
    spare = 1 if _double_spaced(text[start : start + HEAD_CHARACTERS]) else 0
    line, blank, seen, offset = 0, 0, 0, start
    while offset < len(text) and seen < HEAD_LINES and offset - start < HEAD_CHARACTERS:
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        short = text[offset : min(end, offset + LINE_CHARACTERS)]
        if short.strip():
            seen += 1
            line += 1 + max(blank - spare, 0)
            blank = 0
            for column, (left, right) in enumerate(_columns(short, plain[offset : offset + len(short)])):
                yield from _cut(text, plain, offset + left, offset + right, line, column)
        else:
            blank += 1
        offset = end + 1


def _double_spaced(sample: str) -> bool:
    """Whether most lines are followed by one blank line, as when every line of a page was copied as a paragraph."""
    lines = len(re.findall(r"\S[^\n]*", sample))
    return lines > 5 and len(re.findall(r"\S[^\n]*\n[^\S\n]*\n[^\S\n]*(?=\S)", sample)) > DOUBLE_SPACED * lines


def _columns(line: str, plain: str) -> list[tuple[int, int]]:
    """The columns of a line of the head; a wide blank inside a number or a date is no border."""
    columns: list[tuple[int, int]] = []
    for start, end in cells(line):
        if columns and _OPEN.search(plain, *columns[-1]) and _CLOSE.match(plain, start, end):
            columns[-1] = columns[-1][0], end
        else:
            columns.append((start, end))
    return columns


def _cut(text: str, plain: str, start: int, end: int, line: int, column: int) -> Iterator[Piece]:
    """One column of a line, cut before and after its landmarks."""
    cuts: list[tuple[int, int, str]] = []
    for match in _MARKS.finditer(plain, start, end):
        role = str(match.lastgroup)
        if role == "number" and _is_citation(plain, start, match.start()):
            continue
        closed = role in ("nation", "motto", "party", "rule")
        cuts.append((match.start(), match.end() if closed else -1, role))
    cuts += [(at, stop, "date") for at, stop in _dates(text, plain, start, end)]
    position, role = start, ""
    for at, stop, found in sorted(cuts):
        if at < position:
            continue
        yield from _piece(text, plain, position, at, line, column, role)
        position, role = at, found
        if stop > 0:
            yield from _piece(text, plain, at, stop, line, column, found)
            position, role = stop, ""
    yield from _piece(text, plain, position, end, line, column, role)


def _piece(text: str, plain: str, start: int, end: int, line: int, column: int, role: str) -> Iterator[Piece]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Piece(text[start:end], plain[start:end], Span(start, end), line, column, role)


def _is_citation(plain: str, start: int, at: int) -> bool:
    """Whether `số:` follows the name of a cited document, as in `Quyết định số: 12/QĐ-UBND`."""
    before = plain[max(start, at - 40) : at].split()
    return bool(before) and before[-1].isalpha() and len(before[-1]) > 1 and at - start > 2


def _dates(text: str, plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, end) of place and date lines: a date after a place and a comma, or alone in its column."""
    for match in DATE.finditer(plain, start, end):
        place = find_place(text, start, match.start())
        before, after = text[start : match.start()].strip(" .…_,-"), text[match.end() : end].strip(" .…_*-")
        if place and place[0] == start and (place[2] or not match["year3"]):
            yield start, match.end()
        elif place and place[2] and not is_capital(text[place[0] : match.end()]):
            yield place[0], match.end()
        elif not before and not after and not match["year3"]:
            yield start, match.end()


def find_place(text: str, start: int, end: int) -> tuple[int, int, bool] | None:
    """(start, end, whether a comma follows) of the place that stands right before `end`."""
    first = max(start, end - 60)
    match = PLACE.search(text[first:end])
    return (first + match.start("place"), first + match.end("place"), bool(match["comma"])) if match else None


def _opens_stamp(piece: Piece) -> bool:
    """Whether a piece is the word ĐẾN of a stamp."""
    return piece.capital and len(piece.words) <= 3 and piece.words[-1:] == ["den"]


def _find_kind(pieces: list[Piece], vocab: Vocab) -> KindLine | None:
    """The line with the kind: the surest form, then the first."""
    best: tuple[int, KindLine] | None = None
    for index, piece in enumerate(pieces):
        found = _kind_of(piece, vocab)
        if found and (best is None or found[0] < best[0]):
            best = found[0], KindLine(index, found[1], found[2])
    return best[1] if best else None


def _begins_body(piece: Piece, previous: Piece | None, vocab: Vocab) -> bool:
    """Whether the body begins with a piece: a legal basis, an addressee, a heading, a sentence, or no body at all."""
    if piece.role in ("basis", "addressee"):
        return True
    if piece.role in ("number", "date", "about", "rule"):
        return False
    kind = _kind_of(piece, vocab)
    if kind and kind[0] < 2:
        return False
    if piece.column == 0 and _BODY.match(piece.plain.lstrip("-+•* ")):
        return True
    if piece.capital or not _SENTENCE_END.search(piece.text):
        return False
    if len(piece.text) > LONGEST_TITLE_LINE:
        return True
    apart = previous is not None and (piece.line - previous.line > 1 or bool(_SENTENCE_END.search(previous.text)))
    under_kind = previous is not None and _kind_of(previous, vocab) is not None
    return apart and not under_kind and piece.text[0].isupper() and len(piece.words) >= SENTENCE_WORDS


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
    if rest.startswith((":", "va ", "so ", "so:", "nay", "/")) or rest[:1].isdigit():
        return None
    capital = is_capital(name)
    if not rest:
        return (0 if capital else 2), kind, end
    if capital and not rest.startswith(("cua nha nuoc",)):
        return 1, kind, end
    return (3, kind, end) if piece.text[:1].isupper() and len(rest) > 8 else None
