"""Flushing a folder of files to the disk: LanceDB itself never asks the system to.

Without it, a commit that was answered may be gone after a power cut, or half there.
"""

import os
import sys
from pathlib import Path
from typing import Final

_CAN_FLUSH_FOLDERS: Final = sys.platform != "win32"


class FolderFlush:
    """Flushes what is new in a folder tree, and remembers what it has flushed.

    Files of a LanceDB table are written once and never changed, but for names in `rewritten`.
    Its calls block: run them in a worker thread.

    Args:
        root: The table's folder.
        rewritten: Names of files that are replaced in place.
    """

    def __init__(self, root: Path, *, rewritten: frozenset[str]) -> None:
        self._root = root
        self._rewritten = rewritten
        self._flushed: set[str] = set()

    def skip_present(self) -> None:
        """Take every file that is there now as flushed."""
        self._flushed = {path for folder in self._folders() for path in _files(folder)}

    def flush(self) -> int:
        """Flush each file that is new, then the folders that gained one; returns how many."""
        flushed = 0
        for folder in self._folders():
            present = _files(folder)
            new = [path for path in present if self._is_due(path)]
            for path in new:
                _sync(path)
            if new and _CAN_FLUSH_FOLDERS:
                _sync(folder)
            flushed += len(new)
        if flushed and _CAN_FLUSH_FOLDERS:
            _sync(str(self._root))
        return flushed

    def _is_due(self, path: str) -> bool:
        if path in self._flushed:
            return os.path.basename(path) in self._rewritten  # noqa: PTH119 - on the hot path
        self._flushed.add(path)
        return True

    def _folders(self) -> list[str]:
        """Return every folder below the root, deepest first."""
        return [folder for folder, _, _ in os.walk(self._root, topdown=False)]


def _files(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.is_file(follow_symlinks=False)]
    except FileNotFoundError:
        return []


def _sync(path: str) -> None:
    """Flush one file or folder; one that maintenance has just removed needs no flush."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
