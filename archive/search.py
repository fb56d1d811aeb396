"""Find documents: typed words in, a page of hits with marked passages out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.engines.query import And, Answer, Ask, Node, Not, OneOf, Or
from archive.fields import CERTAIN, LAYOUT, only_number, place, ranks
from archive.library import Library
from archive.model import Hit, Passage, Results
from archive.store.brief import Shown
from archive.syntax import (
    Exact,
    Filter,
    Must,
    Part,
    Query,
    Within,
    Without,
    Words,
    all_words,
    expansions,
    repairs,
    words_in_full,
)
from archive.text.closeness import LEAST, closeness
from archive.text.paper import paper_of
from archive.text.passages import find_passages, more_passages
from archive.text.target import Target
from archive.text.words import unpack_words

FACETS = {"issuer": 100, "under": 100, "year": 500, "doc_type": 50, "signer": 50, "period": 50, "place": 50}
"""Fields counted over all matches, and how many values of each are told; of the years all, for they are drawn."""
TWINS = "twins"
COUNTED = {**FACETS, TWINS: 30_000}
"""Groups of copies counted to take the copies off a total; those of an archive with more of them are too high."""
ORDERS = {"relevance": "", "newest": "-date", "oldest": "date", "issuer": "issuer"}
PASSAGES = 3
"""Passages that come with a hit; `find_more_passages` has the others."""


def search_documents(
    library: Library,
    text: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    exclude: Mapping[str, Sequence[str]] | None = None,
    certain: Sequence[str] = (),
    require_all: bool = False,
    expand: bool = True,
    order: str = "relevance",
    offset: int = 0,
    limit: int = 10,
    exact: bool = False,
    fold: bool = True,
    passages: int = PASSAGES,
) -> Results:
    """Documents for typed words, best first; where nothing is to be ranked (no words, only filters), newest first.

    filters: keyword field → codes, one of which a document has; several fields must all fit, but `issuer` and `under`
    are one choice: one of the two must. A field that is filtered is counted as if it were not, so its other values stay
    in sight. The issuer of a document is also every body that took over from it; `under` is these and all they are part
    of. exclude: field → codes a document must not have.
    certain: of "number" and "date", those that nobody need doubt. require_all: every word must be there. expand: search
    for abbreviations in full too, and the other way round. order: "relevance", "newest", "oldest" or "issuer" (in
    Vietnamese order, of each the newest first). exact: search for the words as typed; else mistyped ones are repaired,
    and `repaired` says so. fold: show documents of nearly the same text as one hit, the best of them, and count them as
    one; facets count them all. passages: of each hit at most; 0 for a list that shows none.

    Raises:
        EngineUnavailableError: the search engine does not answer.
    """
    query = library.understand(text, exact=exact, expand=expand)
    limits = _Limits(_known(filters), _known(exclude), tuple(fact for fact in certain if fact in CERTAIN))
    tree, known = _exact_number(library, query, place(query, require_all=require_all))
    asked = _Asked.of(query) if known is None else _Asked()
    ask = Ask(
        tree=limits.on(tree),
        offset=max(0, offset),
        limit=max(0, limit),
        order=ORDERS.get(order) or ("" if ranks(query) else "-date"),
        facets={name: most for name, most in COUNTED.items() if not limits.chosen(name)},
    )
    answer = _find(library, ask, asked)
    page = _folded(library, ask, answer, asked) if fold else _Page(answer.total, answer.scores)
    facets = dict(answer.facets)
    for choice in dict.fromkeys(_choice(name) for name in FACETS if limits.chosen(name)):
        counted = {name: most for name, most in FACETS.items() if _choice(name) == choice}
        others = Ask(tree=limits.on(tree, but=choice), limit=0, facets=counted)
        facets.update(library.engine.find(others).facets)
    return Results(
        hits=_hits(library, page, asked.seen, library.targets(query) if passages else (), passages),
        total=page.total,
        facets={name: facets[name] for name in FACETS},
        notes=_notes(query, (*(filters or {}), *(exclude or {}))) + (_nobodys(query) if known is False else ()),
        repaired=_as_meant(text, query),
        expanded=expansions(query),
        folded=answer.total - page.total,
    )


def find_more_passages(
    library: Library,
    text: str,
    document_id: str,
    *,
    skip: int = PASSAGES,
    most: int = 100,
    exact: bool = False,
    expand: bool = True,
) -> tuple[Passage, ...]:
    """Passages of a hit after the first `skip`, for the same words typed: those that came with it, then the others.

    skip: the passages that came with the hit and are shown. exact, expand: as in the search that found it.

    Raises:
        NotFoundError: there is no such document.
    """
    document = library.catalogue.get(document_id)
    wanted = library.targets(library.understand(text, exact=exact, expand=expand))
    paper = paper_of(document, library.catalogue.text(document_id))
    return more_passages(paper, wanted, best_of=PASSAGES, skip=skip, most=most)


def _exact_number(library: Library, query: Query, tree: Node) -> tuple[Node, bool | None]:
    """The tree, of a number alone only for documents that bear or cite it; and whether one has it; None: no number."""
    number = only_number(query, library.vocab)
    if number is None:
        return tree, None
    known = library.engine.find(Ask(number, limit=0)).total > 0
    return (And((tree, number)) if known else tree), known


LOOKED_AT = 20
"""Best documents that are put in order again by how close together the words asked for stand in them."""
CLOSE, STEEP = 4.0, 6
"""What all words in one place add to a score, for each of them; and the power of their share, so that two thirds are
worth a tenth. Measured: docs/measurements.md."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The different ordinary words of a query, without marks; by document what share stands close together; and what
    was read of the documents looked at."""

    words: tuple[str, ...] = ()
    shares: dict[str, float] = field(default_factory=dict)
    seen: dict[str, Shown] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Query) -> _Asked:
        """Of words side by side, abbreviations in full."""
        return cls(words_in_full(query))

    def again(self, library: Library, scores: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
        """Scored documents in the order of their scores with what the closeness of the words adds."""
        new = library.catalogue.shown([id_ for id_, _ in scores if id_ not in self.seen])
        if new:
            words = unpack_words([one.words for one in new.values()])
            self.shares.update(zip(new, closeness(words, self.words), strict=True))
            self.seen.update(new)
        most = CLOSE * len(self.words)
        found = [(id_, score + most * self.shares.get(id_, 0.0) ** STEEP) for id_, score in scores]
        return sorted(found, key=_falling)


def _find(library: Library, ask: Ask, asked: _Asked) -> Answer:
    """The engine's answer, of the best those first in which the words stand close together."""
    if ask.order or not ask.limit or ask.offset >= LOOKED_AT or len(asked.words) < LEAST:
        return library.engine.find(ask)
    answer = library.engine.find(replace(ask, offset=0, limit=max(LOOKED_AT, ask.offset + ask.limit)))
    scores = (*asked.again(library, answer.scores[:LOOKED_AT]), *answer.scores[LOOKED_AT:])
    return replace(answer, scores=scores[ask.offset : ask.offset + ask.limit])


