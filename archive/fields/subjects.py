"""A whole subject (trích yếu) as one token, so that the document whose subject was typed stands first; so a period."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

LEADS = (("ve", "viec"), ("v", "v"), ("ve",))
"""Folded words a subject may begin with, or be cited without: `V/v`, `Về việc`."""
LEAST = 2
"""Syllables of a subject that is one: a single word is a topic, not a name."""


def subject_token(plain: Sequence[str]) -> str | None:
    """The token of a whole subject in folded syllables; None for what is too short to be one."""
    words = tuple(plain)
    for lead in LEADS:
        if words[: len(lead)] == lead:
            words = words[len(lead) :]
            break
    if len(words) < LEAST:
        return None
    return "=" + blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def period_token(code: str) -> str:
    """The token of a reporting period, for queries that tell it in words: `báo cáo quý I năm 2024`."""
    return f"@{code}"
