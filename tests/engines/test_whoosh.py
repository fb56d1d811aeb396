"""The Whoosh engine keeps the contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.engines import open_engine
from archive.engines.query import Ask, Entry, Word
from archive.errors import EngineUnavailableError, LockedError
from tests.engines.contract import EngineContract
from tests.engines.reports import LAYOUT, entry


class TestWhooshEngine(EngineContract):
    name = "whoosh"

    def test_a_second_writer_at_the_same_time_is_told_so(self, tmp_path: Path) -> None:
        first, second = (open_engine(self.name, tmp_path, LAYOUT) for _ in range(2))

        def entries() -> Iterator[Entry]:
            yield entry("a", "vốn")
            with pytest.raises(LockedError, match="đang ghi"):
                second.put([entry("b", "vốn")])

        first.put(entries())
        assert first.ids() == {"a"}

    def test_a_broken_index_is_an_error_and_no_empty_answer(self, tmp_path: Path) -> None:
        open_engine(self.name, tmp_path, LAYOUT).put([entry("a", "vốn")])
        for path in tmp_path.glob("*.seg"):
            path.unlink()
        with pytest.raises(EngineUnavailableError, match="archive rebuild"):
            open_engine(self.name, tmp_path, LAYOUT).find(Ask(Word("body", "vốn")))
