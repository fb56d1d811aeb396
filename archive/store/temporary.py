"""Temporary folders that go with their owner. The one rule: none is removed while the process that made it lives.

Each holds a lock of the operating system's, which a dead process holds no more; who makes the next folder looks.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

_LOCK = ".owner"
_NEW_SECONDS = 60.0
"""In a folder so young the lock may not be held yet."""


class OwnFolder:
    """A temporary folder of this process, in its lock's care until it is closed."""

    def __init__(self, prefix: str) -> None:
        """Make it, and remove those of this prefix whose owners are dead."""
        sweep_orphans(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        self._lock = FileLock(self.path / _LOCK)
        self._lock.acquire()

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep_orphans(prefix: str) -> None:
    """Remove the temporary folders of this prefix that this user made and no living process owns."""
    for folder in _old_folders(prefix):
        lock = FileLock(folder / _LOCK, timeout=0)
        with contextlib.suppress(Timeout, OSError):
            lock.acquire()
            lock.release()
            shutil.rmtree(folder, ignore_errors=True)


def _old_folders(prefix: str) -> Iterator[Path]:
    for mark in Path(tempfile.gettempdir()).glob(f"{prefix}*/{_LOCK}"):
        with contextlib.suppress(OSError):
            folder, found = mark.parent, mark.parent.lstat()
            mine = os.name == "nt" or found.st_uid == os.getuid()
            if mine and stat.S_ISDIR(found.st_mode) and time.time() - found.st_mtime > _NEW_SECONDS:
                yield folder
