"""What is suggested while a line is typed: with or without marks, from what the archive holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.config import Config
from archive.library import Library, open_library
from archive.suggest import LONGEST, suggest
from tests.found import record

RECORDS = (
    record("q3", "Giải ngân vốn đầu tư công. Kinh tế - xã hội ổn định.", number="52/BC-UBND", date="2023-10-05",
           title="Tình hình kinh tế - xã hội quý III năm 2023", issuer="ubnd@lai-chau", signer="Lò Thị Mai"),
    record("q4", "Giải ngân vốn đầu tư công. Kinh tế phát triển.", number="520/BC-UBND", date="2024-01-05",
           title="Tình hình kinh tế - xã hội quý IV năm 2023", issuer="ubnd@lai-chau", signer="Lò Thị Mai"),
    record("stc", "Giải ngân vốn.", number="7/KH-STC", date="2022-10-05",
           title="Giải ngân vốn đầu tư công", issuer="so-tai-chinh@lai-chau", signer="Giàng A Páo"),
)  # fmt: skip


@pytest.fixture(scope="module", params=["memory", "tantivy"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Config(root=tmp_path_factory.mktemp("archive"), engine=request.param)) as library:
        with library.writing() as writable:
            writable.keep(RECORDS)
        yield library


@pytest.mark.parametrize(
    ("typed", "kind", "text", "value"),
    [
        ("52", "number", "52/BC-UBND", "q3"),
        ("52/bc", "number", "52/BC-UBND", "q3"),
        ("52 bc ubnd", "number", "52/BC-UBND", "q3"),
        ("052/BC", "number", "52/BC-UBND", "q3"),
        ("520", "number", "520/BC-UBND", "q4"),
        ("giai ng", "word", "giải ngân", ""),
        ("kinh te xa h", "word", "kinh tế xã hội", ""),
        ("Giải ngân ", "word", "Giải ngân vốn", ""),
        ("von dau tu c", "subject", "Giải ngân vốn đầu tư công", "stc"),
        ("tinh hinh", "subject", "Tình hình kinh tế - xã hội quý IV năm 2023", ""),
        ("tình hình quý III", "subject", "Tình hình kinh tế - xã hội quý III năm 2023", "q3"),
        ("sở tài", "issuer", "Sở Tài chính tỉnh Lai Châu", "so-tai-chinh@lai-chau"),
        ("stc", "issuer", "Sở Tài chính tỉnh Lai Châu", "so-tai-chinh@lai-chau"),
        ("lai chau", "issuer", "Ủy ban nhân dân tỉnh Lai Châu", "ubnd@lai-chau"),
        ("thị ma", "signer", "Lò Thị Mai", "Lò Thị Mai"),
        ("pao", "signer", "Giàng A Páo", "Giàng A Páo"),
    ],
)
def test_what_is_suggested_first_of_its_kind(library: Library, typed: str, kind: str, text: str, value: str) -> None:
    of_kind = [found for found in suggest(library, typed) if found.kind == kind]
    assert of_kind
    assert (of_kind[0].text, of_kind[0].value) == (text, value)


@pytest.mark.parametrize("typed", ["", "   ", "xyzxyz", "-", "*", '"', "(" * 500, "\x00", "9" * 300])
def test_nothing_is_suggested_for_what_says_nothing(library: Library, typed: str) -> None:
    assert suggest(library, typed) == ()


@pytest.mark.parametrize(("typed", "found"), [("dau t", True), ("dau t ", False), ("dau tu ", True)])
def test_a_blank_behind_a_word_says_that_it_is_whole(library: Library, typed: str, found: bool) -> None:
    assert any(suggestion.kind == "subject" for suggestion in suggest(library, typed)) is found


def test_only_the_beginning_of_a_very_long_line_is_read(library: Library) -> None:
    line = "dau tu" + " " * LONGEST
    assert suggest(library, line + "xyzxyz") == suggest(library, line) != ()


def test_no_more_than_asked_for(library: Library) -> None:
    assert len(suggest(library, "t", limit=2)) <= 2


def test_names_say_how_many_documents_have_them(library: Library) -> None:
    counts = {found.text: found.count for found in suggest(library, "lai chau")}
    assert counts["Ủy ban nhân dân tỉnh Lai Châu"] == 2


def test_a_document_just_added_is_suggested(tmp_path: pytest.TempPathFactory) -> None:
    with open_library(Config(root=tmp_path)) as library:  # type: ignore[arg-type]
        assert suggest(library, "rung") == ()
        with library.writing() as writable:
            writable.keep([record("rung", "Trồng rừng.", title="Kết quả trồng rừng", signer="Tẩn Văn Rừng")])
        assert {(found.kind, found.text) for found in suggest(library, "rung")} >= {
            ("subject", "Kết quả trồng rừng"), ("signer", "Tẩn Văn Rừng")
        }  # fmt: skip
