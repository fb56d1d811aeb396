"""Text files in any encoding used for Vietnamese arrive as the same text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.extract.encodings import decode_text
from archive.extract.legacy import convert_legacy, convert_run, load_schemes, scheme_of_font
from archive.model import PAGE_BREAK, Span
from tests.extract.papers import TEXT, in_old_bytes, in_old_encoding, in_windows_1258, read, write

ENCODED = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "UTF-8, decomposed": unicodedata.normalize("NFD", TEXT).encode(),
    "UTF-8, Windows line ends": TEXT.replace("\n", "\r\n").encode(),
    "UTF-16 LE with mark": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "UTF-16 BE with mark": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "UTF-16 LE": TEXT.encode("utf-16-le"),
    "UTF-16 BE": TEXT.encode("utf-16-be"),
    "UTF-16 LE, decomposed": unicodedata.normalize("NFD", TEXT).encode("utf-16-le"),
    "windows-1258": in_windows_1258(TEXT),
    "VNI": in_old_encoding(TEXT, "vni").encode("cp1252"),
    "VISCII": in_old_bytes(TEXT, "viscii"),
    "VPS": in_old_bytes(TEXT, "vps"),
}


@pytest.mark.parametrize("raw", ENCODED.values(), ids=ENCODED.keys())
def test_the_same_text_in_every_encoding(raw: bytes, tmp_path: Path) -> None:
    extracted = read(write(tmp_path / "bao-cao.txt", raw))
    assert extracted.text == TEXT
    assert extracted.media_type == "text/plain"


def test_tcvn3_bytes_are_read_by_content(tmp_path: Path) -> None:
    """TCVN3 has no capitals with a tone: small letters come back exactly, lines typed in capitals in capitals."""
    text = "ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH\nSở báo cáo kết quả sản xuất nông nghiệp, được mùa ở huyện Khe Sương."
    raw = in_old_encoding(text, "tcvn3").encode("latin-1")
    assert b"b\xb8o c\xb8o" in raw
    assert read(write(tmp_path / "bao-cao.txt", raw)).text == text


def test_known_spellings_of_the_old_encodings() -> None:
    """As they are seen in real files opened without the font."""
    assert (
        convert_legacy("§éc lËp - Tù do - H¹nh phóc, Uû ban nh©n d©n t\u00adíng")
        == "Độc lập - Tự do - Hạnh phúc, Uỷ ban nhân dân tướng"
    )
    assert (
        convert_legacy("Ñoäc laäp - Töï do - Haïnh phuùc, UÛy ban nhaân daân")
        == "Độc lập - Tự do - Hạnh phúc, Ủy ban nhân dân"
    )


@pytest.mark.parametrize("name", ["tcvn3", "vni", "viscii", "vps"])
def test_the_right_encoding_is_chosen_among_those_that_look_alike(name: str) -> None:
    """VISCII and VPS share most of their bytes, so each text must come back from its own table."""
    text = "\n".join(TEXT.lower().split("\n")[3:])
    assert convert_legacy(in_old_encoding(text, name)) == text


@pytest.mark.parametrize("name", ["viscii", "vps"])
def test_every_letter_of_an_encoding_comes_back(name: str) -> None:
    letters = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    scheme = next(scheme for scheme in load_schemes() if scheme.name == name)
    for letter in letters + letters.upper():
        assert scheme.convert(in_old_encoding(letter, name)) == letter
    assert len({in_old_encoding(letter, name) for letter in letters + letters.upper()}) == 134


def test_a_file_of_several_encodings_comes_out_right() -> None:
    """A Unicode text with lines left over from older files."""
    lines = TEXT.split("\n")[5:9]
    mixed = [lines[0], in_old_encoding(lines[1], "tcvn3"), in_old_encoding(lines[2], "vni"), lines[3]]
    assert convert_legacy("\n".join([*TEXT.split("\n"), *mixed])) == "\n".join([TEXT, *lines])


@pytest.mark.parametrize("stand_in", ["\u2212", "\u00ad"])
def test_the_soft_hyphen_is_a_letter_of_tcvn3(stand_in: str) -> None:
    """PDF programs hand out a minus for it."""
    assert convert_legacy(f"Thñ t{stand_in}íng ChÝnh phñ yªu cÇu c¸c ®Þa ph{stand_in}¬ng") == (
        "Thủ tướng Chính phủ yêu cầu các địa phương"
    )


def test_unicode_is_never_taken_for_an_old_encoding() -> None:
    for text in (
        TEXT,
        "§ 5 «Điều khoản» ® © ½ ha, 10 µm, ±2°, 3×4, a−b",
        "Über die Größe der Städte in Österreich und Ästhetik des Gebäudes für Fußgänger",
        "Ø 50 mm × 2 ± 1",
    ):
        assert convert_legacy(text) == text


def test_one_old_line_in_a_unicode_text_is_converted() -> None:
    old = "C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph\u00ad¬ng n¨m 2015;"
    assert convert_legacy(f"{TEXT}\n{old}") == f"{TEXT}\nCăn cứ Luật Tổ chức chính quyền địa phương năm 2015;"


@pytest.mark.parametrize(
    ("font", "name"),
    [
        (".VnTime", "tcvn3"),
        (".VnTimeH", "tcvn3"),
        ("ABCDEF+.VnArialH,Bold", "tcvn3"),
        ("VnTimeHBold", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI Helve", "vni"),
        ("VI Times", "viscii"),
        ("VPS Helv", "vps"),
        ("Times New Roman", None),
        ("VIDA", None),
        ("Vnlinh Sans", None),
        ("", None),
        (None, None),
    ],
)
def test_fonts_name_their_encoding(font: str | None, name: str | None) -> None:
    scheme = scheme_of_font(font)
    assert (scheme.name if scheme else None) == name


def test_runs_are_converted_by_font_and_fonts_of_capitals_print_capitals() -> None:
    assert convert_run("b¸o c¸o", ".VnTime") == "báo cáo"
    assert convert_run("b¸o c¸o", ".VnTimeH") == "BÁO CÁO"
    assert convert_run("b¸o c¸o", "VnTimeHBold") == "BÁO CÁO"
    assert convert_run("baùo caùo", "VNI-Times") == "báo cáo"
    assert convert_run("báo cáo đủ", ".VnTime") == "báo cáo đủ"
    assert convert_run("b¸o c¸o", "Times New Roman") == "b¸o c¸o"


def test_a_file_cut_inside_a_letter_keeps_all_the_others(tmp_path: Path) -> None:
    raw = "Báo cáo của tỉnh Vân Lĩnh về việc phối hợ".encode()[:-1] + "ợ".encode()[:2]
    assert read(write(tmp_path / "cut.txt", raw)).text == "Báo cáo của tỉnh Vân Lĩnh về việc phối h\ufffd\ufffd"


def test_a_damaged_byte_does_not_change_the_encoding(tmp_path: Path) -> None:
    raw = TEXT.encode().replace(b"125.400", b"125\xff400")
    assert read(write(tmp_path / "damaged.txt", raw)).text == TEXT.replace("125.400", "125\ufffd400")


def test_an_encoding_nobody_knows_is_an_error(tmp_path: Path) -> None:
    """Latin-1 is never guessed in silence."""
    raw = "Les délégués régionaux présentèrent leurs résultats à l'assemblée générale".encode("latin-1")
    with pytest.raises(ReadError, match=r"“cut\.txt”: không nhận ra bảng mã.*UTF-8"):
        read(write(tmp_path / "x.txt", raw), name="cut.txt")


def test_form_feeds_are_pages_and_spans_point_at_them(tmp_path: Path) -> None:
    extracted = read(write(tmp_path / "pages.txt", "Trang một \fTrang hai\n\n\f\fTrang bốn\f"))
    assert extracted.text == PAGE_BREAK.join(["Trang một", "Trang hai", "", "Trang bốn"])
    assert [extracted.text[page.span.start : page.span.end] for page in extracted.pages] == [
        "Trang một",
        "Trang hai",
        "",
        "Trang bốn",
    ]
    assert [page.number for page in extracted.pages] == [1, 2, 3, 4]
    assert {page.source for page in extracted.pages} == {"text"}


def test_a_text_without_form_feeds_is_one_page(tmp_path: Path) -> None:
    (page,) = read(write(tmp_path / "one.txt", TEXT)).pages
    assert (page.number, page.span) == (1, Span(0, len(TEXT)))


def test_the_name_is_the_users_and_the_hash_is_given(tmp_path: Path) -> None:
    extracted = read(write(tmp_path / "a1b2", TEXT), name="Báo cáo quý I.txt")
    assert extracted.name == "Báo cáo quý I.txt"
    assert len(extracted.sha256) == 64


def test_a_text_too_long_for_the_memory_of_a_reader_is_refused(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("Ủy ban nhân dân tỉnh báo cáo\n" * 250_000, "utf-8")
    with pytest.raises(ReadError, match="quá dài"):
        read(long)
    larger = tmp_path / "larger.txt"
    larger.write_bytes(b"a\n" * (11 << 20))
    with pytest.raises(ReadError, match="lớn hơn 20 MB"):
        read(larger)


def test_a_short_name_in_windows_1258_is_no_damaged_utf8() -> None:
    assert decode_text(b"Ba\xeco ca\xeco XX quy I.txt") == "Báo cáo XX quy I.txt"
