"""Which tokens of a document go into which field, and how a typed query asks for them: both sides of one decision."""

from archive.fields.asking import only_number, place, ranks
from archive.fields.entry import entry_of, likeness
from archive.fields.layout import CERTAIN, LAYOUT, OWN_NUMBER

__all__ = ["CERTAIN", "LAYOUT", "OWN_NUMBER", "entry_of", "likeness", "only_number", "place", "ranks"]
