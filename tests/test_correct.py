"""What people say: accepted, taken back, said of several documents at once; always beside the original first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.correct import (
    accept_document,
    correct_alike,
    correct_document,
    correct_documents,
    find_alike,
    withdraw_corrections,
)
from archive.errors import CorrectionError, NotFoundError, ReadError
from archive.library import Library
from archive.model import Document, Fact, Reread
from archive.rebuild import rebuild_index
from archive.review import find_neighbours, read_queue
from archive.search import search_documents
from tests.papers import add, only_id, open_archive, write_report

NAMELESS = """\
HỘI ĐỒNG TƯ VẤN LÂM NGHIỆP
Số: {serial}/BC-HĐTV

BÁO CÁO
Về {subject} năm 2024

I. Kết quả
Toàn tỉnh trồng mới {serial}00 ha rừng, đạt 61,5% kế hoạch.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_archive(tmp_path) as library:
        yield library


def nameless(library: Library, serial: int) -> str:
    """A paper without a day, by a body no vocabulary knows."""
    path = library.config.root / f"{serial}.txt"
    path.write_text(NAMELESS.format(serial=serial, subject="trồng rừng"), "utf-8")
    return only_id(add(library, path))


def scanned(library: Library) -> str:
    """A report whose number and symbol were read from an image, wrongly."""
    name = only_id(add(library, write_report(library.config.root / "in", 52)))
    with library.writing() as writing:
        (record,) = writing.catalogue.records((name,))
        wrong = {
            "number": (replace(record.document.fact("number"), value="12/BC-UBNO", doubt="mờ"),),
            "symbol": (replace(record.document.fact("symbol"), value="BC-UBNO", doubt="mờ"),),
        }
        writing.keep((replace(record, document=replace(record.document, facts={**record.document.facts, **wrong})),))
    return name


class TestAccept:
    def test_what_was_doubtful_is_confirmed_and_the_paper_leaves_the_queue(self, library: Library) -> None:
        name = nameless(library, 4)
        doubts = library.catalogue.get(name).doubts
        assert "date" in doubts
        assert [waiting.document.id for waiting in read_queue(library).waiting] == [name]
        accepted = accept_document(library, name)
        assert accepted.doubts == ()
        assert {accepted.fact(field).status for field in doubts} == {"confirmed"}
        assert accepted.reviewed is not None
        assert read_queue(library).total == 0

    def test_a_correction_goes_along(self, library: Library) -> None:
        name = nameless(library, 4)
        accepted = accept_document(library, name, {"date": "21/3/2024"})
        assert (accepted.value("date"), accepted.fact("date").status) == ("2024-03-21", "corrected")
        assert read_queue(library).total == 0

    def test_a_wrong_value_changes_nothing(self, library: Library) -> None:
        name = nameless(library, 4)
        with pytest.raises(CorrectionError):
            accept_document(library, name, {"date": "hôm qua"})
        assert library.catalogue.get(name).reviewed is None
        assert read_queue(library).total == 1

    def test_a_corrected_number_brings_its_symbol_whatever_was_confirmed_before(
        self, library: Library, tmp_path: Path
    ) -> None:
        name = only_id(add(library, write_report(tmp_path / "in", 52)))
        correct_document(library, name, {"number": "52/BC-UBNO", "symbol": "BC-UBNO"})
        accept_document(library, name)
        accepted = accept_document(library, name, {"number": "52/BC-UBND"})
        assert (accepted.value("number"), accepted.value("symbol")) == ("52/BC-UBND", "BC-UBND")
        list(rebuild_index(library.config))
        with open_archive(library.config.root) as again:
            assert again.catalogue.get(name).value("symbol") == "BC-UBND"

    def test_a_doubtful_symbol_is_not_confirmed_beside_another_number(self, library: Library) -> None:
        name = scanned(library)
        assert {"number", "symbol"} <= set(library.catalogue.get(name).doubts)
        accepted = accept_document(library, name, {"number": "12/BC-UBND"})
        assert (accepted.value("symbol"), accepted.doubts) == ("BC-UBND", ())

    def test_it_survives_a_rebuild(self, library: Library) -> None:
        name = nameless(library, 4)
        accepted = accept_document(library, name, {"date": "21/3/2024"})
        list(rebuild_index(library.config))
        with open_archive(library.config.root) as again:
            assert again.catalogue.get(name) == accepted
            assert read_queue(again).total == 0


class TestWithdraw:
    def test_what_the_rules_read_counts_again_with_its_evidence(self, library: Library, tmp_path: Path) -> None:
        name = only_id(add(library, write_report(tmp_path / "in", 52)))
        read = library.catalogue.get(name)
        correct_document(library, name, {"number": "53/BC-UBND", "signer": "Giàng A Páo"})
        document = withdraw_corrections(library, name, ["number"])
        assert document.fact("number") == read.fact("number")
        assert document.value("signer") == "Giàng A Páo"
        assert search_documents(library, "52/BC-UBND").hits[0].document.id == name
        list(rebuild_index(library.config))
        with open_archive(library.config.root) as again:
            assert again.catalogue.get(name) == document

    def test_a_reviewed_paper_comes_back_into_the_queue(self, library: Library) -> None:
        name = nameless(library, 4)
        accept_document(library, name)
        withdraw_corrections(library, name, ["date"])
        assert [reason.field for reason in read_queue(library).waiting[0].reasons if reason.kind == "doubt"] == ["date"]

    def test_changes_of_an_earlier_reading_stay_told(self, library: Library) -> None:
        name = nameless(library, 4)
        changed = (Reread("number", "3/BC-HĐTV", "4/BC-HĐTV", "2026-11-20T00:00:00+00:00"),)
        with library.writing() as writing:
            (record,) = writing.catalogue.records((name,))
            writing.keep((replace(record, document=replace(record.document, rereads=changed)),))
        correct_document(library, name, {"place": "Vân Lĩnh"})
        assert withdraw_corrections(library, name, ["place"]).rereads == changed

    def test_an_unknown_field_is_told_with_the_nearest(self, library: Library) -> None:
        with pytest.raises(CorrectionError, match="number"):
            withdraw_corrections(library, nameless(library, 4), ["numbr"])

    def test_without_the_original_nothing_changes(self, library: Library, tmp_path: Path) -> None:
        name = only_id(add(library, write_report(tmp_path / "in", 52)))
        corrected = correct_document(library, name, {"number": "53/BC-UBND"})
        original = library.files.original(corrected.sha256, corrected.name)
        original.chmod(0o600)
        original.unlink()
        with pytest.raises(ReadError):
            withdraw_corrections(library, name, ["number"])
        assert library.catalogue.get(name) == corrected


