"""Erasing in a store that is open, and following the erases of other processes."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager

import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.erasing.erasure_mark import (
    ErasureMark,
    read_erasure_mark,
)
from mcp_mem0.adapters.lancedb_records.erasing.name_search import (
    find_names_in_files,
    find_names_in_front,
    find_names_in_table,
)
from mcp_mem0.adapters.lancedb_records.erasing.remains import (
    begin_erase,
    clear_remains,
    is_abandoned,
)
from mcp_mem0.adapters.lancedb_records.erasing.text_search import (
    find_in_files,
    find_in_front,
    find_in_table,
    list_table_versions,
)
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites
from mcp_mem0.ports import SoughtName, TextPlace


class StoreErasing:
    """Begins, ends and proves erases, and drops what was made from rows after each.

    Args:
        current: The store.
    """

    def __init__(self, current: CurrentStore) -> None:
        self._current = current
        self._seen: tuple[int, int] | None = None
        """How many erases were begun and done when this was last asked."""
        self.on_erased: list[Callable[[], None]] = []
        """Called after an erase of any process: drops what was made from rows."""

    @asynccontextmanager
    async def erasing(self) -> AsyncGenerator[None]:
        """Say that an erase begins, and keep all processes from maintaining the store meanwhile.

        Raises:
            BusyError: One of them maintains it, for longer than a writer would wait.
            StoreError: It could not be written.
        """
        with self._current.use() as store:
            async with store.writes.hold_off_maintenance():
                await begin_erase(store)
                yield

    async def finish_erase(self) -> bool:
        """Clear what an erase left whose process was killed; return whether there was one.

        Raises:
            BusyError: Another process maintains the store, for longer than a writer would wait.
            StoreError: It failed; the next erase, or maintenance, does it again.
        """
        with self._current.use() as store:
            async with store.writes.hold_off_maintenance():
                return await self.finish_abandoned(store)

    async def finish_abandoned(self, store: OpenStore) -> bool:
        """Do what `finish_erase` does, under the maintenance lock."""
        mark = await read_erasure_mark(store.table)
        if is_begun := is_abandoned(store, mark):
            await self._current.opener.drop_vectors_of_move()
            await clear_remains(store)
            mark = await read_erasure_mark(store.table)
        await self.follow(mark)
        return is_begun

    async def clear_remains(self) -> Sequence[str]:
        """Remove all that rows had before they were erased; return the files that are left of it.

        Call it within `erasing`.

        Raises:
            StoreError: It failed; the next erase, or maintenance, does it again.
        """
        # A move to another model that goes on embeds what is left once more.
        await self._current.opener.drop_vectors_of_move()
        with self._current.use() as store:
            left = await clear_remains(store)
        await self.follow(await read_erasure_mark(store.table))
        return left

    async def find_texts(
        self, texts: Sequence[str], space: str, *, in_all_versions: bool
    ) -> Sequence[TextPlace]:
        """Return where texts still stand in the store; see the port.

        Raises:
            StoreError: The store cannot be read.
        """
        table = await self._current.opener.open_apart()
        versions = await list_table_versions(table)
        found: list[TextPlace] = []
        for version in versions if in_all_versions else versions[-1:]:
            await read(table.checkout(version))
            async with aclosing(find_in_table(table, texts, space, version=version)) as places:
                found += [place async for place in places]
        with self._current.use() as store:
            if store.front is not None and isinstance(store.writes, LocalWrites):
                file, place = store.front.file, store.writes.place
                found += await anyio.to_thread.run_sync(find_in_front, file, texts, space)
                found += await anyio.to_thread.run_sync(find_in_files, place, texts)
        return found

    async def find_names(
        self, names: Sequence[SoughtName], space: str, *, in_all_versions: bool
    ) -> Sequence[TextPlace]:
        """Return where rows, or files beside them, still have names; see the port.

        Raises:
            StoreError: The store cannot be read.
        """
        if not names:
            return []
        table = await self._current.opener.open_apart()
        versions = await list_table_versions(table)
        found: list[TextPlace] = []
        for version in versions if in_all_versions else versions[-1:]:
            await read(table.checkout(version))
            async with aclosing(
                find_names_in_table(table, names, space, version=version)
            ) as places:
                found += [place async for place in places]
        with self._current.use() as store:
            if store.front is not None and isinstance(store.writes, LocalWrites):
                file, place = store.front.file, store.writes.place
                found += await anyio.to_thread.run_sync(find_names_in_front, file, names, space)
                found += await anyio.to_thread.run_sync(find_names_in_files, place, names)
        return found

    async def follow(self, mark: ErasureMark) -> bool:
        """Drop whatever this process holds of before an erase of any process.

        Args:
            mark: What the table says of erases now.

        Returns:
            Whether there was one since this was asked last.

        Raises:
            StoreError: The table cannot be opened again.
        """
        seen, self._seen = self._seen, (mark.begun, mark.done)
        if seen is None or seen == self._seen or not self._current.is_open:
            return False
        for drop in self.on_erased:
            drop()
        store = self._current.require()
        # Files that are gone stay on the disk for as long as they are open.
        await self._current.reopen_table(store)
        if store.front is not None:
            store.front.read_anew()
        return True
