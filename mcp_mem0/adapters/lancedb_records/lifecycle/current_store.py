"""The store as a process has it open now, and whatever puts another table in its place."""

from collections.abc import Generator
from contextlib import contextmanager

import anyio

from mcp_mem0.adapters.lancedb_records.damage.file_faults import find_index_faults
from mcp_mem0.adapters.lancedb_records.lifecycle import opening
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore, StoreOptions
from mcp_mem0.adapters.lancedb_records.lifecycle.place import BucketPlace, LocalPlace
from mcp_mem0.adapters.lancedb_records.lifecycle.store_opening import StoreOpener
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites
from mcp_mem0.domain.errors import StoreError


class CurrentStore:
    """Opens a store on demand, and its table again where its caches are to be empty.

    Args:
        place: Where it is.
        options: Its options.
    """

    def __init__(self, place: LocalPlace | BucketPlace, options: StoreOptions) -> None:
        self.opener = StoreOpener(place, options)
        self._options = options
        self._opening = anyio.Lock()
        self._open: OpenStore | None = None
        self._is_slow = False

    async def open(self) -> None:
        """Open or create the store, healed and migrated; later calls return at once.

        Raises:
            StoreError: It cannot be opened; the message names the remedy.
        """
        async with self._opening:
            if self._open is None:
                self._open = await self.opener.open()

    async def heal(self) -> OpenStore:
        """Look at all of the store, heal what is damaged, and return it.

        Raises:
            StoreError: It failed; what was stored is still there.
        """
        async with self._opening:
            self._open = await self.opener.open(is_suspect=True)
            return self._open

    def close(self) -> None:
        """Release the table and the front; the next `open` opens them again.

        On return nothing is open any more, unless a read or a write still uses it.
        """
        store, self._open = self._open, None
        if store is not None:
            store.close()

    @property
    def has_front(self) -> bool:
        """Whether it is open and has a front, as a local store does."""
        return self._open is not None and self._open.front is not None

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        return self._open is not None

    def require(self) -> OpenStore:
        """Return the open store.

        Raises:
            StoreError: It is not open.
        """
        if self._open is None:
            raise StoreError("the store is not open yet: try again in a moment")
        return self._open

    @contextmanager
    def use(self) -> Generator[OpenStore]:
        """Yield the open store, whose files stay open during the block.

        Raises:
            StoreError: It is not open.
        """
        store = self.require()
        with store.in_use():
            yield store

    async def reopen_table(self, store: OpenStore) -> None:
        """Open the table of a store in a new connection, with empty caches.

        Raises:
            StoreError: It cannot be read.
        """
        self._replace(store, await self.opener.reopen_table(store))

    def note_slow_read(self) -> None:
        """Say that a read was given up: the table is opened again before the next one."""
        self._is_slow = True

    async def reopen_if_slow(self) -> None:
        """After a read that was given up, open the table again, with indexes that can be read.

        Raises:
            StoreError: It cannot be read.
        """
        if not self._is_slow:
            return
        async with self._opening:
            if not self._is_slow or self._open is None:
                return
            self._is_slow = False
            store = self._open
            reopened = await self.opener.reopen_table(store)
            table = reopened.table
            if isinstance(store.writes, LocalWrites) and await find_index_faults(
                table, timeout_s=self._options.read_timeout_s
            ):
                async with store.writes.force_write_lock():
                    await opening.ensure_indexes(table, remake=True)
                    await store.writes.keep(table)
            if store.front is not None:
                store.front.read_anew()
            self._replace(store, reopened)

    def _replace(self, store: OpenStore, reopened: OpenStore) -> None:
        """Put a table that was opened again in its place, unless the store was closed meanwhile."""
        if self._open is not None and self._open.front is store.front:
            self._open = reopened
