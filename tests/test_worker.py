"""Children that read files: what they answer, what they bound, and that a bad file costs only itself."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from archive.child import Child
from archive.config import Config
from archive.fields import entry_of
from archive.model import Document, document_id
from archive.pool import (
    BATCH_BYTES,
    BATCH_FILES,
    Found,
    Job,
    Lost,
    Pool,
    encode_answer,
    entry_of_tokens,
    is_batch,
    time_limit,
)
from archive.store.codec import document_to_dict
from archive.vocab import load_vocab
from archive.worker import answer
from tests.papers import write_report

STRANGER = Document("0" * 16, "a.txt", "0" * 64, "text/plain", facts={})
SETTINGS = {"vocabulary": [], "cache": "cache", "ocr_language": "vie", "memory": 1 << 31}


def job_of(path: Path) -> Job:
    return Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def read_with(pool: Pool, *paths: Path) -> list[Found | Lost]:
    return list(pool.read_all(job_of(path) for path in paths))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(root=tmp_path, workers=1)


def test_a_child_sends_back_document_text_and_entry(config: Config, tmp_path: Path) -> None:
    path = write_report(tmp_path, 52)
    with Pool(config) as pool:
        (found,) = read_with(pool, path)
    assert isinstance(found, Found)
    assert (found.document.id, found.document.value("number")) == (document_id(job_of(path).sha256), "52/BC-UBND")
    assert "Toàn tỉnh trồng mới" in found.text
    entry = entry_of_tokens(found.document.id, found.tokens)
    assert entry == entry_of(found.document, found.text, load_vocab())


def test_many_files_come_back_once_each(tmp_path: Path) -> None:
    paths = [write_report(tmp_path, serial) for serial in range(1, 30)]
    with Pool(Config(root=tmp_path, workers=2)) as pool:
        found = read_with(pool, *paths)
        assert pool.held == 0
    assert sorted(item.job.path for item in found) == sorted(paths)
    assert all(isinstance(item, Found) for item in found)


def test_an_unreadable_file_is_answered_with_its_reason_and_the_child_goes_on(config: Config, tmp_path: Path) -> None:
    empty = tmp_path / "rỗng.txt"
    empty.touch()
    with Pool(config) as pool:
        lost, found = read_with(pool, empty, write_report(tmp_path, 52))
    assert isinstance(lost, Lost)
    assert "rỗng" in lost.error
    assert not lost.refused
    assert isinstance(found, Found)


def test_a_secret_paper_leaves_nothing_but_a_refusal(config: Config, tmp_path: Path) -> None:
    with Pool(config) as pool:
        (lost,) = read_with(pool, write_report(tmp_path, 4, mark="TỐI MẬT"))
    assert isinstance(lost, Lost)
    assert lost.refused
    assert "Tối mật" in lost.error


def test_what_was_recognised_of_a_secret_paper_is_thrown_away(tmp_path: Path) -> None:
    job = job_of(write_report(tmp_path, 4, mark="MẬT"))
    kept = tmp_path / "cache" / job.sha256 / "1.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("chữ đã nhận dạng")
    line, _ = answer(job, load_vocab(), {**SETTINGS, "cache": str(tmp_path / "cache")})
    assert json.loads(line)["refused"] is True
    assert not kept.parent.exists()


def test_a_file_that_takes_too_long_is_given_up_and_the_next_gets_a_new_child(config: Config, tmp_path: Path) -> None:
    with Pool(config, seconds=0.001) as pool:
        lost = read_with(pool, write_report(tmp_path, 1), write_report(tmp_path, 2))
    assert ["quá 0 giây" in item.error for item in lost if isinstance(item, Lost)] == [True, True]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_that_takes_too_much_memory_is_given_up(config: Config, tmp_path: Path) -> None:
    huge = tmp_path / "lớn.txt"
    huge.write_text("Báo cáo về trồng rừng. " * 280_000, "utf-8")
    with Pool(config, memory=280 << 20) as pool:
        lost, found = read_with(pool, huge, write_report(tmp_path, 2))
    assert isinstance(lost, Lost)
    assert "bộ nhớ" in lost.error
    assert isinstance(found, Found)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_child_that_is_killed_costs_one_file(config: Config, tmp_path: Path) -> None:
    paths = [write_report(tmp_path, serial) for serial in range(1, 4)]
    with Pool(config) as pool:
        assert isinstance(read_with(pool, paths[0])[0], Found)
        (child,) = children_of(os.getpid())
        os.kill(child, signal.SIGSTOP)  # in the middle of the next file, as it will be
        pool.submit(job_of(paths[1]))
        os.kill(child, signal.SIGKILL)
        lost = pool.take()
        assert isinstance(lost, Lost)
        assert "dừng giữa chừng" in lost.error
        assert isinstance(read_with(pool, paths[2])[0], Found)
    assert children_of(os.getpid()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_closed_pool_leaves_no_child_also_in_the_middle_of_a_file(config: Config, tmp_path: Path) -> None:
    pool = Pool(config)
    for serial in range(1, 40):
        pool.submit(job_of(write_report(tmp_path, serial)))
    pool.take()
    pool.close()
    assert children_of(os.getpid()) == []


def test_what_a_library_prints_does_not_get_between_the_answers(tmp_path: Path) -> None:
    """The child's standard output is for answers alone; C code that prints goes elsewhere."""
    path = write_report(tmp_path, 52)
    code = (
        "import os, sys; sys.argv = ['worker', sys.argv[1]]\n"
        "import archive.worker as worker\n"
        "read = worker.describe\n"
        "worker.describe = lambda *given: (os.write(1, b'noise'), print('noise'), read(*given))[2]\n"
        "worker.main()"
    )
    line = json.dumps([str(path), path.name, job_of(path).sha256, "", False, []]).encode() + b"\n"
    command = [sys.executable, "-c", code, json.dumps({**SETTINGS, "cache": str(tmp_path)})]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(line)
        child.stdin.flush()
        document, tokens = child.stdout.readline(), child.stdout.readline()
        child.stdin.close()
        assert child.stdout.read() == b""
    assert json.loads(document)["document"]["name"] == path.name
    assert len(json.loads(tokens)) == 4


