"""Papers of one series: which stands before and after, of one subject, and why each stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.library import Library
from archive.related import related_documents
from tests.related_papers import COUNCIL, OURS, keep, open_papers


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_papers(tmp_path) as library:
        yield library


def quarter(library: Library, period: str, *, issuer: str = OURS, title: str = "Tình hình kinh tế - xã hội") -> str:
    return keep(library, doc_type="bao-cao", issuer=issuer, period=period, title=f"{title} {period}").id


def test_the_series_begins_with_the_period_before_the_one_after_and_last_year(library: Library) -> None:
    ids = {period: quarter(library, period) for period in ("2022-Q2", "2023-Q1", "2023-Q3", "2023-Q4", "2024-Q2")}
    own = quarter(library, "2024-Q1")
    quarter(library, "2024-03")
    quarter(library, "2024-Q1", issuer=COUNCIL)
    quarter(library, "2024-Q2", title="Phòng, chống lụt bão và tìm kiếm cứu nạn")
    series = [other.id for other in related_documents(library, own).series]
    assert series == [ids[period] for period in ("2023-Q4", "2024-Q2", "2023-Q1", "2023-Q3", "2022-Q2")]


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (["2024-Q3"], {"2024-Q3": "nearest-after"}),
        (["2024-Q2", "2024-Q3"], {"2024-Q2": "next", "2024-Q3": "other-period"}),
        (["2023-Q2"], {"2023-Q2": "nearest-before"}),
        (["2023-Q1"], {"2023-Q1": "year-before"}),
        (["2021-Q4"], {"2021-Q4": "other-period"}),
    ],
)
def test_only_the_period_beside_it_is_the_one_before_or_after(
    library: Library, others: list[str], told: dict[str, str]
) -> None:
    ids = {quarter(library, period): period for period in others}
    reasons = related_documents(library, quarter(library, "2024-Q1")).reasons
    assert {ids[name]: why[0][0] for name, why in reasons.items()} == told


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Tình hình thực hiện kế hoạch phát triển kinh tế - xã hội {} và nhiệm vụ trọng tâm {}", True),
        ("Tình hình kinh tế - xã hội, quốc phòng - an ninh {}", True),
        ("Kết quả giải ngân kế hoạch vốn đầu tư công {} và giải pháp thúc đẩy giải ngân trong {}", False),
        ("Tình hình thực hiện kế hoạch vốn đầu tư công {} và nhiệm vụ trọng tâm {}", False),
        ("Tình hình thực hiện nhiệm vụ {}", False),
    ],
)
def test_a_series_is_of_one_subject_whatever_formulas_stand_around_it(
    library: Library, title: str, *, same: bool
) -> None:
    own = (
        "Tình hình thực hiện kế hoạch phát triển kinh tế - xã hội quý I năm 2024 và nhiệm vụ trọng tâm quý II năm 2024"
    )
    before, after = "quý I năm 2023", "quý II năm 2023"
    other = keep(library, doc_type="bao-cao", issuer=OURS, period="2023-Q1", title=title.format(before, after))
    report = keep(library, doc_type="bao-cao", issuer=OURS, period="2024-Q1", title=own)
    assert [document.id for document in related_documents(library, report.id).series] == ([other.id] if same else [])


def test_another_paper_of_the_same_period_is_no_other_period(library: Library) -> None:
    quarter(library, "2024-Q1")
    assert related_documents(library, quarter(library, "2024-Q1")).series == ()


def test_the_series_keeps_to_the_limit(library: Library) -> None:
    for year in range(2010, 2024):
        quarter(library, f"{year}-Q1")
    assert len(related_documents(library, quarter(library, "2024-Q1"), limit=3).series) == 3


def test_a_document_without_a_period_has_no_series(library: Library) -> None:
    keep(library, doc_type="bao-cao", issuer=OURS, title="Báo cáo")
    assert related_documents(library, keep(library, doc_type="bao-cao", issuer=OURS).id).series == ()


def test_every_row_of_a_series_says_why_it_stands_there(library: Library) -> None:
    ids = {period: quarter(library, period) for period in ("2022-Q2", "2023-Q1", "2023-Q3", "2023-Q4", "2024-Q2")}
    reasons = related_documents(library, quarter(library, "2024-Q1")).reasons
    series = ("previous", "next", "year-before", "other-period")
    told = {name: [why for why in reasons[name] if why[0] in series] for name in reasons}
    assert told == {
        ids["2023-Q4"]: [("previous", "2023-Q4")],
        ids["2024-Q2"]: [("next", "2024-Q2")],
        ids["2023-Q1"]: [("year-before", "2023-Q1")],
        ids["2023-Q3"]: [("other-period", "2023-Q3")],
        ids["2022-Q2"]: [("other-period", "2022-Q2")],
    }
