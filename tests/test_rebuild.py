"""Making the index again: identical, beside the live one, swapped in only when it is whole."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Config
from archive.correct import accept_document, correct_document
from archive.errors import ArchiveError, IndexMissingError, LockedError
from archive.library import Library, open_generation
from archive.model import Fact
from archive.rebuild import index_texts, rebuild_index
from archive.review import read_queue
from archive.search import search_documents
from archive.store.catalogue import Catalogue
from archive.store.lock import write_lock
from tests.papers import add, only_id, open_archive, tree_of, write_report
from tests.store.documents import record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive of three documents, one corrected."""
    with open_archive(tmp_path) as library:
        outcomes = add(library, *(write_report(tmp_path / "in", serial) for serial in (1, 2, 3)))
        name = next(outcome.document_id for outcome in outcomes if outcome.path.endswith("1.txt"))
        correct_document(library, name or "", {"number": "11/BC-UBND"})
    return tmp_path


def config_of(root: Path) -> Config:
    return Config(root=root, engine="memory", workers=1)


def everything(library: Library) -> object:
    """All that a reader can see."""
    ids = sorted(library.catalogue.ids())
    hits = search_documents(library, "trồng rừng 2024", limit=100)
    return (
        library.catalogue.many(ids),
        library.catalogue.texts(ids),
        library.catalogue.added(ids),
        library.catalogue.citing("9/nq-hdnd"),
        [(hit.document.id, hit.score, hit.passages) for hit in hits.hits],
        hits.facets,
    )


def test_deleted_and_rebuilt_everything_is_back_identical(root: Path) -> None:
    with open_archive(root) as library:
        before = everything(library)
    originals = tree_of(root / "documents")
    shutil.rmtree(root / "index")
    outcomes = list(rebuild_index(config_of(root)))
    assert [outcome.status for outcome in outcomes] == ["added"] * 3
    with open_archive(root) as library:
        assert everything(library) == before
        assert library.engine.ids() == library.catalogue.ids()
    assert tree_of(root / "documents") == originals


def test_another_engine_can_be_chosen_by_a_rebuild(root: Path) -> None:
    list(rebuild_index(Config(root=root, engine="tantivy", workers=1)))
    with open_archive(root, engine="tantivy") as library:
        assert search_documents(library, "11/BC-UBND").total >= 1
    with pytest.raises(IndexMissingError):
        open_archive(root)


def test_the_old_generation_goes_and_the_cache_stays(root: Path) -> None:
    (root / "index" / "cache").mkdir(exist_ok=True)
    with open_archive(root) as library:
        old = library.generation
    list(rebuild_index(config_of(root)))
    assert not old.exists()
    assert (root / "index" / "cache").exists()
    assert len(list((root / "index").glob("gen-*"))) == 1


def test_closed_early_the_live_index_stays(root: Path) -> None:
    with open_archive(root) as library:
        run = rebuild_index(config_of(root))
        next(run)
        run.close()
        assert library.is_current()
        assert library.catalogue.count() == 3
    assert len(list((root / "index").glob("gen-*"))) == 1


def test_readers_read_on_while_a_new_index_is_made(root: Path) -> None:
    with open_archive(root) as library:
        for _ in rebuild_index(config_of(root)):
            assert library.catalogue.count() == 3
            assert search_documents(library, "trồng rừng").total == 3


def test_while_another_writes_there_is_no_rebuild(root: Path) -> None:
    with write_lock(root / "index"), pytest.raises(LockedError):
        list(rebuild_index(config_of(root)))


def test_a_damaged_original_is_told_and_its_record_carried_over(root: Path) -> None:
    with open_archive(root) as library:
        before = everything(library)
        document = library.catalogue.recent(1)[0]
        path = library.files.original(document.sha256, document.name)
    path.chmod(0o644)
    path.write_bytes(b"damaged")
    failed = [outcome for outcome in rebuild_index(config_of(root)) if outcome.status == "failed"]
    assert [outcome.document_id for outcome in failed] == [document.id]
    assert "Giữ những gì đã đọc được" in (failed[0].error or "")
    with open_archive(root) as library:
        assert everything(library) == before


def test_without_an_old_index_a_damaged_original_is_left_out(root: Path) -> None:
    with open_archive(root) as library:
        document = library.catalogue.recent(1)[0]
        path = library.files.original(document.sha256, document.name)
    path.chmod(0o644)
    path.write_bytes(b"damaged")
    shutil.rmtree(root / "index")
    statuses = sorted(outcome.status for outcome in rebuild_index(config_of(root)))
    assert statuses == ["added", "added", "failed"]
    with open_archive(root) as library:
        assert document.id not in library.catalogue.ids()


def test_an_original_without_its_note_is_named_by_its_hash(root: Path) -> None:
    with open_archive(root) as library:
        document = library.catalogue.recent(1)[0]
        library.files.sidecar_path(document.sha256).unlink()
    list(rebuild_index(config_of(root)))
    with open_archive(root) as library:
        assert library.catalogue.get(document.id).name == f"{document.sha256}.txt"


def test_a_note_that_cannot_be_read_is_told_and_its_record_carried_over(root: Path) -> None:
    with open_archive(root) as library:
        before = everything(library)
        document = library.catalogue.recent(1)[0]
        library.files.sidecar_path(document.sha256).write_text("{")
    failed = [outcome for outcome in rebuild_index(config_of(root)) if outcome.status == "failed"]
    assert [outcome.document_id for outcome in failed] == [document.id]
    assert "archive check" in (failed[0].error or "")
    with open_archive(root) as library:
        assert everything(library) == before


