"""SQLite files of other programs: opened to read only, and never written to."""

import shutil
import sqlite3
import tempfile
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mcp_mem0.adapters.foreign.files.collection import SourceFile
from mcp_mem0.domain.errors import RequestError, quote_path

MAGIC: Final = b"SQLite format 3\0"
VALUE_BYTES_MAX: Final = 32 * 1024**2
"""The longest value that is read."""


def is_sqlite(file: SourceFile) -> bool:
    """Return whether a file on the disk is of SQLite."""
    if file.path is None:
        return False
    with file.open() as opened:
        return opened.read(len(MAGIC)) == MAGIC


def list_columns(file: SourceFile, table: str) -> set[str]:
    """Return the names of the columns of a table; none if there is no such table.

    Raises:
        RequestError: The file cannot be read.
    """
    with open_sqlite(file) as database:
        found = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        if found is None:
            return set()
        rows = database.execute("SELECT name FROM pragma_table_info(?)", (table,))
        return {str(name) for (name,) in rows}


def pick_columns(rows: sqlite3.Cursor, columns: Sequence[str]) -> Generator[tuple[object, ...]]:
    """Return some columns of all rows that were asked for; one that they do not have is None.

    Raises:
        sqlite3.Error: The file cannot be read.
    """
    names = [str(name) for name, *_ in rows.description]
    places = [names.index(name) if name in names else None for name in columns]
    for row in rows:
        yield tuple(None if place is None else row[place] for place in places)


@contextmanager
def open_sqlite(file: SourceFile) -> Generator[sqlite3.Connection]:
    """Open a file to read it; whoever writes to it is not disturbed.

    Raises:
        RequestError: It is damaged, encrypted, or in the middle of a change.
    """
    if file.path is None:
        raise RequestError(
            f"{quote_path(file.name)} is a database within a zip: unpack it, and import the file"
        )
    with _settle_copy(file.path) as path:
        try:
            with closing(_connect(path)) as database:
                yield database
        except sqlite3.Error as error:
            raise RequestError(
                f"{quote_path(file.path)} is no SQLite file that can be read ({error}): it may be"
                " cut off or damaged, so copy it again while the other program is stopped"
            ) from error


def _connect(path: Path) -> sqlite3.Connection:
    # Immutable: no lock is taken and no file written, not even where we may write.
    # The readers hand it from one worker thread to the next, and never use it in two at once.
    database = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1",
        uri=True,
        check_same_thread=False,
    )
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


@contextmanager
def _settle_copy(path: Path) -> Generator[Path]:
    """Return a file that has all that was written to it: a copy, if some is still in its log."""
    log, journal = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    if _has_bytes(journal):
        raise RequestError(
            f"{quote_path(path)} is in the middle of a change: stop the program that writes to it,"
            " or wait, and import again"
        )
    if not _has_bytes(log):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-import-") as folder:
        copy = Path(folder, "copy.sqlite")
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
            with closing(sqlite3.connect(copy)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except (OSError, sqlite3.Error) as error:
            raise RequestError(
                f"cannot copy {quote_path(path)} with its log to read it ({error}): stop the"
                " program that writes to it, and import again"
            ) from error
        yield copy


def _has_bytes(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False
