"""Take files in: hash, read in a child, keep the original, save, index. The one rule: no file stops the others.

A document becomes visible in one step, after its original is safe on the disk. Killed at any moment, the archive
shows each document whole or not at all; the next writer or `check` finishes the rest. Source files are only read.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import ReadError
from archive.library import Library
from archive.model import Correction, Outcome, OutcomeStatus, document_id
from archive.pool import Found, Job, Lost, Packed, Pool, is_batch
from archive.store.disk import hash_of, reason_of
from archive.store.files import Sidecar

BATCH_SECONDS = 3.0
"""A document that was read waits no longer than this for others to be saved with."""

_DISKS = 8
"""Originals written at once: a disk that is slow to confirm confirms several with one write of its journal."""

MOST_MEMBERS = 10_000
"""Files one archive may give in all."""
DEEPEST_ARCHIVE = 2
"""An archive may lie in another; one in that is not unpacked."""

_HASH = re.compile(r"[0-9a-f]{64}")

NOT_DOCUMENTS = frozenset({".json", ".jsonl", ".csv", ".tsv", ".toml", ".yaml", ".yml", ".ini", ".lnk", ".tmp", ".db"})
"""Extensions of files that lie beside documents and are none."""


def expand_paths(arguments: Iterable[str | Path]) -> Iterator[Path]:
    """Files named by files, folders (whole, in order of names) and patterns such as `*.pdf` or `**/*.docx`.

    What does not exist, and a pattern that nothing fits, is passed on, so that it gets an outcome.
    """
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            yield from _files_in(path)
        elif not path.exists() and glob.has_magic(str(argument)):
            found = sorted(glob.glob(str(argument), recursive=True))  # noqa: PTH207  absolute patterns too
            yield from expand_paths(found) if found else (path,)
        else:
            yield path


def ingest_files(
    library: Library,
    paths: Iterable[Path],
    *,
    names: Mapping[Path, str] | None = None,
    wait: float = 0.0,
    public: bool = False,
) -> Iterator[Outcome]:
    """Add files; one outcome for each, as it becomes final. Of a ZIP each member is a file of its own.

    names: what a file was called by the person, where its path does not say (uploads). wait: seconds to wait for
    another writer. public: a person says that none of them is a state secret, whatever mark is seen; that is kept with
    each. Closing the iterator early stops the reading; what was announced as added stays added.

    Raises:
        LockedError: another process is writing.
        EngineUnavailableError: the search engine does not answer; originals already kept are indexed later.
    """
    with library.writing(wait=wait) as current, Pool(current.config) as pool:
        sweep_cache(current)
        intake = _Intake(current, pool, current.files.scratch / "unpacked", public)
        try:
            for path in paths:
                yield from intake.offer(path, _tidy_name((names or {}).get(path, path.name)))
            yield from intake.finish()
        finally:
            pool.close()  # before the folder goes: a child may be unpacking into it
            shutil.rmtree(intake.folder, ignore_errors=True)


def sweep_cache(library: Library) -> None:
    """Remove what was recognised of files that were never kept. Wants the write lock, and that nothing is being read.

    A child that is killed cannot do it itself, and what it read may have been a secret.
    """
    cache = library.config.index / "cache"
    read = {path.name for path in cache.iterdir() if _HASH.fullmatch(path.name)} if cache.is_dir() else set()
    if read:
        for sha256 in read.difference(sha256 for sha256, _ in library.files.originals()):
            shutil.rmtree(cache / sha256, ignore_errors=True)


@dataclass(slots=True)
class _Intake:
    """One run of adding: what is being read, what waits to be saved, who else handed in the same bytes."""

    library: Library
    pool: Pool
    folder: Path
    """Where archives are unpacked; it is gone after the run."""
    public: bool = False
    waiting: dict[str, list[str]] = field(default_factory=dict)
    """SHA-256 of what is being read → the paths that have these bytes, the first first."""
    not_kept: dict[str, Outcome] = field(default_factory=dict)
    batch: list[Found] = field(default_factory=list)
    since: float = 0.0
    rooms: int = 0
    members: Counter[Path] = field(default_factory=Counter)
    """How many files each archive that was handed in has given so far, with those of archives in it."""

    def offer(self, path: Path, name: str) -> Iterator[Outcome]:
        """Take one more path; yields whatever became final meanwhile."""
        outcome = self._take(path, name, str(path))
        if outcome is not None:
            yield outcome
        while self.pool.full or self.pool.ready:
            yield from self._advance()

    def finish(self) -> Iterator[Outcome]:
        """Wait for all that was taken."""
        while self.pool.held:
            yield from self._advance()
        yield from self._save()

    def _take(self, path: Path, name: str, shown: str) -> Outcome | None:
        """The outcome of a path that need not be read; None when it is read now, or its twin is."""
        try:
            if reason := _no_document(path, name):
                return Outcome(shown, "skipped", error=reason)
            sha256 = hash_of(path)
            stored = self.library.files.holds(sha256)
        except OSError as error:
            return Outcome(shown, "failed", error=f"Không mở được: {reason_of(error)}.")
        except ReadError as error:
            return Outcome(shown, "failed", error=str(error))
        if sha256 in self.not_kept:
            return _twin(self.not_kept[sha256], shown)
        if sha256 in self.waiting:
            self.waiting[sha256].append(shown)
            return None
        if stored and self.library.catalogue.added((document_id(sha256),)):
            return Outcome(shown, "unchanged", document_id(sha256))
        self.waiting[sha256] = [shown]
        self.pool.submit(Job(path, name, sha256, self._room_for(path), self.public))
        return None

    def _room_for(self, path: Path) -> Path | None:
        """A folder for the members of a file, should it be an archive; None for one too deep in other archives."""
        if not path.is_relative_to(self.folder):
            self.rooms += 1
            return self.folder / str(self.rooms)
        inside = path.relative_to(self.folder).parts
        return path.with_name(f"{path.name}.members") if len(inside) <= DEEPEST_ARCHIVE else None

    def _unpacked(self, packed: Packed) -> Iterator[Outcome]:
        """Take the members of an archive as files of their own."""
        into = packed.job.into or self.folder
        shown, *twins = self.waiting.pop(packed.job.sha256)
        for path in twins:
            yield Outcome(path, "skipped", error="Trùng với một tệp nén khác đang nạp.")
        top = self.folder / into.relative_to(self.folder).parts[0]
        self.members[top] += len(packed.members)
        if self.members[top] > MOST_MEMBERS:
            shutil.rmtree(into, ignore_errors=True)
            self._drop(packed.job.path)
            error = f"Tệp nén chứa tất cả hơn {MOST_MEMBERS} tệp. Tách nhỏ rồi nạp lại."
            yield Outcome(shown, "failed", error=error)
            return
        for name, file, error in packed.members:
            label = _tidy_name(name)
            if error:
                yield Outcome(f"{shown}/{label}", "failed", error=error)
            elif outcome := self._take(into / file, f"{packed.job.name}/{label}", f"{shown}/{label}"):
                self._drop(into / file)
                yield outcome
        self._drop(packed.job.path)

    def _drop(self, path: Path) -> None:
        """Remove a file that came out of an archive and is settled."""
        if path.is_relative_to(self.folder):
            path.unlink(missing_ok=True)

    def _clear_after(self, job: Job) -> None:
        """Remove what a child may have left that ended while it was unpacking, or recognising what may be a secret."""
        if job.into is not None:
            shutil.rmtree(job.into, ignore_errors=True)
        if not self.library.files.sidecar_path(job.sha256).is_file():
            shutil.rmtree(self.library.config.index / "cache" / job.sha256, ignore_errors=True)

    def _advance(self) -> Iterator[Outcome]:
        """Wait for one reading, or for the batch to be due; save the batch when it is."""
        due = self.since + BATCH_SECONDS
        found = self.pool.take(timeout=max(0.0, due - time.monotonic()) if self.batch else None)
        if isinstance(found, Lost):
            yield from self._announce(found, "refused" if found.refused else "failed", found.error)
        elif isinstance(found, Packed):
            yield from self._unpacked(found)
        elif found is not None:
            self.since = self.since if self.batch else time.monotonic()
            self.batch.append(found)
        if is_batch(self.batch) or (self.batch and time.monotonic() >= self.since + BATCH_SECONDS):
            yield from self._save()

    def _save(self) -> Iterator[Outcome]:
        """Originals to the disk, then one transaction, then the engine; only then the outcomes."""
        batch, self.batch = self.batch, []
        if not batch:
            return
        now = _now()
        with ThreadPoolExecutor(_DISKS) as disks:
            kept = list(disks.map(lambda found: self._keep_original(found.job, now), batch))
        both = list(zip(batch, kept, strict=True))
        good = [(found, sidecar) for found, sidecar in both if isinstance(sidecar, Sidecar)]
        self.library.files.settle(found.job.sha256 for found, _ in good)
        self.library.keep_found(good)
        for found, result in both:
            if isinstance(result, Sidecar):
                yield from self._announce(found, "added", None)
            else:
                yield from self._announce(found, "failed", str(result))

    def _keep_original(self, job: Job, now: str) -> Sidecar | ReadError:
        said = (Correction("secrecy", None, now),) if job.public else ()
        try:
            kept = self.library.files.keep(job.path, job.sha256, Sidecar(job.name, now, said))
            return self.library.files.correct(job.sha256, said) if job.public and not kept.public else kept
        except ReadError as error:
            return error

    def _announce(self, found: Found | Lost, status: OutcomeStatus, error: str | None) -> Iterator[Outcome]:
        """The outcome of a file and of all that had the same bytes."""
        sha256 = found.job.sha256
        name = document_id(sha256) if status == "added" else None
        first, *twins = self.waiting.pop(sha256)
        outcome = Outcome(first, status, name, error and _bare(error, found.job))
        if status != "added":
            self.not_kept[sha256] = outcome
        self._drop(found.job.path)
        if isinstance(found, Lost):
            self._clear_after(found.job)
        yield outcome
        for path in twins:
            yield _twin(outcome, path)


def _twin(first: Outcome, path: str) -> Outcome:
    """The outcome of a second file with the same bytes."""
    return replace(first, path=path, status="unchanged" if first.status == "added" else first.status)


def _bare(error: str, job: Job) -> str:
    """A reason without the name of the file, which stands beside it anyway."""
    for name in (str(job.path), job.name):
        for start in (f"{name}: ", f"“{name}”: "):
            error = error.removeprefix(start)
    return error


def _files_in(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        for file in sorted(files):
            yield Path(name, file)


def _no_document(path: Path, name: str) -> str | None:
    """Why a path is no document, by its name and kind alone; None when it should be read."""
    if not path.exists():
        return None
    if not path.is_file():
        return "Không phải tệp thường."
    *folders, last = name.split("/")
    hidden = last.startswith("~$") or any(part.startswith((".", "__MACOSX")) for part in (*folders, last))
    if hidden or last.lower() in ("thumbs.db", "desktop.ini"):
        return "Tệp ẩn hoặc tệp tạm."
    if Path(name).suffix.lower() in NOT_DOCUMENTS:
        return "Tệp dữ liệu, không phải văn bản."
    return None


def _tidy_name(name: str) -> str:
    """A file's name as text: composed letters, no bytes that are no letters, nothing that commands a terminal."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
