"""The files of a local store as a backup has them: listing, copying and placing them."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.backups.manifest import BackupFile
from mcp_mem0.adapters.backups.object_pool import ObjectPool
from mcp_mem0.adapters.lancedb_records.front.connections import (
    connect_to_write,
    translate_front_error,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.lifecycle.read_only import CopiedFront
from mcp_mem0.adapters.system.flush import FolderFlush
from mcp_mem0.private_file import OWNER_ONLY_FOLDER, make_missing_folders, make_private_file

_LISTED_ANEW: Final = "latest_version_hint.json"
"""LanceDB overwrites it in place, and does without it."""

_NOTES: Final = ("checksums.jsonl", "losses.jsonl", "forgotten.jsonl", "healed.log")
"""Notes beside the rows that belong to them. The flush note is of one machine, and made anew."""

_SUBFOLDERS: Final = ("_versions", "data", "_deletions", "_indices", "_transactions")
"""The versions first: whatever a version names was there before it."""


@dataclass(frozen=True, slots=True)
class StoreTree:
    """The folder of a store, and which of its files a backup has."""

    place: LocalPlace

    def list_table_files(self) -> list[Path]:
        """Return the files of the table, none of which is ever changed."""
        found: list[Path] = []
        for name in _SUBFOLDERS:
            for root, _, names in os.walk(self.place.table / name):
                found += [Path(root, each) for each in sorted(names) if each != _LISTED_ANEW]
        return found

    def list_notes(self) -> list[Path]:
        """Return the notes beside the rows that there are."""
        paths = (self.place.ours / name for name in _NOTES)
        return [path for path in paths if path.is_file()]

    def get_name(self, path: Path) -> str:
        """Return the path of a file below the store's folder."""
        return path.relative_to(self.place.folder).as_posix()

    def copy_into(
        self, pool: ObjectPool, staging: Path, known: Mapping[str, BackupFile]
    ) -> tuple[BackupFile, ...]:
        """Copy the store into a pool; call it under the maintenance lock.

        Args:
            pool: Where to.
            staging: A folder for a copy of the newest rows, on the same disk as the pool.
            known: Files of the backup before, by path: those that are unchanged are not read.

        Raises:
            OSError: A file cannot be read or written.
            StoreError: The newest rows cannot be read.
        """
        files: list[BackupFile] = []
        # First: what is in the table by then is not in it, and never the other way round.
        if self.place.front.exists():
            copy = staging / self.place.front.name
            copy_front(self.place, copy)
            files.append(pool.add(copy, self.place.front.name))
        for path in self.list_table_files():
            name, status = self.get_name(path), path.stat()
            before = known.get(name)
            is_same = before is not None and (before.size, before.changed_ns) == (
                status.st_size,
                status.st_mtime_ns,
            )
            if before is not None and is_same and pool.has(before):
                files.append(before)
            else:
                files.append(pool.add(path, name, changed_ns=status.st_mtime_ns))
        files += [pool.add(path, self.get_name(path)) for path in self.list_notes()]
        return tuple(files)


def copy_front(place: LocalPlace, target: Path) -> None:
    """Copy the newest rows as of one moment, while others go on writing.

    The copy has no page that is no longer used, so nothing of rows that are gone.

    Raises:
        StoreError: They cannot be read.
        sqlite3.Error: The copy cannot be written.
    """
    source = CopiedFront(place).path if place.is_read_only() else place.front
    target.unlink(missing_ok=True)
    make_private_file(target)
    try:
        with closing(connect_to_write(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise translate_front_error(place.front, error) from error
    with closing(connect_to_write(target)) as connection:
        # As it was: a store reads and writes at once only with a log.
        connection.execute("PRAGMA journal_mode = WAL").fetchall()


def place_store(
    pool: ObjectPool, files: Iterable[BackupFile], folder: Path, *, may_link: bool
) -> None:
    """Make the folder of a store from the files of a backup; on return it is on disk.

    Args:
        pool: Where the files are.
        files: The files.
        folder: The folder, which is new.
        may_link: Whether files of the table may be links to those of the backup.

    Raises:
        OSError: It cannot be written.
    """
    place = LocalPlace(folder)
    make_missing_folders(folder)
    place.ours.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    for file in files:
        target = folder / file.path
        make_missing_folders(target.parent)
        is_of_table = target.is_relative_to(place.table)
        pool.place(file, target, may_link=may_link and is_of_table)
    if not may_link:
        flush_tree(folder)


def flush_tree(folder: Path) -> None:
    """Return once a folder with all that is in it is on disk.

    Raises:
        OSError: The disk refused.
    """
    FolderFlush(folder, rewritten=frozenset()).flush()


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
