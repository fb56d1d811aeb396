"""Files sent by the browser."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from archive.store.lock import write_lock
from archive.web import uploads
from archive.web.shared import shared_library
from archive.web.uploads import BATCHES, HEADER, Batch, clean_name
from tests.ui.papers import bare
from tests.web.conftest import Ask

OURS = {HEADER: "1"}
PAPER = """UBND TỈNH VÂN LĨNH
SỞ TÀI CHÍNH
Số: 77/BC-STC

BÁO CÁO
Tình hình thu ngân sách

Thu ngân sách đạt dự toán."""


@pytest.fixture
def batch(root: Path, ask: Ask) -> Iterator[str]:
    """The name of a batch just begun."""
    answer = ask("POST", "/tai-len", headers=OURS)
    assert answer.status == 200
    return json.loads(answer.body)["batch"]


def known(name: str) -> Batch:
    found = BATCHES.get(name)
    assert found
    return found


def finished(name: str) -> Batch:
    """The batch, once its thread has ended."""
    deadline = time.monotonic() + 60
    while not known(name).finished:
        assert time.monotonic() < deadline, "the batch never ended"
        time.sleep(0.02)
    return known(name)


def test_files_are_read_into_the_archive(batch: str, ask: Ask) -> None:
    sent = {"Báo cáo.txt": PAPER.encode(), "lần nữa.txt": PAPER.encode(), "bảng.csv": b"a,b"}
    for index, (name, body) in enumerate(sent.items()):
        assert ask("PUT", f"/tai-len/{batch}/{index}?ten={name}", headers=OURS, body=body).status == 204
    assert ask("POST", f"/tai-len/{batch}", headers=OURS).status == 202
    done = finished(batch)
    outcomes = {outcome.path: outcome for outcome in done.outcomes}
    first, second, third = (outcomes[str(done.path(index))] for index in range(3))
    assert (first.status, second.status, third.status) == ("added", "unchanged", "skipped")
    assert first.document_id == second.document_id
    document = shared_library().catalogue.get(first.document_id or "")
    assert (document.name, document.value("number")) == ("Báo cáo.txt", "77/BC-STC")
    assert not done.folder.exists(), "nothing is left behind"


def test_what_is_known_is_answered_with_the_first_copy(batch: str, ask: Ask, root: Path) -> None:
    from tests.ui.papers import keep

    (id_,) = keep(root, [bare()])
    ask("PUT", f"/tai-len/{batch}/0?ten=x.txt", headers=OURS, body=bare().text.encode())
    ask("POST", f"/tai-len/{batch}", headers=OURS)
    (outcome,) = finished(batch).outcomes
    assert (outcome.status, outcome.document_id) == ("unchanged", id_)


def test_a_locked_archive_is_told(batch: str, ask: Ask, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "WAIT_SECONDS", 0.0)
    ask("PUT", f"/tai-len/{batch}/0?ten=x.txt", headers=OURS, body=b"x")
    shared_library()
    with write_lock(root / "index"):
        ask("POST", f"/tai-len/{batch}", headers=OURS)
        done = finished(batch)
    assert "Kho đang được ghi" in (done.error or "")
    assert not done.outcomes


def test_another_site_cannot_send_files(batch: str, ask: Ask) -> None:
    """Without our header, which a browser lets no other site set, nothing is taken."""
    assert ask("POST", "/tai-len").status == 403
    assert ask("PUT", f"/tai-len/{batch}/0?ten=x.txt", body=b"x").status == 404
    assert ask("POST", f"/tai-len/{batch}").status == 404
    assert not known(batch).names


def test_an_unknown_batch_takes_nothing(root: Path, ask: Ask) -> None:
    assert ask("PUT", "/tai-len/doan/0?ten=x.txt", headers=OURS, body=b"x").status == 404
    assert ask("POST", "/tai-len/doan", headers=OURS).status == 404


def test_a_batch_is_read_once(batch: str, ask: Ask) -> None:
    assert ask("POST", f"/tai-len/{batch}", headers=OURS).status == 409, "there is nothing to read"
    ask("PUT", f"/tai-len/{batch}/0?ten=x.csv", headers=OURS, body=b"x")
    assert ask("POST", f"/tai-len/{batch}", headers=OURS).status == 202
    assert ask("POST", f"/tai-len/{batch}", headers=OURS).status == 409
    assert ask("PUT", f"/tai-len/{batch}/1?ten=y.txt", headers=OURS, body=b"y").status == 404
    finished(batch)


def test_a_file_that_is_still_coming_is_not_read(batch: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a file must not become a document: the batch is begun while its second file is on the way."""
    ask("PUT", f"/tai-len/{batch}/0?ten=x.csv", headers=OURS, body=b"x")

    async def begun_meanwhile(request: Request) -> AsyncIterator[bytes]:
        yield PAPER.encode()[:40]
        assert BATCHES.start(known(batch))
        yield PAPER.encode()[40:]

    monkeypatch.setattr(Request, "stream", begun_meanwhile)
    assert ask("PUT", f"/tai-len/{batch}/1?ten=y.txt", headers=OURS).status == 404
    assert [outcome.status for outcome in finished(batch).outcomes] == ["skipped"]
    assert list(known(batch).names) == [0]


