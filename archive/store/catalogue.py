"""The catalogue: every document's record and text in SQL. The one rule: readers see a document whole or not at all.

A document is saved in one transaction and becomes visible when the engine has it too (`mark_indexed`). Until then
its id waits (`pending`); a writer that died in between leaves it waiting, and the next writer finishes it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Connection,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    true,
    update,
)

from archive.errors import IndexMissingError, NotFoundError
from archive.model import Document
from archive.store.attention import attention_of
from archive.store.brief import Shown, brief_of
from archive.store.carrying import carry_over
from archive.store.codec import document_from_dict, document_to_dict
from archive.store.copies import CopyTables
from archive.store.sql import parts, set_up, translated
from archive.store.tables import BANDS, BOUND, CITATIONS, DOCUMENTS, FORMAT, METADATA, TEXTS, TWINS, WAITING
from archive.store.upgrade import UPGRADED, bound_rows, upgrade
from archive.text.folding import number_key
from archive.text.words import pack_words

_TO_REVIEW = DOCUMENTS.c.visible & (DOCUMENTS.c.attention > 0)
_SHOWN = (
    "SELECT document_id, brief, words, CAST(text AS BLOB) FROM texts WHERE document_id IN ({}) AND "
    "(document_id NOT IN (SELECT document_id FROM waiting) OR (SELECT visible FROM documents WHERE id = document_id))"
)
"""Of all visible documents only those that wait are looked up. Written out, because it runs for every search and
SQLAlchemy takes longer to write it than SQLite to answer."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the catalogue keeps of one document: its facts, its text, when it was added (UTC, ISO 8601)."""

    document: Document
    text: str
    added: str


