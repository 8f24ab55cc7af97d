"""Moves rows from the front to the table, in one merge, and trims the front afterwards.

A fold can end at any point: what is in the table already is known by its mark and not moved again,
and the rows of the newest fold stay in the front until the next one, for a table that loses its
newest version.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import anyio.to_thread
import pyarrow as pa
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.guards import FOLD_CONDITION
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.front.encoding import build_rows_table, drop_other_vectors
from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark, read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile, FrontRow
from mcp_mem0.adapters.lancedb_records.reading import read_ids
from mcp_mem0.domain.model.ids import count_seconds

Keep = Callable[[], Awaitable[None]]
"""Returns once everything in the table is on disk."""


IDLE_ROWS: Final = 64
"""So many rows are moved when nobody writes: fewer would only leave small files in the table."""


async def fold(file: FrontFile, table: AsyncTable, keep: Keep, *, least_rows: int) -> bool:
    """Move all rows of the front to the table; return whether there were enough to move.

    Call it under the maintenance lock.

    Args:
        file: The front.
        table: The table at its newest version.
        keep: Flushes the table.
        least_rows: How many rows are enough.

    Raises:
        StoreError: It failed; a later fold goes on from there.
    """
    mark = await read_fold_mark(table)
    if not await move_rows(file, table, mark, least_rows=least_rows):
        return False
    await keep()
    # Not yet what was moved now: if the table loses its newest version, it is moved again.
    await anyio.to_thread.run_sync(file.trim, mark.folded)
    return True


async def move_rows(
    file: FrontFile, table: AsyncTable, mark: FoldMark, *, least_rows: int
) -> int | None:
    """Write the rows of the front that a table lacks to it; nothing is flushed or trimmed.

    Args:
        file: The front.
        table: The table at its newest version.
        mark: How much of the front it has.
        least_rows: How many rows are enough.

    Returns:
        Up to which transaction the table has all rows; None if there are too few to move.

    Raises:
        StoreError: It failed; a later fold goes on from there.
    """
    state, rows = await anyio.to_thread.run_sync(partial(file.read_rows, after=mark.folded))
    if len(rows) < max(1, least_rows):
        return None
    now = datetime.now(UTC)
    second = count_seconds(now.timestamp())
    ids = {row.id for row in rows}
    if not mark.knows_ids_until(second):
        ids |= {*map(str, (await read_ids(table)).column("id").to_pylist())}
    vectors = drop_other_vectors(rows, state.model, await read(table.schema()))
    await merge_rows(table, vectors, mark.build_next(state.seq, ids, until=second), now)
    return state.seq


async def merge_rows(
    table: AsyncTable, rows: Sequence[FrontRow], mark: FoldMark, now: datetime
) -> None:
    """Write rows of the front to the table, and with them its mark.

    Raises:
        HeadMovedError: The table has a mark that is as high; nothing was written.
        StoreError: They could not be written.
    """
    schema = await read(table.schema())
    batch = build_rows_table(rows, schema)
    marking = pa.Table.from_pylist([mark.build_record(now)], schema=schema)
    merge = (
        table.merge_insert("id")
        .when_matched_update_all(where=FOLD_CONDITION)
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    marked = pa.concat_tables([batch, marking])
    await retry_write(partial(merge.execute, marked, on_bad_vectors="null"))
