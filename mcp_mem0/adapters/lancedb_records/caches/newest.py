"""The table as it is now, without asking LanceDB each time whether it still is.

LanceDB can look for a newer version before each read, but looks by listing all versions, and some
reads make it look twice: where an hour of writing left two thousand of them, that was a quarter of
a recall. But commits count versions without a gap, so whether there was one is whether there is a
manifest with the next number. Pruning and healing take manifests away, and a backup may be put in
their place: that changes the folder's time, or the manifest's own.
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
    """The manifest of the next version, and what was there when there was none."""

    following: Path
    files: Mapping[Path, _FileStamp | None]

    def is_newest(self) -> bool:
        return _read_stamp(self.following) is None and self.files == _read_stamps(self.files)


class NewestTable:
    """A table that is read only, and brought up to date before a read if there was a commit.

    Args:
        table: The table, opened so that it stays at its version.
        place: Where it is.
    """

    def __init__(self, table: AsyncTable, place: LocalPlace) -> None:
        self._table = table
        self._place = place
        self._looking = anyio.Lock()
        self._seen: _SeenFiles | None = None

    async def get_current_table(self) -> AsyncTable:
        """Return the table with all that any process has committed by now.

        Raises:
            StoreError: The store cannot be read.
        """
        async with self._looking:
            if self._seen is None or not self._seen.is_newest():
                await self._look()
        return self._table

    async def _look(self) -> None:
        if _read_stamp(self._place.versions) is None:
            raise self._build_gone_error()
        await read(self._table.checkout_latest())
        version = await read(self._table.version())
        if _read_stamp(self._place.build_manifest_path(version)) is None:
            version = await self._go_back()
        files = (self._place.versions, self._place.build_manifest_path(version))
        self._seen = _SeenFiles(self._place.build_manifest_path(version + 1), _read_stamps(files))

    async def _go_back(self) -> int:
        """Read what healing or a backup left, which LanceDB does not by itself."""
        manifests = self._place.list_manifests()
        if not manifests:
            raise self._build_gone_error()
        version = self._place.parse_version(manifests[0])
        await read(self._table.checkout(version))
        return version

    def _build_gone_error(self) -> StoreError:
        return StoreError(
            f"the store in {quote_path(self._place.folder)} is gone or may not be read: restore it,"
            " or start the server anew"
        )


def _read_stamps(files: Iterable[Path]) -> dict[Path, _FileStamp | None]:
    return {file: _read_stamp(file) for file in files}


def _read_stamp(path: Path) -> _FileStamp | None:
    """Return what tells a file from another one in its place; None if there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns
