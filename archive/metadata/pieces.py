"""Cut lines into pieces: columns first, then landmarks (Quốc hiệu, Số:, place and date, V/v, Kính gửi, Căn cứ).

A line of a head holds several pieces: the two columns of the letterhead, or a whole letterhead glued into one line by a
converter. The one rule: a piece is a slice of the stored text, so whatever is read from it has its evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.metadata.spelled import SPELLED
from archive.model import Span

WRAPPED = re.compile(
    r"""[^\S\n]*\|?[^\S\n]* (?:
          (?:uy\nban|hoi\ndong|cong\n(?:hoa|an)|thu\ntuong|chinh\nphu|quoc\nhoi|toa\nan|vien\nkiem|kiem\ntoan|van\nphong
            |bao\nhiem|ngan\nhang|tong\n(?:cuc|cong|lien)|kho\nbac|trung\n(?:tam|uong)|lien\ndoan|dang\ncong|doc\nlap
            |kinh\n(?:gui|trinh)|(?:tinh|thanh|huyen)\nuy|(?:bo|so|cuc|ban|phong)\n(?!luat|\d)[a-z]{2})\b
        | [a-z]{2,7}\n[a-z]{1,7}(?:[ ][a-z]{1,7}){0,2}[ ]?,?[ ]{0,4}ngay[ ]{1,6}\d{1,2}[ ]{1,6}thang )""",
    re.VERBOSE,
)
"""A word alone in its line with what follows it: a converter broke the narrow cell of a letterhead after it."""
HEAD_LINES = 70
"""Lines with text in which a head may lie; a head of Nghị định 30/2020/NĐ-CP takes about twenty."""
HEAD_CHARACTERS = 12_000
DOUBLE_SPACED = 0.6
"""Share of lines followed by one blank line from which on blank lines part nothing."""
LINE_CHARACTERS = 2_000
"""A longer line is prose; only its beginning can belong to a head."""

CAPITALS = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITAL = re.compile(f"[{CAPITALS}]")
_PLAIN_SMALL = re.compile("[a-z]")

_NATION = r"cong\s{0,4}hoa\s{0,4}xa\s{0,4}hoi\s{0,4}chu\s{0,4}ngh[il]?a\s{0,4}viet\s{0,4}nam"
_MARKS = re.compile(
    rf"""(?P<nation>(?<!nuoc\s){_NATION})                                  # CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      | (?P<motto>doc\s{{0,3}}lap\s{{0,3}}[-–—.:]?\s{{0,3}}tu\s{{0,3}}do\s{{0,3}}[-–—.:]?\s{{0,3}}hanh\s{{0,3}}phuc)
      | (?P<party>(?<!trung\suong\s)dang\s{{1,3}}cong\s{{1,3}}san\s{{1,3}}viet\s{{0,3}}nam)  # ĐẢNG CỘNG SẢN VIỆT NAM
      | (?P<rule>[-–—_=*~.•&o0:^+#]{{0,9}}(?:[-–—=*~]{{3,}}|_{{5,}})[-–—_=*~.•&o0:^+#]{{0,99}})  # -------, ***, ===&===
      | (?P<named>(?<!\w)(?:nghi\s(?:quyet|dinh)|quyet\sdinh|chi\sthi|thong\stu(?:\slien\stich)?|sac\slenh|lenh|ban\san)
          \sso\s{{0,4}}:?\s{{0,4}}\d[^\s]{{0,60}}(?=\s*$))                     # Nghị quyết số: 9/2016/UBTVQH13, alone
      | (?P<number>(?<!\w)(?:(?:bo\s)?luat\s|phap\slenh\s)?so\s{{0,4}}(?:\(?/?\s?no\.?\)?\s{{0,4}})?[:;]  # Số:
          | (?<!\w)so(?=\s{{1,60}}\d{{0,6}}[a-z]?\s{{0,40}}-\s?[a-z]{{1,6}}\s?/))  # Số 15-ĐA/TU
      | (?P<about>(?<!\w)v\s?/\s?v(?!\w))                                  # V/v
      | (?P<addressee>(?<!\w)kinh\s{{1,3}}(?:gui|trinh)(?!\w))             # Kính gửi
      | (?P<basis>(?<!\w)can\s{{1,3}}cu(?!\w))                             # Căn cứ
    """,
    re.VERBOSE,
)
NATION = re.compile(_NATION)
"""CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM over folded text."""
DATE = re.compile(
    r"""(?P<word>(?<!\w)ngay) [\s.…_/]{0,24}
        (?: (?P<day>\d(?:\s?\d)?) [\s.…_,/]{0,24} | [^\d\s]\s{0,3} )? thang [\s.…_/]{0,24}
        (?: (?: (?P<month>\d{1,2}) | (?P<named>gieng|mot|hai|ba|bon|tu|nam(?=\snam)|sau|bay|tam|chin
              |muoi(?:\s(?:mot|hai))?|chap)(?!\w) ) [\s.…_,/]{0,24} )?
        (?: nam\s{1,4}(?P<year7>[4-9]\d)(?![\d/.,])
          | (?:nam)? [\s.…_]{0,12} (?P<year>(?:19|20)\s?\d\s?\d(?![\d/]))? )
      | (?<!\w)ngay [\s.…_]{0,24} / [\s.…_]{0,9} (?:(?P<month4>\d{1,2})[\s.…_]{0,9})? /
        \s{0,4} (?P<year4>(?:19|20)\d\d)(?!\d)
      | (?<=[a-z],\s)(?P<day5>\d{1,2})\s?[/.-]\s?(?P<month5>\d{1,2})\s?[/.-]\s?(?P<year5>(?:19|20)\d\d)(?!\d)
      | (?<!\w)ngay \s{0,4} (?P<day2>\d{1,2})\s?[/.-]\s?(?P<month2>\d{1,2})\s?[/.-]\s?(?P<year2>(?:19|20)\d\d)(?!\d)
      | (?<!\w)ngay \s{0,4} (?P<day6>\d{1,2})\s?[/.-]\s?(?P<month6>\d{1,2})\s?[/.-]\s?(?P<year6>[4-9]\d)(?![\d/.-])
      | (?<!\w)thang \s{1,4} (?P<month3>\d{1,2}) \s{0,4} (?:/|\s{1,4}nam\s{1,4}) \s{0,4} (?P<year3>(?:19|20)\d\d)(?!\d)
    """,
    re.VERBOSE,
)
"""A date over folded text, any of its numbers left blank: `ngày 16 tháng 11 năm 2021`, `ngày     tháng 8 năm 2021`."""
COPIED = re.compile(r"(?:ban\s)?(?:sao\s(?:y|luc)|trich\ssao)(?:\s(?:y|ban\schinh))?\W{0,3}")
"""The title of a copy block, which may stand right of the name of the body that copies."""
HOUR = re.compile(r"(?<=,\s)\d{1,2}\s?(?:gio|h)\s?(?:\d{1,2}\s?(?:phut)?)?\s?,?\s?(?:ngay\s?)?$")
"""The hour before the date of a telegram: `Vân Lĩnh, 15 giờ 30 phút, ngày 10 tháng 8 năm 2022`."""
_SMALL = f"(?:(?![{CAPITALS}])[^\\W\\d_])"
PLACE = re.compile(
    rf"""(?<![\w/-]) (?P<place> (?:T\.?[Pp]\.?\s?|Thành\sphố\s)?
           (?: (?:Quận|Phường)\s\d{{1,2}} | (?<=[.\sPp])HCM
             | [{CAPITALS}]{_SMALL}{{0,9}}
                 (?: (?:\s{{1,2}}|\s?[-–.'’]\s?) [{CAPITALS}]{_SMALL}{{0,9}}(?:['’]{_SMALL}{{1,9}})? ){{0,6}}
             | ^[{CAPITALS}]{_SMALL}{{1,9}}\s{_SMALL}{{1,9}}                      # Hà nội
             | ^[{CAPITALS}]{{2,9}} (?: (?:\s|\s?-\s?) [{CAPITALS}]{{1,9}} ){{0,4}} ) )   # HÀ NỘI
         \s{{0,3}} (?P<comma>[,.;]|\s-)? \s{{0,6}} $""",
    re.VERBOSE,
)
"""The place before the date, at the end of what stands there: `Lai Châu, `, `Bà Rịa - Vũng Tàu, `, `TP.Cần Thơ, `."""
_NO_PLACES = ("số", "ngày", "từ", "đến", "vào", "trong", "kể từ", "hôm nay", "sinh", "số hiệu", "số, ký hiệu")
"""Words with a capital before a date that are no place: `Số, ngày, tháng, năm`."""
_OPEN = re.compile(
    r"(?:(?<!\w)(?:so|s6)\s?[:.;]?\s{0,60}(?:[\d.…_]{1,20}[a-z]?)?|(?<!\w)(?:ngay|thang|nam)[\s\d.…_]{0,60}|/|\w\s?,)$"
)
_CLOSE = re.compile(r"[/\d.…_-]|(?:thang|nam)\b|,?\s?ngay\b|,")


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of one line: `plain` is its folded text, `role` the landmark it begins with, `line` counts from 0."""

    text: str
    plain: str
    span: Span
    line: int
    column: int
    role: str = ""
    more: tuple[Span, ...] = ()
    """Its further lines where it was broken in a narrow cell; `text` and `plain` are then the lines with a blank."""

    def at(self, offset: int) -> int:
        """The place in the stored text of a place in `text`."""
        before = 0
        for span in (Span(self.span.start, self.span.end), *self.more):
            length = span.end - span.start
            if offset <= before + length:
                return span.start + offset - before
            before += length + 1
        return self.span.end

    @property
    def words(self) -> list[str]:
        """Folded words, punctuation left out."""
        return re.findall(r"[a-z0-9]+", self.plain)

    @property
    def capital(self) -> bool:
        """Whether it is printed in capitals; fonts that lost their capital letters with marks count as well."""
        return is_capital(self.text)


def is_capital(text: str) -> bool:
    """Whether text is printed in capitals: at least two, and no small letter without marks."""
    return not _PLAIN_SMALL.search(text) and len(_CAPITAL.findall(text)) >= 2


def cells(line: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the columns of a line: what stands between gaps of three blanks, a tab or the bars of a table."""
    for match in re.finditer(r"[^\s|](?:[^\t\n |]|(?<=\S)\|(?=[^\s|])| (?! {2}))*", line):
        start, end = match.span()
        while end > start and line[end - 1].isspace():
            end -= 1
        yield start, end


def cut_pieces(text: str, plain: str, start: int) -> Iterator[Piece]:
    """All pieces of the lines in which a head may lie."""
    spare = 1 if _double_spaced(text[start : start + HEAD_CHARACTERS]) else 0
    line, blank, seen, offset = 0, 0, 0, start
    while offset < len(text) and seen < HEAD_LINES and offset - start < HEAD_CHARACTERS:
        end = text.find("\n", offset)
        if WRAPPED.match(plain, offset) and 0 < end < len(text) - 1:
            end = text.find("\n", end + 1)
        end = len(text) if end < 0 else end
        short = text[offset : min(end, offset + LINE_CHARACTERS)].replace("\n", " ")
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
    shown = [bool(line) and not line.isspace() for line in sample.split("\n")]
    lines = sum(shown)
    apart = sum(a and not b and c for a, b, c in zip(shown, shown[1:], shown[2:], strict=False))
    return lines > 5 and apart > DOUBLE_SPACED * lines


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
        if role == "named" and match.start() > start:
            continue
        if role == "about" and not cuts and match.start() > start and not is_capital(text[start : match.start()]):
            continue
        role = "number" if role == "named" else role
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


def landmark_of(plain: str) -> str:
    """The landmark a whole folded line is, without what stands around it; nothing where it is none."""
    match = _MARKS.fullmatch(plain.strip(" .*-"))
    return str(match.lastgroup) if match else ""


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
    for match in SPELLED.finditer(plain, start, end):
        place = find_place(text, start, match.start())
        if place and place[2]:
            yield place[0], match.end()
    for match in DATE.finditer(plain, start, end):
        hour = HOUR.search(plain, start, match.start())
        place = find_place(text, start, hour.start() if hour else match.start())
        before, after = text[start : match.start()].strip(" .…_,-"), text[match.end() : end].strip(" .…_*-")
        if match["day5"] and (after or not place or place[0] != start):
            continue
        ends = not after or is_capital(after.split()[0])
        if place and place[0] == start and (place[2] or (ends and not match["year3"])):
            yield start, match.end()
        elif place and place[2] and not is_capital(text[place[0] : match.end()]):
            yield place[0], match.end()
        elif not before and not after and not match["year3"] and not match["day5"]:
            yield start, match.end()


def find_place(text: str, start: int, end: int) -> tuple[int, int, bool] | None:
    """(start, end, whether a comma follows) of the place that stands right before `end`."""
    first = max(start, end - 60)
    match = PLACE.search(text[first:end])
    if match and match["place"].lower() in _NO_PLACES:
        return None
    return (first + match.start("place"), first + match.end("place"), bool(match["comma"])) if match else None
