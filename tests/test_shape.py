"""The shape of the house: who may import whom, where an outside library lives, how long files and functions get."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "archive"
GROUND = {"model", "number", "errors", "config", "text", "vocab"}
ROOMS = {"align", "store", "extract", "metadata", "engines"}
VERBS = {
    "draw",
    "ingest",
    "rebuild",
    "correct",
    "review",
    "check",
    "search",
    "suggest",
    "read",
    "related",
    "compare",
    "explain",
    "quote",
}
JOINTS = {
    "fields": {"engines", "fields", "syntax"},
    "syntax": {"syntax"},
    "child": {"store"},
    "pool": {"child", "engines", "store"},
    "twins": {"engines", "store"},
    "library": ROOMS | {"fields", "pool", "syntax", "twins"},
}
DOORS = {"cli", "ui", "web", "worker", "__main__", "__init__"}
HOMES = {
    "pypdf": "extract",
    "pypdfium2": "extract",
    "PIL": "extract",
    "tesserocr": "extract",
    "selectolax": "extract",
    "defusedxml": "extract",
    "sqlalchemy": "store",
    "filelock": "store",
    "numba": "text",
    "numpy": "text",
    "tantivy": "engines",
    "whoosh": "engines",
    "rapidfuzz": "align",
    "dateutil": "store",
    "streamlit": "ui",
    "starlette": "web",
    "xlsxwriter": "web",
    "docx": "web",
}
ALSO = {("extract", "numpy"), ("engines", "numpy"), ("web", "streamlit"), ("text", "rapidfuzz"), ("vocab", "rapidfuzz")}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides who imports whom"
            names |= (
                {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "archive" else {node.module}
            )
    return names


def allowed(room: str) -> set[str]:
    if room in GROUND:
        return GROUND | {room}
    if room in ROOMS:
        return GROUND | {room}
    if room in JOINTS:
        return GROUND | JOINTS[room]
    if room in VERBS:
        return GROUND | ROOMS | set(JOINTS) | {room}
    return GROUND | ROOMS | set(JOINTS) | VERBS | DOORS


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_go_one_way(path: Path) -> None:
    room = room_of(path)
    inside = {name.split(".")[1] for name in imports_of(path) if name.startswith("archive.")}
    assert inside <= allowed(room), f"{room} may not import {sorted(inside - allowed(room))}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_outside_library_has_one_home(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports_of(path)} - set(sys.stdlib_module_names) - {"archive"}
    astray = {name for name in outside if HOMES.get(name) != room_of(path) and (room_of(path), name) not in ALSO}
    assert not astray, f"{sorted(astray)} has its home elsewhere"


def test_tests_and_benches_stay_short_too() -> None:
    files = [path for folder in ("tests", "bench") for path in (PACKAGE.parent / folder).rglob("*.py")]
    assert files
    assert [path.name for path in files if len(path.read_text("utf-8").splitlines()) > 400] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_short(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= 400
    long = [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 60
    ]
    assert not long, f"functions over 60 lines: {long}"