def inferred(document: Document) -> Document:
    """The document with an issuer that follows from its symbol."""
    fact = Fact("hoi-dong", "BC-HĐTV", 1, status="inferred", method="symbol", doubt="suy ra từ ký hiệu")
    return replace(document, facts={**document.facts, "issuer": (fact,)})


class TestAlike:
    def test_documents_with_the_same_misreading_are_offered(self, library: Library, tmp_path: Path) -> None:
        first, second, third = (nameless(library, serial) for serial in (4, 5, 6))
        only_id(add(library, write_report(tmp_path / "in", 52)))
        assert find_alike(library, first, "issuer") == ()
        correct_document(library, first, {"issuer": "Hội đồng tư vấn lâm nghiệp tỉnh Vân Lĩnh"})
        assert {document.id for document in find_alike(library, first, "issuer")} == {second, third}
        correct_documents(library, (second, third), {"issuer": "Hội đồng tư vấn lâm nghiệp tỉnh Vân Lĩnh"})
        assert find_alike(library, first, "issuer") == ()
        assert library.catalogue.get(third).fact("issuer").status == "corrected"

    def test_one_answer_confirms_what_was_inferred_alike(self, library: Library) -> None:
        names = [nameless(library, serial) for serial in (4, 5, 6)]
        with library.writing() as writing:
            records = writing.catalogue.records(names)
            writing.keep(tuple(replace(record, document=inferred(record.document)) for record in records))
        first, *others = names
        accept_document(library, first)
        assert {document.id for document in find_alike(library, first, "issuer")} == set(others)
        correct_alike(library, first, "issuer", others)
        assert {library.catalogue.get(name).fact("issuer").status for name in names} == {"confirmed"}

    def test_what_a_person_said_otherwise_is_left_alone(self, library: Library) -> None:
        first, second = nameless(library, 4), nameless(library, 5)
        correct_document(library, second, {"issuer": "Ban Quản lý rừng"})
        correct_document(library, first, {"issuer": "Hội đồng tư vấn lâm nghiệp tỉnh Vân Lĩnh"})
        assert find_alike(library, first, "issuer") == ()

    def test_all_values_of_a_correction_are_said_of_the_others(self, library: Library) -> None:
        first, second, third = (nameless(library, serial) for serial in (4, 5, 6))
        correct_document(library, first, {"issuer": "Hội đồng tư vấn; Ban Quản lý rừng"})
        offered = [document.id for document in find_alike(library, first, "issuer")]
        correct_document(library, third, {"issuer": "Chi cục Kiểm lâm"})
        changed = correct_alike(library, first, "issuer", offered)
        assert [document.id for document in changed] == [second], "the third was set right by somebody meanwhile"
        assert [fact.value for fact in changed[0].facts["issuer"]] == ["Hội đồng tư vấn", "Ban Quản lý rừng"]
        assert library.catalogue.get(third).value("issuer") == "Chi cục Kiểm lâm"

    def test_a_document_named_twice_is_corrected_once(self, library: Library) -> None:
        name = nameless(library, 4)
        (document,) = correct_documents(library, (name, name), {"place": "Thạch Lũng"})
        assert library.catalogue.get(name) == document
        sidecar = library.files.sidecar(document.sha256)
        assert sidecar is not None
        assert len(sidecar.corrections) == 1

    def test_a_number_is_never_shared(self, library: Library) -> None:
        first = nameless(library, 4)
        nameless(library, 5)
        correct_document(library, first, {"number": "9/BC-HĐTV"})
        assert find_alike(library, first, "number") == ()

    def test_one_unknown_document_and_none_is_changed(self, library: Library) -> None:
        first = nameless(library, 4)
        before = library.catalogue.get(first)
        with pytest.raises(NotFoundError):
            correct_documents(library, (first, "none"), {"place": "Vân Lĩnh"})
        assert library.catalogue.get(first) == before


def test_neighbours_in_the_queue(library: Library) -> None:
    names = {nameless(library, serial) for serial in (4, 5, 6)}
    first, second, third = (waiting.document.id for waiting in read_queue(library).waiting)
    assert {first, second, third} == names
    assert find_neighbours(library, first) == (None, second)
    assert find_neighbours(library, second) == (first, third)
    accept_document(library, second)
    assert find_neighbours(library, second) == (None, first)
    assert find_neighbours(library, third) == (first, first)
    accept_document(library, first)
    assert find_neighbours(library, third) == (None, None)
