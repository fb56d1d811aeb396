"""Which tokens of a document go into which field, and how a typed query asks for them: both sides of one decision.

The weights are measured on 461 judged questions over 41,161 legal articles (bench/quality.py, nDCG@10). The document's
own number weighs so much that it stands before all that cite it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from archive.engines.query import (
    EVERYTHING,
    NOTHING,
    And,
    Entry,
    Layout,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Word,
)
from archive.model import Document, Fact, Number
from archive.syntax import Either, Exact, Filter, Group, Must, Part, Prefix, Query, Without, Words
from archive.text.folding import fold, has_marks, sort_text
from archive.text.tokens import bare, cited_numbers, figures, number_tokens, pairs, syllables
from archive.vocab import Vocab, above, heirs

LAYOUT = Layout(
    texts=("body", "bare"),
    bags=("body_pairs", "bare_pairs", "title", "numbers", "own_number", "issuer", "signer", "doc_type"),
    keywords=("issuer", "under", "doc_type", "signer", "year", "period", "place", "certain"),
    dates=("date",),
    sorts=("issuer",),
)
"""body: canonical syllables of the whole text; bare: without marks; *_pairs: neighbours; title: bare syllables and
pairs of the subject; numbers: documents cited and figures; own_number: the document's own; issuer, signer, doc_type:
bare syllables of every name of these. Keywords: issuer, its own and those that took over from it; under: these and all
they are part of; certain: the facts of `CERTAIN` that nobody need doubt. Sorted by issuer: its name, then newest first."""

CERTAIN = ("number", "date")
"""Facts a reader may ask to be beyond doubt: printed so, or said by a person."""

PAIRS = 0.6
""".742; .732 at .4, .742 at .8."""
BARE = 1.0
"""Bare twins beside syllables with marks: .742 at .3 and at 1, but questions of which half the syllables lack their
marks rise from .616 to .707. Demanding or rewarding all words at once (coverage) gained nothing: .742 at a weight of
.25, .733 at 1; pairs do that work."""
TITLE = 0.2
""".742; .726 without, .730 at .4."""
TYPED = 0.3
"""What was typed beside its repair."""
FIGURE = 1.0
CITED = 2.0
OWN_NUMBER = 40.0
LIKE_PAIRS = 40
"""Pairs by which a document is compared with others."""

_YEAR = re.compile(r"(?:19|20)\d\d")


def entry_of(document: Document, text: str, vocab: Vocab) -> Entry:
    """What an engine is given of a document and its stored text."""
    body = syllables(text)
    plain = bare(body)
    title = bare(syllables(document.value("title") or ""))
    texts = {
        "body": body,
        "bare": plain,
        "body_pairs": pairs(body),
        "bare_pairs": pairs(plain),
        "title": title + pairs(title),
        "numbers": cited_numbers(text) + figures(text),
        "own_number": _own_number_tokens(document, vocab),
        **{field: _name_tokens(document, field, vocab) for field in ("issuer", "signer", "doc_type")},
    }
    keywords = {field: _codes(document, field) for field in ("doc_type", "signer", "period", "place")}
    keywords["issuer"] = _with(_codes(document, "issuer"), heirs, vocab)
    keywords["under"] = _with(keywords["issuer"], above, vocab)
    keywords["year"] = _years(document)
    keywords["certain"] = tuple(field for field in CERTAIN if _is_certain(document.fact(field)))
    day = _first_day(document.value("date"))
    dates = {"date": day} if day else {}
    return Entry(document.id, texts, keywords, dates, _sorts(document, day, vocab))


def place(query: Query) -> Node:
    """The tree an engine is asked; an empty query asks for everything."""
    return _group(query.parts, marked=query.marked)


def ranks(query: Query) -> bool:
    """Whether a query says which document is better, and not only which ones are meant."""
    return any(not isinstance(part, Filter | Without) for part in query.parts)


def likeness(document: Document, text: str) -> Node:
    """Asks for documents that share telling pairs of words with this one (itself first: its score is the measure)."""
    body = syllables(text)
    counts = Counter(pair for pair in pairs(body) if not any(letter.isdigit() for letter in pair))
    title = pairs(bare(syllables(document.value("title") or "")))
    telling = [Word("body_pairs", pair) for pair, _ in counts.most_common(LIKE_PAIRS)]
    return Or((*telling, *(Word("title", pair, TITLE) for pair in dict.fromkeys(title))))


# --- the side of the document


def _codes(document: Document, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.value for fact in document.facts.get(field, ()) if fact.value))


def _with(codes: Sequence[str], more: Callable[[str, Vocab], tuple[str, ...]], vocab: Vocab) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*codes, *(other for code in codes for other in more(code, vocab)))))


def _is_certain(fact: Fact) -> bool:
    return fact.value is not None and not fact.doubt and fact.status in ("printed", "confirmed", "corrected")


_FALLING = str.maketrans("0123456789", "9876543210")
"""Digits whose rising order is the falling order of days."""


def _sorts(document: Document, day: str | None, vocab: Vocab) -> dict[str, str]:
    """Issuers in the order of a Vietnamese dictionary; of each, the newest first."""
    issuer = document.value("issuer")
    name = sort_text(vocab.label("issuer", issuer)) if issuer else ""
    return {"issuer": f"{name} {(day or '').translate(_FALLING) or '~'}"} if name else {}


def _years(document: Document) -> tuple[str, ...]:
    """Year of the date; where none is known, the years the reporting period names."""
    return tuple(dict.fromkeys(_YEAR.findall(document.value("date") or document.value("period") or "")[:2]))


def _first_day(date: str | None) -> str | None:
    """A day to sort by: 2023-03 stands with the first day of March."""
    return None if date is None else (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _name_tokens(document: Document, field: str, vocab: Vocab) -> tuple[str, ...]:
    """Bare syllables of a fact as printed, as told by the vocabulary, and in its short forms."""
    names: list[str] = []
    for fact in document.facts.get(field, ()):
        names += [name for name in (fact.raw, fact.value and vocab.label(field, fact.value)) if name]
        body = vocab.body(fact.value) if field == "issuer" and fact.value else None
        names += (*body.short, *body.variants) if body else ()
    return tuple(dict.fromkeys(token for name in names for token in bare(syllables(name))))


def _own_number_tokens(document: Document, vocab: Vocab) -> tuple[str, ...]:
    """Tokens of the document's own number, and how it is called: `so#52`, `nghi_quyet#52`, `nq#52`."""
    printed = document.value("number") or document.value("symbol")
    number = Number.parse(printed) or Number.parse(f"/{printed}") if printed else None
    if number is None:
        return ()
    tokens = number_tokens(number)
    kind = document.value("doc_type")
    label = "_".join(bare(syllables(vocab.label("doc_type", kind)))) if kind else ""
    calls = ["so", label, fold(re.split(r"[-/]", number.symbol)[0])]
    short = [token for token in tokens if token.count("/") == 0 or token[token.index("/") + 1 :].isdigit()]
    return tokens + tuple(f"{call}{token}" for call in calls if call for token in short)


