"""Kill -9 before every step that touches the disk: readers see a document whole or not at all, and it is mended.

Each step is a fresh copy of an archive, a process that kills itself there, and a look at what is left: first as a
reader who was there before sees it, then after `check`, and apart from that after a second try.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.check import Report, check_archive
from archive.correct import correct_document
from archive.errors import NotFoundError
from archive.library import Library, open_generation, open_library
from archive.model import Document
from archive.rebuild import rebuild_index
from archive.search import search_documents
from archive.vocab import load_vocab
from tests.kill_config import NEW_NUMBER, OLD_NUMBER, config_of
from tests.papers import add, only_id, tree_of, write_report

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
SOURCE_NUMBER = "2/BC-UBND"


@dataclass
class Killer:
    """The process that kills itself, an archive of one document to do it in, and a file to add."""

    process: subprocess.Popen[str]
    base: Path
    source: Path
    copy: Path
    folder: Path

    def steps(self, what: str) -> int:
        """How many steps a whole run takes."""
        status, *count = self._do(what, 0, self.folder / f"{what}-whole")
        assert status == "done"
        return int(count[0])

    def kill_at_every_step(self, what: str, *, skip: float = 0.0) -> Iterator[Path]:
        """Archives as they were left, one for each step after a first share of them."""
        last = self.steps(what)
        assert last > 15
        for step in range(1 + int(skip * last), last + 1):
            root = self.folder / f"{what}-{step}"
            assert self._do(what, step, root) == ["killed"], f"step {step} of {what}"
            yield root
            shutil.rmtree(root, ignore_errors=True)  # a child of the killed process may not have noticed yet

    def _do(self, what: str, step: int, root: Path) -> list[str]:
        shutil.copytree(self.base, root)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        source = self.copy if what == "copy" else self.source
        self.process.stdin.write(json.dumps([what, step, str(root), str(source)]) + "\n")
        self.process.stdin.flush()
        answer: list[str] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killer]:
    folder = tmp_path_factory.mktemp("kill")
    with open_library(config_of(folder / "base")) as library:
        only_id(add(library, write_report(folder / "in", 1)))
    source = write_report(folder / "in", 2)
    copy = write_report(folder / "copies", 1, mark="Bản sao")
    command = [sys.executable, "-m", "tests.killed"]
    where = Path(__file__).parents[1]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=where) as process:
        yield Killer(process, folder / "base", source, copy, folder)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def wanted(killer: Killer) -> Document:
    """The new document as an undisturbed add makes it."""
    shutil.copytree(killer.base, killer.folder / "undisturbed")
    with open_library(config_of(killer.folder / "undisturbed")) as library:
        return library.catalogue.get(only_id(add(library, killer.source)))


def seen(library: Library, document: Document) -> set[bool]:
    """In how many ways a reader can see a document: {True} all, {False} none, both is half."""
    name, issuer, kind = document.id, document.value("issuer") or "", document.value("doc_type") or ""
    try:
        got = library.catalogue.get(name) == document
    except NotFoundError:
        got = False
    return {
        got,
        bool(library.catalogue.texts((name,))),
        name in library.catalogue.ids(),
        name in {other.id for other in library.catalogue.recent()},
        name in library.catalogue.by_number("2/bc-ubnd"),
        name in library.catalogue.citing("9/nq-hdnd"),
        name in {id_ for id_, _, _ in library.catalogue.periods(issuer, kind)},
        name in {hit.document.id for hit in search_documents(library, "số:2/BC-UBND").hits},
    }


def assert_whole(library: Library, *numbers: str) -> None:
    """Nothing is left to mend, and these are the documents."""
    assert check_archive(library) == Report(len(numbers))
    assert sorted(document.value("number") or "" for document in library.catalogue.recent()) == sorted(numbers)
    for number in numbers:
        assert search_documents(library, f"số:{number}").total == 1
    assert search_documents(library, "trồng rừng").total == len(numbers)
    assert not any(library.files.scratch.glob("*"))
    assert not any((library.config.index / ".incoming").glob("*"))
    assert len(list(library.files.sidecars())) == len(list(library.files.originals())) == len(numbers)
    assert len(list(library.config.index.glob("gen-*"))) == 1


def test_an_add_killed_anywhere_shows_all_or_nothing_and_is_mended(killer: Killer, wanted: Document) -> None:
    before = tree_of(killer.source.parent)
    states = set()
    for root in killer.kill_at_every_step("add"):
        assert tree_of(killer.source.parent) == before
        with open_generation(config_of(root), load_vocab()) as reader:  # as one who was there before
            assert reader.catalogue.count() in (1, 2)
            shown = seen(reader, wanted)
            assert len(shown) == 1, root.name
            states |= shown
        shutil.copytree(root, root.with_name("again"))
        with open_library(config_of(root.with_name("again"))) as library:
            (outcome,) = add(library, killer.source)
            assert outcome.status in ("added", "unchanged")
            assert outcome.document_id == wanted.id
            assert library.catalogue.get(wanted.id) == wanted
            assert_whole(library, OLD_NUMBER, SOURCE_NUMBER)
        shutil.rmtree(root.with_name("again"))
        with open_library(config_of(root)) as library:
            assert check_archive(library).sound, root.name
            kept = library.catalogue.many((wanted.id,))
            assert kept in ({}, {wanted.id: wanted})
            assert_whole(library, OLD_NUMBER, *([SOURCE_NUMBER] if kept else []))
    assert states == {True, False}  # both ends of the run were seen


def test_a_copy_killed_anywhere_is_told_with_the_first_or_not_there(killer: Killer) -> None:
    """What the engine counts as copies, the catalogue shows as copies; the steps before it is saved are no others."""
    shown = set()
    for root in killer.kill_at_every_step("copy", skip=0.6):
        with open_library(config_of(root)) as library:
            results = search_documents(library, "trồng rừng")
            assert results.total == len(results.hits) == 1, root.name
            shown.add(len(results.hits[0].twins))
            assert len(results.hits[0].twins) == library.catalogue.count() - 1, root.name
    assert 1 in shown


def test_a_correction_killed_anywhere_is_old_or_new_and_is_mended(killer: Killer) -> None:
    numbers = set()
    for root in killer.kill_at_every_step("correct"):
        with open_library(config_of(root)) as library:
            (document,) = library.catalogue.recent()
            number = document.value("number") or ""
            assert search_documents(library, f"số:{number}").total == 1, root.name
            sidecar = library.files.sidecar(document.sha256)
            assert sidecar is not None
            said = NEW_NUMBER if sidecar.corrections else OLD_NUMBER
            assert check_archive(library).sound
            assert_whole(library, said)
            correct_document(library, document.id, {"number": NEW_NUMBER})
            assert_whole(library, NEW_NUMBER)
        numbers.add(number)
    assert numbers == {OLD_NUMBER, NEW_NUMBER}


def test_a_rebuild_killed_anywhere_leaves_a_whole_index(killer: Killer) -> None:
    with open_library(config_of(killer.base)) as library:
        before = library.catalogue.recent()
    for step, root in enumerate(killer.kill_at_every_step("rebuild")):
        with open_library(config_of(root)) as library:
            assert library.catalogue.recent() == before, root.name
            assert search_documents(library, f"số:{OLD_NUMBER}").total == 1
            assert_whole(library, OLD_NUMBER)
        if step % 10 == 0:
            assert [outcome.status for outcome in rebuild_index(config_of(root))] == ["added"]
