"""Keeping a store fast: merge small fragments, bring indexes up to date, prune old versions.

Each commit adds a fragment, and after some hundreds of them reads slow down several times.
LanceDB's `optimize` compacts and unlinks old files in one go without any flush, so here it
runs twice: once without pruning, then, when the result is on disk and was read back, with it.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, TypedDict, cast

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import is_contended, read, translated, tried
from mcp_mem0.adapters.lancedb_records.healing import is_readable
from mcp_mem0.domain.errors import StoreError

_NEVER: Final = timedelta(days=36_500)
VERSIONS_KEPT_MIN: Final = 4
_MARGIN: Final = timedelta(seconds=1)
_PUT_OFF: Final = 1.25


class _Fragments(TypedDict):
    num_small_fragments: int


class _Statistics(TypedDict):
    """What LanceDB says of a table: a dictionary, whatever its own types say."""

    fragment_stats: _Fragments


async def is_due(table: AsyncTable, *, after_commits: int) -> bool:
    """Whether as many commits as that were made since the last compaction, by any process.

    Raises:
        StoreError: The store cannot be read.
    """
    # Each commit leaves one small fragment, and a compaction one for all of them.
    stats = cast("_Statistics", await read(table.stats()))
    return stats["fragment_stats"]["num_small_fragments"] > after_commits


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
            raise translated(error) from error
        return False
    return True


async def prune(table: AsyncTable, *, keep_s: float) -> bool:
    """Remove versions older than `keep_s` seconds, but for the last few; returns whether it did.

    It is put off until the oldest is a quarter older than that, because reading all rows and
    removing files costs more than compacting. Nothing is removed unless the newest version can be
    read back whole: the older ones are what healing would restore.

    Raises:
        StoreError: It cannot be read back, or pruned.
    """
    # LanceDB gives local times; as moments they bear a change to or from summer time.
    made = sorted(each["timestamp"].astimezone(UTC) for each in await read(table.list_versions()))
    now = datetime.now(UTC)
    age = max(timedelta(seconds=keep_s), now - made[-VERSIONS_KEPT_MIN:][0] + _MARGIN)
    if now - made[0] < _PUT_OFF * age:
        return False
    if not await is_readable(table):
        raise StoreError(
            "the store was compacted but cannot be read back: nothing was pruned; open the store"
            " anew to heal it"
        )
    await tried(lambda: table.optimize(cleanup_older_than=age))
    return True
