"""The newest version of the table, without a listing of all versions before each read.

LanceDB can check for a newer version before each read, but does so by listing all versions, for
some reads twice. After an hour of writing had left two thousand of them, that took a quarter of a
recall. Commits number versions without a gap, so a commit has happened exactly if there is a
manifest with the next number. Pruning and healing remove manifests, and a restored backup replaces
them: each changes the modification time of the folder or of the manifest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import anyio
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError, quote_path

_FileStamp: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _SeenFiles:
    """The path of the next version's manifest, and the files present before it existed."""

    next_manifest: Path
    files: Mapping[Path, _FileStamp | None]

    def is_newest(self) -> bool:
        return _read_stamp(self.next_manifest) is None and self.files == _read_stamps(self.files)


class NewestTable:
    """A read-only table that is brought up to date before a read if there was a commit.

    Args:
        table: The table, opened so that it stays at its version.
        place: The folder of the store.
    """

    def __init__(self, table: AsyncTable, place: LocalPlace) -> None:
        self._table = table
        self._place = place
        self._updating = anyio.Lock()
        self._seen: _SeenFiles | None = None

    async def get_current_table(self) -> AsyncTable:
        """Return the table with everything that any process has committed by now.

        Raises:
            StoreError: The store cannot be read.
        """
        async with self._updating:
            if self._seen is None or not self._seen.is_newest():
                await self._update()
        return self._table

    async def _update(self) -> None:
        if _read_stamp(self._place.versions) is None:
            raise self._build_gone_error()
        await read(self._table.checkout_latest())
        version = await read(self._table.version())
        if _read_stamp(self._place.build_manifest_path(version)) is None:
            version = await self._go_back()
        files = (self._place.versions, self._place.build_manifest_path(version))
        self._seen = _SeenFiles(self._place.build_manifest_path(version + 1), _read_stamps(files))

    async def _go_back(self) -> int:
        """Check out the version that healing or a backup left, which LanceDB does not by itself."""
        manifests = self._place.list_manifests()
        if not manifests:
            raise self._build_gone_error()
        version = self._place.parse_version(manifests[0])
        await read(self._table.checkout(version))
        return version

    def _build_gone_error(self) -> StoreError:
        return StoreError(
            f"the store in {quote_path(self._place.folder)} is gone or cannot be read: restore"
            " it, or"
            " restart the server"
        )


def _read_stamps(files: Iterable[Path]) -> dict[Path, _FileStamp | None]:
    return {file: _read_stamp(file) for file in files}


def _read_stamp(path: Path) -> _FileStamp | None:
    """Return what distinguishes a file from a replacement; None if there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
