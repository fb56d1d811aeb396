"""Stamps over a paper out of its flow: digital signatures and the register of incoming papers. One rule: no guess.

A signature needs its words and a time or an address; a register stamp its word ĐẾN and a line of its form (Nghị định
30/2020/NĐ-CP, phụ lục IV). Numbers and days stamped into the paper's own rows are the paper's and stay there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.extract.lines import Line, RawPage

_SIGNED = re.compile(
    r"(?:ký\s(?:số\s)?bởi|người\ský|được\ský\s(?:số\s)?bởi|digitally\ssigned\sby|signature\s(?:not\s)?(?:valid|verified))"
    r"(?:\s?:|\s|$)",
    re.IGNORECASE,
)
_IN_SIGNED = ("ký", "sign")
"""One of these is in whatever `_SIGNED` finds; the pattern is dear."""
_DETAIL = re.compile(
    r"(?:e-?mail|cơ\squan|tổ\schức|đơn\svị|chức\s(?:vụ|danh)|thời\sgian\s(?:ký)?|ngày\s(?:giờ\s)?ký|giờ\ský|date|reason"
    r"|location|lý\sdo|địa\sđiểm|nơi\ský|signed\sby|ký\sbởi|người\ský|dn|cn|ou?|chứng\sthư\ssố|serial)\s?[:=]"
    r"|signature\s(?:not\s)?(?:valid|verified)|digitally\ssigned"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4}[,\s]+\d{1,2}:\d{2}|\d{4}[./-]\d{2}[./-]\d{2}[\sT]\d{2}:\d{2}|\d{1,2}:\d{2}:\d{2}"
    r"|[+-]\d{2}['’:]\d{2}",
    re.IGNORECASE,
)
_BLURRED_DETAIL = re.compile(rf"\S{{0,20}}?(?:{_DETAIL.pattern})", re.IGNORECASE)
"""On an image the letters of the seal beside a detail run into it."""
_PROOF = re.compile(r"\d{1,2}:\d{2}|[\w.+-]+@[\w-]+\.|[+-]\d{2}['’:]00")
_LONGEST_BLOCK = 12
_LONGEST_LINE = 200
_ARRIVED = re.compile(r"(?:CÔNG\sVĂN\s|VĂN\sBẢN\s)?ĐẾN(?=\s*$|\s+(?:Số|Giờ|Ngày)\s?:)")
_FORM = re.compile(
    r"(?:Số\s?[:.]?[\s\d.…]{0,20}|(?:Ngày|Giờ|Chuyển|Kính\schuyển|Số\svà\ský\shiệu\s(?:HS|hồ\ssơ)|Lưu\shồ\ssơ)\s?:.{0,60})$"
)
_FORM_LINES = 6
_TOP_LINES = 40
_CELL = re.compile(r"\S+(?:[ ]{1,2}\S+)*")


def lift_stamps(pages: Sequence[RawPage]) -> tuple[list[RawPage], list[tuple[int, str]]]:
    """The pages without stamps, and these as (index of the page, text)."""
    stamps: list[tuple[int, str]] = []
    kept = []
    for index, page in enumerate(pages):
        gone = dict(_signatures(page.lines, _BLURRED_DETAIL if page.source == "ocr" else _DETAIL))
        if index == 0:
            gone |= _arrivals(page.lines)
        stamps += [(index, text) for text in gone.values() if text]
        kept.append(_without(page, gone))
    return kept, stamps


Places = dict[tuple[int, int, int], str]
"""(line, start, end) of what goes → the text of the stamp that begins there, "" for what only belongs to it."""


def _cells(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, int, int, str]]:
    for at in range(first, min(last, len(lines))):
        for match in _CELL.finditer(lines[at].text):
            yield at, match.start(), match.end(), match.group()


def _signatures(lines: Sequence[Line], detail: re.Pattern[str]) -> Iterator[tuple[tuple[int, int, int], str]]:
    """Blocks of a digital signature: its first words, and the details under them."""
    taken: set[tuple[int, int, int]] = set()
    for at, line in enumerate(lines):
        lowered = line.text.lower()
        if not any(word in lowered for word in _IN_SIGNED) or not _SIGNED.search(line.text):
            continue
        for match in _CELL.finditer(line.text):
            place = at, match.start(), match.end()
            if place in taken or not _SIGNED.match(match.group()) or len(match.group()) > _LONGEST_LINE:
                continue
            block = [place]
            texts = [match.group()]
            below = at
            for row, start, end, text in _cells(lines, at + 1, at + _LONGEST_BLOCK):
                if row - below > 2:
                    break
                if detail.match(text):
                    block.append((row, start, end))
                    texts.append(text)
                    below = row
            if any(map(_PROOF.search, texts)):
                taken.update(block)
                yield block[0], " ".join(texts)
                yield from ((other, "") for other in block[1:])


def _arrivals(lines: Sequence[Line]) -> Places:
    """The stamp of the register: ĐẾN, number, day, to whom."""
    cells = list(_cells(lines, 0, _TOP_LINES))
    for index, (at, start, end, text) in enumerate(cells):
        if not _ARRIVED.match(text):
            continue
        form = [cell for cell in cells[index + 1 :] if cell[0] - at <= _FORM_LINES and _FORM.match(cell[3])]
        if form or not _ARRIVED.fullmatch(text):
            stamp = " ".join([text, *(cell[3] for cell in form)])
            return {(at, start, end): stamp, **{(row, left, right): "" for row, left, right, _ in form}}
    return {}


def _without(page: RawPage, gone: Places) -> RawPage:
    if not gone:
        return page
    rows: dict[int, list[tuple[int, int]]] = {}
    for at, start, end in gone:
        rows.setdefault(at, []).append((start, end))
    lines = []
    for at, line in enumerate(page.lines):
        text = line.text
        for start, end in sorted(rows.get(at, ()), reverse=True):
            text = text[:start].rstrip() + ("   " if text[end:].strip() else "") + text[end:].lstrip()
        if at not in rows:
            lines.append(line)
        elif text.strip():
            lines.append(line._replace(text=text))
    return RawPage(tuple(lines), page.source, page.goes_on)
