"""One function for each command: open the archive, call the verb, print. Each returns its exit code."""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from archive.check import check_archive
from archive.cli.parser import split_values
from archive.cli.progress import Progress, worst_of
from archive.cli.show import (
    comparison_lines,
    document_line,
    looser_lines,
    queue_lines,
    reading_lines,
    related_lines,
    results_lines,
    spelling_lines,
    to_json,
)
from archive.compare import compare_documents
from archive.config import Config
from archive.correct import accept_document, begin_paper, correct_document, withdraw_corrections
from archive.errors import ConfigError, CorrectionError, ReadError, SecretPaperError
from archive.explain import suggest_spellings
from archive.ingest import expand_paths, ingest_files
from archive.library import Library, open_library
from archive.model import Outcome
from archive.read import read_document
from archive.rebuild import index_texts, rebuild_index
from archive.related import related_documents
from archive.review import read_queue
from archive.search import find_looser, search_documents
from archive.store.files import Files
from archive.ui.format import count_text

FILTERS = {"issuer": "cơ quan", "type": "loại", "signer": "người ký", "year": "năm"}
_NAMED = {"issuer": "issuer", "type": "doc_type", "signer": "signer"}
_YEARS = re.compile(r"(?P<first>\d{4})(?:\s*[-–]\s*(?P<last>\d{4}))?")


def add(config: Config, chosen: argparse.Namespace) -> int:
    """Take files in."""
    paths = tuple(expand_paths(chosen.paths))
    with open_library(config) as library:
        return _run(ingest_files(library, paths, public=chosen.not_secret), len(paths))


def rebuild(config: Config, chosen: argparse.Namespace) -> int:
    """Make the index again."""
    again = index_texts if chosen.from_texts else rebuild_index
    return _run(again(config), sum(1 for _ in Files(config.documents).originals()))


def check(config: Config, chosen: argparse.Namespace) -> int:
    """Compare originals, catalogue and engine."""
    with open_library(config) as library:
        report = check_archive(library, repair=not chosen.no_repair)
    if chosen.json:
        _print([to_json({"originals": report.originals, "sound": report.sound, "problems": report.problems})])
    else:
        marks = {True: "đã sửa", False: "CHƯA SỬA ĐƯỢC"}
        _print(f"{marks[problem.mended]}: {problem.message}" for problem in report.problems)
        state = "kho lành lặn" if report.sound else "còn việc phải làm"
        _print([f"{count_text(report.originals)} bản gốc, {state}."])
    return 0 if report.sound else 1


def search(config: Config, chosen: argparse.Namespace) -> int:
    """Find documents."""
    with open_library(config) as library:
        typed = f"{' '.join(chosen.text)} {_filters(vars(chosen), library)}".strip()
        results = search_documents(
            library,
            typed,
            require_all=chosen.all,
            expand=not chosen.no_expand,
            order=chosen.order,
            offset=(chosen.page - 1) * chosen.limit,
            limit=chosen.limit,
            exact=chosen.exact,
        )
        if chosen.json:
            _print([to_json(results)])
            return 0
        _print(results_lines(results, library.vocab, page=chosen.page, limit=chosen.limit, color=_color()))
        if not results.total:
            looser = find_looser(
                library, typed, require_all=chosen.all, expand=not chosen.no_expand, exact=chosen.exact
            )
            _print(spelling_lines(suggest_spellings(library, typed)))
            _print(looser_lines(looser))
            _print(_hints(library, vars(chosen)))
    return 0


def read(config: Config, chosen: argparse.Namespace) -> int:
    """Open a document."""
    with open_library(config) as library:
        reading = read_document(library, library.catalogue.resolve(chosen.id), query=chosen.query)
        _print([to_json(reading)] if chosen.json else reading_lines(reading, library.vocab, color=_color()))
    return 0


