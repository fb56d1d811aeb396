"""Hostile files through the product's own children: each costs one failed outcome, and the next file is read."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive.config import Config
from archive.errors import ReadError
from archive.extract import extract_file
from archive.ingest import ingest_files
from archive.pool import Found, Job, Lost, Pool
from tests.extract.papers import TEXT, TYPES, W, paragraph, write, write_docx
from tests.extract.test_hostile import HOSTILE, make_pdf, png
from tests.papers import open_archive, write_report

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F0 5 0 R>>>>>>"


def stream(content: bytes, rest: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), rest, packed)


def page_of(content: bytes, *more: bytes) -> bytes:
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return make_pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, _PAGE, stream(content), *more)


def forms(depth: int) -> list[bytes]:
    """Forms that draw the next one ten times: 10 to the power of `depth` drawings in a small file."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F%d %d 0 R>>>>"
    return [stream(b"/F%d Do " % (n + 1) * 10, form % (n + 1, n + 6)) for n in range(depth)]


def docx_of(document: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", document)
    return made.getvalue()


def wide_image() -> bytes:
    made = io.BytesIO()
    Image.new("1", (30_000, 30_000), 1).save(made, "TIFF", compression="group4")
    return made.getvalue()


ENTITIES = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
FILES = {
    **{f"{name}.pdf": raw for name, raw in HOSTILE.items()},
    "a stream of 300 MB.pdf": page_of(b"q Q " * (75 << 20)),
    "forms that draw forms.pdf": page_of(b"/F0 Do", *forms(8)),
    "a form that draws itself.pdf": page_of(b"/F0 Do", stream(b"/F0 Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")),
    "cut.pdf": page_of(b"BT ET" * 900)[:400],
    "an image named so.pdf": png(60_000, 60_000),
    "entities.docx": docx_of(f"<!DOCTYPE x [<!ENTITY a0 'ha'>{ENTITIES}]><w:document {W}>&a9;</w:document>".encode()),
    "blanks.docx": docx_of(b" " * (100 << 20)),
    "deep.docx": docx_of(f"<w:document {W}>{'<w:sdt>' * 90_000}".encode()),
    "a page for a wall.tif": wide_image(),
    "deep.html": b"<html><body>" + b"<div><table><tr><td>" * 40_000,
    "brackets.rtf.html": b"{\\rtf1" + b"{" * 50_000,
    "nothing.txt": b"",
    "zeros.doc": bytes(100_000),
}


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    with Pool(Config(root=tmp_path_factory.mktemp("root"), workers=1), seconds=30) as pool:
        yield pool


def job_of(path: Path) -> Job:
    return Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_costs_one_outcome_and_the_next_is_read(name: str, pool: Pool, tmp_path: Path) -> None:
    hostile, report = write(tmp_path / name, FILES[name]), write_report(tmp_path, 52)
    lost, found = pool.read_all([job_of(hostile), job_of(report)])
    assert isinstance(lost, Lost)
    assert len(lost.error) < 400
    assert isinstance(found, Found)


def test_an_archive_that_was_fed_hostile_files_holds_the_others(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, FILES[name]) for name in ("cut.pdf", "entities.docx", "nothing.txt", "blanks.docx")]
    with open_archive(tmp_path / "archive") as library:
        outcomes = list(ingest_files(library, [*paths, write_report(tmp_path, 1), write_report(tmp_path, 2)]))
        assert [outcome.status for outcome in outcomes].count("added") == 2
        assert [outcome.status for outcome in outcomes].count("failed") == 4
        assert library.catalogue.count() == len(library.engine.ids()) == 2


def sample(kind: str, folder: Path) -> bytes:
    if kind == "docx":
        return write_docx(folder / "a.docx", paragraph(TEXT) * 3).read_bytes()
    if kind == "html":
        return f"<html><body><p>{TEXT}</p><table><tr><td>1<td>2</table></body></html>".encode()
    if kind == "txt":
        return TEXT.encode()
    return page_of(b"BT /F1 12 Tf 100 700 Td (Bao cao) Tj ET")


@pytest.mark.parametrize("kind", ["docx", "html", "txt", "pdf"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_to_a_file_a_reader_gives_text_or_one_error(
    kind: str, data: st.DataObject, tmp_path: Path
) -> None:
    raw = bytearray(sample(kind, tmp_path))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        raw[start : start + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    path = write(tmp_path / f"x.{kind}", bytes(raw))
    try:
        text = extract_file(path, sha256="0" * 64, ocr_language="none").text
    except ReadError as error:
        text = str(error)
    assert text
