"""Deciding an episode with a model that may fail.

A failed attempt is stored with its episode, and the next one waits, longer each time. Every process
on the store sees the attempts and may make the next one. After too many, the rules decide.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import anyio

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.errors import DecisionError, Mem0Error, ModelError
from mcp_mem0.domain.model.attempts import Attempt, RetryPolicy, describe_error
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker, Prefix
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.deciding.budget import Budget
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.settling.claims import Claims, WaitingError

_log = logging.getLogger(__name__)

FAULT: Final = "internal error: the server's log has the details"


@dataclass(kw_only=True)
class ModelRetry:
    """Asks a model to decide, with retries; after too many, lets the rules decide.

    Args:
        records: The store.
        commit_loop: Decides and commits.
        claims: Keep other processes from deciding the same episode.
        ids: Makes ids.
        now: The clock.
        policy: How often, and how far apart, an episode is tried.
        budget: What may be spent in a day.
        jitter: Returns a number from 0 to below 1; processes must not wait alike.
    """

    records: Records
    commit_loop: CommitLoop
    claims: Claims
    ids: IdMaker
    now: Clock
    policy: RetryPolicy
    budget: Budget
    jitter: Callable[[], float]
    _away_until: datetime | None = None
    _due: dict[str, datetime] = field(default_factory=dict[str, datetime])
    _news: anyio.Event = field(default_factory=anyio.Event)

    @property
    def has_due(self) -> bool:
        """Whether an attempt of this process failed and a retry is still to come."""
        return bool(self._due)

    async def settle(
        self, incoming: Incoming, *, is_asked_for: bool, is_fresh: bool = False
    ) -> Receipt:
        """Decide an episode, if an attempt is due.

        Args:
            incoming: A stored episode.
            is_asked_for: A caller waits, so a model that was unavailable may be tried early.
            is_fresh: It was stored just now, so no attempt has been made.

        Raises:
            ModelError: The episode stays pending; the message says why and until when.
            StoreError: The store failed; the episode stays pending.
        """
        episode = incoming.episode

        async def decide_claimed() -> Receipt:
            attempts = (
                [] if is_fresh else (await load_attempts(self.records, [episode]))[episode.id]
            )
            exhausted = self.policy.explain_exhaustion(attempts)
            if exhausted is not None:
                receipt = await self.claims.apply_rules(episode, exhausted)
                self._due.pop(episode.id, None)
                return receipt
            self._check_due(episode, attempts, is_asked_for=is_asked_for)
            await self.budget.check()
            return await self._try_model(incoming, attempts)

        return await self.claims.run_claimed(episode, decide_claimed, is_fresh=is_fresh)

    async def settle_by_rules(self, episode: Episode, because: str) -> Receipt:
        """Let the rules decide an episode, without further attempts."""
        receipt = await self.claims.settle_by_rules(episode, because)
        self._due.pop(episode.id, None)
        return receipt

    async def wait(self, longest_s: float) -> None:
        """Return when an attempt is due, or became due since the last wait ended.

        Args:
            longest_s: Return after this many seconds at the latest.
        """
        soonest = min(self._due.values(), default=None)
        soonest_s = longest_s if soonest is None else (soonest - self.now()).total_seconds()
        with anyio.move_on_after(min(max(0.0, soonest_s), longest_s)):
            await self._news.wait()
        self._news = anyio.Event()
        # What is due now is tried next; if that fails, it is scheduled again.
        now = self.now()
        self._due = {episode: due for episode, due in self._due.items() if due > now}

    async def _try_model(self, incoming: Incoming, attempts: Sequence[Attempt]) -> Receipt:
        episode = incoming.episode
        try:
            receipt = await self.commit_loop.settle(incoming)
        except ModelError as error:
            await self._record_failure(episode, attempts, error)
            raise
        except Mem0Error:
            # Not the model's fault: it is not counted, and tried again soon.
            raise
        except Exception as fault:
            # The model's answer may have caused it: do not pay for the same answer forever.
            await self._record_failure(episode, attempts, DecisionError(FAULT))
            raise ModelError(FAULT) from fault
        self.budget.count_stored(receipt.effort.usage)
        self._away_until = None
        self._due.pop(episode.id, None)
        return receipt

    async def _record_failure(
        self,
        episode: Episode,
        attempts: Sequence[Attempt],
        error: ModelError,
    ) -> None:
        """Store a failed attempt; while the model is unavailable, this process does not ask it."""
        now = self.now()
        is_answered = isinstance(error, DecisionError)
        wait_s = self.policy.compute_wait_s(len(attempts) + 1, error, self.jitter())
        attempt = Attempt(
            id=self.ids.make_id(Prefix.ATTEMPT),
            space=episode.space,
            session=episode.session,
            author=episode.author,
            said_at=now,
            recorded_at=now,
            source=episode.id,
            why=describe_error(error),
            is_answered=is_answered,
            is_lasting=error.is_lasting,
            retry_at=now + timedelta(seconds=wait_s),
            effort=Effort(decided_by="model (failed)").replace_usage(error.usage),
        )
        was_due = not attempts or attempts[-1].retry_at <= now
        if was_due or error.usage.calls:
            # The reason may quote stored text; only `mcp-mem0 pending` shows it.
            _log.warning("episode %s could not be decided: %s", episode.id, type(error).__name__)
            await self.records.insert(attempt)
            self.budget.count_stored(error.usage)
            self._due[episode.id] = attempt.retry_at
            self._news.set()
        if not is_answered:
            self._away_until = attempt.retry_at

    def _check_due(
        self, episode: Episode, attempts: Sequence[Attempt], *, is_asked_for: bool
    ) -> None:
        """Refuse an attempt that is not due yet.

        A waiting caller may try a model that was unavailable; one that gave an invalid answer,
        which costs tokens, is not asked before the retry is due.
        """
        last = attempts[-1] if attempts else None
        due = None if last is None else last.retry_at
        if due is not None and last is not None and self.now() < due:
            self._due[episode.id] = due
            if last.is_answered or not is_asked_for:
                raise WaitingError(
                    f"the next attempt is due at {format_moment(due.replace(microsecond=0))}, after"
                    f" {len(attempts)} failed attempt{'s' if len(attempts) > 1 else ''};"
                    f" the last error: {last.why}"
                )
        if not is_asked_for and self._away_until is not None and self.now() < self._away_until:
            self._due[episode.id] = self._away_until
            raise WaitingError(
                "the model is unavailable: the next attempt is due at"
                f" {format_moment(self._away_until)}"
            )


async def load_attempts(records: Records, episodes: Sequence[Episode]) -> dict[str, list[Attempt]]:
    """Return the failed attempts of each episode, oldest first."""
    found: dict[str, list[Attempt]] = {episode.id: [] for episode in episodes}
    if not episodes:
        return found
    where = Filter(
        spaces=tuple(sorted({episode.space for episode in episodes})),
        sources=tuple(found),
    )
    for attempt in await records.find(Attempt, where):
        found[attempt.source].append(attempt)
    return found
