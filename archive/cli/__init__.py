"""The command line: parse, call one verb, print. The one rule: no traceback for a person, an exit code for a script.

Exit codes: 0 done; those of `archive.errors`, and among them 5 when files of an `add` or `rebuild` failed, 6 when
some were refused and none failed; 1 when `check` leaves something to mend; 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from archive.cli.commands import COMMANDS
from archive.cli.parser import parse_arguments
from archive.config import load_config
from archive.errors import ArchiveError

INTERRUPTED = 128 + signal.SIGINT
PIPE_CLOSED = 141
"""What a shell reports for a program that nobody listens to any more."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    chosen = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        code = COMMANDS[chosen.command](load_config(root=chosen.root), chosen)
        sys.stdout.flush()
    except ArchiveError as error:
        sys.stderr.write(f"archive: {error}\n")
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains again at its end
        return PIPE_CLOSED
    except OSError as error:  # a disk that is full, a folder that may not be written
        sys.stderr.write(f"archive: {error.filename or 'máy'}: {error.strerror or error}\n")
        return ArchiveError.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\narchive: đã dừng.\n")
        return INTERRUPTED
    return code
