"""A broad corpus of papers in the forms the standards prescribe and offices use: what is read, and what is not.

Each table in corpus/ holds papers of the invented tỉnh Vân Lĩnh: `text`, the value expected of a field under its name
(`signers`, `chain` and other plurals: of all its facts; `field_in`: one of several), under `absent` the fields of
which nothing may be asserted, under `doubted` those that must carry a doubt, under `certain` those that must not,
under `parts` the number, kind or title of each further document in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.model import FIELDS, Document
from tests.metadata.papers import read, values

CORPUS = Path(__file__).parent / "corpus"
LISTS = {
    "signers": "signer",
    "posts": "signer_position",
    "chain": "authority_chain",
    "recipients": "recipients",
    "issuers": "issuer",
    "numbers": "number",
}


def papers() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CORPUS.glob("*.toml")):
        for paper in tomllib.loads(path.read_text("utf-8"))["paper"]:
            yield f"{path.stem}: {paper['name']}", paper


def mistakes(paper: dict[str, Any], document: Document) -> dict[str, Any]:
    """What was read otherwise than expected."""
    wrong: dict[str, Any] = {}
    for field, expected in paper.items():
        found: Any
        if field in ("name", "text", "source", "absent", "doubted", "certain", "parts"):
            continue
        if field in LISTS:
            found = [value for value in values(document, LISTS[field]) if value is not None]
        elif field.endswith("_in"):
            value = document.value(field.removesuffix("_in"))
            found = expected if value in expected else value
        else:
            assert field in FIELDS, field
            found = document.value(field)
        if found != expected:
            wrong[field] = found
    wrong |= {field: document.value(field) for field in paper.get("absent", ()) if document.value(field) is not None}
    wrong |= {field: "no doubt" for field in paper.get("doubted", ()) if not document.fact(field).doubt}
    wrong |= {field: document.fact(field).doubt for field in paper.get("certain", ()) if document.fact(field).doubt}
    parts = [[part.doc_type, part.number, part.title] for part in document.parts]
    if [[value or "" for value in part] for part in parts] != paper.get("parts", []):
        wrong["parts"] = parts
    return wrong


@pytest.mark.parametrize("paper", [pytest.param(paper, id=name) for name, paper in papers()])
def test_a_paper_of_the_corpus(paper: dict[str, Any]) -> None:
    assert not mistakes(paper, read(paper["text"].strip("\n"), paper.get("source", "text")))


def test_names_tell_the_papers_apart() -> None:
    names = [name for name, _ in papers()]
    assert len(names) == len(set(names))
