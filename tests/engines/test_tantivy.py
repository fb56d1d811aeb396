"""The Tantivy engine keeps the contract, and does not fall into the holes others fell into."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.engines import open_engine, tantivy_index, tantivy_state
from archive.engines.query import EVERYTHING, And, Ask, Entry, Node, Not, OneOf, Or, Word
from archive.errors import EngineUnavailableError, LockedError
from tests.engines.contract import EngineContract
from tests.engines.reports import LAYOUT, entry, ids


def failing() -> Iterator[Entry]:
    """Entries that break off."""
    yield from (entry(f"ghost-{at}", "vốn") for at in range(5))
    raise RuntimeError("đứt")


class TestTantivyEngine(EngineContract):
    name = "tantivy"

    def test_two_that_write_in_turn_leave_no_orphan_files(self, tmp_path: Path) -> None:
        """Each writer works from the newest list of files, so those of merged segments are deleted."""
        first, second = (open_engine(self.name, tmp_path, LAYOUT) for _ in range(2))
        for number in range(30):
            (first, second)[number % 2].put([entry(f"id-{number}", "vốn")])
        assert first.find(Ask(Word("body", "vốn"))).total == second.find(Ask(Word("body", "vốn"))).total == 30
        segments = {path.stem for path in tmp_path.glob("*.term")}
        assert len(segments) <= 12

    @pytest.mark.parametrize("batches", [2, 5, 11], ids=lambda count: f"{count} commits")
    def test_a_session_that_wrote_most_of_an_index_leaves_one_segment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: int
    ) -> None:
        """What was written last and then taken out or replaced stays so."""
        monkeypatch.setattr(tantivy_index, "MANY", 20)
        engine = open_engine(self.name, tmp_path, LAYOUT)
        with engine.session():
            for batch in range(batches):
                engine.put(entry(f"{batch:02}-{at}", "vốn rừng", kind=str(at)) for at in range(10))
            engine.put([entry("00-0", "vốn mới")])
            engine.remove(f"{batches - 2:02}-{at}" for at in (5, 6))
        assert len(list(tmp_path.glob("*.term"))) == 1
        size = batches * 10 - 2
        assert engine.find(Ask(Word("body", "vốn"), limit=0)).total == len(engine.ids()) == size
        assert ids(engine.find(Ask(Word("body", "mới")))) == ["00-0"]
        assert engine.find(Ask(Word("body", "rừng"), limit=0, facets={"kind": 20})).facets["kind"][0] == (
            "1",
            batches,
        )

    def test_near_the_highest_size_none_are_added_that_stay(self, tmp_path: Path) -> None:
        """Segments of more than 16,800 are of another size for Tantivy than small ones."""
        engine = open_engine(self.name, tmp_path, LAYOUT)
        with engine.session():
            for batch in range(39):
                engine.put(entry(f"{batch:02}-{at:03}", "vốn") for at in range(500))
        assert len(list(tmp_path.glob("*.term"))) < 8
        assert engine.find(Ask(Word("body", "vốn"), limit=0)).total == 19_500

    def test_what_was_not_committed_is_not_written_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tantivy_index, "MANY", 20)
        engine = open_engine(self.name, tmp_path, LAYOUT)
        with engine.session():
            for batch in range(3):
                engine.put(entry(f"{batch}-{at}", "vốn") for at in range(20))
            with pytest.raises(RuntimeError, match="đứt"):
                engine.put(failing())
        assert engine.find(Ask(Word("body", "vốn"), limit=0)).total == len(engine.ids()) == 60

    def test_a_few_more_entries_merge_nothing_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tantivy_index, "MANY", 20)
        engine = open_engine(self.name, tmp_path, LAYOUT)
        for first, count in ((0, 50), (50, 20)):
            with engine.session():
                engine.put(entry(f"{first + at:02}", "vốn") for at in range(count))
        assert len(list(tmp_path.glob("*.term"))) == 2
        assert engine.find(Ask(Word("body", "vốn"))).total == 70

    def test_as_many_codes_are_counted_as_are_wanted(self, tmp_path: Path) -> None:
        """Also where what does not match is taken off the counts of all."""
        engine = open_engine(self.name, tmp_path, LAYOUT)
        engine.put(entry(f"id-{number}", "vốn" if number else "rừng", kind=f"k{number}") for number in range(10_100))
        for tree, total in ((EVERYTHING, 10_100), (Word("body", "vốn"), 10_099)):
            answer = engine.find(Ask(tree, limit=0, facets={"kind": 12_000}))
            assert answer.total == len(answer.facets["kind"]) == total

    def test_a_reader_never_takes_a_new_document_for_one_that_is_gone(self, tmp_path: Path) -> None:
        """Row numbers are not given again: not after the last was removed, a put failed, or all was cleared."""
        reader, writer = (open_engine(self.name, tmp_path, LAYOUT) for _ in range(2))

        def seen() -> tuple[list[str], object]:
            answer = reader.find(Ask(Word("body", "vốn"), facets={"kind": 5}))
            return ids(answer), answer.facets["kind"]

        def broken() -> Iterator[Entry]:
            yield entry("x", "vốn", kind="broken")
            raise RuntimeError

        writer.put([entry("a", "vốn", kind="first")])
        assert seen() == (["a"], (("first", 1),))
        writer.remove(["a"])
        with pytest.raises(RuntimeError):
            writer.put(broken())
        writer.put([entry("b", "vốn", kind="second")])
        assert seen() == (["b"], (("second", 1),))
        writer.clear()
        writer.put([entry("c", "vốn", kind="third")])
        assert seen() == (["c"], (("third", 1),))

    @pytest.mark.parametrize("left", [None, b"", b"\0\0"], ids=["lost", "empty", "damaged"])
    def test_row_numbers_go_on_where_the_file_that_counts_them_was_lost(
        self, tmp_path: Path, left: bytes | None
    ) -> None:
        """As after a power cut."""
        engine = open_engine(self.name, tmp_path, LAYOUT)
        engine.put([entry("a", "vốn", kind="first"), entry("b", "vốn", kind="first")])
        (tmp_path / "rows").unlink()
        if left is not None:
            (tmp_path / "rows").write_bytes(left)
        engine.put([entry("c", "vốn", kind="second")])
        again = open_engine(self.name, tmp_path, LAYOUT)
        answer = again.find(Ask(Word("body", "vốn"), facets={"kind": 5}))
        assert (ids(answer), answer.facets["kind"]) == (["a", "b", "c"], (("first", 2), ("second", 1)))

    def test_matches_in_many_blocks_of_rows_are_told_apart(self, tmp_path: Path) -> None:
        engine = open_engine(self.name, tmp_path, LAYOUT)
        names = [f"id-{number:03}" for number in range(400)]
        engine.put(entry(name, "ba" if at % 3 == 0 else "hai", kind=f"k{at % 7}") for at, name in enumerate(names))
        engine.remove(names[::48])
        left = [at for at in range(0, 400, 3) if at % 48]
        answer = engine.find(Ask(And((Word("body", "ba"), OneOf("kind", ("k0", "k5")))), limit=400, facets={"kind": 9}))
        assert ids(answer) == [names[at] for at in left if at % 7 in {0, 5}]
        assert dict(answer.facets["kind"]) == {f"k{k}": sum(at % 7 == k for at in left) for k in (0, 5)}

    @pytest.mark.parametrize("name", ["{:04}-twin", "twin-of-many-{:04}"])
    def test_ties_of_many_go_by_id(self, tmp_path: Path, name: str) -> None:
        """Also where few are looked at, and where ids differ only far behind."""
        engine = open_engine(self.name, tmp_path, LAYOUT)
        names = [name.format(number) for number in range(500)]
        chance = random.Random(5)
        engine.put(entry(each, "vốn" if chance.random() < 0.7 else "rừng") for each in chance.sample(names, 500))
        tree = And((Word("body", "vốn"), Not(OneOf("kind", ("plan",)))))
        found = ids(engine.find(Ask(tree, limit=500)))
        assert found == sorted(found)
        assert [id_ for at in range(0, 350, 3) for id_ in ids(engine.find(Ask(tree, offset=at, limit=3)))] == found[
            :351
        ]

    @pytest.mark.parametrize("filters", [(), (OneOf("kind", ("a", "b")),)], ids=["words", "words and a filter"])
    def test_long_questions_find_the_same_with_what_tells_nothing_left_out(
        self, tmp_path: Path, filters: tuple[Node, ...]
    ) -> None:
        """Where some word is in every document; and so many of a short one, which is asked as it stands."""
        chance, engine = random.Random(6), open_engine(self.name, tmp_path, LAYOUT)
        words = [f"w{number:02}" for number in range(60)]
        held = {f"{at:03}": ["mọi", *chance.sample(words, 3), *chance.sample(words[:4], 3)] for at in range(120)}
        kinds = {id_: chance.choice("abc") for id_ in held}
        engine.put(entry(id_, " ".join(tokens), kind=kinds[id_]) for id_, tokens in held.items())
        wanted = {id_ for id_ in held if not filters or kinds[id_] in "ab"}
        asked = Or(tuple(Word("body", word) for word in ("mọi", *words[10:])))
        tree: Node = And((asked, *filters)) if filters else asked
        answer = engine.find(Ask(tree, limit=200, facets={"kind": 5}))
        assert (answer.total, set(ids(answer))) == (len(wanted), wanted)
        assert sum(count for _, count in answer.facets["kind"]) == len(wanted)
        best = engine.find(Ask(tree, limit=5))
        assert (best.total, len(best.scores)) == (len(wanted), 5)
        assert all(len(set(words[10:]) & set(held[id_])) == 3 for id_ in ids(best))

    def test_words_that_tell_stay_where_many_entries_were_replaced(self, tmp_path: Path) -> None:
        """Those replaced are counted until segments are merged: some words have more documents than there are."""
        chance, engine = random.Random(7), open_engine(self.name, tmp_path, LAYOUT)
        everywhere, often, seldom = ([f"{name}{number}" for number in range(40)] for name in "eos")
        held = {f"{at:03}": [*everywhere, *chance.sample(often, 20), *chance.sample(seldom, 8)] for at in range(100)}
        held["056"], held["057"] = everywhere + often[:8] + seldom[:20], everywhere + often + seldom[:12]
        for some in (list(held), list(held)[:95]):
            engine.put(entry(id_, " ".join(held[id_])) for id_ in some)
        asked = Or(tuple(Word("body", word) for word in everywhere[:24] + often + seldom[:20]))
        assert ids(engine.find(Ask(asked, limit=1))) == ["057"]

    def test_more_rows_than_can_be_told_are_an_error_and_no_part_of_an_answer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = open_engine(self.name, tmp_path, LAYOUT)
        monkeypatch.setattr(tantivy_state, "MOST_BLOCKS", 3)
        engine.put(entry(f"id-{number:03}", "vốn") for number in range(3 * tantivy_state.BLOCK))
        assert len(engine.ids()) == 3 * tantivy_state.BLOCK
        engine.put([entry("one-more", "vốn")])
        with pytest.raises(EngineUnavailableError, match="quá nhiều văn bản"):
            engine.ids()

    def test_rows_are_taken_over_part_by_part_when_opened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also where most numbers are of entries that were replaced or removed."""
        engine = open_engine(self.name, tmp_path, LAYOUT)
        for _ in range(3):
            engine.put(entry(f"id-{number}", "vốn", kind=f"k{number % 3}") for number in range(20))
        engine.remove(f"id-{number}" for number in range(5, 20))
        monkeypatch.setattr(tantivy_state, "ROWS_AT_ONCE", 7)
        answer = open_engine(self.name, tmp_path, LAYOUT).find(Ask(Word("body", "vốn"), facets={"kind": 3}))
        assert [id_ for id_, _ in answer.scores] == [f"id-{number}" for number in range(5)]
        assert answer.facets == {"kind": (("k0", 2), ("k1", 2), ("k2", 1))}

    def test_a_second_writer_at_the_same_time_is_told_so(self, tmp_path: Path) -> None:
        first, second = (open_engine(self.name, tmp_path, LAYOUT) for _ in range(2))

        def entries() -> Iterator[Entry]:
            yield entry("a", "vốn")
            with pytest.raises(LockedError, match="đang ghi"):
                second.put([entry("b", "vốn")])

        first.put(entries())
        assert first.ids() == {"a"}

    def test_a_broken_index_is_an_error_and_no_empty_answer(self, tmp_path: Path) -> None:
        engine = open_engine(self.name, tmp_path, LAYOUT)
        engine.put([entry("a", "vốn")])
        for path in tmp_path.glob("*.term"):
            path.write_bytes(b"")
        with pytest.raises(EngineUnavailableError, match="archive rebuild"):
            open_engine(self.name, tmp_path, LAYOUT).find(Ask(Word("body", "vốn")))
