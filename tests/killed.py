"""A process that kills itself, without any warning, before the n-th step that touches the disk.

Reads lines `[what, n, root, source]` and answers each with `["killed"]` or `["done", steps]`. Each line is done in a
fork, so the imports are paid once; run by `test_kill.py`.
"""

from __future__ import annotations

import functools
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy.engine.default import DefaultDialect

from archive import library
from archive.correct import correct_document
from archive.engines.tantivy import TantivyEngine
from archive.ingest import ingest_files
from archive.library import open_library
from archive.rebuild import rebuild_index
from archive.store.catalogue import Catalogue
from tests.kill_config import NEW_NUMBER, config_of

STEPS: tuple[tuple[Any, str], ...] = (
    (os, "fsync"),
    (os, "replace"),
    (os, "mkdir"),
    (os, "unlink"),
    (os, "rmdir"),
    (os, "chmod"),
    (Catalogue, "save"),
    (Catalogue, "mark_indexed"),
    (DefaultDialect, "do_execute"),
    (DefaultDialect, "do_executemany"),
    (DefaultDialect, "do_commit"),
    (TantivyEngine, "put"),
    (library, "entry_of_tokens"),  # in the middle of a put
    (FileLock, "release"),
)


class Countdown:
    """Counts steps, and kills the process before the n-th."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.steps = 0

    def wrap(self, step: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(step)
        def counted(*given: Any, **named: Any) -> Any:
            self.count()
            return step(*given, **named)

        return counted

    def count(self) -> None:
        self.steps += 1
        if self.steps == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def work(what: str, root: Path, source: Path, countdown: Countdown) -> None:
    """Do one thing to an archive, counting its steps."""
    tempfile.tempdir = str(root)  # sweeping what others left in the common folder would be steps, too
    opened = open_library(config_of(root))
    ids = tuple(opened.catalogue.ids())
    for owner, name in STEPS:
        if what == "rebuild" and name == "do_execute":
            continue  # some forty statements that make tables nobody reads yet
        setattr(owner, name, countdown.wrap(getattr(owner, name)))
    countdown_open(countdown)
    if what in ("add", "copy"):
        list(ingest_files(opened, [source]))
    elif what == "correct":
        correct_document(opened, ids[0], {"number": NEW_NUMBER})
    else:
        list(rebuild_index(opened.config))
    countdown.count()


def countdown_open(countdown: Countdown) -> None:
    """Beginning to write a file is a step too; reading is none."""
    plain = io.open

    def counted(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        if "w" in mode and isinstance(file, Path):
            countdown.count()
        return plain(file, mode, *given, **named)

    io.open = counted  # type: ignore[assignment]


def main() -> None:
    for line in sys.stdin:
        what, last, root, source = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            countdown = Countdown(last)
            work(what, Path(root), Path(source), countdown)
            os.write(writing, str(countdown.steps).encode())
            os._exit(0)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        steps = os.read(reading, 100).decode()
        os.close(reading)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(json.dumps(["killed"] if killed else ["done", int(steps)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
