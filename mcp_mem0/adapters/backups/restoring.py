"""Makes a store again from a backup: all of it, or nothing is changed."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import anyio.to_thread

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.inspecting import DamagedCopyError, inspect_copy
from mcp_mem0.adapters.backups.manifest import BackupContents, BackupManifest
from mcp_mem0.adapters.backups.store_tree import flush_tree, place_store, remove_tree
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.lifecycle.sole_use import hold_alone
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.adapters.system.folder_exchange import exchange_folders
from mcp_mem0.domain.errors import BusyError, RequestError, StoreError, quote_path
from mcp_mem0.private_file import make_missing_folders

_NAME: Final = "%Y%m%dT%H%M%SZ"
_STAGING: Final = ".restoring"

Settle = Callable[[Path], Awaitable[None]]
"""Changes a restored store, which is in a folder of its own, before it takes its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreResult:
    """What was restored.

    Attributes:
        contents: What the store has now.
        moved_to: Where the store is that was there before; None if there was none.
    """

    contents: BackupContents
    moved_to: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreRestorer:
    """Restores backups of one folder.

    Args:
        archive: The folder of backups.
    """

    archive: BackupArchive

    async def check(self, backup: BackupManifest) -> None:
        """Compare every file of a backup with its digest.

        Raises:
            StoreError: One is damaged, or gone; the message names it.
        """
        for file in backup.files:
            check = partial(self.archive.pool.check, file, backup=backup.name)
            await anyio.to_thread.run_sync(check)

    async def find_damage(self, backups: Sequence[BackupManifest]) -> list[str]:
        """Return a sentence for each file of some backups that is damaged or gone."""
        problems: dict[str, str] = {}
        seen: set[str] = set()
        for backup in backups:
            for file in backup.files:
                if file.digest in seen:
                    continue
                seen.add(file.digest)
                check = partial(self.archive.pool.check, file, backup=backup.name)
                try:
                    await anyio.to_thread.run_sync(check)
                except StoreError as error:
                    problems[file.digest] = str(error)
        return [*problems.values()]

    @asynccontextmanager
    async def stage(self, backup: BackupManifest, folder: Path) -> AsyncGenerator[BackupContents]:
        """Make the store of a backup in a new folder, for a block, and check it.

        Raises:
            StoreError: It cannot be written there, or the backup is damaged.
        """
        try:
            await self.check(backup)
            place = partial(place_store, self.archive.pool, backup.files, folder, may_link=False)
            with _explain_errors(folder):
                await anyio.to_thread.run_sync(place)
            yield await _inspect(backup, folder)
        finally:
            await anyio.to_thread.run_sync(remove_tree, folder)

    async def restore(
        self, backup: BackupManifest, place: LocalPlace, *, replace: bool, settle: Settle
    ) -> RestoreResult:
        """Make a store again in a folder.

        Args:
            backup: Which backup.
            place: The folder.
            replace: Put what is there aside, if there is anything.
            settle: Changes the store before it takes its place.

        Raises:
            RequestError: The folder holds something, and is not to be replaced, or no store.
            BusyError: Another process has the store open.
            StoreError: The backup is damaged, or the folder cannot be written; all is as it was.
        """
        # Where a link to a folder is, that folder is replaced.
        place = LocalPlace(place.folder.resolve())
        is_there = _check_target(place, replace=replace)
        parent = place.folder.parent
        with _explain_errors(parent):
            make_missing_folders(parent)
        async with AsyncExitStack() as stack:
            lock = FileLock(parent / f".{place.folder.name}{_STAGING}.lock", timeout_s=0)
            with _explain_errors(parent):
                if not await stack.enter_async_context(lock.try_hold()):
                    raise BusyError(
                        f"another process restores {quote_path(place.folder)}: wait until it is"
                        " done"
                    )
            if is_there:
                await stack.enter_async_context(hold_alone(place))
            staging = parent / f".{place.folder.name}{_STAGING}"
            await anyio.to_thread.run_sync(remove_tree, staging)
            contents = await stack.enter_async_context(self.stage(backup, staging))
            await settle(staging)
            await anyio.to_thread.run_sync(flush_tree, staging)
            with _explain_errors(parent):
                moved_to = _put_in_place(staging, place.folder)
        return RestoreResult(contents=contents, moved_to=moved_to)


async def _inspect(backup: BackupManifest, folder: Path) -> BackupContents:
    try:
        return await inspect_copy(folder)
    except DamagedCopyError as error:
        raise StoreError(
            f"the backup {backup.name} was restored to look at it, and is damaged ({error}): use"
            " another backup; nothing was changed"
        ) from error


def _check_target(place: LocalPlace, *, replace: bool) -> bool:
    """Return whether there is something where a store is to be restored.

    Raises:
        RequestError: It is not to be replaced, or is no store.
    """
    folder = place.folder
    for parent in folder.absolute().parents:
        if LocalPlace(parent).table.exists():
            raise RequestError(
                f"the folder {quote_path(folder)} is inside the store {quote_path(parent)}: name"
                " another folder with --to"
            )
    if not folder.exists() or not any(folder.iterdir()):
        return False
    if not place.table.exists() and not place.has_rows():
        raise RequestError(
            f"the folder {quote_path(folder)} holds something that is no store: name an empty or"
            " new folder with --to"
        )
    if not replace:
        raise RequestError(
            f"there is a store in {quote_path(folder)} already: say --replace to put it aside, or"
            " name another folder with --to"
        )
    return True


def _put_in_place(staging: Path, folder: Path) -> Path | None:
    """Let a restored store take its place; return where the one is that was there before."""
    if not folder.exists() or not any(folder.iterdir()):
        # A rename replaces an empty folder.
        staging.rename(folder)
        sync_folder(folder.parent)
        return None
    aside = _choose_name(folder)
    if exchange_folders(staging, folder):
        staging.rename(aside)
    else:
        folder.rename(aside)
        try:
            staging.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
    sync_folder(folder.parent)
    return aside


def _choose_name(folder: Path) -> Path:
    base = f"{folder.name}.replaced-{datetime.now(UTC).strftime(_NAME)}"
    name, number = base, 1
    while folder.with_name(name).exists():
        number += 1
        name = f"{base}-{number}"
    return folder.with_name(name)


@contextmanager
def _explain_errors(folder: Path) -> Generator[None]:
    """Translate what a disk refuses."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"nothing was restored, because {quote_path(folder)} could not be written"
            f" ({error.strerror or error}): free some space, check the permissions, or name"
            " another folder with --to"
        ) from error
