"""What the address of the search page asks for. One rule: any address can be read; what makes no sense is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypedDict

from archive.ui.address import SEARCH, Params, first, url, url_around

FILTERS = {
    "cq": "issuer",
    "thuoc": "under",
    "nam": "year",
    "loai": "doc_type",
    "nguoiky": "signer",
    "ky": "period",
    "noi": "place",
}
"""Parameter of the address → the field it filters, in the order they are shown; `under` is shown with `issuer`."""
WITHOUT = "tru-"
"""Before the name of a filter: the values a document must not have."""
ORDERS = {"": "relevance", "moi": "newest", "cu": "oldest", "cq": "issuer"}
"""Value of `sap` → order of `search_documents`."""
CERTAIN = {"so": "number", "ngay": "date"}
"""Value of `chac` → the fact that must be known without a doubt."""
LONGEST = 1_200
"""Letters of a question that are kept: the box takes 400, a search reads 1,000 and says so where there are more."""
LAST_PAGE = 10_000
MOST_YEARS = 100
_SPAN = re.compile(r"(?P<first>(?:19|20)\d\d)-(?P<last>(?:19|20)\d\d)")

Side = Literal["with", "without"]
Choice = tuple[Side, str, str]
"""One chosen value: whether documents must have it or must not, the parameter it belongs to, the value."""


class Arguments(TypedDict):
    """Arguments of `search_documents` by name."""

    filters: Mapping[str, tuple[str, ...]]
    exclude: Mapping[str, tuple[str, ...]]
    certain: tuple[str, ...]
    require_all: bool
    expand: bool
    order: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `filters` and `without` have one entry for each of FILTERS.

    exact: the words as typed, without repair. whole: all words must be there. plain: abbreviations stay as typed.
    apart: near copies are shown one by one.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    exact: bool = False
    without: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    certain: tuple[str, ...] = ()
    whole: bool = False
    plain: bool = False
    apart: bool = False

    @classmethod
    def parse(cls, params: Params) -> Asked:
        """Read an address."""
        sort, page = first(params, "sap"), first(params, "trang")
        return cls(
            text=first(params, "q")[:LONGEST].strip(),
            filters={key: _values(params, key) for key in FILTERS},
            sort=sort if sort in ORDERS else "",
            page=min(max(int(page), 1), LAST_PAGE) if page.isdecimal() and len(page) <= len(str(LAST_PAGE)) else 1,
            exact=first(params, "dung") == "1",
            without={key: _values(params, WITHOUT + key) for key in FILTERS},
            certain=tuple(name for name in CERTAIN if name in params.get("chac", ())),
            whole=first(params, "du") == "1",
            plain=first(params, "nguyen") == "1",
            apart=first(params, "roi") == "1",
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: neither words nor a filter."""
        return not self.text and not self.is_filtered

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is chosen."""
        return any(True for _ in self.choices()) or bool(self.certain)

    @property
    def is_start(self) -> bool:
        """Whether this is the page one comes to, before anything is asked."""
        return self.is_empty and not self.sort and self.page == 1

    def choices(self) -> Iterator[Choice]:
        """Every chosen value, in the order of FILTERS."""
        for key in FILTERS:
            yield from (("with", key, value) for value in self.filters.get(key, ()))
            yield from (("without", key, value) for value in self.without.get(key, ()))

    def by_field(self, side: Side = "with") -> dict[str, tuple[str, ...]]:
        """The chosen values as field → codes; a span of years as its years."""
        chosen = self.filters if side == "with" else self.without
        return {FILTERS[key]: _codes(key, values) for key, values in chosen.items() if values}

    def less(self, key: str, *values: str) -> Asked:
        """The same question less some values of one filter on either side, from the first page."""
        return replace(self, filters=_less(self.filters, key, values), without=_less(self.without, key, values), page=1)

    def adding(self, key: str, *values: str) -> Asked:
        """The same question with more values of one filter, from the first page."""
        other = self.less(key, *values)
        return replace(other, filters={**other.filters, key: (*other.filters.get(key, ()), *values)})

    def excluding(self, key: str, value: str) -> Asked:
        """The same question without documents that have this value, from the first page."""
        other = self.less(key, value)
        return replace(other, without={**other.without, key: (*other.without.get(key, ()), value)})

    def sure(self, name: str) -> Asked:
        """The same question with a fact demanded to be certain, or no longer."""
        names = set(self.certain) ^ {name}
        return replace(self, certain=tuple(known for known in CERTAIN if known in names), page=1)

    def unfiltered(self) -> Asked:
        """The same words without any filter."""
        return replace(self, filters={}, without={}, certain=(), page=1)

    def params(self) -> dict[str, str | tuple[str, ...] | None]:
        """The parameters of the address, without the page of the results."""
        return {
            "q": self.text,
            **{name: "1" if on else None for name, on in self._switches().items()},
            "sap": self.sort,
            **dict(self.filters),
            **{WITHOUT + key: values for key, values in self.without.items()},
            "chac": self.certain,
        }

    def arguments(self) -> Arguments:
        """What `search_documents` is asked, but for the page."""
        return {
            "filters": self.by_field(),
            "exclude": self.by_field("without"),
            "certain": tuple(CERTAIN[name] for name in self.certain),
            "require_all": self.whole,
            "expand": not self.plain,
            "order": ORDERS[self.sort],
            "exact": self.exact,
        }

    def pairs(self) -> list[tuple[str, str]]:
        """The same as pairs of a name and a value, as a form has them."""
        given = ((name, (value,) if isinstance(value, str) else value or ()) for name, value in self.params().items())
        return [(name, value) for name, values in given for value in values if value]

    def url(self, path: str = SEARCH) -> str:
        """The address that asks this."""
        return url(path, **self.params(), trang=self.page if self.page > 1 else None)

    def url_around(self, key: str, side: Side = "with") -> tuple[str, str]:
        """What stands before and after a value in the addresses of `adding` and `excluding`, of values not chosen yet.

        For many values of one filter: their addresses one by one take a millisecond for twenty.
        """
        return url_around(SEARCH, key if side == "with" else WITHOUT + key, **self.less(key).params())

    def _switches(self) -> dict[str, bool]:
        return {"dung": self.exact, "du": self.whole, "nguyen": self.plain, "roi": self.apart}


def years_of(value: str) -> tuple[str, ...]:
    """The years of a span, or the year itself.

    >>> years_of("2022-2024"), years_of("2024")
    (('2022', '2023', '2024'), ('2024',))
    """
    span = _SPAN.fullmatch(value)
    if span is None:
        return (value,)
    low, high = sorted((int(span["first"]), int(span["last"])))
    return tuple(str(year) for year in range(low, min(high, low + MOST_YEARS) + 1))


def _values(params: Params, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in params.get(key, ()) if value))


def _codes(key: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for value in values for code in years_of(value)) if key == "nam" else values


def _less(chosen: Mapping[str, tuple[str, ...]], key: str, values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {**chosen, key: tuple(value for value in chosen.get(key, ()) if value not in values)}
