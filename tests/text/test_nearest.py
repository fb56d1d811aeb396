"""For words an archive does not know, the nearest it knows."""

from __future__ import annotations

import pytest

from archive.text.nearest import nearest_words
from archive.text.usage import Usage
from tests.text.speech import SENTENCES, usage_of

USAGE = usage_of(*SENTENCES)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("ngânn", ("ngân",)),
        ("Ngânn", ("Ngân",)),
        ("giãi", ("giải",)),
        ("trồg", ("trồng", "trong", "trọng")),
        ("sahc", ("sách",)),
        ("blockchain", ()),
        ("xyz", ()),
    ],
)
def test_an_unknown_word_has_its_nearest(word: str, near: tuple[str, ...]) -> None:
    assert nearest_words((word,), USAGE) == ((word, near),)


def test_known_words_figures_and_what_stands_twice_are_not_told() -> None:
    assert nearest_words(("ngân", "Sách", "2024", "52nq", "ngânn", "ngânn"), USAGE) == (("ngânn", ("ngân",)),)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("giãi ngân", {"giãi": ("giải",)}),
        ("ngân xách", {"xách": ("sách",)}),
        ("giãi ngần", {"giãi": ("giải",), "ngần": ("ngân",)}),
        ("rừng ngần", {"ngần": ()}),
        ("rừng ngânn", {"ngânn": ("ngân",)}),
        ("giãi 2024", {"giãi": ("giải",)}),
    ],
)
def test_a_syllable_that_may_be_right_is_told_others_only_beside_its_neighbours(
    typed: str, near: dict[str, tuple[str, ...]]
) -> None:
    """ "ngân" is near "ngần", but no text here has "rừng ngân"; "ngânn" can be no word at all."""
    assert dict(nearest_words(typed.split(), USAGE)) == near


def test_the_marks_typed_come_first_then_the_most_frequent() -> None:
    usage = usage_of("mật mật", "mất mất mất", "mặt")
    assert nearest_words(("măt",), usage) == (("măt", ("mặt", "mất", "mật")),)


def test_an_empty_archive_suggests_nothing() -> None:
    assert nearest_words(("vốn",), Usage()) == (("vốn", ()),)
