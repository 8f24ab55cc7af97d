"""What we changed in other programs' files, so that it can be undone to the letter."""

import hashlib
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from mcp_mem0.adapters.clients.text_file import TextFile, read_text_file, remove_file, replace_file
from mcp_mem0.domain.errors import RequestError

BACKUP_SUFFIX = ".before-mcp-mem0"


class Changed(BaseModel):
    """One file that we changed.

    Attributes:
        backup: Where its content from before is kept; None if it was not there.
        after: The SHA-256 of what we last wrote.
    """

    model_config = ConfigDict(frozen=True)

    backup: str | None
    after: str


class _Book(BaseModel):
    """What we changed, by its path, and the folders that we made for it."""

    files: dict[str, Changed] = {}
    folders: list[str] = []


class Ledger:
    """The list of changed files, and the backups beside them.

    Args:
        file: Where the list is kept.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def files(self) -> list[Path]:
        """Return the files that we changed.

        Raises:
            RequestError: The ledger cannot be read.
        """
        return [Path(name) for name in self._read().files]

    def write(self, file: TextFile, text: str) -> Path | None:
        """Write a file that was read before; returns the backup of what it held.

        Raises:
            RequestError: It cannot be written; nothing was changed.
        """
        book = self._read()
        known = book.files.get(str(file.path))
        if known is None or file.content is None or known.after != _sha256(file.content):
            # Somebody else wrote in between: what we kept is not what was there before us.
            known = Changed(backup=_backed_up(file), after="")
        book.folders += _missing_folders(file.path)
        content = file.encoded(text)
        replace_file(file.path, content, expected=file.content)
        book.files[str(file.path)] = known.model_copy(update={"after": _sha256(content)})
        self._save(book)
        return Path(known.backup) if known.backup else None

    def before(self, file: TextFile) -> str | None:
        """Return the text that a file held before us; None if somebody wrote to it since.

        Raises:
            RequestError: The ledger or the backup cannot be read.
        """
        known = self._read().files.get(str(file.path))
        if known is None or file.content is None or known.after != _sha256(file.content):
            return None
        return self.kept(file.path)

    def kept(self, path: Path) -> str | None:
        """Return the text that is kept of a file from before us; None if we never changed it.

        Raises:
            RequestError: The ledger or the backup cannot be read.
        """
        known = self._read().files.get(str(path))
        if known is None:
            return None
        return read_text_file(Path(known.backup)).text if known.backup else ""

    def restore(self, file: TextFile) -> None:
        """Put back what a file held before us, or remove it if it was not there.

        Raises:
            RequestError: It cannot be written.
        """
        known = self._read().files[str(file.path)]
        before = read_text_file(Path(known.backup)).content if known.backup else None
        if before is None:
            remove_file(file.path, expected=file.content or b"")
        else:
            replace_file(file.path, before, expected=file.content)
        self.forget(file.path)

    def forget(self, path: Path) -> None:
        """Forget a file and its backup, and remove folders that were made and are empty now."""
        book = self._read()
        known = book.files.pop(str(path), None)
        if known is None:
            return
        if known.backup:
            Path(known.backup).unlink(missing_ok=True)
        for folder in sorted(book.folders, key=len, reverse=True):
            with suppress(OSError):
                Path(folder).rmdir()
        book.folders = [folder for folder in book.folders if Path(folder).exists()]
        self._save(book)

    def _read(self) -> _Book:
        text = read_text_file(self._file).text
        try:
            return _Book.model_validate_json(text) if text else _Book()
        except ValidationError as error:
            raise RequestError(
                f"{self._file} is not what this program wrote: remove it; what it changed in"
                " other files can then be undone entry by entry only"
            ) from error

    def _save(self, book: _Book) -> None:
        before = read_text_file(self._file).content
        replace_file(self._file, book.model_dump_json(indent=2).encode(), expected=before)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _backed_up(file: TextFile) -> str | None:
    if file.content is None:
        return None
    target = file.path.resolve()
    path = target.with_name(target.name + BACKUP_SUFFIX)
    try:
        before = path.read_bytes() if path.exists() else None
        replace_file(path, file.content, expected=before)
        path.chmod(target.stat().st_mode & 0o777)
    except OSError as error:
        raise RequestError(f"cannot keep a backup as {path}: {error.strerror}") from error
    return str(path)


def _missing_folders(path: Path) -> list[str]:
    return [str(folder) for folder in path.resolve().parents if not folder.exists()]
