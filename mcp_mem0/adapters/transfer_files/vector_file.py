"""Vectors that an import has computed, in a private file until it is done.

There are only numbers in it, of one size each. So how many there are is told by its length, and
what a killed process had written of the last one is cut off.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.private_file import append_private_file, make_private_folder

KEPT_S: Final = 7 * 86_400
"""After so long, the vectors of an import that was never ended are removed by the next one."""

_ENDING: Final = ".vectors"


class VectorFile:
    """A file of vectors.

    Args:
        folder: The folder that has such files; it is made.
        name: What they are computed for.
        dimensions: How many numbers each has.
    """

    def __init__(self, folder: Path, name: str, dimensions: int) -> None:
        self._folder = folder
        self._path = folder / (hashlib.sha256(name.encode()).hexdigest() + _ENDING)
        self._pack = Struct(f"<{dimensions}f")

    def count(self) -> int:
        """Return how many there are whole; the rest is cut off."""
        _remove_old(self._folder)
        try:
            size = self._path.stat().st_size
        except OSError:
            return 0
        count = size // self._pack.size
        if size % self._pack.size:
            os.truncate(self._path, count * self._pack.size)
        return count

    def append(self, vectors: Sequence[Vector]) -> None:
        """Add some.

        Raises:
            RequestError: They cannot be written.
        """
        try:
            make_private_folder(self._folder)
            append_private_file(self._path, b"".join(self._pack.pack(*each) for each in vectors))
        except OSError as error:
            raise RequestError(
                f"the vectors of the import cannot be kept in {quote_path(self._folder)}"
                f" ({error.strerror or error}): make it writable, then import again"
            ) from error

    def read(self) -> Iterator[Vector]:
        """Return them in the order in which they were added."""
        with self._path.open("rb") as file:
            while numbers := file.read(self._pack.size):
                yield self._pack.unpack(numbers)

    def remove(self) -> None:
        """Remove the file."""
        with suppress(OSError):
            self._path.unlink()


def _remove_old(folder: Path) -> None:
    with suppress(OSError):
        for path in folder.glob(f"*{_ENDING}"):
            if path.stat().st_mtime < time.time() - KEPT_S:
                path.unlink()