class Catalogue:
    """The SQL tables of one generation of the index. Safe for many reading threads and one writer."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the catalogue in a file, or begin one.

        Raises:
            IndexMissingError: there is none, or it is of another format.
        """
        query = {"uri": "true", "mode": "rwc" if create else "rw"}
        self._engine = create_engine(URL.create("sqlite", database=path.resolve().as_uri(), query=query))
        event.listen(self._engine, "connect", set_up)
        self.copies = CopyTables(self._engine)
        with self._write() as connection:
            if create:
                METADATA.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
            found = connection.exec_driver_sql("PRAGMA user_version").scalar()
            if found == UPGRADED:
                found = upgrade(connection)
        if found != FORMAT:
            self.close()
            raise IndexMissingError(
                f"{path}: mục lục có dạng {found}, phiên bản này dùng dạng {FORMAT}. Chạy `archive rebuild` để lập lại."
            )

    def get(self, document_id: str) -> Document:
        """The document with this id.

        Raises:
            NotFoundError: there is none.
        """
        found = self.many((document_id,))
        if document_id not in found:
            raise NotFoundError(_no_such(document_id))
        return found[document_id]

    def many(self, ids: Sequence[str]) -> dict[str, Document]:
        """Documents by id, in the order asked; unknown ids are left out."""
        rows = dict(self._by_ids(ids, DOCUMENTS.c.record))
        return {name: document_from_dict(json.loads(rows[name])) for name in ids if name in rows}

    def text(self, document_id: str) -> str:
        """Stored text of a document.

        Raises:
            NotFoundError: there is no such document.
        """
        found = self.texts((document_id,))
        if document_id not in found:
            raise NotFoundError(_no_such(document_id))
        return found[document_id]

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        """Stored texts by id; unknown ids are left out."""
        return dict(self._by_ids(ids, TEXTS.c.text))

    def shown(self, ids: Sequence[str]) -> dict[str, Shown]:
        """What lists of hits show, by id; unknown ids are left out."""
        found: dict[str, Shown] = {}
        for part in parts(ids):
            holders = ",".join("?" * len(part))
            with translated(), contextlib.closing(self._engine.raw_connection()) as connection:
                cursor = connection.cursor()
                cursor.execute(_SHOWN.format(holders), tuple(part))
                rows = cursor.fetchall()
            found.update((row[0], Shown(*row[1:])) for row in rows)
        return found

    def added(self, ids: Sequence[str]) -> dict[str, str]:
        """When each document was added (UTC, ISO 8601); unknown ids are left out."""
        return dict(self._by_ids(ids, DOCUMENTS.c.added))

    def resolve(self, prefix: str) -> str:
        """Whole id of the one document whose id begins so.

        Raises:
            NotFoundError: none or several begin so.
        """
        wanted = prefix.strip().lower()
        shown = DOCUMENTS.c.visible & DOCUMENTS.c.id.startswith(wanted, autoescape=True)
        ids = self._ids(DOCUMENTS.c.id, shown, limit=4) if wanted else ()
        if wanted in ids or len(ids) == 1:
            return wanted if wanted in ids else ids[0]
        if ids:
            raise NotFoundError(f"Nhiều văn bản có mã bắt đầu bằng “{wanted}”: {', '.join(ids)}. Gõ thêm ký tự.")
        raise NotFoundError(_no_such(prefix))

    def by_number(self, key: str) -> tuple[str, ...]:
        """Ids of the documents that bear this official number (a `number_key`)."""
        return self._ids(DOCUMENTS.c.id, DOCUMENTS.c.visible & (DOCUMENTS.c.number_key == key))

    def binding(self, key: str) -> tuple[str, ...]:
        """Ids of the documents in whose file a further paper bears this official number (a `number_key`)."""
        return self._ids(
            BOUND.c.document_id,
            DOCUMENTS.c.visible & (DOCUMENTS.c.id == BOUND.c.document_id) & (BOUND.c.number_key == key),
        )

    def numbers(self, beginning: str, most: int) -> tuple[str, ...]:
        """Ids of documents whose official number (a `number_key`) begins so, the newest first."""
        key = DOCUMENTS.c.number_key
        return self._ids(
            DOCUMENTS.c.id,
            DOCUMENTS.c.visible & (key >= beginning) & (key < f"{beginning}\U0010ffff"),
            order=(DOCUMENTS.c.date.desc(), DOCUMENTS.c.id),
            limit=most,
        )

    def bound_numbers(self, beginning: str, most: int) -> tuple[str, ...]:
        """Ids of documents in whose file the number (a `number_key`) of a further paper begins so."""
        key = BOUND.c.number_key
        found = select(BOUND.c.document_id).where((key >= beginning) & (key < f"{beginning}\U0010ffff"))
        return self._ids(DOCUMENTS.c.id, DOCUMENTS.c.visible & DOCUMENTS.c.id.in_(found), limit=most)

    def titles(self, ids: Sequence[str]) -> dict[str, str]:
        """Subjects by id, in the order asked; documents without one are left out."""
        found = dict(self._by_ids(ids, DOCUMENTS.c.title))
        return {id_: found[id_] for id_ in ids if found.get(id_)}

    def citing(self, key: str) -> tuple[str, ...]:
        """Ids of the documents that cite this official number (a `number_key`)."""
        return self._ids(
            CITATIONS.c.document_id,
            DOCUMENTS.c.visible & (DOCUMENTS.c.id == CITATIONS.c.document_id) & (CITATIONS.c.number_key == key),
        )

    def periods(self, issuer: str, doc_type: str) -> tuple[tuple[str, str, str | None], ...]:
        """(id, period, subject) of the documents of one kind by one issuer that have a period; no record is read."""
        row = DOCUMENTS.c.id, DOCUMENTS.c.period, DOCUMENTS.c.title
        wanted = (DOCUMENTS.c.issuer == issuer) & (DOCUMENTS.c.doc_type == doc_type) & DOCUMENTS.c.period.is_not(None)
        with self._read() as connection:
            return tuple(tuple(found) for found in connection.execute(select(*row).where(DOCUMENTS.c.visible & wanted)))

    def same_day(self, issuer: str, date: str) -> tuple[str, ...]:
        """Ids of the documents of one issuer and day (YYYY-MM-DD)."""
        return self._ids(
            DOCUMENTS.c.id, DOCUMENTS.c.visible & (DOCUMENTS.c.issuer == issuer) & (DOCUMENTS.c.date == date)
        )

    def recent(self, limit: int = 20) -> tuple[Document, ...]:
        """The documents added last, newest first."""
        order = (DOCUMENTS.c.added.desc(), DOCUMENTS.c.id)
        return tuple(self.many(self._ids(DOCUMENTS.c.id, DOCUMENTS.c.visible, order=order, limit=limit)).values())

    def to_review(self, *, offset: int = 0, limit: int = 20) -> tuple[str, ...]:
        """Ids of the documents a person should look at, the most pressing first, then those added first."""
        order = (DOCUMENTS.c.attention.desc(), DOCUMENTS.c.added, DOCUMENTS.c.id)
        return self._ids(DOCUMENTS.c.id, _TO_REVIEW, order=order, limit=limit, offset=offset)

    def count_to_review(self) -> int:
        """How many documents a person should look at."""
        with self._read() as connection:
            return int(connection.scalar(select(func.count()).where(_TO_REVIEW)) or 0)

    def ids(self) -> set[str]:
        """Ids of all visible documents."""
        return set(self._ids(DOCUMENTS.c.id, DOCUMENTS.c.visible))

    def count(self) -> int:
        """How many documents are visible."""
        with self._read() as connection:
            return int(connection.scalar(select(func.count()).where(DOCUMENTS.c.visible)) or 0)

    def records(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """Whole records, visible or not, for writers; unknown ids are left out."""
        found = []
        for part in parts(ids):
            query = (
                select(DOCUMENTS.c.record, TEXTS.c.text, DOCUMENTS.c.added).join(TEXTS).where(DOCUMENTS.c.id.in_(part))
            )
            with self._read() as connection:
                found += [
                    Record(document_from_dict(json.loads(row.record)), row.text, row.added)
                    for row in connection.execute(query).all()
                ]
        return tuple(found)

    def carry_over(self, old: Path) -> Iterator[tuple[str, ...]]:
        """Take over all documents of another catalogue file, some hundred at a time; they wait for the engine.

        Raises:
            IndexMissingError: there is no such catalogue, or it is of another format.
        """
        Catalogue(old).close()
        with self._read() as connection:
            yield from carry_over(connection, old)

    def pending(self) -> tuple[str, ...]:
        """Ids of the documents that wait for the engine."""
        return self._ids(WAITING.c.document_id, true())

    def save(self, records: Sequence[Record]) -> None:
        """Insert or replace records in one transaction; they wait for the engine until `mark_indexed`.

        A document that readers could see stays visible, with its new facts.
        """
        if not records:
            return
        ids = [record.document.id for record in records]
        with self._write() as connection:
            seen = self._remove(connection, ids)
            connection.execute(
                insert(DOCUMENTS), [_row(record, visible=record.document.id in seen) for record in records]
            )
            connection.execute(insert(TEXTS), [_text_row(record) for record in records])
            if citations := [row for record in records for row in _citation_rows(record.document)]:
                connection.execute(insert(CITATIONS), citations)
            if bound := [row for record in records for row in bound_rows(record.document)]:
                connection.execute(insert(BOUND), bound)
            connection.execute(insert(WAITING), [{"document_id": name} for name in ids])

    def mark_indexed(self, ids: Sequence[str]) -> None:
        """The engine has these documents: readers may see them."""
        with self._write() as connection:
            for part in parts(ids):
                connection.execute(update(DOCUMENTS).where(DOCUMENTS.c.id.in_(part)).values(visible=True))
                connection.execute(delete(WAITING).where(WAITING.c.document_id.in_(part)))

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def _remove(self, connection: Connection, ids: Sequence[str]) -> set[str]:
        seen: set[str] = set()
        for part in parts(ids):
            shown = select(DOCUMENTS.c.id).where(DOCUMENTS.c.id.in_(part) & DOCUMENTS.c.visible)
            seen |= set(connection.scalars(shown).all())
            for table in (WAITING, CITATIONS, BOUND, TEXTS, TWINS, BANDS):
                connection.execute(delete(table).where(table.c.document_id.in_(part)))
            connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id.in_(part)))
        return seen

    def _by_ids(self, ids: Sequence[str], column: Column[Any]) -> list[tuple[str, str]]:
        """(id, value of the column) of the visible documents among these."""
        found: list[tuple[str, str]] = []
        for part in parts(ids):
            query = select(DOCUMENTS.c.id, column).where(DOCUMENTS.c.visible & DOCUMENTS.c.id.in_(part))
            if column.table is TEXTS:
                query = query.where(TEXTS.c.document_id == DOCUMENTS.c.id)
            with self._read() as connection:
                found += [(row[0], row[1]) for row in connection.execute(query).all()]
        return found

    def _ids(
        self,
        column: Column[str],
        where: ColumnElement[bool],
        *,
        order: Sequence[ColumnElement[Any]] = (),
        limit: int | None = None,
        offset: int | None = None,
    ) -> tuple[str, ...]:
        query = select(column).where(where).order_by(*(order or (column,))).limit(limit).offset(offset)
        with self._read() as connection:
            return tuple(connection.scalars(query if order else query.distinct()).all())

    @contextlib.contextmanager
    def _read(self) -> Iterator[Connection]:
        """A connection to read with. Fetch all rows: a half-read answer keeps the connection in the past."""
        with translated(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _write(self) -> Iterator[Connection]:
        with translated(), self._engine.begin() as connection:
            yield connection


def _row(record: Record, *, visible: bool) -> dict[str, object]:
    document = record.document
    number = document.value("number")
    return {
        "id": document.id,
        "name": document.name,
        "added": record.added,
        "issuer": document.value("issuer"),
        "doc_type": document.value("doc_type"),
        "number_key": number_key(number) if number else None,
        "date": document.value("date"),
        "period": document.value("period"),
        "title": document.value("title"),
        "attention": attention_of(document),
        "visible": visible,
        "record": json.dumps(document_to_dict(document), ensure_ascii=False, separators=(",", ":")),
    }


def _text_row(record: Record) -> dict[str, object]:
    return {
        "document_id": record.document.id,
        "brief": brief_of(record.document),
        "words": pack_words(record.text),
        "text": record.text,
    }


def _citation_rows(document: Document) -> list[dict[str, object]]:
    return [
        {"document_id": document.id, "place": place, "number_key": number_key(citation.number)}
        for place, citation in enumerate(document.citations)
        if citation.number
    ]


def _no_such(document_id: str) -> str:
    return f"Không có văn bản mang mã “{document_id}” trong kho. Tìm mã đúng bằng `archive search`."
