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
    return f"{path}?{urlencode(given, doseq=True, quote_via=_quoted)}" if given else path


_quoted = lru_cache(4096)(quote_plus)
"""A page of results has three hundred addresses with the same few words in them."""


def first(params: Params, name: str) -> str:
    """First value of a parameter, without blanks around it; "" when there is none."""
    return next(iter(params.get(name, ())), "").strip()


def original_url(document_id: str) -> str:
    """Where the file itself is served, as it was handed in."""
    return f"/tep/{document_id}"
