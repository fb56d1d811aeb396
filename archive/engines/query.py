"""What is put into an engine and what is asked of it: entries, the query tree, answers. Tokens only, no Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.model import Facets


@dataclass(frozen=True, slots=True)
class Word:
    """Documents whose `field` holds the token (or, with `prefix`, a token that begins with it, taken literally)."""

    field: str
    token: str
    boost: float = 1.0
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents whose `field` holds the tokens one after another. A phrase of one is a word."""

    field: str
    tokens: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Near:
    """Documents whose `field` holds two tokens, in either order, with no more than `gap` others between them.

    Two equal tokens are one: the word.
    """

    field: str
    left: str
    right: str
    gap: int
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class And:
    """All parts match; the scores add up. `And(())` is everything."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part matches; the scores of those that do add up. `Or(())` is nothing.

    `Or((part, And(())))` matches everything and lets the part only add to the score.
    """

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything the part does not match. Never scores."""

    part: Node


@dataclass(frozen=True, slots=True)
class OneOf:
    """A filter: keyword `field` has one of the codes. Never scores."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A filter: `field` of dates lies in [low, high], both ends counting; None leaves an end open. Never scores."""

    field: str
    low: str | None
    high: str | None


Node = Word | Phrase | Near | And | Or | Not | OneOf | Between


EVERYTHING = And(())
NOTHING = Or(())


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of the fields an index has, said once when it is opened. The three kinds have names of their own.

    texts: tokens whose order is kept, so phrases can be asked; bags: tokens without order (smaller, faster, no
    phrases); keywords: codes to filter by and to count; dates: days to sort by and to ask between; sorts: strings to
    sort by.
    """

    texts: tuple[str, ...] = ()
    bags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as an engine sees it. Tokens and codes are any text; a token holds no white space.

    texts: field (a text or a bag) → tokens in order, a blank between two; keywords: field → codes;
    dates: field → ISO day, for `Between` and for sorting; sorts: field → string, for sorting.
    """

    id: str
    texts: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)

    def tokens(self, field: str) -> list[str]:
        """The tokens of a text."""
        text = self.texts[field]
        return text.split(" ") if text else []


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: the tree, which page, in which order, which keyword fields to count.

    order: "" ranks by score; "date" or "-date" sorts by that date field, the name of a field of `sorts` by that, letter
    by letter; those without it come last. Ties go by id.
    limit 0 asks for the count and the facets only.
    facets: keyword field → how many values to return at most.
    """

    tree: Node
    offset: int = 0
    limit: int = 10
    order: str = ""
    facets: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Count of all matches, this page as (id, score), and the facets over all matches."""

    total: int
    scores: tuple[tuple[str, float], ...]
    facets: Facets = field(default_factory=dict)
