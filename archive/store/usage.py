"""The file of a generation that keeps how its texts use words. The one rule: it is a help, never a reason to fail.

    one line of JSON: format, documents, syllables, pairs, byte order
    the syllables, one blank between them, and a line end; then three arrays of four bytes: counts, keys, pair counts

An index made before there was such a file, or by a machine of another byte order, has none: nothing is repaired then.
A writer that dies before it has counted leaves a few documents uncounted until the next rebuild.
"""

from __future__ import annotations

import contextlib
import json
import sys
from array import array
from pathlib import Path

from archive.store.disk import write_whole
from archive.text.usage import Tally, Usage

_FORMAT = 1


class UsageFile:
    """Reads the file when it is first needed and again when another has taken its place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: tuple[tuple[int, int], Usage | None] | None = None

    def read(self) -> Usage | None:
        """The counts as last written; None where there are none that can be used."""
        try:
            stat = self._path.stat()
            stamp = (stat.st_ino, stat.st_mtime_ns)
            held = self._held
            if held is None or held[0] != stamp:
                self._held = held = stamp, _decoded(self._path.read_bytes())
        except OSError:
            return None
        return held[1]

    def add(self, tally: Tally) -> None:
        """Write the counts with those of more texts. Wants the write lock; does nothing where there is no file."""
        usage = self.read() if tally.documents else None
        if usage is not None:
            with contextlib.suppress(OSError):  # the documents are in; their words wait for the next rebuild
                self.write(usage.grown(tally))

    def write(self, usage: Usage) -> None:
        """Put these counts in the place of what is there, in one step."""
        write_whole(self._path, _encoded(usage), scratch=self._path.parent)


def _encoded(usage: Usage) -> bytes:
    sizes = {"format": _FORMAT, "documents": usage.documents, "syllables": len(usage.syllables)}
    head = json.dumps({**sizes, "pairs": len(usage.keys), "order": sys.byteorder})
    arrays = (usage.counts.tobytes(), usage.keys.tobytes(), usage.pair_counts.tobytes())
    return b"\n".join((head.encode(), " ".join(usage.syllables).encode(), b"".join(arrays)))


def _decoded(data: bytes) -> Usage | None:
    try:
        line, words, rest = data.split(b"\n", 2)
        head = json.loads(line)
        if (head["format"], head["order"]) != (_FORMAT, sys.byteorder):
            return None
        sizes = [4 * head["syllables"], 4 * head["pairs"], 4 * head["pairs"]]
        if len(rest) != sum(sizes) or array("I").itemsize != 4:
            return None
        first, second = sizes[0], sizes[0] + sizes[1]
        counts, keys, pair_counts = (array("I", part) for part in (rest[:first], rest[first:second], rest[second:]))
        syllables = words.decode().split(" ") if words else []
        usage = Usage(syllables, counts, keys, pair_counts, int(head["documents"]))
        return usage if usage.is_sound() else None
    except (ValueError, KeyError, TypeError):
        return None
