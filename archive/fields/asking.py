"""How a typed query asks the fields: what decides whether a document is found is demanded, the rest ranks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from archive.engines.query import EVERYTHING, NOTHING, And, Between, Near, Node, Not, OneOf, Or, Phrase, Word
from archive.fields.layout import (
    BARE,
    FIGURE,
    ISSUER,
    KIND,
    MOST_TOLD,
    OTHER,
    PAIRS,
    PERIOD,
    PLAIN,
    SUBJECT,
    TITLE,
    TOGETHER,
    TYPED,
)  # fmt: skip
from archive.fields.numbers import number_alone, number_filter, number_terms
from archive.fields.subjects import period_token, subject_token
from archive.syntax import (
    Either,
    Exact,
    Filter,
    Group,
    Must,
    Other,
    Part,
    Prefix,
    Query,
    Within,
    Without,
    Words,
    spelled,
)
from archive.syntax.times import days_at, folded, periods_at, periods_in, span_at, years_at
from archive.syntax.values import SYLLABLE, is_kind
from archive.text.folding import has_marks
from archive.text.tokens import bare, figures, pairs, syllables
from archive.vocab import Vocab


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the words of a query are meant: whether any has marks, whether all of them must be there."""

    marked: bool
    require_all: bool


def place(query: Query, *, require_all: bool = False) -> Node:
    """The tree an engine is asked; an empty query asks for everything.

    require_all: every word must be there, in whatever form it is also asked for; else words only rank.
    """
    return _group(query.parts, _Manner(query.marked, require_all))


def ranks(query: Query) -> bool:
    """Whether a query says which document is better, and not only which ones are meant."""
    return any(not isinstance(part, Filter | Without) for part in query.parts)


def only_number(query: Query, vocab: Vocab) -> Node | None:
    """Documents that bear or cite the number a query consists of, filters aside; None where it asks for more."""
    asked = [part for part in query.parts if not isinstance(part, Filter | Without)]
    if len(asked) != 1 or not isinstance(asked[0], Words) or not any(letter.isdigit() for letter in asked[0].text):
        return None
    return number_alone(bare(syllables(asked[0].text)), partial(is_kind, vocab))


def _group(parts: Sequence[Part], manner: _Manner) -> Node:
    """Filters and demands all hold; words are ranked, and one of them must be there unless something is demanded."""
    filters = [_demand(part, manner) for part in parts if isinstance(part, Filter | Without)]
    demands = [_demand(part, manner) for part in parts if isinstance(part, Must | Exact | Within)]
    ranked = [part for part in parts if not isinstance(part, Filter | Without | Must | Exact | Within)]
    if manner.require_all:
        demands += [node for part in ranked for node in _whole(part, manner)]
        ranked = [part for part in ranked if isinstance(part, Words)]
    if ranked:
        nodes = [_ranked(part, manner) for part in ranked]
        demands.append(Or((*nodes, EVERYTHING)) if demands else _or(nodes))
    return _and([*demands, *filters])


