"""Proposes what an episode does: gathers for it, asks the decider, and checks the answer.

A proposal is kept if it still holds after others wrote; otherwise it is made again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.rebase import RebasedOperations, rebase_operations, retarget
from mcp_mem0.domain.decisions.validation import drop_forgotten
from mcp_mem0.domain.errors import Mem0Error, ModelError
from mcp_mem0.domain.forgetting.lifting import drop_forgotten_statements, list_stated_texts
from mcp_mem0.domain.grounding.close_limits import CLOSES_MAX
from mcp_mem0.domain.model.changes import Decision
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Fact, Head
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import Clock, Decider, Records
from mcp_mem0.services.deciding.context import Gather, GatheredInput
from mcp_mem0.services.deciding.decision_check import collect_shown_facts, validate_decision
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.proposal import Proposal, build_refused_proposal
from mcp_mem0.services.queries.forgotten import find_forgotten_messages
from mcp_mem0.services.queries.lookups import find_newest_revisions, find_refusal
from mcp_mem0.services.queries.origins import load_grounds

CONFLICTED: Final = (
    "others kept changing what lies near while this was decided: it was added beside that, and may"
    " contradict it"
)
OUTRUN: Final = (
    "others kept changing what it replaces while this was decided: it replaced what they had put"
    " in its place"
)


@dataclass(frozen=True, kw_only=True)
class Proposer:
    """Proposes what an episode does to the memory, and commits nothing.

    Args:
        records: The store; it is only read.
        decider: Decides, unless another one is named.
        gather: Reads what lies near.
        now: The clock.
        closes_max: Most facts that one decision closes without the caller.
    """

    records: Records
    decider: Decider
    gather: Gather
    now: Clock
    closes_max: int = CLOSES_MAX

    async def gather_ahead(self, incoming: Incoming) -> Incoming:
        """Return an episode with what it is to be decided on, if its caller waits.

        It is read while the episode is stored or waits for its turn. For a model it counts while
        nothing has changed since; for rules it is refreshed. What fails here is read again when
        it is decided.
        """
        reads_conversation = self.decider.reads_conversation
        is_read = reads_conversation or incoming.episode.intake.states_text
        if incoming.wait_s <= 0 or not is_read:
            return incoming
        try:
            gathered = await self.gather.gather_input(
                incoming.episode, reads_conversation=reads_conversation
            )
        except Mem0Error:
            return incoming
        return replace(incoming, gathered=gathered)

    async def propose(
        self, incoming: Incoming, before: Proposal | None, decider: Decider
    ) -> Proposal:
        """Decide, or take over what was decided before as far as it still holds.

        If a fact that the caller names cannot be replaced any more, nothing is decided: what is
        stored is settled so, and what is not stored is refused.
        Nothing that was forgotten is stated, unless the caller states it anew.

        Raises:
            RequestError: It is not stored, and names a fact that cannot be replaced any more.
            ModelError: The decider failed; its usage is that of all decisions so far.
        """
        return await self._drop_forgotten(await self._propose(incoming, before, decider))

    async def _propose(
        self, incoming: Incoming, before: Proposal | None, decider: Decider
    ) -> Proposal:
        episode = incoming.episode
        head = await self.records.read_head(episode.space)
        is_awaited = incoming.is_awaited(self.now())
        refused = await find_refusal(self.records, episode, is_awaited=is_awaited)
        if refused is not None:
            if not incoming.is_stored:
                raise refused.error
            return build_refused_proposal(episode, refused, before, head)
        forgotten: Collection[int] = ()
        # Whatever forgets moves the head.
        if incoming.is_stored and (incoming.gathered is None or incoming.head != head):
            forgotten = (await find_forgotten_messages(self.records, [episode]))[episode.id]
        if before is None:
            gathered = await self._gather_input(incoming, head, decider, forgotten)
        else:
            also = _list_stated_texts(before.decision.operations)
            gathered = await self.gather.gather_input(
                episode,
                reads_conversation=decider.reads_conversation,
                also=also,
                forgotten=forgotten,
            )
        if (
            before is not None
            and before.conflicted is None
            and await self._is_still_valid(before, gathered)
        ):
            return replace(before, head=head)
        if before is not None and before.last_word is not None:
            return await self._rebase(
                before, before.last_word, gathered, head, came_last=is_awaited
            )
        spent = Usage() if before is None else before.decision.effort.usage
        return Proposal(
            head=head,
            gathered=gathered,
            decision=await self._ask_decider(gathered, decider, spent, came_last=is_awaited),
            decision_count=1 if before is None else before.decision_count + 1,
        )

    async def propose_in_batch(
        self,
        incoming: Incoming,
        *,
        seen: Head | None,
        head: Head | None,
        fresh: Sequence[Fact],
        forgotten: Collection[int],
    ) -> Proposal:
        """Decide one of several that share a commit.

        Args:
            incoming: What came in.
            seen: The head of the space in the store.
            head: The head after those before it in the commit.
            fresh: Facts that those opened.
            forgotten: Positions of its messages that were forgotten since it came.
        """
        gathered = await self._gather_input(incoming, seen, self.decider, forgotten)
        if incoming.episode.intake.states_text:
            gathered = self.gather.merge_facts(gathered, fresh)
        came_last = incoming.is_awaited(self.now())
        decision = await self._ask_decider(gathered, self.decider, Usage(), came_last=came_last)
        return await self._drop_forgotten(Proposal(head=head, gathered=gathered, decision=decision))

    async def _drop_forgotten(self, proposal: Proposal) -> Proposal:
        episode = proposal.gathered.case.episode
        forgotten = await self.records.find_forgotten(episode.space)
        stated = list_stated_texts(episode.intake)
        decision = drop_forgotten_statements(proposal.decision, forgotten, stated)
        return proposal if decision is proposal.decision else replace(proposal, decision=decision)

    async def _gather_input(
        self,
        incoming: Incoming,
        head: Head | None,
        decider: Decider,
        forgotten: Collection[int],
    ) -> GatheredInput:
        """Return what was gathered ahead, if it counts still or again, else gather it now."""
        seen = await self._reuse_gathered(incoming, head, decider)
        if seen is not None:
            return seen.mark_forgotten(forgotten)
        return await self.gather.gather_input(
            incoming.episode, reads_conversation=decider.reads_conversation, forgotten=forgotten
        )

    async def _reuse_gathered(
        self, incoming: Incoming, head: Head | None, decider: Decider
    ) -> GatheredInput | None:
        """Return what was gathered ahead, if it counts still or again."""
        if incoming.gathered is None or incoming.head == head:
            return incoming.gathered
        if decider.reads_conversation or incoming.head is None:
            return None
        return await self.gather.refresh_input(incoming.gathered, incoming.head)

    async def _ask_decider(
        self, gathered: GatheredInput, decider: Decider, spent: Usage, *, came_last: bool
    ) -> Decision:
        """Ask the decider, and count what was spent on the episode before, too."""
        episode = gathered.case.episode
        started = self.now()
        try:
            decision = await decider.decide(
                gathered.case, self.gather.search.bind_space(episode.space)
            )
            grounds = await load_grounds(
                self.records, gathered.case, decision.operations, closes_max=self.closes_max
            )
            if decider.reads_conversation:
                # A poisoned answer can be made to take seconds.
                decision = await anyio.to_thread.run_sync(
                    validate_decision, decision, episode, gathered, grounds, came_last
                )
            else:
                decision = validate_decision(decision, episode, gathered, grounds, came_last)
        except ModelError as error:
            error.usage += spent
            raise
        took = int((self.now() - started).total_seconds() * 1_000)
        usage = spent + replace(decision.effort.usage, milliseconds=took)
        return replace(decision, effort=decision.effort.replace_usage(usage))

    async def _rebase(
        self,
        before: Proposal,
        conflicted: Decision,
        gathered: GatheredInput,
        head: Head | None,
        *,
        came_last: bool,
    ) -> Proposal:
        """Return what is left of a decision, without asking again."""
        left = await self._rebase_operations(conflicted, gathered, came_last=came_last)
        gathered = await self.gather.attach_relations(gathered)
        missed = [each for each in gathered.missed if each not in conflicted.dropped]
        decision = replace(
            conflicted,
            operations=left.operations,
            dropped=(*conflicted.dropped, *missed, *left.dropped),
            notes=(*conflicted.notes, OUTRUN if left.is_retargeted else CONFLICTED),
        )
        decision = drop_forgotten(decision, gathered.case.forgotten)
        return replace(
            before, head=head, gathered=gathered, decision=decision, conflicted=conflicted
        )

    async def _rebase_operations(
        self, conflicted: Decision, gathered: GatheredInput, *, came_last: bool
    ) -> RebasedOperations:
        """Return the operations of a decision, done to the facts as they are now."""
        case, operations = gathered.case, conflicted.operations
        open_ids = await self._find_open_ids(case.episode.space, operations)
        closing = [fact for operation in operations for fact in list_closed_facts(operation)]
        gone = [fact for fact in closing if fact.id not in open_ids]
        newest = await find_newest_revisions(self.records, case.episode.space, gone)
        moved = [retarget(operation, open_ids, newest) for operation in operations]
        grounds = await load_grounds(self.records, case, moved, closes_max=self.closes_max)
        shown = collect_shown_facts(
            conflicted, gathered, grounds, came_last=came_last, also=newest.values()
        )
        return rebase_operations(operations, case.episode, open_ids, newest, shown)

    async def _is_still_valid(self, before: Proposal, now: GatheredInput) -> bool:
        """Whether all that a decision names or read is there, and nothing new lies near it."""
        was = before.gathered
        if now.case.episode.intake != was.case.episode.intake:
            return False
        if (now.missed, now.case.forgotten) != (was.missed, was.case.forgotten):
            return False
        if any(
            _is_newer(near.fact, before.seen_at)
            for near in (*now.case.shown[: now.case.nearest_count], *now.case.replaced)
        ):
            return False
        operations = before.decision.operations
        named = {fact.id for operation in operations for fact in _list_named_facts(operation)}
        return named == await self._find_open_ids(now.case.episode.space, operations)

    async def _find_open_ids(self, space: str, operations: Sequence[Operation]) -> set[str]:
        """Return the row ids of those facts that operations name and that are open."""
        named = {fact.id for operation in operations for fact in _list_named_facts(operation)}
        if not named:
            return set()
        where = Filter(spaces=(space,), ids=tuple(sorted(named)))
        return {fact.id for fact in await self.records.find(Fact, where)}


def _is_newer(fact: Fact, seen_at: datetime | None) -> bool:
    # Belief time never goes back within a space, so it tells what was opened since.
    return seen_at is None or fact.recorded_at > seen_at


def _list_named_facts(operation: Operation) -> tuple[Fact, ...]:
    if isinstance(operation, Noop):
        return () if operation.target is None else (operation.target,)
    return list_closed_facts(operation)


def _list_stated_texts(operations: Sequence[Operation]) -> list[str]:
    return [
        operation.statement.text for operation in operations if isinstance(operation, Add | Update)
    ]
