"""Settling what arrives at once: a commit takes longer than a decision, and many can share one.

One settles after the other in each space, because side by side they would only outrun each other.
Whose turn it is takes along all that wait, in the order in which they came; whoever comes alone
waits for nobody.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.receipts import Receipt
from mcp_mem0.domain.rows import Episode
from mcp_mem0.services.background import Background, Running
from mcp_mem0.services.decide import Arrival, Decide

_log = logging.getLogger(__name__)

TOGETHER_MAX: Final = 16
"""Episodes in one commit at most, so that nobody waits long for the others of its own."""

SOON_S: Final = 0.2
"""How many seconds an episode that nobody waits for lets more come, to share their commit."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """An arrival that waits for its turn, and its receipt if another one's turn settled it."""

    arrival: Arrival
    receipt: Receipt | None = None


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Has rules decide what arrives, and keeps it with the decision in one commit.

    What nobody waits for is stored before, and decided a moment later, with what else came.

    Args:
        decide: Decides.
        background: Where that goes on when its caller gave up.
    """

    decide: Decide
    background: Background
    _queues: dict[str, list[_Waiting]] = field(
        default_factory=dict[str, list[_Waiting]], init=False
    )

    async def settle(self, arrival: Arrival) -> Receipt:
        """Return once an episode and what was decided about it are on disk.

        Raises:
            StoreError: Nothing of it was stored.
        """
        return await self._started(arrival).result()

    def settle_soon(self, episode: Episode) -> None:
        """Settle an episode that is stored and that nobody waits for; it is pending until then."""
        # What replaces a fact must not be overtaken by what replaces it next.
        after_s = SOON_S if _stands_alone(episode) else 0.0
        self._started(Arrival(episode=episode, excerpts=None), after_s=after_s)

    def _started(self, arrival: Arrival, *, after_s: float = 0.0) -> Running[Receipt]:
        space = arrival.episode.space
        mine = _Waiting(arrival)
        self._queues.setdefault(space, []).append(mine)
        turn = partial(self._turn, mine)
        # No pair like a session's: a space of any name has sessions of any name.
        return self.background.start(space, turn, after_s=after_s)

    async def _turn(self, mine: _Waiting) -> Receipt:
        space = mine.arrival.episode.space
        queue = self._queues[space]
        try:
            return mine.receipt or await self._settled(mine, queue)
        finally:
            queue.remove(mine)
            if not queue:
                del self._queues[space]

    async def _settled(self, mine: _Waiting, queue: Iterable[_Waiting]) -> Receipt:
        some = _together([waiting for waiting in queue if waiting.receipt is None])
        if len(some) > 1:
            try:
                receipts = await self.decide.settle_together([each.arrival for each in some])
            # Either way the rest try again without this one, which may be at fault.
            except Mem0Error as error:
                _log.debug("%d arrivals settle apart: %s", len(some), type(error).__name__)
            except Exception:  # noqa: BLE001 - a fault that one of them meets must not fail the others
                _log.exception("%d arrivals settle apart", len(some))
            else:
                for waiting, receipt in zip(some, receipts, strict=True):
                    waiting.receipt = receipt
        return mine.receipt or await self.decide.settle(
            mine.arrival.episode, arriving=mine.arrival.excerpts, look=mine.arrival.look
        )


def _together(waiting: Sequence[_Waiting]) -> list[_Waiting]:
    """Return the first of those that wait, and what can be settled in one commit with it."""
    some: dict[str, _Waiting] = {}
    for each in waiting[:TOGETHER_MAX]:
        episode = each.arrival.episode
        # What is sent twice under one key is kept once.
        if not _stands_alone(episode) or episode.id in some:
            break
        some[episode.id] = each
    return [*some.values()]


def _stands_alone(episode: Episode) -> bool:
    """Whether an episode hangs on no fact but those that say the same as it."""
    return episode.intake.relation is None and not episode.intake.replaces
