"""The table as it is now, without asking LanceDB each time whether it still is.

LanceDB can look for a newer version before each read, but looks by listing all versions, and some
reads make it look twice: where an hour of writing left two thousand of them, that was a quarter of
a recall. But versions are counted without a gap, so whether there is a newer one is whether there
is a manifest with the next number.
"""

from dataclasses import dataclass
from pathlib import Path

import anyio
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.place import LocalPlace
from mcp_mem0.domain.errors import StoreError


@dataclass(frozen=True, slots=True)
class _Seen:
    """The manifest of a version, which file that was, and the manifest of the next version."""

    manifest: Path
    file: tuple[int, int]
    following: Path

    def is_newest(self) -> bool:
        # Healing may have put another file in the place of a manifest that was damaged.
        return not self.following.exists() and _file(self.manifest) == self.file


class Newest:
    """A table that is read only, and brought up to date before a read if there was a commit.

    Args:
        table: The table, opened so that it stays at its version.
        place: Where it is.
    """

    def __init__(self, table: AsyncTable, place: LocalPlace) -> None:
        self._table = table
        self._place = place
        self._looking = anyio.Lock()
        self._seen: _Seen | None = None

    async def table(self) -> AsyncTable:
        """Return the table with all that any process has committed by now.

        Raises:
            StoreError: The store cannot be read.
        """
        async with self._looking:
            if self._seen is None or not self._seen.is_newest():
                await self._look()
        return self._table

    async def _look(self) -> None:
        if not self._place.versions.exists():
            raise StoreError(
                f"the store in {str(self._place.folder)!r} is gone: restore it, or start the server"
                " anew"
            )
        await read(self._table.checkout_latest())
        version = await read(self._table.version())
        manifest = self._place.manifest_of(version)
        file = _file(manifest)
        # Without its file, the next read looks again.
        following = self._place.manifest_of(version + 1)
        self._seen = None if file is None else _Seen(manifest, file, following)


def _file(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one in its place; None if there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns
