"""What a file is. The one rule: its bytes decide; names and endings are not believed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from archive.extract.encodings import wide_encoding

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
MHTML = "multipart/related"
TEXT = "text/plain"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
SHEET = "application/vnd.ms-excel"
ZIP = "application/zip"
LOCKED_OFFICE = "application/x-ole-storage; encrypted"
"""A DOCX with a password: an OLE2 file that holds nothing but an encrypted package."""
PICTURE = "image/*"
"""A picture of a kind there is no reader for, or one whose first bytes are damaged."""
SLIDES = "application/vnd.ms-powerpoint"
PACKED = "application/x-compressed"
"""An archive of a kind that is not unpacked: RAR, 7z, tar, gzip."""
MAIL = "message/rfc822"
SIGNED = "application/pkcs7-mime"
"""A file in the envelope of its digital signature (P7M)."""
UNKNOWN = "application/octet-stream"

HEAD = 1 << 12
"""Bytes at the beginning of a file that `sniff` wants to see."""

_JUNKED_PDF = re.compile(rb"%PDF-\d\.\d[ \t]{0,9}(?:[\r\n]|\Z)")
"""A PDF below what a server or a mail put before it; a text that speaks of the mark goes on in the same line."""
_JUNK = 1 << 10
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"{\\rtf", RTF),
)
_PICTURES = (b"\x89PNG", b"\xff\xd8", b"GIF87a", b"GIF89a", b"\0\0\0\x0cjP  ", b"AT&TFORM")
"""Where the whole signature of a kind that is read does not stand."""
_PACKED = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0")
_SIGNED = re.compile(
    rb"\x30[\x80-\x84].{0,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02|-----BEGIN (?:PKCS7|CMS)", re.DOTALL
)
_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_HTML = re.compile(
    rb"""\s*(?:<\?xml[^>]{0,200}>\s*)?      # <?xml version="1.0"?>
        (?:<!--(?:(?!-->).){0,1000}-->\s*){0,5}   # <!-- saved from url=... -->
        <(?:!doctype\s+html|[a-z])""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_HTML_TAG = re.compile(rb"<(?:html|head|body|meta|figure|table|div|p|h[1-6]|span|section|article)[\s>]", re.IGNORECASE)
_MIME = re.compile(rb"(?:[\w-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,20}){0,20}?mime-version:", re.IGNORECASE)
_MAIL = re.compile(
    rb"^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|reply-to):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_HEADERS = 3
_HEADER = re.compile(rb"[\w-]{1,40}:[ \t]")
_WEB_PAGE = re.compile(rb"^content-type:\s{0,9}(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_OLD_CAPITALS = bytes([*range(0x02, 0x07), *range(0x10, 0x16), 0x19, 0x1C, 0x1D])
"""Control characters that are capital letters in VISCII or VPS."""
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b\x1e\x1f") - set(_OLD_CAPITALS))
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def sniff(head: bytes, path: Path) -> str:
    """Media type of a file from its first bytes (at least `HEAD` of them where it has so many).

    `path` is read again only for packages (ZIP, OLE2), whose kind stands inside.
    """
    if head.startswith(b"%PDF-"):
        return PDF
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(path)
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head.startswith(_PICTURES) or (head[4:8] == b"ftyp" and head[8:12] in _BRANDS) or _is_plain_picture(head):
        return PICTURE
    if head.startswith(_PACKED) or head[257:262] == b"ustar":
        return PACKED
    if _SIGNED.match(head):
        return SIGNED
    found = _sniff_text(head)
    return PDF if found in (TEXT, UNKNOWN) and _JUNKED_PDF.search(head[:_JUNK]) else found


def _is_plain_picture(head: bytes) -> bool:
    """WebP or BMP, whose marks stand apart."""
    bitmap = head.startswith(b"BM") and head[14:18] in (b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")
    return bitmap or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _sniff_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            declared = package.read("mimetype")[:200].decode("ascii", "replace") if _is_small(package) else ""
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, UnicodeDecodeError):
        return ZIP
    if declared == ODT:
        return ODT
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        return SHEET
    if any(name.startswith("ppt/") for name in names) or declared == "application/vnd.oasis.opendocument.presentation":
        return SLIDES
    if declared == "application/vnd.oasis.opendocument.spreadsheet":
        return SHEET
    if names & {"[Content_Types].xml", "META-INF/MANIFEST.MF", "META-INF/manifest.xml", "META-INF/container.xml"}:
        return UNKNOWN  # slides, programs, books: packages of parts that are no documents
    return ZIP


def _is_small(package: zipfile.ZipFile) -> bool:
    return any(entry.filename == "mimetype" and entry.file_size < 200 for entry in package.infolist()[:1])


def _sniff_ole(path: Path) -> str:
    """Kind of an OLE2 file by the names in its directory, which may lie anywhere in it."""
    streams = {"EncryptedPackage": LOCKED_OFFICE, "WordDocument": DOC, "Workbook": SHEET, "Book": SHEET}
    streams |= {"PowerPoint Document": SLIDES, "__properties_version1.0": MAIL}
    marks = {stream.encode("utf-16-le") + b"\0\0": media_type for stream, media_type in streams.items()}
    with path.open("rb") as file:
        tail = b""
        found = set()
        while block := file.read(1 << 20):
            found |= {media_type for mark, media_type in marks.items() if mark in tail + block}
            tail = block[-64:]
    return next(
        (media_type for media_type in (LOCKED_OFFICE, MAIL, DOC, SHEET, SLIDES) if media_type in found), UNKNOWN
    )


def _sniff_text(head: bytes) -> str:
    narrow = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML.match(narrow) and _HTML_TAG.search(narrow):
        return HTML
    headers = narrow.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if _MIME.match(narrow) and _WEB_PAGE.search(headers):
        return MHTML
    if _HEADER.match(headers) and len({name.lower() for name in _MAIL.findall(headers)}) >= _MAIL_HEADERS:
        return MAIL
    if _MIME.match(narrow):
        return MHTML
    return TEXT if head.startswith(_MARKS) or _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    """Hardly any control characters; UTF-16 without a mark is looked at as UTF-8."""
    wide = wide_encoding(head)
    if wide:
        head = head[: len(head) & ~1].decode(wide, "replace").encode("utf-8", "replace")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    capitals = len(head) - len(head.translate(None, _OLD_CAPITALS))
    return controls <= len(head) / 200 and capitals <= len(head) / 10
