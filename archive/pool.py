"""The parent's side of the children that read files: hand out jobs, take back what was read. JSON lines, no pickle.

The one rule: a file can cost its own outcome, never the archive. A child that dies, hangs or floods is one failed
reading with a reason, and the next job gets a new child.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from archive.config import Config
from archive.engines.query import Entry
from archive.model import Document
from archive.store.codec import document_from_dict, document_to_dict
from archive.store.corrections import apply_corrections
from archive.store.files import Sidecar

MEMORY_LIMIT = 1536 << 20
"""Bytes of address space a child may use; OCR of one page at 300 dpi needs about a third."""

ANSWER_LIMIT = 256 << 20
"""Bytes of one answer: a text of 60 MB with its tokens. The largest real file seen gave less than 10 MB."""

BATCH_FILES = 200
BATCH_BYTES = 24 << 20
"""Readings are saved together when they are so many or, with their tokens, so large."""

_HELD_PER_CHILD = 4
_SIGNALS = {"SIGKILL": "hết bộ nhớ hoặc bị dừng", "SIGABRT": "hết bộ nhớ", "SIGSEGV": "lỗi trong bộ đọc"}


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: where it is, the name a person gave it, the SHA-256 of its bytes."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a child read in a file. `entry` None: to be made again; `size`: bytes of the answer."""

    job: Job
    document: Document
    text: str
    entry: Entry | None
    size: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a file gave no document, in Vietnamese. `refused`: it is a state secret."""

    job: Job
    error: str
    refused: bool = False


def as_said(found: Found, sidecar: Sidecar) -> Found:
    """A reading under the name its file was handed in with, and with the facts as people corrected them."""
    document = replace(apply_corrections(found.document, sidecar.corrections), name=sidecar.name)
    return replace(found, document=document, entry=None if sidecar.corrections else found.entry)


def is_batch(readings: Sequence[Found]) -> bool:
    """Whether so many readings should be saved now."""
    return len(readings) >= BATCH_FILES or sum(found.size for found in readings) >= BATCH_BYTES


class Pool:
    """Children that read files, each with a thread that waits for it. Started when first needed, kept warm."""

    def __init__(self, config: Config, *, seconds: float | None = None) -> None:
        """`seconds`: time limit for each file; None sets it by the size of the file."""
        self._command = _command(config)
        self._seconds = seconds
        self._size = config.workers or os.cpu_count() or 1
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Found | Lost] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._children: set[_Child] = set()
        self.held = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def full(self) -> bool:
        """Whether the children have enough to do."""
        return self.held >= self._size * _HELD_PER_CHILD

    def submit(self, job: Job) -> None:
        """Have a file read."""
        self.held += 1
        self._jobs.put(job)
        if len(self._threads) < min(self._size, self.held):
            thread = threading.Thread(target=self._serve, daemon=True)
            self._threads.append(thread)
            thread.start()

    def take(self, *, timeout: float | None = None) -> Found | Lost | None:
        """The next finished reading; None when none finishes within so many seconds, if given."""
        try:
            found = self._done.get(timeout=timeout)
        except queue.Empty:
            return None
        self.held -= 1
        return found

    def read_all(self, jobs: Iterable[Job]) -> Iterator[Found | Lost]:
        """Have many files read; each as it is finished, never more of them in memory than the children need."""
        for job in jobs:
            self.submit(job)
            while self.full:
                yield self._next()
        while self.held:
            yield self._next()

    def close(self) -> None:
        """Stop all children at once, also in the middle of a file."""
        self._closing.set()
        for _ in self._threads:
            self._jobs.put(None)
        for child in tuple(self._children):
            child.kill()
        for thread in self._threads:
            thread.join()

    def _next(self) -> Found | Lost:
        found = self._done.get()
        self.held -= 1
        return found

    def _serve(self) -> None:
        child: _Child | None = None
        while (job := self._jobs.get()) is not None and not self._closing.is_set():
            if child is None:
                child = _Child(self._command)
                self._children.add(child)
            found = child.read(job, self._seconds or time_limit(job.path))
            if child.dead:
                self._children.discard(child)
                child.close()
                child = None
            self._done.put(found)
        if child is not None:
            child.close()


class _Child:
    """One child process."""

    def __init__(self, command: list[str]) -> None:
        home = str(Path(__file__).parents[1])
        path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH")) if part)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )
        self._late = False
        self.dead = False

    def read(self, job: Job, seconds: float) -> Found | Lost:
        """Have one file read, within the time."""
        watch = threading.Timer(seconds, self._stop_late)
        watch.start()
        try:
            self._pipe("stdin").write(json.dumps([str(job.path), job.name, job.sha256]).encode() + b"\n")
            self._pipe("stdin").flush()
            answer = self._pipe("stdout").readline(ANSWER_LIMIT)
        except OSError:
            answer = b""
        finally:
            watch.cancel()
        if answer.endswith(b"\n"):
            return decode_answer(job, answer)
        self.kill()
        self.dead = True
        return Lost(job, f"{job.name}: {self._reason(answer, seconds)}")

    def kill(self) -> None:
        """End the child and whatever it started."""
        if os.name == "nt":
            self._process.kill()
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def close(self) -> None:
        """Let go of the child."""
        self._pipe("stdin").close()
        self.kill()
        self._process.wait()
        self._pipe("stdout").close()

    def _stop_late(self) -> None:
        self._late = True
        self.kill()

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] = getattr(self._process, name)
        return pipe

    def _reason(self, answer: bytes, seconds: float) -> str:
        if self._late:
            return f"đọc quá {seconds:.0f} giây nên đã dừng. Thử tách tệp thành các phần nhỏ hơn."
        if answer:
            return f"nội dung đọc được dài quá {ANSWER_LIMIT >> 20} MB. Thử tách tệp thành các phần nhỏ hơn."
        code = self._process.wait()
        cause = _SIGNALS.get(signal.Signals(-code).name, f"tín hiệu {-code}") if code < 0 else f"mã {code}"
        return f"bộ đọc tệp dừng giữa chừng ({cause}). Tệp có thể bị hỏng; mở thử và lưu lại."


def time_limit(path: Path) -> float:
    """Seconds a file may take: two minutes, one more for each megabyte (some thirty scanned pages), at most an hour."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return min(120 + 60 * size / (1 << 20), 3600)


