"""Who stands above whom, and who took over: by the vocabulary alone."""

from __future__ import annotations

import pytest

from archive.vocab import Branch, Vocab, above, heirs, issuer_tree, load_vocab
from archive.vocab.entries import Place


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


def test_the_committee_of_a_district_stands_under_that_of_its_province() -> None:
    """A council is no part of the one above it; a department of a district is under both committees."""
    vocab = Vocab(
        places=(Place("van-linh", "Vân Lĩnh", "tỉnh"), Place("nam-khao", "Nậm Khao", "huyện", parent="van-linh")),
        issuers=load_vocab().issuers,
    )
    assert above("ubnd@nam-khao", vocab) == ("ubnd@van-linh",)
    assert above("van-phong-ubnd@nam-khao", vocab) == ("ubnd@nam-khao", "ubnd@van-linh")
    assert above("hdnd@nam-khao", vocab) == ()


def test_counted_bodies_stand_under_the_one_they_are_part_of(vocab: Vocab) -> None:
    """The committee has no documents of its own and still its branch."""
    counts = (("so-tai-chinh@lai-chau", 5), ("chinh-phu", 4), ("so-y-te@lai-chau", 2), ("Hội A", 1))
    totals = {**dict(counts), "ubnd@lai-chau": 7}
    assert issuer_tree(vocab, counts, totals) == (
        Branch("ubnd@lai-chau", 0, 7, (Branch("so-tai-chinh@lai-chau", 5, 5), Branch("so-y-te@lai-chau", 2, 2))),
        Branch("chinh-phu", 4, 4),
        Branch("Hội A", 1, 1),
    )
