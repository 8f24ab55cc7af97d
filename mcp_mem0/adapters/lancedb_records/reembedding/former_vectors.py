"""Removes the vectors of a former model from the disk."""

from mcp_mem0.adapters.lancedb_records.erasing.rewriting import (
    check_readable,
    prune_all,
    rewrite_rows,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.reembedding.vector_columns import drop_column
from mcp_mem0.adapters.lancedb_records.schema import FORMER_FIELD
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites


async def drop_former_vectors(store: OpenStore) -> None:
    """Drop the former column, and write all rows anew without its numbers.

    Readers are served meanwhile. Call it under the maintenance lock.

    Raises:
        StoreError: It failed; it can be done again.
    """
    table = store.table
    await drop_column(table, FORMER_FIELD)
    await rewrite_rows(table)
    await check_readable(table)
    await store.writes.keep(table)
    async with store.writes.force_write_lock():
        await prune_all(table, is_alone=isinstance(store.writes, LocalWrites))
        await store.writes.keep(table)
