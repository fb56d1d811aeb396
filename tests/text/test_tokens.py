"""The chain from text to tokens, the same for documents and queries."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Number
from archive.text.tokens import bare, cited_numbers, figures, number_tokens, pairs, syllables


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hoà Bình: kinh tế - xã hội", "hòa bình kinh tế xã hội"),
        ("y tế, ý kiến, an ninh, in ấn", "y tế ý kiến an ninh in ấn"),
        ("Uỷ ban KỸ THUẬT", "ủy ban kĩ thuật"),
        ("52/NQ-HĐND; 5,2%; 6.784 ha", "52 nq hđnd 5 2 6 784 ha"),
        ("a_b\u00a0c\td\fe", "a b c d e"),
        ("“Dự thảo” [sửa] (lần 2)…", "dự thảo sửa lần 2"),
        ("", ""),
    ],
)
def test_syllables(text: str, tokens: str) -> None:
    assert syllables(text) == tuple(tokens.split())


def test_one_text_in_two_unicode_forms_has_one_stream() -> None:
    text = "Ủy ban nhân dân tỉnh Vân Lĩnh, thuỷ lợi"
    assert syllables(unicodedata.normalize("NFD", text)) == syllables(text)


def test_bare_and_pairs() -> None:
    tokens = syllables("Đầu tư công")
    assert bare(tokens) == ("dau", "tu", "cong")
    assert pairs(tokens) == ("đầu_tư", "tư_công")
    assert pairs(("một",)) == pairs(()) == ()


@given(st.text(max_size=60))
def test_tokens_hold_no_white_space_and_are_never_empty(text: str) -> None:
    tokens = syllables(text)
    for token in (*tokens, *bare(tokens), *pairs(tokens), *cited_numbers(text), *figures(text)):
        assert token.split() == [token]


@given(st.text(max_size=60))
def test_tokens_of_tokens_are_themselves(text: str) -> None:
    """Else a word found in a document could not be asked for."""
    tokens = syllables(text)
    assert syllables(" ".join(tokens)) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Nghị quyết số 52/NQ-HĐND ngày 5/12/2023", ["#52/nqhdnd", "#52/nq-"]),
        ("số 09 /2019/NQ–HĐND", ["#9/2019/nqhdnd", "#9/nqhdnd", "#9/nq-"]),
        ("Quyết định số 144/2002/QĐ/BTC.", ["#144/2002/qdbtc", "#144/qdbtc", "#144/qd-"]),
        ("Nghị định 61-CP, Chỉ thị 299/TTg", ["#61/cp", "#299/ttg"]),
        ("Công văn 113-CV/TU và 3176B/QĐ-SYT", ["#113/cvtu", "#113/cv-", "#3176b/qdsyt", "#3176b/qd-"]),
        ("Luật 64/2025/QH15", ["#64/2025/qh15", "#64/qh15"]),
        ("Số: /BC-UBND", []),
        ("ngày 12/7/2019, 120/kg, 5-10 người, 2/3 số hộ", []),
        ("1.152/NQ-HĐND", []),
    ],
)
def test_cited_numbers(text: str, tokens: list[str]) -> None:
    assert cited_numbers(text) == tuple(tokens)


@pytest.mark.parametrize(
    ("number", "tokens"),
    [
        ("52/NQ-HĐND", ("#52/nqhdnd", "#52", "#/nqhdnd")),
        ("09/2019/NQ-HĐND", ("#9/2019/nqhdnd", "#9/nqhdnd", "#9/2019", "#9", "#/nqhdnd")),
        ("/BC-UBND", ("#/bcubnd",)),
        ("3176B/QĐ-SYT", ("#3176b/qdsyt", "#3176b", "#/qdsyt")),
    ],
)
def test_number_tokens(number: str, tokens: tuple[str, ...]) -> None:
    parsed = Number.parse(number)
    assert parsed is not None
    assert number_tokens(parsed) == tokens


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("6.784 ha", ["6784"]),
        ("6784 ha", ["6784"]),
        ("1.471,60 tỷ đồng", ["1471,6"]),
        ("1471,6", ["1471,6"]),
        ("5,2%; 5.2 %; 96,10%", ["5,2", "5,2", "96,1"]),
        ("1.234.567", ["1234567"]),
        ("0,50", ["0,5"]),
        ("5,0", ["5"]),
        ("mục 1.2.3, ngày 12.5.2024, 15/3/2024, số 52/NQ", []),
        ("12 hộ", []),
    ],
)
def test_figures(text: str, values: list[str]) -> None:
    assert figures(text) == tuple(values)


def test_marks_of_notes_are_no_part_of_words_and_figures() -> None:
    assert syllables("năm 2024¹⁷ diện rộng¹, con²") == ("năm", "2024", "diện", "rộng", "con")
    assert figures("6.784¹⁷ ha năm 2024²") == ("6784", "2024")
