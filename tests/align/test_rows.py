"""Paragraphs are paired by what they say; each row tells how its two sides differ."""

from __future__ import annotations

import random

import pytest

from archive.align import Source, align_texts
from archive.metadata.outline import find_sections
from archive.model import PAGE_BREAK, Aside, Change, Paragraph, Span
from archive.text.lines import lines_of

QUARTER = """ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH
BÁO CÁO
Tình hình kinh tế - xã hội quý I năm 2024
I. TÌNH HÌNH KINH TẾ
1. Nông nghiệp
Gieo trồng 4.120 ha lúa chiêm, đạt 96,10% kế hoạch.
2. Công nghiệp
Giá trị sản xuất đạt 310,5 tỷ đồng, tăng 4,1% so với cùng kỳ.
3. Du lịch
Đón 41.200 lượt khách, doanh thu 28 tỷ đồng.
II. TÌNH HÌNH XÃ HỘI
1. Giáo dục
Tổ chức thi học sinh giỏi cấp tỉnh.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Lò Văn Páo
"""
NEXT_QUARTER = """ỦY BAN NHÂN DÂN TỈNH VÂN LĨNH
BÁO CÁO
Tình hình kinh tế - xã hội quý II năm 2024
A. TÌNH HÌNH KINH TẾ
a) Nông nghiệp
Gieo trồng 4.120 ha lúa chiêm, đạt 96,1% kế hoạch.
b) Thủy sản
Nuôi 215 lồng cá trên hồ Nà Sâu.
c) Công nghiệp
Giá trị sản xuất đạt 335,7 tỷ đồng, tăng 5,0% so với cùng kỳ.
B. TÌNH HÌNH XÃ HỘI
a) Giáo dục
Tổng kết năm học, xét tốt nghiệp cho học sinh lớp 12 toàn tỉnh.
Nơi nhận:
- Như trên;
- Lưu: VT, TH.
CHỦ TỊCH
Lò Văn Páo
"""


def compare(left: str, right: str) -> tuple[Change, ...]:
    return align_texts(Source(left, find_sections(left)), Source(right, find_sections(right)))


def rows(left: str, right: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (change.kind, _first_line(change.left, left), _first_line(change.right, right))
        for change in compare(left, right)
    ]


def _first_line(side: Paragraph | None, text: str) -> str | None:
    return None if side is None else text[side.span.start : side.span.end].split(":")[0][:30].strip()


