"""Old Word files (DOC), RTF and ODT by LibreOffice to DOCX. The one rule: a child with its own profile and an end.

Without a profile of its own a second LibreOffice hangs or leaves silently; one profile serves all files of a process,
so that it is made once, and is thrown away after a failure. Macros never run; links are not followed.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from archive.errors import ReadError, UnsupportedFormatError
from archive.extract.word import WordText, read_docx

_SECONDS = 100
"""Less than the shortest time limit of `archive.pool`: a reader killed first could not end LibreOffice any more."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
_GUARD = """
ulimit -t "$1"; shift
exec 3<&0
(cat <&3 >/dev/null; kill -9 -$$) &
"$@" </dev/null 3<&-
kill -9 -$$
"""
"""Ends all it started when its input ends: LibreOffice must not outlive a reader that was killed in the middle."""
_CLOSED_PROXY = "http://127.0.0.1:9"
_KEPT = "libreoffice.docx"


def read_office(path: Path, suffix: str, cache: Path | None) -> WordText:
    """Raw text of a document LibreOffice can open.

    suffix: the ending of its true kind (".doc"), since the stored file may have none. cache: folder of this content.

    Raises:
        UnsupportedFormatError: there is no LibreOffice on this machine.
        ReadError: it does not open the file, or takes too long.
    """
    kept = cache / _KEPT if cache else None
    if kept is not None and kept.is_file():
        return read_docx(kept)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnsupportedFormatError(
            f"tệp dạng {suffix} cần LibreOffice để đọc nhưng máy này chưa cài. Mở tệp bằng Word, lưu lại dạng .docx "
            "rồi nạp lại; hoặc cài gói libreoffice-writer-nogui."
        )
    with tempfile.TemporaryDirectory(prefix="archive-office-") as folder:
        made = _convert(program, path, Path(folder), suffix)
        pages = read_docx(made)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(made, kept.with_suffix(".part"))
            kept.with_suffix(".part").replace(kept)
    return pages


def _convert(program: str, path: Path, folder: Path, suffix: str) -> Path:
    source, made = folder / f"source{suffix}", folder / "made"
    shutil.copyfile(path, source)
    profile = _profile()
    arguments = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
    ]
    result = made / "source.docx"
    try:
        _run([*arguments, "--outdir", str(made), str(source)], folder)
    finally:
        if not result.is_file():
            _profile.cache_clear()
            shutil.rmtree(profile, ignore_errors=True)
    if not result.is_file():
        raise ReadError(f"LibreOffice không mở được tệp {suffix} này. Mở bằng Word và lưu lại dạng .docx rồi nạp lại.")
    return result


@lru_cache(maxsize=1)
def _profile() -> Path:
    """Settings of our own for LibreOffice, in a folder that goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="archive-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    return folder


def _run(arguments: list[str], home: Path) -> None:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "http_proxy": _CLOSED_PROXY,
        "https_proxy": _CLOSED_PROXY,
    }
    guarded = os.name == "posix"
    child = subprocess.Popen(
        ["/bin/sh", "-c", _GUARD, "sh", str(_SECONDS), *arguments] if guarded else arguments,
        stdin=subprocess.PIPE if guarded else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        child.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"LibreOffice mở tệp quá {_SECONDS} giây. Mở bằng Word và lưu lại dạng .docx.") from error
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and what it started: soffice is a script around the true program."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    else:
        child.kill()
    child.wait()
    if child.stdin:
        child.stdin.close()
