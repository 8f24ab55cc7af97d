"""Reads the rows of a space together with its head, as of one moment."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable
from datetime import tzinfo
from functools import partial
from typing import Final, TypeVar

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.caches.cached_space import CachedSpace
from mcp_mem0.adapters.lancedb_records.caches.space_loading import build_cached_space
from mcp_mem0.adapters.lancedb_records.conditions.scopes import (
    Scope,
    build_filter_scope,
    build_head_rows_scope,
)
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.mapping import parse_head, parse_readable, parse_records
from mcp_mem0.adapters.lancedb_records.schema import HEAD, READABLE, list_readable_columns
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.domain.model.filters import Filter, does_match
from mcp_mem0.domain.model.rows import Episode, Fact, Head, Readable, Relation, Row
from mcp_mem0.ports import RowsAtHead

RowT = TypeVar("RowT", bound=Row)

_STATED: Final[tuple[type[Readable], ...]] = (Fact, Relation)


class SpaceSnapshots:
    """Reads spaces with their heads.

    Args:
        store: The open store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._origins: dict[str, object] = {}
        """By space, the file of the front that its last snapshot was read from."""

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        return await self._store.read(lambda view: view.read_head(space))

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the rows opened or closed in a space after one of its heads, as a snapshot."""
        return await self._store.read(partial(self._read_changes_since, seen))

    async def _read_changes_since(self, seen: Head, view: View) -> RowsAtHead:
        origin = view.overlay.origin
        if self._origins.get(seen.space, origin) is not origin:
            # A restored backup may have other changes under the same numbers.
            return RowsAtHead(None, [])
        where = Filter(spaces=(seen.space,), state="any", changed_since=seen.recorded_at)
        head = await view.read_head(seen.space)
        if head == seen:
            return RowsAtHead(head, [])
        newer = None if head is None else view.overlay.list_changed_since(seen, head)
        if newer is not None:
            rows = [each.row for each in newer if isinstance(each.row, Fact | Relation)]
            return RowsAtHead(head, sort_by_belief(row for row in rows if does_match(where, row)))
        return self._build_rows_at_head(await self._read_with_head(seen.space, where, view))

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the open facts and relations of a space and its head, as a snapshot."""
        read = partial(self._read_snapshot, space, rows_max + 2)
        found = await self._store.read(read)
        return None if found.num_rows > rows_max + 1 else self._build_rows_at_head(found)

    async def _read_snapshot(self, space: str, limit: int, view: View) -> pa.Table:
        found = await self._read_with_head(space, Filter(spaces=(space,)), view, limit=limit)
        self._origins[space] = view.overlay.origin
        return found

    def build_snapshot(self, kept: CachedSpace) -> RowsAtHead:
        """Return a snapshot from the rows of a space in memory."""
        self._origins[kept.space] = kept.origin
        return RowsAtHead(kept.head, sort_by_belief(kept.get_stated_rows()))

    async def count_open_rows(self, view: View, space: str) -> int:
        """Return how many open facts, excerpts and relations a space has."""
        return await view.count(_build_open_scope(space, self._store.zone))

    async def load_open_rows(self, view: View, space: str) -> CachedSpace:
        """Return the open rows of a space, all as of one moment."""
        zone = self._store.zone
        columns = [*list_readable_columns([*READABLE.values()]), "vector"]
        rows = await view.read_rows(_build_open_scope(space, zone), columns)
        undecided = build_filter_scope([Episode], Filter(spaces=(space,), pending=True), zone=zone)
        pending = (await view.read_rows(undecided, ["id"])).column("id").to_pylist()
        return await build_cached_space(space, view, rows, map(str, pending), zone)

    async def _read_with_head(
        self,
        space: str,
        where: Filter,
        view: View,
        *,
        limit: int | None = None,
    ) -> pa.Table:
        """Return rows and the head of their space, as records of one snapshot."""
        # One scan for both costs no more than one for the rows alone.
        scope = build_head_rows_scope(space, _STATED, where, zone=self._store.zone)
        columns = list_readable_columns(_STATED)
        return await view.read_rows(scope, columns, limit=limit)

    def _build_rows_at_head(self, found: pa.Table) -> RowsAtHead:
        records = parse_records(found, self._store.zone)
        heads = [parse_head(record) for record in records if record["kind"] == HEAD]
        if not heads:
            return RowsAtHead(None, [])
        rows = [parse_readable(record) for record in records if record["kind"] != HEAD]
        stated = [row for row in rows if isinstance(row, Fact | Relation)]
        return RowsAtHead(heads[0], sort_by_belief(stated))


def _build_open_scope(space: str, zone: tzinfo) -> Scope:
    return build_filter_scope([*READABLE.values()], Filter(spaces=(space,)), zone=zone)


def sort_by_belief(rows: Iterable[RowT], *, newest_first: bool = False) -> list[RowT]:
    """Return rows by belief time and id."""
    return sorted(rows, key=lambda row: (row.recorded_at, row.id), reverse=newest_first)
