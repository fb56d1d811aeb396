"""Which other documents a text speaks of, by number or by name, and in which relation.

The one rule: a mention counts only when its kind of document is printed before the number (or carried over in a
series, or told by the number itself); the document's own number, `Nghị quyết này` and the numbers of forms never count.
Grammar: Nghị định 30/2020/NĐ-CP, phụ lục I and III; Hướng dẫn 36-HD/VPTW; old numbers as printed before 2004.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.metadata.attribution import read_attribution, read_body
from archive.metadata.laws import find_named
from archive.metadata.relations import Bond, bond_of, cues_of
from archive.model import Citation, Number, Span
from archive.text.folding import fold, number_key, squeeze
from archive.vocab import Kind, Vocab, name_key

_DASH = r"\-‐‑‒–—−_"
_GROUP = r"[A-ZĐÐƯ][A-Za-zĐđÐƯưÔôÂâ0-9&]{0,15}(?:\.[A-ZĐÐƯ][A-Za-zĐđƯư0-9&]{0,15}){0,2}"
_SYMBOL = rf"""(?:(?:QH|UBTVQH)\s?(?:\d{{1,2}}|[IVX]{{1,5}})                       # 33/2024/QH15
    | {_GROUP}(?:[{_DASH}/]{_GROUP}|\s?[{_DASH}/]\s{{0,5}}(?:[A-ZĐÐƯ&]{{2,15}}|TT[gr])){{0,4}})(?![^\W\d_])"""
_NUMBER = re.compile(
    rf"""(?<![\w/.,{_DASH}])(?P<number>\d{{1,6}}(?:\s?bis(?!\w)|[A-Za-z]?)
        (?:\s?/\s{{0,5}}(?P<year>(?:19|20)\d\d)(?=\s?/))?
        \s?(?P<join>[/{_DASH}])\s{{0,5}}(?P<symbol>{_SYMBOL}))""",
    re.VERBOSE,
)
_BLANK_OR_BARE = re.compile(
    rf"""ố(?<=\b[Ss]ố)\s{{0,5}}:?\s{{0,5}}(?P<number>
        (?P<bare>\d{{1,6}}[A-Za-z]?)                                              # số 15 ngày 22/02/2024
            (?=\s{{0,9}},?\s{{0,9}}ngày\s{{0,9}}/?\s?\d{{1,2}}\s?(?:[/.-]|tháng))
      | [.…_\s]{{0,24}}(?P<join>[/{_DASH}])\s{{0,5}}(?P<symbol>{_SYMBOL}))         # số …/TTr-SNV
    """,
    re.VERBOSE,
)
_HEADER = re.compile(
    rf"""^[^\w\n]{{0,10}}(?:(?:Luật|Bộ\ luật|Nghị\ quyết|Pháp\ lệnh|Lệnh|LUẬT|NGHỊ\ QUYẾT|PHÁP\ LỆNH)\s+[Ss][ốỐ]\s?:
        | S[ốỐ]\s{{0,9}}:?)\s{{0,9}}(?P<number>\d{{1,6}}[A-Za-z]?\s?(?:/\s?(?:19|20)\d\d\s?)?[/{_DASH}]\s?{_SYMBOL})
        (?=[^\w\n]*$|[ \t]{{3,}}|\t|[ \t][^\n,]{{2,40}},\s*ngày)""",
    re.VERBOSE | re.MULTILINE,
)
_HEAD = 3000
"""Characters in which the document's own number and date are printed."""
_HEAD_DATE = re.compile(r",\s*ngày\s")
_HEADER_LINE = re.compile(r"(?:^|\n)[^\w\n]{0,10}S[ốỐ]\s*:?\s*$")
_SERIES = re.compile(r"\s*(?:[,;]\s*)?(?:(?:và|hoặc|với)\s+)?(?:các\s+)?(?P<first>(?:số\s*:?\s*)?)$", re.IGNORECASE)
_LAW_NUMBER = re.compile(r"\s{0,9}[,(]?\s{0,9}(?:(?:Bộ\s+luật|Luật)\s{1,9})?số\s{0,9}:?\s{0,9}")
_NUMBER_WORD = re.compile(r"\s*(?:\bsố\s*:?)?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FORMS = frozenset(("mau", "bieu", "luc", "bang", "don", "hieu", "thua", "lo", "to"))
"""Folded last words before the number of a form, an annex, a bill or a plot of land."""
_BEFORE_1992 = frozenset(
    ("nghi-dinh", "nghi-quyet", "quyet-dinh", "chi-thi", "thong-tu", "sac-lenh", "phap-lenh", "luat")
)
"""Kinds whose old numbers have one group after a dash: `Nghị định 43-CP`."""
_REACH = 120
_KIND_WORDS, _CLAUSE_WORDS = 5, 12
_CLAUSE_MARKS = '.;:,()“”"'


@dataclass(frozen=True, slots=True)
class _Mention:
    """A cited document before its relation is known."""

    start: int
    end: int
    doc_type: str | None
    number: str | None = None
    dated: str | None = None
    issuer: str | None = None


def find_citations(text: str, vocab: Vocab) -> tuple[Citation, ...]:
    """Mentions of other documents in reading order.

    `text` of each is squeezed to one line (its span gives the printed one); `number` is the canonical `str(Number)`,
    a bare serial where no symbol is printed, None where the serial is blank or the act is cited by name.
    """
    own = _own_number(text, vocab)
    cues = cues_of(vocab.relations)
    found: list[Citation] = []
    bond: Bond | None = None
    for mention in sorted(_mentions(text, vocab), key=lambda mention: mention.start):
        if _is_own(mention, own):
            continue
        bond = bond_of(text, mention.start, mention.end, mention.doc_type, cues, bond)
        found.append(
            Citation(
                text=squeeze(text[mention.start : mention.end]),
                span=Span(mention.start, mention.end),
                relation=bond.relation,
                doc_type=mention.doc_type,
                number=mention.number,
                dated=mention.dated,
                issuer=mention.issuer,
            )
        )
    return tuple(found)


def _own_number(text: str, vocab: Vocab) -> tuple[str, str | None] | None:
    """Key of the number in the document's own head, and the date printed there."""
    match = _HEADER.search(text, 0, _HEAD)
    if match is None:
        return None
    day = _HEAD_DATE.search(text, 0, _HEAD)
    return number_key(match["number"]), read_attribution(text, day.start(), vocab).dated if day else None


def _is_own(mention: _Mention, own: tuple[str, str | None] | None) -> bool:
    """Whether a mention is of the document itself; the same number of another year (`01/NQ-CP`) is not."""
    if own is None or mention.number is None or number_key(mention.number) != own[0]:
        return False
    return not (mention.dated and own[1]) or mention.dated[:4] == own[1][:4]


def _mentions(text: str, vocab: Vocab) -> Iterator[_Mention]:
    """Acts by name first, with the number some print behind it; then the other numbers, none read twice."""
    named = sorted(find_named(text), key=lambda act: act.start)
    taken = []
    for act in named:
        mention = _Mention(act.start, act.end, act.doc_type)
        if act.dated:
            mention = _law(text, act.start, act.end, act.doc_type, vocab)
        taken.append(mention)
        yield mention
    starts = [mention.start for mention in taken]
    kinds = _kind_names(vocab.kinds)
    matches = sorted((*_NUMBER.finditer(text), *_BLANK_OR_BARE.finditer(text)), key=lambda match: match.start())
    previous: _Mention | None = None
    for match in matches:
        before = bisect(starts, match.start("number")) - 1
        if (before >= 0 and match.start("number") < taken[before].end) or (previous and match.start() < previous.end):
            continue
        found = _numbered(text, match, previous, kinds, vocab)
        if found:
            previous = found
            yield found


def _law(text: str, start: int, end: int, doc_type: str, vocab: Vocab) -> _Mention:
    """A law by name, with its number, date or year where they are printed."""
    number = None
    before = _LAW_NUMBER.match(text, end)
    match = _NUMBER.match(text, before.end()) if before else None
    if match:
        number, end = _canonical(match[0]), match.end()
    tail = read_attribution(text, end, vocab, law=True)
    return _Mention(start, tail.end, doc_type, number, tail.dated, tail.issuer)


def _numbered(
    text: str, match: re.Match[str], previous: _Mention | None, kinds: Mapping[str, str], vocab: Vocab
) -> _Mention | None:
    """The citation a number belongs to; None when nothing before it tells of a document."""
    floor = max(previous.end if previous else 0, match.start() - _REACH)
    before = text[floor : match.start("number")]
    if _HEADER_LINE.search(before):
        return None
    kind = _carried(before, previous) or _told(before, match, kinds, vocab)
    if kind is None:
        return None
    number = match["bare"] if match.re is _BLANK_OR_BARE else _canonical(match["number"])
    tail = read_attribution(text, match.end(), vocab)
    issuer = tail.issuer or _issuer_before(text, floor + kind[0], match.start("number"), vocab)
    return _Mention(floor + kind[0], tail.end, kind[1], number, tail.dated, issuer)


def _issuer_before(text: str, start: int, end: int, vocab: Vocab) -> str | None:
    """The body between kind and number: `Nghị quyết của Hội đồng nhân dân tỉnh số 12/NQ-HĐND`."""
    by = text.find(" của ", start, end)
    return read_body(text, by + len(" của "), vocab)[1] if by >= 0 else None


def _carried(before: str, previous: _Mention | None) -> tuple[int, str | None] | None:
    """Start and kind of the next number of a series: `các Nghị định số 45/2010/NĐ-CP, số 33/2012/NĐ-CP và …`."""
    series = _SERIES.fullmatch(before) if previous and before.strip() else None
    return (series.start("first"), previous.doc_type) if previous and series else None


def _told(before: str, match: re.Match[str], kinds: Mapping[str, str], vocab: Vocab) -> tuple[int, str | None] | None:
    """Start and kind of a number whose kind is printed before it, or else told by the number alone."""
    so = _NUMBER_WORD.search(before)
    clause = before[: so.start()] if so else before
    words = list(_WORD.finditer(clause, max(clause.rfind(mark) for mark in _CLAUSE_MARKS) + 1))[-_CLAUSE_WORDS:]
    folded = [fold(word[0]) for word in words]
    if folded and folded[-1] in _FORMS:
        return None
    told = _kinds_of_symbol(match, vocab)
    named = _kind_before(folded, told, kinds)
    if named:
        word = words[named[0]]
        sure = bool(so and so[0].strip()) or word[0][0].isupper()
        return (word.start(), named[1]) if _plausible(match, named[1], sure=sure) else None
    only = told[0] if len(told) == 1 else None
    if folded[-2:] == ["van", "ban"] and match["symbol"]:
        return words[-2].start(), only if told else "cong-van"
    if words and (written_short := vocab.kinds_for(words[-1][0])):
        return words[-1].start(), written_short[0].code if len(written_short) == 1 else only
    if told and match.re is _NUMBER and (match["year"] or _has_groups(match["symbol"])):
        return (so.end() - len(so[0].lstrip()) if so else len(before)), only
    return None


def _kind_before(folded: list[str], told: tuple[str, ...], kinds: Mapping[str, str]) -> tuple[int, str] | None:
    """First word and code of the kind before a number; one its symbol tells wins (`Báo cáo thẩm tra số 61/BC-…`)."""
    direct = _kind_ending(folded, len(folded), kinds)
    if direct and (direct[1] in told or not told):
        return direct
    earlier = (_kind_ending(folded, stop, kinds) for stop in range(len(folded) - 1, 0, -1))
    return next((kind for kind in earlier if kind and kind[1] in told), direct)


def _kind_ending(folded: list[str], stop: int, kinds: Mapping[str, str]) -> tuple[int, str] | None:
    """First word and code of the longest kind of document whose name ends before `stop`."""
    for start in range(max(0, stop - _KIND_WORDS), stop):
        code = kinds.get(" ".join(folded[start:stop]))
        if code:
            return start, code
    return None


def _kinds_of_symbol(match: re.Match[str], vocab: Vocab) -> tuple[str, ...]:
    """Codes of the kinds that the first group of a symbol stands for; none for letters (`2208/BNV-VP`)."""
    first = re.split(rf"\s?[{_DASH}/]", match["symbol"] or "", maxsplit=1)[0]
    return tuple(kind.code for kind in vocab.kinds_for(first, party=match["join"] != "/"))


def _has_groups(symbol: str) -> bool:
    return re.search(rf"[{_DASH}/]", symbol) is not None


def _plausible(match: re.Match[str], code: str, *, sure: bool) -> bool:
    """Whether a number of one group is one: `Nghị định 43-CP`, `Chỉ thị 310/TTg`; not `chương trình 135-II`."""
    symbol = match["symbol"]
    if symbol is None or _has_groups(symbol) or (match.re is _NUMBER and match["year"]):
        return True
    return len(symbol) >= 2 and (sure if match["join"] == "/" else code in _BEFORE_1992)


def _canonical(printed: str) -> str:
    number = Number.parse(printed)
    return str(number) if number else squeeze(printed)


@lru_cache(maxsize=8)
def _kind_names(kinds: tuple[Kind, ...]) -> dict[str, str]:
    """Folded name of a kind → its code."""
    return {name_key(name): kind.code for kind in kinds for name in (kind.name, *kind.variants)}
