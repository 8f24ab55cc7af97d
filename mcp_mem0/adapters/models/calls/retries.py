"""Repeats a call to an endpoint that may succeed later, all within one deadline.

The deadline is ours, not a library's: an endpoint that asks for an hour's wait, or sends byte by
byte, costs no more than `timeout_s`.
"""

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import anyio

from mcp_mem0.adapters.models.calls.faults import CalledModel, Fault, build_timeout_error

log = logging.getLogger(__name__)

OutcomeT = TypeVar("OutcomeT")


@dataclass(frozen=True, kw_only=True)
class Retries:
    """How often and how long a call is tried.

    Args:
        timeout_s: How long all attempts may take together.
        attempts_max: How many there are at most.
        first_wait_s: The wait before the second one; it doubles each time.
        wait_s_max: The longest wait, whatever the endpoint asks for.
        sleep: Waits between two attempts.
        jitter: Returns a number from 0 to below 1, so that clients do not retry in step.
    """

    timeout_s: float
    attempts_max: int
    first_wait_s: float
    wait_s_max: float = float("inf")
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    jitter: Callable[[], float] = random.random

    async def run(
        self, attempt: Callable[[], Awaitable[OutcomeT | Fault]], called: CalledModel
    ) -> OutcomeT:
        """Return what the first attempt returns that is no fault.

        Raises:
            ModelError: No attempt is left, a retry is useless, or the time is over.
        """
        try:
            with anyio.fail_after(self.timeout_s) as limit:
                return await self._repeat(attempt, limit.deadline)
        except TimeoutError as error:
            raise build_timeout_error(called, self.timeout_s) from error

    async def _repeat(
        self, attempt: Callable[[], Awaitable[OutcomeT | Fault]], deadline: float
    ) -> OutcomeT:
        for number in range(1, self.attempts_max + 1):
            outcome = await attempt()
            if not isinstance(outcome, Fault):
                return outcome
            wait_s = self._compute_wait_s(number, outcome)
            is_last = number == self.attempts_max
            if not outcome.is_transient or is_last or anyio.current_time() + wait_s >= deadline:
                raise outcome.build_error() from outcome.cause
            log.info("attempt %d failed: %s", number, outcome.log_text)
            await self.sleep(wait_s)
        raise AssertionError("unreachable: at least one attempt is made")

    def _compute_wait_s(self, number: int, fault: Fault) -> float:
        backoff_s = self.first_wait_s * 2 ** (number - 1) * (1 + self.jitter()) / 2
        return min(max(backoff_s, fault.retry_after_s or 0.0), self.wait_s_max)
