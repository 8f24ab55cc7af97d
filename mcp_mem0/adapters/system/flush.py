"""Flushes a folder tree to disk, which LanceDB itself never does.

Without it, an acknowledged commit may be lost or incomplete after a power cut.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CAN_FLUSH_FOLDERS: Final = sys.platform != "win32"
# Windows flushes only what is open for writing.
_OPEN_FLAGS: Final = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY


@dataclass(frozen=True, slots=True)
class _FolderContents:
    """The contents of a folder when it was last flushed."""

    names: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()


class FolderFlush:
    """Flushes what is new in a folder tree, and remembers what it has flushed.

    The files of a LanceDB table appear under their names complete, by a rename, and are never
    changed, but for names in `rewritten`. Its calls block: run them in a worker thread.

    Args:
        root: The table's folder.
        rewritten: Names of files that are replaced in place.
    """

    def __init__(self, root: Path, *, rewritten: frozenset[str]) -> None:
        self._root = root
        self._rewritten = rewritten
        self._flushed: dict[str, _FolderContents] = {}

    def flush(self) -> list[str]:
        """Flush each file that is new and each folder that gained an entry.

        Returns:
            The files that were flushed, as paths below the root; all of them the first time.

        Raises:
            OSError: The disk refused. The next call flushes the same files again.
        """
        paths: list[str] = []
        contents: dict[str, _FolderContents] = {}
        root = str(self._root)
        self._flush_tree(root, paths, contents)
        if not self._flushed:
            # The root itself may be as new as what is in it.
            _sync_folder(str(self._root.parent))
        _sync_drive(root)
        # Only now: an incomplete flush must not count.
        self._flushed = contents
        return [os.path.relpath(path, root) for path in paths]

    def _flush_tree(
        self, folder: str, paths: list[str], contents: dict[str, _FolderContents]
    ) -> None:
        """Flush a folder after everything below it, so that no entry lacks its content."""
        before = self._flushed.get(folder, _FolderContents())
        names = _list_names(folder)
        new = names - before.names
        new_folders = {name for name in new if Path(folder, name).is_dir()}
        folders = (before.folders & names) | new_folders
        for name in sorted(folders):
            self._flush_tree(_join_path(folder, name), paths, contents)
        due = [
            _join_path(folder, name) for name in sorted((new - folders) | (names & self._rewritten))
        ]
        for path in due:
            _sync(path)
        if due or new_folders:
            _sync_folder(folder)
        paths += due
        contents[folder] = _FolderContents(names, frozenset(folders))


def sync_folder(folder: Path) -> None:
    """Flush the entries of one folder, if the system supports it."""
    _sync_folder(str(folder))


def _join_path(folder: str, name: str) -> str:
    return f"{folder}{os.sep}{name}"


def _list_names(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - on the path of every write
    except FileNotFoundError:
        # Maintenance has just removed it.
        return frozenset()


def _sync_folder(folder: str) -> None:
    if _CAN_FLUSH_FOLDERS:
        _sync(folder)


def _sync(path: str) -> None:
    """Flush one file or folder; one that maintenance has just removed needs no flush."""
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_drive(folder: str) -> None:
    """Flush the drive's own cache on macOS, where fsync does not."""
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not on every system

        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        finally:
            os.close(descriptor)
