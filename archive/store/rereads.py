"""What a new reading of the same files changed. The one rule: readings are compared, not what people said of them.

The old catalogue may be of another format: only what every format has is read, the records of documents as JSON.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.model import FIELDS, Document, Reread, joined_values

_SAID = ("confirmed", "corrected")


class OldReadings:
    """The records of an earlier generation; empty where there is none that can be read."""

    def __init__(self, path: Path | None) -> None:
        """`path` is a catalogue file."""
        self._connection: sqlite3.Connection | None = None
        if path is not None and path.is_file():
            with contextlib.suppress(sqlite3.Error):
                self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        """Release the file."""
        if self._connection is not None:
            self._connection.close()

    def rereads_of(self, documents: Sequence[Document], at: str) -> dict[str, tuple[Reread, ...]]:
        """For each document, the facts that were read as something else before; `at` is the time of this reading.

        What an earlier comparison found and nobody looked at yet is carried along.
        """
        old = self._records([document.id for document in documents])
        return {document.id: _compare(old[document.id], document, at) for document in documents if document.id in old}

    def _records(self, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        if self._connection is None:
            return {}
        found: dict[str, dict[str, Any]] = {}
        with contextlib.suppress(sqlite3.Error, ValueError):
            for id_ in ids:
                for (record,) in self._connection.execute("SELECT record FROM documents WHERE id = ?", (id_,)):
                    found[id_] = json.loads(record)
        return found


def _compare(old: dict[str, Any], document: Document, at: str) -> tuple[Reread, ...]:
    facts: dict[str, list[dict[str, Any]]] = old.get("facts", {})
    looked_at = str(old.get("reviewed") or "")
    waiting = {reread.field: reread for reread in _waiting(old) if str(reread.at) > looked_at}
    back = {field for field, reread in waiting.items() if reread.before == _read_now(document, field)}
    changed = [
        Reread(field, before, after, at)
        for field in FIELDS
        if field in facts
        and field not in back
        and (before := _read_before(facts[field])) != (after := _read_now(document, field))
    ]
    told = back.union(reread.field for reread in changed)
    return (*changed, *(reread for reread in waiting.values() if reread.field not in told))


def _read_before(facts: Sequence[dict[str, Any]]) -> str | None:
    """What the rules had read, under what people said of it."""
    if facts and facts[0].get("status") in _SAID:
        machine: str | None = facts[0].get("machine")
        return machine
    return "; ".join(fact["value"] for fact in facts if fact.get("value")) or None


def _read_now(document: Document, field: str) -> str | None:
    return joined_values(document.facts.get(field, ()))


def _waiting(old: dict[str, Any]) -> Iterator[Reread]:
    """The rereads of an old record; those of another format are left out."""
    for reread in old.get("rereads", ()):
        with contextlib.suppress(TypeError):
            yield Reread(**reread)
