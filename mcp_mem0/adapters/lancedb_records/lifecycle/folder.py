"""Inspects the folder of a local store without opening the store."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace, parse_place
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.private_file import is_private

REPORTS_MAX: Final = 5
"""How many repairs are reported, the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """The state of a store's folder.

    Attributes:
        holder: Who holds the write lock right now; None if it is free.
        repairs: The last repairs.
    """

    folder: Path
    is_there: bool
    bytes_used: int = 0
    bytes_free: int = 0
    is_private: bool = True
    holder: str | None = None
    repairs: tuple[str, ...] = ()


async def inspect_folder(store: str) -> FolderState | None:
    """Return the state of a store's folder; None for a store in a bucket.

    Raises:
        StoreError: The setting names no store, or its lock cannot be used.
    """
    place = parse_place(store)
    if not isinstance(place, LocalPlace):
        return None
    if not place.table.exists():
        return FolderState(folder=place.folder, is_there=False)
    return FolderState(
        folder=place.folder,
        is_there=True,
        bytes_used=sum(_iterate_sizes(place.folder)),
        bytes_free=shutil.disk_usage(place.folder).free,
        is_private=is_private(place.folder.stat()),
        holder=await _find_holder(place.ours / "write.lock"),
        repairs=_read_repairs(place.ours / "healed.log"),
    )


async def _find_holder(lock: Path) -> str | None:
    async with FileLock(lock, timeout_s=0).try_hold() as is_free:
        return None if is_free else _read_signature(lock)


def _read_signature(lock: Path) -> str:
    return lock.read_text(encoding="utf-8", errors="replace").strip() or "another process"


def _read_repairs(report: Path) -> tuple[str, ...]:
    if not report.exists():
        return ()
    lines = report.read_text(encoding="utf-8", errors="replace").splitlines()
    return tuple(lines[-REPORTS_MAX:])


def _iterate_sizes(folder: Path) -> Iterator[int]:
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            # A file may disappear while the store is in use.
            yield path.stat().st_size if path.exists() else 0
