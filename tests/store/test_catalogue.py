"""The SQL tables: all of a document or nothing, and every look-up the verbs need."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import IndexMissingError, NotFoundError
from archive.store.catalogue import Catalogue, Record
from archive.text.folding import number_key
from tests.store.documents import TEXT, document, record


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite", create=True)
    yield opened
    opened.close()


def put(catalogue: Catalogue, *records: Record) -> None:
    catalogue.save(records)
    catalogue.mark_indexed([item.document.id for item in records])


def test_a_document_comes_back_as_it_was_saved(catalogue: Catalogue) -> None:
    put(catalogue, record("a", number="52/BC-UBND", date="2023-03"))
    assert catalogue.get(document("a").id) == document("a", number="52/BC-UBND", date="2023-03")
    assert catalogue.text(document("a").id) == TEXT


def test_what_the_engine_does_not_have_yet_is_seen_by_no_reader(catalogue: Catalogue) -> None:
    saved = record("a", number="52/BC-UBND", issuer="ubnd", doc_type="bao-cao")
    name = saved.document.id
    catalogue.save((saved,))
    with pytest.raises(NotFoundError):
        catalogue.get(name)
    with pytest.raises(NotFoundError):
        catalogue.text(name)
    with pytest.raises(NotFoundError):
        catalogue.resolve(name)
    assert catalogue.many((name,)) == {}
    assert catalogue.texts((name,)) == {}
    assert catalogue.shown((name,)) == {}
    assert catalogue.added((name,)) == {}
    assert catalogue.by_number("52/bc-ubnd") == ()
    assert catalogue.citing("9/nq-hdnd") == ()
    assert catalogue.recent() == ()
    assert catalogue.ids() == set()
    assert catalogue.count() == 0
    assert catalogue.pending() == (name,)
    assert catalogue.records((name,)) == (saved,)


def test_saved_again_a_document_stays_in_sight(catalogue: Catalogue) -> None:
    """A correction must not make a document vanish until the engine has it again."""
    put(catalogue, record("a", number="52/BC-UBND"))
    catalogue.save((record("a", number="53/BC-UBND", cites=()),))
    assert catalogue.get(document("a").id).value("number") == "53/BC-UBND"
    assert catalogue.shown((document("a").id,))[document("a").id].opened()[0].value("number") == "53/BC-UBND"
    assert catalogue.by_number("52/bc-ubnd") == ()
    assert catalogue.citing("9/nq-hdnd") == ()
    assert catalogue.pending() == (document("a").id,)


def test_marked_indexed_nothing_waits(catalogue: Catalogue) -> None:
    put(catalogue, record("a"), record("b"))
    assert catalogue.pending() == ()
    assert catalogue.ids() == {document("a").id, document("b").id}


def test_many_keeps_the_order_asked_for(catalogue: Catalogue) -> None:
    put(catalogue, record("a"), record("b"), record("c"))
    wanted = [document(seed).id for seed in "cab"]
    assert list(catalogue.many([*wanted, "none"])) == wanted


def test_more_ids_than_one_statement_takes(catalogue: Catalogue) -> None:
    records = [
        replace(record("a"), document=replace(document("a"), id=f"{number:016x}", sha256=f"{number:064x}"))
        for number in range(1203)
    ]
    put(catalogue, *records)
    assert len(catalogue.many([item.document.id for item in records])) == 1203
    assert catalogue.count() == 1203


def test_an_unknown_id_says_how_to_find_one(catalogue: Catalogue) -> None:
    with pytest.raises(NotFoundError, match="archive search"):
        catalogue.get("abc")


def test_an_id_may_be_shortened_while_it_is_unique(catalogue: Catalogue) -> None:
    put(catalogue, record("ab"), record("ac"))
    assert catalogue.resolve("AB") == document("ab").id
    assert catalogue.resolve(document("ac").id) == document("ac").id
    with pytest.raises(NotFoundError, match="Nhiều văn bản"):
        catalogue.resolve("a")
    for nothing in ("", "x", "%", "_"):
        with pytest.raises(NotFoundError):
            catalogue.resolve(nothing)


def test_a_number_is_found_in_any_spelling_by_its_key(catalogue: Catalogue) -> None:
    put(catalogue, record("a", number="09/2019/NQ-HĐND"), record("b", number="9/2019/NQ–HĐND"), record("c"))
    assert catalogue.by_number("9/2019/nq-hdnd") == (document("a").id, document("b").id)


def test_who_cites_a_number_is_told_once(catalogue: Catalogue) -> None:
    put(catalogue, record("a", cites=("09/NQ-HĐND", "9/NQ-HĐND")), record("b", cites=("1/KH-UBND",)))
    assert catalogue.citing("9/nq-hdnd") == (document("a").id,)


def test_recent_are_the_last_added(catalogue: Catalogue) -> None:
    times = {"a": "2026-01-02", "b": "2026-01-03", "c": "2026-01-01"}
    put(catalogue, *(replace(record(seed), added=added) for seed, added in times.items()))
    assert [item.id[0] for item in catalogue.recent(2)] == ["b", "a"]
    assert catalogue.added((document("c").id,)) == {document("c").id: "2026-01-01"}


def test_a_transaction_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    """The second record has an id that is already there in the same call."""
    with pytest.raises(IndexMissingError):
        catalogue.save((record("a"), record("a")))
    assert catalogue.pending() == ()
    assert catalogue.records((document("a").id,)) == ()


def test_opening_never_makes_a_catalogue(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="archive rebuild"):
        Catalogue(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()


def test_a_catalogue_of_another_format_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    Catalogue(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(IndexMissingError, match="999"):
        Catalogue(path)


def test_a_catalogue_of_the_format_before_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its records say which papers are bound in a file; only their numbers were not in a table of their own."""
    path = tmp_path / "catalogue.sqlite"
    old = Catalogue(path, create=True)
    put(old, record("a"))
    old.close()
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE bound")
        connection.execute("PRAGMA user_version = 6")
    connection.close()
    for _ in range(2):
        with closing(Catalogue(path)) as opened:
            assert opened.binding(number_key("52/BC-UBND")) == (document("a").id,)


def test_what_is_no_database_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(IndexMissingError, match="archive rebuild"):
        Catalogue(path)


def test_readers_in_many_threads_read_while_one_writes(catalogue: Catalogue) -> None:
    put(catalogue, record("a"))
    wrong: list[object] = []

    def read() -> None:
        for _ in range(30):
            found = catalogue.get(document("a").id)
            if found.value("number") not in (None, "1/A", "2/A"):
                wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(6)]
    for reader in readers:
        reader.start()
    for number in range(20):
        put(catalogue, record("a", number=f"{number % 2 + 1}/A"))
    for reader in readers:
        reader.join()
    assert wrong == []
