"""Names of the fields of the index, and how much a match in each weighs.

The weights are measured on 461 judged questions over 41,161 legal articles (bench/quality.py, nDCG@10). The document's
own number weighs so much that it stands before all that cite it.
"""

from __future__ import annotations

from archive.engines.query import Layout

LAYOUT = Layout(
    texts=("body", "bare", "body_pairs", "bare_pairs"),
    bags=("title", "numbers", "own_number", "issuer", "signer", "doc_type", "place"),
    keywords=("issuer", "under", "doc_type", "signer", "year", "period", "place", "certain", "twins"),
    dates=("date",),
    sorts=("issuer",),
)
"""body: canonical syllables of the whole text; bare: without marks; *_pairs: neighbours; title: bare syllables and
pairs of the subject, and the whole of it; numbers: documents cited and figures; own_number: the document's own;
issuer, signer, doc_type, place: bare syllables of every name of these. Keywords: issuer, with those that took over from
it; under: these and all they are part of; certain: the facts of `CERTAIN` that nobody need doubt; twins: the
group of nearly the same text it is in, if any. Sorted by issuer: its name, then newest first."""

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
TOGETHER = 1.0
"""All pairs of a text at once, three or more. Of 250 runs of twelve words, .956 find a document that has them first;
.888 without, and 4 gains nothing more."""
SUBJECT = 10.0
"""The whole subject as one token: stands before all that share its words."""
ISSUER, KIND, PERIOD = 1.5, 1.0, 3.0
"""Facts told in ordinary words: pairs of the issuer's name and of the kind, and the period (`quý I năm 2024`). Of 70
requests for kind, period and body .943 have such a paper first, .857 without (.971 at 4, 4 and 6, but then of 250 runs
of twelve words .948 instead of .976)."""
MOST_TOLD = 20
"""Syllables of a text that may tell facts; a longer one is no request for a paper."""
TYPED = 0.3
"""What was typed beside its repair."""
OTHER = 0.7
"""The other form of an abbreviation. Questions in which it stands for its words: .748; .742 at .5, .739 at 1, .692
without. The same questions written out: .776, .776, .784, .775. As a phrase .746 at best, and three times the cost."""
FIGURE = 4.0
"""A figure in another shape than typed: more than its pieces, which other figures have too."""
PLAIN = 1.0
"""A figure that is one syllable: `2024`, `6784`."""
CITED = 2.0
OWN_NUMBER = 40.0
LIKE_PAIRS = 40
"""Pairs by which a document is compared with others."""
