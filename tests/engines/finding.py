"""What every engine finds, and in which order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from archive.engines import Engine, open_engine
from archive.engines.query import (
    EVERYTHING,
    NOTHING,
    And,
    Answer,
    Ask,
    Between,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Word,
)
from tests.engines.opened import OpenedEngine
from tests.engines.reports import LAYOUT, entry, ids, random_entry, random_tree, scores


class FindingContract(OpenedEngine):
    """Inherit, and set `name`."""

    @pytest.mark.parametrize(
        ("tree", "found"),
        [
            pytest.param(Word("body", "vốn"), "ab", id="a word"),
            pytest.param(Word("body", "ngâ"), "", id="a word is a whole token"),
            pytest.param(Word("title", "vốn"), "", id="a word of one field only"),
            pytest.param(Word("body", "tr", prefix=True), "cd", id="a prefix"),
            pytest.param(Word("body", "vốn", prefix=True), "ab", id="a prefix that is a whole token"),
            pytest.param(Word("body", ".*", prefix=True), "", id="a prefix is literal"),
            pytest.param(Word("body", "xyz", prefix=True), "", id="a prefix nothing begins with"),
            pytest.param(Phrase("body", ("đầu", "tư", "công")), "a", id="a phrase"),
            pytest.param(Phrase("body", ("đầu", "công")), "", id="a phrase has no gaps"),
            pytest.param(Phrase("body", ("tư", "đầu")), "", id="a phrase has an order"),
            pytest.param(Phrase("body", ("chậm", "chậm", "chậm")), "b", id="a phrase may repeat a token"),
            pytest.param(Phrase("body", ("chậm",) * 4), "", id="a phrase does not count a token twice"),
            pytest.param(Phrase("body", ("vốn",)), "ab", id="a phrase of one is a word"),
            pytest.param(Phrase("body", ()), "", id="a phrase of none finds nothing"),
            pytest.param(Near("body", "giải", "đầu", 2), "a", id="near words, in order"),
            pytest.param(Near("body", "đầu", "giải", 2), "a", id="near words, the other way round"),
            pytest.param(Near("body", "giải", "đầu", 1), "", id="near words too far apart"),
            pytest.param(Near("body", "tư", "công", 0), "a", id="near words side by side"),
            pytest.param(Near("body", "công", "tư", 2), "ad", id="near words in two documents"),
            pytest.param(Near("body", "vốn", "vốn", 5), "ab", id="a word near itself is the word"),
            pytest.param(Near("body", "vốn", "rừng", 100), "", id="near words in one document only"),
            pytest.param(And((Word("body", "vốn"), Word("title", "báo"))), "ab", id="And over fields"),
            pytest.param(And((Word("body", "vốn"), Word("body", "công"))), "a", id="And"),
            pytest.param(EVERYTHING, "abcd", id="And of none is everything"),
            pytest.param(Or((Word("body", "vốn"), Word("body", "rừng"))), "abcd", id="Or"),
            pytest.param(NOTHING, "", id="Or of none is nothing"),
            pytest.param(Or((Word("body", "thế"), EVERYTHING)), "abcd", id="Or with everything is everything"),
            pytest.param(Not(Word("body", "vốn")), "cd", id="Not alone"),
            pytest.param(Not(EVERYTHING), "", id="Not everything"),
            pytest.param(Not(NOTHING), "abcd", id="Not nothing"),
            pytest.param(Not(Not(Word("body", "vốn"))), "ab", id="Not not"),
            pytest.param(And((Not(Word("body", "vốn")), Not(Word("body", "thế")))), "d", id="And of Nots"),
            pytest.param(Or((Not(Word("body", "vốn")), Word("body", "chậm"))), "bcd", id="Or with a Not"),
            pytest.param(OneOf("kind", ("plan",)), "bc", id="one of several codes of a document"),
            pytest.param(OneOf("kind", ("plan", "notice")), "bcd", id="any of the codes"),
            pytest.param(OneOf("kind", ()), "", id="none of no codes"),
            pytest.param(OneOf("kind", ("pla",)), "", id="a code is whole"),
            pytest.param(Between("date", "2023-03-31", "2024-03-31"), "ab", id="both ends count"),
            pytest.param(Between("date", "2023-04-01", "2024-03-30"), "", id="days outside do not"),
            pytest.param(Between("date", None, "2023-12-31"), "a", id="open below"),
            pytest.param(Between("date", "2024-01-01", None), "bc", id="open above"),
            pytest.param(Between("date", None, None), "abc", id="open at both ends: any date"),
            pytest.param(Between("date", "2025-01-01", "2024-01-01"), "", id="ends the wrong way round"),
        ],
    )
    def test_a_tree_finds(self, engine: Engine, tree: Node, found: str) -> None:
        answer = engine.find(Ask(tree))
        assert sorted(id_ for id_, _ in answer.scores) == list(found)
        assert answer.total == len(found)

    def test_random_trees_find_what_the_reference_finds(self, empty: Engine, tmp_path: Path) -> None:
        """The same documents, count and facets as the memory engine, over an index that has lived through changes."""
        chance = random.Random(20)
        reference = open_engine("memory", tmp_path / "reference", LAYOUT)
        for _ in range(3):
            entries = [random_entry(chance, f"id-{chance.randrange(60):02}") for _ in range(25)]
            gone = [f"id-{chance.randrange(60):02}" for _ in range(3)]
            for engine in (empty, reference):
                engine.put(entries)
                engine.remove(gone)
        assert empty.ids() == reference.ids()
        for _ in range(250):
            ask = Ask(random_tree(chance, 3), limit=100, facets={"kind": 9}, order=chance.choice(("", "date", "-date")))
            ours, theirs = empty.find(ask), reference.find(ask)
            assert (ours.total, ours.facets) == (theirs.total, theirs.facets), ask
            assert sorted(ids(ours)) == sorted(ids(theirs)), ask
            if ask.order:
                assert ids(ours) == ids(theirs), ask

    def test_rarer_words_and_more_of_them_rank_higher(self, engine: Engine) -> None:
        tree = Or((Word("body", "giải"), Word("body", "chậm")))
        assert ids(engine.find(Ask(tree))) == ["b", "a"]

    @pytest.mark.parametrize(
        "tree",
        [
            Word("body", "giải"),
            Phrase("body", ("giải", "ngân")),
            Near("body", "ngân", "giải", 2),
            And((Near("body", "giải", "ngân", 2), EVERYTHING)),
            Or((Near("body", "giải", "ngân", 2),)),
        ],
        ids=repr,
    )
    def test_what_holds_it_more_often_comes_first(self, empty: Engine, tree: Node) -> None:
        empty.put([entry("a", "giải ngân " + "khác " * 30), entry("b", "giải ngân " * 3), entry("c", "khác")])
        assert ids(empty.find(Ask(tree))) == ["b", "a"]

    def test_boosts_multiply(self, engine: Engine) -> None:
        once, thrice = (scores(engine, Word("body", "vốn", boost))["a"] for boost in (1.0, 3.0))
        assert thrice == pytest.approx(3 * once, rel=1e-4)

    def test_scores_of_parts_add_up(self, engine: Engine) -> None:
        left, right = Word("body", "vốn"), Word("body", "công")
        together = scores(engine, left)["a"] + scores(engine, right)["a"]
        assert scores(engine, And((left, right)))["a"] == pytest.approx(together, rel=1e-4)
        assert scores(engine, Or((left, right)))["a"] == pytest.approx(together, rel=1e-4)
        assert scores(engine, Or((left, right)))["b"] == pytest.approx(scores(engine, left)["b"], rel=1e-4)

    @pytest.mark.parametrize(
        "filter_",
        [
            OneOf("kind", ("report", "plan")),
            Between("date", "2000-01-01", None),
            Not(Word("body", "rừng")),
            EVERYTHING,
            Word("body", "giải", boost=0.0),
            Not(Not(OneOf("year", ("2023", "2024")))),
        ],
        ids=repr,
    )
    def test_filters_never_change_a_score(self, engine: Engine, filter_: Node) -> None:
        plain = scores(engine, Word("body", "vốn"))
        filtered = scores(engine, And((Word("body", "vốn"), filter_)))
        assert filtered == pytest.approx(plain, rel=1e-6)

    def test_filters_alone_score_nothing(self, engine: Engine) -> None:
        for tree in (EVERYTHING, OneOf("kind", ("plan",)), Not(Word("body", "vốn")), Between("date", None, None)):
            assert set(scores(engine, tree).values()) == {0.0}

    def test_an_optional_part_only_adds_to_the_score(self, engine: Engine) -> None:
        asked = scores(engine, And((Word("body", "vốn"), Or((Word("body", "công"), EVERYTHING)))))
        plain, extra = scores(engine, Word("body", "vốn")), scores(engine, Word("body", "công"))
        assert asked == pytest.approx({"a": plain["a"] + extra["a"], "b": plain["b"]}, rel=1e-4)

    def test_pages_of_equal_scores_never_overlap(self, empty: Engine) -> None:
        """Twins written by several commits come by id, whatever the page size."""
        names = [f"twin-{number:03}" for number in range(90)]
        for part in (names[1::3], names[2::3], names[::3]):
            empty.put([entry(name, "giống hệt nhau", date="2024-01-01") for name in reversed(part)])
        empty.put([entry("best", "giống giống giống"), entry("worst", "giống " + "khác " * 50)])
        for size in (1, 7, 40):
            pages = [
                id_
                for offset in range(0, 92, size)
                for id_ in ids(empty.find(Ask(Word("body", "giống"), offset=offset, limit=size)))
            ]
            assert pages == ["best", *names, "worst"]

    @pytest.mark.parametrize("order", ["", "date", "-date"])
    def test_ties_without_scores_go_by_id(self, empty: Engine, order: str) -> None:
        for name in ("m", "a", "z", "k"):
            empty.put([entry(name, "chữ", date="2024-01-01"), entry(f"{name}-undated", "chữ")])
        dated, undated = ["a", "k", "m", "z"], ["a-undated", "k-undated", "m-undated", "z-undated"]
        found = ids(empty.find(Ask(EVERYTHING, order=order, limit=20)))
        assert found == (dated + undated if order else sorted(dated + undated))

    def test_order_by_a_string_goes_letter_by_letter_and_puts_missing_ones_last(self, empty: Engine) -> None:
        given = {"a": "b", "b": "a b", "c": "a", "d": "", "e": "ă", "f": "a"}
        empty.put([entry(id_, "chữ", name=name) if name else entry(id_, "chữ") for id_, name in given.items()])
        assert ids(empty.find(Ask(EVERYTHING, order="name"))) == ["c", "f", "b", "a", "e", "d"]

    @pytest.mark.parametrize(("order", "expected"), [("date", "abcd"), ("-date", "cbad")])
    def test_order_by_date_puts_missing_dates_last(self, engine: Engine, order: str, expected: str) -> None:
        assert ids(engine.find(Ask(EVERYTHING, order=order))) == list(expected)
        assert ids(engine.find(Ask(EVERYTHING, order=order, offset=2, limit=1))) == [expected[2]]

    def test_a_page_beyond_the_end_is_empty_and_still_counts(self, engine: Engine) -> None:
        for order in ("", "date"):
            for offset in (2, 5, 10**15):
                answer = engine.find(Ask(Word("body", "vốn"), offset=offset, order=order))
                assert (answer.total, answer.scores) == (2, ())

    def test_a_page_may_be_larger_than_the_index(self, engine: Engine) -> None:
        for order in ("", "date"):
            assert len(engine.find(Ask(Word("body", "vốn"), limit=10**15, order=order)).scores) == 2

    def test_facets_count_all_matches_not_the_page(self, engine: Engine) -> None:
        answer = engine.find(Ask(Not(Word("body", "thế")), limit=1, facets={"kind": 10, "year": 10}))
        assert len(answer.scores) == 1
        assert answer.facets == {
            "kind": (("report", 2), ("notice", 1), ("plan", 1)),
            "year": (("2023", 1), ("2024", 1)),
        }

    def test_facets_alone(self, engine: Engine) -> None:
        answer = engine.find(Ask(EVERYTHING, limit=0, facets={"year": 1}))
        assert answer == Answer(4, (), {"year": (("2024", 2),)})

    def test_facets_of_nothing_are_empty(self, engine: Engine) -> None:
        assert engine.find(Ask(NOTHING, facets={"kind": 5})) == Answer(0, (), {"kind": ()})

    def test_facets_over_many_commits_are_exact(self, empty: Engine) -> None:
        for commit in range(4):
            empty.put([entry(f"{commit}-{n}", "chữ", kind=f"only-{commit}-{n} all") for n in range(12)])
        answer = empty.find(Ask(Word("body", "chữ"), facets={"kind": 1}))
        assert answer.facets == {"kind": (("all", 48),)}
