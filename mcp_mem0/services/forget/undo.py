"""Undoing a change as a whole: facts, relations, excerpts and history in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mcp_mem0.domain.decisions.commit_builder import change_row, next_turn
from mcp_mem0.domain.decisions.undo_builder import Rows, likeness, reopened, steps_of
from mcp_mem0.domain.errors import NotFoundError, RequestError, quoted
from mcp_mem0.domain.model.changes import Change, Commit, Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.requests.model import ForgetRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import Pace
from mcp_mem0.services.queries.lookups import changes_by_id, lineages_of, standing_of, undo_in_force
from mcp_mem0.services.queries.receipt_builder import receipt_of
from mcp_mem0.services.queries.sessions import Conversations

BY_REQUEST = Effort(decided_by="the caller")

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reversal:
    """What undoing a change closes, and what it brings back."""

    change: Change
    closing: Rows
    returning: Rows
    newest: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Undo:
    """Takes changes back."""

    records: Records
    conversations: Conversations
    ids: IdMaker
    now: Clock
    pace: Pace = field(default_factory=Pace)

    async def undo(self, request: ForgetRequest, change_id: str) -> Receipt:
        """Take a change back as a whole.

        Raises:
            NotFoundError: There is no such change in the space.
            RequestError: It was undone already, a later change built on it, or there is
                nothing to take back.
        """

        async def attempt() -> Receipt:
            return await self._undo(request, change_id)

        return await self.pace.until_committed(attempt, records=self.records, space=request.space)

    async def _undo(self, request: ForgetRequest, change_id: str) -> Receipt:
        head = await self.records.head(request.space)
        reversal = await self._reversal(await self._change(request.space, change_id))
        turn = next_turn(request.space, head, now=self.now(), new_id=self.ids.new)
        why = f"undo of {change_id}"
        retirement = turn.retirement("undone", why)
        back = reopened(reversal.returning, reversal.newest, turn, self.ids.new)
        closing = reversal.closing
        change = change_row(
            await self.conversations.actor_of(request),
            turn,
            act="undo",
            steps=steps_of(closing.facts, back.facts, why),
            opened=back.all,
            closed=closing.all,
            effort=BY_REQUEST,
            source=change_id,
            undoes=change_id,
        )
        if not request.dry_run:
            await self.records.commit(
                Commit(
                    head=turn.head,
                    change=change,
                    opened=back.all,
                    closed=tuple(retirement.of(row) for row in closing.all),
                )
            )
        receipt = await receipt_of(
            self.records, change, (*closing.facts, *back.facts), dry_run=request.dry_run
        )
        return replace(receipt, notes=_notes(closing, back))

    async def _change(self, space: str, change_id: str) -> Change:
        found = (await changes_by_id(self.records, (space,), [change_id])).get(change_id)
        if found is None:
            raise NotFoundError(
                f"there is no change {quoted(change_id)} in space {quoted(space)}:"
                " copy its id from the receipt, or name the space"
            )
        return found

    async def _reversal(self, change: Change) -> _Reversal:
        """Return what undoing a change takes.

        Raises:
            RequestError: It cannot be undone; the message says why.
        """
        undone_by = await undo_in_force(self.records, change)
        if undone_by is not None:
            raise RequestError(
                f"change {change.id} was undone already by {undone_by.id}:"
                f" undo {undone_by.id} to bring it back"
            )
        closing = await self._closing(change)
        returning = await self._closed_by(change)
        if not closing.all and not returning.all:
            raise RequestError(f"change {change.id} changed nothing that could be taken back")
        newest = await self._newest(change, closing.facts, returning.facts)
        return _Reversal(change=change, closing=closing, returning=returning, newest=newest)

    async def _closing(self, change: Change) -> Rows:
        """Return the open rows that a change opened, or what stands for them by now."""
        facts = [
            await self._still_open(fact, change)
            for fact in await self._named(Fact, change.space, change.opened)
        ]
        standing = await standing_of(self.records, change.space, [fact.id for fact in facts])
        return Rows(
            facts=tuple(standing.facts[fact.id] for fact in facts),
            relations=tuple(row for fact in facts for row in standing.relations.get(fact.id, ())),
            excerpts=await self._hidden_with(change),
            episodes=tuple(
                _still_pending(episode, change)
                for episode in await self._named(Episode, change.space, change.opened)
            ),
        )

    async def _hidden_with(self, change: Change) -> tuple[Excerpt, ...]:
        """Return the open excerpts that would keep telling what is taken back."""
        if change.act not in {"remember", "relate"} or change.source is None:
            copies = await self._named(Excerpt, change.space, change.opened)
            standing = [await self._stand_in(excerpt) for excerpt in copies]
            still_open = [excerpt.id for excerpt in standing if excerpt.is_open]
            return tuple(await self._named(Excerpt, change.space, still_open))
        where = Filter(spaces=(change.space,), sources=(change.source,))
        excerpts = await self.records.find(Excerpt, where, vectors=True)
        if not change.opened and not change.closed:
            # The words themselves are all that such a change is about.
            return tuple(excerpts)
        facts = await self._named(Fact, change.space, change.opened)
        positions = {fact.position for fact in facts}
        return tuple(excerpt for excerpt in excerpts if excerpt.position in positions)

    async def _closed_by(self, change: Change) -> Rows:
        return Rows(
            facts=tuple(await self._named(Fact, change.space, change.closed)),
            relations=tuple(await self._named(Relation, change.space, change.closed)),
            excerpts=tuple(await self._named(Excerpt, change.space, change.closed)),
            episodes=tuple(await self._named(Episode, change.space, change.closed)),
        )

    async def _newest(
        self, change: Change, closing: Sequence[Fact], returning: Sequence[Fact]
    ) -> dict[str, int]:
        """Return the newest revision of each lineage that comes back."""
        named = (fact.lineage for fact in returning)
        lineages = await lineages_of(self.records, change.space, named)
        gone = {fact.id for fact in closing}
        for fact in lineages.facts:
            if fact.is_open and fact.id not in gone:
                raise _built_on(change, fact, fact.recorded_by)
        return {fact.lineage: lineages.revisions(fact.lineage)[-1].revision for fact in returning}

    async def _named(self, kind: type[RowT], space: str, ids: Sequence[str]) -> list[RowT]:
        """Return those of some rows that are of a kind, open and closed, with vectors."""
        if not ids:
            return []
        where = Filter(spaces=(space,), ids=tuple(ids), state="any")
        return await self.records.find(kind, where, vectors=True)

    async def _still_open(self, fact: Fact, change: Change) -> Fact:
        standing = await self._stand_in(fact)
        if not standing.is_open:
            raise _built_on(change, standing, standing.retired_by)
        return standing

    async def _stand_in(self, row: RowT) -> RowT:
        """Return a row, or the copy that came back when the change that closed it was undone."""
        while not row.is_open:
            closed_by = await changes_by_id(self.records, (row.space,), [row.retired_by])
            undo = [await undo_in_force(self.records, change) for change in closed_by.values()]
            if not undo or undo[0] is None:
                return row
            copies = await self._named(type(row), row.space, undo[0].opened)
            alike = [copy for copy in copies if likeness(copy) == likeness(row)]
            if not alike:
                return row
            row = alike[0]
        return row


def _still_pending(episode: Episode, change: Change) -> Episode:
    if not episode.is_pending:
        raise _built_on(change, episode, episode.recorded_by or episode.retired_by)
    return episode


def _built_on(change: Change, row: Row, later: str | None) -> RequestError:
    return RequestError(
        f"change {change.id} cannot be undone, because change {later} built on it"
        f" (it touched {row.id}): undo {later} first"
    )


def _notes(closing: Rows, back: Rows) -> tuple[str, ...]:
    hidden, shown = len(closing.excerpts), len(back.excerpts)
    notes: list[str] = []
    if hidden:
        notes.append(f"{hidden} excerpt{'s were' if hidden > 1 else ' was'} hidden")
    if shown:
        notes.append(f"{shown} excerpt{'s are' if shown > 1 else ' is'} searchable again")
    return tuple(notes)
