"""One state of a Tantivy index: its rows, which of them match, what is counted over them. The one rule: all is exact.

Tantivy tells matches one by one, or counted by the values of a column; neither is quick for thousands. So each document
has a row number, and two columns say in which block of rows it is and at which bit of the block. Summed up by block,
the bits of the matches are the set of them: 10,000 reports are 209 sums. All else about a row is kept in `Table`.
"""

from __future__ import annotations

import gc
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeGuard

import numpy as np
import tantivy
from tantivy import DocAddress, FieldType, Query, Searcher

from archive.engines.columns import Column, Counter, Mask, Rows, Table
from archive.engines.query import EVERYTHING, And, Entry, Layout, Node, Not, OneOf, Or, Word
from archive.engines.tantivy_rows import rows_kept
from archive.model import Facets

BLOCK = 48
"""Rows of a block: their bits add up to less than a float tells apart, and fill whole bytes."""
MOST_BLOCKS = 65_000
"""Tantivy counts no more: three million rows. Beyond them is an error, no part of an answer."""
FEW = 300
"""Matches told one by one."""
_KEPT = 100
"""Sets of matches kept: filters, and what is asked for again with others or for the next page."""
_KNOWN = 20_000
"""Words whose frequencies are kept."""
_LAST_ROW = "rows"
ROWS_AT_ONCE = 5_000
"""Rows taken over together when an index is opened."""

LONG = 80
"""Words from which on it is worth a look whether every document has one; a subject of 15 syllables asks for 100."""
SURE = 4
"""The most frequent words, so many, tried for that."""

AsQuery = Callable[[Node], Query]
"""A tree as a query of Tantivy."""


