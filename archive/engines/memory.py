"""The reference engine: exact BM25 over dictionaries, the whole index in one JSON file. For tests and small archives.

Its one rule: read it to know what the other engines must answer.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from pathlib import Path

from archive.engines.matching import K1, B, count_codes, inverse_frequency, match_tree, order_matches
from archive.engines.query import Answer, Ask, Entry, Layout
from archive.engines.stamp import check_stamp, write_stamp
from archive.errors import EngineUnavailableError

FILE_NAME = "entries.json"
MADE_BY = "memory 3"

Counts = Mapping[str, int]


class MemoryEngine:
    """See `archive.engines.Engine`."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()
        self._tables = _Tables(layout)
        self._seen: tuple[int, int] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        if self._path.exists():
            check_stamp(folder, MADE_BY, layout)
        else:
            write_stamp(folder, MADE_BY, layout)
            self._save()
        self._refresh()

    def session(self, *, hold: bool = False) -> AbstractContextManager[None]:  # noqa: ARG002  may be found sooner
        """Each write is whole by itself, and found at once."""
        return nullcontext()

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries; they can be found on return."""
        given = list(entries)
        with self._lock:
            self._refresh()
            for entry in given:
                self._tables.put(entry)
            self._save()

    def remove(self, ids: Iterable[str]) -> None:
        """Take entries out; unknown ids are no error."""
        with self._lock:
            self._refresh()
            for id_ in ids:
                self._tables.remove(id_)
            self._save()

    def find(self, ask: Ask) -> Answer:
        """Answer a question."""
        with self._lock:
            self._refresh()
            tables = self._tables
            scores = match_tree(ask.tree, tables)
            ordered = order_matches(
                scores,
                ask.order,
                name=str,
                value=lambda id_, field: tables.entries[id_].dates.get(field) or tables.entries[id_].sorts.get(field),
            )
            page = ordered[ask.offset : ask.offset + ask.limit]
            facets = {
                field: count_codes((tables.entries[id_].keywords.get(field, ()) for id_ in scores), most)
                for field, most in ask.facets.items()
            }
        return Answer(len(scores), tuple((id_, scores[id_]) for id_ in page), facets)

    def ids(self) -> set[str]:
        """Ids of all entries."""
        with self._lock:
            self._refresh()
            return set(self._tables.entries)

    def clear(self) -> None:
        """Take everything out."""
        with self._lock:
            self._tables = _Tables(self._tables.layout)
            self._save()

    def close(self) -> None:
        """Nothing to release."""

    def _save(self) -> None:
        entries = [asdict(entry) for entry in self._tables.entries.values()]
        handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(entries, file, ensure_ascii=False)
        Path(name).replace(self._path)
        self._seen = self._stamp()

    def _refresh(self) -> None:
        """Read the file again when another process (or an earlier one) has written it."""
        stamp = self._stamp()
        if stamp == self._seen:
            return
        self._tables = _Tables(self._tables.layout)
        for item in json.loads(self._path.read_text("utf-8")):
            keywords = {field: tuple(codes) for field, codes in item["keywords"].items()}
            self._tables.put(Entry(item["id"], item["texts"], keywords, item["dates"], item["sorts"]))
        self._seen = stamp

    def _stamp(self) -> tuple[int, int]:
        try:
            stat = self._path.stat()
        except FileNotFoundError as error:
            raise EngineUnavailableError(
                f"{self._path}: không còn nữa. Mở lại kho; nếu vẫn lỗi, chạy “archive rebuild”."
            ) from error
        return stat.st_ino, stat.st_mtime_ns


class _Tables:
    """Entries and their postings; answers the leaves of a tree."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.entries: dict[str, Entry] = {}
        fields = (*layout.texts, *layout.bags)
        self._postings: dict[str, dict[str, dict[str, int]]] = {field: {} for field in fields}
        self._lengths: dict[str, dict[str, int]] = {field: {} for field in fields}

    def put(self, entry: Entry) -> None:
        self.remove(entry.id)
        self.entries[entry.id] = entry
        for field in entry.texts:
            tokens = entry.tokens(field)
            self._lengths[field][entry.id] = len(tokens)
            for token, count in Counter(tokens).items():
                self._postings[field].setdefault(token, {})[entry.id] = count

    def remove(self, id_: str) -> None:
        entry = self.entries.pop(id_, None)
        if entry is None:
            return
        for field in entry.texts:
            del self._lengths[field][id_]
            for token in set(entry.tokens(field)):
                del self._postings[field][token][id_]

    def everything(self) -> Iterable[str]:
        return self.entries

    def word(self, field: str, token: str) -> dict[str, float]:
        return self._score(field, self._postings[field].get(token, {}))

    def prefix(self, field: str, beginning: str) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for token, postings in self._postings[field].items():
            if token.startswith(beginning):
                counts.update(postings)
        return self._score(field, counts)

    def phrase(self, field: str, tokens: tuple[str, ...]) -> dict[str, float]:
        postings = [self._postings[field].get(token, {}) for token in tokens]
        both = set(postings[0]).intersection(*postings)
        counts = {id_: _occurrences(self.entries[id_].tokens(field), tokens) for id_ in both}
        return self._score(field, {id_: count for id_, count in counts.items() if count})

    def near(self, field: str, left: str, right: str, gap: int) -> dict[str, float]:
        both = self._postings[field].get(left, {}).keys() & self._postings[field].get(right, {}).keys()
        counts = {id_: _meetings(self.entries[id_].tokens(field), left, right, gap) for id_ in both}
        return self._score(field, {id_: count for id_, count in counts.items() if count})

    def one_of(self, field: str, codes: tuple[str, ...]) -> Iterable[str]:
        wanted = set(codes)
        return [id_ for id_, entry in self.entries.items() if not wanted.isdisjoint(entry.keywords.get(field, ()))]

    def between(self, field: str, low: str | None, high: str | None) -> Iterable[str]:
        days = ((id_, entry.dates.get(field)) for id_, entry in self.entries.items())
        return [id_ for id_, day in days if day and (low or day) <= day <= (high or day)]

    def _score(self, field: str, counts: Counts) -> dict[str, float]:
        """BM25 of documents that hold something so many times."""
        if not counts:
            return {}
        lengths = self._lengths[field]
        mean = sum(lengths.values()) / len(lengths)
        weight = inverse_frequency(len(counts), len(lengths)) * (K1 + 1)
        return {id_: weight * count / (count + K1 * (1 - B + B * lengths[id_] / mean)) for id_, count in counts.items()}


def _meetings(tokens: list[str], left: str, right: str, gap: int) -> int:
    """How many of the one token have the other near."""
    others = [at for at, token in enumerate(tokens) if token == right]
    places = [at for at, token in enumerate(tokens) if token == left]
    return sum(any(abs(at - other) <= gap + 1 for other in others) for at in places)


def _occurrences(tokens: list[str], phrase: tuple[str, ...]) -> int:
    size, wanted = len(phrase), list(phrase)
    return sum(tokens[at : at + size] == wanted for at in range(len(tokens) - size + 1))
