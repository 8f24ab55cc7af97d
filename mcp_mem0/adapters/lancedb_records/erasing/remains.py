"""The steps of an erase around its changes: what is begun is finished, whoever is killed.

First the table says that an erase was begun. Then changes replace rows by what is left of them.
Then all that rows had before is removed, and the table says so. An erase that ends in between is
finished by the next one, or by the next round of maintenance of any process.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import read_forgotten
from mcp_mem0.adapters.lancedb_records.erasing.erasure_mark import (
    ErasureMark,
    read_erasure_mark,
    write_erasure_mark,
)
from mcp_mem0.adapters.lancedb_records.erasing.rewriting import (
    check_readable,
    find_old_files,
    list_files,
    prune_all,
    remove_set_aside,
    rewrite_rows,
)
from mcp_mem0.adapters.lancedb_records.front.folding import fold
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import OpenStore
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites

_ABANDONED_AFTER: Final = timedelta(minutes=30)
"""Without a lock, an erase that was begun so long ago is taken for one that was killed."""


async def begin_erase(store: OpenStore) -> None:
    """Say in the table that an erase begins; on return that is on disk.

    Call it under the maintenance lock.

    Raises:
        HeadMovedError: Another one began at the same time, in a bucket.
        StoreError: It could not be written.
    """
    store.writes.require_writable()
    mark = await read_erasure_mark(store.table)
    await write_erasure_mark(store.table, begun=mark.begun + 1, done=mark.done)
    await store.writes.keep(store.table)


def is_abandoned(store: OpenStore, mark: ErasureMark) -> bool:
    """Whether an erase was begun that nobody goes on with.

    Call it under the maintenance lock, which whoever erases holds, where there is one.
    """
    if mark.is_done:
        return False
    if store.front is not None or mark.changed_at is None:
        return True
    return datetime.now(UTC) - mark.changed_at.astimezone(UTC) > _ABANDONED_AFTER


async def clear_remains(store: OpenStore) -> Sequence[str]:
    """Remove all that rows had before they were replaced, from all files of the store.

    Readers are served meanwhile, and writers wait for moments only. Call it under the maintenance
    lock.

    Returns:
        The names of files from before that are still there; none if all is done.

    Raises:
        StoreError: It failed; it can be done again.
    """
    store.writes.require_writable()
    mark = await read_erasure_mark(store.table)
    writes, table = store.writes, store.table
    if not isinstance(writes, LocalWrites) or store.front is None:
        await rewrite_rows(table)
        await check_readable(table)
        await prune_all(table, is_alone=False)
        await write_erasure_mark(table, begun=mark.begun, done=mark.begun)
        return []
    file, place = store.front.file, writes.place
    await writes.notes.note_front(file)
    await fold(file, table, partial(writes.keep, table), least_rows=1)
    before = await anyio.to_thread.run_sync(list_files, place)
    await rewrite_rows(table)
    await check_readable(table)
    await writes.keep(table)
    async with writes.force_write_lock():
        await prune_all(table, is_alone=True)
        await writes.keep(table)
        await anyio.to_thread.run_sync(file.drop_remains)
    await writes.notes.renew(await read_forgotten(table))
    await anyio.to_thread.run_sync(remove_set_aside, place)
    left = await anyio.to_thread.run_sync(find_old_files, place, before)
    if not left:
        await write_erasure_mark(table, begun=mark.begun, done=mark.begun)
        await writes.keep(table)
    return left
