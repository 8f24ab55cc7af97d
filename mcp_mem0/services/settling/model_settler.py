"""Settling with a model: an episode is stored first, then decided in order within its session."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

from mcp_mem0.domain.errors import Mem0Error, ModelError, StaleError
from mcp_mem0.domain.model.attempts import describe_error
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import AwaitedDecider, Episode
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.summary import Summarise
from mcp_mem0.services.queries.receipt_builder import build_pending_receipt
from mcp_mem0.services.settling.claims import WaitingError
from mcp_mem0.services.settling.model_retry import ModelRetry
from mcp_mem0.services.settling.settler import get_said_order, settle_in_order

_log = logging.getLogger(__name__)

FRESH: Final = timedelta(seconds=1)
"""An episode younger than this was hardly decided elsewhere, so that is not checked first."""


@dataclass(frozen=True, kw_only=True)
class ModelSettler:
    """Has a model decide.

    Args:
        records: The store.
        commit_loop: Decides and commits.
        retry: Asks the model, again if it fails.
        background: Continues decisions when their callers no longer wait.
        now: The clock.
        summarise: Refreshes the summaries of sessions; None for no summaries.
    """

    records: Records
    commit_loop: CommitLoop
    retry: ModelRetry
    background: TaskQueue
    now: Clock
    summarise: Summarise | None

    @property
    def awaits(self) -> AwaitedDecider:
        """What new episodes wait for."""
        return "model"

    async def keep(self, incoming: Incoming) -> Receipt | None:
        """Store an episode, and wait up to `wait_s` for the model's decision.

        Returns:
            Its receipt as known by then; None if another call with the same key was
            first.

        Raises:
            StaleError: A fact to be replaced was changed while this was decided. Its words are
                stored; nothing was decided.
            StoreError: Nothing was stored.
        """
        episode = incoming.episode
        is_kept, incoming = await gather_two(
            partial(self.records.append, episode, incoming.excerpts or (), once=incoming.is_keyed),
            partial(self.commit_loop.proposer.gather_ahead, incoming),
        )
        if not is_kept:
            return None
        work = partial(self._settle_and_summarise, incoming.mark_stored())
        running = self.background.start(_build_session_key(episode), work)
        try:
            receipt = await running.poll_result(incoming.wait_s) if incoming.wait_s > 0 else None
        except Mem0Error as error:
            return build_pending_receipt(
                episode, f"it is not decided yet ({describe_error(error)})"
            )
        if receipt is not None and receipt.refusal is not None:
            raise StaleError(f"{receipt.refusal}; its words are kept, in {episode.id}")
        return receipt or build_pending_receipt(episode)

    async def settle(self, incoming: Incoming) -> Receipt:
        """Decide an episode that was just stored, after the earlier ones of its session.

        Args:
            incoming: A stored episode.

        Raises:
            ModelError: The episode stays pending; the message says why and until when.
            StoreError: The store failed; the episode stays pending.
        """
        for earlier in await self._find_earlier_pending(incoming):
            try:
                await self.retry.settle(Incoming(episode=earlier), is_asked_for=True)
            except ModelError as error:
                raise WaitingError(
                    f"{earlier.id}, which came earlier in its session, must be decided first:"
                    f" {describe_error(error)}"
                ) from error
        is_fresh = self.now() - incoming.episode.recorded_at < FRESH
        return await self.retry.settle(incoming, is_asked_for=True, is_fresh=is_fresh)

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode without storing anything; it costs as much.

        Raises:
            ModelError: The model failed, or today's budget is used up.
            StoreError: The store failed.
        """
        budget = self.retry.budget
        await budget.check()
        try:
            receipt = await self.commit_loop.preview(episode)
        except ModelError as error:
            budget.count_unstored(error.usage)
            raise
        budget.count_unstored(receipt.effort.usage)
        return receipt

    async def settle_session(self, episodes: Sequence[Episode], *, is_asked_for: bool) -> int:
        """Decide the pending episodes of one session in order, up to the first that stays pending.

        Args:
            episodes: All of them.
            is_asked_for: Do not wait until they are due, except after an invalid answer.

        Returns:
            How many were decided, by this process or another one.
        """

        async def settle_pending(episode: Episode) -> bool:
            if await self.commit_loop.find_settled_receipt(episode) is not None:
                return False
            await self.retry.settle(Incoming(episode=episode), is_asked_for=is_asked_for)
            return True

        return await settle_in_order(episodes, settle_pending)

    async def settle_by_rules(self, episode: Episode, *, because: str) -> Receipt:
        """Let the rules decide an episode, whatever came before it; its history says why.

        Raises:
            ModelError: Another process is deciding it.
            StoreError: The store failed; the episode stays pending.
        """
        return await self.retry.settle_by_rules(episode, because)

    def can_settle(self, episode: Episode) -> bool:  # noqa: ARG002 - the rules are there, too
        """Whether a pending episode can be decided here: all can."""
        return True

    async def wait(self, longest_s: float) -> None:
        """Return when an attempt is due, or became due since the last wait ended."""
        await self.retry.wait(longest_s)

    async def _settle_and_summarise(self, incoming: Incoming) -> Receipt:
        if self.summarise is None:
            return await self.settle(incoming)
        episode = incoming.episode
        try:
            return await self.settle(await self._catch_up(incoming, self.summarise))
        finally:
            session = _build_session_key(episode)
            came = len(episode.intake.all_messages)
            refresh = partial(self.summarise.refresh, *session, came=came)
            self.background.start(("summary", *session), refresh)

    async def _catch_up(self, incoming: Incoming, summarise: Summarise) -> Incoming:
        """Write the summary that the prompt needs; what was gathered without it is dropped."""
        try:
            summary = await summarise.catch_up(incoming.episode)
        except Mem0Error as error:
            _log.warning("a session has no summary: %s", describe_error(error))
            return incoming
        return incoming if summary is None else replace(incoming, gathered=None)

    async def _find_earlier_pending(self, incoming: Incoming) -> list[Episode]:
        """Return the pending episodes of the session that were said before this one, in order."""
        episode, seen = incoming.episode, incoming.waiting
        # An episode that came while the context was gathered is missing; it counts if it failed.
        waiting = await self._find_pending(episode) if seen is None or self.retry.has_due else seen
        return sorted(
            (each for each in waiting if get_said_order(each) < get_said_order(episode)),
            key=get_said_order,
        )

    async def _find_pending(self, episode: Episode) -> Sequence[Episode]:
        """Return the pending episodes of the session that were said up to this one."""
        where = Filter(
            spaces=(episode.space,),
            sessions=(episode.session,),
            said_until=episode.said_at,
            pending=True,
        )
        # Counting is faster than reading, and there is hardly ever more than this one.
        if await self.records.count(Episode, where) <= 1:
            return []
        return await self.records.find(Episode, where)


def _build_session_key(episode: Episode) -> tuple[str, str]:
    return episode.space, episode.session
