"""The prompt's words are distinguished from people's, even where people say similar things."""

import pytest

from mcp_mem0.domain.llm.prompt_leak import is_prompt_leak
from mcp_mem0.prompts.decide import SYSTEM

RULE = "absolute dates for relative ones (counted from its message)"


@pytest.mark.parametrize("text", [RULE, RULE.upper(), f"Ana wants {RULE} please", RULE[:33]])
def test_a_run_of_the_prompts_words_is_a_leak(text: str) -> None:
    assert is_prompt_leak(text, SYSTEM, "Hi there")


@pytest.mark.parametrize(
    "text",
    [
        "Ana lives in Oslo",
        "who people are",
        "Ana keeps names, numbers, reasons and places in a notebook",
        "",
        "日本語",
    ],
)
def test_a_few_shared_words_are_no_leak(text: str) -> None:
    assert not is_prompt_leak(text, SYSTEM, "Hi there")


def test_words_that_were_said_are_no_leak() -> None:
    assert not is_prompt_leak(RULE, SYSTEM, f"The manual says: {RULE}.")
