"""One open store: what reads see of its table and its front, and its write path."""

# LanceDB types its records only in part.
# pyright: reportUnknownMemberType=false

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, tzinfo
from typing import Final, TypeVar

import anyio
import anyio.to_thread
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.committing import add, add_once, merge, merge_erased
from mcp_mem0.adapters.lancedb_records.damage.file_faults import (
    describe_file_faults,
)
from mcp_mem0.adapters.lancedb_records.damage.losses import Loss, LossList
from mcp_mem0.adapters.lancedb_records.erasing.store_erasing import StoreErasing
from mcp_mem0.adapters.lancedb_records.faults import SlowStoreError, deadline, read
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.front.overlay import Overlay
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.lifecycle import opening
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.maintenance_rounds import MaintenanceRounds
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import read_known_schema
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore, StoreOptions
from mcp_mem0.adapters.lancedb_records.lifecycle.place import BucketPlace, LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import Record, build_batch, check_records
from mcp_mem0.adapters.lancedb_records.reembedding.model_check import check_model_since
from mcp_mem0.adapters.lancedb_records.reembedding.model_move import StoreMove
from mcp_mem0.adapters.lancedb_records.transfer.restoring import SpaceRestoring
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.vectors import EmbedderIdentity

T = TypeVar("T")

_READS_MAX: Final = 4
"""How often a read is asked whose version of the table was removed meanwhile."""


