"""The rounds of maintenance of a store that is open: when one is due, and what it does in turn."""

from functools import partial
from typing import Final

import anyio
import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.erasing.store_erasing import StoreErasing
from mcp_mem0.adapters.lancedb_records.front.folding import IDLE_ROWS, fold
from mcp_mem0.adapters.lancedb_records.lifecycle import maintenance
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import read_known_schema
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore, StoreOptions
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites

_COMPACTIONS_A_CONNECTION: Final = 10
"""A new connection starts with empty caches, so one is opened only so often."""


class MaintenanceRounds:
    """Folds, compacts and prunes one store, and finishes erases that were interrupted.

    Args:
        current: The store.
        erasing: Its erases.
        options: Its options.
    """

    def __init__(self, current: CurrentStore, erasing: StoreErasing, options: StoreOptions) -> None:
        self._current = current
        self._erasing = erasing
        self._options = options
        self._written = 0
        self._last_seq = -1
        self._compactions = 0
        self._due = anyio.Event()

    def count_written(self, rows: int) -> None:
        """Count the rows that one commit of this process wrote."""
        has_front = self._current.has_front
        self._written += rows if has_front else 1
        options = self._options
        due = options.fold_after_rows if has_front else options.roll_up_after_commits
        if self._written >= due:
            self._due.set()

    async def wait_until_due(self) -> None:
        """Return once this process has written enough for a round to be worth it."""
        await self._due.wait()

    async def maintain(self) -> bool:
        """Fold, compact and prune, if due and no other process does; return whether it did.

        Raises:
            StoreError: It failed; the stored rows are unchanged.
        """
        with self._current.use() as store:
            return await self._maintain(store)

    async def _maintain(self, store: OpenStore) -> bool:
        is_busy = self._due.is_set()
        # Before anything can fail: a failure is tried again after a while, not at once.
        self._written, self._due = 0, anyio.Event()
        await read_known_schema(store.table)
        async with store.writes.try_maintenance_lock() as is_ours:
            if not is_ours:
                return False
            await self._erasing.finish_abandoned(store)
            if not self._current.is_open:
                return False
            # Its table may have been opened again.
            with self._current.use() as newest:
                return await self._fold_and_compact(newest, is_busy=is_busy)

    async def _fold_and_compact(self, store: OpenStore, *, is_busy: bool) -> bool:
        is_folded = await self._fold(store)
        after_rows = self._options.compact_after_rows
        if not await maintenance.is_compaction_due(store.table, after_rows=after_rows):
            return is_folded or (store.front is None and await self._roll_up_fragments(store))
        await self._compact(store, is_busy=is_busy)
        await self._prune(store)
        await self._count_compaction(store)
        return True

    async def _fold(self, store: OpenStore) -> bool:
        if store.front is None or not isinstance(store.writes, LocalWrites):
            return False
        # Before rows are trimmed: whoever wrote some may have been killed before it noted them.
        await store.writes.notes.note_front(store.front.file)
        state = await anyio.to_thread.run_sync(store.front.file.read_state)
        is_idle, self._last_seq = state.seq == self._last_seq, state.seq
        enough = self._options.fold_after_rows
        keep = partial(store.writes.keep, store.table)
        least_rows = min(IDLE_ROWS, enough) if is_idle else enough
        return await fold(store.front.file, store.table, keep, least_rows=least_rows)

    async def _roll_up_fragments(self, store: OpenStore) -> bool:
        after = self._options.roll_up_after_commits
        if not await maintenance.is_roll_up_due(store.table, after_commits=after):
            return False
        return await maintenance.roll_up_fragments(store.table)

    async def _compact(self, store: OpenStore, *, is_busy: bool) -> None:
        # Against a writer that never pauses it would only lose, and have to run twice.
        if is_busy or not await maintenance.compact(store.table):
            async with store.writes.force_write_lock():
                await maintenance.compact(store.table)
        await store.writes.keep(store.table)

    async def _prune(self, store: OpenStore) -> None:
        keep_s = self._options.versions_kept_s
        if store.front is not None:
            # Who reads a version of a local store that is gone reads the newest one.
            keep_s = 0.0
            await maintenance.repeat_version(store.table)
        cutoff = await maintenance.compute_prune_cutoff(store.table, keep_s=keep_s)
        if cutoff is not None:
            async with store.writes.force_write_lock():
                await maintenance.prune(store.table, cutoff=cutoff)
                await store.writes.keep(store.table)

    async def _count_compaction(self, store: OpenStore) -> None:
        self._compactions += 1
        if self._compactions % _COMPACTIONS_A_CONNECTION == 0:
            # Each compaction leaves a few file handles open in the connection.
            await self._current.reopen_table(store)
