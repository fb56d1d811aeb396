"""Original files as they were handed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.store.catalogue import Record
from tests.ui.papers import hostile, keep, report
from tests.web.conftest import Ask


def test_the_bytes_are_those_handed_in(ids: list[str], ask: Ask) -> None:
    answer = ask("GET", f"/tep/{ids[0]}")
    assert answer.status == 200
    assert answer.body == report(1, 2023, number="12/BC-STC").text.encode()
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_a_part_of_a_file_can_be_asked_for(ids: list[str], ask: Ask) -> None:
    whole = ask("GET", f"/tep/{ids[0]}").body
    answer = ask("GET", f"/tep/{ids[0]}", headers={"Range": "bytes=10-19"})
    assert (answer.status, answer.body) == (206, whole[10:20])
    assert answer.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert ask("GET", f"/tep/{ids[0]}", headers={"Range": f"bytes={len(whole)}-"}).status == 416


def test_head_tells_the_size_without_the_bytes(ids: list[str], ask: Ask) -> None:
    answer = ask("HEAD", f"/tep/{ids[0]}")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["accept-ranges"] == "bytes"


def test_what_could_run_as_a_page_is_only_downloaded(ids: list[str], ask: Ask) -> None:
    answer = ask("GET", f"/tep/{ids[1]}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_pdf_is_shown_unless_a_download_is_asked_for(root: Path, ask: Ask) -> None:
    record = report(1, 2023)
    document = replace(record.document, media_type="application/pdf", name="Báo cáo quý I.pdf")
    (id_,) = keep(root, [Record(document, record.text, record.added)])
    shown, saved = ask("GET", f"/tep/{id_}"), ask("GET", f"/tep/{id_}?tai=1")
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["content-disposition"] == "inline; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20qu%C3%BD%20I.pdf"
    assert saved.headers["content-disposition"].startswith("attachment")
    assert shown.headers["content-encoding"] == "identity", "compressed, it would have no ranges"


@pytest.mark.parametrize(
    "path", ["0" * 16, "xyz", "..", "%2e%2e%2fetc%2fpasswd", "..%5c..%5cx", "A" * 3000, "0" * 16 + "%00", "0/../1"]
)
def test_what_is_no_document_is_not_found(ids: list[str], ask: Ask, path: str) -> None:
    answer = ask("GET", f"/tep/{path}")
    assert answer.status == 404
    assert b"root:" not in answer.body


def test_an_original_that_is_gone_is_said_to_be_gone(ids: list[str], root: Path, ask: Ask) -> None:
    for path in (root / "documents").rglob("*.html"):
        path.unlink()
    answer = ask("GET", f"/tep/{ids[1]}")
    assert (answer.status, "archive check" in answer.body.decode()) == (404, True)


def test_an_archive_that_cannot_be_opened_says_why(ids: list[str], root: Path, ask: Ask) -> None:
    (root / "index" / "current").unlink()
    answer = ask("GET", f"/tep/{hostile().document.id}")
    assert (answer.status, "archive rebuild" in answer.body.decode()) == (503, True)
