"""Words asked for are worth more where they stand in one place."""

from __future__ import annotations

import pytest

from archive.text.closeness import MOST, REACH, closeness
from archive.text.words import pack_words, unpack_words

FAR = "mười " * REACH


def shares(asked: str, *texts: str) -> list[float]:
    return closeness(unpack_words([pack_words(text) for text in texts]), asked.split())


@pytest.mark.parametrize(
    ("asked", "text", "share"),
    [
        ("ca lang nuoi long", "Nghề nuôi cá lăng bằng lồng trên hồ", 1.0),
        ("long ho nuoi ca", "Nghề nuôi cá lăng bằng lồng trên hồ", 1.0),
        ("cá lồng", "CÁ trong Lồng", 1.0),
        ("ca long", f"cá {FAR} lồng", 0.5),
        ("ca ca long", "cá lồng", 1.0),
        ("ki thuat", "kỹ thuật", 1.0),
        ("thủy lợi", "thuỷ lợi", 1.0),
        ("ca long", "rừng", 0.0),
        ("ca long", "", 0.0),
    ],
)
def test_the_share_of_the_words_that_stand_in_one_place(asked: str, text: str, share: float) -> None:
    assert shares(asked, text) == [share]


def test_no_place_reaches_into_another_text() -> None:
    assert shares("ca long ho", "rừng cá", "lồng hồ", "", "hồ") == [1 / 3, 2 / 3, 0.0, 1 / 3]


def test_a_long_text_is_looked_at_whole() -> None:
    texts = ["cá " * at + "lồng hồ nuôi " + "cá " * 9 for at in range(7)]
    assert shares("cá lồng hồ nuôi", *texts) == [1.0] * 7
    assert shares("cá lồng", f"cá {FAR} lồng", "cá cá cá cá cá cá", "lồng") == [0.5, 0.5, 0.5]


def test_nothing_asked_or_too_much_is_told_by_no_place() -> None:
    assert shares("", "cá") == [0.0]
    assert shares(" ".join(f"w{number}" for number in range(MOST + 1)), "w1") == [0.0]
