"""Opening an archive: begin an empty one, never wipe, notice a rebuild, finish what a dead writer left."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Config
from archive.correct import correct_document
from archive.errors import ArchiveError, ConfigError, IndexMissingError, LockedError
from archive.library import Library, begin_generation, open_library
from archive.rebuild import rebuild_index
from archive.search import search_documents
from archive.store.generations import make_live
from archive.store.lock import write_lock
from tests.papers import add, only_id, open_archive, tree_of, write_report
from tests.store.documents import record


def test_an_empty_archive_is_begun_where_there_is_none(tmp_path: Path) -> None:
    with open_archive(tmp_path / "new") as library:
        assert library.catalogue.count() == 0
        assert search_documents(library, "trồng rừng").total == 0
        assert library.is_current()


def test_an_archive_opened_again_is_the_same(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        added = only_id(add(library, write_report(tmp_path / "in", 52)))
    before = tree_of(tmp_path)
    with open_archive(tmp_path) as library:
        assert library.catalogue.get(added).value("number") == "52/BC-UBND"
        assert search_documents(library, "trồng rừng").total == 1
    assert tree_of(tmp_path) == before


def test_originals_without_an_index_ask_for_a_rebuild(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        add(library, write_report(tmp_path / "in", 52))
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(IndexMissingError, match="archive rebuild"):
        open_archive(tmp_path)
    assert not list((tmp_path / "index").glob("gen-*"))


def test_an_index_of_another_engine_asks_for_a_rebuild_and_stays(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        add(library, write_report(tmp_path / "in", 52))
    before = tree_of(tmp_path / "index")
    with pytest.raises(IndexMissingError, match="tantivy"):
        open_archive(tmp_path, engine="tantivy")
    assert tree_of(tmp_path / "index") == before


def test_an_unusable_index_of_an_empty_archive_is_begun_anew(tmp_path: Path) -> None:
    open_archive(tmp_path).close()
    with open_archive(tmp_path, engine="tantivy") as library:
        assert library.catalogue.count() == 0


def test_an_unknown_engine_is_named_with_the_known(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="memory"):
        open_archive(tmp_path, engine="elastic")


def test_after_a_rebuild_the_library_knows_it_is_old_and_writes_go_to_the_new(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        first = only_id(add(library, write_report(tmp_path / "in", 52)))
        assert [outcome.status for outcome in rebuild_index(library.config)] == ["added"]
        assert not library.is_current()
        second = only_id(add(library, write_report(tmp_path / "in", 53)))
    with open_archive(tmp_path) as library:
        assert library.catalogue.ids() == {first, second} == library.engine.ids()


def test_opening_finishes_what_a_dead_writer_saved_and_did_not_index(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        library.catalogue.save((record("a", number="52/BC-UBND"),))
        assert library.catalogue.count() == 0
    with open_archive(tmp_path) as library:
        assert library.catalogue.pending() == ()
        assert search_documents(library, "52/BC-UBND").total == 1


def test_opening_leaves_the_work_of_a_living_writer_alone(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library, write_lock(tmp_path / "index"):
        library.catalogue.save((record("a"),))
        with open_archive(tmp_path) as other:
            assert other.catalogue.pending() == (record("a").document.id,)


def test_what_is_kept_is_found_and_read_on_return(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library, library.writing() as current:
        current.keep((record("a", number="52/BC-UBND"),))
        assert library.catalogue.pending() == ()
        assert [hit.document for hit in search_documents(library, "52/BC-UBND").hits] == [
            replace(record("a", number="52/BC-UBND").document, sections=(), citations=(), asides=(), rereads=())
        ]


def test_one_writes_at_a_time_and_a_patient_second_waits(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        writing, go_on = threading.Event(), threading.Event()

        def write() -> None:
            with library.writing():
                writing.set()
                go_on.wait()

        first = threading.Thread(target=write)
        first.start()
        writing.wait()
        with pytest.raises(LockedError, match="Đợi"), library.writing():
            pass
        go_on.set()
        with library.writing(wait=30):
            pass
        first.join()


def test_writing_sweeps_old_generations_and_half_written_files(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        half = begin_generation(library.config)
        library.files.scratch.mkdir(parents=True)
        (library.files.scratch / "half").touch()
        with library.writing():
            pass
        assert not half.exists()
        assert library.generation.exists()
        assert not library.files.scratch.exists()


def test_a_vocabulary_of_the_installation_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[place]]\ncode = "van-linh"\nname = "Vân Lĩnh"\nkind = "tỉnh"\n', "utf-8")
    config = Config(root=tmp_path, engine="memory", vocabulary=(own,))
    with open_library(config) as library:
        assert library.vocab.issuer_code("Ủy ban nhân dân tỉnh Vân Lĩnh") == "ubnd@van-linh"


def test_a_pointer_to_a_foreign_catalogue_is_not_opened(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        add(library, write_report(tmp_path / "in", 52))
        other = begin_generation(replace(library.config))
        (other / "catalogue.sqlite").unlink()
        make_live(tmp_path / "index", other)
    with pytest.raises(IndexMissingError):
        open_archive(tmp_path)
    assert not (other / "catalogue.sqlite").exists()


def test_words_of_new_documents_are_counted_once(tmp_path: Path) -> None:
    """Not again when a document is corrected, and the same after a rebuild."""

    def counted(library: Library) -> tuple[int, int]:
        usage = library.usage.read()
        assert usage is not None
        return usage.documents, usage.count("rừng")

    with open_archive(tmp_path) as library:
        assert counted(library) == (0, 0)
        first = only_id(add(library, write_report(tmp_path / "in", 52)))
        once = counted(library)
        assert once == (1, 1)
        add(library, write_report(tmp_path / "in", 52))
        correct_document(library, first, {"place": "Vân Lĩnh"})
        assert counted(library) == once
        add(library, write_report(tmp_path / "in", 53))
        assert counted(library) == (2, 2)
        assert [outcome.status for outcome in rebuild_index(library.config)] == ["added", "added"]
    with open_archive(tmp_path) as library:
        assert counted(library) == (2, 2)


def test_an_index_without_word_counts_repairs_nothing(tmp_path: Path) -> None:
    """As one made before they were kept: a rebuild brings them."""
    with open_archive(tmp_path) as library:
        add(library, write_report(tmp_path / "in", 52))
        assert search_documents(library, "chồng rừng").repaired == "trồng rừng"
        (library.generation / "usage").unlink()
        add(library, write_report(tmp_path / "in", 53))
        assert search_documents(library, "chồng rừng").repaired is None
        list(rebuild_index(library.config))
    with open_archive(tmp_path) as library:
        assert search_documents(library, "chồng rừng").repaired == "trồng rừng"


ADD_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from tests.papers import add, open_archive
with open_archive(Path(sys.argv[1]), engine=sys.argv[2]) as library:
    print(add(library, Path(sys.argv[3]))[0].document_id)
"""


