"""Links are made only when exactly one document fits; series and similar texts come in a useful order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.cli.show import related_lines
from archive.errors import NotFoundError
from archive.library import Library
from archive.model import Citation, Document, Link, Part, Related, Span
from archive.related import group_links, mentions_of, related_documents
from archive.vocab import load_vocab
from tests.related_papers import COUNCIL, OURS, keep, open_papers

DISTRICT = "ubnd@van-linh.na-pheo"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_papers(tmp_path) as library:
        yield library


def cited(library: Library, document: Document) -> list[str | None]:
    """What each mention of a document resolves to."""
    links = related_documents(library, document.id).links
    return [link.document.id if link.document else None for link in links if link.direction == "cites"]


def test_a_citation_is_a_link_in_both_directions(library: Library) -> None:
    plan = keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach", issuer=OURS)
    text = "Thực hiện Kế hoạch số 15/KH-UBND ngày 18/01/2024 của Ủy ban nhân dân tỉnh Vân Lĩnh, các sở báo cáo."
    report = keep(library, text, doc_type="bao-cao", issuer=OURS)
    (link,) = related_documents(library, report.id).links
    assert (link.direction, link.relation, link.document) == ("cites", "implements", plan)
    (back,) = related_documents(library, plan.id).links
    assert (back.direction, back.relation, back.document) == ("cited_by", "implements", report)
    assert back.citation.text.startswith("Kế hoạch số 15/KH-UBND")


CITATIONS = [
    ("full", "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh Vân Lĩnh", True),
    ("issuer told by the place of the citing document", "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh", True),
    ("issuer named by the office that signs", "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của Chủ tịch UBND tỉnh", True),
    ("no issuer, same place", "Kế hoạch số 15/KH-UBND ngày 18/01/2024", True),
    ("day left blank", "Kế hoạch số 15/KH-UBND ngày … tháng 01 năm 2024", True),
    ("zeros before the number", "Kế hoạch số 015/KH-UBND ngày 18/01/2024", True),
    ("no date: the number comes back every year", "Kế hoạch số 15/KH-UBND của UBND tỉnh Vân Lĩnh", False),
    ("another day", "Kế hoạch số 15/KH-UBND ngày 19/01/2024 của UBND tỉnh Vân Lĩnh", False),
    ("another year", "Kế hoạch số 15/KH-UBND ngày 18/01/2023", False),
    ("another province", "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh Lào Cai", False),
    ("another level", "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND huyện Nà Pheo", False),
    ("another body", "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của Sở Nội vụ", False),
    ("another kind", "Công văn số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh Vân Lĩnh", False),
    ("another number", "Kế hoạch số 16/KH-UBND ngày 18/01/2024 của UBND tỉnh Vân Lĩnh", False),
    ("blank number", "Kế hoạch số …/KH-UBND ngày 18/01/2024 của UBND tỉnh Vân Lĩnh", False),
    ("bare number", "Kế hoạch số 15 ngày 18/01/2024 của UBND tỉnh Vân Lĩnh", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "linked"), [case[1:] for case in CITATIONS], ids=[case[0] for case in CITATIONS])
def test_a_link_needs_number_kind_issuer_and_date(library: Library, text: str, linked: bool) -> None:
    plan = keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach", issuer=OURS)
    report = keep(library, f"Thực hiện {text}, các sở báo cáo.", doc_type="bao-cao", issuer=OURS)
    assert cited(library, report) == [plan.id if linked else None]
    assert len(related_documents(library, plan.id).links) == linked


BOUND = "Nghị quyết số 15/NQ-HĐND ngày 18/01/2024 của Hội đồng nhân dân tỉnh Vân Lĩnh"


def bind(library: Library, text: str = "Tờ trình. Nghị quyết kèm theo.", **other: str) -> Document:
    """A file of two papers: a proposal and the resolution that `BOUND` cites."""
    facts = {"number": "3/TTr-UBND", "date": "2024-01-10", "doc_type": "to-trinh", "issuer": OURS} | other
    first = Part(Span(0, len(text) // 2), 1, "to-trinh", facts["number"])
    second = Part(Span(len(text) // 2, len(text)), 4, "nghi-quyet", "15/NQ-HĐND", "Về x", "2024-01-18", COUNCIL)
    return keep(library, text, (first, second), **facts)


def test_a_citation_of_a_paper_bound_behind_another_leads_to_it_and_back(library: Library) -> None:
    file = bind(library)
    report = keep(library, f"Thực hiện {BOUND}, các sở báo cáo.", doc_type="bao-cao", issuer=OURS)
    (link,) = related_documents(library, report.id).links
    assert (link.document, link.part) == (file, file.parts[1])
    (back,) = related_documents(library, file.id).links
    assert (back.direction, back.document, back.part) == ("cited_by", report, file.parts[1])
    shown = [line.strip() for line in related_lines(Related(links=(link,)), library.vocab)]
    assert shown[1].endswith("(Nghị quyết 15/NQ-HĐND, tr. 4)")


def test_a_bound_paper_of_another_day_or_body_is_not_the_cited_one(library: Library) -> None:
    bind(library)
    others = (BOUND.replace("18/01", "19/01"), BOUND.replace("Vân Lĩnh", "Hòa Đông"), BOUND.replace("15/", "16/"))
    assert [cited(library, keep(library, f"Thực hiện {text}.", issuer=OURS)) for text in others] == [[None]] * 3


def test_a_paper_with_a_file_of_its_own_goes_before_one_bound_behind_another(library: Library) -> None:
    bind(library)
    alone = keep(library, number="15/NQ-HĐND", date="2024-01-18", doc_type="nghi-quyet", issuer=COUNCIL)
    report = keep(library, f"Thực hiện {BOUND}.", issuer=OURS)
    assert cited(library, report) == [alone.id]


def test_a_paper_that_cites_another_in_its_own_file_leads_to_that(library: Library) -> None:
    file = bind(library, f"Trình {BOUND} như sau." + " Nội dung." * 20)
    (link,) = related_documents(library, file.id).links
    assert (link.document, link.part) == (file, file.parts[1])


def test_the_second_of_two_bound_papers_does_not_cite_itself(library: Library) -> None:
    file = bind(library, "Tờ trình." * 20 + f" Kèm theo {BOUND}.")
    assert cited(library, file) == [None]


def test_two_documents_of_one_number_make_no_link(library: Library) -> None:
    """A draft and the final paper carry the same number and date."""
    for title in ("Dự thảo kế hoạch", "Kế hoạch"):
        keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach", issuer=OURS, title=title)
    report = keep(library, "Thực hiện Kế hoạch số 15/KH-UBND ngày 18/01/2024.", issuer=OURS)
    assert cited(library, report) == [None]


def test_the_same_number_of_two_years_is_told_apart_by_the_date(library: Library) -> None:
    before = keep(library, number="01/NQ-CP", date="2023-01-06", doc_type="nghi-quyet", issuer="chinh-phu")
    after = keep(library, number="01/NQ-CP", date="2024-01-05", doc_type="nghi-quyet", issuer="chinh-phu")
    text = "Thực hiện Nghị quyết số 01/NQ-CP ngày 05/01/2024 và Nghị quyết số 01/NQ-CP ngày 06/01/2023 của Chính phủ."
    report = keep(library, text, issuer=OURS)
    assert cited(library, report) == [after.id, before.id]


def test_a_second_mention_takes_the_date_of_the_full_one(library: Library) -> None:
    resolution = keep(library, number="01/NQ-CP", date="2024-01-05", doc_type="nghi-quyet", issuer="chinh-phu")
    text = "Thực hiện Nghị quyết số 01/NQ-CP ngày 05/01/2024 của Chính phủ.\nTheo Nghị quyết 01/NQ-CP, các sở báo cáo."
    assert cited(library, keep(library, text, issuer=OURS)) == [resolution.id, resolution.id]


def test_a_number_with_its_year_needs_no_date(library: Library) -> None:
    decree = keep(library, number="30/2020/NĐ-CP", date="2020-03-05", doc_type="nghi-dinh", issuer="chinh-phu")
    assert cited(library, keep(library, "theo Nghị định số 30/2020/NĐ-CP", issuer=OURS)) == [decree.id]


def test_an_unnamed_issuer_of_another_place_makes_no_link(library: Library) -> None:
    keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach", issuer="ubnd@lao-cai")
    report = keep(library, "Thực hiện Kế hoạch số 15/KH-UBND ngày 18/01/2024.", issuer=OURS)
    assert cited(library, report) == [None]


def test_a_district_cites_its_province(library: Library) -> None:
    plan = keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach", issuer=OURS)
    text = "Thực hiện Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh."
    assert cited(library, keep(library, text, issuer=DISTRICT)) == [plan.id]


def test_a_document_without_a_known_issuer_is_no_target(library: Library) -> None:
    keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach")
    assert cited(library, keep(library, "Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh.", issuer=OURS)) == [None]


FOREST = "Trồng rừng phòng hộ đầu nguồn, khoán bảo vệ rừng tự nhiên, phòng cháy chữa cháy rừng mùa khô. "


def test_similar_texts_are_scored_against_the_document_itself(library: Library) -> None:
    own = keep(library, FOREST * 3, title="Trồng rừng")
    copy = keep(library, FOREST * 3, title="Trồng rừng")
    near = keep(library, FOREST + "Thu ngân sách, giải ngân vốn đầu tư công, cấp phép xây dựng. " * 3)
    keep(library, "Tổ chức thi tốt nghiệp trung học phổ thông. " * 3)
    similar = related_documents(library, own.id).similar
    assert [other.id for other, _ in similar] == [copy.id, near.id]
    assert similar[0][1] == pytest.approx(1.0)
    assert 0 < similar[1][1] < 1


def test_a_lone_document_has_nothing_beside_it(library: Library) -> None:
    related = related_documents(library, keep(library, FOREST).id)
    assert (related.links, related.series, related.similar) == ((), (), ())


def test_an_unknown_document_is_an_error(library: Library) -> None:
    with pytest.raises(NotFoundError):
        related_documents(library, "0" * 16)


def mention(number: str | None, dated: str | None = None, *, kind: str = "nghi-quyet", text: str = "x") -> Link:
    return Link("theo", "cites", Citation(text, Span(0, 1), "theo", kind, number, dated), None)


@pytest.mark.parametrize(
    ("links", "groups"),
    [
        ([mention("01/NQ-CP", "2024-01-05"), mention("02/NQ-CP"), mention("01/nq-cp")], [2, 1]),
        ([mention("01/NQ-CP", "2024-01-05"), mention("01/NQ-CP", "2023-01-06"), mention("01/NQ-CP")], [1, 1, 1]),
        ([mention("05/TU"), mention("05/TU", kind="ke-hoach")], [1, 1]),
        ([mention(None, text=name) for name in ("Luật Đất đai", "Luật  đất đai", "Luật Xây dựng")], [2, 1]),
    ],
    ids=["one number", "a number of two dates is two documents, whose a bare mention is none", "kinds", "laws by name"],
)  # fmt: skip
def test_mentions_of_a_document_that_is_not_here_go_together(links: list[Link], groups: list[int]) -> None:
    assert [len(group) for group in group_links(links)] == groups


def test_mentions_of_a_document_that_is_here_go_together_however_they_print_it(library: Library) -> None:
    plan = keep(library, number="15/KH-UBND", date="2024-01-18", doc_type="ke-hoach", issuer=OURS)
    text = "Thực hiện Kế hoạch số 15/KH-UBND ngày 18/01/2024 của UBND tỉnh. Theo Kế hoạch số 15/KH-UBND, đã làm."
    (group,) = group_links(related_documents(library, keep(library, text, issuer=OURS).id).links)
    assert [link.document.id for link in group if link.document] == [plan.id, plan.id]


def paper_of_the_day(library: Library, number: str, text: str = "Nội dung.", **values: str) -> str:
    given = {"date": "2024-12-10", "issuer": COUNCIL, "doc_type": "nghi-quyet", "number": number} | values
    return keep(library, text, **given).id


def test_a_batch_is_of_one_sitting_or_runs_on_in_numbers(library: Library) -> None:
    """The same body and day alone are no reason."""
    sitting = "được Hội đồng nhân dân tỉnh khóa XV, Kỳ họp thứ {} thông qua."
    own = paper_of_the_day(library, "45/NQ-HĐND", sitting.format("mười hai"))
    same = paper_of_the_day(library, "60/NQ-HĐND", sitting.format("12"))
    next_ = paper_of_the_day(library, "46/NQ-HĐND")
    after = paper_of_the_day(library, "47/NQ-HĐND")
    for number, values in (
        ("49/NQ-HĐND", {}),
        ("44/NQ-HĐND", {"date": "2024-12-11"}),
        ("44/NQ-HĐND", {"issuer": OURS}),
        ("44/BC-HĐND", {}),
        ("61/NQ-HĐND", {"text": sitting.format("mười một")}),
        ("62/NQ-HĐND", {"text": sitting.replace("Kỳ họp", "Kỳ họp chuyên đề").format("12")}),
    ):
        paper_of_the_day(library, number, **values)
    found = related_documents(library, own)
    assert [document.id for document in found.batch] == [same, next_, after]
    assert found.reasons[same][0] == ("session", "Kỳ họp thứ 12")
    assert found.reasons[next_][0] == ("consecutive", "46/NQ-HĐND")


def test_a_paper_without_its_day_has_no_batch(library: Library) -> None:
    paper_of_the_day(library, "46/NQ-HĐND", date="2024-12")
    own = paper_of_the_day(library, "45/NQ-HĐND", date="2024-12")
    assert related_documents(library, own).batch == ()


LONG = " ".join(f"Xã thứ {n} trồng {n * 7} ha rừng phòng hộ đầu nguồn, chăm sóc {n * 3} ha." for n in range(60))


@pytest.mark.parametrize(
    ("changed", "values", "reason"),
    [
        (LONG, {}, "copy"),
        (LONG + " Thêm một câu cuối.", {"draft": "yes"}, "draft"),
        (LONG[: len(LONG) * 3 // 4], {}, "version"),
        (LONG[: len(LONG) * 3 // 4], {"period": "2023"}, None),
        (LONG[: len(LONG) * 3 // 4], {"issuer": DISTRICT}, None),
        (LONG[: len(LONG) // 3], {}, None),
    ],
)
def test_copies_and_versions_are_told_by_their_words(
    library: Library, changed: str, values: dict[str, str], reason: str | None
) -> None:
    facts = {"title": "Trồng rừng", "issuer": OURS, "doc_type": "bao-cao", "period": "2024"}
    own, other = keep(library, LONG, **facts), keep(library, changed, **(facts | values))
    found = related_documents(library, own.id)
    assert other.id in [document.id for document, _ in found.similar]
    likeness = [code for code, _ in found.reasons.get(other.id, ()) if code not in ("previous", "year-before")]
    assert likeness == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Citation("", Span(0, 0), "", "nghi-quyet", "01/NQ-CP", "2024-01-05"), 2),
        (Citation("", Span(0, 0), "", "nghi-quyet", "01/NQ-CP"), 3),
        (Citation("", Span(0, 0), "", "ke-hoach", "01/NQ-CP"), 0),
        (Citation("", Span(0, 0), "", "nghi-quyet", "02/NQ-CP"), 0),
        (Citation("", Span(0, 0), ""), 0),
    ],
)
def test_who_cites_a_document_that_is_not_here(library: Library, wanted: Citation, found: int) -> None:
    """A mention of another date or kind is of another document; what is not printed is not held against it."""
    keep(library, "Thực hiện Nghị quyết số 01/NQ-CP ngày 05/01/2024 của Chính phủ.", issuer=OURS, date="2024-02-01")
    keep(library, "Theo Nghị quyết số 01/NQ-CP của Chính phủ.", issuer=OURS, date="2024-03-01")
    keep(library, "Theo Nghị quyết số 01/NQ-CP ngày 06/01/2023 của Chính phủ.", issuer=OURS)
    mentions = mentions_of(library, wanted)
    assert len(mentions) == found
    dates = [document.value("date") or "" for document, _ in mentions]
    assert dates == sorted(dates, reverse=True)


def test_a_body_named_in_short_is_that_of_the_citing_place(library: Library) -> None:
    """`UBND tỉnh` and the full name are one body; that of another province is another."""
    cite = "Thực hiện Kế hoạch số 15/KH-UBND ngày 18/01/2024 của {}."
    short, full, other = (
        keep(library, cite.format(body), issuer=issuer)
        for body, issuer in (
            ("UBND tỉnh", OURS),
            ("Ủy ban nhân dân tỉnh Vân Lĩnh", OURS),
            ("UBND tỉnh", "ubnd@lao-cai"),
        )
    )
    found = {
        paper.id: {document.id for document, _ in mentions_of(library, paper.citations[0], paper)}
        for paper in (short, full, other)
    }
    assert found == {short.id: {short.id, full.id}, full.id: {short.id, full.id}, other.id: {other.id}}


def test_the_command_line_says_relations_as_one_phrase() -> None:
    """`Thực hiện, căn cứ:` and no second capital within."""
    links = tuple(replace(mention("01/NQ-CP", "2024-01-05"), relation=name) for name in ("implements", "legal-basis"))
    lines = list(related_lines(Related(links), load_vocab()))
    assert next(line for line in lines if line.startswith("  ")).partition(":")[0] == "  Thực hiện, căn cứ"
