"""The SQLite file of the queue of hooks: its tables, and opening it for one transaction."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import StoreError
from mcp_mem0.private_file import make_private_file, make_private_folder

_TABLES: Final = """
create table if not exists sessions (
    path text primary key, client text not null, session text not null,
    noted_at text not null, size integer not null
) strict;
create table if not exists marks (mark text primary key, marked_at text not null) strict;
create table if not exists batches (
    key text primary key, client text not null, session text not null, messages text not null,
    made_at text not null, attempts integer not null default 0, problem text not null default ''
) strict;
"""


@contextmanager
def open_queue(file: Path, *, busy_s: float) -> Generator[sqlite3.Connection]:
    """Open the file for a transaction that ends with the block; it is made if need be.

    Args:
        file: Where it is kept; the folder is made.
        busy_s: How long to wait for another process, in seconds.

    Raises:
        StoreError: It cannot be used; nothing was written.
    """
    try:
        make_private_folder(file.parent)
        # Created before SQLite opens it, because SQLite would follow a link.
        make_private_file(file)
        base = sqlite3.connect(file, timeout=busy_s)
        try:
            # So that deleted batches are gone from the file, too.
            base.execute("pragma secure_delete = on")
            base.executescript(_TABLES)
            with base:
                yield base
        finally:
            base.close()
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"the queue of the hooks {file} cannot be used ({error}): if that happens"
            " again, remove it; what it still holds is then lost"
        ) from error
