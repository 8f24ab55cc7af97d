"""Spaces as a whole: read as of one moment, and stored again; and the files of both."""

from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Head, Row
from mcp_mem0.domain.model.vectors import Vector


class FrozenSpaces(Protocol):
    """Some spaces as of one moment, whoever writes meanwhile. Every read may raise StoreError."""

    @property
    def taken_at(self) -> datetime:
        """When that moment was."""
        ...

    @property
    def spaces(self) -> Sequence[str]:
        """Their names, sorted; only those that hold anything."""
        ...

    @property
    def heads(self) -> Mapping[str, Head]:
        """The heads of those that have one, by name."""
        ...

    @property
    def counts(self) -> Mapping[str, Mapping[type[Row], int]]:
        """How many rows of each kind they have, open and closed."""
        ...

    def read(
        self, kinds: Sequence[type[Row]], *, vectors: bool = True
    ) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return all of their rows of some kinds, open and closed, in batches."""
        ...


class SpaceMover(Protocol):
    """Reads spaces as a whole and stores them again. Every method may raise StoreError."""

    @property
    def schema_version(self) -> int:
        """The version of the schema of the store."""
        ...

    def freeze(self, spaces: Sequence[str]) -> AbstractAsyncContextManager[FrozenSpaces]:
        """Hold spaces as of one moment for a block; none named are all.

        Others may write meanwhile, but the store is not maintained.

        Raises:
            BusyError: Another process maintains the store, for longer than a writer would wait.
        """
        ...

    async def list_ids(self) -> frozenset[str]:
        """Return the ids of all rows, none of which another row can have."""
        ...

    async def restore(self, batches: Iterable[Sequence[Row | Head]], spaces: Sequence[str]) -> None:
        """Store spaces with all of their rows as they are: all in one commit, or none.

        On return they are on disk, and can be found as fast as others.

        Args:
            batches: Their rows and heads, which are read in a worker thread.
            spaces: Their names.

        Raises:
            RequestError: One of the spaces holds anything, or an id is taken; nothing was written.
        """
        ...


class LineWriter(Protocol):
    """Writes the lines of one file."""

    async def write(self, lines: bytes) -> None:
        """Write whole lines."""
        ...


class LineTarget(Protocol):
    """Where lines are written: whole, or not at all."""

    def open(self) -> AbstractAsyncContextManager[LineWriter]:
        """Write a file during a block; if the block fails, nothing is left of it.

        Raises:
            RequestError: There is such a file, or it cannot be written.
        """
        ...


class LineSource(Protocol):
    """A file that is read line by line, as often as is needed."""

    def read_lines(self) -> Iterator[bytes]:
        """Return the lines of a file, each with its line break. It blocks.

        Raises:
            RequestError: It cannot be read, or has a line that is too long.
        """
        ...


class KeptVectors(Protocol):
    """Vectors that were computed for one import, kept until it is done. Its calls block."""

    def count(self) -> int:
        """Return how many there are."""
        ...

    def append(self, vectors: Sequence[Vector]) -> None:
        """Add some; on return they are on disk."""
        ...

    def read(self) -> Iterator[Vector]:
        """Return them in the order in which they were added."""
        ...

    def remove(self) -> None:
        """Keep them no longer."""
        ...


class PageTarget(Protocol):
    """A folder of pages, in which nothing is replaced or removed that an export did not write."""

    def open(self) -> AbstractAsyncContextManager["PageWriter"]:
        """Write pages during a block; those of an export before that are not written again go.

        Raises:
            RequestError: It cannot be written, or has files of others.
        """
        ...


class PageWriter(Protocol):
    """Writes the pages of one folder."""

    async def write(self, name: str, text: str) -> None:
        """Write a page.

        Args:
            name: Its name, with folders in it.
            text: What stands in it.

        Raises:
            RequestError: There is a file of that name that an export did not write.
        """
        ...

    @property
    def removed(self) -> int:
        """How many pages of an export before were removed; known after the block."""
        ...
