"""Group commit: episodes that arrive at the same time share one commit.

A commit takes longer than a decision by rules. Each space is settled by one task at a time, because
concurrent ones would only conflict, and in order of arrival, because later words may correct
earlier ones. A task settles what is queued before it, together with what can share the commit. An
episode that arrives alone waits for nothing.
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
from mcp_mem0.services.deciding.incoming import Incoming

_log = logging.getLogger(__name__)

TOGETHER_MAX: Final = 16
"""Most episodes in one commit, so that no caller waits long for the others."""

SOON_S: Final = 0.2
"""How long an episode without a waiting caller is delayed, so that others can share its commit."""

CROWD: Final = 32
"""With so many episodes queued in a space, every caller has to wait: otherwise one that never waits
could queue any number before those that do."""


@dataclass(slots=True, eq=False)
class _QueuedIncoming:
    """An episode in the queue, and its outcome once another task has settled it."""

    incoming: Incoming
    outcome: Receipt | Exception | None = None


@dataclass(frozen=True, kw_only=True)
class GroupCommit:
    """Has rules decide what arrives, and stores it with the decision in one commit.

    If no caller waits, an episode is stored first, and decided a moment later with others.

    Args:
        commit_loop: Decides and commits.
        background: Runs this on when the caller gives up.
    """

    commit_loop: CommitLoop
    background: TaskQueue
    _queues: dict[str, list[_QueuedIncoming]] = field(
        default_factory=dict[str, list[_QueuedIncoming]], init=False
    )

    async def settle(self, incoming: Incoming) -> Receipt:
        """Return once an episode and its decision are on disk.

        Raises:
            StoreError: Nothing was stored.
        """
        return await self._enqueue(incoming).wait_for_result()

    async def settle_soon(self, episode: Episode) -> Receipt | None:
        """Queue a stored episode without a waiting caller; it is pending until it is settled.

        Returns:
            Its receipt, if the queue was so long that it had to wait.

        Raises:
            StoreError: It had to wait, and stays pending.
        """
        waiting = [each for each in self._queues.get(episode.space, ()) if each.outcome is None]
        incoming = Incoming(episode=episode)
        if len(waiting) >= CROWD:
            return await self._enqueue(incoming).wait_for_result()
        self._enqueue(incoming, after_s=SOON_S)
        return None

    def _enqueue(self, incoming: Incoming, *, after_s: float = 0.0) -> QueuedTask[Receipt]:
        space = incoming.episode.space
        mine = _QueuedIncoming(incoming)
        self._queues.setdefault(space, []).append(mine)
        turn = partial(self._take_turn, mine)
        # A plain string never equals a session's key, which is a pair.
        return self.background.start(space, turn, after_s=after_s)

    async def _take_turn(self, mine: _QueuedIncoming) -> Receipt:
        space = mine.incoming.episode.space
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
        """Settle the first episode in the queue, with what can share its commit."""
        some = _select_batch(waiting)
        if len(some) == 1 or not await self._settle_together(some):
            await self._settle_single(waiting[0])

    async def _settle_together(self, some: Sequence[_QueuedIncoming]) -> bool:
        try:
            receipts = await self.commit_loop.settle_together([each.incoming for each in some])
        # In both cases the rest are tried again without the first one, which may be at fault.
        except Mem0Error as error:
            _log.debug("%d episodes are settled one by one: %s", len(some), type(error).__name__)
            return False
        except Exception:  # noqa: BLE001 - an error of one must not fail the others
            _log.exception("%d episodes are settled one by one", len(some))
            return False
        for each, receipt in zip(some, receipts, strict=True):
            each.outcome = receipt
        return True

    async def _settle_single(self, one: _QueuedIncoming) -> None:
        try:
            one.outcome = await self.commit_loop.settle(one.incoming)
        except Exception as error:  # noqa: BLE001 - raised by its own task
            one.outcome = error


def _select_batch(waiting: Sequence[_QueuedIncoming]) -> list[_QueuedIncoming]:
    """Return the first episode in the queue, and those that can share its commit."""
    first, *others = waiting[:TOGETHER_MAX]
    if not _can_share(first.incoming.episode):
        return [first]
    some = {first.incoming.episode.id: first}
    for each in others:
        episode = each.incoming.episode
        # What is sent twice with the same key is stored once.
        if not _can_share(episode) or episode.id in some:
            break
        some[episode.id] = each
    return [*some.values()]


def _can_share(episode: Episode) -> bool:
    """Whether an episode depends on no facts except those that say the same."""
    return episode.intake.relation is None and not episode.intake.replaces
