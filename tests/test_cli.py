"""The command line: every command, helpful errors, exit codes, JSON with stable keys."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.cli import main
from archive.store.lock import write_lock
from tests.papers import add, open_archive, write_report

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """One child, the small engine, no settings from outside."""
    for name in ("ARCHIVE_ROOT", "ARCHIVE_VOCABULARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ARCHIVE_ENGINE", "memory")
    monkeypatch.setenv("ARCHIVE_WORKERS", "1")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three reports, made once."""
    root = tmp_path_factory.mktemp("stored")
    with open_archive(root) as library:
        add(library, *(write_report(root / "in", serial) for serial in (51, 52, 53)))
    return root


@pytest.fixture
def root(stored: Path, tmp_path: Path) -> Path:
    """A copy of it to work on."""
    return shutil.copytree(stored, tmp_path / "archive")


def run(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def run_json(capsys: Capture, *arguments: object) -> Any:
    code, out, _ = run(capsys, *arguments, "--json")
    assert code == 0
    return json.loads(out)


def id_of(root: Path, serial: int) -> str:
    with open_archive(root) as library:
        return library.catalogue.by_number(f"{serial}/bc-ubnd")[0]


class TestAdd:
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        """An archive begins in a folder that a person made: a mistyped one must not look like an empty archive."""
        (tmp_path / "kho").mkdir()

    @pytest.mark.parametrize("command", [("add", "a.txt"), ("search", "x"), ("check",), ("rebuild",)])
    def test_a_mistyped_root_is_named_and_nothing_is_made(
        self, tmp_path: Path, capsys: Capture, command: tuple[str, ...]
    ) -> None:
        code, _, err = run(capsys, "--root", tmp_path / "khoo", *command)
        assert code == 2
        assert "khoo: không có thư mục này" in err
        assert not (tmp_path / "khoo").exists()

    def test_a_line_for_each_file_and_a_summary(self, tmp_path: Path, capsys: Capture) -> None:
        write_report(tmp_path / "in", 1)
        write_report(tmp_path / "in", 1, name="bản sao.txt")
        (tmp_path / "in" / "x.json").touch()
        code, out, err = run(capsys, "add", tmp_path / "in", "--root", tmp_path / "kho")
        assert (code, err) == (0, "")
        assert len(out.splitlines()) == 4
        assert "3 tệp: 1 đã nạp, 1 đã có trong kho, 1 bỏ qua" in out

    def test_failed_files_give_code_5(self, tmp_path: Path, capsys: Capture) -> None:
        paths = write_report(tmp_path, 1), tmp_path / "none.txt", write_report(tmp_path, 2, mark="MẬT")
        code, out, _ = run(capsys, "--root", tmp_path / "kho", "add", *paths)
        assert code == 5
        assert "không đọc được: " in out

    def test_refused_files_alone_give_code_6(self, tmp_path: Path, capsys: Capture) -> None:
        code, out, _ = run(capsys, "--root", tmp_path / "kho", "add", write_report(tmp_path, 2, mark="MẬT"))
        assert code == 6
        assert "từ chối" in out

    def test_while_another_writes_code_4_and_who(self, root: Path, tmp_path: Path, capsys: Capture) -> None:
        with write_lock(root / "index"):
            code, _, err = run(capsys, "--root", root, "add", write_report(tmp_path, 9))
        assert code == 4
        assert f"tiến trình {os.getpid()}" in err

    @pytest.mark.skipif(os.name == "nt", reason="no such terminals")
    def test_on_a_terminal_a_bar_and_only_what_went_wrong(self, tmp_path: Path) -> None:
        import pty

        write_report(tmp_path / "in", 1)
        (tmp_path / "in" / "rỗng.txt").touch()
        command = [sys.executable, "-m", "archive", "--root", str(tmp_path / "kho"), "add", str(tmp_path / "in")]
        terminal, theirs = pty.openpty()
        with subprocess.Popen(command, stdout=theirs, stderr=theirs):
            os.close(theirs)
            shown = b""
            with contextlib.suppress(OSError):  # how a terminal says that all is told
                while chunk := os.read(terminal, 1000):
                    shown += chunk
        os.close(terminal)
        text = shown.decode()
        assert "█" in text
        assert "2/2" in text
        assert "Báo cáo 1.txt" not in text
        assert "không đọc được: " in text
        assert "2 tệp: 1 đã nạp, 1 không đọc được" in text

    @pytest.mark.skipif(os.name == "nt", reason="signals")
    def test_interrupted_it_sums_up_without_a_traceback_and_leaves_no_lock(self, tmp_path: Path) -> None:
        for serial in range(1, 60):
            write_report(tmp_path / "in", serial)
        command = [sys.executable, "-m", "archive", "--root", str(tmp_path / "kho"), "add", str(tmp_path / "none")]
        command += [str(tmp_path / "in")] * 40
        # A shell has what it starts in the background ignore this signal, and children inherit that.
        inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
                assert child.stdout is not None
                child.stdout.readline()
                child.send_signal(signal.SIGINT)
                out, err = child.communicate(timeout=60)
        finally:
            signal.signal(signal.SIGINT, inherited)
        assert child.returncode == 130
        assert "Traceback" not in err
        assert "tệp: " in out
        with open_archive(tmp_path / "kho") as library, library.writing():
            assert library.catalogue.pending() == ()
            assert library.catalogue.ids() == library.engine.ids()


class TestSearch:
    def test_hits_with_id_number_and_passage(self, root: Path, capsys: Capture) -> None:
        code, out, _ = run(capsys, "--root", root, "search", "52/BC-UBND")
        assert code == 0
        first = out.splitlines()[2]
        assert first.startswith(f"1. {id_of(root, 52)}  52/BC-UBND · 15/03/2024")
        assert "   Số: 52/BC-UBND" in out
        assert "tr. 1" not in out  # a text file has no pages

    def test_json_has_every_key(self, root: Path, capsys: Capture) -> None:
        found = run_json(capsys, "--root", root, "search", "trồng", "rừng")
        assert list(found) == ["hits", "total", "facets", "notes", "repaired", "expanded", "folded"]
        assert found["total"] == 3
        hit = found["hits"][0]
        assert list(hit) == ["document", "score", "passages", "more", "twins"]
        assert list(hit["passages"][0]) == ["text", "marks", "page", "span", "section"]
        assert found["facets"]["year"] == [["2024", 3]]

    @pytest.mark.parametrize(
        ("options", "total"),
        [
            (("--year", "2024"), 3),
            (("--year", "2020-2023"), 0),
            (("--type", "báo cáo"), 3),
            (("--type", "Quyết định"), 0),
            (("--issuer", "ủy ban nhân dân tỉnh Vân Lĩnh"), 3),
            (("--issuer", "Sở Y tế"), 0),
            (("--signer", "lo van thach"), 3),
            (("--signer", 'Lò "Văn" Thạch'), 3),
        ],
    )
    def test_filters(self, root: Path, capsys: Capture, options: tuple[str, ...], total: int) -> None:
        assert run_json(capsys, "--root", root, "search", "trồng rừng", *options)["total"] == total

    def test_a_repair_is_told_and_can_be_switched_off(self, root: Path, capsys: Capture) -> None:
        _, out, _ = run(capsys, "--root", root, "search", "chồng rừng")
        assert out.splitlines()[0] == "Đang tìm: trồng rừng · tìm đúng chữ đã gõ: --exact"
        _, out, _ = run(capsys, "--root", root, "search", "chồng rừng", "--exact")
        assert out.splitlines()[0] == "3 văn bản, trang 1/1"

    def test_pages_do_not_overlap(self, root: Path, capsys: Capture) -> None:
        ids = [
            hit["document"]["id"]
            for page in (1, 2)
            for hit in run_json(capsys, "--root", root, "search", "rừng", "--limit", 2, "--page", page)["hits"]
        ]
        assert len(ids) == len(set(ids)) == 3

    def test_nothing_found_names_what_is_near(self, root: Path, capsys: Capture) -> None:
        code, out, _ = run(capsys, "--root", root, "search", "rừng", "--signer", "Lò Văn Thách Thức")
        assert code == 0
        assert "có trong kho: Lò Văn Thạch" in out

    def test_nothing_found_says_which_one_demand_to_drop(self, root: Path, capsys: Capture) -> None:
        """And does not offer the name that was given, which the archive has."""
        _, out, _ = run(capsys, "--root", root, "search", "rừng năm:1999", "--signer", "Lò Văn Thạch")
        assert out.splitlines()[-2:] == ["Thử bớt điều kiện:", "  Bỏ lọc năm: “1999” (3 văn bản)"]
        _, out, _ = run(capsys, "--root", root, "search", '"rừngg"')
        assert "Có phải anh chị muốn tìm:\n  rừngg → rừng" in out
        _, out, _ = run(capsys, "--root", root, "search", "rừng +chợnổi")
        assert out.splitlines()[-1] == "  Không bắt buộc có “chợnổi” (3 văn bản)"

    def test_all_words_can_be_demanded(self, root: Path, capsys: Capture) -> None:
        assert run_json(capsys, "--root", root, "search", "rừng chợnổi")["total"] == 3
        assert run_json(capsys, "--root", root, "search", "rừng chợnổi", "--all")["total"] == 0

    def test_abbreviations_can_be_left_as_typed(self, root: Path, capsys: Capture) -> None:
        assert run_json(capsys, "--root", root, "search", "UBND")["expanded"]
        assert not run_json(capsys, "--root", root, "search", "UBND", "--no-expand")["expanded"]

    def test_an_exclusion_stands_behind_two_dashes(self, root: Path, capsys: Capture) -> None:
        _, out, _ = run(capsys, "--root", root, "search", "--", "-chợnổi")
        assert "3 văn bản, trang 1/1" in out
        with pytest.raises(SystemExit):
            main(["--root", str(root), "search", "-điện"])
        assert "không hiểu “-điện”. Câu tìm bắt đầu bằng dấu trừ: viết --" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("options", "hint"),
        [(("--type", "Báo cáoo"), "Có phải “Báo cáo”?"), (("--year", "năm nay"), "2021-2024")],
    )
    def test_a_wrong_filter_says_how_it_is_written(
        self, root: Path, capsys: Capture, options: tuple[str, ...], hint: str
    ) -> None:
        code, _, err = run(capsys, "--root", root, "search", "rừng", *options)
        assert code == 2
        assert hint in err


