"""Who stands above whom, and who took over: by the vocabulary alone."""

from __future__ import annotations

import pytest

from archive.vocab import Branch, Vocab, above, heirs, issuer_tree, load_vocab


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return load_vocab()


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("bo-ke-hoach-va-dau-tu", {"bo-tai-chinh"}),
        ("bo-buu-chinh-vien-thong", {"bo-thong-tin-va-truyen-thong", "bo-khoa-hoc-va-cong-nghe"}),
        ("so-tai-chinh@ha-nam", {"so-tai-chinh@ninh-binh"}),
        (
            "so-ke-hoach-va-dau-tu@ha-nam",
            {"so-tai-chinh@ha-nam", "so-ke-hoach-va-dau-tu@ninh-binh", "so-tai-chinh@ninh-binh"},
        ),
        ("tinh-uy@ha-tay", set()),
        ("so-tai-chinh@ha-nam-ninh", set()),
        ("ubnd@lai-chau", set()),
        ("Công ty Vân Lĩnh", set()),
    ],
)
def test_who_took_over(vocab: Vocab, code: str, after: set[str]) -> None:
    """A Tỉnh ủy has no like in a thành phố, and of a divided province nobody knows which part took over."""
    assert set(heirs(code, vocab)) == after


def test_who_stands_above(vocab: Vocab) -> None:
    assert above("so-tai-chinh@lai-chau", vocab) == ("ubnd@lai-chau",)
    assert above("ubnd@lai-chau", vocab) == above("chinh-phu", vocab) == above("Hội A", vocab) == ()


def test_counted_bodies_stand_under_the_one_they_are_part_of(vocab: Vocab) -> None:
    """The committee has no documents of its own and still its branch."""
    counts = (("so-tai-chinh@lai-chau", 5), ("chinh-phu", 4), ("so-y-te@lai-chau", 2), ("Hội A", 1))
    totals = {**dict(counts), "ubnd@lai-chau": 7}
    assert issuer_tree(vocab, counts, totals) == (
        Branch("ubnd@lai-chau", 0, 7, (Branch("so-tai-chinh@lai-chau", 5, 5), Branch("so-y-te@lai-chau", 2, 2))),
        Branch("chinh-phu", 4, 4),
        Branch("Hội A", 1, 1),
    )
