"""Finding the rows that undoing a change closes, and those that it reopens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from mcp_mem0.domain.decisions.undo_builder import Rows, compute_copy_key
from mcp_mem0.domain.errors import BuiltUponError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Row
from mcp_mem0.ports import Records
from mcp_mem0.services.queries.lookups import (
    find_active_undo,
    load_changes,
    load_lineages,
    load_open_rows,
)

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, kw_only=True)
class UndoRows:
    """Finds the rows of a change as they are now, with vectors.

    Args:
        records: The store.
    """

    records: Records

    async def find_rows_to_close(self, change: Change) -> Rows:
        """Return the open rows that a change opened, or their current copies.

        Raises:
            BuiltUponError: A later change built on it.
        """
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
            # What was stated anew since is remembered again already.
            fingerprints=tuple(
                kept
                for kept in await self._find_rows(Fingerprint, change.space, change.opened)
                if kept.is_open
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
        [episode] = await self._find_rows(Episode, change.space, [change.source])
        if episode.intake.is_stated:
            # Several statements of one call go together, known before or not.
            return tuple(excerpts)
        facts = await self._find_rows(Fact, change.space, change.opened)
        positions = {fact.position for fact in facts}
        return tuple(excerpt for excerpt in excerpts if excerpt.position in positions)

    async def find_closed_rows(self, change: Change) -> Rows:
        """Return the rows that a change closed, and the past revisions that it forgot."""
        opened = await self._find_rows(Fingerprint, change.space, change.opened)
        revisions = [row for kept in opened for row in kept.revisions]
        return Rows(
            facts=tuple(await self._find_rows(Fact, change.space, change.closed)),
            relations=tuple(await self._find_rows(Relation, change.space, change.closed)),
            excerpts=tuple(await self._find_rows(Excerpt, change.space, change.closed)),
            episodes=tuple(await self._find_rows(Episode, change.space, change.closed)),
            fingerprints=tuple(await self._find_rows(Fingerprint, change.space, change.closed)),
            past=tuple(await self._find_rows(Fact, change.space, revisions)),
        )

    async def find_newest_revisions(
        self, change: Change, facts_to_close: Sequence[Fact], facts_to_reopen: Sequence[Fact]
    ) -> dict[str, int]:
        """Return the newest revision of each lineage that is reopened.

        Raises:
            BuiltUponError: A later change opened one of them.
        """
        lineage_ids = (fact.lineage for fact in facts_to_reopen)
        lineages = await load_lineages(self.records, change.space, lineage_ids)
        closed_ids = {fact.id for fact in facts_to_close}
        for fact in lineages.facts:
            if fact.is_open and fact.id not in closed_ids:
                raise build_dependency_error(change, fact, fact.recorded_by)
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
            raise build_dependency_error(change, current, current.retired_by)
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
        raise build_dependency_error(change, episode, episode.recorded_by or episode.retired_by)
    return episode


def build_dependency_error(change: Change, row: Row, later: str | None) -> BuiltUponError:
    """Return the error of a change that another one built on."""
    return BuiltUponError(
        f"change {change.id} cannot be undone, because change {later} built on it"
        f" (it touched {row.id}): undo {later} first",
        later=later,
    )
