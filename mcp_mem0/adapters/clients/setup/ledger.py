"""Records what we changed in other programs' files, so that it can be restored byte for byte.

The ledger and the backups are in our own folder, which only its owner can read. Nothing is kept
next to a changed file: in a project that comes from a stranger, any name there may be a link.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from mcp_mem0.adapters.clients.setup.text_file import (
    SIZE_BYTES_MAX,
    TextFile,
    decode_text,
    remove_file,
    write_text_file,
)
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.private_file import (
    check_owner,
    make_missing_folders,
    make_private_folder,
    open_regular_file,
    read_private_file,
    write_private_file,
)

BACKUPS: Final = "backups"
OLD_BACKUP_SUFFIX: Final = ".before-mcp-mem0"
"""The suffix of backups next to the file, up to version 0.1."""


class ChangedFile(BaseModel):
    """One file that we changed.

    Attributes:
        backup: Where its original content is kept; None if the file did not exist.
        after: The SHA-256 of what we last wrote.
    """

    model_config = ConfigDict(frozen=True)

    backup: str | None
    after: str


class _LedgerContent(BaseModel):
    """The files that we changed, by path, the folders that we created, and the entries we wrote.

    `servers` has, by the path of the file, the entry of each server by its name.
    """

    files: dict[str, ChangedFile] = {}
    folders: list[str] = []
    servers: dict[str, dict[str, dict[str, JsonValue]]] = {}


class Ledger:
    """The list of changed files, and their backups.

    Args:
        file: The file of the list.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def list_files(self) -> list[Path]:
        """Return the files that we changed, or that already listed us as we would have written it.

        Raises:
            RequestError: The ledger cannot be read.
        """
        book = self._read()
        return [Path(name) for name in dict.fromkeys([*book.files, *book.servers])]

    def read_servers(self, file: Path) -> dict[str, dict[str, JsonValue]]:
        """Return the entries that we wrote into a file, by name.

        Raises:
            RequestError: The ledger cannot be read.
        """
        return self._read().servers.get(str(file), {})

    def note_server(self, file: Path, name: str, entry: dict[str, JsonValue]) -> None:
        """Record the entry that we wrote into a file.

        Raises:
            RequestError: The ledger cannot be read or written.
        """
        book = self._read()
        book.servers.setdefault(str(file), {})[name] = entry
        self._save(book)

    def drop_server(self, file: Path, name: str) -> None:
        """Remove the record of an entry that we wrote into a file.

        Raises:
            RequestError: The ledger cannot be read or written.
        """
        book = self._read()
        servers = book.servers.get(str(file), {})
        if servers.pop(name, None) is None:
            return
        if not servers:
            del book.servers[str(file)]
        self._save(book)

    def write(self, file: TextFile, text: str) -> Path | None:
        """Write a file that was read before; return the backup of its content.

        Raises:
            RequestError: It cannot be written; nothing was changed.
        """
        book = self._read()
        entry = book.files.get(str(file.path))
        if entry is None or file.content is None or entry.after != _hash_content(file.content):
            # Another program wrote in between: the backup is not what was there before this change.
            entry = ChangedFile(backup=self._save_backup(file), after="")
        book.folders += _list_missing_folders(file.target)
        content = file.encode(text)
        write_text_file(file, content)
        book.files[str(file.path)] = entry.model_copy(update={"after": _hash_content(content)})
        self._save(book)
        return Path(entry.backup) if entry.backup else None

    def read_restorable_text(self, file: TextFile) -> str | None:
        """Return the original text of a file; None if another program has written to it since.

        Raises:
            RequestError: The ledger or the backup cannot be read.
        """
        entry = self._read().files.get(str(file.path))
        if entry is None or file.content is None or entry.after != _hash_content(file.content):
            return None
        return self.read_backup_text(file.path)

    def read_backup_text(self, path: Path) -> str | None:
        """Return the original text of a file from its backup; None if there is none.

        Raises:
            RequestError: The ledger or the backup cannot be read.
        """
        entry = self._read().files.get(str(path))
        if entry is None:
            return None
        if entry.backup is None:
            return ""
        content = self._read_backup(path, Path(entry.backup))
        return None if content is None else decode_text(path, content)[-1]

    def restore(self, file: TextFile) -> None:
        """Restore the original content of a file, or remove it if it did not exist.

        Raises:
            RequestError: It cannot be written.
        """
        entry = self._read().files[str(file.path)]
        if entry.backup is None:
            remove_file(file)
        else:
            content = self._read_backup(file.path, Path(entry.backup))
            if content is None:
                raise RequestError(
                    f"the backup {quote_path(entry.backup)} of {quote_path(file.path)} is gone"
                )
            write_text_file(file, content)
        self.forget(file.path)

    def forget(self, path: Path) -> None:
        """Remove the record and backup of a file, and folders that we created and are empty now."""
        book = self._read()
        entry = book.files.pop(str(path), None)
        if entry is None:
            return
        if entry.backup and self._read_backup(path, Path(entry.backup)) is not None:
            Path(entry.backup).unlink()
        for folder in sorted(book.folders, key=len, reverse=True):
            with suppress(OSError):
                Path(folder).rmdir()
        book.folders = [folder for folder in book.folders if Path(folder).exists()]
        self._save(book)

    def _save_backup(self, file: TextFile) -> str | None:
        if file.content is None:
            return None
        folder = self._file.parent / BACKUPS
        # The name has a digest of the path, so that no path can lead out of the folder.
        path = folder / f"{_hash_content(os.fsencode(file.path))[:32]}-{file.path.name}"
        try:
            make_private_folder(folder)
            write_private_file(path, file.content)
        except OSError as error:
            raise RequestError(
                f"cannot keep a backup as {quote_path(path)}: {error.strerror}"
            ) from error
        return str(path)

    def _read_backup(self, path: Path, backup: Path) -> bytes | None:
        """Return the content of a backup; None if it is gone, or not one that we wrote.

        Raises:
            RequestError: One in our own folder cannot be read.
        """
        if backup.parent == self._file.parent / BACKUPS:
            try:
                return read_private_file(backup, bytes_max=SIZE_BYTES_MAX)
            except FileNotFoundError:
                return None
            except OSError as error:
                raise RequestError(
                    f"the backup {quote_path(backup)} of {quote_path(path)} cannot be read"
                    f" ({error.strerror})"
                ) from error
        return _read_old_backup(backup)

    def _read(self) -> _LedgerContent:
        try:
            content = read_private_file(self._file, bytes_max=SIZE_BYTES_MAX)
        except FileNotFoundError:
            return _LedgerContent()
        except OSError as error:
            raise RequestError(f"{self._file} cannot be read ({error.strerror})") from error
        try:
            return _LedgerContent.model_validate_json(content)
        except ValidationError as error:
            raise RequestError(
                f"{self._file} is not what this program wrote: remove it; its changes to"
                " other files can then only be undone entry by entry"
            ) from error

    def _save(self, book: _LedgerContent) -> None:
        try:
            make_missing_folders(self._file.parent)
            write_private_file(self._file, book.model_dump_json(indent=2).encode())
        except OSError as error:
            raise RequestError(f"{self._file} cannot be written ({error.strerror})") from error


def _hash_content(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_old_backup(backup: Path) -> bytes | None:
    """Return the content of a backup next to its file; None if it is gone, a link or not ours."""
    if not backup.name.endswith(OLD_BACKUP_SUFFIX):
        return None
    with suppress(OSError):
        descriptor = open_regular_file(backup, os.O_RDONLY, check_owner)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(SIZE_BYTES_MAX)
    return None


def _list_missing_folders(target: Path) -> list[str]:
    return [str(folder) for folder in target.parents if not folder.exists()]
