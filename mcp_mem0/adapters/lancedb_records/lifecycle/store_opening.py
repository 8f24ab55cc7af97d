"""Opens a store: creates, heals and migrates its table, and recovers its front."""

from dataclasses import replace
from functools import partial

import anyio.to_thread
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.caches.newest import NewestTable
from mcp_mem0.adapters.lancedb_records.damage.file_faults import has_all_files
from mcp_mem0.adapters.lancedb_records.damage.forgotten_log import read_noted
from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import read_present
from mcp_mem0.adapters.lancedb_records.damage.healing import (
    Healing,
    open_if_whole,
)
from mcp_mem0.adapters.lancedb_records.faults import deadline, read
from mcp_mem0.adapters.lancedb_records.front.front import Front
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.front.front_watch import FrontWatch
from mcp_mem0.adapters.lancedb_records.front.recovery import (
    LostRowsError,
    open_if_sound,
    recover_front,
    summarise_front,
)
from mcp_mem0.adapters.lancedb_records.lifecycle import opening
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import migrate
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore, StoreOptions
from mcp_mem0.adapters.lancedb_records.lifecycle.place import BucketPlace, LocalPlace
from mcp_mem0.adapters.lancedb_records.lifecycle.read_only import (
    ReadOnlyWrites,
    open_copied_front,
)
from mcp_mem0.adapters.lancedb_records.reembedding.vector_table import drop_vector_table
from mcp_mem0.adapters.lancedb_records.schema import SCHEMA_VERSION, TABLE
from mcp_mem0.adapters.lancedb_records.writing import BucketWrites, LocalWrites
from mcp_mem0.adapters.system.file_limit import (
    OutsideFaultError,
    build_files_error,
    can_open_files,
    explain_system_errors,
)
from mcp_mem0.domain.errors import StoreError, quote_path


