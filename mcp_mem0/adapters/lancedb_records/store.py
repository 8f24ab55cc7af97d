"""One store, opened: its table, its write path, its repairs and its maintenance."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import anyio
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.caches.newest import Newest
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle import maintenance, opening
from mcp_mem0.adapters.lancedb_records.lifecycle.healing import Healing, opened_if_whole
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import migrate
from mcp_mem0.adapters.lancedb_records.lifecycle.place import BucketPlace, LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.lancedb_records.writing import BucketWrites, LocalWrites
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.vectors import EmbedderIdentity

_COMPACTIONS_A_CONNECTION: Final = 10
"""A new connection begins with empty caches, so it is not made each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOptions:
    """How a store is opened; `LanceRecords` says what each means."""

    identity: EmbedderIdentity
    lock: bool
    lock_timeout_s: float
    options: Mapping[str, str]
    roll_up_after_commits: int
    compact_after_rows: int
    versions_kept_s: float


@dataclass(frozen=True, slots=True)
class _Open:
    """An open store. It is never closed, only dropped: a read under way keeps what it uses."""

    table: AsyncTable
    writes: LocalWrites | BucketWrites
    newest: Newest | None = None


class Store:
    """Opens on demand; every read and write of the adapter goes through it."""

    def __init__(self, place: LocalPlace | BucketPlace, options: StoreOptions) -> None:
        self._place = place
        self._options = options
        self._session = opening.new_session()
        self._opening = anyio.Lock()
        self._open: _Open | None = None
        self._written = 0
        self._compactions = 0
        self._much_written = anyio.Event()

    async def open(self) -> None:
        """Open or create the store, healed and migrated; later calls return at once.

        Raises:
            StoreError: It cannot be opened; the message names the remedy.
        """
        async with self._opening:
            if self._open is None:
                self._open = await self._opened()

    async def table(self) -> AsyncTable:
        """Return the table, to be read, with what any process has committed by now."""
        store = self._opened_before()
        return store.table if store.newest is None else await store.newest.table()

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncTable]:
        """Hold the right to write; what was written is on disk when the block has ended."""
        store = self._opened_before()
        async with store.writes.turn():
            yield store.table
            await store.writes.keep(store.table)
        self._written += 1
        if self._written >= self._options.roll_up_after_commits:
            self._much_written.set()

    @asynccontextmanager
    async def alone(self) -> AsyncGenerator[None]:
        """Let no other task and no other process write during a block, where there is a lock."""
        async with self._opened_before().writes.alone():
            yield

    async def until_much_written(self) -> None:
        """Return when this process has written enough to make maintenance worth a look."""
        await self._much_written.wait()

    @asynccontextmanager
    async def claiming(self, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the claim on an episode for a block if it is free; the value says whether it is."""
        store = self._opened_before()
        async with store.writes.claiming(store.table, episode_id) as is_ours:
            yield is_ours

    async def maintain(self) -> bool:
        """Merge what was written, if it was enough and nobody else does; returns whether it did.

        Raises:
            StoreError: It failed; what was stored is as it was.
        """
        store = self._opened_before()
        is_busy = self._much_written.is_set()
        self._written, self._much_written = 0, anyio.Event()
        options = self._options
        async with store.writes.maintaining() as is_ours:
            if not is_ours:
                return False
            if not await maintenance.is_compaction_due(
                store.table, after_rows=options.compact_after_rows
            ):
                return await self._roll_up(store)
            await self._compact(store, is_busy=is_busy)
            age = await maintenance.prunable_age(store.table, keep_s=options.versions_kept_s)
            if age is not None:
                async with store.writes.exclusively():
                    await maintenance.prune(store.table, older_than=age)
                    await store.writes.keep(store.table)
        self._compactions += 1
        if self._compactions % _COMPACTIONS_A_CONNECTION == 0:
            # Each compaction leaves a few file handles open in the connection.
            self._session = opening.new_session()
            table = await read((await self._connected()).open_table(TABLE))
            self._open = _Open(table, store.writes, await self._newest())
        return True

    async def rebuild_indexes(self) -> None:
        """Make all indexes anew from the rows.

        Raises:
            StoreError: It failed; what was stored is as it was.
        """
        store = self._opened_before()
        async with store.writes.exclusively():
            await opening.ensure_indexes(store.table, remake=True)
            await store.writes.keep(store.table)

    def close(self) -> None:
        """Let go of the table; the next `open` opens it again."""
        self._open = None

    def _opened_before(self) -> _Open:
        if self._open is None:
            raise StoreError("the store is not open yet: try again in a moment")
        return self._open

    async def _roll_up(self, store: _Open) -> bool:
        after = self._options.roll_up_after_commits
        if not await maintenance.is_roll_up_due(store.table, after_commits=after):
            return False
        async with store.writes.exclusively():
            is_done = await maintenance.roll_up(store.table)
            await store.writes.keep(store.table)
        return is_done

    async def _compact(self, store: _Open, *, is_busy: bool) -> None:
        # Against a writer that never pauses it would only lose, and be done twice.
        if is_busy or not await maintenance.compact(store.table):
            async with store.writes.exclusively():
                await maintenance.compact(store.table)
        await store.writes.keep(store.table)

    async def _connected(self) -> AsyncConnection:
        return await opening.connect(self._place, self._options.options, session=self._session)

    async def _newest(self) -> Newest | None:
        if isinstance(self._place, BucketPlace):
            return None
        connection = await opening.connect(
            self._place, self._options.options, session=self._session, follows=False
        )
        return Newest(await read(connection.open_table(TABLE)), self._place)

    async def _opened(self) -> _Open:
        if isinstance(self._place, BucketPlace):
            return await self._opened_bucket()
        self._place.prepare()
        options = self._options
        writes = LocalWrites(self._place, lock=options.lock, lock_timeout_s=options.lock_timeout_s)
        table = await opened_if_whole(await self._connected())
        if table is None or await writes.may_have_lost(table) or not await self._fits(table):
            async with writes.exclusively():
                table = await self._mended(self._place, writes)
        # Another process may have died between a commit and its flush.
        await writes.keep(table)
        return _Open(table, writes, await self._newest())

    async def _opened_bucket(self) -> _Open:
        connection = await self._connected()
        is_there = await opening.has_table(connection)
        table = await opened_if_whole(connection) if is_there else None
        if table is None:
            # Creating there is conditional: it never takes the place of a table.
            table = await opening.create(connection, self._options.identity)
        if not await self._fits(table):
            await self._fit(table)
        return _Open(table, BucketWrites())

    async def _mended(self, place: LocalPlace, writes: LocalWrites) -> AsyncTable:
        """Create, heal, migrate or finish the table, as it needs.

        Call it under the write lock, and look again: another process may have done it meanwhile.
        """
        connection = await self._connected()
        if not place.manifests():
            if place.holds_rows():
                raise _all_gone(place)
            return await opening.create(connection, self._options.identity)
        table = await opened_if_whole(connection)
        if table is None or await writes.may_have_lost(table):
            note = place.read_note()
            table = await Healing(connection, place).heal(0 if note is None else note.version)
        if not await self._fits(table):
            await self._fit(table)
        await writes.keep(table)
        return table

    async def _fits(self, table: AsyncTable) -> bool:
        return await opening.fits(table, self._options.identity)

    async def _fit(self, table: AsyncTable) -> None:
        """Migrate an older table and finish an interrupted creation."""
        await migrate(table)
        await opening.ensure_indexes(table)


def _all_gone(place: LocalPlace) -> StoreError:
    return StoreError(
        f"the store in {str(place.folder)!r} has lost its table's versions, and is not begun anew"
        f" over what is left: restore {place.table.name!r} from a backup, or choose an empty"
        " folder with MCP_MEM0_STORE or `store` in config.toml"
    )
