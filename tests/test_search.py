"""Search as people use it: the same facts for every engine, over a real archive in a folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.config import Config
from archive.fields import entry_of
from archive.library import Library, open_library
from archive.search import find_more_passages, search_documents
from tests.found import names, record

REPORT = "Giải ngân vốn đầu tư công quý {} đạt {} tỷ đồng. Thu ngân sách tăng so với cùng kỳ."
RECORDS = (
    record(
        "q3-2023", "BÁO CÁO\nTình hình kinh tế - xã hội quý III năm 2023", REPORT.format("III", "6.784"),
        number="52/BC-UBND", date="2023-10-05", doc_type="bao-cao", issuer="ubnd", signer="Trần Văn Bình",
        title="Tình hình kinh tế - xã hội quý III năm 2023",
    ),
    record(
        "q3-2022", "BÁO CÁO\nTình hình kinh tế - xã hội quý III năm 2022", REPORT.format("III", "5.120"),
        number="61/BC-UBND", date="2022-10-04", doc_type="bao-cao", issuer="ubnd", signer="Trần Văn Bình",
        title="Tình hình kinh tế - xã hội quý III năm 2022",
    ),
    record(
        "resolution", "NGHỊ QUYẾT\nVề kế hoạch đầu tư công trung hạn. Bảo đảm thuỷ lợi và trồng rừng.",
        number="09/2023/NQ-HĐND", date="2023-07-12", doc_type="nghi-quyet", issuer="hdnd", signer="Lò Thị Mai",
        title="Về kế hoạch đầu tư công trung hạn",
    ),
    record(
        "plan", "KẾ HOẠCH\nTrồng rừng theo Nghị quyết số 09/2023/NQ-HĐND và Nghị quyết số 09/2023/NQ-HĐND; bán đất.",
        number="7/KH-SNN", date="2024-01-15", doc_type="ke-hoach", issuer="so-nong-nghiep", signer="Giàng A Páo",
        title="Trồng rừng năm 2024",
    ),
    record(
        "undated", "Thông báo về bạn đọc, bạn đọc và bạn đọc. Giải quyết đơn thư.", doc_type="thong-bao", issuer="ubnd"
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=["memory", "tantivy", "whoosh"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(Config(root=tmp_path_factory.mktemp("archive"), engine=request.param)) as library:
        with library.writing() as writable:
            writable.keep(RECORDS)
        yield library


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("52/BC-UBND", "q3-2023"),
        ("52 bc ubnd", "q3-2023"),
        ("báo cáo số 61", "q3-2022"),
        ("09/2023/NQ-HĐND", "resolution"),
        ("9/2023/nq-hdnd", "resolution"),
        ("9 nq hdnd", "resolution"),
        ("09/NQHĐND", "resolution"),
        ("nghi quyet 9/2023", "resolution"),
        ("Tình hình kinh tế - xã hội quý III năm 2022", "q3-2022"),
        ("tinh hinh kinh te xa hoi quy 3 nam 2022", "q3-2022"),
        ("ke hoach dau tu cong trung han", "resolution"),
        ("thủy lợi", "resolution"),
        ("bán", "plan"),
        ("NQ-HĐND", "resolution"),
        ("NQ-HĐND 9", "resolution"),
        ("7/KH về trồng rừng", "plan"),
        ("6784 tỷ đồng", "q3-2023"),
        ("5120", "q3-2022"),
    ],
)
def test_what_is_meant_comes_first(library: Library, typed: str, first: str) -> None:
    """A number finds its own document before those that cite it, in any writing; a subject with or without marks."""
    assert names(search_documents(library, typed))[0] == first


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("09/2023/NQ-HĐND", {"resolution", "plan"}),
        ("nghị quyết số 9/2023/nq-hdnd ngày 12/7/2023", {"resolution", "plan"}),
        ("báo cáo 52/BC-UBND ngày 5 tháng 10 năm 2023", {"q3-2023"}),
        ("so 52 bc ubnd", {"q3-2023"}),
        ("52bcubnd năm 2023", {"q3-2023"}),
        ("09/2023/NQ-HĐND năm: 2024", {"plan"}),
        ("09/NQ", {"resolution", "plan"}),
        ("9 / 2023 / nq", {"resolution", "plan"}),
        ("kế hoạch số 7/KH", {"plan"}),
        ("09/2023/NQ-HĐND trồng rừng", {"resolution", "plan", "q3-2023"}),
        ("99/BC-UBND đầu tư", {"q3-2023", "q3-2022", "resolution"}),
    ],
)
def test_a_number_alone_finds_only_what_bears_or_cites_it(library: Library, typed: str, found: set[str]) -> None:
    """With its kind, `số`, its date and filters at most; with other words it only ranks."""
    results = search_documents(library, typed)
    assert set(names(results)) == found
    assert results.total == sum(number for _, number in results.facets["year"]) == len(found)


@pytest.mark.parametrize("typed", ["99/BC-UBND", "báo cáo số 99/bc-ubnd", "99 /2023/ BC – UBND"])
def test_a_number_nobody_has_is_said_to_be_none(library: Library, typed: str) -> None:
    """Its pieces are searched for, which must not pass for the number."""
    (note,) = search_documents(library, typed).notes
    assert note.startswith("Không văn bản nào trong kho mang hay viện dẫn số 99")


@pytest.mark.parametrize("typed", ["52/BC-UBND", "99/KH về rừng", "99", "99%", "6.784 tỷ"])
def test_nothing_is_said_of_numbers_that_are_there_or_are_none(library: Library, typed: str) -> None:
    assert search_documents(library, typed).notes == ()


def test_a_share_is_no_number_of_a_document(library: Library) -> None:
    """The one that bears 52 has no 52%."""
    assert search_documents(library, "52").hits[0].score > 10
    assert all(hit.score < 10 for hit in search_documents(library, "52%").hits)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"vốn đầu tư công"', {"q3-2022", "q3-2023"}),
        ('"von dau tu cong"', {"q3-2022", "q3-2023"}),
        ('"công đầu tư"', set()),
        ('"đầu tư công" -giải', {"resolution"}),
        ("núi -kế", set()),
        ("+rừng giải", {"resolution", "plan"}),
        ('"trồng rừng" OR "bạn đọc"', {"resolution", "plan", "undated"}),
        ("trô*", set()),
        ("trồ*", {"resolution", "plan"}),
        ("loại: báo cáo", {"q3-2022", "q3-2023"}),
        ("loai:bao cao nam:2023", {"q3-2023"}),
        ("năm: 2022-2023 -loại: báo cáo", {"resolution"}),
        ("nguoi ky: binh", {"q3-2022", "q3-2023"}),
        ("người ký: Giàng A Páo", {"plan"}),
        ("số: 9/2023/NQ-HĐND", {"resolution"}),
        ("trích yếu: đầu tư", {"resolution"}),
        ("GRDP: 7,3%", set()),
        ("xyz-tuv", set()),
    ],
)
def test_what_is_found(library: Library, typed: str, found: set[str]) -> None:
    results = search_documents(library, typed)
    assert set(names(results)) == found
    assert results.total == len(found)


def test_signs_in_ordinary_text_lose_nothing(library: Library) -> None:
    plain = names(search_documents(library, "kinh tế xã hội"))
    for typed in ("kinh tế - xã hội", "kinh tế, (xã hội)", "[kinh tế] xã: hội?", "kinh tế / xã hội %"):
        assert names(search_documents(library, typed)) == plain


def test_decomposed_letters_find_the_same(library: Library) -> None:
    for typed in ("thuỷ lợi", '"đầu tư công"', "cơ quan: ủy ban"):
        decomposed = unicodedata.normalize("NFD", typed)
        assert search_documents(library, decomposed) == search_documents(library, typed)


def test_no_words_give_everything_newest_first_and_undated_last(library: Library) -> None:
    for typed in ("", "  ", "-khôngcó"):
        assert names(search_documents(library, typed)) == ["plan", "q3-2023", "resolution", "q3-2022", "undated"]


@pytest.mark.parametrize(
    ("order", "expected"), [("newest", ["q3-2023", "q3-2022"]), ("oldest", ["q3-2022", "q3-2023"])]
)
def test_order(library: Library, order: str, expected: list[str]) -> None:
    assert names(search_documents(library, '"ngân sách"', order=order)) == expected


def test_issuers_go_in_vietnamese_order_and_of_each_the_newest_first(library: Library) -> None:
    """Hội đồng (hdnd is no code here, so names are the codes) before so-nong-nghiep before ubnd."""
    found = names(search_documents(library, "", order="issuer"))
    assert found == ["resolution", "plan", "q3-2023", "q3-2022", "undated"]


def test_excluded_codes_are_not_found_and_not_counted(library: Library) -> None:
    results = search_documents(library, "", exclude={"issuer": ["ubnd"], "year": ["2024"]})
    assert names(results) == ["resolution"]
    assert results.facets["issuer"] == (("hdnd", 1),)


def test_more_passages_of_a_hit(library: Library, tmp_path: Path) -> None:
    long = record("long", *(f"Trang {page} nói về vốn đầu tư." for page in range(6)))
    with open_library(Config(root=tmp_path, engine=library.config.engine)) as other:
        with other.writing() as writable:
            writable.keep([long])
        (hit,) = search_documents(other, "von dau tu").hits
        assert hit.more == 3
        rest = find_more_passages(other, "von dau tu", "long")
        assert sorted(passage.page for passage in (*hit.passages, *rest)) == [1, 2, 3, 4, 5, 6]


def test_more_passages_are_for_what_the_hit_was_found_by(library: Library, tmp_path: Path) -> None:
    """Where abbreviations are looked for as typed, the further passages show them as typed."""
    pages = [f"Trang {page}: GPMB chậm." for page in range(4)] + [f"{page}. Giải phóng mặt bằng." for page in range(4)]
    with open_library(Config(root=tmp_path, engine=library.config.engine)) as other:
        with other.writing() as writable:
            writable.keep([record("long", *pages)])
        for expand, all_of_them in ((True, 8), (False, 4)):
            (hit,) = search_documents(other, "GPMB", expand=expand).hits
            rest = find_more_passages(other, "GPMB", "long", expand=expand)
            assert (len(hit.passages) + hit.more, len(rest)) == (all_of_them, hit.more)


def test_filters_take_any_code_of_a_field_and_all_fields(library: Library) -> None:
    def filtered(**filters: list[str]) -> set[str]:
        return set(names(search_documents(library, "", filters=filters)))

    assert filtered(issuer=["ubnd"]) == {"q3-2023", "q3-2022", "undated"}
    assert filtered(issuer=["ubnd", "hdnd"]) == {"q3-2023", "q3-2022", "undated", "resolution"}
    assert filtered(issuer=["ubnd", "hdnd"], year=["2023"]) == {"q3-2023", "resolution"}
    assert filtered(signer=["Lò Thị Mai"], doc_type=["bao-cao"]) == set()
    assert filtered(issuer=[]) == filtered()


def test_filters_change_no_score(library: Library) -> None:
    free = {hit.document.id: hit.score for hit in search_documents(library, "giải ngân").hits}
    bound = {
        hit.document.id: hit.score for hit in search_documents(library, "giải ngân", filters={"year": ["2023"]}).hits
    }
    assert bound == {"q3-2023": pytest.approx(free["q3-2023"])}


def test_an_unknown_filter_is_said_and_skipped(library: Library) -> None:
    results = search_documents(library, "", filters={"colour": ["red"]})
    assert results.total == 5
    assert any("colour" in note for note in results.notes)


def test_facets_count_all_matches(library: Library) -> None:
    facets = search_documents(library, "", limit=1).facets
    assert facets["issuer"] == (("ubnd", 3), ("hdnd", 1), ("so-nong-nghiep", 1))
    assert facets["year"] == (("2023", 2), ("2022", 1), ("2024", 1))
    assert facets["doc_type"][0] == ("bao-cao", 2)
    assert facets["signer"][0] == ("Trần Văn Bình", 2)


def test_a_filtered_field_still_counts_its_other_values(library: Library) -> None:
    """The others are counted within the filter, so that nobody is led to an empty page."""
    facets = search_documents(library, "", filters={"issuer": ["ubnd"]}).facets
    assert facets["issuer"] == (("ubnd", 3), ("hdnd", 1), ("so-nong-nghiep", 1))
    assert facets["year"] == (("2022", 1), ("2023", 1))


def test_pages_of_results(library: Library) -> None:
    everything = names(search_documents(library, ""))
    pages = [search_documents(library, "", offset=offset, limit=2) for offset in (0, 2, 4, 6)]
    assert [name for page in pages for name in names(page)] == everything
    assert [len(page.hits) for page in pages] == [2, 2, 1, 0]
    assert {page.total for page in pages} == {5}


def test_a_hit_carries_marked_passages_with_their_page(library: Library) -> None:
    hit = search_documents(library, "giai ngan von dau tu", filters={"year": ["2023"], "issuer": ["ubnd"]}).hits[0]
    passage = hit.passages[0]
    assert passage.page == 2
    assert passage.text.startswith("Giải ngân vốn đầu tư công quý III")
    assert [passage.text[mark.start : mark.end] for mark in passage.marks] == ["Giải ngân vốn đầu tư"]


def test_what_only_a_fact_matched_shows_the_beginning(library: Library) -> None:
    hit = search_documents(library, "người ký: páo").hits[0]
    assert hit.passages[0].text.startswith("KẾ HOẠCH")


def test_a_document_the_catalogue_lost_is_left_out(library: Library, tmp_path: Path) -> None:
    with open_library(Config(root=tmp_path, engine=library.config.engine)) as other:
        with other.writing() as writable:
            writable.keep(RECORDS[:1])
            stranger = record("stranger", "giải ngân")
            writable.engine.put([entry_of(stranger.document, stranger.text, writable.vocab)])
        assert names(search_documents(other, "giải ngân")) == ["q3-2023"]


def test_any_order_name_is_answered(library: Library) -> None:
    assert names(search_documents(library, "giải ngân", order="?")) == names(search_documents(library, "giải ngân"))


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("kinh te - xa hoi quy iii nam 2023", "kinh tế - xã hội quý iii năm 2023", "q3-2023"),
        ("ke hoach đầu tư công trung han", "kế hoạch đầu tư công trung hạn", "resolution"),
        ("chồng rừng", "trồng rừng", "plan"),
        ('chồng rừng -"bạn đọc"', 'trồng rừng -"bạn đọc"', "plan"),
        ("xyz OR (chồng rừng)", "xyz OR (trồng rừng)", "plan"),
    ],
)
def test_mistyped_words_are_repaired_and_told(library: Library, typed: str, meant: str, first: str) -> None:
    results = search_documents(library, typed)
    assert results.repaired == meant
    assert names(results)[0] == first


def test_the_hit_of_a_repair_is_marked_as_meant(library: Library) -> None:
    passage = search_documents(library, "chồng rừng năm 2024").hits[0].passages[0]
    assert "Trồng rừng" in [passage.text[mark.start : mark.end] for mark in passage.marks]


@pytest.mark.parametrize(
    "typed",
    [
        "giải ngân vốn đầu tư công",
        '"chồng rừng"',
        "+chồng +rừng",
        "trích yếu: chồng rừng",
        "người ký: giang a pao",
        "chồn* rừng",
        "52/BC-UBND",
        "xyz-tuv",
        "",
    ],
)
def test_what_is_meant_as_typed_is_not_repaired(library: Library, typed: str) -> None:
    """Words well typed, phrases, demands, filters, beginnings, numbers, what the archive does not know."""
    results = search_documents(library, typed)
    assert results.repaired is None
    assert results == search_documents(library, typed, exact=True)


def test_exact_takes_words_as_typed(library: Library) -> None:
    results = search_documents(library, "chồng rừng", exact=True)
    assert results.repaired is None
    assert results.hits[0].score < search_documents(library, "chồng rừng").hits[0].score


def test_what_was_typed_is_still_asked_for(tmp_path: Path) -> None:
    """A right word taken for a wrong one still finds its document, behind those of the repair."""
    with open_library(Config(root=tmp_path, engine="memory")) as library:
        with library.writing() as writable:
            writable.keep([record(f"n{at}", "Kế hoạch trồng rừng phòng hộ") for at in range(9)])
            writable.keep([record("couple", "Chuyện vợ chồng")])
        results = search_documents(library, "chồng rừng phòng hộ", limit=20)
        assert results.repaired == "trồng rừng phòng hộ"
        assert names(results)[-1] == "couple"


def test_a_list_can_do_without_passages(library: Library) -> None:
    shown = search_documents(library, "vốn")
    bare = search_documents(library, "vốn", passages=0)
    assert [hit.document.id for hit in bare.hits] == [hit.document.id for hit in shown.hits]
    assert all(hit.passages == () and hit.more == 0 for hit in bare.hits)
    assert any(hit.passages for hit in shown.hits)
