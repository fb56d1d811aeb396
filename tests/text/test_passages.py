"""Passages show what was asked for, marked in the stored text, on its page."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import PAGE_BREAK, Document, Fact, Page, Passage, Section, Span
from archive.text.paper import Outline, outline_of, paper_of
from archive.text.passages import find_marks, find_passages, more_passages
from archive.text.pieces import WIDTH
from archive.text.target import Target
from archive.text.tokens import syllables

FILLER = "Nội dung khác của văn bản được ghi tại đây. " * 12


def words(text: str) -> tuple[Target, ...]:
    return tuple(Target((syllable,)) for syllable in syllables(text))


def paper(*pages: Page, head: int = 0, sections: tuple[Section, ...] = ()) -> Document:
    facts = {"title": (Fact("x", "x", 1, Span(0, head), "printed"),)} if head else {}
    return Document("a", "a.txt", "a", "text/plain", facts, sections=sections, pages=pages)


def passages_of(text: str, document: Document, typed: str) -> tuple[Passage, ...]:
    ((passages, _),) = find_passages([paper_of(document, text)], words(typed))
    return passages


def marked(text: str, *targets: Target) -> list[str]:
    return [text[span.start : span.end] for span in find_marks(text, targets)]


def test_a_bound_syllable_is_marked_alone_only_where_nothing_else_is() -> None:
    wanted = (Target(("rừng",)), Target(("tự",), bound=True), Target(("nhiên",), bound=True))
    assert marked("Độc lập - Tự do. Tuy nhiên, rừng bị cháy.", *wanted) == ["rừng"]
    assert marked("Tuy nhiên, rừng tự nhiên bị cháy.", *wanted) == ["rừng tự nhiên"]
    assert marked("Tuy nhiên, đất tự nhiên tăng.", *wanted) == ["tự nhiên"]
    assert marked("Độc lập - Tự do. Tuy nhiên, tăng.", *wanted) == ["Tự", "nhiên"]


def test_beside_a_paper_that_has_more_a_bound_syllable_is_marked_in_none() -> None:
    wanted = (Target(("tự",), bound=True), Target(("nhiên",), bound=True))
    texts = ("Rừng tự nhiên.", "Độc lập - Tự do.")
    shown = find_passages([paper_of(paper(), text) for text in texts], wanted)
    assert [[len(passage.marks) for passage in passages] for passages, _ in shown] == [[1], [0]]


@pytest.mark.parametrize(
    ("text", "typed", "marks"),
    [
        pytest.param("Vốn đầu tư công", "đầu tư", ["đầu tư"], id="side by side is one mark"),
        pytest.param("VỐN ĐẦU TƯ", "dau tu", ["ĐẦU TƯ"], id="typed without marks"),
        pytest.param("bán đất, bạn đọc", "bán", ["bán"], id="typed with marks, those alone"),
        pytest.param("bạn đọc, ban hành", "bán", ["bạn", "ban"], id="with marks nowhere, then without"),
        pytest.param("Hoà Bình và Hòa Bình", "hòa bình", ["Hoà Bình", "Hòa Bình"], id="both places of the tone"),
        pytest.param("thuỷ lợi, kĩ thuật", "thủy kỹ", ["thuỷ", "kĩ"], id="i and y"),
        pytest.param("kinh tế - xã hội", "kinh tế xã hội", ["kinh tế - xã hội"], id="over a dash"),
        pytest.param("số 52/NQ-HĐND", "52 nq hdnd", ["52/NQ-HĐND"], id="a document number"),
        pytest.param("đầu\ntư", "đầu tư", ["đầu\ntư"], id="over a line break"),
        pytest.param("đầu tư, và tư nhân", "đầu tư", ["đầu tư"], id="a syllable with company is not marked alone"),
        pytest.param(
            "Ngay từ đầu năm; vốn đầu tư", "von dau tu", ["vốn đầu tư"], id="the other way round is no company"
        ),
        pytest.param("Ngay từ đầu năm", "dau tu", ["từ đầu"], id="but all there is, where it never has any"),
        pytest.param(
            "đầu tư công; công tác", "công tác đầu tư công", ["đầu tư công", "công tác"], id="a word typed twice"
        ),
        pytest.param("đầu năm, tư nhân", "đầu tư", ["đầu", "tư"], id="alone when it never has company"),
        pytest.param("2023 2023. Năm 2023, tăng", "2023", ["2023 2023", "2023"], id="its like is no company"),
        pytest.param("giao thông", "thôn", [], id="no parts of words"),
        pytest.param("cán bộ", "án", [], id="nor ends of words"),
        pytest.param("năm 2023", "2023", ["2023"], id="digits"),
        pytest.param("tăng 52,7%; 4.052 hộ; 52 xã.", "52", ["52"], id="no pieces of figures"),
        pytest.param("đạt 6.784 ha", "6.784", ["6.784"], id="a whole figure"),
        pytest.param("giảm 6,6%; tăng 7,6%; 7,7%; 6,7%", "7,6", ["7,6"], id="no figure made of its pieces"),
        pytest.param("", "vốn", [], id="no text"),
    ],
)
def test_marks(text: str, typed: str, marks: list[str]) -> None:
    assert marked(text, *words(typed)) == marks


def test_marks_of_phrases_and_prefixes() -> None:
    text = "Giải ngân vốn; giải pháp; ngân sách; giải  ngân"
    assert marked(text, Target(("giải", "ngân"))) == ["Giải ngân", "giải  ngân"]
    assert marked(text, Target(("gi",), prefix=True)) == ["Giải", "giải", "giải"]


def test_a_phrase_has_no_wide_gaps() -> None:
    assert marked("giải - ngân; giải     ngân", Target(("giải", "ngân"))) == ["giải - ngân"]


def test_each_text_is_searched_as_if_it_stood_alone() -> None:
    """Marks typed count in those that have them; no place is weighed by what the next text begins with."""
    texts = [
        "Bán đất ở đô thị.",
        "Giao ban đất đai.",
        f"Vốn rừng ở trên. {FILLER}\fRừng. Vốn đầu tư. {FILLER}\fVốn",
        "Rừng. Đầu tư. Vốn",
    ]
    papers = [paper_of(paper(), text) for text in texts]
    targets = (Target(("bán", "đất")), *words("vốn đầu tư"))
    assert find_passages(papers, targets) == [find_passages([one], targets)[0] for one in papers]
    assert [
        [passage.text for passage in found if passage.marks] for found, _ in find_passages(papers[:2], targets)
    ] == [
        [texts[0]],
        [texts[1]],
    ]


def test_the_piece_that_holds_more_of_what_was_asked_comes_first() -> None:
    text = f"Rừng, rừng. {FILLER}\fRừng và vốn. {FILLER}\fVốn, vốn. {FILLER}"
    assert passages_of(text, paper(), "rừng vốn")[0].text.startswith("Rừng và vốn")


def test_each_page_is_a_further_piece() -> None:
    text = PAGE_BREAK.join(f"Vốn trang {number}." for number in range(9))
    ((first, more),) = find_passages([paper_of(paper(), text)], words("vốn"), most=3)
    assert (len(first), more) == (3, 6)


def test_behind_a_section_and_an_aside_there_is_none() -> None:
    outline = Outline(pages=([0, 50], [1, 2]), sections=([10], [20], ["I."]), asides=([80], [90], [1]))
    assert [outline.section_at(at) for at in (9, 10, 19, 20)] == ["", "I.", "I.", ""]
    assert [outline.page_at(at) for at in (0, 50, 79, 80, 89, 90)] == [1, 2, 2, 1, 1, 2]


def test_the_head_ends_with_what_was_read_on_the_first_page() -> None:
    facts = {
        "title": (Fact("x", "x", 1, Span(0, 40), "printed"),),
        "date": (Fact("x", "x", 9, Span(900, 910), "printed"),),
    }
    assert outline_of(Document("a", "a.txt", "a", "text/plain", facts)).head == 40


def test_a_figure_typed_with_a_blank_is_marked_whole() -> None:
    """Typed `5 183,2`: its words, and the figure its end is by itself."""
    assert marked("đạt 5.183,2 tỷ; 83,2%", *words("5 183,2"), Target(("183", "2"))) == ["5.183,2"]


def test_no_targets_mark_nothing() -> None:
    assert find_marks("Vốn đầu tư", ()) == find_marks("Vốn đầu tư", (Target(()),)) == ()


def test_the_best_piece_comes_first_and_says_its_page() -> None:
    """Both words together on page 2 beat one of them on page 1."""
    first, second = f"Chi ngân sách. {FILLER}", f"{FILLER}Giải ngân vốn đầu tư công đạt 52%. {FILLER}"
    text = first + PAGE_BREAK + second
    start = len(first) + len(PAGE_BREAK)
    pages = (Page(1, Span(0, len(first))), Page(2, Span(start, len(text))))
    best, *others = passages_of(text, paper(*pages), "giải ngân")
    assert best.page == 2
    assert best.text.startswith("Giải ngân vốn đầu tư công")
    assert [best.text[mark.start : mark.end] for mark in best.marks] == ["Giải ngân"]
    assert all(passage.page in (1, 2) for passage in others)


def test_a_piece_stays_on_its_page() -> None:
    text = "Cuối trang có vốn" + PAGE_BREAK + "đầu tư trang sau. " + FILLER
    pages = (Page(1, Span(0, 17)), Page(2, Span(17 + len(PAGE_BREAK), len(text))))
    for passage in passages_of(text, paper(*pages), "vốn đầu tư"):
        assert "\f" not in text[passage.span.start : passage.span.end]


def test_what_runs_over_a_page_is_shown_from_its_page_on() -> None:
    text = f"Một câu dài{PAGE_BREAK}Vốn tăng nhanh   {PAGE_BREAK}ở mọi nơi."
    (passage,) = passages_of(text, paper(), "vốn")
    assert passage.text == "Vốn tăng nhanh"


def test_the_end_of_a_page_is_shown_beside_the_beginning_of_the_next() -> None:
    text = f"{FILLER}Vốn đầu năm{PAGE_BREAK}Vốn đầu tư giảm. {FILLER}"
    assert [passage.text[:8] for passage in passages_of(text, paper(), "vốn đầu tư")] == ["Vốn đầu ", "Vốn đầu "]


def test_a_piece_begins_with_its_sentence() -> None:
    text = f"{FILLER}\nSố: 52/NQ-HĐND ngày 5. {FILLER}"
    (passage,) = passages_of(text, paper(), "52 nq hdnd")
    assert passage.text.startswith("Số: 52/NQ-HĐND")


def test_what_stands_below_the_head_comes_first() -> None:
    """The subject of a report is shown with every hit; a sentence of its body says more."""
    head = "BÁO CÁO\nKết quả trồng rừng"
    text = f"{head}\n{FILLER}Đã trồng rừng được 52 ha. {FILLER}"
    best, other = passages_of(text, paper(head=len(head)), "trồng rừng")
    assert best.text.startswith("Đã trồng rừng")
    assert other.text.startswith("Kết quả trồng rừng")
    (only,) = passages_of(f"{head}\n{FILLER}", paper(head=len(head)), "trồng rừng")
    assert only.text.startswith("Kết quả trồng rừng")


def test_a_passage_names_its_section() -> None:
    text = f"Mở đầu có vốn đầu tư. {FILLER}\nI. THU NGÂN SÁCH\n{FILLER}Vốn đầu tư tăng. {FILLER}"
    start = text.index("I. THU")
    document = paper(sections=(Section(1, "I.", "THU NGÂN SÁCH", Span(start, len(text))),))
    sections = {passage.text[:3]: passage.section for passage in passages_of(text, document, "vốn đầu tư")}
    assert sections == {"Mở ": "", "Vốn": "I. THU NGÂN SÁCH"}


def test_the_other_passages_are_counted_and_can_be_asked_for() -> None:
    text = "".join(f"Vốn lần {number}. {FILLER}" for number in range(8))
    ((first, more),) = find_passages([paper_of(paper(), text)], words("vốn"), most=3)
    rest = more_passages(paper_of(paper(), text), words("vốn"), skip=3)
    assert (len(first), more, len(rest)) == (3, 5, 5)
    assert {passage.text[:9] for passage in (*first, *rest)} == {f"Vốn lần {number}" for number in range(8)}


@given(st.lists(st.sampled_from(["vốn", "Đầu tư công.", "và", PAGE_BREAK, "x" * 30]), min_size=40, max_size=120))
def test_all_passages_of_a_text_lie_apart(parts: list[str]) -> None:
    """Nothing is shown twice; what was announced comes."""
    text = " ".join(parts)
    ((best, more),) = find_passages([paper_of(paper(), text)], words("vốn"))
    shown = (*best, *more_passages(paper_of(paper(), text), words("vốn"), skip=len(best)))
    assert len(shown) == len(best) + more
    spans = sorted((passage.span.start, passage.span.end) for passage in shown)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(passage.marks for passage in shown) or "vốn" not in text


def test_further_passages_do_not_overlap() -> None:
    text = "Vốn một, hai, ba, bốn, năm, sáu, bảy; " * 40
    rest = more_passages(paper_of(paper(), text), words("vốn"), skip=0)
    spans = sorted((passage.span.start, passage.span.end) for passage in rest)
    assert len(spans) > 5
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert sum(len(passage.marks) for passage in rest) == 40


def test_what_was_not_found_shows_the_beginning() -> None:
    (passage,) = passages_of(FILLER, paper(Page(1, Span(0, len(FILLER)))), "rừng")
    assert passage.span.start == 0
    assert passage.marks == ()
    assert find_passages([paper_of(paper(), "  \n")], words("rừng")) == [((), 0)]


@given(
    st.lists(
        st.sampled_from(["vốn", "đầu tư", "Công", "\n", ".", PAGE_BREAK, "x" * 70, "hoà", "và", "𝒳…"]), max_size=60
    ),
    st.sampled_from(["vốn", "đầu tư công", "hòa", "khong", "x"]),
)
def test_passages_are_pieces_of_the_text(parts: list[str], typed: str) -> None:
    """Same characters but for white space; marks lie inside; pieces do not overlap; none is too long."""
    text = " ".join(parts)
    passages = passages_of(text, paper(Page(1, Span(0, len(text)))), typed)
    assert len(passages) <= 3
    for passage in passages:
        piece = text[passage.span.start : passage.span.end]
        assert passage.text == "".join(" " if letter.isspace() else letter for letter in piece)
        assert 0 < len(piece.rstrip()) == len(piece) <= WIDTH
        assert PAGE_BREAK not in piece
        assert all(0 <= mark.start < mark.end <= len(piece) for mark in passage.marks)
    spans = sorted((passage.span.start, passage.span.end) for passage in passages)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_of_a_long_text_only_what_is_shown_is_read() -> None:
    """All other bytes of the text may be anything."""
    text = f"{FILLER * 300}Vốn đầu tư công đạt 52%. {FILLER * 300}"
    whole, place = paper_of(paper(), text), text.index("Vốn")
    first, last = (len(text[: place + away].encode()) for away in (-1000, 1000))
    damaged = b"\xff" * first + whole.data[first:last] + b"\xff" * (len(whole.data) - last)
    assert find_passages([replace(whole, data=damaged)], words("vốn đầu tư")) == find_passages(
        [whole], words("vốn đầu tư")
    )
