"""A `Comparison` as data for `compare.js` and `originals.js`. One rule: equal words go over once, for both sides."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.align.figures import Figure, find_figures
from archive.compare import Mode
from archive.model import Change, Comparison, Document, Edit, Paragraph
from archive.text.lines import narrow_lines
from archive.ui import compare_text
from archive.ui.address import COMPARE, READ, Params, first, original_url, url
from archive.ui.format import date_text, number_text, page_text, title_text
from archive.ui.sheet import Label, nesting, value_text
from archive.web.pictures import DRAWN

MODES: tuple[Mode, ...] = ("sections", "redline", "originals")
DIFFERENT, SHARED = "khac", "chung"
"""Values of `xem` that show the rows that differ, and those that stand on both sides; the others are kinds."""
_RUNS = {"equal": 0, "replace": 1, "insert": 2, "delete": 3}
_BREAK = re.compile(r"[ ]?[\n\f]+\s?")
"""A line break inside a paragraph: the width of the paper."""
_COLUMNS = re.compile(r"(?<=\S)(?<!Số:)(?<!Số)(?<!ngày)(?<!tháng)(?: {3,}|[ ]*\t)[ \t]*(?=\S)")
_MOST_PLACE = 60
"""Characters of the heading shown as the place of a row."""


@dataclass(frozen=True, slots=True)
class View:
    """What the address of a comparison asks for. `row` counts from 1, 0: none; `pages` are those in sight."""

    mode: Mode | None = None
    shown: str = ""
    row: int = 0
    inline: bool = False
    pages: tuple[int, int] = (1, 1)
    together: bool | None = None
    """Whether the pages scroll together; None: as is usual for the pair."""

    @classmethod
    def parse(cls, params: Params) -> View:
        """Read an address; what makes no sense is left out, never an error."""
        mode = first(params, "mode")
        return cls(
            mode=next((known for known in MODES if known == mode), None),
            shown=first(params, "xem"),
            row=_count(first(params, "row"), 0),
            inline=first(params, "kieu") == "dong",
            pages=(_count(first(params, "ta"), 1), _count(first(params, "tb"), 1)),
            together={"rieng": False, "chung": True}.get(first(params, "cuon")),
        )

    def url(self, left: str, right: str) -> str:
        """The address that shows this of two documents."""
        pages = self.pages if self.mode == "originals" else (1, 1)
        return url(
            COMPARE,
            a=left,
            b=right,
            mode=self.mode,
            xem=self.shown,
            row=self.row,
            kieu="dong" if self.inline else None,
            ta=pages[0] if pages[0] > 1 else None,
            tb=pages[1] if pages[1] > 1 else None,
            cuon=None if self.together is None else "chung" if self.together else "rieng",
        )


def _count(value: str, least: int) -> int:
    return max(least, int(value)) if value.isdecimal() and len(value) < 7 else least


def head_data(comparison: Comparison, label: Label, view: View) -> dict[str, object]:
    """What every mode shows: both documents, the modes, the way to other documents."""
    left, right = comparison.left, comparison.right
    turned = replace(view, row=0, pages=view.pages[::-1])
    return {
        "id": f"{left.id}-{right.id}",
        "mode": view.mode,
        "sides": [_side_data(left, right, "a", label), _side_data(right, left, "b", label)],
        "swap": {"text": compare_text.SWAP, "href": turned.url(right.id, left.id)},
        "modes": [
            {
                "text": compare_text.MODES[mode],
                "href": replace(view, mode=mode).url(left.id, right.id),
                "current": mode == view.mode,
            }
            for mode in MODES
        ],
        "labels": compare_text.COMPARISON,
    }


def rows_data(comparison: Comparison, label: Label, view: View) -> dict[str, object]:
    """All that `compare.js` draws."""
    left, right = comparison.left.id, comparison.right.id
    known = tuple(_choices(comparison))
    view = replace(view, shown=view.shown if view.shown in {value for value, _, _ in known} else "")
    return {
        **head_data(comparison, label, view),
        "shown": view.shown,
        "row": view.row,
        "inline": view.inline and view.mode == "redline",
        "layouts": [
            {
                "text": name,
                "href": replace(view, inline=inline).url(left, right),
                "current": inline == view.inline,
            }
            for inline, name in ((False, compare_text.COMPARISON["beside"]), (True, compare_text.COMPARISON["inline"]))
        ]
        if view.mode == "redline"
        else [],
        "choices": [
            {
                "value": value,
                "name": name,
                "count": count,
                "href": replace(view, shown=value, row=0).url(left, right),
                "current": value == view.shown,
            }
            for value, name, count in known
        ],
        "rows": list(_rows(comparison, figures=view.mode == "sections")),
    }


def _choices(comparison: Comparison) -> Iterator[tuple[str, str, int]]:
    """Which rows can be shown: value, name and count.

    The heads are not counted, and the row a paragraph moved away from is no row of its own.
    """
    rows = [change for change in comparison.changes if change.kind != "head" and not is_stub(change)]
    counts = Counter[str](change.kind for change in rows)
    yield "", compare_text.COMPARISON["all"], len(rows)
    yield DIFFERENT, compare_text.COMPARISON["different"], len(rows) - counts["same"]
    yield SHARED, compare_text.COMPARISON["shared"], len(rows) - counts["added"] - counts["removed"]
    yield from ((kind, name, counts[kind]) for kind, name in compare_text.KINDS.items() if counts[kind])


def is_stub(change: Change) -> bool:
    """Whether this row only shows where a paragraph stood before it moved."""
    return change.other is not None and change.right is None


def _side_data(document: Document, other: Document, side: str, label: Label) -> dict[str, object]:
    issuer = value_text("issuer", document.value("issuer"), label)
    about = [number_text(document), date_text(document.value("date")), *([issuer] if issuer else [])]
    kept = {"b" if side == "a" else "a": other.id}
    return {
        "title": title_text(document),
        "number": number_text(document),
        "about": " · ".join(about),
        "read": url(READ, id=document.id),
        "original": original_url(document.id),
        "change": url(COMPARE, **kept),
    }


class _Places:
    """Where the paragraphs of a document stand: heading, depth and page."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [section.span.start for section in document.sections]
        self._depths = nesting(document.sections)
        self._pages = [page.span.start for page in document.pages]

    def data(self, side: Paragraph) -> dict[str, object]:
        at = bisect_right(self._starts, side.words) - 1
        page = self._page(side)
        return {
            "label": side.label,
            "kind": side.kind,
            "level": min(self._depths[at], 4) if side.kind == "heading" and at >= 0 else 0,
            "page": page_text(self._document, page),
            "number": page,
            "place": "" if side.kind == "footnote" else self._place(at, side),
            "read": url(READ, id=self._document.id, vt=side.span.start + 1),
        }

    def _place(self, at: int, side: Paragraph) -> str:
        """Heading over a paragraph; of one that opens a section itself, the heading of what that section stands in."""
        sections = self._document.sections
        if at >= 0 and self._starts[at] >= side.span.start:
            depth = self._depths[at]
            at = next((above for above in range(at - 1, -1, -1) if self._depths[above] < depth), -1)
        name = f"{sections[at].label} {sections[at].title}".strip() if at >= 0 else ""
        return name if len(name) <= _MOST_PLACE else name[:_MOST_PLACE].rsplit(" ", 1)[0] + "…"

    def _page(self, side: Paragraph) -> int:
        if side.kind == "footnote":
            return self._document.page_at(side.span.start)
        return max(1, bisect_right(self._pages, side.span.start))


