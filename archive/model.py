"""The nouns: frozen values that travel the pipe from a file to a reader.

Every `Span` is an offset in the document's one stored text, and nothing changes that text once it is cleaned.
Absence is `None`; a guess is marked as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from archive.number import Number as Number

PAGE_BREAK = "\n\f\n"
"""Stands between the pages in a stored text: a form feed on a line of its own, so `\\s` and line rules step over it."""

FIELDS = (
    "doc_type", "number", "symbol", "date", "place", "issuer", "issuer_parent", "title", "signer", "signer_position",
    "authority_chain", "recipients", "period", "urgency", "secrecy", "draft", "language",
)  # fmt: skip
"""Names of the facts of a document, in the order a person reads them."""

Status = Literal["printed", "partial", "inferred", "blank", "absent", "illegible", "confirmed", "corrected"]
Source = Literal["text", "ocr"]
OutcomeStatus = Literal["added", "unchanged", "refused", "skipped", "failed"]
AsideKind = Literal["footnote", "stamp", "margin", "comment"]
ChangeKind = Literal["head", "same", "figures", "renumbered", "reworded", "rewritten", "moved", "added", "removed"]
EditKind = Literal["equal", "replace", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range [start, end) of characters in a stored text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number (from 1), where its text lies, and whether the text was printed as such or read by OCR.

    `quality` is the share (0 to 1) of its words that are well-formed syllables; None where too few words stand there,
    and 0 where hardly a word of much ink could be read.
    """

    number: int
    span: Span
    source: Source = "text"
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A text taken out of the flow of its page: a footnote, a stamp or a digital signature, a running head, a comment.

    `span` lies in the stored text after the last page, where asides stand one a line; `page` is where it was printed.
    A footnote has the `mark` as printed ("1", "*") and, where that was found in the text, its place there, `ref`.
    """

    kind: AsideKind
    span: Span
    page: int
    mark: str = ""
    ref: Span | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader got out of one file: the cleaned text of all pages, then the asides, joined by `PAGE_BREAK`.

    A paragraph that runs over a page's end is whole: there a single blank or line break stands between the two pages.
    """

    name: str
    sha256: str
    media_type: str
    text: str
    pages: tuple[Page, ...]
    asides: tuple[Aside, ...] = ()

    @property
    def body_end(self) -> int:
        """Offset where the last page ends: what follows are asides."""
        return self.pages[-1].span.end if self.pages else 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing read off a document, with where and how (design: one fact, `docs` glossary).

    `value` is the normal form (a date as YYYY-MM-DD, YYYY-MM or YYYY; a vocabulary code; else tidy text) or None;
    `raw` is the text as printed; `method` names the rule; `doubt` is a reason, in Vietnamese, for a person to look.
    `machine` is what the rules had read, where a person confirmed or corrected it.
    """

    value: str | None = None
    raw: str | None = None
    page: int | None = None
    span: Span | None = None
    status: Status = "absent"
    method: str = ""
    doubt: str | None = None
    machine: str | None = None


ABSENT = Fact()


def joined_values(facts: Iterable[Fact]) -> str | None:
    """The values of a field as one, parted by semicolons; None where nothing is known."""
    return "; ".join(fact.value for fact in facts if fact.value) or None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document: as printed, where, in which relation, and what of it is known.

    `doc_type` and `relation` are vocabulary codes, `dated` an ISO date or its part, `issuer` a vocabulary code or the
    printed name. A law cited only by name has no number.
    """

    text: str
    span: Span
    relation: str
    doc_type: str | None = None
    number: str | None = None
    dated: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it up to the next heading of any level (level 1 is the outermost)."""

    level: int
    label: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """One of several documents bound in one file: where it lies and what its own head says (codes and normal forms)."""

    span: Span
    page: int
    doc_type: str | None = None
    number: str | None = None
    title: str | None = None
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Reread:
    """That a later reading of the same file gave another value for a fact; `at` is when (UTC, ISO 8601)."""

    field: str
    before: str | None
    after: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Document:
    """The record of one file: its facts with their evidence, what it cites, how it is divided.

    `facts` has at least one `Fact` for each of `FIELDS`; signer, authority_chain and recipients may have several.
    """

    id: str
    name: str
    sha256: str
    media_type: str
    facts: Mapping[str, tuple[Fact, ...]]
    citations: tuple[Citation, ...] = ()
    sections: tuple[Section, ...] = ()
    pages: Sequence[Page] = ()
    asides: tuple[Aside, ...] = ()
    parts: tuple[Part, ...] = ()
    """The documents bound in the file, where there are several; the facts are those of the first."""
    rereads: tuple[Reread, ...] = ()
    reviewed: str | None = None
    """When a person last went through the whole of it (UTC, ISO 8601)."""

    def fact(self, name: str) -> Fact:
        """The (first) fact of a field; an absent one when nothing was read."""
        found = self.facts.get(name)
        return found[0] if found else ABSENT

    def value(self, name: str) -> str | None:
        """Normal form of the (first) fact of a field."""
        return self.fact(name).value

    @property
    def doubts(self) -> tuple[str, ...]:
        """Fields a person should look at, in reading order."""
        return tuple(name for name in FIELDS if any(fact.doubt for fact in self.facts.get(name, ())))

    @property
    def body_end(self) -> int:
        """Offset where the last page ends: what follows are asides."""
        return self.pages[-1].span.end if self.pages else 0

    def page_at(self, offset: int) -> int:
        """Number of the page that holds an offset of the stored text, or on which an aside was printed."""
        for aside in self.asides:
            if aside.span.start <= offset < aside.span.end:
                return aside.page
        number = 1
        for page in self.pages:
            if page.span.start <= offset:
                number = page.number
        return number


ID_LENGTH = 16
"""Hex digits of the SHA-256 that name a document: 64 bits, so two of a million differ with near certainty."""


def document_id(sha256: str) -> str:
    """Name of a document: the first digits of its content hash."""
    return sha256[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said about one field: `value` None means "not printed"; `withdrawn` takes back what was said."""

    field: str
    value: str | None
    at: str
    """UTC time, ISO 8601."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text shown for a hit: `text`, marks as spans inside it, its page and place in the stored text.

    `section`: label and title of the section it stands in, "" before the first.
    """

    text: str
    marks: tuple[Span, ...]
    page: int
    span: Span
    section: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One found document with its score and the passages that show why.

    `more`: how many further passages it has. `twins`: found documents of nearly the same text, folded into this hit.
    """

    document: Document
    score: float
    passages: tuple[Passage, ...] = ()
    more: int = 0
    twins: tuple[Document, ...] = ()


Facets = Mapping[str, tuple[tuple[str, int], ...]]
"""field → ((value, count), …), most frequent first."""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, the count of all of them, facets over all, and what the parser has to say (in Vietnamese).

    `repaired`: the whole query as it was searched for, where words of it were taken for others than typed.
    `expanded`: abbreviations that were also searched for in full, or the other way round, as (typed, other form).
    `folded`: how many more documents are copies of hits: the facets count them, `total` does not.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: Facets = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    repaired: str | None = None
    expanded: tuple[tuple[str, str], ...] = ()
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A citation seen from one end: `direction` is "cites" or "cited_by"; `document` only when exactly one fits.

    `part`: the cited paper, where it is not the first in its file (of `document`; if cited by it, of the other end).
    """

    relation: str
    direction: Literal["cites", "cited_by"]
    citation: Citation
    document: Document | None
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Documents to open beside one: by citation, series, likeness (score from 0 to 1), or as one batch with it.

    `reasons`: id → (code, detail), …: why each stands there, beyond its list.
    """

    links: tuple[Link, ...] = ()
    series: tuple[Document, ...] = ()
    similar: tuple[tuple[Document, float], ...] = ()
    batch: tuple[Document, ...] = ()
    reasons: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to read: its record, its text, marks of the words searched for, and its links both ways."""

    document: Document
    text: str
    marks: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One run of a word-by-word comparison; the text is what stands on each side ("" on none)."""

    kind: EditKind
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a row of a comparison: where it lies, its printed number or bullet, and where its words begin."""

    span: Span
    label: str = ""
    kind: Literal["head", "text", "heading", "footnote"] = "text"
    words: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a comparison: what stands on each side (None: a filler), how they differ, and the words.

    A moved paragraph has two rows that name each other in `other` (from 0): a full one at its place on the right, and
    one at its place on the left, without edits. The edits of all other rows cover their words, label apart. What stands
    above the body of both (letterhead, number, date) is one row of the kind `head`, whose words are not compared.
    """

    kind: ChangeKind
    left: Paragraph | None
    right: Paragraph | None
    edits: tuple[Edit, ...] = ()
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents put side by side, row by row."""

    left: Document
    right: Document
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file handed in. `error` says what, where and what to do, in Vietnamese."""

    path: str
    status: OutcomeStatus
    document_id: str | None = None
    error: str | None = None


def count_outcomes(outcomes: Iterable[Outcome]) -> dict[OutcomeStatus, int]:
    """How many files ended in each status, in the order a summary is read."""
    counts: dict[OutcomeStatus, int] = dict.fromkeys(("added", "unchanged", "refused", "skipped", "failed"), 0)
    for outcome in outcomes:
        counts[outcome.status] += 1
    return counts
