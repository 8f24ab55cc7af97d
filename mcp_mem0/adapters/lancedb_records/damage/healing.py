"""Recovers a store that a power cut, a full disk or a bad sector has damaged.

Damage shows in four ways (docs/storage.md): the newest manifest cannot be opened, or opens as
an empty table; a data file is gone, is not as it was flushed, or cannot be read; rows that were
trimmed from the front are not in the table; an index fails every query that uses it. The remedy is
a version that has everything, together with the front; else a new version of every row that can be
read anywhere. It is never an empty store. What was lost is reported, and what could not be read is
kept for inspection.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import anyio.to_thread
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.damage.checksums import Checksums, FileDamage
from mcp_mem0.adapters.lancedb_records.damage.file_faults import find_index_faults
from mcp_mem0.adapters.lancedb_records.damage.lance_files import read_manifest
from mcp_mem0.adapters.lancedb_records.damage.losses import (
    report_damage,
)
from mcp_mem0.adapters.lancedb_records.damage.row_soundness import read_back
from mcp_mem0.adapters.lancedb_records.damage.table_rewrite import (
    WAY_OUT,
    FrontSummary,
    TableRewrite,
    keep_copy,
)
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import ensure_indexes
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE, VERSION_FIELD
from mcp_mem0.adapters.system.file_limit import (
    OutsideFaultError,
    build_files_error,
    is_out_of_files,
)
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import make_private_folder

_MANIFEST_MAGIC: Final = b"LANC"
_MANIFESTS_SET_ASIDE_MAX: Final = 20
_VERSIONS_READ_MAX: Final = 8
"""So many versions are read back in search of a whole one; the front reaches two folds back."""


@dataclass(frozen=True, slots=True)
class Healing:
    """One attempt to heal a store, made under the write lock.

    Args:
        connection: Connected to the store.
        place: The store's folder.
        front: What the front has; None if it cannot be read.
    """

    connection: AsyncConnection
    place: LocalPlace
    front: FrontSummary | None = None

    @property
    def sums(self) -> Checksums:
        """The sums of the table's files."""
        return Checksums(self.place.sums, self.place.table)

    async def heal(self, noted_version: int) -> AsyncTable:
        """Make everything that can be read the newest version; report what was lost.

        Args:
            noted_version: The version that was last known to be on disk, or 0.

        Raises:
            StoreError: Nothing can be read, or the disk refuses the writes of healing; what was
                stored is still there.
        """
        try:
            return await self._heal_table(noted_version)
        except OSError as error:
            if is_out_of_files(error):
                raise build_files_error() from error
            raise StoreError(
                f"the store in {quote_path(self.place.folder)} is damaged and could not be healed"
                f" ({error.strerror or error}): free some space, check that its files are readable"
                " and writable, and try again"
            ) from error

    async def _heal_table(self, noted_version: int) -> AsyncTable:
        manifests = self.place.list_manifests()
        broken = [manifest for manifest in manifests if not _is_complete(manifest)]
        if len(broken) < len(manifests):
            for manifest in broken:
                self._set_aside(manifest)
        table = await self._open_newest()
        damage = await self._find_damage()
        table = await self._restore_rows(table, noted_version, damage)
        if await find_index_faults(table) or any(name.startswith("_indices") for name in damage):
            report_damage(
                self.place, "an index was damaged; it is rebuilt, and nothing is lost by that"
            )
            await ensure_indexes(table, remake=True)
        return table

    async def _find_damage(self) -> dict[str, FileDamage]:
        """Compare all files that are there, or that the newest version needs, with their sums."""
        newest = read_manifest(self.place.list_manifests()[0])
        fragments = () if newest is None else newest.fragments
        names = [name for each in fragments for name in each.list_files()]
        for folder in ("data", "_deletions", "_indices"):
            paths = sorted((self.place.table / folder).rglob("*"))
            names += [path.relative_to(self.place.table).as_posix() for path in paths]
        find = partial(self.sums.find_damage, [*dict.fromkeys(names)])
        return {each.name: each for each in await anyio.to_thread.run_sync(find)}

    async def _restore_rows(
        self, table: AsyncTable, noted_version: int, damage: dict[str, FileDamage]
    ) -> AsyncTable:
        """Return the table at its newest version, if that has everything, or at a new one."""
        version = await read(table.version())
        versions = sorted(await read(table.list_versions()), key=lambda entry: -entry["version"])
        for entry in versions[:_VERSIONS_READ_MAX]:
            await read(table.checkout(entry["version"]))
            folded = await self._read_back(table, entry["version"], damage)
            if folded is None:
                continue
            if not self._is_complete_with_front(folded, entry["version"], noted_version):
                break
            if entry["version"] < version:
                copy = await anyio.to_thread.run_sync(keep_copy, self.place)
                await read(table.restore())
                # The copy has them. Here whatever reads all versions, as an erase, would fail.
                for broken in range(entry["version"] + 1, version + 1):
                    self.place.build_manifest_path(broken).unlink(missing_ok=True)
                report_damage(
                    self.place,
                    f"{_format_versions(entry['version'], version)} cannot be read; the file of the"
                    f" newest rows has all of them, so nothing is lost; kept as it was in {copy}",
                )
            else:
                await read(table.checkout_latest())
                if version < noted_version:
                    report_damage(
                        self.place,
                        f"{_format_versions(version, noted_version)} of the table is gone; the file"
                        " of the newest rows has what they had, so nothing is lost",
                    )
            return table
        await read(table.checkout_latest())
        rewrite = TableRewrite(self.connection, self.place, self.front)
        return await rewrite.write(table, damage)

    async def _read_back(
        self, table: AsyncTable, version: int, damage: dict[str, FileDamage]
    ) -> int | None:
        """Return the mark of the last fold in a version; None if not all of it is whole."""
        manifest = read_manifest(self.place.build_manifest_path(version))
        fragments = () if manifest is None else manifest.fragments
        is_hit = any(name in damage for each in fragments for name in each.list_files())
        return None if is_hit else await read_back(table)

    def _is_complete_with_front(self, folded: int, version: int, noted_version: int) -> bool:
        """Whether a version and the front together have every row that was acknowledged."""
        if self.front is not None:
            return self.front.trimmed <= folded
        # Without a front it has all only if nothing was committed after it.
        return version >= noted_version

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
            f" read: {WAY_OUT}"
        )

    def _set_aside(self, manifest: Path) -> Path:
        make_private_folder(self.place.damaged)
        copy = self.place.damaged / manifest.name
        manifest.replace(copy)
        version = self.place.parse_version(manifest)
        report_damage(
            self.place, f"version {version} of the store cannot be opened; its manifest is {copy}"
        )
        return copy


async def open_if_whole(connection: AsyncConnection) -> AsyncTable | None:
    """Open the table, or return None if its newest manifest is missing or damaged."""
    try:
        table = await read(connection.open_table(TABLE))
        schema = await read(table.schema())
    except OutsideFaultError:
        # No sign of damage, so nothing is to be healed.
        raise
    except StoreError:
        return None
    # A manifest full of zeros opens without an error, as a table without columns.
    return table if schema.get_field_index(VERSION_FIELD) >= 0 else None


def _is_complete(manifest: Path) -> bool:
    """Whether a manifest has its end marker; a truncated or zeroed file has none."""
    with manifest.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - len(_MANIFEST_MAGIC)))
        return file.read() == _MANIFEST_MAGIC


def _format_versions(after: int, newest: int) -> str:
    first = after + 1
    return f"version {newest}" if first == newest else f"versions {first} to {newest}"
