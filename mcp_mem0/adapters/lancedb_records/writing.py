"""The write path of a store: locking, and flushing before a write is acknowledged."""

import zlib
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Final

import anyio
import anyio.to_thread
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.leases import Lease
from mcp_mem0.adapters.lancedb_records.lifecycle.place import FlushNote, LocalPlace
from mcp_mem0.adapters.system.boot import read_boot_id
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.adapters.system.flush import FolderFlush
from mcp_mem0.domain.errors import StoreError, quote_path

_REWRITTEN: Final = frozenset({"latest_version_hint.json"})

CLAIM_FILES: Final = 64
"""Lock files for claims on episodes: enough that two episodes rarely share one."""


class LocalWrites:
    """Writes to a local folder: under the lock, and flushed before they are acknowledged.

    Correctness rests on the head row, not on the lock: the lock saves retries, serialises flushes
    and may be switched off.

    Args:
        place: The store's folder, prepared.
        lock: Whether to take the write lock.
        lock_timeout_s: How long to wait for it, in seconds.
    """

    def __init__(self, place: LocalPlace, *, lock: bool, lock_timeout_s: float) -> None:
        self.place = place
        self._use_lock = lock
        self._lock = FileLock(place.ours / "write.lock", timeout_s=lock_timeout_s)
        self._maintenance = FileLock(place.ours / "maintenance.lock", timeout_s=lock_timeout_s)
        self._flush = FolderFlush(place.table, rewritten=_REWRITTEN)
        self._flushing = anyio.CapacityLimiter(1)
        self._boot = read_boot_id()
        self._exclusive_task: int | None = None
        """The task that holds `exclusive_writer`."""

    @asynccontextmanager
    async def hold_write_lock(self) -> AsyncGenerator[None]:
        """Hold the write lock, unless it is switched off, for a block that is not cancelled.

        A caller that is cancelled while it waits for the lock has written nothing; one that is
        cancelled later waits for the end, so that no commit is left without its flush.
        """
        async with AsyncExitStack() as stack:
            if self._use_lock and self._exclusive_task != anyio.get_current_task().id:
                await stack.enter_async_context(self._lock.hold())
            with anyio.CancelScope(shield=True):
                yield

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Hold the write lock, unless it is switched off, over several reads and writes of a task.

        Between its writes the block can be cancelled.
        """
        if not self._use_lock:
            yield
            return
        async with self._lock.hold():
            self._exclusive_task = anyio.get_current_task().id
            try:
                yield
            finally:
                self._exclusive_task = None

    @asynccontextmanager
    async def force_write_lock(self) -> AsyncGenerator[None]:
        """Hold the write lock for a block, whatever the setting: for creating and healing."""
        async with self._lock.hold():
            yield

    @asynccontextmanager
    async def try_maintenance_lock(self) -> AsyncGenerator[bool]:
        """Hold the maintenance lock for a block if it is free; the value says whether it is."""
        async with self._maintenance.try_hold() as free:
            yield free

    @asynccontextmanager
    async def try_claim(self, table: AsyncTable, episode_id: str) -> AsyncGenerator[bool]:  # noqa: ARG002 - buckets need it
        """Hold the claim on an episode for a block if it is free; the value says whether it is.

        Another episode may share its file; then it appears taken until that one is released.
        """
        file = self.place.claims / f"{zlib.crc32(episode_id.encode()) % CLAIM_FILES}.lock"
        async with FileLock(file, timeout_s=0).try_hold() as free:
            yield free

    async def may_have_lost(self, table: AsyncTable) -> bool:
        """Whether the machine started again since the last flush, or a flushed version is gone.

        Without a note this is unknown, and so it may have.
        """
        note = self.place.read_note()
        if note is None:
            return True
        return note.boot != self._boot or note.version > await read(table.version())

    async def keep(self, table: AsyncTable) -> None:
        """Return once everything in the table is on disk, whoever wrote it.

        Raises:
            StoreError: The disk refused the flush.
        """
        version = await read(table.version())
        # Not abandoned when the caller is cancelled: an unfinished flush must not race the next.
        await anyio.to_thread.run_sync(
            partial(self._flush_and_note, version), limiter=self._flushing
        )

    def _flush_and_note(self, version: int) -> None:
        try:
            self._flush.flush()
            self.place.write_note(FlushNote(version=version, boot=self._boot))
        except OSError as error:
            raise StoreError(
                f"the disk of the store {quote_path(self.place.folder)} did not take a flush"
                f" ({error.strerror}): what was just written may be lost; free some space or"
                " check the disk, then try again"
            ) from error


class BucketWrites:
    """Writes to an object store, whose conditional writes need no lock and no flush."""

    @asynccontextmanager
    async def hold_write_lock(self) -> AsyncGenerator[None]:
        """Yield at once."""
        yield

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Yield at once: a bucket has no lock that could exclude other writers."""
        yield

    @asynccontextmanager
    async def force_write_lock(self) -> AsyncGenerator[None]:
        """Yield at once: creating a table in a bucket is conditional."""
        yield

    @asynccontextmanager
    async def try_maintenance_lock(self) -> AsyncGenerator[bool]:
        """Yield at once: compaction in a bucket is an optimistic commit like any other."""
        yield True

    @asynccontextmanager
    async def try_claim(self, table: AsyncTable, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the lease of an episode for a block if it is free; the value says whether it is."""
        lease = Lease(table, episode_id)
        is_ours = await lease.take()
        try:
            yield is_ours
        finally:
            if is_ours:
                with anyio.CancelScope(shield=True):
                    await lease.give_back()

    async def keep(self, table: AsyncTable) -> None:
        """Do nothing: an acknowledged write is durable."""
