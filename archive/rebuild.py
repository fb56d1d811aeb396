"""Make the index again, from the originals or from the texts read before.

The one rule: the live index stays whole until the new one is checked.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from archive.config import Config
from archive.errors import ArchiveError, IndexMissingError, ReadError
from archive.library import Library, begin_generation, open_generation
from archive.model import Outcome, OutcomeStatus, Reread, document_id
from archive.pool import Found, Job, Lost, Pool, is_batch
from archive.store.catalogue import Catalogue
from archive.store.disk import hash_of, reason_of
from archive.store.files import Sidecar
from archive.store.generations import live_generation, make_live, sweep_generations
from archive.store.lock import write_lock
from archive.store.rereads import OldReadings
from archive.vocab import load_vocab


def rebuild_index(config: Config, *, wait: float = 0.0) -> Iterator[Outcome]:
    """Read every original again into a new index beside the live one, then let it take its place.

    One outcome for each original: added; refused; or failed, with the reason. A document that cannot be read now but
    is in the old index is carried over from there; where a fact is read as something else than before, its record says
    so (`Document.rereads`). Closing the iterator early, or any error, leaves the live index.

    Raises:
        LockedError: another process is writing.
        ArchiveError: the new index does not hold what was read.
    """
    with _beside(config, wait) as library:
        live = live_generation(config.index)
        with contextlib.closing(OldReadings(live / "catalogue.sqlite" if live else None)) as old:
            run = _Rebuilding(library, old)
            with Pool(config) as pool, library.engine.session(hold=True):
                for found in pool.read_all(run.jobs()):
                    yield from run.take(found)
                yield from run.save()
                yield from run.carry_over()
            _compare(library, run.kept)


def index_texts(config: Config, *, wait: float = 0.0) -> Iterator[Outcome]:
    """Make a new index from the catalogue of the live one; no file is read. One outcome for each document.

    For another engine or vocabulary, a damaged engine: many times faster than reading. Closing the iterator early, or
    any error, leaves the live index.

    Raises:
        LockedError: another process is writing.
        IndexMissingError: there is no catalogue of this version to make it from.
        ArchiveError: the new index does not hold what the old catalogue has.
    """
    with _beside(config, wait) as library:
        live = live_generation(config.index)
        if live is None:
            raise IndexMissingError(f"{config.index}: chưa có chỉ mục. Chạy `archive rebuild` để lập từ các bản gốc.")
        kept: set[str] = set()
        with library.engine.session(hold=True):
            for records in library.carry_over(live / "catalogue.sqlite"):
                for record in records:
                    kept.add(record.document.id)
                    yield Outcome(record.document.name, "added", record.document.id)
        _compare(library, kept)


@contextlib.contextmanager
def _beside(config: Config, wait: float) -> Iterator[Library]:
    """A new generation to fill; it becomes the live one at the end, or goes if something fails."""
    vocab = load_vocab(config.vocabulary)
    with write_lock(config.index, wait=wait):
        sweep_generations(config.index)
        generation = begin_generation(config)
        try:
            with open_generation(config, vocab, generation) as library:
                yield library
            make_live(config.index, generation)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise
        sweep_generations(config.index)


def _compare(library: Library, kept: Set[str]) -> None:
    """Raises ArchiveError unless catalogue and engine hold exactly what was kept."""
    catalogue, engine = library.catalogue.ids(), library.engine.ids()
    if not catalogue == engine == kept:
        raise ArchiveError(
            f"Chỉ mục mới không khớp: đã đọc {len(kept)}, mục lục có {len(catalogue)}, máy tìm kiếm có "
            f"{len(engine)} văn bản. Vẫn dùng chỉ mục cũ; chạy lại `archive rebuild`."
        )


@dataclass(slots=True)
class _Rebuilding:
    """One run: what people said of the files being read, what waits to be saved, what could not be read."""

    library: Library
    old: OldReadings
    sidecars: dict[str, Sidecar] = field(default_factory=dict)
    batch: list[tuple[Found, Sidecar]] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)

    def jobs(self) -> Iterator[Job]:
        """Every original whose bytes are still those of its name."""
        for sha256, path in self.library.files.originals():
            job = Job(path, path.name, sha256)
            try:
                self.sidecars[sha256] = sidecar = self.library.files.said_of(sha256, path)
                if hash_of(path) == sha256:
                    yield Job(path, sidecar.name, sha256, public=sidecar.public, begins=sidecar.begins)
                else:
                    self.lost.append(Lost(job, f"{path}: bản gốc hỏng (nội dung không khớp mã băm). Thêm lại tệp này."))
            except ReadError as error:
                self.lost.append(Lost(job, str(error)))
            except OSError as error:
                self.lost.append(Lost(job, f"{path}: không mở được ({reason_of(error)})."))

    def take(self, found: Found | Lost) -> Iterator[Outcome]:
        """Note one finished reading; save when enough have come."""
        if isinstance(found, Lost):
            self.lost.append(found)
            return
        self.batch.append((found, self.sidecars.pop(found.job.sha256)))
        if is_batch([found for found, _ in self.batch]):
            yield from self.save()

    def save(self) -> Iterator[Outcome]:
        """Put what was read into the new index."""
        batch, self.batch = self.batch, []
        now = datetime.now(UTC).isoformat(timespec="seconds")
        rereads = self.old.rereads_of([found.document for found, _ in batch], now)
        self.library.keep_found([(_told(found, rereads), sidecar) for found, sidecar in batch])
        self.kept.update(found.document.id for found, _ in batch)
        for found, _ in batch:
            yield Outcome(str(found.job.path), "added", found.document.id)

    def carry_over(self) -> Iterator[Outcome]:
        """What could not be read now: its old record, if there is one, and the reason."""
        with contextlib.ExitStack() as stack:
            old = _old_catalogue(self.library, stack)
            for lost in self.lost:
                name, message = document_id(lost.job.sha256), lost.error
                records = old.records((name,)) if old and not lost.refused else ()
                if records:
                    self.library.keep(records)
                    self.kept.add(name)
                    message += " Giữ những gì đã đọc được lần trước."
                if lost.refused:
                    message += f" Bản gốc còn ở {lost.job.path}: đưa ra khỏi kho."
                status: OutcomeStatus = "refused" if lost.refused else "failed"
                yield Outcome(str(lost.job.path), status, name if records else None, message)


def _told(found: Found, rereads: Mapping[str, tuple[Reread, ...]]) -> Found:
    """What was read, saying also what was read as something else before."""
    changed = rereads.get(found.document.id, ())
    return replace(found, document=replace(found.document, rereads=changed)) if changed else found


def _old_catalogue(library: Library, stack: contextlib.ExitStack) -> Catalogue | None:
    live = live_generation(library.config.index)
    if live is None:
        return None
    try:
        return stack.enter_context(contextlib.closing(Catalogue(live / "catalogue.sqlite")))
    except IndexMissingError:
        return None
