"""The write path of a store: locking, and flushing before a write is acknowledged."""

import os
import zlib
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

import anyio
import anyio.to_thread
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.damage.checksums import Checksums
from mcp_mem0.adapters.lancedb_records.faults import build_forbidden_error, read
from mcp_mem0.adapters.lancedb_records.leases import Lease
from mcp_mem0.adapters.lancedb_records.lifecycle.commit_notes import CommitNotes
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.system.file_limit import build_files_error, is_out_of_files
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.adapters.system.flush import FolderFlush
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import OWNER_ONLY_FOLDER

_REWRITTEN: Final = frozenset({"latest_version_hint.json"})

_SUMMED: Final = tuple(f"{folder}{os.sep}" for folder in ("data", "_deletions", "_indices"))
"""Where files are whose names are never used again; a version's number may be, after damage."""

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
        self._sums = Checksums(place.sums, place.table)
        self.notes = CommitNotes(place, lock_timeout_s=lock_timeout_s)
        """What is noted beside the rows after each commit."""
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
                self._restore_folders()
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
        self._restore_folders()
        async with self._lock.hold():
            self._exclusive_task = anyio.get_current_task().id
            try:
                yield
            finally:
                self._exclusive_task = None

    @asynccontextmanager
    async def force_write_lock(self) -> AsyncGenerator[None]:
        """Hold the write lock for a block, whatever the setting: for creating and healing."""
        self._restore_folders()
        async with self._lock.hold():
            yield

    @asynccontextmanager
    async def try_maintenance_lock(self) -> AsyncGenerator[bool]:
        """Hold the maintenance lock for a block if it is free; the value says whether it is."""
        self._restore_folders()
        async with self._maintenance.try_hold() as free:
            yield free

    @asynccontextmanager
    async def hold_off_maintenance(self) -> AsyncGenerator[None]:
        """Hold the maintenance lock for a block: what it reads is neither replaced nor removed."""
        self._restore_folders()
        async with self._maintenance.hold():
            yield

    @asynccontextmanager
    async def try_claim(self, table: AsyncTable, episode_id: str) -> AsyncGenerator[bool]:  # noqa: ARG002 - buckets need it
        """Hold the claim on an episode for a block if it is free; the value says whether it is.

        Another episode may share its file; then it appears taken until that one is released.
        """
        self._restore_folders()
        file = self.place.claims / f"{zlib.crc32(episode_id.encode()) % CLAIM_FILES}.lock"
        async with FileLock(file, timeout_s=0).try_hold() as free:
            yield free

    def _restore_folders(self) -> None:
        """Make our folder again if somebody removed it, but never that of the store."""
        for folder in (self.place.ours, self.place.claims):
            if not folder.exists():
                with suppress(FileExistsError, FileNotFoundError):
                    folder.mkdir(mode=OWNER_ONLY_FOLDER)

    async def may_have_lost(self, table: AsyncTable) -> bool:
        """Whether the machine started again since the last flush, or a flushed version is gone.

        Without a note this is unknown, and so it may have.
        """
        note = self.place.read_note()
        if note is None:
            return True
        return note.boot != self.notes.boot or note.version > await read(table.version())

    def require_writable(self) -> None:
        """Do nothing: it can be written."""

    async def keep(self, table: AsyncTable) -> None:
        """Return once everything in the table is on disk, whoever wrote it.

        Raises:
            StoreError: The disk refused the flush.
        """
        version = await read(table.version())
        # Not abandoned when the caller is cancelled: an unfinished flush must not race the next.
        await anyio.to_thread.run_sync(
            partial(self._flush_and_note, version), limiter=self.notes.limiter
        )

    def _flush_and_note(self, version: int) -> None:
        with self._explain_disk_errors():
            flushed = self._flush.flush()
        self.notes.write(version=version)
        self._sums.add(Path(name).as_posix() for name in flushed if name.startswith(_SUMMED))
        self._sums.drop_outdated()

    @contextmanager
    def _explain_disk_errors(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            if is_out_of_files(error):
                raise build_files_error() from error
            if isinstance(error, PermissionError):
                raise build_forbidden_error() from error
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
    async def hold_off_maintenance(self) -> AsyncGenerator[None]:
        """Yield at once: a bucket's old versions are kept for a while."""
        yield

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

    def require_writable(self) -> None:
        """Do nothing: a bucket says with the write itself whether it may be written."""

    async def keep(self, table: AsyncTable) -> None:
        """Do nothing: an acknowledged write is durable."""
