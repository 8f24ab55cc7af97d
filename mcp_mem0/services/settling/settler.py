"""The interface of settling: storing an episode and having it decided, by rules or a model."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.model.rows import AwaitedDecider, Episode, Intake
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.services.deciding.incoming import Incoming

_log = logging.getLogger(__name__)


class Settler(Protocol):
    """Stores episodes and has them decided."""

    @property
    def awaits(self) -> AwaitedDecider:
        """Which decider new episodes wait for."""
        ...

    async def keep(self, incoming: Incoming) -> Receipt | None:
        """Store an episode and have it decided.

        Returns:
            Its receipt as known when its caller stops waiting; None if another call
            with the same key was first.

        Raises:
            StoreError: Nothing was stored.
        """
        ...

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode without storing anything; it costs as much.

        Raises:
            ModelError: The decider failed, or today's budget is used up.
            StoreError: The store failed.
        """
        ...

    async def settle_session(self, episodes: Sequence[Episode], *, is_asked_for: bool) -> int:
        """Decide the pending episodes of one session in order, up to the first that stays pending.

        Args:
            episodes: All of them.
            is_asked_for: Do not wait until they are due, except after an invalid answer.

        Returns:
            How many were decided, by this process or another one.
        """
        ...

    async def settle_by_rules(self, episode: Episode, *, because: str) -> Receipt:
        """Let the rules decide an episode, whatever came before it; its history says why.

        Raises:
            ModelError: Another process is deciding it.
            StoreError: The store failed; the episode stays pending.
        """
        ...

    def can_settle(self, episode: Episode) -> bool:
        """Whether this process can decide a pending episode."""
        ...

    async def wait(self, longest_s: float) -> None:
        """Return when an attempt is due, or became due since the last wait ended.

        Args:
            longest_s: Return after this many seconds at the latest.
        """
        ...


async def settle_in_order(
    episodes: Sequence[Episode], settle: Callable[[Episode], Awaitable[bool]]
) -> int:
    """Settle episodes in the order in which they were said, until one stays pending.

    Args:
        episodes: Pending episodes of one session.
        settle: Returns whether an episode was pending and is now decided.

    Returns:
        How many were decided.
    """
    count = 0
    for episode in sorted(episodes, key=get_said_order):
        try:
            count += await settle(episode)
        except Mem0Error as error:
            _log.info("episode %s stays pending: %s", episode.id, type(error).__name__)
            break
    return count


def get_said_order(episode: Episode) -> tuple[datetime, str]:
    """Return the sort key of an episode within its session: when it was said."""
    return episode.said_at, episode.id


def has_same_words(one: Intake, other: Intake) -> bool:
    """Whether two intakes have the same words, at whatever time."""
    return [message.attributed_content for message in one.all_messages] == [
        message.attributed_content for message in other.all_messages
    ]