def test_a_child_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "archive.worker", json.dumps({**SETTINGS, "cache": str(tmp_path)})],
        stdin=subprocess.PIPE,
    ) as child:
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(timeout=60) == 0


SLOW = """
import subprocess, sys
import archive.worker as worker
sys.argv = ["worker", sys.argv[1]]
worker.extract_file = lambda *given, **named: subprocess.run(["sleep", "600"])
worker.main()
"""
PARENT = """
import subprocess, sys, time
child = subprocess.Popen(
    [sys.executable, "-c", sys.argv[1], sys.argv[2]], stdin=subprocess.PIPE, stdout=1, start_new_session=True
)
child.stdin.write(sys.argv[3].encode() + b"\\n")
child.stdin.flush()
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_child_in_the_middle_of_a_file_ends_with_all_it_started_when_its_parent_is_killed(tmp_path: Path) -> None:
    path = write_report(tmp_path, 1)
    question = json.dumps([str(path), path.name, job_of(path).sha256, "", False, []])
    settings = json.dumps({**SETTINGS, "cache": str(tmp_path)})
    command = [sys.executable, "-c", PARENT, SLOW, settings, question]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        group = int(parent.stdout.readline())
        while len(living_in(group)) < 2:  # the child and what it runs
            time.sleep(0.02)
        parent.kill()
        assert parent.stdout.read() == b"", "the pipe closes when the last of them ends"
    for _ in range(500):  # a process closes its files a moment before it counts as ended
        if not living_in(group):
            break
        time.sleep(0.02)
    assert living_in(group) == []


def living_in(group: int) -> list[int]:
    """Living processes of a group."""
    living = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, found = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # gone meanwhile
            continue
        if int(found) == group and state not in "ZX":
            living.append(int(stat.parent.name))
    return living


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_processor_time_is_bounded_for_each_question_and_not_for_the_life_of_a_child() -> None:
    code = (
        "import resource, archive.worker as worker\n"
        "worker.PROCESSOR_SECONDS = 5\n"
        "worker.limit_time()\n"
        "first = resource.getrlimit(resource.RLIMIT_CPU)[0]\n"
        "until = worker.time.process_time() + 1\n"
        "while worker.time.process_time() < until: pass\n"
        "worker.limit_time()\n"
        "print(first, resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    first, second = map(int, run.stdout.split())
    assert 5 <= first < second


def test_a_child_that_was_waited_for_is_not_killed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may be that of another group by then."""
    child = Child([sys.executable, "-c", ""])
    child.close()
    monkeypatch.setattr(os, "killpg", lambda *_: pytest.fail("killed twice"))
    child.kill()


