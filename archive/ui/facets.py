"""The filters beside the answer, and the chips of those chosen. One rule: every value is two links, to have it or not.

Values come from documents: they are escaped like all text of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.model import Results
from archive.ui import text
from archive.ui.address import quoted
from archive.ui.asked import CERTAIN, FILTERS, Asked, years_of
from archive.ui.format import count_text, date_text
from archive.ui.markup import SLOT, Form, Markup, tag
from archive.vocab import Branch, Vocab, heirs, issuer_tree

SHOWN = 7
"""Values of a facet shown at once; the rest unfold."""
SEARCHABLE = 12
"""From so many values on there is a box to look among them."""
MOST_CHIPS = 4
"""Values of one filter that have a chip each; more are one chip together."""
MOST_BARS = 40
"""Years of the histogram, counted from the newest."""


@dataclass(frozen=True, slots=True)
class _Facet:
    """One filter: the parameter, the question so far, how its values are called, the row of a value not chosen.

    The row is a form with slots for the value, (`thuoc` alone) what is read out, its name, the note behind, the count,
    the value, its name: a page has hundreds of rows, which took nine tenths of its time when each was made anew.
    """

    key: str
    asked: Asked
    label: Callable[[str], str]
    form: Form

    @classmethod
    def of(cls, key: str, asked: Asked, label: Callable[[str], str]) -> _Facet:
        """A filter for a question."""
        spans = [other for other in asked.filters.get(key, ()) if key == "nam" and len(years_of(other)) > 1]
        link = tag(
            "a",
            tag("span", SLOT, SLOT),
            tag("span", SLOT, class_="count"),
            href=SLOT.join(asked.less(key, *spans).url_around(key)),
            data_nav=True,
            class_="facet",
            title=SLOT if key == "thuoc" else None,
        )
        exclude = tag(
            "a",
            "−",
            href=SLOT.join(asked.url_around(key, "without")),
            data_nav=True,
            class_="exclude",
            title=text.EXCLUDE,
            aria_label=f"{text.EXCLUDE}: {SLOT}",
        )
        return cls(key, asked, label, Form.of(tag("li", link, exclude)))

    def row(self, value: str, count: int, name: str | None = None, note: str = "", said: str | None = None) -> Markup:
        """A value as a link that adds it or takes it away, and a second one that excludes it.

        name: what is shown where it is not the label. said: what is read out where that says too little (`thuoc`).
        """
        shown = name or self.label(value)
        if value in self.asked.filters.get(self.key, ()):
            return self._chosen(value, count, shown, note, said, text.DROP)
        if value in self.asked.without.get(self.key, ()):
            return self._chosen(value, count, shown, note, said, text.DROP_EXCLUDED)
        place, title = quoted(value), () if said is None else (said,)
        return self.form.filled(place, *title, shown, _quiet(note) or "", count_text(count), place, said or shown)

    def _chosen(self, value: str, count: int, shown: str, note: str, said: str | None, state: str) -> Markup:
        """A value that is taken away by its link."""
        link = tag(
            "a",
            tag("span", shown, _quiet(note), tag("span", f" ({state})", class_="hidden-text")),
            tag("span", count_text(count), class_="count"),
            href=self.asked.less(self.key, value).url(),
            data_nav=True,
            class_="facet without" if state == text.DROP_EXCLUDED else "facet",
            aria_current="true",
            title=said,
        )
        return tag("li", link)


def filters_html(asked: Asked, results: Results, vocab: Vocab) -> Markup | None:
    """The facets with their counts; None where there is nothing to choose."""
    sections = [section for key in FILTERS if (section := _section_html(key, asked, results, vocab))]
    if not sections:
        return None
    sections.append(_certain_html(asked))
    return tag("nav", tag("h2", text.FILTERS), *sections, class_="filters", aria_label=text.FILTERS)


def _section_html(key: str, asked: Asked, results: Results, vocab: Vocab) -> Markup | None:
    name = FILTERS[key]
    counts = _with_chosen(key, asked, dict(results.facets.get(name, ())))
    if name == "under" or not counts:
        return None
    facet = _Facet.of(key, asked, lambda value: vocab.label(name, value))
    if name == "issuer":
        body = _issuers_html(asked, results, vocab)
    elif name == "year":
        body = _years_html(facet, counts)
    else:
        body = _list_html(facet, _ordered(name, facet, counts))
    return tag("section", tag("h3", text.FACETS[name]), *body, data_facet=key)


def _with_chosen(key: str, asked: Asked, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts, and the chosen values even where nothing has them; those come first."""
    chosen = [*asked.filters.get(key, ()), *asked.without.get(key, ())]
    values = [year for value in chosen for year in years_of(value)] if key == "nam" else chosen
    return {value: counts.get(value, 0) for value in (*values, *counts)}


