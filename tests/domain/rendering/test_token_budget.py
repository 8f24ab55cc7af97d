"""An answer must fit its budget as written, and still say something."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.rendering.token_budget import (
    SHORTEST_CHARS,
    count_answer_tokens,
    fit_token_budget,
)
from mcp_mem0.domain.requests.model import Detail
from mcp_mem0.domain.results.recall_result import Recollection
from tests.support.recalled_memory import memory

SMALLEST = 100
"""The least that a caller may ask for."""

contents = st.lists(st.text(alphabet='ab c\n"我', min_size=1, max_size=400), min_size=1, max_size=8)
details = st.sampled_from(("brief", "full"))


def recollection(texts: list[str]) -> Recollection:
    return Recollection(memories=tuple(memory(text) for text in texts), left_out=2, pending=1)


@given(contents, st.integers(SMALLEST, 500), details)
def test_an_answer_fits_and_says_what_it_left_out(
    texts: list[str], tokens_max: int, detail: Detail
) -> None:
    whole = recollection(texts)

    cut = fit_token_budget(whole, detail, tokens_max=tokens_max)

    assert count_answer_tokens(cut, detail) <= tokens_max
    assert len(cut.memories) >= 1
    assert len(cut.memories) + cut.left_out == len(whole.memories) + whole.left_out


@given(contents, st.integers(SMALLEST, 500))
def test_no_further_memory_would_have_fitted(texts: list[str], tokens_max: int) -> None:
    whole = recollection(texts)

    cut = fit_token_budget(whole, "brief", tokens_max=tokens_max)

    kept = len(cut.memories)
    if kept < len(texts):
        more = replace(
            whole,
            memories=whole.memories[: kept + 1],
            left_out=whole.left_out + len(texts) - kept - 1,
        )
        assert count_answer_tokens(more, "brief") > tokens_max


def test_what_fits_is_left_as_it_is() -> None:
    whole = recollection(["Lives in Oslo", "Works in Bergen"])

    assert fit_token_budget(whole, "brief", tokens_max=1_000) == whole
    assert fit_token_budget(Recollection(memories=()), "brief", tokens_max=1) == Recollection(
        memories=()
    )


def test_a_single_memory_that_is_too_long_is_shortened() -> None:
    cut = fit_token_budget(recollection(["word " * 1_000]), "brief", tokens_max=SMALLEST)

    assert cut.memories[0].text.endswith("word…")
    assert SMALLEST * 0.9 < count_answer_tokens(cut, "brief") <= SMALLEST


@pytest.mark.parametrize("tokens_max", [0, 1])
def test_a_budget_that_nothing_fits_still_gets_the_beginning(tokens_max: int) -> None:
    cut = fit_token_budget(recollection(["word " * 1_000]), "brief", tokens_max=tokens_max)

    assert 0 < len(cut.memories[0].text) <= SHORTEST_CHARS
