"""What a text cites; what only looks like a citation is none."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.metadata.citations import find_citations
from archive.model import PAGE_BREAK, Citation
from archive.text.folding import number_key, squeeze
from archive.vocab import load_vocab

VOCAB = load_vocab()
SEEDS = Path(__file__).parents[2] / ".." / "shared" / "data" / "seeds"


def only(text: str) -> Citation:
    found = find_citations(text, VOCAB)
    assert len(found) == 1, [citation.text for citation in found]
    return found[0]


def numbers(text: str) -> list[str | None]:
    return [citation.number for citation in find_citations(text, VOCAB)]


FORMS = [
    (
        "full",
        "Nghị quyết số 07/2021/NQ-HĐND ngày 09 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh Vân Lĩnh về phí",
        ("nghi-quyet", "07/2021/NQ-HĐND", "2021-12-09", "Hội đồng nhân dân tỉnh Vân Lĩnh"),
    ),
    (
        "ministry with a joint name",
        "Công văn số 2208/BKHĐT-TH ngày 14/6/2023 của Bộ Kế hoạch và Đầu tư về việc báo cáo",
        ("cong-van", "2208/BKHĐT-TH", "2023-06-14", "bo-ke-hoach-va-dau-tu"),
    ),
    (
        "ministry with a comma",
        "Thông tư số 12/2022/TT-BVHTTDL ngày 02.6.2022 của Bộ Văn hóa, Thể thao và Du lịch, quy định",
        ("thong-tu", "12/2022/TT-BVHTTDL", "2022-06-02", "bo-van-hoa-the-thao-va-du-lich"),
    ),
    (
        "Party",
        "Kết luận số 44-KL/TW, ngày 15/11/2022 của Ban Bí thư.",
        ("ket-luan", "44-KL/TW", "2022-11-15", "ban-bi-thu"),
    ),
    (
        "Party of a district",
        "Nghị quyết số 4-NQ/HU ngày 02/5/2024 của Huyện ủy Nà Pheo và các chi bộ",
        ("nghi-quyet", "4-NQ/HU", "2024-05-02", "Huyện ủy Nà Pheo"),
    ),
    (
        "a minister signs for the ministry",
        "Thông tư số 12/2022/TT-BVHTTDL ngày 02/6/2022 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch quy định",
        ("thong-tu", "12/2022/TT-BVHTTDL", "2022-06-02", "bo-van-hoa-the-thao-va-du-lich"),
    ),
    (
        "a post of a body without its place",
        "Quyết định số 9/QĐ-UBND ngày 05/4/2024 của Chủ tịch Ủy ban nhân dân tỉnh về",
        ("quyet-dinh", "9/QĐ-UBND", "2024-04-05", "Chủ tịch Ủy ban nhân dân tỉnh"),
    ),
    (
        "a name with words that could end one",
        "Kế hoạch số 9/KH-SNN ngày 05/4/2024 của Sở Nông nghiệp và Phát triển nông thôn triển khai",
        ("ke-hoach", "9/KH-SNN", "2024-04-05", "Sở Nông nghiệp và Phát triển nông thôn"),
    ),
    (
        "local department",
        "Tờ trình số 88/TTr-SNV ngày 10/5/2024 của Sở Nội vụ tại phiên họp",
        ("to-trinh", "88/TTr-SNV", "2024-05-10", "Sở Nội vụ"),
    ),
    (
        "in capitals",
        "NGHỊ QUYẾT SỐ 02/NQ-CP NĂM 2025 CỦA CHÍNH PHỦ VỀ CẢI CÁCH",
        ("nghi-quyet", "02/NQ-CP", None, "chinh-phu"),
    ),
    ("without số", "quyết định 512/QĐ-UBND", ("quyet-dinh", "512/QĐ-UBND", None, None)),
    (
        "bare number with its date",
        "Kế hoạch số 163 ngày 22/02/2024 về triển khai",
        ("ke-hoach", "163", "2024-02-22", None),
    ),
    (
        "place glued to the symbol",
        "Chỉ thị số 06/CT-UBND tỉnh ngày 08/5/2024 về",
        ("chi-thi", "06/CT-UBND", "2024-05-08", None),
    ),
    (
        "slip before the date",
        "Công văn số 415/BNV-CCVC ngày26/02/2024 của Bộ Nội vụ",
        ("cong-van", "415/BNV-CCVC", "2024-02-26", "bo-noi-vu"),
    ),
    (
        "slash in the date",
        "Nghị định 30/2020/NĐ-CP ngày/05/3/2020 của Chính phủ",
        ("nghi-dinh", "30/2020/NĐ-CP", "2020-03-05", "chinh-phu"),
    ),
    ("day blank", "Quyết định số 9/QĐ-UBND ngày … tháng 3 năm 2024", ("quyet-dinh", "9/QĐ-UBND", "2024-03", None)),
    (
        "day and month blank",
        "Quyết định số 9/QĐ-UBND ngày    tháng    năm 2024",
        ("quyet-dinh", "9/QĐ-UBND", "2024", None),
    ),
    ("impossible date", "Quyết định số 9/QĐ-UBND ngày 31/02/2024", ("quyet-dinh", "9/QĐ-UBND", None, None)),
    (
        "blank number",
        "Tờ trình số …/TTr-SNV ngày 10/5/2024 của Sở Nội vụ",
        ("to-trinh", None, "2024-05-10", "Sở Nội vụ"),
    ),
    ("blank number as a gap", "Tờ trình số      /TTr-SNV ngày 10/5/2024", ("to-trinh", None, "2024-05-10", None)),
    (
        "assembly",
        "Nghị quyết số 142/2024/QH15 ngày 29/6/2024 của Quốc hội",
        ("nghi-quyet", "142/2024/QH15", "2024-06-29", "quoc-hoi"),
    ),
    (
        "joint",
        "Nghị quyết liên tịch số 40/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        ("nghi-quyet-lien-tich", "40/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", None, None),
    ),
    ("letter after the serial", "Quyết định số 2075A/QĐ-SYT", ("quyet-dinh", "2075A/QĐ-SYT", None, None)),
    ("old, one group", "Chỉ thị 310/TTg", ("chi-thi", "310/TTg", None, None)),
    (
        "old, with a dash",
        "Nghị định số 43-CP ngày 16/7/1996 của Chính phủ",
        ("nghi-dinh", "43-CP", "1996-07-16", "chinh-phu"),
    ),
    ("old, slashes only", "Quyết định số 88/2003/QĐ/BTC", ("quyet-dinh", "88/2003/QĐ/BTC", None, None)),
    ("blanks round the separators", "Nghị quyết số 38 / NQ - HĐND", ("nghi-quyet", "38/NQ-HĐND", None, None)),
    (
        "words between kind and number",
        "Báo cáo thẩm tra số 61/BC-HĐND ngày 02/12/2024",
        ("bao-cao", "61/BC-HĐND", "2024-12-02", None),
    ),
    ("the symbol decides between two kinds", "Thông báo kết luận số 45-TB/TU", ("thong-bao", "45-TB/TU", None, None)),
    (
        "the printed kind wins over the symbol",
        "Nghị quyết 29-CT/TW của Bộ Chính trị",
        ("nghi-quyet", "29-CT/TW", None, "bo-chinh-tri"),
    ),
    (
        "issuer before the number",
        "Nghị quyết của Hội đồng nhân dân tỉnh số 12/NQ-HĐND",
        ("nghi-quyet", "12/NQ-HĐND", None, "Hội đồng nhân dân tỉnh"),
    ),
    ("any document with a letter number", "Văn bản số 123/UBND-TH", ("cong-van", "123/UBND-TH", None, None)),
    ("abbreviated kind", "theo NĐ 30/2020/NĐ-CP", ("nghi-dinh", "30/2020/NĐ-CP", None, None)),
    ("number alone", "(số 15/BC-UBND)", ("bao-cao", "15/BC-UBND", None, None)),
    (
        "law by name and number",
        "Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024",
        ("luat", "33/2024/QH15", "2024-06-21", None),
    ),
    ("law by number", "theo Luật số 33/2024/QH15", ("luat", "33/2024/QH15", None, None)),
]


@pytest.mark.parametrize(("text", "expected"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_forms_of_citations(text: str, expected: tuple[str | None, ...]) -> None:
    found = only(text)
    assert (found.doc_type, found.number, found.dated, found.issuer) == expected


NAMED = [
    ("Luật Đất đai năm 2024, các huyện", "luat", "Luật Đất đai năm 2024", "2024"),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025;",
        "luat",
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 02 năm 2025",
        "2025-02-19",
    ),
    (
        "Căn cứ Luật tổ chức Chính phủ ngày 18 tháng 02 năm 2025;",
        "luat",
        "Luật tổ chức Chính phủ ngày 18 tháng 02 năm 2025",
        "2025-02-18",
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25/11/2019",
        "luat",
        "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25/11/2019",
        "2019-11-25",
    ),
    ("thực hiện Luật Phòng, chống tham nhũng tại các sở", "luat", "Luật Phòng, chống tham nhũng", None),
    ("theo Luật Hôn nhân và gia đình, việc đăng ký", "luat", "Luật Hôn nhân và gia đình", None),
    ("vi phạm Luật Thủy sản³, số vụ tăng", "luat", "Luật Thủy sản", None),
    (
        "Thực hiện Luật Ban hành văn bản quy phạm pháp luật, các sở",
        "luat",
        "Luật Ban hành văn bản quy phạm pháp luật",
        None,
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20/11/2018;",
        "luat",
        "Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20/11/2018",
        "2018-11-20",
    ),
    ("theo Luật Khoa học và Công nghệ và Điều 5", "luat", "Luật Khoa học và Công nghệ", None),
    ("theo Luật Đất đai và Sở Nội vụ", "luat", "Luật Đất đai", None),
    ("Luật Đất đai quy định", "luat", "Luật Đất đai", None),
    ("theo Luật Nhà ở được ban hành", "luat", "Luật Nhà ở", None),
    ("Bộ luật Dân sự 2015 quy định", "bo-luat", "Bộ luật Dân sự 2015", "2015"),
    ("theo Hiến pháp năm 2013.", "hien-phap", "Hiến pháp năm 2013", "2013"),
    ("Nghị quyết Đại hội XIII của Đảng trong năm", "nghi-quyet", "Nghị quyết Đại hội XIII của Đảng", None),
    (
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng,",
        "nghi-quyet",
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        None,
    ),
    (
        "nghị quyết đại hội Đảng bộ tỉnh Vân Lĩnh lần thứ XVI, nhiệm kỳ",
        "nghi-quyet",
        "nghị quyết đại hội Đảng bộ tỉnh Vân Lĩnh lần thứ XVI",
        None,
    ),
    ("Nghị quyết Trung ương 6 (khóa XII) về tổ chức", "nghi-quyet", "Nghị quyết Trung ương 6 (khóa XII)", None),
    ("nghị quyết Hội nghị Trung ương 7, 8 và các văn bản", "nghi-quyet", "nghị quyết Hội nghị Trung ương 7, 8", None),
]


@pytest.mark.parametrize(("text", "doc_type", "words", "dated"), NAMED, ids=[case[2][:40] for case in NAMED])
def test_acts_cited_by_name_have_no_number(text: str, doc_type: str, words: str, dated: str | None) -> None:
    found = only(text)
    assert (found.doc_type, found.number, found.text, found.dated) == (doc_type, None, words, dated)


TRAPS = [
    ("self", "Nghị quyết này có hiệu lực từ ngày ký. Quyết định này thay thế."),
    ("no document", "Luật này, Luật sư Lò Văn Páo, pháp luật Việt Nam, Bộ luật này"),
    ("kinds without number", "thực hiện nghị quyết và kế hoạch năm 2024, chương trình hành động"),
    ("fractions and classes", "5/9 huyện, 2.180/2.400 hồ sơ, lớp 5/A, 21/30 việc"),
    ("dates", "14/5/2024, 15-9/2024, ngày 22/02/2024"),
    ("a programme's phase", "chương trình 135-II, kế hoạch 5/HTX"),
    ("a disease and a road", "COVID-19/SARS-CoV, quốc lộ 4D-VL"),
    ("forms and annexes", "Mẫu số 02/BC-UBND; Biểu số 03/KH-SNV; Phụ lục 01/TT-BNV"),
    ("a form named in a report", "Báo cáo theo Mẫu số 01/BC-UBND"),
    ("a bill", "hóa đơn số 12/HĐ-BH"),
    ("own number in the head", "ỦY BAN NHÂN DÂN\nSố: 15/BC-UBND\nVân Lĩnh, ngày 05 tháng 4 năm 2024\nBÁO CÁO\n"),
    ("own number below the kind", "BÁO CÁO\nSố: 15/BC-UBND\n"),
    ("own number in one line with place and date", "Số: 15/BC-UBND Vân Lĩnh, ngày 05 tháng 4 năm 2024"),
    ("own blank number", "Số: /BC-UBND\n\nVân Lĩnh, ngày tháng 3 năm 2024\n"),
    ("own number of a law", "Luật số: 33/2024/QH15\n\nLUẬT LƯU TRỮ\n"),
    ("own number named again", "Số: 512/QĐ-UBND\n(Ban hành kèm theo Quyết định số 512/QĐ-UBND ngày 05/4/2024)"),
    ("head of a second document", "Nơi nhận: Như trên.\n\f\nSố: 16/QĐ-UBND\n"),
    ("capital form with the name of the law itself", "LUẬT LƯU TRỮ\nCHƯƠNG I"),
]


@pytest.mark.parametrize("text", [trap[1] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert find_citations(text, VOCAB) == ()


def test_the_same_number_of_another_year_is_another_document() -> None:
    """`01/NQ-CP` exists every year."""
    text = (
        "Số: 01/NQ-CP\nHà Nội, ngày 05 tháng 01 năm 2024\nTiếp tục Nghị quyết số 01/NQ-CP ngày 06/01/2023 của Chính phủ"
    )
    assert only(text).dated == "2023-01-06"


def test_a_series_carries_kind_and_relation_over() -> None:
    text = "Lập hội theo các Nghị định số 45/2010/NĐ-CP, số 33/2012/NĐ-CP và 93/2019/NĐ-CP của Chính phủ."
    found = find_citations(text, VOCAB)
    assert [citation.number for citation in found] == ["45/2010/NĐ-CP", "33/2012/NĐ-CP", "93/2019/NĐ-CP"]
    assert {(citation.doc_type, citation.relation) for citation in found} == {("nghi-dinh", "according-to")}


def test_numbers_run_over_lines_and_pages() -> None:
    text = "theo Nghị|quyết số 07/2021/|NQ-HĐND ngày 09 tháng 12\nnăm|2021 của Chính\nphủ".replace("|", PAGE_BREAK)
    found = only(text)
    assert (found.number, found.dated, found.issuer) == ("07/2021/NQ-HĐND", "2021-12-09", "chinh-phu")


def test_the_span_is_the_printed_place_and_the_text_is_one_line() -> None:
    text = "Thực hiện Nghị quyết\nsố 07/2021/NQ-HĐND của HĐND tỉnh, các sở"
    found = only(text)
    assert squeeze(text[found.span.start : found.span.end]) == found.text
    assert found.text == "Nghị quyết số 07/2021/NQ-HĐND của HĐND tỉnh"


@given(st.text(alphabet="số SốNghị quyếtđnLuật12/20-QĐUBND.,;() củangàytháng\n\f…", max_size=400))
def test_any_text_is_read_in_order_and_within_bounds(text: str) -> None:
    found = find_citations(text, VOCAB)
    spans = [citation.span for citation in found]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


HOSTILE = (
    "số ",
    "số 1 ",
    "1/",
    "12/QĐ-",
    "Luật ",
    "Luật Đất đai và ",
    "Quyết định số 1/QĐ-UBND của ",
    "Quyết định số 1/QĐ-UBND của UBND tỉnh Nà Pheo Nà Lạn Nà Sâu Nà Hin Nà Mô Nà Tăm Nà Khum. ",
    "ngày ",
    "(",
    " " * 40,
    "Bộ ",
)


@pytest.mark.parametrize("bit", HOSTILE)
def test_hostile_text_takes_linear_time(bit: str) -> None:
    """A tenth of a megabyte of one repeated bit comes back at once; a quadratic step would hang here."""
    assert isinstance(find_citations(bit * (100_000 // len(bit)), VOCAB), tuple)


@pytest.mark.skipif(not (SEEDS / "expected").is_dir(), reason="the real documents are not here")
def test_real_documents_keep_their_floor() -> None:
    """All numbered citations noted by hand are found, nothing else is, and five relations in six are right."""
    missed, spurious, right, total = [], [], 0, 0
    for path in sorted((SEEDS / "expected").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (SEEDS / gold["source_file"]).read_text("utf-8")
        left = [citation for citation in find_citations(text, VOCAB) if citation.number]
        for row in (row for row in gold["citations"] if row["kind"] == "numbered" and row["number"]):
            found = next((one for one in left if number_key(str(one.number)) == number_key(row["number"])), None)
            total += 1
            if found is None:
                missed.append(row)
                continue
            left.remove(found)
            right += found.relation == row["relation"].replace("_", "-")
        spurious += left
    assert (missed, spurious) == ([], [])
    assert right >= 0.83 * total
