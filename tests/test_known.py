"""A frozen set of known-item queries over the text files of the sample archive: what is known to be there comes first.

`known_items.jsonl` was made once from the samples: numbers in six shapes, subjects with and without marks, runs of
twelve words out of a text that stand in it alone.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.cli import main
from archive.config import Config
from archive.ingest import expand_paths, ingest_files
from archive.library import Library, open_library
from archive.search import search_documents

SAMPLES = Path(__file__).parents[1] / "documents" / "samples"
ITEMS = [json.loads(line) for line in (Path(__file__).parent / "known_items.jsonl").read_text("utf-8").splitlines()]
LEAST = {"number": 0.95, "subject": 0.95, "sentence": 0.9}
"""Share of the queries that must find their document first; in sentences another may have nearly the same words."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    config = Config(root=tmp_path_factory.mktemp("archive"), vocabulary=(SAMPLES / "vocabulary.toml",))
    with open_library(config) as library:
        texts = [path for suffix in ("txt", "md", "html") for path in sorted(SAMPLES.glob(f"*.{suffix}"))]
        list(ingest_files(library, expand_paths(texts)))
        yield library


def test_the_search_of_the_readme_finds_something(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (SAMPLES.parents[1] / "README.md").read_text("utf-8")
    examples = re.findall(r"^archive (search [^#\n]+)", readme, re.MULTILINE)
    assert examples
    for example in examples:
        assert main(["--root", str(library.config.root), *shlex.split(example), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["total"] > 0, example


@pytest.mark.parametrize("kind", sorted(LEAST))
def test_known_items_come_first(library: Library, kind: str) -> None:
    items = [item for item in ITEMS if item["kind"] == kind]
    missed = []
    for item in items:
        hits = search_documents(library, item["query"], limit=3).hits
        first = {hits[0].document.name, *(twin.name for twin in hits[0].twins)} if hits else set()
        if item["file"] not in first:
            missed.append(item)
    assert len(items) >= 30
    assert len(missed) <= (1 - LEAST[kind]) * len(items), missed
