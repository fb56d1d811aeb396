"""What the search page fetches into place."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.model import PAGE_BREAK, Page, Span, document_id
from archive.store.catalogue import Record
from archive.ui.text import TO_PLACE
from tests.ui.papers import HOSTILE, keep, report
from tests.web.conftest import Ask

LINES = [f"{number}. Vốn vay của dự án thứ {number} được giải ngân đúng hạn theo kế hoạch năm." for number in range(14)]


@pytest.fixture
def long(root: Path) -> str:
    """A document that names what is looked for many times; its id."""
    record = report(1, 2023)
    text = record.text + PAGE_BREAK + (HOSTILE + "\n" + "x " * 200 + "\n").join(LINES)
    pages = (*record.document.pages, Page(3, Span(len(record.text) + len(PAGE_BREAK), len(text))))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = replace(record.document, pages=pages, sha256=sha256, id=document_id(sha256))
    (id_,) = keep(root, [Record(document, text, record.added)])
    return id_


def test_further_passages_come_in_parts_with_their_places(long: str, ask: Ask) -> None:
    words = quote("vốn vay")
    seen: list[str] = []
    address = f"/doan?q={words}&id={long}&tu=2"
    for _ in range(9):
        answer = json.loads(ask("GET", address).body)
        seen += [passage["href"] for passage in answer["passages"]]
        if not answer["rest"]:
            break
        address = answer["next"]
    assert len(seen) == len(set(seen)) > 5
    assert all(href.startswith(f"/doc?id={long}&q={words.replace('%20', '+')}&vt=") for href in seen)


def test_a_passage_is_data_with_its_marks(long: str, ask: Ask) -> None:
    answer = json.loads(ask("GET", f"/doan?q={quote('vốn vay')}&id={long}&tu=0").body)
    passage = answer["passages"][0]
    assert ["Vốn vay", True] in passage["parts"]
    assert passage["page"] in ("tr. 3", TO_PLACE)


@pytest.mark.parametrize("skip", ["-1", "x", "99999999", ""])
def test_a_senseless_place_is_the_first(long: str, ask: Ask, skip: str) -> None:
    words = quote("vốn vay")
    first = ask("GET", f"/doan?q={words}&id={long}&tu=0").body
    assert (
        json.loads(ask("GET", f"/doan?q={words}&id={long}&tu={skip}").body)["passages"] == json.loads(first)["passages"]
    )


def test_what_is_no_document_is_not_found(long: str, ask: Ask) -> None:
    assert ask("GET", "/doan?q=x&id=0000").status == 404
    assert ask("GET", "/doan?q=x").status == 404


def test_abbreviations_explain_nothing_where_they_stay_as_typed(long: str, ask: Ask) -> None:
    def rows(more: str) -> list[list[list[str]]]:
        return json.loads(ask("GET", f"/vi-sao?q=NSNN&id={long}{more}").body)["rows"]

    assert ["ngân sách nhà nước", "strong"] in [[words.lower(), kind] for row in rows("") for words, kind in row]
    assert rows("&nguyen=1") == [[["Không có trong văn bản này: ", ""], ["“NSNN”", ""]]]


def test_why_a_document_was_found_comes_as_rows_of_words(long: str, ask: Ask) -> None:
    rows = json.loads(ask("GET", f"/vi-sao?q={quote('vốn vay khongco')}&id={long}").body)["rows"]
    assert rows[0][:2] == [["Có ", ""], ["vốn vay", "strong"]]
    assert rows[-1] == [["Không có trong văn bản này: ", ""], ["“khongco”", ""]]
    assert ask("GET", "/vi-sao?q=x&id=0000").status == 404