class TestOneDocument:
    def test_read_shows_facts_with_evidence_then_the_text(self, root: Path, capsys: Capture) -> None:
        code, out, _ = run(capsys, "--root", root, "read", id_of(root, 52))
        assert code == 0
        assert "  Số, ký hiệu: 52/BC-UBND (Trên văn bản: “Số: 52/BC-UBND”)" in out
        assert "  Ngày ban hành: 15/03/2024 (" in out
        assert out.index("Ngày ban hành") < out.index("Toàn tỉnh trồng mới 5200 ha")

    def test_an_id_may_be_shortened(self, root: Path, capsys: Capture) -> None:
        whole = id_of(root, 52)
        assert run_json(capsys, "--root", root, "read", whole[:6])["document"]["id"] == whole

    def test_read_json_has_every_key_and_marks(self, root: Path, capsys: Capture) -> None:
        found = run_json(capsys, "--root", root, "read", id_of(root, 52), "--query", "trồng mới")
        assert list(found) == ["document", "text", "marks", "links"]
        assert "trồng mới" in {found["text"][start:end] for start, end in found["marks"]}
        assert list(found["document"]["facts"]["number"][0]) == [
            "value",
            "raw",
            "page",
            "span",
            "status",
            "method",
            "doubt",
            "machine",
        ]

    def test_an_unknown_id_is_code_3(self, root: Path, capsys: Capture) -> None:
        for command in (("read", "zz"), ("related", "zz"), ("compare", "zz", "yy"), ("correct", "zz", "date=2024")):
            code, _, err = run(capsys, "--root", root, *command)
            assert code == 3
            assert "archive search" in err

    def test_related_tells_citations_and_series(self, root: Path, capsys: Capture) -> None:
        code, out, _ = run(capsys, "--root", root, "related", id_of(root, 52))
        assert code == 0
        assert "số 09/NQ-HĐND" in out
        found = run_json(capsys, "--root", root, "related", id_of(root, 52))
        assert list(found) == ["links", "series", "similar", "batch", "reasons"]
        assert {link["direction"] for link in found["links"]} == {"cites"}

    def test_compare_shows_the_words_that_differ(self, root: Path, capsys: Capture) -> None:
        code, out, _ = run(capsys, "--root", root, "compare", id_of(root, 51), id_of(root, 52))
        assert code == 0
        assert "[-" in out
        assert "{+" in out
        found = run_json(capsys, "--root", root, "compare", id_of(root, 51), id_of(root, 52))
        assert list(found) == ["left", "right", "changes"]

    def test_correct_changes_a_fact_and_shows_what_the_machine_read(self, root: Path, capsys: Capture) -> None:
        name = id_of(root, 52)
        code, out, _ = run(capsys, "--root", root, "correct", name, "number=62/BC-UBND", "place=")
        assert code == 0
        assert "62/BC-UBND" in out
        _, out, _ = run(capsys, "--root", root, "read", name)
        assert "người dùng đã sửa" in out
        assert "máy đọc: 52/BC-UBND" in out
        assert "  Địa danh: không in trên văn bản (người dùng đã sửa" in out

    @pytest.mark.parametrize(
        ("value", "hint"),
        [("numbr=1", "“number”"), ("date=mai", "21/3/2023"), ("52/BC-UBND", "TRƯỜNG=GIÁ_TRỊ")],
    )
    def test_a_wrong_correction_is_code_7(self, root: Path, capsys: Capture, value: str, hint: str) -> None:
        code, _, err = run(capsys, "--root", root, "correct", id_of(root, 52), value)
        assert code == 7
        assert hint in err


