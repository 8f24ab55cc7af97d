"""The full context is all that was said, and the control's is nothing."""

from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.evals.systems.full_context import build_empty_context, build_full_context
from tests.support.two_friends import FRIENDS, ask


async def test_the_full_context_has_every_turn_in_order_whatever_is_asked() -> None:
    shown = await build_full_context(FRIENDS).find(ask("anything"))

    assert shown.turns == ("D1:1", "D1:2", "D2:1", "D2:2", "D3:1")
    assert shown.text.splitlines()[-1].startswith("[2023-12-01 09:05] Tom: I climbed")
    assert shown.tokens == estimate_tokens(shown.text)


async def test_the_control_is_shown_nothing() -> None:
    shown = await build_empty_context().find(ask("anything"))

    assert (shown.text, shown.tokens, shown.turns) == ("", 0, ())
