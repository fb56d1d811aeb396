"""What a new reading of the same files changed. The one rule: readings are compared, not what people said of them.

The old catalogue may be of another format: only what every format has is read, the records of documents as JSON.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archive.model import FIELDS, Document, Fact, Reread

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
    changed = [
        Reread(field, before, after, at)
        for field in FIELDS
        if field in facts
        and (before := _read_before(facts[field])) != (after := _read_now(document.facts.get(field, ())))
    ]
    known = {reread.field for reread in changed}
    waiting = [Reread(**reread) for reread in old.get("rereads", ())]
    return (*changed, *(reread for reread in waiting if reread.field not in known))


def _read_before(facts: Sequence[dict[str, Any]]) -> str | None:
    """What the rules had read, under what people said of it."""
    if facts and facts[0].get("status") in _SAID:
        machine: str | None = facts[0].get("machine")
        return machine
    return "; ".join(fact["value"] for fact in facts if fact.get("value")) or None


def _read_now(facts: Sequence[Fact]) -> str | None:
    return "; ".join(fact.value for fact in facts if fact.value) or None
