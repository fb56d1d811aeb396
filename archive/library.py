"""One archive, opened: settings, vocabulary, files, catalogue, engine. The one place that picks the classes.

The one rule: opening never wipes. What the index lacks, it says; what a dead writer left half done, it finishes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import TracebackType

from archive.config import Config
from archive.engines import Engine, open_engine
from archive.engines.query import Entry
from archive.errors import IndexMissingError, LockedError
from archive.fields import LAYOUT, entry_of
from archive.pool import Found, entry_of_tokens
from archive.store.catalogue import Catalogue, Record
from archive.store.corrections import apply_corrections
from archive.store.files import Files, Sidecar
from archive.store.generations import live_generation, make_live, new_generation, sweep_generations
from archive.store.lock import write_lock
from archive.store.sql import parts
from archive.store.usage import UsageFile
from archive.syntax import Other, Query, expanded, parse, repaired, targets
from archive.syntax.told import name_years, told_times
from archive.text.beginnings import Latest
from archive.text.folding import fold
from archive.text.repair import repair
from archive.text.target import Target
from archive.text.tokens import syllables
from archive.text.usage import Tally, Usage
from archive.twins import Twins, in_group
from archive.vocab import Vocab, load_vocab


@dataclass(frozen=True, slots=True)
class Library:
    """An open archive over one generation of its index. Safe for many reading threads."""

    config: Config
    vocab: Vocab
    files: Files
    catalogue: Catalogue
    engine: Engine
    usage: UsageFile
    generation: Path
    names: Latest = field(default_factory=Latest)
    """Names people find documents by, kept for `suggest`."""

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def is_current(self) -> bool:
        """Whether this is still the live generation; after a rebuild it is not, and `open_library` gives the new."""
        return live_generation(self.config.index) == self.generation

    @contextlib.contextmanager
    def writing(self, *, wait: float = 0.0) -> Iterator[Library]:
        """Hold the write lock and yield the library to write to: this one, or the newer one after a rebuild.

        What an earlier writer left half done is finished first.

        Raises:
            LockedError: another process is writing, and did not finish within `wait` seconds.
        """
        with write_lock(self.config.index, wait=wait), contextlib.ExitStack() as stack:
            library = self if self.is_current() else stack.enter_context(open_generation(self.config, self.vocab))
            library.files.sweep()
            sweep_generations(self.config.index)
            with library.engine.session():
                library.finish()
                yield library

    def keep(self, records: Sequence[Record]) -> None:
        """Save records and put them in the engine; readers see them on return. Wants the write lock."""
        self._keep(records, (self._entry(record) for record in records))

    def keep_found(self, readings: Sequence[tuple[Found, Sidecar]]) -> None:
        """Keep what children read, under the names the files were first handed in with, as people corrected it."""
        records = [
            Record(
                replace(apply_corrections(found.document, sidecar.corrections), name=sidecar.name),
                found.text,
                sidecar.added,
            )
            for found, sidecar in readings
        ]
        entries = (
            self._entry(record) if sidecar.corrections else entry_of_tokens(record.document.id, found.tokens)
            for (found, sidecar), record in zip(readings, records, strict=True)
        )
        self._keep(records, entries)

    def keep_again(self, readings: Sequence[tuple[Found, Sidecar]]) -> None:
        """Keep what was read once more; changes of earlier readings that nobody looked at yet stay told."""
        known = self.catalogue.many([found.document.id for found, _ in readings])
        self.keep_found(
            [
                (replace(found, document=replace(found.document, rereads=known[found.document.id].rereads)), sidecar)
                if found.document.id in known
                else (found, sidecar)
                for found, sidecar in readings
            ]
        )

    def finish(self) -> None:
        """Put into the engine what was saved and still waits for it. Wants the write lock."""
        for waiting in parts(self.catalogue.pending()):
            records = self.catalogue.records(waiting)
            self._index(records, (self._entry(record) for record in records))

    def carry_over(self, old: Path) -> Iterator[tuple[Record, ...]]:
        """Take over the documents of another catalogue file and put them in the engine. Wants the write lock.

        Raises:
            IndexMissingError: there is no such catalogue, or it is of another format.
        """
        for ids in self.catalogue.carry_over(old):
            records = self.catalogue.records(ids)
            self._index(records, (self._entry(record) for record in records))
            yield records

    def understand(self, text: str, *, exact: bool = False, expand: bool = True) -> Query:
        """What was typed as a tree, with mistyped words as this archive writes them and abbreviations in both forms.

        exact: as typed, nothing more. expand: whether to ask for the other forms of abbreviations; those with a word
        this archive never uses are left out.
        """
        query = parse(text, self.vocab)
        if exact:
            return query
        usage, today = self.usage.read(), _today()
        query = repaired(query, partial(_meant, self.vocab, usage, today.year))
        return expanded(query, partial(_other_forms, self.vocab, usage, today)) if expand else query

    def repair(self, query: Query) -> Query:
        """The query with mistyped words as this archive writes them."""
        return repaired(query, partial(_meant, self.vocab, self.usage.read(), _today().year))

    def targets(self, query: Query) -> tuple[Target, ...]:
        """What to mark in documents found by a query."""
        usage = self.usage.read()
        return targets(query, bound=usage.is_bound if usage else None)

    def close(self) -> None:
        """Release files and threads."""
        self.engine.close()
        self.catalogue.close()

    def _keep(self, records: Sequence[Record], entries: Iterable[Entry]) -> None:
        if records:
            self.catalogue.save(records)
            self._index(records, entries)

    def _index(self, records: Sequence[Record], entries: Iterable[Entry]) -> None:
        ids = [record.document.id for record in records]
        known, tally = self.catalogue.added(ids), Tally()
        twins = Twins(self.catalogue)
        documents = {record.document.id: record.document for record in records}
        self.engine.put(twins.marked(_counted(entries, tally, known), documents))
        if twins.unmarked:
            again = self.catalogue.records(tuple(twins.unmarked))
            self.engine.put(in_group(self._entry(record), twins.unmarked[record.document.id]) for record in again)
        self.catalogue.copies.keep(twins.bands, twins.groups)
        self.catalogue.mark_indexed(ids)  # last: what comes before is done again where a writer dies
        self.usage.add(tally)

    def _entry(self, record: Record) -> Entry:
        return entry_of(record.document, record.text, self.vocab)


def _today() -> date:
    return datetime.now().astimezone().date()


def _asks(vocab: Vocab, text: str) -> bool:
    """Whether words begin as a request for a paper: with the name of a kind (`báo cáo quý trước`), or nearly so."""
    words = fold(text).split()
    return any(vocab.kind_at(words[at:]) for at in range(_LEAD))


_LEAD = 3
"""Words before the kind in a request: `cho xem báo cáo`."""


def _meant(vocab: Vocab, usage: Usage | None, this_year: int, text: str) -> str | None:
    """A typed text as it was meant; None where it stands as typed."""
    named = name_years(text, this_year, asks=_asks(vocab, text))
    return (repair(named, usage) if usage else None) or (named if named != text else None)


def _other_forms(vocab: Vocab, usage: Usage | None, today: date, text: str) -> Iterator[Other]:
    for met in vocab.short_forms.meet(text):
        for form in met.forms:
            if usage is None or all(usage.count(token) for token in syllables(form) if token.isalpha()):
                yield Other(met.typed, form, met.start, met.count)
    yield from (Other(one.typed, one.printed, one.at, 1) for one in vocab.symbols.glued(text))
    yield from told_times(text, today, asks=_asks(vocab, text))


def _counted(entries: Iterable[Entry], tally: Tally, known: Container[str]) -> Iterator[Entry]:
    """The same entries; the words of those that are new are counted on the way."""
    for entry in entries:
        if entry.id not in known:
            tally.add(entry.tokens("body"))
        yield entry


def open_library(config: Config) -> Library:
    """Open an archive; an empty one is begun where there is none.

    Raises:
        ConfigError: the vocabulary or the engine's name is wrong.
        IndexMissingError: there are originals and no index that this version and engine can use.
        LockedError: a new archive is just being begun by another process.
    """
    vocab = load_vocab(config.vocabulary)
    try:
        library = open_generation(config, vocab)
    except IndexMissingError:
        if any(Files(config.documents).originals()):
            raise
        library = _begin(config, vocab)
    if library.catalogue.pending():
        with contextlib.suppress(LockedError), library.writing():
            pass  # taking the lock finishes what a dead writer left; a living one will finish by itself
    return library


def open_generation(config: Config, vocab: Vocab, generation: Path | None = None) -> Library:
    """Open one generation of an index, the live one unless another is given.

    Raises:
        IndexMissingError: there is none, or it was made by another version or engine.
    """
    folder = generation or live_generation(config.index)
    if folder is None or not (folder / f"engine-{config.engine}").is_dir():
        what = f"chỉ mục không phải của máy tìm kiếm “{config.engine}”" if folder else "chưa có chỉ mục"
        raise IndexMissingError(f"{config.index}: {what}. Chạy `archive rebuild` để lập từ các bản gốc.")
    with contextlib.ExitStack() as stack:
        catalogue = stack.enter_context(contextlib.closing(Catalogue(folder / "catalogue.sqlite")))
        engine = open_engine(config.engine, folder / f"engine-{config.engine}", LAYOUT)
        stack.pop_all()  # both are open: whoever gets the library closes them
    return Library(config, vocab, Files(config.documents), catalogue, engine, UsageFile(folder / "usage"), folder)


def begin_generation(config: Config) -> Path:
    """Make a new, empty generation beside the live one. Wants the write lock."""
    folder = new_generation(config.index)
    Catalogue(folder / "catalogue.sqlite", create=True).close()
    UsageFile(folder / "usage").write(Usage())
    (folder / f"engine-{config.engine}").mkdir()
    open_engine(config.engine, folder / f"engine-{config.engine}", LAYOUT).close()
    return folder


def _begin(config: Config, vocab: Vocab) -> Library:
    with write_lock(config.index, wait=10.0):
        with contextlib.suppress(IndexMissingError):
            return open_generation(config, vocab)  # another process has just begun it
        generation = begin_generation(config)
        make_live(config.index, generation)
        return open_generation(config, vocab)