def _falling(scored: tuple[str, float]) -> float:
    return -scored[1]


def find_looser(
    library: Library, text: str, *, require_all: bool = False, expand: bool = True, exact: bool = False
) -> tuple[tuple[Part, int], ...]:
    """Demands of a typed query one by one, with the count of documents that would be found without it, if any.

    Without a demand its words still rank; filters and exclusions are gone.

    Raises:
        EngineUnavailableError: the search engine does not answer.
    """
    query = library.understand(text, exact=exact, expand=expand)
    found = []
    for at, part in enumerate(query.parts):
        rest = replace(query, parts=(*query.parts[:at], *_loosened(part), *query.parts[at + 1 :]))
        if rest.parts and rest != query:
            tree, _ = _exact_number(library, rest, place(rest, require_all=require_all))
            answer = library.engine.find(Ask(tree, limit=0, facets={TWINS: COUNTED[TWINS]}))
            found.append((part, answer.total - _spare(answer)))
    return tuple((part, count) for part, count in found if count > 0)


def _loosened(part: Part) -> tuple[Part, ...]:
    """What is left of a part that demands nothing."""
    match part:
        case Filter() | Without():
            return ()
        case Exact(words) | Within(words):
            return (Words(words),)
        case Must(inner):
            return _loosened(inner)
        case _:
            return (part,)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What was chosen beside the words."""

    filters: Mapping[str, tuple[str, ...]]
    exclude: Mapping[str, tuple[str, ...]]
    certain: tuple[str, ...]

    def chosen(self, field: str) -> bool:
        """Whether something was chosen of the choice a field belongs to."""
        return any(_choice(name) == _choice(field) for name in self.filters)

    def on(self, tree: Node, *, but: str | None = None) -> Node:
        """The tree within these limits, but for those of one choice."""
        choices: dict[str, list[Node]] = {}
        for name, codes in self.filters.items():
            choices.setdefault(_choice(name), []).append(OneOf(name, codes))
        parts: list[Node] = [Or(tuple(nodes)) for choice, nodes in choices.items() if choice != but]
        parts += [Not(OneOf(name, codes)) for name, codes in self.exclude.items()]
        parts += [OneOf("certain", (fact,)) for fact in self.certain]
        return And((tree, *parts)) if parts else tree


def _choice(field: str) -> str:
    """The choice a field belongs to: a body and a body with all under it are chosen from one list."""
    return "issuer" if field == "under" else field


def _known(chosen: Mapping[str, Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    return {name: tuple(codes) for name, codes in (chosen or {}).items() if codes and name in LAYOUT.keywords}


@dataclass(frozen=True, slots=True)
class _Page:
    """How many hits there are, those of this page, and by the id of a hit its copies among all matches."""

    total: int
    scores: Sequence[tuple[str, float]]
    twins: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _folded(library: Library, ask: Ask, answer: Answer, asked: _Asked) -> _Page:
    """The page with copies folded into the best of them; every copy among the matches is taken off the total."""
    spare = _spare(answer)
    if not spare:
        return _Page(answer.total, answer.scores)
    until = ask.offset + ask.limit
    look, firsts = until, list[tuple[str, float]]()
    while len(firsts) < until and look < answer.total + until:
        look += min(spare, look + _LOOK)
        found = _find(library, replace(ask, offset=0, limit=look, facets={}), asked)
        firsts = _firsts(found.scores, library.catalogue.copies.groups([id_ for id_, _ in found.scores]))
    page = firsts[ask.offset : until]
    return _Page(answer.total - spare, page, _copies(library, ask, [id_ for id_, _ in page]))


def _spare(answer: Answer) -> int:
    """Matches that are copies of another match."""
    return sum(count - 1 for _, count in answer.facets.get(TWINS, ()))


_LOOK = 20
"""Matches looked at beyond a page for others than copies of those before."""


def _firsts(scores: Sequence[tuple[str, float]], groups: Mapping[str, str]) -> list[tuple[str, float]]:
    best: dict[str, tuple[str, float]] = {}
    for id_, score in scores:
        best.setdefault(groups.get(id_, f"={id_}"), (id_, score))  # no group has such a name
    return list(best.values())


def _copies(library: Library, ask: Ask, shown: Sequence[str]) -> dict[str, list[str]]:
    """The matches that are copies of those shown."""
    groups = library.catalogue.copies.groups(shown)
    if not groups:
        return {}
    names = tuple(dict.fromkeys(groups.values()))
    others = library.engine.find(Ask(And((ask.tree, OneOf(TWINS, names))), limit=_MOST_COPIES, order=ask.order)).scores
    of_others = library.catalogue.copies.groups([id_ for id_, _ in others])
    return {
        id_: [other for other, _ in others if of_others.get(other) == group and other != id_]
        for id_, group in groups.items()
    }


_MOST_COPIES = 200


def _hits(
    library: Library, page: _Page, seen: Mapping[str, Shown], wanted: Sequence[Target], most: int
) -> tuple[Hit, ...]:
    """Hits in the order of the engine; what the catalogue no longer has is left out. seen: what was read before."""
    wanting = [id_ for id_, _ in page.scores if id_ not in seen]
    kept = {**seen, **library.catalogue.shown(wanting)}
    papers = {id_: kept[id_].opened() for id_, _ in page.scores if id_ in kept}
    twins = library.catalogue.shown([id_ for of_one in page.twins.values() for id_ in of_one])
    others = {id_: one.opened() for id_, one in twins.items()}
    scores = [(id_, score) for id_, score in page.scores if id_ in papers]
    shown = find_passages([papers[id_][1] for id_, _ in scores], wanted, most=most) if most else [((), 0)] * len(scores)
    return tuple(
        Hit(
            papers[id_][0],
            score,
            passages,
            more,
            tuple(others[id_][0] for id_ in page.twins.get(id_, ()) if id_ in others),
        )
        for (id_, score), (passages, more) in zip(scores, shown, strict=True)
    )


def _as_meant(text: str, query: Query) -> str | None:
    """The typed line with its repairs in place; where blanks or signs between words were dropped, the words alone."""
    changed = repairs(query)
    shown, rest = "", unicodedata.normalize("NFC", text)
    for words in changed:
        before, found, rest = rest.partition(words.typed or "")
        if not found:
            return " ".join(words.text for words in changed)
        shown += before + words.text
    return " ".join((shown + rest).split()) if changed else None


def _notes(query: Query, fields: Iterable[str]) -> tuple[str, ...]:
    unknown = [field for field in fields if field not in LAYOUT.keywords]
    return query.notes + tuple(f"Không có bộ lọc “{field}”: đã bỏ qua." for field in unknown)


def _nobodys(query: Query) -> tuple[str, ...]:
    """Said of a number nobody has; nothing of words that are none for certain."""
    found = _WRITTEN_NUMBER.search(" ".join(words.text for words in all_words(query)))
    return (
        (f"Không văn bản nào trong kho mang hay viện dẫn số {found[0]}: tìm theo từng phần của số.",) if found else ()
    )


_WRITTEN_NUMBER = re.compile(
    r"\b\d{1,6}[a-z]?\s?(?:/\s?\d{4}\s?)?[/‐-―−-]\s?[^\W\d]\w*(?:\s?[/‐-―−-]\s?[^\W\d]\w*){0,4}\Z", re.IGNORECASE
)
