"""Keeps a store fast: merges small fragments, updates indexes, prunes old versions.

Each commit adds a fragment, and every read opens all of them: after some hundreds, reads take
several times as long. So the last small fragments are regularly rolled up into one, which takes
little longer than a commit. Their rows are in no index yet; when there are many, LanceDB's
`optimize` compacts the whole table and indexes them. It also unlinks old files without any flush,
so here it runs twice: first without pruning, then, once the result is on disk and was read back,
with it.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from datetime import UTC, datetime, timedelta
from typing import Final, TypedDict, cast

import anyio
import numpy as np
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import (
    NOTHING,
    build_row_id_condition,
)
from mcp_mem0.adapters.lancedb_records.damage.row_soundness import is_readable
from mcp_mem0.adapters.lancedb_records.faults import (
    is_contended,
    read,
    retry_write,
    translate_error,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import FULL_TEXT_COLUMN
from mcp_mem0.adapters.lancedb_records.reading import read_row_ids
from mcp_mem0.domain.errors import StoreError

SMALL_FRAGMENT_ROWS: Final = 512
"""A fragment of at least so many rows is left alone until the next compaction."""

_FRAGMENT_BITS: Final = 32
"""The bits of a row id below its fragment's number: its place in the fragment."""

_PASSES_MAX: Final = 3
_NEVER: Final = timedelta(days=36_500)
VERSIONS_KEPT_MIN: Final = 2
_GROWTH_MAX: Final = 4
"""At most so many times the rows that make a compaction due are left unindexed by a store."""

_MARGIN: Final = timedelta(milliseconds=50)
_APART_S: Final = 0.1
"""How much older than the next one a version must be to be pruned: twice the margin."""

_PRUNE_DELAY_FACTOR: Final = 1.25


class _Fragments(TypedDict):
    num_small_fragments: int


class _Statistics(TypedDict):
    """LanceDB's statistics of a table: a dictionary, whatever its own types say."""

    fragment_stats: _Fragments


async def is_compaction_due(table: AsyncTable, *, after_rows: int) -> bool:
    """Whether so many rows, of any process, are in no index yet that compacting pays.

    It rewrites all rows. So these must be as many as the indexed ones, at least `after_rows`, and
    need not be more than four times that: a row is rewritten a few times, not once a thousand.

    Raises:
        StoreError: The store cannot be read.
    """
    stats = await read(table.index_stats(f"{FULL_TEXT_COLUMN}_idx"))
    if stats is None:
        return True
    enough = min(max(after_rows, stats.num_indexed_rows or 0), _GROWTH_MAX * after_rows)
    return (stats.num_unindexed_rows or 0) >= enough


async def is_roll_up_due(table: AsyncTable, *, after_commits: int) -> bool:
    """Whether more than `after_commits` commits, of any process, left their fragments.

    Raises:
        StoreError: The store cannot be read.
    """
    stats = cast("_Statistics", await read(table.stats()))
    many = stats["fragment_stats"]["num_small_fragments"] > after_commits
    return many and len(await _find_small_fragments(table)) > after_commits


async def roll_up_fragments(table: AsyncTable) -> bool:
    """Merge the small fragments at the end into one; return whether it won against writers.

    Call it under the write lock, where there is one: it loses against a change at the same time.

    Raises:
        StoreError: It failed for another reason.
    """
    fragments = await _find_small_fragments(table)
    if not fragments:
        # A large commit came last, after the check.
        return False
    try:
        # Setting a column to itself rewrites its rows into one fragment; their old fragments are
        # empty then and are dropped. What another process changed meanwhile is not touched.
        first = build_row_id_condition(fragments[0] << _FRAGMENT_BITS)
        await table.update(updates_sql={"kind": "kind"}, where=first)
    except Exception as error:
        if not is_contended(error):
            raise translate_error(error) from error
        return False
    return True


async def _find_small_fragments(table: AsyncTable) -> list[int]:
    """Return the numbers of the fragments after the last large one, oldest first."""
    row_ids = await read_row_ids(table)
    numbers, counts = np.unique(row_ids >> _FRAGMENT_BITS, return_counts=True)
    large = np.flatnonzero(counts >= SMALL_FRAGMENT_ROWS)
    return numbers[large[-1] + 1 if large.size else 0 :].tolist()


async def compact(table: AsyncTable) -> bool:
    """Compact concurrently with writers, without pruning; return whether the commit succeeded.

    A commit that closes or replaces a row meanwhile wins. Beside a busy writer retries do not
    help: make the next attempt under the write lock.

    Raises:
        StoreError: It failed for another reason.
    """
    try:
        # A fragment with deleted rows is rewritten alone, and only the next time merged.
        for _ in range(_PASSES_MAX):
            version = await table.version()
            await table.optimize(cleanup_older_than=_NEVER)
            if await table.version() == version:
                break
    except Exception as error:
        if not is_contended(error):
            raise translate_error(error) from error
        return False
    return True


async def repeat_version(table: AsyncTable) -> None:
    """Commit as many versions without any change as pruning keeps.

    Versions are pruned by time, and a compaction makes several in some milliseconds. So all that
    pruning keeps of them afterwards has the new files alone, and the old ones can go.

    Raises:
        StoreError: It failed.
    """
    for _ in range(VERSIONS_KEPT_MIN):
        await anyio.sleep(_APART_S)
        await retry_write(lambda: table.delete(NOTHING))


async def compute_prune_cutoff(table: AsyncTable, *, keep_s: float) -> datetime | None:
    """Return before when a version must be made to be pruned, or None if pruning is not due.

    Versions younger than `keep_s` seconds are kept, and the last few. Pruning is delayed until the
    oldest is a quarter older than that, because reading all rows and removing files costs more
    than compacting. Nothing may be removed unless the newest version can be read back completely:
    the older ones are what healing would restore.

    Raises:
        StoreError: It cannot be read back.
    """
    # LanceDB gives local times; in UTC they survive a change to or from summer time.
    times = sorted(each["timestamp"].astimezone(UTC) for each in await read(table.list_versions()))
    now = datetime.now(UTC)
    cutoff = min(now - timedelta(seconds=keep_s), times[-VERSIONS_KEPT_MIN:][0] - _MARGIN)
    if now - times[0] < _PRUNE_DELAY_FACTOR * (now - cutoff):
        return None
    if not await is_readable(table):
        raise StoreError(
            "the store was compacted but cannot be read back: nothing was pruned; reopen the"
            " store to heal it"
        )
    return cutoff


async def prune(table: AsyncTable, *, cutoff: datetime) -> None:
    """Remove the versions made before a moment.

    Call it under the write lock, where there is one: LanceDB also compacts in this call, and
    would lose against a writer every time.

    Raises:
        StoreError: It failed.
    """
    await retry_write(lambda: table.optimize(cleanup_older_than=datetime.now(UTC) - cutoff))
