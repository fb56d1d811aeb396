"""What stands where no hit does: the page before anything is asked, an empty archive, an answer with nothing in it.

One rule: nothing found always leads on. Every suggestion is a link with the count it would give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.model import Document
from archive.syntax import Filter, Part, Without, filters_typed, shown
from archive.ui import text
from archive.ui.address import ADD, READ, url
from archive.ui.asked import FILTERS, Asked
from archive.ui.facets import value_label
from archive.ui.format import count_text, title_text
from archive.ui.markup import Markup, tag
from archive.ui.results import facts_html
from archive.ui.sheet import Label
from archive.vocab import Vocab

MOST_WAYS = 8
"""Ways on that are counted: each is a search."""
_DEMAND = re.compile(
    r"""(?P<sign>(?<!\S)[+-])?             # a demand or an exclusion stands at the start of a word
        "(?P<phrase>[^"]{1,200})"(?:~\d+)? # a phrase
      | (?<!\S)(?P<mark>[+-])(?P<word>\w[^\s"]{0,80})""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Way:
    """A question that demands less, and what it would find."""

    name: str
    asked: Asked
    count: int


def start_html(recent: Sequence[Document], total: int, label: Label) -> Markup:
    """How to ask, by examples, and what was added last."""
    rows = [part for typed, meaning in text.HOW_ROWS for part in (_example(typed), tag("dd", meaning))]
    how = tag("section", tag("h2", text.HOW), tag("dl", *rows), class_="how")
    items = [
        tag(
            "li",
            tag("h3", tag("a", title_text(document), href=url(READ, id=document.id), data_nav=True)),
            tag("p", *facts_html(document, label), class_="facts"),
            class_="hit",
        )
        for document in recent
    ]
    everything = tag(
        "a", text.ALL_DOCUMENTS.format(count=count_text(total)), href=Asked(sort="moi").url(), data_nav=True
    )
    heading = tag("div", tag("h2", text.RECENT), tag("p", everything), class_="head-line")
    return tag("div", how, heading, tag("ol", *items, class_="hits"), class_="results")


def _example(typed: str) -> Markup:
    return tag("dt", tag("a", typed, href=Asked(typed).url(), data_nav=True))


def no_documents_html() -> Markup:
    """The first run: nothing is in the archive yet."""
    add = tag("p", tag("a", text.EMPTY_ARCHIVE_HELP, href=ADD, data_nav=True))
    return tag("div", tag("p", tag("strong", text.EMPTY_ARCHIVE)), add, class_="notice")


def past_the_end_html(asked: Asked) -> Markup:
    """A page of results after the last."""
    first = tag("a", text.FIRST_PAGE, href=replace(asked, page=1).url(), data_nav=True)
    return tag("div", tag("p", text.PAST_THE_END), tag("p", first), class_="notice")


def nothing_html(tried: str | None, near: Sequence[Asked], ways: Sequence[Way]) -> Markup:
    """Nothing was found: what was tried, words of the archive spelled nearly so, demands to drop.

    tried: the words searched for, where there were any.
    """
    said = [tag("p", tag("strong", text.NOTHING))]
    if tried:
        said.append(tag("p", f"{text.TRIED}: ", tag("strong", tried)))
    if near:
        links = [tag("li", tag("a", other.text, href=other.url(), data_nav=True)) for other in near]
        said += [tag("p", text.NEAR), tag("ul", *links, class_="near")]
    if ways:
        found = [tag("li", _way_html(way)) for way in ways]
        said += [tag("p", text.LOOSEN), tag("ul", *found, class_="ways")]
    else:
        said.append(tag("ul", *(tag("li", tip) for tip in text.NOTHING_HELP)))
    return tag("div", *said, class_="notice nothing")


def _way_html(way: Way) -> Markup:
    count = tag("span", text.WOULD_FIND.format(count=count_text(way.count)), class_="quiet")
    return tag("a", way.name, " ", count, href=way.asked.url(), data_nav=True)


def find_ways(asked: Asked, vocab: Vocab, count: Callable[[Asked], int]) -> tuple[Way, ...]:
    """Questions that demand one thing less and find something, then the one that demands nothing at all.

    count: how many documents a question finds; asked MOST_WAYS times at most.
    """
    looser = {other.url(): (name, other) for name, other in list(_looser(asked, vocab))[: MOST_WAYS - 1]}
    freed = without_demands(asked, vocab)
    if looser and freed.text:
        looser.setdefault(freed.url(), (text.DROP_DEMANDS, freed))
    ways = (Way(name, other, count(other)) for name, other in looser.values())
    return tuple(way for way in ways if way.count)


def _looser(asked: Asked, vocab: Vocab) -> Iterator[tuple[str, Asked]]:
    if asked.whole:
        yield text.NOT_ALL_WORDS, replace(asked, whole=False, page=1)
    typed, filters = filters_typed(asked.text, vocab)
    if _BOTH.search(typed):
        yield text.NOT_ALL_WORDS, replace(asked, text=_BOTH.sub(" ", typed), page=1)
    for match in _DEMAND.finditer(typed):
        if not any(start < match.end() and match.start() < end for start, end, _ in filters):
            yield _without_demand(replace(asked, text=typed), match)
    for start, end, part in filters:
        yield _without_label(asked, typed[:start], part, typed[end:])
    for side, key, value in asked.choices():
        name = f"{text.FACETS[FILTERS[key]]}: {value_label(vocab, FILTERS[key], value)}"
        form = text.DROP_FILTER if side == "with" else text.DROP_EXCLUSION
        yield form.format(name=name), asked.less(key, value)
    for name in asked.certain:
        yield text.DROP_FILTER.format(name=text.CERTAIN[name]), asked.sure(name)
    if asked.text and asked.is_filtered:
        yield text.NOTHING_FILTERED, asked.unfiltered()


def without_demands(asked: Asked, vocab: Vocab) -> Asked:
    """The words alone: no filters, chosen or typed, no quotes, nothing demanded or excluded."""
    typed, filters = filters_typed(asked.text, vocab)
    for start, end, _ in reversed(filters):
        typed = f"{typed[:start]} {typed[end:]}"
    words = _DEMAND.sub(lambda match: "" if "-" in _signs(match) else match["phrase"] or match["word"], typed)
    return replace(asked.unfiltered(), text=" ".join(_BOTH.sub(" ", words).split()), whole=False)


_BOTH = re.compile(r"\s(?:AND|VÀ)\s")


def _signs(match: re.Match[str]) -> tuple[str | None, str | None]:
    return match["sign"], match["mark"]


def _without_demand(asked: Asked, match: re.Match[str]) -> tuple[str, Asked]:
    """A phrase as loose words, a demanded word as one among others, an exclusion gone."""
    words = match["phrase"] or match["word"]
    excluded = "-" in _signs(match)
    rest = asked.text[: match.start()] + ("" if excluded else words) + asked.text[match.end() :]
    form = text.DROP_MINUS if excluded else text.DROP_QUOTES if match["phrase"] else text.DROP_PLUS
    return form.format(words=words), replace(asked, text=" ".join(rest.split()), page=1)


def _without_label(asked: Asked, before: str, part: Part, after: str) -> tuple[str, Asked]:
    """A typed filter gone; where there is nothing else, its value as words."""
    rest = " ".join(f"{before} {after}".split())
    if isinstance(part, Filter) and not rest:
        return text.AS_WORDS.format(words=part.text), replace(asked, text=part.text, page=1)
    form = text.DROP_EXCLUSION if isinstance(part, Without) else text.DROP_FILTER
    return form.format(name=shown(part)), replace(asked, text=rest, page=1)
