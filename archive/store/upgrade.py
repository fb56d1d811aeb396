"""Bring the tables of an earlier format up to date. The one rule: only what the records already say is added."""

from __future__ import annotations

import json

from sqlalchemy import Connection, insert, select

from archive.model import Document
from archive.store.codec import document_from_dict
from archive.store.tables import BOUND, DOCUMENTS, FORMAT
from archive.text.folding import number_key

UPGRADED = 6
"""Format without the table of the papers bound in files; all else is as now."""
_SOME_PARTS = '%"parts":[{%'


def upgrade(connection: Connection) -> int:
    """From format 6: write down the numbers of the papers bound in files. Returns the format it has now."""
    BOUND.create(connection, checkfirst=True)
    records = connection.scalars(select(DOCUMENTS.c.record).where(DOCUMENTS.c.record.like(_SOME_PARTS))).all()
    rows = [row for record in records for row in bound_rows(document_from_dict(json.loads(record)))]
    if rows:  # another process may be doing the same
        connection.execute(insert(BOUND).prefix_with("OR REPLACE"), rows)
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    return FORMAT


def bound_rows(document: Document) -> list[dict[str, object]]:
    """Numbers of the papers bound behind the first in a file; that of the first is the document's own."""
    return [
        {"document_id": document.id, "place": place, "number_key": number_key(part.number)}
        for place, part in enumerate(document.parts)
        if place and part.number
    ]
