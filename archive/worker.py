"""The child that reads and draws files: a JSON line in, lines out. The one rule: it trusts no file, and limits itself.

A list is a file to read (two lines out), an object a page to draw (one line out, the picture into a file). Run by
`archive.pool` and `archive.draw` as `python -m archive.worker SETTINGS`; ends when its input ends, also in the middle
of a file. Tokens are made here, so that the parent stays free for the catalogue and the engine.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError, SecretPaperError
from archive.extract import extract_file
from archive.extract.archives import is_archive, unpack
from archive.extract.ocr import PageOcr
from archive.fields import entry_of
from archive.metadata import describe
from archive.model import Fact
from archive.pool import LONGEST_READING, Job, encode_answer, encode_error, encode_members
from archive.vocab import Vocab, load_vocab

LARGEST_FILE = 1 << 30
"""Bytes of a file a reader may write: its cache, what an office program converts."""
PROCESSOR_SECONDS = LONGEST_READING + 60
"""Processor time for one question. The parent ends what takes too long long before; this is for when it is gone."""


def main() -> None:
    """Read files until there are no more."""
    settings: dict[str, Any] = json.loads(sys.argv[1])
    limit_resources(settings["memory"])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    vocab = load_vocab(tuple(Path(path) for path in settings["vocabulary"]))
    for line in questions():
        limit_time()
        wanted = json.loads(line)
        if isinstance(wanted, dict):
            answers.write(draw(wanted, settings))
        else:
            path, name, sha256, into, public, begins = wanted
            job = Job(Path(path), name, sha256, Path(into) if into else None, public, tuple(begins))
            answers.writelines(answer(job, vocab, settings))
        answers.flush()


def questions() -> Iterator[bytes]:
    """The lines of standard input. When it ends in the middle of work, this process ends with all it started."""
    lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    working = threading.Event()

    def listen() -> None:
        for line in sys.stdin.buffer:
            working.set()
            lines.put(line)
        lines.put(None)
        if working.is_set():
            end_group()

    threading.Thread(target=listen, daemon=True).start()
    while (line := lines.get()) is not None:
        yield line
        working.clear()


def end_group() -> None:
    """End this process and whatever it started, if its parent gave it a group of its own."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def answer(job: Job, vocab: Vocab, settings: dict[str, Any]) -> list[bytes]:
    """The two lines that say what one file holds, which files an archive held, or why it could not be read."""
    cache, language = Path(settings["cache"]), settings["ocr_language"]
    try:
        if job.into is not None and is_archive(job.path):
            return encode_members((member.name, member.file, member.error) for member in unpack(job.path, job.into))
        extracted = extract_file(job.path, name=job.name, sha256=job.sha256, cache=cache, ocr_language=language)
        document = describe(extracted, vocab, job.begins)
        if not job.public:
            refuse_secret(document.fact("secrecy"), vocab, job.name)
        return encode_answer(document, extracted.text, entry_of(document, extracted.text, vocab))
    except SecretPaperError as error:
        shutil.rmtree(cache / job.sha256, ignore_errors=True)  # what OCR read of it must not stay either
        return encode_error(str(error), refused=True)
    except ArchiveError as error:
        return encode_error(str(error), refused=False)
    except MemoryError:
        return encode_error(f"{job.name}: đọc tệp cần quá nhiều bộ nhớ. Thử tách nhỏ tệp.", refused=False)
    except Exception as error:  # noqa: BLE001  whatever a broken file does to a reader is the outcome of that file
        return encode_error(f"{job.name}: không đọc được ({type(error).__name__}: {error}).", refused=False)


def draw(wanted: dict[str, Any], settings: dict[str, Any]) -> bytes:
    """The line that says a page was drawn into the file named in `into`, or why not."""
    from archive.extract.pictures import draw_page, find_words  # heavy, and of no use to children that read

    original, kind, number = Path(wanted["original"]), wanted["media_type"], wanted["number"]
    try:
        ocr = PageOcr(settings["ocr_language"], Path(settings["cache"], wanted["sha256"]))
        reading = ocr.kept(number) if wanted["recognised"] else None
        if wanted["width"]:
            drawn = draw_page(original, kind, number, wanted["width"], turn=reading.turn if reading else 0)
        else:
            page = find_words(original, kind, number, reading)
            words = [[*(round(share, 5) for share in place), text] for place, text in page.words]
            drawn = json.dumps({"width": page.width, "height": page.height, "words": words}).encode()
        keep_whole(Path(wanted["into"]), drawn)
    except ArchiveError as error:
        return json.dumps({"error": str(error)}).encode() + b"\n"
    except Exception as error:  # noqa: BLE001  whatever a broken page does is the outcome of that page
        return json.dumps({"error": f"không vẽ được trang {number} ({type(error).__name__})."}).encode() + b"\n"
    return b"{}\n"


def keep_whole(path: Path, content: bytes) -> None:
    """Write a file of the cache in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def refuse_secret(mark: Fact, vocab: Vocab, name: str) -> None:
    """Stop here if the paper is marked as a state secret: nothing of it leaves this process.

    Raises:
        SecretPaperError: it is.
    """
    if mark.value is not None:
        seen = f"trang {mark.page}: “{' '.join((mark.raw or '').split())}”"
        raise SecretPaperError(
            f"{name}: văn bản đóng dấu “{vocab.label('secrecy', mark.value)}” ({seen}). Kho này không nhận tài liệu "
            "mật; không có gì được lưu, tệp của bạn giữ nguyên. Bảo quản theo quy định về bí mật nhà nước. Nếu chắc "
            "chắn không phải tài liệu mật (đọc nhầm, đã giải mật), người quản trị nạp bằng `archive add --not-secret`."
        )


def limit_resources(memory: int) -> None:
    """Bound what one bad file can take. Time is watched by the parent. Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)  # kept: an office program needs more than we do
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    os.nice(5)  # people who search come first


def limit_time() -> None:
    """Bound the processor time of the next question; counted from what this process has used so far."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time()) + PROCESSOR_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


if __name__ == "__main__":
    main()
