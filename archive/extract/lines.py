"""What readers hand on: pages of lines, with their places where a file says them. One rule: nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from archive.errors import ReadError
from archive.model import AsideKind, Source
from archive.text.normal import clean_text

CONTINUES = "\x1f"
"""First character of a page that begins inside a paragraph of the page before: Word files say so."""

LONGEST_TEXT = 7_000_000
"""Characters of one document: some 3,000 pages. A reader takes about 42 bytes for each, so 300 MB in all."""


class Line(NamedTuple):
    """A line of a page; places in the page's own units, y upwards; `size` 0: its place is unknown.

    `seam`: something that stood before it (a note, a page number) was taken out.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0
    y: float = 0.0
    seam: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """Lines of one page from top to bottom, where they come from, and whether the first goes on with a paragraph."""

    lines: tuple[Line, ...]
    source: Source = "text"
    goes_on: bool = False
    asides: tuple[tuple[AsideKind, str], ...] = ()
    """What the file itself keeps beside the text: remarks, heads of pages."""
    lost: bool = False
    """Whether something is printed or written there of which hardly a word could be read."""


def refuse_long(characters: int) -> None:
    """Stop before a text takes more memory than a reader has.

    Raises:
        ReadError: it has more than `LONGEST_TEXT` characters.
    """
    if characters > LONGEST_TEXT:
        raise ReadError("nội dung quá dài (trên khoảng 3.000 trang). Tách tệp thành các phần nhỏ hơn rồi nạp lại.")


def text_of(lines: tuple[Line, ...]) -> str:
    """The lines as one text."""
    return "\n".join(line.text for line in lines)


def with_text(lines: tuple[Line, ...], text: str) -> tuple[Line, ...]:
    """The same lines with another text of as many lines; else lines without places."""
    texts = text.split("\n")
    if len(texts) != len(lines):
        return tuple(map(Line, texts))
    return tuple([_with(line, new) for line, new in zip(lines, texts, strict=True)])


def _with(line: Line, text: str) -> Line:
    return line if line.text == text else line._replace(text=text)


def page_of_text(raw: str) -> RawPage:
    """A page of a reader that knows no places."""
    return RawPage(tuple(map(Line, raw.removeprefix(CONTINUES).split("\n"))), goes_on=raw.startswith(CONTINUES))


def clean_page(page: RawPage) -> RawPage:
    """The page with its text cleaned; lines that cleaning breaks in two keep their place."""
    cleaned = clean_text(text_of(page.lines))
    if cleaned.count("\n") + 1 == len(page.lines) or not any(line.size for line in page.lines):
        return RawPage(with_text(page.lines, cleaned), page.source, page.goes_on)
    lines = [line._replace(text=text) for line in page.lines for text in clean_text(line.text).split("\n")]
    return RawPage(tuple(lines), page.source, page.goes_on)
