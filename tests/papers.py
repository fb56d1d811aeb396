"""Short papers of the invented province, and archives to put them in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.config import Config
from archive.ingest import ingest_files
from archive.library import Library, open_library
from archive.model import Outcome

REPORT = """\
ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH VÂN LĨNH\t\tĐộc lập - Tự do - Hạnh phúc
Số: {serial}/BC-UBND\t\tVân Lĩnh, ngày 15 tháng 3 năm 2024
{mark}
BÁO CÁO
Về {subject} quý I năm 2024

Căn cứ Nghị quyết số 09/NQ-HĐND ngày 10 tháng 12 năm 2023 của Hội đồng nhân dân tỉnh Vân Lĩnh.

I. Kết quả
Toàn tỉnh trồng mới {serial}00 ha, đạt 61,5% kế hoạch.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lò Văn Thạch
"""


def write_report(folder: Path, serial: int, *, subject: str = "trồng rừng", mark: str = "", name: str = "") -> Path:
    """Write a report with this number; where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"Báo cáo {serial}.txt")
    path.write_text(REPORT.format(serial=serial, subject=subject, mark=mark), "utf-8")
    return path


def open_archive(root: Path, *, engine: str = "memory") -> Library:
    """An archive with one child."""
    return open_library(Config(root=root, engine=engine, workers=1))


def add(library: Library, *paths: Path) -> list[Outcome]:
    """Add files, all of them."""
    return list(ingest_files(library, paths))


def only_id(outcomes: Iterable[Outcome]) -> str:
    """Id of the one document that was added."""
    (outcome,) = outcomes
    assert outcome.status == "added", outcome
    assert outcome.document_id is not None
    return outcome.document_id


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
