"""LibreOffice as a child: it ends with its reader, in time, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.extract import office
from tests.extract.papers import write

FAKE = """#!/bin/sh
sleep 300 &
echo $! > "{folder}/inner"
echo $$ > "{folder}/outer"
wait
"""


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that never ends, and starts a program of its own as the true one does."""
    program = tmp_path / "path" / "soffice"
    program.parent.mkdir()
    write(program, FAKE.format(folder=tmp_path)).chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def gone(path: Path) -> bool:
    """Whether a process ends within some seconds."""
    pid = int(path.read_text())
    for _ in range(200):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            return True
        if stat.rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_it_ends_with_a_reader_that_is_killed(slow: Path) -> None:
    path = write(slow / "cu.doc", "x")
    code = "import sys; from pathlib import Path; from archive.extract.office import read_office; "
    reader = subprocess.Popen([sys.executable, "-c", f"{code}read_office(Path(sys.argv[1]), '.doc', None)", str(path)])
    for _ in range(200):
        if (slow / "outer").exists():
            break
        time.sleep(0.05)
    os.kill(reader.pid, signal.SIGKILL)
    reader.wait()
    assert gone(slow / "inner")
    assert gone(slow / "outer")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_it_is_ended_when_it_takes_too_long(slow: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 1)
    with pytest.raises(ReadError, match="quá 1 giây"):
        office.read_office(write(slow / "cu.doc", "x"), ".doc", None)
    assert gone(slow / "inner")
    assert gone(slow / "outer")
