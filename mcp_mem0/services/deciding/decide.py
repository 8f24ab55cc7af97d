"""Deciding: from a pending episode to a committed change, whoever else is writing.

Correctness rests on the head row alone: a commit that another writer outran changes nothing,
and is looked at again. What was decided is kept if it still holds; only else is it decided anew.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.commit_builder import (
    build_decision_commit,
    list_texts_to_embed,
    plan_next_change,
)
from mcp_mem0.domain.decisions.rebase import rebase_operations
from mcp_mem0.domain.decisions.validation import (
    ShownFacts,
    build_decision_error,
    drop_forgotten,
    validate,
)
from mcp_mem0.domain.errors import HeadMovedError, ModelError
from mcp_mem0.domain.grounding.close_limits import CLOSES_MAX, Grounds
from mcp_mem0.domain.model.changes import Commit, Decision
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation
from mcp_mem0.domain.results.conflict_hints import AddedFact, find_conflict_hints
from mcp_mem0.domain.results.receipts import ConflictHint, Receipt
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import Clock, Decider, DecisionInput, Embedder, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.deciding.context import Gather, GatheredInput
from mcp_mem0.services.queries.embed_or_degrade import embed_texts
from mcp_mem0.services.queries.forgotten import find_forgotten_messages
from mcp_mem0.services.queries.lookups import group_by_source, load_open_rows
from mcp_mem0.services.queries.origins import load_grounds
from mcp_mem0.services.queries.receipt_builder import build_receipt, build_settled_receipt

_log = logging.getLogger(__name__)


CONFLICTED: Final = (
    "others kept changing what lies near while this was decided: it was added beside that, and may"
    " contradict it"
)

DECISIONS_MAX: Final = 3
"""How often a model decides one episode when others keep changing what lies near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionContext:
    """What was gathered for an episode, and the head of its space before that.

    If the episode is stored, the head is one from before that, too.
    """

    head: Head | None
    gathered: GatheredInput

    @property
    def waiting(self) -> tuple[Episode, ...] | None:
        """The pending episodes of the session before this one, or None if that is unknown."""
        return self.gathered.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A pending episode, and what was gathered for it ahead.

    `excerpts` are its own if it is not stored yet, and None if it is.
    """

    episode: Episode
    excerpts: Sequence[Excerpt] | None
    context: DecisionContext | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proposal:
    """What was decided, on what grounds, and the head of the space before it was gathered.

    `decision_count` counts the decisions so far; `conflicted` is the last one, if others changed
    its grounds so often that `decision` is only what is left of it.
    """

    head: Head | None
    gathered: GatheredInput
    decision: Decision
    decision_count: int = 1
    conflicted: Decision | None = None

    @property
    def last_word(self) -> Decision | None:
        """The decision that counts although others outran it, if a model was asked too often."""
        was_asked = self.decision.effort.model is not None
        return self.conflicted or (
            self.decision if was_asked and self.decision_count >= DECISIONS_MAX else None
        )

    @property
    def seen_at(self) -> datetime | None:
        return None if self.head is None else self.head.recorded_at


@dataclass(frozen=True, kw_only=True)
class Decide:
    """Settles episodes, each exactly once.

    `closes_max`: most facts that one decision closes without the caller.
    """

    records: Records
    embedder: Embedder
    decider: Decider
    gather: Gather
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)
    closes_max: int = CLOSES_MAX

    async def settle(
        self,
        episode: Episode,
        by: Decider | None = None,
        *,
        arriving: Sequence[Excerpt] | None = None,
        context: DecisionContext | None = None,
    ) -> Receipt:
        """Decide a pending episode and commit the change.

        An episode that another process has settled meanwhile is answered with that change.

        Args:
            episode: What came in.
            by: Decides instead of the usual decider.
            arriving: Its excerpts, if it is not stored yet: all is kept in one commit or not at
                all. None if it is.
            context: What was gathered for it already. For a model it counts while nothing has
                changed since; for rules it is renewed.

        Raises:
            ModelError: The decider failed; the episode stays pending.
            StoreError: The store failed, or others were first every time; it stays pending, or
                not stored.
        """
        thought: _Proposal | None = None
        decider = by or self.decider
        for attempt in range(self.pace.attempts_max):
            asks = decider.reads_conversation and (thought is None or thought.last_word is None)
            try:
                async with self.pace.guard_attempt(attempt, self.records, asks_a_model=asks):
                    is_stored = arriving is None
                    thought = await self._propose(
                        episode, thought, decider, context, is_stored=is_stored
                    )
                    return await self._commit(episode, thought, arriving or ())
            except HeadMovedError:
                _log.debug("episode %s was outrun, attempt %d", episode.id, attempt + 1)
            await self.pace.pause(attempt)
            standing = await self.reload_episode(episode)
            if standing is None and arriving is not None:
                continue
            if standing is None or not standing.is_pending:
                return await build_settled_receipt(self.records, standing or episode)
            if arriving is not None:
                # Another call with the same key stored it first, perhaps with other words.
                arriving, thought, context = None, None, None
            episode = standing
        raise self.pace.build_retry_error(episode.space)

    async def settle_together(self, arrivals: Sequence[Incoming]) -> list[Receipt]:
        """Let rules decide what arrives in a space, in order, and keep all of it in one commit.

        Each is decided with the facts of those before it.

        Args:
            arrivals: Messages and statements that replace nothing, so that none closes a fact.

        Raises:
            HeadMovedError: Another writer was first; nothing was stored.
            StoreError: Nothing was stored.
        """
        head = read = await self.records.read_head(arrivals[0].episode.space)
        forgotten = await find_forgotten_messages(
            self.records, [arrival.episode for arrival in arrivals if arrival.excerpts is None]
        )
        fresh: list[Fact] = []
        made: list[tuple[Commit, _Proposal, tuple[str, ...]]] = []
        for arrival in arrivals:
            gathered = await self._gather_input(
                arrival.episode,
                arrival.context,
                read,
                self.decider,
                forgotten.get(arrival.episode.id, ()),
            )
            if arrival.episode.intake.content is not None:
                gathered = self.gather.merge_facts(gathered, fresh)
            decision = await self._ask_decider(gathered, self.decider, Usage())
            thought = _Proposal(head=head, gathered=gathered, decision=decision)
            commit, notes = await self._build_commit(arrival.episode, thought)
            made.append((replace(commit, kept=tuple(arrival.excerpts or ())), thought, notes))
            head = commit.head
            fresh += [row for row in commit.opened if isinstance(row, Fact)]
        await self.records.commit(*(commit for commit, _, _ in made))
        return [await self._build_receipt(*each, dry_run=False) for each in made]

    async def gather_context(self, episode: Episode, head: Head | None) -> DecisionContext:
        """Gather what an episode is to be decided on, whether it is stored yet or not.

        Args:
            episode: It.
            head: The head of its space, read before it was stored.
        """
        reads_conversation = self.decider.reads_conversation
        gathered = await self.gather.gather_input(episode, reads_conversation=reads_conversation)
        return DecisionContext(head=head, gathered=gathered)

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode that was not stored, and store nothing."""

        async def run_attempt() -> Receipt:
            thought = await self._propose(episode, None, self.decider, is_stored=False)
            commit, notes = await self._build_commit(episode, thought)
            return await self._build_receipt(commit, thought, notes, dry_run=True)

        return await self.pace.retry_until_committed(
            run_attempt,
            records=self.records,
            space=episode.space,
            asks_a_model=self.decider.reads_conversation,
        )

    async def reload_episode(self, episode: Episode) -> Episode | None:
        """Return an episode as it stands now, or None if it was erased."""
        where = Filter(spaces=(episode.space,), ids=(episode.id,), state="any")
        return next(iter(await self.records.find(Episode, where)), None)

    async def find_settled_receipt(self, episode: Episode) -> Receipt | None:
        """Return the receipt of an episode that is not pending any more, else None."""
        standing = await self.reload_episode(episode)
        if standing is not None and standing.is_pending:
            return None
        return await build_settled_receipt(self.records, standing or episode)

    async def _propose(
        self,
        episode: Episode,
        before: _Proposal | None,
        decider: Decider,
        context: DecisionContext | None = None,
        *,
        is_stored: bool,
    ) -> _Proposal:
        """Decide, or take over what was decided before as far as it still holds.

        Raises:
            ModelError: The decider failed; its usage is that of all decisions so far.
        """
        head = await self.records.read_head(episode.space)
        forgotten: Collection[int] = ()
        # Whatever forgets moves the head.
        if is_stored and (context is None or context.head != head):
            forgotten = (await find_forgotten_messages(self.records, [episode]))[episode.id]
        if before is None:
            gathered = await self._gather_input(episode, context, head, decider, forgotten)
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
            return await self._rebase(before, before.last_word, gathered, head)
        spent = Usage() if before is None else before.decision.effort.usage
        return _Proposal(
            head=head,
            gathered=gathered,
            decision=await self._ask_decider(gathered, decider, spent),
            decision_count=1 if before is None else before.decision_count + 1,
        )

    async def _gather_input(
        self,
        episode: Episode,
        context: DecisionContext | None,
        head: Head | None,
        decider: Decider,
        forgotten: Collection[int],
    ) -> GatheredInput:
        """Return what was gathered ahead, if it counts still or again, else gather it now."""
        seen = await self._reuse_context(context, head, decider)
        if seen is not None:
            return seen.mark_forgotten(forgotten)
        return await self.gather.gather_input(
            episode, reads_conversation=decider.reads_conversation, forgotten=forgotten
        )

    async def _reuse_context(
        self, context: DecisionContext | None, head: Head | None, decider: Decider
    ) -> GatheredInput | None:
        """Return what was gathered ahead, if it counts still or again."""
        if context is None:
            return None
        if context.head == head:
            return context.gathered
        if decider.reads_conversation or context.head is None:
            return None
        return await self.gather.refresh_input(context.gathered, context.head)

    async def _ask_decider(
        self, gathered: GatheredInput, decider: Decider, spent: Usage
    ) -> Decision:
        """Ask the decider, and count what was spent on the episode before, too."""
        episode = gathered.case.episode
        started = self.now()
        try:
            decision = await decider.decide(gathered.case, self.gather.bind_space(episode.space))
            grounds = await load_grounds(
                self.records, gathered.case, decision.operations, closes_max=self.closes_max
            )
            if decider.reads_conversation:
                # A poisoned answer can be made to take seconds.
                through = await anyio.to_thread.run_sync(
                    validate_decision, decision, episode, gathered, grounds
                )
            else:
                through = validate_decision(decision, episode, gathered, grounds)
        except ModelError as error:
            error.usage += spent
            raise
        took = int((self.now() - started).total_seconds() * 1_000)
        usage = spent + replace(through.effort.usage, milliseconds=took)
        return replace(through, effort=through.effort.replace_usage(usage))

    async def _rebase(
        self, before: _Proposal, outrun: Decision, gathered: GatheredInput, head: Head | None
    ) -> _Proposal:
        """Return what is left of a decision, without asking again."""
        left = rebase_operations(
            outrun.operations,
            await self._find_open_ids(gathered.case.episode.space, outrun.operations),
        )
        gathered = await self.gather.attach_relations(gathered)
        missed = [each for each in gathered.missed if each not in outrun.dropped]
        decision = replace(
            outrun,
            operations=left.operations,
            dropped=(*outrun.dropped, *missed, *left.dropped),
            notes=(*outrun.notes, CONFLICTED),
        )
        decision = drop_forgotten(decision, gathered.case.forgotten)
        return replace(before, head=head, gathered=gathered, decision=decision, conflicted=outrun)

    async def _is_still_valid(self, before: _Proposal, now: GatheredInput) -> bool:
        """Whether all that a decision names or read is there, and nothing new lies near it."""
        was = before.gathered
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

    async def _commit(
        self, episode: Episode, thought: _Proposal, arriving: Sequence[Excerpt]
    ) -> Receipt:
        commit, notes = await self._build_commit(episode, thought)
        await self.records.commit(replace(commit, kept=tuple(arriving)))
        return await self._build_receipt(commit, thought, notes, dry_run=False)

    async def _build_commit(
        self, episode: Episode, thought: _Proposal
    ) -> tuple[Commit, tuple[str, ...]]:
        operations = thought.decision.operations
        closing = [fact.id for operation in operations for fact in list_closed_facts(operation)]
        case = thought.gathered.case
        vectors, notes = await embed_texts(self.embedder, list_texts_to_embed(operations))
        commit = build_decision_commit(
            thought.decision,
            episode,
            turn=plan_next_change(
                episode.space, thought.head, now=self.now(), new_id=self.ids.make_id
            ),
            standing=await load_open_rows(self.records, episode.space, closing),
            vectors=vectors,
            new_id=self.ids.make_id,
            candidates=_list_candidates(case, thought.decision),
        )
        return commit, notes

    async def _build_receipt(
        self, commit: Commit, thought: _Proposal, notes: Sequence[str], *, dry_run: bool
    ) -> Receipt:
        return await build_receipt(
            self.records,
            commit.change,
            (*commit.closed, *commit.opened),
            dry_run=dry_run,
            near=_collect_conflict_hints(commit, thought, dry_run=dry_run),
            notes=(*thought.gathered.notes, *thought.decision.notes, *notes),
        )


