"""An engine opened for a test, empty and with four reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.engines import Engine, open_engine
from tests.engines.reports import LAYOUT, REPORTS


class OpenedEngine:
    """Inherit, and set `name`."""

    name: str

    @pytest.fixture
    def empty(self, tmp_path: Path) -> Iterator[Engine]:
        engine = open_engine(self.name, tmp_path / "engine", LAYOUT)
        yield engine
        engine.close()

    @pytest.fixture
    def engine(self, empty: Engine) -> Engine:
        empty.put(REPORTS)
        return empty
