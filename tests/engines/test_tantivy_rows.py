"""An index opened with its rows from the file beside it answers as one that reads each of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from archive.engines import open_engine, tantivy, tantivy_rows
from archive.engines.query import EVERYTHING, Answer, Ask, OneOf, Word
from tests.engines.reports import LAYOUT, entry, random_entry

ASKED = (
    Ask(Word("body", "a"), limit=50, facets={"kind": 9, "year": 9}),
    Ask(EVERYTHING, limit=50, order="-date", facets={"kind": 9}),
    Ask(EVERYTHING, limit=50, order="name"),
    Ask(OneOf("kind", ("ab", "new")), limit=50),
)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is written anew for every ten rows."""
    monkeypatch.setattr(tantivy, "TAIL", 10)


def answers(folder: Path) -> list[Answer]:
    return [open_engine("tantivy", folder, LAYOUT).find(ask) for ask in ASKED]


def filled(folder: Path, count: int = 25) -> Path:
    chance = random.Random(3)
    engine = open_engine("tantivy", folder, LAYOUT)
    with engine.session():
        engine.put(random_entry(chance, f"id-{number}") for number in range(count))
        engine.put([entry("many", "a", kind=" ".join(f"k{number}" for number in range(12)), name="zz")])
    return folder


def without_file(folder: Path) -> list[Answer]:
    (folder / "table").rename(folder / "away")
    found = answers(folder)
    (folder / "away").rename(folder / "table")
    return found


def test_rows_of_the_file_are_those_of_the_index(tmp_path: Path) -> None:
    filled(tmp_path)
    assert tantivy_rows.rows_kept(tmp_path) == 26
    assert answers(tmp_path) == without_file(tmp_path)


def test_rows_are_read_from_the_file(tmp_path: Path) -> None:
    """Not from the index too: with the file of another index its rows are told."""
    filled(tmp_path / "one")
    engine = open_engine("tantivy", tmp_path / "other", LAYOUT)
    with engine.session():
        engine.put(entry(f"other-{number}", "a", kind="other") for number in range(26))
    (tmp_path / "other" / "table").replace(tmp_path / "one" / "table")
    (answer,) = {open_engine("tantivy", tmp_path / "one", LAYOUT).find(ASKED[1]).facets["kind"]}
    assert answer == (("other", 26),)


def test_what_was_added_replaced_or_removed_since_is_told(tmp_path: Path) -> None:
    filled(tmp_path)
    engine = open_engine("tantivy", tmp_path, LAYOUT)
    with engine.session():
        engine.put([entry("id-3", "a a", kind="new"), entry("later", "a", kind="new", date="2025-01-01")])
        engine.remove(["id-4", "many"])
    assert tantivy_rows.rows_kept(tmp_path) == 26
    assert answers(tmp_path) == without_file(tmp_path) == [engine.find(ask) for ask in ASKED]
    assert {id_ for id_, _ in engine.find(ASKED[3]).scores} >= {"id-3", "later"}


def test_the_file_is_written_again_when_it_lacks_many(tmp_path: Path) -> None:
    filled(tmp_path)
    engine = open_engine("tantivy", tmp_path, LAYOUT)
    with engine.session():
        engine.clear()
        engine.put(entry(f"id-{number}", "a", kind="new") for number in range(10))
    assert tantivy_rows.rows_kept(tmp_path) == 36
    assert answers(tmp_path) == without_file(tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.6, 0.99])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, share: float) -> None:
    filled(tmp_path)
    file = tmp_path / "table"
    whole, wanted = file.read_bytes(), without_file(tmp_path)
    at = int(share * len(whole))
    for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :], whole + b"\0"):
        file.write_bytes(damaged)
        assert answers(tmp_path) == wanted


@pytest.mark.parametrize("head", [b"", b"null", b"[]", b'{"rows": -1}', b'{"rows": "x"}', b'{"rows": null}', b"\xff"])
def test_a_file_of_something_else_is_no_file(tmp_path: Path, head: bytes) -> None:
    filled(tmp_path)
    wanted = without_file(tmp_path)
    (tmp_path / "table").write_bytes(head + b"\n{}\n")
    assert answers(tmp_path) == wanted
    with open_engine("tantivy", tmp_path, LAYOUT).session():
        pass
    assert answers(tmp_path) == wanted


def test_row_numbers_go_on_behind_the_file(tmp_path: Path) -> None:
    """Where all was removed and the file that counts them was lost, as after a power cut."""
    filled(tmp_path)
    engine = open_engine("tantivy", tmp_path, LAYOUT)
    engine.clear()
    (tmp_path / "rows").unlink()
    engine.put([entry("new", "a", kind="new")])
    assert answers(tmp_path) == without_file(tmp_path)
    assert [answer.total for answer in answers(tmp_path)] == [1, 1, 1, 1]
