"""Undoing a change as a whole: facts, relations, excerpts and history in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mcp_mem0.domain.decisions.change_builder import build_change_row, plan_next_change
from mcp_mem0.domain.decisions.undo_builder import (
    Rows,
    build_undo_steps,
    compute_copy_key,
    reopen_rows,
)
from mcp_mem0.domain.errors import NotFoundError, RequestError, quote_value
from mcp_mem0.domain.model.changes import Change, Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.domain.requests.model import ForgetRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.queries.lookups import (
    find_active_undo,
    load_changes,
    load_lineages,
    load_open_rows,
)
from mcp_mem0.services.queries.receipt_builder import BY_REQUEST, build_undo_receipt
from mcp_mem0.services.queries.sessions import SessionResolver

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reversal:
    """The rows that undoing a change closes, and those that it reopens."""

    change: Change
    rows_to_close: Rows
    rows_to_reopen: Rows
    newest: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Undo:
    """Undoes changes."""

    records: Records
    conversations: SessionResolver
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)

    async def undo(self, request: ForgetRequest, change_id: str) -> Receipt:
        """Undo a change as a whole.

        Raises:
            NotFoundError: There is no such change in the space.
            RequestError: It was undone already, a later change built on it, or there is
                nothing to undo.
        """

        async def run_attempt() -> Receipt:
            return await self._undo(request, change_id)

        return await self.pace.retry_until_committed(
            run_attempt, records=self.records, space=request.space
        )

    async def _undo(self, request: ForgetRequest, change_id: str) -> Receipt:
        head = await self.records.read_head(request.space)
        reversal = await self._plan_reversal(await self._find_change(request.space, change_id))
        next_change = plan_next_change(request.space, head, now=self.now(), new_id=self.ids.make_id)
        why = f"undo of {change_id}"
        retirement = next_change.build_retirement("undone", why)
        reopened = reopen_rows(
            reversal.rows_to_reopen, reversal.newest, next_change, self.ids.make_id
        )
        rows_to_close = reversal.rows_to_close
        change = build_change_row(
            await self.conversations.resolve_actor(request),
            next_change,
            act="undo",
            steps=build_undo_steps(rows_to_close.facts, reopened.facts, why),
            opened=reopened.all_rows,
            closed=rows_to_close.all_rows,
            effort=BY_REQUEST,
            source=change_id,
            undoes=change_id,
        )
        if not request.dry_run:
            await self.records.commit(
                Commit(
                    head=next_change.head,
                    change=change,
                    opened=reopened.all_rows,
                    closed=tuple(retirement.close(row) for row in rows_to_close.all_rows),
                )
            )
        return await build_undo_receipt(
            self.records, change, rows_to_close, reopened, dry_run=request.dry_run
        )

    async def _find_change(self, space: str, change_id: str) -> Change:
        change = (await load_changes(self.records, (space,), [change_id])).get(change_id)
        if change is None:
            raise NotFoundError(
                f"there is no change {quote_value(change_id)} in space {quote_value(space)}:"
                " copy its id from the receipt, or name the space"
            )
        return change

    async def _plan_reversal(self, change: Change) -> _Reversal:
        """Return which rows undoing a change closes and reopens.

        Raises:
            RequestError: It cannot be undone; the message says why.
        """
        undo = await find_active_undo(self.records, change)
        if undo is not None:
            raise RequestError(
                f"change {change.id} was undone already by {undo.id}:"
                f" undo {undo.id} to bring it back"
            )
        rows_to_close = await self._find_rows_to_close(change)
        rows_to_reopen = await self._find_closed_rows(change)
        if not rows_to_close.all_rows and not rows_to_reopen.all_rows:
            raise RequestError(f"change {change.id} changed nothing that could be undone")
        newest = await self._find_newest_revisions(
            change, rows_to_close.facts, rows_to_reopen.facts
        )
        return _Reversal(
            change=change, rows_to_close=rows_to_close, rows_to_reopen=rows_to_reopen, newest=newest
        )

    async def _find_rows_to_close(self, change: Change) -> Rows:
        """Return the open rows that a change opened, or their current copies."""
        facts = [
            await self._require_open(fact, change)
            for fact in await self._find_rows(Fact, change.space, change.opened)
        ]
        open_rows = await load_open_rows(self.records, change.space, [fact.id for fact in facts])
        return Rows(
            facts=tuple(open_rows.facts[fact.id] for fact in facts),
            relations=tuple(row for fact in facts for row in open_rows.relations.get(fact.id, ())),
            excerpts=await self._find_excerpts_to_hide(change),
            episodes=tuple(
                _require_pending(episode, change)
                for episode in await self._find_rows(Episode, change.space, change.opened)
            ),
        )

    async def _find_excerpts_to_hide(self, change: Change) -> tuple[Excerpt, ...]:
        """Return the open excerpts that would still reveal what is undone."""
        if change.act not in {"remember", "relate"} or change.source is None:
            copies = await self._find_rows(Excerpt, change.space, change.opened)
            current = [await self._find_current_copy(excerpt) for excerpt in copies]
            still_open = [excerpt.id for excerpt in current if excerpt.is_open]
            return tuple(await self._find_rows(Excerpt, change.space, still_open))
        where = Filter(spaces=(change.space,), sources=(change.source,))
        excerpts = await self.records.find(Excerpt, where, vectors=True)
        if not change.opened and not change.closed:
            # Such a change consists of the words alone.
            return tuple(excerpts)
        facts = await self._find_rows(Fact, change.space, change.opened)
        positions = {fact.position for fact in facts}
        return tuple(excerpt for excerpt in excerpts if excerpt.position in positions)

    async def _find_closed_rows(self, change: Change) -> Rows:
        return Rows(
            facts=tuple(await self._find_rows(Fact, change.space, change.closed)),
            relations=tuple(await self._find_rows(Relation, change.space, change.closed)),
            excerpts=tuple(await self._find_rows(Excerpt, change.space, change.closed)),
            episodes=tuple(await self._find_rows(Episode, change.space, change.closed)),
        )

    async def _find_newest_revisions(
        self, change: Change, facts_to_close: Sequence[Fact], facts_to_reopen: Sequence[Fact]
    ) -> dict[str, int]:
        """Return the newest revision of each lineage that is reopened."""
        lineage_ids = (fact.lineage for fact in facts_to_reopen)
        lineages = await load_lineages(self.records, change.space, lineage_ids)
        closed_ids = {fact.id for fact in facts_to_close}
        for fact in lineages.facts:
            if fact.is_open and fact.id not in closed_ids:
                raise _build_dependency_error(change, fact, fact.recorded_by)
        return {
            fact.lineage: lineages.list_revisions(fact.lineage)[-1].revision
            for fact in facts_to_reopen
        }

    async def _find_rows(self, kind: type[RowT], space: str, ids: Sequence[str]) -> list[RowT]:
        """Return the rows of a kind with the given ids, open and closed, with vectors."""
        if not ids:
            return []
        where = Filter(spaces=(space,), ids=tuple(ids), state="any")
        return await self.records.find(kind, where, vectors=True)

    async def _require_open(self, fact: Fact, change: Change) -> Fact:
        current = await self._find_current_copy(fact)
        if not current.is_open:
            raise _build_dependency_error(change, current, current.retired_by)
        return current

    async def _find_current_copy(self, row: RowT) -> RowT:
        """Return a row, or the copy that came back when the change that closed it was undone."""
        while not row.is_open:
            changes = await load_changes(self.records, (row.space,), [row.retired_by])
            undo = [await find_active_undo(self.records, change) for change in changes.values()]
            if not undo or undo[0] is None:
                return row
            copies = await self._find_rows(type(row), row.space, undo[0].opened)
            matches = [copy for copy in copies if compute_copy_key(copy) == compute_copy_key(row)]
            if not matches:
                return row
            row = matches[0]
        return row


def _require_pending(episode: Episode, change: Change) -> Episode:
    if not episode.is_pending:
        raise _build_dependency_error(change, episode, episode.recorded_by or episode.retired_by)
    return episode


def _build_dependency_error(change: Change, row: Row, later: str | None) -> RequestError:
    return RequestError(
        f"change {change.id} cannot be undone, because change {later} built on it"
        f" (it touched {row.id}): undo {later} first"
    )
