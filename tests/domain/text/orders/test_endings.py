"""Words of a change, which may stand beside an order to forget."""

import pytest

from mcp_mem0.domain.text.orders.endings import is_change


@pytest.mark.parametrize(
    "clause",
    ["it was cancelled", "I no longer live there", "es wurde abgesagt", "c'est annulé", "取消了"],
)
def test_a_change_in_the_world_is_told(clause: str) -> None:
    assert is_change(clause)


@pytest.mark.parametrize(
    "clause",
    ["thanks a lot", "this is an order", "you no longer need it", "I am Ana", "你不再需要"],
)
def test_other_words_are_none(clause: str) -> None:
    assert not is_change(clause)
