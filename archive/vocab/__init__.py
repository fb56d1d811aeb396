"""What things are called: kinds, issuers, places, relations, abbreviations, forms of signing. Names are data, not code.

The tables are TOML files beside this module; an installation adds its own. Loaded when asked, never at import.
"""

from archive.vocab.entries import Abbreviation, Authority, Body, Kind, Place, Post, Relation, Word, Wording
from archive.vocab.lineage import Branch, above, heirs, issuer_tree
from archive.vocab.loader import load_vocab
from archive.vocab.mending import mend_kind, mend_name, mend_symbol
from archive.vocab.names import Vocab, name_key
from archive.vocab.periods import Period
from archive.vocab.wordings import is_quarter_confirmed, mend_words

__all__ = [
    "Abbreviation",
    "Authority",
    "Body",
    "Branch",
    "Kind",
    "Period",
    "Place",
    "Post",
    "Relation",
    "Vocab",
    "Word",
    "Wording",
    "above",
    "heirs",
    "is_quarter_confirmed",
    "issuer_tree",
    "load_vocab",
    "mend_kind",
    "mend_name",
    "mend_symbol",
    "mend_words",
    "name_key",
]
