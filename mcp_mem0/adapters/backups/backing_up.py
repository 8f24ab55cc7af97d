"""Makes a backup of a store that others are using."""

import sqlite3
from collections.abc import Callable, Generator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import anyio.to_thread

from mcp_mem0 import __version__
from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.inspecting import DamagedCopyError, inspect_copy
from mcp_mem0.adapters.backups.manifest import FORMAT, BackupContents, BackupFile, BackupManifest
from mcp_mem0.adapters.backups.row_sync import bring_into_mirror
from mcp_mem0.adapters.backups.store_tree import StoreTree, place_store, remove_tree
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace, parse_place
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import RequestError, StoreError, quote_path
from mcp_mem0.private_file import make_missing_folders

T = TypeVar("T")

_ATTEMPTS_MAX: Final = 3
"""How often a store is copied whose files another process removes meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupResult:
    """What a backup came to.

    Attributes:
        backup: The backup that has the store as it is now.
        is_new: Whether it was made now; else nothing has changed since.
        new_bytes: How many bytes were written for it.
        removed: The names of the backups that were removed.
    """

    backup: BackupManifest
    is_new: bool
    new_bytes: int
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMaker:
    """Makes backups of one store in one folder.

    Args:
        store: The folder or the URI of the store.
        options: Object-store options.
        folder: The folder of backups.
        lock_timeout_s: How long to wait while the store is maintained, in seconds.
    """

    store: str
    options: Mapping[str, str]
    folder: Path
    lock_timeout_s: float

    async def back_up(self, *, keep: int | None) -> BackupResult:
        """Make a backup, check it, and remove those that are too old.

        Others may read and write meanwhile.

        Args:
            keep: How many backups are kept; None keeps all.

        Raises:
            RequestError: The folder is inside the store.
            BusyError: Another process makes a backup, or maintains the store for too long.
            StoreError: The store or the folder cannot be used; no backup was made or removed.
        """
        place = parse_place(self.store)
        if isinstance(place, LocalPlace):
            _check_apart(self.folder, place.folder)
        archive = BackupArchive(self.folder)
        async with archive.hold():
            if not isinstance(place, LocalPlace):
                mirror = archive.get_mirror(self.store)
                await bring_into_mirror(self.store, self.options, mirror)
                place = LocalPlace(mirror)
            with _explain_errors(self.folder):
                result = await self._make(archive, place)
                removed = (
                    []
                    if keep is None
                    else await _run(partial(archive.drop_old, keep, store=self.store))
                )
        return replace(result, removed=tuple(removed))

    async def _make(self, archive: BackupArchive, place: LocalPlace) -> BackupResult:
        backups = await _run(archive.list_backups)
        last = next((each for each in reversed(backups) if each.store == self.store), None)
        made_at = datetime.now(UTC)
        files = await self._copy(archive, place, last)
        if last is not None and _has_same(last.files, files):
            return BackupResult(backup=last, is_new=False, new_bytes=archive.pool.new_bytes)
        await _run(archive.pool.flush)
        manifest = BackupManifest(
            format=FORMAT,
            program=__version__,
            name=archive.choose_name(made_at),
            made_at=made_at,
            store=self.store,
            files=files,
            contents=await self._inspect(archive, files),
        )
        await _run(partial(archive.publish, manifest))
        return BackupResult(backup=manifest, is_new=True, new_bytes=archive.pool.new_bytes)

    async def _copy(
        self, archive: BackupArchive, place: LocalPlace, last: BackupManifest | None
    ) -> tuple[BackupFile, ...]:
        known = {} if last is None else {file.path: file for file in last.files}
        tree = StoreTree(place)
        copy = partial(tree.copy_into, archive.pool, archive.staging, known)
        await _run(partial(make_missing_folders, archive.staging))
        async with AsyncExitStack() as stack:
            if not place.is_read_only():
                # So that nothing is moved from the front to the table, and no file goes, meanwhile.
                await _run(partial(make_missing_folders, place.ours))
                lock = FileLock(place.ours / "maintenance.lock", timeout_s=self.lock_timeout_s)
                await stack.enter_async_context(lock.hold())
            for _ in range(_ATTEMPTS_MAX - 1):
                try:
                    return await _run(copy)
                except FileNotFoundError:
                    # Whoever may write to a store that we may only read maintains it.
                    continue
            return await _run(copy)

    async def _inspect(
        self, archive: BackupArchive, files: tuple[BackupFile, ...]
    ) -> BackupContents:
        folder = archive.staging / "store"
        await _run(partial(place_store, archive.pool, files, folder, may_link=True))
        try:
            return await inspect_copy(folder)
        except DamagedCopyError as error:
            raise StoreError(
                f"no backup was made, because the store {quote_path(self.store)} is damaged"
                f" ({error}): run `mcp-mem0 check --repair`; the backups before are as they were"
            ) from error
        finally:
            await _run(partial(remove_tree, folder))


def _has_same(before: tuple[BackupFile, ...], now: tuple[BackupFile, ...]) -> bool:
    return {(file.path, file.digest) for file in before} == {
        (file.path, file.digest) for file in now
    }


def _check_apart(folder: Path, store: Path) -> None:
    """Check that a folder of backups is not inside the store.

    Raises:
        RequestError: It is.
    """
    if folder.resolve().is_relative_to(store.resolve()):
        raise RequestError(
            f"the folder of backups {quote_path(folder)} is inside the store {quote_path(store)},"
            " and would be lost with it: name another one, best on another disk"
        )


@contextmanager
def _explain_errors(folder: Path) -> Generator[None]:
    """Translate what a disk refuses."""
    try:
        yield
    except OSError as error:
        where = quote_path(error.filename) if error.filename else quote_path(folder)
        raise StoreError(
            f"no backup was made, because {where} could not be read or written"
            f" ({error.strerror or error}): free some space or check the permissions"
        ) from error
    except sqlite3.Error as error:
        raise StoreError(
            f"no backup was made, because the newest rows could not be copied to"
            f" {quote_path(folder)} ({error}): free some space or check the permissions"
        ) from error


async def _run(block: Callable[[], T]) -> T:
    return await anyio.to_thread.run_sync(block)
