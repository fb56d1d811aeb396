"""Loops as machine code: made when first called, wherever it can be kept, and safe."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from archive.text import closeness, pieces, runs
from archive.text.compiled import compiled
from archive.text.words import Ints


@compiled
def at_first(numbers: Ints) -> int:
    return at_place(numbers, 0)


@compiled
def at_place(numbers: Ints, place: int) -> int:
    return int(numbers[place])


def test_compiled_functions_call_each_other() -> None:
    assert at_first(np.array([7, 8])) == 7
    assert hasattr(at_first, "py_func")


@pytest.mark.parametrize("module", [closeness, pieces, runs], ids=lambda module: str(module.__name__))
def test_what_a_compiled_function_calls_stands_below_it(module: ModuleType) -> None:
    """So that no thread meets one whose callees are not made yet."""
    functions = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.FunctionDef)]
    made = {one.name: one for one in functions if "compiled" in map(ast.unparse, one.decorator_list)}
    assert made
    for caller in made.values():
        for node in ast.walk(caller):
            if isinstance(node, ast.Name) and node.id in made:
                assert made[node.id].lineno > caller.lineno, f"{caller.name} calls {node.id}"


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        at_place(np.array([7]), 1)


def test_without_a_folder_to_keep_it_in_code_is_made_each_time() -> None:
    """As for a function that is in no file."""
    names = {"compiled": compiled}
    exec("@compiled\ndef twice(number):\n    return 2 * number", names)  # noqa: S102
    assert names["twice"](4) == 8  # type: ignore[arg-type]
    assert hasattr(names["twice"], "py_func")


@pytest.mark.parametrize(
    ("which", "size"), [("*.nbi", 0), ("*.nbc", 10), ("*.nbi", 40)], ids=["empty list", "short code", "short list"]
)
def test_what_a_power_cut_left_is_made_anew(tmp_path: Path, which: str, size: int) -> None:
    assert in_new_process(tmp_path) == "7\n"
    kept = list(tmp_path.rglob(which))
    assert kept
    for path in kept:
        path.write_bytes(path.read_bytes()[:size])
    assert in_new_process(tmp_path) == "7\n"
    assert all(path.stat().st_size > size for path in tmp_path.rglob(which))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_on_a_full_disk_each_process_compiles(tmp_path: Path) -> None:
    """As where no file may grow beyond nothing."""
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))"
    signal = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    assert in_new_process(tmp_path, f"{signal}; {limit}") == "7\n"
    assert not any(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())


def in_new_process(cache: Path, before: str = "pass") -> str:
    """What a compiled function of this module prints in a process that keeps code in a folder of its own."""
    code = (
        f"{before}; import numpy; from tests.text.test_compiled import at_first; print(at_first(numpy.array([7, 8])))"
    )
    surroundings = {**os.environ, "NUMBA_CACHE_DIR": str(cache)}
    found = subprocess.run(
        [sys.executable, "-B", "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env=surroundings,
        cwd=Path(__file__).parents[2],
    )
    return found.stdout


def test_what_only_reads_files_does_without_numba() -> None:
    code = "import sys, archive.ingest, archive.worker, archive.cli; print('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"