class StoreOpener:
    """Opens one store, and its table again.

    Args:
        place: Where it is.
        options: Its options.
    """

    def __init__(self, place: LocalPlace | BucketPlace, options: StoreOptions) -> None:
        self._place = place
        self._options = options
        self._session = opening.create_session()

    async def open(self, *, is_suspect: bool = False) -> OpenStore:
        """Open or create the store, healed and migrated.

        Args:
            is_suspect: Look at all of it, whether or not there is a sign of damage.

        Raises:
            StoreError: It cannot be opened; the message names the remedy.
        """
        if isinstance(self._place, BucketPlace):
            return await self._open_bucket()
        with explain_system_errors(self._place.folder):
            if self._place.is_read_only():
                return await self._open_read_only(self._place)
            self._place.prepare()
            return await self._open_writable(self._place, is_suspect=is_suspect)

    async def _open_writable(self, place: LocalPlace, *, is_suspect: bool) -> OpenStore:
        options = self._options
        writes = LocalWrites(place, lock=options.lock, lock_timeout_s=options.lock_timeout_s)
        store = await self._open_local(place, writes, is_suspect=is_suspect)
        if store is None:
            if not can_open_files():
                raise build_files_error()
            store = await self._open_local(place, writes, is_suspect=True)
        if store is None:
            raise StoreError(
                f"the store in {quote_path(place.folder)} lacks rows that it had: run"
                " `mcp-mem0 check --repair`"
            )
        return store

    async def _open_read_only(self, place: LocalPlace) -> OpenStore:
        """Open a store that may only be read, as it is."""
        table = await open_if_whole(await self._connect())
        writes = ReadOnlyWrites(place)
        if table is None:
            raise _build_unrepaired_error(place)
        if await opening.is_older(table, self._options.identity):
            raise StoreError(
                f"the store folder {quote_path(place.folder)} is read-only and of an older version"
                " of mcp-mem0: make it writable once, so that it can be migrated"
            )
        newest = NewestTable(self._connect_to_read, place)
        note = place.read_note()
        noted = 0 if note is None else note.front
        if not place.front.exists():
            if noted > (await newest.get_current_table()).mark.folded:
                raise _build_unrepaired_error(place)
            return OpenStore(table, writes)
        reopen = partial(open_copied_front, place)
        file, watch = await anyio.to_thread.run_sync(reopen)
        if (await anyio.to_thread.run_sync(file.read_state)).seq < noted:
            raise _build_unrepaired_error(place)
        front = Front(
            place.front,
            file,
            watch,
            newest,
            self._options.zone,
            identity=self._options.identity,
            reopen=reopen,
        )
        return OpenStore(table, writes, front)

    async def _open_local(
        self, place: LocalPlace, writes: LocalWrites, *, is_suspect: bool
    ) -> OpenStore | None:
        """Open a local store; None if it lacks rows, or some that every read needs are damaged."""
        table = await open_if_whole(await self._connect())
        if (
            is_suspect
            or table is None
            or await self._has_damage(table, place, writes)
            or not await self._is_ready(table)
        ):
            async with writes.force_write_lock():
                table = await self._repair_table(place, writes, is_suspect=is_suspect)
        # Another process may have died between a commit and its flush.
        await writes.keep(table)
        try:
            front = await self._open_front(place, writes, is_suspect=is_suspect)
        except (OutsideFaultError, LostRowsError):
            raise
        except StoreError:
            if is_suspect:
                raise
            return None
        return None if front is None else OpenStore(table, writes, front)

    async def _has_damage(self, table: AsyncTable, place: LocalPlace, writes: LocalWrites) -> bool:
        has_all = partial(has_all_files, place)
        return await writes.may_have_lost(table) or not await anyio.to_thread.run_sync(has_all)

    async def reopen_table(self, store: OpenStore) -> OpenStore:
        """Return a store with its table opened in a new connection, with empty caches.

        Raises:
            StoreError: It cannot be read.
        """
        self._session = opening.create_session()
        table = await read((await self._connect()).open_table(TABLE))
        pinned = None if store.pinned is None else await self._open_pinned()
        return replace(store, table=table, pinned=pinned)

    async def _open_pinned(self) -> AsyncTable:
        return await read((await self._connect_to_read()).open_table(TABLE))

    async def drop_vectors_of_move(self) -> None:
        """Drop what was embedded for another model and is not in the table yet.

        Raises:
            StoreError: It cannot be dropped.
        """
        await drop_vector_table(await self._connect())

    async def open_apart(self) -> AsyncTable:
        """Open the table in a connection of its own, which has nothing in memory yet.

        Raises:
            StoreError: It cannot be read.
        """
        connection = await opening.connect(self._place, self._options.options, follows=False)
        return await read(connection.open_table(TABLE))

    async def _connect(self) -> AsyncConnection:
        return await opening.connect(self._place, self._options.options, session=self._session)

    async def _connect_to_read(self) -> AsyncConnection:
        return await opening.connect(
            self._place, self._options.options, session=self._session, follows=False
        )

    async def _open_front(
        self, place: LocalPlace, writes: LocalWrites, *, is_suspect: bool
    ) -> Front | None:
        """Open or recover the front; None if the table lacks rows that were trimmed from it."""
        newest = NewestTable(self._connect_to_read, place)
        file = await anyio.to_thread.run_sync(open_if_sound, place)
        if file is None:
            is_suspect = True
            async with writes.force_write_lock():
                pinned = await newest.get_current_table()
                forgotten = await anyio.to_thread.run_sync(read_noted, place)
                in_table = await read_present(pinned.table, forgotten)
                recover = partial(
                    recover_front,
                    place,
                    pinned.mark.folded,
                    forgotten,
                    in_table,
                    is_alone=pinned.is_empty,
                )
                file = await anyio.to_thread.run_sync(recover)
        if await _has_lost_rows(file, newest):
            file.close()
            return None
        state = await anyio.to_thread.run_sync(file.read_state)
        if state.schema < SCHEMA_VERSION:
            await anyio.to_thread.run_sync(file.note_schema)
        # Another process may have died between a commit and its notes.
        await writes.notes.complete(file, newest, is_suspect=is_suspect)
        watch = await anyio.to_thread.run_sync(FrontWatch, place.front)
        return Front(
            place.front,
            file,
            watch,
            newest,
            self._options.zone,
            identity=self._options.identity,
        )

    async def _open_bucket(self) -> OpenStore:
        with deadline(self._options.read_timeout_s):
            connection = await self._connect()
            is_there = await opening.has_table(connection)
            table = await open_if_whole(connection) if is_there else None
        if table is None:
            # Creation in a bucket is conditional: it never replaces a table.
            table = await opening.create(connection, self._options.identity)
        if not await self._is_ready(table):
            await self._prepare_table(table)
        return OpenStore(table, BucketWrites(), pinned=await self._open_pinned())

    async def _repair_table(
        self, place: LocalPlace, writes: LocalWrites, *, is_suspect: bool
    ) -> AsyncTable:
        """Create, heal, migrate or finish the table, as it needs.

        Call it under the write lock. It checks again: another process may have done it meanwhile.
        """
        connection = await self._connect()
        if not place.list_manifests():
            if place.has_rows():
                raise place.build_gone_error()
            return await opening.create(connection, self._options.identity)
        table = await open_if_whole(connection)
        if is_suspect or table is None or await self._has_damage(table, place, writes):
            note = place.read_note()
            front = await anyio.to_thread.run_sync(summarise_front, place)
            healing = Healing(connection, place, front)
            table = await healing.heal(0 if note is None else note.version)
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


def _build_unrepaired_error(place: LocalPlace) -> StoreError:
    return StoreError(
        f"the store folder {quote_path(place.folder)} is read-only, and what it has is damaged:"
        " make it writable, so that it can be repaired"
    )


async def _has_lost_rows(file: FrontFile, newest: NewestTable) -> bool:
    """Whether the table lacks rows that were trimmed from the front."""
    # In this order: a fold marks the table before it trims the front.
    state = await anyio.to_thread.run_sync(file.read_state)
    return state.trimmed > (await newest.get_current_table()).mark.folded
