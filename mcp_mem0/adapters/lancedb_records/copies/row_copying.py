"""Copies rows from one open store to another one, in a single commit of that one.

So whoever reads the target sees all that was copied, or nothing of it.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

import anyio.to_thread
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.conditions.guards import COPIED, build_copy_condition
from mcp_mem0.adapters.lancedb_records.copies.differences import RowDifference, compare_rows
from mcp_mem0.adapters.lancedb_records.erasing.erasure_mark import (
    build_erasure_record,
    read_erasure_mark,
)
from mcp_mem0.adapters.lancedb_records.erasing.remains import clear_remains
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.front.fold_marks import read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.folding import fold
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.front.overlay import Overlay
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.mapping import Record
from mcp_mem0.adapters.lancedb_records.reading import read_ids
from mcp_mem0.adapters.lancedb_records.schema import MOVE_FIELDS, VECTOR_FIELD
from mcp_mem0.domain.errors import StoreError, quote_value
from mcp_mem0.domain.model.ids import count_seconds

_ROWS_A_BATCH: Final = 4_096
_NAMED_MAX: Final = 5


class DivergedError(StoreError):
    """The target has something that the source does not; nothing was copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedRows:
    """What was copied: how many rows were written, removed, and are there now."""

    written: int
    removed: int
    rows: int


async def copy_rows(
    source: OpenStore, target: OpenStore, *, replace: bool, is_dry_run: bool = False
) -> CopiedRows:
    """Bring all rows of a store into another one that lacks them.

    Args:
        source: The store that is read; others may write to it.
        target: The store that is written, whose vectors are of the same model.
        replace: Remove what only the target has.
        is_dry_run: Only say what would be copied.

    Raises:
        DivergedError: The target has something that the source does not, and is to keep it.
        HeadMovedError: Others wrote to the target meanwhile; nothing was copied.
        StoreError: One of them cannot be used; nothing was copied.
    """
    async with _hold(target), source.writes.hold_off_maintenance():
        view = await _see(source)
        schema = await read(target.table.schema())
        columns = [name for name in schema.names if name not in (VECTOR_FIELD, *MOVE_FIELDS)]
        rows = await _read_all(view, columns)
        difference = compare_rows(rows, await _read_all(await _see(target), columns))
        if difference.diverged and not replace:
            raise DivergedError(_describe_divergence(difference))
        is_done = not difference.copied and not difference.gone
        if not is_done and not is_dry_run:
            await _write(target, await _read_whole(view, schema, difference), difference)
    if difference.erases and not is_dry_run:
        async with target.writes.hold_off_maintenance():
            await clear_remains(target)
    return CopiedRows(
        written=len(difference.copied), removed=len(difference.gone), rows=rows.num_rows
    )


@asynccontextmanager
async def _hold(target: OpenStore) -> AsyncGenerator[None]:
    """Keep others from writing to a local store; a bucket says with the commit if they did."""
    async with AsyncExitStack() as stack:
        if target.front is not None:
            await stack.enter_async_context(target.writes.hold_off_maintenance())
            await stack.enter_async_context(target.writes.force_write_lock())
        yield


async def _see(store: OpenStore) -> View:
    if store.front is None:
        table = await store.get_newest_table()
        nothing = Overlay(FrontRecords((await read(table.schema())).empty_table()))
        return View(table, nothing, Tokeniser())
    sight = await store.front.get_sight()
    return View(sight.pinned.table, sight.overlay, Tokeniser(), sight.pinned)


async def _read_all(view: View, columns: Sequence[str]) -> pa.Table:
    """Return some columns of all rows, as they are stored."""
    schema = await read(view.table.schema())
    batches = [pa.schema([schema.field(name) for name in columns]).empty_table()]
    found = view.read_all_rows(rows_max=_ROWS_A_BATCH, columns=[*columns])
    async with aclosing(found) as tables:
        async for table in tables:
            batches.append(table.select([*columns]).cast(batches[0].schema))
    return pa.concat_tables(batches)


async def _read_whole(view: View, schema: pa.Schema, difference: RowDifference) -> pa.Table:
    """Return the rows to be written, with their vectors; all, where rows are to be removed."""
    wanted = None if difference.gone else pa.array(difference.copied, pa.string())
    batches = [schema.empty_table()]
    async with aclosing(view.read_all_rows(rows_max=_ROWS_A_BATCH)) as tables:
        async for table in tables:
            rows = _fit_schema(table, schema)
            if wanted is not None:
                rows = rows.filter(pc.is_in(rows["id"], wanted))
            batches.append(rows)
    return pa.concat_tables(batches)


def _fit_schema(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return rows with the columns of a table; those of a move are empty, which it fills again."""
    columns = [
        pa.nulls(rows.num_rows, column.type)
        if column.name in MOVE_FIELDS
        else rows.column(column.name).cast(column.type)
        for column in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


async def _write(target: OpenStore, rows: pa.Table, difference: RowDifference) -> None:
    if target.front is None:
        await _merge(await target.get_newest_table(), rows, [], difference)
        return
    file, table = target.front.file, target.table
    keep = partial(target.writes.keep, table)
    await fold(file, table, keep, least_rows=1)
    mark, state = await read_fold_mark(table), await anyio.to_thread.run_sync(file.read_state)
    # A number of its own, so that nobody takes the rows of the front before for the newest.
    seq = max(state.seq, mark.folded) + 1
    now = datetime.now(UTC)
    second = count_seconds(now.timestamp())
    ids = {*map(str, rows["id"].to_pylist())}
    if not mark.knows_ids_until(second):
        ids |= {*map(str, (await read_ids(table)).column("id").to_pylist())}
    record = mark.build_next(seq, ids, until=second).build_record(now)
    await _merge(table, rows, [record], difference)
    await keep()
    await anyio.to_thread.run_sync(file.go_on_after, seq)
    await anyio.to_thread.run_sync(file.trim, seq)


async def _merge(
    table: AsyncTable, rows: pa.Table, marks: Sequence[Record], difference: RowDifference
) -> None:
    """Write rows and marks, all or nothing.

    Every process that has the target open drops what it holds of before, as after an erase.
    """
    erasures = await read_erasure_mark(table)
    # Words that the source has erased are still in the target's files: as after an erase there.
    done = erasures.done if difference.erases else erasures.begun + 1
    record = build_erasure_record(begun=erasures.begun + 1, done=done)
    marking = pa.Table.from_pylist([*marks, record], schema=rows.schema)
    merge = (
        table.merge_insert("id")
        .when_matched_update_all(where=build_copy_condition(difference.heads))
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    if difference.gone:
        merge = merge.when_not_matched_by_source_delete(COPIED)
    batch = pa.concat_tables([rows, marking])
    execute = partial(merge.execute, batch, on_bad_vectors="null")
    await retry_write(execute, renew=table.checkout_latest)


def _describe_divergence(difference: RowDifference) -> str:
    spaces = difference.diverged
    named = ", ".join(map(quote_value, spaces[:_NAMED_MAX]))
    more = len(spaces) - _NAMED_MAX
    rest = f" and {more:,} more" if more > 0 else ""
    where = f"{'the space' if len(spaces) == 1 else 'the spaces'} {named}{rest}"
    if not difference.has_news:
        return (
            f"the second store is ahead of the first one in {where}, so nothing was copied: copy"
            " the other way round, or say --replace to lose what only the second one has"
        )
    return (
        f"both stores have gone on by themselves in {where}, so nothing was copied: say --replace"
        " to lose what only the second one has, or keep both"
    )
