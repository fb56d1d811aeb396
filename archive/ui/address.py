"""Addresses of the pages, written and read. One rule: an address says everything a view needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

SEARCH, READ, COMPARE, ADD = "/", "/doc", "/so-sanh", "/nap"
BASKET, MISSING = "/gio", "/thieu"
FILTERS = {"cq": "issuer", "nam": "year", "loai": "doc_type", "nguoiky": "signer"}
"""Parameter of the address → the field it filters, in the order the filters are shown."""
ORDERS = {"": "relevance", "moi": "newest", "cu": "oldest"}
"""Value of `sap` → order of `search_documents`."""
LAST_PAGE = 10_000

Params = Mapping[str, tuple[str, ...]]
"""The address as read: parameter → values."""


def url(path: str, **params: str | int | Iterable[str] | None) -> str:
    """An address; parameters that are None or empty are left out.

    >>> url("/doc", id="ab12", q="")
    '/doc?id=ab12'
    """
    given = {key: value if isinstance(value, str | int) else list(value) for key, value in params.items() if value}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def first(params: Params, name: str) -> str:
    """First value of a parameter, without blanks around it; "" when there is none."""
    return next(iter(params.get(name, ())), "").strip()


def original_url(document_id: str) -> str:
    """Where the file itself is served, as it was handed in."""
    return f"/tep/{document_id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the search page asks for. `filters` has one entry for each of FILTERS.

    `exact`: search for the words as typed, without repairing them.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    exact: bool = False

    @classmethod
    def parse(cls, params: Params) -> Asked:
        """Read an address; what makes no sense is left out, never an error."""
        sort, page = first(params, "sap"), first(params, "trang")
        return cls(
            text=first(params, "q"),
            filters={key: tuple(dict.fromkeys(value for value in params.get(key, ()) if value)) for key in FILTERS},
            sort=sort if sort in ORDERS else "",
            page=min(max(int(page), 1), LAST_PAGE) if page.isdecimal() and len(page) <= len(str(LAST_PAGE)) else 1,
            exact=first(params, "dung") == "1",
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: neither words nor a filter."""
        return not self.text and not any(self.filters.values())

    @property
    def order(self) -> str:
        """Order as `search_documents` takes it."""
        return ORDERS[self.sort]

    def by_field(self) -> dict[str, tuple[str, ...]]:
        """The chosen filters as field → values."""
        return {FILTERS[key]: values for key, values in self.filters.items() if values}

    def without(self, key: str, value: str) -> Asked:
        """The same question less one value of one filter, from the first page."""
        return self._with_filter(key, tuple(item for item in self.filters.get(key, ()) if item != value))

    def adding(self, key: str, value: str) -> Asked:
        """The same question with one more value of one filter, from the first page."""
        return self._with_filter(key, (*self.filters.get(key, ()), value))

    def _with_filter(self, key: str, values: tuple[str, ...]) -> Asked:
        return replace(self, filters={**self.filters, key: values}, page=1)

    def url(self) -> str:
        """The address that asks this."""
        page = self.page if self.page > 1 else None
        exact = "1" if self.exact else None
        return url(SEARCH, q=self.text, dung=exact, sap=self.sort, trang=page, **dict(self.filters))