def related(config: Config, chosen: argparse.Namespace) -> int:
    """Documents to open beside one."""
    with open_library(config) as library:
        found = related_documents(library, library.catalogue.resolve(chosen.id))
        _print([to_json(found)] if chosen.json else related_lines(found, library.vocab))
    return 0


def compare(config: Config, chosen: argparse.Namespace) -> int:
    """Two documents section by section."""
    with open_library(config) as library:
        left, right = (library.catalogue.resolve(name) for name in (chosen.left, chosen.right))
        comparison = compare_documents(library, left, right)
        _print([to_json(comparison)] if chosen.json else comparison_lines(comparison, library.vocab))
    return 0


def review(config: Config, chosen: argparse.Namespace) -> int:
    """List what a person should look at."""
    with open_library(config) as library:
        queue = read_queue(library, offset=(chosen.page - 1) * chosen.limit, limit=chosen.limit)
        _print([to_json(queue)] if chosen.json else queue_lines(queue, library.vocab))
    return 0


def correct(config: Config, chosen: argparse.Namespace) -> int:
    """Set facts as a person knows them, accept them, or take back what was said."""
    try:
        values = split_values(chosen.values)
    except ValueError as error:
        raise CorrectionError(f"“{error}”: viết TRƯỜNG=GIÁ_TRỊ, ví dụ number=52/NQ-HĐND.") from error
    with open_library(config) as library:
        name = library.catalogue.resolve(chosen.id)
        if chosen.undo:
            document = withdraw_corrections(library, name, chosen.undo)
        if chosen.begins:
            document = begin_paper(library, name, chosen.begins)
        if chosen.accept:
            document = accept_document(library, name, values)
        elif values or not (chosen.undo or chosen.begins):
            document = correct_document(library, name, values)
        _print([to_json(document) if chosen.json else document_line(document, library.vocab)])
    return 0


COMMANDS: Mapping[str, Callable[[Config, argparse.Namespace], int]] = {
    "add": add,
    "check": check,
    "compare": compare,
    "correct": correct,
    "read": read,
    "rebuild": rebuild,
    "related": related,
    "review": review,
    "search": search,
}


def _run(outcomes: Iterator[Outcome], total: int) -> int:
    """Show outcomes as they come; sum up also when it is interrupted."""
    progress = Progress(total)
    try:
        progress.show(outcomes)
    finally:
        progress.finish()
    worst = worst_of(progress.outcomes)
    return {"failed": ReadError.exit_code, "refused": SecretPaperError.exit_code}.get(worst or "", 0)


def _filters(chosen: Mapping[str, str | None], library: Library) -> str:
    """The options as a person would type them into the search box."""
    kind, years = chosen["type"], chosen["year"]
    if kind and library.vocab.kind_named(kind) is None:
        near = difflib.get_close_matches(kind, [entry.name for entry in library.vocab.kinds], n=1)
        raise ConfigError(f"Không có loại văn bản “{kind}”." + (f" Có phải “{near[0]}”?" if near else ""))
    if years and not _YEARS.fullmatch(years):
        raise ConfigError(f"“{years}” không phải năm. Viết 2024 hoặc 2021-2024.")
    return " ".join(f'{label}:"{_quotable(chosen[name])}"' for name, label in FILTERS.items() if chosen[name])


def _quotable(value: str | None) -> str:
    return (value or "").replace('"', " ")


def _hints(library: Library, chosen: Mapping[str, str | None]) -> Iterable[str]:
    """Names in the archive that are near to one filtered by which it does not have."""
    facets = search_documents(library, "", limit=1).facets
    for name, field in _NAMED.items():
        if not chosen[name] or search_documents(library, f'{FILTERS[name]}:"{_quotable(chosen[name])}"', limit=0).total:
            continue
        labels = [library.vocab.label(field, value) for value, _ in facets.get(field, ())]
        near = difflib.get_close_matches(chosen[name] or "", labels, n=3, cutoff=0.4)
        if near:
            yield f"--{name}: có trong kho: {'; '.join(near)}"


def _color() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
