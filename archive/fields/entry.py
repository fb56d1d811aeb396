"""Which tokens of a document go into which field."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache

from archive.engines.query import Entry, Node, Or, Word
from archive.fields.keywords import day_of, keywords_of, sorts_of
from archive.fields.layout import LIKE_PAIRS, TITLE
from archive.fields.subjects import period_token, subject_token
from archive.model import Document, Number
from archive.text.forms import forms_of
from archive.text.tokens import bare, begun_tokens, cited_numbers, figures, number_tokens, pairs, syllables
from archive.vocab import Vocab


def entry_of(document: Document, text: str, vocab: Vocab) -> Entry:
    """What an engine is given of a document and its stored text."""
    forms = forms_of(text)
    title = bare(syllables(document.value("title") or ""))
    others = {
        "title": title
        + pairs(title)
        + _subject_tokens(document.value("doc_type"), title, vocab)
        + _bound_subjects(document, vocab)
        + _periods(document),
        "numbers": cited_numbers(text) + figures(text),
        "own_number": _own_numbers(document, vocab),
        **{field: _name_tokens(document, field, vocab) for field in ("issuer", "signer", "doc_type", "place")},
    }
    texts = {**forms._asdict(), **{field: " ".join(tokens) for field, tokens in others.items()}}
    day = day_of(document)
    dates = {"date": day} if day else {}
    return Entry(document.id, texts, keywords_of(document, vocab), dates, sorts_of(document, vocab))


def likeness(document: Document, text: str) -> Node:
    """Asks for documents that share telling pairs of words with this one (itself first: its score is the measure)."""
    body = syllables(text)
    counts = Counter(pair for pair in pairs(body) if not any(letter.isdigit() for letter in pair))
    title = pairs(bare(syllables(document.value("title") or "")))
    telling = [Word("body_pairs", pair) for pair, _ in counts.most_common(LIKE_PAIRS)]
    return Or((*telling, *(Word("title", pair, TITLE) for pair in dict.fromkeys(title))))


def _name_tokens(document: Document, field: str, vocab: Vocab) -> tuple[str, ...]:
    """Bare syllables of a fact as printed, as told by the vocabulary, and in short forms; of issuer and kind pairs."""
    names: list[str] = []
    for fact in document.facts.get(field, ()):
        names += [name for name in (fact.raw, fact.value and vocab.label(field, fact.value)) if name]
        body = vocab.body(fact.value) if field == "issuer" and fact.value else None
        names += (*body.short, *body.variants) if body else ()
        kind = vocab.kind_named(vocab.label(field, fact.value)) if field == "doc_type" and fact.value else None
        names += (*kind.short, *kind.party) if kind else ()
    found = list(map(_plain, names))
    joined = [pairs(tokens) for tokens in found] if field in ("issuer", "doc_type") else []
    return tuple(dict.fromkeys(token for tokens in (*found, *joined) for token in tokens))


def _periods(document: Document) -> tuple[str, ...]:
    return tuple(period_token(fact.value) for fact in document.facts.get("period", ()) if fact.value)


@lru_cache(1 << 12)
def _plain(name: str) -> tuple[str, ...]:
    """Bare syllables of a name; the same few stand on all papers."""
    return bare(syllables(name))


def _subject_tokens(kind: str | None, title: tuple[str, ...], vocab: Vocab) -> tuple[str, ...]:
    """The whole subject, alone and behind the name of the kind: `Báo cáo tình hình …`."""
    label = _plain(vocab.label("doc_type", kind)) if kind else ()
    found = (subject_token(title), subject_token(label + title) if title and label else None)
    return tuple(token for token in dict.fromkeys(found) if token)


def _bound_subjects(document: Document, vocab: Vocab) -> tuple[str, ...]:
    """Whole subjects of the papers bound behind the first."""
    titles = ((part.doc_type, bare(syllables(part.title or ""))) for part in document.parts[1:])
    return tuple(token for kind, title in titles for token in _subject_tokens(kind, title, vocab))


def _own_numbers(document: Document, vocab: Vocab) -> tuple[str, ...]:
    """Tokens of the number of the document, of all where bodies gave theirs, and of those of papers bound behind it."""
    numbers = [fact.value for fact in document.facts.get("number", ()) if fact.value]
    date, kind = document.value("date"), document.value("doc_type")
    tokens = tuple(
        token
        for number in numbers or (document.value("symbol"),)
        for token in _own_number_tokens(number, date, kind, vocab)
    )
    bound = (_own_number_tokens(part.number, part.date, part.doc_type, vocab) for part in document.parts[1:])
    return tuple(dict.fromkeys((*tokens, *(token for of_part in bound for token in of_part))))


def _own_number_tokens(printed: str | None, date: str | None, kind: str | None, vocab: Vocab) -> tuple[str, ...]:
    """Tokens of a paper's own number, with the year of its date too, of its beginning, and how it is called:
    `so#52`, `nq#52`, `nq_hdnd#52`.
    """
    number = Number.parse(printed) or Number.parse(f"/{printed}") if printed else None
    if number is None:
        return ()
    tokens = number_tokens(number) + begun_tokens(number)
    year = (date or "")[:4]
    if year and number.serial is not None and number.year is None:
        dated = replace(number, year=int(year))
        tokens += tuple(token for token in number_tokens(dated) + begun_tokens(dated) if token not in tokens)
    label = "_".join(_plain(vocab.label("doc_type", kind))) if kind else ""
    pieces = bare(syllables(number.symbol))
    calls = dict.fromkeys(("so", label, *pieces[:1], "_".join(pieces)))
    short = [token for token in tokens if token.count("/") == 0 or token[token.index("/") + 1 :].isdigit()]
    return tokens + tuple(f"{call}{token}" for call in calls if call for token in short)
