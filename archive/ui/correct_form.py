"""The form in which a person sets a document's facts right. One rule: only what was changed or confirmed is sent."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

import streamlit as st

from archive.correct import correct_document
from archive.errors import ArchiveError
from archive.library import Library
from archive.model import Document, joined_values
from archive.ui import text
from archive.ui.format import date_text, page_text, printed_form
from archive.ui.frame import notice, show
from archive.ui.markup import Markup, tag

LINES = ("title",)
"""Fields of a whole line."""
PAIRED = (
    "number", "date", "doc_type", "period", "issuer", "issuer_parent",
    "signer", "signer_position", "authority_chain", "place",
)  # fmt: skip
"""Fields that stand two in a row."""
FIELDS = LINES + PAIRED
NAMED = ("doc_type", "issuer", "issuer_parent", "period", "draft")
"""Fields whose value is a code, shown and typed by its name."""
SECONDS = 5.0
"""How long a correction waits for another writer."""
_SAVED = "saved-document"


def show_correct_form(document: Document, library: Library, *, opened: bool) -> None:
    """The form, folded unless asked for; what is saved is there at once."""
    if st.session_state.pop(_SAVED, None) == document.id:
        show(notice(text.SAVED, kind="good"))
    current = {name: written(document, name, library) for name in FIELDS}
    # A new state of the document is a new form, so it never shows what was typed for an older one.
    state = f"{document.id}-{crc32(repr(current).encode()):x}"
    with st.expander(text.CORRECT, expanded=opened), st.form(f"correct-{state}", border=False):
        show(tag("p", text.CORRECT_HELP, class_="quiet"))
        typed, confirmed = _show_fields(document, current, state)
        if not st.form_submit_button(text.SAVE, type="primary"):
            return
        values = changes(document, current, typed, confirmed)
        if not values:
            show(notice(text.NOTHING_CHANGED))
            return
        try:
            correct_document(library, document.id, values, wait=SECONDS)
        except ArchiveError as error:
            show(notice(str(error), kind="bad"))
            return
    st.session_state[_SAVED] = document.id
    st.rerun()


def _show_fields(document: Document, current: Mapping[str, str], state: str) -> tuple[dict[str, str], set[str]]:
    typed, confirmed = {}, set()
    boxes = {name: st.container() for name in LINES}
    for place in range(0, len(PAIRED), 2):
        boxes |= zip(PAIRED[place : place + 2], st.columns(2, gap="medium"), strict=False)
    for name in FIELDS:
        with boxes[name]:
            typed[name] = st.text_input(
                text.FIELDS[name], current[name], key=f"{name}-{state}", placeholder=text.HINTS.get(name, "")
            )
            if found := evidence_html(document, name, current[name]):
                show(found)
            if document.fact(name).doubt and st.checkbox(text.CONFIRM, key=f"sure-{name}-{state}"):
                confirmed.add(name)
    return typed, confirmed


def evidence_html(document: Document, name: str, shown: str) -> Markup | None:
    """The printed form, where the field does not show it already, and the doubt about it."""
    fact = document.fact(name)
    raw = printed_form(fact, shown)
    form = text.READ_AS if page_text(document, fact.page) else text.READ_AS_PRINTED
    read = form.format(raw=raw, page=fact.page) if raw else None
    if not read and not fact.doubt:
        return None
    doubt = tag("span", fact.doubt, class_="badge wide") if fact.doubt else None
    return tag("p", read, " " if read and doubt else None, doubt, class_="evidence quiet")


def written(document: Document, name: str, library: Library) -> str:
    """A field as a person would type it; several values parted by semicolons; "" when unknown."""
    return typed_form(name, [fact.value for fact in document.facts.get(name, ()) if fact.value], library)


def typed_form(name: str, values: list[str], library: Library) -> str:
    """Values of a field as a person would type them."""
    if name == "date":
        return _typed_date(values[0]) if values else ""
    if name in NAMED:
        values = [library.vocab.label(name, value) for value in values]
    return "; ".join(values)


def changes(
    document: Document, current: Mapping[str, str], typed: Mapping[str, str], confirmed: set[str]
) -> dict[str, str | None]:
    """What to tell the archive: fields typed anew (None: not printed), and doubtful ones found right as they are."""
    values: dict[str, str | None] = {}
    for name, said in typed.items():
        if said.strip() != current[name]:
            values[name] = said.strip() or None
        elif name in confirmed:
            values[name] = joined_values(document.facts.get(name, ()))
    return values


def _typed_date(value: str) -> str:
    """A date as the form takes it: 05/03/2024, 3/2024, 2024."""
    match value.split("-"):
        case [year, month]:
            return f"{int(month)}/{year}"
        case [year]:
            return year
    return date_text(value)
