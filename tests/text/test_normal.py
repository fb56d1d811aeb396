"""Cleaning: what was printed stays, what a machine put there goes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.normal import clean_text, is_syllable, raise_digits, syllable_share

SENTENCE = (
    "Ủy ban nhân dân tỉnh Vân Lĩnh báo cáo kết quả sản xuất vụ đông xuân, diện tích 6.784 ha, đạt 96,1% kế hoạch."
)

CASES = [
    ("a sentence as printed", SENTENCE, SENTENCE),
    ("decomposed letters", unicodedata.normalize("NFD", SENTENCE), SENTENCE),
    ("tone between base and hat, as macOS never writes but some PDFs do", "Vie\u0323\u0302t", "Việt"),
    ("line ends of Windows and of old Macs", "Điều 1\r\nĐiều 2\rĐiều 3", "Điều 1\nĐiều 2\nĐiều 3"),
    ("no-break and thin blanks", "Số:\u00a012\u2009/\u202fBC", "Số: 12 / BC"),
    ("zero-width characters and byte order mark", "\ufeffVân\u200b Lĩnh\u200d", "Vân Lĩnh"),
    ("a zero-width character before a combining mark", "Vie\u200b\u0323\u0302t", "Việt"),
    ("soft hyphens", "bá\u00ado cáo", "báo cáo"),
    ("control characters; vertical tab and stray form feed are lines", "a\x00b\x0bc\x0cd", "ab\nc\nd"),
    ("letters that are none", "a\ud800b\uffff", "ab"),
    ("ligatures", "ﬁle", "file"),
    ("compatibility forms are printed forms", "5 m³, con¹, ½ ha", "5 m³, con¹, ½ ha"),
    ("tone placement and i/y are the writer's", "hoà hòa thuỷ thủy tỉ tỷ", "hoà hòa thuỷ thủy tỉ tỷ"),
    ("dashes and quotes stay", "“quý I” – quý II — ‘đợt 1’", "“quý I” – quý II — ‘đợt 1’"),
    ("eth for đ in words and abbreviations", "Ðiều 5, QÐ-UBND, Ðảng bộ; ð) khác", "Điều 5, QĐ-UBND, Đảng bộ; đ) khác"),
    ("oi for ư", "Ƣu tiên ngƣời dân", "Ưu tiên người dân"),
    ("eth in a foreign name", "ông Guðmundsson", "ông Guðmundsson"),
    ("Cyrillic capitals among Latin ones", "ВÁО CÁO, NQ-НĐND", "BÁO CÁO, NQ-HĐND"),
    ("Russian stays Russian", "Москва, ТАСС", "Москва, ТАСС"),
    ("blanks at line ends, tabs inside", "Điều 1  \n\tVề việc\t\n", "Điều 1\n\tVề việc"),
    ("the rule of blanks above footnotes", f"hết.\n{' ' * 43}\n1 Theo báo cáo", f"hết.\n{' ' * 43}\n1 Theo báo cáo"),
    ("three empty lines stay, more become two", "a\n\n\n\nb\n\n\n\n\nc", "a\n\n\n\nb\n\n\nc"),
    ("empty lines around", "\n\n  Vân Lĩnh\n\n", "  Vân Lĩnh"),
]  # fmt: skip

MARKUP = [
    ("bold", "**Nguyên nhân:** thời tiết", "Nguyên nhân: thời tiết"),
    ("two bold runs glued: two lines", "**BÁO CÁO****Quý I năm 2024**", "BÁO CÁO\nQuý I năm 2024"),
    ("bold over two lines", "**TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH**", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"),
    ("bold over an empty line", "**KT. CHỦ TỊCH\n\nPHÓ CHỦ TỊCH**", "KT. CHỦ TỊCH\n\nPHÓ CHỦ TỊCH"),
    ("hard break inside bold", "**TL. CHỦ TỊCH  \nCHÁNH VĂN PHÒNG**", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"),
    ("bold italic", "***Nơi nhận:***\n- Như trên", "Nơi nhận:\n- Như trên"),
    ("italic", "*Nơi nhận:*\n- *Lĩnh vực*: a", "Nơi nhận:\n- Lĩnh vực: a"),
    ("italic over lines of one paragraph", "*Luật A;\nLuật B;*\n\n*Xét tờ*", "Luật A;\nLuật B;\n\nXét tờ"),
    ("heads", "## II. KINH TẾ\n#### **1. Nông nghiệp**\n# Kết luận", "II. KINH TẾ\n1. Nông nghiệp\nKết luận"),
    ("superscripts and subscripts", "tăng<sup>7</sup>, m<sup> 2 </sup>, CO<sub>2</sub>", "tăng⁷, m², CO₂"),
    ("break tags", "UBND TỈNH<br>VÂN LĨNH<br/>x", "UBND TỈNH\nVÂN LĨNH\nx"),
    ("escapes", r"1\. Mục \- a \* b \[1\]", "1. Mục - a * b [1]"),
    ("a lone star under the head of a Party paper", "TỈNH ỦY\n*\nSố: 12-BC/TU", "TỈNH ỦY\n*\nSố: 12-BC/TU"),
    ("rules of dashes and stars", "-----\n*****\n* * *\n***", "-----\n*****\n* * *\n***"),
    ("list dashes and list stars", "- Như trên;\n* Về kinh tế: tăng", "- Như trên;\n* Về kinh tế: tăng"),
    ("products", "2*3*4 và 2**3", "2*3*4 và 2**3"),
    ("marks of notes in brackets", "**Bảng 1** (*) và (**)\n(*) Số ước", "Bảng 1 (*) và (**)\n(*) Số ước"),
    ("a mark of a note at a word", "Tổng số* tăng\n* Số ước tính", "Tổng số* tăng\n* Số ước tính"),
    ("number signs that are no heads", "Phòng #3, #vanlinh", "Phòng #3, #vanlinh"),
    ("comparisons", "trẻ < 1 tuổi, > 5 kg", "trẻ < 1 tuổi, > 5 kg"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "cleaned"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_printed_text_stays(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@pytest.mark.parametrize(("raw", "cleaned"), [case[1:] for case in MARKUP], ids=[case[0] for case in MARKUP])
def test_markup_of_converters_goes(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@given(st.text(max_size=300))
def test_any_text_comes_out_composed_and_storable(raw: str) -> None:
    cleaned = clean_text(raw)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\r\f\u00a0\u00ad\u200b\ufeff")
    cleaned.encode("utf-8")


@given(st.lists(st.sampled_from(["*", "**", "***", "****", "a", "Vân", " ", "\n", "(", ")", "\\", "2"]), max_size=40))
def test_no_letter_is_lost_with_the_stars(pieces: list[str]) -> None:
    raw = "".join(pieces)
    assert [c for c in clean_text(raw) if c.isalnum()] == [c for c in raw if c.isalnum()]


def test_a_long_hostile_line_is_cleaned_in_linear_steps() -> None:
    """Runs of blanks, stars and letters of a megabyte pass: a quadratic rule would not end within the test."""
    for hostile in (" " * 1_000_000 + "x", "*" * 1_000_000, "** " * 300_000, "*a " * 300_000, "Ð" * 1_000_000):
        clean_text(hostile)


SYLLABLES = "Vân Lĩnh nghiêng quyết gì giếng khuỷu huyền oanh yêu ương Ủy UỶ hoá khuya loắt ngoằn quốc xoong"


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["b", "UBND", "nhµn", "ñoàng", "report", "khoăng2", "nghieenng", "trrên", "a" * 50])
def test_words_that_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_share_tells_vietnamese_from_its_wreck() -> None:
    assert syllable_share(SENTENCE) == 1.0
    assert syllable_share(unicodedata.normalize("NFD", SENTENCE)) == 1.0
    assert syllable_share("Uû ban nh©n d©n tØnh b¸o c¸o kÕt qu¶ s¶n xuÊt vô ®«ng xu©n") < 0.6
    assert syllable_share("The committee reported strong growth throughout the quarter") < 0.4


def test_the_share_leaves_abbreviations_and_figures_out() -> None:
    assert syllable_share("UBND, HĐND 12/2024 và m³, con¹²") == pytest.approx(2 / 3)
    assert syllable_share("12.345 UBND") == 0.0


def test_raised_digits() -> None:
    assert raise_digits("0123456789") == "⁰¹²³⁴⁵⁶⁷⁸⁹"
