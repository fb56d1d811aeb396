"""The shipped vocabulary is data that holds: one form of letters, no name twice, nothing that points nowhere."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

import archive.vocab
from archive.vocab import Vocab, load_vocab, name_key
from archive.vocab.loader import SHIPPED

FOLDER = Path(archive.vocab.__file__).parent


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return load_vocab()


@pytest.mark.parametrize("name", SHIPPED)
def test_files_are_composed_letters_without_stray_blanks(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text
    assert not re.search(r" \n|\r|\u00a0", text)
    assert text.endswith("\n")


@pytest.mark.parametrize("name", SHIPPED)
def test_no_value_begins_or_ends_with_a_blank(name: str) -> None:
    content = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    values = [value for rows in content.values() for row in rows for value in row.values()]
    flat = [item for value in values for item in (value if isinstance(value, list) else [value])]
    assert [item for item in flat if isinstance(item, str) and item != item.strip()] == []


@pytest.mark.parametrize("table", ["kinds", "places", "issuers", "relations"])
def test_codes_are_unique(vocab: Vocab, table: str) -> None:
    codes = Counter(entry.code for entry in getattr(vocab, table))
    assert [code for code, count in codes.items() if count > 1] == []


def test_no_kind_and_no_body_has_the_name_of_another(vocab: Vocab) -> None:
    for table in (vocab.kinds, vocab.issuers):
        owners: dict[str, set[str]] = {}
        for entry in table:
            for name in (entry.name, *entry.variants):
                owners.setdefault(name_key(name), set()).add(entry.code)
        assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}


def test_a_name_is_listed_once_in_its_entry(vocab: Vocab) -> None:
    for entry in (*vocab.kinds, *vocab.issuers, *vocab.places):
        names = (entry.name, *entry.variants)
        assert len(set(names)) == len(names), entry.code


def test_abbreviations_are_unique_and_one_sense_is_safe(vocab: Vocab) -> None:
    assert Counter(entry.short for entry in vocab.abbreviations).most_common(1)[0][1] == 1
    assert all(entry.expansions for entry in vocab.abbreviations)
    assert [entry.short for entry in vocab.abbreviations if entry.safe and len(entry.expansions) > 3] == []


def test_places_are_sorted_within_provinces_and_districts(vocab: Vocab) -> None:
    for places in (
        [place.code for place in vocab.places if not place.parent],
        [place.code for place in vocab.places if place.parent],
    ):
        assert places == sorted(places)


def test_sixty_three_provinces_became_thirty_four(vocab: Vocab) -> None:
    """Nghị quyết 202/2025/QH15, in operation from 1 July 2025."""

    def count(day: str) -> int:
        return sum(
            not place.parent and (not place.since or place.since <= day) and (not place.until or place.until >= day)
            for place in vocab.places
        )

    assert (count("2025-06-30"), count("2025-07-01"), count("2026-11-01")) == (63, 34, 34)


def test_every_ended_province_has_a_successor_that_goes_on_after_it(vocab: Vocab) -> None:
    by_code = {place.code: place for place in vocab.places}
    for place in vocab.places:
        if place.until and not place.parent:
            assert place.successor, place.code
            for code in place.successor:
                assert not by_code[code].until or by_code[code].until > place.until, (place.code, code)


def test_no_district_outlives_the_district_level(vocab: Vocab) -> None:
    """Luật Tổ chức chính quyền địa phương 72/2025/QH15 ended it on 1 July 2025."""
    assert {place.until for place in vocab.places if place.parent} == {"2025-06-30"}


def test_examples_of_bodies_are_recognised(vocab: Vocab) -> None:
    for body in vocab.issuers:
        for example in body.examples:
            code = vocab.issuer_code(example, within="lai-chau")
            assert code is not None, example
            assert code.partition("@")[0] == body.code, example


def test_examples_of_kinds_begin_with_their_abbreviation_or_have_none(vocab: Vocab) -> None:
    for kind in vocab.kinds:
        for example in kind.examples:
            groups = re.split(r"[/-]", example)
            assert set(groups) & {*kind.short, *kind.party} or not kind.short, example
