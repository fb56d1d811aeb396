"""The parent's side of the children that read files: hand out jobs, take back what was read. JSON lines, no pickle.

The one rule: a file can cost its own outcome, never the archive. A child that dies, hangs or floods is one failed
reading with a reason, and the next job gets a new child.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from archive.child import MEMORY_LIMIT, Child, ChildError, worker_command
from archive.config import Config
from archive.engines.query import Entry
from archive.model import Document, document_id
from archive.store.codec import document_from_dict, document_to_dict

BATCH_FILES = 500
BATCH_BYTES = 32 << 20
"""Readings are saved together when they are so many or, with their tokens, so large. Tantivy takes 500 documents at
once with 0.6 of the processor time of 200 at once; more gains nothing."""

LONGEST_READING = 3600
"""Seconds the largest file may take."""

_WATCH_SECONDS = 0.1
_HELD_JOBS = 100
_HELD_BYTES = 16 << 20
"""What children may have read ahead while a batch is being saved; enough that they never wait for an ordinary one."""

_MEMBER = re.compile(r"(?:\d{5}(?:\.[A-Za-z0-9]{1,8})?)?")


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read: where it is, the name a person gave it, the SHA-256 of its bytes.

    `into`: a folder, not yet there, that an archive (ZIP) may be unpacked into; None where it may not. `public`: a
    person said that it is no state secret, whatever mark the rules see. `begins`: pages on which, a person said, a
    further paper begins.
    """

    path: Path
    name: str
    sha256: str
    into: Path | None = None
    public: bool = False
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a child read in a file. `tokens`: its entry, still as the child wrote it, see `entry_of_tokens`."""

    job: Job
    document: Document
    text: str
    tokens: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a file gave no document, in Vietnamese. `refused`: it is a state secret."""

    job: Job
    error: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """A file that was an archive: its members, as (name, name of the file in the job's folder, error)."""

    job: Job
    members: tuple[tuple[str, str, str], ...]


Answer = Found | Lost | Packed


def is_batch(readings: Sequence[Found]) -> bool:
    """Whether so many readings should be saved now."""
    return len(readings) >= BATCH_FILES or sum(len(found.text) + len(found.tokens) for found in readings) >= BATCH_BYTES


class Pool:
    """Children that read files, each with a thread that waits for it. Started when first needed, kept warm."""

    def __init__(self, config: Config, *, seconds: float | None = None, memory: int = MEMORY_LIMIT) -> None:
        """`seconds`: time limit for each file, None: by its size; `memory`: bytes of address space for each child."""
        self._command = worker_command(config, memory)
        self._seconds = seconds
        self._size = config.workers or os.cpu_count() or 1
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._room = threading.Condition()
        self._bytes = 0
        self._threads: list[threading.Thread] = []
        self._children: set[Child] = set()
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
        return self.held >= _HELD_JOBS

    @property
    def ready(self) -> bool:
        """Whether a finished reading can be taken without waiting."""
        return not self._done.empty()

    def submit(self, job: Job) -> None:
        """Have a file read."""
        self.held += 1
        self._jobs.put(job)
        if not self._threads:
            self._start(self._watch)
        if len(self._threads) <= min(self._size, self.held):
            self._start(self._serve)

    def take(self, *, timeout: float | None = None) -> Answer | None:
        """The next finished reading; None when none finishes within so many seconds, if given."""
        try:
            found = self._done.get(timeout=timeout)
        except queue.Empty:
            return None
        self.held -= 1
        with self._room:
            self._bytes -= _size(found)
            self._room.notify_all()
        return found

    def read_all(self, jobs: Iterable[Job]) -> Iterator[Found | Lost]:
        """Have many files read, none of them unpacked; each as it is finished, a bounded number ahead."""
        for job in jobs:
            self.submit(job)
            while self.full or self.ready:
                yield from self._next()
        while self.held:
            yield from self._next()

    def close(self) -> None:
        """Stop all children at once, also in the middle of a file."""
        with self._room:
            self._closing.set()
            self._room.notify_all()
        for _ in self._threads:
            self._jobs.put(None)
        for child in tuple(self._children):
            child.kill()
        for thread in self._threads:
            with contextlib.suppress(RuntimeError):  # an interrupt came while it was being started: it ends by itself
                thread.join()

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        while not self._closing.wait(_WATCH_SECONDS):
            for child in tuple(self._children):
                child.stop_when_late()

    def _next(self) -> Iterator[Found | Lost]:
        found = self.take()
        if found is not None and not isinstance(found, Packed):
            yield found

    def _serve(self) -> None:
        child: Child | None = None
        while (job := self._jobs.get()) is not None and not self._closing.is_set():
            found: Answer
            try:
                child = child or self._new_child()
                found = _read(child, job, self._seconds or time_limit(job.path))
            except Exception as error:  # noqa: BLE001  whatever a child answers, the thread goes on serving
                found = Lost(job, f"{job.name}: không chạy được bộ đọc tệp ({error}). Thử lại sau.")
                if child is not None:
                    child.dead = True
            if child is not None and child.dead:
                self._let_go(child)
                child = None
            with self._room:
                self._room.wait_for(lambda: self._bytes < _HELD_BYTES or self._closing.is_set())
                self._bytes += _size(found)
            self._done.put(found)
        if child is not None:
            self._let_go(child)

    def _new_child(self) -> Child:
        child = Child(self._command)
        self._children.add(child)
        if self._closing.is_set():  # `close` may have looked just before
            child.kill()
        return child

    def _let_go(self, child: Child) -> None:
        self._children.discard(child)
        child.close()


