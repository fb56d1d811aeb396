"""The file of word counts: read when needed, noticed when replaced, never a reason to fail."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from archive.store.usage import UsageFile
from archive.text.tokens import syllables
from archive.text.usage import Tally, Usage
from tests.text.speech import SENTENCES, usage_of


def tally_of(sentence: str) -> Tally:
    tally, tokens = Tally(), syllables(sentence)
    tally.add(tokens)
    return tally


def test_what_is_written_is_read(tmp_path: Path) -> None:
    usage = usage_of(*SENTENCES)
    UsageFile(tmp_path / "usage").write(usage)
    found = UsageFile(tmp_path / "usage").read()
    assert found is not None
    assert (found.syllables, found.counts, found.keys) == (usage.syllables, usage.counts, usage.keys)
    assert (found.pair_counts, found.documents) == (usage.pair_counts, usage.documents)


def test_an_empty_one_is_one(tmp_path: Path) -> None:
    file = UsageFile(tmp_path / "usage")
    file.write(Usage())
    found = UsageFile(tmp_path / "usage").read()
    assert found is not None
    assert found.total == 0


def test_a_reader_notices_what_a_writer_adds(tmp_path: Path) -> None:
    reader, writer = UsageFile(tmp_path / "usage"), UsageFile(tmp_path / "usage")
    writer.write(Usage())
    first = reader.read()
    assert reader.read() is first
    writer.add(tally_of("trồng rừng"))
    found = reader.read()
    assert found is not None
    assert (found.count("rừng"), found.documents) == (1, 1)


def test_nothing_is_begun_where_there_is_no_file(tmp_path: Path) -> None:
    """Counts of some documents only would make the words of all others look like slips."""
    file = UsageFile(tmp_path / "usage")
    file.add(tally_of("trồng rừng"))
    assert file.read() is None
    assert not (tmp_path / "usage").exists()


@pytest.mark.parametrize("damage", [b"", b"{}\n\n", b"[]\n\n", b"\xff\n\n", b'{"format": 9}\n\n'])
def test_a_damaged_file_is_none(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "usage").write_bytes(damage)
    assert UsageFile(tmp_path / "usage").read() is None


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("rừng", "rừn g"),  # a syllable more
        ("rừng ", "rừng_"),  # one less
        ("\xff\xff", "\xff\xfe"),  # no letters
    ],
)
def test_words_that_do_not_fit_their_counts_are_none(tmp_path: Path, part: str, other: str) -> None:
    usage = usage_of(*SENTENCES)
    file = UsageFile(tmp_path / "usage")
    file.write(usage)
    data = (tmp_path / "usage").read_bytes()
    head, words, rest = data.split(b"\n", 2)
    words = words.replace(part.encode(), other.encode(), 1) if part in words.decode() else b"\xff" + words
    (tmp_path / "usage").write_bytes(b"\n".join((head, words, rest)))
    assert UsageFile(tmp_path / "usage").read() is None


@pytest.mark.parametrize("keys", [[9 << 16 | 1], [1 << 16 | 9], [1, 0], [1, 1]])
def test_pairs_of_no_syllables_or_out_of_order_are_none(tmp_path: Path, keys: list[int]) -> None:
    file = UsageFile(tmp_path / "usage")
    file.write(Usage(("trồng", "rừng"), array("I", [1, 1]), array("I", keys), array("I", keys)))
    assert file.read() is None


def test_a_file_cut_short_is_none(tmp_path: Path) -> None:
    file = UsageFile(tmp_path / "usage")
    file.write(usage_of(*SENTENCES))
    data = (tmp_path / "usage").read_bytes()
    for length in (10, len(data) // 2, len(data) - 1):
        (tmp_path / "usage").write_bytes(data[:length])
        assert UsageFile(tmp_path / "usage").read() is None
