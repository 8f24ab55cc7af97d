"""Whether the log of an open front is still the one that whoever opens the front next will read."""

from pathlib import Path
from typing import Final, TypeAlias

from mcp_mem0.domain.errors import StoreError, quote_path

FileStamp: TypeAlias = tuple[int, int]

_ENDS: Final = ("-wal", "-shm")
"""What SQLite adds to the name of a file for its log, and for the index of that."""


class FrontLog:
    """The log of a file that is open, as it is now.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamps = self._read_stamps()

    @property
    def is_in_place(self) -> bool:
        """Whether the log and its index are still those under their names."""
        return self._read_stamps() == self._stamps

    def check_no_other(self) -> None:
        """Check that nobody has begun another log, whose rows this one does not have.

        Raises:
            StoreError: Another process has.
        """
        pairs = zip(self._read_stamps(), self._stamps, strict=True)
        if any(now not in (None, before) for now, before in pairs):
            raise StoreError(
                f"the log of {quote_path(self._path)} was removed while this process had it open,"
                " and another process has begun a new one: end every process that uses the store,"
                " start again, and run `mcp-mem0 check`"
            )

    def _read_stamps(self) -> list[FileStamp | None]:
        return [read_stamp(self._path.with_name(self._path.name + end)) for end in _ENDS]


def read_stamp(path: Path) -> FileStamp | None:
    """Return what distinguishes a file from one that was put in its place; None if it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
