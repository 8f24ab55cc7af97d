"""What this user's machine knows of backups of a store: where they are, and how the last one went.

It is no part of a backup: `status`, `doctor` and `erase` tell it without looking for folders.
"""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import make_private_folder, read_private_file, write_private_file

_BYTES_MAX: Final = 1_000_000
_FOLDERS_MAX: Final = 50


class NotedFolder(BaseModel):
    """A folder with backups of the store: the newest one, and when it was made or found enough."""

    model_config = ConfigDict(frozen=True)

    folder: str
    name: str
    made_at: AwareDatetime
    looked_at: AwareDatetime


class BackupNotes(BaseModel):
    """What is known of the backups of a store.

    Attributes:
        folders: The folders that have some, the one that was used last at the end.
        tried_at: When the schedule tried last.
        problem: Why that failed; None if it did not.
    """

    model_config = ConfigDict(frozen=True)

    folders: tuple[NotedFolder, ...] = ()
    tried_at: AwareDatetime | None = None
    problem: str | None = None

    def get_folder(self, folder: Path) -> NotedFolder | None:
        """Return what is known of one folder."""
        return next((each for each in self.folders if each.folder == str(folder)), None)


class BackupNoteFile:
    """The file of notes of one store.

    Args:
        state: The folder of our own state.
        store: The folder or URI of the store.
    """

    def __init__(self, state: Path, store: str) -> None:
        self._folder = state / "store-backups"
        digest = hashlib.sha256(store.encode()).hexdigest()[:32]
        self._path = self._folder / f"{digest}.json"

    def read(self) -> BackupNotes:
        """Return the notes; empty ones if there are none that can be read."""
        try:
            text = read_private_file(self._path, bytes_max=_BYTES_MAX)
            return BackupNotes.model_validate_json(text)
        except (OSError, ValidationError):
            return BackupNotes()

    def note_backup(self, folder: Path, name: str, *, made_at: datetime, now: datetime) -> None:
        """Note the newest backup in a folder.

        Raises:
            StoreError: The notes cannot be written.
        """
        newest = NotedFolder(folder=str(folder), name=name, made_at=made_at, looked_at=now)
        others = [each for each in self.read().folders if each.folder != str(folder)]
        self._write(BackupNotes(folders=(*others, newest)[-_FOLDERS_MAX:], tried_at=now))

    def note_problem(self, problem: str, *, now: datetime) -> None:
        """Note why the schedule's last try failed.

        Raises:
            StoreError: The notes cannot be written.
        """
        notes = self.read()
        self._write(BackupNotes(folders=notes.folders, tried_at=now, problem=problem))

    def _write(self, notes: BackupNotes) -> None:
        try:
            make_private_folder(self._folder)
            write_private_file(self._path, notes.model_dump_json().encode())
        except OSError as error:
            raise StoreError(
                f"the note of the last backup {quote_path(self._path)} could not be written"
                f" ({error.strerror or error})"
            ) from error
