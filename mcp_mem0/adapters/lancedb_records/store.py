"""One open store: its table, its write path, its repairs and its maintenance."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

import anyio
import pyarrow as pa
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.caches.newest import NewestTable
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle import maintenance, opening
from mcp_mem0.adapters.lancedb_records.lifecycle.healing import Healing, open_if_whole
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import check_not_newer, migrate
from mcp_mem0.adapters.lancedb_records.lifecycle.place import BucketPlace, LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.lancedb_records.writing import BucketWrites, LocalWrites
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.domain.model.vectors import EmbedderIdentity

_COMPACTIONS_A_CONNECTION: Final = 10
"""A new connection starts with empty caches, so one is opened only so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOptions:
    """The options of a store; `LanceRecords` documents them."""

    identity: EmbedderIdentity
    lock: bool
    lock_timeout_s: float
    options: Mapping[str, str]
    roll_up_after_commits: int
    compact_after_rows: int
    versions_kept_s: float
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class _OpenStore:
    """An open store. It is dropped, never closed: a read under way keeps what it uses."""

    table: AsyncTable
    writes: LocalWrites | BucketWrites
    newest: NewestTable | None = None


@dataclass(frozen=True, slots=True)
class WritableTable:
    """The table while its caller may write, and its schema, which a newer version may extend."""

    table: AsyncTable
    schema: pa.Schema


