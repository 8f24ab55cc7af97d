"""Trying a commit again when another writer was first."""

import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import anyio

from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.ports import Records

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimisticRetry:
    """How often, and how far apart, an attempt is made again.

    Args:
        attempts_max: Attempts before giving up. Only a store without a lock needs many.
        together_max: Attempts concurrent with other writers, before one excludes them. A long
            read would lose forever: a forget beside eight busy clients lost fifty attempts.
        wait_s: Longest wait after the first attempt, in seconds; it grows with each one.
        wait_s_max: Longest wait of all.
        jitter: Returns a number from 0 to below 1; racing writers must not wait alike.
    """

    attempts_max: int = 50
    together_max: int = 3
    wait_s: float = 0.01
    wait_s_max: float = 0.1
    jitter: Callable[[], float] = field(default=random.random)

    async def pause(self, attempt: int) -> None:
        """Wait after an attempt; the first one has the number 0."""
        await anyio.sleep(min(self.wait_s_max, self.wait_s * (attempt + 1)) * self.jitter())

    @asynccontextmanager
    async def guard_attempt(
        self, attempt: int, records: Records, *, asks_a_model: bool = False
    ) -> AsyncGenerator[None]:
        """Let others write during an attempt, unless too many were lost before it.

        An attempt that asks a model never excludes other writers.
        """
        async with AsyncExitStack() as stack:
            if attempt >= self.together_max and not asks_a_model:
                await stack.enter_async_context(records.exclusive_writer())
            yield

    async def retry_until_committed(
        self,
        attempt: Callable[[], Awaitable[T]],
        *,
        records: Records,
        space: str,
        asks_a_model: bool = False,
    ) -> T:
        """Repeat an attempt that reads, decides and commits until it has no conflict.

        Raises:
            StoreError: Other writers were first every time.
        """
        for number in range(self.attempts_max):
            try:
                async with self.guard_attempt(number, records, asks_a_model=asks_a_model):
                    return await attempt()
            except HeadMovedError:
                _log.debug("space %s moved during attempt %d", space, number + 1)
                await self.pause(number)
        raise self.build_retry_error(space)

    def build_retry_error(self, space: str) -> StoreError:
        """Return the error for when other writers were first every time."""
        return StoreError(
            f"other writers changed space {space!r} during each of {self.attempts_max} attempts:"
            " try again in a moment"
        )
