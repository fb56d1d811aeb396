"""A paper as a web page of a portal: a head table, paragraphs, tables, and around them what portals put around.

Rule: every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.samples.layout import without_marks
from tests.samples.model import Annex, Block, Paper, Signature

_STYLE = "body{font:13pt 'Times New Roman',serif;max-width:48em;margin:auto}td{vertical-align:top;text-align:center}"


def write_html(paper: Paper, path: Path) -> None:
    """Write the file."""
    path.write_text("\n".join(_page(paper)) + "\n", "utf-8", newline="\n")


def _page(paper: Paper) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="vi">\n<head><meta charset="utf-8">'
    yield f"<title>{escape(' '.join((paper.type_line, *paper.title)))}</title><style>{_STYLE}</style></head>\n<body>"
    yield "<nav>Trang chủ | Văn bản chỉ đạo điều hành | Liên hệ</nav>\n<main>"
    if paper.head:
        head = paper.head
        left = (*head.left, head.number, *((head.subject,) if head.subject else ()))
        yield _columns(left, (*head.right, head.dated))
        yield from (f"<p><b>{escape(mark)}</b></p>" for mark in head.marks)
    if paper.type_line:
        yield f"<h2>{escape(paper.type_line)}</h2>"
        yield f"<h3>{'<br>'.join(map(escape, paper.title))}</h3>"
    yield from (f"<p>Kính gửi: {escape(line)}</p>" for line in paper.addressees)
    yield from map(_block, paper.blocks)
    signed = [line for signature in paper.signatures for line in _signed(signature)]
    yield _columns(("Nơi nhận:", *paper.recipients), tuple(signed))
    for annex in paper.annexes:
        yield from _annex(annex)
    yield f"<p><i>{escape(paper.last_line)}</i></p>\n</main>"
    yield "<footer>Cổng Thông tin điện tử (trang mẫu)</footer>\n</body></html>"


def _columns(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    cells = "".join(f"<td>{'<br>'.join(map(escape, lines))}</td>" for lines in (left, right))
    return f'<table width="100%"><tr>{cells}</tr></table>'


def _block(block: Block) -> str:
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in block.rows)
        return f'<table border="1">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'
    text = escape(without_marks(block.text))
    if block.kind == "heading":
        return f"<p><b>{escape(block.label)} {text}</b></p>"
    return f'<p align="center"><b>{text}</b></p>' if block.kind == "center" else f"<p>{text}</p>"


def _signed(signature: Signature) -> tuple[str, ...]:
    return (*signature.authority, *signature.post, "", signature.name)


def _annex(annex: Annex) -> Iterator[str]:
    yield f"<h3>{'<br>'.join(map(escape, annex.title))}</h3>"
    yield from map(_block, annex.blocks)
    if annex.signature:
        yield _columns((), _signed(annex.signature))
