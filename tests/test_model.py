"""The nouns: numbers in all their forms, facts, pages, counts."""

from __future__ import annotations

import pytest

from archive.model import ABSENT, Document, Fact, Number, Outcome, Page, Span, count_outcomes, document_id


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("52 /NQ-HĐND", "52/NQ-HĐND"),
        ("39/2020/NQ-HĐND", "39/2020/NQ-HĐND"),
        ("07/2021/QĐ-UBND", "07/2021/QĐ-UBND"),  # a leading zero is printed, so it is kept
        ("/BC-UBND", "/BC-UBND"),  # the serial was left blank
        ("113-CV/TU", "113-CV/TU"),  # Party form
        ("-BC/TU", "-BC/TU"),
        ("61-CP", "61-CP"),  # before 1990
        ("144/2002/QĐ/BTC", "144/2002/QĐ/BTC"),
        ("3176B/QĐ-SYT", "3176B/QĐ-SYT"),
        ("15 / KH - BCA-BNN & MT", "15/KH-BCA-BNN&MT"),
        ("01/NQ–CP", "01/NQ-CP"),  # a dash of another kind
        ("33/2024/QH15", "33/2024/QH15"),
    ],
)
def test_a_number_is_read_in_any_spacing_and_printed_in_one(written: str, canonical: str) -> None:
    number = Number.parse(written)
    assert number is not None
    assert str(number) == canonical
    assert Number.parse(canonical) == number


@pytest.mark.parametrize("text", ["", "ngày 05", "14/5/2024", "7/8", "52", "BC-UBND", "a" * 5000, "1/" * 3000])
def test_what_is_no_number_is_none(text: str) -> None:
    assert Number.parse(text) is None


def test_parts_of_a_number() -> None:
    number = Number.parse("09/2019/NQ-HĐND")
    assert number is not None
    assert (number.serial, number.year, number.symbol) == (9, 2019, "NQ-HĐND")
    blank = Number.parse("/BC-UBND")
    assert blank is not None
    assert blank.serial is None


def test_a_field_that_was_not_read_is_absent_not_an_error() -> None:
    document = Document("0" * 16, "a.txt", "0" * 64, "text/plain", facts={})
    assert document.fact("number") == ABSENT
    assert document.value("number") is None
    assert document.doubts == ()


def test_doubts_are_the_fields_whose_facts_carry_one() -> None:
    facts = {"number": (Fact(status="blank", doubt="Số để trống"),), "date": (Fact("2023-03"),)}
    assert Document("0" * 16, "a.txt", "0" * 64, "text/plain", facts=facts).doubts == ("number",)


def test_the_page_of_an_offset() -> None:
    pages = (Page(1, Span(0, 10)), Page(2, Span(13, 20)))
    document = Document("0" * 16, "a.txt", "0" * 64, "text/plain", facts={}, pages=pages)
    assert [document.page_at(offset) for offset in (0, 12, 13, 99)] == [1, 1, 2, 2]


def test_the_id_is_the_start_of_the_content_hash() -> None:
    assert document_id("ab" * 32) == "ab" * 8


def test_outcomes_are_counted_with_zeros() -> None:
    counts = count_outcomes([Outcome("a", "added"), Outcome("b", "failed", error="…"), Outcome("c", "added")])
    assert counts == {"added": 2, "unchanged": 0, "refused": 0, "skipped": 0, "failed": 1}
