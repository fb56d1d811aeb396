"""The records of the vocabulary. One rule: a name that ended keeps its record, with `until` and `successor`.

`since` and `until` are ISO days, months or years, both ends counting; codes never change once published.
"""

from __future__ import annotations

from dataclasses import dataclass

SCOPES = ("central", "province", "district", "commune", "local", "any")
"""Where a body exists: once in the country, once for each place of one level, at all local levels, or both ways."""

JOINS = ("full", "name")
"""How a local body is named with its place: `Ủy ban nhân dân` + `tỉnh Lai Châu`, or `Tỉnh ủy` + `Lai Châu`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document (tên loại). `short` stands for it in State numbers, `party` in Party numbers."""

    code: str
    name: str
    short: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a people's body (địa danh): `kind` is tỉnh, thành phố, huyện, xã …; `parent` a place code."""

    code: str
    name: str
    kind: str
    parent: str = ""
    variants: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    successor: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """Name with its kind, as it stands in the name of a body: `tỉnh Lai Châu`."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Body:
    """A body that issues documents (cơ quan ban hành). `short` stands for it in numbers: `UBND` in `43/BC-UBND`."""

    code: str
    name: str
    short: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    scope: str = "central"
    join: str = "full"
    kinds: tuple[str, ...] = ()
    """Kinds of place it exists in, where the level does not say: a `Tỉnh ủy` only in a tỉnh."""
    party: bool = False
    prose: bool = False
    """Whether its first words are words of prose (`Thuế`, `Thống kê`), so only the name with its place tells a body."""
    parent: str = ""
    tiered: bool = False
    """Whether it stands under its like at the place above: the committee of a district under that of its province."""
    since: str = ""
    until: str = ""
    successor: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation of prose. `safe`: one sense, may be expanded unasked; `exact`: case and Đ count."""

    short: str
    expansions: tuple[str, ...]
    safe: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """How one document speaks of another: cue `phrases` before a citation, and sentences that show them."""

    code: str
    name: str
    inverse: str = ""
    phrases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Authority:
    """A form of signing for another (thể thức đề ký): `code` as the standard writes it, `forms` as seen in print."""

    code: str
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """An office that signs (chức vụ); its deputy is the same name after `Phó`."""

    name: str
    deputy: bool = True
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word that tells what it stands in: the start of a body's name, a surname, a rank or degree before a name."""

    name: str
    named: bool = False
    """Bodies that begin so often bear the name of a person: `Trường THPT chuyên Lê Quý Đôn`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Fixed expressions of a field, with their marks: every two neighbours are known to stand together."""

    name: str
    phrases: tuple[str, ...]
