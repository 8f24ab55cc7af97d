"""The table as it is now, without asking LanceDB each time whether it still is.

LanceDB can look for a newer version before each read, but looks by listing all versions, and some
reads make it look twice: where an hour of writing left two thousand of them, that was a quarter of
a recall. A commit changes the time of the folder of versions, which is told in microseconds.
"""

import os
import time
from pathlib import Path
from typing import Final

import anyio
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.domain.errors import StoreError

SETTLED_NS: Final = 3_000_000_000
"""A folder changed less than so many nanoseconds ago may change again without its time changing:
file systems count time in steps, the coarsest in use in steps of two seconds."""

FOLDER_TIMES_TELL: Final = os.name == "posix"
"""Elsewhere a folder's time may be written late, so every read looks for a newer version."""


class Newest:
    """A table that is read only, and brought up to date before each read if that may be due.

    Args:
        table: The table, opened so that it stays at its version.
        versions: Its folder of versions.
    """

    def __init__(self, table: AsyncTable, versions: Path) -> None:
        self._table = table
        self._versions = versions
        self._looking = anyio.Lock()
        self._seen_ns: int | None = None

    async def table(self) -> AsyncTable:
        """Return the table with all that any process has committed by now.

        Raises:
            StoreError: The store cannot be read.
        """
        async with self._looking:
            changed_ns = self._changed_ns()
            if changed_ns is None or changed_ns != self._seen_ns:
                await read(self._table.checkout_latest())
                self._seen_ns = changed_ns
        return self._table

    def _changed_ns(self) -> int | None:
        """Return when the folder changed, or None if that tells nothing."""
        try:
            changed_ns = self._versions.stat().st_mtime_ns
        except OSError as error:
            raise StoreError(
                f"the store in {str(self._versions.parent.parent)!r} is gone ({error.strerror}):"
                " restore it, or start the server anew"
            ) from error
        is_settled = time.time_ns() - changed_ns > SETTLED_NS
        return changed_ns if is_settled and FOLDER_TIMES_TELL else None
