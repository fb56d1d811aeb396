"""Which body stands above which, and which took over from which. One rule: only what the vocabulary says, no guesses.

A body of a place (`so-tai-chinh@lai-chau`) is followed by the successors of its kind at its place, and by its like at
the place that took its place over, where that is one place. A people's committee stands under that of the place above
(Luật Tổ chức chính quyền địa phương: it answers to the administration above it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from archive.vocab.names import Vocab


@dataclass(frozen=True, slots=True)
class Branch:
    """A body in the tree of issuers: documents of its own (and of those it took over from), and of all under it."""

    code: str
    count: int
    total: int
    branches: tuple[Branch, ...] = ()


def heirs(code: str, vocab: Vocab) -> tuple[str, ...]:
    """The bodies that took over from a body, the nearest first: documents of it are found under them too."""
    return _closure(code, lambda each: _next(each, vocab))


def above(code: str, vocab: Vocab) -> tuple[str, ...]:
    """The bodies a body is part of, the nearest first."""
    return _closure(code, lambda each: _parents(each, vocab))


def issuer_tree(vocab: Vocab, counts: Iterable[tuple[str, int]], totals: Mapping[str, int]) -> tuple[Branch, ...]:
    """Counted bodies, each under the nearest counted body it is part of; as the counts come, most frequent first.

    counts: the facet `issuer`; totals: the facet `under` (a body with all that is under it), as a mapping.
    A body above with documents only under it gets its branch too.
    """
    own = dict(counts)
    known = list(dict.fromkeys((*own, *totals)))
    home = {code: next((upper for upper in above(code, vocab) if upper in totals), None) for code in known}
    inside: dict[str | None, list[str]] = {}
    for code in known:
        inside.setdefault(home[code] if home[code] != code else None, []).append(code)

    def branch(code: str) -> Branch:
        count = own.get(code, 0)
        return Branch(code, count, max(count, totals.get(code, count)), tuple(map(branch, inside.get(code, ()))))

    roots = [branch(code) for code in inside.get(None, ())]
    return tuple(sorted(roots, key=lambda root: -root.total))


def _next(code: str, vocab: Vocab) -> tuple[str, ...]:
    body, (name, _, place_code) = vocab.body(code), code.partition("@")
    if body is None:
        return ()
    place = vocab.place(place_code) if place_code else None
    after = [f"{heir}@{place_code}" if place_code else heir for heir in body.successor]
    if place and len(place.successor) == 1:
        other = vocab.place(place.successor[0])
        if other and (not body.kinds or other.kind in body.kinds):
            after.append(f"{name}@{other.code}")
    return tuple(after)


def _parents(code: str, vocab: Vocab) -> tuple[str, ...]:
    body, (name, _, place) = vocab.body(code), code.partition("@")
    if body is not None and body.tiered:
        inside = vocab.place(place)
        return (f"{name}@{inside.parent}",) if inside and inside.parent else ()
    if body is None or not body.parent:
        return ()
    return (f"{body.parent}@{place}" if place else body.parent,)


def _closure(code: str, step: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = list(step(code))
    while waiting:
        each = waiting.pop(0)
        if each != code and each not in found:
            found[each] = None
            waiting += step(each)
    return tuple(found)
