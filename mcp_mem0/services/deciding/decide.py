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
    act_of,
    decision_commit,
    next_turn,
    texts_to_embed,
)
from mcp_mem0.domain.decisions.rebase import stood_beside
from mcp_mem0.domain.decisions.validation import (
    Shown,
    passed,
    refused_decision,
    without_forgotten,
)
from mcp_mem0.domain.errors import HeadMovedError, ModelError
from mcp_mem0.domain.grounding.close_limits import CLOSES_MAX, Grounds
from mcp_mem0.domain.model.changes import Change, Commit, Decision, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update, closed_by
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation
from mcp_mem0.domain.results.conflict_hints import Added, near_facts
from mcp_mem0.domain.results.receipts import Near, Receipt
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import Case, Clock, Decider, Embedder, Records
from mcp_mem0.services.concurrency.optimistic_retry import Pace
from mcp_mem0.services.deciding.context import Gather, Gathered
from mcp_mem0.services.queries.embed_or_degrade import embedded
from mcp_mem0.services.queries.forgotten import forgotten_messages
from mcp_mem0.services.queries.lookups import by_source, standing_of
from mcp_mem0.services.queries.origins import grounds_of
from mcp_mem0.services.queries.receipt_builder import receipt_of

_log = logging.getLogger(__name__)


OUTRUN: Final = (
    "others kept changing what lies near while this was decided: it was added beside that, and may"
    " contradict it"
)

