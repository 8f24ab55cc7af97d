"""A folder of backups: which there are, which one is meant, and which go.

A backup is one manifest, written last and at once. So a process that is killed before leaves files
that the next one uses or removes, and no backup that looks whole.
"""

import hashlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.backups.manifest import BackupManifest, read_manifest, write_manifest
from mcp_mem0.adapters.backups.object_pool import ObjectPool
from mcp_mem0.adapters.backups.store_tree import remove_tree
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.domain.dates import place_moment
from mcp_mem0.domain.errors import BusyError, RequestError, StoreError, quote_path, quote_value
from mcp_mem0.domain.requests.parsing.moments import parse_search_moment
from mcp_mem0.private_file import OWNER_ONLY_FOLDER, make_missing_folders, write_private_file

_ENDING: Final = ".backup.json"
_STAGING: Final = ".staging"
_NAMED_MAX: Final = 5
_NAME: Final = "%Y%m%dT%H%M%SZ"


class BackupArchive:
    """The backups in one folder. Its calls block, but for `hold`.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pool = ObjectPool(folder / "files")
        self.staging = folder / _STAGING
        """Where a backup is opened while it is made."""

    @asynccontextmanager
    async def hold(self) -> AsyncGenerator[None]:
        """Keep other processes from making or removing backups during a block.

        Raises:
            BusyError: One of them does it now.
            StoreError: The folder cannot be used.
        """
        self._prepare()
        async with FileLock(self.folder / ".lock", timeout_s=0).try_hold() as is_ours:
            if not is_ours:
                raise BusyError(
                    f"another process makes a backup in {quote_path(self.folder)}: try again when"
                    " it is done"
                )
            self._clear_remains()
            try:
                yield
            finally:
                remove_tree(self.staging)

    def get_mirror(self, store: str) -> Path:
        """Return the folder of what a bucket has, as a store in a folder."""
        return self.folder / "mirror" / hashlib.sha256(store.encode()).hexdigest()[:16]

    def _prepare(self) -> None:
        try:
            make_missing_folders(self.folder)
            self.pool.folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the folder of backups {quote_path(self.folder)} cannot be used"
                f" ({error.strerror or error}): name one that you can write to"
            ) from error

    def _clear_remains(self) -> None:
        remove_tree(self.staging)
        self.pool.drop_unfinished()

    def list_backups(self) -> list[BackupManifest]:
        """Return the backups that can be read, oldest first.

        Raises:
            StoreError: The folder cannot be read.
        """
        found: list[BackupManifest] = []
        for path in self._list_paths():
            with suppress(StoreError):
                found.append(self._read(path))
        return sorted(found, key=lambda each: (each.made_at, each.name))

    def list_damaged(self) -> list[str]:
        """Return a sentence for each manifest that cannot be read."""
        problems: list[str] = []
        for path in self._list_paths():
            try:
                self._read(path)
            except StoreError as error:
                problems.append(str(error))
        return problems

    def find(
        self, wanted: str | None, *, now: datetime, store: str | None = None
    ) -> BackupManifest:
        """Return the backup that a person means.

        Args:
            wanted: A name, or a time: the newest one made by then. None means the newest of all.
            store: The store that is meant, if there are backups of several.
            now: The moment from which "yesterday" is counted back, in a person's time zone.

        Raises:
            RequestError: There is none.
            StoreError: It cannot be read.
        """
        path = None if wanted is None else self._build_path(wanted)
        if path is not None and path.is_file():
            return self._read(path)
        backups = self.list_backups()
        if not backups:
            damaged = self.list_damaged()
            if damaged:
                raise StoreError(damaged[-1])
            raise RequestError(
                f"there is no backup in {quote_path(self.folder)}: name the folder that"
                " `mcp-mem0 backup` was given"
            )
        backups = _choose_store(backups, store)
        if wanted is None:
            return backups[-1]
        return _choose_by_time(backups, wanted, now)

    def publish(self, manifest: BackupManifest) -> None:
        """Make a backup of files that are in the pool; on return it is on disk.

        Raises:
            OSError: It cannot be written.
        """
        self.pool.flush()
        write_private_file(self._build_path(manifest.name), write_manifest(manifest))
        sync_folder(self.folder)

    def drop_old(self, keep: int, *, store: str) -> list[str]:
        """Remove all backups of a store but the newest, and files that no other needs; name them.

        What cannot be read is kept: nobody knows what it is.

        Raises:
            OSError: One cannot be removed.
        """
        backups = [each for each in self.list_backups() if each.store == store]
        old = backups[: max(0, len(backups) - keep)]
        for each in old:
            self._build_path(each.name).unlink()
        if old:
            sync_folder(self.folder)
        if not self.list_damaged():
            self.pool.drop_all_but(file for each in self.list_backups() for file in each.files)
        return [each.name for each in old]

    def choose_name(self, made_at: datetime) -> str:
        """Return a name for a backup that no other has."""
        base = made_at.strftime(_NAME)
        name, number = base, 1
        while self._build_path(name).exists():
            number += 1
            name = f"{base}-{number}"
        return name

    def _list_paths(self) -> list[Path]:
        try:
            return sorted(self.folder.glob(f"*{_ENDING}"))
        except OSError as error:
            raise StoreError(
                f"the folder of backups {quote_path(self.folder)} cannot be read"
                f" ({error.strerror or error})"
            ) from error

    def _build_path(self, name: str) -> Path:
        # A name is a part of a path, and never a path.
        return self.folder / f"{name.replace('/', '_').replace(chr(0), '_')}{_ENDING}"

    def _read(self, path: Path) -> BackupManifest:
        try:
            text = path.read_bytes()
        except OSError as error:
            raise StoreError(
                f"the backup {quote_path(path)} cannot be read ({error.strerror or error})"
            ) from error
        return read_manifest(text, path=str(path))


def _choose_store(backups: list[BackupManifest], store: str | None) -> list[BackupManifest]:
    """Return the backups of the store that is meant, or of the only one that there is.

    On another machine the same store may be in another folder.

    Raises:
        RequestError: They are of several stores, none of which is meant.
    """
    meant = [each for each in backups if each.store == store]
    stores = sorted({each.store for each in backups})
    if meant or len(stores) == 1:
        return meant or backups
    raise RequestError(
        f"there are backups of several stores ({', '.join(map(quote_path, stores[:_NAMED_MAX]))}):"
        " name a backup with --at, as `mcp-mem0 backup --list` shows them"
    )


def _choose_by_time(backups: list[BackupManifest], wanted: str, now: datetime) -> BackupManifest:
    """Return the newest backup that was made by a time."""
    zone = now.tzinfo or UTC
    names = ", ".join(each.name for each in backups[-5:])
    try:
        moment = parse_search_moment(wanted, name="--at", now=now, edge="end", zone=zone)
        until = place_moment(moment.stated, zone)
    except RequestError as error:
        raise RequestError(
            f"--at is {quote_value(wanted)}, which is neither a time nor one of the backups; the"
            f" newest are {names}"
        ) from error
    made = [each for each in backups if each.made_at <= until]
    if not made:
        raise RequestError(
            f"no backup was made by {quote_value(wanted)}; the first is {backups[0].name}"
        )
    return made[-1]
