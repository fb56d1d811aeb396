"""Members of a ZIP: written under numbers of our own, refused one by one, and counted while they are unpacked."""

from __future__ import annotations

import contextlib
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from archive.errors import ReadError
from archive.extract import archives
from archive.extract.archives import Member, is_archive, unpack
from tests.extract.papers import TEXT, in_old_encoding, in_windows_1258, paragraph, write, write_docx


def pack(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def test_members_are_written_under_numbers_with_their_names_as_labels(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", ("thu/", b""), ("thu/Báo cáo.txt", b"mot"), ("x" * 300 + ".PDF", b"hai"))
    members = unpack(path, tmp_path / "out")
    assert members == [Member("thu/Báo cáo.txt", "00001.txt"), Member("x" * 196 + ".PDF", "00002.PDF")]
    assert (tmp_path / "out" / "00001.txt").read_bytes() == b"mot"


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "name",
    ["../x.txt", "a/../../x.txt", "/etc/passwd", "C:\\x.txt", "..\\x.txt", link("x.txt")],
    ids=["up", "up inside", "absolute", "drive", "backslashes", "link"],
)
def test_a_member_that_points_elsewhere_is_refused_and_the_others_are_not(
    name: str | zipfile.ZipInfo, tmp_path: Path
) -> None:
    bad, good = unpack(pack(tmp_path / "a.zip", (name, b"x"), ("b.txt", b"y")), tmp_path / "out")
    assert (bad.file, "không an toàn" in bad.error) == ("", True)
    assert good == Member("b.txt", "00002.txt")
    assert [path.name for path in tmp_path.rglob("*.txt")] == ["00002.txt"]


def test_a_locked_member_says_so(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", ("a.txt", b"x"))
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (member,) = unpack(write(path, bytes(raw)), tmp_path / "out")
    assert (member.file, "mật khẩu" in member.error) == ("", True)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_whose_packed_bytes_are_damaged_costs_only_itself(method: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("a.txt", TEXT.encode())
        archive.writestr("b.txt", b"y")
    raw = bytearray(path.read_bytes())
    raw[50:90] = b"\xff" * 40
    bad, good = unpack(write(path, bytes(raw)), tmp_path / "out")
    assert (bad.file, "không giải nén được" in bad.error, good.file) == ("", True, "00002.txt")


def test_a_member_that_is_damaged_costs_only_itself(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", ("a.txt", TEXT.encode()), ("b.txt", b"y"))
    raw = bytearray(path.read_bytes())
    raw[60:70] = bytes(10)
    bad, good = unpack(write(path, bytes(raw)), tmp_path / "out")
    assert (bad.file, "không giải nén được" in bad.error, good.file) == ("", True, "00002.txt")
    assert not (tmp_path / "out" / "00001.txt").exists()


@pytest.mark.parametrize("lie", [False, True], ids=["honest", "lying about its size"])
def test_a_bomb_is_stopped(lie: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that promises much is enough; one that lies is found out while bytes are counted."""
    monkeypatch.setattr(archives, "_HARMLESS", 1 << 20)
    path = pack(tmp_path / "a.zip", ("a.txt", bytes(8 << 20)))
    if lie:
        raw = path.read_bytes().replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
        write(path, raw)
    with contextlib.suppress(ReadError):
        assert [member.file for member in unpack(path, tmp_path / "out")] == [""]
    assert sum(file.stat().st_size for file in tmp_path.glob("out/*")) <= 2 << 20


def test_many_members_that_swell_together_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_HARMLESS", 1 << 20)
    path = pack(tmp_path / "a.zip", *((f"{n}.txt", bytes(900_000)) for n in range(20)))
    with pytest.raises(ReadError, match="bom nén"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_member_that_promises_to_swell_is_refused_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is declared, so it is refused before a byte is unpacked, and the others are not."""
    monkeypatch.setattr(archives, "_HARMLESS", 1 << 20)
    path = pack(tmp_path / "a.zip", ("a.txt", bytes(8 << 20)), ("b.txt", b"y"))
    bad, good = unpack(path, tmp_path / "out")
    assert (bad.file, "bom nén" in bad.error, good) == ("", True, Member("b.txt", "00002.txt"))


def test_archives_of_one_archive_swell_together_at_most_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_HARMLESS", 1 << 20)
    inner = pack(tmp_path / "inner.zip", ("a.txt", bytes(400_000)))
    outer = pack(tmp_path / "a.zip", *((f"{n}.zip", inner.read_bytes()) for n in range(5)))
    refused = 0
    for member in unpack(outer, top := tmp_path / "out"):
        try:
            unpack(top / member.file, top / f"{member.file}.members")
        except ReadError:
            refused += 1
    assert refused == 3
    assert sum(file.stat().st_size for file in top.rglob("*.txt")) == 800_000
    assert len(list(top.glob("*.members"))) == 2


def test_too_many_members_are_refused_unread(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", *((f"{n}.txt", b"") for n in range(archives.MOST_MEMBERS + 1)))
    with pytest.raises(ReadError, match="nhiều hơn mức cho phép"):
        unpack(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_name_that_is_not_the_unicode_it_claims_to_be_is_an_error(tmp_path: Path) -> None:
    path = pack(tmp_path / "x.zip", ("báo cáo.txt", b"x"))
    path.write_bytes(path.read_bytes().replace("báo".encode(), b"b\xe0\xe0o"))
    assert is_archive(path)
    with pytest.raises(ReadError, match="bị hỏng"):
        unpack(path, tmp_path / "out")


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_cut_archive_is_an_error(kept: float, tmp_path: Path) -> None:
    raw = pack(tmp_path / "a.zip", ("a.txt", TEXT.encode()), ("b.txt", TEXT.encode())).read_bytes()
    with pytest.raises(ReadError, match="hỏng"):
        unpack(write(tmp_path / "a.zip", raw[: int(len(raw) * kept)]), tmp_path / "out")


@pytest.mark.parametrize("kind", ["utf-8", "windows-1258", "tcvn3"])
def test_names_of_programs_that_know_no_unicode_are_read(kind: str, tmp_path: Path) -> None:
    name = "Báo cáo kết quả nhiệm vụ của Ủy ban.txt"
    raws = {
        "utf-8": name.encode(),
        "windows-1258": in_windows_1258(name),
        "tcvn3": in_old_encoding(name.replace("Ủ", "ủ"), "tcvn3").encode("cp1252"),
    }
    entry = zipfile.ZipInfo("x" * len(raws[kind]))
    path = pack(tmp_path / "a.zip", (entry, b"x"))
    write(path, path.read_bytes().replace(b"x" * len(raws[kind]), raws[kind]))
    (member,) = unpack(path, tmp_path / "out")
    assert member.name.casefold() == name.casefold()


def test_documents_packed_as_zip_are_no_archives(tmp_path: Path) -> None:
    assert is_archive(pack(tmp_path / "a.zip", ("a.txt", b"x")))
    assert is_archive(pack(tmp_path / "empty.zip"))
    assert not is_archive(write_docx(tmp_path / "a.docx", paragraph(TEXT)))
    assert not is_archive(pack(tmp_path / "a.pptx", ("[Content_Types].xml", b"<x/>"), ("ppt/a.xml", b"<x/>")))
    assert not is_archive(write(tmp_path / "a.txt", TEXT))


def test_what_the_disk_has_no_room_for_is_refused_before_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LEAST_FREE", 1 << 62)
    with pytest.raises(ReadError, match="không đủ chỗ"):
        unpack(pack(tmp_path / "x.zip", ("a.txt", b"x")), tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of files")
def test_a_disk_that_fills_up_in_the_middle_is_one_clear_outcome_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit for files stands for the full disk: the system refuses the rest of a write."""
    pack(tmp_path / "x.zip", ("a.txt", b"x"), ("b.bin", bytes(range(256)) * 4096))
    code = (
        "import resource, sys; from pathlib import Path; from archive.extract.archives import unpack\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: unpack(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, str(tmp_path / "x.zip"), str(tmp_path / "into")]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert said.startswith("ReadError")
    assert "không đủ chỗ" in said
    assert not (tmp_path / "into").exists()
