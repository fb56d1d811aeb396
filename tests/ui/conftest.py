"""A small archive on the memory engine, set as the one in force."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.papers import bare, hostile, keep, report


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty archive's root."""
    monkeypatch.setenv("ARCHIVE_ROOT", str(tmp_path))
    monkeypatch.setenv("ARCHIVE_ENGINE", "memory")
    return tmp_path


@pytest.fixture
def ids(root: Path) -> dict[str, str]:
    """Documents in the archive: what each is → its id."""
    papers = {
        "q1": report(1, 2023, number="12/BC-STC"),
        "q2": report(2, 2023, number="31/BC-STC", doubt="Chữ số mờ"),
        "blank": report(3, 2023, signer="Trần Đức Khải"),
        "later": report(1, 2024, number="09/BC-STC", signer="Trần Đức Khải"),
        "hostile": hostile(),
        "bare": bare(),
    }
    return dict(zip(papers, keep(root, papers.values()), strict=True))
