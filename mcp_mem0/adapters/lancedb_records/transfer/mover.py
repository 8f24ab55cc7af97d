"""Spaces of an open store as a whole: held as of one moment, and stored again."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.reading import read_ids
from mcp_mem0.adapters.lancedb_records.schema import SCHEMA_VERSION
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.adapters.lancedb_records.transfer.frozen import FrozenRows
from mcp_mem0.domain.model.rows import Head, Row


class LanceSpaceMover:
    """Behind the port `SpaceMover`.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def schema_version(self) -> int:
        """The version of the schema of the store."""
        return SCHEMA_VERSION

    @asynccontextmanager
    async def freeze(self, spaces: Sequence[str]) -> AsyncGenerator[FrozenRows]:
        """Hold spaces as of one moment for a block; none named are all."""
        async with self._store.hold_off_maintenance():
            frozen = FrozenRows(await self._get_lasting_view(), self._store.zone, spaces)
            await frozen.look()
            yield frozen

    async def list_ids(self) -> frozenset[str]:
        """Return the ids of all rows, none of which another row can have."""
        view = await self._store.get_view()
        stored = (await read_ids(view.table)).column("id").to_pylist()
        return frozenset((*map(str, stored), *view.overlay.rows))

    async def restore(self, batches: Iterable[Sequence[Row | Head]], spaces: Sequence[str]) -> None:
        """Store spaces with all of their rows as they are: all in one commit, or none."""
        written = await self._store.restoring.restore(batches, spaces)
        self._store.upkeep.count_written(written)
        # They are in no index yet.
        await self._store.upkeep.maintain()

    async def _get_lasting_view(self) -> View:
        view = await self._store.get_view()
        if view.pinned is not None:
            return view
        # In a bucket, every other read of this process takes the table further.
        table = await self._store.open_apart()
        await read(table.checkout(await read(table.version())))
        return View(table, view.overlay, view.tokeniser)
