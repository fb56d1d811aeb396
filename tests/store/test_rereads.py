"""What a new reading of the same files changed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.model import Document, Fact, Reread
from archive.store.codec import document_to_dict
from archive.store.rereads import OldReadings
from tests.store.documents import ADDED, document

NOW = "2026-12-01T00:00:00+00:00"


def rereads(path: Path, old: Document, new: Document) -> tuple[Reread, ...] | None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE documents (id TEXT, record TEXT, something TEXT)")
        connection.execute("INSERT INTO documents VALUES (?, ?, '')", (old.id, json.dumps(document_to_dict(old))))
        connection.commit()
    with closing(OldReadings(path)) as readings:
        return readings.rereads_of((new,), NOW).get(new.id)


def test_another_value_is_told_with_the_one_before(tmp_path: Path) -> None:
    old = replace(document(number="51/BC-UBND", title="Về trồng rừng"), rereads=())
    new = replace(document(number="52/BC-UBND", title="Về trồng rừng"), rereads=())
    assert rereads(tmp_path / "c", old, new) == (Reread("number", "51/BC-UBND", "52/BC-UBND", NOW),)


def test_the_same_reading_is_no_change_whatever_people_said(tmp_path: Path) -> None:
    new = replace(document(number="51/BC-UBND"), rereads=())
    said = Fact("99/BC-UBND", "51", 1, None, "corrected", "test", None, "51/BC-UBND")
    old = replace(new, facts={**new.facts, "number": (said,)})
    assert rereads(tmp_path / "c", old, new) == ()


def test_what_nobody_looked_at_yet_is_carried_along(tmp_path: Path) -> None:
    before = Reread("date", None, "2024-03-15", ADDED)
    old = replace(document(date="2024-03-15"), reviewed=None, rereads=(before,))
    new = replace(old, rereads=())
    assert rereads(tmp_path / "c", old, new) == (before,)
    assert rereads(tmp_path / "seen", replace(old, reviewed=NOW), new) == ()


def test_what_is_read_as_before_again_is_no_change(tmp_path: Path) -> None:
    """Unless somebody saw the other reading in between."""
    waiting = Reread("number", "51/BC-UBND", "52/BC-UBND", ADDED)
    old = replace(document(number="52/BC-UBND"), reviewed=None, rereads=(waiting,))
    new = replace(document(number="51/BC-UBND"), rereads=())
    assert rereads(tmp_path / "c", old, new) == ()
    seen = replace(old, reviewed=NOW)
    assert rereads(tmp_path / "seen", seen, new) == (Reread("number", "52/BC-UBND", "51/BC-UBND", NOW),)


def test_changes_of_another_format_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    old = {**document_to_dict(document()), "rereads": [{"name": "number"}, "number", None]}
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE documents (id TEXT, record TEXT)")
        connection.execute("INSERT INTO documents VALUES (?, ?)", (document().id, json.dumps(old)))
        connection.commit()
    with closing(OldReadings(path)) as readings:
        assert readings.rereads_of((document(),), NOW) == {document().id: ()}


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_no_old_catalogue_is_no_change(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "catalogue.sqlite"
    if content is not None:
        path.write_bytes(content)
    with closing(OldReadings(path)) as readings:
        assert readings.rereads_of((document(),), NOW) == {}
    with closing(OldReadings(None)) as readings:
        assert readings.rereads_of((document(),), NOW) == {}
