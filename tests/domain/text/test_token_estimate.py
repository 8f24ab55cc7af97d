"""The estimate is what a budget is spent in, so no text may be free and none much too dear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.token_estimate import WORD_CHARS_MAX, estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("?!, …", 0, id="only punctuation"),
        pytest.param("one", 2, id="one word is rounded up"),
        pytest.param("Ana lives in Oslo.", 6, id="four words"),
        pytest.param("2023-05-07", 5, id="a date is three"),
        pytest.param("我住在北京", 7, id="each Chinese sign is a word"),
        pytest.param("ana見る", 5, id="scripts side by side"),
        pytest.param("🎉🎉", 3, id="pictographs"),
        pytest.param("k" * (WORD_CHARS_MAX * 3), 5, id="a long run counts again"),
    ],
)
def test_words_are_counted_and_weighed(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@given(st.text(), st.text())
def test_two_texts_together_never_cost_less_than_one_of_them(one: str, other: str) -> None:
    assert estimate_tokens(f"{one} {other}") >= max(estimate_tokens(one), estimate_tokens(other))


@given(st.text(st.characters(codec="ascii")))
def test_a_text_costs_the_same_beside_a_sign_that_is_not_ascii(text: str) -> None:
    assert estimate_tokens(f"{text} …") == estimate_tokens(text)


@given(st.text(alphabet="abc ", min_size=1))
def test_white_space_is_free(text: str) -> None:
    assert estimate_tokens(text) == estimate_tokens("  \n".join(text.split()))
