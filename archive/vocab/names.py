"""Look names up: from a printed name to a code, from a code to the name people read. Marks and case never count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from archive.text.folding import fold
from archive.vocab.entries import Abbreviation, Authority, Body, Kind, Place, Post, Relation, Word, Wording
from archive.vocab.marked import apart, first_syllables, marked_apart
from archive.vocab.periods import Period
from archive.vocab.short_forms import ShortForms
from archive.vocab.symbols import Symbols

Record = TypeVar("Record")
_ROMAN = re.compile("[IVX]+")
_VOWEL = re.compile("[aeiouy]")
_PLAIN = re.compile("[a-z]")
_OTHER = re.compile(r"[^a-z0-9]+")
_SHORT_KINDS = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "q": "quan", "h": "huyen", "p": "phuong"}
KINDS = ("tỉnh", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
LABELS = {"language": {"vi": "Tiếng Việt"}, "draft": {"yes": "có"}}
"""Names of the few values that are no vocabulary entries."""


def name_key(text: str) -> str:
    """One form for all spellings of a name: folded, punctuation as blanks, & as `và`.

    >>> name_key("Sở Văn hoá, Thể thao & Du lịch")
    'so van hoa the thao va du lich'
    """
    return _OTHER.sub(" ", fold(text).replace("&", " va ")).strip()


@dataclass(frozen=True)
class Vocab:
    """All tables, and the look-ups over them. Without slots: the look-up tables are made on first use and kept."""

    kinds: tuple[Kind, ...] = ()
    places: tuple[Place, ...] = ()
    issuers: tuple[Body, ...] = ()
    relations: tuple[Relation, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    authorities: tuple[Authority, ...] = ()
    posts: tuple[Post, ...] = ()
    stems: tuple[Word, ...] = ()
    surnames: tuple[Word, ...] = ()
    ranks: tuple[Word, ...] = ()
    wordings: tuple[Wording, ...] = ()

    def label(self, field: str, value: str) -> str:
        """The name of a fact's value as people read it; a value that is no code is its own name."""
        if field == "doc_type":
            return self._kinds[value].name if value in self._kinds else value
        if field in ("issuer", "issuer_parent"):
            return self._issuer_label(value)
        if field == "period":
            period = Period.parse(value)
            return period.label if period else value
        if field == "relation":
            return next((relation.name for relation in self.relations if relation.code == value), value)
        if field == "cited_by":
            return next((relation.inverse for relation in self.relations if relation.code == value), value)
        return LABELS.get(field, {}).get(value, value)

    def kind_named(self, name: str) -> Kind | None:
        """The kind of document with this name, in any case and with or without marks."""
        return self._kind_names.get(name_key(name))

    def kind_at(self, words: Sequence[str]) -> tuple[Kind, int] | None:
        """The kind whose name these folded words begin with, the longest one, and how many words it takes."""
        return _longest_prefix(self._kind_names, words, 6)

    def post_at(self, words: Sequence[str]) -> tuple[str, int] | None:
        """The office whose name these folded words begin with (`Phó Chủ tịch`), and how many words it takes."""
        return _longest_prefix(self._post_names, words, 6)

    def post_spelled(self, printed: str) -> str:
        """The name of an office as the vocabulary writes it; marks tell `Thứ trưởng` from `Thủ trưởng`."""
        found = self._post_spellings.get(name_key(printed), (printed,))
        return next((name for name in found if name.lower() == printed.lower()), found[0])

    def begins_body(self, words: Sequence[str]) -> bool:
        """Whether folded words begin as the names of bodies do: `so …`, `uy ban …`, `trung tam …`."""
        return _longest_prefix(self._stem_names, words, 3) is not None

    def body_named(self, printed: str) -> Body | None:
        """The body of a printed name without a place."""
        return next(iter(self._body_names.get(name_key(printed), ())), None)

    def is_surname(self, word: str) -> bool:
        """Whether a word, in any case and with its marks, is a family name."""
        return word.lower() in self._surnames

    def rank_at(self, words: Sequence[str]) -> int:
        """How many folded words a rank or degree takes at the start of a name."""
        found = _longest_prefix(self._rank_names, words, 4)
        return found[1] if found else 0

    def kinds_for(self, short: str, *, party: bool = False) -> tuple[Kind, ...]:
        """The kinds an abbreviation stands for in a number; several where only the printed name decides."""
        return tuple(kind for kind in self.kinds if short in (kind.party if party else kind.short))

    def place(self, code: str) -> Place | None:
        """The place of this code."""
        return self._places.get(code)

    def place_code(self, name: str, *, within: str | None = None, on: str | None = None) -> str | None:
        """Code of the place with this name (`tỉnh Lai Châu`, `TP. Hồ Chí Minh`, `Lai Châu`); None when several fit.

        within: a place code, on: an ISO date or part of one; they decide between places of the same name.
        """
        return _only(self._places_called(name_key(name)), name, within, on)

    def body(self, code: str) -> Body | None:
        """The body of a code, with or without its place: `ubnd` or `ubnd@lai-chau`."""
        return self._bodies.get(code.partition("@")[0])

    def issuer_code(self, name: str, *, within: str | None = None, on: str | None = None) -> str | None:
        """Code of a printed body: `bo-tai-chinh`, `ubnd@lai-chau`; None when the vocabulary does not know it.

        within: code of the place the document comes from; it completes `Sở Tài chính` and `Ủy ban nhân dân tỉnh`.
        on: an ISO date or part of one; it decides between a body and its successor of the same name.
        """
        words = name_key(name).split()
        for count in range(min(len(words), self._longest), 0, -1):
            for body in self._body_names.get(" ".join(words[:count]), ()):
                code = self._located(body, " ".join(words[count:]), name, within, on)
                if code:
                    return code
        return None

    def tidy(self, printed: str) -> str:
        """A printed name in the letters of prose: known names as the vocabulary writes them, the rest in small letters.

        `TRUNG TÂM Y TẾ HUYỆN TAM ĐƯỜNG` becomes `Trung tâm y tế huyện Tam Đường`.
        """
        words = printed.split()
        if _PLAIN.search(printed):
            return " ".join(words)
        joint = re.split(r"\s[-–]\s", printed)
        if len(joint) > 1 and all(self.begins_body(name_key(part).split()) for part in joint):
            return " - ".join(map(self.tidy, joint))
        keys = [name_key(word) for word in words]
        for count in range(min(len(words), self._longest), 0, -1):
            known = self._body_names.get(" ".join(keys[:count]))
            if known:
                return " ".join([known[0].name, *self._tidy_rest(words[count:], keys[count:])])
        people = _longest_prefix(self._named_stems, keys, 3) is not None
        rest = " ".join(self._tidy_rest(words, keys, people=people))
        return rest[:1].upper() + rest[1:]

    def _tidy_rest(self, words: list[str], keys: list[str], *, people: bool = False) -> list[str]:
        """Words in small letters, with the names of places and people and the abbreviations as they are written."""
        tidy: list[str] = []
        index = 0
        while index < len(words):
            place, count = self._place_at(words, keys, index)
            after = " ".join(tidy[-2:]).lower().split()[-2:]
            person = people and self.is_surname(words[index]) and 2 <= len(words) - index <= 4 and bool(tidy)
            person = person and not self._place_at(words, keys, index + 1)[0]
            if place:
                tidy.append(place)
                index += count
            elif person or " ".join(after[-1:]) in KINDS or " ".join(after) in KINDS:
                return [*tidy, *(word.capitalize() for word in words[index:])]
            else:
                short = not _VOWEL.search(keys[index]) or _ROMAN.fullmatch(words[index])
                tidy.append(words[index] if short else words[index].lower())
                index += 1
        return tidy

    def _place_at(self, words: list[str], keys: list[str], index: int) -> tuple[str, int]:
        """(a place's name as written, how many words it takes); ("", 0) where none begins."""
        for count in range(min(6, len(keys) - index), 1, -1):
            found = self._place_names.get(" ".join(keys[index : index + count]), ())
            places = [place for place in found if not marked_apart(place, words[index : index + count])]
            if places:
                kind = name_key(places[0].kind).split()
                full = keys[index : index + len(kind)] == kind
                return (places[0].full if full else places[0].name), count
        return "", 0

    def issuer_name(self, body: Body, place: Place) -> str:
        """Name of a local body with its place; a district whose name occurs twice is told with its province."""
        if body.join == "name":
            return f"{body.name} {place.name}"
        twins = [
            twin
            for twin in self._place_names.get(name_key(place.full), ())
            if twin.code != place.code and not apart(twin, place)
        ]
        parent = self._places.get(place.parent)
        return f"{body.name} {place.full}" + (f", {parent.full}" if parent and twins else "")

    def _issuer_label(self, value: str) -> str:
        code, _, place_code = value.partition("@")
        body, place = self._bodies.get(code), self._places.get(place_code)
        if body is None or (place_code and place is None):
            return value
        return self.issuer_name(body, place) if place else body.name

    def _located(self, body: Body, rest: str, name: str, within: str | None, on: str | None) -> str | None:
        """Code of a body whose printed name goes on with `rest`: a place, the kind of a place alone, or nothing."""
        if not rest and body.scope in ("central", "any"):
            return body.code
        if body.scope == "central":
            return None
        own = self._own_place(body, within)
        if not rest or (own and _spell_kind(rest) == name_key(own.kind)):
            return f"{body.code}@{own.code}" if own else None
        fitting = tuple(
            place for place in self._places_called(rest) if _fits(body, place) and not marked_apart(place, name.split())
        )
        place_code = _only(fitting, name, within, on)
        return f"{body.code}@{place_code}" if place_code else None

    def _own_place(self, body: Body, within: str | None) -> Place | None:
        """`within`, or the place above it, that has the level of the body."""
        place = self._places.get(within or "")
        while place is not None and not _fits(body, place):
            place = self._places.get(place.parent)
        return place

    def _places_called(self, key: str) -> tuple[Place, ...]:
        """Places of this name, which may go on with the place above: `huyen tam duong tinh lai chau`."""
        words = _spell_kind(key).split()
        for count in range(len(words), 0, -1):
            found = self._place_names.get(" ".join(words[:count]), ())
            if found and words[count:]:
                above = {place.code for place in self._places_called(" ".join(words[count:]))}
                found = tuple(place for place in found if place.parent in above)
            if found:
                return found
        return ()

    @cached_property
    def short_forms(self) -> ShortForms:
        """The abbreviations that may be taken for their words and back unasked."""
        return ShortForms(self.abbreviations, self.issuers)

    @cached_property
    def symbols(self) -> Symbols:
        """What the symbols of numbers are made of."""
        return Symbols(self.kinds, self.issuers)

    @cached_property
    def authority_forms(self) -> frozenset[str]:
        """All written forms of the prefixes of signing for another, folded: `tm.`, `k/t`."""
        return frozenset(fold(form) for authority in self.authorities for form in authority.forms)

    @cached_property
    def _kinds(self) -> Mapping[str, Kind]:
        return {kind.code: kind for kind in self.kinds}

    @cached_property
    def _kind_names(self) -> Mapping[str, Kind]:
        return {name_key(name): kind for kind in self.kinds for name in (kind.name, *kind.variants)}

    @cached_property
    def _post_names(self) -> Mapping[str, str]:
        return {key: names[0] for key, names in self._post_spellings.items()}

    @cached_property
    def _post_spellings(self) -> Mapping[str, tuple[str, ...]]:
        names = [(name, post.name) for post in self.posts for name in (post.name, *post.variants)]
        names += [(f"Phó {post.name}", f"Phó {post.name}") for post in self.posts if post.deputy]
        names += [(f"Quyền {post.name}", f"Quyền {post.name}") for post in self.posts]
        return _group((name_key(name), spelled) for name, spelled in names)

    @cached_property
    def _stem_names(self) -> Mapping[str, str]:
        first = {" ".join(name_key(body.name).split()[:2]) for body in self.issuers if not body.prose}
        return {name: name for name in (*first, *(name_key(stem.name) for stem in self.stems))}

    @cached_property
    def first_syllables(self) -> frozenset[str]:
        """What the names of bodies begin with, marks kept: `bản` begins none, though `ban` does."""
        return first_syllables(self.issuers, self.stems)

    @cached_property
    def _named_stems(self) -> Mapping[str, str]:
        return {name_key(stem.name): stem.name for stem in self.stems if stem.named}

    @cached_property
    def _surnames(self) -> frozenset[str]:
        return frozenset(word.name.lower() for word in self.surnames)

    @cached_property
    def _rank_names(self) -> Mapping[str, str]:
        return {name_key(rank.name): rank.name for rank in self.ranks}

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return {place.code: place for place in self.places}

    @cached_property
    def _place_names(self) -> Mapping[str, tuple[Place, ...]]:
        return _group((key, place) for place in self.places for key in _spellings(place))

    @cached_property
    def _bodies(self) -> Mapping[str, Body]:
        return {body.code: body for body in self.issuers}

    @cached_property
    def _body_names(self) -> Mapping[str, tuple[Body, ...]]:
        return _group((name_key(name), body) for body in self.issuers for name in (body.name, *body.variants))

    @cached_property
    def kind_keys(self) -> tuple[str, ...]:
        """The keys of all names of kinds."""
        return tuple(self._kind_names)

    @cached_property
    def body_keys(self) -> tuple[str, ...]:
        """The keys of all names of bodies, without their places."""
        return tuple(self._body_names)

    @cached_property
    def place_keys(self) -> tuple[str, ...]:
        """The keys of all places with their kinds: `tinh lai chau`."""
        return tuple({name_key(place.full) for place in self.places})

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """The keys of all places, with and without their kinds."""
        return tuple(self._place_names)

    @cached_property
    def syllables(self) -> frozenset[str]:
        """All folded syllables of the names of kinds, bodies and places."""
        names = (*self._kind_names, *self._body_names, *self._place_names)
        return frozenset(part for name in names for part in name.split() if part.isalpha() and len(part) > 1)

    @cached_property
    def _longest(self) -> int:
        return max((len(key.split()) for key in self._body_names), default=0)


