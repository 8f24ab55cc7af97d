"""The store of rows."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.rows import Episode, Excerpt
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.ports.record_reader import RecordReader


@dataclass(frozen=True, slots=True)
class SoughtName:
    """A name that rows are looked through for, and the column that has such names."""

    column: Literal["session", "author", "tags"]
    name: str


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where a text stands.

    Attributes:
        text: Its number among those that were sought.
        place: A file, or a row by its id.
        version: The version of the store, where there are several; else None.
        is_row: Whether it is a row.
    """

    text: int
    place: str
    version: int | None = None
    is_row: bool = False


class Records(RecordReader, Protocol):
    """The store of rows. Every method may raise StoreError."""

    async def open(self) -> None:
        """Open or create the store, heal and migrate it; later calls return at once.

        Raises:
            StoreError: It cannot be opened; the message names the remedy.
        """
        ...

    async def append(
        self, episode: Episode, excerpts: Sequence[Excerpt], *, once: bool = False
    ) -> bool:
        """Store an episode and its excerpts; on return they are on disk and searchable.

        Args:
            episode: The episode.
            excerpts: Its passages.
            once: The episode's id may exist already; then nothing is written. Without it the ids
                must be new.

        Returns:
            Whether they were stored; False only with `once`.
        """
        ...

    async def insert(self, row: Attempt | Summary) -> None:
        """Store a row that belongs to no change; on return it is on disk."""
        ...

    def try_claim(self, episode_id: str) -> AbstractAsyncContextManager[bool]:
        """Claim an episode for a block, if it is free; the value says whether it was.

        A claim avoids asking a model twice and guarantees nothing: it ends if its holder dies or
        hangs.
        """
        ...

    async def commit(self, *commits: Commit) -> None:
        """Write all rows of successive changes of a space, or none; on return they are on disk.

        No row may be in two of them.

        Raises:
            HeadMovedError: The space's head, a target or the episode changed since it was read,
                or an id is taken; nothing was written.
        """
        ...

    def erasing(self) -> AbstractAsyncContextManager[None]:
        """Say that an erase begins, for a block in which rows are erased and remains cleared.

        If its process is killed, the next erase or the next maintenance clears what remains.

        Raises:
            BusyError: Another process maintains the store, for longer than a writer would wait.
        """
        ...

    async def finish_erase(self) -> bool:
        """Clear what an erase left whose process was killed; return whether there was one.

        Raises:
            BusyError: Another process maintains the store, for longer than a writer would wait.
        """
        ...

    async def erase(self, commit: Commit) -> None:
        """Replace rows by what an erase leaves of them, together with its change, or write nothing.

        Args:
            commit: Its `closed` rows take the place of those with the same ids, open or closed.

        Raises:
            HeadMovedError: The space's head changed since it was read; nothing was written.
        """
        ...

    async def clear_remains(self) -> Sequence[str]:
        """Remove from the store all that rows had before they were erased.

        Readers are served meanwhile. Call it within `erasing`.

        Returns:
            The names of files from before that are still there; none if all is gone.
        """
        ...

    async def find_texts(
        self, texts: Sequence[str], space: str, *, in_all_versions: bool
    ) -> Sequence[TextPlace]:
        """Return where texts still stand, whole or as part of others, in whatever spelling.

        Every row is read from the disk through a connection that has nothing in memory.

        Args:
            texts: The texts, each without a line break.
            space: The space whose rows are searched; files beside the rows are of all spaces.
            in_all_versions: Search all versions of the store that are left, not just the newest.
        """
        ...

    async def find_names(
        self, names: Sequence[SoughtName], space: str, *, in_all_versions: bool
    ) -> Sequence[TextPlace]:
        """Return where rows, or files beside them, still have names, as `find_texts` looks."""
        ...

    def on_erased(self, drop: Callable[[], None]) -> None:
        """Have something dropped after an erase of any process, because it was made from rows."""
        ...

    def exclusive_writer(self) -> AbstractAsyncContextManager[None]:
        """Keep other writers out during a block, in which only the task that entered it commits.

        It is for a writer that lost a race too often, and guarantees nothing: without a lock,
        others go on writing.
        """
        ...

    async def repair(self) -> None:
        """Look at all of the store, heal what is damaged, and rebuild all indexes from the rows."""
        ...

    async def clear_losses(self) -> None:
        """Tell what damage has cost so far no more: somebody has acknowledged it."""
        ...
