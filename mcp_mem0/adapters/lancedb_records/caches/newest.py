"""The newest version of the table, without a listing of all versions before each read.

LanceDB can check for a newer version before each read, but does so by listing all versions, for
some reads twice. Commits number versions without a gap, so a commit has happened exactly if there
is a manifest with the next number. Pruning and healing remove manifests, and a restored backup
replaces them: each changes the modification time of the folder or of the manifest.
"""

# LanceDB types its tables only in part.
# pyright: reportUnknownMemberType=false

import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import anyio
import pyarrow as pa
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_head_scope
from mcp_mem0.adapters.lancedb_records.erasing.erasure_mark import (
    NO_ERASURES,
    ErasureMark,
    read_erasure_mark,
)
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark, read_fold_mark
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import parse_head, parse_records
from mcp_mem0.adapters.lancedb_records.reading import has_rows, read_rows
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.model.rows import Head

_FileStamp: TypeAlias = tuple[int, int]
Connect: TypeAlias = Callable[[], Awaitable[AsyncConnection]]


@dataclass(frozen=True, slots=True)
class PinnedTable:
    """The table at one version.

    Attributes:
        table: The table, which stays at its version.
        version: That version.
        schema: Its schema.
        mark: How much of the front it has.
        is_empty: Whether it has no rows.
        erasures: How many erases it has seen.
    """

    table: AsyncTable
    version: int
    schema: pa.Schema
    mark: FoldMark
    is_empty: bool
    erasures: ErasureMark = NO_ERASURES
    _heads: dict[str, Head | None] = field(default_factory=dict[str, Head | None])

    async def read_head(self, space: str) -> Head | None:
        """Return the head that a space has in this version of the table."""
        if space not in self._heads:
            self._heads[space] = await read_table_head(self.table, space)
        return self._heads[space]


@dataclass(frozen=True, slots=True)
class _SeenFiles:
    """The path of the next version's manifest, and the files present before it existed."""

    next_manifest: str
    files: Mapping[str, _FileStamp | None]

    def is_newest(self) -> bool:
        return _read_stamp(self.next_manifest) is None and self.files == _read_stamps(self.files)


class NewestTable:
    """The table for reading, which is opened again before a read if there was a commit.

    Args:
        connect: Returns a connection whose tables stay at their versions.
        place: The folder of the store.
    """

    def __init__(self, connect: Connect, place: LocalPlace) -> None:
        self._connect = connect
        self._place = place
        self._updating = anyio.Lock()
        self._seen: _SeenFiles | None = None
        self._pinned: PinnedTable | None = None

    async def get_current_table(self) -> PinnedTable:
        """Return the table with everything that any process has committed to it by now.

        Raises:
            StoreError: The store cannot be read.
        """
        async with self._updating:
            return self.get_kept_table() or await self._open()

    def get_kept_table(self) -> PinnedTable | None:
        """Return the same if it is open; None if somebody has committed since."""
        return self._pinned if self._seen is not None and self._seen.is_newest() else None

    def read_anew(self) -> None:
        """Drop the table; the next read opens it again, whether or not anybody has committed."""
        self._seen, self._pinned = None, None

    async def _open(self) -> PinnedTable:
        if _read_stamp(self._place.versions) is None:
            raise self._place.build_gone_error()
        table = await read((await self._connect()).open_table(TABLE))
        version = await read(table.version())
        if _read_stamp(self._place.build_manifest_path(version)) is None:
            version = await self._go_back(table)
        schema = await read(table.schema())
        files = map(str, (self._place.versions, self._place.build_manifest_path(version)))
        next_manifest = str(self._place.build_manifest_path(version + 1))
        seen = _SeenFiles(next_manifest, _read_stamps(files))
        mark = await read_fold_mark(table)
        is_empty = not await has_rows(table)
        erasures = await read_erasure_mark(table)
        # Together: another task may ask for the kept table meanwhile.
        self._pinned = PinnedTable(
            table, version, schema, mark, is_empty=is_empty, erasures=erasures
        )
        self._seen = seen
        return self._pinned

    async def _go_back(self, table: AsyncTable) -> int:
        """Check out the version that healing or a backup left, which LanceDB does not by itself."""
        manifests = self._place.list_manifests()
        if not manifests:
            raise self._place.build_gone_error()
        version = self._place.parse_version(manifests[0])
        await read(table.checkout(version))
        return version


async def read_table_head(table: AsyncTable, space: str) -> Head | None:
    """Return the head of a space that a table has.

    Raises:
        StoreError: The store cannot be read.
    """
    columns = ["space", "revision", "recorded_at"]
    rows = await read_rows(table.query().limit(1), build_head_scope(space), columns)
    records = parse_records(rows)
    return parse_head(records[0]) if records else None


def _read_stamps(files: Iterable[str]) -> dict[str, _FileStamp | None]:
    return {file: _read_stamp(file) for file in files}


def _read_stamp(path: Path | str) -> _FileStamp | None:
    """Return what distinguishes a file from a replacement; None if there is no file."""
    try:
        status = os.stat(path)  # noqa: PTH116 - half the time, before every read
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
