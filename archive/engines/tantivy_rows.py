"""The rows of an index in a file beside it, so that opening need not read each. The one rule: a help, never in the way.

    one line of JSON: format, byte order, rows, checksum of the rest, of each column its width and its rows beyond that
    one line of JSON: of each column its values in order; then the numbers of all columns, four bytes each

A row never changes and its number is never given again, so what was once committed stays true: the file lacks the rows
added since and is never stale. One that is damaged, or of another layout, is as good as none.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from archive.engines.columns import Column, Table

TAIL = 2_000
"""Rows the file may lack: reading so many from the index takes 50 ms, writing the file of 30,000 half of that."""
_NAME = "table"
_FORMAT = 1


def read_table(folder: Path, empty: Table) -> Table:
    """The rows kept in the file; `empty`, with the columns they must have, where there are none that can be used."""
    try:
        with (folder / _NAME).open("rb") as file:
            head = json.loads(file.readline())
            rest = file.read()
        sound = (head["format"], head["order"], head["sum"]) == (_FORMAT, sys.byteorder, crc32(rest))
        if not sound or list(head["columns"]) != list(empty.columns):
            return empty
        size, at, columns = int(head["rows"]), rest.index(b"\n") + 1, {}
        values = json.loads(rest[:at])
        for name, (width, beyond) in head["columns"].items():
            numbers = _numbers(rest, at, size, width)
            more = _numbers(rest, at + numbers.nbytes, beyond, 2)
            at += numbers.nbytes + more.nbytes
            columns[name] = Column(tuple(values[name]), numbers, more)
        return Table(columns, size)
    except (OSError, ValueError, KeyError, TypeError):
        return empty


def rows_kept(folder: Path) -> int:
    """How many rows the file has."""
    try:
        with (folder / _NAME).open("rb") as file:
            return int(json.loads(file.readline())["rows"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def keep_table(folder: Path, table: Table) -> None:
    """Put rows in the file, in one step. They must have been committed; wants the write lock."""
    values = {name: column.names for name, column in table.columns.items()}
    rest = [json.dumps(values, ensure_ascii=False).encode(), b"\n"]
    for column in table.columns.values():
        rest += (column.numbers.tobytes(), column.more.tobytes())
    sizes = {name: (column.numbers.shape[1], len(column.more)) for name, column in table.columns.items()}
    body = b"".join(rest)
    head = {"format": _FORMAT, "order": sys.byteorder, "rows": table.size, "sum": crc32(body), "columns": sizes}
    new = folder / f"{_NAME}.new"
    with contextlib.suppress(OSError):  # a full disk: the rows are in the index
        new.write_bytes(json.dumps(head).encode() + b"\n" + body)
        new.replace(folder / _NAME)


def _numbers(data: bytes, start: int, rows: int, width: int) -> NDArray[np.int32]:
    """A copy, so that `data` can go.

    Raises:
        ValueError: there are not so many.
    """
    found = np.frombuffer(data, np.int32, rows * width, start) if rows * width else np.zeros(0, np.int32)
    return found.reshape(rows, width).copy()
