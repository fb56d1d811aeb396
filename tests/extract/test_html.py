"""HTML gives its visible text: a block a line, cells apart, no menus, scripts or styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import ReadError
from tests.extract.papers import BODY, HEAD, LEFT, RIGHT, in_old_encoding, in_windows_1258, read, write

PAGE = f"""<!DOCTYPE html><html><head><title>Trang</title><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Trang chủ</a></nav>
<ul><li><a>Tin tức</a></li><li><a>Văn bản</a></li><li><a>Liên hệ</a></li><li><a>Đăng nhập</a></li></ul>
<script>alert("x")</script><div style="display:none">ẩn</div>
<table><tr><td>{"<br>".join(LEFT)}</td><td>{"".join(f"<p><b>{line}</b></p>" for line in RIGHT)}</td></tr></table>
{"".join(f"<p>{line}</p>" for line in BODY)}
</body></html>"""


def test_a_page_gives_its_visible_text(tmp_path: Path) -> None:
    extracted = read(write(tmp_path / "bao-cao.html", PAGE))
    assert extracted.text == "\n".join(HEAD + BODY)
    assert extracted.media_type == "text/html"


def test_utf8_is_read_whatever_charset_is_declared(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">')
    assert read(write(tmp_path / "x.html", page)).text == "\n".join(HEAD + BODY)


def test_a_damaged_byte_does_not_change_the_encoding(tmp_path: Path) -> None:
    page = PAGE.encode().replace(b"125.400", b"125\xff400")
    assert read(write(tmp_path / "x.html", page)).text == "\n".join(HEAD + BODY).replace("125.400", "125\ufffd400")


def test_a_declared_code_page_is_used(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=windows-1258">')
    assert read(write(tmp_path / "x.html", in_windows_1258(page))).text == "\n".join(HEAD + BODY)


def test_old_encodings_are_found_by_content(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{in_old_encoding(line, 'vni')}</p>" for line in BODY)
    page = f"<html><body>{paragraphs}</body></html>".encode("cp1252")
    assert read(write(tmp_path / "x.html", page)).text == "\n".join(BODY)


def test_raised_digits_entities_and_blanks(tmp_path: Path) -> None:
    page = "<html><body><p>tăng\n  nhanh<sup>7</sup>&nbsp;&amp; vững,\n5 m<sup>2</sup></p></body></html>"
    assert read(write(tmp_path / "x.html", page)).text == "tăng nhanh⁷ & vững, 5 m²"


def test_text_with_links_is_no_menu(tmp_path: Path) -> None:
    links = "; ".join(f"<a href='#{n}'>Luật {n}</a> được Quốc hội thông qua kỳ họp này" for n in range(5))
    assert "Luật 4" in read(write(tmp_path / "x.html", f"<html><body><div>Căn cứ {links}.</div></body></html>")).text


def test_a_table_that_lays_out_the_page_is_read_column_by_column(tmp_path: Path) -> None:
    left = "".join(f"<p>Mục {n}</p>" for n in range(50))
    page = f"<html><body><table><tr><td>{left}</td><td><p>Nội dung</p></td></tr></table></body></html>"
    assert read(write(tmp_path / "x.html", page)).text.split("\n")[-2:] == ["Mục 49", "Nội dung"]


def test_a_saved_web_page_gives_its_html_part(tmp_path: Path) -> None:
    mime = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=cut\r\n\r\n--cut\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><body><p>Báo cáo của Vân Lĩnh</p></body></html>\r\n--cut--\r\n"
    )
    assert read(write(tmp_path / "x.doc", mime)).text == "Báo cáo của Vân Lĩnh"


def test_a_saved_web_page_without_html_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="MHTML"):
        read(write(tmp_path / "x.mht", "MIME-Version: 1.0\r\nContent-Type: text/css\r\n\r\np {}"))


@pytest.mark.parametrize("tag", ["div", "ul", "span", "table><tr><td"])
def test_nesting_without_end_is_read(tag: str, tmp_path: Path) -> None:
    page = write(tmp_path / "deep.html", f"<html><body>{f'<{tag}>' * 20_000}Vân Lĩnh")
    assert "Vân Lĩnh" in read(page).text