DECISIONS_MAX: Final = 3
"""How often a model decides one episode when others keep changing what lies near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was gathered for an episode, and the head of its space before that.

    If the episode is stored, the head is one from before that, too.
    """

    head: Head | None
    gathered: Gathered


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A pending episode, and what was gathered for it ahead.

    `excerpts` are its own if it is not stored yet, and None if it is.
    """

    episode: Episode
    excerpts: Sequence[Excerpt] | None
    look: Look | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thought:
    """What was decided, on what grounds, and the head of the space before it was gathered.

    `decided` counts the decisions so far; `outrun` is the last one, if others changed its grounds
    so often that `decision` is only what is left of it.
    """

    head: Head | None
    gathered: Gathered
    decision: Decision
    decided: int = 1
    outrun: Decision | None = None

    @property
    def last_word(self) -> Decision | None:
        """The decision that counts although others outran it, if a model was asked too often."""
        was_asked = self.decision.effort.model is not None
        return self.outrun or (
            self.decision if was_asked and self.decided >= DECISIONS_MAX else None
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
    pace: Pace = field(default_factory=Pace)
    closes_max: int = CLOSES_MAX

    async def settle(
        self,
        episode: Episode,
        by: Decider | None = None,
        *,
        arriving: Sequence[Excerpt] | None = None,
        look: Look | None = None,
    ) -> Receipt:
        """Decide a pending episode and commit the change.

        An episode that another process has settled meanwhile is answered with that change.

        Args:
            episode: What came in.
            by: Decides instead of the usual decider.
            arriving: Its excerpts, if it is not stored yet: all is kept in one commit or not at
                all. None if it is.
            look: What was gathered for it already. For a model it counts while nothing has
                changed since; for rules it is renewed.

        Raises:
            ModelError: The decider failed; the episode stays pending.
            StoreError: The store failed, or others were first every time; it stays pending, or
                not stored.
        """
        thought: _Thought | None = None
        decider = by or self.decider
        for attempt in range(self.pace.attempts_max):
            asks = decider.reads_conversation and (thought is None or thought.last_word is None)
            try:
                async with self.pace.turn(attempt, self.records, asks_a_model=asks):
                    is_stored = arriving is None
                    thought = await self._thought(
                        episode, thought, decider, look, is_stored=is_stored
                    )
                    return await self._commit(episode, thought, arriving or ())
            except HeadMovedError:
                _log.debug("episode %s was outrun, attempt %d", episode.id, attempt + 1)
            await self.pace.pause(attempt)
            standing = await self.reread(episode)
            if standing is None and arriving is not None:
                continue
            if standing is None or not standing.is_pending:
                return await self._settled_elsewhere(standing or episode)
            if arriving is not None:
                # Another call with the same key stored it first, perhaps with other words.
                arriving, thought, look = None, None, None
            episode = standing
        raise self.pace.given_up(episode.space)

    async def settle_together(self, arrivals: Sequence[Arrival]) -> list[Receipt]:
        """Let rules decide what arrives in a space, in order, and keep all of it in one commit.

        Each is decided with the facts of those before it.

        Args:
            arrivals: Messages and statements that replace nothing, so that none closes a fact.

        Raises:
            HeadMovedError: Another writer was first; nothing was stored.
            StoreError: Nothing was stored.
        """
        head = read = await self.records.head(arrivals[0].episode.space)
        forgotten = await forgotten_messages(
            self.records, [arrival.episode for arrival in arrivals if arrival.excerpts is None]
        )
        fresh: list[Fact] = []
        made: list[tuple[Commit, _Thought, tuple[str, ...]]] = []
        for arrival in arrivals:
            gathered = await self._gathered(
                arrival.episode,
                arrival.look,
                read,
                self.decider,
                forgotten.get(arrival.episode.id, ()),
            )
            if arrival.episode.intake.content is not None:
                gathered = self.gather.beside(gathered, fresh)
            decision = await self._decided(gathered, self.decider, Usage())
            thought = _Thought(head=head, gathered=gathered, decision=decision)
            commit, notes = await self._build(arrival.episode, thought)
            made.append((replace(commit, kept=tuple(arrival.excerpts or ())), thought, notes))
            head = commit.head
            fresh += [row for row in commit.opened if isinstance(row, Fact)]
        await self.records.commit(*(commit for commit, _, _ in made))
        return [await self._receipt(*each, dry_run=False) for each in made]

    async def look(self, episode: Episode, head: Head | None) -> Look:
        """Gather what an episode is to be decided on, whether it is stored yet or not.

        Args:
            episode: It.
            head: The head of its space, read before it was stored.
        """
        reads_conversation = self.decider.reads_conversation
        gathered = await self.gather.around(episode, reads_conversation=reads_conversation)
        return Look(head=head, gathered=gathered)

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode that was not stored, and store nothing."""

        async def attempt() -> Receipt:
            thought = await self._thought(episode, None, self.decider, is_stored=False)
            commit, notes = await self._build(episode, thought)
            return await self._receipt(commit, thought, notes, dry_run=True)

        return await self.pace.until_committed(
            attempt,
            records=self.records,
            space=episode.space,
            asks_a_model=self.decider.reads_conversation,
        )

    async def reread(self, episode: Episode) -> Episode | None:
        """Return an episode as it stands now, or None if it was erased."""
        where = Filter(spaces=(episode.space,), ids=(episode.id,), state="any")
        return next(iter(await self.records.find(Episode, where)), None)

    async def settled(self, episode: Episode) -> Receipt | None:
        """Return the receipt of an episode that is not pending any more, else None."""
        standing = await self.reread(episode)
        if standing is not None and standing.is_pending:
            return None
        return await self._settled_elsewhere(standing or episode)

    async def _thought(
        self,
        episode: Episode,
        before: _Thought | None,
        decider: Decider,
        look: Look | None = None,
        *,
        is_stored: bool,
    ) -> _Thought:
        """Decide, or take over what was decided before as far as it still holds.

        Raises:
            ModelError: The decider failed; its usage is that of all decisions so far.
        """
        head = await self.records.head(episode.space)
        forgotten: Collection[int] = ()
        # Whatever forgets moves the head.
        if is_stored and (look is None or look.head != head):
            forgotten = (await forgotten_messages(self.records, [episode]))[episode.id]
        if before is None:
            gathered = await self._gathered(episode, look, head, decider, forgotten)
        else:
            also = _stated_texts(before.decision.operations)
            gathered = await self.gather.around(
                episode,
                reads_conversation=decider.reads_conversation,
                also=also,
                forgotten=forgotten,
            )
        if (
            before is not None
            and before.outrun is None
            and await self._still_holds(before, gathered)
        ):
            return replace(before, head=head)
        if before is not None and before.last_word is not None:
            return await self._stood_beside(before, before.last_word, gathered, head)
        spent = Usage() if before is None else before.decision.effort.usage
        return _Thought(
            head=head,
            gathered=gathered,
            decision=await self._decided(gathered, decider, spent),
            decided=1 if before is None else before.decided + 1,
        )

    async def _gathered(
        self,
        episode: Episode,
        look: Look | None,
        head: Head | None,
        decider: Decider,
        forgotten: Collection[int],
    ) -> Gathered:
        """Return what was gathered ahead, if it counts still or again, else gather it now."""
        seen = await self._seen(look, head, decider)
        if seen is not None:
            return seen.without(forgotten)
        return await self.gather.around(
            episode, reads_conversation=decider.reads_conversation, forgotten=forgotten
        )

    async def _seen(
        self, look: Look | None, head: Head | None, decider: Decider
    ) -> Gathered | None:
        """Return what was gathered ahead, if it counts still or again."""
        if look is None:
            return None
        if look.head == head:
            return look.gathered
        if decider.reads_conversation or look.head is None:
            return None
        return await self.gather.renewed(look.gathered, look.head)

    async def _decided(self, gathered: Gathered, decider: Decider, spent: Usage) -> Decision:
        """Ask the decider, and count what was spent on the episode before, too."""
        episode = gathered.case.episode
        started = self.now()
        try:
            decision = await decider.decide(gathered.case, self.gather.within(episode.space))
            grounds = await grounds_of(
                self.records, gathered.case, decision.operations, closes_max=self.closes_max
            )
            if decider.reads_conversation:
                # A poisoned answer can be made to take seconds.
                through = await anyio.to_thread.run_sync(
                    gated, decision, episode, gathered, grounds
                )
            else:
                through = gated(decision, episode, gathered, grounds)
        except ModelError as error:
            error.usage += spent
            raise
        took = int((self.now() - started).total_seconds() * 1_000)
        usage = spent + replace(through.effort.usage, milliseconds=took)
        return replace(through, effort=through.effort.with_usage(usage))

    async def _stood_beside(
        self, before: _Thought, outrun: Decision, gathered: Gathered, head: Head | None
    ) -> _Thought:
        """Return what is left of a decision, without asking again."""
        left = stood_beside(
            outrun.operations, await self._open(gathered.case.episode.space, outrun.operations)
        )
        gathered = await self.gather.told(gathered)
        missed = [each for each in gathered.missed if each not in outrun.dropped]
        decision = replace(
            outrun,
            operations=left.operations,
            dropped=(*outrun.dropped, *missed, *left.dropped),
            notes=(*outrun.notes, OUTRUN),
        )
        decision = without_forgotten(decision, gathered.case.forgotten)
        return replace(before, head=head, gathered=gathered, decision=decision, outrun=outrun)

    async def _still_holds(self, before: _Thought, now: Gathered) -> bool:
        """Whether all that a decision names or read is there, and nothing new lies near it."""
        was = before.gathered
        if (now.missed, now.case.forgotten) != (was.missed, was.case.forgotten):
            return False
        if any(
            _is_newer(near.fact, before.seen_at)
            for near in (*now.case.shown[: now.case.nearest], *now.case.replaced)
        ):
            return False
        operations = before.decision.operations
        named = {fact.id for operation in operations for fact in _named_by(operation)}
        return named == await self._open(now.case.episode.space, operations)

    async def _open(self, space: str, operations: Sequence[Operation]) -> set[str]:
        """Return the row ids of those facts that operations name and that are open."""
        named = {fact.id for operation in operations for fact in _named_by(operation)}
        if not named:
            return set()
        where = Filter(spaces=(space,), ids=tuple(sorted(named)))
        return {fact.id for fact in await self.records.find(Fact, where)}

    async def _commit(
        self, episode: Episode, thought: _Thought, arriving: Sequence[Excerpt]
    ) -> Receipt:
        commit, notes = await self._build(episode, thought)
        await self.records.commit(replace(commit, kept=tuple(arriving)))
        return await self._receipt(commit, thought, notes, dry_run=False)

    async def _build(self, episode: Episode, thought: _Thought) -> tuple[Commit, tuple[str, ...]]:
        operations = thought.decision.operations
        closing = [fact.id for operation in operations for fact in closed_by(operation)]
        case = thought.gathered.case
        vectors, notes = await embedded(self.embedder, texts_to_embed(operations))
        commit = decision_commit(
            thought.decision,
            episode,
            turn=next_turn(episode.space, thought.head, now=self.now(), new_id=self.ids.new),
            standing=await standing_of(self.records, episode.space, closing),
            vectors=vectors,
            new_id=self.ids.new,
            candidates=_looked_at(case, thought.decision),
        )
        return commit, notes

    async def _receipt(
        self, commit: Commit, thought: _Thought, notes: Sequence[str], *, dry_run: bool
    ) -> Receipt:
        rows = (*commit.closed, *commit.opened)
        receipt = await receipt_of(self.records, commit.change, rows, dry_run=dry_run)
        return replace(
            receipt,
            near=_near(commit, thought, dry_run=dry_run),
            notes=(*thought.gathered.notes, *thought.decision.notes, *notes),
        )

    async def _settled_elsewhere(self, episode: Episode) -> Receipt:
        """Return the receipt of whoever settled the episode first."""
        change = await self._change_of(episode)
        if change is not None:
            return await receipt_of(self.records, change)
        return Receipt(
            act=act_of(episode),
            space=episode.space,
            status="done",
            episode=episode.id,
            effort=Effort(decided_by="nobody"),
            notes=("it was forgotten before it was decided",),
        )

    async def _change_of(self, episode: Episode) -> Change | None:
        if episode.recorded_by is None:
            return None
        where = Filter(spaces=(episode.space,), ids=(episode.recorded_by,), state="any")
        return next(iter(await self.records.find(Change, where)), None)


