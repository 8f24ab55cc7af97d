"""Checksums of the table's files: which bytes are no longer as they were when they were flushed.

LanceDB keeps none, so damage that still decodes would not be found. A file is never changed once it
is there; so it is summed once, after its flush, block by block: then it can be said which columns
of which rows a changed block holds.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from mcp_mem0.private_file import append_private_file, write_private_file

BLOCK_BYTES: Final = 4_096
_DIGEST_BYTES: Final = 8
_OUTDATED_MAX: Final = 64
"""So many sums of files that are gone are kept before the file is written anew."""

_Stamp: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class FileSums:
    """The size of a file, and the sum of each block of it."""

    size: int
    blocks: bytes


@dataclass(frozen=True, slots=True)
class FileDamage:
    """How a file differs from what was flushed.

    Attributes:
        name: Its path below the table's folder.
        changed: The first byte of each changed block; None if it is gone or has another size.
    """

    name: str
    changed: tuple[int, ...] | None


class Checksums:
    """The sums of the files of one table, beside the flush note.

    They are written after the flush and are not flushed themselves: a file without a sum is only
    known to be whole if all of it can be read.

    Args:
        path: The file of the sums.
        root: The table's folder.
    """

    def __init__(self, path: Path, root: Path) -> None:
        self._path = path
        self._root = root
        self._stamp: _Stamp | None = None
        self._sums: dict[str, FileSums] = {}

    def add(self, names: Iterable[str]) -> None:
        """Sum the files that have no sum yet; what is gone meanwhile needs none."""
        known = self.read()
        lines: list[bytes] = []
        for name in names:
            sums = None if name in known else _sum_file(self._root / name)
            if sums is not None:
                lines.append(_write_line(name, sums))
        # A full disk, or a folder that is read-only, must not fail what has been flushed.
        with suppress(OSError):
            if lines:
                append_private_file(self._path, b"".join(lines))

    def drop_outdated(self, *, outdated_max: int = _OUTDATED_MAX) -> None:
        """Forget the files that are gone, once there are more than `outdated_max`."""
        known = self.read()
        kept = {name: sums for name, sums in known.items() if (self._root / name).exists()}
        if len(known) - len(kept) > outdated_max:
            with suppress(OSError):
                lines = (_write_line(name, sums) for name, sums in kept.items())
                write_private_file(self._path, b"".join(lines))

    def read(self) -> dict[str, FileSums]:
        """Return the sums by file; a line that cannot be read is left out."""
        stamp = _read_stamp(self._path)
        if stamp != self._stamp:
            self._sums = _read_lines(self._path)
            self._stamp = stamp
        return self._sums

    def find_damage(self, names: Sequence[str]) -> list[FileDamage]:
        """Compare files with their sums; those without one are not compared."""
        known = self.read()
        found: list[FileDamage] = []
        for name in names:
            if name in known:
                found += _compare(name, known[name], _sum_file(self._root / name))
        return found


def _compare(name: str, before: FileSums, now: FileSums | None) -> list[FileDamage]:
    if now is None or now.size != before.size:
        return [FileDamage(name, None)]
    step = _DIGEST_BYTES
    changed = tuple(
        place // step * BLOCK_BYTES
        for place in range(0, len(before.blocks), step)
        if before.blocks[place : place + step] != now.blocks[place : place + step]
    )
    return [FileDamage(name, changed)] if changed else []


def _sum_file(path: Path) -> FileSums | None:
    blocks = bytearray()
    size = 0
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                blocks += hashlib.blake2b(block, digest_size=_DIGEST_BYTES).digest()
                size += len(block)
    except OSError:
        return None
    return FileSums(size, bytes(blocks))


def _write_line(name: str, sums: FileSums) -> bytes:
    blocks = base64.b64encode(sums.blocks).decode()
    return (json.dumps({"file": name, "size": sums.size, "blocks": blocks}) + "\n").encode()


def _read_lines(path: Path) -> dict[str, FileSums]:
    found: dict[str, FileSums] = {}
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            entry = json.loads(line)
            sums = FileSums(int(entry["size"]), base64.b64decode(entry["blocks"], validate=True))
            # The first counts: a later one may have been made of a file that was damaged by then.
            found.setdefault(str(entry["file"]), sums)
    return found


def _read_stamp(path: Path) -> _Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - after every flush
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
