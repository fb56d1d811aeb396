"""Files out of a ZIP. The one rule: names in it are labels, never paths; sizes are counted before and while unpacking.

Each member is written under a number of its own. What tries to climb out, links elsewhere, is locked or swells is
refused by itself; an archive that holds too much is refused whole. Archives in an archive count with it: each claims
the bytes it promises in one file beside them, so that children that unpack at the same time have one limit.
"""

from __future__ import annotations

import errno
import lzma
import re
import shutil
import stat
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive.errors import ReadError
from archive.extract import formats
from archive.extract.encodings import decode_text
from archive.extract.formats import HEAD, sniff

MOST_MEMBERS = 10_000
LARGEST_MEMBER = 512 << 20
LARGEST_ARCHIVE = 2 << 30
LARGEST_RATIO = 200
"""Unpacked to packed bytes above which an archive is a bomb, once it is larger than `_HARMLESS`."""
_HARMLESS = 64 << 20
LONGEST_NAME = 200
"""Letters of a member's name that are kept, the last ones: a name of 64 KiB is no label."""
CLAIMS = ".claims"
"""File in the folder of the outermost archive: the bytes it may give in all, then those each archive in it promised."""
LEAST_FREE = 256 << 20
"""Bytes of the disk that unpacking leaves free, so that the catalogue and other programs go on."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BLOCK = 1 << 20
_DAMAGED = (zlib.error, lzma.LZMAError)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")
_DRIVE = re.compile(r"[A-Za-z]:")
_UNSAFE = "đường dẫn trong tệp nén không an toàn (tuyệt đối, “..” hoặc liên kết) nên không giải nén."
_LOCKED = "tệp trong tệp nén được đặt mật khẩu. Giải nén bằng mật khẩu rồi nạp từng tệp."
_NO_ROOM = "ổ đĩa không đủ chỗ trống để giải nén. Dọn bớt ổ đĩa của kho rồi nạp lại."
_SWOLLEN = "tệp nén bung ra lớn bất thường (nghi là bom nén). Kiểm tra lại nguồn của tệp."


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: the name it has there, and the name it was written under, or why it was not."""

    name: str
    file: str = ""
    error: str = ""


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP of other files, and no document packed as one (DOCX, ODT)."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and sniff(head, path) == formats.ZIP


def unpack(path: Path, into: Path) -> list[Member]:
    """Write the files of an archive into a folder, which is made.

    Raises:
        ReadError: it is damaged or empty, has too many members, swells too much, or the disk has no room for it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [entry for entry in archive.infolist() if not entry.is_dir()]
            if not members:
                raise ReadError("tệp nén không có tệp nào bên trong.")
            if len(archive.infolist()) > MOST_MEMBERS:
                raise ReadError(
                    f"tệp nén có {len(archive.infolist())} mục, nhiều hơn mức cho phép ({MOST_MEMBERS}). Tách nhỏ tệp."
                )
            return _Unpacking(archive, path.stat().st_size, into).all(members)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise ReadError("tệp nén bị hỏng hoặc nén theo kiểu lạ. Nén lại dạng ZIP thường rồi nạp lại.") from error


class _Unpacking:
    """One archive being unpacked, with the bytes that came out of it so far."""

    def __init__(self, archive: zipfile.ZipFile, size: int, into: Path) -> None:
        self._archive, self._into = archive, into
        self._most = min(LARGEST_ARCHIVE, max(_HARMLESS, LARGEST_RATIO * size))
        self._bytes = 0

    def all(self, entries: list[zipfile.ZipInfo]) -> list[Member]:
        """Every member, in the order of the archive; nothing stays of one that is refused whole."""
        self._into.mkdir(parents=True)
        try:
            self._claim(sum(entry.file_size for entry in entries if not _refusal(entry)))
            return [self._one(entry, number) for number, entry in enumerate(entries, start=1)]
        except BaseException as error:
            shutil.rmtree(self._into, ignore_errors=True)
            if isinstance(error, OSError) and error.errno in _FULL:
                raise ReadError(_NO_ROOM) from error
            raise

    def _claim(self, size: int) -> None:
        """Count so many bytes with those of the archive this one came out of, if it came out of one.

        Several archives of one run are bounded by what the disk has left.
        """
        if size + LEAST_FREE > shutil.disk_usage(self._into).free:
            raise ReadError(_NO_ROOM)
        claims = self._into.parent / CLAIMS
        if not claims.is_file():
            claims = self._into / CLAIMS
            claims.write_text(f"{self._most}\n", "ascii")
        with claims.open("ab", buffering=0) as file:
            file.write(f"{size}\n".encode())
            until = file.tell()  # whoever claims at the same time counts those before it, and only those
        most, *claimed = map(int, claims.read_bytes()[:until].split())
        if sum(claimed) > most:
            raise ReadError(_SWOLLEN)

    def _one(self, entry: zipfile.ZipInfo, number: int) -> Member:
        name = name_of(entry)[-LONGEST_NAME:]
        if refusal := _refusal(entry):
            return Member(name, error=refusal)
        extension = PurePosixPath(name).suffix
        target = self._into / f"{number:05d}{extension if _EXTENSION.fullmatch(extension) else ''}"
        try:
            self._copy(entry, target)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, *_DAMAGED) as error:
            target.unlink(missing_ok=True)
            if isinstance(error, OSError) and error.errno in _FULL:
                raise
            return Member(name, error=f"không giải nén được ({type(error).__name__}). Nén lại tệp rồi nạp lại.")
        return Member(name, target.name)

    def _copy(self, entry: zipfile.ZipInfo, target: Path) -> None:
        size = 0
        with self._archive.open(entry) as packed, target.open("wb") as file:
            while block := packed.read(_BLOCK):
                size += len(block)
                self._bytes += len(block)
                if self._bytes > self._most or size > LARGEST_MEMBER:
                    raise ReadError(_SWOLLEN)
                file.write(block)


def _refusal(entry: zipfile.ZipInfo) -> str | None:
    name = name_of(entry)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    parts = PurePosixPath(name).parts
    if kind not in (0, stat.S_IFREG) or ".." in parts or name.startswith("/") or _DRIVE.match(name):
        return _UNSAFE
    if entry.flag_bits & 1:
        return _LOCKED
    if entry.file_size > max(_HARMLESS, LARGEST_RATIO * entry.compress_size):
        return _SWOLLEN
    return None


def name_of(entry: zipfile.ZipInfo) -> str:
    """Name of a member in Unicode, with plain slashes and without control characters.

    Programs that know no Unicode write names in whatever encoding the system has; zipfile reads those as cp437.
    """
    name = entry.orig_filename
    if not entry.flag_bits & 0x800:
        with suppress(UnicodeEncodeError, ReadError):
            name = decode_text(name.encode("cp437"))
    plain = "".join(letter for letter in name.replace("\\", "/") if letter.isprintable())
    return plain or "(không tên)"
