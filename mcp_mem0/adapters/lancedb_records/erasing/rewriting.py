"""Removes from the disk what rows no longer have.

LanceDB compresses its columns, keeps older versions, and leaves the earlier copy of a row that was
replaced in its file. So all rows are written anew, all indexes made anew from them, and all files
from before removed: whatever is left was written after the rows had lost their words.
"""

# LanceDB types its tables only in part.
# pyright: reportUnknownMemberType=false

import os
import shutil
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

import anyio
import numpy as np
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import (
    NOTHING,
    build_row_id_condition,
)
from mcp_mem0.adapters.lancedb_records.damage.checksums import Checksums
from mcp_mem0.adapters.lancedb_records.damage.row_soundness import is_readable
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import ensure_indexes
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reading import read_row_ids
from mcp_mem0.domain.errors import StoreError

ROWS_A_REWRITE: Final = 200_000
"""How many rows are written anew in one commit: what it holds in memory stays bounded."""

_FRAGMENT_BITS: Final = 32
_APART_S: Final = 0.1
_MARGIN: Final = timedelta(milliseconds=50)
_REWRITTEN_IN_PLACE: Final = frozenset({"latest_version_hint.json"})
"""Files of the table without any word of a row, which are overwritten and never replaced."""

FileStamps: TypeAlias = Mapping[Path, tuple[int, int, int]]
"""Files by path, and what distinguishes each from another one in its place."""


async def rewrite_rows(table: AsyncTable) -> None:
    """Write all rows that a table has now into new files, and make all indexes anew.

    Raises:
        StoreError: It failed; the rows are unchanged.
    """
    for first, end in _plan_rewrites(await read_row_ids(table)):
        await _rewrite_range(table, first, end)
    await ensure_indexes(table, remake=True)


async def _rewrite_range(table: AsyncTable, first: int, end: int) -> None:
    condition = build_row_id_condition(first, end)
    # Setting a column to itself writes the whole row anew.
    await retry_write(lambda: table.update(updates_sql={"kind": "kind"}, where=condition))


def _plan_rewrites(row_ids: "np.typing.NDArray[np.uint64]") -> list[tuple[int, int]]:
    """Return ranges of row ids, of whole fragments, that have all rows."""
    numbers, counts = np.unique(row_ids >> _FRAGMENT_BITS, return_counts=True)
    ranges: list[tuple[int, int]] = []
    rows = 0
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        if ranges and rows + count <= ROWS_A_REWRITE:
            ranges[-1] = (ranges[-1][0], number + 1)
            rows += count
        else:
            ranges.append((number, number + 1))
            rows = count
    return [(first << _FRAGMENT_BITS, end << _FRAGMENT_BITS) for first, end in ranges]


async def check_readable(table: AsyncTable) -> None:
    """Refuse to go on if the table cannot be read back.

    Raises:
        StoreError: It cannot.
    """
    if not await is_readable(table):
        raise StoreError(
            "the store was rewritten but cannot be read back: nothing was removed; reopen the"
            " store to heal it, and erase again"
        )


async def prune_all(table: AsyncTable, *, is_alone: bool) -> None:
    """Remove all versions but the last two, which have the same rows, and all files of no version.

    Args:
        table: The table.
        is_alone: Nobody else can write to it meanwhile. Else files of no version that are less
            than a week old stay: they may be those of a write that goes on.

    Raises:
        StoreError: It failed.
    """
    for _ in range(2):
        # Versions are pruned by time.
        await anyio.sleep(_APART_S)
        await retry_write(lambda: table.delete(NOTHING))
    times = sorted(each["timestamp"].astimezone(UTC) for each in await read(table.list_versions()))
    cutoff = times[-2:][0] - _MARGIN
    await retry_write(
        lambda: table.optimize(
            cleanup_older_than=datetime.now(UTC) - cutoff, delete_unverified=is_alone
        )
    )


def list_files(place: LocalPlace) -> FileStamps:
    """Return the files of the table that may hold words of rows."""
    return {
        path: stamp
        for path in _walk(place.table)
        if path.name not in _REWRITTEN_IN_PLACE and (stamp := _read_stamp(path)) is not None
    }


def find_old_files(place: LocalPlace, before: FileStamps) -> list[str]:
    """Return the names of files of the table that were there before and still are."""
    now = list_files(place)
    return sorted(
        str(path.relative_to(place.folder))
        for path, stamp in before.items()
        if now.get(path) == stamp
    )


def remove_set_aside(place: LocalPlace) -> None:
    """Remove what healing set aside: copies of the table and of the front as they were.

    The sums of files that are gone go, too: of a short text they could be guessed.

    Raises:
        StoreError: A file cannot be removed.
    """
    for folder in (place.damaged, place.salvage):
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(
                f"the folder {str(folder)!r} cannot be removed ({error.strerror or error}): remove"
                " it, and erase again"
            ) from error
    Checksums(place.sums, place.table).drop_outdated(outdated_max=0)


def _walk(folder: Path) -> Iterable[Path]:
    for parent, _, names in os.walk(folder):
        for name in names:
            yield Path(parent, name)


def _read_stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
