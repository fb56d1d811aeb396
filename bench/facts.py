"""Facts read from a folder of files beside what people say is printed there (gold.jsonl).

    python bench/facts.py FOLDER [--gold FILE]

Per field and kind of file: right, missed (printed, not read; or a date read in part and said so), wrong (another
value), invented (not printed, asserted without a doubt), doubtful (not printed, asserted with a doubt), and the share
that is right; then the files behind each, and wrong values that carry no doubt. Last line: the totals.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.extract import extract_file
from archive.metadata import describe
from archive.model import Document, Fact
from archive.vocab import Vocab, load_vocab

SINGLE = (
    "doc_type",
    "number",
    "symbol",
    "date",
    "place",
    "issuer",
    "issuer_parent",
    "title",
    "signer",
    "signer_position",
)
MANY = {"authority_chain": "authority_chain", "recipients": "recipients", "signers": "signer"}
"""Gold key → field of which all facts count, in printed order; recipients and signers only where gold gives them."""
MARKS = ("period", "urgency", "secrecy", "draft")
"""Counted where gold gives them."""
OPTIONAL = ("symbol", "issuer_parent")
"""Fields counted only where gold gives them: it leaves them out when they say nothing more than another field."""
OUTCOMES = ("right", "missed", "wrong", "invented", "doubtful")
_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
          "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, help="default: gold.jsonl in the folder")
    parser.add_argument("--vocabulary", type=Path, action="append", default=[], help="extra vocabulary file")
    given = parser.parse_args(arguments)
    vocab = load_vocab(given.vocabulary)
    rows = [json.loads(line) for line in (given.gold or given.folder / "gold.jsonl").read_text("utf-8").splitlines()]
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    behind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        document = read(given.folder / row["file"], vocab)
        if isinstance(document, str):
            behind["file", "missed"].append(f"{row['file']}: {document}")
            counts[row["kind"], "file"]["missed"] += 1
            continue
        if document.parts and "parts" not in row:
            behind["parts", "to look at"].append(f"{row['file']}: {[part.number for part in document.parts]}")
        for field, outcome, detail in compare(row, document, vocab):
            counts[row["kind"], field][outcome] += 1
            if outcome != "right":
                behind[field, outcome].append(f"{row['file']}: {detail}")
            if outcome == "wrong" and not document.fact(MANY.get(field, field)).doubt:
                behind[field, "wrong without a doubt"].append(row["file"])
    report(counts, behind)
    return 0


def read(path: Path, vocab: Vocab) -> Document | str:
    """The document of a file, or why it cannot be read."""
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        extracted = extract_file(path, name=path.name, sha256=sha256, cache=None, ocr_language="vie")
    except (ArchiveError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return describe(extracted, vocab)


def compare(row: Mapping[str, Any], document: Document, vocab: Vocab) -> Iterator[tuple[str, str, str]]:
    """(field, outcome, what was expected and what was read) for each field of a gold row."""
    for field in SINGLE:
        if field in OPTIONAL and row.get(field) is None and (field != "issuer_parent" or field not in row):
            continue
        fact = document.fact(field)
        value = vocab.label(field, fact.value) if fact.value is not None else None
        expected = row.get(field)
        accepted = [expected, *row.get(f"{field}_alt", ())]
        parent = document.value("issuer_parent") or ""
        outcome = judge(field, value, accepted, fact, vocab.label("issuer_parent", parent))
        yield field, outcome, f"{expected!r} ≠ {value!r}" + (f" ({fact.doubt})" if fact.doubt else "")
    for key, field in MANY.items():
        if key not in row and key != "authority_chain":
            continue
        values = [fact.value for fact in document.facts[field] if fact.value]
        same = [fold(value) for value in values] == [fold(value) for value in row.get(key) or []]
        outcome = "right" if same else "missed" if not values else "wrong" if row.get(key) else "invented"
        yield key, outcome, f"{row.get(key)} ≠ {values}"
    for field in MARKS:
        if field in row:
            expected = {True: "yes", False: None}.get(row[field], row[field])
            fact = document.fact(field)
            yield field, judge(field, fact.value, [expected], fact, ""), f"{expected!r} ≠ {fact.value!r}"


def judge(field: str, value: str | None, accepted: list[str | None], fact: Fact, parent: str) -> str:
    """One of OUTCOMES."""
    if accepted[0] is None:
        return "right" if value is None else "doubtful" if fact.doubt else "invented"
    if value is None or (field == "date" and fact.doubt and str(accepted[0]).startswith(f"{value}-")):
        return "missed"
    for answer in accepted:
        if answer is not None and fold(value) in spellings(field, answer, parent):
            return "right"
        if answer is not None and field.startswith("issuer") and fold(answer) in spellings(field, value, parent):
            return "right"
    return "wrong"


def spellings(field: str, answer: str, parent: str) -> set[str]:
    """The folded forms of an answer that are equally good: an issuer with or without the place of the line above."""
    found = {fold(answer)}
    if field.startswith("issuer"):
        place = re.search(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã)\s.+$", answer)
        above = re.search(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã)\s.+$", parent)
        if place:
            found.add(fold(answer[: place.start()])) if above else None
            found.add(fold(answer.replace(place.group(), " " + re.sub(r"^\s\w+(?:\sphố|\sxã)?\s", "", place.group()))))
        if above:
            found.add(fold(answer + above.group()))
    return found


def fold(text: str) -> str:
    """NFC, no case, one tone placement, one dash, no blanks round / and no leading / or -."""
    plain = unicodedata.normalize("NFC", text).lower()
    for new, old in _TONES.items():
        plain = plain.replace(new, old)
    plain = re.sub(r"[‐-―−]", "-", plain)
    plain = re.sub(r"\s*([/-])\s*", r"\1", plain)
    return " ".join(plain.split()).strip(" .,;:").lstrip("/-")


def report(counts: Mapping[tuple[str, str], Counter[str]], behind: Mapping[tuple[str, str], list[str]]) -> None:
    print(f"{'kind':<10}{'field':<18}" + "".join(f"{name:>10}" for name in OUTCOMES) + f"{'share':>8}")
    total: Counter[str] = Counter()
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    for (kind, field), found in sorted(counts.items()):
        print(_row(kind, field, found))
        fields[field].update(found)
        total.update(found)
    for field, found in fields.items():
        print(_row("all", field, found))
    for (field, outcome), files in sorted(behind.items()):
        print(f"\n{field} {outcome}")
        for line in files:
            print(f"  {line}")
    print("total " + " ".join(f"{name}={total[name]}" for name in OUTCOMES))


def _row(kind: str, field: str, found: Counter[str]) -> str:
    share = 100 * found["right"] / max(1, found.total())
    return f"{kind:<10}{field:<18}" + "".join(f"{found[name]:>10}" for name in OUTCOMES) + f"{share:>7.1f}%"


if __name__ == "__main__":
    sys.exit(main())
