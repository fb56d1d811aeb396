"""DOCX to pages. The one rule: everything Word prints, once and in order, and nothing it does not print.

Tables keep their cells apart, a letterhead in the head of the page comes first, remarks and running heads are kept
beside the text, notes follow the page that cites them (lines that begin with a raised mark), inserted text counts and
deleted text does not. Pages are those Word itself saw when it saved the file; a file without such marks is one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from archive.errors import ReadError
from archive.extract.legacy import Scheme, convert_legacy, convert_run, scheme_of_font
from archive.extract.lines import CONTINUES
from archive.extract.lists import Lists
from archive.extract.margins import drawn_words, is_letterhead, margin_parts
from archive.extract.packages import Package
from archive.extract.styles import Look, Styles, W, read_list_look, read_run_look, value
from archive.extract.tables import join_cells
from archive.model import AsideKind
from archive.text.normal import raise_digits, syllable_share

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MAIN_TYPE = re.compile(r"\.main\+xml$")
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "\u00ad",  # the letter ư where the font is one of TCVN3
    f"{W}lastRenderedPageBreak": "\f",
}
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText", f"{W}sdtPr"}
_INSIDE = re.compile(r"(?<=[^\n\f])\f(?=[^\n\f])")
"""A page's end inside a paragraph."""
_NOTE = re.compile(r"\x01(?P<number>\d+)\x02")
_COMMENT = re.compile("\x03(\\d+)\x04")
"""Places of a note's mark and of a remark while pages are made; XML cannot hold these characters."""


@dataclass(frozen=True, slots=True)
class WordText:
    """Raw text of the pages, and for each page what stands beside its text."""

    pages: tuple[str, ...]
    asides: tuple[tuple[tuple[AsideKind, str], ...], ...]


def read_docx(path: Path) -> WordText:
    """Raw text of a DOCX file.

    Raises:
        ReadError: the package is no Word document, or too large.
    """
    with Package(path) as package:
        main = _main_part(package)
        body = main.find(f"{W}body")
        if body is None:
            raise ReadError("tệp DOCX không có phần nội dung. Mở bằng Word và lưu lại rồi nạp lại.")
        reader = _Reader(package, body)
        text = "\n".join(reader.blocks(body))
        margins = [reader.plain(part) for part in margin_parts(package, body)]
        drawn = [words for part in (*margin_parts(package, body), body) for words in drawn_words(part)]
        notes, comments = reader.notes(), reader.comments(package.read("word/comments.xml"))
    if margins and is_letterhead(margins[0]) and not is_letterhead(text):
        text = f"{margins.pop(0)}\n{text}"
    pages = _INSIDE.sub(f"\f{CONTINUES}", text).split("\f")
    asides = [[("comment", comments[name]) for name in _COMMENT.findall(page) if name in comments] for page in pages]
    asides[0] += [("margin", margin) for margin in dict.fromkeys([*margins, *drawn]) if any(map(str.isalpha, margin))]
    return WordText(
        tuple(_with_notes(_COMMENT.sub("", page), notes) for page in pages),
        tuple(map(tuple, asides)),  # type: ignore[arg-type]
    )


def _main_part(package: Package) -> Element:
    types = package.read("[Content_Types].xml")
    names = [
        part.get("PartName", "").lstrip("/")
        for part in (types if types is not None else ())
        if _MAIN_TYPE.search(part.get("ContentType", ""))
    ]
    main = package.read(next((name for name in names if name.startswith("word/")), "word/document.xml"))
    if main is None:
        raise ReadError("tệp DOCX không có phần nội dung. Mở bằng Word và lưu lại rồi nạp lại.")
    return main


def _with_notes(page: str, notes: dict[int, str]) -> str:
    cited = [int(match["number"]) for match in _NOTE.finditer(page)]
    body = _NOTE.sub(lambda match: raise_digits(match["number"]), page)
    if not cited:
        return body
    return body + "\n\n" + "\n".join(f"{raise_digits(str(number))} {notes[number]}" for number in cited)