def gated(decision: Decision, episode: Episode, gathered: Gathered, grounds: Grounds) -> Decision:
    """Return a decision with only what may be committed, and all that was left out named.

    Raises:
        DecisionError: A model decided something, and nothing of it may be committed.
    """
    case = gathered.case
    facts = tuple(near.fact for near in (*case.shown, *(decision.shown or ())))
    named = [near.fact for near in case.replaced]
    stood = {(target.lineage, target.stood) for target in episode.intake.replaces}
    through = passed(
        decision.operations,
        episode,
        Shown(
            known=frozenset(fact.id for fact in facts),
            named=frozenset(fact.id for fact in named),
            foreseen=frozenset(fact.id for fact in named if (fact.lineage, fact.revision) in stood),
            facts=facts,
            grounds=grounds,
        ),
    )
    if through.is_refused and decision.effort.model is not None:
        raise refused_decision((*decision.dropped, *through.dropped), decision.effort)
    left = replace(
        decision,
        operations=through.operations,
        held_back=through.held_back,
        dropped=(*gathered.missed, *decision.dropped, *through.dropped),
    )
    return without_forgotten(left, case.forgotten)


def _looked_at(case: Case, decision: Decision) -> list[str]:
    shown = case.shown if decision.shown is None else decision.shown
    nears = (*case.replaced, *shown)
    return list(dict.fromkeys(near.fact.id for near in nears))