def _read(child: Child, job: Job, seconds: float) -> Answer:
    try:
        wanted = [str(job.path), job.name, job.sha256, str(job.into or ""), job.public, job.begins]
        answer, tokens = child.ask(wanted, lines=2, seconds=seconds)
    except ChildError as error:
        return Lost(job, f"{job.name}: {error}")
    return decode_answer(job, answer, tokens)


def time_limit(path: Path) -> float:
    """Seconds a file may take: two minutes, one more for each megabyte (some thirty scanned pages), at most an hour."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return min(120 + 60 * size / (1 << 20), LONGEST_READING)


def encode_answer(document: Document, text: str, entry: Entry) -> list[bytes]:
    """The two lines a child writes for a file it could read: document and text, then tokens.

    In pieces: the tokens of a text of 3,000 pages are never held more than twice.
    """
    pieces = [_line({"document": document_to_dict(document), "text": text}), b"[{"]
    for field, words in entry.texts.items():
        pieces += [b"" if pieces[-1] == b"[{" else b",", _bytes(field), b":", _bytes(words)]
    return [
        *pieces,
        b"},",
        *(_bytes(part) + b"," for part in (entry.keywords, entry.dates)),
        _bytes(entry.sorts),
        b"]\n",
    ]


def encode_members(members: Iterable[tuple[str, str, str]]) -> list[bytes]:
    """The two lines a child writes for an archive it unpacked: (name, file, error) of each member."""
    return [_line({"members": list(members)}), _line(None)]


def encode_error(message: str, *, refused: bool) -> list[bytes]:
    """The two lines a child writes for a file it could not read, or that must not be kept."""
    return [_line({"error": message, "refused": refused}), _line(None)]


def decode_answer(job: Job, answer: bytes, tokens: bytes) -> Answer:
    """What a child's two lines say.

    Raises:
        ValueError: the answer is about another file; a child that was taken over must not replace other documents.
    """
    values: dict[str, Any] = json.loads(answer)
    if "error" in values:
        return Lost(job, values["error"], values["refused"])
    if "members" in values:
        return Packed(job, tuple(_member(*member) for member in values["members"]))
    document = document_from_dict(values["document"])
    if (document.sha256, document.id) != (job.sha256, document_id(job.sha256)):
        raise ValueError("câu trả lời về một tệp khác")
    return Found(job, document, values["text"], tokens)


def _member(name: str, file: str, error: str) -> tuple[str, str, str]:
    """Raises ValueError: the file lies elsewhere; a child that was taken over must not hand in other files."""
    if not _MEMBER.fullmatch(file):
        raise ValueError("câu trả lời về một tệp khác")
    return name, file, error


def entry_of_tokens(id_: str, tokens: bytes) -> Entry:
    """The entry a child wrote. It is unpacked only when the engine takes it: in memory it is twice as large."""
    texts, keywords, dates, sorts = json.loads(tokens)
    return Entry(id_, texts, {field: tuple(codes) for field, codes in keywords.items()}, dates, sorts)


def _line(values: object) -> bytes:
    return _bytes(values) + b"\n"


def _bytes(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _size(found: Answer) -> int:
    return len(found.text) + len(found.tokens) if isinstance(found, Found) else 0
