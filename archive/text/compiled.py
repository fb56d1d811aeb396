"""Loops over arrays of numbers as machine code. The one rule: what is compiled knows numbers and arrays, no text.

A question looks at the words of twenty documents, some ten thousand numbers; numpy does that in two hundred steps that
each take longer than their work, numba in plain loops. They are compiled when first called on a machine (some seconds)
and kept beside their module, or where NUMBA_CACHE_DIR says; numba itself (0.2 s, 100 MB) is loaded at the first call
too, for what only reads files never calls them. Bounds are checked: a damaged index is an error and no crash.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")

_waiting: list[Callable[..., object]] = []
_lock = Lock()


def compiled(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """The function as machine code; other threads go on while it runs. To be called by its module alone, by name."""
    _waiting.append(function)

    @wraps(function)
    def first(*given: Given.args, **named: Given.kwargs) -> Found:
        _compile()
        made: Callable[Given, Found] = function.__globals__[function.__name__]
        return made(*given, **named)

    return first


def _compile() -> None:
    """Put machine code in the place of all functions, for they call each other."""
    from numba import njit  # here, because most processes never need it

    with _lock:
        while _waiting:
            function = _waiting.pop()
            try:
                made = njit(cache=True, nogil=True, boundscheck=True)(function)
            except RuntimeError:  # no folder to keep it in
                made = njit(nogil=True, boundscheck=True)(function)
            function.__globals__[function.__name__] = made
