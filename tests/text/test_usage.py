"""How an archive uses words: counted exactly, kept small."""

from __future__ import annotations

from itertools import pairwise

import pytest

from archive.text import usage as module
from archive.text.tokens import syllables
from archive.text.usage import Tally, Usage
from tests.text.speech import SENTENCES, usage_of


def pair(usage: Usage, left: str, right: str) -> int:
    return usage.count_pair(usage.place(left), usage.place(right))


def test_syllables_and_neighbours_are_counted_in_one_spelling() -> None:
    usage = usage_of("Uỷ ban, ủy ban và kỹ thuật", "Ủy ban xã")
    assert (usage.count("ủy"), usage.count("ban"), usage.count("kĩ"), usage.count("kỹ")) == (3, 3, 1, 0)
    assert (pair(usage, "ủy", "ban"), pair(usage, "ban", "ủy"), pair(usage, "ban", "xã")) == (3, 1, 1)
    assert (usage.total, usage.documents) == (10, 2)


def test_figures_and_what_is_no_syllable_are_not_counted() -> None:
    usage = usage_of("năm 2024 đạt 52 điểm a1b và xxxxxxxxxxxxxxxxxxxx")
    assert set(usage.syllables) == {"năm", "đạt", "điểm", "và"}
    assert pair(usage, "năm", "đạt") == 0


def test_marked_forms_by_their_letters() -> None:
    assert set(usage_of("bán bạn ban đêm đem").marked("ban")) == {"bán", "bạn", "ban"}


def test_counting_in_parts_or_at_once_is_the_same() -> None:
    usage = Usage()
    for sentence in SENTENCES:
        tally, tokens = Tally(), syllables(sentence)
        tally.add(tokens)
        usage = usage.grown(tally)
    whole = usage_of(*SENTENCES)
    assert {word: usage.count(word) for word in usage.syllables} == {
        word: whole.count(word) for word in whole.syllables
    }
    assert list(usage.keys) == sorted(usage.keys)
    for sentence in SENTENCES:
        tokens = syllables(sentence)
        for left, right in pairwise(tokens):
            assert pair(usage, left, right) == pair(whole, left, right)
    assert usage.documents == whole.documents == len(SENTENCES)


def test_there_is_no_more_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rarest pairs go; syllables beyond the limit are not taken in."""
    monkeypatch.setattr(module, "MOST_PAIRS", 3)
    monkeypatch.setattr(module, "MOST_SYLLABLES", 4)
    usage = usage_of("a b a b a b c d e f", "b a b")
    assert len(usage.syllables) == 4
    assert len(usage.keys) <= 3
    assert pair(usage, "a", "b") == 4


def test_a_syllable_is_bound_that_mostly_stands_beside_the_same_one() -> None:
    usage = usage_of(*["Tuy nhiên, rừng bị cháy", "trồng rừng; tuy nhiên rừng ít", "rừng tự nhiên; giữ rừng"] * 2)
    assert usage.is_bound("nhiên")
    assert usage.is_bound("nhien")
    assert not usage.is_bound("rừng")
    assert not usage.is_bound("lạ")
    assert not usage_of("tuy nhiên").is_bound("nhiên")
