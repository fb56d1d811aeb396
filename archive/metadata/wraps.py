"""Join what a narrow cell of a letterhead broke over lines: Quốc hiệu, the motto, place and date.

The one rule: pieces are joined only where together they are the whole landmark; a column beside them stays its own.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from archive.metadata.pieces import CAPITALS, DATE, Piece, find_place, landmark_of

NEAR = 3
"""Lines below in which a broken line may go on: the other column can be set between them."""
MOST_LINES = 3
_OPENS = re.compile(r"(?:cong\s{1,3}hoa|doc\s{1,3}lap|dang\s{1,3}cong)\b")
_DATED = re.compile(r"(?<!\w)ngay(?!\w)|,$")
_NAMED = re.compile(r",\s?ngay(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d\W{0,3}$")
_TAIL = re.compile(r"(?:(?:ngay|thang|nam)(?!\w)|[\d\s.…_/,-]){1,40}$")
"""What may stand of a date in its further lines: words and figures of a date and nothing else."""
_PLACE = re.compile(rf"(?:T[Pp]\.?\s?|Thành\sphố\s?)?(?:[{CAPITALS}][^\W\d_]{{0,9}}(?:\s-)?\s?){{0,6}}$")


def join_wrapped(pieces: Iterator[Piece], text: str) -> Iterator[Piece]:
    """The pieces of a head in order; a broken landmark is one piece, its further lines are in `more`."""
    lines = (list(line) for _, line in groupby(pieces, attrgetter("line")))
    ahead: deque[list[Piece]] = deque()
    titled = False
    while line := ahead.popleft() if ahead else next(lines, None):
        if _may_break(line[-1], text, titled=titled):
            while len(ahead) < NEAR and (following := next(lines, None)):
                ahead.append(following)
            line[-1] = _join(line[-1], ahead, text)
        titled = titled or line[-1].role in ("nation", "motto")
        yield from line


def _may_break(piece: Piece, text: str, *, titled: bool) -> bool:
    """Whether a piece may be the beginning of a broken landmark."""
    if piece.role == "date" or (not piece.role and _DATED.search(piece.plain) and len(piece.text) < 60):
        return not _YEAR.search(piece.plain)
    if piece.role:
        return False
    if _OPENS.match(piece.plain):
        return True
    return titled and _stands_right(piece, text) and not piece.capital and bool(_PLACE.match(piece.text))


def _stands_right(piece: Piece, text: str) -> bool:
    return piece.column > 0 or text[max(piece.span.start - 3, 0) : piece.span.start].isspace()


def _join(first: Piece, ahead: deque[list[Piece]], text: str) -> Piece:
    """The piece with its further lines, which are taken out of the lines ahead; itself where none belong to it."""
    taken: list[Piece] = []
    for line in ahead:
        last = taken[-1] if taken else first
        if line[-1].role not in ("", "date") or not (_is_next(last, line[-1]) or _stands_right(line[-1], text)):
            continue
        joined = _joined(first, (*taken, line[-1]))
        role = _role(joined)
        if role:
            taken.append(line[-1])
            break
        if len(taken) + 2 < MOST_LINES and _goes_on(joined, line[-1]):
            taken.append(line[-1])
    else:
        return first
    for line in ahead:
        if line and line[-1] in taken:
            line.pop()
    _drop_empty(ahead)
    return replace(_joined(first, taken), role=role)


def _is_next(piece: Piece, below: Piece) -> bool:
    """Whether nothing stands between two lines."""
    return below.line == piece.line + 1


def _drop_empty(ahead: deque[list[Piece]]) -> None:
    for line in [line for line in ahead if not line]:
        ahead.remove(line)


def _joined(first: Piece, more: Sequence[Piece]) -> Piece:
    lines = (first, *more)
    return replace(
        first,
        text=" ".join(piece.text for piece in lines),
        plain=" ".join(piece.plain for piece in lines),
        more=tuple(piece.span for piece in more),
    )


def _goes_on(joined: Piece, last: Piece) -> bool:
    """Whether a line may stand in the middle of a broken landmark."""
    if _OPENS.match(joined.plain):
        return last.capital
    return bool(_TAIL.match(last.plain)) or bool(
        _NAMED.search(last.plain) and find_place(joined.text, 0, _comma(joined))
    )


def _comma(joined: Piece) -> int:
    """Where the word `ngày` of a line begins; 0 where there is none."""
    match = _NAMED.search(joined.plain)
    return match.end() - len("ngay") if match else 0


def _role(joined: Piece) -> str:
    """The landmark the lines are together; nothing where they are none."""
    if _OPENS.match(joined.plain):
        return landmark_of(joined.plain)
    last = joined.plain[-(joined.more[-1].end - joined.more[-1].start) :]
    match = DATE.search(joined.plain)
    if (
        match is None
        or not any(match[name] for name in ("month", "named", "month2"))
        or joined.plain[match.end() :].strip(" .…_*-")
        or not _YEAR.search(joined.plain)
    ):
        return ""
    place = find_place(joined.text, 0, match.start())
    if not place or place[0] or not place[2]:
        return ""
    return "date" if _TAIL.match(last) or _PLACE.match(joined.text[: joined.more[0].start - joined.span.start]) else ""
