"""The list of what was found, as a file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.store.catalogue import Record
from archive.web import exports
from archive.web.exports import csv_of, harmless, xlsx_of
from tests.ui.papers import keep, report
from tests.web.conftest import Ask

COLUMNS = [
    "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Tên loại", "Trích yếu", "Người ký", "Ghi chú", "Liên kết",
]  # fmt: skip


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_xlsx(body: bytes) -> tuple[list[list[str]], str]:
    """The cells of the one sheet, and its XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    words = [re.sub("<[^>]+>", "", item) for item in re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)]
    rows = re.findall(r"<row .*?</row>", sheet, re.DOTALL)
    return [[_shown(*cell, words) for cell in _CELL.findall(row)] for row in rows], sheet


_CELL = re.compile(r'<c r="[A-Z]+\d+"(?: s="\d+")?((?: t="s")?)><v>(\d+)</v>')


def _shown(is_text: str, value: str, words: list[str]) -> str:
    """A cell as it is shown: a string of the book, or a day counted from 1900."""
    return words[int(value)] if is_text else f"{date(1899, 12, 30) + timedelta(int(value)):%d/%m/%Y}"


def put(root: Path, *changed: tuple[str, str]) -> None:
    """A report of which some facts say something else."""
    record = report(1, 2023, number="12/BC-STC", doubt="Chữ số mờ")
    facts = dict(record.document.facts)
    for field, value in changed:
        facts[field] = (replace(facts[field][0], value=value),)
    keep(root, [Record(replace(record.document, facts=facts), record.text, record.added)])


def test_a_csv_opens_as_unicode_and_tells_each_document(root: Path, ask: Ask) -> None:
    put(root)
    answer = ask("GET", f"/xuat?q={quote('vốn đầu tư')}&dang=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''danh-sach-van-ban.csv"
    assert answer.body.startswith(b"\xef\xbb\xbf")
    head, row = read_csv(answer.body)
    assert head == COLUMNS
    title = "Tình hình giải ngân vốn đầu tư công quý 1 năm 2023"
    note = "cần kiểm tra: số, ký hiệu (Chữ số mờ)"
    assert row[:-1] == ["12/BC-STC", "06/03/2023", "Sở Tài chính", "Báo cáo", title, "Lò Văn Tình", note]
    assert re.fullmatch(r"http://[^/]+/doc\?id=[0-9a-f]{16}", row[-1])


def test_both_kinds_have_the_same_rows_in_the_order_asked_for(root: Path, ask: Ask) -> None:
    keep(root, [report(quarter, 2023, number=f"{quarter}/BC-STC") for quarter in (1, 2, 3, 4)])
    first = read_csv(ask("GET", f"/xuat?q={quote('vốn')}&sap=cu&dang=csv").body)
    second, _ = read_xlsx(ask("GET", f"/xuat?q={quote('vốn')}&sap=cu&dang=xlsx").body)
    assert [row[0] for row in first[1:]] == ["1/BC-STC", "2/BC-STC", "3/BC-STC", "4/BC-STC"]
    assert [[cell for cell in row if cell] for row in first] == [[cell for cell in row if cell] for row in second]


def test_filters_of_the_address_hold(root: Path, ask: Ask) -> None:
    keep(root, [report(1, year, number=f"{year}/BC-STC") for year in (2021, 2022, 2023)])
    rows = read_csv(ask("GET", "/xuat?nam=2021-2022&tru-nam=2021&dang=csv").body)
    assert [row[0] for row in rows[1:]] == ["2022/BC-STC"]


def test_text_of_a_document_is_never_a_formula(root: Path, ask: Ask) -> None:
    formula = '=HYPERLINK("http://ngoai.example";"x")'
    put(root, ("title", formula), ("signer", "@SUM(1)"))
    row = read_csv(ask("GET", "/xuat?dang=csv").body)[1]
    assert (row[4], row[5]) == ("'" + formula, "'@SUM(1)")
    rows, sheet = read_xlsx(ask("GET", "/xuat?dang=xlsx").body)
    assert formula.replace('"', "&quot;") in rows[1] or formula in rows[1]
    assert "<f>" not in sheet


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_a_cell_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize(
    ("shown", "cell"),
    [
        ("05/03/2024", '"><v>45356</v>'),
        ("3/2024", ' t="s"><v>'),
        ("2024", ' t="s"><v>'),
        ("05/03/1899", ' t="s"><v>'),
    ],
)
def test_a_whole_day_is_a_day_to_a_spreadsheet_and_what_is_less_is_text(shown: str, cell: str) -> None:
    is_text = "t=" in cell
    book = xlsx_of([("1", shown, "", "", "", "", "", "http://localhost/doc?id=1")], "")
    rows, sheet = read_xlsx(book)
    assert shown in rows[1]
    assert cell in sheet[sheet.index('r="B2"') : sheet.index('r="C2"')]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert (b'formatCode="dd/mm/yyyy"' in parts.read("xl/styles.xml")) is not is_text


def test_a_list_that_is_cut_says_so(root: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(root, [report(1, year) for year in range(2001, 2012)])
    monkeypatch.setattr(exports, "MOST_ROWS", 4)
    monkeypatch.setattr(exports, "_AT_ONCE", 3)
    rows = read_csv(ask("GET", "/xuat?dang=csv").body)
    assert len(rows) == 6
    assert rows[-1] == ["Danh sách chỉ có 4 văn bản đầu trong 11 văn bản tìm thấy. Lọc bớt rồi tải lại để có đủ."]


def test_an_answer_of_several_parts_is_whole(root: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(root, [report(1, year) for year in range(2001, 2012)])
    monkeypatch.setattr(exports, "_AT_ONCE", 3)
    rows = read_csv(ask("GET", "/xuat?dang=csv&sap=cu").body)
    assert [row[1][-4:] for row in rows[1:]] == [str(year) for year in range(2001, 2012)]


def test_nothing_found_is_a_list_of_headings(root: Path, ask: Ask) -> None:
    keep(root, [report(1, 2023)])
    assert read_csv(ask("GET", "/xuat?q=khongco&dang=csv").body) == [COLUMNS]
    assert read_xlsx(ask("GET", "/xuat?q=khongco&dang=xlsx").body)[0] == [COLUMNS]


@pytest.mark.parametrize("kind", ["", "pdf", "csv,xlsx"])
def test_another_kind_is_not_found(root: Path, ask: Ask, kind: str) -> None:
    keep(root, [report(1, 2023)])
    assert ask("GET", f"/xuat?dang={kind}").status == 404


def test_a_note_stands_under_the_rows() -> None:
    row = ("1", "", "", "", "", "", "", "http://localhost/doc?id=1")
    assert read_csv(csv_of([row], "cắt"))[-1] == ["cắt"]
    assert read_xlsx(xlsx_of([row], "cắt"))[0][-1] == ["cắt"]
