"""Adding files: one honest outcome each, no file stops the others, sources are only read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.check import check_archive
from archive.cli.progress import outcome_line
from archive.correct import correct_document
from archive.errors import CorrectionError, LockedError, NotFoundError, SecretPaperError
from archive.ingest import expand_paths, ingest_files
from archive.library import Library
from archive.model import Outcome, count_outcomes, document_id
from archive.rebuild import rebuild_index
from archive.search import search_documents
from archive.store.files import Sidecar
from archive.store.lock import write_lock
from tests.papers import add, only_id, open_archive, tree_of, write_report


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_archive(tmp_path / "archive") as opened:
        yield opened


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def statuses(outcomes: list[Outcome]) -> dict[str, str]:
    return {Path(outcome.path).name: outcome.status for outcome in outcomes}


def test_an_added_document_is_read_found_and_kept_byte_for_byte(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 52)
    (outcome,) = add(library, path)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert outcome == Outcome(str(path), "added", document_id(sha256))
    document = library.catalogue.get(document_id(sha256))
    assert (document.name, document.value("number"), document.value("date")) == (path.name, "52/BC-UBND", "2024-03-15")
    assert "trồng mới 5200 ha" in library.catalogue.text(document.id)
    assert library.files.original(sha256, document.name).read_bytes() == path.read_bytes()
    assert [hit.document.id for hit in search_documents(library, "trong rung").hits] == [document.id]


def test_the_source_is_only_read(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 52)
    path.chmod(0o444)
    before, stat = tree_of(inbox), path.stat()
    add(library, path)
    assert tree_of(inbox) == before
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (stat.st_mtime_ns, stat.st_ino)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_commands_a_terminal_becomes_plain(library: Library, inbox: Path) -> None:
    (outcome,) = add(library, write_report(inbox, 52, name="a\x1b[2Jb.txt"))
    assert library.catalogue.get(outcome.document_id or "").name == "a\ufffd[2Jb.txt"
    assert "\x1b" not in outcome_line(outcome)


def test_an_exact_copy_is_answered_with_the_first(library: Library, inbox: Path) -> None:
    first = only_id(add(library, write_report(inbox, 52)))
    (again,) = add(library, write_report(inbox, 52, name="bản sao.txt"))
    assert (again.status, again.document_id) == ("unchanged", first)
    assert library.catalogue.get(first).name == "Báo cáo 52.txt"
    assert library.catalogue.count() == 1


def test_exact_copies_in_one_run_too(library: Library, inbox: Path) -> None:
    paths = [write_report(inbox, 52, name=f"{name}.txt") for name in "abc"]
    outcomes = add(library, *paths, paths[0])
    assert [outcome.status for outcome in outcomes] == ["added", "unchanged", "unchanged", "unchanged"]
    assert {outcome.path for outcome in outcomes} == {str(path) for path in paths}
    assert len({outcome.document_id for outcome in outcomes}) == 1


def test_every_file_gets_one_outcome_and_none_stops_the_others(library: Library, inbox: Path) -> None:
    good = [write_report(inbox, serial) for serial in (1, 2, 3)]
    (inbox / "rỗng.txt").touch()
    (inbox / "lạ.txt").write_bytes(bytes(range(256)) * 40)
    (inbox / "facts.json").write_text("{}")
    (inbox / ".ẩn.txt").write_text("ẩn")
    (inbox / "~$Báo cáo.docx").write_text("khóa")
    write_report(inbox, 4, mark="MẬT", name="mật.txt")
    outcomes = add(library, *expand_paths([inbox]), inbox / "không có.txt")
    assert statuses(outcomes) == {
        **{path.name: "added" for path in good},
        "rỗng.txt": "failed",
        "lạ.txt": "failed",
        "không có.txt": "failed",
        "facts.json": "skipped",
        ".ẩn.txt": "skipped",
        "~$Báo cáo.docx": "skipped",
        "mật.txt": "refused",
    }
    assert len(outcomes) == 10
    assert all(outcome.error for outcome in outcomes if outcome.status != "added")
    assert library.catalogue.count() == 3


def test_a_reason_does_not_repeat_the_name_of_the_file(library: Library, inbox: Path) -> None:
    (inbox / "rỗng.txt").touch()
    outcomes = add(library, inbox / "rỗng.txt", inbox / "không có.txt")
    for outcome in outcomes:
        assert outcome.error is not None
        assert Path(outcome.path).name not in outcome.error


def test_nothing_of_a_secret_paper_is_kept_anywhere(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 4, subject="chuyện tuyệt đối riêng", mark="TUYỆT MẬT")
    (outcome,) = add(library, path)
    assert outcome.status == "refused"
    assert outcome.document_id is None
    assert outcome.error is not None
    assert "Tuyệt mật" in outcome.error
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = tree_of(library.config.root)
    assert not any(sha256 in name for name in kept)
    assert not any("chuyện tuyệt đối riêng".encode() in data for data in kept.values())
    assert path.exists()


def test_a_paper_a_person_says_is_no_secret_is_kept_and_stays_through_a_rebuild(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 4, mark="MẬT")
    (refused,) = add(library, path)
    assert refused.error is not None
    assert "trang 1: “MẬT”" in refused.error
    (outcome,) = ingest_files(library, [path], public=True)
    assert outcome.status == "added"
    assert [again.status for again in rebuild_index(library.config)] == ["added"]
    with open_archive(library.config.root) as rebuilt:
        fact = rebuilt.catalogue.get(outcome.document_id or "").fact("secrecy")
        assert (fact.value, fact.status, fact.machine) == (None, "corrected", "Mật")
        assert check_archive(rebuilt).sound


def test_a_rebuild_drops_what_is_seen_to_be_a_secret_and_says_where_it_lies(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 4, mark="MẬT")
    list(ingest_files(library, [path], public=True))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    library.files.write_sidecar(sha256, Sidecar(path.name, "2026-01-01T00:00:00+00:00"))
    (refused,) = rebuild_index(library.config)
    assert (refused.status, refused.document_id) == ("refused", None)
    assert str(library.files.original(sha256, path.name)) in (refused.error or "")
    with open_archive(library.config.root) as rebuilt:
        assert rebuilt.catalogue.ids() == set()


def test_what_was_recognised_of_a_file_that_was_never_kept_goes_with_the_next_add(
    library: Library, inbox: Path
) -> None:
    """A reader that was killed may have recognised half of a secret paper; what belongs to an original stays."""
    path = write_report(inbox, 52)
    add(library, path)
    cache = library.config.index / "cache"
    known, stranger = hashlib.sha256(path.read_bytes()).hexdigest(), "ab" * 32
    for name in (known, stranger, "khác"):
        (cache / name).mkdir(parents=True)
        (cache / name / "00001.json").write_text("chữ đã nhận dạng")
    add(library, write_report(inbox, 53))
    assert {folder.name for folder in cache.iterdir()} == {known, "khác"}


def test_what_was_recognised_of_a_file_that_failed_is_thrown_away_at_once(library: Library, inbox: Path) -> None:
    path = inbox / "lạ.txt"
    path.write_bytes(bytes(range(256)) * 40)
    kept = library.config.index / "cache" / hashlib.sha256(path.read_bytes()).hexdigest() / "00001.json"

    def offered() -> Iterator[Path]:
        kept.parent.mkdir(parents=True)  # after the sweep at the start of a run
        kept.write_text("chữ đã nhận dạng")
        yield path

    assert [outcome.status for outcome in ingest_files(library, offered())] == ["failed"]
    assert not kept.exists()


def test_a_failed_file_can_be_added_when_it_is_mended(library: Library, inbox: Path) -> None:
    (inbox / "a.txt").touch()
    assert statuses(add(library, inbox / "a.txt")) == {"a.txt": "failed"}
    write_report(inbox, 5, name="a.txt")
    assert statuses(add(library, inbox / "a.txt")) == {"a.txt": "added"}


def test_an_original_that_was_lost_comes_back_with_a_new_add(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 52)
    added = only_id(add(library, path))
    document = library.catalogue.get(added)
    library.files.original(document.sha256, document.name).unlink()
    assert only_id(add(library, path)) == added
    assert library.files.original(document.sha256, document.name).read_bytes() == path.read_bytes()


def test_a_damaged_note_of_the_same_bytes_fails_one_file_and_names_the_way_out(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 52)
    sha256 = library.catalogue.get(only_id(add(library, path))).sha256
    library.files.sidecar_path(sha256).write_text("{")
    failed, added = add(library, path, write_report(inbox, 53))
    assert (failed.status, added.status) == ("failed", "added")
    assert "archive check" in (failed.error or "")


def test_an_upload_is_called_by_the_name_the_person_gave(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 52, name="0001.tmp")
    outcomes = list(ingest_files(library, [path], names={path: "Ba\u0301o ca\u0301o.txt"}))
    assert library.catalogue.get(only_id(outcomes)).name == "Báo cáo.txt"  # composed letters


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_does_no_harm(library: Library, inbox: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(inbox) + b"/b\xe1o c\xe1o.txt"))
    path.write_bytes(write_report(inbox, 52).read_bytes())
    assert library.catalogue.get(only_id(add(library, path))).name == "b?o c?o.txt"


@pytest.mark.skipif(os.name == "nt", reason="no pipes there")
def test_a_pipe_is_not_waited_for(library: Library, inbox: Path) -> None:
    os.mkfifo(inbox / "ống.txt")
    assert statuses(add(library, inbox / "ống.txt")) == {"ống.txt": "skipped"}


def test_a_file_that_goes_away_or_changes_meanwhile_is_a_failed_one(library: Library, inbox: Path) -> None:
    def paths() -> Iterator[Path]:
        gone, changed = write_report(inbox, 1), write_report(inbox, 2)
        yield from (gone, changed)
        gone.unlink()
        changed.write_text("nội dung khác", "utf-8")

    outcomes = list(ingest_files(library, paths()))
    assert [outcome.status for outcome in outcomes] == ["failed", "failed"]
    assert list(library.files.originals()) == []
    assert library.catalogue.count() == 0


def test_closed_early_what_was_announced_stays_and_the_lock_is_free(library: Library, inbox: Path) -> None:
    run = ingest_files(library, [write_report(inbox, 1), inbox / "không có.txt"])
    first = next(run)
    assert first.status in ("added", "failed")
    run.close()
    assert statuses(add(library, write_report(inbox, 2))) == {"Báo cáo 2.txt": "added"}


def test_while_another_writes_nothing_is_added(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 1)
    with write_lock(library.config.index), pytest.raises(LockedError):
        add(library, path)
    assert library.catalogue.count() == 0


def test_no_files_no_outcomes(library: Library) -> None:
    assert add(library) == []


def test_counts_of_a_run(library: Library, inbox: Path) -> None:
    path = write_report(inbox, 1)
    counts = count_outcomes(add(library, path, path, inbox / "x"))
    assert counts == {"added": 1, "unchanged": 1, "refused": 0, "skipped": 0, "failed": 1}


def test_folders_are_walked_in_order_hidden_ones_left_out(inbox: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "3.txt", ".git/x.txt", "b/.ẩn/y.txt", "a/.z.txt"):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [str(path.relative_to(inbox)) for path in expand_paths([inbox])]
    assert found == ["3.txt", str(Path("a/.z.txt")), str(Path("a/1.txt")), str(Path("b/2.txt"))]


def test_patterns_name_what_fits_and_a_name_with_signs_is_a_name(inbox: Path) -> None:
    for name in ("a.txt", "b.txt", "c.pdf", "d[1].txt", "e/f.txt"):
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).touch()
    assert [path.name for path in expand_paths([f"{inbox}/*.pdf"])] == ["c.pdf"]
    assert [path.name for path in expand_paths([f"{inbox}/**/f.txt"])] == ["f.txt"]
    assert [path.name for path in expand_paths([inbox / "d[1].txt"])] == ["d[1].txt"]
    assert [path.name for path in expand_paths([inbox / "none.txt"])] == ["none.txt"]
    assert [path.name for path in expand_paths([f"{inbox}/*.doc"])] == ["*.doc"], "it gets an outcome"


class TestCorrections:
    def test_a_correction_is_seen_found_and_kept_beside_the_original(self, library: Library, inbox: Path) -> None:
        added = only_id(add(library, write_report(inbox, 52)))
        corrected = correct_document(library, added, {"number": "53/BC-UBND", "date": "21/3/2024"})
        assert library.catalogue.get(added) == corrected
        assert (corrected.value("number"), corrected.fact("number").status) == ("53/BC-UBND", "corrected")
        assert (corrected.fact("number").machine, corrected.value("date")) == ("52/BC-UBND", "2024-03-21")
        assert library.catalogue.by_number("53/bc-ubnd") == (added,)
        assert library.catalogue.by_number("52/bc-ubnd") == ()
        assert search_documents(library, "số:53/BC-UBND").total == 1
        assert search_documents(library, "số:52/BC-UBND").total == 0
        sidecar = library.files.sidecar(corrected.sha256)
        assert sidecar is not None
        assert [(said.field, said.value) for said in sidecar.corrections] == [
            ("number", "53/BC-UBND"),
            ("date", "2024-03-21"),
        ]

    def test_it_survives_a_rebuild_and_a_new_add(self, library: Library, inbox: Path) -> None:
        path = write_report(inbox, 52)
        added = only_id(add(library, path))
        corrected = correct_document(library, added, {"signer": "Giàng A Páo", "title": None})
        list(rebuild_index(library.config))
        with open_archive(library.config.root) as again:
            assert again.catalogue.get(added) == corrected
            assert add(again, path)[0].status == "unchanged"
            assert search_documents(again, 'người ký:"giang a pao"').total == 1

    def test_nothing_is_changed_when_one_value_is_wrong(self, library: Library, inbox: Path) -> None:
        added = only_id(add(library, write_report(inbox, 52)))
        before = tree_of(library.config.documents)
        for wrong in ({"number": "53/BC-UBND", "date": "hôm qua"}, {"numbr": "53/BC-UBND"}, {}):
            with pytest.raises(CorrectionError):
                correct_document(library, added, wrong)
        assert tree_of(library.config.documents) == before
        assert library.catalogue.get(added).value("number") == "52/BC-UBND"

    def test_an_unknown_document_and_a_secret_mark_are_refused(self, library: Library, inbox: Path) -> None:
        added = only_id(add(library, write_report(inbox, 52)))
        with pytest.raises(NotFoundError):
            correct_document(library, "none", {"date": "2024"})
        with pytest.raises(SecretPaperError):
            correct_document(library, added, {"secrecy": "Mật"})