def test_a_file_too_large_or_empty_is_not_kept(batch: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_MEGABYTES", 0)
    assert ask("PUT", f"/tai-len/{batch}/0?ten=x.txt", headers=OURS, body=b"x").status == 413
    monkeypatch.undo()
    monkeypatch.setenv("ARCHIVE_ENGINE", "memory")
    assert ask("PUT", f"/tai-len/{batch}/1?ten=x.txt", headers=OURS).status == 400
    assert not known(batch).names
    assert not list(known(batch).folder.iterdir())


@pytest.mark.parametrize(
    "name", ["../../x.txt", "/etc/passwd", "C:\\x.txt", "..", "", "a" * 500 + ".txt", "x.php/..%00.txt"]
)
def test_a_name_never_becomes_a_path(batch: str, ask: Ask, name: str) -> None:
    assert ask("PUT", f"/tai-len/{batch}/7?ten={name}", headers=OURS, body=b"x").status == 204
    (path,) = known(batch).folder.iterdir()
    assert path.stem == "0007"
    assert "/" not in known(batch).names[7]


def test_too_many_files_are_refused(batch: str, ask: Ask) -> None:
    assert ask("PUT", f"/tai-len/{batch}/{uploads.MAX_FILES}?ten=x.txt", headers=OURS, body=b"x").status == 413


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Báo cáo.docx", "Báo cáo.docx"),
        ("a/b\\c.pdf", "c.pdf"),
        ("\u202etxt.exe\n", "txt.exe"),
        (" . ", "tệp"),
        ("x" * 300 + ".pdf", "x" * 200 + ".pdf"),
    ],
)
def test_a_name_is_its_last_part(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_the_oldest_batches_are_forgotten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "KEPT", 2)
    batches = uploads.Batches()
    first, *others = [batches.begin() for _ in range(3)]
    assert batches.get(first) is None
    assert all(batches.get(name) for name in others)


def test_a_batch_that_is_being_read_is_not_forgotten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "KEPT", 1)
    batches = uploads.Batches()
    name = batches.begin()
    reading = batches.known[name]
    reading.started = True
    batches.begin()
    assert batches.get(name) is reading
    assert reading.folder.is_dir()
    reading.finished = True
    batches.begin()
    assert batches.get(name) is None


def test_folders_of_servers_that_are_gone_are_removed_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, age in (("kho-van-ban-old", 90_000), ("kho-van-ban-new", 60), ("khác", 90_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "0000.txt").touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    uploads.sweep_old_uploads()
    assert sorted(folder.name for folder in tmp_path.iterdir()) == ["kho-van-ban-new", "khác"]
