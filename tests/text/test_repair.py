"""Mistyped words as the archive writes them, and nothing else touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.repair import MOST_TOKENS, repair
from archive.text.tokens import syllables
from archive.text.usage import Usage
from tests.text.speech import SENTENCES, usage_of

USAGE = usage_of(*SENTENCES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giai ngan von dau tu cong", "giải ngân vốn đầu tư công"),
        ("tinh hinh kinh te - xa hoi quy I", "tình hình kinh tế - xã hội quý I"),
        ("giải ngân von dau tư công", "giải ngân vốn đầu tư công"),
        ("giai ngân vôn đâu tư công", "giải ngân vốn đầu tư công"),
        ("bão vệ rừng phòng hộ", "bảo vệ rừng phòng hộ"),
        ("cãi cách hành chính", "cải cách hành chính"),
        ("chồng rừng phòng hộ", "trồng rừng phòng hộ"),
        ("xản xuất công nghiệp", "sản xuất công nghiệp"),
        ("xây dựng lông thôn mới", "xây dựng nông thôn mới"),
        ("dải phóng mặt bằng", "giải phóng mặt bằng"),
        ("giải ngânn vốn đầu tư", "giải ngân vốn đầu tư"),
        ("giải ngân vốn đầu tuư công", "giải ngân vốn đầu tư công"),
        ("chương trìn mục tiêu quốc gia", "chương trình mục tiêu quốc gia"),
        ("thu ngan sahc nha nuoc", "thu ngân sách nhà nước"),
        ("KINH TE XA HOI", "KINH TẾ XÃ HỘI"),
        ("Giai ngan, von: dau tu (cong) 5,2%", "Giải ngân, vốn: đầu tư (công) 5,2%"),
        ("ky luat, ky cuong", "kỷ luật, kỷ cương"),
        ("lo van thach chu tri", "lò văn thạch chủ trì"),
        ("báo cáo của Sở Nong nghiệp", "báo cáo của Sở Nông nghiệp"),
        ("tỉnh Vân Lĩnh, Cai cách hành chính", "tỉnh Vân Lĩnh, Cải cách hành chính"),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    """Missing marks and tones, hỏi/ngã, s/x, ch/tr, d/gi, l/n, one slip of a key; signs, figures, capitals stay."""
    assert repair(typed, USAGE) == meant


@pytest.mark.parametrize("sentence", SENTENCES)
def test_well_typed_lines_stay(sentence: str) -> None:
    assert repair(sentence, USAGE) is None
    assert repair(sentence.lower(), USAGE) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "52/BC-UBND",
        "52 bc ubnd 2024",
        "hoà bình",
        "uỷ ban nhân dân",
        "Giàng A Páo",
        "giàng a páo",
        "Lò Văn Thách",
        "ông Sùng Mí Dế ở Mường Khoa",
        "ông Trần Minh Hoa chủ trì",
        "đồng chí Lò Van Thach báo cáo",
        "trồng cây mắc ca",
        "dau",
        "ngânn",
        "blockchain",
        "văn bản của SNV",
        "5,2% 6.784 ha",
        "ᛞᚨᚷ ☃ 🌲",
    ],
)
def test_what_the_archive_does_not_speak_for_stays(typed: str) -> None:
    """Names and words that are not there, single words, numbers, abbreviations, the other spelling of a syllable."""
    assert repair(typed, USAGE) is None


def test_a_repair_needs_no_second() -> None:
    for typed in ("giai ngan von dau tu cong", "xản xuất công nghiệp", "thu ngan sahc nha nuoc"):
        meant = repair(typed, USAGE)
        assert meant is not None
        assert repair(meant, USAGE) is None


def test_the_order_of_the_texts_changes_nothing() -> None:
    turned = usage_of(*reversed(SENTENCES))
    for typed in ("giai ngan von dau tu cong", "cong tac quoc phong an ninh", "ke hoach trung han"):
        assert repair(typed, turned) == repair(typed, USAGE)


def test_an_empty_archive_repairs_nothing() -> None:
    assert repair("giai ngan von dau tu cong", Usage()) is None


def test_a_pasted_paragraph_stays() -> None:
    assert repair("dau tu cong " * MOST_TOKENS, USAGE) is None


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    """Never an error; what changes is syllables, one for one."""
    meant = repair(text, USAGE)
    assert meant is None or len(syllables(meant)) == len(syllables(text))


@given(st.lists(st.sampled_from(("giai", "ngân", "von", "Đầu", "tu", "CÔNG", "xản", "5,2%", "kỳ", "hop")), max_size=12))
@settings(max_examples=100, deadline=None)
def test_signs_and_figures_stay_where_they_are(words: list[str]) -> None:
    text = " / ".join(words)
    meant = repair(text, USAGE)
    assert meant is None or [len(word.split()) for word in meant.split(" / ")] == [len(w.split()) for w in words]
    assert meant is None or meant.count("5,2%") == text.count("5,2%")


def test_what_a_syllable_means_in_one_archive_says_nothing_of_another() -> None:
    assert repair("ngan sach", USAGE) == "ngân sách"
    assert repair("ngan sach", usage_of("ngàn sạch " * 9)) == "ngàn sạch"
