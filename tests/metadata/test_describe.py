"""The record of a paper as a whole: every field, every evidence, on any text, in no time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.metadata import describe
from archive.model import FIELDS, PAGE_BREAK, Document, Fact
from archive.text.normal import clean_text
from tests.metadata.papers import CLOSING, MOTTO, NATION, extracted, paper, read, vocab

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "data" / "seeds"


def facts_of(document: Document) -> Iterator[tuple[str, Fact]]:
    for field, facts in document.facts.items():
        for fact in facts:
            yield field, fact


def check(document: Document, text: str) -> None:
    """What holds of every record."""
    assert tuple(document.facts) == FIELDS
    for field, fact in facts_of(document):
        assert fact.value is None or fact.value.strip() == fact.value != "", field
        assert fact.value is not None or fact.status in ("absent", "blank", "illegible"), field
        assert fact.status not in ("inferred", "partial") or fact.doubt or field == "language", field
        if fact.span is not None:
            assert 0 <= fact.span.start < fact.span.end <= len(text), field
            printed = text[fact.span.start : fact.span.end]
            assert fact.raw == printed or set(str(fact.raw).split()) <= set(printed.split()), field
            assert fact.page == document.page_at(fact.span.start), field


def test_a_whole_paper() -> None:
    text = paper()
    document = read(text)
    check(document, text)
    assert {field: fact.value for field, fact in facts_of(document) if field != "recipients"} == {
        "doc_type": "bao-cao",
        "number": "43/BC-UBND",
        "symbol": "BC-UBND",
        "date": "2021-06-09",
        "place": "Vân Lĩnh",
        "issuer": "ubnd@van-linh",
        "issuer_parent": None,
        "title": "Kết quả kinh tế - xã hội tháng 05 năm 2021",
        "signer": "Hoàng Văn Thạch",
        "signer_position": "Chủ tịch",
        "authority_chain": "TM.",
        "period": "2021-05",
        "urgency": None,
        "secrecy": None,
        "draft": None,
        "language": "vi",
    }
    assert document.doubts == ()
    assert document.id == "0" * 16
    assert [citation.number for citation in document.citations] == ["77/QĐ-UBND"]
    assert [section.label for section in document.sections][:1] == ["I."]


def test_facts_know_their_page() -> None:
    text = paper(body="I. KẾT QUẢ\nLúa tốt.", closing="").rstrip() + PAGE_BREAK + CLOSING
    document = read(text)
    check(document, text)
    assert document.fact("number").page == 1
    assert document.fact("signer").page == 2


def test_on_a_scan_number_and_day_are_doubtful_and_nothing_else_is_lost() -> None:
    document = read(paper(), source="ocr")
    assert {"number", "date"} <= set(document.doubts)
    assert document.value("title") == "Kết quả kinh tế - xã hội tháng 05 năm 2021"


def test_a_web_page_has_menus_before_and_after_the_paper() -> None:
    menus = "Trang chủ\nVăn bản\nSố hiệu: 43/BC-UBND\nNgười ký: Ai Đó\n1. Tra cứu\n" * 20
    text = f"{menus}{paper()}\nLưu trữ\nGhi chú\nTrang chủ\n"
    document = read(text, media_type="text/html")
    check(document, text)
    assert document.value("issuer") == "ubnd@van-linh"
    assert document.value("signer") == "Hoàng Văn Thạch"
    assert document.doubts == ()


def test_forms_with_letterheads_behind_the_paper_change_nothing() -> None:
    form = f"Mẫu 1\nTÊN CƠ QUAN   {NATION}\nSố: …/GM-…   {MOTTO}\n……, ngày … tháng … năm …\nGIẤY MỜI\n{CLOSING}"
    alone, followed = read(paper()), read(f"{paper()}\n\n{form}")
    for field in FIELDS:
        assert [fact.value for fact in followed.facts[field]] == [fact.value for fact in alone.facts[field]], field


def test_the_vocabulary_is_the_only_source_of_codes() -> None:
    document = read(paper())
    assert vocab().label("doc_type", str(document.value("doc_type"))) == "Báo cáo"
    assert vocab().label("issuer", str(document.value("issuer"))) == "Ủy ban nhân dân tỉnh Vân Lĩnh"


PIECES = st.sampled_from(
    [
        *paper().split("\n"),
        "Số:",
        "Số: /",
        "số 12/QĐ",
        "ngày tháng năm",
        "TM.",
        "KT.",
        "TL. ",
        "T/M",
        "Nơi nhận:",
        "- Lưu",
        "./.",
        "*",
        "-----",
        "V/v",
        "Kính gửi:",
        "Phụ lục I",
        "SAO Y",
        "ĐẾN",
        "MẬT",
        "\f",
        "   ",
        "\t",
        "",
        "Điều 1.",
        "QUYẾT ĐỊNH",
        "(",
        "…/…",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["\n", "   ", " ", "\t", "\n\n", ""]))
def test_any_mixture_of_its_lines_gives_a_sound_record(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    check(read(text), text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_sound_record(text: str) -> None:
    clean = clean_text(text)
    check(read(clean), clean)


HOSTILE = [
    " ",
    "\t",
    "\n",
    "-",
    "*",
    "=",
    ".",
    "…",
    "/",
    "A ",
    "Số: ",
    "Số",
    "ngày ",
    "ngày 1 tháng 1 năm ",
    "1/",
    "12-",
    "TM. ",
    "KT. CHỦ TỊCH ",
    "Q. ",
    "CHỦ TỊCH ",
    "Nơi nhận:\n",
    "- ",
    "Lò Văn Ún ",
    "BÁO CÁO ",
    "BÁO CÁO\n",
    "ỦY BAN NHÂN DÂN ",
    "của ",
    "Căn cứ ",
    "V/v ",
    "Trên đây là ",
    "Điều 1. A\n",
    "[",
    "( ",
    "UBND tỉnh ",
    "tỉnh Vân Lĩnh ",
    "Ban hành kèm theo ",
    "CỘNG HÒA XÃ HỘI ",
    "quý I ",
    "thông qua tại ",
    "   x",
    "\tx",
    "I. TÌNH HÌNH ",
    "Vân - ",
    "A.B",
    "ĐẾN\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_repetitions_end(unit: str) -> None:
    """A pattern that backtracks would hang here."""
    text = "BÁO CÁO\n" + unit * 20_000
    check(read(text), text)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real documents are not on this machine")
def test_real_documents_give_sound_records() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        text = clean_text(path.read_text("utf-8"))
        document = describe(replace(extracted(text), name=path.name), vocab())
        check(document, text)
        assert document.value("signer") is not None
        assert not re.search(r"\d", str(document.value("signer")))
