"""What a person says about a fact: its valid form, and how it stands over what the rules read.

The one rule: a correction is kept as it was said, and what the rules read stays in sight beside it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date

from archive.errors import CorrectionError, SecretPaperError
from archive.model import FIELDS, Correction, Document, Fact, Number, Part, Span, Status, joined_values
from archive.text.folding import fold, number_key, squeeze
from archive.vocab import Period, Vocab

SEVERAL = ("number", "issuer", "signer", "signer_position", "authority_chain", "recipients")
"""Fields of which a document may have several; a person parts them by semicolons."""

REVIEWED = "reviewed"
"""Stands as the field of a correction that says: a person went through the whole paper (the value is when)."""

PARTS = "parts"
"""Stands as the field of a correction that says of papers in the file: this (`key_of_part`) is none of its own, or
that a further one begins on a page (`trang 7`). Several parted by semicolons; the last word on a page counts."""

_BEGINS = re.compile(r"trang (?P<page>[1-9]\d{0,4})")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d(?:[-/.]\d\d?){0,2}")
_DAY_FIRST = re.compile(r"(?:\d\d?[-/.]){0,2}(?:19|20)\d\d")
_GAPS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001  a paper's day has no zone
"""Two days to fill what was not said: the parts in which the fillings differ were not said."""


def check_field(field: str) -> None:
    """Raises CorrectionError, with the nearest name, when there is no such field."""
    if field in FIELDS or field == PARTS:
        return
    near = difflib.get_close_matches(field, FIELDS, n=1)
    hint = f"Có phải “{near[0]}”?" if near else f"Các trường: {', '.join(FIELDS)}."
    raise CorrectionError(f"Không có trường “{field}”. {hint}")


def normal_form(field: str, value: str | None, vocab: Vocab) -> str | None:
    """The form a corrected value is kept in; None, or nothing but blanks, means “not printed”.

    Raises:
        CorrectionError: the field is unknown, or the value has no valid form for it.
        SecretPaperError: the paper is said to be a state secret: such a paper has no place here.
    """
    check_field(field)
    tidy = squeeze("".join(letter if letter.isprintable() else " " for letter in value or ""))
    if not tidy:
        return None
    if field == PARTS:
        return tidy
    if field == "secrecy":
        raise SecretPaperError("Văn bản mật không được giữ trong kho này. Báo người phụ trách để đưa tệp ra khỏi kho.")
    if field == "date":
        return _date(tidy)
    if field == "number":
        return "; ".join(_number(one.strip()) for one in tidy.split(";") if one.strip()) or None
    if field == "period":
        return _period(tidy)
    if field == "draft":
        return _draft(tidy)
    if field == "doc_type":
        return _kind(tidy, vocab)
    if field in ("issuer", "issuer_parent"):
        return "; ".join(_body(field, name.strip(), vocab) for name in tidy.split(";") if name.strip()) or None
    return tidy


def says_more(document: Document, corrections: Iterable[Correction]) -> bool:
    """Whether a document still shows a correction that was taken back: then its file has to be read again."""
    said = _last_words(corrections)
    if "number" in said:
        said.setdefault("symbol", None)
    return any(
        facts[0].status in ("confirmed", "corrected") and field not in said
        for field, facts in document.facts.items()
        if facts
    )


def apply_corrections(document: Document, corrections: Iterable[Correction]) -> Document:
    """The document as people say it is. The last word on a field counts; said again, it changes nothing.

    A corrected number brings its symbol along, unless the symbol has a correction of its own. What was withdrawn
    no longer counts; the facts given must then be those the rules read.
    """
    said = _last_words(corrections)
    reviewed = said.pop(REVIEWED, None)
    parts = _joined(document.parts, said.pop(PARTS, None))
    number = Number.parse((said.get("number") or "").partition(";")[0])
    if number is not None:
        said.setdefault("symbol", number.symbol)
    facts = dict(document.facts)
    for field, value in said.items():
        facts[field] = _corrected(facts.get(field, ()), field, value)
    return replace(document, facts=facts, reviewed=reviewed, parts=parts)


def key_of_part(part: Part) -> str:
    """What a part is called in a correction: places in the text may change with a new reading, this hardly does."""
    return f"{part.page} {number_key(part.number or '') or squeeze(fold(part.title or ''))}".replace(";", ",").strip()


def begun_pages(corrections: Iterable[Correction]) -> tuple[int, ...]:
    """Pages on which a further paper begins, as people say: where the rules saw none."""
    return _said_of_parts(_last_words(corrections).get(PARTS))[1]


def _said_of_parts(said: str | None) -> tuple[set[str], tuple[int, ...]]:
    """(papers that are none of their own, pages on which a further one begins)."""
    wrong: dict[str, str] = {}
    begun: set[int] = set()
    for item in filter(None, map(str.strip, (said or "").split(";"))):
        if match := _BEGINS.fullmatch(item):
            begun.add(int(match["page"]))
            wrong = {key: page for key, page in wrong.items() if page != match["page"]}
        else:
            wrong[item] = item.partition(" ")[0]
            begun = {page for page in begun if str(page) != wrong[item]}
    return set(wrong), tuple(sorted(begun))


def _joined(parts: tuple[Part, ...], said: str | None) -> tuple[Part, ...]:
    """The parts without those that are none: each goes to the paper before it; one paper alone is no part."""
    wrong, _ = _said_of_parts(said)
    kept: list[Part] = []
    for part in parts:
        if kept and key_of_part(part) in wrong:
            kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, part.span.end))
        else:
            kept.append(part)
    return tuple(kept) if len(kept) > 1 else ()


def _last_words(corrections: Iterable[Correction]) -> dict[str, str | None]:
    """Field → the last that was said of it and not taken back (of parts: all that was said).

    A number said later than a symbol brings its own.
    """
    said: dict[str, str | None] = {}
    for correction in corrections:
        if correction.withdrawn:
            said.pop(correction.field, None)
            continue
        before = said.get(PARTS) if correction.field == PARTS else None
        said[correction.field] = "; ".join(filter(None, (before, correction.value))) or None
        if correction.field == "number":
            said.pop("symbol", None)
    return said


def _corrected(facts: tuple[Fact, ...], field: str, value: str | None) -> tuple[Fact, ...]:
    machine = _machine_value(facts)
    if value == machine == joined_values(facts):
        return tuple(replace(fact, status="confirmed", doubt=None, machine=machine) for fact in facts)
    evidence = facts[0] if facts else Fact()
    values = [part.strip() for part in (value or "").split(";")] if field in SEVERAL else [value or ""]
    status: Status = "confirmed" if value == machine else "corrected"
    return tuple(
        Fact(part or None, evidence.raw, evidence.page, evidence.span, status, evidence.method, None, machine)
        for part in values
        if part or len(values) == 1
    )


def _machine_value(facts: tuple[Fact, ...]) -> str | None:
    if facts and facts[0].status in ("corrected", "confirmed"):
        return facts[0].machine
    return joined_values(facts)


def _date(text: str) -> str:
    """`2023-03-21`, `21/3/2023`, `21.3.2023`, `3/2023`, `2023` as an ISO date or its part."""
    if _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        day_first = _YEAR_FIRST.fullmatch(text) is None
        try:
            one, other = (parse_date(text, dayfirst=day_first, default=gaps).date() for gaps in _GAPS)
        except (ParserError, OverflowError):
            one = other = date.min
        if date.min < one and one.year <= date.today().year + 1:  # noqa: DTZ011  a paper's day has no zone
            said = 10 if one == other else 7 if one.month == other.month else 4
            return one.isoformat()[:said]
    raise CorrectionError(f"“{text}” không phải ngày. Viết 2023-03-21 hay 21/3/2023; thiếu ngày thì 2023-03 hay 2023.")


def _number(text: str) -> str:
    number = Number.parse(text)
    if number is None or number.serial is None:
        raise CorrectionError(f"“{text}” không phải số, ký hiệu. Viết như 52/NQ-HĐND, 39/2020/NQ-HĐND hay 113-CV/TU.")
    return str(number)


def _period(text: str) -> str:
    period = Period.read(text)
    if period is None:
        raise CorrectionError(
            f"“{text}” không phải kỳ báo cáo. Viết như “tháng 2/2024”, “quý I/2024”, “6 tháng đầu năm 2024”, "
            "“9 tháng năm 2024”, “năm 2024”, “giai đoạn 2021-2025”."
        )
    return str(period)


def _draft(text: str) -> str | None:
    said = squeeze(fold(text))
    if said in ("yes", "co", "dung", "du thao"):
        return "yes"
    if said in ("khong", "no"):
        return None
    raise CorrectionError(f"Dự thảo: viết “có” hay “không”, không phải “{text}”.")


def _body(field: str, name: str, vocab: Vocab) -> str:
    """Code of a body the vocabulary knows, by its code or name; else the name."""
    return name if vocab.label(field, name) != name else vocab.issuer_code(name) or name


def _kind(text: str, vocab: Vocab) -> str:
    codes = {kind.code for kind in vocab.kinds}
    if text in codes:
        return text
    kind = vocab.kind_named(text)
    if kind is None:
        names = [kind.name for kind in vocab.kinds]
        near = difflib.get_close_matches(text, names, n=1)
        hint = f"Có phải “{near[0]}”?" if near else "Viết tên loại như “Báo cáo”, “Quyết định”."
        raise CorrectionError(f"Không có loại văn bản “{text}”. {hint}")
    return kind.code
