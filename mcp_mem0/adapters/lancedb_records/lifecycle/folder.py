"""Inspects the folder of a local store without opening the store."""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.front.recovery import begin_again
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace, parse_place
from mcp_mem0.adapters.system.file_limit import explain_system_errors
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.private_file import is_private, open_regular_file

REPORTS_MAX: Final = 5
"""How many repairs are reported, the last ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """The state of a store's folder.

    Attributes:
        holder: Who holds the write lock right now; None if it is free.
        repairs: The last repairs.
        is_read_only: Whether it can be recalled from, and nothing can be stored.
        unwritable: The notes beside the rows that cannot be written, each with the reason.
        blocked: The files of the newest rows that cannot be written, each with the reason.
    """

    folder: Path
    is_there: bool
    bytes_used: int = 0
    bytes_free: int = 0
    is_private: bool = True
    holder: str | None = None
    repairs: tuple[str, ...] = ()
    is_read_only: bool = False
    unwritable: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


async def inspect_folder(store: str) -> FolderState | None:
    """Return the state of a store's folder; None for a store in a bucket.

    Raises:
        StoreError: The setting names no store, or its lock cannot be used.
    """
    place = parse_place(store)
    if not isinstance(place, LocalPlace):
        return None
    with explain_system_errors(place.folder):
        return await _inspect(place)


async def _inspect(place: LocalPlace) -> FolderState:
    is_read_only = place.is_read_only()
    if not place.table.exists():
        if place.has_rows():
            raise place.build_gone_error()
        return FolderState(folder=place.folder, is_there=False)
    return FolderState(
        folder=place.folder,
        is_there=True,
        bytes_used=sum(_iterate_sizes(place.folder)),
        bytes_free=shutil.disk_usage(place.folder).free,
        is_private=is_private(place.folder.stat()),
        holder=None if is_read_only else await _find_holder(place.ours / "write.lock"),
        repairs=_read_repairs(place.ours / "healed.log"),
        is_read_only=is_read_only,
        unwritable=() if is_read_only else tuple(_find_unwritable_notes(place)),
        blocked=() if is_read_only else tuple(_find_blocked((place.front, *place.front_logs))),
    )


async def begin_store_again(store: str, *, lock_timeout_s: float) -> None:
    """Let a store go on with an empty memory of whose rows nothing is left; what is left is kept.

    Raises:
        StoreError: It cannot be written, or is locked for too long.
    """
    place = parse_place(store)
    if isinstance(place, LocalPlace):
        async with FileLock(place.ours / "write.lock", timeout_s=lock_timeout_s).hold():
            await anyio.to_thread.run_sync(begin_again, place)


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


def _find_blocked(files: Iterable[Path]) -> Iterator[str]:
    # Not opened: to close one would end the locks that SQLite has on it for this process.
    for path in filter(Path.exists, files):
        if not path.is_file():
            yield f"{path} (not a file)"
        elif not os.access(path, os.R_OK | os.W_OK):
            yield f"{path} (permission denied)"


def _find_unwritable_notes(place: LocalPlace) -> Iterator[str]:
    for path in place.notes:
        try:
            os.close(open_regular_file(path, os.O_WRONLY))
        except FileNotFoundError:
            continue
        except OSError as error:
            yield f"{path} ({error.strerror or error})"


def _iterate_sizes(folder: Path) -> Iterator[int]:
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            # A file may disappear while the store is in use.
            yield path.stat().st_size if path.exists() else 0
