"""A vocabulary file is read whole or refused with the place of its mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import ConfigError
from archive.vocab import load_vocab

VAN_LINH = """
[[place]]
code = "van-linh"
name = "Vân Lĩnh"
kind = "tỉnh"

[[place]]
code = "van-linh.nam-khao"
name = "Nậm Khao"
kind = "huyện"
parent = "van-linh"

[[issuer]]
code = "ban-quan-ly-ho-linh"
name = "Ban Quản lý hồ Lĩnh"
short = ["BQLHL"]
scope = "province"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "vocabulary.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_installation_adds_its_places_and_bodies(tmp_path: Path) -> None:
    vocab = load_vocab([write(tmp_path, VAN_LINH)])
    assert vocab.issuer_code("UBND tỉnh Vân Lĩnh") == "ubnd@van-linh"
    assert vocab.issuer_code("SỞ TÀI CHÍNH", within="van-linh.nam-khao") == "so-tai-chinh@van-linh"
    assert vocab.issuer_code("Ban Quản lý hồ Lĩnh", within="van-linh") == "ban-quan-ly-ho-linh@van-linh"
    assert len(vocab.places) == len(load_vocab().places) + 2


WRONG = [
    ("unknown table", "[[city]]\ncode = 'x'", "không có bảng [[city]]"),
    ("one table instead of a list", "[place]\ncode = 'x'", "phải viết thành [[place]]"),
    ("unknown key with a near one", "[[place]]\ncode = 'x'\nnmae = 'X'\nkind = 'tỉnh'", "Có phải “name”?"),
    ("missing key", "[[place]]\ncode = 'x'\nname = 'X'", "thiếu khóa “kind”"),
    ("wrong type", "[[place]]\ncode = 'x'\nname = 7\nkind = 'tỉnh'", "không đúng kiểu"),
    ("text in place of a list", "[[kind]]\ncode = 'x'\nname = 'X'\nshort = 'X'", "không đúng kiểu"),
    ("bad code", "[[kind]]\ncode = 'Báo cáo'\nname = 'X'", "chữ thường không dấu"),
    ("bad date", "[[place]]\ncode = 'x'\nname = 'X'\nkind = 'tỉnh'\nuntil = '1/7/2025'", "không phải ngày"),
    ("bad choice", "[[issuer]]\ncode = 'x'\nname = 'X'\nscope = 'world'", "chọn một trong"),
    ("code taken", "[[place]]\ncode = 'lai-chau'\nname = 'X'\nkind = 'tỉnh'", "mã này đã có"),
    ("no such parent", "[[place]]\ncode = 'x'\nname = 'X'\nkind = 'xã'\nparent = 'y'", "không có mã “y”"),
    ("no such successor", "[[issuer]]\ncode = 'x'\nname = 'X'\nsuccessor = ['y']", "không có mã “y”"),
    (
        "ends before it begins",
        "[[place]]\ncode = 'x'\nname = 'X'\nkind = 'tỉnh'\nsince = '2025-07-01'\nuntil = '2024'",
        "trước khi bắt đầu",
    ),
    ("no TOML", "[[place", "Sửa lại theo cú pháp TOML"),
]


@pytest.mark.parametrize(("text", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_mistake_names_the_file_and_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_vocab([path])
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_a_mistake_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="không mở được tệp từ vựng"):
        load_vocab([tmp_path / "none.toml"])


def test_decomposed_letters_of_a_file_are_composed(tmp_path: Path) -> None:
    vocab = load_vocab([write(tmp_path, "[[place]]\ncode = 'x'\nname = 'La\u0323'\nkind = 'tỉnh'")])
    assert vocab.place("x") is not None
    assert vocab.label("place", "x") == "x"
    assert vocab.places[-1].name == "Lạ"
