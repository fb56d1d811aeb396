"""The queue and a paper to check, drawn by the real page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from archive.model import Fact, Reread
from archive.ui.review_page import CLOSING_LENGTH, HEAD_LENGTH
from tests.ui.papers import HOSTILE, keep, report
from tests.ui.test_pages import opened, sent, words


def review() -> None:
    from archive.ui import review_page

    review_page.draw()


def test_the_most_pressing_paper_comes_first_with_its_reasons(ids: dict[str, str]) -> None:
    test = opened(review)
    assert words(test, ".hit h3")[0] == "Tình hình giải ngân vốn đầu tư công quý 2 năm 2023"
    assert words(test, ".hit:first-child .reasons li") == ["Số, ký hiệu: Chữ số mờ"]
    assert words(test, "p.quiet")[0].startswith("Có 3 văn bản cần người kiểm tra.")


def test_nothing_to_check_is_said(root: Path) -> None:
    keep(root, [report(1, 2023, number="12/BC-STC")])
    assert words(opened(review), ".notice strong") == ["Không còn văn bản nào cần kiểm tra."]


def test_doubtful_fields_stand_first_with_the_place_they_were_read_at(ids: dict[str, str]) -> None:
    data = sent(opened(review, id=ids["q2"]), "review")
    first, second = data["fields"][:2]
    assert (first["name"], first["value"], first["doubts"]) == ("number", "31/BC-STC", ["Chữ số mờ"])
    assert data["text"][slice(*first["span"])] == "31/BC-STC"
    assert second["doubts"] == []
    assert data["pages"] == 0, "a text file has no pictures of its pages"


def test_of_a_long_text_the_beginning_and_the_end_are_shown_and_places_still_fit(root: Path) -> None:
    long = report(2, 2023, number="31/BC-STC", doubt="mờ", filling="Nội dung kéo dài. " * 900)
    (name,) = keep(root, [long])
    data = sent(opened(review, id=name), "review")
    assert len(data["text"]) < HEAD_LENGTH + CLOSING_LENGTH + 20
    signer = next(field for field in data["fields"] if field["name"] == "signer")
    assert data["text"][slice(*signer["span"])] == "Lò Văn Tình"


def test_hostile_text_is_sent_as_text(ids: dict[str, str]) -> None:
    data = sent(opened(review, id=ids["hostile"]), "review")
    assert HOSTILE in data["text"]
    assert not words(opened(review), "script")


def test_an_unknown_paper_is_told(ids: dict[str, str]) -> None:
    assert words(opened(review, id="0" * 16), "h1") == ["Không có văn bản này trong kho."]


def test_what_was_read_now_is_offered_where_a_person_had_said_otherwise(root: Path) -> None:
    record = report(2, 2023, number="31/BC-STC")
    signer = Fact(None, "Lò Văn Tình", 1, None, "corrected", "closing", None, "Lò Văn Tình")
    facts = {**record.document.facts, "signer": (signer,)}
    rereads = (Reread("signer", None, "Lò Văn Tình", "2026-01-01T00:00:00+00:00"),)
    (name,) = keep(root, [replace(record, document=replace(record.document, facts=facts, rereads=rereads))])
    first, *others = sent(opened(review, id=name), "review")["fields"]
    assert (first["name"], first["value"], first["other"]) == ("signer", "", "Lò Văn Tình")
    assert first["doubts"] == ["đọc lại thấy khác, lần trước không thấy in."]
    assert {field["other"] for field in others} == {None}
