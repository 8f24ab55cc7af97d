"""How the file of the front is opened, and what SQLite's errors mean."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.schema import SCHEMA_VERSION
from mcp_mem0.adapters.system.file_limit import (
    OutsideFaultError,
    build_files_error,
    can_open_files,
)
from mcp_mem0.domain.errors import StoreError, quote_path

BUSY_TIMEOUT_S: Final = 30.0
_SYNC_FULLY: Final = """
PRAGMA synchronous = FULL;
PRAGMA fullfsync = 1;
PRAGMA checkpoint_fullfsync = 1;
-- Pages, so a megabyte: the log stays as large as it once was until the next fold.
PRAGMA wal_autocheckpoint = 256;
"""

_NO_ROOM: Final = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
"""Of SQLite's codes, those of a full disk."""

_REFUSED: Final = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""Of SQLite's codes, those of a file that the system did not open as it was to be."""

_LOGS: Final = ("-wal", "-shm")

_DAMAGE: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""Of SQLite's codes, those of a file that is damaged or lacks its tables."""


class DamagedFrontError(StoreError):
    """The file is not one of ours, or not whole."""


class TrimmedError(Exception):
    """The front was trimmed beyond what its caller knows of the table: it must look again."""


@dataclass(frozen=True, slots=True)
class FrontState:
    """How far the front is: its last transaction, and the last one that was trimmed.

    `schema` is the version of the store's schema that its last program knew, `model` the number of
    the model that the vectors are of; 0 if the store never had another one.
    """

    seq: int
    trimmed: int
    schema: int = SCHEMA_VERSION
    model: int = 0


def read_state(connection: sqlite3.Connection) -> FrontState:
    """Return how far the front is."""
    values = dict(connection.execute("SELECT key, value FROM state").fetchall())
    model = values.get("model", 0)
    return FrontState(values["seq"], values["trimmed"], values["schema"], model)


def _connect(name: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(
        name,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=isinstance(name, str),
    )


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Return a connection whose transactions are on disk when they end."""
    connection = _connect(path)
    connection.executescript(_SYNC_FULLY)
    return connection


def connect_to_read(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Return a connection, and whether it reads the file as it is now and for ever.

    On a full disk SQLite cannot share a file that nobody shares yet.
    """
    connection = _connect(path)
    try:
        connection.execute("SELECT * FROM state").fetchall()
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(f"{path.name}-wal")
        if not lacks_room(error) or (log.exists() and log.stat().st_size):
            raise
        # Nobody else has it open, and whoever closed it last has left nothing in the log.
        return _connect(f"{path.absolute().as_uri()}?immutable=1"), True
    return connection, False


@contextmanager
def transaction(connection: sqlite3.Connection, *, writes: bool = False) -> Generator[None]:
    """Read as of one moment, or write all or nothing, within a block."""
    if writes:
        connection.execute("BEGIN IMMEDIATE")
    else:
        connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def lacks_room(error: sqlite3.Error) -> bool:
    """Whether a read or write failed because the disk is full."""
    return _get_code(error) in _NO_ROOM


def translate_front_error(path: Path, error: sqlite3.Error) -> StoreError:
    """Return the error of a failed read or write of the front."""
    text = str(error)
    if _get_code(error) & 0xFF == sqlite3.SQLITE_CANTOPEN and not can_open_files():
        return build_files_error()
    if _get_code(error) & 0xFF in _REFUSED and (fault := _find_fault(path)) is not None:
        return fault
    if lacks_room(error):
        return StoreError("the store's disk is full: free some space, then try again")
    kind = DamagedFrontError if _get_code(error) & 0xFF in _DAMAGE else StoreError
    return kind(
        f"the file {quote_path(path)} of the store could not be used ({text}): try again, and if it"
        " fails again, run `mcp-mem0 doctor`"
    )


def _find_fault(path: Path) -> OutsideFaultError | None:
    """Return what keeps the system from opening a file or its log; None if nothing does."""
    logs = (path.with_name(path.name + end) for end in _LOGS)
    for file in filter(Path.exists, (path, *logs)):
        if not file.is_file():
            return OutsideFaultError(
                f"{quote_path(file)} of the store is not a file, but something else is in its"
                " place: move that away, and restore the file from a backup if there is one"
            )
        if not os.access(file, os.R_OK | os.W_OK):
            return OutsideFaultError(
                f"the file {quote_path(file)} of the store cannot be opened (permission denied):"
                " make it readable and writable for the user of this process"
            )
    return None


def _get_code(error: sqlite3.Error) -> int:
    # Python's own error, of a text that is not UTF-8, has none.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
