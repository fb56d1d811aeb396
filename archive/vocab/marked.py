"""Tell places of like names apart, by their marks and times: `Tân Thành` is another commune than `Tân Thạnh`.

The one rule: marks that are lost tell nothing; only other marks do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.text.folding import canonical, fold
from archive.vocab.entries import Body, Place, Word


def marked_apart(place: Place, words: Sequence[str]) -> bool:
    """Whether printed words name a district or commune with other marks than this one has.

    Provinces are few and told apart without marks, so that a misread letter does not lose one.
    """
    if not place.parent:
        return False
    printed: dict[str, set[str]] = {}
    for word in words:
        bare = word.strip(" ,.;:").lower()
        printed.setdefault(fold(bare), set()).add(canonical(bare))
    return not any(_agrees(name, printed) for name in (place.name, *place.variants))


def _agrees(name: str, printed: dict[str, set[str]]) -> bool:
    """Whether each syllable of a name was printed with its own marks or without any."""
    keys = [(fold(part), canonical(part.lower())) for part in name.split()]
    return all(key not in printed or {key, part} & printed[key] for key, part in keys)


def first_syllables(bodies: Iterable[Body], stems: Iterable[Word]) -> frozenset[str]:
    """The canonical first syllables of the names of bodies."""
    names = [name for body in bodies for name in (body.name, *body.variants)]
    return frozenset(canonical(name.split()[0].lower()) for name in (*names, *(stem.name for stem in stems)))


def apart(one: Place, other: Place) -> bool:
    """Whether two places never existed at the same time."""
    first, last = sorted((one, other), key=lambda place: place.since)
    return bool(first.until and last.since and first.until < last.since)
