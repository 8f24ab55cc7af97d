"""The reads of the store behind the `RecordReader` port: finding and counting.

Searches are in `record_searches`.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import partial
from typing import Final, TypeVar

import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.caches.cached_space import CachedSpace
from mcp_mem0.adapters.lancedb_records.caches.forgotten_cache import ForgottenCache
from mcp_mem0.adapters.lancedb_records.caches.request_batching import RequestBatcher
from mcp_mem0.adapters.lancedb_records.caches.space_cache import BYTES_PER_ROW, SpaceCache
from mcp_mem0.adapters.lancedb_records.columns.mentions import MENTION_COLUMNS, parse_mentions
from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_filter_scope
from mcp_mem0.adapters.lancedb_records.damage.file_faults import find_index_faults
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.mapping import (
    forget_parsed_rows,
    parse_readable,
    parse_records,
    parse_row,
    parse_stored_row,
)
from mcp_mem0.adapters.lancedb_records.record_searches import BATCH_MAX, RecordSearches
from mcp_mem0.adapters.lancedb_records.schema import list_columns, list_readable_columns
from mcp_mem0.adapters.lancedb_records.snapshots import SpaceSnapshots, sort_by_belief
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Readable, Relation, Row
from mcp_mem0.ports import Order, RowsAtHead

T = TypeVar("T")
RowT = TypeVar("RowT", bound=Row)

_ROWS_PER_BATCH: Final = 1_000

_BYTES_PER_MB: Final = 1_000_000

_ROWS_AT_ONCE_MAX: Final = 2_000
"""More rows are read in a thread: other calls would wait for seconds, 30 ms for 2,000."""


class RecordQueries(RecordSearches):
    """Reads the rows of an open store.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        spaces = SpaceCache(
            self.count_open_rows,
            self.load_open_rows,
            rows_max=store.memory_mb * _BYTES_PER_MB // BYTES_PER_ROW,
        )
        super().__init__(store, spaces)
        self._counts = RequestBatcher(self._count_batch, batch_max=BATCH_MAX)
        self._snapshots = SpaceSnapshots(store)
        self._forgotten = ForgottenCache()
        store.erases.on_erased.append(self.drop_kept)

    def drop_kept(self) -> None:
        """Drop all rows and words that are kept in memory."""
        self._spaces.drop_all()
        forget_parsed_rows()

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        return await self._snapshots.read_head(space)

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the rows opened or closed in a space after one of its heads, as a snapshot."""
        return await self._snapshots.changes_since(seen)

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the open facts and relations of a space and its head, as a snapshot."""
        kept = await self._spaces.get_kept_rows(space, await self._store.get_view())
        if kept is not None and kept.count <= rows_max:
            return self._snapshots.build_snapshot(kept)
        return await self._snapshots.snapshot(space, rows_max=rows_max)

    async def get_view(self) -> View:
        """Return the store as a read that begins now sees it."""
        return await self._store.get_view()

    async def count_open_rows(self, view: View, space: str) -> int:
        """Return how many open facts, excerpts and relations a space has."""
        return await self._snapshots.count_open_rows(view, space)

    async def load_open_rows(self, view: View, space: str) -> CachedSpace:
        """Return the open rows of a space, all as of one moment."""
        return await self._snapshots.load_open_rows(view, space)

    async def tokenise(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        return await self._store.read(lambda view: view.split_words(texts))

    async def find(
        self,
        kind: type[RowT],
        where: Filter,
        *,
        order: Order = "oldest",
        limit: int | None = None,
        vectors: bool = False,
    ) -> list[RowT]:
        """Return the rows of a kind that pass a filter, by belief time and id."""
        scope = build_filter_scope([kind], where, zone=self._store.zone)
        columns = list_columns(kind, vectors=vectors)
        cut = None if limit is None else order
        found = await self._store.read(
            lambda view: view.read_rows(scope, columns, order=cut, limit=limit)
        )

        def parse() -> list[RowT]:
            rows = [parse_row(kind, record) for record in parse_records(found, self._store.zone)]
            return sort_by_belief(rows, newest_first=order == "newest")

        return await _run_by_size(found.num_rows, parse)

    async def find_last_excerpt(self, space: str, session: str) -> Excerpt | None:
        """Return the open excerpt of a session that was stored last, without its vector."""
        where = Filter(spaces=(space,), sessions=(session,))
        newest = (await self._store.get_view()).overlay.find_last_excerpt(where)
        if newest is not None:
            return newest
        found = await self.find(Excerpt, where, order="newest", limit=1)
        return found[0] if found else None

    async def find_forgotten(self, space: str) -> Forgotten:
        """Return what is forgotten of a space, as of the newest commit of any process."""
        return await self._store.read(partial(self._forgotten.find, space))

    async def find_readable(self, kinds: Sequence[type[Readable]], where: Filter) -> list[Readable]:
        """Return the rows of some kinds that pass a filter, by belief time, without vectors."""
        scope = build_filter_scope(kinds, where, zone=self._store.zone)
        columns = list_readable_columns(kinds)
        found = await self._store.read(lambda view: view.read_rows(scope, columns))

        def parse() -> list[Readable]:
            rows = [parse_readable(record) for record in parse_records(found, self._store.zone)]
            return sort_by_belief(rows)

        return await _run_by_size(found.num_rows, parse)

    async def find_mentions(self, where: Filter) -> list[Mention]:
        """Return which names the facts and relations that pass a filter mention, oldest first."""
        scope = build_filter_scope([Fact, Relation], where, zone=self._store.zone)
        found = await self._store.read(lambda view: view.read_rows(scope, MENTION_COLUMNS))
        return await anyio.to_thread.run_sync(parse_mentions, found)

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows pass a filter."""
        match where.spaces:
            case (space,) if kind is Episode and where == Filter(spaces=(space,), pending=True):
                rows = await self._spaces.get_kept_rows(space, await self._store.get_view())
                if rows is not None:
                    return len(rows.pending)
            case _:
                pass
        return await self._counts.ask((kind, where), None)

    async def _count_batch(
        self, asked: tuple[type[Row], Filter], questions: Sequence[None]
    ) -> list[int]:
        kind, where = asked
        scope = build_filter_scope([kind], where, zone=self._store.zone)
        return [await self._store.read(lambda view: view.count(scope))] * len(questions)

    async def list_spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        return await self._store.read(lambda view: view.list_spaces())

    async def scan(self) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return every row of every space, open or closed, with vectors, as a snapshot."""
        # A read that takes a while cannot be asked again from its middle.
        async with self._store.hold_off_maintenance():
            view = await self._store.get_view()
            async with aclosing(view.read_all_rows(rows_max=_ROWS_PER_BATCH)) as batches:
                async for batch in batches:
                    records = parse_records(batch, self._store.zone)
                    yield [parse_stored_row(record) for record in records]

    async def list_losses(self) -> list[str]:
        """Return a sentence for each damage that has cost rows, until it is acknowledged."""
        return [loss.describe() for loss in self._store.list_losses()]

    async def find_index_faults(self) -> list[str]:
        """Return what is wrong with the indexes and files, as sentences."""
        view = await self._store.get_view()
        return [
            *await find_index_faults(view.table),
            *view.overlay.find_faults(),
            *await self._store.find_file_faults(),
        ]


async def _run_by_size(rows: int, parse: Callable[[], T]) -> T:
    """Parse few rows here, and many in a thread."""
    if rows <= _ROWS_AT_ONCE_MAX:
        return parse()
    return await anyio.to_thread.run_sync(parse)
