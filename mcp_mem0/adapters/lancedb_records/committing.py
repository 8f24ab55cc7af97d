"""Writing rows: an append of fresh ids, and a merge that is done whole or not at all."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from functools import partial

import pyarrow as pa
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions import (
    UNLESS_THERE,
    build_filter_scope,
    build_merge_condition,
)
from mcp_mem0.adapters.lancedb_records.faults import is_contended, retry_write, translate_error
from mcp_mem0.adapters.lancedb_records.mapping import parse_records, parse_row
from mcp_mem0.adapters.lancedb_records.reading import read_rows
from mcp_mem0.adapters.lancedb_records.schema import list_columns
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter


async def add(table: AsyncTable, batch: pa.Table) -> int | None:
    """Append rows with fresh ids; after an unclear failure, insert those that are absent.

    Returns:
        The version of the table that this made, if that is known.

    Raises:
        StoreError: They could not be written.
    """
    try:
        return (await table.add(batch, on_bad_vectors="null")).version
    except Exception as error:
        if not is_contended(error):
            raise translate_error(error) from error
        insert = table.merge_insert("id").when_not_matched_insert_all()
        insert = insert.use_index(False)  # noqa: FBT003 - not ours to name
        return (await retry_write(partial(insert.execute, batch, on_bad_vectors="null"))).version


async def add_once(table: AsyncTable, batch: pa.Table) -> bool:
    """Append rows unless one of their ids is there; returns whether they were written.

    Raises:
        StoreError: They could not be written.
    """
    guarded = (
        table.merge_insert("id")
        .when_matched_update_all(where=UNLESS_THERE)
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    try:
        await retry_write(partial(guarded.execute, batch, on_bad_vectors="null"))
    except HeadMovedError:
        return False
    return True


async def merge(table: AsyncTable, batch: pa.Table, changes: Sequence[Change]) -> int | None:
    """Merge the rows of successive changes of a space, all or none.

    Returns:
        The version of the table that this made, if that is known.

    Raises:
        HeadMovedError: A row that it replaces is not as it was read, or an id is taken.
        StoreError: They could not be written.
    """
    guarded = (
        table.merge_insert("id")
        .when_matched_update_all(where=build_merge_condition(len(changes)))
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    try:
        result = await retry_write(partial(guarded.execute, batch, on_bad_vectors="null"))
    except HeadMovedError:
        # An attempt with an unclear end may have been the commit that moved the head.
        if await _is_committed(table, changes[-1]):
            return None
        raise
    written = result.num_inserted_rows + result.num_updated_rows
    if written != batch.num_rows:
        raise StoreError(
            f"change {changes[-1].id} wrote {written} of {batch.num_rows} rows:"
            " run `mcp-mem0 check`"
        )
    return result.version


async def _is_committed(table: AsyncTable, change: Change) -> bool:
    """Whether this very change stands in the table; short ids may meet their doubles."""
    scope = build_filter_scope(
        [Change], Filter(spaces=(change.space,), ids=(change.id,), state="any")
    )
    found = await read_rows(table.query(), scope, list_columns(Change, vectors=False))
    return any(parse_row(Change, record) == change for record in parse_records(found))
