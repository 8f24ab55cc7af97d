"""Undoing many changes that only added: all rows are read at once, and closed in one commit.

Undone one by one, each change would read the whole session of its messages, and take a commit.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mcp_mem0.domain.decisions.change_builder import build_change_row, plan_next_change
from mcp_mem0.domain.decisions.undo_builder import Rows, build_undo_steps
from mcp_mem0.domain.model.changes import Change, Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Excerpt, Fact, Relation, Row
from mcp_mem0.domain.requests.model import ForgetRequest
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.forget.neighbour_texts import NeighbourTexts
from mcp_mem0.services.queries.lookups import find_active_undos, group_by_source
from mcp_mem0.services.queries.receipt_builder import BY_REQUEST
from mcp_mem0.services.queries.sessions import SessionResolver

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, kw_only=True)
class UndoTogether:
    """Undoes additions that nobody has built on."""

    records: Records
    conversations: SessionResolver
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)

    async def undo_additions(
        self, request: ForgetRequest, changes: Sequence[Change]
    ) -> frozenset[str]:
        """Undo those of some changes that only added what is still as it was.

        Each gets an undo of its own in the history. The others are left for `Undo`, which says
        what stands against it.

        Args:
            request: Who undoes them, in which space, and whether it is a dry run.
            changes: The changes, all of that space, in the order in which they are undone.

        Returns:
            The ids of the changes that are undone, or would be.

        Raises:
            StoreError: None of them is undone.
        """

        async def run_attempt() -> frozenset[str]:
            return await self._undo(request, changes)

        return await self.pace.retry_until_committed(
            run_attempt, records=self.records, space=request.space
        )

    async def _undo(self, request: ForgetRequest, changes: Sequence[Change]) -> frozenset[str]:
        head = await self.records.read_head(request.space)
        found = await self._find_rows(request.space, changes)
        if request.dry_run or not found:
            return frozenset(found)
        actor = await self.conversations.resolve_actor(request)
        gone = [row for rows in found.values() for row in rows.excerpts]
        beside = await NeighbourTexts(records=self.records).reindex(request.space, closed=gone)
        commits: list[Commit] = []
        for change in changes:
            rows = found.get(change.id)
            if rows is None:
                continue
            following = plan_next_change(
                request.space, head, now=self.now(), new_id=self.ids.make_id
            )
            head, why = following.head, f"undo of {change.id}"
            retirement = following.build_retirement("undone", why)
            entry = build_change_row(
                actor,
                following,
                act="undo",
                steps=build_undo_steps(rows.facts, (), why),
                opened=(),
                closed=rows.all_rows,
                effort=BY_REQUEST,
                source=change.id,
                undoes=change.id,
            )
            closed = tuple(retirement.close(row) for row in rows.all_rows)
            commits.append(Commit(head=following.head, change=entry, closed=closed))
        commits[-1] = replace(commits[-1], reindexed=beside.neighbours)
        await self.records.commit(*commits)
        return frozenset(found)

    async def _find_rows(self, space: str, changes: Sequence[Change]) -> dict[str, Rows]:
        """Return the rows to close of each change that can be undone so, by its id."""
        undone = await find_active_undos(self.records, changes)
        simple = [change for change in changes if change.id not in undone and _only_adds(change)]
        opened = tuple(row for change in simple for row in change.opened)
        facts = {row.id: row for row in await self._find(Fact, space, ids=opened)}
        relations = group_by_source(await self._find(Relation, space, sources=tuple(facts)))
        excerpts: dict[str, list[Excerpt]] = defaultdict(list)
        sources = tuple(change.source for change in simple if change.source is not None)
        for row in await self._find(Excerpt, space, sources=sources):
            excerpts[row.source].append(row)
        found: dict[str, Rows] = {}
        for change in simple:
            rows = _select_rows(change, facts, relations, excerpts[change.source or ""])
            # Else somebody has closed or changed some of it since, or there is nothing.
            if rows and {row.id for row in (*rows.facts, *rows.relations)} == {*change.opened}:
                found[change.id] = rows
        return found

    async def _find(
        self,
        kind: type[RowT],
        space: str,
        *,
        ids: tuple[str, ...] | None = None,
        sources: tuple[str, ...] | None = None,
    ) -> list[RowT]:
        """Return open rows with vectors by their ids or their sources."""
        if not (ids or sources):
            return []
        where = Filter(spaces=(space,), ids=ids, sources=sources)
        return await self.records.find(kind, where, vectors=True)


def _only_adds(change: Change) -> bool:
    return change.act in {"remember", "relate"} and not change.closed


def _select_rows(
    change: Change,
    facts: Mapping[str, Fact],
    relations: Mapping[str, tuple[Relation, ...]],
    excerpts: Sequence[Excerpt],
) -> Rows:
    """Return what is open of a change, and the messages that would still reveal it."""
    added = [facts[row] for row in change.opened if row in facts]
    positions = {fact.position for fact in added}
    return Rows(
        facts=tuple(added),
        relations=tuple(row for fact in added for row in relations.get(fact.id, ())),
        # A change that opened nothing consists of the words alone.
        excerpts=tuple(row for row in excerpts if not change.opened or row.position in positions),
    )
