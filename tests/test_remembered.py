"""What is searched for as people remember and tell it: half a sentence, a body, a kind, a period in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from archive.config import Config
from archive.library import Library, open_library
from archive.search import search_documents
from tests.found import names, record


@pytest.fixture(params=["memory", "tantivy", "whoosh"])
def reports(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Papers that share their words: one has them in one sentence, the others in many; of two bodies and periods."""
    filler = "Nội dung khác của báo cáo được ghi tại đây, không liên quan. " * 8
    together = "Nghề nuôi cá lăng bằng lồng trên hồ cho thu nhập khá."
    said = "Sở Tài chính. Báo cáo tình hình ngân sách quý I năm 2025."
    apart = filler.join(
        ("Nuôi lồng. ", "Cá lăng, cá lăng. ", "Hồ và hồ. ", "Thu nhập thu nhập khá. Nuôi nuôi lồng lồng hồ.")
    )
    with open_library(Config(root=tmp_path, engine=request.param)) as library:
        with library.writing() as writable:
            writable.keep(
                [
                    record("together", f"{filler}{together}{filler}{filler}"),
                    record("apart", f"{apart}{filler}"),
                    record(
                        "finance", f"{said} {filler}", doc_type="bao-cao", issuer="so-tai-chinh@van-linh",
                        period="2025-Q1", date="2025-03-20",
                    ),
                    record(
                        "health", f"{said} {filler}", doc_type="ke-hoach",
                        issuer="so-y-te@van-linh", period="2024-Q1", date="2024-03-20",
                    ),
                ]
            )  # fmt: skip
        yield library


@pytest.mark.parametrize("typed", ["lồng cá thu nhập khá hồ", "ho long ca lang thu nhap"])
def test_a_sentence_half_remembered_is_found_by_its_words_in_one_place(reports: Library, typed: str) -> None:
    """In whatever order; another paper has each of them more often."""
    assert names(search_documents(reports, typed))[:2] == ["together", "apart"]
    assert names(search_documents(reports, typed, order="oldest")) != names(search_documents(reports, typed))


def test_pages_of_hits_put_in_order_again_are_parts_of_one_list(reports: Library) -> None:
    whole = names(search_documents(reports, "lồng cá thu nhập khá hồ báo cáo"))
    pages = [names(search_documents(reports, "lồng cá thu nhập khá hồ báo cáo", offset=at, limit=1)) for at in range(4)]
    assert [name for page in pages for name in page] == whole


def test_facts_told_in_words_bring_the_paper_first(reports: Library) -> None:
    """Body, kind and period are the paper's own; another has the same words in its text."""
    assert names(search_documents(reports, "báo cáo quý I năm 2025 của Sở Tài chính"))[0] == "finance"
    assert names(search_documents(reports, "bao cao quy 1/2025 so tai chinh"))[0] == "finance"


@pytest.mark.parametrize("typed", ["báo cáo quý I năm 2025 của STC", "bao cao stc quy 1/2025", "STC"])
def test_the_short_name_of_a_body_is_asked_for_in_full(reports: Library, typed: str) -> None:
    results = search_documents(reports, typed)
    assert names(results)[0] == "finance"
    assert [form for _, form in results.expanded] == ["Sở Tài chính"]
    assert not search_documents(reports, typed, expand=False).expanded


def test_a_quarter_told_from_today_is_asked_for_beside_its_words(reports: Library, tmp_path: Path) -> None:
    """In a request; and switched off with the abbreviations."""
    year, quarter = divmod(datetime.now().astimezone().year * 4 + (datetime.now().astimezone().month - 1) // 3 - 1, 4)
    said = "Báo cáo tình hình thu ngân sách."
    with reports.writing() as writable:
        writable.keep(
            [
                record("older", said, doc_type="bao-cao", period=f"{year - 1}-Q{quarter + 1}"),
                record(
                    "last", f"{said} Nội dung khác của báo cáo.", doc_type="bao-cao", period=f"{year}-Q{quarter + 1}"
                ),
            ]
        )
    for typed in ("báo cáo quý trước thu ngân sách", "bao cao quy truoc thu ngan sach"):
        assert names(search_documents(reports, typed))[0] == "last"
        assert names(search_documents(reports, typed, require_all=True)) == ["last"]
    assert names(search_documents(reports, "báo cáo quý trước thu ngân sách", expand=False))[0] == "older"


def test_this_year_in_a_sentence_stays_as_typed_and_the_year_only_ranks(reports: Library) -> None:
    results = search_documents(reports, "năm nay nuôi cá lăng")
    assert results.repaired is None
    assert [typed for typed, _ in results.expanded] == ["năm nay"]


def test_a_year_told_from_today_is_named_and_said(reports: Library) -> None:
    year = datetime.now().astimezone().year - 1
    results = search_documents(reports, "báo cáo năm ngoái")
    assert results.repaired == f"báo cáo năm {year}"
    assert search_documents(reports, "báo cáo năm ngoái", exact=True).repaired is None


def test_an_abbreviation_stands_close_in_full(tmp_path: Path) -> None:
    """`KT-XH` is there where its words are, and not where only the period is."""
    filler = "Nội dung khác được ghi tại đây. " * 8
    with open_library(Config(root=tmp_path)) as library:
        with library.writing() as writable:
            writable.keep(
                [
                    record("other", f"Công tác tổ chức 6 tháng đầu năm 2023. 6 tháng đầu năm 2023. {filler}"),
                    record("asked", f"{filler} Tình hình kinh tế - xã hội 6 tháng đầu năm 2023. {filler}"),
                ]
            )
        assert names(search_documents(library, "KT-XH 6 tháng đầu năm 2023"))[0] == "asked"
