"""A ZIP that is handed in: each member is a document of its own, with one outcome, and nothing is left behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.ingest import ingest_files
from archive.library import Library
from archive.model import Outcome
from tests.extract.papers import write_pdf
from tests.papers import REPORT, add, open_archive, write_report


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_archive(tmp_path / "archive") as opened:
        yield opened


def report(serial: int, mark: str = "") -> bytes:
    return REPORT.format(serial=serial, subject="trồng rừng", mark=mark).encode()


def packed(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def write_zip(folder: Path, name: str = "thu.zip", **members: bytes) -> Path:
    path = folder / name
    path.write_bytes(packed(**members))
    return path


def ends(outcomes: list[Outcome], folder: Path) -> dict[str, str]:
    return {str(Path(outcome.path).relative_to(folder)): outcome.status for outcome in outcomes}


def left(library: Library) -> list[Path]:
    return [path for path in library.files.scratch.rglob("*") if path.is_file()]


def test_each_member_is_a_document_with_its_own_outcome(library: Library, tmp_path: Path) -> None:
    path = write_zip(
        tmp_path,
        a_txt=report(1),
        quý__b_txt=report(2),
        c_json=b"{}",
        d_txt=b"",
        f_bin=b"\0\1" * 99,
        **{".ẩn__e_txt": b"x"},
    )
    outcomes = add(library, path)
    assert ends(outcomes, tmp_path) == {
        "thu.zip/a.txt": "added",
        "thu.zip/quý/b.txt": "added",
        "thu.zip/c.json": "skipped",
        "thu.zip/d.txt": "failed",
        "thu.zip/f.bin": "failed",
        "thu.zip/.ẩn/e.txt": "skipped",
    }
    names = {library.catalogue.get(outcome.document_id).name for outcome in outcomes if outcome.document_id}
    assert names == {"thu.zip/a.txt", "thu.zip/quý/b.txt"}
    assert {library.catalogue.get(outcome.document_id).value("number") for outcome in outcomes if outcome.document_id}
    assert left(library) == []


def test_a_second_time_members_are_known(library: Library, tmp_path: Path) -> None:
    path = write_zip(tmp_path, a_txt=report(1), b_txt=report(2))
    first = {outcome.document_id for outcome in add(library, path)}
    again = add(library, path, write_report(tmp_path, 1, name="bản sao.txt"))
    assert {outcome.status for outcome in again} == {"unchanged"}
    assert {outcome.document_id for outcome in again} == first


def test_a_secret_paper_in_an_archive_is_refused_and_nothing_of_it_stays(library: Library, tmp_path: Path) -> None:
    path = write_zip(tmp_path, a_txt=report(1), b_txt=report(2, mark="MẬT"))
    outcomes = add(library, path)
    assert ends(outcomes, tmp_path) == {"thu.zip/a.txt": "added", "thu.zip/b.txt": "refused"}
    assert left(library) == []
    assert not any(b"2/BC-UBND" in file.read_bytes() for file in library.config.root.rglob("*") if file.is_file())


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("first", ["whole", "broken"])
def test_a_pdf_stored_first_does_not_make_its_archive_a_pdf(first: str, library: Library, tmp_path: Path) -> None:
    """Members kept without compression show their own first bytes within those of the archive."""
    pdf = write_pdf(tmp_path / "x.pdf").read_bytes()
    pdfs = {"a_pdf": pdf, "b_pdf": b"%PDF-1.7\nlost"}
    if first == "broken":
        pdfs = dict(reversed(pdfs.items()))
    path = write_zip(tmp_path, **pdfs, c_txt=report(3), d_txt=report(4, mark="MẬT"))
    assert path.read_bytes().find(b"%PDF-") < 1024
    assert ends(add(library, path), tmp_path) == {
        "thu.zip/a.pdf": "added",
        "thu.zip/b.pdf": "failed",
        "thu.zip/c.txt": "added",
        "thu.zip/d.txt": "refused",
    }


def test_an_archive_in_an_archive_is_unpacked_and_a_third_is_not(library: Library, tmp_path: Path) -> None:
    third = packed(d_txt=report(4))
    second = packed(c_txt=report(3), third_zip=third)
    first = packed(b_txt=report(2), second_zip=second)
    path = write_zip(tmp_path, a_txt=report(1), first_zip=first)
    assert ends(add(library, path), tmp_path) == {
        "thu.zip/a.txt": "added",
        "thu.zip/first.zip/b.txt": "added",
        "thu.zip/first.zip/second.zip": "failed",
    }
    assert left(library) == []


def test_an_archive_that_cannot_be_unpacked_is_one_outcome(library: Library, tmp_path: Path) -> None:
    whole = packed(a_txt=report(1), b_txt=report(2))
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    write_zip(tmp_path, "empty.zip")
    outcomes = add(library, tmp_path / "cut.zip", tmp_path / "empty.zip", write_report(tmp_path, 3))
    assert ends(outcomes, tmp_path) == {"cut.zip": "failed", "empty.zip": "failed", "Báo cáo 3.txt": "added"}


def test_archives_that_hold_archives_are_counted_together(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.ingest.MOST_MEMBERS", 4)
    inner = packed(c_txt=report(3), d_txt=report(4), e_txt=report(5))
    path = write_zip(tmp_path, a_txt=report(1), b_zip=inner)
    assert ends(add(library, path), tmp_path) == {"thu.zip/a.txt": "added", "thu.zip/b.zip": "failed"}


def test_archives_in_a_small_archive_cannot_fill_the_disk(library: Library, tmp_path: Path) -> None:
    """A few KiB that hold five archives of 40 MiB each: no more than 64 MiB is unpacked of all of them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as outer:
        for serial in range(5):
            inner = io.BytesIO()
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a.bin", bytes((40 << 20) + serial))
            outer.writestr(f"{serial}.zip", inner.getvalue())
    (tmp_path / "thu.zip").write_bytes(file.getvalue())
    outcomes = add(library, tmp_path / "thu.zip")
    assert sum("bom nén" in (outcome.error or "") for outcome in outcomes) == 4
    assert left(library) == []


