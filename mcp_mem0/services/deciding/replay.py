"""Deciding stored episodes again with another model or prompt, without changing anything.

The decider gets each episode with what was believed just before it was decided, so both decisions
have the same input, except for the rolling summary, whose old versions are not kept. What was
forgotten since is left out of both.
"""

from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from mcp_mem0.domain.errors import ModelError, NotFoundError, quote_value
from mcp_mem0.domain.grounding.close_limits import CLOSES_MAX
from mcp_mem0.domain.model.attempts import describe_error
from mcp_mem0.domain.model.changes import Change, Decision, Effort, Step
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.results.outcomes import build_outcomes, list_fact_ids
from mcp_mem0.domain.results.replay_report import (
    OperationSummary,
    ReplayComparison,
    summarise_operations,
    summarise_outcomes,
)
from mcp_mem0.ports import Decider, Records
from mcp_mem0.services.deciding.budget import Budget
from mcp_mem0.services.deciding.context import Gather
from mcp_mem0.services.deciding.decision_check import validate_decision
from mcp_mem0.services.queries.forgotten import find_forgotten_messages, find_hidden_facts
from mcp_mem0.services.queries.lookups import load_changes, load_facts
from mcp_mem0.services.queries.origins import load_grounds

_JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Decides stored episodes again.

    Args:
        records: The store; it is only read.
        gather: Reads what was believed then.
        decider: Makes the new decisions.
        budget: The tokens that may be spent in a day.
        closes_max: Most facts that one decision closes without the caller.
    """

    records: Records
    gather: Gather
    decider: Decider
    budget: Budget
    closes_max: int = CLOSES_MAX

    async def decide_again(
        self, space: str, *, ids: Sequence[str] = (), limit: int = 20
    ) -> AsyncGenerator[ReplayComparison]:
        """Decide the newest decided episodes of a space again, or those that are named.

        Raises:
            NotFoundError: An id is not that of a decided episode of the space.
            OverBudgetError: Today's tokens are used up.
        """
        for episode, change in await self._find_decided(space, ids, limit):
            await self.budget.check()
            yield await self._replay_episode(episode, change)

    async def _find_decided(
        self, space: str, ids: Sequence[str], limit: int
    ) -> list[tuple[Episode, Change]]:
        where = Filter(spaces=(space,), ids=tuple(ids) or None)
        found = await self.records.find(
            Episode, where, order="newest", limit=None if ids else limit
        )
        changes = await load_changes(
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
                f"no episode {quote_value(unknown)} was decided in space {quote_value(space)}:"
                " copy its id"
                " from a receipt, or name the space"
            )
        return list(decided.values())

    async def _replay_episode(self, episode: Episode, change: Change) -> ReplayComparison:
        before = await self._summarise_original(episode.space, change)
        try:
            decision = await self._decide_episode(episode, change)
        except ModelError as error:
            failure = describe_error(error)
            after = ()
            effort = Effort(decided_by="model (failed)").replace_usage(error.usage)
        else:
            failure = None
            after = summarise_operations(decision.operations, episode)
            effort = decision.effort
        self.budget.count_unstored(effort.usage)
        return ReplayComparison(
            episode=episode.id,
            said_at=episode.said_at,
            change=change.id,
            before=before,
            after=after,
            was=change.effort,
            would_be=effort,
            failure=failure,
        )

    async def _summarise_original(self, space: str, change: Change) -> tuple[OperationSummary, ...]:
        """Return what was decided, without the facts that were forgotten since."""
        facts = await load_facts(self.records, space, list_fact_ids(change))
        gone = await find_hidden_facts(self.records, facts.values(), (space,))
        left = {row: fact for row, fact in facts.items() if row not in gone}
        steps = (_trim_step(step, left) for step in change.steps)
        shorter = replace(change, steps=tuple(step for step in steps if step is not None))
        return summarise_outcomes(build_outcomes(shorter, left))

    async def _decide_episode(self, episode: Episode, change: Change) -> Decision:
        then = self.gather.read_as_of(change.recorded_at - _JUST_BEFORE)
        forgotten = await find_forgotten_messages(self.records, [episode])
        gathered = await then.gather_input(
            episode,
            reads_conversation=self.decider.reads_conversation,
            forgotten=forgotten[episode.id],
        )
        decision = await self.decider.decide(gathered.case, then.search.bind_space(episode.space))
        grounds = await load_grounds(
            self.records, gathered.case, decision.operations, closes_max=self.closes_max
        )
        return validate_decision(decision, episode, gathered, grounds)


def _trim_step(step: Step, left: Collection[str]) -> Step | None:
    """Return a step without the facts that are gone, or None if nothing is left of it.

    If none of the facts that it replaced is left, it counts as an ADD: nothing is there to be
    replaced again.
    """
    stated = step.opened or step.kept
    closed = tuple(row for row in step.closed if row in left)
    if (stated is not None and stated not in left) or (
        stated is None and step.closed and not closed
    ):
        return None
    only_added = step.operation == "UPDATE" and not closed
    return replace(step, operation="ADD" if only_added else step.operation, closed=closed)
