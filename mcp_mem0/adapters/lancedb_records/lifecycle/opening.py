"""Opens a store: connects, creates what is missing, refuses what does not match."""

import os
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Final

import lancedb
from lancedb import AsyncConnection, AsyncTable
from lancedb.index import FTS, Bitmap, BTree, IndexConfig

from mcp_mem0.adapters.lancedb_records.faults import (
    describe_cause,
    read,
    retry_write,
    translate_error,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import needs_migration
from mcp_mem0.adapters.lancedb_records.lifecycle.place import BucketPlace, LocalPlace, parse_place
from mcp_mem0.adapters.lancedb_records.reembedding.model_check import check_model_at_opening
from mcp_mem0.adapters.lancedb_records.schema import (
    TABLE,
    build_table_schema,
    read_identity,
)
from mcp_mem0.adapters.system.file_limit import OutsideFaultError, explain_system_errors
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.domain.text.words.stop_words import STOP_WORDS

_MIB: Final = 1 << 20
_INDEX_CACHE_BYTES: Final = 64 * _MIB
_METADATA_CACHE_BYTES: Final = 64 * _MIB
_SMALL_MACHINE_CORES: Final = 2
FULL_TEXT_COLUMN: Final = "index_text"
_INDEXES: Final = {
    # Segments words of every script, so Chinese and Japanese are searchable too.
    FULL_TEXT_COLUMN: FTS(
        base_tokenizer="icu/split", with_position=False, custom_stop_words=sorted(STOP_WORDS)
    ),
    # The filter of nearly every search. If indexes answer all of it, a search need not copy all
    # vectors, which is half its time.
    "space": BTree(),
    "kind": Bitmap(),
    "retired_at": BTree(),
    # Finds what changed since a time without scanning all rows.
    "recorded_at": BTree(),
}


async def connect(
    place: LocalPlace | BucketPlace,
    options: Mapping[str, str],
    *,
    session: lancedb.Session | None = None,
    follows: bool = True,
) -> AsyncConnection:
    """Connect, with bounded caches.

    Args:
        place: What to connect to.
        options: Object-store options.
        session: Caches to share with another connection.
        follows: Whether each read checks for commits of other processes; else tables stay at
            their version until they are refreshed.
    """
    if (os.cpu_count() or 1) <= _SMALL_MACHINE_CORES:
        # With one worker thread LanceDB can wait for itself on a small machine.
        os.environ.setdefault("LANCE_CPU_THREADS", str(_SMALL_MACHINE_CORES))
    connecting = lancedb.connect_async(  # pyright: ignore[reportUnknownMemberType]
        place.uri,
        read_consistency_interval=timedelta(0) if follows else None,
        storage_options=dict(options) or None,
        session=session or create_session(),
    )
    try:
        return await read(connecting)
    except OutsideFaultError:
        raise
    except StoreError as error:
        raise _build_unreachable_error(place.uri, error) from error


async def is_stored(store: str, options: Mapping[str, str]) -> bool:
    """Return whether a setting names an existing store; nothing is created or repaired.

    Raises:
        StoreError: It names no store, one whose table is gone, or a bucket that cannot be reached.
    """
    place = parse_place(store)
    if isinstance(place, LocalPlace):
        with explain_system_errors(place.folder):
            # For its error, if the folder may not be read.
            if place.is_read_only():
                return True
            if not place.table.exists() and place.has_rows():
                raise place.build_gone_error()
            return place.table.exists()
    return await has_table(await connect(place, options))


async def read_stored_model(store: str, options: Mapping[str, str]) -> EmbedderIdentity:
    """Return the embedding model of an existing store, whatever the settings name.

    Raises:
        StoreError: The store cannot be read.
    """
    connection = await connect(parse_place(store), options)
    table = await read(connection.open_table(TABLE))
    return read_identity(await read(table.schema()))


def create_session() -> lancedb.Session:
    """Return empty caches of a bounded size."""
    return lancedb.Session(_INDEX_CACHE_BYTES, _METADATA_CACHE_BYTES)


async def has_table(connection: AsyncConnection) -> bool:
    """Return whether the table is there.

    Raises:
        StoreError: The store cannot be reached.
    """
    try:
        return TABLE in (await read(connection.list_tables())).tables
    except OutsideFaultError:
        raise
    except StoreError as error:
        raise _build_unreachable_error(connection.uri, error) from error


async def create(connection: AsyncConnection, identity: EmbedderIdentity) -> AsyncTable:
    """Create the table and its indexes; the next open finishes an interrupted creation.

    Raises:
        StoreError: It cannot be created.
    """
    creation = connection.create_table(  # pyright: ignore[reportUnknownMemberType]
        TABLE, schema=build_table_schema(identity), exist_ok=True
    )
    try:
        table = await creation
    except Exception as error:
        raise translate_error(error) from error
    await ensure_indexes(table)
    return table


async def ensure_indexes(table: AsyncTable, *, remake: bool = False) -> None:
    """Create the missing and replace the outdated indexes, or rebuild all of them.

    Raises:
        StoreError: One cannot be created.
    """
    columns = set(_INDEXES) if remake else await _find_unfit_indexes(table)
    for column in sorted(columns):
        await retry_write(
            partial(table.create_index, column, config=_INDEXES[column], replace=True)
        )


async def _find_unfit_indexes(table: AsyncTable) -> set[str]:
    """Return the columns without an index, and the one whose index splits texts in another way."""
    present = {
        column
        for index in await read(table.list_indices())
        if _has_own_tokens(index)
        for column in index.columns
    }
    return set(_INDEXES) - present


def _has_own_tokens(index: IndexConfig) -> bool:
    """Return whether an index is none of words, or one with the stop words of this version.

    A version with other stop words needs a schema version of its own: else it and this one would
    rebuild the index in turn, each time that one of them opens the store.
    """
    if index.columns != [FULL_TEXT_COLUMN]:
        return True
    details: Mapping[str, object] = index.index_details or {}
    return details.get("custom_stop_words") == sorted(STOP_WORDS)


async def is_ready(table: AsyncTable, identity: EmbedderIdentity) -> bool:
    """Return whether the table can be used as it is; else it needs migration or indexes.

    Raises:
        StoreError: A newer version made it, or another embedding model made its vectors.
    """
    return not await is_older(table, identity) and not await _find_unfit_indexes(table)


async def is_older(table: AsyncTable, identity: EmbedderIdentity) -> bool:
    """Return whether the table needs migration.

    Raises:
        StoreError: A newer version made it, or another embedding model made its vectors.
    """
    schema = await read(table.schema())
    is_old = needs_migration(schema)
    check_model_at_opening(schema, identity)
    return is_old


async def read_stored_embedder(store: str, options: Mapping[str, str]) -> EmbedderIdentity:
    """Return the embedding model of a store, which is neither changed nor repaired.

    Raises:
        StoreError: It cannot be opened as it is.
    """
    connection = await connect(parse_place(store), options, follows=False)
    table = await read(connection.open_table(TABLE))
    return read_identity(await read(table.schema()))


def _build_unreachable_error(uri: str, error: Exception) -> StoreError:
    return StoreError(
        f"the store {quote_path(uri)} cannot be reached ({describe_cause(error)}): check the"
        " address and [storage.options]"
    )
