"""Sections are paired by what they say, in order; each row tells how its two sides differ."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from archive.compare import compare_documents, compare_texts
from archive.metadata.outline import find_sections
from archive.model import Change
from tests.papers import add, only_id, open_archive, write_report

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
    return compare_texts(find_sections(left), left, find_sections(right), right)


def rows(left: str, right: str) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind, _name(change, "left"), _name(change, "right")) for change in compare(left, right)]


def _name(change: Change, side: str) -> str | None:
    section = getattr(change, side)
    return None if section is None else f"{section.label} {section.title}".strip()


def test_two_reports_of_one_series_stand_row_by_row() -> None:
    assert rows(QUARTER, NEXT_QUARTER) == [
        ("reworded", "", ""),
        ("same", "I. TÌNH HÌNH KINH TẾ", "A. TÌNH HÌNH KINH TẾ"),
        ("same", "1. Nông nghiệp", "a) Nông nghiệp"),
        ("added", None, "b) Thủy sản"),
        ("figures", "2. Công nghiệp", "c) Công nghiệp"),
        ("removed", "3. Du lịch", None),
        ("same", "II. TÌNH HÌNH XÃ HỘI", "B. TÌNH HÌNH XÃ HỘI"),
        ("rewritten", "1. Giáo dục", "a) Giáo dục"),
        ("reworded", "", ""),
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
            section = getattr(change, side)
            words = "".join(getattr(edit, side) for edit in change.edits)
            printed = text[section.span.start : section.span.end] if section else ""
            assert words == (printed.removeprefix(section.label) if section else "")


def test_the_rows_together_hold_both_documents_whole_and_in_order() -> None:
    changes = compare(QUARTER, NEXT_QUARTER)
    left = [change.left.span for change in changes if change.left]
    assert left[0].start == 0
    assert left[-1].end == len(QUARTER)
    assert [span.end for span in left[:-1]] == [span.start for span in left[1:]]


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


def test_two_documents_stand_on_the_sides_they_were_asked_for(tmp_path: Path) -> None:
    with open_archive(tmp_path) as library:
        first, second = (only_id(add(library, write_report(tmp_path / "in", serial))) for serial in (1, 2))
        found, turned = compare_documents(library, first, second), compare_documents(library, second, first)
        texts = {name: library.catalogue.text(name) for name in (first, second)}
    assert (found.left.id, found.right.id) == (first, second)
    assert (turned.left.id, turned.right.id) == (second, first)
    for name, side in ((first, "left"), (second, "right")):
        said = "".join(getattr(edit, side) for change in found.changes for edit in change.edits)
        assert set(said.split()) <= set(texts[name].split())
        assert f"{1 if name == first else 2}/BC-UBND" in said


def test_thousands_of_like_sections_are_put_in_rows() -> None:
    """Tables read as lists: time must not grow with the square of their length."""
    text = "".join(f"a) Mục\nb) Mục khác {number}\n" for number in range(500))
    other = text.replace("Mục khác 250\n", "Mục khác 250\na) Mục mới\nb) Mục cuối\n")
    kinds = [kind for kind, _, _ in rows(text, other)]
    assert (kinds.count("same"), kinds.count("added"), len(kinds)) == (1000, 2, 1002)


def test_nothing_against_something() -> None:
    assert rows("", "I. LÚA\n") == [("added", None, "I. LÚA")]
    assert rows("Mở đầu.\n", "") == [("removed", "", None)]
    assert rows("", "") == []


KINDS = [
    ("numbering alone", "1. Nông nghiệp đạt kết quả tốt.\n", "a) Nông nghiệp đạt kết quả tốt.\n", "same"),
    ("a value in another spelling", "1. Đạt 96,10% kế hoạch.\n", "1. Đạt 96,1% kế hoạch.\n", "same"),
    ("another value", "1. Đạt 96,1% kế hoạch.\n", "1. Đạt 97% kế hoạch.\n", "figures"),
    (
        "a few words",
        "1. Sở Nội vụ chủ trì rà soát biên chế.\n",
        "1. Sở Nội vụ chủ trì rà soát, báo cáo biên chế.\n",
        "reworded",
    ),
    (
        "most words",
        "1. Nông nghiệp: gieo 40 ha lúa.\n",
        "1. Nông nghiệp: chăn nuôi ổn định, không có dịch bệnh.\n",
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
    assert [kind for kind, _, _ in rows(left, right)] == ["added", "added", "same", "same", "same", "same"]


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
    at = {section.span.start: body for section, body in zip(find_sections(left), left_ids, strict=True)}
    other = {section.span.start: body for section, body in zip(find_sections(right), right_ids, strict=True)}
    paired = [(at[c.left.span.start], other[c.right.span.start]) for c in compare(left, right) if c.left and c.right]
    right_pairs = sum(one == two for one, two in paired)
    assert right_pairs == len(paired)
    assert right_pairs >= 0.95 * len(set(left_ids) & set(right_ids))
