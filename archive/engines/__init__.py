"""Rank entries of tokens. An engine knows no Vietnamese and no query syntax: the same tree in, the same documents out.

Filters never change a score; facets count all matches, not the page; both ends of `Between` count; `Not` alone is
legal; pages never overlap on ties; a lost server is `EngineUnavailableError`, never an empty answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Protocol

from archive.engines.query import Answer, Ask, Entry, Layout
from archive.errors import ConfigError

ENGINES = {
    "memory": ("archive.engines.memory", "MemoryEngine"),
    "tantivy": ("archive.engines.tantivy", "TantivyEngine"),
    "whoosh": ("archive.engines.whoosh", "WhooshEngine"),
}
"""Engine name → where its class lives. A driver is imported only when its engine is asked for."""


class Engine(Protocol):
    """What every engine does. Safe for many reading threads and one writer."""

    def session(self, *, hold: bool = False) -> AbstractContextManager[None]:
        """Several writes in a row by the holder of the write lock: each can be found on its return; what tidying they
        cause goes on meanwhile, and is waited for at the end.

        hold: what is written need not be found before the end, and is lost if the session fails: for an index that
        nobody reads yet.
        """

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries; they can be found on return."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take entries out; unknown ids are no error."""

    def find(self, ask: Ask) -> Answer:
        """Answer a question."""

    def ids(self) -> set[str]:
        """Ids of all entries, to compare with the catalogue."""

    def clear(self) -> None:
        """Take everything out."""

    def close(self) -> None:
        """Release files and threads."""


def open_engine(name: str, folder: Path, layout: Layout) -> Engine:
    """Open (or begin) the named engine's index in a folder; opening never wipes what is there.

    Raises:
        ConfigError: there is no engine of this name.
        IndexMissingError: what is there was made by another engine, version or layout.
    """
    if name not in ENGINES:
        raise ConfigError(f"Không có máy tìm kiếm “{name}”. Chọn một trong: {', '.join(sorted(ENGINES))}.")
    module, attribute = ENGINES[name]
    engine: Engine = getattr(import_module(module), attribute)(folder, layout)
    return engine
