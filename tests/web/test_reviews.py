"""What a person says while going through the queue."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive.web.reviews import CHANGED, LARGEST, NOT_UNDERSTOOD
from archive.web.shared import shared_library
from archive.web.uploads import HEADER
from tests.ui.papers import bare, keep, report
from tests.web.conftest import Ask

OURS = {HEADER: "1"}


@pytest.fixture
def ids(root: Path) -> dict[str, str]:
    papers = {
        "sound": report(1, 2023, number="12/BC-STC"),
        "doubtful": report(2, 2023, number="31/BC-STC", doubt="Chữ số mờ"),
        "bare": bare(),
    }
    return dict(zip(papers, keep(root, papers.values()), strict=True))


def say(ask: Ask, address: str, said: object) -> tuple[int, Any]:
    answer = ask("POST", address, headers=OURS, body=json.dumps(said).encode())
    return answer.status, json.loads(answer.body)


def test_accepting_leads_to_the_next_paper(ask: Ask, ids: dict[str, str]) -> None:
    status, answer = say(ask, f"/xac-nhan/{ids['doubtful']}", {"values": {"number": "32/BC-STC"}, "shown": {}})
    assert (status, answer) == (200, {"next": ids["bare"], "waiting": 1, "alike": []})
    document = shared_library().catalogue.get(ids["doubtful"])
    assert (document.value("number"), document.fact("number").status) == ("32/BC-STC", "corrected")
    assert document.reviewed is not None
    _, answer = say(ask, f"/xac-nhan/{ids['bare']}", {"values": {}, "shown": {}})
    assert answer == {"next": None, "waiting": 0, "alike": []}


def test_a_value_without_a_valid_form_is_told_and_nothing_is_kept(ask: Ask, ids: dict[str, str]) -> None:
    status, answer = say(ask, f"/xac-nhan/{ids['doubtful']}", {"values": {"date": "hôm qua"}, "shown": {}})
    assert status == 400
    assert "không phải ngày" in answer["error"]
    assert answer["field"] == "date"
    assert shared_library().catalogue.get(ids["doubtful"]).reviewed is None


def test_a_correction_is_offered_for_what_was_read_alike(ask: Ask, ids: dict[str, str]) -> None:
    _, answer = say(ask, f"/xac-nhan/{ids['sound']}", {"values": {"signer": "Lò Văn Tĩnh"}, "shown": {}})
    (offered,) = answer["alike"]
    assert (offered["field"], offered["label"], offered["ids"]) == ("signer", "Lò Văn Tĩnh", [ids["doubtful"]])
    said = {"id": ids["sound"], "field": offered["field"], "ids": offered["ids"]}
    assert say(ask, "/xac-nhan", said) == (200, {"changed": 1, "next": None})
    assert shared_library().catalogue.get(ids["doubtful"]).value("signer") == "Lò Văn Tĩnh"
    assert say(ask, "/xac-nhan", said) == (200, {"changed": 0, "next": None}), "nothing is read alike any more"


def test_what_nobody_saw_is_not_confirmed(ask: Ask, ids: dict[str, str]) -> None:
    """The page was opened before a rebuild read another number."""
    status, answer = say(ask, f"/xac-nhan/{ids['doubtful']}", {"values": {}, "shown": {"number": "13/BC-STC"}})
    assert (status, answer["error"]) == (400, CHANGED)
    assert shared_library().catalogue.get(ids["doubtful"]).doubts == ("number",)
    status, _ = say(ask, f"/xac-nhan/{ids['doubtful']}", {"values": {}, "shown": {"number": "31/BC-STC"}})
    assert status == 200


def test_only_fields_that_documents_share_are_said_of_several(ask: Ask, ids: dict[str, str]) -> None:
    said = {"id": ids["sound"], "field": "title", "ids": [ids["doubtful"]]}
    assert say(ask, "/xac-nhan", said) == (200, {"changed": 0, "next": None})


@pytest.mark.parametrize("address", ["/xac-nhan", "/xac-nhan/0123456789abcdef"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"values": 1}',
        b'{"values": {"date": 3}, "shown": {}}',
        b"{" * 99,
        b"\xff",
        b"[" * 60_000,
        b'{"values": {"title": "\\ud800"}, "shown": {}}',
        b" " * (LARGEST + 1) + b"{}",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_makes_no_sense_is_refused(ask: Ask, ids: dict[str, str], address: str, body: bytes) -> None:
    answer = ask("POST", address, headers=OURS, body=body)
    assert (answer.status, json.loads(answer.body)) == (400, {"error": NOT_UNDERSTOOD})


def test_an_unknown_paper_is_told(ask: Ask, ids: dict[str, str]) -> None:
    status, answer = say(ask, "/xac-nhan/0123456789abcdef", {"values": {}, "shown": {}})
    assert status == 400
    assert "0123456789abcdef" in answer["error"]


def test_other_sites_are_not_listened_to(ask: Ask, ids: dict[str, str]) -> None:
    assert ask("POST", f"/xac-nhan/{ids['doubtful']}", body=b'{"values": {}}').status == 403
    assert shared_library().catalogue.get(ids["doubtful"]).reviewed is None
