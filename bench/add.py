"""Adding end to end: `archive add` on N generated reports, in a new archive.

    python bench/add.py [--count 2000] [--engine tantivy] [--workers 0]

Prints documents/s, MB of text/s and the peak memory of the parent, the children and all together; writes
`bench/results/add.json`. Wall time is that of the whole command, from start to exit. Memory is proportional set size
(Linux): pages that processes share count once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.samples import plain_reports, write  # noqa: E402

RESULTS = ROOT / "bench" / "results" / "add.json"
SEED = 2026


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took; memory in MB, rates per second of wall time, `load` before it began."""

    engine: str
    documents: int
    megabytes: float
    seconds: float
    processor_seconds: float
    documents_per_second: float
    megabytes_per_second: float
    parent: float
    children: float
    together: float
    load: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--workers", type=int, default=0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-add-") as folder:
        inbox, root = Path(folder) / "in", Path(folder) / "archive"
        inbox.mkdir()
        root.mkdir()
        size = sum(write(sample, inbox).stat().st_size for sample in plain_reports(SEED, chosen.count))
        run = measure(chosen.engine, chosen.workers, inbox, root, chosen.count, size / 1e6)
    print_table(run)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(asdict(run), indent=1) + "\n", "utf-8")


def measure(engine: str, workers: int, inbox: Path, root: Path, count: int, megabytes: float) -> Run:
    """Run the command and watch its memory."""
    env = {**os.environ, "ARCHIVE_ENGINE": engine, "ARCHIVE_WORKERS": str(workers)}
    command = [sys.executable, "-m", "archive", "--root", str(root), "add", str(inbox)]
    load, start = os.getloadavg()[0], time.monotonic()
    peak = {"parent": 0.0, "children": 0.0, "together": 0.0}
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=env, cwd=ROOT) as process,
    ):
        while process.poll() is None:
            parent = memory_of(process.pid)
            children = sum(memory_of(child) for child in children_of(process.pid))
            for name, value in (("parent", parent), ("children", children), ("together", parent + children)):
                peak[name] = max(peak[name], value)
            time.sleep(0.05)
        said.seek(0)
        last = said.read()[-2000:]
    seconds = time.monotonic() - start
    assert process.returncode == 0, last
    times = os.times()
    used = times.children_user + times.children_system
    return Run(
        engine, count, round(megabytes, 2), round(seconds, 2), round(used, 2),
        round(count / seconds, 1), round(megabytes / seconds, 2), **peak, load=round(load, 2),
    )  # fmt: skip


def children_of(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found


def memory_of(pid: int) -> float:
    """Proportional set size of a process in MB; 0 when it is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def print_table(run: Run) -> None:
    print(f"{run.documents} documents, {run.megabytes} MB of text, engine {run.engine}, load before {run.load}")
    print(f"  {run.seconds} s, {run.documents_per_second} documents/s, {run.megabytes_per_second} MB/s")
    print(f"  processor time {run.processor_seconds} s, {1000 * run.processor_seconds / run.documents:.1f} ms/document")
    print(f"  peak memory: parent {run.parent:.0f} MB, children {run.children:.0f} MB, together {run.together:.0f} MB")


if __name__ == "__main__":
    main()