def add_row(document: tantivy.Document, entry: Entry, layout: Layout, row: int) -> None:
    """Give a document its row number and what is kept of it."""
    document.add_unsigned("row", row)
    document.add_unsigned("row_id", _beginning(entry.id))
    document.add_unsigned("row_block", row // BLOCK)
    document.add_float("row_bit", float(2 ** (row % BLOCK)))
    kept = [
        [entry.id],
        *(list(entry.keywords.get(field, ())) for field in layout.keywords),
        *([entry.dates[field]] if entry.dates.get(field) else [] for field in layout.dates),
        *([entry.sorts[field]] if entry.sorts.get(field) else [] for field in layout.sorts),
    ]
    document.add_bytes("row_kept", json.dumps(kept, ensure_ascii=False).encode())


def add_row_fields(builder: tantivy.SchemaBuilder) -> None:
    """Fields of the row numbers."""
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("row_id", fast=True)
    builder.add_unsigned_field("row_block", fast=True)
    builder.add_float_field("row_bit", fast=True)
    builder.add_bytes_field("row_kept", stored=True)


def _beginning(id_: str) -> int:
    """The first bytes of an id as a number, in the same order."""
    return int.from_bytes(id_.encode()[:8].ljust(8, b"\0"), "big")


@contextmanager
def row_numbers(folder: Path) -> Iterator[Iterator[int]]:
    """Row numbers nobody had before; to be asked for by the one who holds the index's own lock.

    After a power cut the index may have outlived the files beside it, or left one empty; so the highest of all counts.
    """
    path = folder / _LAST_ROW
    there = _highest(tantivy.Index.open(str(folder)).searcher()) + 1
    numbers = count(max(numbers_given(folder), rows_kept(folder), there))
    try:
        yield numbers
    finally:
        new = path.with_suffix(".new")
        new.write_text(str(next(numbers)), "ascii")
        new.replace(path)


def numbers_given(folder: Path) -> int:
    """How many row numbers were given, as far as the file beside the index tells."""
    path = folder / _LAST_ROW
    told = path.read_bytes() if path.is_file() else b""
    return int(told) if told.isdigit() else 0


def no_rows(layout: Layout) -> Table:
    """The rows of an empty index."""
    return Table({name: Column() for name in _names(layout)})


def _names(layout: Layout) -> list[str]:
    kinds = (("code", layout.keywords), ("date", layout.dates), ("sort", layout.sorts))
    return ["id", *(f"{kind}_{field}" for kind, fields in kinds for field in fields)]


class State:
    """What is known of one state of an index."""

    def __init__(self, searcher: Searcher, schema: tantivy.Schema, layout: Layout, before: Table) -> None:
        self.searcher = searcher
        self.table = _grown(before, searcher, schema, layout)
        self.alive = self._found(Query.all_query())
        self._schema = schema
        self._layout = layout
        self._lock = threading.Lock()
        self._kept: OrderedDict[Node, Mask] = OrderedDict()
        self._frequencies: dict[tuple[str, str], int] = {}
        self._counter: Counter | None = None
        self._everything: dict[tuple[tuple[str, int], ...], Facets] = {}

    def ids_of(self, rows: Rows) -> list[str]:
        """Who rows are."""
        column = self.table.columns["id"]
        return [column.names[number - 1] for number in column.numbers[rows, 0].tolist()]

    def id_ranks(self, addresses: Sequence[DocAddress]) -> list[int]:
        """Places of hits in the order of ids."""
        rows = np.array(self.searcher.fast_field_values("row", list(addresses)), np.intp)
        ranks: list[int] = self.table.columns["id"].numbers[rows, 0].tolist()
        return ranks

    def id_at(self, rank: int) -> str:
        """The id at a place in their order."""
        return self.table.columns["id"].names[rank - 1]

    def first_ids(self, count: int) -> Query:
        """Documents with an id that comes not after so many; it scores nothing."""
        names = self.table.columns["id"].names
        last = _beginning(names[min(count, len(names)) - 1])
        return Query.const_score_query(Query.range_query(self._schema, "row_id", FieldType.Unsigned, None, last), 0.0)

    def frequencies(self, node: Or) -> list[tuple[int, Word]]:
        """How many documents each word of a long `Or` has at most, the most frequent first; nothing for a short one."""
        parts = flat(node)
        words = [part for part in parts if is_term(part)] if len(parts) >= LONG else []
        if len(words) < LONG:
            return []
        known = self._frequencies
        if len(known) > _KNOWN:
            known.clear()
        having = []
        for word in words:
            count = known.get((word.field, word.token))
            if count is None:
                count = self.searcher.doc_freq(f"text_{word.field}", word.token)
                known[word.field, word.token] = count
            having.append((count, word))
        return sorted(having, key=_count, reverse=True)

    def is_everywhere(self, having: Sequence[tuple[int, Word]], as_query: AsQuery) -> bool:
        """Whether every document has one of some words, as far as the most frequent ones, which come first, show."""
        left = self.alive
        for _, word in having[:SURE]:
            left = left & ~self._matches(Word(word.field, word.token, 0.0), as_query)
            if not left.any():
                return True
        return False

    def page(self, mask: Mask, order: str, start: int, end: int) -> list[str]:
        """Matches from the start-th to the end-th in an order that is not by score."""
        field = order.removeprefix("-")
        name = f"date_{field}" if field in self._layout.dates else f"sort_{field}" if field else "id"
        rows = np.flatnonzero(mask)
        return self.ids_of(
            self.table.first_rows(rows, name, falling=order.startswith("-"), start=start, end=min(end, len(rows)))
        )

    def matches(self, node: Node, as_query: AsQuery, total: int = -1) -> Mask:
        """The rows a tree finds, of which there are `total` if that is known.

        What is asked for again is kept, and filters by themselves.
        """
        if total == self.searcher.num_docs:
            return self.alive
        filters, others = _parted(node)
        masks = [self._matches(part, as_query) for part in filters]
        if others:
            rest = others[0] if len(others) == 1 else And(tuple(others))
            masks.append(self._matches(rest, as_query, -1 if filters else total))
        if not masks:
            return self.alive
        return masks[0] if len(masks) == 1 else np.logical_and.reduce(masks)

    def facets(self, mask: Mask, wanted: Mapping[str, int]) -> Facets:
        """Keyword field → its most frequent codes among some rows."""
        if self._counter is None:
            columns = {name: self.table.columns[f"code_{name}"] for name in self._layout.keywords}
            self._counter = Counter(columns, self.alive)
        if mask is not self.alive:
            return self._counter.count(mask, wanted)
        key = tuple(wanted.items())
        if key not in self._everything:
            self._everything[key] = self._counter.count(mask, wanted)
        return self._everything[key]

    def _matches(self, node: Node, as_query: AsQuery, total: int = -1) -> Mask:
        if isinstance(node, Or) and self.is_everywhere(self.frequencies(node), as_query):
            return self.alive
        found = self._kept.get(node)
        if found is None:
            query = Query.const_score_query(as_query(node), 0.0)
            count = total if total >= 0 else count_of(self.searcher.search(query, limit=1))
            everything = count == self.searcher.num_docs
            found = self.alive if everything else self._few(query, count) if count <= FEW else self._found(query)
            with self._lock:
                self._kept[node] = found
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return found

    def _few(self, query: Query, total: int) -> Mask:
        """The rows of a few matches, told one by one."""
        hits = self.searcher.search(query, limit=total or 1, count=False).hits
        mask = np.zeros(self.table.size, np.bool_)
        mask[np.array(self.searcher.fast_field_values("row", [address for _, address in hits]), np.intp)] = True
        return mask

    def _found(self, query: Query) -> Mask:
        asked = {"terms": {"field": "row_block", "size": MOST_BLOCKS, "segment_size": MOST_BLOCKS}}
        sums = {"bits": {"sum": {"field": "row_bit"}}}
        found = self.searcher.aggregate(query, {"blocks": {**asked, "aggs": sums}})["blocks"]
        if found["sum_other_doc_count"]:
            raise ValueError("quá nhiều văn bản cho một chỉ mục")
        buckets = found["buckets"]
        words = np.zeros(self.table.size // BLOCK + 1, "<u8")
        words[[int(bucket["key"]) for bucket in buckets]] = [int(bucket["bits"]["value"]) for bucket in buckets]
        bits = words.view(np.uint8).reshape(-1, 8)[:, : BLOCK // 8]
        return np.unpackbits(bits, bitorder="little")[: self.table.size].view(np.bool_)


def _grown(table: Table, searcher: Searcher, schema: tantivy.Schema, layout: Layout) -> Table:
    """The table with the rows added since, some thousand at a time: as read, they take ten times their room."""
    with _uncollected():
        for start in range(table.size, _highest(searcher) + 1, ROWS_AT_ONCE):
            table = table.grown(_rows_between(searcher, schema, layout, start, start + ROWS_AT_ONCE - 1))
    return table


def _highest(searcher: Searcher) -> int:
    """The highest row number; -1 where there is none."""
    found = searcher.aggregate(Query.all_query(), {"highest": {"max": {"field": "row"}}})["highest"]["value"]
    return -1 if found is None else int(found)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: it would walk over all these lists again and again, for twice the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rows_between(
    searcher: Searcher, schema: tantivy.Schema, layout: Layout, first: int, last: int
) -> dict[int, dict[str, list[str]]]:
    names = _names(layout)
    query = Query.range_query(schema, "row", FieldType.Unsigned, first, last)
    addresses = [address for _, address in searcher.search(query, limit=ROWS_AT_ONCE).hits]
    kept = [bytes(searcher.doc(address).get_first("row_kept") or b"") for address in addresses]
    rows = searcher.fast_field_values("row", addresses)
    values = json.loads(b"[" + b",".join(kept) + b"]")
    return {int(row or 0): dict(zip(names, each, strict=True)) for row, each in zip(rows, values, strict=True)}


def _parted(node: Node) -> tuple[list[Node], list[Node]]:
    """Filters of a tree, and what else decides what it finds."""
    parts = node.parts if isinstance(node, And) else (node,)
    parts = tuple(part for part in parts if not (isinstance(part, Or) and EVERYTHING in part.parts))
    return [part for part in parts if _is_filter(part)], [part for part in parts if not _is_filter(part)]


def _is_filter(node: Node) -> bool:
    match node:
        case OneOf():
            return True
        case Not(part):
            return _is_filter(part)
        case Or(parts):
            return len(parts) > 0 and all(map(_is_filter, parts))
        case _:
            return False


def count_of(found: tantivy.SearchResult) -> int:
    """How many match."""
    count: int = found.count  # type: ignore[attr-defined]  # is there; the stub of 0.27 forgets it
    return count


def _count(each: tuple[int, Word]) -> int:
    return each[0]


def flat(node: Or) -> list[Node]:
    """Parts of an `Or` and of those inside it: sums of sums."""
    found: list[Node] = []
    for part in node.parts:
        if isinstance(part, Or):
            found += flat(part)
        else:
            found.append(part)
    return found


def is_term(node: Node) -> TypeGuard[Word]:
    """Whether Tantivy is asked for one term with its score."""
    return isinstance(node, Word) and not node.prefix and node.boost != 0
