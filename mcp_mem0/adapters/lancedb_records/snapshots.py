"""Reads the rows of a space together with its head, as of one moment."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Sequence
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from mcp_mem0.adapters.lancedb_records.caches.heads import HeadCache
from mcp_mem0.adapters.lancedb_records.caches.open_facts import (
    OpenFacts,
    Tokenise,
    build_open_facts,
)
from mcp_mem0.adapters.lancedb_records.caches.own_commits import OwnCommits
from mcp_mem0.adapters.lancedb_records.conditions import build_head_rows_scope, build_head_scope
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.mapping import parse_head, parse_readable, parse_records
from mcp_mem0.adapters.lancedb_records.reading import read_rows
from mcp_mem0.adapters.lancedb_records.schema import HEAD, list_readable_columns
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Head, Readable, Relation, Row
from mcp_mem0.ports import RowsAtHead

RowT = TypeVar("RowT", bound=Row)


class SpaceSnapshots:
    """Reads spaces with their heads, and as little of them as the caches allow.

    Args:
        store: The open store.
        heads: The heads that are known.
        own: The last commits of this process.
    """

    def __init__(self, store: Store, heads: HeadCache, own: OwnCommits) -> None:
        self._store = store
        self._heads = heads
        self._own = own

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        table = await self._store.get_current_table()
        version = await read(table.version())
        head = self._heads.find_head(version, space)
        if head is not None:
            return head
        columns = ["space", "revision", "recorded_at"]
        records = parse_records(
            await read_rows(table.query().limit(1), build_head_scope(space), columns),
            self._store.zone,
        )
        if not records:
            return None
        head = parse_head(records[0])
        # It may be of a later version already; then no later read asks for this one.
        self._heads.note(version, head)
        return head

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the rows opened or closed in a space after one of its heads, as a snapshot."""
        version = await read((await self._store.get_current_table()).version())
        head = self._heads.find_head(version, seen.space)
        own = None if head is None else self._own.collect_changes(seen, head)
        if head is None or own is None:
            return await self._read_changes_since(seen, version)
        return RowsAtHead(head, sort_by_belief(own))

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the open facts and relations of a space and its head, as a snapshot."""
        version = await read((await self._store.get_current_table()).version())
        found = await self._read_with_head(space, Filter(spaces=(space,)), limit=rows_max + 2)
        return None if found.num_rows > rows_max + 1 else self._build_rows_at_head(found, version)

    async def load_open_facts(self, space: str, tokenise: Tokenise) -> OpenFacts | None:
        """Return the open facts of a space, as a snapshot; None if it has no head."""
        where = Filter(spaces=(space,))
        found = await self._read_with_head(space, where, kinds=[Fact], vectors=True)
        is_head = pc.equal(found.column("kind"), pa.scalar(HEAD))
        heads = parse_records(found.filter(is_head), self._store.zone)
        if not heads:
            return None
        return await build_open_facts(parse_head(heads[0]), found, tokenise, self._store.zone)

    async def _read_changes_since(self, seen: Head, version: int) -> RowsAtHead:
        where = Filter(spaces=(seen.space,), state="any", changed_since=seen.recorded_at)
        return self._build_rows_at_head(await self._read_with_head(seen.space, where), version)

    async def _read_with_head(
        self,
        space: str,
        where: Filter,
        *,
        kinds: Sequence[type[Readable]] = (Fact, Relation),
        vectors: bool = False,
        limit: int | None = None,
    ) -> pa.Table:
        """Return rows and the head of their space, as records of one snapshot."""
        # One scan for both costs no more than one for the rows alone.
        scope = build_head_rows_scope(space, kinds, where, zone=self._store.zone)
        columns = [*list_readable_columns(kinds), *(["vector"] if vectors else [])]
        query = (await self._store.get_current_table()).query()
        return await read_rows(query if limit is None else query.limit(limit), scope, columns)

    def _build_rows_at_head(self, found: pa.Table, version: int) -> RowsAtHead:
        records = parse_records(found, self._store.zone)
        heads = [parse_head(record) for record in records if record["kind"] == HEAD]
        if not heads:
            return RowsAtHead(None, [])
        self._heads.note(version, heads[0])
        rows = [parse_readable(record) for record in records if record["kind"] != HEAD]
        stated = [row for row in rows if isinstance(row, Fact | Relation)]
        return RowsAtHead(heads[0], sort_by_belief(stated))


def sort_by_belief(rows: Iterable[RowT], *, newest_first: bool = False) -> list[RowT]:
    """Return rows by belief time and id."""
    return sorted(rows, key=lambda row: (row.recorded_at, row.id), reverse=newest_first)
