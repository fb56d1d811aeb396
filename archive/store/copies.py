"""Tables of documents that are copies of each other. The one rule: a help for reading, never in the way of adding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Engine, delete, insert, select

from archive.store.sql import parts, translated
from archive.store.tables import BANDS, TWINS

Facts = tuple[str | None, ...]
"""Number (a `number_key`), date, period, kind and issuer of a document, as far as known."""

_NEAR = (
    "SELECT band, id, number_key, date, period, doc_type, issuer FROM bands JOIN documents ON id = document_id "
    "WHERE band IN ({})"
)
"""Written out, because it runs for all documents added."""


class CopyTables:
    """The tables of copies in an open catalogue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def near(self, bands: Iterable[int]) -> dict[int, dict[str, Facts]]:
        """Documents, visible or not, of each of these bands, with their facts; bands without any are left out."""
        found: dict[int, dict[str, Facts]] = {}
        for part in parts(tuple(set(bands))):
            with translated(), self._engine.connect() as connection:
                rows = connection.exec_driver_sql(_NEAR.format(",".join("?" * len(part))), tuple(part)).all()
            for band, name, *facts in rows:
                found.setdefault(band, {})[name] = tuple(facts)
        return found

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