class TestUpkeep:
    def test_check_says_that_all_is_well(self, root: Path, capsys: Capture) -> None:
        assert run(capsys, "--root", root, "check") == (0, "3 bản gốc, kho lành lặn.\n", "")
        found = run_json(capsys, "--root", root, "check")
        assert found == {"originals": 3, "sound": True, "problems": []}

    def test_check_tells_what_it_could_not_mend_with_code_1(self, root: Path, capsys: Capture) -> None:
        next((root / "documents").glob("??/*.txt")).unlink()
        code, out, _ = run(capsys, "--root", root, "check")
        assert code == 1
        assert "CHƯA SỬA ĐƯỢC" in out

    def test_rebuild_brings_everything_back(self, root: Path, capsys: Capture) -> None:
        shutil.rmtree(root / "index")
        code, _, err = run(capsys, "--root", root, "search", "rừng")
        assert code == 8
        assert "archive rebuild" in err
        code, out, _ = run(capsys, "--root", root, "rebuild")
        assert code == 0
        assert "3 tệp: 3 đã nạp" in out
        assert run_json(capsys, "--root", root, "search", "rừng")["total"] == 3

    def test_rebuild_from_texts_reads_no_file(self, root: Path, capsys: Capture) -> None:
        shutil.rmtree(root / "documents")
        code, out, _ = run(capsys, "--root", root, "rebuild", "--from-texts")
        assert code == 0
        assert "3 đã nạp" in out
        assert run_json(capsys, "--root", root, "search", "rừng")["total"] == 3


class TestSettings:
    def test_the_root_comes_from_the_environment_too(
        self, root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ARCHIVE_ROOT", str(root))
        assert run_json(capsys, "search", "rừng")["total"] == 3

    def test_a_wrong_setting_is_code_2(self, root: Path, capsys: Capture) -> None:
        (root / "archive.toml").write_text('engin = "memory"\n')
        code, _, err = run(capsys, "--root", root, "search", "rừng")
        assert code == 2
        assert "“engine”" in err

    def test_python_m_archive_is_archive(self, root: Path) -> None:
        command = [sys.executable, "-m", "archive", "--root", str(root), "search", "rừng", "--json"]
        assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["total"] == 3

    @pytest.mark.skipif(os.name == "nt", reason="no such pipes")
    def test_a_closed_pipe_is_quiet(self, root: Path) -> None:
        command = [sys.executable, "-m", "archive", "--root", str(root), "search", "rừng", "--limit", "100"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stderr is not None
            child.stdout.close()
            assert child.stderr.read() == b""
