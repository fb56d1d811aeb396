"""Why a document was found: what was typed, where it stands there, how often, and what is missing.

The one rule: read from the stored text with the tokens the index has, so it is the same for every engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Literal

from archive.fields import entry_of
from archive.fields.layout import MOST_TOLD
from archive.fields.numbers import YEAR, numbers_asked
from archive.fields.subjects import period_token
from archive.library import Library
from archive.model import Document, Number
from archive.syntax import (
    OPERATORS,
    Either,
    Exact,
    Filter,
    Group,
    Must,
    Other,
    Part,
    Prefix,
    Within,
    Without,
    Words,
    words_in_full,
)
from archive.syntax.times import folded, periods_in
from archive.text.closeness import LEAST, closeness
from archive.text.folding import has_marks
from archive.text.nearest import nearest_words
from archive.text.tokens import bare, figures, number_tokens, pairs, syllables
from archive.text.usage import Usage
from archive.text.words import pack_words, unpack_words
from archive.vocab import Vocab

ReasonKind = Literal[
    "number", "subject", "figure", "phrase", "near", "prefix", "close", "word", "told", "short", "as_typed", "filter"
]
"""What of a query was met: a document number; the whole subject; a figure; words in quotes, together or near; the
beginning of a word; how many of the words stand in one place (`5/6`); ordinary words; a fact told by such words (its
body, its kind, its period); the other form of an abbreviation; what was typed where another word was meant; a field."""
Where = Literal["own_number", "cited", "title", "body", "bare", "fact"]
"""The document's own number; a number it cites; its subject; its text; its text but for the marks; its facts."""
Places = tuple[tuple[Where, int], ...]
"""Where something stands, and how often there."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Something asked for that the document has: where, and how often there.

    typed: what was typed, where that is not what is asked for (a repair, an abbreviation). field: of a
    filter or a fact told.
    """

    kind: ReasonKind
    asked: str
    places: Places
    typed: str | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a document was found, what weighs most first; and the words of the query it does not have."""

    reasons: tuple[Reason, ...]
    missing: tuple[str, ...] = ()


def explain_hit(
    library: Library, text: str, document_id: str, *, exact: bool = False, expand: bool = True
) -> Explanation:
    """Why a document is found by typed words, taken as `search_documents` takes them.

    Raises:
        NotFoundError: there is no such document.
    """
    document, stored = library.catalogue.get(document_id), library.catalogue.text(document_id)
    query = library.understand(text, exact=exact, expand=expand)
    entry = entry_of(document, stored, library.vocab)
    tokens = {field: entry.tokens(field) for field in entry.texts}
    seen = _Seen(document, tokens, library.usage.read() or Usage(), library.vocab)
    told = tuple(dict.fromkeys(item for part in query.parts for item in seen.explain(part)))
    told += tuple(_close(stored, words_in_full(query), told))
    reasons = sorted((item for item in told if isinstance(item, Reason)), key=seen.weight, reverse=True)
    return Explanation(tuple(reasons), tuple(item for item in told if isinstance(item, str)))


def _close(stored: str, words: Sequence[str], told: Sequence[Reason | str]) -> Iterator[Reason]:
    """That most of the words stand in one place of a text, where no run of them says as much."""
    if len(words) < LEAST:
        return
    (share,) = closeness(unpack_words((pack_words(stored),)), words)
    count = round(share * len(words))
    runs = (len(set(bare(syllables(item.asked)))) for item in told if isinstance(item, Reason) and item.kind == "word")
    if share >= _CLOSE and count > max(runs, default=0):
        yield Reason("close", f"{count}/{len(words)}", (("body", 1),))


def suggest_spellings(library: Library, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Typed words the archive never has, each with the nearest spellings it has, for a search that found nothing."""
    usage = library.usage.read()
    words = [word for word in _TOKEN.findall(text) if word not in OPERATORS]
    return nearest_words(words, usage) if usage else ()


_TOKEN = re.compile(r"[^\W_]+")
_WEIGHTS: Mapping[str, float] = {"number": 1000.0, "subject": 500.0, "phrase": 100.0, "near": 90.0, "close": 80.0}
_PLACES: Mapping[str, float] = {"own_number": 20.0, "title": 1.2}
_LAST = -1000.0
"""Weight of a filter: it decides, and ranks nothing."""
_CLOSE = 2 / 3
"""Share of the words in one place that is worth telling: less adds next to nothing to the score."""
_FACT: Places = (("fact", 1),)
_SHORT_OF_IT = 0.5
"""Weight of another form, or of what was typed, against the words meant."""


