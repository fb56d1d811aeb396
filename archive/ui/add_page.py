"""Nạp tài liệu: choose files, see what became of each and what was read off it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st

from archive.library import Library
from archive.model import Document, Outcome, count_outcomes
from archive.ui import text
from archive.ui.address import ADD, READ, first, url
from archive.ui.components import show_upload
from archive.ui.format import count_text
from archive.ui.frame import notice, read_address, set_title, show
from archive.ui.markup import Markup, tag
from archive.ui.sheet import Label, value_text
from archive.web.shared import shared_library
from archive.web.uploads import BATCHES, HEADER, MAX_FILES, MAX_MEGABYTES, Batch

POLL_SECONDS = 1.0
NOT_HERE = ("refused", "failed")
"""What a person has to do something about: never to be looked for among what went well."""
SHOWN = ("doc_type", "number", "date", "issuer", "title", "signer")


def draw() -> None:
    """Draw the form, and the batch its address names."""
    set_title(text.ADD)
    name = first(read_address(), "lo")
    show(tag("h1", text.ADD_TITLE, class_="page-title"), tag("p", text.ADD_HELP, class_="quiet"))
    _show_form()
    if not name:
        return
    batch = BATCHES.get(name)
    if batch is None:
        show(notice(text.NO_BATCH))
    elif batch.finished:
        show(batch_html(batch, shared_library()))
    else:
        _watch(name)


def _show_form() -> None:
    show_upload(
        {
            "header": HEADER,
            "limit": MAX_MEGABYTES,
            "most": MAX_FILES,
            "page": f"{ADD}?lo=",
            "labels": text.UPLOAD,
        }
    )


@st.fragment(run_every=POLL_SECONDS)
def _watch(name: str) -> None:
    """Show a batch while it is read; when it is done, the whole page is drawn once more, without the clock."""
    batch = BATCHES.get(name)
    if batch is None or batch.finished:
        st.rerun()
    show(batch_html(batch, shared_library()))


def batch_html(batch: Batch, library: Library) -> Markup:
    """What became of each file and how many in all: at the end first those that are not here, else as handed in."""
    outcomes = {outcome.path: outcome for outcome in tuple(batch.outcomes)}
    ids = [outcome.document_id for outcome in outcomes.values() if outcome.document_id]
    documents = library.catalogue.many(ids)
    files = [file for index in batch.order for file in _with_members(batch.names[index], batch.path(index), outcomes)]
    if batch.finished:
        files.sort(key=lambda file: file[1] is not None and file[1].status not in NOT_HERE)
    items = [_file_html(*file, documents, library.vocab.label) for file in files]
    return tag(
        "section",
        tag("div", tag("h2", text.OUTCOME_LIST), class_="head-line"),
        _summary_html(batch),
        notice(batch.error, kind="bad") if batch.error else None,
        tag("ol", *items, class_="outcomes"),
    )


def _with_members(name: str, path: Path, outcomes: Mapping[str, Outcome]) -> Iterable[tuple[str, Outcome | None, Path]]:
    """A file that was handed in with its outcome; in the place of an archive its members."""
    inside = f"{path}/"
    members = [outcome for shown, outcome in outcomes.items() if shown.startswith(inside)]
    if not members or str(path) in outcomes:
        yield name, outcomes.get(str(path)), path
    for outcome in members:
        yield f"{name}/{outcome.path.removeprefix(inside)}", outcome, Path(outcome.path)


def _summary_html(batch: Batch) -> Markup:
    done, count = count_text(len(batch.outcomes)), count_text(len(batch.names))
    if not batch.finished:
        return tag("p", text.WORKING.format(done=done, count=count), role="status")
    counts = count_outcomes(batch.outcomes)
    summary = ", ".join(f"{number} {text.OUTCOMES[status]}" for status, number in counts.items() if number)
    return tag("p", text.DONE.format(count=done, summary=summary) if summary else text.NOTHING_DONE, role="status")


def _file_html(
    name: str, outcome: Outcome | None, path: Path, documents: Mapping[str, Document], label: Label
) -> Markup:
    if outcome is None:
        return tag("li", tag("h3", name), tag("span", text.WAITING, class_="status"), class_="outcome")
    document = documents.get(outcome.document_id or "")
    return tag(
        "li",
        tag("h3", name),
        tag("span", text.OUTCOMES[outcome.status], class_="status"),
        tag("p", _reason(outcome.error, path, name)) if outcome.error else None,
        _facts_html(document, label) if document and outcome.status == "added" else None,
        _links_html(document, outcome) if document else None,
        class_=f"outcome {outcome.status}",
    )


def _reason(error: str, path: Path, name: str) -> str:
    """The reason as a sentence, without the name of the temporary file."""
    said = error.removeprefix(f"{path}: ").replace(str(path), name).replace(path.name, name)
    return said[:1].upper() + said[1:]


def _facts_html(document: Document, label: Label) -> Markup:
    rows: list[Markup] = []
    for name in SHOWN:
        fact = document.fact(name)
        value = value_text(name, fact.value, label)
        doubt = tag("span", text.DOUBTFUL, class_="badge", title=fact.doubt) if fact.doubt else None
        rows.append(tag("dt", text.FIELDS[name]))
        shown = tag("span", value) if value else tag("em", text.UNKNOWN, class_="quiet")
        rows.append(tag("dd", shown, " " if doubt else None, doubt))
    return tag("dl", *rows)


def _links_html(document: Document, outcome: Outcome) -> Markup:
    open_ = text.FIRST_COPY if outcome.status == "unchanged" else text.OPEN
    return tag(
        "p",
        tag("a", open_, href=url(READ, id=document.id), data_nav=True),
        tag("a", text.FIX_FACTS, href=url(READ, id=document.id, sua=1), data_nav=True),
        class_="actions",
    )
