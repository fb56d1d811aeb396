"""Two texts aligned: paragraph with paragraph, moved ones found, each pair compared word by word.

The one rule: a label is not identity, and nothing but texts comes in here. `python -m archive.align` is the child
process that does it for the verb.
"""

from archive.align.rows import align_texts
from archive.align.units import Source

__all__ = ["Source", "align_texts"]
