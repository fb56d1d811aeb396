"""A file to cleaned text with pages. The one rule: bytes decide what it is, and a bad file costs one `ReadError`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import EncryptedError, ReadError, UnsupportedFormatError
from archive.extract import formats
from archive.extract.assemble import assemble
from archive.extract.encodings import decode_text
from archive.extract.formats import HEAD, sniff
from archive.extract.html import read_html, read_mhtml
from archive.extract.legacy import convert_pages
from archive.extract.lines import RawPage, page_of_text, refuse_long
from archive.extract.ocr import PageOcr
from archive.model import Extracted

if TYPE_CHECKING:
    from archive.extract.word import WordText

__all__ = ["extract_file", "sniff"]

_LARGEST_TEXT = 20 << 20
"""Bytes of a text or a web page: more than `LONGEST_TEXT` characters need in any encoding, with some markup."""
_OFFICE = {formats.DOC: ".doc", formats.RTF: ".rtf", formats.ODT: ".odt"}
_IMAGES = (formats.PNG, formats.JPEG, formats.TIFF)
_TEXTS = (formats.TEXT, formats.HTML, formats.MHTML)
_WHOLE = (formats.DOCX, *_OFFICE, formats.HTML, formats.MHTML)
"""Kinds whose lines are paragraphs; the lines of others are those of paper."""


def extract_file(
    path: Path, *, name: str | None = None, sha256: str, cache: Path | None = None, ocr_language: str = "vie"
) -> Extracted:
    """Read a file: its cleaned text and where its pages lie in it.

    name: what the user calls the file, a label only. cache: folder for dear things (recognised pages, converted files),
    kept there under the content hash, so that a rebuild does not pay twice.

    Raises:
        UnsupportedFormatError: there is no reader for these bytes.
        EncryptedError: the file needs a password.
        NeedsOcrError: pages are images and this machine has no OCR.
        ReadError: the file is empty, damaged or too large.
    """
    name, media_type = name or path.name, formats.UNKNOWN
    try:
        media_type = _sniff_file(path)
        pages = _read_pages(path, media_type, cache / sha256 if cache else None, ocr_language)
        refuse_long(sum(len(line.text) for page in pages for line in page.lines))
        return assemble(pages, name=name, sha256=sha256, media_type=media_type, whole=media_type in _WHOLE)
    except ReadError as error:
        raise type(error)(f"“{name}”: {error}") from error
    except MemoryError as error:
        raise ReadError(f"“{name}”: đọc tệp cần quá nhiều bộ nhớ. Thử tách nhỏ tệp.") from error
    except Exception as error:
        # Damaged files make the libraries raise anything; this is the room's one border for it.
        reason = "không mở được tệp" if isinstance(error, OSError) else "tệp bị hỏng hoặc không đúng định dạng"
        reason = "ảnh bị hỏng hoặc chép chưa hết" if media_type in _IMAGES else reason
        raise ReadError(f"“{name}”: {reason} ({type(error).__name__}). Tải hoặc lưu lại tệp rồi nạp lại.") from error


def _sniff_file(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise ReadError("tệp rỗng (0 byte). Kiểm tra lại tệp gốc.")
    return sniff(head, path)


def _read_pages(path: Path, media_type: str, cache: Path | None, ocr_language: str) -> Sequence[RawPage]:
    """Raw pages by the reader of a media type; the heavy readers are imported only when their kind of file comes."""
    if media_type in _TEXTS:
        return _as_text(_read_text(path, media_type))
    if media_type == formats.PDF:
        from archive.extract.pdf import read_pdf

        return read_pdf(path, PageOcr(ocr_language, cache))
    if media_type == formats.DOCX:
        from archive.extract.word import read_docx

        return _as_pages(read_docx(path))
    if media_type in _OFFICE:
        from archive.extract.office import read_office

        return _as_pages(read_office(path, _OFFICE[media_type], cache))
    if media_type in _IMAGES:
        from archive.extract.images import read_images

        return read_images(path, PageOcr(ocr_language, cache))
    raise _refusal(media_type)


def _read_text(path: Path, media_type: str) -> list[str]:
    if path.stat().st_size > _LARGEST_TEXT:
        raise ReadError(f"tệp văn bản lớn hơn {_LARGEST_TEXT >> 20} MB. Tách thành nhiều tệp rồi nạp lại.")
    raw = path.read_bytes()
    if media_type == formats.HTML:
        return [read_html(raw)]
    if media_type == formats.MHTML:
        return [read_mhtml(raw)]
    text = decode_text(raw)
    refuse_long(len(text))
    return text.removesuffix("\f").split("\f")


def _as_text(pages: Sequence[str]) -> list[RawPage]:
    return [page_of_text(page) for page in convert_pages(pages)]


def _as_pages(word: WordText) -> list[RawPage]:
    return [replace(page, asides=asides) for page, asides in zip(_as_text(word.pages), word.asides, strict=True)]


def _refusal(media_type: str) -> ReadError:
    if media_type == formats.LOCKED_OFFICE:
        return EncryptedError("tệp Office được đặt mật khẩu. Gỡ mật khẩu rồi nạp lại.")
    return UnsupportedFormatError(_UNSUPPORTED.get(media_type, _UNRECOGNISED))


_UNSUPPORTED = {
    formats.SHEET: "đây là bảng tính Excel, chưa đọc được. Lưu thành PDF hoặc DOCX rồi nạp lại.",
    formats.SLIDES: "đây là bản trình chiếu, chưa đọc được. Lưu thành PDF rồi nạp lại.",
    formats.ZIP: "đây là tệp nén nằm sâu trong tệp nén khác. Giải nén rồi nạp từng tệp bên trong.",
    formats.PACKED: "đây là tệp nén kiểu RAR, 7z, TAR, GZ; kho chỉ mở được ZIP. Giải nén rồi nạp từng tệp bên trong.",
    formats.MAIL: "đây là thư điện tử. Lưu các tệp đính kèm rồi nạp từng tệp; cần cả nội dung thư thì in thư ra PDF.",
    formats.SIGNED: (
        "đây là tệp bọc trong chữ ký số (P7M). Mở bằng phần mềm ký số, lưu văn bản bên trong ra rồi nạp văn bản ấy."
    ),
    formats.PICTURE: "ảnh bị hỏng hoặc thuộc loại chưa đọc được. Lưu lại thành PNG, JPEG hoặc TIFF rồi nạp lại.",
}
_UNRECOGNISED = (
    "không nhận ra loại tệp. Các loại đọc được: PDF, DOCX, DOC, RTF, ODT, HTML, MHTML, TXT, ảnh PNG, JPEG, TIFF, "
    "và ZIP chứa các loại đó."
)
