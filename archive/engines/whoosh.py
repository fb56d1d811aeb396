"""Whoosh, the engine in pure Python: its index, its postings and its BM25 under our trees.

Only words, prefixes and phrases are asked of Whoosh, one by one; the tree over them is ours (`matching.py`). Its own
compound queries let a filter change the score and walk documents one at a time through a tower of objects.
"""

# mypy: disable-error-code="no-untyped-call"
# Whoosh says it is typed and is so in part.

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from whoosh import columns, fields, index, scoring
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Every, Query
from whoosh.query.spans import SpanNear
from whoosh.query.terms import Prefix, Term
from whoosh.searching import Searcher

from archive.engines.matching import K1, B, count_codes, inverse_frequency, match_tree, order_matches
from archive.engines.query import Answer, Ask, Entry, Layout
from archive.engines.stamp import check_stamp, write_stamp
from archive.errors import EngineUnavailableError, LockedError

MADE_BY = "whoosh 2"
HEAP_MB = 64


class WhooshEngine:
    """See `archive.engines.Engine`."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._folder = folder
        self._layout = layout
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        with _border(folder):
            if index.exists_in(str(folder)):
                check_stamp(folder, MADE_BY, layout)
            else:
                write_stamp(folder, MADE_BY, layout)
                index.create_in(str(folder), _schema(layout))
            self._index = index.open_dir(str(folder))
            self._view = _View(self._searcher(), layout)

    def session(self, *, hold: bool = False) -> AbstractContextManager[None]:  # noqa: ARG002  may be found sooner
        """Each write is whole by itself, and found at once."""
        return nullcontext()

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries, one commit for all; they can be found on return."""
        entries = iter(entries)
        again: Entry | None = None
        while True:
            with self._writer() as writer, self._searcher() as searcher:
                again = self._put_distinct(writer, searcher, entries, again)
            if again is None:
                return

    def remove(self, ids: Iterable[str]) -> None:
        """Take entries out; unknown ids are no error."""
        with self._writer() as writer, self._searcher() as searcher:
            for id_ in ids:
                writer.delete_by_term("id", id_, searcher=searcher)

    def clear(self) -> None:
        """Take everything out."""
        with self._writer() as writer:
            writer.delete_by_query(Every())

    def find(self, ask: Ask) -> Answer:
        """Answer a question."""
        with self._lock, _border(self._folder):
            view = self._newest()
            scores = match_tree(ask.tree, view)
            ordered = order_matches(
                scores, ask.order, name=view.ids().__getitem__, value=lambda key, field: view.sorted_by(field)[key]
            )
            page = ordered[ask.offset : ask.offset + ask.limit]
            facets = {
                field: count_codes(map(view.codes(field).__getitem__, scores), most)
                for field, most in ask.facets.items()
            }
            return Answer(len(scores), tuple((view.ids()[key], scores[key]) for key in page), facets)

    def ids(self) -> set[str]:
        """Ids of all entries."""
        with self._lock, _border(self._folder):
            view = self._newest()
            return {view.ids()[key] for key in view.everything()}

    def close(self) -> None:
        """Release the files that are being read."""
        with self._lock:
            if not self._view.searcher.is_closed:
                self._view.searcher.close()
            self._index.close()

    def _searcher(self) -> Searcher:
        return self._index.searcher(weighting=_Bm25(B=B, K1=K1))

    def _newest(self) -> _View:
        """The state of the last commit, of whichever process.

        Whoosh's readers keep a place in their files, hence the lock around every question. Its `refresh` is not used:
        it keeps segments that a merge has replaced, and fails on an empty index (3.54).
        """
        if not self._view.searcher.up_to_date():
            self._view.searcher.close()
            self._view = _View(self._searcher(), self._layout)
        return self._view

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        """A writer that commits when all went well, else leaves all as it was."""
        with _border(self._folder):
            writer = self._index.writer(limitmb=HEAP_MB)
            try:
                yield writer
            except BaseException:
                writer.cancel()
                raise
            writer.commit()

    def _put_distinct(
        self, writer: Any, searcher: Searcher, entries: Iterator[Entry], first: Entry | None
    ) -> Entry | None:
        """Put entries up to one whose id this writer has already: Whoosh cannot replace what is not committed."""
        seen: set[str] = set()
        entry = first or next(entries, None)
        while entry is not None:
            if entry.id in seen:
                return entry
            seen.add(entry.id)
            writer.delete_by_term("id", entry.id, searcher=searcher)
            writer.add_document(**self._document(entry))
            entry = next(entries, None)
        return None

    def _document(self, entry: Entry) -> dict[str, Any]:
        known = self._layout
        return {
            "id": entry.id,
            **{f"text_{field}": entry.tokens(field) for field in entry.texts},
            **{
                f"code_{field}": json.dumps(entry.keywords[field]).encode()
                for field in known.keywords
                if entry.keywords.get(field)
            },
            **{f"date_{field}": entry.dates[field].encode() for field in known.dates if entry.dates.get(field)},
            **{f"sort_{field}": entry.sorts[field].encode() for field in known.sorts if entry.sorts.get(field)},
        }


