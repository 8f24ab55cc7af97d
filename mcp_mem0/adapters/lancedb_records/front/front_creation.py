"""Creates the file of a front, with its tables."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.front.connections import (
    connect_to_write,
    translate_front_error,
)
from mcp_mem0.adapters.lancedb_records.schema import SCHEMA_VERSION
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import PrivateFileError, check_owner, open_regular_file

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS rows (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    since INTEGER NOT NULL,
    space TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    vector BLOB
);
CREATE INDEX IF NOT EXISTS rows_by_seq ON rows (seq);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT OR IGNORE INTO state VALUES ('seq', 0), ('trimmed', 0);
"""
_SET_VERSION: Final = "INSERT OR IGNORE INTO state VALUES ('schema', ?)"


def create_front(path: Path) -> None:
    """Create the file if it is not there, for its owner only, or finish its creation.

    Raises:
        StoreError: It cannot be created.
    """
    try:
        os.close(open_regular_file(path, os.O_RDWR | os.O_CREAT, check_owner))
        with closing(connect_to_write(path)) as connection:
            # To be set before there is any table.
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
            connection.executescript(_SCHEMA)
            connection.execute(_SET_VERSION, (SCHEMA_VERSION,))
        sync_folder(path.parent)
    except PrivateFileError as error:
        raise StoreError(
            f"the file {quote_path(path)} of the store cannot be used: {error}"
        ) from error
    except OSError as error:
        raise StoreError(
            f"the file {quote_path(path)} of the store cannot be used ({error.strerror or error}):"
            " make it writable for its owner"
        ) from error
    except sqlite3.Error as error:
        raise translate_front_error(path, error) from error