class Store:
    """Opens the table on demand; every read and write of the adapter goes through it."""

    def __init__(self, place: LocalPlace | BucketPlace, options: StoreOptions) -> None:
        self._place = place
        self._options = options
        self._current = CurrentStore(place, options)
        self._losses = LossList(place) if isinstance(place, LocalPlace) else None
        self._tokeniser = Tokeniser()
        self.erases = StoreErasing(self._current)
        """Erases of this process and of others."""
        self.erases.on_erased.append(self._drop_words)
        self.restoring = SpaceRestoring(self._current)
        """Storing spaces as a whole."""
        self.upkeep = MaintenanceRounds(self._current, self.erases, options)
        """When the store is to be maintained, and how."""

    @property
    def memory_mb(self) -> int:
        """How much memory the rows of the spaces used last may take, in megabytes."""
        return self._options.memory_mb

    @property
    def identity(self) -> EmbedderIdentity:
        """The model that this process embeds with, whose vectors the store has."""
        return self._options.identity

    @property
    def zone(self) -> tzinfo:
        """The time zone of moments that were stored without an offset of their own."""
        return self._options.zone

    async def open(self) -> None:
        """Open or create the store, healed and migrated; later calls return at once.

        Raises:
            StoreError: It cannot be opened; the message names the remedy.
        """
        await self._current.open()

    async def read(self, ask: Callable[[View], Awaitable[T]]) -> T:
        """Return the answer to a read; one that loses files to maintenance is asked again.

        Raises:
            StoreError: The store cannot be read.
        """
        await self._current.reopen_if_slow()
        try:
            with deadline(self._options.read_timeout_s):
                return await self._read(ask)
        except SlowStoreError:
            self._current.note_slow_read()
            raise

    async def _read(self, ask: Callable[[View], Awaitable[T]]) -> T:
        view = await self._see()
        for _ in range(_READS_MAX - 1):
            try:
                return await ask(view)
            except SlowStoreError:
                raise
            except StoreError:
                newer = await self._see()
                if newer.pinned is view.pinned:
                    raise
                view = newer
        return await ask(view)

    async def get_view(self) -> View:
        """Return what a read sees: everything that any process has committed by now.

        Raises:
            StoreError: The store cannot be read.
        """
        with deadline(self._options.read_timeout_s):
            return await self._see()

    async def _see(self) -> View:
        with self._current.use() as store:
            if store.front is None:
                table = await store.get_newest_table()
                schema = await read(table.schema())
                check_model_since(schema, self._options.identity)
                none = Overlay(FrontRecords(schema.empty_table()))
                return View(table, none, self._tokeniser)
            sight = await store.front.get_sight()
            if await self.erases.follow(sight.pinned.erasures):
                # The same front, over a table that was opened again.
                sight = await store.front.get_sight()
            return View(sight.pinned.table, sight.overlay, self._tokeniser, sight.pinned)

    async def has_own_model(self) -> bool:
        """Whether the store still has the model that it was opened with.

        Of a bucket that is known once a read or a write was refused.
        """
        try:
            with deadline(self._options.read_timeout_s), self._current.use() as store:
                return await store.has_model(self._options.identity)
        except StoreError:
            # Whoever reads or writes next meets it, and says so.
            return True

    async def write(
        self,
        records: Sequence[Record],
        changes: Sequence[Change] = (),
        *,
        once: bool = False,
        erases: bool = False,
    ) -> bool:
        """Write records, all or nothing; on return they are on disk.

        Args:
            records: The records.
            changes: The successive changes of a space that they are, if they are any.
            once: Write nothing if one of their ids exists.
            erases: They replace rows by what an erase leaves of them.

        Returns:
            Whether they were written; False only with `once`.

        Raises:
            HeadMovedError: A row that they replace has changed since it was read.
            StoreError: They could not be written, or a newer version of this program has migrated
                the store since it was opened.
        """
        with self._current.use() as store:
            is_written = await self._write(store, records, changes, once=once, erases=erases)
        if is_written:
            self.upkeep.count_written(len(records))
        return is_written

    async def _write(
        self,
        store: OpenStore,
        records: Sequence[Record],
        changes: Sequence[Change],
        *,
        once: bool,
        erases: bool,
    ) -> bool:
        async with store.writes.hold_write_lock():
            if store.front is not None and isinstance(store.writes, LocalWrites):
                check_records(records, self._options.identity.dimensions)
                seq = await store.front.write(
                    records, changes=len(changes), once=once, erases=erases
                )
                if seq is None:
                    return False
                await store.writes.notes.note_commit(store.front.file, seq, records)
                return True
            table = await store.get_newest_table()
            check_model_since(await read_known_schema(table), self._options.identity)
            return await _write_to_table(table, records, changes, once=once, erases=erases)

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Let no other task and no other process write during a block, where there is a lock."""
        async with self._current.require().writes.exclusive_writer():
            yield

    @asynccontextmanager
    async def try_claim(self, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the claim on an episode for a block if it is free; the value says whether it is."""
        store = self._current.require()
        table = await store.get_newest_table()
        async with store.writes.try_claim(table, episode_id) as is_ours:
            yield is_ours

    @asynccontextmanager
    async def hold_off_maintenance(self) -> AsyncGenerator[None]:
        """Keep all processes from maintaining the store during a block; they may write.

        Raises:
            BusyError: One of them maintains it, for longer than a writer would wait.
        """
        async with self._current.require().writes.hold_off_maintenance():
            yield

    async def open_apart(self) -> AsyncTable:
        """Open the table in a connection of its own.

        Raises:
            StoreError: It cannot be read.
        """
        return await self._current.opener.open_apart()

    async def build_move(self, target: EmbedderIdentity) -> StoreMove:
        """Return the move of the open store to another embedding model.

        Raises:
            StoreError: The store cannot be reached.
        """
        store = self._current.require()
        connection = await opening.connect(self._place, self._options.options)
        return StoreMove(store, connection, self.get_view, target, self._options.zone)

    async def repair(self) -> None:
        """Look at all of the store, heal what is damaged, and rebuild all indexes.

        Raises:
            StoreError: It failed; what was stored is still there.
        """
        store = await self._current.heal()
        async with store.writes.force_write_lock():
            await read_known_schema(store.table)
            await opening.ensure_indexes(store.table, remake=True)
            await store.writes.keep(store.table)

    async def find_file_faults(self) -> list[str]:
        """Return a sentence for each file of the table that is not as it was written."""
        if not isinstance(self._place, LocalPlace):
            return []
        return await anyio.to_thread.run_sync(describe_file_faults, self._place)

    def list_losses(self) -> list[Loss]:
        """Return what damage has cost that nobody has acknowledged yet, oldest first."""
        return [] if self._losses is None else self._losses.list(datetime.now(UTC))

    def clear_losses(self) -> None:
        """Tell what damage has cost so far no more."""
        if self._losses is not None:
            self._losses.clear()

    def close(self) -> None:
        """Release the table and the front; the next `open` opens them again."""
        self._current.close()

    def _drop_words(self) -> None:
        self._tokeniser = Tokeniser()


async def _write_to_table(
    table: AsyncTable,
    records: Sequence[Record],
    changes: Sequence[Change],
    *,
    once: bool,
    erases: bool,
) -> bool:
    batch = build_batch(records, await read_known_schema(table))
    if erases:
        await merge_erased(table, batch)
        return True
    if changes:
        await merge(table, batch, changes)
        return True
    if once:
        return await add_once(table, batch)
    await add(table, batch)
    return True