class _Reader:
    """Walks one document; lists count on and notes are numbered as they are met."""

    def __init__(self, package: Package, body: Element) -> None:
        self._styles = Styles(package.read("word/styles.xml"))
        self._lists = Lists(package.read("word/numbering.xml"))
        self._note_parts = {kind: package.read(f"word/{kind}notes.xml") for kind in ("foot", "end")}
        self._cited: list[Element | None] = []
        self._trusted = self._trusted_schemes(body)

    def blocks(self, parent: Element) -> Iterator[str]:
        """Lines of paragraphs and tables under an element."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag not in _SKIPPED:
                yield from self.blocks(element)

    def notes(self) -> dict[int, str]:
        """Number → text of the notes cited so far."""
        texts = {}
        for number, note in enumerate(self._cited, start=1):
            lines = self.blocks(note) if note is not None else ()
            texts[number] = " ".join(line.strip() for line in lines).replace("\f", " ")
        return {number: _COMMENT.sub("", _NOTE.sub("", text)).strip() for number, text in texts.items()}

    def plain(self, part: Element) -> str:
        """Text of a part beside the body."""
        text = "\n".join(self.blocks(part)).replace("\f", " ")
        return convert_legacy(_COMMENT.sub("", _NOTE.sub("", text)).strip())

    def comments(self, part: Element | None) -> dict[str, str]:
        """Name → text of the remarks people left in the file, in one line, with who wrote it."""
        texts = {}
        for comment in part if part is not None else ():
            words = " ".join(self.plain(comment).split())
            author = (comment.get(f"{W}author") or "").strip()
            texts[comment.get(f"{W}id") or ""] = f"{author}: {words}" if author else words
        return {name: text for name, text in texts.items() if text}

    def _table(self, table: Element) -> Iterator[str]:
        for row in _children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = ["\n".join(self.blocks(cell)) for cell in _children(row, f"{W}tc")]
            if any("\f" in cell for cell in cells):
                yield "\f"
            yield from join_cells([cell.replace("\f", "").split("\n") for cell in cells])

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = paragraph.find(f"{W}pPr")
        style = self._styles.look(value(properties.find(f"{W}pStyle")) if properties is not None else None)
        listed = read_list_look(properties).over(style)
        boxes: list[Element] = []
        text = "".join(self._pieces(paragraph, style.over(self._styles.default), boxes))
        label = self._lists.next_label(listed.list_id, listed.level or 0) if listed.list_id else ""
        yield f"{label} {text}" if label else text
        for box in boxes:
            yield from self.blocks(box)

    def _pieces(self, parent: Element, look: Look, boxes: list[Element]) -> Iterator[str]:
        """Text under a paragraph, run by run; text boxes are put aside."""
        for element in parent:
            if element.tag == f"{W}r":
                properties = element.find(f"{W}rPr")
                styled = self._styles.look(value(properties.find(f"{W}rStyle")) if properties is not None else None)
                yield self._run(element, read_run_look(properties).over(styled).over(look), boxes)
            elif element.tag == f"{_MATH}t":
                yield element.text or ""
            elif element.tag == f"{_MC}AlternateContent":
                yield from self._pieces(_alternative(element), look, boxes)
            elif element.tag == f"{W}txbxContent":
                boxes.append(element)
            elif element.tag not in _SKIPPED:
                yield from self._pieces(element, look, boxes)

    def _run(self, run: Element, look: Look, boxes: list[Element]) -> str:
        if look.hidden:
            return ""
        pieces = []
        for element in run:
            if element.tag == f"{W}t":
                pieces.append(self._dress(element.text or "", look))
            elif element.tag in _SIGNS:
                pieces.append(self._dress(_SIGNS[element.tag], look))
            elif element.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                pieces.append(self._cite(element))
            elif element.tag == f"{W}commentReference" and (name := element.get(f"{W}id", "")).isdigit():
                pieces.append(f"\x03{name}\x04")
            elif len(element) and element.tag not in _SKIPPED:
                inside = _alternative(element) if element.tag == f"{_MC}AlternateContent" else element
                pieces += self._pieces(inside, look, boxes)
        return "".join(pieces)

    def _dress(self, text: str, look: Look) -> str:
        """Text as printed: by its font, in capitals, raised."""
        if look.font:
            scheme = scheme_of_font(look.font)
            text = convert_run(text, look.font) if scheme and scheme.name in self._trusted else text
        if look.capitals:
            text = text.upper()
        return raise_digits(text) if look.raised else text

    def _cite(self, reference: Element) -> str:
        part = self._note_parts["foot" if reference.tag == f"{W}footnoteReference" else "end"]
        name = reference.get(f"{W}id")
        notes = part if part is not None else ()
        self._cited.append(next((note for note in notes if note.get(f"{W}id") == name), None))
        return f"\x01{len(self._cited)}\x02"

    def _trusted_schemes(self, body: Element) -> set[str]:
        """Old encodings whose fonts tell the truth: some files keep the name .VnTime over Unicode text."""
        schemes = {scheme for font in self._fonts(body) if (scheme := scheme_of_font(font))}
        texts: dict[Scheme, list[str]] = {scheme: [] for scheme in schemes}
        for paragraph in body.iter(f"{W}p") if schemes else ():
            style = self._styles.look(value(paragraph.find(f"{W}pPr/{W}pStyle"))).over(self._styles.default)
            for run in paragraph.iter(f"{W}r"):
                if scheme := scheme_of_font(read_run_look(run.find(f"{W}rPr")).over(style).font):
                    texts[scheme].append("".join(piece.text or "" for piece in run.iter(f"{W}t")))
        return {scheme.name for scheme, runs in texts.items() if _gains(" ".join(runs), scheme)}

    def _fonts(self, body: Element) -> set[str | None]:
        named = (fonts.get(f"{W}{use}") for fonts in body.iter(f"{W}rFonts") for use in ("hAnsi", "ascii"))
        return {*named, *self._styles.fonts}


def _gains(text: str, scheme: Scheme) -> bool:
    return syllable_share(scheme.convert(text)) > syllable_share(text)


def _alternative(element: Element) -> Element:
    """Of two drawings of the same thing the newer one, so that a text box is read once."""
    choice = element.find(f"{_MC}Choice")
    fallback = element.find(f"{_MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else element


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Children of a kind, also inside content controls and inserted ranges."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            yield from _children(element, tag)