def _rows(comparison: Comparison, *, figures: bool) -> Iterator[dict[str, object]]:
    """One row each; a side that lacks the paragraph is None."""
    places = _Places(comparison.left), _Places(comparison.right)
    for change in comparison.changes:
        data: dict[str, object] = {
            "kind": change.kind,
            "name": compare_text.KINDS[change.kind],
            "sides": [
                side and where.data(side) for side, where in zip((change.left, change.right), places, strict=True)
            ],
            "runs": [_head_run(edit) if change.kind == "head" else _run(edit) for edit in change.edits],
        }
        if change.other is not None:
            data["other"] = change.other + 1
        if figures and (found := find_figures(change)):
            data["figures"] = [_figure(figure) for figure in found]
        yield data


def _head_run(edit: Edit) -> list[object]:
    """The heads as they are printed, line for line."""
    return [_RUNS[edit.kind], *(_COLUMNS.sub("  ·  ", words) for words in (edit.left, edit.right))]


def _run(edit: Edit) -> list[object]:
    """Kind and words; where both sides read the same, once."""
    left, right = (narrow_lines(_BREAK.sub(" ", words)) for words in (edit.left, edit.right))
    if edit.kind == "equal" and left == right:
        return [0, left]
    return [_RUNS[edit.kind], left, right]


def _figure(figure: Figure) -> dict[str, object]:
    differences: Sequence[str | None] = (figure.difference, figure.share)
    return {
        "about": figure.about,
        "old": figure.old,
        "new": figure.new,
        "unit": figure.unit,
        "direction": figure.direction,
        "difference": " · ".join(part for part in differences if part),
    }


def originals_data(comparison: Comparison, label: Label, view: View, texts: Sequence[str]) -> dict[str, object]:
    """All that `originals.js` draws: of each page its picture, or its text where the file has no pictures."""
    back = replace(view, mode="sections" if view.mode == "originals" else view.mode)
    documents = comparison.left, comparison.right
    usual = all(document.media_type in DRAWN for document in documents)
    return {
        **head_data(comparison, label, view),
        "pages": [_pages_data(document, content) for document, content in zip(documents, texts, strict=True)],
        "at": list(view.pages),
        "together": usual if view.together is None else view.together,
        "usual": usual,
        "address": back.url(comparison.left.id, comparison.right.id),
    }


def _pages_data(document: Document, content: str) -> list[dict[str, object]]:
    drawn = document.media_type in DRAWN
    return [
        {
            "number": page.number,
            "picture": f"/trang/{document.id}/{page.number}.png" if drawn else None,
            "text": None if drawn else content[page.span.start : page.span.end],
        }
        for page in document.pages
    ]
