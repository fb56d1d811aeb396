"""The forms of a text are those that its tokens make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.forms import forms_of
from archive.text.tokens import bare, pairs, syllables


def made_of_tokens(text: str) -> tuple[str, ...]:
    body = syllables(text)
    return tuple(map(" ".join, (body, bare(body), pairs(body), pairs(bare(body)))))


@pytest.mark.parametrize(
    "text",
    [
        "", " - ", "một", "Hoà", "Hoà\u00a0Bình", "kinh tế - xã hội", "52/NQ-HĐND", "– a –", "a\u0300 b", "5,2%¹",
        "(a) b(c)", "_a_", "kinh tế " * 1000,
    ],
)  # fmt: skip
def test_forms_are_the_tokens_put_together(text: str) -> None:
    assert forms_of(text) == made_of_tokens(text)


@given(st.text(max_size=60) | st.text("aà52/ -–_\u0300\n", max_size=30))
def test_forms_of_any_text_are_its_tokens_put_together(text: str) -> None:
    assert forms_of(text) == made_of_tokens(text)
