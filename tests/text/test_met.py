"""Words met are kept, so many and so long."""

from __future__ import annotations

from itertools import count

from archive.text.met import LONGEST, Met


def test_what_was_met_is_made_once() -> None:
    numbers = count()
    met = Met(lambda word: f"{word}{next(numbers)}", most=3)
    assert [met[word] for word in ("a", "b", "a", "b")] == ["a0", "b1", "a0", "b1"]


def test_a_full_table_begins_anew() -> None:
    met = Met(str.upper, most=3)
    assert [met[word] for word in "abcd"] == list("ABCD")
    assert set(met) == {"d"}


def test_long_words_are_not_kept() -> None:
    met = Met(len, most=3)
    assert met["x" * LONGEST] == LONGEST
    assert met["." * (LONGEST + 1)] == LONGEST + 1
    assert set(met) == {"x" * LONGEST}