class Store:
    """Opens the table on demand; every read and write of the adapter goes through it."""

    def __init__(self, place: LocalPlace | BucketPlace, options: StoreOptions) -> None:
        self._place = place
        self._options = options
        self._session = opening.create_session()
        self._opening = anyio.Lock()
        self._open: _OpenStore | None = None
        self._written = 0
        self._compactions = 0
        self._maintenance_due = anyio.Event()

    @property
    def zone(self) -> tzinfo:
        """The time zone of moments that were stored without an offset of their own."""
        return self._options.zone

    async def open(self) -> None:
        """Open or create the store, healed and migrated; later calls return at once.

        Raises:
            StoreError: It cannot be opened; the message names the remedy.
        """
        async with self._opening:
            if self._open is None:
                self._open = await self._open_place()

    async def get_current_table(self) -> AsyncTable:
        """Return the table for reading, with everything that any process has committed by now."""
        store = self._require_open()
        return store.table if store.newest is None else await store.newest.get_current_table()

    @asynccontextmanager
    async def hold_write_lock(self) -> AsyncGenerator[WritableTable]:
        """Hold the right to write; when the block has ended, all writes are on disk.

        Raises:
            StoreError: A newer version of this program has migrated the store since it was opened.
        """
        store = self._require_open()
        async with store.writes.hold_write_lock():
            yield WritableTable(store.table, await _read_known_schema(store.table))
            await store.writes.keep(store.table)
        self._written += 1
        if self._written >= self._options.roll_up_after_commits:
            self._maintenance_due.set()

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Let no other task and no other process write during a block, where there is a lock."""
        async with self._require_open().writes.exclusive_writer():
            yield

    async def wait_until_maintenance_due(self) -> None:
        """Return once this process has written enough for maintenance to be worth checking."""
        await self._maintenance_due.wait()

    @asynccontextmanager
    async def try_claim(self, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the claim on an episode for a block if it is free; the value says whether it is."""
        store = self._require_open()
        async with store.writes.try_claim(store.table, episode_id) as is_ours:
            yield is_ours

    async def maintain(self) -> bool:
        """Merge what was written, if due and no other process does; return whether it did.

        Raises:
            StoreError: It failed; the stored rows are unchanged.
        """
        store = self._require_open()
        await _read_known_schema(store.table)
        is_busy = self._maintenance_due.is_set()
        self._written, self._maintenance_due = 0, anyio.Event()
        options = self._options
        async with store.writes.try_maintenance_lock() as is_ours:
            if not is_ours:
                return False
            if not await maintenance.is_compaction_due(
                store.table, after_rows=options.compact_after_rows
            ):
                return await self._roll_up_fragments(store)
            await self._compact(store, is_busy=is_busy)
            age = await maintenance.compute_prunable_age(
                store.table, keep_s=options.versions_kept_s
            )
            if age is not None:
                async with store.writes.force_write_lock():
                    await maintenance.prune(store.table, older_than=age)
                    await store.writes.keep(store.table)
        self._compactions += 1
        if self._compactions % _COMPACTIONS_A_CONNECTION == 0:
            # Each compaction leaves a few file handles open in the connection.
            self._session = opening.create_session()
            table = await read((await self._connect()).open_table(TABLE))
            self._open = _OpenStore(table, store.writes, await self._open_newest())
        return True

    async def rebuild_indexes(self) -> None:
        """Rebuild all indexes from the rows.

        Raises:
            StoreError: It failed; the stored rows are unchanged.
        """
        store = self._require_open()
        async with store.writes.force_write_lock():
            await _read_known_schema(store.table)
            await opening.ensure_indexes(store.table, remake=True)
            await store.writes.keep(store.table)

    def close(self) -> None:
        """Release the table; the next `open` opens it again."""
        self._open = None

    def _require_open(self) -> _OpenStore:
        if self._open is None:
            raise StoreError("the store is not open yet: try again in a moment")
        return self._open

    async def _roll_up_fragments(self, store: _OpenStore) -> bool:
        after = self._options.roll_up_after_commits
        if not await maintenance.is_roll_up_due(store.table, after_commits=after):
            return False
        async with store.writes.force_write_lock():
            is_done = await maintenance.roll_up_fragments(store.table)
            await store.writes.keep(store.table)
        return is_done

    async def _compact(self, store: _OpenStore, *, is_busy: bool) -> None:
        # Against a writer that never pauses it would only lose, and have to run twice.
        if is_busy or not await maintenance.compact(store.table):
            async with store.writes.force_write_lock():
                await maintenance.compact(store.table)
        await store.writes.keep(store.table)

    async def _connect(self) -> AsyncConnection:
        return await opening.connect(self._place, self._options.options, session=self._session)

    async def _open_newest(self) -> NewestTable | None:
        if isinstance(self._place, BucketPlace):
            return None
        connection = await opening.connect(
            self._place, self._options.options, session=self._session, follows=False
        )
        return NewestTable(await read(connection.open_table(TABLE)), self._place)

    async def _open_place(self) -> _OpenStore:
        if isinstance(self._place, BucketPlace):
            return await self._open_bucket()
        self._place.prepare()
        options = self._options
        writes = LocalWrites(self._place, lock=options.lock, lock_timeout_s=options.lock_timeout_s)
        table = await open_if_whole(await self._connect())
        if table is None or await writes.may_have_lost(table) or not await self._is_ready(table):
            async with writes.force_write_lock():
                table = await self._repair_table(self._place, writes)
        # Another process may have died between a commit and its flush.
        await writes.keep(table)
        return _OpenStore(table, writes, await self._open_newest())

    async def _open_bucket(self) -> _OpenStore:
        connection = await self._connect()
        is_there = await opening.has_table(connection)
        table = await open_if_whole(connection) if is_there else None
        if table is None:
            # Creation in a bucket is conditional: it never replaces a table.
            table = await opening.create(connection, self._options.identity)
        if not await self._is_ready(table):
            await self._prepare_table(table)
        return _OpenStore(table, BucketWrites())

    async def _repair_table(self, place: LocalPlace, writes: LocalWrites) -> AsyncTable:
        """Create, heal, migrate or finish the table, as it needs.

        Call it under the write lock. It checks again: another process may have done it meanwhile.
        """
        connection = await self._connect()
        if not place.list_manifests():
            if place.has_rows():
                raise _build_gone_error(place)
            return await opening.create(connection, self._options.identity)
        table = await open_if_whole(connection)
        if table is None or await writes.may_have_lost(table):
            note = place.read_note()
            table = await Healing(connection, place).heal(0 if note is None else note.version)
        if not await self._is_ready(table):
            await self._prepare_table(table)
        await writes.keep(table)
        return table

    async def _is_ready(self, table: AsyncTable) -> bool:
        return await opening.is_ready(table, self._options.identity)

    async def _prepare_table(self, table: AsyncTable) -> None:
        """Migrate an older table and finish an interrupted creation."""
        await migrate(table)
        await opening.ensure_indexes(table)


async def _read_known_schema(table: AsyncTable) -> pa.Schema:
    """Return the table's schema as it is now; refuse one that a newer version wrote."""
    schema = await read(table.schema())
    check_not_newer(schema)
    return schema


def _build_gone_error(place: LocalPlace) -> StoreError:
    return StoreError(
        f"the store in {quote_path(place.folder)} has lost its table's versions, and what is"
        " left is"
        f" not overwritten: restore {place.table.name!r} from a backup, or choose an empty"
        " folder with MCP_MEM0_STORE or `store` in config.toml"
    )