@pytest.mark.parametrize("engine", ["memory", "tantivy", "whoosh"])
def test_what_another_process_adds_is_seen_at_once(tmp_path: Path, engine: str) -> None:
    with open_archive(tmp_path / "archive", engine=engine) as reader:
        assert search_documents(reader, "trồng rừng").total == 0
        path = write_report(tmp_path / "in", 52)
        command = [sys.executable, "-c", ADD_IN_ANOTHER_PROCESS, str(tmp_path / "archive"), engine, str(path)]
        run = subprocess.run(command, capture_output=True, check=True, text=True, cwd=Path(__file__).parents[1])
        assert [hit.document.id for hit in search_documents(reader, "trồng rừng").hits] == [run.stdout.strip()]
        assert reader.is_current()


@pytest.mark.parametrize("engine", ["memory", "tantivy", "whoosh"])
def test_an_old_library_never_says_that_there_is_nothing(tmp_path: Path, engine: str) -> None:
    """After a rebuild its generation is gone: it answers as before, or asks to be opened again."""
    with open_archive(tmp_path, engine=engine) as old:
        added = only_id(add(old, write_report(tmp_path / "in", 52)))
        list(rebuild_index(old.config))
        old.catalogue.close()  # as when a new thread opens a connection of its own
        with contextlib.suppress(ArchiveError):
            assert old.catalogue.get(added)
        with contextlib.suppress(ArchiveError):
            assert search_documents(old, "trồng rừng").total == 1
        assert not old.is_current()