HEAD = """UBND TỈNH VÂN LĨNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ TÀI CHÍNH          Độc lập - Tự do - Hạnh phúc
-------          ---------------
Số: {number}/BC-STC          Vân Lĩnh, ngày {day} tháng 03 năm 2023

"""
ONE_COLUMN = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
------------
SỞ TÀI CHÍNH
Số: 7/BC-STC
Vân Lĩnh, ngày 02 tháng 3 năm 2023
------------
"""
BODY = "BÁO CÁO\nTình hình giải ngân\n-----\nĐã họp ngày 05 tháng 3 năm 2023 tại xã Nà Sâu.\n"


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        (HEAD.format(number=12, day="06"), HEAD.format(number=31, day="09"), ["head", "same", "same", "same"]),
        (HEAD.format(number=12, day="06"), ONE_COLUMN, ["head", "same", "same", "same"]),
        (HEAD.format(number=12, day="06"), "", ["head", "same", "same", "same"]),
        ("", "", ["same", "same", "same"]),
    ],
    ids=["two columns", "one column", "on one side only", "none"],
)
def test_what_stands_above_the_body_is_one_row_and_rules_are_none(left: str, right: str, kinds: list[str]) -> None:
    changes = compare(left + BODY, right + BODY)
    assert [change.kind for change in changes] == kinds
    if left:
        assert changes[0].left == Paragraph(Span(0, len(left.rstrip())), "", "head", 0)


def test_two_reports_of_one_series_stand_row_by_row() -> None:
    assert rows(QUARTER, NEXT_QUARTER)[2:17] == [
        ("reworded", "Tình hình kinh tế - xã hội quý", "Tình hình kinh tế - xã hội quý"),
        ("renumbered", "I. TÌNH HÌNH KINH TẾ", "A. TÌNH HÌNH KINH TẾ"),
        ("renumbered", "1. Nông nghiệp", "a) Nông nghiệp"),
        ("same", "Gieo trồng 4.120 ha lúa chiêm,", "Gieo trồng 4.120 ha lúa chiêm,"),
        ("added", None, "b) Thủy sản"),
        ("added", None, "Nuôi 215 lồng cá trên hồ Nà Sâ"),
        ("renumbered", "2. Công nghiệp", "c) Công nghiệp"),
        ("figures", "Giá trị sản xuất đạt 310,5 tỷ", "Giá trị sản xuất đạt 335,7 tỷ"),
        ("removed", "3. Du lịch", None),
        ("removed", "Đón 41.200 lượt khách, doanh t", None),
        ("renumbered", "II. TÌNH HÌNH XÃ HỘI", "B. TÌNH HÌNH XÃ HỘI"),
        ("renumbered", "1. Giáo dục", "a) Giáo dục"),
        ("rewritten", "Tổ chức thi học sinh giỏi cấp", "Tổng kết năm học, xét tốt nghi"),
        ("same", "Nơi nhận", "Nơi nhận"),
        ("same", "- Như trên;", "- Như trên;"),
    ]


def test_figures_are_paired_by_their_place() -> None:
    change = next(change for change in compare(QUARTER, NEXT_QUARTER) if change.kind == "figures")
    assert [(edit.left.strip(), edit.right.strip()) for edit in change.edits if edit.kind != "equal"] == [
        ("310,5", "335,7"),
        ("4,1", "5,0"),
    ]


def test_edits_of_a_row_cover_all_its_words_but_the_label() -> None:
    for change in compare(QUARTER, NEXT_QUARTER):
        for side, text in (("left", QUARTER), ("right", NEXT_QUARTER)):
            paragraph = getattr(change, side)
            words = "".join(getattr(edit, side) for edit in change.edits)
            assert words == (text[paragraph.words : paragraph.span.end] if paragraph else "")


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_rows_together_hold_every_line_of_both_documents(side: str) -> None:
    text = {"left": QUARTER, "right": NEXT_QUARTER}[side]
    spans = [getattr(change, side).span for change in compare(QUARTER, NEXT_QUARTER) if getattr(change, side)]
    assert [text[span.start : span.end] for span in sorted(spans, key=lambda span: span.start)] == text.splitlines()


@pytest.mark.parametrize("text", [QUARTER, NEXT_QUARTER, "Không có đề mục nào.\n", "I. LÚA\nI. LÚA\n1. Chè\n1. Chè\n"])
def test_a_document_compared_with_itself_is_the_same_throughout(text: str) -> None:
    assert {change.kind for change in compare(text, text)} == {"same"}


def test_the_other_way_round_what_was_added_is_removed() -> None:
    mirrored = {"added": "removed", "removed": "added"}
    forward = [(mirrored.get(kind, kind), right, left) for kind, left, right in rows(QUARTER, NEXT_QUARTER)]
    assert sorted(forward, key=str) == sorted(rows(NEXT_QUARTER, QUARTER), key=str)


def test_words_that_one_side_alone_has_say_which_side() -> None:
    (added,) = compare("", "I. LÚA\n")
    (removed,) = compare("I. LÚA\n", "")
    assert [(edit.kind, edit.left, edit.right.strip()) for edit in added.edits] == [("insert", "", "LÚA")]
    assert [(edit.kind, edit.left.strip(), edit.right) for edit in removed.edits] == [("delete", "LÚA", "")]


def test_thousands_of_like_sections_are_put_in_rows() -> None:
    """Tables read as lists: time must not grow with the square of their length."""
    text = "".join(f"a) Mục\nb) Mục khác {number}\n" for number in range(500))
    other = text.replace("Mục khác 250\n", "Mục khác 250\na) Mục mới\nb) Mục cuối\n")
    kinds = [kind for kind, _, _ in rows(text, other)]
    assert (kinds.count("same"), kinds.count("added"), len(kinds)) == (1000, 2, 1002)


def test_nothing_against_something() -> None:
    assert rows("", "I. LÚA\n") == [("added", None, "I. LÚA")]
    assert rows("Mở đầu.\n", "") == [("removed", "Mở đầu.", None)]
    assert rows("", "") == []


KINDS = [
    ("numbering alone", "1. Nông nghiệp đạt kết quả tốt.\n", "a) Nông nghiệp đạt kết quả tốt.\n", "renumbered"),
    ("a value in another spelling", "1. Đạt 96,10% kế hoạch.\n", "1. Đạt 96,1% kế hoạch.\n", "same"),
    ("another value", "1. Đạt 96,1% kế hoạch.\n", "1. Đạt 97% kế hoạch.\n", "figures"),
    (
        "a few words",
        "1. Sở Nội vụ chủ trì rà soát biên chế.\n",
        "1. Sở Nội vụ chủ trì rà soát, báo cáo biên chế.\n",
        "reworded",
    ),
    ("a reference to another article", "- Theo khoản 2 Điều 5.\n", "- Theo khoản 2 Điều 6.\n", "renumbered"),
    (
        "most words",
        "1. Nông nghiệp: gieo 40 ha lúa xuân.\n",
        "1. Nông nghiệp: gieo cấy lúa mùa, chăn nuôi ổn định.\n",
        "rewritten",
    ),
]


@pytest.mark.parametrize(("left", "right", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_kind_of_a_row(left: str, right: str, kind: str) -> None:
    assert [change.kind for change in compare(left, right)] == [kind]


def test_the_same_title_under_another_heading_is_another_section() -> None:
    """“Kết quả” of each field stays with its own field though one field is missing on the left."""
    fields = ("Nông nghiệp", "Công nghiệp", "Du lịch")
    left = "".join(f"{number}. {name}\na) Kết quả\nĐạt kế hoạch.\n" for number, name in enumerate(fields[1:], 1))
    right = "".join(f"{number}. {name}\na) Kết quả\nĐạt kế hoạch.\n" for number, name in enumerate(fields, 1))
    assert [kind for kind, _, _ in rows(left, right)] == [*["added"] * 3, *["renumbered", "same", "same"] * 2]


def test_true_pairs_of_generated_reports_are_found() -> None:
    """Of 60 sections with new figures, one in six reworded, some taken out, some added: nearly all rows are right."""
    words = random.Random(7)
    syllables = [onset + rime for onset in ("b", "ch", "đ", "kh", "l", "m", "n", "ph", "s", "tr", "v", "x")
                 for rime in ("ạn", "ươi", "ơm", "ân", "iêu", "ông", "ảnh", "ứt", "oan", "ầy")]  # fmt: skip
    bodies = [[words.choice(syllables) for _ in range(words.randint(12, 60))] for _ in range(66)]

    def section(number: int, body: int, *, change: bool) -> str:
        said = [word if not change or words.random() > 0.3 else words.choice(syllables) for word in bodies[body]]
        said.insert(5, f"đạt {words.randint(10, 999)},{words.randint(1, 9)}%")
        return f"{number}. {' '.join(said).capitalize()}.\n"

    left_ids, right_ids = [n for n in range(60) if n % 11], [n for n in range(66) if n % 7]
    left = "".join(section(number, body, change=False) for number, body in enumerate(left_ids, 1))
    right = "".join(section(number, body, change=body % 6 == 0) for number, body in enumerate(right_ids, 1))
    at, other = (
        {span.start: body for span, body in zip(lines_of(text), bodies, strict=True)}
        for text, bodies in ((left, left_ids), (right, right_ids))
    )
    paired = [(at[c.left.span.start], other[c.right.span.start]) for c in compare(left, right) if c.left and c.right]
    right_pairs = sum(one == two for one, two in paired)
    assert right_pairs == len(paired)
    assert right_pairs >= 0.95 * len(set(left_ids) & set(right_ids))


MATTERS = [
    "Diện tích lúa xuân gieo cấy đạt 4.120 ha, năng suất bình quân khá so với nhiều năm gần đây.",
    "Đàn trâu bò toàn huyện phát triển ổn định, công tác tiêm phòng được các xã triển khai đúng lịch.",
    "Thu ngân sách trên địa bàn đạt 61,5 tỷ đồng, bằng hai phần ba dự toán được giao đầu năm.",
    "Các trường đã tổng kết năm học, chuẩn bị cơ sở vật chất cho kỳ thi sắp tới của học sinh.",
    "Trạm y tế các xã khám chữa bệnh cho 1.240 lượt người, không để xảy ra dịch bệnh lớn.",
]


def test_a_moved_paragraph_has_two_rows_that_lead_to_each_other() -> None:
    """The words stand where they went, beside the old ones; the row they left has no words of its own."""
    left, right = MATTERS, [*MATTERS[1:4], MATTERS[0].replace("4.120", "4.125"), MATTERS[4]]
    changes = compare("\n".join(left), "\n".join(right))
    assert [change.kind for change in changes] == ["moved", "same", "same", "same", "moved", "same"]
    origin, target = changes[0], changes[4]
    assert (origin.other, target.other) == (4, 0)
    assert (origin.right, origin.edits) == (None, ())
    assert target.left == origin.left
    assert [(edit.left.strip(), edit.right.strip()) for edit in target.edits if edit.kind != "equal"] == [
        ("4.120", "4.125")
    ]


def test_a_heading_moves_with_what_stands_under_it() -> None:
    blocks = [f"{{}}. {name}\n{matter}\n" for name, matter in zip(("Lúa", "Trâu", "Thu", "Học"), MATTERS, strict=False)]
    left = "".join(block.format(number) for number, block in enumerate(blocks, 1))
    right = "".join(block.format(number) for number, block in enumerate([*blocks[1:], blocks[0]], 1))
    found = [change.kind for change in compare(left, right)]
    assert found == ["moved", "moved", *["renumbered", "same"] * 3, "moved", "moved"]


def test_formulas_do_not_move() -> None:
    left = "1. Lúa\nĐạt kế hoạch.\n2. Chè\nTăng khá.\n"
    right = "1. Lúa\nTăng khá.\n2. Chè\nĐạt kế hoạch.\n"
    assert not [change for change in compare(left, right) if change.kind == "moved"]


_TITLE = "Kết quả trồng rừng phòng hộ đầu nguồn sông Nậm Khao"


def test_a_closing_formula_does_not_move() -> None:
    """Recipients in another order are taken out and put in: that tells nothing of the text."""
    first = "- Ủy ban Mặt trận Tổ quốc và các đoàn thể trong huyện;"
    second = "- Chi cục Kiểm lâm vùng hai, các hạt ở Nậm Khao;"
    left, right = ("\n".join([*MATTERS, "Nơi nhận:", *two]) for two in ((first, second), (second, first)))
    kinds = [change.kind for change in compare(left, right)]
    assert kinds == [*["same"] * 6, "added", "same", "removed"]
    open_left, open_right = (text.replace("Nơi nhận", "Phân công") for text in (left, right))
    assert [change.kind for change in compare(open_left, open_right)].count("moved") == 2


@pytest.mark.parametrize(("end", "moved"), [("", 2), (".", 0)])
def test_a_heading_moves_to_a_heading_only(end: str, moved: int) -> None:
    """The same words at the end of the other text, once as a heading, once as a sentence."""
    left, right = [f"1. {_TITLE}", *MATTERS[:4]], [*MATTERS[:4], f"1. {_TITLE}{end}"]
    assert [change.kind for change in compare("\n".join(left), "\n".join(right))].count("moved") == moved


def test_rewritten_text_moves_with_its_heading() -> None:
    """Alone it would be too unlike to have moved."""
    old = "Các xã vùng cao đã trồng 312 ha rừng phòng hộ, chăm sóc rừng trồng năm trước, bảo vệ rừng đầu nguồn sông."
    new = "Rừng phòng hộ các xã trồng được 95 ha, cây giống thiếu, chăm sóc rừng trồng năm trước chậm so với lịch."
    rest = "Chăn nuôi\n" + "\n".join(MATTERS[:3]) + "\n"
    found = compare(f"1. {_TITLE}\n{old}\n2. {rest}", f"1. {rest}2. {_TITLE}\n{new}\n")
    assert [change.kind for change in found] == ["moved", "moved", "renumbered", *["same"] * 3, "moved", "moved"]
    alone = compare(f"{old}\n2. {rest}", f"1. {rest}{new}\n")
    assert "moved" not in {change.kind for change in alone}


def test_a_part_is_found_in_the_whole() -> None:
    whole = "\n".join([*(f"Việc thứ {n} về {w}." for n, w in enumerate("abcdefgh")), *MATTERS, "Hết."])
    part = "\n".join(["QUYẾT NGHỊ:", *MATTERS[1:4]])
    paired = [change.kind for change in compare(whole, part) if change.left and change.right]
    assert paired == ["same"] * 3


def test_a_paragraph_over_two_pages_is_one() -> None:
    words = MATTERS[0].split(" ")
    broken = f"{' '.join(words[:9])}{PAGE_BREAK}{' '.join(words[9:])}"
    assert [change.kind for change in compare(MATTERS[0], broken)] == ["same"]


def _with_note(mark: str, note: str) -> Source:
    body = f"Đàn bò 25.490 con{mark}, tăng khá.\nĐàn lợn ổn định."
    text = f"{body}{PAGE_BREAK}{note}"
    start = body.index(mark)
    aside = Aside("footnote", Span(len(body) + len(PAGE_BREAK), len(text)), 1, mark, Span(start, start + len(mark)))
    return Source(text, asides=(aside,), body_end=len(body))


def test_footnotes_stand_apart_and_their_marks_are_no_words() -> None:
    """`con1` and `con7` are one word, of which the note has another number in the other paper."""
    changes = align_texts(_with_note("1", "Huyện Nậm Khao 210 con."), _with_note("7", "Huyện Nậm Khao 215 con."))
    assert [change.kind for change in changes] == ["same", "same", "figures"]
    assert [change.left.kind for change in changes if change.left] == ["text", "text", "footnote"]
    assert changes[0].edits[0].left == "Đàn bò 25.490 con1, tăng khá."


def test_the_work_is_told_from_nothing_to_nearly_all() -> None:
    told: list[float] = []
    align_texts(Source("\n".join(MATTERS)), Source("\n".join(MATTERS)), progress=told.append)
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] < 1
