"""Loops over arrays of numbers as machine code. The one rule: what is compiled knows numbers and arrays, no text.

A question looks at the words of twenty documents, some ten thousand numbers; numpy does that in two hundred steps that
each take longer than their work, numba in plain loops. They are compiled when first called on a machine (some seconds)
and kept beside their module, in the folder NUMBA_CACHE_DIR names or in the user's cache; where none can be written,
each process compiles. What is kept is a help and never in the way: damaged, it is made anew. numba itself (0.2 s,
100 MB) is loaded at the first call too, for what only reads files never calls them. Bounds are checked: a damaged index
is an error and no crash. In a module what a function calls stands below it, since the last are made first.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib import import_module
from pickle import UnpicklingError
from threading import Lock
from typing import Any, ParamSpec, TypeVar

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
            function = _waiting[-1]
            made = njit(nogil=True, boundscheck=True)(function)
            with suppress(RuntimeError):  # no folder to keep it in
                made._cache = _cache_of(function)  # type: ignore[attr-defined]  # as `cache=True` does
            function.__globals__[function.__name__] = made
            _waiting.pop()  # last: an interruption loses nothing


def _cache_of(function: Callable[..., object]) -> object:
    """Numba's cache (of the pinned version), which takes no damaged file and no full disk for an error of the call.

    Raises:
        RuntimeError: there is no folder for it.
    """
    caching: Any = import_module("numba.core.caching")

    class Kept(caching.FunctionCache):  # type: ignore[misc]  # numba tells no types
        def load_overload(self, sig: object, target_context: object) -> object:
            try:
                return super().load_overload(sig, target_context)
            except Exception:  # noqa: BLE001  a file cut short raises whatever its bytes make of it
                with suppress(OSError):
                    self.flush()
                return None

        def save_overload(self, sig: object, data: object) -> None:
            with suppress(OSError, EOFError, UnpicklingError):
                super().save_overload(sig, data)

    return Kept(function)
