"""The mark an engine leaves in its folder: which format and which layout the index there has."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from archive.engines.query import Layout
from archive.errors import IndexMissingError

STAMP_NAME = "layout.json"


def write_stamp(folder: Path, made_by: str, layout: Layout) -> None:
    """Mark the folder of a new index. `made_by` names the engine and its format."""
    (folder / STAMP_NAME).write_text(_stamp(made_by, layout), "utf-8")


def check_stamp(folder: Path, made_by: str, layout: Layout) -> None:
    """See that an index is one this engine can use.

    Raises:
        IndexMissingError: it is of another engine, format or layout.
    """
    path = folder / STAMP_NAME
    if not path.is_file() or path.read_text("utf-8") != _stamp(made_by, layout):
        raise IndexMissingError(f"{folder}: chỉ mục có cấu trúc khác. Chạy “archive rebuild” để dựng lại.")


def _stamp(made_by: str, layout: Layout) -> str:
    return json.dumps({"made_by": made_by, **asdict(layout)}, sort_keys=True)
