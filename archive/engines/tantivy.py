"""Tantivy, the embedded engine of everyday use: it gets our tokens parted by blanks, and trees, never a query string.

The one rule: an answer is of one state of the index, the last that any process committed.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from tantivy import FieldType, Occur, Query, Searcher

from archive.engines.query import (
    EVERYTHING,
    And,
    Answer,
    Ask,
    Between,
    Entry,
    Layout,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Word,
)
from archive.engines.tantivy_index import Writer, border, document_of, open_index, schema_of
from archive.engines.tantivy_ranking import ranked_page, ranks
from archive.engines.tantivy_rows import TAIL, keep_table, read_table, rows_kept
from archive.engines.tantivy_state import AsQuery, State, count_of, flat, is_term, no_rows, numbers_given, row_numbers

FEW = 30
"""Codes of a filter asked for one by one."""


class TantivyEngine:
    """See `archive.engines.Engine`."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._folder = folder
        self._stamped = str(folder / "meta.json")
        self._layout = layout
        self._lock = threading.Lock()
        self._writer = Writer(folder)
        self._seen: tuple[int, int] | None = None
        with border(folder):
            self._schema = schema_of(layout)
            folder.mkdir(parents=True, exist_ok=True)
            self._index = open_index(folder, layout)
            rows = read_table(folder, no_rows(layout))
            self._state = State(self._index.searcher(), self._schema, layout, rows)
            self._fresh()

    @contextmanager
    def session(self, *, hold: bool = False) -> Iterator[None]:
        """Several writes by one writer; merging of segments is waited for at the end only, and `hold` commits only
        there: Tantivy then writes larger segments, while others make the next tokens."""
        with self._writer.session(hold=hold):
            yield
        if numbers_given(self._folder) - rows_kept(self._folder) >= TAIL:
            with border(self._folder):
                keep_table(self._folder, self._fresh().table)

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries, one commit for all; they can be found on return."""
        with self._writer.write() as writer, row_numbers(self._folder) as rows:
            for entry in entries:
                self._writer.replace(writer, entry, document_of(entry, self._layout, next(rows)))

    def remove(self, ids: Iterable[str]) -> None:
        """Take entries out; unknown ids are no error."""
        with self._writer.write() as writer:
            for id_ in ids:
                self._writer.remove(writer, id_)

    def clear(self) -> None:
        """Take everything out."""
        with self._writer.write() as writer:
            self._writer.clear(writer)

    def find(self, ask: Ask) -> Answer:
        """Answer a question."""
        with border(self._folder):
            state = self._fresh()
            end = min(ask.offset + ask.limit, state.searcher.num_docs)
            if ask.offset >= end and not ask.facets:
                query = _unscored(self._query(ask.tree, state.searcher))
                return Answer(count_of(state.searcher.search(query, limit=1)), ())
            if ask.offset < end and not ask.order and ranks(ask.tree):
                total, scores = ranked_page(state, ask.tree, self._asking(state), ask.offset, end)
                mask = state.matches(ask.tree, self._asking(state), total) if ask.facets else state.alive
            else:
                mask = state.matches(ask.tree, self._asking(state))
                total = int(np.count_nonzero(mask))
                page = state.page(mask, ask.order, ask.offset, end) if ask.offset < end else []
                scores = tuple((id_, 0.0) for id_ in page)
            return Answer(total, scores, state.facets(mask, ask.facets) if ask.facets else {})

    def ids(self) -> set[str]:
        """Ids of all entries."""
        with border(self._folder):
            state = self._fresh()
            return set(state.ids_of(np.flatnonzero(state.alive)))

    def close(self) -> None:
        """Nothing is held open: each session of writing closes its writer."""

    def _fresh(self) -> State:
        """A state that is the last commit of whichever process made it."""
        stamp = self._stamp()
        if stamp != self._seen:
            with self._lock:
                if stamp != self._seen:
                    self._index.reload()
                    searcher = self._index.searcher()
                    self._state = State(searcher, self._schema, self._layout, self._state.table)
                    self._seen = stamp
        return self._state

    def _stamp(self) -> tuple[int, int]:
        stat = os.stat(self._stamped)  # noqa: PTH116  three times as fast, for every question
        return stat.st_ino, stat.st_mtime_ns

    def _asking(self, state: State) -> AsQuery:
        return lambda node: self._query(node, state.searcher)

    def _query(self, node: Node, searcher: Searcher) -> Query:
        match node:
            case Word(field, token, boost, True):
                tokens = [term for term, _ in searcher.terms_with_prefix(f"text_{field}", token)]
                return Query.const_score_query(Query.term_set_query(self._schema, f"text_{field}", tokens), boost)
            case Word() | Phrase() | Near():
                return _boosted(self._scored(node), node.boost)
            case And(parts):
                return self._all(parts, searcher)
            case Or():
                return self._any(flat(node), searcher)
            case Not():
                return self._all((node,), searcher)
            case OneOf(field, codes):
                return _unscored(self._one_of(f"code_{field}", codes))
            case Between(field, low, high):
                return _unscored(self._between(f"date_{field}", low, high))

    def _one_of(self, name: str, codes: tuple[str, ...]) -> Query:
        """Any of the codes; a set of terms walks through all there are, so a few are asked one by one."""
        if len(codes) > FEW:
            return Query.term_set_query(self._schema, name, list(codes))
        terms = [Query.term_query(self._schema, name, code, index_option="basic") for code in codes]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])

    def _scored(self, node: Word | Phrase | Near) -> Query:
        name = f"text_{node.field}"
        match node:
            case Word(_, token):
                return Query.term_query(self._schema, name, token, index_option="freq")
            case Phrase(_, tokens):
                return self._phrase(name, tokens)
            case Near(_, left, right, gap):
                return self._near(name, left, right, gap)

    def _phrase(self, name: str, tokens: tuple[str, ...]) -> Query:
        if len(tokens) > 1:
            return Query.phrase_query(self._schema, name, list(tokens))
        terms = [Query.term_query(self._schema, name, token, index_option="freq") for token in tokens]
        return terms[0] if terms else Query.empty_query()

    def _any(self, parts: Sequence[Node], searcher: Searcher) -> Query:
        """Any of the parts. Terms stand in a query of their own: Tantivy adds their scores in half the time there."""
        terms, others = list[tuple[Occur, Query]](), list[tuple[Occur, Query]]()
        for part in parts:
            if is_term(part):
                term = Query.term_query(self._schema, f"text_{part.field}", part.token, index_option="freq")
                terms.append((Occur.Should, term if part.boost == 1 else Query.boost_query(term, part.boost)))
            else:
                others.append((Occur.Should, self._query(part, searcher)))
        if terms and others:
            return Query.boolean_query([(Occur.Should, Query.boolean_query(terms)), *others])
        return Query.boolean_query(terms or others)

    def _all(self, parts: Sequence[Node], searcher: Searcher) -> Query:
        """All parts in one boolean query; an `Or` with everything in it only adds to the score."""
        clauses: list[tuple[Occur, Query]] = []
        for part in parts:
            if isinstance(part, Not):
                clauses.append((Occur.MustNot, self._query(part.part, searcher)))
            elif isinstance(part, Or) and EVERYTHING in part.parts:
                rest = Or(tuple(inner for inner in part.parts if inner != EVERYTHING))
                clauses.append((Occur.Should, self._query(rest, searcher)))
            else:
                clauses.append((Occur.Must, self._query(part, searcher)))
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, _unscored(Query.all_query())))
        return Query.boolean_query(clauses)

    def _near(self, name: str, left: str, right: str, gap: int) -> Query:
        """Both orders: Tantivy's slop counts two tokens that changed places as two further apart."""
        if left == right:
            return Query.term_query(self._schema, name, left, index_option="freq")
        orders = ([left, right], [right, left])
        phrases = [Query.phrase_query(self._schema, name, list(order), slop=gap) for order in orders]
        return Query.boolean_query([(Occur.Should, phrase) for phrase in phrases])

    def _between(self, name: str, low: str | None, high: str | None) -> Query:
        if low is None and high is None:
            return Query.exists_query(name)
        ends = [None if end is None else int(end.replace("-", "")) for end in (low, high)]
        return Query.range_query(self._schema, name, FieldType.Unsigned, ends[0], ends[1])


def _boosted(query: Query, boost: float) -> Query:
    return query if boost == 1 else _unscored(query) if boost == 0 else Query.boost_query(query, boost)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
