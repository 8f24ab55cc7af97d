"""The flush note: what was last known to be on disk."""

import os
import zlib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from mcp_mem0.private_file import open_regular_file

_NOTE_BYTES: Final = 160


class FlushNote(BaseModel):
    """What was last known to be on disk.

    Attributes:
        version: The table's version.
        boot: In which boot it was flushed.
        front: The last transaction of the front; 0 if there was none.
        forgotten: The one up to which all that was forgotten is noted; -1 if that is not known.
    """

    version: int
    boot: str
    front: int = 0
    forgotten: int = -1


class _StoredNote(FlushNote):
    """A note with a sum of what it says: what it would tell of damage must not be damage itself."""

    sum: int | None = None


def _sum_up(note: FlushNote) -> int:
    # Notes of before have a sum of what they had.
    left_out = {"forgotten"} if note.forgotten < 0 else None
    return zlib.crc32(note.model_dump_json(exclude=left_out).encode())


def read_flush_note(path: Path) -> FlushNote | None:
    """Return the note in a file, or None if there is none that can be read."""
    try:
        stored = _StoredNote.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    note = FlushNote(**stored.model_dump(exclude={"sum"}))
    # One of before has no sum.
    return note if stored.sum in (None, _sum_up(note)) else None


def write_flush_note(path: Path, note: FlushNote) -> None:
    """Replace the note in a file.

    It is written after the flush, so an old note is never wrong, and an unreadable one makes the
    next open check everything. It is written in place and always has the same size, so that several
    writers cannot conflict and a full disk does not stop it.

    Raises:
        OSError: It cannot be written.
    """
    stored = _StoredNote(**note.model_dump(), sum=_sum_up(note))
    text = stored.model_dump_json().encode().ljust(_NOTE_BYTES)
    descriptor = open_regular_file(path, os.O_WRONLY | os.O_CREAT)
    try:
        os.write(descriptor, text)
    finally:
        os.close(descriptor)
