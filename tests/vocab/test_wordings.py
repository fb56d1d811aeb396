"""Marks misread in an image are put right by the words beside them, never by the letters alone."""

from __future__ import annotations

import pytest

from archive.vocab import is_quarter_confirmed, load_vocab, mend_symbol, mend_words
from archive.vocab.wordings import _known

BODY = "Công tác khoanh nuôi rừng. Diện tích khoanh nuôi là 5 ha."


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Dự toán thu, chỉ ngân sách năm 2021", "Dự toán thu, chi ngân sách năm 2021"),
        ("Công tác phố biến, giáo dục pháp luật", "Công tác phổ biến, giáo dục pháp luật"),
        ("QUY ĐỊNH CHỈ TRẢ DỊCH VỤ", "QUY ĐỊNH CHI TRẢ DỊCH VỤ"),
        ("Kính tế - xã hội 6 tháng", "Kinh tế - xã hội 6 tháng"),
        ("Kết quả quý H nấm 2024", "Kết quả quý II năm 2024"),
        ("Kết quả quý l năm 2024", "Kết quả quý I năm 2024"),
        ("Công tác khoanh nuối rừng", "Công tác khoanh nuôi rừng"),
    ],
)
def test_what_stands_beside_a_word_says_what_it_is(printed: str, meant: str) -> None:
    assert mend_words(printed, BODY, load_vocab()) == meant


@pytest.mark.parametrize(
    "printed",
    [
        "Tình hình thực hiện chỉ tiêu năm 2024",
        "Tình hình chi tiêu năm 2024",
        "Kết quả 1 năm thực hiện Chỉ thị số 05",
        "Công tác tại xã Phố Biển",
        "Kết quả hoà giải, quản lí ở cơ sở",
        "Kết quả quý 1 năm 2024",
        "Kết quả khoanh vùng, nuối tiếc",
    ],
)
def test_what_is_right_or_unknown_stays_as_read(printed: str) -> None:
    """Two expressions that differ by marks alone, names, other spellings, words nobody knows beside each other."""
    assert mend_words(printed, BODY, load_vocab()) == printed


def test_an_expression_the_paper_has_once_is_no_evidence() -> None:
    assert mend_words("Công tác khoanh nuối rừng", BODY[:26], load_vocab()) == "Công tác khoanh nuối rừng"


def test_no_known_expression_would_itself_be_mended() -> None:
    vocab = load_vocab()
    phrases = [phrase for wording in vocab.wordings for phrase in wording.phrases]
    assert len(_known(vocab.wordings).pairs) > 300
    assert [mend_words(phrase, "", vocab) for phrase in phrases] == phrases


@pytest.mark.parametrize(
    ("body", "meant", "confirmed"),
    [
        ("Báo cáo quý III. Kết quả quý III năm 2023.", "Kết quả quý III năm 2023", True),
        ("Kết quả quý III năm 2023.", "Kết quả quý II năm 2023", False),
        ("Quý II đạt 5 ha. Nhiệm vụ quý III, quý III năm 2023.", "Kết quả quý II năm 2023", True),
        ("Kết quả trong kỳ.", "Kết quả quý II năm 2023", False),
    ],
)
def test_a_quarter_is_checked_against_the_rest_of_the_paper(body: str, meant: str, *, confirmed: bool) -> None:
    """Printed is a subject in which `II` was read."""
    mended = mend_words("Kết quả quý II năm 2023", body, load_vocab())
    assert mended == meant
    assert is_quarter_confirmed(mended, body) is confirmed


def test_a_symbol_that_lost_its_dash_is_parted_where_both_halves_are_known() -> None:
    vocab = load_vocab()
    kind = vocab.kind_named("Báo cáo")
    assert mend_symbol("BCUBND", kind, vocab) == "BC-UBND"
    assert mend_symbol("BCXYZ", kind, vocab) == "BCXYZ"
