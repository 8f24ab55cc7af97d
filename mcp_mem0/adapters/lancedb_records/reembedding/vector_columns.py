"""The two columns of vectors that a table has while it is moved to another model.

The new ones are filled beside the old ones. Then one commit gives both columns their new names: it
is the one moment at which the model changes. LanceDB knows columns by number and not by name, so a
write that began before it still goes to the column that it was meant for: such a row has no vector
of the new model yet, and never one of the wrong model.
"""

# LanceDB types its tables and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any

import pyarrow as pa
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import build_lack_condition
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.reading import read_all_rows
from mcp_mem0.adapters.lancedb_records.reembedding.vector_table import VectorTable
from mcp_mem0.adapters.lancedb_records.schema import (
    EMBEDDER_NAME_KEY,
    EMBEDDER_REVISION_KEY,
    FORMER_FIELD,
    NEXT_FIELD,
    VECTOR_FIELD,
    build_vector_field,
    read_identity,
)
from mcp_mem0.domain.model.vectors import EmbedderIdentity

_ROWS_A_MERGE = 25_000


async def add_next_column(table: AsyncTable, identity: EmbedderIdentity) -> None:
    """Add the empty column of a model's vectors, unless it is there; another model's is dropped.

    Raises:
        StoreError: It could not be added; the rows are unchanged.
    """
    schema = await read(table.schema())
    if NEXT_FIELD in schema.names:
        if read_identity(schema, NEXT_FIELD) == identity:
            return
        await drop_column(table, NEXT_FIELD)
    field = build_vector_field(NEXT_FIELD, identity)
    await retry_write(lambda: table.add_columns(pa.schema([field])))
    named = {EMBEDDER_NAME_KEY: identity.name, EMBEDDER_REVISION_KEY: identity.revision}
    await retry_write(lambda: table.update_field_metadata({"path": NEXT_FIELD, "metadata": named}))


async def read_lacking_ids(
    table: AsyncTable, column: str, ids: Iterable[str] | None = None
) -> list[str]:
    """Return the ids of the rows that can be found and have nothing in a column of vectors.

    Args:
        table: The table.
        column: The column.
        ids: The rows that are looked at; by default all.

    Raises:
        StoreError: The store cannot be read.
    """
    rows = read_all_rows(table, build_lack_condition(column, ids), columns=["id"])
    async with aclosing(rows) as batches:
        return [str(row_id) async for batch in batches for row_id in batch.column(0).to_pylist()]


async def fill_column(
    table: AsyncTable,
    column: str,
    keys: Mapping[str, bytes],
    vectors: VectorTable,
    ids: Iterable[str] | None = None,
) -> int:
    """Give the rows of which a column has nothing their vectors; return how many have them now.

    Args:
        table: The table.
        column: The column.
        keys: The hash of the text of each row, by its id; others are left as they are.
        vectors: The vectors by hash.
        ids: The rows that are looked at; by default all.

    Raises:
        StoreError: They could not be written; rows that were written before have theirs.
    """
    lacking = [each for each in await read_lacking_ids(table, column, ids) if each in keys]
    if not lacking:
        return 0
    ids_by_key: dict[bytes, list[str]] = {}
    for row_id in lacking:
        ids_by_key.setdefault(keys[row_id], []).append(row_id)
    field = build_vector_field(column, vectors.identity)
    filled, waiting = 0, list[pa.Table]()
    async with aclosing(vectors.read_by_ids(ids_by_key, field)) as batches:
        async for batch in batches:
            waiting.append(batch)
            if sum(each.num_rows for each in waiting) >= _ROWS_A_MERGE:
                filled += await _merge_vectors(table, waiting)
                waiting = []
    return filled + await _merge_vectors(table, waiting)


async def _merge_vectors(table: AsyncTable, batches: Sequence[pa.Table]) -> int:
    if not batches:
        return 0
    merge = table.merge_insert("id").when_matched_update_all()
    merge = merge.use_index(False)  # noqa: FBT003 - not ours to name
    batch = pa.concat_tables(batches)
    await retry_write(partial(merge.execute, batch), renew=table.checkout_latest)
    return batch.num_rows


async def switch_columns(table: AsyncTable) -> None:
    """Make the next vectors those of the table, and those it had the former ones, in one commit.

    Raises:
        StoreError: It could not be written; nothing was changed.
    """
    renames: Any = (
        {"path": VECTOR_FIELD, "rename": FORMER_FIELD},
        {"path": NEXT_FIELD, "rename": VECTOR_FIELD},
    )
    await retry_write(partial(table.alter_columns, *renames))


async def drop_column(table: AsyncTable, column: str) -> None:
    """Drop a column, if it is there; its numbers stay in the files until these are written anew.

    Raises:
        StoreError: It could not be written.
    """
    if column in (await read(table.schema())).names:
        await retry_write(partial(table.drop_columns, [column]))