def test_the_time_limit_grows_with_the_file(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(b"x")
    with large.open("wb") as stream:
        stream.truncate(500 << 20)
    assert 120 <= time_limit(small) < 121
    assert time_limit(large) == 3600
    assert time_limit(tmp_path / "none") == 120


def test_a_batch_is_bounded_in_number_and_in_bytes(config: Config, tmp_path: Path) -> None:
    with Pool(config) as pool:
        (found,) = read_with(pool, write_report(tmp_path, 1))
    assert isinstance(found, Found)
    assert not is_batch([found] * (BATCH_FILES - 1))
    assert is_batch([found] * BATCH_FILES)
    large = Found(found.job, found.document, "x" * BATCH_BYTES, found.tokens)
    assert is_batch([large])


def test_an_answer_is_two_lines_whatever_is_in_the_text(config: Config, tmp_path: Path) -> None:
    path = write_report(tmp_path, 1)
    with Pool(config) as pool:
        (found,) = read_with(pool, path)
    assert isinstance(found, Found)
    text = "dòng 1\ndòng 2\r\n\f\u2028\x85"
    lines = b"".join(encode_answer(found.document, text, entry_of_tokens("a", found.tokens)))
    assert lines.count(b"\n") == 2
    assert json.loads(lines.split(b"\n")[0])["text"] == text


@pytest.mark.parametrize(
    "answer",
    [
        '{"document": {"facts": []}, "text": ""}',
        "[" * 100_000,
        "null",
        json.dumps({"document": document_to_dict(STRANGER), "text": "của tệp khác"}),
    ],
    ids=["facts are no table", "deep", "nothing", "another document"],
)
def test_an_answer_that_makes_no_sense_costs_one_file(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    """Also an answer about another document: a child that was taken over must not replace what is in the archive."""
    script = f"import sys\nfor line in sys.stdin: print({answer!r}); print('[]', flush=True)"
    monkeypatch.setattr("archive.pool.worker_command", lambda *_: [sys.executable, "-c", script])
    with Pool(config) as pool:
        found = read_with(pool, write_report(tmp_path, 1), write_report(tmp_path, 2))
    assert [type(one) for one in found] == [Lost, Lost]


def test_a_pool_interrupted_while_it_starts_a_thread_closes_in_peace(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_report(tmp_path, 1)

    def interrupt(_thread: threading.Thread) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.pool.threading.Thread.start", interrupt)
    with pytest.raises(KeyboardInterrupt), Pool(config) as pool:
        pool.submit(job_of(path))


def children_of(pid: int) -> list[int]:
    """Living children of a process that read files."""
    living = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            command = stat.with_name("cmdline").read_bytes()
        except OSError:  # gone meanwhile
            continue
        if int(parent) == pid and state != "Z" and b"archive.worker" in command:
            living.append(int(stat.parent.name))
    return living