def test_the_same_archive_twice_in_one_run_is_unpacked_once(library: Library, tmp_path: Path) -> None:
    path = write_zip(tmp_path, a_txt=report(1))
    twin = write_zip(tmp_path, "twin.zip", a_txt=report(1))
    twin.write_bytes(path.read_bytes())
    statuses = sorted(outcome.status for outcome in add(library, path, twin))
    assert statuses in (["added", "skipped"], ["added", "unchanged"])


def test_a_run_that_is_left_early_leaves_nothing_unpacked(library: Library, tmp_path: Path) -> None:
    path = write_zip(tmp_path, **{f"n{serial}_txt": report(serial) for serial in range(1, 60)})
    outcomes = ingest_files(library, [write_report(tmp_path, 99), path])
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert left(library) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_a_killed_run_unpacked_is_swept_by_the_next(tmp_path: Path) -> None:
    path = write_zip(tmp_path, **{f"n{serial}_txt": report(serial) for serial in range(1, 80)})
    root = tmp_path / "archive"
    root.mkdir()
    command = [sys.executable, "-m", "archive", "--root", str(root), "add", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        unpacked = root / "documents" / ".incoming" / "unpacked"
        for _ in range(600):
            if any(unpacked.rglob("*.txt")):
                break
            time.sleep(0.05)
        os.kill(run.pid, signal.SIGKILL)
    with open_archive(root, engine="tantivy") as library:
        outcomes = add(library, path)
        assert {outcome.status for outcome in outcomes} <= {"added", "unchanged"}
        assert len(outcomes) == library.catalogue.count() == 79
        assert left(library) == []
