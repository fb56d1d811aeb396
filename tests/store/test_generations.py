"""Whole generations of the index beside each other, and the pointer between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.store.generations import live_generation, make_live, new_generation, sweep_generations


def test_a_new_generation_is_read_by_nobody_until_it_is_made_live(tmp_path: Path) -> None:
    first = new_generation(tmp_path)
    assert live_generation(tmp_path) is None
    make_live(tmp_path, first)
    second = new_generation(tmp_path)
    assert live_generation(tmp_path) == first
    make_live(tmp_path, second)
    assert live_generation(tmp_path) == second


def test_all_but_the_live_one_are_swept_and_the_cache_stays(tmp_path: Path) -> None:
    old, live, half = (new_generation(tmp_path) for _ in range(3))
    (tmp_path / "cache").mkdir()
    make_live(tmp_path, live)
    sweep_generations(tmp_path)
    assert (old.exists(), live.exists(), half.exists()) == (False, True, False)
    assert (tmp_path / "cache").exists()


@pytest.mark.parametrize("pointer", ["", "gen-none", "../..", "cache", "\xff"])
def test_a_pointer_that_leads_nowhere_is_no_generation(tmp_path: Path, pointer: str) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "current").write_bytes(pointer.encode("latin-1"))
    assert live_generation(tmp_path) is None
