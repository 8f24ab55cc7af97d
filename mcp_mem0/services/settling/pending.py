"""Pending episodes: listing them, retrying them, or letting the rules settle them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from mcp_mem0.domain.errors import NotFoundError, quote_value
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.model.tombstones import FORGOTTEN, erase_messages
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Records
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.queries.forgotten import find_forgotten_messages
from mcp_mem0.services.queries.held_words import mask_episode
from mcp_mem0.services.settling.model_retry import load_attempts
from mcp_mem0.services.settling.settler import Settler, get_said_order

BY_REQUEST = "the caller asked for it"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingEpisode:
    """A pending episode and its failed attempts, oldest first.

    Nothing of it that was forgotten is told: neither in the episode, nor in the reasons of its
    attempts, in which a model's answer may be quoted.
    """

    episode: Episode
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Lists and settles pending episodes.

    Args:
        records: The store.
        settler: Decides them.
        background: Runs the sessions concurrently.
    """

    records: Records
    settler: Settler
    background: TaskQueue

    async def list_pending(self, spaces: Sequence[str]) -> tuple[PendingEpisode, ...]:
        """Return the pending episodes of some spaces, in the order in which they were said."""
        episodes = await self._find_episodes(spaces)
        attempts = await load_attempts(self.records, episodes)
        return tuple(
            [await self._mask_pending(episode, attempts[episode.id]) for episode in episodes]
        )

    async def _mask_pending(self, episode: Episode, attempts: Sequence[Attempt]) -> PendingEpisode:
        masked, gone = await mask_episode(self.records, episode)
        forgotten = await find_forgotten_messages(self.records, [episode])
        told = erase_messages(masked, gone | forgotten[episode.id])
        if told == episode:
            return PendingEpisode(episode=episode, attempts=tuple(attempts))
        return PendingEpisode(
            episode=told, attempts=tuple(replace(each, why=FORGOTTEN) for each in attempts)
        )

    def count_stranded(self, waiting: Sequence[PendingEpisode]) -> int:
        """Return how many pending episodes wait for a model that this process does not have."""
        return sum(not self.settler.can_settle(each.episode) for each in waiting)

    async def settle_due(self, spaces: Sequence[str], *, is_asked_for: bool = False) -> int:
        """Decide what is due: sessions concurrently, each in order; return how many were decided.

        After a failure the rest of that session waits for the next call.

        Args:
            spaces: The spaces to settle.
            is_asked_for: Also try what is not due, except after an invalid answer.
        """
        sessions: dict[tuple[str, str], list[Episode]] = {}
        for episode in await self._find_episodes(spaces):
            if self.settler.can_settle(episode):
                sessions.setdefault((episode.space, episode.session), []).append(episode)
        running = [
            self.background.start(
                session,
                partial(self.settler.settle_session, episodes, is_asked_for=is_asked_for),
            )
            for session, episodes in sessions.items()
        ]
        return sum([await each.wait_for_result() for each in running])

    async def settle_by_rules(self, ids: Sequence[str], spaces: Sequence[str]) -> list[Receipt]:
        """Let the rules decide pending episodes now; without ids all of them, in order.

        Raises:
            NotFoundError: An id is not that of a pending episode in these spaces.
        """
        episodes = await self._find_episodes(spaces)
        known = {episode.id for episode in episodes}
        unknown = next((each for each in ids if each not in known), None)
        if unknown is not None:
            raise NotFoundError(
                f"no episode {quote_value(unknown)} is pending there: `mcp-mem0 pending` lists them"
            )
        wanted = [episode for episode in episodes if not ids or episode.id in ids]
        return [
            await self.settler.settle_by_rules(episode, because=BY_REQUEST) for episode in wanted
        ]

    async def _find_episodes(self, spaces: Sequence[str]) -> list[Episode]:
        if not spaces:
            return []
        found = await self.records.find(Episode, Filter(spaces=tuple(spaces), pending=True))
        return sorted(found, key=get_said_order)
