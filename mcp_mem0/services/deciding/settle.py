"""Settling what is pending: in order within a session, once, and with the model while it lasts.

Rules never fail, so without a model this is deciding and nothing more. With one, a failed attempt
is kept beside the episode and the next one waits, longer each time; every process on the store
sees the attempts and may make the next one. When there were too many, the rules settle it.
"""

import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import anyio

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.errors import DecisionError, Mem0Error, ModelError
from mcp_mem0.domain.model.attempts import Attempt, RetryPolicy, describe_error
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker, Prefix
from mcp_mem0.domain.model.rows import AwaitedDecider, Episode
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Clock, Decider, Neighbours, Records
from mcp_mem0.services.deciding.budget import Budget
from mcp_mem0.services.deciding.decide import Decide, DecisionContext

_log = logging.getLogger(__name__)

CLAIM_LOOKS_MAX: Final = 70
"""How often to look whether another process has decided the same episode: for two minutes."""

CLAIM_LOOK_S: Final = 0.1
CLAIM_LOOK_MAX_S: Final = 2.0
"""The first wait between two looks, and the longest."""

FRESH: Final = timedelta(seconds=1)
"""An episode that was just stored was hardly decided by anybody else, so nobody looks first."""

FAULT: Final = "something went wrong inside the server: its log says what"


class WaitingError(ModelError):
    """An episode is not to be tried now."""


@dataclass(frozen=True, kw_only=True)
class Persistence:
    """What it takes to go on with a model that may fail.

    Args:
        policy: How often, and how far apart, an episode is tried.
        budget: What may be spent in a day.
        rules: Decide when the model failed too often.
        jitter: Returns a number from 0 to below 1; processes must not wait alike.
    """

    policy: RetryPolicy
    budget: Budget
    rules: Decider
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True, kw_only=True)
class _FallbackRules:
    """Rules that say why it was they that decided."""

    rules: Decider
    because: str

    @property
    def reads_conversation(self) -> bool:
        return self.rules.reads_conversation

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:
        decision = await self.rules.decide(case, neighbours)
        effort = replace(decision.effort, decided_by=f"rules ({self.because})")
        return replace(decision, effort=effort)


