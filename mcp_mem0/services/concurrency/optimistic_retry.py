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
        patience_s: Not before this many seconds, however many attempts: on a busy machine a
            writer without a lock lost fifty in a row.
        together_max: Attempts concurrent with other writers, before one excludes them. A long
            read would lose forever: a forget beside eight busy clients lost fifty attempts.
        wait_s: Longest wait after the first attempt, in seconds; it grows with each one.
        wait_s_max: Longest wait of all.
        jitter: Returns a number from 0 to below 1; racing writers must not wait alike.
        clock: Returns seconds that never go back.
    """

    attempts_max: int = 50
    patience_s: float = 120.0
    together_max: int = 3
    wait_s: float = 0.01
    wait_s_max: float = 0.1
    jitter: Callable[[], float] = field(default=random.random)
    clock: Callable[[], float] = field(default=anyio.current_time)

    async def pause(self, space: str, *, lost: int, started: float) -> None:
        """Wait after so many lost attempts, the first of which started then.

        Raises:
            StoreError: They were too many, and took too long.
        """
        if lost >= self.attempts_max and self.clock() - started >= self.patience_s:
            raise StoreError(
                f"other writers changed space {space!r} during each of {lost} attempts:"
                " try again in a moment"
            )
        await anyio.sleep(min(self.wait_s_max, self.wait_s * lost) * self.jitter())

    @asynccontextmanager
    async def guard_attempt(
        self, lost: int, records: Records, *, asks_a_model: bool = False
    ) -> AsyncGenerator[None]:
        """Let others write during an attempt, unless so many were lost before it.

        An attempt that asks a model never excludes other writers.
        """
        async with AsyncExitStack() as stack:
            if lost >= self.together_max and not asks_a_model:
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
        started = self.clock()
        lost = 0
        while True:
            try:
                async with self.guard_attempt(lost, records, asks_a_model=asks_a_model):
                    return await attempt()
            except HeadMovedError:
                lost += 1
            _log.debug("space %s moved during attempt %d", space, lost)
            await self.pause(space, lost=lost, started=started)
