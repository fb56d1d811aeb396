"""Take over the documents of an earlier catalogue. The one rule: rows as they are, within one format of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from archive.store.sql import MANY
from archive.store.tables import BOUND, CITATIONS, DOCUMENTS, TEXTS

_NEXT = "SELECT id FROM old.documents WHERE id > ? ORDER BY id LIMIT ?"
_WAIT = "INSERT INTO waiting (document_id) SELECT id FROM old.documents WHERE id BETWEEN ? AND ?"


def carry_over(connection: Connection, old: Path) -> Iterator[tuple[str, ...]]:
    """Ids of the documents taken over, some hundred at a time, each time in one transaction.

    Readers do not see them: they wait for the engine, as if they had just been saved. `old` is a catalogue file of
    this format.
    """
    connection.exec_driver_sql("ATTACH DATABASE ? AS old", (f"{old.resolve().as_uri()}?mode=rw",))
    last = ""
    try:
        while ids := tuple(connection.exec_driver_sql(_NEXT, (last, MANY)).scalars()):
            last = ids[-1]
            for statement in (*_COPIES, _WAIT):
                connection.exec_driver_sql(statement, (ids[0], last))
            connection.commit()
            yield ids
    finally:
        connection.rollback()
        connection.exec_driver_sql("DETACH DATABASE old")


def _copies() -> Iterator[str]:
    kept = ((DOCUMENTS, "id"), *((table, "document_id") for table in (TEXTS, CITATIONS, BOUND)))
    for table, key in kept:
        names = table.c.keys()
        values = ["0" if name == "visible" else name for name in names]
        yield (
            f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(values)} "  # noqa: S608  names of ours
            f"FROM old.{table.name} WHERE {key} BETWEEN ? AND ?"
        )


_COPIES = tuple(_copies())
