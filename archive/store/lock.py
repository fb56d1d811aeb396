"""One writer at a time, in all processes. The lock is the operating system's: a dead writer holds nothing."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import LockedError


@contextlib.contextmanager
def write_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the write lock of an index folder.

    Args:
        wait: seconds to wait for another writer to finish.

    Raises:
        LockedError: another process or thread is still writing; says which, since when, and what to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    owner = folder / "writer.json"
    lock = FileLock(folder / "writer.lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(_who(owner)) from error
    try:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        owner.write_text(json.dumps({"pid": os.getpid(), "since": now}), "utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):  # only a note of who holds it
            owner.unlink()
        lock.release()


def _who(owner: Path) -> str:
    try:
        values = json.loads(owner.read_text("utf-8"))
        since = datetime.fromisoformat(values["since"]).astimezone()
        who = f"tiến trình {values['pid']}, từ {since:%H:%M:%S ngày %d/%m/%Y}"
    except (OSError, ValueError, KeyError):
        who = "một tiến trình khác"
    return f"Kho đang được ghi ({who}). Đợi việc đó xong rồi làm lại; tìm và đọc vẫn dùng được."
