"""Copies of one text are one hit, whatever engine finds them; what only looks alike stays apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Config
from archive.library import Library, open_library
from archive.model import Fact
from archive.rebuild import index_texts
from archive.search import search_documents
from archive.store.catalogue import Record
from tests.found import names, record


def paper(name: str, amount: int, **facts: str) -> Record:
    """A report of several sentences; the amount tells one from another."""
    lines = [
        f"Chỉ tiêu {number} của tháng đạt {amount * number} tỷ đồng, bằng {amount + number},5% dự toán giao đầu năm."
        for number in range(3, 25)
    ]
    return record(name, "BÁO CÁO thu ngân sách.\n" + "\n".join(lines), **facts)


COPIES = (
    paper("scan", 1234, number="5/BC-STC", date="2024-03-01"),
    paper("other", 777, number="6/BC-STC", date="2024-04-01"),
    paper("word", 1234),
    paper("late", 1234, number="5/BC-STC", date="2024-03-01", issuer="stc"),
    paper("second", 1234, number="99/BC-STC", date="2024-03-01"),
    paper("third", 4321, number="7/BC-STC", date="2024-05-01"),
)


@pytest.fixture(params=["memory", "tantivy", "whoosh"])
def copies(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Copies that came together, and one that came later."""
    with open_library(Config(root=tmp_path, engine=request.param)) as library:
        with library.writing() as writable:
            writable.keep(COPIES[:3])
            writable.keep(COPIES[3:])
        yield library


def test_copies_are_one_hit_and_counted_as_one(copies: Library) -> None:
    """Another month, and the same text under another number, stay apart."""
    results = search_documents(copies, "thu ngân sách")
    together = {hit.document.id: {twin.id for twin in hit.twins} for hit in results.hits}
    (best,) = together.keys() & {"scan", "word", "late"}
    assert together[best] == {"scan", "word", "late"} - {best}
    assert together.keys() - {best} == {"other", "second", "third"}
    assert all(not twins for id_, twins in together.items() if id_ != best)
    assert results.total == 4
    assert search_documents(copies, "thu ngân sách", fold=False).total == 6


def test_copies_stay_one_when_another_engine_is_filled_from_the_texts(copies: Library) -> None:
    other = "memory" if copies.config.engine == "tantivy" else "tantivy"
    config = replace(copies.config, engine=other)
    assert len(list(index_texts(config))) == len(COPIES)
    with open_library(config) as library:
        test_copies_are_one_hit_and_counted_as_one(library)


def test_pages_of_folded_hits_show_each_once(copies: Library) -> None:
    for order in ("relevance", "newest", "issuer"):
        whole = names(search_documents(copies, "thu ngân sách", order=order))
        pages = [search_documents(copies, "thu ngân sách", order=order, offset=at, limit=1) for at in range(6)]
        assert [name for page in pages for name in names(page)] == whole
        assert len(whole) == 4


def test_what_the_facets_count_and_the_total_does_not_is_told(copies: Library) -> None:
    results = search_documents(copies, "thu ngân sách")
    assert results.folded > 0
    apart = search_documents(copies, "thu ngân sách", fold=False)
    assert (results.total + results.folded, apart.folded) == (apart.total, 0)
    for field in ("year", "issuer"):
        for code, count in results.facets[field]:
            chosen = search_documents(copies, "thu ngân sách", filters={field: [code]}, limit=1)
            assert chosen.total + chosen.folded == count


def test_copies_that_do_not_match_are_not_folded_in(copies: Library) -> None:
    (hit,) = search_documents(copies, "thu ngân sách", filters={"issuer": ["stc"]}).hits
    assert (hit.document.id, hit.twins) == ("late", ())


def test_a_copy_whose_facts_were_corrected_stands_alone(copies: Library) -> None:
    corrected = replace(COPIES[2].document, facts={"date": (Fact("2020-01-01", status="corrected"),)})
    with copies.writing() as writable:
        writable.keep([Record(corrected, COPIES[2].text, COPIES[2].added)])
    assert search_documents(copies, "thu ngân sách").total == 5


def numbered(paper: Record, number: str) -> Record:
    """A paper with a corrected number."""
    facts = {**paper.document.facts, "number": (Fact(number, status="corrected"),)}
    return replace(paper, document=replace(paper.document, facts=facts))


def test_copies_of_a_first_that_left_are_still_found_and_a_new_group_of_it_is_another(tmp_path: Path) -> None:
    """A group outlives the document that began it, which may begin another."""
    facts = {"number": "5/BC-STC", "date": "2024-03-01"}
    first, second, third = (paper(name, 1234, **facts) for name in ("first", "second", "third"))
    others = (paper(name, 4321, number="7/BC-STC") for name in ("other", "like-other"))
    with open_library(Config(root=tmp_path, engine="memory")) as library, library.writing() as writable:
        writable.keep([first, second, third, *others])
        writable.keep([numbered(second, "8/BC-STC")])
        writable.keep([numbered(first, "9/BC-STC")])
        assert folded(library) == {"first", "second", "third", "like-other other"}
        writable.keep([paper("again", 1234, number="9/BC-STC", date="2024-03-01")])
        assert folded(library) == {"again first", "second", "third", "like-other other"}


def folded(library: Library) -> set[str]:
    """The names in each hit, which are as many as is said."""
    results = search_documents(library, "thu ngân sách", limit=20)
    assert results.total == len(results.hits)
    return {" ".join(sorted((hit.document.id, *(twin.id for twin in hit.twins)))) for hit in results.hits}