def _and(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _or(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _demand(part: Part, manner: _Manner) -> Node:
    """A part that decides whether a document is found."""
    match part:
        case Exact(text):
            return _exact(text, marked=manner.marked)
        case Within(text, gap):
            return _within(text, gap)
        case Filter(name, text):
            return _filter(name, text)
        case Without(inner):
            return Not(_demand(inner, replace(manner, require_all=False)))
        case Must(inner):
            return _demand(inner, manner)
        case Words() | Prefix() | Either() | Group():
            return _ranked(part, manner)


def _ranked(part: Part, manner: _Manner) -> Node:
    """A part that ranks the documents it finds."""
    match part:
        case Words(text, typed, others):
            nodes = (*_words(text, spelled(part)), *(_as_typed(typed, text) if typed else ()), *map(_other, others))
            return Or((*nodes, *_told(text, [other.form for other in others])))
        case Prefix(text):
            return _prefix(text)
        case Either(parts):
            return Or(tuple(_group((inner,), manner) for inner in parts))
        case Group(parts):
            return _group(parts, manner)
        case Exact() | Within() | Filter() | Must() | Without():
            return _demand(part, manner)


def _whole(part: Part, manner: _Manner) -> Iterator[Node]:
    """What must be there of a part, if all words must; it adds nothing to the score of ordinary words."""
    if not isinstance(part, Words):
        yield _ranked(part, manner)
        return
    at, units = 0, []
    for forms in zip(*(text.split() for text in (part.text, part.typed) if text), strict=True):
        count = len(syllables(forms[0]))
        if count:
            units.append((at, _or([node for form in dict.fromkeys(forms) for node in _chunk(form)])))
        at += count
    for start, end in dict.fromkeys((other.start, other.start + other.count) for other in part.others):
        inside = [node for first, node in units if start <= first < end]
        others = [node for other in part.others if other.start == start for node in _whole_other(other)]
        units = [unit for unit in units if not start <= unit[0] < end] + [(start, Or((_and(inside), *others)))]
    yield from (node for _, node in units)


def _chunk(text: str) -> Iterator[Node]:
    """Ways in which one written word is there: by its syllables, as a number, as a figure."""
    tokens = syllables(text)
    field = "body" if has_marks(text) else "bare"
    yield _and([Word(field, token, boost=0.0) for token in (tokens if field == "body" else bare(tokens))])
    numbers = (*_terms("numbers", figures(text), 0.0), *number_terms(bare(tokens)))
    yield from (replace(node, boost=0.0) for node in numbers)


def _words(text: str, pieces: Container[int]) -> Iterator[Node]:
    """Every way the words can be met, each once. pieces: which syllables are asked for in pairs alone."""
    typed = syllables(text)
    plain = bare(typed)
    alone = tuple(one for at, one in enumerate(typed) if at not in pieces)
    weight = 1.0
    if has_marks(text):
        yield from _terms("body", alone, 1.0)
        yield from _terms("body_pairs", pairs(typed), PAIRS)
        weight = BARE
    yield from _terms("bare", bare(alone), weight)
    yield from _terms("bare_pairs", pairs(plain), weight * PAIRS)
    yield from _terms("title", bare(alone) + pairs(plain), TITLE)
    subject = subject_token(plain)
    if subject:
        yield Word("title", subject, SUBJECT)
    together = tuple(dict.fromkeys(pairs(plain)))
    if len(together) > 2:
        yield And(tuple(Word("bare_pairs", pair, TOGETHER) for pair in together))
    yield from _figures(text)
    yield from number_terms(plain, share=text.endswith("%"))


def _told(text: str, others: Sequence[str]) -> Iterator[Word]:
    """Facts told in ordinary words or their other forms: `báo cáo quý I năm 2024 của Sở Tài chính`, `của STC`."""
    plain = bare(syllables(text))
    if len(plain) <= MOST_TOLD:
        more = [pair for form in others for pair in pairs(bare(syllables(form)))]
        yield from _terms("issuer", (*pairs(plain), *more), ISSUER)
        yield from _terms("doc_type", pairs(plain), KIND)
        periods = [code for form in (text, *others) for code in periods_in(folded(form))]
        yield from _terms("title", map(period_token, periods), PERIOD)


def _figures(text: str) -> Iterator[Word]:
    """Figures by value; one that is a syllable already (a year, mostly) weighs no more than that."""
    typed = set(syllables(text))
    for value in dict.fromkeys(figures(text)):
        yield Word("numbers", value, PLAIN if value in typed else FIGURE)


def _as_typed(typed: str, meant: str) -> Iterator[Node]:
    """What was typed, where it is not what was meant."""
    for name, old, new in _forms(typed, meant):
        weight = TYPED * (PAIRS if name.endswith("_pairs") else 1.0)
        yield from _terms(name, [token for token in old if token not in new], weight)


def _forms(typed: str, meant: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    old, new = syllables(typed), syllables(meant)
    for name, first, second in (("body", old, new), ("bare", bare(old), bare(new))):
        yield name, first, second
        yield f"{name}_pairs", pairs(first), pairs(second)


def _terms(field: str, tokens: Iterable[str], boost: float) -> Iterator[Word]:
    return (Word(field, token, boost) for token in dict.fromkeys(tokens))


def _exact(text: str, *, marked: bool) -> Node:
    """A phrase: with its marks if it has any. One bare syllable in a query with marks is meant as it stands."""
    tokens = syllables(text)
    with_marks = has_marks(text) or (marked and len(tokens) == 1)
    field, tokens = ("body", tokens) if with_marks else ("bare", bare(tokens))
    return _tokens_together(field, tokens)


def _prefix(text: str) -> Node:
    tokens = syllables(text)
    if not tokens:
        return NOTHING
    field, token = ("body", tokens[0]) if has_marks(text) else ("bare", bare(tokens)[0])
    return Word(field, token, prefix=True)


def _within(text: str, gap: int) -> Node:
    """Each word near the next; with marks if it has any."""
    tokens = syllables(text)
    field, tokens = ("body", tokens) if has_marks(text) else ("bare", bare(tokens))
    return And(tuple(Near(field, left, right, gap) for left, right in pairwise(tokens)))


def _other(other: Other, boost: float = OTHER) -> Node:
    """The other form of an abbreviation, as printed; of three words or more all pairs, far cheaper than a phrase."""
    tokens = syllables(other.form)
    if len(tokens) < 3:
        return _tokens_together("body", tokens, boost)
    return And(tuple(Word("body_pairs", pair, boost) for pair in dict.fromkeys(pairs(tokens))))


def _whole_other(other: Other) -> Iterator[Node]:
    """The other form as it must be there; a period may also be that of the paper."""
    yield _other(other, 0.0)
    yield from _terms("title", map(period_token, periods_in(folded(other.form))), 0.0)


def _tokens_together(field: str, tokens: Sequence[str], boost: float = 1.0) -> Node:
    """Tokens one after another: as pairs that overlap, which are met far more seldom than their syllables."""
    if not tokens:
        return EVERYTHING
    if len(tokens) == 2:
        return Word(f"{field}_pairs", pairs(tokens)[0], boost)
    return Word(field, tokens[0], boost) if len(tokens) == 1 else Phrase(f"{field}_pairs", pairs(tokens), boost)


def _filter(name: str, text: str) -> Node:
    """A fact the document must have. A value in no form of its field's (only a tree made by hand has such) is none."""
    plain = folded(text)
    if name == "number":
        return number_filter(text)
    if name in ("year", "period"):
        found = (years_at if name == "year" else periods_at)(plain)
        return OneOf(name, found[0]) if found else NOTHING
    if name in ("since", "until"):
        days = days_at(plain)
        if days is None:
            return NOTHING
        return Between("date", days[0].first, None) if name == "since" else Between("date", None, days[0].last)
    if name == "date":
        span = span_at(plain)
        return Between("date", span[0].first, span[0].last) if span else NOTHING
    if ";" in text:
        return Or(tuple(_filter(name, item) for item in text.split(";") if syllables(item)))
    tokens = bare(syllables(text))
    together = tuple(_of_one_name(tokens)) if name == "issuer" else ()
    return And(tuple(Word(name, token, boost=0.0) for token in dict.fromkeys((*tokens, *together))))


def _of_one_name(tokens: Sequence[str]) -> Iterator[str]:
    """Pairs a body must have side by side: `tỉnh ủy` is no Ủy ban nhân dân tỉnh; `sở … vân lĩnh` may."""
    for left, right in pairwise(tokens):
        if right == "uy" or (len(tokens) == 2 and SYLLABLE.fullmatch(left) and SYLLABLE.fullmatch(right)):
            yield f"{left}_{right}"
