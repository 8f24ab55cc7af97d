"""Making backups of the store that the settings name, and knowing where they are."""

import logging
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import anyio.to_thread

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker, BackupResult
from mcp_mem0.adapters.backups.backup_notes import BackupNoteFile, BackupNotes
from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace, parse_place
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, StoreError, quote_path

log = logging.getLogger(__name__)


def name_store(settings: Settings) -> str:
    """Return the store's name, which is the same wherever a program is started."""
    place = parse_place(settings.store)
    return str(place.folder) if isinstance(place, LocalPlace) else place.uri


def build_note_file(settings: Settings) -> BackupNoteFile:
    """Return the file that says where backups of the store are."""
    return BackupNoteFile(get_user_places().state, name_store(settings))


def find_folder(settings: Settings, named: str | None) -> Path:
    """Return the folder of backups that a person names, or else the settings.

    Raises:
        RequestError: Nobody names one, or it cannot be a folder.
    """
    folder = named or settings.backup.folder
    if not folder.strip() or "\0" in folder:
        raise RequestError(
            "no folder of backups is named: name one, or set backup.folder in the settings"
        )
    try:
        path = Path(folder).expanduser().absolute()
        is_file = path.exists() and not path.is_dir()
    except (OSError, RuntimeError) as error:
        raise RequestError(
            f"the folder of backups {quote_path(folder)} cannot be looked at ({error})"
        ) from error
    if is_file:
        raise RequestError(f"{quote_path(path)} is a file: name a folder for the backups")
    return path


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


def read_notes(settings: Settings) -> BackupNotes:
    """Return what is known of backups of the store.

    Raises:
        StoreError: The settings name no store.
    """
    return build_note_file(settings).read()


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
