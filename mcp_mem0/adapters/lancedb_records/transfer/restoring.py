"""Stores spaces again with all of their rows, in one commit of the table.

So many rows do not belong into the front, from which maintenance moves them on. In a local store
the front is folded first, and a mark written that says that the table may have any id: so whoever
writes from now on looks for it there. Then the rows come, and last a mark of one transaction more,
by which every process reads anew what it holds of the spaces. A process that is killed before the
commit leaves files that no version names, and nothing else.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial

import anyio
import anyio.to_thread
import pyarrow as pa
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.committing import add_once
from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import build_spaces_condition
from mcp_mem0.adapters.lancedb_records.faults import translate_error
from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark, read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.folding import fold, merge_rows
from mcp_mem0.adapters.lancedb_records.front.front import Front
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import read_known_schema
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_head_record, build_record
from mcp_mem0.adapters.lancedb_records.reading import find_space_with_rows, read_ids
from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Head, Row


class Restoring:
    """Stores spaces in an open store.

    Args:
        current: The store.
    """

    def __init__(self, current: CurrentStore) -> None:
        self._current = current

    async def restore(self, batches: Iterable[Sequence[Row | Head]], spaces: Sequence[str]) -> int:
        """Store spaces that hold nothing yet; return how many rows were written.

        Raises:
            RequestError: One of them holds something, or an id is taken; nothing was written.
            BusyError: Another process maintains the store, or writes to it, for too long.
            StoreError: They could not be written; nothing was.
        """
        with self._current.use() as store:
            store.writes.require_writable()
            async with AsyncExitStack() as locks:
                await locks.enter_async_context(store.writes.hold_off_maintenance())
                await locks.enter_async_context(store.writes.force_write_lock())
                if store.front is not None and isinstance(store.writes, LocalWrites):
                    return await _restore_local(store, store.front, store.writes, batches, spaces)
                table = await store.get_newest_table()
                feed = await _prepare(table, batches, spaces)
                await _merge_into_bucket(table, feed)
                return feed.count


async def _restore_local(
    store: OpenStore,
    front: Front,
    writes: LocalWrites,
    batches: Iterable[Sequence[Row | Head]],
    spaces: Sequence[str],
) -> int:
    keep = partial(writes.keep, store.table)
    await writes.notes.note_front(front.file)
    await fold(front.file, store.table, keep, least_rows=1)
    feed = await _prepare(store.table, batches, spaces)
    state = await anyio.to_thread.run_sync(front.file.read_state)
    mark = await read_fold_mark(store.table)
    number = max(state.seq, mark.folded) + 1
    await anyio.to_thread.run_sync(front.file.go_on_after, number)
    await _mark(store.table, number)
    await _add(store.table, feed)
    with anyio.CancelScope(shield=True):
        # The table first: a process that reads between holds nothing that is older than the mark.
        await _mark(store.table, number + 1)
        await keep()
        await anyio.to_thread.run_sync(front.file.go_on_after, number + 1)
        await writes.notes.complete(front.file, front.newest, is_suspect=True)
    return feed.count


async def _mark(table: AsyncTable, number: int) -> None:
    """Say that the table may have any id, and the rows up to a transaction."""
    await merge_rows(table, [], FoldMark(number, 0, 0), datetime.now(UTC))


class _Feed:
    """Rows on their way to LanceDB, which reads them in a thread of its own.

    Attributes:
        count: How many have been read.
        error: What ended them, if anything did: LanceDB tells only that something has.
    """

    def __init__(
        self, batches: Iterable[Sequence[Row | Head]], schema: pa.Schema, taken: Collection[str]
    ) -> None:
        self.schema = schema
        self.count = 0
        self.error: Exception | None = None
        self._batches = batches
        self._taken = taken

    def read(self) -> Iterator[pa.RecordBatch]:
        """Return them as Arrow has them."""
        try:
            for rows in self._batches:
                if rows:
                    yield from self._build(rows).to_batches()
        except Exception as error:
            self.error = error
            raise

    def _build(self, rows: Sequence[Row | Head]) -> pa.Table:
        records = [
            build_head_record(row) if isinstance(row, Head) else build_record(row) for row in rows
        ]
        for record in records:
            if record["id"] in self._taken:
                raise RequestError(
                    f"the id {quote_value(record['id'])} is taken by a row of this store: a second"
                    " copy needs a store of its own; nothing was imported"
                )
        self.count += len(rows)
        return build_batch(records, self.schema)


async def _prepare(
    table: AsyncTable, batches: Iterable[Sequence[Row | Head]], spaces: Sequence[str]
) -> _Feed:
    """Check that spaces hold nothing, and return their rows as LanceDB takes them."""
    schema = await read_known_schema(table)
    condition = build_spaces_condition(spaces, (*KINDS.values(), HEAD))
    if space := await find_space_with_rows(table, condition):
        raise RequestError(
            f"space {quote_value(space)} of this store holds something by now; nothing was imported"
        )
    return _Feed(batches, schema, {*map(str, (await read_ids(table)).column("id").to_pylist())})


async def _add(table: AsyncTable, feed: _Feed) -> None:
    source = pa.RecordBatchReader.from_batches(feed.schema, feed.read())
    try:
        await table.add(source, on_bad_vectors="null")
    except Exception as error:
        raise feed.error or translate_error(error) from error


async def _merge_into_bucket(table: AsyncTable, feed: _Feed) -> None:
    # Without a lock, only a merge finds out that somebody else has written to the space meanwhile.
    batches = await anyio.to_thread.run_sync(lambda: [*feed.read()])
    if not await add_once(table, pa.Table.from_batches(batches, feed.schema)):
        raise RequestError(
            "somebody else wrote to one of these spaces meanwhile; nothing was imported: try again"
        )
