"""Writing rows: an append of fresh ids, and an atomic merge."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
from lancedb import AsyncTable
from lancedb._lancedb import MergeResult
from lancedb.merge import LanceMergeInsertBuilder

from mcp_mem0.adapters.lancedb_records.conditions.guards import (
    UNLESS_THERE,
    build_erase_condition,
    build_merge_condition,
)
from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_filter_scope
from mcp_mem0.adapters.lancedb_records.faults import (
    is_contended,
    read,
    retry_write,
    translate_error,
)
from mcp_mem0.adapters.lancedb_records.mapping import parse_records, parse_row
from mcp_mem0.adapters.lancedb_records.reading import read_rows
from mcp_mem0.adapters.lancedb_records.schema import list_columns
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter


async def add(table: AsyncTable, batch: pa.Table) -> int | None:
    """Append rows with fresh ids; after an unclear failure, insert those that are absent.

    Returns:
        The table version that this created, if that is known.

    Raises:
        StoreError: They could not be written.
    """
    try:
        return (await table.add(batch, on_bad_vectors="null")).version
    except Exception as error:
        if not is_contended(error):
            raise translate_error(error) from error
        # It may have been written all the same, in a version that is not seen yet.
        await read(table.checkout_latest())
        insert = table.merge_insert("id").when_not_matched_insert_all()
        insert = insert.use_index(False)  # noqa: FBT003 - not ours to name
        return (await _execute(table, insert, batch)).version


async def add_once(table: AsyncTable, batch: pa.Table) -> bool:
    """Append rows unless one of their ids exists; return whether they were written.

    Raises:
        StoreError: They could not be written.
    """
    insert = (
        table.merge_insert("id")
        .when_matched_update_all(where=UNLESS_THERE)
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    try:
        await _execute(table, insert, batch)
    except HeadMovedError:
        return False
    return True


async def merge(table: AsyncTable, batch: pa.Table, changes: Sequence[Change]) -> int | None:
    """Merge the rows of successive changes of a space, all or nothing.

    Returns:
        The table version that this created, if that is known.

    Raises:
        HeadMovedError: A row that it replaces has changed since it was read, or an id is taken.
        StoreError: They could not be written.
    """
    upsert = (
        table.merge_insert("id")
        .when_matched_update_all(where=build_merge_condition(len(changes)))
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    try:
        result = await _execute(table, upsert, batch)
    except HeadMovedError:
        # An earlier attempt with an unclear result may itself have moved the head.
        if await _is_committed(table, changes[-1]):
            return None
        raise
    row_count = result.num_inserted_rows + result.num_updated_rows
    if row_count != batch.num_rows:
        raise StoreError(
            f"change {changes[-1].id} wrote {row_count} of {batch.num_rows} rows:"
            " run `mcp-mem0 check`"
        )
    return result.version


async def merge_erased(table: AsyncTable, batch: pa.Table) -> None:
    """Replace rows by what an erase leaves of them, with its change, all or nothing.

    Raises:
        HeadMovedError: The space's head has moved since it was read, or a row is another one.
        StoreError: They could not be written.
    """
    upsert = (
        table.merge_insert("id")
        .when_matched_update_all(where=build_erase_condition())
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    await _execute(table, upsert, batch)


async def _execute(
    table: AsyncTable, merge: LanceMergeInsertBuilder, batch: pa.Table
) -> MergeResult:
    execute = partial(merge.execute, batch, on_bad_vectors="null")
    return await retry_write(execute, renew=table.checkout_latest)


async def _is_committed(table: AsyncTable, change: Change) -> bool:
    """Whether exactly this change is in the table; short ids may collide."""
    await read(table.checkout_latest())
    scope = build_filter_scope(
        [Change], Filter(spaces=(change.space,), ids=(change.id,), state="any")
    )
    records = await read_rows(table.query(), scope, list_columns(Change, vectors=False))
    return any(parse_row(Change, record) == change for record in parse_records(records))
