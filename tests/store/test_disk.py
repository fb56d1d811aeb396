"""Writing so that a crash leaves the old file or the new one: what reaches the disk, and in which order."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from archive.store.disk import copy_whole, write_whole
from archive.store.files import Files, Sidecar

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a folder cannot be put on the disk by itself there")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every fsync and rename that is done, with the inode it is done to. A power cut cannot be made here."""
    done: list[tuple[str, int]] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        done.append(("fsync", os.fstat(handle).st_ino))
        fsync(handle)

    def noted_replace(path: Path, target: Path) -> Path:
        done.append(("rename", path.stat().st_ino))
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    return done


def test_bytes_are_on_the_disk_before_they_get_their_name(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    written = tmp_path / "written"
    write_whole(written, b"x", scratch=tmp_path / "scratch")
    assert steps == [("fsync", written.stat().st_ino), ("rename", written.stat().st_ino)]


def test_a_copy_is_on_the_disk_before_it_gets_its_name(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    source, copied = tmp_path / "source", tmp_path / "copied"
    source.write_bytes(b"x")
    assert copy_whole(source, copied, hashlib.sha256(b"x").hexdigest(), scratch=tmp_path / "scratch")
    assert steps == [("fsync", copied.stat().st_ino), ("rename", copied.stat().st_ino)]


def test_names_are_on_the_disk_after_settling(tmp_path: Path, steps: list[tuple[str, int]]) -> None:
    """Sidecar and original first, then the folder that names them, then the folder of that folder."""
    source, sha256 = tmp_path / "source.txt", hashlib.sha256(b"x").hexdigest()
    source.write_bytes(b"x")
    files = Files(tmp_path / "documents")
    files.keep(source, sha256, Sidecar("source.txt", "2026-01-01T00:00:00+00:00"))
    files.settle([sha256])
    original = files.original(sha256, "source.txt")
    places = [files.sidecar_path(sha256)] * 2 + [original] * 2 + [original.parent, files.folder]
    assert [inode for _, inode in steps] == [place.stat().st_ino for place in places]
    assert [step for step, _ in steps] == ["fsync", "rename"] * 2 + ["fsync"] * 2
