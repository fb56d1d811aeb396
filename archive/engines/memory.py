"""The reference engine: exact BM25 over dictionaries, the whole index in one JSON file. For tests and small archives.

Its one rule: read it to know what the other engines must answer.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from archive.engines.query import And, Answer, Ask, Between, Entry, Layout, Node, Not, OneOf, Or, Phrase, Word
from archive.errors import IndexMissingError

FILE_NAME = "entries.json"
K1 = 0.9
B = 0.8
"""Best of the flat surface measured on the law questions with pairs (k1 .6-.9, b .75-.9)."""

Scores = dict[str, float]


class _Field:
    """Postings of one text field."""

    def __init__(self) -> None:
        self.postings: dict[str, dict[str, int]] = {}
        self.lengths: dict[str, int] = {}

    def put(self, id_: str, tokens: tuple[str, ...]) -> None:
        self.lengths[id_] = len(tokens)
        for token, count in Counter(tokens).items():
            self.postings.setdefault(token, {})[id_] = count

    def remove(self, id_: str, tokens: tuple[str, ...]) -> None:
        self.lengths.pop(id_, None)
        for token in set(tokens):
            self.postings[token].pop(id_)
            if not self.postings[token]:
                del self.postings[token]

    def score(self, counts: dict[str, int], boost: float) -> Scores:
        """BM25 of documents that hold something `count` times; the idf is that of Lucene, never negative."""
        if not counts:
            return {}
        idf = math.log(1 + (len(self.lengths) - len(counts) + 0.5) / (len(counts) + 0.5))
        mean = sum(self.lengths.values()) / len(self.lengths)
        return {
            id_: boost * idf * count * (K1 + 1) / (count + K1 * (1 - B + B * self.lengths[id_] / mean))
            for id_, count in counts.items()
        }


class MemoryEngine:
    """See `archive.engines.Engine`."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self._path = folder / FILE_NAME
        self._layout = layout
        self._lock = threading.Lock()
        self._entries: dict[str, Entry] = {}
        self._fields: dict[str, _Field] = {}
        self._seen: tuple[int, int] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self._forget()
        self._refresh()

    def put(self, entries: Iterable[Entry]) -> None:
        """Insert or replace entries; they can be found on return."""
        given = list(entries)
        with self._lock:
            self._refresh()
            for entry in given:
                self._take_out(entry.id)
                self._put_in(entry)
            self._save()

    def remove(self, ids: Iterable[str]) -> None:
        """Take entries out; unknown ids are no error."""
        with self._lock:
            self._refresh()
            for id_ in ids:
                self._take_out(id_)
            self._save()

    def find(self, ask: Ask) -> Answer:
        """Answer a question."""
        with self._lock:
            self._refresh()
            scores = self._match(ask.tree)
            ordered = self._ordered(scores, ask.order)
            page = ordered[ask.offset : ask.offset + ask.limit]
            facets = {field: self._facet(field, most, scores) for field, most in ask.facets.items()}
        return Answer(len(scores), tuple((id_, scores[id_]) for id_ in page), facets)

    def ids(self) -> set[str]:
        """Ids of all entries."""
        with self._lock:
            self._refresh()
            return set(self._entries)

    def clear(self) -> None:
        """Take everything out."""
        with self._lock:
            self._forget()
            self._save()

    def close(self) -> None:
        """Nothing to release."""

    def _forget(self) -> None:
        self._entries = {}
        self._fields = {name: _Field() for name in (*self._layout.texts, *self._layout.bags)}

    def _put_in(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        for field, tokens in entry.texts.items():
            self._fields[field].put(entry.id, tokens)

    def _take_out(self, id_: str) -> None:
        entry = self._entries.pop(id_, None)
        if entry is not None:
            for field, tokens in entry.texts.items():
                self._fields[field].remove(id_, tokens)

    def _save(self) -> None:
        data = {"layout": asdict(self._layout), "entries": [asdict(entry) for entry in self._entries.values()]}
        handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        Path(name).replace(self._path)
        self._seen = self._stamp()

    def _refresh(self) -> None:
        """Read the file again when another process (or an earlier one) has written it."""
        stamp = self._stamp()
        if stamp is None or stamp == self._seen:
            return
        data = json.loads(self._path.read_text("utf-8"))
        if data["layout"] != json.loads(json.dumps(asdict(self._layout))):
            raise IndexMissingError(f"{self._path.parent}: chỉ mục có cấu trúc cũ. Chạy “archive rebuild” để dựng lại.")
        self._forget()
        for item in data["entries"]:
            texts = {field: tuple(tokens) for field, tokens in item["texts"].items()}
            keywords = {field: tuple(codes) for field, codes in item["keywords"].items()}
            self._put_in(Entry(item["id"], texts, keywords, item["dates"]))
        self._seen = stamp

    def _stamp(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    def _match(self, node: Node) -> Scores:
        """Matching ids with their scores."""
        match node:
            case Word(field, token, boost, prefix):
                counts = self._prefixed(field, token) if prefix else self._fields[field].postings.get(token, {})
                return self._fields[field].score(counts, boost)
            case Phrase(field, tokens, boost):
                return self._fields[field].score(self._phrase_counts(field, tokens), boost)
            case And(parts):
                found = dict.fromkeys(self._entries, 0.0)
                for part in parts:
                    other = self._match(part)
                    found = {id_: score + other[id_] for id_, score in found.items() if id_ in other}
                return found
            case Or(parts):
                found = {}
                for id_, score in chain.from_iterable(self._match(part).items() for part in parts):
                    found[id_] = found.get(id_, 0.0) + score
                return found
            case Not(part):
                return dict.fromkeys(self._entries.keys() - self._match(part).keys(), 0.0)
            case OneOf(field, codes):
                return self._having(lambda entry: not set(codes).isdisjoint(entry.keywords.get(field, ())))
            case Between(field, low, high):
                return self._having(
                    lambda entry: (
                        field in entry.dates
                        and (low is None or low <= entry.dates[field])
                        and (high is None or entry.dates[field] <= high)
                    )
                )

    def _having(self, question: Callable[[Entry], bool]) -> Scores:
        return {id_: 0.0 for id_, entry in self._entries.items() if question(entry)}

    def _prefixed(self, field: str, prefix: str) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for token, postings in self._fields[field].postings.items():
            if token.startswith(prefix):
                counts.update(postings)
        return counts

    def _phrase_counts(self, field: str, tokens: tuple[str, ...]) -> dict[str, int]:
        postings = [self._fields[field].postings.get(token, {}) for token in tokens]
        both = set(postings[0]).intersection(*postings) if postings else set()
        counts = {id_: _occurrences(self._entries[id_].texts[field], tokens) for id_ in both}
        return {id_: count for id_, count in counts.items() if count}

    def _ordered(self, scores: Scores, order: str) -> list[str]:
        ids = sorted(scores)
        if not order:
            return sorted(ids, key=lambda id_: -scores[id_])
        field = order.removeprefix("-")
        dated = [id_ for id_ in ids if field in self._entries[id_].dates]
        dated.sort(key=lambda id_: self._entries[id_].dates[field], reverse=order.startswith("-"))
        return dated + [id_ for id_ in ids if field not in self._entries[id_].dates]

    def _facet(self, field: str, most: int, ids: Iterable[str]) -> tuple[tuple[str, int], ...]:
        counts = Counter(code for id_ in ids for code in set(self._entries[id_].keywords.get(field, ())))
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most])


def _occurrences(tokens: tuple[str, ...], phrase: tuple[str, ...]) -> int:
    size = len(phrase)
    return sum(tokens[at : at + size] == phrase for at in range(len(tokens) - size + 1))