# --- the side of the query


def _group(parts: Sequence[Part], *, marked: bool) -> Node:
    """Filters and demands all hold; words are ranked, and one of them must be there unless something is demanded."""
    filters = [_demand(part, marked=marked) for part in parts if isinstance(part, Filter | Without)]
    demands = [_demand(part, marked=marked) for part in parts if isinstance(part, Must | Exact)]
    ranked = [_ranked(part, marked=marked) for part in parts if not isinstance(part, Filter | Without | Must | Exact)]
    if ranked:
        demands.append(Or((*ranked, EVERYTHING)) if demands else _or(ranked))
    return _and([*demands, *filters])


def _and(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _or(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _demand(part: Part, *, marked: bool) -> Node:
    """A part that decides whether a document is found."""
    match part:
        case Exact(text):
            return _exact(text, marked=marked)
        case Filter(name, text):
            return _filter(name, text)
        case Without(inner):
            return Not(_demand(inner, marked=marked))
        case Must(inner):
            return _demand(inner, marked=marked)
        case Words() | Prefix() | Either() | Group():
            return _ranked(part, marked=marked)


def _ranked(part: Part, *, marked: bool) -> Node:
    """A part that ranks the documents it finds."""
    match part:
        case Words(text, typed):
            return Or((*_words(text), *(_as_typed(typed, text) if typed else ())))
        case Prefix(text):
            return _prefix(text)
        case Either(parts):
            return Or(tuple(_ranked(inner, marked=marked) for inner in parts))
        case Group(parts):
            return _group(parts, marked=marked)
        case Exact() | Filter() | Must() | Without():
            return _demand(part, marked=marked)


def _words(text: str) -> Iterator[Node]:
    """Every way the words can be met, each once."""
    typed = syllables(text)
    plain = bare(typed)
    weight = 1.0
    if has_marks(text):
        yield from _terms("body", typed, 1.0)
        yield from _terms("body_pairs", pairs(typed), PAIRS)
        weight = BARE
    yield from _terms("bare", plain, weight)
    yield from _terms("bare_pairs", pairs(plain), weight * PAIRS)
    yield from _terms("title", plain + pairs(plain), TITLE)
    yield from _terms("numbers", figures(text), FIGURE)
    yield from _number_terms(plain)


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


def _terms(field: str, tokens: Iterable[str], boost: float) -> Iterator[Node]:
    return (Word(field, token, boost) for token in dict.fromkeys(tokens))


_SERIAL = re.compile(r"(?P<serial>\d{1,6})(?P<suffix>[a-z]?)")


def _number_terms(plain: Sequence[str]) -> Iterator[Node]:
    """Whatever in a query may be a document number, asked for as such: what is none has no such token to meet.

    `52 nq hdnd` asks for #52/nq and #52/nqhdnd; `nghị quyết 52` for quyet#52 and nghi_quyet#52.
    """
    for at, token in enumerate(plain):
        match = _SERIAL.fullmatch(token)
        if match is None:
            continue
        serial = f"#{int(match['serial'])}{match['suffix']}"
        after = plain[at + 1 : at + 7]
        year = after[0] if after and _YEAR.fullmatch(after[0]) else None
        yield from _whole_numbers(serial, year, after[1:] if year else after[:5])
        called = f"{serial}/{year}" if year else serial
        before = [word for word in plain[max(0, at - 5) : at] if word != "so"][-4:]
        calls = ["_".join(before[start:]) for start in range(len(before))]
        if at and plain[at - 1] == "so":
            calls.append("so")
        if len(plain) == (2 if year else 1):
            calls.append("")
        yield from (Word("own_number", call + called, OWN_NUMBER) for call in calls)


def _whole_numbers(serial: str, year: str | None, symbol: Sequence[str]) -> Iterator[Node]:
    letters = ""
    for piece in symbol:
        letters += piece
        whole = f"{serial}/{letters}"
        yield Word("own_number", whole, OWN_NUMBER)
        yield Word("numbers", whole, CITED)
        if year:
            yield Word("own_number", f"{serial}/{year}/{letters}", OWN_NUMBER)
            yield Word("numbers", f"{serial}/{year}/{letters}", CITED)


def _exact(text: str, *, marked: bool) -> Node:
    """A phrase: with its marks if it has any. One bare syllable in a query with marks is meant as it stands."""
    tokens = syllables(text)
    with_marks = has_marks(text) or (marked and len(tokens) == 1)
    field, tokens = ("body", tokens) if with_marks else ("bare", bare(tokens))
    if not tokens:
        return EVERYTHING
    if len(tokens) == 2:
        return Word(f"{field}_pairs", pairs(tokens)[0])
    return Word(field, tokens[0]) if len(tokens) == 1 else Phrase(field, tokens)


def _prefix(text: str) -> Node:
    tokens = syllables(text)
    if not tokens:
        return NOTHING
    field, token = ("body", tokens[0]) if has_marks(text) else ("bare", bare(tokens)[0])
    return Word(field, token, prefix=True)


def _filter(name: str, text: str) -> Node:
    if name == "year":
        years = [int(year) for year in _YEAR.findall(text)]
        return OneOf("year", tuple(str(year) for year in range(min(years), max(years) + 1)))
    plain = bare(syllables(text))
    if name == "number":
        return Word("own_number", _number_token(plain), boost=0.0)
    return And(tuple(Word(name, token, boost=0.0) for token in dict.fromkeys(plain)))


def _number_token(plain: Sequence[str]) -> str:
    """`52/NQ-HĐND`, `39/2020`, `52`, `/BC-UBND` as the token such a number has."""
    match = _SERIAL.fullmatch(plain[0]) if plain else None
    rest = list(plain[1:] if match else plain)
    year = rest.pop(0) if match and rest and _YEAR.fullmatch(rest[0]) else None
    serial = f"#{int(match['serial'])}{match['suffix']}" if match else "#"
    return "/".join(piece for piece in (serial, year, "".join(rest)) if piece)
