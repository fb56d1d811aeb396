"""Citations as links, both ways.

The one rule: a link is made only when number, kind, issuer and date leave exactly one paper. A blank number, a number
without its year or date, and the same number of another issuer make none. A paper with a file of its own goes before
one bound behind another in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from archive.library import Library
from archive.model import Citation, Document, Link, Number, Part
from archive.text.folding import fold, number_key
from archive.vocab import Vocab, name_key

_POST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Target:
    """A paper that a citation may mean: a document, or one bound behind the first in its file."""

    document: Document
    part: Part | None = None

    def value(self, field: Literal["doc_type", "number", "date", "issuer"]) -> str | None:
        """Normal form of a fact of the paper."""
        if self.part is None:
            return self.document.value(field)
        said: str | None = getattr(self.part, field)
        return said


def cited_links(library: Library, document: Document) -> Iterator[Link]:
    """What a document cites, with the cited document where exactly one fits."""
    found: dict[tuple[object, ...], Target | None] = {}
    for citation in document.citations:
        key = (citation.number, citation.doc_type, citation.dated, citation.issuer, _standing_in(document, citation))
        if key not in found:
            found[key] = resolve(library, document, citation)
        target = found[key]
        if target is None:
            yield Link(citation.relation, "cites", citation, None)
        else:
            yield Link(citation.relation, "cites", citation, target.document, target.part)


def citing_links(library: Library, document: Document) -> Iterator[Link]:
    """What cites a document or a paper bound in its file: citations that resolve to it and to no other."""
    for paper in (Target(document), *(Target(document, part) for part in document.parts[1:])):
        key = number_key(paper.value("number") or "")
        others = library.catalogue.many(library.catalogue.citing(key)) if key else {}
        for other in others.values():
            if other.id != document.id:
                yield from _links_to(library, paper, other, key)


def _links_to(library: Library, paper: Target, other: Document, key: str) -> Iterator[Link]:
    """How another document cites a paper of this number, each relation once."""
    told: set[str] = set()
    for citation in other.citations:
        if citation.number is None or number_key(citation.number) != key or citation.relation in told:
            continue
        found = resolve(library, other, citation)
        if found and (found.document.id, found.part) == (paper.document.id, paper.part):
            told.add(citation.relation)
            yield Link(citation.relation, "cited_by", citation, other, paper.part)


def group_links(links: Iterable[Link]) -> tuple[tuple[Link, ...], ...]:
    """The links of each document together, as a list for people shows them; groups in the order of their first link.

    A cited document that is not here is told by number and kind, and by date and issuer where the links print several;
    one cited without a number by its words.
    """
    groups: dict[tuple[str | None, ...], list[Link]] = {}
    for link in links:
        groups.setdefault(_group_of(link), []).append(link)
    return tuple(tuple(part) for group in groups.values() for part in _apart(group))


def _group_of(link: Link) -> tuple[str | None, ...]:
    citation = link.citation
    if link.document:
        return (link.direction, link.document.id, str(link.part.span.start if link.part else ""))
    if citation.number:
        return (link.direction, citation.doc_type, number_key(citation.number))
    return (link.direction, citation.doc_type, " ".join(fold(citation.text).split()), citation.dated)


def _apart(group: list[Link]) -> Iterator[list[Link]]:
    """One number of an unknown document under two dates or issuers is as many documents."""
    dates = {link.citation.dated for link in group} - {None}
    issuers = {link.citation.issuer for link in group} - {None}
    if group[0].document or (len(dates) <= 1 and len(issuers) <= 1):
        yield group
        return
    parts: dict[tuple[str | None, str | None], list[Link]] = {}
    for link in group:
        parts.setdefault((link.citation.dated, link.citation.issuer), []).append(link)
    yield from parts.values()


def resolve(library: Library, document: Document, citation: Citation) -> Target | None:
    """The paper that a citation means; None when none or several fit.

    What this mention leaves out and another mention of the same number in the document prints, counts for it too.
    """
    number = Number.parse(citation.number) if citation.number else None
    if number is None or number.serial is None or citation.number is None:
        return None
    here = _standing_in(document, citation)
    candidates = [
        target
        for target in _bearing(library, number_key(citation.number))
        if (target.document.id, target.part) != (document.id, here)
    ]
    if not candidates:
        return None
    wanted = _completed(document, citation)
    place = _place_of(document, library.vocab, here)
    fitting = [
        candidate
        for candidate in candidates
        if _same_kind(wanted, candidate)
        and _same_date(wanted, candidate, numbered_by_year=number.year is not None)
        and _same_issuer(wanted, candidate, place, library.vocab)
    ]
    fitting = [target for target in fitting if target.part is None] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _bearing(library: Library, key: str) -> Iterator[Target]:
    """The papers of a number, those bound behind another too."""
    catalogue = library.catalogue
    for found in catalogue.many(tuple(dict.fromkeys((*catalogue.by_number(key), *catalogue.binding(key))))).values():
        papers = (Target(found), *(Target(found, part) for part in found.parts[1:]))
        yield from (paper for paper in papers if number_key(paper.value("number") or "") == key)


def _standing_in(document: Document, citation: Citation) -> Part | None:
    """The paper bound behind the first in which a citation stands."""
    at = citation.span.start
    return next((part for part in document.parts[1:] if part.span.start <= at < part.span.end), None)


def _completed(document: Document, citation: Citation) -> Citation:
    """A citation with the date and the issuer of the fuller mention: `Nghị quyết 01/NQ-CP` said a second time."""
    number = number_key(citation.number or "")
    others = [
        other
        for other in document.citations
        if other.number and number_key(other.number) == number and other.doc_type == citation.doc_type
    ]
    dates = {other.dated for other in others if other.dated}
    issuers = {other.issuer for other in others if other.issuer}
    return replace(
        citation,
        dated=citation.dated or (dates.pop() if len(dates) == 1 else None),
        issuer=citation.issuer or (issuers.pop() if len(issuers) == 1 else None),
    )


def _same_kind(citation: Citation, candidate: Target) -> bool:
    """`Quy định 07-QĐ/TU` is not `Quyết định 07-QĐ/TU`."""
    kind = candidate.value("doc_type")
    return kind is None or citation.doc_type is None or kind == citation.doc_type


def _same_date(citation: Citation, candidate: Target, *, numbered_by_year: bool) -> bool:
    """Whether the dates agree as far as both are known; a number without a year needs them known (it comes back)."""
    dated, date = citation.dated, candidate.value("date")
    if dated is None or date is None:
        return numbered_by_year
    return dated.startswith(date) or date.startswith(dated)


def _same_issuer(citation: Citation, candidate: Target, place: str | None, vocab: Vocab) -> bool:
    """Whether the candidate comes from the body that is named; one that is not named is central or of this place."""
    issuer = candidate.value("issuer")
    if issuer is None:
        return False
    if citation.issuer is None:
        above = issuer.partition("@")[2]
        return (not above and vocab.body(issuer) is not None) or bool(above and above in _places_up(place, vocab))
    if citation.issuer == issuer:
        return True
    if known := _meant(citation.issuer, candidate.value("date"), place, vocab):
        return known == issuer
    named, name = name_key(citation.issuer), name_key(vocab.label("issuer", issuer))
    return named == name or named.endswith(f" {name}")


def _meant(printed: str, on: str | None, place: str | None, vocab: Vocab) -> str | None:
    """Code of a body named without its place, or after a post (`Chủ tịch UBND tỉnh`), in a document of this place."""
    words = printed.split()
    names = [" ".join(words[start:]) for start in range(min(len(words), _POST_WORDS))]
    around = (*_places_up(place, vocab), None)
    found = (vocab.issuer_code(name, within=within, on=on) for name in names for within in around)
    return next((code for code in found if code), None)


def _place_of(document: Document, vocab: Vocab, part: Part | None = None) -> str | None:
    """Code of the place a paper comes from: that of its issuer, else the one printed before the date."""
    place = (part.issuer if part and part.issuer else document.value("issuer") or "").partition("@")[2]
    printed = document.value("place")
    return place or (vocab.place_code(printed, on=document.value("date")) if printed else None)


def _places_up(place: str | None, vocab: Vocab) -> Iterator[str]:
    """A place and those it lies in."""
    found = vocab.place(place) if place else None
    while found:
        yield found.code
        found = vocab.place(found.parent)


def mentions_of(
    library: Library, wanted: Citation, seen_in: Document | None = None
) -> tuple[tuple[Document, Citation], ...]:
    """Every mention in the archive that may mean the cited document `wanted`, by its number, kind, date and issuer.

    What `wanted` or a mention leaves open is not held against it; a mention that prints another kind, another date or
    another issuer is of another document. seen_in: where `wanted` is cited, which tells whose `UBND tỉnh` it is.
    Newest citing document first, undated last.
    """
    key = number_key(wanted.number or "")
    citing = library.catalogue.many(library.catalogue.citing(key)) if key else {}
    issuer = _issuer_key(wanted, seen_in, library.vocab)
    found = []
    for document in citing.values():
        for citation in document.citations:
            if not citation.number or number_key(citation.number) != key:
                continue
            whole = _completed(document, citation)
            issuers = {issuer, _issuer_key(whole, document, library.vocab)} - {None}
            if len(issuers) <= 1 and _may_mean(whole, wanted):
                found.append((document, citation))
    return tuple(sorted(found, key=lambda row: row[0].value("date") or "", reverse=True))


def _issuer_key(citation: Citation, document: Document | None, vocab: Vocab) -> str | None:
    """One form of the body a citation names: its code where that is known, else its name."""
    if citation.issuer is None:
        return None
    place = _place_of(document, vocab) if document else None
    return _meant(citation.issuer, citation.dated, place, vocab) or name_key(citation.issuer)


def _may_mean(citation: Citation, wanted: Citation) -> bool:
    kinds = {citation.doc_type, wanted.doc_type} - {None}
    dated, date = citation.dated or "", wanted.dated or ""
    return len(kinds) <= 1 and (dated.startswith(date) or date.startswith(dated))
