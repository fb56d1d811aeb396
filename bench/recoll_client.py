"""Asks Recoll, in the system's own Python, which alone has its module: queries as JSON lines in, times out.

    /usr/bin/python3 bench/recoll_client.py CONFIG < {"kind": …, "query": …} lines

For each query the milliseconds until ten ids are there, and until their abstracts are too.
"""

import json
import sys
import time

from recoll import recoll

CONTEXT, LENGTH = 8, 240


def main():
    db = recoll.connect(confdir=sys.argv[1])
    for line in sys.stdin:
        asked = json.loads(line)
        start = time.perf_counter()
        query = db.query()
        query.execute(asked["query"], stemming=0)
        found = query.fetchmany(10)
        ids = time.perf_counter()
        for document in found:
            query.makedocabstract(document)
        end = time.perf_counter()
        answer = {"kind": asked["kind"], "found": query.rowcount, "ids": (ids - start) * 1e3, "ms": (end - start) * 1e3}
        print(json.dumps(answer), flush=True)


main()
