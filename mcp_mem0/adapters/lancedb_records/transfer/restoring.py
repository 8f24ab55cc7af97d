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

from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial

import anyio
import anyio.to_thread
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.committing import add_once
from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import build_spaces_condition
from mcp_mem0.adapters.lancedb_records.faults import translate_error
from mcp_mem0.adapters.lancedb_records.front.encoding import drop_other_vectors
from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark, read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.folding import fold, merge_rows
from mcp_mem0.adapters.lancedb_records.front.front import Front
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import read_known_schema
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.mapping import Record, build_head_record, build_record
from mcp_mem0.adapters.lancedb_records.reading import find_space_with_rows, read_ids
from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS
from mcp_mem0.adapters.lancedb_records.transfer.spool import Spool
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Head, Row


class SpaceRestoring:
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
            schema = await read_known_schema(store.table)
            place = store.writes.place.folder if isinstance(store.writes, LocalWrites) else None
            # Before the locks: others write while the rows are read and converted.
            with Spool(schema, place) as spool:
                await anyio.to_thread.run_sync(spool.fill, map(_build_records, batches))
                async with AsyncExitStack() as locks:
                    await locks.enter_async_context(store.writes.hold_off_maintenance())
                    await locks.enter_async_context(store.writes.force_write_lock())
                    await _store(store, spool, spaces)
                return spool.count


async def _store(store: OpenStore, spool: Spool, spaces: Sequence[str]) -> None:
    if store.front is not None and isinstance(store.writes, LocalWrites):
        await _restore_local(store, store.front, store.writes, spool, spaces)
        return
    table = await store.get_newest_table()
    await _check_free(table, spool, spaces)
    # Without a lock, only a merge finds out that somebody else has written to the space meanwhile.
    rows = await anyio.to_thread.run_sync(spool.read_all)
    if not await add_once(table, rows):
        raise RequestError(
            "somebody else wrote to one of these spaces meanwhile; nothing was imported: try again"
        )


async def _restore_local(
    store: OpenStore, front: Front, writes: LocalWrites, spool: Spool, spaces: Sequence[str]
) -> None:
    keep = partial(writes.keep, store.table)
    await writes.notes.note_front(front.file)
    await fold(front.file, store.table, keep, least_rows=1)
    await _check_free(store.table, spool, spaces)
    state = await anyio.to_thread.run_sync(front.file.read_state)
    mark = await read_fold_mark(store.table)
    number = max(state.seq, mark.folded) + 1
    await anyio.to_thread.run_sync(front.file.go_on_after, number)
    await _mark(store.table, number)
    with anyio.CancelScope(shield=True):
        await _add(store.table, spool)
        # The table first: a process that reads between holds nothing that is older than the mark.
        until = await _fold_past(front.file, store.table, number)
        await keep()
        await anyio.to_thread.run_sync(front.file.trim, until)
        await writes.notes.complete(front.file, front.newest, is_suspect=True)


async def _fold_past(file: FrontFile, table: AsyncTable, number: int) -> int:
    """Say that the table has all rows up to a later transaction, which is returned.

    Without the file lock others may have written since, and their rows come along.
    """
    state, rows = await anyio.to_thread.run_sync(partial(file.read_rows, after=number))
    until = max(state.seq, number) + 1
    own = drop_other_vectors(rows, state.model, await read_known_schema(table))
    await merge_rows(table, own, FoldMark(until, 0, 0), datetime.now(UTC))
    return until


async def _mark(table: AsyncTable, number: int) -> None:
    """Say that the table may have any id, and the rows up to a transaction."""
    await merge_rows(table, [], FoldMark(number, 0, 0), datetime.now(UTC))


def _build_records(rows: Sequence[Row | Head]) -> list[Record]:
    return [build_head_record(row) if isinstance(row, Head) else build_record(row) for row in rows]


async def _check_free(table: AsyncTable, spool: Spool, spaces: Sequence[str]) -> None:
    """Check that spaces hold nothing, and that nothing has an id of their rows."""
    condition = build_spaces_condition(spaces, (*KINDS.values(), HEAD))
    if space := await find_space_with_rows(table, condition):
        raise RequestError(
            f"space {quote_value(space)} of this store holds something by now; nothing was imported"
        )
    ids = (await read_ids(table)).column("id").to_pylist()
    taken = await anyio.to_thread.run_sync(spool.find_id, frozenset(map(str, ids)))
    if taken is not None:
        raise RequestError(
            f"the id {quote_value(taken)} is taken by a row of this store: a second copy needs a"
            " store of its own; nothing was imported"
        )


async def _add(table: AsyncTable, spool: Spool) -> None:
    try:
        await table.add(spool.open(), on_bad_vectors="null")
    except Exception as error:
        raise translate_error(error) from error
