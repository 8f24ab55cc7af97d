"""Settling what arrives at once: a commit takes longer than a decision, and many can share one.

One settles after the other in each space, because side by side they would only outrun each other,
and in the order in which they came, because later words may correct earlier ones. Whose turn it is
settles what still waits before it, and takes along what can share a commit; whoever comes alone
waits for nobody.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.services.concurrency.task_queue import QueuedTask, TaskQueue
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.proposal import Incoming

_log = logging.getLogger(__name__)

TOGETHER_MAX: Final = 16
"""Episodes in one commit at most, so that nobody waits long for the others of its own."""

SOON_S: Final = 0.2
"""How many seconds an episode that nobody waits for lets more come, to share their commit."""

CROWD: Final = 32
"""Where so many wait in a space already, whoever comes waits, too: else one who never waits could
put any number before those who do."""


@dataclass(slots=True, eq=False)
class _QueuedIncoming:
    """An arrival that waits for its turn, and what came of it if another one's turn settled it."""

    arrival: Incoming
    outcome: Receipt | Exception | None = None


@dataclass(frozen=True, kw_only=True)
class GroupCommit:
    """Has rules decide what arrives, and keeps it with the decision in one commit.

    What nobody waits for is stored before, and decided a moment later, with what else came.

    Args:
        commit_loop: Decides and commits.
        background: Where that goes on when its caller gave up.
    """

    commit_loop: CommitLoop
    background: TaskQueue
    _queues: dict[str, list[_QueuedIncoming]] = field(
        default_factory=dict[str, list[_QueuedIncoming]], init=False
    )

    async def settle(self, arrival: Incoming) -> Receipt:
        """Return once an episode and what was decided about it are on disk.

        Raises:
            StoreError: Nothing of it was stored.
        """
        return await self._enqueue(arrival).wait_for_result()

    async def settle_soon(self, episode: Episode) -> Receipt | None:
        """Settle an episode that is stored and that nobody waits for; it is pending until then.

        Returns:
            Its receipt, if it came into a crowd and had to wait.

        Raises:
            StoreError: It had to wait, and stays pending.
        """
        waiting = [each for each in self._queues.get(episode.space, ()) if each.outcome is None]
        arrival = Incoming(episode=episode, excerpts=None)
        if len(waiting) >= CROWD:
            return await self._enqueue(arrival).wait_for_result()
        self._enqueue(arrival, after_s=SOON_S)
        return None

    def _enqueue(self, arrival: Incoming, *, after_s: float = 0.0) -> QueuedTask[Receipt]:
        space = arrival.episode.space
        mine = _QueuedIncoming(arrival)
        self._queues.setdefault(space, []).append(mine)
        turn = partial(self._take_turn, mine)
        # No pair like a session's: a space of any name has sessions of any name.
        return self.background.start(space, turn, after_s=after_s)

    async def _take_turn(self, mine: _QueuedIncoming) -> Receipt:
        space = mine.arrival.episode.space
        queue = self._queues[space]
        try:
            while mine.outcome is None:
                await self._settle_first([each for each in queue if each.outcome is None])
            if isinstance(mine.outcome, Exception):
                raise mine.outcome
            return mine.outcome
        finally:
            queue.remove(mine)
            if not queue:
                del self._queues[space]

    async def _settle_first(self, waiting: Sequence[_QueuedIncoming]) -> None:
        """Settle the first of those that wait, with what can share its commit."""
        some = _select_batch(waiting)
        if len(some) == 1 or not await self._settle_together(some):
            await self._settle_single(waiting[0])

    async def _settle_together(self, some: Sequence[_QueuedIncoming]) -> bool:
        try:
            receipts = await self.commit_loop.settle_together([each.arrival for each in some])
        # Either way the rest try again without the first one, which may be at fault.
        except Mem0Error as error:
            _log.debug("%d arrivals settle apart: %s", len(some), type(error).__name__)
            return False
        except Exception:  # noqa: BLE001 - a fault that one of them meets must not fail the others
            _log.exception("%d arrivals settle apart", len(some))
            return False
        for each, receipt in zip(some, receipts, strict=True):
            each.outcome = receipt
        return True

    async def _settle_single(self, one: _QueuedIncoming) -> None:
        arrival = one.arrival
        try:
            one.outcome = await self.commit_loop.settle(
                arrival.episode, arriving=arrival.excerpts, context=arrival.context
            )
        except Exception as error:  # noqa: BLE001 - its own turn raises it
            one.outcome = error


def _select_batch(waiting: Sequence[_QueuedIncoming]) -> list[_QueuedIncoming]:
    """Return the first of those that wait, and what can be settled in one commit with it."""
    first, *others = waiting[:TOGETHER_MAX]
    if not _can_share(first.arrival.episode):
        return [first]
    some = {first.arrival.episode.id: first}
    for each in others:
        episode = each.arrival.episode
        # What is sent twice under one key is kept once.
        if not _can_share(episode) or episode.id in some:
            break
        some[episode.id] = each
    return [*some.values()]


def _can_share(episode: Episode) -> bool:
    """Whether an episode hangs on no fact but those that say the same as it."""
    return episode.intake.relation is None and not episode.intake.replaces
