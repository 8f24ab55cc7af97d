"""Keeping a store fast: merge small fragments, bring indexes up to date, prune old versions.

Each commit adds a fragment, and every read looks into each of them: after some hundreds reads take
several times as long. So the last, small fragments are rolled up into one now and again, which
takes little longer than a commit. The rows in them are in no index yet; when there are many,
LanceDB's `optimize` compacts the whole table and indexes them. It unlinks old files in the same
go without any flush, so here it runs twice: once without pruning, then, when the result is on
disk and was read back, with it.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from datetime import UTC, datetime, timedelta
from typing import Final, TypedDict, cast

import numpy as np
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions import build_row_id_condition
from mcp_mem0.adapters.lancedb_records.faults import (
    is_contended,
    read,
    retry_write,
    translate_error,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.healing import is_readable
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import FULL_TEXT_COLUMN
from mcp_mem0.adapters.lancedb_records.reading import read_row_ids
from mcp_mem0.domain.errors import StoreError

ROLLED_UP_ROWS_MAX: Final = 512
"""A fragment of that many rows stays as it is until the next compaction."""

_FRAGMENT_BITS: Final = 32
"""A row id is the number of its fragment, and its place in it in as many bits."""

_NEVER: Final = timedelta(days=36_500)
VERSIONS_KEPT_MIN: Final = 4
_MARGIN: Final = timedelta(seconds=1)
_PUT_OFF: Final = 1.25


class _Fragments(TypedDict):
    num_small_fragments: int


class _Statistics(TypedDict):
    """What LanceDB says of a table: a dictionary, whatever its own types say."""

    fragment_stats: _Fragments


async def is_compaction_due(table: AsyncTable, *, after_rows: int) -> bool:
    """Whether at least as many rows as that, of any process, are in no index yet.

    Raises:
        StoreError: The store cannot be read.
    """
    stats = await read(table.index_stats(f"{FULL_TEXT_COLUMN}_idx"))
    return stats is None or (stats.num_unindexed_rows or 0) >= after_rows


async def is_roll_up_due(table: AsyncTable, *, after_commits: int) -> bool:
    """Whether as many commits as that, of any process, left their fragments.

    Raises:
        StoreError: The store cannot be read.
    """
    stats = cast("_Statistics", await read(table.stats()))
    many = stats["fragment_stats"]["num_small_fragments"] > after_commits
    return many and len(await _find_small_fragments(table)) > after_commits


async def roll_up_fragments(table: AsyncTable) -> bool:
    """Merge the small fragments at the end into one; returns whether it won against writers.

    Call it under the write lock, where there is one: it loses against a change at the same time.

    Raises:
        StoreError: It failed for another reason.
    """
    fragments = await _find_small_fragments(table)
    if not fragments:
        # A large commit came last, since somebody looked.
        return False
    try:
        # Set to what it is, a column has its rows written anew, as one fragment; those that they
        # were in are empty then and go. What another process changed meanwhile is not touched.
        first = build_row_id_condition(fragments[0] << _FRAGMENT_BITS)
        await table.update(updates_sql={"kind": "kind"}, where=first)
    except Exception as error:
        if not is_contended(error):
            raise translate_error(error) from error
        return False
    return True


async def _find_small_fragments(table: AsyncTable) -> list[int]:
    """Return the numbers of the last fragments, oldest first, after the last that is large."""
    row_ids = await read_row_ids(table)
    numbers, counts = np.unique(row_ids >> _FRAGMENT_BITS, return_counts=True)
    large = np.flatnonzero(counts >= ROLLED_UP_ROWS_MAX)
    return numbers[large[-1] + 1 if large.size else 0 :].tolist()


async def compact(table: AsyncTable) -> bool:
    """Compact beside other writers, pruning nothing; returns whether it won against them.

    A commit that closes or replaces a row meanwhile wins, so beside a busy writer one attempt
    is as good as many: the next is to be made under the write lock.

    Raises:
        StoreError: It failed for another reason.
    """
    try:
        await table.optimize(cleanup_older_than=_NEVER)
    except Exception as error:
        if not is_contended(error):
            raise translate_error(error) from error
        return False
    return True


async def compute_prunable_age(table: AsyncTable, *, keep_s: float) -> timedelta | None:
    """Return how old a version must be to be removed, or None if that is not due.

    Versions younger than `keep_s` seconds are kept, and the last few. It is put off until the
    oldest is a quarter older than that, because reading all rows and removing files costs more
    than compacting. Nothing may be removed unless the newest version can be read back whole: the
    older ones are what healing would restore.

    Raises:
        StoreError: It cannot be read back.
    """
    # LanceDB gives local times; as moments they bear a change to or from summer time.
    made = sorted(each["timestamp"].astimezone(UTC) for each in await read(table.list_versions()))
    now = datetime.now(UTC)
    age = max(timedelta(seconds=keep_s), now - made[-VERSIONS_KEPT_MIN:][0] + _MARGIN)
    if now - made[0] < _PUT_OFF * age:
        return None
    if not await is_readable(table):
        raise StoreError(
            "the store was compacted but cannot be read back: nothing was pruned; open the store"
            " anew to heal it"
        )
    return age


async def prune(table: AsyncTable, *, older_than: timedelta) -> None:
    """Remove old versions.

    Call it under the write lock, where there is one: LanceDB compacts in the same go, and loses
    that against a writer again and again.

    Raises:
        StoreError: It failed.
    """
    await retry_write(lambda: table.optimize(cleanup_older_than=older_than))
