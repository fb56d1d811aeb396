"""HTML built from values. One rule: whatever is not `Markup` is escaped, so no document text can become a tag."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import chain

VOID = frozenset({"br", "hr", "img", "input"})


class Markup(str):
    """Text that is HTML already. Made only by the functions of this file and `css`."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Tells Streamlit that it is HTML: any other text it searches for margins, 2 ms of a page of results."""
        return self


SLOT = Markup("\x00")
"""A place in a form; browsers refuse the sign itself."""


def tag(name: str, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """One element. Children and attributes that are None are left out; `class_` and `aria_label` lose the underscore.

    >>> tag("a", "a < b", href="/?q=1&n=2")
    '<a href="/?q=1&amp;n=2">a &lt; b</a>'
    """
    given = "".join([_attribute(key, value) for key, value in attributes.items()])
    if name in VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{join(children)}</{name}>")


def join(parts: Iterable[str | None], separator: str = "") -> Markup:
    """Parts one after another, each escaped unless it is Markup."""
    return Markup(separator.join([_safe(part) for part in parts if part is not None]))


def css(sheet: str) -> Markup:
    """A style element of one of our own sheets (never of document text)."""
    return Markup(f"<style>{sheet}</style>")


@dataclass(frozen=True, slots=True)
class Form:
    """An element that comes again and again with other values in its slots; filled many times faster than made.

    >>> Form.of(tag("a", SLOT, href=f"/?q={SLOT}")).filled("a+b", "a < b")
    '<a href="/?q=a+b">a &lt; b</a>'
    """

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, pattern: Markup) -> Form:
        """The form of an element made with `SLOT` for each value; nothing else in it may hold that sign."""
        return cls(tuple(pattern.split(SLOT)))

    def filled(self, *values: str) -> Markup:
        """The element with these values, one for each slot in order, each escaped unless it is Markup.

        Raises:
            ValueError: more or fewer values than slots.
        """
        if len(values) != len(self.pieces) - 1:
            raise ValueError(f"{len(values)} values for {len(self.pieces) - 1} slots")
        between = zip(self.pieces, map(_safe, values), strict=False)
        return Markup("".join(chain(chain.from_iterable(between), self.pieces[-1:])))


def _safe(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = _name(key)
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


@lru_cache(256)
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
