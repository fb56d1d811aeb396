"""One child process that works for us: a line in, lines out. The one rule: it can be ended at any moment.

What a child says is data, never code (JSON lines, no pickle): one that was taken over must not own its parent.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from archive.config import Config
from archive.store.temporary import OwnFolder

MEMORY_LIMIT = 1536 << 20
"""Bytes of address space a child may use; OCR of one page at 300 dpi needs about a third."""

ANSWER_LIMIT = 64 << 20
"""Bytes of one line of an answer; the tokens of a text of 10 MB, some 3,000 pages."""

_SIGNALS = {
    "SIGKILL": "hết bộ nhớ hoặc bị dừng",
    "SIGABRT": "hết bộ nhớ",
    "SIGSEGV": "lỗi trong bộ đọc",
    "SIGXCPU": "quá lâu",
}


class ChildError(Exception):
    """The child gave no whole answer and was ended; says why, in Vietnamese."""


class Child:
    """One child process. Ask it one thing at a time; somebody must call `stop_when_late` now and then.

    Its temporary files lie in a folder of its own, which goes with it, or with the next child after this process died.
    """

    def __init__(self, command: list[str]) -> None:
        self._folder = OwnFolder("archive-child-")
        home = str(Path(__file__).parents[1])
        path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH")) if part)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self._folder.path)),
                "PYTHONPATH": path,
                "PYTHONUTF8": "1",
                "OMP_THREAD_LIMIT": "1",
            },
            start_new_session=True,
        )
        self._deadline = math.inf
        self._late = False
        self._clock = threading.Lock()
        self.dead = False

    def ask(self, question: object, *, lines: int, seconds: float) -> list[bytes]:
        """The lines it answers to a question, within so many seconds if somebody watches.

        Raises:
            ChildError: it died, took too long or did not stop talking; it is dead now.
        """
        self._deadline = time.monotonic() + seconds
        answers: list[bytes] = []
        try:
            self._pipe("stdin").write(json.dumps(question).encode() + b"\n")
            self._pipe("stdin").flush()
            while len(answers) < lines and (not answers or answers[-1].endswith(b"\n")):
                answers.append(self._pipe("stdout").readline(ANSWER_LIMIT))
        except OSError:
            answers.append(b"")
        finally:
            with self._clock:
                self._deadline = math.inf
        self.dead = self._late
        if answers[-1].endswith(b"\n"):
            return answers
        self.dead = True
        self.kill()
        raise ChildError(self._reason(answers, seconds))

    def kill(self) -> None:
        """End the child and whatever it started. One that was waited for is left: its number may be another's now."""
        if self._process.returncode is not None:
            return
        if os.name == "nt":
            self._process.kill()
            return
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def close(self) -> None:
        """End the child and free what it held."""
        self.kill()
        self._process.wait()
        self._pipe("stdout").close()
        with contextlib.suppress(OSError):  # what could not be sent any more
            self._pipe("stdin").close()
        self._folder.close()

    def stop_when_late(self) -> None:
        """End the child if its answer has taken too long."""
        with self._clock:
            if time.monotonic() > self._deadline:
                self._late = True
                self.kill()

    def _pipe(self, name: str) -> IO[bytes]:
        pipe: IO[bytes] = getattr(self._process, name)
        return pipe

    def _reason(self, answers: list[bytes], seconds: float) -> str:
        if self._late:
            return f"đọc quá {seconds:.0f} giây nên đã dừng. Thử tách tệp thành các phần nhỏ hơn."
        if answers[0]:
            return "nội dung quá dài (trên khoảng 3.000 trang). Tách tệp thành các phần nhỏ hơn."
        code = self._process.wait()
        cause = _SIGNALS.get(signal.Signals(-code).name, f"tín hiệu {-code}") if code < 0 else f"mã {code}"
        return f"bộ đọc tệp dừng giữa chừng ({cause}). Tệp có thể bị hỏng; mở thử và lưu lại."


def worker_command(config: Config, memory: int) -> list[str]:
    """How to start a child that reads and draws files, with so many bytes of address space."""
    settings = {
        "vocabulary": [str(path.resolve()) for path in config.vocabulary],
        "cache": str((config.index / "cache").resolve()),
        "ocr_language": config.ocr_language,
        "memory": memory,
    }
    return [sys.executable, "-P", "-m", "archive.worker", json.dumps(settings)]
