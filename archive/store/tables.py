"""Tables of the catalogue. Change them: raise `FORMAT`, and every installation is told to rebuild."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

FORMAT = 7
"""Written into the file; an index of another format is not opened."""

METADATA = MetaData()

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("issuer", Text),
    Column("doc_type", String(40)),
    Column("number_key", Text),
    Column("date", String(10)),
    Column("period", String(40)),
    Column("title", Text),
    Column("attention", Integer, nullable=False),  # how soon a person should look, see attention.py; 0: nobody need
    Column("visible", Boolean, nullable=False),  # False until the engine has it: readers see all of it or nothing
    Column("record", Text, nullable=False),  # JSON, see codec.py
    Index("documents_number", "number_key"),
    Index("documents_series", "issuer", "doc_type", "date"),
    Index("documents_added", "added", "id"),
    Index("documents_attention", "attention", "added", "id"),
)

TEXTS = Table(
    "texts",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("brief", Text, nullable=False),  # JSON, see brief.py
    Column("words", LargeBinary, nullable=False),  # see text/words.py
    Column("text", Text, nullable=False),
)

CITATIONS = Table(
    "citations",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # which citation of the document, from 0
    Column("number_key", Text, nullable=False),
    Index("citations_number", "number_key", "document_id"),
)

BOUND = Table(
    "bound",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("place", Integer, primary_key=True),  # which of the papers bound in the file, from 0
    Column("number_key", Text, nullable=False),
    Index("bound_number", "number_key", "document_id"),
)

TWINS = Table(  # documents of nearly the same text: each is in the group that bears the name of its first
    "twins",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("first", String(32), nullable=False),
    Index("twins_first", "first"),
)

BANDS = Table(  # numbers of which copies share at least one, see text/copies.py
    "bands",
    METADATA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Index("bands_document", "document_id"),
    sqlite_with_rowid=False,
)

WAITING = Table(  # saved, and not yet (again) in the engine: what a dead writer left to do
    "waiting",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
)
