"""Which rows of a front can be read, and what can still be read of a damaged one.

SQLite refuses a file for a fault of a few bytes of it: for one that is shorter than its first page
says, for one without its first page, and for all rows behind a page that it cannot read.
"""

import shutil
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from mcp_mem0.adapters.lancedb_records.front.connections import (
    DamagedFrontError,
    translate_front_error,
)
from mcp_mem0.adapters.lancedb_records.front.encoding import (
    decode_columns,
    decode_record,
    read_numbers,
)
from mcp_mem0.adapters.lancedb_records.front.front_creation import create_front
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontRow
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.private_file import make_private_folder

# One at a time: Python drops a row if the one behind it cannot be read.
_SELECT_NEXT: Final = """
SELECT rowid, id, seq, since, space, kind, record, vector FROM rows
WHERE rowid >= ? ORDER BY rowid LIMIT 1
"""
_SELECT_BEFORE: Final = """
SELECT rowid, id, seq, since, space, kind, record, vector FROM rows
WHERE rowid < ? ORDER BY rowid DESC LIMIT 1
"""
_ROW_NUMBER_MAX: Final = 2**63 - 1
_STEPS_MAX: Final = 20_000
"""So many numbers of rows that cannot be read are tried one by one."""

_UNREADABLE: Final = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""Of SQLite's codes, those of a file that is none of ours, or without its table."""

_PAGE_BYTES: Final = 4_096
_PAGE_COUNT: Final = 28
"""Where the first page says how many pages the file has, in four bytes."""


def salvage_rows(place: LocalPlace) -> list[FrontRow]:
    """Return the rows of a damaged or missing front, and of its log, that can still be read.

    The files themselves stay as they are.

    Raises:
        OSError: They cannot be copied.
        StoreError: SQLite cannot read a copy for a reason that is not in it, such as a full disk.
    """
    folder = place.salvage / "front"
    shutil.rmtree(folder, ignore_errors=True)
    make_private_folder(folder)
    try:
        found = _read_copy(place, folder / "as it is", first_page=None)
        if found:
            return found
        create_front(folder / "new")
        with (folder / "new").open("rb") as file:
            first_page = file.read(_PAGE_BYTES)
        return _read_copy(place, folder / "repaired", first_page=first_page)
    except sqlite3.Error as error:
        raise translate_front_error(folder, error) from error
    finally:
        shutil.rmtree(place.salvage, ignore_errors=True)


def is_sound(row: FrontRow) -> bool:
    """Whether a row can be read: SQLite keeps no checksums of what its pages hold."""
    try:
        columns = decode_columns(row)
        decode_record(row, [], UTC)
        read_numbers(row)
        named = (columns["id"], columns["kind"], columns["space"])
    except (DamagedFrontError, KeyError, ValueError):
        return False
    is_numbered = _is_number(row.seq) and _is_number(row.since)
    return named == (row.id, row.kind, row.space) and is_numbered


def _is_number(value: object) -> bool:
    """Whether a value is a number of a transaction: SQLite holds anything in any column."""
    return isinstance(value, int) and value >= 0


def _read_copy(place: LocalPlace, copy: Path, *, first_page: bytes | None) -> list[FrontRow]:
    """Copy the front with its log, repair what keeps SQLite from reading it, and read it."""
    copy.touch()
    if place.front.exists():
        shutil.copyfile(place.front, copy)
    log = place.front_logs[0]
    if log.exists():
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
    _repair_head(copy, first_page)
    found: dict[int, FrontRow] = {}
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.text_factory = _decode_text
        _collect_sound(_read_onwards(connection), found)
        # Too: so many rows may be gone that not all of their numbers are tried.
        _collect_sound(_read_backwards(connection), found)
    return [*found.values()]


def _repair_head(copy: Path, first_page: bytes | None) -> None:
    """Let SQLite read a file that is shorter than it says; give it a first page if one is told."""
    with copy.open("r+b") as file:
        if first_page is not None:
            file.write(first_page)
        file.seek(_PAGE_COUNT)
        # That is: as many as there are, in the file or its log.
        file.write(bytes(4))
        # SQLite takes an empty file for a new one, and removes its log.
        file.truncate(max(copy.stat().st_size, _PAGE_BYTES))


def _read_onwards(connection: sqlite3.Connection) -> Generator[tuple[Any, ...]]:
    """Yield the rows that can be read, by their numbers, past those that cannot."""
    begin, tries = 1, _STEPS_MAX
    while tries:
        try:
            values = connection.execute(_SELECT_NEXT, (begin,)).fetchone()
        except sqlite3.Error as error:
            if error.sqlite_errorcode in _UNREADABLE:
                return
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            begin, tries = begin + 1, tries - 1
            continue
        if values is None:
            return
        yield values
        # A page in disorder may lead back to rows before it.
        tries -= values[0] < begin
        begin = max(begin, values[0]) + 1


def _read_backwards(connection: sqlite3.Connection) -> Generator[tuple[Any, ...]]:
    """Yield the rows behind the last one that cannot be read."""
    before = _ROW_NUMBER_MAX
    with suppress(sqlite3.Error):
        while values := connection.execute(_SELECT_BEFORE, (before,)).fetchone():
            if values[0] >= before:
                return
            yield values
            before = values[0]


def _collect_sound(values: Iterable[tuple[Any, ...]], found: dict[int, FrontRow]) -> None:
    for number, *columns in values:
        row = FrontRow(*columns)
        if is_sound(row):
            found[number] = row


def _decode_text(content: bytes) -> str | None:
    """Return a text; None for one that is not UTF-8, which would end the reading of all rows."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
