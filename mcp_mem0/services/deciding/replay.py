"""Deciding stored episodes again, with another model or prompt, and changing nothing.

Each episode is put to the decider with what was believed just before it was decided, so that
both decisions rest on the same. What was forgotten since is left out of both; the rolling summary
of then is not kept.
"""

from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mcp_mem0.domain.errors import ModelError, NotFoundError, quoted
from mcp_mem0.domain.grounding.close_limits import CLOSES_MAX
from mcp_mem0.domain.model.attempts import told_why
from mcp_mem0.domain.model.changes import Change, Decision, Effort, Step
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.results.outcomes import facts_named, outcomes_of
from mcp_mem0.domain.results.replay_report import Replayed, Told, told_operations, told_outcomes
from mcp_mem0.ports import Decider, Records
from mcp_mem0.services.deciding.budget import Budget
from mcp_mem0.services.deciding.context import Gather
from mcp_mem0.services.deciding.decide import gated
from mcp_mem0.services.queries.forgotten import forgotten_messages, forgotten_since
from mcp_mem0.services.queries.lookups import changes_by_id, facts_by_id
from mcp_mem0.services.queries.origins import grounds_of

_JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Decides again.

    Args:
        records: The store; it is only read.
        gather: Reads what was believed then.
        decider: Decides this time.
        budget: What may be spent in a day.
        closes_max: Most facts that one decision closes without the caller.
    """

    records: Records
    gather: Gather
    decider: Decider
    budget: Budget
    closes_max: int = CLOSES_MAX

    async def decided_again(
        self, space: str, *, ids: Sequence[str] = (), limit: int = 20
    ) -> AsyncGenerator[Replayed]:
        """Decide the newest decided episodes of a space again, or those that are named.

        Raises:
            NotFoundError: One of the ids is no decided episode of the space.
            OverBudgetError: Today's tokens are used up.
        """
        for episode, change in await self._decided(space, ids, limit):
            await self.budget.check()
            yield await self._again(episode, change)

    async def _decided(
        self, space: str, ids: Sequence[str], limit: int
    ) -> list[tuple[Episode, Change]]:
        where = Filter(spaces=(space,), ids=tuple(ids) or None)
        found = await self.records.find(
            Episode, where, order="newest", limit=None if ids else limit
        )
        changes = await changes_by_id(
            self.records, (space,), (episode.recorded_by for episode in found)
        )
        decided = {
            episode.id: (episode, changes[episode.recorded_by])
            for episode in found
            if episode.recorded_by in changes
        }
        unknown = next((each for each in ids if each not in decided), None)
        if unknown is not None:
            raise NotFoundError(
                f"no episode {quoted(unknown)} was decided in space {quoted(space)}: copy its id"
                " from a receipt, or name the space"
            )
        return list(decided.values())

    async def _again(self, episode: Episode, change: Change) -> Replayed:
        before = await self._before(episode.space, change)
        try:
            decision = await self._decision(episode, change)
        except ModelError as error:
            failure = told_why(error)
            after = ()
            effort = Effort(decided_by="model (failed)").with_usage(error.usage)
        else:
            failure = None
            after = told_operations(decision.operations)
            effort = decision.effort
        self.budget.unkept(effort.usage)
        return Replayed(
            episode=episode.id,
            said_at=episode.said_at,
            change=change.id,
            before=before,
            after=after,
            was=change.effort,
            would_be=effort,
            failure=failure,
        )

    async def _before(self, space: str, change: Change) -> tuple[Told, ...]:
        """Return what was decided, without the facts that were forgotten or erased since."""
        facts = await facts_by_id(self.records, space, facts_named(change))
        gone = await forgotten_since(self.records, facts.values(), space)
        left = {row: fact for row, fact in facts.items() if row not in gone}
        steps = (_left_of(step, left) for step in change.steps)
        shorter = replace(change, steps=tuple(step for step in steps if step is not None))
        return told_outcomes(outcomes_of(shorter, left))

    async def _decision(self, episode: Episode, change: Change) -> Decision:
        then = replace(self.gather, known_at=change.recorded_at - _JUST_BEFORE)
        forgotten = await forgotten_messages(self.records, [episode])
        gathered = await then.around(
            episode,
            reads_conversation=self.decider.reads_conversation,
            forgotten=forgotten[episode.id],
        )
        decision = await self.decider.decide(gathered.case, then.within(episode.space))
        grounds = await grounds_of(
            self.records, gathered.case, decision.operations, closes_max=self.closes_max
        )
        return gated(decision, episode, gathered, grounds)


def _left_of(step: Step, left: Collection[str]) -> Step | None:
    """Return what a step did to the facts that are left, or None if that is nothing.

    What replaced nothing that is left only added: nobody can be asked to replace it again.
    """
    told = step.opened or step.kept
    closed = tuple(row for row in step.closed if row in left)
    if (told is not None and told not in left) or (told is None and step.closed and not closed):
        return None
    only_added = step.operation == "UPDATE" and not closed
    return replace(step, operation="ADD" if only_added else step.operation, closed=closed)