def _longest_prefix(names: Mapping[str, Record], words: Sequence[str], most: int) -> tuple[Record, int] | None:
    for count in range(min(len(words), most), 0, -1):
        found = names.get(" ".join(words[:count]))
        if found is not None:
            return found, count
    return None


def _group(pairs: Iterable[tuple[str, Record]]) -> dict[str, tuple[Record, ...]]:
    groups: dict[str, tuple[Record, ...]] = {}
    for key, record in pairs:
        groups[key] = (*groups.get(key, ()), record)
    return groups


def _spellings(place: Place) -> tuple[str, ...]:
    """All keys of a place, with and without its kind, each once."""
    keys = [name_key(name) for name in (place.name, *place.variants)]
    kind = name_key(place.kind)
    return tuple(dict.fromkeys((*keys, *(f"{kind} {key}" for key in keys))))


def _spell_kind(key: str) -> str:
    """`tp lai chau` as `thanh pho lai chau`."""
    first, _, rest = key.partition(" ")
    return f"{_SHORT_KINDS[first]} {rest}".strip() if first in _SHORT_KINDS else key


def _fits(body: Body, place: Place) -> bool:
    """Whether a body of its level exists in a place."""
    if body.kinds and place.kind not in body.kinds:
        return False
    return body.scope in ("local", "any") or body.scope == _level(place)


def _level(place: Place) -> str:
    if not place.parent:
        return "province"
    return "commune" if place.kind in COMMUNES else "district"


def _only(places: Iterable[Place], name: str, within: str | None, on: str | None) -> str | None:
    """The one place meant: the same marks, alive on the day, inside `within`, a province, one that still exists."""
    left = tuple(places)
    marked = name.lower()
    for wanted in (
        lambda place: place.name.lower() in marked,
        lambda place: on is None or (place.since[: len(on)] <= on and (not place.until or place.until >= on)),
        lambda place: within in (place.code, place.parent),
        lambda place: not place.parent,
        lambda place: not place.until,
    ):
        left = tuple(place for place in left if wanted(place)) or left
    return left[0].code if len(left) == 1 else None