def validate_decision(
    decision: Decision, episode: Episode, gathered: GatheredInput, grounds: Grounds
) -> Decision:
    """Return a decision with only what may be committed, and all that was left out named.

    Raises:
        DecisionError: A model decided something, and nothing of it may be committed.
    """
    case = gathered.case
    facts = tuple(near.fact for near in (*case.shown, *(decision.shown or ())))
    named = [near.fact for near in case.replaced]
    stood = {(target.lineage, target.stood) for target in episode.intake.replaces}
    through = validate(
        decision.operations,
        episode,
        ShownFacts(
            known_ids=frozenset(fact.id for fact in facts),
            named_ids=frozenset(fact.id for fact in named),
            foreseen_ids=frozenset(
                fact.id for fact in named if (fact.lineage, fact.revision) in stood
            ),
            facts=facts,
            grounds=grounds,
        ),
    )
    if through.is_refused and decision.effort.model is not None:
        raise build_decision_error((*decision.dropped, *through.dropped), decision.effort)
    left = replace(
        decision,
        operations=through.operations,
        held_back=through.held_back,
        dropped=(*gathered.missed, *decision.dropped, *through.dropped),
    )
    return drop_forgotten(left, case.forgotten)


def _list_candidates(case: DecisionInput, decision: Decision) -> list[str]:
    shown = case.shown if decision.shown is None else decision.shown
    nears = (*case.replaced, *shown)
    return list(dict.fromkeys(near.fact.id for near in nears))


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


def _collect_conflict_hints(
    commit: Commit, thought: _Proposal, *, dry_run: bool
) -> tuple[ConflictHint, ...]:
    """Name possible conflicts where no model has looked for them."""
    if commit.change.effort.model is not None and thought.conflicted is None:
        return ()
    closed = set(commit.change.closed)
    shown = [near for near in thought.gathered.case.shown if near.fact.id not in closed]
    added = {step.opened for step in commit.change.steps if step.operation == "ADD"}
    relations = group_by_source(row for row in commit.opened if isinstance(row, Relation))
    return tuple(
        near
        for fact in commit.opened
        if isinstance(fact, Fact) and fact.id in added
        for near in find_conflict_hints(
            AddedFact(fact=fact, relations=relations.get(fact.id, ())),
            thought.gathered.case.episode,
            shown,
            dry_run=dry_run,
        )
    )
