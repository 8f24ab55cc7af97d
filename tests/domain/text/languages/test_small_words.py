"""The small words of a question's own language find nothing, so they are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.languages.language_guess import guess_language
from mcp_mem0.domain.text.languages.small_words import leave_out_small_words


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Zu welcher Ärztin geht meine Mutter?", "Ärztin geht Mutter?"),
        ("Dans quelle rue est l'école de Paul ?", "rue école Paul ?"),
        ("На каком порту работает сервер?", "порту работает сервер?"),
        ("Where is the house of my mother?", "Where is the house of my mother?"),
        ("我姐姐住在哪里？", "我姐姐住在哪里？"),
        ("Jonas Petra", "Jonas Petra"),
        ("Was ist das?", "Was ist das?"),
    ],
)
def test_what_is_left_of_a_question_is_what_it_asks_about(asked: str, left: str) -> None:
    shorter = leave_out_small_words(asked, guess_language(asked))

    assert shorter.split() == left.split()


@given(st.text(max_size=80), st.sampled_from(["de", "fr", "ru", "zh", None]))
def test_something_is_always_left(text: str, language: str | None) -> None:
    left = leave_out_small_words(text, language)

    assert any(map(str.isalnum, left)) == any(map(str.isalnum, text))
