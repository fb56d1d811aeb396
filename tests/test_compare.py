"""The verb: two documents of the archive, aligned once in a child process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import compare
from archive.compare import compare_documents, kept_comparison, shared_words, usual_mode
from archive.errors import CompareError, NotFoundError
from archive.library import Library
from tests.papers import add, only_id, open_archive, write_report


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_archive(tmp_path) as library:
        yield library


@pytest.fixture
def pair(library: Library, tmp_path: Path) -> tuple[str, str]:
    first, second = (only_id(add(library, write_report(tmp_path / "in", serial))) for serial in (1, 2))
    return first, second


def kept_files(library: Library) -> list[Path]:
    return sorted((library.config.index / "cache" / "compare").glob("*.json"))


def test_two_documents_stand_on_the_sides_they_were_asked_for(library: Library, pair: tuple[str, str]) -> None:
    first, second = pair
    found, turned = compare_documents(library, first, second), compare_documents(library, second, first)
    assert (found.left.id, found.right.id) == (first, second)
    assert (turned.left.id, turned.right.id) == (second, first)
    for name, side in ((first, "left"), (second, "right")):
        said = "\n".join(getattr(edit, side) for change in found.changes for edit in change.edits)
        assert f"{1 if name == first else 2}00" in said.split()


def test_the_second_time_rows_are_read_and_not_made(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    made = compare_documents(library, *pair, progress=told.append)
    assert told
    monkeypatch.setattr(compare.sys, "executable", "/nowhere")
    assert compare_documents(library, *pair) == made
    assert kept_comparison(library, *pair) == made


@pytest.mark.parametrize("damage", [b"", b"[", b"[[1]]", b"{}"])
def test_a_damaged_kept_comparison_is_made_again(library: Library, pair: tuple[str, str], damage: bytes) -> None:
    made = compare_documents(library, *pair)
    (kept,) = kept_files(library)
    kept.write_bytes(damage)
    assert kept_comparison(library, *pair) is None
    assert compare_documents(library, *pair) == made
    assert kept_comparison(library, *pair) == made


def test_the_oldest_comparison_goes_first(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "KEPT", 2)
    first, second = pair
    compare_documents(library, first, first)
    compare_documents(library, second, second)
    compare_documents(library, first, second)
    assert len(kept_files(library)) == 2
    assert kept_comparison(library, first, second)


def test_a_comparison_that_takes_too_long_is_stopped_and_said(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "SECONDS", 0.0)
    with pytest.raises(CompareError, match="quá 0 giây"):
        compare_documents(library, *pair)
    assert kept_files(library) == []


def test_a_child_that_dies_is_an_error_with_a_way_on(
    library: Library, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare.sys, "executable", "/bin/false")
    with pytest.raises(CompareError, match="Thử lại"):
        compare_documents(library, *pair)


def test_an_unknown_document(library: Library, pair: tuple[str, str]) -> None:
    with pytest.raises(NotFoundError):
        compare_documents(library, pair[0], "0" * 16)


def test_versions_of_one_text_are_looked_at_as_redline(library: Library, pair: tuple[str, str], tmp_path: Path) -> None:
    copy = compare_documents(library, pair[0], pair[0])
    assert shared_words(copy) == 1.0
    assert usual_mode(copy) == "redline"
    other = tmp_path / "in" / "khác.txt"
    other.write_text("Ghi chép cuộc họp thôn về việc sửa đường liên bản trước mùa mưa.", "utf-8")
    assert usual_mode(compare_documents(library, pair[0], only_id(add(library, other)))) == "sections"


def test_reports_of_two_periods_are_looked_at_by_sections(library: Library, tmp_path: Path) -> None:
    """Though their words are nearly the same."""
    first = write_report(tmp_path / "in", 5)
    second = write_report(tmp_path / "in", 6)
    second.write_text(second.read_text("utf-8").replace("quý I năm 2024", "quý II năm 2024"), "utf-8")
    ids = [only_id(add(library, path)) for path in (first, second)]
    assert usual_mode(compare_documents(library, *ids)) == "sections"
