"""Reads rows from the table and checks them before anything else sees them.

Each row must be of a requested space and kind. So a condition that is wrong, or that LanceDB
understands differently, ends in an error and never in a row of another space. Nothing else in
this package reads rows from the table.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import logging
from collections.abc import AsyncGenerator, Iterable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable
from lancedb.query import AsyncFTSQuery, AsyncQuery, AsyncQueryBase, AsyncVectorQuery
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.conditions.literals import Condition
from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import (
    ERASURE_MARKER,
    FOLD_MARKER,
    ONE_ROW_A_SPACE,
    build_id_condition,
)
from mcp_mem0.adapters.lancedb_records.conditions.scopes import Scope
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.domain.errors import StoreError

RowQuery: TypeAlias = AsyncQuery | AsyncVectorQuery | AsyncFTSQuery

_log = logging.getLogger(__name__)

_CHECKED: Final = ("space", "kind")
_IDS_A_READ: Final = 500


async def read_rows(query: RowQuery, scope: Scope, columns: Sequence[str]) -> pa.Table:
    """Return some columns of the rows that a query finds within a scope.

    Raises:
        StoreError: The store cannot be read, or returns rows outside the scope.
    """
    return await _read(query.where(scope.condition), scope, columns)


async def read_places(
    table: AsyncTable, row_ids: Sequence[int], scope: Scope, columns: Sequence[str]
) -> pa.Table:
    """Return some columns of the rows with these row ids, which a search in a scope found.

    Raises:
        StoreError: The store cannot be read, or returns rows outside the scope.
    """
    return await _read(table.take_row_ids([*row_ids]), scope, columns)


async def count_rows(table: AsyncTable, scope: Scope) -> int:
    """Return how many rows there are in a scope.

    Raises:
        StoreError: The store cannot be read, or counts rows outside the scope.
    """
    # A number alone could not be checked.
    query = table.query().where(scope.condition).select([*_CHECKED])
    batches = await read(query.to_batches())
    count = 0
    while (batch := await read(anext(batches, None))) is not None:
        _check(pa.Table.from_batches([batch]), scope)
        count += batch.num_rows
    return count


async def read_space_names(table: AsyncTable) -> list[str]:
    """Return the names of all spaces that hold anything, sorted.

    Raises:
        StoreError: The store cannot be read.
    """
    query = table.query().where(ONE_ROW_A_SPACE).select(["space"])
    records = await read(query.to_arrow())
    return sorted({str(space) for space in records.column("space").to_pylist()})


async def read_all_rows(
    table: AsyncTable,
    condition: Condition | None = None,
    *,
    rows_max: int | None = None,
    columns: Sequence[str] | None = None,
) -> AsyncGenerator[pa.RecordBatch]:
    """Return every row of every space, in batches, for checks and maintenance.

    All columns of it, unless some are named.

    Raises:
        StoreError: The store cannot be read.
    """
    query = table.query() if condition is None else table.query().where(condition)
    query = query if columns is None else query.select([*columns])
    batches = await read(query.to_batches(max_batch_length=rows_max))
    while (batch := await read(anext(batches, None))) is not None:
        yield batch


async def count_all_rows(table: AsyncTable) -> int:
    """Return how many rows of all spaces the table says that it has, without reading them.

    Raises:
        StoreError: The store cannot be read.
    """
    return await read(table.count_rows())


async def read_row_range(
    table: AsyncTable, columns: Sequence[str], *, first: int, number: int
) -> pa.Table:
    """Return some columns of the rows of every space at certain places, and their row ids.

    Raises:
        StoreError: They cannot be read.
    """
    query = table.query().select([*columns]).with_row_id().offset(first).limit(number)
    return await read(query.to_arrow())


async def read_guard_rows(table: AsyncTable, ids: Sequence[str]) -> pa.Table:
    """Return what the guard of a commit compares, for the rows with some ids, of any space.

    Raises:
        StoreError: The store cannot be read.
    """
    columns = ["id", "kind", "space", "revision", "recorded_at", "recorded_by", "retired_at"]
    return await read(table.query().where(build_id_condition(ids)).select(columns).to_arrow())


async def read_by_ids(
    table: AsyncTable, ids: Iterable[str], columns: Sequence[str]
) -> list[dict[str, Any]]:
    """Return some columns of the rows with some ids, of any space, as they are stored.

    Raises:
        StoreError: The store cannot be read.
    """
    rows: list[dict[str, Any]] = []
    rest = sorted(ids)
    while rest:
        some, rest = rest[:_IDS_A_READ], rest[_IDS_A_READ:]
        query = table.query().where(build_id_condition(some)).select([*columns])
        rows += (await read(query.to_arrow())).to_pylist()
    return rows


async def read_fold_marker(table: AsyncTable) -> pa.Table:
    """Return the row that says how much of the front is in the table, if there is one.

    Raises:
        StoreError: The store cannot be read.
    """
    return await read(table.query().where(FOLD_MARKER).select(["revision", "payload"]).to_arrow())


async def read_erasure_marker(table: AsyncTable) -> pa.Table:
    """Return the row that counts the erases of a store, if there is one.

    Raises:
        StoreError: The store cannot be read.
    """
    query = table.query().where(ERASURE_MARKER)
    return await read(query.select(["revision", "recorded_at", "payload"]).to_arrow())


async def has_rows(table: AsyncTable) -> bool:
    """Return whether a table has any row.

    Raises:
        StoreError: The store cannot be read.
    """
    return (await read(table.query().limit(1).select(["id"]).to_arrow())).num_rows > 0


async def find_space_with_rows(table: AsyncTable, condition: Condition) -> str | None:
    """Return the name of a space that has a row under a condition; None if there is no such row.

    Raises:
        StoreError: The store cannot be read.
    """
    query = table.query().where(condition).select(["space"]).limit(1)
    found = (await read(query.to_arrow())).column("space").to_pylist()
    return str(found[0]) if found else None


async def read_ids(table: AsyncTable) -> pa.Table:
    """Return the ids of all rows.

    Raises:
        StoreError: The store cannot be read.
    """
    return await read(table.query().select(["id"]).to_arrow())


async def read_row_ids(table: AsyncTable) -> NDArray[np.uint64]:
    """Return the row ids of all rows.

    Raises:
        StoreError: The store cannot be read.
    """
    rows = await read(table.query().with_row_id().select([]).to_arrow())
    return rows["_rowid"].to_numpy()


async def _read(query: AsyncQueryBase, scope: Scope, columns: Sequence[str]) -> pa.Table:
    extra = [column for column in _CHECKED if column not in columns]
    records = await read(query.select([*columns, *extra]).to_arrow())
    _check(records, scope)
    return records.drop_columns(extra)


def _check(records: pa.Table, scope: Scope) -> None:
    for column, allowed in zip(_CHECKED, (scope.spaces, scope.kinds), strict=True):
        values = pc.unique(records.column(column)).to_pylist()
        if not allowed.issuperset(values):
            # Log no name and no text of the rows: they are not the caller's.
            _log.error(
                "the store returned rows with a %s outside the request; all %d were withheld",
                column,
                records.num_rows,
            )
            raise StoreError(
                "internal error: the store returned rows outside the request, so none are shown:"
                " ask in other words, and report this as a bug of mcp-mem0"
            )
