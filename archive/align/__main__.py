"""The child that aligns two texts: a line with both in, lines of progress out, then the rows.

The one rule: it limits itself first, and what it says is data.
"""

from __future__ import annotations

import json
import os
import sys

from archive.align.codec import changes_to_list, source_from_list
from archive.align.rows import align_texts

MEMORY_LIMIT = 1 << 30
"""Bytes of address space; two texts of 20,000 paragraphs each take a fifth."""


def main() -> None:
    """Answer until there are no more questions: `{"share": 0.4}` now and then, at last `{"rows": […]}`."""
    _limit_resources()
    for line in sys.stdin:
        left, right = (source_from_list(values) for values in json.loads(line))
        rows = align_texts(left, right, progress=lambda share: _say({"share": share}))
        _say({"rows": changes_to_list(rows)})


def _say(values: object) -> None:
    sys.stdout.write(json.dumps(values, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _limit_resources() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)  # people who search come first


if __name__ == "__main__":
    main()
