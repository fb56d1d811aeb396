"""Pictures of an original's pages and the places of their words. The one rule: a child draws, never this process.

What was drawn lies in `index/cache/<sha256>/pictures/`; the oldest goes when all of it becomes too much.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from archive.child import Child, ChildError, worker_command
from archive.config import Config
from archive.errors import ReadError

WIDTHS = (200, 400, 800, 1200, 1600, 2400)
"""Pixels a picture may be wide; so few that the same ones are asked for again."""
MOST_BYTES = 1 << 30
"""Pictures kept of all documents together."""
MEMORY_LIMIT = 1 << 30
_SECONDS = 20.0


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
        self._turn = threading.Lock()
        self._child: Child | None = None
        self._kept: OrderedDict[Path, int] | None = None
        self._bytes = 0

    def draw(self, order: Order) -> bytes:
        """PNG or WebP of a page, or JSON of its words: {"width", "height", "words": [[x0, y0, x1, y1, text], …]}.

        Raises:
            ReadError: there is no such page, or it cannot be drawn.
        """
        path = self._cache / order.sha256 / "pictures" / order.name
        try:
            return path.read_bytes()
        except FileNotFoundError:
            pass
        with self._turn:
            if not path.is_file():
                self._ask(order, path)
            try:
                drawn = path.read_bytes()
            except FileNotFoundError as error:
                raise ReadError("không giữ được ảnh trang vừa vẽ. Xem ổ đĩa và quyền ghi.") from error
            self._note(path, len(drawn))
        return drawn

    def close(self) -> None:
        """End the child; the next page gets a new one."""
        with self._turn:
            self._let_go()

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

    def _note(self, path: Path, size: int) -> None:
        """Remember what is kept; the first time, what earlier processes kept."""
        if self._kept is None:
            found = [(item, item.stat()) for item in self._cache.glob("*/pictures/*")]
            found.sort(key=lambda pair: pair[1].st_mtime)
            self._kept = OrderedDict((item, stat.st_size) for item, stat in found)
            self._bytes = sum(self._kept.values())
        self._bytes += size - self._kept.pop(path, 0)
        self._kept[path] = size
        while self._bytes > self._most and len(self._kept) > 1:
            oldest, freed = self._kept.popitem(last=False)
            oldest.unlink(missing_ok=True)
            self._bytes -= freed


def nearest_width(wanted: int) -> int:
    """The smallest of `WIDTHS` that is as wide as wanted, else the largest."""
    return next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])


def _refusal_in(answer: bytes) -> str | None:
    values = json.loads(answer)
    error = values.get("error") if isinstance(values, dict) else "bộ đọc tệp trả lời sai."
    return str(error) if error else None