@dataclass(frozen=True)
class _Seen:
    """One document as tokens, and what of a query stands in it."""

    document: Document
    tokens: Mapping[str, Sequence[str]]
    usage: Usage
    vocab: Vocab

    def explain(self, part: Part) -> Iterator[Reason | str]:
        """What of a part is there, and as plain text what is not."""
        match part:
            case Words():
                yield from self._words(part)
            case Exact() | Within() | Prefix():
                yield self._tested(part)
            case Filter(field, text):
                yield Reason("filter", text, _FACT, field=field)
            case Must(inner):
                yield from self.explain(inner)
            case Group(parts):
                for inner in parts:
                    yield from self.explain(inner)
            case Either(parts):
                items = [item for inner in parts for item in self.explain(inner)]
                reasons = [item for item in items if isinstance(item, Reason)]
                yield from reasons or items
            case Without():
                return

    def weight(self, reason: Reason) -> float:
        """How much a reason weighs, by kind, place and how rare its words are in this archive."""
        if reason.kind in ("close", "filter"):
            return _WEIGHTS.get(reason.kind, _LAST)
        rarity = sum(log(1 + self.usage.total / (1 + self.usage.count(token))) for token in syllables(reason.asked))
        place = max((_PLACES.get(where, 1.0) for where, _ in reason.places), default=1.0)
        share = _SHORT_OF_IT if reason.kind in ("short", "as_typed") else 1.0
        return _WEIGHTS.get(reason.kind, 0.0) + rarity * place * share

    def _tested(self, part: Exact | Within | Prefix) -> Reason | str:
        match part:
            case Exact(text):
                reason = Reason("phrase", text, self._places(syllables(text), marked=has_marks(text)))
            case Within(text, gap):
                reason = Reason("near", text, self._near(text, gap))
            case Prefix(text):
                reason = Reason("prefix", f"{text}*", self._beginning(text))
        return reason if reason.places else reason.asked

    def _words(self, words: Words) -> Iterator[Reason | str]:
        """Ordinary words: the numbers and figures among them, the whole subject, then runs of words as long as any."""
        pieces = _TOKEN.findall(words.text)
        typed = _TOKEN.findall(words.typed) if words.typed else pieces
        plain = bare(syllables(words.text))
        if len(plain) > 1 and plain == bare(syllables(self.document.value("title") or "")):
            yield Reason("subject", words.text, (("title", 1),))
        done: set[int] = set()
        for start, count, reason in (*self._numbers(plain), *self._figures(words.text)):
            done |= set(range(start, start + count))
            yield reason
        told = set[int]()
        for covered, reason in self._told(words, plain):
            told |= covered
            yield reason
        others = list(self._others(words))
        done_otherwise = {
            at for other, reason in others if reason for at in range(other.start, other.start + other.count)
        }
        yield from (reason for _, reason in others if reason)
        at = 0
        while at < len(pieces):
            if at in done:
                at += 1
                continue
            end, places = self._run(pieces, at, done, marked=has_marks(words.text))
            asked, as_typed = " ".join(pieces[at:end]), " ".join(typed[at:end])
            if places:
                yield Reason("word", asked, places, as_typed if as_typed != asked else None)
            elif at not in done_otherwise | told:
                yield asked
            at = end
        yield from self._as_typed(pieces, typed)

    def _told(self, words: Words, plain: Sequence[str]) -> Iterator[tuple[set[int], Reason]]:
        """Facts of the document that ordinary words tell, each with the places of its words as far as they are known.

        A body and a kind by their longest run of words, a body by the whole other form of its short name too.
        """
        if len(plain) > MOST_TOLD:
            return
        pieces = _TOKEN.findall(words.text)
        for field in ("issuer", "doc_type"):
            known, best = set(self.tokens[field]), range(0)
            for at in (at for at, pair in enumerate(pairs(plain)) if pair in known):
                run = range(best.start if best.stop == at + 1 else at, at + 2)
                best = max(best, run, key=len)
            if best:
                yield set(best), Reason("told", " ".join(pieces[best.start : best.stop]), _FACT, field=field)
        issuer = set(self.tokens["issuer"])
        for other in words.others:
            name = pairs(bare(syllables(other.form)))
            if name and issuer.issuperset(name):
                covered = set(range(other.start, other.start + other.count))
                yield covered, Reason("told", other.form, _FACT, other.typed, "issuer")
        for text in (words.text, *(other.form for other in words.others)):
            for code in periods_in(folded(text)):
                if period_token(code) in self.tokens["title"]:
                    yield set(), Reason("told", self.vocab.label("period", code), _FACT, field="period")

    def _run(self, pieces: Sequence[str], at: int, done: set[int], *, marked: bool) -> tuple[int, Places]:
        """The longest run of words from here that stands in the text, and where; one word with no place if none."""
        best: tuple[int, Places] = (at + 1, ())
        for end in range(at + 1, len(pieces) + 1):
            tokens = syllables(" ".join(pieces[at:end]))
            places = self._places(tokens, marked=marked and has_marks("".join(pieces[at:end])))
            if not places or end - 1 in done:
                break
            best = end, places
        return best

    def _places(self, tokens: Sequence[str], *, marked: bool) -> Places:
        """Where tokens stand one after another, and how often."""
        plain = bare(tokens)
        titled = _count(bare(syllables(self.document.value("title") or "")), plain)
        inside: tuple[Where, int] = ("body", _count(self.tokens["body"], tokens)) if marked else ("body", 0)
        if not inside[1]:
            inside = ("bare" if marked else "body", _count(self.tokens["bare"], plain))
        places: Places = (("title", titled), inside)
        return tuple(place for place in places if place[1])

    def _near(self, text: str, gap: int) -> Places:
        field = "body" if has_marks(text) else "bare"
        tokens = syllables(text) if field == "body" else bare(syllables(text))
        stands = {token: [at for at, one in enumerate(self.tokens[field]) if one == token] for token in tokens}
        counts = [
            sum(any(abs(one - other) <= gap + 1 for other in stands[right]) for one in stands[left])
            for left, right in pairwise(tokens)
        ]
        return (("body", min(counts)),) if min(counts, default=0) else ()

    def _beginning(self, text: str) -> Places:
        field = "body" if has_marks(text) else "bare"
        tokens = syllables(text) if field == "body" else bare(syllables(text))
        count = sum(token.startswith(tokens[0]) for token in self.tokens[field]) if tokens else 0
        return (("body", count),) if count else ()

    def _numbers(self, plain: Sequence[str]) -> Iterator[tuple[int, int, Reason]]:
        """Document numbers among the words that are the document's own or that it cites."""
        own, cited = set(self.tokens["own_number"]), _cited(self.document)
        best: dict[int, tuple[int, Reason]] = {}
        for start, count, word in numbers_asked(plain):
            if word.field == "own_number" and word.token in own:
                printed = self.document.value("number") or self.document.value("symbol") or ""
                best[start] = (count, Reason("number", printed, (("own_number", 1),)))
            elif word.field == "numbers" and word.token in cited:
                number, times = cited[word.token]
                best.setdefault(start, (count, Reason("number", number, (("cited", times),))))
        yield from ((start, count, reason) for start, (count, reason) in best.items())

    def _figures(self, text: str) -> Iterator[tuple[int, int, Reason | str]]:
        """Figures of more than one way to write them, by their value; a year is a word."""
        counts, at = Counter(self.tokens["numbers"]), 0
        for chunk in text.split():
            size = len(syllables(chunk))
            for value in figures(chunk) if not YEAR.fullmatch(chunk) else ():
                places: Places = (("body", counts[value]),) if counts[value] else ()
                yield at, size, Reason("figure", chunk, places) if places else chunk
            at += size

    def _others(self, words: Words) -> Iterator[tuple[Other, Reason | None]]:
        for other in words.others:
            count = _count(self.tokens["body"], syllables(other.form))
            yield other, Reason("short", other.form, (("body", count),), other.typed) if count else None

    def _as_typed(self, meant: Sequence[str], typed: Sequence[str]) -> Iterator[Reason]:
        for old, new in zip(typed, meant, strict=True):
            count = _count(self.tokens["body"], syllables(old)) if old != new and has_marks(old) else 0
            if count and syllables(old) != syllables(new):
                yield Reason("as_typed", old, (("body", count),))


def _count(tokens: Sequence[str], phrase: Sequence[str]) -> int:
    """How often tokens stand one after another among others."""
    size, wanted = len(phrase), tuple(phrase)
    if not size:
        return 0
    return sum(token == wanted[0] and tuple(tokens[at : at + size]) == wanted for at, token in enumerate(tokens))


def _cited(document: Document) -> dict[str, tuple[str, int]]:
    """Tokens of the numbers a document cites: the number as printed, and how often."""
    found: dict[str, tuple[str, int]] = {}
    for citation in document.citations:
        number = Number.parse(citation.number) if citation.number else None
        for token in number_tokens(number) if number and citation.number else ():
            found[token] = (str(number), found.get(token, ("", 0))[1] + 1)
    return found
