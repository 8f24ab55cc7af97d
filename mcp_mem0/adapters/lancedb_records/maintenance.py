"""Keeping a store fast: merge small fragments, bring indexes up to date, prune old versions.

Each commit adds a fragment, and after some hundreds of them reads slow down several times.
LanceDB's `optimize` compacts and unlinks old files in one go without any flush, so here it
runs twice: once without pruning, then, when the result is on disk and was read back, with it.
"""

from datetime import datetime, timedelta
from typing import Final

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.healing import DAMAGE, is_readable

_NEVER: Final = timedelta(days=36_500)
_ATTEMPTS_MAX: Final = 7
_VERSIONS_KEPT_MIN: Final = 4
_MARGIN: Final = timedelta(seconds=1)


async def compact(table: AsyncTable) -> bool:
    """Compact beside other writers, pruning nothing; returns whether it won against them."""
    for _ in range(_ATTEMPTS_MAX):
        try:
            await table.optimize(cleanup_older_than=_NEVER)
        except DAMAGE:
            # A writer committed to the same rows first; the next attempt sees its commit.
            continue
        return True
    return False


async def prune(table: AsyncTable, *, keep_s: float) -> None:
    """Remove versions older than `keep_s` seconds, but for the last few.

    Nothing is removed unless the newest version can be read back whole: the older ones are
    what healing would restore.
    """
    if await is_readable(table):
        made = sorted(version["timestamp"] for version in await table.list_versions())
        kept_for = datetime.now() - made[-_VERSIONS_KEPT_MIN:][0]  # noqa: DTZ005 - as LanceDB
        age = max(timedelta(seconds=keep_s), kept_for + _MARGIN)
        await table.optimize(cleanup_older_than=age)
