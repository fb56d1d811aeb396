"""How far a long command is: a bar on a terminal, plain lines elsewhere, and a summary at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

from archive.model import Outcome, OutcomeStatus, count_outcomes
from archive.ui import text
from archive.ui.format import count_text

_WIDTH = 30
_WORTH_TELLING = ("failed", "refused")


class Progress:
    """Shows outcomes as they come. `total`: how many are expected."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()
        self._bar = sys.stderr.isatty()
        self.outcomes: list[Outcome] = []

    def show(self, outcomes: Iterable[Outcome]) -> None:
        """Tell each outcome when it comes."""
        for outcome in outcomes:
            self.outcomes.append(outcome)
            if not self._bar or outcome.status in _WORTH_TELLING:
                self._clear()
                sys.stdout.write(outcome_line(outcome) + "\n")
                sys.stdout.flush()
            self._draw()

    def finish(self) -> None:
        """Take the bar away and sum up."""
        self._clear()
        seconds = f"{time.monotonic() - self._start:.1f}".replace(".", ",")
        sys.stdout.write(f"{summary(self.outcomes)} ({seconds} giây)\n")

    def _draw(self) -> None:
        if self._bar:
            done = len(self.outcomes)
            total = max(self._total, done, 1)  # an archive that is handed in gives several
            full = _WIDTH * done // total
            bar = "█" * full + "░" * (_WIDTH - full)
            sys.stderr.write(f"\r{bar} {count_text(done)}/{count_text(total)}")
            sys.stderr.flush()

    def _clear(self) -> None:
        if self._bar:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def outcome_line(outcome: Outcome) -> str:
    """One outcome: what became of the file, which file, its document or the reason."""
    tail = outcome.document_id or outcome.error or ""
    return plain(f"{text.OUTCOMES[outcome.status]}: {outcome.path}" + (f": {tail}" if tail else ""))


def plain(line: str) -> str:
    """A line a terminal takes for text: control characters, which file names may hold, as Python writes them.

    >>> plain("x\\x1b[2J.txt")
    'x\\\\x1b[2J.txt'
    """
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


def summary(outcomes: Iterable[Outcome]) -> str:
    """How many files ended how."""
    counts = count_outcomes(outcomes)
    parts = [f"{count_text(count)} {text.OUTCOMES[status]}" for status, count in counts.items() if count]
    return f"{count_text(sum(counts.values()))} tệp: {', '.join(parts)}" if parts else text.NOTHING_DONE


def worst_of(outcomes: Iterable[Outcome]) -> OutcomeStatus | None:
    """What a script should know first: failed before refused before nothing."""
    counts = count_outcomes(outcomes)
    return "failed" if counts["failed"] else "refused" if counts["refused"] else None
