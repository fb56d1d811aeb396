"""Files sent by the browser: streamed to a temporary folder, then read into the archive by one thread.

The page shows a batch by its name in the address, so it can be left, reloaded and opened in another tab. One rule: a
name that came from outside is never part of a path.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from stat import S_ISDIR

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from archive.errors import ArchiveError
from archive.ingest import ingest_files
from archive.model import Outcome
from archive.web.shared import shared_library

MAX_MEGABYTES = 200
"""Largest file taken in the browser; larger ones go in by the command line."""
MAX_FILES = 500
KEPT = 50
"""Batches whose outcomes are remembered; the oldest is forgotten first, but none that is being read."""
NAME_LENGTH = 200
WAIT_SECONDS = 10.0
"""How long a batch waits for another writer."""
HEADER = "archive-upload"
"""A header no other site's page can send without being asked first (CORS), so only our own page uploads."""
TROUBLE = "Có lỗi khi nạp các tệp còn lại. Hãy nạp lại; chi tiết đã ghi vào nhật ký của máy chủ."
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")
_PREFIX = "kho-van-ban-"
_OLD_SECONDS = 24 * 3600
_PLACE = re.compile(r"[0-9]{1,9}")
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Batch:
    """Files handed in together, in order, and what became of each so far. A file has a name once it is here whole."""

    folder: Path
    names: dict[int, str] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    started: bool = False
    finished: bool = False
    error: str | None = None

    def path(self, index: int) -> Path:
        """Where a file lies."""
        return self.place(index, self.names[index])

    def place(self, index: int, name: str) -> Path:
        """Where a file of this name belongs: under its place in the batch, with its extension if that is plain."""
        extension = PurePosixPath(name).suffix
        return self.folder / f"{index:04d}{extension if _EXTENSION.fullmatch(extension) else ''}"

    @property
    def order(self) -> Sequence[int]:
        """Places of the files, in the order they are read."""
        return sorted(self.names)


@dataclass(slots=True)
class Batches:
    """All batches of this process. Reading into the archive is one batch at a time."""

    known: OrderedDict[str, Batch] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def begin(self) -> str:
        """A new, empty batch; its name cannot be guessed."""
        name = secrets.token_urlsafe(12)
        with self.lock:
            self.known[name] = Batch(Path(tempfile.mkdtemp(prefix=_PREFIX)))
            idle = [known for known, batch in self.known.items() if batch.finished or not batch.started]
            forgotten = [self.known.pop(oldest) for oldest in idle[: max(0, len(self.known) - KEPT)]]
        for batch in forgotten:
            shutil.rmtree(batch.folder, ignore_errors=True)
        return name

    def get(self, name: str) -> Batch | None:
        """The batch of this name, if it is still remembered."""
        return self.known.get(name)

    def start(self, batch: Batch) -> bool:
        """Read the files of a batch in a thread; False when that was begun before or there is nothing to read."""
        with self.lock:
            if batch.started or not batch.names:
                return False
            batch.started = True
        threading.Thread(target=self._work, args=(batch,), name="archive-upload", daemon=True).start()
        return True

    def _work(self, batch: Batch) -> None:
        with self.turn:
            try:
                paths = [batch.path(index) for index in batch.order]
                names = {batch.path(index): batch.names[index] for index in batch.order}
                for outcome in ingest_files(shared_library(), paths, names=names, wait=WAIT_SECONDS):
                    batch.outcomes.append(outcome)
            except ArchiveError as error:
                batch.error = str(error)
            except Exception:  # noqa: BLE001  the border of the thread: the page must learn that work has ended
                _log.exception("upload failed")
                batch.error = TROUBLE
            finally:
                shutil.rmtree(batch.folder, ignore_errors=True)
                batch.finished = True


BATCHES = Batches()


def sweep_old_uploads() -> None:
    """Remove folders of uploads that servers which ended in the middle left behind: ours, older than a day."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            stat = folder.lstat()
            ours = os.name == "nt" or stat.st_uid == os.getuid()
            if ours and S_ISDIR(stat.st_mode) and stat.st_mtime < time.time() - _OLD_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def upload_routes() -> list[Route]:
    """Begin a batch, send its files one by one (`?ten=` is the name of each), have it read into the archive."""
    return [
        Route("/tai-len", begin_batch, methods=["POST"]),
        Route("/tai-len/{batch}", start_batch, methods=["POST"]),
        Route("/tai-len/{batch}/{index}", receive_file, methods=["PUT"]),
    ]


async def begin_batch(request: Request) -> Response:
    """Begin a batch: {"batch": name}."""
    if HEADER not in request.headers:
        return Response(status_code=403)
    return JSONResponse({"batch": await run_in_threadpool(BATCHES.begin)})


async def start_batch(request: Request) -> Response:
    """Read the files of a batch into the archive; 409 when that cannot be begun (again)."""
    batch = _batch_of(request)
    if batch is None:
        return Response(status_code=404)
    return Response(status_code=202 if BATCHES.start(batch) else 409)


async def receive_file(request: Request) -> Response:
    """Stream one file to the disk; 413 when it is too large, and then nothing of it is kept."""
    batch, place = _batch_of(request), request.path_params["index"]
    if batch is None or batch.started or not _PLACE.fullmatch(place):
        return Response(status_code=404)
    index = int(place)
    if index >= MAX_FILES:
        return Response(status_code=413)
    name = clean_name(request.query_params.get("ten", ""))
    path, size = batch.place(index, name), 0
    try:
        with path.open("wb") as stream:
            async for chunk in request.stream():
                size += len(chunk)
                if size > MAX_MEGABYTES << 20:
                    break
                await run_in_threadpool(stream.write, chunk)
    except (ClientDisconnect, OSError):  # gone, or no room on the disk
        size = 0
    with BATCHES.lock:
        if batch.started:
            return Response(status_code=404)
        if 0 < size <= MAX_MEGABYTES << 20:
            batch.names[index] = name
            return Response(status_code=204)
        batch.names.pop(index, None)
    path.unlink(missing_ok=True)
    return Response(status_code=413 if size > MAX_MEGABYTES << 20 else 400)


def clean_name(name: str) -> str:
    """The last part of a name handed in, without control characters and of a sane length.

    >>> clean_name("C:\\\\van ban\\\\..\\\\Báo cáo.docx")
    'Báo cáo.docx'
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    return (stem[:NAME_LENGTH] + dot + extension[:8] if dot else plain[:NAME_LENGTH]) or "tệp"


def _batch_of(request: Request) -> Batch | None:
    if HEADER not in request.headers:
        return None
    return BATCHES.get(request.path_params["batch"])
