"""Find the copies among documents that are just being added, so that a search can show them as one.

The one rule: documents whose facts differ are never copies, however alike their texts are; a fact that is not known
says nothing. What is found is a help for reading: losing it costs a second line in a list of hits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from zlib import crc32

from archive.engines.query import Entry
from archive.model import Document
from archive.store.catalogue import Catalogue
from archive.store.copies import Facts
from archive.text.copies import bands_of, is_copy
from archive.text.folding import number_key
from archive.text.forms import forms_of

MOST = 20
"""Documents compared with a new one."""
_AT_ONCE = 32
"""Documents whose bands are asked for together; so many entries wait in memory."""


@dataclass(slots=True)
class Twins:
    """One batch: the bands of its documents, the groups found, and what went to the engine without its group."""

    catalogue: Catalogue
    bands: dict[str, tuple[int, ...]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    unmarked: dict[str, str] = field(default_factory=dict)
    _facts: dict[str, Facts] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _by_band: dict[int, list[str]] = field(default_factory=dict)

    def marked(self, entries: Iterable[Entry], documents: Mapping[str, Document]) -> Iterator[Entry]:
        """The entries, those of copies with the name of their group."""
        rest = iter(entries)
        while part := tuple(islice(rest, _AT_ONCE)):
            self.bands.update((entry.id, bands_of(entry.tokens("bare"))) for entry in part)
            older = self.catalogue.copies.near(band for entry in part for band in self.bands[entry.id])
            for entry in part:
                self._facts[entry.id], self._texts[entry.id] = _facts_of(documents[entry.id]), entry.texts["bare"]
                twin = self._twin(entry.id, older)
                for band in self.bands[entry.id]:
                    self._by_band.setdefault(band, []).append(entry.id)
                yield entry if twin is None else in_group(entry, self._join(entry.id, twin))

    def _join(self, name: str, twin: str) -> str:
        """Name of the group both are in from now on: that of the older one, which may be the first of it.

        A new group has the name of its first and of the facts it has now: with other facts it may have begun another
        group before, which outlives it. The name is the same each time, for a writer that finishes another's work.
        """
        group = self.groups.get(twin) or self.catalogue.copies.groups((twin,)).get(twin)
        if group is None:
            facts = self._facts.get(twin) or _facts_of(self.catalogue.records((twin,))[0].document)
            group = self.unmarked[twin] = f"{twin}-{crc32(repr(facts).encode()):08x}"
        self.groups[twin] = self.groups[name] = group
        return group

    def _twin(self, name: str, near: Mapping[int, Mapping[str, Facts]]) -> str | None:
        """A document of the same text, of this batch or older, no copy of which has other facts."""
        bands = self.bands[name]
        met = {other: facts for band in bands for other, facts in near.get(band, {}).items()}
        older = {other: met[other] for other in sorted(met) if other not in self._facts}
        here = dict.fromkeys(other for band in bands for other in self._by_band.get(band, ()))
        known = {**{other: self._facts[other] for other in here}, **older}
        agree = {other: _agree(self._facts[name], facts) for other, facts in known.items()}
        groups = {**self.catalogue.copies.groups(tuple(older)), **self.groups} if any(agree.values()) else {}
        group_of = {other: groups.get(other, f"={other}") for other in known}  # alone: no group has such a name
        apart = {group_of[other] for other, fits in agree.items() if not fits}
        for other in islice((other for other in known if group_of[other] not in apart), MOST):
            text = self._texts.get(other) or forms_of(self.catalogue.records((other,))[0].text).bare
            if is_copy(self._texts[name].split(), text.split()):
                return other
        return None


def in_group(entry: Entry, group: str) -> Entry:
    """The entry of a document in a group of copies."""
    return replace(entry, keywords={**entry.keywords, "twins": (group,)})


def _facts_of(document: Document) -> Facts:
    number = document.value("number")
    others = (document.value(field) for field in ("date", "period", "doc_type", "issuer"))
    return (number_key(number) if number else None, *others)


def _agree(one: Facts, other: Facts) -> bool:
    return all(left is None or right is None or left == right for left, right in zip(one, other, strict=True))
