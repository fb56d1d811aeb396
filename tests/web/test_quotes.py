"""The browser names places; words, citations and the Word file come from the archive."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest

from archive.store.catalogue import Catalogue
from archive.ui.components import FOLDER
from archive.web.uploads import HEADER
from tests.ui.papers import HOSTILE, keep, report
from tests.web.conftest import Ask

OURS = {HEADER: "1"}


def body(*rows: dict[str, object]) -> bytes:
    return json.dumps({"quotes": rows}).encode()


def test_a_passage_comes_with_its_citation_and_its_link(ids: list[str], ask: Ask) -> None:
    answer = ask("POST", "/trich-dan", headers=OURS, body=body({"id": ids[0], "tu": 1, "den": 18}))
    (row,) = json.loads(answer.body)["quotes"]
    assert row == {
        "id": ids[0], "tu": 1, "den": 18, "text": "UBND TỈNH VÂN LĨNH",
        "citation": "Báo cáo số 12/BC-STC ngày 06/3/2023 của Sở Tài chính, tr. 1", "check": "",
        "link": f"/doc?id={ids[0]}&tu=1&den=18",
    }  # fmt: skip


def test_a_passage_of_a_document_that_is_gone_says_so(ids: list[str], ask: Ask) -> None:
    rows = ({"id": "0", "tu": 1, "den": 2}, {"id": ids[0], "tu": 1, "den": 4}, {"id": ids[0], "tu": 9**9, "den": 9**9})
    answer = ask("POST", "/trich-dan", headers=OURS, body=body(*rows))
    gone, there, beyond = json.loads(answer.body)["quotes"]
    assert (gone["gone"], there["text"], beyond["gone"]) == ("Không còn trong kho.", "UBND", "Không còn trong kho.")


def test_what_is_doubtful_is_named_and_not_cited(root: Path, ask: Ask) -> None:
    (name,) = keep(root, [report(1, 2023, number="12/BC-STC", doubt="Số đọc từ ảnh quét.")])
    rows = body({"id": name, "tu": 1, "den": 18})
    (row,) = json.loads(ask("POST", "/trich-dan", headers=OURS, body=rows).body)["quotes"]
    assert ("12/BC-STC" in row["citation"], row["check"]) == (False, "cần kiểm tra: số")
    written = docx.Document(BytesIO(ask("POST", "/trich-dan/docx", headers=OURS, body=rows).body)).paragraphs[2].text
    assert "12/BC-STC" not in written
    assert "[cần kiểm tra: số]" in written


@pytest.mark.parametrize("address", ["/trich-dan", "/trich-dan/docx"])
def test_only_our_own_page_is_answered(ids: list[str], ask: Ask, address: str) -> None:
    assert ask("POST", address, body=body({"id": ids[0], "tu": 1, "den": 18})).status == 403
    assert f"'{HEADER}': '1'" in (FOLDER / "dom.js").read_text("utf-8")


def test_a_document_is_read_once_however_often_it_is_quoted(
    ids: list[str], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, real = [], Catalogue.text
    monkeypatch.setattr(Catalogue, "text", lambda self, name: read.append(name) or real(self, name))
    rows = [{"id": ids[at % 2], "tu": at + 1, "den": at + 20} for at in range(40)]
    quotes = json.loads(ask("POST", "/trich-dan", headers=OURS, body=body(*rows)).body)["quotes"]
    assert [quote["id"] for quote in quotes] == [row["id"] for row in rows]
    assert sorted(read) == sorted(ids)


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"[]", b"{}", b'{"quotes": 1}', b'{"quotes": [1]}', body({"id": "a"}), body({"id": 1, "tu": 1, "den": 2}),
        body({"id": "a", "tu": "1", "den": 2}), body({"id": "a", "tu": True, "den": 2}),
        b"[" * 60000, b'{"quotes": ' + b"[" * 60000, body({"id": "\ud800", "tu": 1, "den": 2}),
        body(*[{"id": "a", "tu": 1, "den": 2}] * 301), b" " * (65 << 10), "\xff".encode("latin-1"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/trich-dan", "/trich-dan/docx"])
def test_what_is_no_list_of_places_or_too_long_is_refused(ids: list[str], ask: Ask, sent: bytes, address: str) -> None:
    assert ask("POST", address, headers=OURS, body=sent).status == 400


def test_the_basket_is_a_word_file(ids: list[str], ask: Ask) -> None:
    rows = ({"id": ids[0], "tu": 1, "den": 18}, {"id": "0", "tu": 1, "den": 2}, {"id": ids[1], "tu": 1, "den": 2000})
    answer = ask("POST", "/trich-dan/docx", headers=OURS, body=body(*rows))
    assert answer.headers["content-disposition"] == 'attachment; filename="trich-dan.docx"'
    lines = [paragraph.text for paragraph in docx.Document(BytesIO(answer.body)).paragraphs]
    assert lines[:3] == [
        "TRÍCH DẪN",
        "“UBND TỈNH VÂN LĨNH”",
        f"(Báo cáo số 12/BC-STC ngày 06/3/2023 của Sở Tài chính, tr. 1)\nhttp://localhost/doc?id={ids[0]}&tu=1&den=18",
    ]
    assert HOSTILE in lines[4], "text of a document is text"
    assert lines[-1].startswith("(Văn bản")
