"""HTML built from values. One rule: whatever is not `Markup` is escaped, so no document text can become a tag."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

VOID = frozenset({"br", "hr", "img", "input"})


class Markup(str):
    """Text that is HTML already. Made only by the functions of this file and `css`."""

    __slots__ = ()


def tag(name: str, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """One element. Children and attributes that are None are left out; `class_` and `aria_label` lose the underscore.

    >>> tag("a", "a < b", href="/?q=1&n=2")
    '<a href="/?q=1&amp;n=2">a &lt; b</a>'
    """
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{join(children)}</{name}>")


def join(parts: Iterable[str | None], separator: str = "") -> Markup:
    """Parts one after another, each escaped unless it is Markup."""
    return Markup(separator.join(_safe(part) for part in parts if part is not None))


def css(sheet: str) -> Markup:
    """A style element of one of our own sheets (never of document text)."""
    return Markup(f"<style>{sheet}</style>")


def _safe(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
