"""Folding keeps length; canonical spellings meet; names sort as in a Vietnamese dictionary."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import canonical, fold, has_marks, lower, number_key, sort_key, spellings, squeeze

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
MARKED = "".join(
    unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in "\u0300\u0309\u0303\u0301\u0323"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ủy ban nhân dân tỉnh Đắk Lắk", "uy ban nhan dan tinh dak lak"),
        ("ĐẶNG ư Ơ ố ự ỵ", "dang u o o u y"),
        ("52/NQ-HĐND", "52/nq-hdnd"),
        ("İ ß ﬀ 漢", "i ß ﬀ 漢"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_no_form_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(lower(text)) == len(text)


def test_every_vietnamese_letter_folds_to_one_plain_letter() -> None:
    assert set(fold(MARKED + MARKED.upper())) <= set("abcdefghijklmnopqrstuvwxyz") | set(
        unicodedata.normalize("NFD", MARKED)
    )
    assert fold("ăâđêôơư ằẵậđềỗợữ") == "aadeoou aaadeoou"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("báo cáo", True),
        ("BAO CAO", False),
        ("UBND", False),
        ("đ", True),
        ("5,2%", False),
        ("漢字", False),
    ],
)
def test_has_marks(text: str, marks: bool) -> None:
    assert has_marks(text) is marks


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("hoà", "hòa"), ("hòa", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("uỷ", "ủy"), ("uý", "úy"), ("hoạ", "họa"),
        ("quý", "quí"), ("quỳ", "quì"), ("quỹ", "quĩ"), ("qui", "qui"),
        ("kỹ", "kĩ"), ("lý", "lí"), ("mỹ", "mĩ"), ("sỹ", "sĩ"), ("tỷ", "tỉ"), ("hy", "hi"), ("ky", "ki"),
        ("toàn", "toàn"), ("thoại", "thoại"), ("huyện", "huyện"), ("luý", "lúy"), ("nguyễn", "nguyễn"),
        ("y", "y"), ("ý", "ý"), ("tay", "tay"), ("vy", "vy"), ("thy", "thy"), ("huy", "huy"), ("", ""), ("q", "q"),
    ],
)  # fmt: skip
def test_canonical(typed: str, one: str) -> None:
    assert canonical(typed) == one


@given(st.text(st.sampled_from(LETTERS + MARKED), max_size=8))
def test_canonical_settles_at_once_and_keeps_length(syllable: str) -> None:
    one = canonical(syllable)
    assert canonical(one) == one
    assert len(one) == len(syllable)
    assert fold(one).replace("y", "i") == fold(syllable).replace("y", "i")


@given(st.text(st.sampled_from(LETTERS + MARKED), max_size=6))
def test_spellings_are_those_with_one_canonical_form(syllable: str) -> None:
    one = canonical(syllable)
    assert syllable in spellings(one)
    assert {canonical(spelling) for spelling in spellings(one)} == {one}


def test_names_sort_by_letters_then_tones() -> None:
    """ă after a, đ after d; within the same letters: ngang, huyền, hỏi, ngã, sắc, nặng; syllable by syllable."""
    ordered = [
        "3 tháng", "An", "An Bình", "àn", "ản", "ãn", "án", "ạn", "ăn", "ân", "Bình", "Ca", "Dân", "Đà", "Đá",
        "Em", "Êm", "Hòa", "hoá", "Hoàng", "La", "Ơn", "Ư",
    ]  # fmt: skip
    mixed = random.Random(7).sample(ordered, len(ordered))
    assert sorted(mixed, key=sort_key) == ordered


def test_sorting_does_not_mind_decomposed_letters() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Đắk Lắk")) == sort_key("đắk lắk")


@pytest.mark.parametrize(
    ("written", "key"), [("09 /2019/NQ–HĐND", "9/2019/nq-hdnd"), ("52/NQ-HĐND", "52/nq-hdnd"), ("0/X", "0/x")]
)
def test_number_key(written: str, key: str) -> None:
    assert number_key(written) == key


def test_squeeze() -> None:
    assert squeeze(" a\t b\n\nc ") == "a b c"
