"""Check: originals, catalogue and engine agree; what can be mended is, the rest is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.check import Report, check_archive
from archive.correct import correct_document
from archive.errors import LockedError
from archive.library import Library
from archive.model import Correction, Document
from archive.search import search_documents
from archive.store.files import Sidecar
from archive.store.lock import write_lock
from tests.papers import add, only_id, open_archive, write_report


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An archive of two documents."""
    with open_archive(tmp_path) as opened:
        add(opened, write_report(tmp_path / "in", 1), write_report(tmp_path / "in", 2))
        yield opened


@pytest.fixture
def document(library: Library) -> Document:
    return library.catalogue.recent(1)[0]


def original_of(library: Library, document: Document) -> Path:
    return library.files.original(document.sha256, document.name)


def kinds(report: Report) -> list[tuple[str, bool]]:
    return [(problem.kind, problem.mended) for problem in report.problems]


def assert_mended(library: Library, kind: str, count: int = 1) -> None:
    """Seen without repair, mended with it, gone afterwards."""
    assert kinds(check_archive(library, repair=False)) == [(kind, False)] * count
    report = check_archive(library)
    assert kinds(report) == [(kind, True)] * count
    assert report.sound
    assert check_archive(library) == Report(2)


def test_a_sound_archive_has_no_problems(library: Library) -> None:
    seen: list[int] = []
    assert check_archive(library, progress=seen.append) == Report(2)
    assert seen == [1, 2]


def test_an_original_the_catalogue_lacks_is_read_again(library: Library, document: Document, tmp_path: Path) -> None:
    """As after a death between the original and the catalogue."""
    with open_archive(tmp_path / "other") as other:
        path = original_of(library, document)
        other.files.keep(path, document.sha256, Sidecar("Tên đã nạp.txt", "2026-01-01T00:00:00+00:00"))
        add(other, tmp_path / "in" / ("Báo cáo 1.txt" if document.name.endswith("2.txt") else "Báo cáo 2.txt"))
        assert_mended(other, "unread")
        assert other.catalogue.get(document.id).name == "Tên đã nạp.txt"
        assert other.catalogue.added((document.id,)) == {document.id: "2026-01-01T00:00:00+00:00"}
        assert search_documents(other, "trồng rừng").total == 2


def test_an_entry_the_engine_lacks_is_put_back(library: Library, document: Document) -> None:
    library.engine.remove((document.id,))
    assert_mended(library, "engine")
    assert search_documents(library, "trồng rừng").total == 2


def test_an_emptied_engine_is_filled(library: Library) -> None:
    library.engine.clear()
    assert_mended(library, "engine", count=2)


def test_an_entry_of_no_document_is_taken_out(library: Library, tmp_path: Path) -> None:
    with open_archive(tmp_path / "other") as other:
        add(other, write_report(tmp_path / "in", 3))
        (stray,) = other.catalogue.records(tuple(other.catalogue.ids()))
        library.engine.put([library._entry(stray)])
    assert_mended(library, "engine")


def test_a_correction_the_catalogue_missed_is_applied(library: Library, document: Document) -> None:
    """As after a death between the note and the catalogue."""
    library.files.correct(document.sha256, (Correction("number", "77/BC-UBND", "2026-11-21"),))
    assert_mended(library, "correction")
    assert library.catalogue.by_number("77/bc-ubnd") == (document.id,)
    assert search_documents(library, "số:77/BC-UBND").total == 1


def test_a_correction_taken_back_that_the_catalogue_still_shows_is_taken_out(
    library: Library, document: Document
) -> None:
    """As after a kill between the note beside the original and the catalogue."""
    read = library.catalogue.get(document.id)
    correct_document(library, document.id, {"number": "99/BC-UBND", "place": "Thạch Lũng"})
    with library.writing() as writing:
        writing.files.correct(
            document.sha256, (Correction("number", None, "2026-11-21T00:00:00+00:00", withdrawn=True),)
        )
    assert [problem.kind for problem in check_archive(library, repair=False).problems] == ["correction"]
    assert check_archive(library).sound
    mended = library.catalogue.get(document.id)
    assert (mended.fact("number"), mended.value("place")) == (read.fact("number"), "Thạch Lũng")
    assert check_archive(library).problems == ()


def test_a_missing_note_is_written_again_with_what_was_corrected(library: Library, document: Document) -> None:
    corrected = correct_document(library, document.id, {"number": "77/BC-UBND", "place": None})
    library.files.sidecar_path(document.sha256).unlink()
    assert_mended(library, "sidecar")
    sidecar = library.files.sidecar(document.sha256)
    assert sidecar is not None
    assert sidecar.name == document.name
    assert {(said.field, said.value) for said in sidecar.corrections} >= {("number", "77/BC-UBND"), ("place", None)}
    assert library.catalogue.get(document.id) == corrected


def test_a_damaged_note_is_set_aside_and_written_again(library: Library, document: Document) -> None:
    library.files.sidecar_path(document.sha256).write_text("{")
    assert_mended(library, "sidecar")
    assert (library.files.folder / ".damaged" / f"{document.sha256}.json").read_text() == "{"


def test_a_damaged_original_is_told_until_a_good_copy_is_added(
    library: Library, document: Document, tmp_path: Path
) -> None:
    path = original_of(library, document)
    path.chmod(0o644)
    path.write_bytes(b"damaged")
    report = check_archive(library)
    assert kinds(report) == [("damaged", False), ("lost", False)]
    assert not report.sound
    assert kinds(check_archive(library)) == [("lost", False)]
    assert library.catalogue.get(document.id) == document  # its record can still be read
    assert only_id(add(library, tmp_path / "in" / document.name)) == document.id
    assert check_archive(library) == Report(2)


def test_a_lost_original_is_told(library: Library, document: Document) -> None:
    original_of(library, document).unlink()
    library.files.sidecar_path(document.sha256).unlink()
    report = check_archive(library)
    assert kinds(report) == [("lost", False)]
    assert document.name in report.problems[0].message


def test_a_note_whose_original_never_came_is_removed(library: Library) -> None:
    library.files.write_sidecar("0" * 64, Sidecar("a.txt", "2026"))
    assert check_archive(library).sound
    assert library.files.sidecar("0" * 64) is None


def test_a_note_with_corrections_is_never_removed(library: Library) -> None:
    library.files.write_sidecar("0" * 64, Sidecar("a.txt", "2026", (Correction("date", "2023", "2026"),)))
    assert kinds(check_archive(library)) == [("sidecar", False)]
    assert library.files.sidecar("0" * 64) is not None


def test_an_original_that_cannot_be_read_is_told(library: Library, tmp_path: Path) -> None:
    empty = tmp_path / "rỗng.txt"
    empty.touch()
    library.files.keep(
        empty,
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        Sidecar("rỗng.txt", "2026"),
    )
    assert kinds(check_archive(library)) == [("unread", False)]


def test_mending_wants_the_lock_and_looking_does_not(library: Library) -> None:
    with write_lock(library.config.index):
        assert check_archive(library, repair=False) == Report(2)
        with pytest.raises(LockedError):
            check_archive(library)


def test_looking_changes_nothing(library: Library, document: Document) -> None:
    path = original_of(library, document)
    path.chmod(0o644)
    path.write_bytes(b"damaged")
    library.engine.clear()
    check_archive(library, repair=False)
    assert path.read_bytes() == b"damaged"
    assert library.engine.ids() == set()
