"""Trying a commit again when another writer was first."""

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import anyio

from mcp_mem0.domain.errors import HeadMovedError, StoreError

_log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often, and how far apart, an attempt is made again.

    Args:
        attempts_max: Attempts before giving up. Each round of a race has a winner, but who reads
            longer loses more of them: a forget beside eight busy clients has lost fifty.
        wait_s: Longest wait after the first attempt, in seconds; it grows with each one.
        wait_s_max: Longest wait of all.
        jitter: Returns a number from 0 to below 1; racing writers must not wait alike.
    """

    attempts_max: int = 500
    wait_s: float = 0.01
    wait_s_max: float = 0.1
    jitter: Callable[[], float] = field(default=random.random)

    async def pause(self, attempt: int) -> None:
        """Wait before the next attempt; the first one has the number 0."""
        await anyio.sleep(min(self.wait_s_max, self.wait_s * (attempt + 1)) * self.jitter())

    async def until_committed(self, attempt: Callable[[], Awaitable[T]], *, space: str) -> T:
        """Repeat an attempt that reads, decides and commits until no other writer was first.

        Raises:
            StoreError: Others were first every time.
        """
        for number in range(self.attempts_max):
            try:
                return await attempt()
            except HeadMovedError:
                _log.debug("space %s moved during attempt %d", space, number + 1)
                await self.pause(number)
        raise self.given_up(space)

    def given_up(self, space: str) -> StoreError:
        """Return the error that says that others were first every time."""
        return StoreError(
            f"other writers changed space {space!r} during each of {self.attempts_max} attempts:"
            " try again in a moment"
        )
