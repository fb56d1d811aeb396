"""From printed names to codes and back."""

from __future__ import annotations

import pytest

from archive.vocab import Vocab, load_vocab, name_key


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return load_vocab()


NAMES = [
    ("capitals", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", None, None, "ubnd@lai-chau"),
    ("other tone placement", "Uỷ ban nhân dân tỉnh Hoà Bình", None, None, "ubnd@hoa-binh"),
    ("abbreviated body and kind of place", "UBND TP. Cần Thơ", None, None, "ubnd@can-tho"),
    ("the province, not the city, of one name", "UBND tỉnh Cần Thơ", None, None, "ubnd@tinh-can-tho"),
    ("only the kind of the place", "ỦY BAN NHÂN DÂN TỈNH", "lai-chau", None, "ubnd@lai-chau"),
    ("a district's town leads to its province", "SỞ NỘI VỤ", "binh-duong.thu-dau-mot", None, "so-noi-vu@binh-duong"),
    ("a department without a place is unknown", "SỞ NỘI VỤ", None, None, None),
    ("a district of two provinces is unknown", "UBND huyện Châu Thành", None, None, None),
    ("… until the province is said", "UBND huyện Châu Thành, tỉnh Tây Ninh", None, None, "ubnd@tay-ninh.chau-thanh"),
    ("… or known", "UBND huyện Châu Thành", "tay-ninh", None, "ubnd@tay-ninh.chau-thanh"),
    ("marks tell districts apart", "UBND huyện Tam Đường", None, None, "ubnd@lai-chau.tam-duong"),
    ("central", "BỘ TÀI CHÍNH", None, None, "bo-tai-chinh"),
    ("central, punctuated otherwise", "BỘ VĂN HÓA - THỂ THAO & DU LỊCH", None, None, "bo-van-hoa-the-thao-va-du-lich"),
    ("central with more words is another body", "Chính phủ điện tử", None, None, None),
    ("both central and local: alone", "CỤC THUẾ", None, None, "cuc-thue"),
    ("both central and local: with a place", "Cục Thuế tỉnh Lai Châu", None, None, "cuc-thue@lai-chau"),
    ("Party committee", "TỈNH ỦY LAI CHÂU", None, None, "tinh-uy@lai-chau"),
    ("Party committee by its full name", "Ban Chấp hành Đảng bộ tỉnh", "lai-chau", None, "tinh-uy@lai-chau"),
    ("no Tỉnh ủy in a city", "Tỉnh ủy", "ha-noi", None, None),
    ("Party committee of a city", "THÀNH ỦY HÀ NỘI", None, None, "thanh-uy@ha-noi"),
    ("commune that is not listed", "UBND xã Bản Bo", None, None, None),
    ("Đồng Nai before it became a city", "Ủy ban nhân dân Đồng Nai", None, "2024-03-01", "ubnd@dong-nai"),
    ("Đồng Nai after", "Ủy ban nhân dân Đồng Nai", None, "2026-06-01", "ubnd@thanh-pho-dong-nai"),
]


@pytest.mark.parametrize(
    ("name", "within", "on", "code"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES]
)
def test_printed_names_of_bodies(vocab: Vocab, name: str, within: str | None, on: str | None, code: str | None) -> None:
    assert vocab.issuer_code(name, within=within, on=on) == code


LABELS = [
    ("issuer", "ubnd@lai-chau", "Ủy ban nhân dân tỉnh Lai Châu"),
    ("issuer", "tinh-uy@lai-chau", "Tỉnh ủy Lai Châu"),
    ("issuer", "ubnd@tay-ninh.chau-thanh", "Ủy ban nhân dân huyện Châu Thành, tỉnh Tây Ninh"),
    ("issuer", "bo-tai-chinh", "Bộ Tài chính"),
    ("issuer", "Trường Đại học Vân Lĩnh", "Trường Đại học Vân Lĩnh"),
    ("issuer_parent", "ubnd@ho-chi-minh", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
    ("issuer", "ubnd@nowhere", "ubnd@nowhere"),
    ("doc_type", "bao-cao", "Báo cáo"),
    ("period", "2023-Q1", "Quý I/2023"),
    ("language", "vi", "Tiếng Việt"),
    ("draft", "yes", "có"),
    ("signer", "Vàng A Lử", "Vàng A Lử"),
]


@pytest.mark.parametrize(("field", "value", "label"), LABELS)
def test_labels(vocab: Vocab, field: str, value: str, label: str) -> None:
    assert vocab.label(field, value) == label


def test_every_code_that_is_read_has_the_label_it_was_read_from(vocab: Vocab) -> None:
    for body in vocab.issuers:
        if body.scope == "central":
            assert vocab.issuer_code(vocab.label("issuer", body.code)) == body.code


def test_a_body_is_known_without_its_place(vocab: Vocab) -> None:
    body = vocab.body_named("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    assert body is not None
    assert body.code == "so-nong-nghiep-va-moi-truong"
    assert vocab.body_named("SỞ NÔNG NGHIỆP VÀ MÔI") is None


def test_an_abbreviation_can_mean_several_kinds(vocab: Vocab) -> None:
    assert [kind.code for kind in vocab.kinds_for("BC")] == ["bao-cao"]
    assert [kind.code for kind in vocab.kinds_for("TT")] == ["thong-tu"]
    assert [kind.code for kind in vocab.kinds_for("TT", party=True)] == ["thong-tri"]
    assert {kind.code for kind in vocab.kinds_for("QĐ", party=True)} == {"quyet-dinh", "quy-dinh"}


def test_the_longest_name_wins(vocab: Vocab) -> None:
    found = vocab.kind_at(name_key("Chương trình hành động thực hiện").split())
    assert found is not None
    assert (found[0].code, found[1]) == ("chuong-trinh-hanh-dong", 4)
    assert vocab.post_at(name_key("PHÓ CHỦ TỊCH THƯỜNG TRỰC").split()) == ("Phó Chủ tịch", 3)


def test_marks_tell_offices_apart_that_fold_alike(vocab: Vocab) -> None:
    assert vocab.post_spelled("THỨ TRƯỞNG") == "Thứ trưởng"
    assert vocab.post_spelled("THỦ TRƯỞNG") == "Thủ trưởng"


TIDY = [
    ("UBND TỈNH LAI CHÂU", "Ủy ban nhân dân tỉnh Lai Châu"),
    ("ỦY BAN NHÂN DÂN XÃ NẬM CỐC", "Ủy ban nhân dân xã Nậm Cốc"),
    ("TRUNG TÂM Y TẾ HUYỆN TAM ĐƯỜNG", "Trung tâm y tế huyện Tam Đường"),
    ("TRƯỜNG THPT CHUYÊN LÊ QUÝ ĐÔN", "Trường THPT chuyên Lê Quý Đôn"),
    ("BỘ TÀI CHÍNH - BỘ NỘI VỤ", "Bộ Tài chính - Bộ Nội vụ"),
    ("BAN QUẢN LÝ HỒ LĨNH", "Ban quản lý hồ lĩnh"),
    ("CHI CỤC THUẾ KHU VỰC VIII", "Chi cục Thuế khu vực VIII"),
    ("ỦY BAN NHÂN DÂN ĐẶC KHU ĐẢO HỒ", "Ủy ban nhân dân đặc khu Đảo Hồ"),
    ("Trung tâm  Công báo", "Trung tâm Công báo"),
]


@pytest.mark.parametrize(("printed", "tidy"), TIDY)
def test_unknown_names_are_written_in_the_letters_of_prose(vocab: Vocab, printed: str, tidy: str) -> None:
    assert vocab.tidy(printed) == tidy


def test_the_vocabulary_cannot_be_changed(vocab: Vocab) -> None:
    with pytest.raises(AttributeError):
        vocab.kinds = ()  # type: ignore[misc]
