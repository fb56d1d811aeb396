"""The staff guide's section on the query language is so: its tables are the data of these tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.config import Config
from archive.library import Library, open_library
from archive.search import search_documents
from archive.store.catalogue import Record
from archive.syntax import parse
from archive.vocab import load_vocab
from tests.found import record

GUIDE = (Path(__file__).parents[1] / "docs" / "huong-dan.md").read_text("utf-8")
SECTION = GUIDE.partition("\n## 2. ")[2].partition("\n## 3. ")[0]
LINES = re.findall(r"^\|.*\|$", SECTION, re.MULTILINE)
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in LINES]
PAPERS = [row for row in ROWS if re.fullmatch("[A-E]", row[0])]
QUERIES = [(row[0].strip("`"), row[2]) for row in ROWS if row[0].startswith("`") and len(row) == 3]
NOTES = [(row[0].strip("`"), row[1]) for row in ROWS if row[0].startswith("`") and len(row) == 2]
VOCAB = load_vocab()


def paper(name: str, facts: str, title: str, said: str) -> Record:
    number, date, kind, issuer, signer, period = (value.strip() for value in facts.split(", "))
    known = {
        "number": number,
        "date": date,
        "doc_type": getattr(VOCAB.kind_named(kind), "code", kind),
        "issuer": issuer,
        "signer": signer.removeprefix("người ký "),
        "period": period.removeprefix("kỳ "),
        "title": title,
        "place": "Vân Lĩnh",
    }
    values = {field: value for field, value in known.items() if not value.startswith(("không rõ", "để trống"))}
    return record(name, f"{kind}\n{title}\n{said}", **values)


@pytest.fixture(scope="module", params=["memory", "tantivy", "whoosh"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Config(root=tmp_path_factory.mktemp("archive"), engine=request.param)) as library:
        with library.writing() as writable:
            writable.keep([paper(*row) for row in PAPERS])
        yield library


def test_the_guide_has_its_tables() -> None:
    assert len(PAPERS) == 5
    assert len(QUERIES) > 35
    assert len(NOTES) > 10


@pytest.mark.parametrize(("typed", "found"), QUERIES)
def test_the_examples_find_what_the_guide_says(library: Library, typed: str, found: str) -> None:
    hits = [hit.document.id for hit in search_documents(library, typed).hits]
    assert set(hits) == set(re.findall(r"[A-E]", found))
    first = re.search(r"\*\*([A-E])\*\*", found)
    assert not first or hits[0] == first[1]


@pytest.mark.parametrize(("typed", "said"), NOTES)
def test_the_parser_says_what_the_guide_says(typed: str, said: str) -> None:
    assert said in parse(typed).notes