class _View:
    """One state of the index; answers the leaves of a tree. A key is Whoosh's number of a document."""

    def __init__(self, searcher: Searcher, layout: Layout) -> None:
        self.searcher = searcher
        self._layout = layout
        self._read: dict[str, list[Any]] = {}

    def ids(self) -> list[str]:
        return self._column("id", str)

    def codes(self, field: str) -> list[tuple[str, ...]]:
        return self._column(f"code_{field}", lambda stored: tuple(json.loads(stored)) if stored else ())

    def days(self, field: str) -> list[str]:
        return self._column(f"date_{field}", lambda stored: stored.decode())

    def sorted_by(self, field: str) -> list[str]:
        return self.days(field) if field in self._layout.dates else self._column(f"sort_{field}", bytes.decode)

    def everything(self) -> Iterable[int]:
        reader = self.searcher.reader()
        return (key for key in range(reader.doc_count_all()) if not reader.is_deleted(key))

    def word(self, field: str, token: str) -> dict[int, float]:
        return self._scores(Term(f"text_{field}", token))

    def prefix(self, field: str, beginning: str) -> dict[int, float]:
        return self._scores(Prefix(f"text_{field}", beginning))

    def phrase(self, field: str, tokens: tuple[str, ...]) -> dict[int, float]:
        return self._scores(Phrase(f"text_{field}", list(tokens)))

    def near(self, field: str, left: str, right: str, gap: int) -> dict[int, float]:
        one, other = Term(f"text_{field}", left), Term(f"text_{field}", right)
        return self._scores(SpanNear(one, other, slop=gap + 1, ordered=False))

    def one_of(self, field: str, codes: tuple[str, ...]) -> Iterable[int]:
        wanted, known = set(codes), self.codes(field)
        return [key for key in self.everything() if not wanted.isdisjoint(known[key])]

    def between(self, field: str, low: str | None, high: str | None) -> Iterable[int]:
        days = self.days(field)
        return [
            key for key in self.everything() if days[key] and (low or days[key]) <= days[key] <= (high or days[key])
        ]

    def _scores(self, asked: Query) -> dict[int, float]:
        scores: dict[int, float] = {}
        for searcher, offset in self.searcher.leaf_searchers():
            matcher = asked.matcher(searcher, searcher.context())
            while matcher.is_active():
                scores[offset + matcher.id()] = matcher.score()
                matcher.next()
        return scores

    def _column(self, name: str, read: Any) -> list[Any]:
        """A value for each document, read once for each state of the index.

        Segment by segment: Whoosh's reader over several (3.54) mixes them up where one lacks the column.
        """
        if name not in self._read:
            values: list[Any] = []
            for leaf, _ in self.searcher.reader().leaf_readers():
                column = leaf.column_reader(name) if leaf.has_column(name) else None
                empty = "" if name == "id" else b""
                values += [read(column[key] if column else empty) for key in range(leaf.doc_count_all())]
            self._read[name] = values
        return self._read[name]


class _Bm25(scoring.BM25F):
    """Whoosh's BM25 with the weight of rare words that the other engines have."""

    def idf(self, searcher: Searcher, fieldname: str, text: str) -> float:
        top = searcher.get_parent()
        return inverse_frequency(top.doc_frequency(fieldname, text), top.doc_count_all())


def _schema(layout: Layout) -> fields.Schema:
    """Texts are given as tokens, so the analyzer named here is never asked to do more than part them at blanks."""
    blanks = SpaceSeparatedTokenizer()
    schema = fields.Schema(id=fields.ID(unique=True, sortable=True))
    for field in (*layout.texts, *layout.bags):
        schema.add(f"text_{field}", fields.TEXT(analyzer=blanks, phrase=field in layout.texts))
    kinds = {"code": layout.keywords, "date": layout.dates, "sort": layout.sorts}
    for name in (f"{kind}_{field}" for kind, names in kinds.items() for field in names):
        schema.add(name, fields.COLUMN(columns.VarBytesColumn()))
    return schema


@contextmanager
def _border(folder: Path) -> Iterator[None]:
    """What Whoosh raises, as errors of ours."""
    try:
        yield
    except index.LockError as error:
        raise LockedError(f"{folder}: một tiến trình khác đang ghi chỉ mục. Đợi xong rồi thử lại.") from error
    except (index.IndexError, OSError, EOFError, struct.error, UnpicklingError) as error:
        raise EngineUnavailableError(
            f"{folder}: máy tìm kiếm Whoosh báo lỗi ({error}). Thử lại; nếu vẫn lỗi, chạy “archive rebuild”."
        ) from error