def test_a_new_index_that_lacks_something_is_not_used(root: Path) -> None:
    with open_archive(root) as live:
        run = rebuild_index(config_of(root))
        next(run)
        (new,) = (folder for folder in (root / "index").glob("gen-*") if folder != live.generation)
        with open_generation(config_of(root), live.vocab, new) as half:
            half.engine.clear()
        with pytest.raises(ArchiveError, match="Chỉ mục mới không khớp"):
            list(run)
        assert live.is_current()
        assert not new.exists()


def test_an_empty_archive_is_rebuilt_empty(tmp_path: Path) -> None:
    assert list(rebuild_index(config_of(tmp_path))) == []
    with open_archive(tmp_path) as library:
        assert library.catalogue.count() == 0


def test_a_rebuilt_archive_takes_new_documents(root: Path) -> None:
    list(rebuild_index(config_of(root)))
    with open_archive(root) as library:
        only_id(add(library, write_report(root / "in", 9)))
        assert library.catalogue.count() == 4


def test_a_fact_read_otherwise_than_before_says_so_until_somebody_looks(root: Path) -> None:
    """As after an update of the rules: here the old index is made to hold another reading."""
    with open_archive(root) as library, library.writing() as writing:
        (record,) = [
            record
            for record in writing.catalogue.records(sorted(writing.catalogue.ids()))
            if record.document.value("number") == "2/BC-UBND"
        ]
        facts = {**record.document.facts, "title": (Fact("Về trồng chè"),)}
        writing.keep((replace(record, document=replace(record.document, facts=facts)),))
    list(rebuild_index(config_of(root)))
    with open_archive(root) as library:
        document = library.catalogue.get(record.document.id)
        assert [(reread.field, reread.before, reread.after) for reread in document.rereads] == [
            ("title", "Về trồng chè", record.document.value("title"))
        ]
        assert [waiting.document.id for waiting in read_queue(library).waiting] == [document.id]
    list(rebuild_index(config_of(root)))
    with open_archive(root) as library:
        assert library.catalogue.get(document.id).rereads == document.rereads
        accept_document(library, document.id)
        assert read_queue(library).total == 0


def test_what_a_person_accepted_as_not_printed_and_is_read_now_comes_back(root: Path) -> None:
    """As after an update of the rules: the old reading saw no signer, and somebody said that there is none."""
    with open_archive(root) as library:
        with library.writing() as writing:
            (record, *_) = writing.catalogue.records(sorted(writing.catalogue.ids()))
            facts = {**record.document.facts, "signer": (Fact(doubt="Không thấy người ký"),)}
            writing.keep((replace(record, document=replace(record.document, facts=facts)),))
        accepted = accept_document(library, record.document.id)
        assert (accepted.value("signer"), accepted.fact("signer").status) == (None, "confirmed")
    past = accepted.reviewed
    sidecar = next(path for path in (root / "documents").rglob("*.json") if accepted.sha256[:16] in path.name)
    sidecar.write_text(sidecar.read_text("utf-8").replace(str(past), "2024-01-01T00:00:00+00:00"), "utf-8")
    list(rebuild_index(config_of(root)))
    with open_archive(root) as library:
        (waiting,) = read_queue(library).waiting
        assert [(reason.kind, reason.field, reason.detail) for reason in waiting.reasons] == [
            ("changed", "signer", None)
        ]
        signer = waiting.document.fact("signer")
        assert (signer.value, signer.machine) == (None, record.document.value("signer"))
        accept_document(library, waiting.document.id, {"signer": signer.machine})
        assert read_queue(library).total == 0
        assert library.catalogue.get(waiting.document.id).fact("signer").status == "confirmed"


def test_from_the_texts_everything_is_back_identical_and_no_file_is_read(root: Path) -> None:
    """Also where the originals are gone."""
    with open_archive(root) as library:
        before = everything(library)
        old = library.generation
    shutil.rmtree(root / "documents")
    assert [outcome.status for outcome in index_texts(config_of(root))] == ["added"] * 3
    assert not old.exists()
    with open_archive(root) as library:
        assert everything(library) == before
        assert library.catalogue.pending() == ()


def test_from_the_texts_also_what_a_dead_writer_saved(root: Path) -> None:
    with open_archive(root) as library:
        library.catalogue.save((record("a", number="52/BC-UBND"),))
    assert len(list(index_texts(config_of(root)))) == 4
    with open_archive(root) as library:
        assert search_documents(library, "52/BC-UBND").total == 1


def test_from_the_texts_closed_early_or_failing_the_live_index_stays(root: Path) -> None:
    with open_archive(root) as library:
        run = index_texts(config_of(root))
        next(run)
        run.close()
        assert library.is_current()
        assert library.catalogue.count() == 3
    assert len(list((root / "index").glob("gen-*"))) == 1


def test_what_is_taken_over_is_not_seen_before_the_engine_has_it(root: Path, tmp_path: Path) -> None:
    with open_archive(root) as library:
        old = library.generation / "catalogue.sqlite"
        ids = library.catalogue.ids()
        with contextlib.closing(Catalogue(tmp_path / "new.sqlite", create=True)) as new:
            assert {id_ for part in new.carry_over(old) for id_ in part} == ids
            assert (new.ids(), set(new.pending())) == (set(), ids)
            new.mark_indexed(tuple(ids))
            assert (new.ids(), new.pending()) == (ids, ())


def test_without_an_index_there_are_no_texts(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="archive rebuild"):
        list(index_texts(config_of(tmp_path)))
    assert not list((tmp_path / "index").glob("gen-*"))
