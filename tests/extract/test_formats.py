"""Bytes decide what a file is; its name is a label."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from archive.errors import EncryptedError, ReadError, UnsupportedFormatError
from archive.extract import formats, sniff
from tests.extract.papers import TEXT, paragraph, read, write, write_docx, write_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)

HEADS = [
    ("PDF", b"%PDF-1.7\n...", formats.PDF),
    ("PDF after junk", b"HTTP/1.1 200 OK\r\n" * 50 + b"%PDF-1.4", formats.PDF),
    ("PDF stored in a ZIP", b"PK\x03\x04" + bytes(26) + b"%PDF-1.7\n", formats.ZIP),
    ("a text about PDF", "Tệp %PDF-1.7 bị hỏng, đề nghị gửi lại.".encode(), formats.TEXT),
    ("a page about PDF", b"<html><body><p>\n%PDF-1.7\n</p></body></html>", formats.HTML),
    ("a damaged PNG", b"\x89PNG bytes lost", formats.PICTURE),
    ("a damaged JPEG", b"\xff\xd8 bytes lost", formats.PICTURE),
    ("GIF", b"GIF89a" + bytes(20), formats.PICTURE),
    ("PNG", b"\x89PNG\r\n\x1a\n....", formats.PNG),
    ("JPEG", b"\xff\xd8\xff\xe0....", formats.JPEG),
    ("TIFF of Intel", b"II*\x00....", formats.TIFF),
    ("TIFF of Motorola", b"MM\x00*....", formats.TIFF),
    ("RTF", b"{\\rtf1\\ansi ...}", formats.RTF),
    ("Word 97", OLE + "WordDocument".encode("utf-16-le") + b"\0\0", formats.DOC),
    ("Excel 97", OLE + "Workbook".encode("utf-16-le") + b"\0\0", formats.SHEET),
    ("DOCX with a password", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0", formats.LOCKED_OFFICE),
    ("another OLE2 file", OLE, formats.UNKNOWN),
    ("HTML", b"<!DOCTYPE html><html><body>x</body></html>", formats.HTML),
    ("HTML with a mark and a comment", b"\xef\xbb\xbf<!-- saved -->\n<html lang=vi><p>x</p>", formats.HTML),
    ("XHTML", b'<?xml version="1.0"?>\n<html xmlns="x"><head></head></html>', formats.HTML),
    ("HTML fragment", b"<figure><table><tr><td>x</td></tr></table></figure>", formats.HTML),
    ("HTML in UTF-16", "\ufeff<html><body><p>Báo cáo</p></body></html>".encode("utf-16-le"), formats.HTML),
    ("MHTML", b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", formats.MHTML),
    ("HEIC", b"\0\0\0\x18ftypheic" + bytes(300), formats.PICTURE),
    ("WebP", b"RIFF\x10\x20\0\0WEBPVP8 " + bytes(300), formats.PICTURE),
    ("BMP", b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(300), formats.PICTURE),
    ("RAR", b"Rar!\x1a\x07\x01\0" + bytes(300), formats.PACKED),
    ("7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(300), formats.PACKED),
    ("tar", b"bao-cao.txt".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), formats.PACKED),
    ("P7M", b"\x30\x82\x10\0\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" + bytes(300), formats.SIGNED),
    ("a mail with a file", b"From: a@x\nTo: b@x\nSubject: x\nContent-Type: multipart/mixed\n\n", formats.MAIL),
    ("a mail after others", b"Received: x\r\n" * 30 + b"From: a@x\r\nDate: x\r\nTo: b@x\r\n\r\nx", formats.MAIL),
    ("a page sent by mail", b"From: a\nTo: b\nDate: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n", formats.MHTML),
    ("a mail of Outlook", OLE + "__properties_version1.0".encode("utf-16-le") + b"\0\0", formats.MAIL),
    ("text", TEXT.encode(), formats.TEXT),
    ("text with an angle", "<Dự thảo> Báo cáo quý I".encode(), formats.TEXT),
    ("text in UTF-16", TEXT.encode("utf-16-le"), formats.TEXT),
    ("random bytes", bytes(range(256)) * 8, formats.UNKNOWN),
    ("a program", b"\x7fELF" + bytes(300), formats.UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("head", "media_type"), [case[1:] for case in HEADS], ids=[case[0] for case in HEADS])
def test_bytes_decide(head: bytes, media_type: str, tmp_path: Path) -> None:
    path = write(tmp_path / "paper.pdf", head)
    assert sniff(head[: formats.HEAD], path) == media_type


@pytest.mark.parametrize(
    ("parts", "media_type"),
    [
        (["[Content_Types].xml", "word/document.xml"], formats.DOCX),
        (["[Content_Types].xml", "xl/workbook.xml"], formats.SHEET),
        (["[Content_Types].xml", "ppt/presentation.xml"], formats.SLIDES),
        (["bao-cao.txt"], formats.ZIP),
    ],
)
def test_packages_are_told_apart_by_what_is_inside(parts: list[str], media_type: str, tmp_path: Path) -> None:
    path = tmp_path / "package"
    with zipfile.ZipFile(path, "w") as package:
        for part in parts:
            package.writestr(part, "x")
    assert sniff(path.read_bytes()[: formats.HEAD], path) == media_type


def test_an_opendocument_text_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", formats.ODT)
        package.writestr("content.xml", "<x/>")
    assert sniff(path.read_bytes()[: formats.HEAD], path) == formats.ODT


@pytest.mark.usefixtures("font")
def test_a_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path / "really.docx")
    word = write_docx(tmp_path / "really.pdf", paragraph("Báo cáo của tỉnh Vân Lĩnh"))
    page = write(tmp_path / "really.doc", "<html><body><p>Báo cáo của tỉnh Vân Lĩnh</p></body></html>")
    assert read(pdf).media_type == formats.PDF
    assert (read(word).media_type, read(word).text) == (formats.DOCX, "Báo cáo của tỉnh Vân Lĩnh")
    assert (read(page).media_type, read(page).text) == (formats.HTML, "Báo cáo của tỉnh Vân Lĩnh")


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n" + bytes(9), b"\xff\xd8\xff" + b"abc" * 50, b"\x89PNG lost", b"GIF89a,,"]
)
def test_a_broken_picture_is_told_so(raw: bytes, tmp_path: Path) -> None:
    """And not that its encoding is unknown."""
    with pytest.raises(ReadError, match="ảnh bị hỏng"):
        read(write(tmp_path / "anh.png", raw))


def test_what_cannot_be_read_is_told_all_that_can(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormatError, match=r"PDF, DOCX, DOC, RTF, ODT, HTML.*TXT.*PNG, JPEG, TIFF.*ZIP"):
        read(write(tmp_path / "x.bin", bytes(range(256)) * 8))


@pytest.mark.usefixtures("font")
def test_a_pdf_behind_junk_is_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "plain.pdf")
    junk = write(tmp_path / "junk.pdf", b"\r\n" * 400 + path.read_bytes())
    assert read(junk).text == read(path).text


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"<!---->" * 500, formats.TEXT),  # five comments among so many can be chosen in 10 billion ways
        (b"<!-- a --> b --><html><p>x</p></html>", formats.TEXT),
        (b"<!-- a --><!-- b -- c --> <html><p>x</p></html>", formats.HTML),
    ],
)
def test_comments_before_a_page_end_at_their_first_end(head: bytes, media_type: str, tmp_path: Path) -> None:
    assert sniff(head, tmp_path) == media_type


def test_other_kinds_are_refused_with_what_to_do(tmp_path: Path) -> None:
    sheet = write(tmp_path / "so-lieu.docx", OLE + "Workbook".encode("utf-16-le") + b"\0\0")
    with pytest.raises(UnsupportedFormatError, match=r"“so-lieu\.docx”: .*bảng tính.*PDF hoặc DOCX"):
        read(sheet)
    package = tmp_path / "tai-lieu.zip"
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("a.txt", "x")
    with pytest.raises(UnsupportedFormatError, match="Giải nén"):
        read(package)
    with pytest.raises(UnsupportedFormatError, match="PDF, DOCX"):
        read(write(tmp_path / "x.txt", bytes(range(256)) * 8))
    locked = write(tmp_path / "mat.docx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0\0")
    with pytest.raises(EncryptedError, match="Gỡ mật khẩu"):
        read(locked)


@pytest.mark.parametrize("name", ["empty.txt", "empty.pdf", "empty.docx"])
def test_an_empty_file_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="tệp rỗng"):
        read(write(tmp_path / name, b""))


def test_a_file_of_blanks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="không đọc được chữ nào"):
        read(write(tmp_path / "blank.txt", " \n\n\t\n"))


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    from archive.extract import extract_file

    with pytest.raises(ReadError, match=r"“khong-co\.txt”: không mở được tệp"):
        extract_file(tmp_path / "khong-co.txt", sha256="0" * 64)


def test_an_image_of_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    Image.new("L", (10, 10)).save(path, "GIF")
    with pytest.raises(UnsupportedFormatError):
        read(path)
