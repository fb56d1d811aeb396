"""Addresses of the pages, written and read. One rule: an address says everything a view needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

SEARCH, READ, COMPARE, ADD, REVIEW = "/", "/doc", "/so-sanh", "/nap", "/kiem-tra"
BASKET, MISSING = "/gio", "/thieu"
LIST, PASSAGES, REASONS, SUGGESTIONS = "/xuat", "/doan", "/vi-sao", "/goi-y"
"""Routes the search page asks: the list as a file, more passages of a hit, why it was found, what may be meant."""

Params = Mapping[str, tuple[str, ...]]
"""The address as read: parameter → values."""


def url(path: str, **params: str | int | Iterable[str] | None) -> str:
    """An address; parameters that are None or empty are left out.

    >>> url("/doc", id="ab12", q="")
    '/doc?id=ab12'
    """
    given = {key: value if isinstance(value, str | int) else list(value) for key, value in params.items() if value}
    return f"{path}?{urlencode(given, doseq=True, quote_via=quoted)}" if given else path


_kept = lru_cache(4096)(quote_plus)
_LONGEST_KEPT = 100
"""Letters of a value that is kept: what is longer is seldom met again, and thousands of them fill the memory."""


def quoted(value: str | bytes, *_: object) -> str:
    """A value as it stands in an address. A page of results has three hundred addresses with the same few words."""
    return _kept(value) if len(value) <= _LONGEST_KEPT else quote_plus(value)


def url_around(path: str, name: str, **params: str | int | Iterable[str] | None) -> tuple[str, str]:
    """What stands before and after one more value of a parameter: the whole is before + `quoted(value)` + after.

    >>> url_around("/", "nam", q="a", nam=("2022",), sap="moi")
    ('/?q=a&nam=2022&nam=', '&sap=moi')
    """
    names = list(params)
    at = names.index(name) + 1
    before = url(path, **{key: params[key] for key in names[:at]})
    after = url("", **{key: params[key] for key in names[at:]})
    return f"{before}{'&' if '?' in before else '?'}{name}=", after.replace("?", "&", 1)


def first(params: Params, name: str) -> str:
    """First value of a parameter, without blanks around it; "" when there is none."""
    return next(iter(params.get(name, ())), "").strip()


def original_url(document_id: str) -> str:
    """Where the file itself is served, as it was handed in."""
    return f"/tep/{document_id}"
