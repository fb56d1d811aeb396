"""Loops as machine code: made when first called, wherever it can be kept, and safe."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from archive.text.compiled import compiled
from archive.text.words import Ints


@compiled
def at_place(numbers: Ints, place: int) -> int:
    return int(numbers[place])


@compiled
def at_first(numbers: Ints) -> int:
    return at_place(numbers, 0)


def test_compiled_functions_call_each_other() -> None:
    assert at_first(np.array([7, 8])) == 7
    assert hasattr(at_first, "py_func")


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        at_place(np.array([7]), 1)


def test_without_a_folder_to_keep_it_in_code_is_made_each_time() -> None:
    """As for a function that is in no file."""
    names = {"compiled": compiled}
    exec("@compiled\ndef twice(number):\n    return 2 * number", names)  # noqa: S102
    assert names["twice"](4) == 8  # type: ignore[arg-type]
    assert hasattr(names["twice"], "py_func")


def test_what_only_reads_files_does_without_numba() -> None:
    code = "import sys, archive.ingest, archive.worker, archive.cli; print('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"
