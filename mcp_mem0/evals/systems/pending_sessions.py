"""Waiting until what a memory was told is decided, by a model that may fail.

A server tries again after growing waits until the model answers. So does this, for a while; waits
after answers that were no decision are skipped by moving the clock of the memory.
"""

from collections.abc import Sequence
from typing import Final

import anyio

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.evals.systems.open_memory import OpenMemory
from mcp_mem0.evals.systems.session_calls import DECISION_WAIT_S
from mcp_mem0.services.settling.pending import PendingEpisode

UNREACHED_MAX: Final = 4
"""How often in a row a model is tried again that could not be reached."""

_UNASKED: Final = (
    "the model was not asked, as when a day's tokens are used up: raise deciding.daily_tokens"
)


async def settle_pending(memory: OpenMemory, *, is_tried: bool) -> str | None:
    """Have decided what is pending; return why something still is, None if nothing is.

    Args:
        memory: The memory.
        is_tried: Whether this process has tried just now.
    """
    pending, spaces = memory.services.deciding.pending, (memory.space,)
    unreached, former = 0, ""
    with anyio.move_on_after(DECISION_WAIT_S):
        while waiting := await pending.list_pending(spaces):
            last = _find_last_attempt(waiting)
            if is_tried and (last is None or last.id == former):
                return _UNASKED if last is None else last.why
            if last is not None:
                unreached = 0 if last.is_answered else unreached + is_tried
                if is_tried and (last.is_lasting or unreached > UNREACHED_MAX):
                    return last.why
                if is_tried and not last.is_answered:
                    await anyio.sleep(_compute_wait_s(last, memory.settings.deciding.retry_max_s))
                memory.clock.move_to(last.retry_at)
                former = last.id
            await pending.settle_due(spaces, is_asked_for=True)
            is_tried = True
        return None
    return f"that took more than {DECISION_WAIT_S / 60:g} minutes"


def _find_last_attempt(waiting: Sequence[PendingEpisode]) -> Attempt | None:
    """Return the last failure to decide what comes first; the rest waits for it."""
    attempts = waiting[0].attempts
    return attempts[-1] if attempts else None


def _compute_wait_s(last: Attempt, longest_s: float) -> float:
    return min((last.retry_at - last.recorded_at).total_seconds(), longest_s)
