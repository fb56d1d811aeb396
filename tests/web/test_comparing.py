"""Comparisons on their way: one child for a pair whoever asks, failures said and tried again, memory bounded."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import CompareError, NotFoundError
from archive.library import Library
from archive.model import Comparison
from archive.web import comparing
from archive.web.comparing import Comparisons, Work
from tests.papers import add, only_id, open_archive, write_report


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_archive(tmp_path) as library:
        yield library


@pytest.fixture
def pair(library: Library, tmp_path: Path) -> tuple[str, str]:
    first, second = (only_id(add(library, write_report(tmp_path / "in", serial))) for serial in (1, 2))
    return first, second


class Slow:
    """Stands for the verb: waits until it is let go, and counts how often it was called."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls = 0
        self.go = threading.Event()
        self.error = error

    def __call__(self, library: Library, left: str, right: str, **_: object) -> Comparison:
        self.calls += 1
        self.go.wait(20)
        if self.error:
            raise self.error
        return Comparison(library.catalogue.get(left), library.catalogue.get(right), ())


def test_a_pair_is_compared_once_whoever_asks(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, comparisons = Slow(), Comparisons()
    monkeypatch.setattr(comparing, "compare_documents", slow)
    works = [comparisons.ask(library, *pair) for _ in range(3)]
    assert not any(work.done.is_set() for work in works)
    slow.go.set()
    done = comparisons.ask(library, *pair, wait=20)
    assert done.result
    assert done.result.left.id == pair[0]
    assert slow.calls == 1


def test_few_are_made_at_once_and_few_may_wait(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many pairs asked for, AT_ONCE are made, some wait for a maker, the rest are told to come back."""
    monkeypatch.setattr(comparing, "WAITING", 3)
    slow, comparisons, before = Slow(), Comparisons(), set(threading.enumerate())
    monkeypatch.setattr(comparing, "compare_documents", slow)
    pairs = [pair, pair[::-1], (pair[0], pair[0]), (pair[1], pair[1])]
    works = [comparisons.ask(library, *one) for one in pairs]
    assert [work.error for work in works] == [None, None, None, comparing.BUSY]
    assert len(set(threading.enumerate()) - before) == comparing.AT_ONCE
    slow.go.set()
    assert all(comparisons.ask(library, *one, wait=20).result for one in pairs[:3])
    assert comparisons.ask(library, *pairs[3], wait=20).result


def test_what_was_kept_is_read_while_others_may_look(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading two long texts must not hold up whoever looks after another comparison."""
    comparisons, begun, go = Comparisons(), threading.Event(), threading.Event()

    def read(*_: object) -> Comparison:
        begun.set()
        go.wait(20)
        return Comparison(library.catalogue.get(pair[0]), library.catalogue.get(pair[1]), ())

    monkeypatch.setattr(comparing, "kept_comparison", read)
    asking = threading.Thread(target=comparisons.ask, args=(library, *pair))
    asking.start()
    begun.wait(20)
    looking = threading.Thread(target=comparisons.look, args=(library, *pair), daemon=True)
    looking.start()
    looking.join(10)
    held_up = looking.is_alive()
    go.set()
    asking.join(20)
    assert not held_up


def test_a_real_comparison_is_made_and_found_again(library: Library, pair: tuple[str, str]) -> None:
    made = Comparisons().ask(library, *pair, wait=60)
    assert made.result
    again = Comparisons().ask(library, *pair)
    assert again.result == made.result


def test_what_failed_is_said_and_begun_again(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, comparisons = Slow(CompareError("Quá lâu.")), Comparisons()
    slow.go.set()
    monkeypatch.setattr(comparing, "compare_documents", slow)
    assert comparisons.ask(library, *pair, wait=20).error == "Quá lâu."
    slow.error = None
    assert comparisons.ask(library, *pair, wait=20).result


def test_an_unforeseen_error_ends_the_work_too(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(RuntimeError("boom"))
    slow.go.set()
    monkeypatch.setattr(comparing, "compare_documents", slow)
    assert Comparisons().ask(library, *pair, wait=20).error == comparing.FAILED


def test_corrected_facts_are_shown_at_once(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    comparisons = Comparisons()
    assert comparisons.ask(library, *pair, wait=60).result
    renamed = replace(library.catalogue.get(pair[0]), name="Tên mới.txt")
    catalogue = type(library.catalogue)
    real = catalogue.get
    monkeypatch.setattr(catalogue, "get", lambda self, name: renamed if name == pair[0] else real(self, name))
    found = comparisons.ask(library, *pair).result
    assert found
    assert found.left.name == "Tên mới.txt"


def test_the_oldest_finished_ones_are_forgotten(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "KEPT", 1)
    comparisons = Comparisons()
    for left, right in (pair, pair[::-1], (pair[0], pair[0])):
        assert comparisons.ask(library, left, right, wait=60).result
    assert comparisons.look(library, *pair) is None
    assert isinstance(comparisons.look(library, pair[0], pair[0]), Work)


def test_an_unknown_document_begins_nothing(library: Library, pair: tuple[str, str]) -> None:
    with pytest.raises(NotFoundError):
        Comparisons().ask(library, pair[0], "0" * 16)
