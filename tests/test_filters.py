"""Filters that know more than a code: bodies and their heirs, committees and all under them, what is beyond doubt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Config
from archive.library import open_library
from archive.model import Fact
from archive.search import search_documents
from archive.store.catalogue import Record
from tests.found import names, record


@pytest.fixture(params=["memory", "tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_only_what_is_beyond_doubt(engine: str, tmp_path: Path) -> None:
    doubtful = Fact("9/BC-UBND", "9/BC-UBND", status="printed", doubt="mờ")
    unsure = record("unsure", "Vốn.", date="2024-05-01")
    certain = record("certain", "Vốn.", date="2023-10-05", number="52/BC-UBND")
    facts = {**unsure.document.facts, "number": (doubtful,)}
    with open_library(Config(root=tmp_path, engine=engine)) as library:
        with library.writing() as writable:
            writable.keep([Record(replace(unsure.document, facts=facts), unsure.text, unsure.added), certain])
        assert set(names(search_documents(library, "vốn"))) == {"unsure", "certain"}
        assert names(search_documents(library, "vốn", certain=["number"])) == ["certain"]
        assert set(names(search_documents(library, "vốn", certain=["date"]))) == {"unsure", "certain"}
        assert names(search_documents(library, "vốn", certain=["number", "date"])) == ["certain"]


def test_a_body_that_was_merged_is_found_under_its_successor(engine: str, tmp_path: Path) -> None:
    """And both under the committee they are part of."""
    old = record("old", "Vốn.", issuer="so-ke-hoach-va-dau-tu@ha-nam")
    new = record("new", "Vốn.", issuer="so-tai-chinh@ninh-binh")
    with open_library(Config(root=tmp_path, engine=engine)) as library:
        with library.writing() as writable:
            writable.keep([old, new])

        def found(field: str, code: str) -> set[str]:
            return set(names(search_documents(library, "", filters={field: [code]})))

        assert found("issuer", "so-tai-chinh@ninh-binh") == {"old", "new"}
        assert found("issuer", "so-ke-hoach-va-dau-tu@ha-nam") == {"old"}
        assert found("under", "ubnd@ninh-binh") == {"old", "new"}
        assert found("under", "ubnd@ha-nam") == {"old"}


def test_a_body_and_a_whole_under_another_are_one_choice(engine: str, tmp_path: Path) -> None:
    """One of the two must fit; each is counted as if neither were chosen; other filters still hold."""
    papers = [
        record("office", "Vốn.", issuer="so-tai-chinh@lai-chau", date="2024-02-01"),
        record("council", "Vốn.", issuer="hdnd@lai-chau", date="2023-02-01"),
        record("ministry", "Vốn.", issuer="bo-tai-chinh", date="2024-02-01"),
    ]
    with open_library(Config(root=tmp_path, engine=engine)) as library:
        with library.writing() as writable:
            writable.keep(papers)
        free = search_documents(library, "vốn")
        whole = search_documents(library, "vốn", filters={"under": ["ubnd@lai-chau"]})
        both = search_documents(library, "vốn", filters={"under": ["ubnd@lai-chau"], "issuer": ["hdnd@lai-chau"]})
        assert set(names(whole)) == {"office"}
        assert set(names(both)) == {"office", "council"}
        for field in ("issuer", "under"):
            assert set(whole.facets[field]) == set(both.facets[field]) == set(free.facets[field])
        chosen = {"under": ["ubnd@lai-chau"], "issuer": ["hdnd@lai-chau"], "year": ["2023"]}
        assert names(search_documents(library, "vốn", filters=chosen)) == ["council"]