def _is_newer(fact: Fact, seen_at: datetime | None) -> bool:
    # Belief time never goes back within a space, so it tells what was opened since.
    return seen_at is None or fact.recorded_at > seen_at


def _named_by(operation: Operation) -> tuple[Fact, ...]:
    if isinstance(operation, Noop):
        return () if operation.target is None else (operation.target,)
    return closed_by(operation)


def _stated_texts(operations: Sequence[Operation]) -> list[str]:
    return [
        operation.statement.text for operation in operations if isinstance(operation, Add | Update)
    ]


def _near(commit: Commit, thought: _Thought, *, dry_run: bool) -> tuple[Near, ...]:
    """Name possible conflicts where no model has looked for them."""
    if commit.change.effort.model is not None and thought.outrun is None:
        return ()
    closed = set(commit.change.closed)
    shown = [near for near in thought.gathered.case.shown if near.fact.id not in closed]
    added = {step.opened for step in commit.change.steps if step.operation == "ADD"}
    relations = by_source(row for row in commit.opened if isinstance(row, Relation))
    return tuple(
        near
        for fact in commit.opened
        if isinstance(fact, Fact) and fact.id in added
        for near in near_facts(
            Added(fact=fact, relations=relations.get(fact.id, ())),
            thought.gathered.case.episode,
            shown,
            dry_run=dry_run,
        )
    )
