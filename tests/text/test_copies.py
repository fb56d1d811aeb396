"""Copies are told from reports that only share their form."""

from __future__ import annotations

import random
from itertools import islice

from archive.text.copies import bands_of, is_copy
from archive.text.tokens import bare, syllables
from tests.samples import plain_reports


def tokens_of(text: str) -> tuple[str, ...]:
    return bare(syllables(text))


def misread(text: str, share: float) -> str:
    chance = random.Random(7)
    return "".join(chance.choice("abcdeo1270 ") if chance.random() < share else letter for letter in text)


def test_a_copy_misread_in_places_is_found_and_recognised() -> None:
    for sample in islice(plain_reports(3, 20), 20):
        tokens = tokens_of(sample.text)
        for share in (0.0, 0.005, 0.01):
            copy = tokens_of(misread(sample.text, share))
            assert is_copy(tokens, copy)
            assert set(bands_of(tokens)) & set(bands_of(copy))


def test_reports_of_one_form_are_no_copies() -> None:
    reports = [tokens_of(sample.text) for sample in islice(plain_reports(3, 150), 150)]
    assert not any(is_copy(one, other) for at, one in enumerate(reports) for other in reports[:at])


def test_what_says_too_little_is_never_a_copy() -> None:
    for text in ("", "Số: /BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):
        assert bands_of(tokens_of(text)) == ()
        assert not is_copy(tokens_of(text), tokens_of(text))


def test_a_letter_without_figures_has_copies_too() -> None:
    letter = tokens_of("Kính mời các đồng chí đến dự họp tại hội trường vào lúc tám giờ sáng thứ hai tuần sau. " * 3)
    assert is_copy(letter, letter)
    assert bands_of(letter)
