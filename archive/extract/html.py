"""HTML and MHTML to text. The one rule: nothing is fetched or run; blocks get lines, table cells stay apart."""

from __future__ import annotations

import codecs
import email
import email.policy
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.errors import ReadError
from archive.extract.encodings import decode_marked
from archive.extract.tables import join_cells
from archive.text.normal import raise_digits

_DROPPED = "script, style, nav, noscript, template, head, iframe, svg, object, select, button, textarea"
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
     "ol", "p", "section", "ul")
)  # fmt: skip
_HIDDEN = "[hidden], [role=navigation], [style*='display:none' i], [style*='display: none' i]"
_MENUS = frozenset(("ul", "ol", "dl", "div", "table"))
_MENU_LINKS = 4
_MENU_SHARE = 0.7
"""A block with at least so many links, which hold more than this share of its letters, is a menu and no document."""
_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w-]{2,30})", re.IGNORECASE)
_DEEPEST_TABLE = 20


def read_html(raw: bytes) -> str:
    """Visible text of a page; scripts, styles, hidden parts and menus are left out."""
    tree = LexborHTMLParser(_decode_html(raw))
    for node in tree.css(f"{_DROPPED}, {_HIDDEN}"):
        node.decompose()
    for node in _find_menus(tree.body) if tree.body else ():
        node.decompose()
    return "\n".join(_lines_of(tree.body, 0)) if tree.body else ""


def read_mhtml(raw: bytes) -> str:
    """Visible text of a web page saved as one file (MIME): its first HTML part.

    Raises:
        ReadError: there is no HTML part.
    """
    for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes):
            return read_html(payload)
    raise ReadError("tệp MHTML không có phần HTML nào. Mở tệp bằng trình duyệt rồi lưu lại dạng HTML.")


def _find_menus(root: LexborNode) -> list[LexborNode]:
    """Blocks of hardly anything but links, inner ones first; one pass with a stack, since hostile pages nest deeply."""
    menus: list[LexborNode] = []
    counts = [[0, 0, 0]]  # for each open element: letters, letters in links, links
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, seen = stack.pop()
        if node.tag == "-text":
            counts[-1][0] += len("".join((node.text_content or "").split()))
        elif not seen:
            counts.append([0, 0, 0])
            stack.append((node, True))
            stack += [(child, False) for child in reversed(list(node.iter(include_text=True)))]
        else:
            letters, linked, links = counts.pop()
            if node.tag == "a":
                linked, links = letters, links + 1
            if node.tag in _MENUS and links >= _MENU_LINKS and linked > _MENU_SHARE * letters:
                menus.append(node)
            counts[-1] = [counts[-1][0] + letters, counts[-1][1] + linked, counts[-1][2] + links]
    return menus


def _decode_html(raw: bytes) -> str:
    """UTF-8 where the bytes are that, whatever is declared; else the declared encoding; else Windows-1252."""
    marked = decode_marked(raw)
    if marked is not None:
        return marked
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii", "replace").lower() if declared else "cp1252"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = "cp1252"
    return raw.decode("cp1252" if encoding == "iso8859-1" else encoding, "replace")


def _lines_of(root: LexborNode, depth: int) -> list[str]:
    """Text of the blocks under a node, in order; a stack of our own, since hostile pages nest without end."""
    lines: list[str] = []
    buffer: list[str] = []
    stack: list[LexborNode | None] = [root]
    while stack:
        node = stack.pop()
        if node is None or node.tag in _BLOCKS or node.tag in ("table", "pre"):
            lines.append(" ".join("".join(buffer).split()))
            buffer.clear()
        if node is None:
            continue
        if node.tag == "-text":
            buffer.append(node.text_content or "")
        elif node.tag == "sup":
            buffer.append(raise_digits(node.text().strip()))
        elif node.tag == "pre":
            lines += node.text().split("\n")
        elif node.tag == "table" and depth < _DEEPEST_TABLE:
            lines += _table_lines(node, depth + 1)
        else:
            stack += [None] if node.tag in _BLOCKS else []
            stack += reversed(list(node.iter(include_text=True)))
    lines.append(" ".join("".join(buffer).split()))
    return [line for line in lines if line]


def _table_lines(table: LexborNode, depth: int) -> list[str]:
    lines: list[str] = []
    for part in table.iter():
        rows = [part] if part.tag == "tr" else list(part.iter())
        if part.tag == "caption":
            lines += _lines_of(part, depth)
            continue
        for row in rows:
            cells = [_lines_of(cell, depth) for cell in row.iter() if cell.tag in ("td", "th")]
            lines += join_cells(cells)
    return lines
