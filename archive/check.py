"""Compare originals, catalogue and engine, and mend. The one rule: what people made is never thrown away.

The originals decide: what is missing in the catalogue or the engine is made again from them; an original that is
lost or damaged is reported, and its record stays readable.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from archive.errors import ReadError
from archive.library import Library
from archive.model import Correction, Document, document_id, joined_values
from archive.pool import Found, Job, Lost, Pool, is_batch
from archive.store.catalogue import Record
from archive.store.corrections import REVIEWED, apply_corrections, says_more
from archive.store.disk import hash_of, reason_of
from archive.store.files import Sidecar, written_at

Kind = Literal["damaged", "lost", "sidecar", "unread", "correction", "engine"]
_PART = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was not as it should be; `subject` is a document's id or a file's name."""

    kind: Kind
    subject: str
    message: str
    mended: bool


@dataclass(frozen=True, slots=True)
class Report:
    """How many originals were looked at, and what was wrong."""

    originals: int
    problems: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is left to do."""
        return all(problem.mended for problem in self.problems)


def check_archive(
    library: Library, *, repair: bool = True, wait: float = 0.0, progress: Callable[[int], None] | None = None
) -> Report:
    """Check the whole archive; with `repair`, mend what can be mended.

    progress: called with the count of originals looked at.

    Raises:
        LockedError: with `repair`, while another process is writing.
    """
    with library.writing(wait=wait) if repair else contextlib.nullcontext(library) as current:
        run = _Check(current, repair=repair, progress=progress or (lambda _: None))
        run.originals()
        run.strays()
        run.unread()
        run.corrections()
        run.engine()
    return Report(run.count, tuple(run.problems))


@dataclass(slots=True)
class _Check:
    """One run: the originals found good by document id, what people said of them, what is wrong so far."""

    library: Library
    repair: bool
    progress: Callable[[int], None]
    good: dict[str, Job] = field(default_factory=dict)
    said: dict[str, Sidecar] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def originals(self) -> None:
        """Every original has the bytes of its name and a sidecar that can be understood."""
        for sha256, path in self.library.files.originals():
            self.count += 1
            self.progress(self.count)
            try:
                whole = hash_of(path) == sha256
            except OSError as error:
                self._note("damaged", path.name, f"{path}: không đọc được ({reason_of(error)}).")
                continue
            if whole:
                sidecar = self._sidecar(sha256, path)
                self.said[document_id(sha256)] = sidecar
                self.good[document_id(sha256)] = Job(
                    path, sidecar.name, sha256, public=sidecar.public, begins=sidecar.begins
                )
                continue
            where = self.library.files.set_aside(path) if self.repair else path
            self._note("damaged", path.name, f"{where}: nội dung không khớp mã băm. Thêm lại tệp này từ bản khác.")

    def strays(self) -> None:
        """Every document of the catalogue has its original; a sidecar alone is what a dead writer left."""
        known = self.library.catalogue.ids()
        for document in self._documents(known - self.good.keys()):
            self._note("lost", document.id, f"{document.id} ({document.name}): mất bản gốc. Thêm lại tệp này.")
        for sha256 in tuple(self.library.files.sidecars()):
            name = document_id(sha256)
            if name in self.good or name in known:
                continue
            path = self.library.files.sidecar_path(sha256)
            with contextlib.suppress(ReadError):
                sidecar = self.library.files.sidecar(sha256)
                if sidecar and not sidecar.corrections and self.repair:
                    path.unlink()
                    continue
            self._note("sidecar", path.name, f"{path}: ghi chú không có bản gốc.")

    def unread(self) -> None:
        """Every good original is in the catalogue."""
        missing = [self.good[name] for name in sorted(self.good.keys() - self.library.catalogue.ids())]
        if not self.repair:
            for job in missing:
                self._note("unread", job.name, _not_in(job))
            return
        for job in self._read(missing, "unread"):
            self._note("unread", job.name, _not_in(job), mended=True)

    def corrections(self) -> None:
        """The catalogue says what people said, and no longer what they took back."""
        corrected = [name for name, sidecar in self.said.items() if sidecar.corrections]
        taken_back: list[Job] = []
        for part in _parts(corrected):
            for record in self.library.catalogue.records(part):
                sidecar, name = self.said[record.document.id], record.document.id
                if says_more(record.document, sidecar.corrections):
                    message = f"{name} ({sidecar.name}): điều người dùng đã bỏ vẫn còn trong mục lục."
                    self._note("correction", name, message, mended=self.repair)
                    taken_back.append(self.good[name])
                    continue
                document = apply_corrections(record.document, sidecar.corrections)
                if document == record.document:
                    continue
                message = f"{name} ({document.name}): điều người dùng đã sửa chưa có trong mục lục."
                self._note("correction", name, message, mended=self.repair)
                if self.repair:
                    self.library.keep((Record(document, record.text, record.added),))
        if self.repair:
            deque(self._read(taken_back, "correction"), maxlen=0)

    def engine(self) -> None:
        """The engine has exactly the documents of the catalogue."""
        wanted, found = self.library.catalogue.ids(), self.library.engine.ids()
        for name in sorted(wanted - found):
            self._note("engine", name, f"{name}: thiếu trong máy tìm kiếm.", mended=self.repair)
        for name in sorted(found - wanted):
            self._note("engine", name, f"{name}: thừa trong máy tìm kiếm.", mended=self.repair)
        if self.repair and found - wanted:
            self.library.engine.remove(found - wanted)
        for part in _parts(sorted(wanted - found) if self.repair else ()):
            self.library.keep(self.library.catalogue.records(part))

    def _read(self, jobs: Sequence[Job], kind: Kind) -> Iterator[Job]:
        """Read originals (again) into the archive; yields those that could be read, the others are noted."""
        batch: list[tuple[Found, Sidecar]] = []
        if not jobs:
            return
        with Pool(self.library.config) as pool:
            for found in pool.read_all(jobs):
                if isinstance(found, Lost):
                    self._note(kind, found.job.name, found.error)
                    continue
                yield found.job
                batch.append((found, self.said[found.document.id]))
                if is_batch([found for found, _ in batch]):
                    self.library.keep_again(batch)
                    batch = []
        self.library.keep_again(batch)

    def _sidecar(self, sha256: str, path: Path) -> Sidecar:
        """What people said of a good original; written anew, from the catalogue, where it is missing or damaged."""
        damaged = None
        try:
            sidecar = self.library.files.sidecar(sha256)
            if sidecar is not None:
                return sidecar
            message = f"{path}: thiếu tệp ghi chú."
        except ReadError as error:
            message, damaged = str(error), self.library.files.sidecar_path(sha256)
        sidecar = self._remembered(sha256, path)
        self._note("sidecar", path.name, message, mended=self.repair)
        if self.repair:
            if damaged is not None:
                self.library.files.set_aside(damaged)
            self.library.files.write_sidecar(sha256, sidecar)
        return sidecar

    def _remembered(self, sha256: str, path: Path) -> Sidecar:
        """What the catalogue still knows of what people said."""
        records = self.library.catalogue.records((document_id(sha256),))
        if not records:
            return Sidecar(path.name, written_at(path))
        document = records[0].document
        return Sidecar(document.name, records[0].added, tuple(_said(document, records[0].added)))

    def _documents(self, ids: Iterable[str]) -> Iterator[Document]:
        for part in _parts(sorted(ids)):
            yield from self.library.catalogue.many(part).values()

    def _note(self, kind: Kind, subject: str, message: str, *, mended: bool = False) -> None:
        self.problems.append(Problem(kind, subject, message, mended))


def _not_in(job: Job) -> str:
    return f"{job.path} ({job.name}): chưa có trong mục lục."


def _said(document: Document, at: str) -> Iterator[Correction]:
    """Corrections, as far as they can be seen in the facts."""
    for field_name, facts in document.facts.items():
        if facts and facts[0].status in ("corrected", "confirmed"):
            yield Correction(field_name, joined_values(facts), at)
    if document.reviewed is not None:
        yield Correction(REVIEWED, document.reviewed, document.reviewed)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _PART):
        yield ids[start : start + _PART]