def encode_answer(document: Document, text: str, entry: Entry) -> bytes:
    """The line a child writes for a file it could read."""
    values = {
        "document": document_to_dict(document),
        "text": text,
        "entry": {"texts": entry.texts, "keywords": entry.keywords, "dates": entry.dates},
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def encode_error(message: str, *, refused: bool) -> bytes:
    """The line a child writes for a file it could not read, or that must not be kept."""
    return json.dumps({"error": message, "refused": refused}).encode() + b"\n"


def decode_answer(job: Job, line: bytes) -> Found | Lost:
    """What a child's line says."""
    values: dict[str, Any] = json.loads(line)
    if "error" in values:
        return Lost(job, values["error"], values["refused"])
    document = document_from_dict(values["document"])
    entry = Entry(
        document.id,
        {field: tuple(tokens) for field, tokens in values["entry"]["texts"].items()},
        {field: tuple(codes) for field, codes in values["entry"]["keywords"].items()},
        values["entry"]["dates"],
    )
    return Found(job, document, values["text"], entry, len(line))


def _command(config: Config) -> list[str]:
    settings = {
        "vocabulary": [str(path.resolve()) for path in config.vocabulary],
        "cache": str((config.index / "cache").resolve()),
        "ocr_language": config.ocr_language,
        "memory": MEMORY_LIMIT,
    }
    return [sys.executable, "-P", "-m", "archive.worker", json.dumps(settings)]
