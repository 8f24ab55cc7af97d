"""Undoing a change as a whole: facts, relations, excerpts and history in one commit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mcp_mem0.domain.decisions.change_builder import build_change_row, plan_next_change
from mcp_mem0.domain.decisions.undo_builder import (
    Rows,
    build_undo_steps,
    reopen_rows,
)
from mcp_mem0.domain.errors import EmptyChangeError, NotFoundError, RequestError, quote_value
from mcp_mem0.domain.model.changes import Change, Commit
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.requests.model import ForgetRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import SETTLED_TAG
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.forget.neighbour_texts import NeighbourTexts
from mcp_mem0.services.forget.undo_erased import (
    check_any_is_left,
    describe_erased,
    select_lifted,
    select_unerased,
)
from mcp_mem0.services.forget.undo_rows import UndoRows, build_dependency_error
from mcp_mem0.services.queries.lookups import find_active_undo, load_changes
from mcp_mem0.services.queries.receipt_builder import BY_REQUEST, build_undo_receipt
from mcp_mem0.services.queries.restated import describe_restated, find_restated
from mcp_mem0.services.queries.sessions import SessionResolver


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reversal:
    """The rows that undoing a change closes, and those that it reopens.

    `restated` are open facts that say again what it does not reopen, by that one's row id; `erased`
    says what it would have reopened, too.
    """

    change: Change
    rows_to_close: Rows
    rows_to_reopen: Rows
    newest: dict[str, int]
    restated: Mapping[str, Fact]
    erased: tuple[str, ...]


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
        undone = await self._find_change(request.space, change_id)
        reversal = await self._plan_reversal(undone)
        next_change = plan_next_change(request.space, head, now=self.now(), new_id=self.ids.make_id)
        why = f"undo of {change_id}"
        retirement = next_change.build_retirement(await self._choose_closing(undone), why)
        reopened = reopen_rows(
            reversal.rows_to_reopen, reversal.newest, next_change, self.ids.make_id
        )
        rows_to_close = reversal.rows_to_close
        beside = await NeighbourTexts(records=self.records).reindex(
            request.space, closed=rows_to_close.excerpts, opened=reopened.excerpts
        )
        reopened = replace(reopened, excerpts=beside.opened)
        actor = await self.conversations.resolve_actor(request)
        if SETTLED_TAG in undone.tags:
            # By it is found what was said of two facts in doubt, and what was taken back.
            actor = replace(actor, tags=(*actor.tags, SETTLED_TAG))
        change = build_change_row(
            actor,
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
                    reindexed=beside.neighbours,
                )
            )
        receipt = await build_undo_receipt(
            self.records, change, rows_to_close, reopened, dry_run=request.dry_run
        )
        notes = (*receipt.notes, *describe_restated(reversal.restated), *reversal.erased)
        return replace(receipt, notes=notes)

    async def _find_change(self, space: str, change_id: str) -> Change:
        change = (await load_changes(self.records, (space,), [change_id])).get(change_id)
        if change is None:
            raise NotFoundError(
                f"there is no change {quote_value(change_id)} in space {quote_value(space)}:"
                " copy its id from the receipt, or name the space"
            )
        return change

    async def _choose_closing(self, change: Change) -> Closing:
        """Return how undoing a change closes rows: to undo the undo of a forget is to forget."""
        forgets = change.act == "undo"
        while change.undoes is not None:
            change = await self._find_change(change.space, change.undoes)
            if change.undoes is not None:
                forgets = not forgets
        return "forgotten" if forgets and change.act == "forget" else "undone"

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
        rows_to_close = await self._rows.find_rows_to_close(change)
        closed = await self._rows.find_closed_rows(change)
        rows_to_reopen = select_unerased(closed)
        check_any_is_left(change, closed, rows_to_reopen)
        await self._check_not_forgotten(change, rows_to_reopen)
        erased = describe_erased(closed, rows_to_reopen)
        if len(rows_to_reopen.past) < len(closed.past) or erased:
            kept = await select_lifted(
                self.records, change.space, rows_to_reopen, rows_to_close.fingerprints
            )
            rows_to_close = replace(rows_to_close, fingerprints=kept)
        if (
            not rows_to_close.all_rows
            and not rows_to_reopen.all_rows
            and SETTLED_TAG not in change.tags
        ):
            raise EmptyChangeError(f"change {change.id} changed nothing that could be undone")
        newest = await self._rows.find_newest_revisions(
            change, rows_to_close.facts, rows_to_reopen.facts
        )
        restated = await find_restated(
            self.records,
            change,
            rows_to_reopen.facts,
            besides={fact.id for fact in rows_to_close.facts},
        )
        left = tuple(fact for fact in rows_to_reopen.facts if fact.id not in restated)
        kept = {fact.id for fact in left}
        relations = tuple(row for row in rows_to_reopen.relations if row.source in kept)
        rows_to_reopen = replace(rows_to_reopen, facts=left, relations=relations)
        if restated and not rows_to_close.all_rows and not rows_to_reopen.all_rows:
            [note, *_] = describe_restated(restated)
            raise RequestError(f"change {change.id} cannot be undone: {note}")
        return _Reversal(
            change=change,
            rows_to_close=rows_to_close,
            rows_to_reopen=rows_to_reopen,
            newest=newest,
            restated=restated,
            erased=erased,
        )

    @property
    def _rows(self) -> UndoRows:
        return UndoRows(records=self.records)

    async def _check_not_forgotten(self, change: Change, rows: Rows) -> None:
        """Raise RequestError if it would bring back what was forgotten after it was closed."""
        forgotten = await self.records.find_forgotten(change.space)
        for fact in rows.facts:
            by = forgotten.find_revision(fact.id)
            if by is not None:
                raise build_dependency_error(change, fact, by.recorded_by)
