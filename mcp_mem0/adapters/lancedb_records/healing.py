"""Bringing back a store that a power cut, a full disk or a bad sector has damaged.

Damage shows in three ways (docs/storage.md): the newest manifest cannot be opened, or opens as
an empty table; a data file opens but cannot be scanned; an index fails every query that uses
it. The remedy is the newest version that can be read whole, never an empty store, and what was
lost is reported.
"""

import logging
from pathlib import Path
from typing import Final

from lancedb import AsyncConnection, AsyncTable
from lancedb.query import MatchQuery

from mcp_mem0.adapters.lancedb_records.opening import (
    FULL_TEXT_COLUMN,
    SCALAR_COLUMN,
    ensure_indexes,
)
from mcp_mem0.adapters.lancedb_records.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE, VERSION_FIELD
from mcp_mem0.domain.errors import StoreError

_log = logging.getLogger(__name__)

_MANIFESTS_SET_ASIDE_MAX: Final = 20
_ANY_WORD: Final = "a word"
"""Asked of the full-text index only to see it answer."""

# LanceDB raises plain exceptions; a damaged file surfaces as one of these.
DAMAGE: Final = (ValueError, RuntimeError, OSError)


async def heal(connection: AsyncConnection, place: LocalPlace) -> AsyncTable:
    """Bring the store back to the newest state that can be read whole, and log what was lost.

    Call it under the write lock.

    Raises:
        StoreError: No version can be read; nothing was removed.
    """
    table = await _open_newest_readable(connection, place)
    restored = await _restore_readable(table)
    if restored is not None:
        _log.warning("the store was damaged: its version %d was restored", restored)
    await heal_indexes(table)
    return table


async def _open_newest_readable(connection: AsyncConnection, place: LocalPlace) -> AsyncTable:
    """Open the table at its newest manifest that can be read; set broken ones aside."""
    for _ in range(_MANIFESTS_SET_ASIDE_MAX):
        table = await opened_if_whole(connection)
        if table is not None:
            return table
        manifest = _newest_manifest(place)
        if manifest is None:
            break
        aside = place.ours / "damaged"
        aside.mkdir(exist_ok=True)
        manifest.replace(aside / manifest.name)
        _log.warning("the store's manifest %s was damaged and is set aside", manifest.name)
    raise StoreError(
        f"the store in {str(place.folder)!r} is damaged and no version of it can be read: restore"
        f" the folder from a backup; broken parts are in {str(place.ours / 'damaged')!r}"
    )


async def opened_if_whole(connection: AsyncConnection) -> AsyncTable | None:
    """Open the table, or return None when its newest manifest is damaged."""
    try:
        table = await connection.open_table(TABLE)
        schema = await table.schema()
    except DAMAGE:
        return None
    # A manifest full of zeros opens without an error, as a table without columns.
    return table if schema.get_field_index(VERSION_FIELD) >= 0 else None


def _newest_manifest(place: LocalPlace) -> Path | None:
    """Return the file of the newest version: names count down from 2**64 - 1."""
    manifests = (place.table / "_versions").glob("*.manifest")
    return min(manifests, key=lambda path: int(path.stem), default=None)


async def _restore_readable(table: AsyncTable) -> int | None:
    """Make the newest version whose every column can be read the current one.

    Returns:
        The version that was restored, or None when the current one is readable.
    """
    current = await table.version()
    versions = sorted((entry["version"] for entry in await table.list_versions()), reverse=True)
    for version in versions:
        await table.checkout(version)
        if await is_readable(table):
            if version == current:
                await table.checkout_latest()
                return None
            await table.restore()
            return version
    await table.checkout_latest()
    raise StoreError(
        "the store is damaged and no kept version of it can be read: restore its folder from a"
        " backup; nothing was changed"
    )


async def is_readable(table: AsyncTable) -> bool:
    """Read every column of every row, and say whether that worked."""
    try:
        async for _ in await table.query().to_batches():
            pass
    except DAMAGE:
        return False
    return True


async def heal_indexes(table: AsyncTable) -> bool:
    """Ask each index once, and remake them when one fails; returns whether that was needed."""
    try:
        words = MatchQuery(_ANY_WORD, FULL_TEXT_COLUMN)  # pyright: ignore[reportCallIssue]
        await table.query().nearest_to_text(words).limit(1).to_arrow()
        await table.query().where(f"{SCALAR_COLUMN} = ''").limit(1).to_arrow()
    except DAMAGE:
        _log.warning("an index of the store was damaged and is made anew")
        await ensure_indexes(table, remake=True)
        return True
    return False
