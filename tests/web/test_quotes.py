"""The browser names places; words, citations and the Word file come from the archive."""

from __future__ import annotations

import json
from io import BytesIO

import docx
import pytest

from tests.ui.papers import HOSTILE
from tests.web.conftest import Ask


def body(*rows: dict[str, object]) -> bytes:
    return json.dumps({"quotes": rows}).encode()


def test_a_passage_comes_with_its_citation_and_its_link(ids: list[str], ask: Ask) -> None:
    answer = ask("POST", "/trich-dan", body=body({"id": ids[0], "tu": 1, "den": 18}))
    (row,) = json.loads(answer.body)["quotes"]
    assert row == {
        "id": ids[0], "tu": 1, "den": 18, "text": "UBND TỈNH VÂN LĨNH",
        "citation": "Báo cáo số 12/BC-STC ngày 06/3/2023 của Sở Tài chính, tr. 1",
        "link": f"/doc?id={ids[0]}&tu=1&den=18",
    }  # fmt: skip


def test_a_passage_of_a_document_that_is_gone_says_so(ids: list[str], ask: Ask) -> None:
    answer = ask("POST", "/trich-dan", body=body({"id": "0", "tu": 1, "den": 2}, {"id": ids[0], "tu": 1, "den": 4}))
    gone, there = json.loads(answer.body)["quotes"]
    assert (gone["gone"], there["text"]) == ("Không còn trong kho.", "UBND")


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"[]", b"{}", b'{"quotes": 1}', b'{"quotes": [1]}', body({"id": "a"}), body({"id": 1, "tu": 1, "den": 2}),
        body({"id": "a", "tu": "1", "den": 2}), body({"id": "a", "tu": True, "den": 2}),
        body(*[{"id": "a", "tu": 1, "den": 2}] * 301), b" " * (65 << 10), "\xff".encode("latin-1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/trich-dan", "/trich-dan/docx"])
def test_what_is_no_list_of_places_or_too_long_is_refused(ids: list[str], ask: Ask, sent: bytes, address: str) -> None:
    assert ask("POST", address, body=sent).status == 400


def test_the_basket_is_a_word_file(ids: list[str], ask: Ask) -> None:
    rows = ({"id": ids[0], "tu": 1, "den": 18}, {"id": "0", "tu": 1, "den": 2}, {"id": ids[1], "tu": 1, "den": 2000})
    answer = ask("POST", "/trich-dan/docx", body=body(*rows))
    assert answer.headers["content-disposition"] == 'attachment; filename="trich-dan.docx"'
    lines = [paragraph.text for paragraph in docx.Document(BytesIO(answer.body)).paragraphs]
    assert lines[:3] == [
        "TRÍCH DẪN",
        "“UBND TỈNH VÂN LĨNH”",
        f"(Báo cáo số 12/BC-STC ngày 06/3/2023 của Sở Tài chính, tr. 1)\nhttp://localhost/doc?id={ids[0]}&tu=1&den=18",
    ]
    assert HOSTILE in lines[4], "text of a document is text"
    assert lines[-1].startswith("(Văn bản")
