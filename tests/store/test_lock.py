"""One writer at a time."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive.errors import LockedError
from archive.store.lock import write_lock

HOLD = """
import sys, time
from pathlib import Path
from archive.store.lock import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_told_who_writes_since_when_and_what_to_do(tmp_path: Path) -> None:
    with (
        write_lock(tmp_path),
        pytest.raises(LockedError, match=rf"tiến trình {os.getpid()}, từ \d\d:\d\d.*Đợi"),
        write_lock(tmp_path),
    ):
        pass


def test_the_lock_is_free_again_after_use_and_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError), write_lock(tmp_path):
        raise KeyError
    with write_lock(tmp_path):
        pass
    assert not (tmp_path / "writer.json").exists()


def test_a_writer_in_another_process_holds_it_until_it_dies(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=f"tiến trình {other.pid}"), write_lock(tmp_path):
            pass
        os.kill(other.pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        other.wait()
    with write_lock(tmp_path):
        pass


def test_without_its_note_the_message_still_helps(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        (tmp_path / "writer.json").write_text("?")
        with pytest.raises(LockedError, match=re.escape("Kho đang được ghi")), write_lock(tmp_path):
            pass
