"""A file of another program, opened by the adapter that reads its kind."""

from collections.abc import Generator
from typing import Protocol

from mcp_mem0.domain.transfer.foreign_record import ForeignItem


class ForeignSource(Protocol):
    """What an import reads from. Its calls block, so they are made in a worker thread."""

    @property
    def kind(self) -> str:
        """The kind of file, such as "mem0"."""
        ...

    @property
    def name(self) -> str:
        """What it is read from, for a person."""
        ...

    def read(self) -> Generator[ForeignItem]:
        """Return all records, in the order in which they were said where the file has one.

        It can be called again, and holds one record in memory at a time; closing the generator
        closes the file.

        Raises:
            RequestError: The file is damaged, or not what it seemed to be.
        """
        ...
