"""Symbols typed without their signs are parted where the vocabulary knows the pieces, and nowhere else."""

from __future__ import annotations

import pytest

from archive.vocab import load_vocab

SYMBOLS = load_vocab().symbols


@pytest.mark.parametrize(
    ("letters", "symbol"),
    [
        ("bcskhdt", "BC-SKHĐT"),
        ("BCSKHĐT", "BC-SKHĐT"),
        ("nqhdnd", "NQ-HĐND"),
        ("qdubnd", "QĐ-UBND"),
        ("ndcp", "NĐ-CP"),
        ("qdttg", "QĐ-TTg"),
        ("bc", None),
        ("ubnd", None),
        ("nguoi", None),
        ("bcxyz", None),
        ("", None),
    ],
)
def test_split(letters: str, symbol: str | None) -> None:
    assert SYMBOLS.split(letters) == symbol


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("báo cáo 307bcskhdt", [(2, "307bcskhdt", "307/BC-SKHĐT")]),
        ("30/2020/NĐCP", [(2, "NĐCP", "NĐ-CP")]),
        ("102023qdubnd", [(0, "102023qdubnd", "10/2023/QĐ-UBND")]),
        ("52nqhđnd về vốn", [(0, "52nqhđnd", "52/NQ-HĐND")]),
        ("52/NQ-HĐND", []),
        ("52 người", []),
        ("nqhdnd", []),
        ("3km 5ha 7kg", []),
        ("", []),
    ],
)
def test_glued(typed: str, found: list[tuple[int, str, str]]) -> None:
    assert [(one.at, one.typed, one.printed) for one in SYMBOLS.glued(typed)] == found
