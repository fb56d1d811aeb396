"""The files of a Tantivy index: what fields they have, opening them, writing entries into them.

Rules that others paid for: opening never wipes; the index is opened anew under its lock before each session of
writing, so several processes never work from different lists of files; a Rust panic becomes an error of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy

from archive.engines.query import Entry, Layout
from archive.engines.stamp import check_stamp, write_stamp
from archive.engines.tantivy_state import add_row, add_row_fields
from archive.errors import EngineUnavailableError, LockedError

MADE_BY = "tantivy 4"
HEAP = 30_000_000
"""Bytes of postings gathered before they are written out; more gains no speed at 10,000 documents."""
THREADS = 1
MERGED = 8
"""Segments of like size that Tantivy merges when it commits. Its binding lets nobody ask for a merge of fewer."""
MANY, TOO_MANY = 1_000, 16_000
"""A session that wrote so many entries, and the larger part of an index, leaves one segment: of 10,000 reports a
question takes a fifth less. A segment of more than 16,800 is of another size for Tantivy than the smallest ones and
stays alone; postings take the time there, and merging would map all of them into memory."""
_SMALL_HEAP = 15_000_000
"""The least Tantivy takes."""


def schema_of(layout: Layout) -> tantivy.Schema:
    """Fields of an index: `id`; `text_`, `code_`, `date_` and a layout's name; those of the row numbers."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for field in layout.texts:
        builder.add_text_field(f"text_{field}", tokenizer_name="whitespace", index_option="position")
    for field in layout.bags:
        builder.add_text_field(f"text_{field}", tokenizer_name="whitespace", index_option="freq")
    for field in layout.keywords:
        builder.add_text_field(f"code_{field}", tokenizer_name="raw", index_option="basic")
    for field in layout.dates:
        builder.add_unsigned_field(f"date_{field}", indexed=True, fast=True)
    add_row_fields(builder)
    return builder.build()


def open_index(folder: Path, layout: Layout) -> tantivy.Index:
    """The index in a folder, a new one where there is none.

    Raises:
        IndexMissingError: it is of another engine, format or layout.
    """
    path = str(folder)
    if not tantivy.Index.exists(path):
        write_stamp(folder, MADE_BY, layout)
        return tantivy.Index(schema_of(layout), path=path)
    check_stamp(folder, MADE_BY if tantivy.Index.is_compatible(path) else "", layout)
    return tantivy.Index.open(path)


class Writer:
    """Writes into a folder, one at a time. Segments are merged in the background; that is waited for at the end of a
    session, or of each write outside of one, for a merge goes on only as long as its writer. Each word of a question is
    looked up in every segment, so a session that wrote most of an index leaves one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: tantivy.IndexWriter | None = None
        self._in_session = False
        self._hold = False
        self._written: set[str] | None = None
        self._count = self._stamp = 0
        self._last: dict[str, tantivy.Document] = {}

    @contextmanager
    def session(self, *, hold: bool) -> Iterator[None]:
        """Several writes by one writer; with `hold` all are one commit. Nobody else can write before the end."""
        self._in_session, self._hold = True, hold
        self._forget()
        try:
            yield
            self._hold = False
            if hold:
                with self.write():
                    pass
            with border(self._folder):
                self._let_go()
            with suppress(LockedError, EngineUnavailableError), border(self._folder):  # all is committed
                self._gather()
        finally:
            self._in_session = self._hold = False
            self._forget()
            with border(self._folder):
                self._let_go()

    @contextmanager
    def write(self) -> Iterator[tantivy.IndexWriter]:
        """A writer over the newest state of the folder: commits when all went well, else leaves all as it was."""
        with border(self._folder):
            if self._open is None:
                index = tantivy.Index.open(str(self._folder))
                self._written = set() if self._hold and not index.searcher().num_docs else None
                self._open = index.writer(heap_size=HEAP, num_threads=THREADS)
            try:
                yield self._open
                if not self._hold:
                    self._stamp = self._open.commit()
            except BaseException:
                self._open.rollback()
                self._forget()
                self._let_go()
                raise
            if not self._in_session:
                self._let_go()

    def replace(self, writer: tantivy.IndexWriter, entry: Entry, document: tantivy.Document) -> None:
        """Write an entry in place of the one with its id. Until the commit Tantivy keeps 3 kB for each deletion asked
        for, so none is asked for where an index that was empty has not been given the id."""
        if self._written is None or entry.id in self._written:
            writer.delete_documents_by_term("id", entry.id)
        else:
            self._written.add(entry.id)
        writer.add_document(document)
        self._count += 1
        self._last.pop(entry.id, None)
        if self._in_session:
            self._last[entry.id] = document
        if len(self._last) > 2 * MERGED:  # some may be taken out again, or be alone in their segments
            del self._last[next(iter(self._last))]

    def remove(self, writer: tantivy.IndexWriter, id_: str) -> None:
        """Take an entry out."""
        writer.delete_documents_by_term("id", id_)
        self._last.pop(id_, None)

    def clear(self, writer: tantivy.IndexWriter) -> None:
        """Take everything out."""
        writer.delete_all_documents()
        self._last.clear()

    def _gather(self) -> None:
        """Have all merged into one segment, where most is new and nobody wrote since: the last entries are written
        again, one a commit, until there are as many segments as Tantivy merges."""
        if self._count < MANY:
            return
        index = tantivy.Index.open(str(self._folder))
        searcher = index.searcher()
        size, segments = searcher.num_docs, searcher.num_segments
        if segments == 1 or not self._count * 2 >= size <= TOO_MANY:
            return
        writer = index.writer(heap_size=_SMALL_HEAP, num_threads=1)
        try:
            for id_, document in self._last.items() if writer.commit_opstamp == self._stamp else ():
                writer.delete_documents_by_term("id", id_)
                writer.add_document(document)
                writer.commit()
                index.reload()
                before, segments = segments, index.searcher().num_segments
                if segments >= MERGED or segments < before:
                    break  # they are being merged, or were
        finally:
            writer.wait_merging_threads()

    def _forget(self) -> None:
        self._count = 0
        self._last.clear()

    def _let_go(self) -> None:
        writer, self._open, self._written = self._open, None, None
        if writer is not None:
            writer.wait_merging_threads()


def document_of(entry: Entry, layout: Layout, row: int) -> tantivy.Document:
    """An entry as Tantivy takes it."""
    document = tantivy.Document()
    document.add_text("id", entry.id)
    add_row(document, entry, layout, row)
    for field, text in entry.texts.items():
        document.add_text(f"text_{field}", text)
    for field, codes in entry.keywords.items():
        for code in codes:
            document.add_text(f"code_{field}", code)
    for field in layout.dates:
        if day := entry.dates.get(field, ""):
            document.add_unsigned(f"date_{field}", int(day.replace("-", "")))
    return document


@contextmanager
def border(folder: Path) -> Iterator[None]:
    """What Tantivy raises, as errors of ours. Its panics are no `Exception`, and their class cannot be imported."""
    try:
        yield
    except (ValueError, OSError) as error:
        if "LockBusy" in str(error) or "Lockfile" in str(error):
            raise LockedError(f"{folder}: một tiến trình khác đang ghi chỉ mục. Đợi xong rồi thử lại.") from error
        raise _unavailable(folder, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unavailable(folder, error) from error


def _unavailable(folder: Path, error: BaseException) -> EngineUnavailableError:
    return EngineUnavailableError(
        f"{folder}: máy tìm kiếm Tantivy báo lỗi ({error}). Thử lại; nếu vẫn lỗi, chạy “archive rebuild”."
    )
