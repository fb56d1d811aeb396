"""Why a document was found: the same for every engine, read from its text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.config import Config
from archive.errors import NotFoundError
from archive.explain import Explanation, Reason, explain_hit, suggest_spellings
from archive.library import Library, open_library
from archive.search import search_documents
from tests.found import record

REPORT = record(
    "report", "BÁO CÁO\nTình hình giải ngân vốn đầu tư công quý I năm 2024 của UBND tỉnh Vân Lĩnh",
    "Giải ngân vốn đầu tư công đạt 6.784 triệu đồng. Công tác giải phóng mặt bằng chậm. Vốn đầu tư công còn thiếu.",
    number="52/BC-UBND", date="2024-04-05", doc_type="bao-cao", issuer="Ủy ban nhân dân tỉnh Vân Lĩnh",
    period="2024-Q1",
    title="Tình hình giải ngân vốn đầu tư công quý I năm 2024",
)  # fmt: skip
OTHERS = tuple(record(f"n{at}", "Trồng rừng phòng hộ; ngân sách; chăn nuôi trâu bò ở các xã.") for at in range(6))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Config(root=tmp_path_factory.mktemp("archive"), engine="memory")) as library:
        with library.writing() as writable:
            writable.keep((REPORT, *OTHERS))
        yield library


APART = [
    ("word", "chậm vốn", {"body": 1}),
    ("word", "giải", {"title": 1, "body": 3}),
    ("word", "thiếu", {"body": 1}),
]


def told(explanation: Explanation) -> list[tuple[str, str, dict[str, int]]]:
    return [(reason.kind, reason.asked, dict(reason.places)) for reason in explanation.reasons]


@pytest.mark.parametrize(
    ("typed", "reasons", "missing"),
    [
        ("vốn đầu tư công", [("word", "vốn đầu tư công", {"title": 1, "body": 3})], ()),
        ("mặt bằng chăn nuôi", [("word", "mặt bằng", {"body": 1})], ("chăn", "nuôi")),
        ("52/BC-UBND", [("number", "52/BC-UBND", {"own_number": 1})], ()),
        (
            "báo cáo 52bcubnd",
            [
                ("number", "52/BC-UBND", {"own_number": 1}),
                ("told", "báo cáo", {"fact": 1}),
                ("word", "báo cáo", {"body": 1}),
            ],
            (),
        ),
        (
            "công chậm vốn thiếu giải",
            [("close", "5/5", {"body": 1}), *APART, ("word", "công", {"title": 1, "body": 4})],
            (),
        ),
        ("chậm vốn trâu giải bò thiếu", [("close", "4/6", {"body": 1}), *APART], ("trâu", "bò")),
        ("chậm vốn trâu bò xã giải", APART[:2], ("trâu", "bò", "xã")),
        ("6784 triệu", [("figure", "6784", {"body": 1}), ("word", "triệu", {"body": 1})], ()),
        ("6.785 đồng", [("word", "đồng", {"body": 1})], ("6.785",)),
        ('"đầu tư công"', [("phrase", "đầu tư công", {"title": 1, "body": 3})], ()),
        ('"chậm đạt"~20', [("near", "chậm đạt", {"body": 1})], ()),
        ('"tác bằng"~3', [("near", "tác bằng", {"body": 1})], ()),
        ('"tác bằng"~2', [], ("tác bằng",)),
        ("gi*", [("prefix", "gi*", {"body": 3})], ()),
        ("giai", [("word", "giai", {"title": 1, "body": 3})], ()),
        ("vón", [("word", "vón", {"title": 1, "bare": 3})], ()),
        ("rừng OR vốn", [("word", "vốn", {"title": 1, "body": 3})], ()),
        ("trâu OR bò", [], ("trâu", "bò")),
        ("vốn -rừng", [("word", "vốn", {"title": 1, "body": 3})], ()),
        ("năm: 2024", [("filter", "2024", {"fact": 1})], ()),
        ("", [], ()),
    ],
)
def test_reasons(
    library: Library, typed: str, reasons: list[tuple[str, str, dict[str, int]]], missing: tuple[str, ...]
) -> None:
    explanation = explain_hit(library, typed, "report")
    assert (told(explanation), explanation.missing) == (reasons, missing)


def test_a_whole_subject_stands_before_its_words(library: Library) -> None:
    explanation = explain_hit(library, "tinh hinh giai ngan von dau tu cong quy i nam 2024", "report", exact=True)
    assert explanation.reasons[0].kind == "subject"


def test_an_abbreviation_is_told_with_its_other_form(library: Library) -> None:
    explanation = explain_hit(library, "GPMB", "report")
    assert explanation == Explanation((Reason("short", "Giải phóng mặt bằng", (("body", 1),), "GPMB"),))
    assert explain_hit(library, "GPMB", "report", expand=False) == Explanation((), ("GPMB",))


def test_a_repair_is_told_with_what_was_typed(library: Library) -> None:
    explanation = explain_hit(library, "chồng rừng phòng hộ", "n0")
    assert explanation.reasons == (Reason("word", "trồng rừng phòng hộ", (("body", 1),), "chồng rừng phòng hộ"),)


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("bao cao cua ubnd tinh van linh", {("issuer", "tỉnh vân lĩnh"), ("doc_type", "báo cáo")}),
        ("báo cáo quý I năm 2024", {("doc_type", "báo cáo"), ("period", "Quý I/2024")}),
        ("tỉnh khác báo cáo quý II năm 2024", {("doc_type", "báo cáo")}),
    ],
)
def test_facts_told_in_ordinary_words_are_reasons(library: Library, typed: str, facts: set[tuple[str, str]]) -> None:
    reasons = explain_hit(library, typed, "report").reasons
    assert {(reason.field, reason.asked) for reason in reasons if reason.kind == "told"} == facts


def test_a_field_comes_last_and_is_named(library: Library) -> None:
    last = explain_hit(library, "loại: báo cáo; vốn", "report").reasons[-1]
    assert (last.kind, last.field) == ("filter", "doc_type")


def test_an_unknown_document_is_an_error(library: Library) -> None:
    with pytest.raises(NotFoundError):
        explain_hit(library, "vốn", "nowhere")


def test_a_search_that_found_nothing_has_spellings_to_offer(library: Library) -> None:
    assert search_documents(library, "phòngg").total == 0
    assert suggest_spellings(library, "phòngg AND rừng") == (("phòngg", ("phòng", "phóng")),)
    assert suggest_spellings(library, "phòngg") == (("phòngg", ("phòng", "phóng")),)
