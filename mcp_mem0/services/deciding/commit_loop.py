"""The commit loop: from a pending episode to a committed change, whoever else is writing.

Correctness rests on the head row alone: a commit that another writer came before changes nothing,
and is proposed again.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.decisions.change_builder import plan_next_change
from mcp_mem0.domain.decisions.commit_builder import build_decision_commit, list_texts_to_embed
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.forgetting.lifting import Lifting, lift_forgotten, list_stated_texts
from mcp_mem0.domain.model.changes import Commit, Decision
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.operations import list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Fact, Relation
from mcp_mem0.domain.results.conflict_hints import AddedFact, find_conflict_hints
from mcp_mem0.domain.results.receipts import ConflictHint, Receipt
from mcp_mem0.ports import Clock, Decider, DecisionInput, Embedder, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.proposal import Proposal
from mcp_mem0.services.deciding.proposer import Proposer
from mcp_mem0.services.queries.embed_or_degrade import embed_texts
from mcp_mem0.services.queries.forgotten import find_forgotten_messages
from mcp_mem0.services.queries.held_words import check_unforgotten
from mcp_mem0.services.queries.lookups import group_by_source, load_open_rows
from mcp_mem0.services.queries.receipt_builder import build_receipt, build_settled_receipt

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class CommitLoop:
    """Settles episodes, each exactly once.

    Args:
        records: The store.
        embedder: Makes the vectors of what is committed.
        proposer: Decides.
        ids: Makes ids.
        now: The clock.
        pace: How often, and how far apart, a commit is tried.
    """

    records: Records
    embedder: Embedder
    proposer: Proposer
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)

    async def settle(self, incoming: Incoming, by: Decider | None = None) -> Receipt:
        """Decide a pending episode and commit the change.

        An episode that another process has settled meanwhile is answered with that change.

        Args:
            incoming: What came in. If it is not stored yet, it is kept in one commit with its
                decision, or not at all.
            by: Decides instead of the usual decider.

        Raises:
            RequestError: It is not stored, and names a fact that cannot be replaced any more.
            ModelError: The decider failed; the episode stays pending.
            StoreError: The store failed, or others were first every time; it stays pending, or
                not stored.
        """
        proposal: Proposal | None = None
        decider = by or self.proposer.decider
        started = self.pace.clock()
        lost = 0
        while True:
            asks = decider.reads_conversation and (proposal is None or proposal.last_word is None)
            try:
                async with self.pace.guard_attempt(lost, self.records, asks_a_model=asks):
                    proposal = await self.proposer.propose(incoming, proposal, decider)
                    await check_unforgotten(self.records, incoming.episode, incoming.forgotten)
                    return await self._commit(incoming, proposal)
            except HeadMovedError:
                lost += 1
            _log.debug("episode %s conflicted, attempt %d", incoming.episode.id, lost)
            await self.pace.pause(incoming.episode.space, lost=lost, started=started)
            episode = await self.reload_episode(incoming.episode)
            if episode is None and not incoming.is_stored:
                continue
            if episode is None or not episode.is_pending:
                return await build_settled_receipt(self.records, episode or incoming.episode)
            if incoming.is_stored:
                incoming = replace(incoming, episode=episode)
            else:
                # Another call with the same key stored it first, perhaps with other words.
                incoming, proposal = Incoming(episode=episode), None

    async def settle_together(self, batch: Sequence[Incoming]) -> list[Receipt]:
        """Let rules decide what arrives in a space, in order, and keep all of it in one commit.

        Each is decided with the facts of those before it.

        Args:
            batch: Messages and statements that replace nothing, so that none closes a fact.

        Raises:
            HeadMovedError: Another writer was first; nothing was stored.
            StoreError: Nothing was stored.
        """
        head = seen = await self.records.read_head(batch[0].episode.space)
        forgotten = await find_forgotten_messages(
            self.records, [incoming.episode for incoming in batch if incoming.is_stored]
        )
        fresh: list[Fact] = []
        made: list[tuple[Commit, Proposal, tuple[str, ...]]] = []
        lifted: set[str] = set()
        for incoming in batch:
            proposal = await self.proposer.propose_in_batch(
                incoming,
                seen=seen,
                head=head,
                fresh=fresh,
                forgotten=forgotten.get(incoming.episode.id, ()),
            )
            await check_unforgotten(self.records, incoming.episode, incoming.forgotten)
            commit, notes = await self._build_commit(incoming.episode, proposal, lifted)
            lifted |= {row.id for row in commit.closed if isinstance(row, Fingerprint)}
            made.append((replace(commit, kept=tuple(incoming.excerpts or ())), proposal, notes))
            head = commit.head
            fresh += [row for row in commit.opened if isinstance(row, Fact)]
        await self.records.commit(*(commit for commit, _, _ in made))
        return [await self._build_receipt(*each, dry_run=False) for each in made]

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode that was not stored, and store nothing."""

        async def run_attempt() -> Receipt:
            proposal = await self.proposer.propose(
                Incoming(episode=episode, excerpts=()), None, self.proposer.decider
            )
            commit, notes = await self._build_commit(episode, proposal)
            return await self._build_receipt(commit, proposal, notes, dry_run=True)

        return await self.pace.retry_until_committed(
            run_attempt,
            records=self.records,
            space=episode.space,
            asks_a_model=self.proposer.decider.reads_conversation,
        )

    async def reload_episode(self, episode: Episode) -> Episode | None:
        """Return an episode as it stands now, or None if it is not stored."""
        where = Filter(spaces=(episode.space,), ids=(episode.id,), state="any")
        return next(iter(await self.records.find(Episode, where)), None)

    async def find_settled_receipt(self, episode: Episode) -> Receipt | None:
        """Return the receipt of an episode that is not pending any more, else None."""
        current = await self.reload_episode(episode)
        if current is not None and current.is_pending:
            return None
        return await build_settled_receipt(self.records, current or episode)

    async def _commit(self, incoming: Incoming, proposal: Proposal) -> Receipt:
        commit, notes = await self._build_commit(incoming.episode, proposal)
        await self.records.commit(replace(commit, kept=tuple(incoming.excerpts or ())))
        receipt = await self._build_receipt(commit, proposal, notes, dry_run=False)
        return replace(receipt, refusal=proposal.refusal and str(proposal.refusal))

    async def _build_commit(
        self, episode: Episode, proposal: Proposal, lifted: Collection[str] = ()
    ) -> tuple[Commit, tuple[str, ...]]:
        operations = proposal.decision.operations
        closing = [fact.id for operation in operations for fact in list_closed_facts(operation)]
        case = proposal.gathered.case
        vectors, notes = await embed_texts(self.embedder, list_texts_to_embed(operations))
        commit = build_decision_commit(
            proposal.decision,
            episode,
            next_change=plan_next_change(
                episode.space, proposal.head, now=self.now(), new_id=self.ids.make_id
            ),
            open_rows=await load_open_rows(self.records, episode.space, closing),
            vectors=vectors,
            new_id=self.ids.make_id,
            candidates=_list_candidates(case, proposal.decision),
        )
        lifting = await self._lift_forgotten(commit, episode, lifted)
        return lifting.commit, (*notes, *map(_describe_lifting, lifting.changes))

    async def _lift_forgotten(
        self, commit: Commit, episode: Episode, lifted: Collection[str]
    ) -> Lifting:
        """Return the commit with the fingerprints closed that it states anew.

        Args:
            commit: What is stored.
            episode: The episode that it settles.
            lifted: Fingerprints that another change of the same commit closes.
        """
        forgotten = await self.records.find_forgotten(episode.space)
        stated = list_stated_texts(episode.intake) if commit.opened and forgotten else ()
        if not stated:
            return Lifting(commit=commit)
        texts = (*stated, *(row.text for row in commit.opened if isinstance(row, Fact | Relation)))
        return lift_forgotten(
            commit, forgotten, texts, new_id=self.ids.make_id, closed=frozenset(lifted)
        )

    async def _build_receipt(
        self, commit: Commit, proposal: Proposal, notes: Sequence[str], *, dry_run: bool
    ) -> Receipt:
        return await build_receipt(
            self.records,
            commit.change,
            (*commit.closed, *commit.opened),
            dry_run=dry_run,
            near=_collect_conflict_hints(commit, proposal, dry_run=dry_run),
            notes=(*proposal.gathered.notes, *proposal.decision.notes, *notes),
            intake=proposal.gathered.case.episode.intake,
        )


def _describe_lifting(change: str) -> str:
    return f"stated anew: what change {change} forgot is remembered again"


def _list_candidates(case: DecisionInput, decision: Decision) -> list[str]:
    shown = case.shown if decision.shown is None else decision.shown
    nears = (*case.replaced, *shown)
    return list(dict.fromkeys(near.fact.id for near in nears))


def _collect_conflict_hints(
    commit: Commit, proposal: Proposal, *, dry_run: bool
) -> tuple[ConflictHint, ...]:
    """Name possible conflicts where no model has looked for them."""
    if commit.change.effort.model is not None and proposal.conflicted is None:
        return ()
    closed = set(commit.change.closed)
    shown = [near for near in proposal.gathered.case.shown if near.fact.id not in closed]
    added = {step.opened for step in commit.change.steps if step.operation == "ADD"}
    relations = group_by_source(row for row in commit.opened if isinstance(row, Relation))
    return tuple(
        near
        for fact in commit.opened
        if isinstance(fact, Fact) and fact.id in added
        for near in find_conflict_hints(
            AddedFact(fact=fact, relations=relations.get(fact.id, ())),
            proposal.gathered.case.episode,
            shown,
            dry_run=dry_run,
        )
    )
