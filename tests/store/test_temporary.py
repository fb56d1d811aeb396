import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from archive.store.temporary import OwnFolder

PREFIX = "archive-test-"
MAKE = f"""
import os, sys
from archive.store.temporary import OwnFolder
folder = OwnFolder("{PREFIX}")
(folder.path / "page.png").write_text("x")
print(folder.path, flush=True)
if sys.argv[1] == "wait":
    sys.stdin.read()
os._exit(1)
"""


@pytest.fixture(autouse=True)
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def start(how: str, temp: Path) -> tuple["subprocess.Popen[str]", Path]:
    """A process that makes a folder and dies, or waits; and its folder, made old."""
    environment = {**os.environ, "TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp)}
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout
    folder = Path(process.stdout.readline().strip())
    if how == "die":
        process.wait(timeout=30)
    long_ago = time.time() - 3600
    os.utime(folder, (long_ago, long_ago))
    return process, folder


def test_a_folder_whose_owner_died_goes_when_the_next_is_made(temp: Path) -> None:
    process, folder = start("die", temp)
    assert (folder / "page.png").is_file()
    own = OwnFolder(PREFIX)
    assert not folder.exists()
    assert own.path.is_dir()
    own.close()
    assert not own.path.exists()
    process.communicate()


def test_a_folder_in_use_stays_however_old(temp: Path) -> None:
    process, folder = start("wait", temp)
    OwnFolder(PREFIX).close()
    assert (folder / "page.png").is_file()
    process.communicate("", timeout=30)
    os.utime(folder, (0, 0))
    OwnFolder(PREFIX).close()
    assert not folder.exists()


def test_what_is_new_or_named_otherwise_or_without_a_lock_or_only_a_link_stays(temp: Path) -> None:
    kept = [temp / name for name in (f"{PREFIX}new", "other", f"{PREFIX}bare")]
    for folder in kept:
        folder.mkdir()
        if "bare" not in folder.name:
            (folder / ".owner").touch()
        if "new" not in folder.name:
            os.utime(folder, (0, 0))
    (temp / f"{PREFIX}link").symlink_to(kept[1], target_is_directory=True)
    OwnFolder(PREFIX).close()
    assert all(folder.is_dir() for folder in kept)
