"""Originals and what people said of them, on a real disk."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.model import Correction
from archive.store.disk import write_whole
from archive.store.files import Files, Sidecar, extension_of

BYTES = "Báo cáo của tỉnh Vân Lĩnh".encode()
SHA256 = hashlib.sha256(BYTES).hexdigest()
SIDECAR = Sidecar("Báo cáo.TXT", "2026-11-21T01:02:03+00:00")


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "documents")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo.TXT"
    path.write_bytes(BYTES)
    return path


def test_an_original_is_kept_by_its_hash_with_its_name_beside_it(files: Files, source: Path) -> None:
    files.keep(source, SHA256, SIDECAR)
    assert files.original(SHA256, SIDECAR.name) == files.folder / SHA256[:2] / f"{SHA256}.txt"
    assert files.original(SHA256, SIDECAR.name).read_bytes() == BYTES
    assert files.sidecar(SHA256) == SIDECAR
    assert files.holds(SHA256)
    assert source.read_bytes() == BYTES


def test_nothing_half_written_is_left(files: Files, source: Path) -> None:
    files.keep(source, SHA256, SIDECAR)
    assert list(files.scratch.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_an_original_cannot_be_written_to(files: Files, source: Path) -> None:
    files.keep(source, SHA256, SIDECAR)
    assert files.original(SHA256, SIDECAR.name).stat().st_mode & 0o222 == 0


def test_what_was_said_before_of_the_same_bytes_stays(files: Files, source: Path) -> None:
    files.keep(source, SHA256, SIDECAR)
    files.correct(SHA256, (Correction("date", "2023", "2026-11-22"),))
    kept = files.keep(source, SHA256, Sidecar("khác.md", "2027-01-01"))
    assert kept == Sidecar(SIDECAR.name, SIDECAR.added, (Correction("date", "2023", "2026-11-22"),))
    assert files.sidecar(SHA256) == kept


def test_corrections_are_added_in_order(files: Files, source: Path) -> None:
    files.keep(source, SHA256, SIDECAR)
    first, second = Correction("date", "2023", "2026-11-22"), Correction("date", None, "2026-11-23")
    files.correct(SHA256, (first,))
    assert files.correct(SHA256, (second,)).corrections == (first, second)


def test_a_file_that_changed_since_it_was_hashed_is_not_kept(files: Files, source: Path) -> None:
    source.write_bytes(b"something else")
    with pytest.raises(ReadError, match="thay đổi"):
        files.keep(source, SHA256, SIDECAR)
    assert not files.holds(SHA256)
    assert list(files.originals()) == []


def test_an_original_left_damaged_by_a_dead_machine_is_replaced(files: Files, source: Path) -> None:
    path = files.original(SHA256, SIDECAR.name)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    files.keep(source, SHA256, SIDECAR)
    assert path.read_bytes() == BYTES


def test_a_sidecar_that_cannot_be_understood_says_where_it_is(files: Files, source: Path) -> None:
    files.keep(source, SHA256, SIDECAR)
    files.sidecar_path(SHA256).write_text("{")
    with pytest.raises(ReadError, match=SHA256):
        files.sidecar(SHA256)


def test_only_our_own_files_are_originals(files: Files, source: Path) -> None:
    """`documents/samples/`, a README, a file in the wrong folder are somebody else's."""
    files.keep(source, SHA256, SIDECAR)
    other = "0" * 64 if SHA256[:2] != "00" else "1" * 64
    for name in ("README.md", "samples/a.txt", f"{SHA256[:2]}/note.txt", f"{SHA256[:2]}/{other}.txt"):
        path = files.folder / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [sha256 for sha256, _ in files.originals()] == [SHA256]
    assert list(files.sidecars()) == [SHA256]


def test_half_written_files_are_swept(files: Files) -> None:
    files.scratch.mkdir(parents=True)
    (files.scratch / "half").touch()
    assert files.sweep() == 1
    assert files.sweep() == 0


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.PDF", ".pdf"),
        ("Báo cáo quý I.docx", ".docx"),
        ("noext", ""),
        (".hidden", ""),
        ("a.json", ""),  # the sidecar's own name
        ("a.tài liệu", ""),
        ("a.veryverylong", ""),
        ("../../a.t/x", ""),
    ],
)
def test_an_odd_extension_is_left_off(name: str, extension: str) -> None:
    assert extension_of(name) == extension


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "pointer"
    write_whole(path, b"one", scratch=tmp_path / "scratch")
    write_whole(path, b"two", scratch=tmp_path / "scratch")
    assert path.read_bytes() == b"two"
    assert list((tmp_path / "scratch").iterdir()) == []
