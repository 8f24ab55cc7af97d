"""A file that is read line by line, whatever its size."""

from collections.abc import Iterator
from pathlib import Path

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.transfer.header import is_own_export
from mcp_mem0.domain.transfer.parser import LINE_BYTES_MAX


class FileLines:
    """The lines of a file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read_lines(self) -> Iterator[bytes]:
        """Return its lines, each with a line feed, also where a copy on Windows made it two.

        Raises:
            RequestError: It cannot be read, or has a line that is too long.
        """
        try:
            with self._path.open("rb") as file:
                number = 0
                while line := file.readline(LINE_BYTES_MAX + 1):
                    number += 1
                    if len(line) > LINE_BYTES_MAX:
                        raise RequestError(
                            f"line {number} of {quote_path(self._path)} has more than"
                            f" {LINE_BYTES_MAX:,} bytes, as no line of an export has; nothing was"
                            " imported"
                        )
                    # No line has a carriage return of its own: JSON escapes it.
                    yield line[:-2] + b"\n" if line.endswith(b"\r\n") else line
        except OSError as error:
            raise RequestError(
                f"the file {quote_path(self._path)} cannot be read"
                f" ({error.strerror or error}): name a file that you can read"
            ) from error


def is_own_file(path: Path) -> bool:
    """Return whether a path is a file that begins as an export of this program does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return is_own_export(file.readline(LINE_BYTES_MAX))
