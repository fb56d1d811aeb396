"""Which tokens go where, on the side of the document and on the side of the query."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.engines import open_engine
from archive.engines.query import EVERYTHING, And, Ask, Node, Not, OneOf, Or, Phrase, Word
from archive.fields import LAYOUT, OWN_NUMBER, entry_of, likeness, place, ranks
from archive.model import Document, Fact
from archive.syntax import Other, Words, expanded, parse, spelled
from archive.vocab import Body, Kind, Vocab

VOCAB = Vocab(
    kinds=(Kind("nghi-quyet", "Nghị quyết", ("NQ",)),),
    issuers=(Body("so-y-te", "Sở Y tế", ("SYT",), ("Ngành Y tế",)),),
)


def document(**values: str) -> Document:
    facts = {name: (Fact(value=value, raw=value.upper(), status="printed"),) for name, value in values.items()}
    return Document("id", "a.txt", "0" * 64, "text/plain", facts)


def words_of(node: Node) -> set[tuple[str, str]]:
    """Field and token of every word in a tree."""
    match node:
        case Word(field, token):
            return {(field, token)}
        case And(parts) | Or(parts):
            return {pair for part in parts for pair in words_of(part)}
        case Not(part):
            return words_of(part)
        case _:
            return set()


def test_an_entry_holds_every_form_of_the_text() -> None:
    text = "Thuỷ lợi: 6.784 ha, theo Nghị quyết số 09/2022/NQ-HĐND"
    entry = entry_of(document(), text, VOCAB)
    assert entry.texts["body"] == "thủy lợi 6 784 ha theo nghị quyết số 09 2022 nq hđnd"
    assert entry.tokens("bare")[:2] == ["thuy", "loi"]
    assert entry.tokens("body_pairs")[0] == "thủy_lợi"
    assert entry.tokens("bare_pairs")[-1] == "nq_hdnd"
    assert entry.texts["numbers"] == "#9/2022/nqhdnd #9/nqhdnd #9/nq- 6784"


def test_an_entry_fits_the_layout() -> None:
    entry = entry_of(document(date="2023", signer="Trần Văn Bình"), "chữ", VOCAB)
    assert set(entry.texts) == set(LAYOUT.texts) | set(LAYOUT.bags)
    assert set(entry.keywords) == set(LAYOUT.keywords) - {"twins"}  # known when other documents are
    assert set(entry.dates) <= set(LAYOUT.dates)


def test_a_document_without_facts_has_no_codes_and_no_day() -> None:
    entry = entry_of(document(), "", VOCAB)
    assert not any(entry.keywords.values())
    assert entry.dates == {}
    assert not any(entry.texts.values())


@pytest.mark.parametrize(
    ("facts", "years", "day"),
    [
        ({"date": "2023-10-05"}, ("2023",), "2023-10-05"),
        ({"date": "2023-10"}, ("2023",), "2023-10-01"),
        ({"date": "2023", "period": "2022-Q4"}, ("2023",), "2023-01-01"),
        ({"period": "2022-Q4"}, ("2022",), None),
        ({"period": "2021/2025"}, ("2021", "2025"), None),
        ({}, (), None),
    ],
)
def test_year_and_day(facts: dict[str, str], years: tuple[str, ...], day: str | None) -> None:
    """The year of the date; without a date that of the reporting period, which is no day."""
    entry = entry_of(document(**facts), "", VOCAB)
    assert entry.keywords["year"] == years
    assert entry.dates.get("date") == day


def test_names_are_found_by_every_word_of_them() -> None:
    """As printed, as the vocabulary tells the code, in its short forms and variants; without marks."""
    entry = entry_of(document(issuer="so-y-te", doc_type="nghi-quyet", signer="Trần Văn Bình"), "", VOCAB)
    assert {"so", "y", "te", "syt", "nganh"} <= set(entry.tokens("issuer"))
    assert {"nghi", "quyet"} <= set(entry.tokens("doc_type"))
    assert entry.texts["signer"] == "tran van binh"


def test_several_signers_are_several_codes() -> None:
    both = (Fact(value="Trần Văn Bình", status="printed"), Fact(value="Lò Thị Mai", status="printed"))
    signed = Document("id", "a.txt", "0" * 64, "text/plain", {"signer": both})
    assert entry_of(signed, "", VOCAB).keywords["signer"] == ("Trần Văn Bình", "Lò Thị Mai")


def test_a_joint_paper_is_found_by_each_of_its_numbers() -> None:
    numbers = (Fact(value="15/KHLN-SYT", status="printed"), Fact(value="231/KHLN-SGDĐT", status="printed"))
    date = (Fact(value="2022-09-12", status="printed"),)
    joint = Document("id", "a.txt", "0" * 64, "text/plain", {"number": numbers, "date": date})
    own = set(entry_of(joint, "", VOCAB).tokens("own_number"))
    for typed in ("15/KHLN-SYT", "231/KHLN-SGDĐT", "231/2022/KHLN-SGDĐT"):
        assert own & {token for field, token in words_of(place(parse(typed))) if field == "own_number"}, typed


@pytest.mark.parametrize(
    "typed",
    [
        "52/NQ-HĐND", "52/nq-hdnd", "52 nq hdnd", "52/NQHĐND", "052/NQ-HĐND", "số 52", "Nghị quyết 52",
        "nghi quyet so 52", "52", "NQ 52", "nghị quyết số 52/NQ-HĐND ngày 5 tháng 12", "52/2023/NQ-HĐND", "52nqhdnd",
        "52NQ-HĐND", "52 / NQ – HĐND", "nq52", "số52", "nghị quyết 52nqhdnd", "0052/NQ-HĐND", "52 NQ/HĐND",
    ],
)  # fmt: skip
def test_a_typed_number_meets_the_documents_own(typed: str) -> None:
    own = entry_of(document(number="52/NQ-HĐND", doc_type="nghi-quyet"), "", VOCAB).tokens("own_number")
    asked = {token for field, token in words_of(place(parse(typed))) if field == "own_number"}
    assert asked & set(own)


@pytest.mark.parametrize(
    "typed",
    [
        "39/2020/NQ-HĐND", "39/2020/nq-hdnd", "39/NQ-HĐND", "nghị quyết 39/2020", "39/2020", "số 39/2020",
        "39/2020/NQHĐND", "392020nqhdnd", "39 2020 nq hdnd", "nghị quyết 39 năm 2020",
    ],
)  # fmt: skip
def test_a_typed_number_with_a_year_meets_the_documents_own(typed: str) -> None:
    own = entry_of(document(number="39/2020/NQ-HĐND", doc_type="nghi-quyet"), "", VOCAB).tokens("own_number")
    asked = {token for field, token in words_of(place(parse(typed))) if field == "own_number"}
    assert asked & set(own)


@pytest.mark.parametrize("typed", ["52/BC-UBND năm 2023", "52/2023", "báo cáo 52 năm 2023", "52bcubnd ngày 5/4/2023"])
def test_a_number_is_known_by_the_year_of_its_date(typed: str) -> None:
    entry = entry_of(document(number="52/BC-UBND", doc_type="bao-cao", date="2023-04-05"), "", VOCAB)
    asked = {token for field, token in words_of(place(parse(typed))) if field == "own_number"}
    assert {token for token in asked & set(entry.tokens("own_number")) if "/2023" in token}


@pytest.mark.parametrize("typed", ["chuyển đổi số 9 tháng đầu năm 2023", "số 9 tháng 2023"])
def test_a_count_of_months_is_no_number(typed: str) -> None:
    own = entry_of(document(number="9/2023/BC-UBND"), "", VOCAB).tokens("own_number")
    assert not {token for field, token in words_of(place(parse(typed))) if field == "own_number"} & set(own)


@pytest.mark.parametrize(
    ("typed", "title", "met"),
    [
        ("Kế hoạch đầu tư công năm 2024", "Kế hoạch đầu tư công năm 2024", True),
        ("ke hoach dau tu cong nam 2024", "Kế hoạch đầu tư công năm 2024", True),
        ("đầu tư công năm 2024", "Về việc đầu tư công năm 2024", True),
        ("V/v đầu tư công năm 2024", "Về đầu tư công năm 2024", True),
        ("nghị quyết đầu tư công", "Đầu tư công", True),
        ("đầu tư công", "Kế hoạch đầu tư công", False),
        ("vốn", "Vốn", False),
    ],
)
def test_a_whole_subject_is_one_token(typed: str, title: str, met: bool) -> None:
    own = entry_of(document(title=title, doc_type="nghi-quyet"), "", VOCAB).tokens("title")
    asked = {token for field, token in words_of(place(parse(typed))) if field == "title" and token[0] == "="}
    assert bool(asked & set(own)) is met


@pytest.mark.parametrize("typed", ["tháng 9", "quý 3 năm 2023", "tháng 9/2023", "9 tháng đầu năm", "ngày 9/9/2023"])
def test_months_and_days_are_no_numbers(typed: str) -> None:
    own = entry_of(document(number="9/2023/BC-UBND", doc_type="nghi-quyet"), "", VOCAB).tokens("own_number")
    own += entry_of(document(number="3/BC-UBND"), "", VOCAB).tokens("own_number")
    asked = {token for field, token in words_of(place(parse(typed))) if field == "own_number"}
    assert not asked & set(own)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("số: 52/NQ-HĐND", "52/NQ-HĐND"), ("so: 52", "52/NQ-HĐND"), ("số: 52 nq hdnd", "52/NQ-HĐND"),
        ("số: 39/2020", "39/2020/NQ-HĐND"), ("số: 39/NQ-HĐND", "39/2020/NQ-HĐND"), ("số: /BC-UBND", "/BC-UBND"),
        ("số: 52nqhdnd", "52/NQ-HĐND"), ("số: 113-CV/TU", "113-CV/TU"), ("số: 61-CP", "61-CP"),
        ("số: 3176B/QĐ-SYT", "3176B/QĐ-SYT"),
    ],
)  # fmt: skip
def test_a_number_filter_asks_for_a_token_of_the_number(typed: str, number: str) -> None:
    own = entry_of(document(number=number), "", VOCAB).tokens("own_number")
    asked = place(parse(typed))
    words = asked.parts if isinstance(asked, Or) else (asked,)
    assert all(isinstance(word, Word) and (word.field, word.boost) == ("own_number", 0) for word in words)
    assert {token for _, token in words_of(asked)} & set(own)


def test_a_symbol_without_a_number_is_found_by_itself() -> None:
    entry = entry_of(document(symbol="BC-UBND"), "", VOCAB)
    assert "#/bcubnd" in entry.tokens("own_number")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", EVERYTHING),
        ('"đầu tư công"', Phrase("body_pairs", ("đầu_tư", "tư_công"))),
        ('"dau tu cong"', Phrase("bare_pairs", ("dau_tu", "tu_cong"))),
        ('"đầu tư"', Word("body_pairs", "đầu_tư")),
        ('"UBND"', Word("bare", "ubnd")),
        ("-rừng", Not(Word("body", "rừng"))),
        ("-rung", Not(Word("bare", "rung"))),
        ('-ban "đầu tư"', And((Word("body_pairs", "đầu_tư"), Not(Word("body", "ban"))))),
        ("kế*", Word("body", "kế", prefix=True)),
        ("ke*", Word("bare", "ke", prefix=True)),
        ("năm: 2021-2023", OneOf("year", ("2021", "2022", "2023"))),
        ("cơ quan: Sở Y tế", And(tuple(Word("issuer", token, 0.0) for token in ("so", "y", "te")))),
    ],
)
def test_the_tree_of(typed: str, tree: Node) -> None:
    assert place(parse(typed)) == tree


def test_words_with_marks_are_asked_with_and_without() -> None:
    asked = words_of(place(parse("đầu tư")))
    assert {("body", "đầu"), ("body_pairs", "đầu_tư"), ("bare", "dau"), ("bare_pairs", "dau_tu")} <= asked


def test_words_without_marks_are_asked_only_so() -> None:
    """`ma` with its marks off would else rank the rare word that is written so above all that is meant."""
    assert {field for field, _ in words_of(place(parse("dau tu")))} == {
        "bare",
        "bare_pairs",
        "title",
        "issuer",
        "doc_type",
    }


def test_words_beside_a_demand_only_rank_and_beside_a_filter_must_be_met() -> None:
    demanded, filtered = place(parse('"đầu tư" vốn')), place(parse("năm: 2023 vốn"))
    assert isinstance(demanded, And)
    assert isinstance(demanded.parts[1], Or)
    assert EVERYTHING in demanded.parts[1].parts
    assert isinstance(filtered, And)
    assert EVERYTHING not in filtered.parts


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("đầu tư", "both"),
        ("đầu rừng", ""),
        ("đầu tư - 6784", "both"),
        ("6.784 ha", "both"),
        ("9/2022/nqhdnd", "both"),
        ("rừng OR núi", "forest"),
        ("(rừng núi) OR đầu", "both"),
        ("núi OR hồ", ""),
        ("trồng rưn*", ""),
        ("trồng rừ* -đầu", "forest"),
        ("von rung", ""),
        ("trong rung", "forest"),
        ('"trồng rừng" đầu', ""),
    ],
)
def test_all_words_can_be_demanded(tmp_path: Path, typed: str, found: str) -> None:
    engine = open_engine("memory", tmp_path, LAYOUT)
    texts = {"both": "Đầu tư 6.784 ha theo Nghị quyết số 09/2022/NQ-HĐND", "forest": "Trồng rừng"}
    engine.put([replace(entry_of(document(), text, VOCAB), id=name) for name, text in texts.items()])
    assert "".join(id_ for id_, _ in engine.find(Ask(place(parse(typed), require_all=True))).scores) == found


def test_demanding_all_words_keeps_their_order(tmp_path: Path) -> None:
    engine = open_engine("memory", tmp_path, LAYOUT)
    texts = {"long": "đầu tư " + "khác " * 30, "short": "đầu tư công", "half": "đầu"}
    engine.put([replace(entry_of(document(), text, VOCAB), id=name) for name, text in texts.items()])
    ranked = dict(engine.find(Ask(place(parse("đầu tư")))).scores)
    del ranked["half"]
    assert dict(engine.find(Ask(place(parse("đầu tư"), require_all=True))).scores) == pytest.approx(ranked)


@pytest.mark.parametrize(
    ("typed", "better"), [("vốn", True), ("năm: 2023", False), ("-vốn", False), ("", False), ('"vốn" năm: 2023', True)]
)
def test_ranks(typed: str, better: bool) -> None:
    assert ranks(parse(typed)) is better


def test_likeness_asks_for_pairs_of_words_and_of_the_subject() -> None:
    asked = words_of(likeness(document(title="Đầu tư công"), "Trồng rừng thay thế 5 ha"))
    assert ("body_pairs", "trồng_rừng") in asked
    assert ("title", "dau_tu") in asked
    assert not any(letter.isdigit() for _, token in asked for letter in token)


def test_the_own_number_outweighs_all_else() -> None:
    own = [part for part in _parts(place(parse("52/NQ-HĐND"))) if isinstance(part, Word) and part.boost == OWN_NUMBER]
    assert own
    assert {part.field for part in own} == {"own_number"}


def _parts(node: Node) -> tuple[Node, ...]:
    assert isinstance(node, Or)
    return node.parts


def test_the_committee_of_the_party_is_not_that_of_the_people() -> None:
    """Both have the words of `tỉnh ủy`; words in between may be left out elsewhere."""
    assert ("issuer", "tinh_uy") in words_of(place(parse("cơ quan: Tỉnh ủy Vân Lĩnh")))
    assert ("issuer", "tai_chinh") in words_of(place(parse("cơ quan: tài chính")))
    assert words_of(place(parse("cơ quan: UBND tỉnh"))) == {("issuer", "ubnd"), ("issuer", "tinh")}
    assert not any("_" in token for _, token in words_of(place(parse("cơ quan: sở tài chính vân lĩnh"))))


def test_pieces_of_an_abbreviation_are_asked_for_together_alone() -> None:
    """The `KT` before a signature is no `KT-XH`."""
    query = expanded(parse("KT-XH tỉnh"), lambda _: [Other("KT-XH", "Kinh tế - xã hội", 0, 2)])
    asked = words_of(place(query))
    assert {("bare", "tinh"), ("bare_pairs", "kt_xh"), ("body_pairs", "kinh_tế")} <= asked
    assert not {("bare", "kt"), ("body", "kt"), ("title", "xh")} & asked
    long = expanded(parse("kinh tế - xã hội"), lambda _: [Other("kinh tế - xã hội", "KT-XH", 0, 4)])
    assert ("body", "kinh") in words_of(place(long))
    (words,) = long.parts
    assert isinstance(words, Words)
    assert spelled(words) == frozenset()


def test_a_figure_weighs_more_than_its_pieces() -> None:
    """A year weighs no more than its syllable."""

    def weight(typed: str, figure: str) -> float:
        tree = place(parse(typed))
        assert isinstance(tree, Or)
        return next(word.boost for word in tree.parts if isinstance(word, Word) and word.token == figure)

    assert weight("2127.531 tỷ", "2127,531") > weight("2024 tỷ", "2024")