def _ordered(name: str, facet: _Facet, counts: Mapping[str, int]) -> list[Markup]:
    """Rows by count; periods by time, the newest first."""
    values = sorted(counts, reverse=True) if name == "period" else list(counts)
    return [facet.row(value, counts[value]) for value in values]


def _list_html(facet: _Facet, rows: Sequence[Markup]) -> list[Markup]:
    """Rows, those beyond the first folded away, with a box to look among many."""
    parts = _folded(rows)
    if len(rows) > SEARCHABLE:
        name = text.FIND_VALUE.format(facet=text.FACETS[FILTERS[facet.key]].lower())
        parts.insert(0, tag("input", type="search", class_="find-value", placeholder=text.FIND, aria_label=name))
    return parts


def _folded(rows: Sequence[Markup]) -> list[Markup]:
    """The first rows, and the others to unfold."""
    if len(rows) <= SHOWN + 1:
        return [tag("ul", *rows)]
    summary = tag("summary", f"{text.MORE_VALUES} ({len(rows) - SHOWN})")
    return [tag("ul", *rows[:SHOWN]), tag("details", summary, tag("ul", *rows[SHOWN:]))]


# --- issuers, by who stands under whom


def _issuers_html(asked: Asked, results: Results, vocab: Vocab) -> list[Markup]:
    """Bodies as trees; a body and all under it is a choice of its own, the first among those under it."""
    own = _Facet.of("cq", asked, lambda value: vocab.label("issuer", value))
    whole = _Facet.of("thuoc", asked, lambda value: vocab.label("issuer", value))
    counts = _with_chosen("cq", asked, dict(results.facets.get("issuer", ())))
    totals = _with_chosen("thuoc", asked, dict(results.facets.get("under", ())))
    branches = issuer_tree(vocab, tuple(counts.items()), totals)
    took_over = {heir for code in counts for heir in heirs(code, vocab)}
    draw = _Tree(own, whole, vocab, frozenset(took_over))
    return _list_html(own, [draw.branch(branch, None) for branch in branches])


@dataclass(frozen=True, slots=True)
class _Tree:
    """How the branches of the issuers are drawn. `took_over`: bodies whose counts hold those of former ones."""

    own: _Facet
    whole: _Facet
    vocab: Vocab
    took_over: frozenset[str]

    def branch(self, branch: Branch, superior: str | None) -> Markup:
        """A body, its whole, and the bodies under it."""
        row = self.own.row(branch.code, branch.count, self._name(branch.code, superior), self._note(branch.code))
        if not branch.branches and branch.code not in self._chosen():
            return row
        name = text.WITH_UNDER.format(name=self.vocab.label("issuer", branch.code))
        rows = [
            self.whole.row(branch.code, branch.total, text.ALL_UNDER, said=name),
            *(self.branch(under, branch.code) for under in branch.branches),
        ]
        return tag("li", tag("ul", row, class_="head"), *_folded(rows), class_="branch")

    def _chosen(self) -> tuple[str, ...]:
        asked, key = self.whole.asked, self.whole.key
        return (*asked.filters.get(key, ()), *asked.without.get(key, ()))

    def _name(self, code: str, superior: str | None) -> str:
        """Its name; without the place where that is the superior's too."""
        body, place = self.vocab.body(code), code.partition("@")[2]
        if body and superior and place and superior.partition("@")[2] == place:
            return body.name
        return self.vocab.label("issuer", code)

    def _note(self, code: str) -> str:
        body, place = self.vocab.body(code), self.vocab.place(code.partition("@")[2])
        until = (body and body.until) or (place and place.until)
        if until:
            return f" ({text.UNTIL.format(day=date_text(until))})"
        return f" ({text.WITH_FORMER})" if code in self.took_over else ""


# --- years


def _years_html(facet: _Facet, counts: Mapping[str, int]) -> list[Markup]:
    years = sorted((int(year) for year in counts if year.isdecimal()), reverse=True)
    rows = [facet.row(year, counts[year]) for year in sorted(counts, reverse=True)]
    if len(years) < 2:
        return [tag("ul", *rows)]
    return [_bars_html(facet, years, counts), _span_html(facet, years), *_list_html(facet, rows)]


