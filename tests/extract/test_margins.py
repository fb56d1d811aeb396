"""What stands beside the text of a Word file: heads and feet, remarks, changes, macros, and links that lead outside."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from archive.model import Aside, Extracted
from tests.extract.papers import BODY, HEAD, LEFT, RIGHT, TEXT, W, paragraph, read, table, write, write_docx

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def write_paper(
    path: Path, body: str, *, heads: dict[str, str] | None = None, feet: str = "", extra: dict[str, bytes] | None = None
) -> Path:
    """A DOCX whose pages have heads by type (first, default, even) and one foot."""
    parts = {f"header{n}": (kind, xml, "header") for n, (kind, xml) in enumerate((heads or {}).items(), start=1)}
    if feet:
        parts["footer1"] = ("default", feet, "footer")
    references = "".join(
        f"<w:{what}Reference {R} w:type='{kind}' r:id='r{name}'/>" for name, (kind, _, what) in parts.items()
    )
    write_docx(path, f"{body}<w:sectPr>{references}</w:sectPr>")
    relations = "".join(f"<Relationship Id='r{name}' Target='{name}.xml'/>" for name in parts)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, (_, xml, what) in parts.items():
            tag = "hdr" if what == "header" else "ftr"
            package.writestr(f"word/{name}.xml", f"<w:{tag} {W}>{xml}</w:{tag}>")
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return path


def asides(extracted: Extracted) -> list[tuple[str, str]]:
    return [(aside.kind, extracted.text[aside.span.start : aside.span.end]) for aside in extracted.asides]


def test_a_letterhead_that_stands_only_in_the_head_of_the_page_comes_first(tmp_path: Path) -> None:
    heads = {"default": paragraph("BC quý I"), "first": table((LEFT, RIGHT))}
    path = write_paper(tmp_path / "a.docx", "".join(map(paragraph, BODY)), heads=heads)
    extracted = read(path)
    assert extracted.text[: extracted.body_end] == TEXT
    assert asides(extracted) == [("margin", "BC quý I")]


def test_heads_and_feet_are_kept_beside_the_text_once_and_page_numbers_are_not(tmp_path: Path) -> None:
    heads = {"default": paragraph("Sở Nội vụ tỉnh Vân Lĩnh"), "even": paragraph("Sở Nội vụ tỉnh Vân Lĩnh")}
    path = write_paper(tmp_path / "a.docx", "".join(map(paragraph, HEAD + BODY)), heads=heads, feet=paragraph("2"))
    extracted = read(path)
    assert extracted.text[: extracted.body_end] == TEXT
    assert asides(extracted) == [("margin", "Sở Nội vụ tỉnh Vân Lĩnh")]


def test_a_letterhead_in_both_places_is_read_once(tmp_path: Path) -> None:
    path = write_paper(tmp_path / "a.docx", paragraph(TEXT), heads={"first": paragraph(HEAD[0])})
    assert read(path).text.count("CỘNG HÒA") == 2, "in the text, and beside it"


def test_remarks_are_kept_beside_the_page_they_are_about(tmp_path: Path) -> None:
    marked = "<w:p><w:r><w:t>Kết quả đạt 96%</w:t></w:r><w:r><w:commentReference w:id='7'/></w:r></w:p>"
    comments = (
        f"<w:comments {W}><w:comment w:id='7' w:author='Đỗ Thị Mận'>{paragraph('Xem lại số')}{paragraph('này.')}"
        f"</w:comment><w:comment w:id='8' w:author='Ma'>{paragraph('Không gắn vào đâu')}</w:comment></w:comments>"
    )
    page = "<w:p><w:r><w:t>Trang đầu</w:t></w:r><w:r><w:br w:type='page'/></w:r></w:p>"
    broken = "<w:p><w:r><w:lastRenderedPageBreak/></w:r></w:p>"
    extracted = read(write_docx(tmp_path / "a.docx", page + broken + marked, comments=comments))
    assert asides(extracted) == [("comment", "Đỗ Thị Mận: Xem lại số này.")]
    assert [aside.page for aside in extracted.asides] == [2]
    assert "\x03" not in extracted.text


def test_deleted_text_is_gone_and_inserted_text_counts(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Đạt </w:t></w:r><w:del><w:r><w:delText>95</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>96</w:t></w:r></w:ins><w:r><w:t>%</w:t></w:r></w:p>"
    )
    assert read(write_docx(tmp_path / "a.docx", body)).text == "Đạt 96%"


def test_a_text_box_is_read_once_though_it_is_drawn_twice(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Số: 12/BC-SNV')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(write_docx(tmp_path / "a.docx", body)).text == "Số: 12/BC-SNV"


def test_macros_and_links_that_lead_outside_are_left_alone(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.xml", f"<w:hdr {W}>{paragraph('bí mật')}</w:hdr>")
    relations = (
        f"<Relationships><Relationship Id='rheader1' TargetMode='External' Target='{secret.as_uri()}'/>"
        "<Relationship Id='rheader2' Target='../../secret.xml'/>"
        "<Relationship Id='t' Type='attachedTemplate' TargetMode='External' Target='http://127.0.0.1:9/a.dotm'/>"
        "</Relationships>"
    )
    references = "".join(f"<w:headerReference {R} w:type='default' r:id='rheader{n}'/>" for n in (1, 2))
    path = write_docx(tmp_path / "a.docx", f"{paragraph('Báo cáo')}<w:sectPr>{references}</w:sectPr>")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/_rels/document.xml.rels", relations)
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 Attribute VB_Name")
    assert read(path).text == "Báo cáo"


ODT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text>'
    "{paragraphs}</office:text></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


@pytest.mark.usefixtures("office")
def test_an_odt_is_read_with_its_notes(tmp_path: Path) -> None:
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Theo số liệu của Sở.</text:p></text:note-body></text:note>"
    )
    path = tmp_path / "bao-cao.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        paragraphs = f"<text:p>Đạt 96%{note} kế hoạch của tỉnh Vân Lĩnh.</text:p>"
        package.writestr("content.xml", ODT.format(paragraphs=paragraphs))
        package.writestr("META-INF/manifest.xml", MANIFEST)
    extracted = read(path)
    assert extracted.media_type == "application/vnd.oasis.opendocument.text"
    assert extracted.text[: extracted.body_end] == "Đạt 96%¹ kế hoạch của tỉnh Vân Lĩnh."
    (aside,) = extracted.asides
    assert isinstance(aside, Aside)
    assert extracted.text[aside.span.start : aside.span.end] == "Theo số liệu của Sở."
