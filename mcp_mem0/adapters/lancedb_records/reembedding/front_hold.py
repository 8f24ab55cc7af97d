"""Keeps everybody from writing to a front while its last rows go to the table.

It is a transaction of SQLite's that all writers wait for. Whoever is killed in it has changed
nothing of the front.
"""

import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.front.connections import (
    connect_to_write,
    translate_front_error,
)


class FrontHold:
    """A front that only the holder changes, until the end of the block.

    Args:
        path: Its file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connect_to_write(path)
        self._trimmed: tuple[int, int] | None = None

    def trim_at_end(self, *, until: int, model: int) -> None:
        """With the end of the block, remove all rows, which are in the table by then.

        Args:
            until: The last transaction of the front.
            model: The number of the model of the table's vectors.
        """
        self._trimmed = until, model

    def begin(self) -> None:
        """Wait for whoever writes, and keep others from it. It blocks."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise translate_front_error(self._path, error) from error

    def end(self) -> None:
        """Let others write again. It blocks."""
        try:
            if self._trimmed is None:
                self._connection.execute("ROLLBACK")
            else:
                until, model = self._trimmed
                self._connection.execute("DELETE FROM rows")
                state = [("trimmed", until), ("model", model)]
                self._connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state)
                self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise translate_front_error(self._path, error) from error
        finally:
            self._connection.close()


@asynccontextmanager
async def hold_front(path: Path) -> AsyncGenerator[FrontHold]:
    """Keep all processes from writing to a front during a block, which is not cancelled.

    Raises:
        StoreError: Somebody else writes for too long.
    """
    with anyio.CancelScope(shield=True):
        hold = await anyio.to_thread.run_sync(FrontHold, path)
        try:
            await anyio.to_thread.run_sync(hold.begin)
            yield hold
        finally:
            await anyio.to_thread.run_sync(hold.end)
