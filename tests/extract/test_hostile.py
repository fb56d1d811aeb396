"""A hostile or damaged file costs one `ReadError` with its name; it never hangs, crashes or fills the memory."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from archive.errors import EncryptedError, ReadError
from tests.extract.papers import TEXT, TYPES, W, paragraph, read, write, write_docx, write_pdf


def write_parts(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return path


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{entities}]><w:document {W}><w:body>&a9;</w:body></w:document>"
    with pytest.raises(ReadError, match=r"bomb\.docx"):
        read(write_parts(tmp_path / "bomb.docx", document=bomb.encode()))


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "mật")
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {W}><w:body>&e;</w:body></w:document>'
    with pytest.raises(ReadError):
        read(write_parts(tmp_path / "x.docx", document=xml.encode()))


def test_a_part_packed_too_tightly_is_refused_unread(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "bomb.docx", document=b" " * (70 << 20))
    assert path.stat().st_size < 200_000
    with pytest.raises(ReadError, match="bom nén"):
        read(path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "liar.docx", document=b"<x/>" + b" " * (9 << 20))
    raw = path.read_bytes().replace((9 * 2**20 + 4).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(ReadError, match=r"liar\.docx"):
        read(write(path, raw))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        for number in range(5001):
            package.writestr(f"word/{number}.xml", "")
    with pytest.raises(ReadError, match="quá nhiều dữ liệu"):
        read(path)


def test_xml_nested_without_end_is_one_error(tmp_path: Path) -> None:
    body = "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000
    with pytest.raises(ReadError, match=r"deep\.docx"):
        read(write_docx(tmp_path / "deep.docx", body))


def test_styles_based_on_each_other_end(tmp_path: Path) -> None:
    styles = (
        f"<w:styles {W}><w:style w:styleId='A'><w:basedOn w:val='B'/></w:style>"
        "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>"
    )
    body = paragraph("Vân Lĩnh", "<w:pPr><w:pStyle w:val='A'/></w:pPr>")
    assert read(write_docx(tmp_path / "x.docx", body, styles=styles)).text == "Vân Lĩnh"


@pytest.mark.usefixtures("font")
def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    path = lock(write_pdf(tmp_path / "paper.pdf"), tmp_path / "mat.pdf", user="bí mật")
    with pytest.raises(EncryptedError, match=r"“mat\.pdf”: .*mật khẩu"):
        read(path)


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_pdf_with_an_owner_password_only_is_read(algorithm: str, tmp_path: Path) -> None:
    path = lock(write_pdf(tmp_path / "paper.pdf"), tmp_path / "owner.pdf", user="", algorithm=algorithm)
    assert read(path).text == TEXT


def lock(source: Path, target: Path, *, user: str, algorithm: str = "AES-256") -> Path:
    writer = PdfWriter(clone_from=source)
    writer.encrypt(user, "chủ", algorithm=algorithm)
    writer.write(target)
    return target


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6])
def test_a_cut_pdf_is_one_error_or_what_is_left(kept: float, tmp_path: Path) -> None:
    raw = write_pdf(tmp_path / "paper.pdf", pages=3).read_bytes()
    path = write(tmp_path / "cut.pdf", raw[: int(len(raw) * kept)])
    try:
        read(path)
    except ReadError as error:
        message = str(error)
    else:
        message = "“cut.pdf”"
    assert message.startswith("“cut.pdf”")


def test_a_pdf_that_is_only_its_first_line_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="hỏng"):
        read(write(tmp_path / "x.pdf", b"%PDF-1.7\n"))


def make_pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    raw, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return raw + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(raw),
    )


HOSTILE = {
    "a page tree in a circle": make_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"
    ),
    "a lying count of pages": make_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 900000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ),
    "an array nested without end": make_pdf(
        b"<</Type/Catalog/Pages 2 0 R/X %s%s>>" % (b"[" * 100_000, b"]" * 100_000), b"<</Type/Pages/Kids[]/Count 0>>"
    ),
    "a page of no size": make_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>",
    ),
    "no pages": make_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pdfs_are_one_error(raw: bytes, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"hostile\.pdf"):
        read(write(tmp_path / "hostile.pdf", raw))


def png(width: int, height: int) -> bytes:
    """The head of a PNG of any size: enough to be opened, nothing to be unpacked."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_000, 60_000])
@pytest.mark.usefixtures("ocr")
@pytest.mark.ocr
def test_an_image_too_large_is_refused_before_it_is_unpacked(side: int, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"“huge\.png”"):
        read(write(tmp_path / "huge.png", png(side, side)))


@pytest.mark.usefixtures("ocr")
@pytest.mark.ocr
def test_a_cut_image_is_an_error(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(picture, "JPEG")
    with pytest.raises(ReadError, match=r"“cut\.jpg”"):
        read(write(tmp_path / "cut.jpg", picture.getvalue()[:5_000]))


@pytest.mark.usefixtures("font")
@pytest.mark.parametrize("seed", range(12))
def test_files_with_random_damage_cost_one_error_at_most(seed: int, tmp_path: Path) -> None:
    """Every kind is damaged in twenty places; whatever happens inside, only `ReadError` comes out."""
    chance = random.Random(seed)
    papers = [
        write_pdf(tmp_path / "a.pdf"),
        write_docx(tmp_path / "b.docx", paragraph(TEXT) * 20),
        write(tmp_path / "c.html", f"<html><body><table><tr><td>{TEXT}</td></tr></table></body></html>"),
        write(tmp_path / "d.txt", TEXT),
    ]
    for paper in papers:
        raw = bytearray(paper.read_bytes())
        for _ in range(20):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        write(paper, bytes(raw))
        try:
            text = read(paper, ocr_language="none").text
        except ReadError as error:
            text = str(error)
        assert text


@pytest.mark.usefixtures("font")
def test_the_file_handed_in_is_not_touched(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "paper.pdf")
    before = path.read_bytes(), path.stat().st_mtime_ns
    read(path, cache=tmp_path / "cache")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert len(PdfReader(path).pages) == 1
