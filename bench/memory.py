"""Peak memory of this process while something runs (Linux): all of it, and what no file backs.

Pages of a mapped file count as memory of the process as long as the system has room for them, and go when it has not;
what is anonymous must stay. So a bound is told for the second, and the first beside it.
"""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType


class Watch:
    """`with Watch() as watch: …`, then `watch.all` and `watch.anonymous` in MB; looked at fifty times a second."""

    def __init__(self) -> None:
        self.all = self.anonymous = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.02):
            lines = Path("/proc/self/status").read_text("ascii").splitlines()
            sizes = {key: value for key, _, value in (line.partition(":") for line in lines)}
            every, anonymous = (int(sizes[name].split()[0]) / 1e3 for name in ("VmRSS", "RssAnon"))
            self.all, self.anonymous = max(self.all, every), max(self.anonymous, anonymous)
