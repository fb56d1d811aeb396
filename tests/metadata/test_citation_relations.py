"""In which relation a text cites another document."""

from __future__ import annotations

import pytest

from archive.metadata.citations import find_citations
from archive.text.folding import lower
from archive.vocab import Relation, load_vocab

VOCAB = load_vocab()

RELATIONS = [
    (
        "list of a preamble",
        "Căn cứ Luật Lưu trữ ngày 21/6/2024;\nNghị định số 113/2025/NĐ-CP;\nThông tư số 05/2025/TT-BNV;",
        ["legal-basis"] * 3,
    ),
    (
        "each paragraph has its own cue",
        "Căn cứ Luật Lưu trữ ngày 21/6/2024;\nXét Tờ trình số 88/TTr-SNV;\nBáo cáo thẩm định số 9/BC-STP.",
        ["legal-basis", "considering", "considering"],
    ),
    ("an opening cue holds against tại", "Xét đề nghị của Sở Nội vụ tại Tờ trình số 88/TTr-SNV", ["considering"]),
    ("theo đề nghị is not theo", "Theo đề nghị của Chánh Văn phòng tại Tờ trình số 88/TTr-VP", ["at-request-of"]),
    ("the nearest cue wins", "Kế hoạch thay thế nội dung triển khai Kết luận số 62-KL/TW", ["implements"]),
    ("the longest cue wins", "kế hoạch giám sát việc thực hiện Nghị quyết số 17/2022/NQ-HĐND", ["supervises"]),
    (
        "amending list",
        "sửa đổi, bổ sung Quy chế số 03-QC/TU về làm việc, Quy chế số 08-QC/TU về tiếp dân; Quy chế số 11-QC/TU",
        ["amends"] * 3,
    ),
    (
        "a full stop ends the list",
        "Thay thế Quyết định số 12/QĐ-UBND. Sở Nội vụ có Công văn số 9/SNV-VP.",
        ["replaces", "mentions"],
    ),
    (
        "an own verb ends the cue",
        "Thực hiện Kế hoạch số 15/KH-UBND, Sở đã có Báo cáo số 9/BC-SNV",
        ["implements", "mentions"],
    ),
    ("replaced in brackets", "ban hành Quyết định về giá đất (thay thế Quyết định số 14/2018/QĐ-UBND)", ["replaces"]),
    ("submission in brackets", "1. Tờ trình đề nghị ban hành Quyết định (Tờ trình số 318/TTr-STC)", ["considering"]),
    ("mention in brackets", "đã thực hiện việc hỗ trợ (Nghị quyết số 7/NQ-HĐND)", ["mentions"]),
    ("expired", "Quyết định số 12/2019/QĐ-UBND hết hiệu lực từ ngày 01/7/2024", ["repeals"]),
    (
        "replaced by another",
        "Điều 5 Quyết định số 12/QĐ-UBND được thay thế bởi Quyết định số 30/QĐ-UBND",
        ["mentions", "mentions"],
    ),
    ("the passive has no direction of its own", "Điều này được hướng dẫn bởi Thông tư số 70/TT-BNV", ["mentions"]),
    (
        "a provision of the act",
        "theo quy định tại điểm a khoản 2 Điều 15, Điều 16 Nghị định số 30/2020/NĐ-CP",
        ["according-to"],
    ),
    ("trong of time is no cue", "Trong tháng 5, Sở Nội vụ đã gửi Công văn số 9/SNV-VP", ["mentions"]),
    (
        "a law inside the subject of an item leaves the list alone",
        "Thực hiện Nghị định số 156/2018/NĐ-CP quy định chi tiết Luật Lâm nghiệp; Kế hoạch số 19/KH-UBND",
        ["implements", "details", "implements"],
    ),
    (
        "a new cue begins a new list",
        "Thực hiện Kế hoạch số 1/KH-SNV, thay thế Kế hoạch số 2/KH-SNV; Kế hoạch số 3/KH-SNV",
        ["implements", "replaces", "replaces"],
    ),
    (
        "items of a preamble that are numbers alone",
        "Căn cứ các Nghị định số 43/2014/NĐ-CP quy định chi tiết Luật Đất đai; 37/2019/NĐ-CP ngày 07/5/2019",
        ["legal-basis", "details", "legal-basis"],
    ),
    ("an opening cue opens the sentence", "Sở đã xét đơn, tiếp dân theo Nghị quyết số 1/NQ-HĐND", ["according-to"]),
    ("a noun is no cue", "theo hướng dẫn của Bộ Nội vụ tại Công văn số 9/BNV-VP", ["according-to"]),
    ("violated, not carried out", "chấn chỉnh việc vi phạm Nghị định số 30/2020/NĐ-CP", ["mentions"]),
    ("footnote begins a sentence", "các đơn vị đã triển khai\n7Công văn số 415/BNV-CCVC của Bộ Nội vụ", ["mentions"]),
    ("without a cue", "Nghị định số 30/2020/NĐ-CP", ["mentions"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in RELATIONS], ids=[case[0] for case in RELATIONS])
def test_relations(text: str, expected: list[str]) -> None:
    assert [citation.relation for citation in find_citations(text, VOCAB)] == expected


@pytest.mark.parametrize("relation", VOCAB.relations, ids=lambda relation: relation.code)
def test_every_phrase_of_a_relation_is_shown_by_an_example_and_every_example_is_read(relation: Relation) -> None:
    for phrase in relation.phrases:
        assert any(phrase.removeprefix("… ") in lower(example) for example in relation.examples), phrase
    for example in relation.examples:
        assert find_citations(example, VOCAB)[0].relation == relation.code, example
    assert relation.inverse
