"""The list of what was found as a file. One rule: nothing a document says is run as a formula.

GET /xuat with the parameters of the search page and dang=csv or dang=xlsx. Near copies are rows of their own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from archive.errors import ArchiveError
from archive.library import Library
from archive.model import Document
from archive.search import search_documents
from archive.ui import text
from archive.ui.address import LIST, READ, url
from archive.ui.asked import Asked
from archive.ui.format import count_text, date_text
from archive.web.shared import shared_library

MOST_ROWS = 5000
_AT_ONCE = 500
_DAY = 1
"""Column of the date of issue."""
_FIRST_YEAR = 1901
"""Spreadsheets count days from 1900, and take that for a leap year."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First letters that make a spreadsheet take a cell of a CSV file for a formula (OWASP, CSV injection)."""
_WIDTHS = (18, 12, 34, 16, 70, 22, 40, 44)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = tuple[str, ...]


def export_routes() -> list[Route]:
    """The list of a search as CSV or XLSX."""
    return [Route(LIST, send_list)]


def send_list(request: Request) -> Response:
    """The file; 404 for a kind there is not, 503 with a message where the archive cannot answer."""
    kind = request.query_params.get("dang", "")
    write = {"csv": csv_of, "xlsx": xlsx_of}.get(kind)
    if write is None:
        return PlainTextResponse(text.NO_SUCH_LIST, 404)
    try:
        library = shared_library()
        documents, total = found_documents(library, asked_by(request))
    except ArchiveError as error:
        return PlainTextResponse(str(error), 503)
    rows = [_row(document, library, str(request.base_url).rstrip("/")) for document in documents]
    note = text.LIST_CUT.format(shown=count_text(len(rows)), count=count_text(total)) if total > len(rows) else ""
    media_type = _XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    name = quote(f"{text.LIST_NAME}.{kind}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "Cache-Control": "no-store"}
    return Response(write(rows, note), media_type=media_type, headers=headers)


def asked_by(request: Request) -> Asked:
    """The question the parameters of a request ask."""
    names = request.query_params.keys()
    return Asked.parse({name: tuple(request.query_params.getlist(name)) for name in names})


def found_documents(library: Library, asked: Asked) -> tuple[list[Document], int]:
    """The first MOST_ROWS documents of an answer in its order, and how many there are."""
    documents: list[Document] = []
    total = 1
    while len(documents) < min(total, MOST_ROWS):
        results = search_documents(
            library, asked.text, **asked.arguments(), offset=len(documents), limit=_AT_ONCE, fold=False, passages=0
        )
        if not results.hits:
            break
        documents += [hit.document for hit in results.hits]
        total = results.total
    return documents[:MOST_ROWS], total if documents else 0


def csv_of(rows: list[Row], note: str) -> bytes:
    """UTF-8 with the mark that tells Excel so."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(text.LIST_COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    if note:
        writer.writerow([note])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_of(rows: list[Row], note: str) -> bytes:
    """One sheet with a frozen, filtered heading; cells are strings, but whole days and our own link."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(text.LIST_SHEET)
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(text.LIST_COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, bold)
        dated = book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row[:-1]):
                day = _whole_day(cell) if column == _DAY else None
                if day:
                    sheet.write_datetime(number, column, day, dated)
                else:
                    sheet.write_string(number, column, cell, wrapped)
            sheet.write_url(number, len(row) - 1, row[-1], wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(_WIDTHS) - 1)
        if note:
            sheet.write_string(len(rows) + 1, 0, note)
    return out.getvalue()


def _whole_day(cell: str) -> datetime | None:
    """The day a cell tells; None for a month, a year, or a day no spreadsheet counts."""
    try:
        day = datetime.strptime(cell, "%d/%m/%Y")  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


def harmless(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("52/NQ-HĐND")
    ("'=1+1", '52/NQ-HĐND')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(document: Document, library: Library, server: str) -> Row:
    def named(field: str) -> str:
        values = [fact.value for fact in document.facts.get(field, ()) if fact.value]
        return "; ".join(library.vocab.label(field, value) for value in values)

    date = document.value("date")
    return (
        document.value("number") or "",
        date_text(date) if date else "",
        named("issuer"),
        named("doc_type"),
        document.value("title") or "",
        named("signer"),
        "; ".join(_notes(document)),
        server + url(READ, id=document.id),
    )


def _notes(document: Document) -> Iterator[str]:
    """What a person should look at, with the reason."""
    for field in document.doubts:
        reasons = dict.fromkeys(fact.doubt for fact in document.facts[field] if fact.doubt)
        yield f"{text.DOUBTFUL}: {text.FIELDS[field].lower()} ({'; '.join(reasons)})"
