"""One store, opened: its table, its write path, its repairs and its maintenance."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records import healing, maintenance, opening
from mcp_mem0.adapters.lancedb_records.migrations import migrate
from mcp_mem0.adapters.lancedb_records.place import BucketPlace, LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.lancedb_records.writing import BucketWrites, LocalWrites
from mcp_mem0.domain.embedding import EmbedderIdentity
from mcp_mem0.domain.errors import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOptions:
    """How a store is opened; `LanceRecords` says what each means."""

    identity: EmbedderIdentity
    lock: bool
    lock_timeout_s: float
    options: Mapping[str, str]
    compact_after_commits: int
    versions_kept_s: float


class Store:
    """Opens on demand; every read and write of the adapter goes through it."""

    def __init__(self, place: LocalPlace | BucketPlace, options: StoreOptions) -> None:
        self._place = place
        self._options = options
        self._opening = anyio.Lock()
        self._open: opening.OpenTable | None = None
        self._writes: LocalWrites | BucketWrites | None = None
        self._commits = 0
        self._retired: list[opening.OpenTable] = []

    async def open(self) -> None:
        """Open or create the store, healed and migrated; later calls return at once."""
        async with self._opening:
            if self._open is None:
                self._writes = self._write_path()
                self._open = await self._opened(self._writes)

    @property
    def table(self) -> AsyncTable:
        """The table. Each read of it sees the newest commit of any process."""
        if self._open is None:
            raise StoreError("the store is not open yet: try again in a moment")
        return self._open.table

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncTable]:
        """Hold the right to write; what was written is on disk when the block has ended."""
        writes = self._writes
        if writes is None:
            raise StoreError("the store is not open yet: try again in a moment")
        async with writes.turn():
            yield self.table
            # Shielded: a caller that gives up must not leave a commit without its flush.
            with anyio.CancelScope(shield=True):
                await writes.keep(self.table)
        self._commits += 1

    async def maintain(self) -> bool:
        """Compact and prune if enough was written and nobody else does; returns whether it did."""
        writes = self._writes
        if writes is None or self._commits < self._options.compact_after_commits:
            return False
        async with writes.maintaining() as free:
            if not free:
                return False
            self._commits = 0
            await self._compacted(writes)
            await maintenance.prune(self.table, keep_s=self._options.versions_kept_s)
            await writes.keep(self.table)
        await self._reopen()
        return True

    async def _compacted(self, writes: LocalWrites | BucketWrites) -> None:
        if not await maintenance.compact(self.table):
            async with writes.turn():
                await maintenance.compact(self.table)
        await writes.keep(self.table)

    async def _reopen(self) -> None:
        """Replace connection and table: each compaction leaves a few file handles open in them."""
        old, connection = self._open, await opening.connect(self._place, self._options.options)
        self._open = opening.OpenTable(connection, await connection.open_table(TABLE))
        if old is not None:
            self._retired.append(old)
        # A read that began before the swap may still run on the last one; older ones are done.
        while len(self._retired) > 1:
            self._retired.pop(0).close()

    def close(self) -> None:
        """Let go of the table; the next `open` opens it again."""
        for table in (*self._retired, *([self._open] if self._open else [])):
            table.close()
        self._retired.clear()
        self._open = None

    def _write_path(self) -> LocalWrites | BucketWrites:
        if isinstance(self._place, BucketPlace):
            return BucketWrites()
        self._place.prepare()
        options = self._options
        return LocalWrites(self._place, lock=options.lock, lock_timeout_s=options.lock_timeout_s)

    async def _opened(self, writes: LocalWrites | BucketWrites) -> opening.OpenTable:
        connection = await opening.connect(self._place, self._options.options)
        try:
            table = await self._table_of(connection, writes)
            await self._fit(table, writes)
            await writes.take_over(table)
        except BaseException:
            connection.close()
            raise
        return opening.OpenTable(connection, table)

    async def _table_of(
        self, connection: AsyncConnection, writes: LocalWrites | BucketWrites
    ) -> AsyncTable:
        if not await opening.has_table(connection):
            async with writes.exclusively():
                table = await opening.create(connection, self._options.identity)
                await writes.keep(table)
                return table
        if isinstance(writes, BucketWrites):
            return await connection.open_table(TABLE)
        table = await healing.opened_if_whole(connection)
        if table is not None and not await writes.may_have_lost(table):
            return table
        async with writes.exclusively():
            table = await healing.heal(connection, writes.place)
            await writes.keep(table)
            return table

    async def _fit(self, table: AsyncTable, writes: LocalWrites | BucketWrites) -> None:
        """Migrate an older table and finish an interrupted creation, under the lock."""
        if await opening.fits(table, self._options.identity):
            return
        async with writes.exclusively():
            await migrate(table)
            await opening.ensure_indexes(table)
            await writes.keep(table)
