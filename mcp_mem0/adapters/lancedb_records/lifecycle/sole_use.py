"""Keeps all other processes out of a local store, as long as its folder is replaced."""

import sqlite3
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress

from mcp_mem0.adapters.lancedb_records.front.connections import translate_front_error
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import BusyError, StoreError, quote_path


@asynccontextmanager
async def hold_alone(place: LocalPlace) -> AsyncGenerator[None]:
    """Hold a store that no other process has open, for a block; none can open it meanwhile.

    Raises:
        BusyError: Another process has it open.
        StoreError: It cannot be locked.
    """
    async with AsyncExitStack() as stack:
        if place.ours.is_dir():
            for name in ("maintenance.lock", "write.lock"):
                lock = FileLock(place.ours / name, timeout_s=0)
                if not await stack.enter_async_context(lock.try_hold()):
                    raise _build_busy_error(place)
        if place.front.is_file():
            stack.enter_context(_hold_front(place))
        yield


@contextmanager
def _hold_front(place: LocalPlace) -> Generator[None]:
    """Hold the file that every process with an open store has open.

    SQLite grants it for one process alone only if no other one has the file open, even if that
    one is idle.
    """
    connection = sqlite3.connect(place.front, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise _build_busy_error(place) from error
        fault = translate_front_error(place.front, error)
        # One that is damaged can be replaced.
        if isinstance(fault, BusyError):
            raise fault from error
        yield
        return
    try:
        yield
    finally:
        with suppress(sqlite3.Error):
            connection.close()


def _build_busy_error(place: LocalPlace) -> StoreError:
    return BusyError(
        f"another process has the store {quote_path(place.folder)} open: stop it first (`mcp-mem0"
        " down` stops the shared server; close the clients that started one)"
    )