def _bars_html(facet: _Facet, years: Sequence[int], counts: Mapping[str, int]) -> Markup:
    """A bar for each year from the first to the last, each a link; `finding.js` lets a span be drawn over them.

    For the eye and the mouse: the list of years below says the same.
    """
    first, last = max(years[-1], years[0] - MOST_BARS + 1), years[0]
    most = max(counts.values()) or 1
    chosen = {year for value in facet.asked.filters.get(facet.key, ()) for year in years_of(value)}
    bars = [_bar_html(facet, str(year), counts.get(str(year), 0), most, chosen) for year in range(first, last + 1)]
    ends = tag("p", tag("span", str(first)), tag("span", str(last)), class_="ends")
    return tag(
        "div",
        tag("div", *bars, class_="bars"),
        ends,
        class_="years",
        data_without=_without_years(facet),
        aria_hidden="true",
    )


def _bar_html(facet: _Facet, year: str, count: int, most: int, chosen: set[str]) -> Markup:
    said = text.YEAR_COUNT.format(year=year, count=count_text(count))
    style = f"--h:{round(100 * count / most)}%"
    if not count:
        return tag("span", data_year=year, style=style, title=said)
    target = facet.asked.less(facet.key, *facet.asked.filters.get(facet.key, ())).adding(facet.key, year)
    return tag(
        "a",
        href=target.url(),
        data_nav=True,
        data_year=year,
        style=style,
        title=said,
        aria_current="true" if year in chosen else None,
        tabindex="-1",
    )


def _span_html(facet: _Facet, years: Sequence[int]) -> Markup:
    """First and last year to type, for those who draw nothing."""
    chosen = [
        int(year) for value in facet.asked.filters.get(facet.key, ()) for year in years_of(value) if year.isdecimal()
    ]
    first, last = (min(chosen), max(chosen)) if chosen else (years[-1], years[0])
    fields = [
        tag("input", type="text", inputmode="numeric", maxlength="4", value=str(year), aria_label=name)
        for year, name in ((first, text.FIRST_YEAR), (last, text.LAST_YEAR))
    ]
    button = tag("button", text.FILTER, type="submit")
    return tag(
        "form", fields[0], tag("span", "–"), fields[1], button, class_="span", data_without=_without_years(facet)
    )


def _without_years(facet: _Facet) -> str:
    """The address without a choice of years: the script puts one on."""
    return facet.asked.less(facet.key, *facet.asked.filters.get(facet.key, ())).url()


# --- certainty and chips


def _certain_html(asked: Asked) -> Markup:
    rows = []
    for name in CERTAIN:
        chosen = name in asked.certain
        state = tag("span", f" ({text.DROP})", class_="hidden-text") if chosen else None
        link = tag(
            "a",
            tag("span", text.CERTAIN[name], state),
            href=asked.sure(name).url(),
            data_nav=True,
            class_="facet",
            aria_current="true" if chosen else None,
        )
        rows.append(tag("li", link))
    return tag("section", tag("h3", text.ONLY_WITH), tag("ul", *rows))


def chips_html(asked: Asked, vocab: Vocab) -> Markup | None:
    """The chosen filters, each with a way to drop it, and a way to drop all."""
    chips = []
    for key, name in FILTERS.items():
        for values, excluded in ((asked.filters.get(key, ()), False), (asked.without.get(key, ()), True)):
            title = (f"{text.EXCLUDE} " if excluded else "") + text.FACETS[name]
            if len(values) > MOST_CHIPS:
                chips.append(_chip(f"{title}: {text.VALUES.format(count=len(values))}", asked.less(key, *values)))
            else:
                chips += [
                    _chip(f"{title}: {value_label(vocab, name, value)}", asked.less(key, value), excluded=excluded)
                    for value in values
                ]
    chips += [_chip(text.CERTAIN[name], asked.sure(name)) for name in asked.certain]
    if not chips:
        return None
    if len(chips) > 1:
        drop = tag("a", text.DROP_ALL, href=asked.unfiltered().url(), data_nav=True, class_="drop-all")
        chips.append(tag("li", drop))
    return tag("ul", *chips, class_="chips", aria_label=text.CHOSEN)


def value_label(vocab: Vocab, field: str, value: str) -> str:
    """A value of a filter as people read it."""
    if field == "year":
        return value.replace("-", "–")
    return vocab.label("issuer" if field == "under" else field, value)


def _chip(name: str, target: Asked, *, excluded: bool = False) -> Markup:
    drop = tag("span", text.DROP_EXCLUDED if excluded else text.DROP, class_="drop")
    return tag(
        "li", tag("a", name, drop, href=target.url(), data_nav=True, class_="chip without" if excluded else "chip")
    )


def _quiet(note: str) -> Markup | None:
    return tag("span", note, class_="quiet") if note else None
