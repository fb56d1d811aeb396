"""Asks Recoll, in the system's own Python, which alone has its module: queries in, times out.

    /usr/bin/python3 bench/recoll_client.py CONFIG < queries, a JSON string a line

For each query the milliseconds until ten ids are there, and until their abstracts are too: words around the matches,
marked, and about as much text as our passages of ten hits have (`characters`, a hit; ours have 300 to 700).
"""

import json
import sys
import time

from recoll import recoll

CONTEXT, LENGTH = 6, 300


class Marks:
    """How Recoll marks a match."""

    def startMatch(self, _):  # noqa: N802  # Recoll's name
        return "<b>"

    def endMatch(self):  # noqa: N802
        return "</b>"


def main():
    db = recoll.connect(confdir=sys.argv[1])
    db.setAbstractParams(LENGTH, CONTEXT)
    marks = Marks()
    for line in sys.stdin:
        start = time.perf_counter()
        query = db.query()
        query.execute(json.loads(line), stemming=0)
        found = query.fetchmany(10)
        ids = time.perf_counter()
        shown = [query.makedocabstract(document, marks) for document in found]
        end = time.perf_counter()
        answer = {"found": query.rowcount, "ids": (ids - start) * 1e3, "ms": (end - start) * 1e3}
        answer["characters"] = sum(map(len, shown)) / max(1, len(shown))
        print(json.dumps(answer), flush=True)


main()
