"""Words of a text as they are kept beside it: the places of all, equal words of equal numbers, pieces of the text."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.text.folding import fold, lower
from archive.text.words import (
    BARE,
    FIGURE,
    GAP,
    JOINED,
    LENGTH,
    MARKED,
    STEP,
    TURNED,
    WIDEST,
    Words,
    number_of,
    pack_words,
    size_of,
    steps_of,
    unpack_words,
)

PIECES = ["Ủy ban", "52/NQ-HĐND", "6.784", "kinh tế - xã hội", "\n\f\n", "  ", " " * 40, "x" * 300, "m³", "…", "𝒳", "⁷"]


def spelled(words: Words, texts: list[str]) -> list[list[str]]:
    """The words of each text, read at the places kept."""
    found: list[list[str]] = []
    for number, text in enumerate(texts):
        first, end = words.borders[number : number + 2].tolist()
        entries = words.entries[first:end]
        lengths = entries >> LENGTH & 0xFF
        ends = np.cumsum((entries >> GAP & WIDEST) + lengths)
        found.append(
            [text[end - size : end] for end, size in zip(ends.tolist(), lengths.tolist(), strict=True) if size]
        )
    return found


def kept_words(words: Words) -> list[int]:
    """The entries that are words."""
    return [entry for entry in words.entries.tolist() if entry >> LENGTH & 0xFF]


def flags_of(text: str) -> dict[str, int]:
    """The flags of the gap before each word."""
    words = unpack_words((pack_words(text),))
    (names,) = spelled(words, [text])
    flags = JOINED | FIGURE | TURNED
    return {name: entry >> GAP & flags for name, entry in zip(names, kept_words(words), strict=True)}


def test_what_is_kept_has_the_form_that_was_compiled() -> None:
    """Who changes this raises the format of the catalogue, and changes `runs`, `pieces` and `closeness` with it: numba
    makes a module anew only when that module changed."""
    assert (BARE, MARKED, GAP, LENGTH, WIDEST, JOINED, FIGURE, TURNED, STEP) == (
        2**32 - 1,
        32,
        48,
        56,
        31,
        32,
        64,
        128,
        256,
    )


def test_words_stand_where_they_are_printed() -> None:
    long = "dài" * 100
    texts = ["Ủy ban nhân dân", "", f"a {long} b\n{long}", "số 52/NQ-HĐND." + " " * 100 + "đạt 6.784 ha", "⁷ Chi m³"]
    words = unpack_words([pack_words(text) for text in texts])
    assert spelled(words, texts) == [
        ["Ủy", "ban", "nhân", "dân"],
        [],
        ["a", long[:255], "b", long[:255]],
        ["số", "52", "NQ", "HĐND", "đạt", "6", "784", "ha"],
        ["Chi", "m"],
    ]


def test_gaps_say_what_makes_one_run() -> None:
    found = flags_of("a b, c - d e\n\nf 1.2 g.h n/x  y -  z\n\f\nq; 3,4")
    joined = {name for name, flags in found.items() if flags & JOINED}
    assert joined == {"b", "d", "e", "f", "1", "2", "g", "h", "n", "x", "y", "q", "4"}
    assert {name for name, flags in found.items() if flags & FIGURE} == {"2", "4"}
    assert {name for name, flags in found.items() if flags & TURNED} == {"q"}


def test_words_have_the_numbers_they_are_looked_up_by() -> None:
    text = "Hoà Bình ĐẮK LẮK 2023 nghiêng " + "dài" * 100
    words = unpack_words((pack_words(text),))
    kept = [(entry & BARE, entry >> MARKED & 0xFFFF) for entry in kept_words(words)]
    assert kept == [number_of(lower(word)) for word in text.split()]


def test_marks_of_a_syllable_are_told_apart() -> None:
    """No two Vietnamese syllables of the same letters share both numbers, whatever their marks."""
    vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
    for form in ("{}", "{}n", "h{}", "th{}ng", "ngh{}nh", "kho{}", "u{}", "tr{}y", "đ{}", "nguy{}n"):
        numbers = {form.format(vowel): number_of(form.format(vowel)) for vowel in vowels}
        assert len(set(numbers.values())) == len(vowels)
        for one, two in combinations(numbers, 2):
            assert (numbers[one][0] == numbers[two][0]) == (fold(one) == fold(two))


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_the_steps_lead_to_every_so_many_characters(pieces: list[str]) -> None:
    text = " ".join(pieces) * 5
    packed = pack_words(text)
    assert size_of(packed) == len(text)
    steps = steps_of(packed).cast("I").tolist()
    assert steps == [len(text[:at].encode()) for at in (*range(0, len(text), STEP), len(text))]
