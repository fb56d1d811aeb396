"""Several papers bound in one file: told apart, found by their numbers, shown, and joined again by a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.check import check_archive
from archive.correct import accept_document, begin_paper, correct_document, withdraw_corrections
from archive.errors import CorrectionError
from archive.library import Library
from archive.model import Document, Hit, Span
from archive.rebuild import rebuild_index
from archive.search import search_documents
from archive.store.corrections import key_of_part
from archive.suggest import suggest
from archive.ui.asked import Asked
from archive.ui.panels import parts_data
from archive.ui.results import hits_html
from archive.ui.sheet import Ruler
from tests.papers import REPORT, add, only_id, open_archive

DECISION = REPORT.replace("BÁO CÁO\nVề {subject}", "QUYẾT ĐỊNH\nVề việc giao {subject}").replace("BC-", "QĐ-")
FILE = "\n".join(
    (
        REPORT.format(serial=52, subject="trồng rừng", mark=""),
        "\f",
        DECISION.format(serial=61, subject="chỉ tiêu trồng rừng", mark="").replace("ngày 15", "ngày 18"),
        "\f",
        DECISION.format(serial=62, subject="dự toán chăm sóc rừng", mark=""),
    )
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_archive(tmp_path) as library:
        yield library


@pytest.fixture
def bound(library: Library, tmp_path: Path) -> Document:
    path = tmp_path / "in" / "ba văn bản.txt"
    path.parent.mkdir()
    path.write_text(FILE, "utf-8")
    return library.catalogue.get(only_id(add(library, path)))


def test_each_part_tells_what_its_own_head_says(bound: Document) -> None:
    assert [(part.number, part.date, part.doc_type, part.page) for part in bound.parts] == [
        ("52/BC-UBND", "2024-03-15", "bao-cao", 1),
        ("61/QĐ-UBND", "2024-03-18", "quyet-dinh", 2),
        ("62/QĐ-UBND", "2024-03-15", "quyet-dinh", 3),
    ]
    assert {part.issuer for part in bound.parts} == {bound.value("issuer")}


@pytest.mark.parametrize(("typed", "numbers"), [("62", ["62/QĐ-UBND"]), ("61/qd", ["61/QĐ-UBND"]), ("63", [])])
def test_the_number_of_a_part_is_suggested(library: Library, bound: Document, typed: str, numbers: list[str]) -> None:
    found = suggest(library, typed)
    assert [suggestion.text for suggestion in found if suggestion.kind == "number"] == numbers


def test_the_same_signature_on_every_page_is_no_running_foot(bound: Document) -> None:
    assert (bound.value("signer"), bound.value("signer_position")) == ("Lò Văn Thạch", "Chủ tịch")
    assert bound.asides == ()


def test_a_heading_reaches_no_further_than_its_paper(bound: Document) -> None:
    ends = [part.span.end for part in bound.parts]
    for section in bound.sections:
        assert section.span.end <= next(end for end in ends if section.span.start < end)


@pytest.mark.parametrize("asked", ["61/QĐ-UBND", "số 61/QĐ-UBND", "quyết định 61", "61/QĐ-UBND năm 2024"])
def test_a_bound_paper_is_found_by_its_number_before_what_cites_it(
    library: Library, bound: Document, tmp_path: Path, asked: str
) -> None:
    citing = REPORT.format(serial=70, subject="kiểm tra", mark="").replace(
        "Nghị quyết số 09/NQ-HĐND", "Quyết định số 61/QĐ-UBND"
    )
    path = tmp_path / "in" / "viện dẫn.txt"
    path.write_text(citing, "utf-8")
    add(library, path)
    assert search_documents(library, asked).hits[0].document.id == bound.id


def test_a_bound_paper_is_found_by_its_subject(library: Library, bound: Document) -> None:
    hit = search_documents(library, "Quyết định về việc giao chỉ tiêu trồng rừng quý I năm 2024").hits[0]
    assert hit.document.id == bound.id


def test_a_hit_leads_to_the_bound_paper_that_was_asked_for(library: Library, bound: Document) -> None:
    (hit,) = search_documents(library, "quyết định 61/QĐ-UBND").hits
    shown = str(hits_html(Asked.parse({"q": ("quyết định 61/QĐ-UBND",)}), (hit,), library.vocab.label))
    assert f"vt={bound.parts[1].span.start + 1}" in shown
    assert "Trong tệp này có Quyết định 61/QĐ-UBND" in shown
    other = str(hits_html(Asked.parse({"q": ("1/QĐ-UBND",)}), (Hit(bound, 1.0),), library.vocab.label))
    assert "Trong tệp này" not in other


def test_the_reader_lists_the_papers(library: Library, bound: Document) -> None:
    rows = parts_data(bound, library.vocab.label, Ruler(()))
    assert [row["title"] for row in rows] == ["Báo cáo 52/BC-UBND", "Quyết định 61/QĐ-UBND", "Quyết định 62/QĐ-UBND"]
    assert [row["start"] for row in rows] == [part.span.start for part in bound.parts]
    assert str(rows[1]["about"]).startswith("18/03/2024 · ")


class TestJoined:
    def test_a_part_that_is_none_goes_to_the_paper_before_it(self, library: Library, bound: Document) -> None:
        first, second, third = bound.parts
        joined = accept_document(library, bound.id, {"parts": key_of_part(third)})
        assert [part.number for part in joined.parts] == [first.number, second.number]
        assert joined.parts[1].span == Span(second.span.start, third.span.end)
        assert search_documents(library, 'số:"62/QĐ-UBND"').total == 0

    def test_what_is_left_alone_is_one_document(self, library: Library, bound: Document) -> None:
        accept_document(library, bound.id, {"parts": key_of_part(bound.parts[1])})
        assert correct_document(library, bound.id, {"parts": key_of_part(bound.parts[2])}).parts == ()

    def test_it_stays_through_a_rebuild_and_can_be_taken_back(self, library: Library, bound: Document) -> None:
        for part in bound.parts[1:]:
            correct_document(library, bound.id, {"parts": key_of_part(part)})
        list(rebuild_index(library.config))
        with open_archive(library.config.root) as rebuilt:
            assert rebuilt.catalogue.get(bound.id).parts == ()
            assert check_archive(rebuilt).problems == ()
            assert withdraw_corrections(rebuilt, bound.id, ["parts"]).parts == bound.parts


@pytest.fixture
def with_draft(library: Library, tmp_path: Path) -> Document:
    """A report with the draft of a decision behind it, which has no number and no day: the rules see one paper."""
    path = tmp_path / "in" / "kèm dự thảo.txt"
    path.parent.mkdir()
    draft = DECISION.format(serial=61, subject="chỉ tiêu trồng rừng", mark="").replace("61/", "      /")
    draft = draft.replace("ngày 15 tháng 3", "ngày     tháng   ")
    path.write_text(f"{REPORT.format(serial=52, subject='trồng rừng', mark='')}\n\f\n{draft}", "utf-8")
    return library.catalogue.get(only_id(add(library, path)))


class TestBegun:
    def test_a_person_says_on_which_page_a_further_paper_begins(self, library: Library, with_draft: Document) -> None:
        assert with_draft.parts == ()
        first, second = begin_paper(library, with_draft.id, 2).parts
        assert (first.number, second.number, second.doc_type, second.page) == ("52/BC-UBND", None, "quyet-dinh", 2)
        assert second.span.start == with_draft.pages[1].span.start

    def test_it_stays_through_a_rebuild_until_a_person_joins_them_again(
        self, library: Library, with_draft: Document
    ) -> None:
        parts = begin_paper(library, with_draft.id, 2).parts
        list(rebuild_index(library.config))
        with open_archive(library.config.root) as rebuilt:
            assert rebuilt.catalogue.get(with_draft.id).parts == parts
            assert correct_document(rebuilt, with_draft.id, {"parts": key_of_part(parts[1])}).parts == ()
            assert begin_paper(rebuilt, with_draft.id, 2).parts == parts, "the last word counts"
            assert withdraw_corrections(rebuilt, with_draft.id, ["parts"]).parts == ()

    def test_what_is_confirmed_of_the_first_paper_stays(self, library: Library, with_draft: Document) -> None:
        correct_document(library, with_draft.id, {"signer": "Lò Văn Tĩnh"})
        assert begin_paper(library, with_draft.id, 2).value("signer") == "Lò Văn Tĩnh"

    @pytest.mark.parametrize("page", [0, 1, 3, -2])
    def test_a_page_that_is_none_or_the_first_is_told(self, library: Library, with_draft: Document, page: int) -> None:
        with pytest.raises(CorrectionError, match="2 trang"):
            begin_paper(library, with_draft.id, page)

    def test_what_has_begun_does_not_begin_again(self, library: Library, bound: Document) -> None:
        with pytest.raises(CorrectionError, match="Trang 3"):
            begin_paper(library, bound.id, 3)

    def test_it_is_not_said_among_facts(self, library: Library, with_draft: Document) -> None:
        """There the file would not be read anew."""
        with pytest.raises(CorrectionError, match="--begins"):
            correct_document(library, with_draft.id, {"parts": "trang 2"})
