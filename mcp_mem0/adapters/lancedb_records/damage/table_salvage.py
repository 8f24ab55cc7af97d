"""Reads whatever can still be read of a damaged table, file by file.

LanceDB reads a version as a whole. So each fragment that any version names, and each data file that
none does any more, becomes a table of its own beside the store, and is read alone. Deleted rows are
read, too: a row is only ever deleted because a later state of it was written, and that state may be
what is lost. Of several states of a row the latest wins.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import os
import shutil
from collections.abc import AsyncGenerator, Generator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable, connect_async
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.damage.checksums import BLOCK_BYTES, FileDamage
from mcp_mem0.adapters.lancedb_records.damage.lance_files import (
    DataFile,
    Fragment,
    Manifest,
    read_layout,
    read_manifest,
)
from mcp_mem0.adapters.lancedb_records.damage.row_soundness import (
    drop_vectors,
    find_bad_vectors,
    find_sound_rows,
)
from mcp_mem0.adapters.lancedb_records.damage.row_states import take_latest
from mcp_mem0.adapters.lancedb_records.faults import SlowStoreError, read
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reading import count_all_rows, read_row_range
from mcp_mem0.adapters.lancedb_records.schema import READABLE, TABLE, VECTOR_FIELD
from mcp_mem0.adapters.system.file_limit import OutsideFaultError
from mcp_mem0.domain.errors import StoreError

_MANIFESTS_MAX: Final = 50
"""So many versions, the newest ones and the oldest, are searched for fragments."""

_LEAST_ROWS: Final = 16
"""Rows that cannot be read together are halved until there are so few, and then given up."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a table.

    Attributes:
        rows: The latest state of each row, by id, with its vector.
        expected: How many rows the newest version had that can be understood.
        without_vector: How many rows have lost their vector.
    """

    rows: pa.Table
    expected: int
    without_vector: int


@dataclass
class TableSalvage:
    """One salvage of a table, made under the write lock.

    Args:
        place: The store's folder.
        schema: The columns of the table that are to be read; damage to others costs nothing.
        damage: What of its files is not as it was flushed, by file.
    """

    place: LocalPlace
    schema: pa.Schema
    damage: Mapping[str, FileDamage]
    _numbers: "count[int]" = field(default_factory=count)
    _without_vector: set[str] = field(default_factory=set[str])

    async def read_rows(self) -> Salvaged:
        """Return all that can be read."""
        folder = self.place.salvage
        shutil.rmtree(folder, ignore_errors=True)
        manifests = self._list_manifests()
        parts: list[pa.Table] = []
        for manifest, fragment in self._list_fragments(manifests):
            parts += await self._read_fragment(manifest, fragment)
        shutil.rmtree(folder, ignore_errors=True)
        rows = pa.concat_tables(parts) if parts else self.schema.empty_table()
        rows = self._drop_vectors(rows, find_bad_vectors(rows))
        kept = take_latest(rows.filter(pa.array(find_sound_rows(rows))))
        newest = manifests[0].fragments if manifests else ()
        lacking = kept.filter(pc.is_null(kept.column(VECTOR_FIELD))).column("id").to_pylist()
        return Salvaged(
            rows=kept,
            expected=sum(fragment.rows for fragment in newest),
            without_vector=len(self._without_vector.intersection(lacking)),
        )

    def _list_manifests(self) -> list[Manifest]:
        paths = self.place.list_manifests()
        chosen = dict.fromkeys([*paths[: _MANIFESTS_MAX - 1], *paths[-1:]])
        found = [read_manifest(path) for path in chosen]
        return [manifest for manifest in found if manifest is not None]

    def _list_fragments(self, manifests: Sequence[Manifest]) -> list[tuple[Manifest, Fragment]]:
        """Return all fragments, those of newer versions first, and files that none names."""
        found: dict[tuple[DataFile, ...], tuple[Manifest, Fragment]] = {}
        for manifest in manifests:
            for fragment in manifest.fragments:
                found.setdefault(fragment.files, (manifest, fragment))
        named = {file.name for files in found for file in files}
        with suppress(OSError):
            for path in sorted((self.place.table / "data").glob("*.lance")):
                if manifests and path.name not in named:
                    fragment = manifests[0].describe_file(path.name)
                    found[fragment.files] = manifests[0], fragment
        return [*found.values()]

    async def _read_fragment(self, manifest: Manifest, fragment: Fragment) -> list[pa.Table]:
        holes = self._find_holes(manifest, fragment)
        if holes is None:
            return []
        async with self._open_alone(manifest, fragment) as table:
            if table is None:
                return []
            return await self._read_range(table, 0, await _count_rows(table), holes)

    def _find_holes(
        self, manifest: Manifest, fragment: Fragment
    ) -> list[tuple[str, tuple[int, int]]] | None:
        """Return the columns and rows whose bytes have changed; None if it cannot be said."""
        holes: list[tuple[str, tuple[int, int]]] = []
        for file in fragment.files:
            damage = self.damage.get(f"data/{file.name}")
            if damage is None:
                continue
            layout = read_layout(self.place.table / damage.name)
            if damage.changed is None or layout is None:
                return None
            if layout.is_hit_at_its_end(damage.changed, BLOCK_BYTES):
                return None
            holes += [
                (manifest.columns[file.fields[extent.column]], extent.rows)
                for extent in layout.find_hit(damage.changed, BLOCK_BYTES)
            ]
        return holes

    @asynccontextmanager
    async def _open_alone(
        self, manifest: Manifest, fragment: Fragment
    ) -> AsyncGenerator[AsyncTable | None]:
        """Open a fragment as a table of its own; None if it cannot be opened."""
        folder = self.place.salvage / str(next(self._numbers))
        table = folder / f"{TABLE}.lance"
        try:
            shutil.rmtree(folder, ignore_errors=True)
            (table / "data").mkdir(parents=True)
            (table / "_versions").mkdir()
            for file in fragment.files:
                link_or_copy(self.place.table / "data" / file.name, table / "data" / file.name)
            path = table / "_versions" / self.place.build_manifest_path(manifest.version).name
            path.write_bytes(manifest.build_single(fragment))
            opened = None
            with _suppress_damage():
                connection = await read(connect_async(str(folder)))
                opened = await read(connection.open_table(TABLE))
            yield opened
        except FileNotFoundError:
            # A file of it is gone.
            yield None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def _read_range(
        self,
        table: AsyncTable,
        first: int,
        number: int,
        holes: Iterable[tuple[str, tuple[int, int]]],
    ) -> list[pa.Table]:
        """Return the rows of a range that can be read, halving it where they cannot."""
        if number <= 0:
            return []
        for names in (self.schema.names, [n for n in self.schema.names if n != VECTOR_FIELD]):
            with _suppress_damage():
                found = await read_row_range(table, names, first=first, number=number)
                return [self._mend(found, holes)]
        if number <= _LEAST_ROWS:
            return []
        half = number // 2
        return [
            *await self._read_range(table, first, half, holes),
            *await self._read_range(table, first + half, number - half, holes),
        ]

    def _mend(self, found: pa.Table, holes: Iterable[tuple[str, tuple[int, int]]]) -> pa.Table:
        """Return rows with the columns of the table, without those that have changed bytes."""
        # The only fragment has the number 0, so a row's id is its place.
        places = found.column("_rowid").to_numpy()
        is_intact = np.ones(found.num_rows, np.bool_)
        has_hole = np.zeros(found.num_rows, np.bool_)
        for column, (first, end) in holes:
            is_hit = (places >= first) & (places < end)
            if column == VECTOR_FIELD:
                has_hole |= is_hit
            elif column in self.schema.names:
                is_intact &= ~is_hit
        has_hole |= VECTOR_FIELD not in found.column_names
        columns = [
            found.column(each.name).cast(each.type)
            if each.name in found.column_names
            else pa.nulls(found.num_rows, each.type)
            for each in self.schema
        ]
        rows = self._drop_vectors(pa.table(columns, schema=self.schema), has_hole)
        return rows.filter(pa.array(is_intact))

    def _drop_vectors(self, rows: pa.Table, drop: NDArray[np.bool_]) -> pa.Table:
        if not drop.any():
            return rows
        is_readable = pc.is_in(rows.column("kind"), pa.array([*READABLE], pa.string()))
        lacking = pc.and_(is_readable, pa.array(drop))
        self._without_vector |= {*map(str, rows.filter(lacking).column("id").to_pylist())}
        return drop_vectors(rows, drop)


async def _count_rows(table: AsyncTable) -> int:
    with _suppress_damage():
        return await count_all_rows(table)
    return 0


@contextmanager
def _suppress_damage() -> Generator[None]:
    """Go on after a block in which something could not be read, unless the store is not at fault.

    A damaged file may never be answered for; a process without files to open reads nothing at all.
    """
    try:
        yield
    except SlowStoreError:
        pass
    except OutsideFaultError:
        raise
    except StoreError:
        pass


def link_or_copy(source: str | Path, target: str | Path) -> None:
    """Put a file in a second place; the files of a table are never changed."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # A file system without links.
        shutil.copy2(source, target)
