"""The memory engine keeps the contract; its scores are checked by hand, for it is the reference."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from archive.engines import open_engine
from archive.engines.query import Ask, Word
from archive.errors import ConfigError
from tests.engines.contract import EngineContract
from tests.engines.reports import LAYOUT, entry, scores


class TestMemoryEngine(EngineContract):
    name = "memory"

    def test_the_score_is_bm25(self, tmp_path: Path) -> None:
        """Two documents of 1 and 3 tokens, mean 2; k1 .9, b .8; idf ln(1 + (2 - 1 + .5) / (1 + .5))."""
        engine = open_engine(self.name, tmp_path, LAYOUT)
        engine.put([entry("a", "rừng"), entry("b", "đồi đồi núi")])
        expected = math.log(2) * 2 * 1.9 / (2 + 0.9 * (0.2 + 0.8 * 3 / 2))
        assert scores(engine, Word("body", "đồi"))["b"] == pytest.approx(expected)

    def test_scores_forget_what_is_removed(self, tmp_path: Path) -> None:
        """An index with removed documents scores as one that never had them."""
        lived, fresh = (open_engine(self.name, tmp_path / name, LAYOUT) for name in ("lived", "fresh"))
        lived.put([entry("a", "rừng"), entry("b", "đồi đồi núi"), entry("c", "đồi")])
        lived.remove(["c"])
        fresh.put([entry("a", "rừng"), entry("b", "đồi đồi núi")])
        assert lived.find(Ask(Word("body", "đồi"))) == fresh.find(Ask(Word("body", "đồi")))


def test_an_unknown_engine_is_a_setting_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="memory, tantivy, whoosh"):
        open_engine("lucene", tmp_path, LAYOUT)
