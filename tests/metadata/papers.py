"""Papers of the invented tỉnh Vân Lĩnh, in the forms text layers give them, and a short way to read them."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

from archive.metadata import describe
from archive.model import PAGE_BREAK, Document, Extracted, Page, Source, Span
from archive.vocab import Vocab, load_vocab

_PLACES = """
[[place]]
code = "van-linh"
name = "Vân Lĩnh"
kind = "tỉnh"

[[place]]
code = "van-linh.nam-khao"
name = "Nậm Khao"
kind = "huyện"
parent = "van-linh"
until = "2025-06-30"

[[place]]
code = "van-linh.van-giang"
name = "Vân Giang"
kind = "thành phố"
parent = "van-linh"
until = "2025-06-30"

[[place]]
code = "van-linh.khuoi-ven"
name = "Khuổi Vèn"
kind = "xã"
parent = "van-linh"
"""


@lru_cache(maxsize=1)
def vocab() -> Vocab:
    """The shipped vocabulary and the places of Vân Lĩnh."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocabulary.toml"
        path.write_text(_PLACES, "utf-8")
        return load_vocab([path])


def extracted(text: str, source: Source = "text", media_type: str = "text/plain") -> Extracted:
    """What the reader of a file would give for a text; a form feed on its own line parts pages."""
    pages, start = [], 0
    for number, part in enumerate(text.split(PAGE_BREAK), 1):
        pages.append(Page(number, Span(start, start + len(part)), source))
        start += len(part) + len(PAGE_BREAK)
    return Extracted("paper.txt", "0" * 64, media_type, text, tuple(pages))


def read(text: str, source: Source = "text", media_type: str = "text/plain") -> Document:
    """The record of a text."""
    return describe(extracted(text, source, media_type), vocab())


def values(document: Document, field: str) -> list[str | None]:
    """The values of all facts of a field."""
    return [fact.value for fact in document.facts[field]]


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BODY = """Thực hiện chương trình công tác, Ủy ban nhân dân tỉnh báo cáo kết quả như sau:
I. TÌNH HÌNH CHUNG
1. Sản xuất nông nghiệp
Diện tích gieo trồng đạt 4.210 ha, bằng 98,2% kế hoạch. Theo Quyết định số 77/QĐ-UBND ngày 02 tháng 01 năm 2024 của
Ủy ban nhân dân tỉnh, các địa phương tiếp tục chăm sóc lúa.
II. NHIỆM VỤ
Trên đây là Báo cáo tình hình của Ủy ban nhân dân tỉnh Vân Lĩnh./."""
CLOSING = """Nơi nhận:
- Văn phòng Chính phủ;
- Thường trực Tỉnh ủy (b/c);
- Các sở, ban, ngành;
- Lưu: VT, TH (3).

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hoàng Văn Thạch"""


def paper(
    *,
    left: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", "TỈNH VÂN LĨNH"),
    number: str = "Số: 43/BC-UBND",
    date: str = "Vân Lĩnh, ngày 09 tháng 6 năm 2021",
    kind: str = "BÁO CÁO",
    title: str = "Kết quả kinh tế - xã hội tháng 05 năm 2021",
    body: str = BODY,
    closing: str = CLOSING,
) -> str:
    """A paper whose letterhead was read row by row, as a text layer gives two columns."""
    right = (NATION, MOTTO)
    rows = [f"{a}   {b}".rstrip() for a, b in zip((*left, ""), (*right, ""), strict=False)]
    rows = [*rows[: max(len(left), 2)], f"{number}   {date}".strip()]
    return "\n".join([*rows, "", kind, title, "", body, "", closing])
