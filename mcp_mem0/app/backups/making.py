"""Making backups of the store that the settings name."""

import logging
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import anyio.to_thread

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker, BackupResult
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored
from mcp_mem0.app.backups.notes import build_note_file, name_store, read_notes
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, StoreError, quote_path

log = logging.getLogger(__name__)


async def back_up(settings: Settings, folder: Path, *, keep: int | None) -> BackupResult:
    """Make a backup, and note where it is.

    Raises:
        RequestError: There is no store, or the folder is inside it.
        BusyError: Another process makes a backup, or maintains the store for too long.
        StoreError: The store or the folder cannot be used; no backup was made or removed.
    """
    store = name_store(settings)
    if not await is_stored(store, settings.storage.options):
        raise RequestError(
            f"there is no store in {quote_path(store)}, so there is nothing to back up: name"
            " another with --store"
        )
    maker = BackupMaker(
        store=store,
        options=settings.storage.options,
        folder=folder,
        lock_timeout_s=settings.storage.lock_timeout_s,
    )
    result = await maker.back_up(keep=keep)
    note = partial(
        build_note_file(settings).note_backup,
        folder,
        result.backup.name,
        made_at=result.backup.made_at,
        now=datetime.now(UTC),
    )
    try:
        await anyio.to_thread.run_sync(note)
    except StoreError as error:
        # The backup is there all the same.
        log.warning("%s", error)
    return result


def describe_known_backups(settings: Settings) -> list[str]:
    """Return a sentence part for each folder that has backups, as far as this machine knows.

    Raises:
        StoreError: The settings name no store.
    """
    found: list[str] = []
    for noted in read_notes(settings).folders:
        backups = BackupArchive(Path(noted.folder)).list_backups()
        if backups:
            what = "a backup" if len(backups) == 1 else f"{len(backups):,} backups"
            found.append(
                f"{what} in {quote_path(noted.folder)}, the newest of"
                f" {backups[-1].made_at:%Y-%m-%d %H:%M} UTC"
            )
    return found
