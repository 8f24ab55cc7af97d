"""Recovers a store that a power cut, a full disk or a bad sector has damaged.

Damage shows in three ways (docs/storage.md): the newest manifest cannot be opened, or opens as
an empty table; a data file opens but cannot be scanned; an index fails every query that uses
it. The remedy is the newest version that can be read completely, never an empty store. What was
lost is reported, and what could not be read is kept for inspection.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import logging
import os
import shutil
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import describe_cause, read
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import ensure_indexes
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reading import read_all_rows
from mcp_mem0.adapters.lancedb_records.schema import TABLE, VERSION_FIELD
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import append_private_file, make_private_folder

_log = logging.getLogger(__name__)

_MANIFEST_MAGIC: Final = b"LANC"
_MANIFESTS_SET_ASIDE_MAX: Final = 20


@dataclass(frozen=True, slots=True)
class Healing:
    """One attempt to heal a store, made under the write lock.

    Args:
        connection: Connected to the store.
        place: The store's folder.
    """

    connection: AsyncConnection
    place: LocalPlace

    @property
    def damaged(self) -> Path:
        """The folder of what could not be read."""
        return self.place.ours / "damaged"

    async def heal(self, noted_version: int) -> AsyncTable:
        """Restore the newest state that can be read completely; report what was lost.

        Args:
            noted_version: The version that was last known to be on disk, or 0.

        Raises:
            StoreError: No version can be read, or the disk refuses the writes of healing; what
                was stored is still there.
        """
        try:
            return await self._heal_table(noted_version)
        except OSError as error:
            raise StoreError(
                f"the store in {quote_path(self.place.folder)} is damaged and could not be healed"
                f" ({error.strerror or error}): free some space, check that its files are readable"
                " and writable, and try again"
            ) from error

    async def _heal_table(self, noted_version: int) -> AsyncTable:
        for manifest in self.place.list_manifests():
            if not _is_complete(manifest):
                self._set_aside(manifest)
        table = await self._open_newest()
        was_restored = await self._restore_readable(table)
        version = await read(table.version())
        if not was_restored and version < noted_version:
            self._report(f"what was stored as {_format_versions(version, noted_version)} is gone")
        if await find_index_faults(table):
            self._report("an index was damaged; it is rebuilt, and nothing is lost by that")
            await ensure_indexes(table, remake=True)
        return table

    async def _open_newest(self) -> AsyncTable:
        """Open the table at its newest manifest that can be read, and set aside those that cannot.

        If none can be read, the fault lies elsewhere, and all are put back.
        """
        aside: list[tuple[Path, Path]] = []
        for manifest in self.place.list_manifests()[:_MANIFESTS_SET_ASIDE_MAX]:
            table = await open_if_whole(self.connection)
            if table is not None:
                return table
            aside.append((self._set_aside(manifest), manifest))
        table = await open_if_whole(self.connection)
        if table is not None:
            return table
        for copy, manifest in aside:
            copy.replace(manifest)
        raise StoreError(
            f"the store in {quote_path(self.place.folder)} is damaged and no version of it can be"
            " read: restore the folder from a backup; nothing was removed"
        )

    def _set_aside(self, manifest: Path) -> Path:
        make_private_folder(self.damaged)
        copy = self.damaged / manifest.name
        manifest.replace(copy)
        version = self.place.parse_version(manifest)
        self._report(f"version {version} of the store cannot be opened; its manifest is {copy}")
        return copy

    async def _restore_readable(self, table: AsyncTable) -> bool:
        """Make the newest completely readable version the current one.

        Returns:
            Whether an older version had to be restored.
        """
        versions = sorted(await read(table.list_versions()), key=lambda entry: -entry["version"])
        for entry in versions:
            await read(table.checkout(entry["version"]))
            if not await is_readable(table):
                continue
            if entry is versions[0]:
                await table.checkout_latest()
                return False
            copy = self._keep_copy()
            await read(table.restore())
            self._report(
                f"{_format_versions(entry['version'], versions[0]['version'])} cannot be read;"
                " what was stored after"
                f" {entry['timestamp'].astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} is lost, and kept as it"
                f" was in {copy}"
            )
            return True
        await table.checkout_latest()
        raise StoreError(
            f"the store in {quote_path(self.place.folder)} is damaged and no kept version of it can"
            " be read: restore the folder from a backup; nothing was removed"
        )

    def _keep_copy(self) -> Path:
        """Copy the table before an older version replaces newer ones.

        Its files are never changed, so hard links are a copy that takes no space.
        """
        copy = self.damaged / f"{TABLE}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        shutil.copytree(self.place.table, copy, copy_function=_link_or_copy)
        return copy

    def _report(self, sentence: str) -> None:
        """Write a sentence to the log, and to a file for those who never see the log."""
        _log.warning("the store was damaged: %s", sentence)
        file = self.place.ours / "healed.log"
        # A full disk must not prevent healing.
        with suppress(OSError):
            line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {sentence}\n"
            append_private_file(file, line.encode())


async def open_if_whole(connection: AsyncConnection) -> AsyncTable | None:
    """Open the table, or return None if its newest manifest is missing or damaged."""
    try:
        table = await read(connection.open_table(TABLE))
        schema = await read(table.schema())
    except StoreError:
        return None
    # A manifest full of zeros opens without an error, as a table without columns.
    return table if schema.get_field_index(VERSION_FIELD) >= 0 else None


async def is_readable(table: AsyncTable) -> bool:
    """Read every column of every row; return whether that worked."""
    try:
        async with aclosing(read_all_rows(table)) as batches:
            async for batch in batches:
                if _has_holes(batch):
                    return False
    except StoreError:
        return False
    return True


def _has_holes(batch: pa.RecordBatch) -> bool:
    """Whether a text has a NUL character: no stored text has one, but a lost page is all zeros."""
    texts = [column for column in batch.columns if pa.types.is_string(column.type)]
    return any(pc.any(pc.match_substring(text, "\0")).as_py() for text in texts)


async def find_index_faults(table: AsyncTable) -> list[str]:
    """Load each index completely; return a sentence for each that fails."""
    faults: list[str] = []
    for index in await read(table.list_indices()):
        try:
            await table.prewarm_index(index.name)
        except Exception as error:  # noqa: BLE001 - a broken file has no exception of its own
            faults.append(
                f"the index of {index.columns[0]} cannot be read ({describe_cause(error)})"
            )
    return faults


def _is_complete(manifest: Path) -> bool:
    """Whether a manifest has its end marker; a truncated or zeroed file has none."""
    with manifest.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - len(_MANIFEST_MAGIC)))
        return file.read() == _MANIFEST_MAGIC


def _format_versions(after: int, newest: int) -> str:
    first = after + 1
    return f"version {newest}" if first == newest else f"versions {first} to {newest}"


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        # A file system without links.
        shutil.copy2(source, target)
