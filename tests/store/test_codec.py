"""A document survives JSON whole."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Aside, Citation, Document, Fact, Page, Part, Reread, Section, Span
from archive.store.codec import citation_to_dict, document_from_dict, document_to_dict, fact_to_dict, section_to_dict
from tests.store.documents import document

SPANS = st.builds(Span, st.integers(0, 10**9), st.integers(0, 10**9))
WORDS = st.text(max_size=20)
FACTS = st.builds(Fact, span=st.none() | SPANS, value=st.none() | WORDS, machine=st.none() | WORDS)
CITATIONS = st.builds(Citation, span=SPANS)
DOCUMENTS = st.builds(
    Document,
    facts=st.dictionaries(WORDS, st.lists(FACTS, max_size=3).map(tuple), max_size=4),
    citations=st.lists(CITATIONS, max_size=3).map(tuple),
    sections=st.lists(st.builds(Section, span=SPANS), max_size=3).map(tuple),
    pages=st.lists(st.builds(Page, span=SPANS), max_size=3).map(tuple),
    asides=st.lists(st.builds(Aside, span=SPANS, ref=st.none() | SPANS), max_size=3).map(tuple),
    parts=st.lists(st.builds(Part, span=SPANS), max_size=3).map(tuple),
    rereads=st.lists(st.builds(Reread), max_size=3).map(tuple),
    reviewed=st.none() | WORDS,
)


@given(DOCUMENTS)
def test_any_document_comes_back_as_it_was(given_document: Document) -> None:
    written = json.dumps(document_to_dict(given_document), ensure_ascii=False)
    assert document_from_dict(json.loads(written)) == given_document


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Document, document_to_dict(document())),
        (Fact, fact_to_dict(Fact())),
        (Citation, citation_to_dict(document().citations[0])),
        (Section, section_to_dict(document().sections[0])),
        (Page, document_to_dict(document())["pages"][0]),
        (Aside, document_to_dict(document())["asides"][0]),
        (Part, document_to_dict(document())["parts"][0]),
        (Reread, document_to_dict(document())["rereads"][0]),
    ],
)
def test_every_attribute_has_its_key_always(kind: type, written: dict[str, object]) -> None:
    """Scripts may count on the keys of `--json`; a new attribute without one would be lost in the catalogue."""
    assert list(written) == [item.name for item in fields(kind)]


def test_a_span_is_a_pair() -> None:
    assert fact_to_dict(Fact(span=Span(4, 9)))["span"] == [4, 9]
