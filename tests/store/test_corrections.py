"""What a person may say of a fact, and how it stands over what the rules read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.errors import CorrectionError, SecretPaperError
from archive.model import ABSENT, Correction, Fact, Span
from archive.store.corrections import apply_corrections, normal_form
from archive.vocab import Vocab, load_vocab
from tests.store.documents import document

AT = "2026-11-21T00:00:00+00:00"


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return load_vocab()


@pytest.mark.parametrize(
    ("field", "said", "kept"),
    [
        ("date", "2023-03-21", "2023-03-21"),
        ("date", "21/3/2023", "2023-03-21"),
        ("date", "3/2023", "2023-03"),
        ("date", "2023-04-03", "2023-04-03"),  # year first: the month stands before the day
        ("date", "3/4/2023", "2023-04-03"),  # day first, as everybody writes
        ("date", "21.3.2023", "2023-03-21"),
        ("date", "21-3-2023", "2023-03-21"),
        ("date", "29/2/2024", "2024-02-29"),
        ("date", "2023", "2023"),
        ("number", " 52 / NQ-HĐND ", "52/NQ-HĐND"),
        ("number", "113-CV/TU", "113-CV/TU"),
        ("number", "15/KHLN-SYT; 231/KHLN-SGDĐT", "15/KHLN-SYT; 231/KHLN-SGDĐT"),  # a joint paper
        ("period", "2023-Q1", "2023-Q1"),
        ("period", "quý III năm 2024", "2024-Q3"),
        ("draft", "có", "yes"),
        ("draft", "không", None),
        ("period", "2021/2025", "2021/2025"),
        ("title", "Về  trồng\nrừng", "Về trồng rừng"),
        ("title", "\x1b[31mVề\x00 trồng rừng\ud800", "[31mVề trồng rừng"),  # nothing that a terminal obeys
        ("doc_type", "nghị quyết", "nghi-quyet"),
        ("doc_type", "nghi-quyet", "nghi-quyet"),
        ("issuer", "Bộ Tài chính", "bo-tai-chinh"),
        ("issuer", "bo-tai-chinh", "bo-tai-chinh"),
        ("issuer", "Bộ Tài chính; Bộ Nội vụ", "bo-tai-chinh; bo-noi-vu"),  # a joint paper
        ("issuer", "Hội Làm vườn Vân Lĩnh", "Hội Làm vườn Vân Lĩnh"),
        ("date", "  ", None),
        ("number", None, None),
        ("secrecy", "", None),
    ],
)
def test_a_value_is_kept_in_its_normal_form(field: str, said: str | None, kept: str | None, vocab: Vocab) -> None:
    assert normal_form(field, said, vocab) == kept


@pytest.mark.parametrize(
    ("field", "said", "hint"),
    [
        ("dat", "2023", "“date”"),
        ("whatever", "2023", "doc_type"),
        ("date", "31/2/2023", "2023-03-21"),
        ("date", "29/2/2023", "2023-03-21"),
        ("date", "21/3/23", "2023-03-21"),
        ("date", "13/2023", "2023-03-21"),
        ("date", "0023", "2023"),
        ("number", "/BC-UBND", "52/NQ-HĐND"),
        ("number", "năm mươi hai", "52/NQ-HĐND"),
        ("period", "quý 1", "quý I"),
        ("doc_type", "Báo cáoo", "Báo cáo"),
        ("doc_type", "xyz", "Báo cáo"),
    ],
)
def test_a_value_without_valid_form_is_refused_with_the_way_out(field: str, said: str, hint: str, vocab: Vocab) -> None:
    with pytest.raises(CorrectionError, match=hint):
        normal_form(field, said, vocab)


def test_a_paper_said_to_be_secret_has_no_place_here(vocab: Vocab) -> None:
    with pytest.raises(SecretPaperError):
        normal_form("secrecy", "Mật", vocab)


def test_a_corrected_fact_keeps_what_the_machine_read_and_where() -> None:
    corrected = apply_corrections(document(date="2023-03"), (Correction("date", "2023-03-21", AT),))
    assert corrected.fact("date") == Fact(
        "2023-03-21", "2023-03", 1, Span(0, 3), "corrected", "test", None, machine="2023-03"
    )


def test_said_as_read_a_fact_is_confirmed_and_its_doubt_gone() -> None:
    doubtful = replace(document().fact("date"), value="2023", doubt="đọc từ bản quét")
    read = replace(document(), facts={**document().facts, "date": (doubtful,)})
    confirmed = apply_corrections(read, (Correction("date", "2023", AT),))
    assert confirmed.fact("date") == replace(doubtful, status="confirmed", doubt=None, machine="2023")
    assert confirmed.doubts == ()


def test_a_field_can_be_said_not_to_be_printed() -> None:
    corrected = apply_corrections(document(date="2023-03"), (Correction("date", None, AT),))
    assert (corrected.value("date"), corrected.fact("date").status) == (None, "corrected")


def test_the_last_word_counts() -> None:
    said = (Correction("date", "2021", AT), Correction("date", "2022", AT))
    assert apply_corrections(document(), said).value("date") == "2022"


def test_said_again_a_correction_changes_nothing() -> None:
    said = (Correction("date", "2021", AT), Correction("number", "5/BC-UBND", AT), Correction("signer", "A; B", AT))
    once = apply_corrections(document(date="2023", signer="C"), said)
    assert apply_corrections(once, said) == once


def test_a_correction_taken_back_to_what_was_read_is_a_confirmation() -> None:
    once = apply_corrections(document(date="2023"), (Correction("date", "2021", AT),))
    again = apply_corrections(once, (Correction("date", "2021", AT), Correction("date", "2023", AT)))
    assert (again.fact("date").status, again.fact("date").machine) == ("confirmed", "2023")


def test_several_signers_are_parted_by_semicolons() -> None:
    corrected = apply_corrections(document(signer="C"), (Correction("signer", "Trần Thị A; Lê Văn B", AT),))
    assert [fact.value for fact in corrected.facts["signer"]] == ["Trần Thị A", "Lê Văn B"]
    assert {fact.machine for fact in corrected.facts["signer"]} == {"C"}


def test_confirmed_signers_keep_each_its_own_evidence() -> None:
    two = tuple(Fact(name, name, page, Span(page, 9), "printed", "t") for page, name in ((1, "A"), (2, "B")))
    read = replace(document(), facts={**document().facts, "signer": two})
    confirmed = apply_corrections(read, (Correction("signer", "A; B", AT),))
    assert [fact.page for fact in confirmed.facts["signer"]] == [1, 2]
    assert {fact.status for fact in confirmed.facts["signer"]} == {"confirmed"}


def test_a_corrected_number_brings_its_symbol() -> None:
    corrected = apply_corrections(
        document(number="5/BC-UBND", symbol="BC-UBND"), (Correction("number", "5/TB-UBND", AT),)
    )
    assert corrected.value("symbol") == "TB-UBND"
    said = (Correction("number", "5/TB-UBND", AT), Correction("symbol", "TB", AT))
    assert apply_corrections(document(), said).value("symbol") == "TB"


def test_fields_nobody_spoke_of_stay() -> None:
    corrected = apply_corrections(document(title="Về rừng"), (Correction("date", "2021", AT),))
    assert corrected.facts["title"] == document(title="Về rừng").facts["title"]
    assert corrected.fact("signer") == ABSENT


def test_a_joint_paper_has_as_many_issuers_as_a_person_named() -> None:
    corrected = apply_corrections(document(), (Correction("issuer", "bo-tai-chinh; bo-noi-vu", AT),))
    assert [fact.value for fact in corrected.facts["issuer"]] == ["bo-tai-chinh", "bo-noi-vu"]
