"""The open file of a front, and what tells whether anybody has written to it.

That takes a few microseconds and no thread.
"""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from weakref import finalize

import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.front.connections import (
    connect_to_write,
    lacks_room,
    translate_front_error,
)
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.domain.errors import StoreError, quote_path


class FrontWatch:
    """A connection of its own to the file of a front, which reads nothing but a number.

    SQLite keeps that number in memory that all processes share. It is asked without a busy
    timeout, so the event loop that asks never waits for a writer. To open it may block.

    Args:
        path: The file.

    Raises:
        StoreError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        self._close: Callable[[], object] = _close_nothing
        try:
            # Whichever connection is closed last moves the log into the file, flushed as always.
            connection = connect_to_write(path)
            connection.execute("PRAGMA busy_timeout = 0")
        except sqlite3.Error as error:
            if lacks_room(error):
                return
            raise translate_front_error(path, error) from error
        self._connection = connection
        self._close = finalize(self, connection.close)

    def close(self) -> None:
        """Close the connection at once."""
        self._close()

    def read_version(self) -> int | None:
        """Return a number that differs after each commit of any process.

        None if it is not known: the file is locked, or cannot be shared on a full disk.
        """
        if self._connection is None:
            return None
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error:
            # Whoever reads the rows next finds out what is wrong.
            return None
        return version


class WatchedFile:
    """The file that is open under the name of a front, with its watch; closed after its last use.

    Args:
        path: Its name.
        file: The file, open and whole.
        watch: Its watch.
        reopen: Opens both again, where the file is another one by now.
    """

    def __init__(
        self,
        path: Path,
        file: FrontFile,
        watch: FrontWatch,
        reopen: Callable[[], tuple[FrontFile, FrontWatch]] | None = None,
    ) -> None:
        self._path = path
        self.file = file
        self._watch = watch
        self._reopen = reopen or partial(_open_both, path)
        self._replaced: list[FrontFile] = []
        """Files before this one, which reads or writes may still use."""
        self._uses = 0
        self._is_closing = False

    @contextmanager
    def in_use(self) -> Generator[None]:
        """Keep the file open during a block, even if it is closed or replaced meanwhile."""
        self._uses += 1
        try:
            yield
        finally:
            self._uses -= 1
            self._close_unused()

    def close(self) -> None:
        """Close the file at once, or with the end of its last use."""
        self._is_closing = True
        self._close_unused()

    def read_version(self) -> int | None:
        """Return a number that differs after each commit of any process; None if not known."""
        return self._watch.read_version()

    async def follow(self) -> bool:
        """Open the file that is under its name now; return whether another one was opened.

        One that could not be shared on a full disk is opened again, too: others may write to it.

        Raises:
            StoreError: It is gone, or cannot be opened.
        """
        if self.file.is_in_place and not self.file.is_frozen:
            await self._follow_log()
            return False
        if not self._path.exists():
            raise StoreError(
                f"the file {quote_path(self._path)} of the store is gone: restore it from a backup,"
                " or run `mcp-mem0 check --repair`, which goes on with what is left"
            )
        file, watch = await anyio.to_thread.run_sync(self._reopen)
        self._replaced.append(self.file)
        self._watch.close()
        # Together: a watch of the file before would see no more writes.
        self.file, self._watch = file, watch
        return True

    async def _follow_log(self) -> None:
        if self.file.has_log:
            return
        # First: all connections of a process share one index of the log.
        self._watch.close()
        await anyio.to_thread.run_sync(self.file.renew_log)
        self._watch = await anyio.to_thread.run_sync(FrontWatch, self._path)

    def _close_unused(self) -> None:
        if self._uses:
            return
        for file in self._replaced:
            file.close()
        self._replaced.clear()
        if self._is_closing:
            self.file.close()
            self._watch.close()


def _open_both(path: Path) -> tuple[FrontFile, FrontWatch]:
    return FrontFile(path), FrontWatch(path)


def _close_nothing() -> None:
    """Close a connection that could not be opened."""
