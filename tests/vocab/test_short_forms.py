"""Abbreviations in a typed text and what they stand for, both ways; never where two senses are possible."""

from __future__ import annotations

import pytest

from archive.vocab import Abbreviation, Vocab, load_vocab
from archive.vocab.short_forms import ShortForms

SHIPPED = load_vocab().short_forms


def met(text: str, forms: ShortForms = SHIPPED) -> list[tuple[str, tuple[str, ...]]]:
    return [(meeting.typed, meeting.forms) for meeting in forms.meet(text)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("UBND tỉnh", [("UBND", ("Ủy ban nhân dân",))]),
        ("ubnd tinh", [("ubnd", ("Ủy ban nhân dân",))]),
        ("hdnd", [("hdnd", ("Hội đồng nhân dân",))]),
        ("phát triển KT-XH", [("KT-XH", ("Kinh tế - xã hội",))]),
        ("ktxh", [("ktxh", ("Kinh tế - xã hội",))]),
        ("xây dựng ntm", [("ntm", ("Nông thôn mới",))]),
        ("NN&PTNT", [("NN&PTNT", ("Nông nghiệp và Phát triển nông thôn",))]),
        ("uỷ ban nhân dân tỉnh", [("uỷ ban nhân dân", ("UBND",))]),
        ("uy ban nhan dan tinh", [("uy ban nhan dan", ("UBND",))]),
        ("kinh tế, xã hội", [("kinh tế, xã hội", ("KT-XH", "KTXH"))]),
        ("Chương trình MTQG", [("MTQG", ("Mục tiêu quốc gia",))]),
        ("chương trình mục tiêu quốc gia", [("chương trình mục tiêu quốc gia", ("CTMTQG",))]),
    ],
)
def test_both_ways(typed: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert met(typed) == found


@pytest.mark.parametrize(
    "typed",
    [
        "CT", "KH", "BCH", "QĐ", "TT", "CP", "HD", "NQ",
        "52/NQ-HĐND", "52 nq hdnd", "QĐ-UBND", "12/2024/TT-BHXH",
        "uy bán nhân dân", "da", "tu", "odà", "kinh tế và xã hội", "",
    ],
)  # fmt: skip
def test_what_is_not_expanded(typed: str) -> None:
    """More than one sense; a piece of a document number; other marks; words between."""
    assert met(typed) == []


def test_where_the_words_stand_is_told() -> None:
    meeting = SHIPPED.meet("Báo cáo, giải phóng mặt bằng (GPMB)")
    assert [(one.start, one.count) for one in meeting] == [(2, 4), (6, 1)]


def test_an_installation_adds_its_own_and_an_unsafe_twin_forbids() -> None:
    own = Abbreviation("VLC", ("Vân Lĩnh Cao",), safe=True)
    assert met("VLC", Vocab(abbreviations=(own,)).short_forms) == [("VLC", ("Vân Lĩnh Cao",))]
    twin = Abbreviation("VLC", ("Vốn lưu chuyển",), safe=False)
    assert met("VLC", ShortForms((own, twin))) == []


@pytest.mark.parametrize(("typed", "taken"), [("XMC", True), ("xmc", True), ("ODA", True), ("oda", False)])
def test_capitals_count_where_there_is_a_vowel(typed: str, taken: bool) -> None:
    """Nobody writes the word `xmc`; `oda` may be one."""
    assert bool(met(typed)) is taken


def test_every_safe_abbreviation_is_met_both_ways() -> None:
    vocab = load_vocab()
    safe = [entry for entry in vocab.abbreviations if entry.safe]
    assert len(safe) > 200
    for entry in safe:
        assert [form for _, forms in met(entry.short) for form in forms], entry.short
        for expansion in entry.expansions:
            assert met(expansion), entry.short
