"""Two documents side by side: paragraphs paired row by row, then compared word by word.

The one rule: the work is done in a child process, once for each pair of texts; what it found lies in
`index/cache/compare/` by the hashes of both files and of what was read in them, the oldest goes first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from archive.align import Source
from archive.align.codec import VERSION, changes_from_list, source_to_list
from archive.errors import CompareError
from archive.library import Library
from archive.model import Change, Comparison, Document
from archive.store.disk import write_whole

Mode = Literal["sections", "redline", "originals"]
"""How two documents are looked at: periods beside each other, versions of one text, the pages as they are."""
KEPT = 500
"""Comparisons kept; one of two long reports takes some 100 kB."""
SECONDS = 60.0
"""Time limit; two texts of 5,000 paragraphs each take a fifth of it."""
ONE_TEXT = 0.4
"""Least share of the shorter text, in words that are equal in order, for two documents to be versions of one text."""
REPEATED, REPEATED_SHARE, REPEATED_WORDS = 5, 0.8, 10
"""So many paragraphs, so equal, of so many words stand in both texts when a part of one is a version of the other."""
Progress = Callable[[float], None]


def compare_documents(library: Library, left_id: str, right_id: str, *, progress: Progress | None = None) -> Comparison:
    """Rows of both documents in reading order, footnotes last; the edits of a row cover its words, label apart.

    progress: is told now and then what share of the work is done.

    Raises:
        NotFoundError: there is no such document.
        CompareError: the child found no answer in time.
    """
    kept = kept_comparison(library, left_id, right_id)
    if kept is not None:
        return kept
    left, right = library.catalogue.get(left_id), library.catalogue.get(right_id)
    sources = tuple(_source(library, document) for document in (left, right))
    rows = _align(sources, progress)
    try:
        changes = changes_from_list(rows, sources[0].text, sources[1].text)
    except ValueError as error:
        raise CompareError(_FAILED.format(reason="bộ so sánh trả lời sai")) from error
    _keep(_cached(library, left, right, sources), rows)
    return Comparison(left, right, changes)


def kept_comparison(library: Library, left_id: str, right_id: str) -> Comparison | None:
    """The comparison if it was made before; None where it was not, or where what was kept is damaged.

    Raises:
        NotFoundError: there is no such document.
    """
    left, right = library.catalogue.get(left_id), library.catalogue.get(right_id)
    sources = tuple(_source(library, document) for document in (left, right))
    path = _cached(library, left, right, sources)
    try:
        changes = changes_from_list(json.loads(path.read_bytes()), sources[0].text, sources[1].text)
    except (OSError, ValueError):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)
    return Comparison(left, right, changes)


def usual_mode(comparison: Comparison) -> Mode:
    """How a pair is looked at if nothing is said: reports of two periods by sections, versions of one text as redline.

    Without any text on one side only the originals can be shown.
    """
    left, right = comparison.left, comparison.right
    if not all(any(_sides(change)[side] for change in comparison.changes) for side in (0, 1)):
        return "originals"
    if _is_series(left, right):
        return "sections"
    one_text = shared_words(comparison) >= ONE_TEXT or sum(map(_is_repeated, comparison.changes)) >= REPEATED
    return "redline" if one_text else "sections"


def shared_words(comparison: Comparison) -> float:
    """Share of the shorter text that the other has too, by letters of equal words in one row."""
    lengths = [0, 0]
    equal = 0
    for change in comparison.changes:
        for edit in change.edits if change.kind != "head" else ():
            lengths[0] += len(edit.left)
            lengths[1] += len(edit.right)
            equal += len(edit.left) if edit.kind == "equal" else 0
    return min(1.0, equal / max(1, min(lengths)))


def _is_repeated(change: Change) -> bool:
    """Whether a paragraph of some length stands in both texts in nearly the same words."""
    if change.left is None or change.right is None:
        return False
    equal = [edit for edit in change.edits if edit.kind == "equal"]
    letters = max(sum(len(edit.left) for edit in change.edits), sum(len(edit.right) for edit in change.edits))
    words = sum(len(edit.left.split()) for edit in equal)
    return words >= REPEATED_WORDS and sum(len(edit.left) for edit in equal) >= REPEATED_SHARE * letters


def _sides(change: Change) -> tuple[bool, bool]:
    return change.left is not None, change.right is not None


def _is_series(left: Document, right: Document) -> bool:
    """Whether both are of one issuer and kind for two periods."""
    same = all(left.value(name) and left.value(name) == right.value(name) for name in ("issuer", "doc_type"))
    periods = left.value("period"), right.value("period")
    return same and all(periods) and periods[0] != periods[1]


# ── the child ──

_FAILED = "Không so sánh được hai văn bản này: {reason}. Thử lại; nếu vẫn vậy, mở từng văn bản để đọc."


def _source(library: Library, document: Document) -> Source:
    text = library.catalogue.text(document.id)
    return Source(text, document.sections, document.asides, document.body_end if document.pages else -1)


def _align(sources: tuple[Source, ...], progress: Progress | None) -> list[Any]:
    """What the child answers.

    Raises:
        CompareError: nothing.
    """
    question = json.dumps([source_to_list(source) for source in sources]).encode() + b"\n"
    home = str(Path(__file__).parents[1])
    path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH")) if part)
    command = [sys.executable, "-P", "-m", "archive.align"]
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        began = time.monotonic()
        clock = threading.Timer(SECONDS, child.kill)
        clock.start()
        try:
            return _listen(child, question, progress)
        except (OSError, ValueError, KeyError) as error:
            late = time.monotonic() - began >= SECONDS
            reason = f"quá {SECONDS:.0f} giây nên đã dừng" if late else "bộ so sánh dừng giữa chừng"
            raise CompareError(_FAILED.format(reason=reason)) from error
        finally:
            clock.cancel()
            child.kill()


def _listen(child: subprocess.Popen[bytes], question: bytes, progress: Progress | None) -> list[Any]:
    assert child.stdin is not None  # noqa: S101  both are pipes
    assert child.stdout is not None  # noqa: S101
    child.stdin.write(question)
    child.stdin.close()
    for line in child.stdout:
        answer = json.loads(line)
        if "rows" in answer:
            rows: list[Any] = answer["rows"]
            return rows
        if progress:
            progress(float(answer["share"]))
    raise ValueError("no rows")


# ── what is kept ──


def _cached(library: Library, left: Document, right: Document, sources: tuple[Source, ...]) -> Path:
    """Where the rows lie: under both files, what was read in them, and the version of the aligner."""
    digest = hashlib.sha256(f"{VERSION}\n{left.sha256}\n{right.sha256}\n".encode())
    for source in sources:
        digest.update(json.dumps(source_to_list(source)).encode())
    return library.config.index / "cache" / "compare" / f"{digest.hexdigest()[:40]}.json"


def _keep(path: Path, rows: list[Any]) -> None:
    """Keep rows; a full disk costs only the time to find them again."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(rows, separators=(",", ":")).encode(), scratch=path.parent / "new")
        kept = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in kept[KEPT:]:
            old.unlink(missing_ok=True)
