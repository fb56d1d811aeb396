"""Opening a document to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import NotFoundError
from archive.read import read_document
from tests.papers import add, only_id, open_archive, write_report


def test_a_document_is_read_with_its_text_and_marks(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        added = only_id(add(library, write_report(tmp_path / "in", 52, subject="trồng rừng phòng hộ")))
        reading = read_document(library, added, query='"phong ho"')
        assert reading.document == library.catalogue.get(added)
        assert reading.text == library.catalogue.text(added)
        assert [reading.text[mark.start : mark.end] for mark in reading.marks] == ["phòng hộ"]
        assert reading.links == ()


def test_without_a_query_nothing_is_marked(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        added = only_id(add(library, write_report(tmp_path / "in", 52)))
        assert read_document(library, added).marks == ()


def test_every_piece_of_evidence_is_where_its_fact_says(tmp_path: Path) -> None:
    """Spans survive the child, the catalogue and the way back."""
    with open_archive(tmp_path) as library:
        reading = read_document(library, only_id(add(library, write_report(tmp_path / "in", 52))))
    facts = [fact for facts in reading.document.facts.values() for fact in facts if fact.span]
    assert len(facts) > 5
    for fact in facts:
        assert fact.span is not None
        assert fact.raw is not None
        shown, lines = reading.text[fact.span.start : fact.span.end], fact.raw.splitlines()
        assert (shown.startswith(lines[0]), shown.endswith(lines[-1])) == (True, True)  # of a column, its lines
    for citation in reading.document.citations:
        assert reading.text[citation.span.start : citation.span.end] == citation.text


def test_an_unknown_document_is_not_found(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library, pytest.raises(NotFoundError, match="none"):
        read_document(library, "none")
