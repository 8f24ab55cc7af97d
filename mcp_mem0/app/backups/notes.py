"""Where backups of the store are, and how the last one went, as far as this machine knows.

It is asked by commands that must not load LanceDB.
"""

from pathlib import Path
from typing import Final

from mcp_mem0.adapters.backups.backup_notes import BackupNoteFile, BackupNotes
from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, quote_path

NO_SCHEDULE: Final = "none is made by itself (backup.folder is empty)"
"""What is said where no schedule is set."""


def name_store(settings: Settings) -> str:
    """Return the store's name, which is the same wherever a program is started."""
    store = settings.store
    # A relative path names another store in each folder that a program is started in.
    return store if "://" in store else str(Path(store).expanduser().absolute())


def build_note_file(settings: Settings) -> BackupNoteFile:
    """Return the file that says where backups of the store are."""
    return BackupNoteFile(get_user_places().state, name_store(settings))


def locate_folder(settings: Settings, named: str | None = None) -> Path:
    """Return the folder of backups that a person names, or else the settings.

    Raises:
        RequestError: Nobody names one, or it is in a bucket.
    """
    folder = named or settings.backup.folder
    if not folder.strip() or "\0" in folder:
        raise RequestError(
            "no folder of backups is named: name one, or set backup.folder in the settings"
        )
    if "://" in folder:
        raise RequestError(
            f"{quote_path(folder)} is no folder, and backups are kept in one: name a folder, or"
            " copy the store to a bucket with `mcp-mem0 sync`"
        )
    try:
        return Path(folder).expanduser().absolute()
    except RuntimeError as error:
        raise RequestError(
            f"the folder of backups {quote_path(folder)} cannot be found ({error})"
        ) from error


def find_folder(settings: Settings, named: str | None = None) -> Path:
    """Return the same, if it is a folder or nothing yet.

    Raises:
        RequestError: As above, or it is a file, or cannot be looked at.
    """
    path = locate_folder(settings, named)
    try:
        is_file = path.exists() and not path.is_dir()
    except OSError as error:
        raise RequestError(
            f"the folder of backups {quote_path(path)} cannot be looked at ({error.strerror})"
        ) from error
    if is_file:
        raise RequestError(f"{quote_path(path)} is a file: name a folder for the backups")
    return path


def read_notes(settings: Settings) -> BackupNotes:
    """Return what is known of backups of the store."""
    return build_note_file(settings).read()


def describe_schedule(settings: Settings) -> str | None:
    """Return what the schedule does and how it went; None if there is none."""
    backup = settings.backup
    if not backup.folder:
        return None
    folder, notes = locate_folder(settings), read_notes(settings)
    plan = f"every {backup.every_h:g} h to {folder}, {backup.keep:,} are kept"
    noted = notes.get_folder(folder)
    last = "none was made yet"
    if noted is not None:
        last = f"the last one is {noted.name}, looked after at {noted.looked_at:%Y-%m-%d %H:%M} UTC"
    if notes.problem is not None and notes.tried_at is not None:
        return f"{plan}; {last}; failed at {notes.tried_at:%Y-%m-%d %H:%M} UTC: {notes.problem}"
    return f"{plan}; {last}"
