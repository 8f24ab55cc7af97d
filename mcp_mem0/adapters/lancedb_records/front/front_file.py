"""The file of the front: rows by id and sequence number, written in transactions.

Its calls block: run them in a worker thread. One connection writes and another one reads, so that
no read waits for a flush.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Final
from weakref import finalize

from mcp_mem0.adapters.lancedb_records.front.connections import (
    DamagedFrontError,
    FrontState,
    TrimmedError,
    connect_to_read,
    connect_to_write,
    read_state,
    transaction,
    translate_front_error,
)
from mcp_mem0.adapters.lancedb_records.front.front_log import FrontLog, read_stamp
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import check_known
from mcp_mem0.adapters.lancedb_records.schema import SCHEMA_VERSION
from mcp_mem0.domain.errors import StoreError, quote_path

FREE_PAGES_MAX: Final = 1_024
"""So many unused pages of 4 KB stay in the file: more are left only by a burst of writes."""

_SELECT_NEWER: Final = """
SELECT id, seq, since, space, kind, record, vector FROM rows
WHERE seq > ? ORDER BY seq, id
"""
_SELECT_ROW: Final = """
SELECT id, seq, since, space, kind, record, vector FROM rows WHERE id = ?
"""
_REPLACE_ROW: Final = "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class FrontRow:
    """A row as the front holds it.

    Attributes:
        id: Its id.
        seq: The number of the transaction that wrote it.
        since: That of the first one that wrote a row with this id; 0 if the table had it before.
        space: Its space.
        kind: Its kind, as it is stored.
        record: Its columns but the vector, as JSON.
        vector: Its vector: 32-bit numbers, the lowest byte first.
    """

    id: str
    seq: int
    since: int
    space: str
    kind: str
    record: str
    vector: bytes | None


Guard = Callable[[Mapping[str, FrontRow]], None]
"""Raises if the rows of the front with the ids to be written are not as they were read."""


class FrontFile:
    """The open file of a front. Safe to open from many processes at once.

    Args:
        path: The file, which `create_front` made.

    Attributes:
        is_frozen: Whether it is read as it was when it was opened: SQLite cannot share a file on a
            full disk unless somebody shared it before.

    Raises:
        StoreError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = Lock()
        self._reading = Lock()
        self._connections: list[sqlite3.Connection] = []
        with self._explain_errors():
            self._stamp = read_stamp(path)
            self._open_reader()
        # Dropped, never closed under a read or a write.
        self._close = finalize(self, _close_all, self._connections)

    @property
    def is_in_place(self) -> bool:
        """Whether the open file is still the one under its name."""
        return read_stamp(self._path) == self._stamp

    @property
    def has_log(self) -> bool:
        """Whether its open log is still the one under its name, which whoever opens it reads."""
        return self.is_frozen or self._log.is_in_place

    def renew_log(self) -> None:
        """Move the rows of a log that somebody removed into the file, and begin a new log.

        Any other connection of this process to the file is to be closed before.

        Raises:
            StoreError: Another process has begun one, or reads the old one for too long.
        """
        with self._writing, self._reading, self._explain_errors():
            self._keep_removed_log()
            _close_all(self._connections)
            self._connections.clear()
            self.__dict__.pop("_writer", None)
            self._open_reader()

    def close(self) -> None:
        """Close the file at once; nothing may be under way."""
        self._close()

    def read_state(self) -> FrontState:
        """Return how far the front is."""
        with self._reading, self._explain_errors():
            return read_state(self._reader)

    def read_news(self, *, after: int) -> tuple[FrontState, list[FrontRow]] | None:
        """Return what `read_rows` returns; None if nobody has written since this was asked last."""
        with self._reading, self._explain_errors():
            (version,) = self._reader.execute("PRAGMA data_version").fetchone()
            if version == self._data_version:
                return None
            news = self._read_rows(after)
            self._data_version = version
            return news

    def read_rows(self, *, after: int) -> tuple[FrontState, list[FrontRow]]:
        """Return how far the front is, and its rows of later transactions, as of one moment."""
        with self._reading, self._explain_errors():
            return self._read_rows(after)

    def _read_rows(self, after: int) -> tuple[FrontState, list[FrontRow]]:
        with transaction(self._reader):
            state = read_state(self._reader)
            found = self._reader.execute(_SELECT_NEWER, (after,))
            return state, [FrontRow(*values) for values in found]

    def write(
        self,
        build_rows: Callable[[int, Mapping[str, FrontRow]], Iterable[FrontRow]],
        ids: Sequence[str],
        guard: Guard,
        *,
        folded: int,
        model: int,
    ) -> int:
        """Write rows in one transaction; on return they are on disk.

        Args:
            build_rows: Returns the rows, given the number of the transaction and the rows of the
                front that have their ids and are newer than the table.
            ids: Their ids.
            guard: Checks those rows.
            folded: Up to which transaction the caller knows the table.
            model: The number of the model of their vectors.

        Returns:
            The number of the transaction.

        Raises:
            TrimmedError: The front was trimmed beyond `folded`; nothing was written.
            StoreError: It cannot be written, or a newer version of this program has migrated it.
        """
        with self._writing, self._explain_errors(), transaction(self._writer, writes=True):
            state = read_state(self._writer)
            check_known(state.schema)
            if state.trimmed > folded:
                raise TrimmedError
            # An older file, put back, has rows that the table has newer ones of.
            present = {row.id: row for row in self._find_rows(ids) if row.seq > folded}
            guard(present)
            seq = max(state.seq, folded) + 1
            self._replace_rows(build_rows(seq, present))
            self._set_state("seq", seq)
            if state.model != model:
                self._set_model(state.model, model, seq)
        if not self.has_log:
            with self._writing, self._explain_errors():
                self._keep_removed_log()
        return seq

    def note_schema(self) -> None:
        """Note the schema of this program, so that an older one that has it open stops writing."""
        with self._writing, self._explain_errors(), transaction(self._writer, writes=True):
            if read_state(self._writer).schema < SCHEMA_VERSION:
                self._set_state("schema", SCHEMA_VERSION)

    def trim(self, until: int) -> None:
        """Remove the rows of the transactions up to one, whose rows are in the table.

        Later ones count on from it. Whoever has looked at the table before looks at it again.
        """
        with self._writing, self._explain_errors():
            with transaction(self._writer, writes=True):
                self._writer.execute("DELETE FROM rows WHERE seq <= ?", (until,))
                self._set_state("trimmed", until)
                self._set_state("seq", max(until, read_state(self._writer).seq))
            (free,) = self._writer.execute("PRAGMA freelist_count").fetchone()
            if free > FREE_PAGES_MAX:
                # A plain `execute` would free one page: it takes a step, and this one has no rows.
                self._writer.executescript("PRAGMA incremental_vacuum")
            # Else the log stays as large as it once was.
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def drop_remains(self) -> None:
        """Write the file anew, so that no page of it or of its log has what rows had before.

        Raises:
            StoreError: It cannot be written, or somebody reads it for too long.
        """
        with self._writing, self._explain_errors():
            self._writer.execute("PRAGMA secure_delete = ON").fetchall()
            self._writer.execute("VACUUM")
            self._empty_log()

    def go_on_after(self, seq: int, rows: Iterable[FrontRow] = ()) -> None:
        """Let later transactions count on from a number, and take over rows of another file."""
        with self._writing, self._explain_errors(), transaction(self._writer, writes=True):
            self._replace_rows(rows)
            self._set_state("seq", max(seq, read_state(self._writer).seq))

    def is_whole(self) -> bool:
        """Whether all of the file can be read."""
        try:
            with self._reading, self._explain_errors():
                found = self._reader.execute("PRAGMA quick_check").fetchall()
                return found == [("ok",)] and read_state(self._reader).seq >= 0
        except (DamagedFrontError, KeyError):
            return False

    def _open_reader(self) -> None:
        self._reader, self.is_frozen = connect_to_read(self._path)
        self._connections.append(self._reader)
        self._data_version = -1
        # Now: whoever opens the file first creates it.
        self._log = FrontLog(self._path)

    def _keep_removed_log(self) -> None:
        """Move the rows of the open log into the file; nobody else can find that log any more."""
        self._log.check_no_other()
        self._empty_log()

    def _empty_log(self) -> None:
        (is_busy, *_) = self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StoreError(
                f"the log of {quote_path(self._path)} is being read and could not be emptied: try"
                " again"
            )

    @cached_property
    def _writer(self) -> sqlite3.Connection:
        connection = connect_to_write(self._path)
        self._connections.append(connection)
        return connection

    def _replace_rows(self, rows: Iterable[FrontRow]) -> None:
        values = map(attrgetter("id", "seq", "since", "space", "kind", "record", "vector"), rows)
        self._writer.executemany(_REPLACE_ROW, values)

    def _find_rows(self, ids: Sequence[str]) -> list[FrontRow]:
        found = [self._writer.execute(_SELECT_ROW, (each,)).fetchone() for each in ids]
        return [FrontRow(*values) for values in found if values is not None]

    def _set_state(self, key: str, value: int) -> None:
        self._writer.execute("UPDATE state SET value = ? WHERE key = ?", (value, key))

    def _set_model(self, former: int, model: int, seq: int) -> None:
        if former:
            self._writer.execute("UPDATE rows SET vector = NULL WHERE seq < ?", (seq,))
        self._writer.execute("INSERT OR REPLACE INTO state VALUES ('model', ?)", (model,))

    @contextmanager
    def _explain_errors(self) -> Generator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise translate_front_error(self._path, error) from error


def _close_all(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()
