"""Originals by content hash and, beside each, what people said. The one rule: an original never changes.

    documents/<first two hex digits>/<sha256><extension>    the bytes as received, read-only
    documents/<first two hex digits>/<sha256>.json          the sidecar: name, time added, corrections
    documents/.incoming/                                    half-written files; swept by the next writer
    documents/.damaged/                                     originals whose bytes no longer fit their name

The sidecar is written before its original, so an original always has a name. `documents/samples/` and other folders
are not ours.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import ReadError
from archive.model import Correction
from archive.store.corrections import begun_pages
from archive.store.disk import copy_whole, hash_of, make_folder, reason_of, sync_folder, write_whole

_FOLDER = re.compile(r"[0-9a-f]{2}")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")
_OURS = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What people said of one original: its name as handed in, when (UTC, ISO 8601), corrections oldest first."""

    name: str
    added: str
    corrections: tuple[Correction, ...] = ()

    @property
    def public(self) -> bool:
        """Whether a person said that the paper is no state secret."""
        said = [correction for correction in self.corrections if correction.field == "secrecy"]
        return bool(said) and not said[-1].withdrawn and said[-1].value is None

    @property
    def begins(self) -> tuple[int, ...]:
        """Pages on which a further paper begins, as a person said."""
        return begun_pages(self.corrections)


@dataclass(frozen=True, slots=True)
class Files:
    """The folder of originals. Methods that write want the archive's write lock held."""

    folder: Path

    @property
    def scratch(self) -> Path:
        """Folder of half-written files."""
        return self.folder / ".incoming"

    def original(self, sha256: str, name: str) -> Path:
        """Where the original handed in under this name lies (or would lie)."""
        return self._beside(sha256, extension_of(name))

    def sidecar_path(self, sha256: str) -> Path:
        """Where the sidecar of an original lies (or would lie)."""
        return self._beside(sha256, ".json")

    def holds(self, sha256: str) -> bool:
        """Whether there is an original with this hash."""
        sidecar = self.sidecar(sha256)
        return sidecar is not None and self.original(sha256, sidecar.name).is_file()

    def sidecar(self, sha256: str) -> Sidecar | None:
        """What people said of an original; None when nothing is written.

        Raises:
            ReadError: the sidecar is there and cannot be understood.
        """
        path = self.sidecar_path(sha256)
        try:
            values = json.loads(path.read_bytes())
            corrections = tuple(Correction(**item) for item in values["corrections"])
            return Sidecar(values["name"], values["added"], corrections)
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError) as error:
            raise ReadError(f"{path}: tệp ghi chú hỏng ({error}). Chạy `archive check` để lập lại.") from error

    def said_of(self, sha256: str, path: Path) -> Sidecar:
        """What people said of an original that is there; its own name and time where nothing is written.

        Raises:
            ReadError: the sidecar is there and cannot be understood.
        """
        return self.sidecar(sha256) or Sidecar(path.name, written_at(path))

    def write_sidecar(self, sha256: str, sidecar: Sidecar) -> None:
        """Put down what people said, in one step; it is on the disk on return."""
        self._write_sidecar(sha256, sidecar)
        self.settle((sha256,))

    def keep(self, source: Path, sha256: str, sidecar: Sidecar) -> Sidecar:
        """Take a file in; it is safe after `settle`. What people said before of the same bytes stays; it is returned.

        Raises:
            ReadError: the file changed since it was hashed, or cannot be read or written.
        """
        try:
            known = self.sidecar(sha256)
            if known is None:
                self._write_sidecar(sha256, sidecar)
                known = sidecar
            target = self.original(sha256, known.name)
            if target.is_file() and hash_of(target) == sha256:
                return known
            if not copy_whole(source, target, sha256, scratch=self.scratch):
                raise ReadError(f"{source}: tệp thay đổi trong lúc đang đọc. Thêm lại khi tệp đã lưu xong.")
        except OSError as error:
            raise ReadError(
                f"{source}: không chép được vào kho ({reason_of(error)}). Xem ổ đĩa và quyền ghi."
            ) from error
        return known

    def settle(self, hashes: Iterable[str]) -> None:
        """Put the names of originals and sidecars on the disk, each folder once."""
        for folder in sorted({self._beside(sha256, "").parent for sha256 in hashes}):
            sync_folder(folder)
        if self.folder.is_dir():
            sync_folder(self.folder)

    def correct(self, sha256: str, corrections: tuple[Correction, ...]) -> Sidecar:
        """Add corrections to what people said of an original; what is now said is returned."""
        sidecar = self.sidecar(sha256)
        if sidecar is None:
            raise ReadError(f"{sha256}: thiếu tệp ghi chú của bản gốc. Chạy `archive check`.")
        sidecar = replace(sidecar, corrections=(*sidecar.corrections, *corrections))
        self.write_sidecar(sha256, sidecar)
        return sidecar

    def originals(self) -> Iterator[tuple[str, Path]]:
        """(SHA-256, path) of every original, in the order of the hashes."""
        for path in self._ours():
            if path.suffix != ".json":
                yield path.name[:64], path

    def sidecars(self) -> Iterator[str]:
        """SHA-256 of every sidecar, in order."""
        for path in self._ours():
            if path.suffix == ".json":
                yield path.name[:64]

    def set_aside(self, path: Path) -> Path:
        """Move what is damaged out of the way, so that a good copy can be added again; where it now lies."""
        aside = self.folder / ".damaged" / path.name
        aside.parent.mkdir(exist_ok=True)
        return path.replace(aside)

    def sweep(self) -> int:
        """Remove half-written files; how many there were."""
        left = sum(1 for _ in self.scratch.iterdir()) if self.scratch.is_dir() else 0
        if left:
            shutil.rmtree(self.scratch, ignore_errors=True)
        return left

    def _write_sidecar(self, sha256: str, sidecar: Sidecar) -> None:
        path = self.sidecar_path(sha256)
        make_folder(path.parent)
        data = json.dumps(asdict(sidecar), ensure_ascii=False, indent=1) + "\n"
        write_whole(path, data.encode(), scratch=self.scratch)

    def _beside(self, sha256: str, extension: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}{extension}"

    def _ours(self) -> Iterator[Path]:
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if _FOLDER.fullmatch(folder.name) and folder.is_dir():
                for path in sorted(folder.iterdir()):
                    if _OURS.fullmatch(path.name) and path.name[:2] == folder.name:
                        yield path


def written_at(path: Path) -> str:
    """When a file was last written (UTC, ISO 8601)."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")


def extension_of(name: str) -> str:
    """Extension an original is kept under: that of its name, lower case, or none if it is odd.

    >>> extension_of("Báo cáo.DOCX")
    '.docx'
    """
    extension = Path(name).suffix.lower()
    return extension if _EXTENSION.fullmatch(extension) and extension != ".json" else ""
