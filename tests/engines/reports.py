"""Entries and trees small enough to know by heart, for every engine."""

from __future__ import annotations

import random

from archive.engines import Engine
from archive.engines.query import (
    EVERYTHING,
    And,
    Answer,
    Ask,
    Between,
    Entry,
    Layout,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Word,
)

LAYOUT = Layout(texts=("body", "title"), bags=("bag",), keywords=("kind", "year"), dates=("date",), sorts=("name",))


def entry(id_: str, body: str = "", **more: str) -> Entry:
    """An entry written short: tokens and codes parted by blanks."""
    texts = {"body": body} | {name: more[name] for name in ("title", "bag") if name in more}
    keywords = {name: tuple(more[name].split()) for name in ("kind", "year") if name in more}
    dates, sorts = ({name: more[name]} if name in more else {} for name in ("date", "name"))
    return Entry(id_, texts, keywords, dates, sorts)


REPORTS = (
    entry("a", "giải ngân vốn đầu tư công", title="báo cáo", kind="report", year="2023", date="2023-03-31"),
    entry("b", "giải ngân chậm chậm chậm vốn", title="báo cáo", kind="report plan", year="2024", date="2024-03-31"),
    entry("c", "trồng rừng thay thế", title="kế hoạch", kind="plan", year="2024", date="2024-12-31"),
    entry("d", "đầu tư trồng rừng công", kind="notice"),
)


LETTERS = ("a", "b", "c", "ab", "abc", "ba")


def random_entry(chance: random.Random, id_: str) -> Entry:
    """An entry over a tiny alphabet, so that everything meets."""
    day = f"2024-0{chance.randrange(1, 4)}-0{chance.randrange(1, 4)}"
    return Entry(
        id_,
        {field: " ".join(chance.choices(LETTERS, k=chance.randrange(6))) for field in ("body", "bag")},
        {"kind": tuple(chance.sample(LETTERS, k=chance.randrange(3)))},
        {"date": day} if chance.random() < 0.7 else {},
    )


def random_tree(chance: random.Random, depth: int) -> Node:
    """A tree of every kind of node."""
    if depth and chance.random() < 0.6:
        parts = tuple(random_tree(chance, depth - 1) for _ in range(chance.randrange(4)))
        return chance.choice((And(parts), Or(parts), Or((*parts, EVERYTHING)), Not(random_tree(chance, depth - 1))))
    days = [None, *(f"2024-0{month}-02" for month in (1, 2, 3))]
    return chance.choice(
        (
            Word("body", chance.choice(LETTERS), chance.choice((1.0, 0.0, 2.5))),
            Word("bag", chance.choice(LETTERS), prefix=chance.random() < 0.5),
            Phrase("body", tuple(chance.choices(LETTERS, k=chance.randrange(4)))),
            Near("body", chance.choice(LETTERS), chance.choice(LETTERS), chance.randrange(4)),
            OneOf("kind", tuple(chance.sample(LETTERS, k=chance.randrange(3)))),
            Between("date", chance.choice(days), chance.choice(days)),
        )
    )


def ids(answer: Answer) -> list[str]:
    """The page, best first."""
    return [id_ for id_, _ in answer.scores]


def scores(engine: Engine, tree: Node) -> dict[str, float]:
    """Score of each match."""
    return dict(engine.find(Ask(tree, limit=100)).scores)
