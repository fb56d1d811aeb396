"""Documents of the invented tỉnh Vân Lĩnh as values, with their facts and places known, to draw pages from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from archive.config import Config
from archive.library import open_library
from archive.model import PAGE_BREAK, Aside, Citation, Document, Fact, Page, Section, Span, document_id
from archive.store.catalogue import Record
from archive.store.files import Sidecar

ADDED = "2026-11-02T03:04:05+00:00"
HOSTILE = (
    "<script>window.pwned = 1</script><style>body{display:none}</style>![ảnh](https://ngoai.example/a.png)"
    '<img src="https://ngoai.example/b.png" onerror="window.pwned = 1"><a href="javascript:window.pwned=1">bấm</a>'
    "**đậm**"
)
"""What a document could say to be run, drawn or fetched by the page that shows it."""

_HEAD = """UBND TỈNH VÂN LĨNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ TÀI CHÍNH          Độc lập - Tự do - Hạnh phúc
Số: {number}          Vân Lĩnh, ngày {day:02d} tháng {month:02d} năm {year}

BÁO CÁO
Tình hình giải ngân vốn đầu tư công quý {quarter} năm {year}

I. KẾT QUẢ
1. Giải ngân vốn đầu tư công
Đến hết quý {quarter} năm {year}, toàn tỉnh đã giải ngân {paid} tỷ đồng vốn đầu tư công, đạt {share}% kế hoạch.
2. Thu ngân sách
Thu ngân sách nhà nước trên địa bàn đạt dự toán được giao.
II. NHIỆM VỤ
Tiếp tục thực hiện Nghị quyết số 15/NQ-HĐND ngày 10/12/2022 của Hội đồng nhân dân tỉnh."""
_SIGNED = """Trên đây là báo cáo của Sở Tài chính./.

                    KT. GIÁM ĐỐC
                    {signer}"""


def report(
    quarter: int,
    year: int,
    *,
    number: str = "",
    signer: str = "Lò Văn Tình",
    doubt: str | None = None,
    filling: str = "",
) -> Record:
    """A quarterly report of two pages; without a number its place is left blank."""
    head = _HEAD.format(
        number=number or "     /BC-STC", day=5 + quarter, month=quarter * 3, year=year, quarter=quarter,
        paid=f"{600 + 10 * quarter + year - 2020},5", share=20 * quarter,
    ) + filling  # fmt: skip
    text = head + PAGE_BREAK + _SIGNED.format(signer=signer)
    second = len(head) + len(PAGE_BREAK)
    facts = {
        "doc_type": (_read(text, "BÁO CÁO", "bao-cao"),),
        "number": (
            replace(_read(text, number, number), doubt=doubt) if number else Fact(None, "Số:", 1, None, "blank"),
        ),
        "symbol": (_read(text, "BC-STC", "BC-STC"),),
        "date": (
            _read(
                text,
                f"ngày {5 + quarter:02d} tháng {quarter * 3:02d} năm {year}",
                f"{year}-{quarter * 3:02d}-{5 + quarter:02d}",
            ),
        ),
        "issuer": (_read(text, "SỞ TÀI CHÍNH", "Sở Tài chính"),),
        "title": (_read(text, title := f"Tình hình giải ngân vốn đầu tư công quý {quarter} năm {year}", title),),
        "signer": (_read(text, signer, signer, page=2),),
    }
    cited = "Nghị quyết số 15/NQ-HĐND ngày 10/12/2022"
    place = text.index(cited)
    citation = Citation(cited, Span(place, place + len(cited)), "thuc-hien", "nghi-quyet", "15/NQ-HĐND", "2022-12-10")
    headings = (
        ("I.", "KẾT QUẢ", 1),
        ("1.", "Giải ngân vốn đầu tư công", 2),
        ("2.", "Thu ngân sách", 2),
        ("II.", "NHIỆM VỤ", 1),
    )
    starts = [text.index(f"\n{label} {title}") + 1 for label, title, _ in headings]
    sections = tuple(
        Section(level, label, title, Span(start, end))
        for (label, title, level), start, end in zip(headings, starts, [*starts[1:], len(text)], strict=True)
    )
    pages = (Page(1, Span(0, len(head))), Page(2, Span(second, len(text)), "ocr"))
    return _record(f"bao-cao-{quarter}-{year}.txt", text, facts, (citation,), sections, pages)


_MATTERS = (
    "Trạm bảo vệ thực vật đã cử cán bộ xuống từng xã hướng dẫn bà con ươm giống, làm đất đúng khung thời vụ.",
    "Các hộ nhận khoán đã phát dọn thực bì được 412 ha, bằng hai phần ba diện tích được giao từ đầu mùa.",
    "Lực lượng kiểm lâm phối hợp với dân quân các bản trực gác ngày đêm, không để xảy ra vụ cháy nào.",
    "Huyện Nậm Khao cấp 36.500 cây quế giống cho 215 hộ, tỷ lệ cây sống sau một tháng đạt 91,20%.",
    "Công tác tuyên truyền được đưa vào sinh hoạt của các chi hội, mỗi bản tổ chức ít nhất một buổi.",
    "Một số tuyến đường lâm sinh bị sạt lở sau mưa lớn, việc vận chuyển cây giống lên đồi còn chậm.",
)


def versions() -> tuple[Record, Record]:
    """A draft of six pages and its final form: a figure, some words, another spelling; the last matter stands first."""
    final = [matter.replace("412 ha", "430 ha").replace("ngày đêm", "cả ngày lẫn đêm") for matter in _MATTERS]
    final[3] = final[3].replace("91,20%", "91,2%")
    final[0], final[5] = f"{final[5]}\n{final[0]}", "Kiến nghị: không."
    return _version(1, _MATTERS), _version(2, tuple(final))


def _version(number: int, matters: tuple[str, ...]) -> Record:
    """One matter a page, each with twelve lines that are the same in both."""
    name = "dự thảo" if number == 1 else "chính thức"
    parts = [
        f"{matter}\n" + "\n".join(f"Tổ {group} bản {ban} đã nhận cây và ký sổ." for group in range(1, 13))
        for matter, ban in zip(matters, _BANS, strict=True)
    ]
    parts[0] = f"SỞ NÔNG NGHIỆP\nSố: {70 + number}/BC-SNN\nBÁO CÁO\nTrồng cây gây rừng, bản {name}\n{parts[0]}"
    text, pages = "", []
    for place, part in enumerate(parts, start=1):
        text += PAGE_BREAK if text else ""
        pages.append(Page(place, Span(len(text), len(text) + len(part))))
        text += part
    facts = {"number": (_read(text, f"{70 + number}/BC-SNN", f"{70 + number}/BC-SNN"),)}
    facts["title"] = (_read(text, title := f"Trồng cây gây rừng, bản {name}", title),)
    return _record(f"trong-rung-{number}.txt", text, facts, (), (), tuple(pages))


_BANS = ("Nà Khoang", "Pá Lắc", "Khuổi Chiêm", "Tân Vải", "Đồng Sung", "Huổi Hoài")


def hostile() -> Record:
    """A document that says nothing but HOSTILE, in its text and in its facts."""
    text = f"BÁO CÁO\n{HOSTILE}\nVốn đầu tư công.\n{HOSTILE}"
    facts = {
        "title": (_read(text, HOSTILE, HOSTILE),),
        "issuer": (Fact(HOSTILE, HOSTILE, 1, None, "printed"),),
        "signer": (replace(_read(text, HOSTILE, HOSTILE), doubt=HOSTILE),),
    }
    return _record("<b>\"tệp'.html", text, facts, (), (), (Page(1, Span(0, len(text))),))


def bare() -> Record:
    """A document of which nothing is known but its text."""
    return _record("ghi chép.txt", "Ghi chép cuộc họp về vốn đầu tư công.", {}, (), (), (Page(1, Span(0, 37)),))


def noted() -> Record:
    """A plan of two pages with a paragraph over the page's end, footnotes, a stamp, and citations of three sorts."""
    first = (
        "KẾ HOẠCH\nTrồng rừng phòng hộ năm 2024\nI. CĂN CỨ\n"
        "Thực hiện Kế hoạch số 77/KH-UBND ngày 05/01/2024 của UBND tỉnh, "
        "Tờ trình số …/TTr-SNN ngày 02/01/2024 và Báo cáo số 10/BC-STC ngày 06/3/2023 của Sở Tài chính.\nII. MỤC TIÊU\n"
        "Trồng mới 1.250 ha¹ rừng phòng hộ đầu nguồn,"
    )
    second = "chăm sóc 3.400 ha² rừng trồng các năm trước.\nĐắk Mốc là xã điểm của kế hoạch."
    body = f"{first} {second}"
    notes = ("Kể cả trồng lại.", "Không tính rừng đặc dụng.", "Ký bởi: Sở Nông nghiệp, 08:15 ngày 05/02/2024")
    text = body + PAGE_BREAK + f"¹ {notes[0]}\n² {notes[1]}\n{notes[2]}"
    spans = [Span(text.index(note), text.index(note) + len(note)) for note in notes]
    refs = [Span(text.index(mark), text.index(mark) + 1) for mark in "¹²"]
    cited = (
        ("Kế hoạch số 77/KH-UBND ngày 05/01/2024", "ke-hoach", "77/KH-UBND", "2024-01-05", None),
        ("Tờ trình số …/TTr-SNN ngày 02/01/2024", "to-trinh", "/TTr-SNN", "2024-01-02", None),
        ("Báo cáo số 10/BC-STC ngày 06/3/2023", "bao-cao", "10/BC-STC", "2023-03-06", "Sở Tài chính"),
    )
    citations = tuple(
        Citation(words, Span(text.index(words), text.index(words) + len(words)), "implements", *known)
        for words, *known in cited
    )
    starts = [text.index("I. CĂN CỨ"), text.index("II. MỤC TIÊU")]
    sections = (
        Section(1, "I.", "CĂN CỨ", Span(starts[0], starts[1])),
        Section(1, "II.", "MỤC TIÊU", Span(starts[1], len(body))),
    )
    pages = (Page(1, Span(0, len(first))), Page(2, Span(len(first) + 1, len(body)), "ocr", 0.61))
    facts = {
        "doc_type": (_read(text, "KẾ HOẠCH", "ke-hoach"),),
        "title": (_read(text, "Trồng rừng phòng hộ năm 2024", "Trồng rừng phòng hộ năm 2024"),),
    }
    record = _record("ke-hoach-trong-rung.docx", text, facts, citations, sections, pages)
    asides = (
        Aside("footnote", spans[0], 1, "1", refs[0]),
        Aside("footnote", spans[1], 2, "2", refs[1]),
        Aside("stamp", spans[2], 2),
    )
    return replace(record, document=replace(record.document, asides=asides))


def keep(root: Path, records: Iterable[Record], *, engine: str = "memory") -> list[str]:
    """Put documents with their originals into the archive at a root; their ids."""
    kept = list(records)
    with open_library(Config(root=root, engine=engine)) as library, library.writing() as writing:
        for record in kept:
            source = root / "handed-in"
            source.write_text(record.text, "utf-8")
            writing.files.keep(source, record.document.sha256, Sidecar(record.document.name, ADDED))
            source.unlink()
        writing.keep(kept)
    return [record.document.id for record in kept]


def _read(text: str, raw: str, value: str, *, page: int = 1) -> Fact:
    start = text.index(raw)
    return Fact(value, raw, page, Span(start, start + len(raw)), "printed", "rule")


def _record(
    name: str,
    text: str,
    facts: dict[str, tuple[Fact, ...]],
    citations: tuple[Citation, ...],
    sections: tuple[Section, ...],
    pages: tuple[Page, ...],
) -> Record:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    media_type = "text/html" if name.endswith("html") else "text/plain"
    document = Document(document_id(sha256), name, sha256, media_type, facts, citations, sections, pages)
    return Record(document, text, ADDED)