@dataclass(kw_only=True)
class Settle:
    """Settles pending episodes.

    Args:
        records: The store.
        decide: Decides one episode.
        ids: Makes ids.
        now: The clock.
        persistence: How to go on with a model; None if rules decide.
    """

    records: Records
    decide: Decide
    ids: IdMaker
    now: Clock
    persistence: Persistence | None = None
    _away_until: datetime | None = None
    _due: dict[str, datetime] = field(default_factory=dict[str, datetime])
    _news: anyio.Event = field(default_factory=anyio.Event)

    @property
    def awaits(self) -> AwaitedDecider:
        """What decides here, and so what new episodes are to wait for."""
        return "rules" if self.persistence is None else "model"

    async def settle(self, episode: Episode, look: DecisionContext | None = None) -> Receipt:
        """Decide an episode that was just stored, after what its session said before it.

        Args:
            episode: It.
            look: What was gathered for it while it was stored, if anything.

        Raises:
            ModelError: It stays pending; the message says why and until when.
            StoreError: The store failed; it stays pending.
        """
        if self.persistence is None:
            return await self.decide.settle(episode)
        for earlier in await self._find_earlier_pending(episode, look):
            try:
                await self._settle(earlier, self.persistence, is_asked_for=True)
            except ModelError as error:
                raise WaitingError(
                    f"{earlier.id}, which its session said before, comes first:"
                    f" {describe_error(error)}"
                ) from error
        is_fresh = self.now() - episode.recorded_at < FRESH
        return await self._settle(
            episode,
            self.persistence,
            is_asked_for=True,
            is_fresh=is_fresh,
            look=look,
        )

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode that was not stored, and store nothing; it costs as much.

        Raises:
            ModelError: The decider failed, or today's budget is used up.
            StoreError: The store failed.
        """
        if self.persistence is None:
            return await self.decide.preview(episode)
        budget = self.persistence.budget
        await budget.check()
        try:
            receipt = await self.decide.preview(episode)
        except ModelError as error:
            budget.count_unstored(error.usage)
            raise
        budget.count_unstored(receipt.effort.usage)
        return receipt

    async def settle_session(self, episodes: Sequence[Episode], *, is_asked_for: bool) -> int:
        """Decide the pending episodes of one session in order, up to the first that stays pending.

        Args:
            episodes: All of them.
            is_asked_for: Do not wait until they are due again, unless the model answers badly.

        Returns:
            How many were decided, by this process or by another one that was at it.
        """
        settled = 0
        for episode in sorted(episodes, key=_get_sort_key):
            try:
                if await self.decide.find_settled_receipt(episode) is None:
                    await self._settle_now(episode, is_asked_for=is_asked_for)
                    settled += 1
            except Mem0Error as error:
                _log.info("episode %s stays pending: %s", episode.id, type(error).__name__)
                break
        return settled

    async def settle_by_rules(self, episode: Episode, *, because: str, rules: Decider) -> Receipt:
        """Let rules decide an episode, whatever came before it, and say why it was they.

        Raises:
            ModelError: Another process is deciding it.
            StoreError: The store failed; it stays pending.
        """
        return await self._claim_and_run(
            episode, lambda: self._apply_rules(episode, rules, because)
        )

    def can_settle(self, episode: Episode) -> bool:
        """Whether a pending episode is ours to decide: one that awaits a model needs one."""
        return self.persistence is not None or episode.awaits == "rules"

    async def wait(self, longest_s: float) -> None:
        """Return when an attempt is due, also one that became due since the last wait ended.

        Args:
            longest_s: Return after so many seconds at the latest.
        """
        soonest = min(self._due.values(), default=None)
        soonest_s = longest_s if soonest is None else (soonest - self.now()).total_seconds()
        with anyio.move_on_after(min(max(0.0, soonest_s), longest_s)):
            await self._news.wait()
        self._news = anyio.Event()
        # What is due by now is tried next; if that fails, it is due anew.
        now = self.now()
        self._due = {episode: due for episode, due in self._due.items() if due > now}

    async def list_attempts(self, episodes: Sequence[Episode]) -> dict[str, list[Attempt]]:
        """Return the failed attempts at each of some episodes, oldest first."""
        found: dict[str, list[Attempt]] = {episode.id: [] for episode in episodes}
        if not episodes:
            return found
        where = Filter(
            spaces=tuple(sorted({episode.space for episode in episodes})),
            sources=tuple(found),
        )
        for attempt in await self.records.find(Attempt, where):
            found[attempt.source].append(attempt)
        return found

    async def _settle_now(self, episode: Episode, *, is_asked_for: bool) -> Receipt:
        if self.persistence is None:
            return await self.decide.settle(episode)
        return await self._settle(episode, self.persistence, is_asked_for=is_asked_for)

    async def _settle(
        self,
        episode: Episode,
        persistence: Persistence,
        *,
        is_asked_for: bool,
        is_fresh: bool = False,
        look: DecisionContext | None = None,
    ) -> Receipt:
        async def decide_claimed() -> Receipt:
            attempts = [] if is_fresh else (await self.list_attempts([episode]))[episode.id]
            exhausted = persistence.policy.explain_exhaustion(attempts)
            if exhausted is not None:
                return await self._apply_rules(episode, persistence.rules, exhausted)
            self._check_due(episode, attempts, is_asked_for=is_asked_for)
            await persistence.budget.check()
            return await self._try_model(episode, attempts, persistence, look)

        return await self._claim_and_run(episode, decide_claimed, is_fresh=is_fresh)

    async def _claim_and_run(
        self, episode: Episode, act: Callable[[], Awaitable[Receipt]], *, is_fresh: bool = False
    ) -> Receipt:
        """Do what decides an episode while nobody else does; what others decided is returned."""
        for look in range(CLAIM_LOOKS_MAX):
            async with self.records.try_claim(episode.id) as is_ours:
                is_unseen = is_fresh and is_ours and look == 0
                settled = None if is_unseen else await self.decide.find_settled_receipt(episode)
                if settled is not None:
                    return settled
                if is_ours:
                    return await act()
            await anyio.sleep(min(CLAIM_LOOK_MAX_S, CLAIM_LOOK_S * (look + 1)))
        raise WaitingError(
            f"another process has been deciding {episode.id} for two minutes: wait for it, or end"
            " that process if it hangs"
        )

    async def _try_model(
        self,
        episode: Episode,
        attempts: Sequence[Attempt],
        persistence: Persistence,
        look: DecisionContext | None,
    ) -> Receipt:
        try:
            receipt = await self.decide.settle(episode, look=look)
        except ModelError as error:
            await self._record_failure(episode, attempts, error, persistence)
            raise
        except Mem0Error:
            # The store's fault, not the model's; nobody counts it, and it is tried again soon.
            raise
        except Exception as fault:
            # A fault of ours may lie in what the model answered: it must not be paid for for ever.
            await self._record_failure(episode, attempts, DecisionError(FAULT), persistence)
            raise ModelError(FAULT) from fault
        persistence.budget.count_stored(receipt.effort.usage)
        self._away_until = None
        self._due.pop(episode.id, None)
        return receipt

    async def _apply_rules(self, episode: Episode, rules: Decider, because: str) -> Receipt:
        receipt = await self.decide.settle(episode, by=_FallbackRules(rules=rules, because=because))
        self._due.pop(episode.id, None)
        return receipt

    async def _record_failure(
        self,
        episode: Episode,
        attempts: Sequence[Attempt],
        error: ModelError,
        persistence: Persistence,
    ) -> None:
        """Keep a failed attempt, and let this process leave a model alone that is away."""
        now = self.now()
        is_answered = isinstance(error, DecisionError)
        wait_s = persistence.policy.compute_wait_s(len(attempts) + 1, error, persistence.jitter())
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
            # Why may quote words; `mcp-mem0 pending` tells it to those who may read them.
            _log.warning("episode %s could not be decided: %s", episode.id, type(error).__name__)
            await self.records.insert(attempt)
            persistence.budget.count_stored(error.usage)
            self._due[episode.id] = attempt.retry_at
            self._news.set()
        if not is_answered:
            self._away_until = attempt.retry_at

    def _check_due(
        self, episode: Episode, attempts: Sequence[Attempt], *, is_asked_for: bool
    ) -> None:
        """Refuse what is not to be tried yet.

        Whoever waits for an answer may try a model that was away; one that answers badly, and
        costs, is left alone until it is time.
        """
        last = attempts[-1] if attempts else None
        due = None if last is None else last.retry_at
        if due is not None and last is not None and self.now() < due:
            self._due[episode.id] = due
            if last.is_answered or not is_asked_for:
                raise WaitingError(
                    f"it is tried again after {format_moment(due.replace(microsecond=0))}, after"
                    f" {len(attempts)} failed attempt{'s' if len(attempts) > 1 else ''};"
                    f" the last one: {last.why}"
                )
        if not is_asked_for and self._away_until is not None and self.now() < self._away_until:
            self._due[episode.id] = self._away_until
            raise WaitingError(
                f"the model is away: it is asked again after {format_moment(self._away_until)}"
            )

    async def _find_earlier_pending(
        self, episode: Episode, look: DecisionContext | None
    ) -> list[Episode]:
        """Return the pending episodes of a session that were said before one of it, in order."""
        seen = None if look is None else look.gathered.waiting
        # What came while it was gathered is missing there, and counts if it failed meanwhile.
        waiting = await self._find_pending(episode) if seen is None or self._due else seen
        return sorted(
            (each for each in waiting if _get_sort_key(each) < _get_sort_key(episode)),
            key=_get_sort_key,
        )

    async def _find_pending(self, episode: Episode) -> Sequence[Episode]:
        """Return the pending episodes of a session that were said until one of it."""
        where = Filter(
            spaces=(episode.space,),
            sessions=(episode.session,),
            said_until=episode.said_at,
            pending=True,
        )
        # Counting is quicker than reading, and there is hardly ever more than this one.
        if await self.records.count(Episode, where) <= 1:
            return []
        return await self.records.find(Episode, where)


def _get_sort_key(episode: Episode) -> tuple[datetime, str]:
    return episode.said_at, episode.id
