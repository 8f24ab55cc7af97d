"""Watching spaces for changes by any process."""

from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.ports import Records

CHANGES_MAX: Final = 200
"""Most changes that are read at once; later ones are read the next time."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Reads what changes touched, after the head row of a space has moved."""

    records: Records

    async def read_revision(self, space: str) -> int:
        """Return the newest revision of a space; 0 before its first change."""
        head = await self.records.read_head(space)
        return 0 if head is None else head.revision

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        """Return what changed after a revision; empty if nothing did."""
        if await self.read_revision(space) <= revision:
            return ChangeNotice(revision=revision)
        where = Filter(spaces=(space,), state="any", after_revision=revision)
        changes = await self.records.find(Change, where, limit=CHANGES_MAX)
        ids = tuple({row for change in changes for row in (*change.opened, *change.closed)})
        row_filter = Filter(spaces=(space,), state="any", ids=ids)
        facts = await self.records.find(Fact, row_filter)
        relations = await self.records.find(Relation, row_filter)
        ends = (name for row in relations for name in (row.subject, row.object))
        return ChangeNotice(
            revision=max((change.revision for change in changes), default=revision),
            facts=frozenset(fact.lineage for fact in facts),
            entities=frozenset({name for fact in facts for name in fact.entities} | set(ends)),
            changes=frozenset(change.id for change in changes),
            acts=frozenset(change.act for change in changes),
        )
