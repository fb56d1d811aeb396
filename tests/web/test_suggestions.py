"""The route behind the search box."""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.web.conftest import Ask


def test_suggestions_come_in_groups_with_their_addresses(ids: list[str], ask: Ask) -> None:
    answer = ask("GET", "/goi-y?q=12")
    assert answer.status == 200
    (group,) = json.loads(answer.body)["groups"]
    assert (group["kind"], group["name"]) == ("number", "Số hiệu")
    assert group["items"][0] == {"text": "12/BC-STC", "detail": "", "href": f"/doc?id={ids[0]}"}


def test_nothing_typed_is_no_error(ask: Ask) -> None:
    for line in ("", quote("<script>"), "%00", quote("(" * 300)):
        assert json.loads(ask("GET", f"/goi-y?q={line}").body) == {"groups": []}
