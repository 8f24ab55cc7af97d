"""What was forgotten, noted beside the rows: damage to the rows does not bring it back.

A row is forgotten by a later state of it. If that state is lost, an earlier one may be left. So
each commit that forgets also appends lines to a file, one for each row: how it was closed, or what
a change or a fingerprint is. No line has a word of what was forgotten. A row that is forgotten is
never opened again (an undo opens a copy), so the lines hold for ever, in whatever order they are
read.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import (
    CHANGE,
    FINGERPRINT,
    Columns,
    ForgottenRows,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.private_file import check_owner, open_regular_file, write_private_file

_COMPLETE: Final = {"complete": True}
_FIRST_LINE: Final = json.dumps(_COMPLETE).encode() + b"\n"


class ForgottenLog:
    """The file of what a store has forgotten. Its calls block: run them in a worker thread.

    Whoever writes to it holds the lock of it.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, rows: ForgottenRows) -> None:
        """Add what a commit forgot; on return it is on disk.

        Raises:
            OSError: It cannot be written, or not all of it.
        """
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        descriptor = open_regular_file(self._path, flags, check_owner)
        with os.fdopen(descriptor, "ab") as file:
            # Whoever was killed in the middle of a line does not spoil the next one.
            file.write(b"\n" + _write_lines(rows))
            file.flush()
            os.fsync(descriptor)
        sync_folder(self._path.parent)

    def write_all(self, rows: ForgottenRows) -> None:
        """Replace the file by one that says that it has everything.

        Raises:
            OSError: It cannot be written; what was there stays.
        """
        write_private_file(self._path, _FIRST_LINE + _write_lines(rows))

    def is_marked(self) -> bool:
        """Whether it says that it has everything, and was not cut; its lines are not read."""
        try:
            with self._path.open("rb") as file:
                first = file.read(len(_FIRST_LINE))
                file.seek(-1, os.SEEK_END)
                return first == _FIRST_LINE and file.read() == b"\n"
        except OSError:
            return False

    def read(self) -> ForgottenRows:
        """Return all that it says; it is incomplete if a line of it cannot be read."""
        closed: dict[str, Columns] = {}
        added: dict[str, Columns] = {}
        is_marked, is_whole = False, True
        try:
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return ForgottenRows()
        for line in filter(None, lines):
            try:
                entry = json.loads(line)
                if entry == _COMPLETE:
                    is_marked = True
                    continue
                closed |= {
                    str(row_id): _check_closing(how) for row_id, how in entry["closed"].items()
                }
                added |= {str(row_id): _check_row(row) for row_id, row in entry["added"].items()}
            except (ValueError, KeyError, TypeError, AttributeError):
                is_whole = False
        return ForgottenRows(closed, added, is_marked and is_whole)


def read_noted(place: LocalPlace) -> ForgottenRows:
    """Return what is noted of what a store has forgotten.

    It is complete only if the flush note says so, too: of each of its transactions.
    """
    noted, note = ForgottenLog(place.forgotten).read(), place.read_note()
    has_each = note is not None and note.forgotten >= note.front
    return replace(noted, is_complete=noted.is_complete and has_each)


def _write_lines(rows: ForgottenRows) -> bytes:
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in _split(rows))


def _split(rows: ForgottenRows) -> Iterator[dict[str, dict[str, Columns]]]:
    """Yield an entry for each row, so that damage to a line costs no other row."""
    for row_id, how in rows.closed.items():
        yield {"closed": {row_id: how}, "added": {}}
    for row_id, row in rows.added.items():
        yield {"closed": {}, "added": {row_id: row}}


def _check_closing(how: Columns) -> Columns:
    datetime.fromisoformat(how["retired_at"])
    return how


def _check_row(row: Columns) -> Columns:
    """Return a row whose columns can be used.

    Raises:
        ValueError: A moment of it is none.
        KeyError: It lacks what every row has.
    """
    datetime.fromisoformat(row["recorded_at"])
    if row["kind"] not in {CHANGE, FINGERPRINT}:
        raise ValueError(row["kind"])
    return {**row, "id": str(row["id"]), "space": str(row["space"])}
