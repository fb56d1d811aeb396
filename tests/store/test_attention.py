"""Why a person should look at a document, and how soon."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.model import Aside, Document, Fact, Page, Part, Reread, Span
from archive.store.attention import POOR_PAGES, attention_of, reasons_of
from tests.store.documents import ADDED, document

LATER = "2026-12-01T00:00:00+00:00"


def sound(**changes: object) -> Document:
    """A document nobody need look at."""
    good = document(issuer="Sở Y tế", doc_type="bao-cao", title="Về tiêm chủng")
    return replace(good, pages=(Page(1, Span(0, 54), "text", 0.99),), parts=(), rereads=(), **changes)


def doubtful(*fields: str) -> Document:
    good = sound()
    return replace(good, facts={**good.facts, **{field: (Fact("x", doubt="mờ"),) for field in fields}})


def test_a_sound_document_needs_nobody() -> None:
    assert (reasons_of(sound()), attention_of(sound())) == ((), 0)


def test_a_doubtful_number_presses_more_than_any_other_fact() -> None:
    assert attention_of(doubtful("number")) > attention_of(doubtful("date")) > attention_of(doubtful("signer"))
    assert attention_of(doubtful("signer")) > attention_of(doubtful("recipients")) > 0


def test_the_weightiest_reason_is_told_first() -> None:
    assert [reason.field for reason in reasons_of(doubtful("place", "date", "title"))] == ["date", "title", "place"]


def test_a_number_and_its_symbol_are_one_reason() -> None:
    assert [reason.field for reason in reasons_of(doubtful("number", "symbol"))] == ["number"]
    assert [reason.field for reason in reasons_of(doubtful("symbol"))] == ["symbol"]


def test_a_missing_issuer_is_a_reason_and_a_blank_number_is_none() -> None:
    paper = sound()
    absent = {**paper.facts, "issuer": (Fact(),), "number": (Fact(status="blank"),)}
    assert [(reason.kind, reason.field) for reason in reasons_of(replace(paper, facts=absent))] == [
        ("missing", "issuer")
    ]


BLANK = Fact(status="blank", doubt="để trống")


@pytest.mark.parametrize(
    ("facts", "changes", "asked"),
    [
        ({"number": BLANK, "date": BLANK}, {}, []),
        ({"number": BLANK, "date": Fact("2024-03", status="partial", doubt="thiếu ngày")}, {}, []),
        ({"number": BLANK, "date": Fact("2024-03-05", status="printed")}, {}, ["number"]),
        ({"number": BLANK, "date": BLANK}, {"pages": (Page(1, Span(0, 54), "ocr", 0.99),)}, ["number", "date"]),
        ({"number": BLANK, "date": BLANK}, {"asides": (Aside("stamp", Span(60, 70), 1),)}, ["number", "date"]),
        ({"number": BLANK, "draft": Fact("yes", status="printed")}, {}, []),
        ({"number": BLANK, "date": BLANK, "issuer": Fact("x", doubt="mờ")}, {}, ["issuer"]),
    ],
)
def test_a_blank_number_is_asked_about_where_the_paper_looks_issued(
    facts: dict[str, Fact], changes: dict[str, object], asked: list[str]
) -> None:
    good = sound()
    paper = replace(good, facts={**good.facts, **{name: (fact,) for name, fact in facts.items()}}, asides=())
    assert [reason.field for reason in reasons_of(replace(paper, **changes))] == asked


def test_poor_pages_and_several_papers_are_reasons_until_somebody_went_through_it() -> None:
    pages = tuple(Page(number, Span(0, 1), "ocr", 0.6) for number in range(1, 30))
    paper = replace(sound(), pages=pages, parts=(Part(Span(0, 9), 1), Part(Span(10, 20), 7)))
    kinds = [reason.kind for reason in reasons_of(paper)]
    assert sorted(kinds) == ["page"] * POOR_PAGES + ["parts"]
    assert reasons_of(replace(paper, reviewed=LATER)) == ()


def test_a_changed_reading_is_a_reason_until_it_was_looked_at() -> None:
    paper = sound(reviewed=None)
    changed = replace(paper, rereads=(Reread("number", "51/BC-UBND", "52/BC-UBND", LATER),))
    assert [(reason.kind, reason.field, reason.detail) for reason in reasons_of(changed)] == [
        ("changed", "number", "51/BC-UBND")
    ]
    assert reasons_of(replace(changed, reviewed=ADDED)), "looked at before it changed"
    assert reasons_of(replace(changed, reviewed=LATER)) == ()
