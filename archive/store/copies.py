"""Tables of documents that are copies of each other. The one rule: a help for reading, never in the way of adding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Engine, delete, insert, select

from archive.store.sql import parts, translated
from archive.store.tables import BANDS, TWINS

Facts = tuple[str | None, ...]
"""Number (a `number_key`), date, period, kind and issuer of a document, as far as known."""

_NEAR = (
    "SELECT DISTINCT id, number_key, date, period, doc_type, issuer FROM bands JOIN documents ON id = document_id "
    "WHERE band IN ({}) ORDER BY id"
)
"""Written out, because it runs for every document added."""


class CopyTables:
    """The tables of copies in an open catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def near(self, bands: Sequence[int]) -> tuple[tuple[str, Facts], ...]:
        """Documents, visible or not, that share one of these bands, with their facts."""
        if not bands:
            return ()
        with translated(), self._engine.connect() as connection:
            rows = connection.exec_driver_sql(_NEAR.format(",".join("?" * len(bands))), tuple(bands)).all()
        return tuple((row[0], tuple(row[1:])) for row in rows)

    def groups(self, ids: Sequence[str]) -> dict[str, str]:
        """The name of the group of nearly the same text each document is in; those alone are left out."""
        found: dict[str, str] = {}
        for part in parts(ids):
            query = select(TWINS.c.document_id, TWINS.c.first).where(TWINS.c.document_id.in_(part))
            with translated(), self._engine.connect() as connection:
                found.update((row[0], row[1]) for row in connection.execute(query).all())
        return found

    def keep(self, bands: Mapping[str, Sequence[int]], groups: Mapping[str, str]) -> None:
        """Keep the bands of documents, and the groups they are in."""
        rows = [{"band": band, "document_id": name} for name, of_one in bands.items() for band in set(of_one)]
        with translated(), self._engine.begin() as connection:
            if rows:
                connection.execute(insert(BANDS).prefix_with("OR IGNORE"), rows)
            for part in parts(tuple(groups)):
                connection.execute(delete(TWINS).where(TWINS.c.document_id.in_(part)))
            if groups:
                pairs = [{"document_id": name, "first": group} for name, group in groups.items()]
                connection.execute(insert(TWINS), pairs)
