"""What a person types is understood or repaired, never refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.engines import Engine, open_engine
from archive.engines.query import Ask, Entry
from archive.fields import LAYOUT, place
from archive.syntax import (
    LONGEST,
    Either,
    Exact,
    Filter,
    Group,
    Must,
    Other,
    Part,
    Prefix,
    Within,
    Without,
    Words,
    expanded,
    expansions,
    parse,
    repaired,
    repairs,
    targets,
)
from archive.syntax.reader import WIDEST
from archive.text.target import Target
from archive.text.tokens import syllables
from archive.vocab import load_vocab

VOCAB = load_vocab()


@pytest.mark.parametrize(
    "text",
    [
        "giải ngân vốn đầu tư công",
        "kinh tế - xã hội",
        "GRDP: 5,2%",
        "báo cáo [dự thảo]",
        "Điều 5 khoản 2: về",
        "tăng -5,2% so với +3% kế hoạch",
        "giai đoạn 2021-2025",
        "52/NQ-HĐND",
        "a/b\\c {d} ^e ~f !g | h & i",
        "mọi người or hoặc not",
        "một số: vấn đề",
        "chỉ số: 105,2",
        "chỉ số giá: 105",
        "kết quả năm: tăng",
        "đạt – 5%",
        "BÁO CÁO KINH TẾ HOẶC XÃ HỘI",
        "KHÔNG THU PHÍ",
        "mục tiêu: giảm nghèo",
        "QĐ-UBND",
        "phân loại: rừng sản xuất",
        "tổng số: 52 người",
        "các cơ quan: sở tài chính",
        "tính đến: 31/12/2024 đạt khá",
        "nhiệm kỳ: 2021-2026",
        "nắm: tình hình",
        "đã ký: hợp đồng",
        "dang ky: 52 ho",
        "văn bản ký: 12/3/2024",
        "Sở VĂN HÓA VÀ THỂ THAO",
        "kinh tế và xã hội and more",
        "VÀ RỪNG",
        "báo cáo số: 52",
        "10:30 ngày mai",
        "https://vanlinh.gov.vn/tin",
    ],
)
def test_ordinary_text_is_text(text: str) -> None:
    query = parse(text)
    assert query.parts == (Words(text),)
    assert query.notes == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"đầu tư công"', (Exact("đầu tư công"),)),
        ("“đầu tư công”", (Exact("đầu tư công"),)),
        ('vốn "đầu tư" rừng', (Words("vốn"), Exact("đầu tư"), Words("rừng"))),
        ("vốn -rừng", (Words("vốn"), Without(Exact("rừng")))),
        ("vốn NOT rừng núi", (Words("vốn"), Without(Exact("rừng")), Words("núi"))),
        ('-"trồng rừng"', (Without(Exact("trồng rừng")),)),
        ("+vốn rừng", (Must(Exact("vốn")), Words("rừng"))),
        ("-52/NQ-HĐND", (Without(Exact("52/NQ-HĐND")),)),
        ("-2023", (Without(Exact("2023")),)),
        ("giải OR ngân", (Either((Words("giải"), Words("ngân"))),)),
        ("kinh tế HOẶC y tế", (Either((Words("kinh tế"), Words("y tế"))),)),
        ('"a b" OR "c d" OR e', (Either((Exact("a b"), Exact("c d"), Words("e"))),)),
        ("vốn OR -rừng", (Either((Words("vốn"), Without(Exact("rừng")))),)),
        ("kế*", (Prefix("kế"),)),
        ("báo cáo gi* ngân", (Words("báo cáo"), Prefix("gi"), Words("ngân"))),
        ('+(vốn OR "đầu tư")', (Must(Either((Words("vốn"), Exact("đầu tư")))),)),
        ("-(vốn rừng)", (Without(Either((Exact("vốn"), Exact("rừng")))),)),
        ("+(vốn rừng)", (Must(Group((Exact("vốn"), Exact("rừng")))),)),
        ("(vốn) (rừng)", (Words("vốn rừng"),)),
        ("kinh tế (GRDP) tăng", (Words("kinh tế GRDP tăng"),)),
        ('(vốn "đầu tư") OR rừng', (Either((Group((Words("vốn"), Exact("đầu tư"))), Words("rừng"))),)),
        ("", ()),
        (" \t\n\u00a0", ()),
        ('""', ()),
        ("()", ()),
        ('- + * ( ) : " OR', ()),
        ('"vốn đầu tư"~3', (Within("vốn đầu tư", 3),)),
        ('-"vốn đầu"~0 rừng', (Without(Within("vốn đầu", 0)), Words("rừng"))),
        ('"vốn"~3 rừng', (Exact("vốn"), Words("rừng"))),
        ('"vốn đầu"~x', (Exact("vốn đầu"), Words("~x"))),
        ("vốn KHÔNG rừng", (Words("vốn"), Without(Exact("rừng")))),
        ("vốn AND rừng", (Must(Exact("vốn")), Must(Exact("rừng")))),
        ("đầu tư VÀ rừng", (Must(Group((Exact("đầu"), Exact("tư")))), Must(Exact("rừng")))),
        ('"đầu tư" AND năm: 2024 AND gi*', (Exact("đầu tư"), Filter("year", "2024"), Must(Prefix("gi")))),
        ("(vốn OR ngân) AND -rừng", (Must(Either((Words("vốn"), Words("ngân")))), Without(Exact("rừng")))),
        ("AND vốn", (Words("vốn"),)),
    ],
)
def test_operators(text: str, parts: tuple[Part, ...]) -> None:
    assert parse(text).parts == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("số: 52/NQ-HĐND", (Filter("number", "52/NQ-HĐND"),)),
        ("so:52", (Filter("number", "52"),)),
        ("số hiệu: 52 nq hdnd", (Filter("number", "52 nq hdnd"),)),
        ("Số: /BC-UBND", (Filter("number", "/BC-UBND"),)),
        ("Số: 39/2020/NQ-HĐND rừng", (Filter("number", "39/2020/NQ-HĐND"), Words("rừng"))),
        ("giải ngân số: 52/BC-UBND", (Words("giải ngân"), Filter("number", "52/BC-UBND"))),
        ('số: "52/NQ-HĐND" rừng', (Filter("number", "52/NQ-HĐND"), Words("rừng"))),
        ("cơ quan: sở tài chính", (Filter("issuer", "sở tài chính"),)),
        ("coquan:ubnd năm: 2023 vốn", (Filter("issuer", "ubnd"), Filter("year", "2023"), Words("vốn"))),
        ("co quan ban hanh: so y te; vốn", (Filter("issuer", "so y te"), Words("vốn"))),
        ('loại: "báo cáo" vốn', (Filter("doc_type", "báo cáo"), Words("vốn"))),
        ("LOAI: nghi quyet", (Filter("doc_type", "nghi quyet"),)),
        ("người ký: Trần Văn Bình", (Filter("signer", "Trần Văn Bình"),)),
        ("nguoi ki:binh -rừng", (Filter("signer", "binh"), Without(Exact("rừng")))),
        ("năm: 2021-2023", (Filter("year", "2021-2023"),)),
        ("nam:2023", (Filter("year", "2023"),)),
        ("-năm: 2023 vốn", (Without(Filter("year", "2023")), Words("vốn"))),
        ("năm: 2022 OR năm: 2023", (Either((Filter("year", "2022"), Filter("year", "2023"))),)),
        ("trích yếu: đầu tư công", (Filter("title", "đầu tư công"),)),
        ("(loại: báo cáo) vốn", (Filter("doc_type", "báo cáo"), Words("vốn"))),
        ("năm: 2022..2024 vốn", (Filter("year", "2022..2024"), Words("vốn"))),
        ("năm: 2022 - 2024", (Filter("year", "2022 - 2024"),)),
        ('năm: "2024"', (Filter("year", "2024"),)),
        ("số: 52nqhdnd vốn", (Filter("number", "52nqhdnd"), Words("vốn"))),
        ("số: 52 người", (Filter("number", "52"), Words("người"))),
        ("từ: 05/03/2024 đến: 3/2024", (Filter("since", "05/03/2024"), Filter("until", "3/2024"))),
        ("tu ngay: 2024 vốn", (Filter("since", "2024"), Words("vốn"))),
        ("từ: ngày 5 tháng 3 năm 2024", (Filter("since", "ngày 5 tháng 3 năm 2024"),)),
        ("kỳ: quý I/2024 vốn", (Filter("period", "quý I/2024"), Words("vốn"))),
        ("ky: 6 thang dau nam 2024", (Filter("period", "6 thang dau nam 2024"),)),
        ("nơi: Vân Lĩnh", (Filter("place", "Vân Lĩnh"),)),
        ("ký: Trần Văn Bình", (Filter("signer", "Trần Văn Bình"),)),
        ("ky: Tran Van Binh", (Filter("signer", "Tran Van Binh"),)),
        ("ngày: 5/3/2024 vốn", (Filter("date", "5/3/2024"), Words("vốn"))),
        ("ngay: 1/3/2024 - 15/3/2024", (Filter("date", "1/3/2024 - 15/3/2024"),)),
        ("tháng: 3/2024", (Filter("date", "3/2024"),)),
        ("năm: từ 2022 đến 2024", (Filter("year", "từ 2022 đến 2024"),)),
        ("loại: báo cáo, nghị quyết", (Filter("doc_type", "báo cáo; nghị quyết"),)),
        ("loai: BC, nq; ke hoach vốn", (Filter("doc_type", "BC; nq"), Words("ke hoach vốn"))),
        ("loại: báo cáo và nghị quyết", (Filter("doc_type", "báo cáo; nghị quyết"),)),
        ("loại: báo cáo, rừng", (Filter("doc_type", "báo cáo"), Words("rừng"))),
        ("-loại: báo cáo, nghị quyết", (Without(Filter("doc_type", "báo cáo; nghị quyết")),)),
        ("cơ quan: Sở Y tế, Sở Tài chính", (Filter("issuer", "Sở Y tế; Sở Tài chính"),)),
        ("cơ quan: Sở Y tế, báo cáo năm", (Filter("issuer", "Sở Y tế"), Words("báo cáo năm"))),
        ("tiêu đề: đầu tư", (Filter("title", "đầu tư"),)),
    ],
)
def test_filters(text: str, parts: tuple[Part, ...]) -> None:
    assert parse(text, VOCAB).parts == parts


@pytest.mark.parametrize(
    ("text", "parts", "note"),
    [
        ('mở "ngoặc kép', (Words("mở ngoặc kép"),), "không có dấu đóng"),
        ("(mở ngoặc", (Words("mở ngoặc"),), "Dấu ( không có dấu đóng"),
        ("đóng) ngoặc", (Words("đóng ngoặc"),), "Dấu ) không có dấu mở"),
        ("(", (), "Dấu ( không có dấu đóng"),
        ("-", (), "Sau dấu - không có gì"),
        ("vốn +", (Words("vốn +"),), "Sau dấu + không có gì"),
        ("*giải ng*ân a*", (Words("giải ng ân a"),), "ở cuối một từ"),
        ("OR vốn", (Words("vốn"),), None),
        ("vốn OR", (Words("vốn"),), "Sau OR (HOẶC) không có gì"),
        ("vốn AND", (Words("vốn"),), "Sau AND (VÀ) không có gì"),
        ("kỳ: Trần Văn Bình", (Words("kỳ: Trần Văn Bình"),), "Không hiểu kỳ"),
        ("vốn NOT", (Words("vốn"),), "Sau NOT (KHÔNG) không có gì"),
        ("loại:", (Words("loại:"),), "Sau “loại:” không có gì"),
        ("người ký: -rừng", (Words("người ký:"), Without(Exact("rừng"))), "Không hiểu người ký"),
        ("năm: nay", (Words("năm: nay"),), "Không hiểu năm “nay”: tìm như chữ"),
        ("từ: 31/2/2024 vốn", (Words("từ: 31/2/2024 vốn"),), "Không hiểu từ ngày “31/2/2024”"),
        ("đến: 00/2024", (Words("đến: 00/2024"),), "Không hiểu đến ngày"),
        ("kỳ: tháng 13/2024", (Words("kỳ: tháng 13/2024"),), "Không hiểu kỳ"),
        ("cơ qun: sở", (Words("cơ qun: sở"),), "có phải “cơ quan:”?"),
        ("vốn author:binh", (Words("vốn author:binh"),), "Không có nhãn “author:”"),
        ('"vốn đầu"~99', (Within("vốn đầu", WIDEST),), f"hiểu là {WIDEST}"),
        ("(" * 40 + "vốn" + ")" * 40, (Words("vốn"),), None),
    ],
)
def test_repairs(text: str, parts: tuple[Part, ...], note: str | None) -> None:
    query = parse(text)
    assert query.parts == parts
    if note:
        assert any(note in said for said in query.notes)


def test_it_says_what_it_demands_excludes_and_filters() -> None:
    notes = parse('+vốn -"trồng rừng" năm: 2023 loại: báo cáo').notes
    assert notes == (
        "Phải có: “vốn”.",
        "Bỏ văn bản có: “trồng rừng”.",
        "Chỉ tìm năm: “2023”.",
        "Chỉ tìm loại: “báo cáo”.",
    )


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("-năm: 2024 rừng", ("Bỏ năm: “2024”.",)),
        ('rừng -loại: "nghị quyết"', ("Bỏ loại: “nghị quyết”.",)),
        ("NOT năm: 2024 rừng", ("Bỏ năm: “2024”.",)),
        ("+năm:2024 rừng", ("Chỉ tìm năm: “2024”.",)),
        ("-(năm:2024 rừng) vốn", ("Bỏ văn bản có: năm: “2024”, “rừng”.",)),
        ("-năm:2023 năm:2024", ("Bỏ năm: “2023”.", "Chỉ tìm năm: “2024”.")),
    ],
)
def test_an_excluded_filter_is_never_told_as_one_that_is_searched_for(text: str, notes: tuple[str, ...]) -> None:
    assert parse(text).notes == notes


def test_a_pasted_page_is_cut_and_said_so() -> None:
    query = parse("vốn " * 1000)
    assert query.parts == (Words(("vốn " * 1000)[:LONGEST].strip()),)
    assert any(str(LONGEST) in note for note in query.notes)


def test_decomposed_letters_are_the_same_query() -> None:
    text = 'cơ quan: sở tài chính "đầu tư công" -thuỷ'
    assert parse(unicodedata.normalize("NFD", text)) == parse(text)


@pytest.mark.parametrize(("text", "marked"), [("bao cao", False), ("báo cáo", True), ("UBND 52", False), ("đat", True)])
def test_it_knows_whether_marks_were_typed(text: str, marked: bool) -> None:
    assert parse(text).marked is marked


def test_targets_are_what_was_asked_for() -> None:
    query = parse('vốn "đầu tư" kế* +rừng -núi năm: 2023 số: 52/NQ')
    assert targets(query) == (
        Target(("vốn",)),
        Target(("đầu", "tư")),
        Target(("kế",), prefix=True),
        Target(("rừng",)),
        Target(("52", "nq")),
    )


@pytest.fixture(scope="module")
def small_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = open_engine("memory", tmp_path_factory.mktemp("engine"), LAYOUT)
    engine.put([Entry("a", {"body": "vốn", "bare": "von"}, {"year": ("2023",)})])
    return engine


PIECES = st.sampled_from(
    [
        *'"()-+*:/%[]~.', " ", "OR", "NOT", "AND", "VÀ", "HOẶC", "KHÔNG", "số:", "năm:", "cơ quan:", "từ:", "đến:",
        "kỳ:", "nơi:", "ký:", "ngày:",
        "vốn", "đầu tư", "52/NQ-HĐND", "2023", "05/03/2024", "quý I/2024", "tháng", '"vốn đầu"~3',
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)))
def test_any_string_parses_and_is_answered(small_engine: Engine, text: str) -> None:
    """No exception in the parser, in the tree, in the engine; and marks are made of what the tree asks."""
    query = parse(text)
    for require_all in (False, True):
        answer = small_engine.find(Ask(place(query, require_all=require_all)))
        assert answer.total == len(answer.scores) <= 1
    assert all(target.tokens for target in targets(query))


SIGNS = st.text(alphabet="()[]{}'*~/\\:;,.%&|^!?=<>@#$_–—…+- \t\n", max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, min_size=3, max_size=3), st.sampled_from(["vốn", "von", "VỐN"]))
def test_no_sign_hides_what_is_there(small_engine: Engine, signs: list[str], word: str) -> None:
    """Whatever stands around a word, it is found, unless it is excluded, and then the parser says so."""
    query = parse(f"{signs[0]} {word} {signs[1]} {word}{signs[2]}")
    assert small_engine.find(Ask(place(query))).total == 1 or any("Bỏ văn bản có" in note for note in query.notes)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_what_holds_words_is_no_empty_query(text: str) -> None:
    """Every syllable typed is asked for, but for operators and labels."""
    operators = {"or", "hoặc", "not", "không"}
    assert parse(text).parts or not set(syllables(text)) - operators


def test_the_order_of_words_and_operators_is_kept_through_the_engine(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path, LAYOUT)
    engine.put(
        [
            Entry("both", {"body": "vốn rừng", "bare": "von rung"}),
            Entry("one", {"body": "vốn", "bare": "von"}),
        ]
    )
    found = {text: engine.find(Ask(place(parse(text)))).total for text in ("vốn", "vốn -rừng", "+rừng vốn", "-vốn")}
    assert found == {"vốn": 2, "vốn -rừng": 1, "+rừng vốn": 1, "-vốn": 0}


def test_only_ordinary_words_are_repaired() -> None:
    query = parse('a "b" +c -d ee* (f OR "g") năm: 2024 trích yếu: h')
    changed = repaired(query, str.upper)
    assert [(words.text, words.typed) for words in repairs(changed)] == [("A", "a"), ("F", "f")]
    assert repaired(changed, str.upper) == changed
    assert repaired(query, lambda _: None) == query
    assert repairs(query) == ()


def test_what_was_typed_is_marked_beside_what_was_meant() -> None:
    query = repaired(parse("chồng rừng"), lambda _: "trồng rừng")
    assert [target.tokens for target in targets(query)] == [("trồng",), ("rừng",), ("chồng",)]


def test_only_ordinary_words_have_other_forms() -> None:
    other = Other("b", "B", 0, 1)
    query = expanded(parse('a "b" +c -d (f OR "g") năm: 2024'), lambda text: [other] if text == "f" else [])
    assert expansions(query) == (("b", "B"),)
    assert Target(("b",)) in targets(query)


def test_marks_that_are_not_seen_are_no_part_of_a_word() -> None:
    """Zero-width blanks and soft hyphens come with text that is pasted."""
    assert parse("rừ\u200bng phòng\u00ad hộ\ufeff").parts == (Words("rừng phòng hộ"),)


def test_parentheses_beyond_the_deepest_are_left_out_on_both_sides() -> None:
    query = parse("(" * 11 + "rừng" + ")" * 11 + " hộ")
    assert query.parts == (Words("rừng hộ"),)
    assert query.notes == ("Chỉ hiểu 8 lớp ngoặc đơn: những lớp bên trong bỏ qua.",)


@pytest.mark.parametrize("typed", ["cơ  quan : sở", "cơ quan  : sở", "CƠ QUAN:sở", "co  quan:  sở"])
def test_blanks_in_and_around_a_label_do_not_matter(typed: str) -> None:
    assert parse(typed).parts == (Filter("issuer", "sở"),)


def test_figures_are_marked_in_every_shape() -> None:
    """A year is printed as it is."""
    found = {target.tokens for target in targets(parse("6784 ha năm 2024"))}
    assert {("6784",), ("6", "784")} <= found
    assert ("2", "024") not in found
    assert ("1", "471", "60") in {target.tokens for target in targets(parse("1471,6 tỷ"))}


def test_a_syllable_of_ordinary_words_may_be_bound() -> None:
    query = parse('rừng tự nhiên "tự" 52/NQ')
    bound = [target.tokens for target in targets(query, bound={"tự", "nhiên"}.__contains__) if target.bound]
    assert bound == [("tự",), ("nhiên",)]
    assert not any(target.bound for target in targets(parse("nhiên"), bound={"nhiên"}.__contains__))
