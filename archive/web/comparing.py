"""Comparisons being made, for the page that shows them. One rule: a page does no work, it looks how far it is."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace

from archive.compare import compare_documents, kept_comparison
from archive.errors import ArchiveError
from archive.library import Library
from archive.model import Comparison

AT_ONCE = 2
"""Comparisons made at the same time; the others wait for their turn."""
WAITING = 16
"""Comparisons on their way, being made or waiting; whoever asks for a further one is asked to come back."""
BUSY = "Máy chủ đang so sánh nhiều cặp văn bản khác. Chờ một lát rồi thử lại."
KEPT = 32
"""Finished comparisons held in memory."""
FAILED = "Không so sánh được hai văn bản này. Thử lại; chi tiết đã ghi vào nhật ký của máy chủ."
_log = logging.getLogger(__name__)
_Key = tuple[str, str, str]


@dataclass(slots=True)
class Work:
    """A comparison on its way: the share that is done, and what came of it."""

    share: float = 0.0
    result: Comparison | None = None
    error: str | None = None
    done: threading.Event = field(default_factory=threading.Event)


class Comparisons:
    """All comparisons of this process. Safe for many threads; a pair is compared once, whoever asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Work, Library, str, str]] = deque()
        self._makers = 0
        self._works: OrderedDict[_Key, Work] = OrderedDict()

    def ask(self, library: Library, left: str, right: str, *, wait: float = 0.0) -> Work:
        """The comparison of two documents, finished or on its way; waits so many seconds for it.

        One that failed is begun again when it is asked for the next time. Where too many are on their way it is not
        begun, and the error says so.

        Raises:
            NotFoundError: there is no such document.
        """
        key = (str(library.generation), left, right)
        work = self._find(key)
        if work is None:
            kept = kept_comparison(library, left, right)  # reads two texts: not while others wait for the lock
            work = self._begin(key, kept, library)
        work.done.wait(wait)
        if work.result:
            sides = library.catalogue.get(left), library.catalogue.get(right)  # a person may have corrected them
            return replace(work, result=replace(work.result, left=sides[0], right=sides[1]))
        return work

    def look(self, library: Library, left: str, right: str) -> Work | None:
        """The comparison if it was asked for; begins nothing."""
        with self._lock:
            return self._works.get((str(library.generation), left, right))

    def _find(self, key: _Key) -> Work | None:
        """What is known of a pair, if that is no failure."""
        with self._lock:
            work = self._works.get(key)
            if work is None or work.error:
                return None
            self._works.move_to_end(key)
            return work

    def _begin(self, key: _Key, kept: Comparison | None, library: Library) -> Work:
        """Remember what was kept, or have it made, unless another asked for it meanwhile."""
        with self._lock:
            work = self._works.get(key)
            if work is not None and not work.error:
                return work
            work = Work(result=kept)
            if kept:
                work.done.set()
            elif sum(not one.done.is_set() for one in self._works.values()) >= WAITING:
                work.error = BUSY
                work.done.set()
                return work
            else:
                self._waiting.append((work, library, *key[1:]))
                self._start()
            self._works[key] = work
            self._works.move_to_end(key)
            self._forget()
            return work

    def _start(self) -> None:
        """Have what waits made; by daemons, for a server that stops waits for no comparison."""
        if self._makers < AT_ONCE:
            self._makers += 1
            threading.Thread(target=self._make, name="compare", daemon=True).start()

    def _make(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._makers -= 1
                    return
                order = self._waiting.popleft()
            self._do(*order)

    def _forget(self) -> None:
        idle = [key for key, work in self._works.items() if work.done.is_set()]
        for key in idle[: max(0, len(self._works) - KEPT)]:
            del self._works[key]

    def _do(self, work: Work, library: Library, left: str, right: str) -> None:
        def note(share: float) -> None:
            work.share = share

        try:
            work.result = compare_documents(library, left, right, progress=note)
        except ArchiveError as error:
            work.error = str(error)
        except Exception:  # noqa: BLE001  the border of the thread: the page must learn that work has ended
            _log.exception("comparison failed")
            work.error = FAILED
        finally:
            work.done.set()


COMPARISONS = Comparisons()
