"""XML out of ZIP packages (DOCX). The one rule: sizes are counted while reading, for headers lie; no DTD is read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from archive.errors import EncryptedError, ReadError

MOST_PARTS = 5000
LARGEST_PACKAGE = 512 << 20
LARGEST_PART = 40 << 20
"""Bytes of one part; as a tree it takes six times as much, and a reader is to need no more than 300 MB."""
LARGEST_RATIO = 200
"""A part of more than 8 MB that was packed more tightly than this is a bomb: real XML packs about 10 to 1."""


class Package:
    """A ZIP file whose parts are read as XML, each at most once asked for."""

    def __init__(self, path: Path) -> None:
        """Open a package.

        Raises:
            ReadError: too many parts or too large when unpacked.
            zipfile.BadZipFile: the file is cut or no ZIP.
        """
        self._zip = zipfile.ZipFile(path)
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_PACKAGE:
            self._zip.close()
            raise ReadError("tệp nén chứa quá nhiều dữ liệu (nghi là bom nén). Kiểm tra lại nguồn của tệp.")

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str) -> Element | None:
        """Root element of a part; None when the package has no such part.

        Raises:
            ReadError: the part is too large.
            EncryptedError: the part has a password.
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise EncryptedError("tệp được đặt mật khẩu. Gỡ mật khẩu rồi nạp lại.")
        if entry.file_size > LARGEST_PART or entry.file_size > max(8 << 20, LARGEST_RATIO * entry.compress_size):
            raise ReadError(f"phần {name} lớn bất thường (nghi là bom nén). Kiểm tra lại nguồn của tệp.")
        with self._zip.open(entry) as part:
            raw = part.read(LARGEST_PART + 1)
        if len(raw) > LARGEST_PART:
            raise ReadError(f"phần {name} lớn hơn kích thước đã khai. Kiểm tra lại nguồn của tệp.")
        raw = _UNREAD.sub(b"", _NUMBERED.sub(rb"<w:\1", raw))
        root: Element = fromstring(raw.replace(_STRICT, _TRANSITIONAL), forbid_dtd=True)
        return root


_UNREAD = re.compile(
    rb"<w:(?:lang|sz|szCs|bCs|iCs|kern|spacing|color|proofErr|noProof|bookmarkStart|bookmarkEnd)(?:\s[^<>]*)?/>"
)
"""Looks and marks that no reader asks for, three of four elements of a Word file: as a tree each takes 300 bytes."""
_NUMBERED = re.compile(rb'<w:(p|r|tr|tbl)(?:\s(?:w|w14):(?:rsid\w{1,9}|paraId|textId)="[^"<>]*")+')
"""Numbers of the sessions in which something was typed."""


_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Files saved as "Strict Open XML" differ in nothing we read but this name."""
