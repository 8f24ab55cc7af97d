"""The files of all backups in a folder, each once, under the digest of what it has.

A file is written under another name, flushed and renamed: so whatever has a digest for its name
is whole, however its writer ended, unless the disk damages it later.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from mcp_mem0.adapters.backups.manifest import BackupFile
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import (
    OWNER_ONLY_FOLDER,
    create_private_file,
    make_missing_folders,
    make_private_file,
)

_BLOCK_BYTES: Final = 1 << 20
_UNFINISHED: Final = ".new-"


@dataclass
class ObjectPool:
    """The folder of files by digest. Its calls block: run them in a worker thread.

    Attributes:
        folder: The folder.
        new_bytes: How many bytes were added since it was opened.
    """

    folder: Path
    new_bytes: int = 0
    _changed: set[Path] = field(default_factory=set[Path])

    def add(self, source: Path, path: str, *, changed_ns: int | None = None) -> BackupFile:
        """Copy a file into the pool, unless it is there; return it as a manifest names it.

        Args:
            source: The file.
            path: Its path below the store's folder.
            changed_ns: When it was changed last.

        Raises:
            OSError: It cannot be read, or the pool cannot be written.
        """
        make_missing_folders(self.folder)
        temporary = self.folder / f"{_UNFINISHED}{os.urandom(8).hex()}"
        with source.open("rb") as reading:
            try:
                with create_private_file(temporary) as writing:
                    size, digest = _copy(reading, writing)
                file = BackupFile(path=path, size=size, digest=digest, changed_ns=changed_ns)
                self._keep(temporary, file)
            finally:
                temporary.unlink(missing_ok=True)
        return file

    def _keep(self, temporary: Path, file: BackupFile) -> None:
        target = self.get_path(file)
        if self.has(file):
            return
        target.parent.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
        temporary.replace(target)
        self._changed |= {target.parent, self.folder}
        self.new_bytes += file.size

    def flush(self) -> None:
        """Return once the names of all files that were added are on disk.

        Raises:
            OSError: The disk refused.
        """
        for folder in sorted(self._changed, reverse=True):
            sync_folder(folder)
        self._changed.clear()

    def has(self, file: BackupFile) -> bool:
        """Whether a file is there, with its size; what it has is not read."""
        try:
            return self.get_path(file).stat().st_size == file.size
        except OSError:
            return False

    def get_path(self, file: BackupFile) -> Path:
        """Return where a file is kept."""
        return self.folder / file.digest[:2] / file.digest

    def check(self, file: BackupFile, *, backup: str) -> None:
        """Read a file and compare it with its digest.

        Raises:
            StoreError: It is gone, cannot be read or is damaged.
        """
        path = self.get_path(file)
        try:
            with path.open("rb") as reading:
                size, digest = _measure(reading)
        except OSError as error:
            raise StoreError(
                f"the backup {backup} lacks {file.path}: {quote_path(path)} cannot be read"
                f" ({error.strerror or error}); use another backup"
            ) from error
        if (size, digest) != (file.size, file.digest):
            raise StoreError(
                f"the backup {backup} is damaged: {file.path} is not as it was written"
                f" ({quote_path(path)}); use another backup"
            )

    def place(self, file: BackupFile, target: Path, *, may_link: bool) -> None:
        """Put a file where a store has it.

        Args:
            file: The file.
            target: Where to; its folder must exist.
            may_link: Whether it may be the same file under another name: it is never changed.

        Raises:
            OSError: It cannot be written.
        """
        source = self.get_path(file)
        if may_link:
            with suppress(OSError):
                target.hardlink_to(source)
                return
        make_private_file(target)
        shutil.copyfile(source, target)

    def drop_all_but(self, files: Iterable[BackupFile]) -> int:
        """Remove the files that no backup needs; return how many bytes went.

        Raises:
            OSError: One cannot be removed.
        """
        needed = {file.digest for file in files}
        dropped = 0
        for path in self.folder.glob("*/*"):
            if path.name not in needed and path.parent.name == path.name[:2]:
                dropped += path.stat().st_size
                path.unlink()
        self.drop_unfinished()
        return dropped

    def drop_unfinished(self) -> None:
        """Remove what a process left that was killed while it copied a file."""
        for path in self.folder.glob(f"{_UNFINISHED}*"):
            path.unlink(missing_ok=True)


def _copy(reading: BinaryIO, writing: BinaryIO) -> tuple[int, str]:
    """Copy a file and flush it; return the size and the digest of what was read."""
    digest, size = hashlib.sha256(), 0
    while block := reading.read(_BLOCK_BYTES):
        digest.update(block)
        writing.write(block)
        size += len(block)
    writing.flush()
    os.fsync(writing.fileno())
    return size, digest.hexdigest()


def _measure(reading: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while block := reading.read(_BLOCK_BYTES):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()
