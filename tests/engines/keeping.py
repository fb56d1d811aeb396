"""What every engine keeps: replaced, removed, seen by others, token for token."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.engines import Engine, open_engine
from archive.engines.query import (
    EVERYTHING,
    Answer,
    Ask,
    Entry,
    Layout,
    Node,
    OneOf,
    Phrase,
    Word,
)
from archive.errors import IndexMissingError
from tests.engines.opened import OpenedEngine
from tests.engines.reports import LAYOUT, entry, ids


def put_from_elsewhere(name: str, folder: Path) -> None:
    """Run in another process: add one entry."""
    engine = open_engine(name, folder, LAYOUT)
    engine.put([entry("elsewhere", "từ xa")])
    engine.close()


class KeepingContract(OpenedEngine):
    """Inherit, and set `name`."""

    def test_put_replaces(self, engine: Engine) -> None:
        engine.put([entry("a", "chữ mới", kind="notice")])
        assert ids(engine.find(Ask(Word("body", "vốn")))) == ["b"]
        assert ids(engine.find(Ask(Word("body", "mới")))) == ["a"]
        assert engine.find(Ask(EVERYTHING, facets={"kind": 1})).facets == {"kind": (("notice", 2),)}
        assert engine.ids() == {"a", "b", "c", "d"}

    def test_of_two_with_one_id_the_last_stays(self, empty: Engine) -> None:
        empty.put([entry("a", "trước"), entry("a", "sau")])
        assert empty.find(Ask(Word("body", "trước"))).total == 0
        assert empty.find(Ask(EVERYTHING)).total == 1

    def test_put_streams_what_it_is_given(self, empty: Engine) -> None:
        empty.put(entry(str(number), "chữ") for number in range(25))
        assert empty.find(Ask(Word("body", "chữ"))).total == 25

    def test_a_put_that_fails_leaves_all_as_it_was(self, engine: Engine) -> None:
        def broken() -> Iterator[Entry]:
            yield entry("a", "dở dang")
            raise RuntimeError

        with pytest.raises(RuntimeError):
            engine.put(broken())
        assert engine.find(Ask(Word("body", "dở"))).total == 0
        engine.put([entry("e", "vốn")])
        assert ids(engine.find(Ask(Word("body", "vốn"), order="date"))) == ["a", "b", "e"]

    def test_what_is_written_in_a_session_is_found_at_once_by_all(self, empty: Engine, tmp_path: Path) -> None:
        """A write that fails in it undoes itself only; after it, others write."""

        def broken() -> Iterator[Entry]:
            yield entry("c", "dở dang")
            raise RuntimeError

        with empty.session():
            empty.put([entry("a", "vốn")])
            assert empty.ids() == open_engine(self.name, tmp_path / "engine", LAYOUT).ids() == {"a"}
            with pytest.raises(RuntimeError):
                empty.put(broken())
            empty.put([entry("b", "vốn")])
            empty.remove(["a"])
            assert empty.ids() == {"b"}
        open_engine(self.name, tmp_path / "engine", LAYOUT).put([entry("d", "vốn")])
        assert empty.ids() == {"b", "d"}

    def test_what_is_held_is_found_at_the_end(self, empty: Engine) -> None:
        with empty.session(hold=True):
            empty.put([entry("a", "trước"), entry("b", "vốn")])
            empty.put([entry("a", "sau")])
        assert empty.ids() == {"a", "b"}
        assert empty.find(Ask(Word("body", "trước"))).total == 0
        assert empty.find(Ask(Word("body", "sau"))).total == 1

    def test_remove(self, engine: Engine) -> None:
        """Unknown ids are no error; what is left is scored as if the rest had never been."""
        engine.remove(["b", "nobody"])
        assert engine.ids() == {"a", "c", "d"}
        assert ids(engine.find(Ask(Word("body", "vốn")))) == ["a"]

    def test_clear(self, engine: Engine) -> None:
        engine.clear()
        assert engine.ids() == set()
        assert engine.find(Ask(EVERYTHING)).total == 0
        engine.put([entry("e", "vốn")])
        assert engine.ids() == {"e"}

    def test_an_empty_index_answers(self, empty: Engine) -> None:
        assert empty.find(Ask(Word("body", "vốn"), facets={"kind": 5})) == Answer(0, (), {"kind": ()})
        assert empty.find(Ask(EVERYTHING, order="-date")).total == 0
        assert empty.ids() == set()

    def test_put_and_remove_of_nothing(self, engine: Engine) -> None:
        engine.put([])
        engine.remove([])
        assert engine.ids() == {"a", "b", "c", "d"}

    def test_opening_again_keeps_everything(self, engine: Engine, tmp_path: Path) -> None:
        before = engine.find(Ask(Word("body", "vốn"), facets={"kind": 5}))
        engine.close()
        again = open_engine(self.name, tmp_path / "engine", LAYOUT)
        assert again.find(Ask(Word("body", "vốn"), facets={"kind": 5})) == before
        again.close()

    def test_closing_twice_is_no_error(self, engine: Engine) -> None:
        engine.close()
        engine.close()

    def test_opening_with_another_layout_wipes_nothing(self, engine: Engine, tmp_path: Path) -> None:
        engine.close()
        with pytest.raises(IndexMissingError, match="archive rebuild"):
            open_engine(self.name, tmp_path / "engine", Layout(texts=("body",)))
        again = open_engine(self.name, tmp_path / "engine", LAYOUT)
        assert again.ids() == {"a", "b", "c", "d"}
        again.close()

    def test_a_reader_sees_what_another_process_wrote(self, engine: Engine, tmp_path: Path) -> None:
        process = multiprocessing.get_context("spawn").Process(
            target=put_from_elsewhere, args=(self.name, tmp_path / "engine")
        )
        process.start()
        process.join(60)
        assert process.exitcode == 0
        assert ids(engine.find(Ask(Word("body", "xa")))) == ["elsewhere"]
        engine.put([entry("here", "từ đây")])
        assert engine.ids() == {"a", "b", "c", "d", "elsewhere", "here"}

    def test_many_threads_read_while_one_writes(self, engine: Engine) -> None:
        """Every answer is one whole state: `vốn` is in as many documents as the answer counts."""
        wrong: list[object] = []
        done = threading.Event()

        def read() -> None:
            last = 2
            while not done.is_set():
                try:
                    answer = engine.find(Ask(Word("body", "vốn"), limit=100, facets={"kind": 5}))
                except Exception as error:  # noqa: BLE001 - any error of a reader is the finding
                    wrong.append(error)
                    return
                if not last <= answer.total == len(answer.scores):
                    wrong.append(answer)
                last = answer.total

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(8):
            engine.put([entry(f"new-{number}", "vốn", kind="report")])
        done.set()
        for reader in readers:
            reader.join(60)
        assert wrong == []
        assert engine.find(Ask(Word("body", "vốn"))).total == 10

    @pytest.mark.parametrize(
        "token",
        [
            '"', "'", "a'b", "\\", "a\\b", "a/b", "#52/2023/nqhdnd", "a:b", "a*", "*", "?", "[a", "(a)", "a+b", "-a",
            "a^2", "~a", "and", "or", "not", "to", "a_b", "kinh_tế", "đ", "y", "ﬀ", "ươ", "漢字", "🌾", "a\u0301", "İ",
            "n" * 41, "n" * 300, "A", "5,2", "#", "\u00ad",
        ],
    )  # fmt: skip
    def test_tokens_are_the_same_on_both_sides(self, empty: Engine, token: str) -> None:
        """Whatever is in a token, it is found by exactly itself: as word, prefix, phrase, code; in texts and bags."""
        empty.put(
            [
                Entry("it", {"body": f"lề {token} mép", "bag": token}, {"kind": (f"{token} {token}",)}),
                Entry("other", {"body": f"lề {token}z mép", "bag": f"z{token}"}, {"kind": (token,)}),
            ]
        )
        trees: list[Node] = [
            Word("body", token),
            Word("bag", token),
            Word("bag", token, prefix=True),
            Phrase("body", ("lề", token, "mép")),
            OneOf("kind", (f"{token} {token}",)),
        ]
        for tree in trees:
            assert ids(empty.find(Ask(tree))) == ["it"]
        both = empty.find(Ask(Word("body", token, prefix=True), facets={"kind": 5}))
        assert sorted(ids(both)) == ["it", "other"]
        assert dict(both.facets["kind"]) == {token: 1, f"{token} {token}": 1}

    @pytest.mark.parametrize("id_", ["0123456789abcdef", "a b", "Đ/ơ", '"', "x" * 64])
    def test_ids_are_any_text(self, empty: Engine, id_: str) -> None:
        empty.put([entry(id_, "chữ"), entry("keep", "chữ")])
        assert sorted(ids(empty.find(Ask(Word("body", "chữ"))))) == sorted([id_, "keep"])
        empty.remove([id_])
        assert empty.ids() == {"keep"}
