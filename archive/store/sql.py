"""How SQLite is spoken to: settings of a connection, foreign errors as ours, long lists in parts."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import exc

from archive.errors import ArchiveError, IndexMissingError

Key = TypeVar("Key", str, int)

MANY = 500
"""Ids asked for in one statement; SQLite's limit on parameters was 999 for long."""


def set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Readers do not wait for the writer (WAL), and what was committed survives a power cut (FULL)."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """The one border between the exceptions of SQLAlchemy and SQLite and ours."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, exc.DBAPIError) else error
        reason = str(cause)
        if isinstance(cause, sqlite3.OperationalError) and ("disk is full" in reason or "locked" in reason):
            raise ArchiveError(f"Không ghi được mục lục ({reason}). Xem chỗ trống trên ổ đĩa rồi làm lại.") from error
        raise IndexMissingError(
            f"Mục lục không dùng được ({reason}). Mở lại trang; nếu vẫn vậy, chạy `archive rebuild`."
        ) from error


def parts(ids: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """The ids (or other keys), so many at a time as one statement may have."""
    for start in range(0, len(ids), MANY):
        yield ids[start : start + MANY]
