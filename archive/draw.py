"""Pictures of an original's pages and the places of their words. The one rule: a child draws, never this process.

What was drawn lies in `index/cache/<sha256>/pictures/`; what was not asked for longest goes when all
of it becomes too much.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.child import Child, ChildError, worker_command
from archive.config import Config
from archive.errors import ArchiveError, ReadError

WIDTHS = (200, 400, 800, 1200, 1600, 2400)
"""Pixels a picture may be wide; so few that the same ones are asked for again."""
MOST_BYTES = 1 << 30
"""Pictures kept of all documents together."""
MEMORY_LIMIT = 1 << 30
_SECONDS = 20.0
MOST_WAITING = 20
"""Pages that may wait for their turn: half of the threads a server answers with, so that the others stay free."""
WAIT_SECONDS = 10.0
_BUSY = "Máy chủ đang vẽ nhiều trang khác. Đợi một lát rồi tải lại trang này."
_ROOM = 0.9
"""Share of the bytes that is left after pictures were thrown away, so that it is not done for each new one."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of one page (from 1) of an original. `width` is one of `WIDTHS`; 0 for its words."""

    original: Path
    sha256: str
    media_type: str
    number: int
    width: int = 0
    recognised: bool = False
    """Whether the stored text of the page is OCR's, so that its words are too."""

    @property
    def name(self) -> str:
        """What the result is called among those of its document."""
        source = "ocr" if self.recognised else "text"
        return f"{self.number:05d}-{self.width}" if self.width else f"{self.number:05d}-{source}.json"


class Painter:
    """One warm child that draws pages, and what it drew. Safe for many threads; one page is drawn at a time."""

    def __init__(
        self, config: Config, *, seconds: float = _SECONDS, memory: int = MEMORY_LIMIT, most: int = MOST_BYTES
    ) -> None:
        """`seconds` and `memory` bound the drawing of a page, `most` the bytes of all that is kept."""
        self._command, self._cache = worker_command(config, memory), config.index / "cache"
        self._seconds, self._most = seconds, most
        self._turn, self._places = threading.Lock(), threading.Semaphore(MOST_WAITING)
        self._child: Child | None = None
        self._bytes: int | None = None

    def draw(self, order: Order) -> bytes:
        """PNG or WebP of a page, or JSON of its words: {"width", "height", "words": [[x0, y0, x1, y1, text], …]}.

        Raises:
            ReadError: there is no such page, or it cannot be drawn.
            ArchiveError: too many other pages are being drawn.
        """
        path = self._cache / order.sha256 / "pictures" / order.name
        with suppress(FileNotFoundError):
            os.utime(path)  # asked for again: not the next to go
            return path.read_bytes()
        with self._my_turn():
            if not path.is_file():
                self._ask(order, path)
            try:
                drawn = path.read_bytes()
            except FileNotFoundError as error:
                raise ReadError("không giữ được ảnh trang vừa vẽ. Xem ổ đĩa và quyền ghi.") from error
            self._note(len(drawn))
        return drawn

    def close(self) -> None:
        """End the child; the next page gets a new one."""
        with self._turn:
            self._let_go()

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise ArchiveError(_BUSY)
        try:
            if not self._turn.acquire(timeout=WAIT_SECONDS):
                raise ArchiveError(_BUSY)
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def _ask(self, order: Order, path: Path) -> None:
        self._child = self._child or Child(self._command)
        watch = threading.Timer(self._seconds + 0.05, self._child.stop_when_late)
        watch.start()
        question = {
            "original": str(order.original),
            "sha256": order.sha256,
            "media_type": order.media_type,
            "number": order.number,
            "width": order.width,
            "recognised": order.recognised,
            "into": str(path.resolve()),
        }
        try:
            (answer,) = self._child.ask(question, lines=1, seconds=self._seconds)
        except ChildError as error:
            raise ReadError(f"trang {order.number}: {error}") from error
        finally:
            watch.cancel()
            if self._child.dead:
                self._let_go()
        if refusal := _refusal_in(answer):
            raise ReadError(refusal)

    def _let_go(self) -> None:
        if self._child is not None:
            self._child.close()
        self._child = None

    def _note(self, size: int) -> None:
        """Count what was drawn with what is kept, and make room."""
        self._bytes = None if self._bytes is None else self._bytes + size
        if self._bytes is None or self._bytes > self._most:
            self._bytes = self._make_room()

    def _make_room(self) -> int:
        """Throw away what was not asked for longest, if all of it is too much; the bytes that are left."""
        kept = sorted(_pictures(self._cache))
        left = sum(size for _, size, _ in kept)
        least = self._most * _ROOM if left > self._most else left
        for _, size, path in kept[:-1]:
            if left <= least:
                break
            path.unlink(missing_ok=True)
            left -= size
        return left


def _pictures(cache: Path) -> Iterator[tuple[int, int, Path]]:
    """(time of the last use, bytes, path) of what was drawn; what goes away meanwhile is left out."""
    for path in cache.glob("*/pictures/*"):
        with suppress(FileNotFoundError):
            stat = path.stat()
            yield stat.st_mtime_ns, stat.st_size, path


def nearest_width(wanted: int) -> int:
    """The smallest of `WIDTHS` that is as wide as wanted, else the largest."""
    return next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])


def _refusal_in(answer: bytes) -> str | None:
    values = json.loads(answer)
    error = values.get("error") if isinstance(values, dict) else "bộ đọc tệp trả lời sai."
    return str(error) if error else None
