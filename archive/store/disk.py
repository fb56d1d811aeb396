"""Write to the disk so that a crash leaves the old file or the new one, never half of one."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from pathlib import Path

CHUNK = 1 << 20
_REASONS = {
    errno.ENOENT: "không có tệp này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đây là thư mục",
    errno.ENOSPC: "ổ đĩa đầy",
    errno.EDQUOT: "hết hạn mức ổ đĩa",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EIO: "ổ đĩa lỗi",
    errno.ENAMETOOLONG: "tên tệp quá dài",
}


def write_whole(path: Path, data: bytes, *, scratch: Path) -> None:
    """Put data at a path in one step. The bytes are on the disk on return, the name after `sync_folder`.

    scratch: folder of half-written files, on the same disk.
    """
    temporary = _new_name(scratch)
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def copy_whole(source: Path, target: Path, sha256: str, *, scratch: Path) -> bool:
    """Copy a file in one step, read-only, as `write_whole`; False, and nothing copied, if its hash is another now."""
    temporary = _new_name(scratch)
    try:
        digest = hashlib.sha256()
        with source.open("rb") as reading, temporary.open("wb") as writing:
            while chunk := reading.read(CHUNK):
                digest.update(chunk)
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
        if digest.hexdigest() != sha256:
            return False
        temporary.chmod(temporary.stat().st_mode & 0o444)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk; they get there in the order they were given. Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none; to look first is cheaper than to fail."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def reason_of(error: OSError) -> str:
    """Why the system refused, in Vietnamese."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def _new_name(scratch: Path) -> Path:
    make_folder(scratch)
    return scratch / secrets.token_hex(8)
