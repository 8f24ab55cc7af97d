"""A store that may only be read: a folder without write permission, or mounted read-only.

Nothing in it is locked, flushed, healed or migrated. SQLite cannot read a front with a log that it
may not share, so a private copy of the front is read, made anew whenever the original has changed.
"""

import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn, TypeAlias
from weakref import finalize

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.front.front_watch import FrontWatch
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError, quote_path

_Stamp: TypeAlias = tuple[int, int, int]


class ReadOnlyWrites:
    """Refuses every write; holds off nothing, because there is nothing that could be locked.

    Args:
        place: The store's folder.
    """

    def __init__(self, place: LocalPlace) -> None:
        self._place = place

    @asynccontextmanager
    async def hold_write_lock(self) -> AsyncGenerator[None]:
        """Refuse the write.

        Raises:
            StoreError: Always.
        """
        self._refuse()
        yield

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Refuse the writes.

        Raises:
            StoreError: Always.
        """
        self._refuse()
        yield

    @asynccontextmanager
    async def force_write_lock(self) -> AsyncGenerator[None]:
        """Refuse to heal or to build indexes.

        Raises:
            StoreError: Always.
        """
        self._refuse()
        yield

    @asynccontextmanager
    async def try_maintenance_lock(self) -> AsyncGenerator[bool]:
        """Say that the store is not to be maintained by this process."""
        yield False

    @asynccontextmanager
    async def hold_off_maintenance(self) -> AsyncGenerator[None]:
        """Yield at once: whoever may write to the store may maintain it meanwhile."""
        yield

    @asynccontextmanager
    async def try_claim(self, table: AsyncTable, episode_id: str) -> AsyncGenerator[bool]:  # noqa: ARG002 - as the others
        """Say that nothing is to be decided by this process."""
        yield False

    def require_writable(self) -> None:
        """Refuse what is to be done with writes of its own.

        Raises:
            StoreError: Always.
        """
        self._refuse()

    async def keep(self, table: AsyncTable) -> None:
        """Do nothing: nothing was written."""

    def _refuse(self) -> NoReturn:
        raise StoreError(
            f"the store folder {quote_path(self._place.folder)} is read-only: what it has can be"
            " recalled; to store, forget, erase or repair anything, make it writable"
        )


class CopiedFront(FrontFile):
    """A private copy of the front of a store that may only be read.

    Args:
        place: The store's folder.

    Raises:
        StoreError: It cannot be copied or read.
    """

    def __init__(self, place: LocalPlace) -> None:
        self._originals = (place.front, place.front_logs[0])
        self._copied = self._read_stamps()
        folder = tempfile.mkdtemp(prefix="mcp-mem0-")
        # A file that is open may be removed on most systems; what is left goes with this process.
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = Path(folder, place.front.name)
        try:
            for original in self._originals:
                if original.exists():
                    shutil.copyfile(original, self.path.with_name(original.name))
        except OSError as error:
            raise StoreError(
                f"the file {quote_path(place.front)} of the store cannot be read"
                f" ({error.strerror or error}): make it readable for the user of this process"
            ) from error
        super().__init__(self.path)

    @property
    def is_in_place(self) -> bool:
        """Whether the original is still as it was copied."""
        return self._read_stamps() == self._copied

    def _read_stamps(self) -> list[_Stamp | None]:
        return [_read_stamp(path) for path in self._originals]


def open_copied_front(place: LocalPlace) -> tuple[FrontFile, FrontWatch]:
    """Copy the front of a store that may only be read, and open the copy.

    Raises:
        StoreError: It cannot be copied or read.
    """
    file = CopiedFront(place)
    return file, FrontWatch(file.path)


def _read_stamp(path: Path) -> _Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
