"""DOCX gives what Word prints: cells apart, notes, automatic numbers, inserted text, each thing once."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from archive.errors import ReadError, UnsupportedFormatError
from archive.extract.lists import Lists
from archive.model import PAGE_BREAK
from tests.extract.papers import (
    BODY,
    HEAD,
    LEFT,
    RIGHT,
    TEXT,
    W,
    in_old_encoding,
    paragraph,
    read,
    table,
    write,
    write_docx,
)

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def text_of(tmp_path: Path, body: str, **parts: str) -> str:
    return read(write_docx(tmp_path / "bao-cao.docx", body, **parts)).text


def test_a_paper_with_its_head_in_a_table(tmp_path: Path) -> None:
    """As written by python-docx: a two-column head stays two columns."""
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (LEFT, RIGHT), strict=True):
        cell.text = "\n".join(lines)
    for line in BODY:
        document.add_paragraph(line)
    path = tmp_path / "bao-cao.docx"
    document.save(str(path))
    extracted = read(path)
    assert extracted.text == TEXT
    assert len(extracted.pages) == 1


def test_cells_of_a_head_and_of_a_table_of_figures(tmp_path: Path) -> None:
    body = table((LEFT, RIGHT)) + table((["STT"], ["Chỉ tiêu"], ["Kết quả"]), (["1"], [""], ["6.784 ha"]))
    assert text_of(tmp_path, body) == "\n".join([*HEAD, "STT   Chỉ tiêu   Kết quả", "1      6.784 ha"])


def test_inserted_text_counts_and_deleted_text_does_not(tmp_path: Path) -> None:
    body = (
        f"<w:p>{RUN.format('Đạt ')}<w:ins>{RUN.format('96,1%')}</w:ins>"
        f"<w:del><w:r><w:delText>95%</w:delText></w:r></w:del>{RUN.format(' kế hoạch')}</w:p>"
    )
    assert text_of(tmp_path, body) == "Đạt 96,1% kế hoạch"


def test_links_fields_and_controls_are_read_and_codes_are_not(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:hyperlink>{RUN.format('vanlinh.vn')}</w:hyperlink><w:sdt><w:sdtContent>{RUN.format(' trang ')}"
        "</w:sdtContent></w:sdt><w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"<w:fldSimple>{RUN.format('3')}</w:fldSimple></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('Mục lục')}</w:sdtContent></w:sdt>"
    )
    assert text_of(tmp_path, body) == "vanlinh.vn trang 3\nMục lục"


def test_signs_inside_runs(tmp_path: Path) -> None:
    run = "<w:r><w:t>Số:</w:t><w:tab/><w:t>12/NQ</w:t><w:noBreakHyphen/><w:t>HĐND</w:t><w:br/><w:t>dòng hai</w:t></w:r>"
    assert text_of(tmp_path, f"<w:p>{run}</w:p>") == "Số:\t12/NQ-HĐND\ndòng hai"


def test_capitals_raised_figures_and_hidden_text_are_as_printed(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Báo cáo</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> 5 m</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:rPr><w:caps w:val='0'/></w:rPr><w:t> tăng</w:t></w:r></w:p>"
    )
    assert text_of(tmp_path, body) == "BÁO CÁO 5 m² tăng"


def test_capitals_may_come_from_a_style_and_what_it_is_based_on(tmp_path: Path) -> None:
    styles = (
        f"<w:styles {W}><w:style w:styleId='Base'><w:rPr><w:caps/></w:rPr></w:style>"
        "<w:style w:styleId='Title'><w:basedOn w:val='Base'/></w:style></w:styles>"
    )
    body = paragraph("Báo cáo", "<w:pPr><w:pStyle w:val='Title'/></w:pPr>") + paragraph("quý I")
    assert text_of(tmp_path, body, styles=styles) == "BÁO CÁO\nquý I"


def test_a_text_box_is_read_once_though_it_is_stored_twice(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('Trang 5')}</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><w:t>Kính gửi</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(tmp_path, body) == "Kính gửi\nTrang 5"


NOTES = (
    f"<w:footnotes {W}><w:footnote w:id='-1' w:type='separator'>{paragraph('---')}</w:footnote>"
    f"<w:footnote w:id='7'>{paragraph('Theo báo cáo của Chi cục Thống kê.')}</w:footnote>"
    f"<w:footnote w:id='9'>{paragraph('Gồm cả huyện Khe Sương.')}</w:footnote></w:footnotes>"
)


def cite(note: int) -> str:
    return f"<w:r><w:footnoteReference w:id='{note}'/></w:r>"


def test_notes_are_numbered_as_cited_and_follow_the_text(tmp_path: Path) -> None:
    body = f"<w:p>{RUN.format('6.784 ha')}{cite(9)}{RUN.format(', 125.400 con')}{cite(7)}</w:p>"
    assert text_of(tmp_path, body, footnotes=NOTES) == (
        "6.784 ha¹, 125.400 con²" + PAGE_BREAK + "¹ Gồm cả huyện Khe Sương.\n² Theo báo cáo của Chi cục Thống kê."
    )


def test_pages_are_those_word_saw_and_hold_their_notes(tmp_path: Path) -> None:
    body = (
        f"<w:p>{RUN.format('Trang một')}{cite(7)}</w:p>"
        f"<w:p>{RUN.format('giữa ')}<w:r><w:lastRenderedPageBreak/><w:t>trang</w:t></w:r></w:p>"
        "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
        f"<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang ba</w:t></w:r>{cite(9)}</w:p>"
    )
    extracted = read(write_docx(tmp_path / "x.docx", body, footnotes=NOTES))
    assert extracted.text.split(PAGE_BREAK) == [
        "Trang một¹\ngiữa trang",
        "Trang ba²",
        "¹ Theo báo cáo của Chi cục Thống kê.\n² Gồm cả huyện Khe Sương.",
    ]
    assert [extracted.text[page.span.start : page.span.end] for page in extracted.pages] == [
        "Trang một¹\ngiữa", "trang", "Trang ba²",
    ]  # fmt: skip
    assert [(aside.mark, aside.page) for aside in extracted.asides] == [("1", 1), ("2", 3)]


def test_a_note_cited_but_missing_costs_nothing(tmp_path: Path) -> None:
    assert text_of(tmp_path, f"<w:p>{RUN.format('6.784 ha')}{cite(5)}</w:p>") == "6.784 ha¹\n\n¹"


NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2.%3)'/></w:lvl>"
    "<w:lvl w:ilvl='3'><w:isLgl/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uf0b7'/></w:lvl>"
    "</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>"
    "</w:lvlOverride></w:num><w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
)


def item(text: str, number: int, level: int = 0) -> str:
    return paragraph(text, f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr></w:pPr>")


def test_automatic_numbers_are_those_word_prints(tmp_path: Path) -> None:
    """Lists of one abstract definition count on; a start override begins anew; deeper levels restart."""
    body = "".join(
        [
            item("Kinh tế", 1), item("Nông nghiệp", 1, 1), item("Lúa", 1, 2), item("Ngô", 1, 2), item("Thủy sản", 1, 1),
            item("Tôm", 1, 2), item("Xã hội", 2), item("Giáo dục", 2, 1), item("Mục", 2, 3), item("Phụ lục", 3),
            item("Như trên;", 4), paragraph("Hết."),
        ]
    )  # fmt: skip
    assert text_of(tmp_path, body, numbering=NUMBERING).split("\n") == [
        "I. Kinh tế", "1. Nông nghiệp", "1.a) Lúa", "1.b) Ngô", "2. Thủy sản", "2.a) Tôm", "II. Xã hội",
        "1. Giáo dục", "2.1 Mục", "I. Phụ lục", "- Như trên;", "Hết.",
    ]  # fmt: skip


def test_a_number_may_come_from_the_style(tmp_path: Path) -> None:
    style = "<w:style w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    styles = f"<w:styles {W}>{style}</w:styles>"
    body = paragraph("Kinh tế", "<w:pPr><w:pStyle w:val='H1'/></w:pPr>") * 2
    assert text_of(tmp_path, body, numbering=NUMBERING, styles=styles) == "I. Kinh tế\nII. Kinh tế"


def test_lists_without_a_definition_have_no_number() -> None:
    assert Lists(None).next_label("1", 0) == ""


def font(name: str) -> str:
    return f"<w:rPr><w:rFonts w:ascii='{name}' w:hAnsi='{name}'/></w:rPr>"


def test_old_fonts_are_converted_run_by_run(tmp_path: Path) -> None:
    """A TCVN3 body under a Unicode head; the soft hyphen is the letter ư; the font of capitals prints capitals."""
    old = in_old_encoding("Sở Nông nghiệp báo cáo kết quả sản xuất vụ này", "tcvn3")
    body = (
        paragraph("ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH")
        + f"<w:p><w:r>{font('.VnTimeH')}<w:t>{in_old_encoding('báo cáo', 'tcvn3')}</w:t></w:r></w:p>"
        + f"<w:p><w:r>{font('.VnTime')}<w:t>{old}, ®</w:t><w:softHyphen/><w:t>îc mïa.</w:t></w:r></w:p>"
    )
    assert text_of(tmp_path, body) == (
        "ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH\nBÁO CÁO\nSở Nông nghiệp báo cáo kết quả sản xuất vụ này, được mùa."
    )


def test_an_old_font_may_be_that_of_the_defaults(tmp_path: Path) -> None:
    styles = f"<w:styles {W}><w:docDefaults><w:rPrDefault>{font('VNI-Times')}</w:rPrDefault></w:docDefaults></w:styles>"
    text = "Sở Nông nghiệp báo cáo kết quả sản xuất"
    assert text_of(tmp_path, paragraph(in_old_encoding(text, "vni")), styles=styles) == text


def test_a_font_name_left_over_unicode_text_changes_nothing(tmp_path: Path) -> None:
    text = "Sở có báo cáo và đề nghị các phòng cùng thực hiện"
    runs = "".join(f"<w:r>{font('.VnTime')}<w:t xml:space='preserve'>{word} </w:t></w:r>" for word in text.split())
    assert text_of(tmp_path, f"<w:p>{runs}</w:p>") == text


def test_old_text_without_a_font_name_is_found_by_content(tmp_path: Path) -> None:
    text = "Sở báo cáo kết quả sản xuất nông nghiệp quý này của các huyện trong tỉnh"
    assert text_of(tmp_path, paragraph(in_old_encoding(text, "tcvn3"))) == text


def test_a_package_without_a_document_is_an_error(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "x.docx", "")
    assert b"word/document.xml" in path.read_bytes()
    with pytest.raises(ReadError, match="không đọc được chữ nào"):
        read(path)


RTF = (
    r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 "
    r"B\u225?o c\u225?o c\u7911?a t\u7881?nh V\u226?n L\u297?nh\par}"
)


@pytest.mark.usefixtures("office")
def test_rtf_goes_through_libreoffice_once(tmp_path: Path) -> None:
    """What was converted is kept by content hash: the kept file is what a second reading returns."""
    path, cache = write(tmp_path / "bao-cao.doc", RTF), tmp_path / "cache"
    extracted = read(path, cache=cache)
    assert (extracted.text, extracted.media_type) == ("Báo cáo của tỉnh Vân Lĩnh", "application/rtf")
    (kept,) = cache.glob("*/*.docx")
    assert kept.parent.name == extracted.sha256
    write_docx(kept, paragraph("Bản đã giữ"))
    assert read(path, cache=cache).text == "Bản đã giữ"


def test_without_libreoffice_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedFormatError, match=r"“cu\.doc”: .*LibreOffice.*lưu lại dạng \.docx"):
        read(write(tmp_path / "cu.doc", RTF))


def test_looks_and_numbers_of_sessions_are_left_out_and_no_word_is(tmp_path: Path) -> None:
    body = (
        '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CE"><w:bookmarkStart w:name="a&gt;b"/><w:r w:rsidRPr="0">'
        '<w:rPr><w:caps/><w:sz w:val="28"/><w:lang w:val="vi"/></w:rPr><w:t>báo cáo &lt;w:lang/&gt; w:rsidR="1"</w:t>'
        '</w:r><w:bookmarkEnd w:id="0"/><w:proofErr w:type="spellEnd"/></w:p>'
    )
    assert text_of(tmp_path, body) == 'BÁO CÁO <W:LANG/> W:RSIDR="1"'
