"""Rows survive the way to the disk and back; rows of other texts are refused."""

from __future__ import annotations

import json

import pytest

from archive.align import Source, align_texts
from archive.align.codec import changes_from_list, changes_to_list, source_from_list, source_to_list
from archive.model import Aside, Section, Span

_LONG = "Trồng mới chè trên các đồi trọc của xã Nà Pheo, bón phân đúng kỹ thuật, chăm sóc theo hướng dẫn của trạm."
LEFT = f"I. LÚA\nGieo 40 ha lúa xuân ở các xã vùng thấp của huyện.\n{_LONG}"
RIGHT = f"A. LÚA\n{_LONG}\nGieo 42 ha lúa xuân ở các xã vùng thấp của huyện."


def test_rows_come_back_as_they_were() -> None:
    changes = align_texts(Source(LEFT), Source(RIGHT))
    assert "moved" in {change.kind for change in changes}
    assert changes_from_list(json.loads(json.dumps(changes_to_list(changes))), LEFT, RIGHT) == changes


def test_a_source_comes_back_as_it_was() -> None:
    aside = Aside("footnote", Span(60, 66), 1, "1", Span(3, 4))
    source = Source(LEFT, (Section(1, "I.", "LÚA", Span(0, 20)),), (aside, Aside("stamp", Span(0, 2), 2)), 40)
    assert source_from_list(json.loads(json.dumps(source_to_list(source)))) == source


@pytest.mark.parametrize(
    "rows", [[["same"]], [[1, 2, 3, 4, 5]], {"rows": 1}, [["same", [0, 9999, "", "text", 0], None, [], None]]]
)
def test_what_is_no_comparison_of_these_texts_is_refused(rows: list[list[object]]) -> None:
    with pytest.raises(ValueError, match="rows"):
        changes_from_list(rows, LEFT, RIGHT)


@pytest.mark.parametrize("run", [0, -1], ids=["first", "last"])
@pytest.mark.parametrize("by", [-1, 1])
def test_rows_whose_words_do_not_fill_their_paragraph_are_refused(run: int, by: int) -> None:
    """As those of another text of the same length: what would be shown are words cut at the wrong places."""
    rows = changes_to_list(align_texts(Source(LEFT), Source(RIGHT)))
    assert changes_from_list(rows, LEFT, RIGHT)
    filled = next(row for row in rows if len(row[3]) > 1)
    filled[3][run][1] += by
    with pytest.raises(ValueError, match="rows"):
        changes_from_list(rows, LEFT, RIGHT)
