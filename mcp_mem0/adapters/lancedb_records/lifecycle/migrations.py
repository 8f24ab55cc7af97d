"""Migrates a store of an older version to this version.

`MIGRATIONS[n]` turns schema version n into n + 1, under the write lock. A number is never reused,
and a released migration is never edited.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

import pyarrow as pa
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.schema import (
    SCHEMA_VERSION,
    VERSION_FIELD,
    VERSION_KEY,
    read_field_metadata,
)
from mcp_mem0.domain.errors import StoreError

Migration: TypeAlias = Callable[[AsyncTable], Awaitable[None]]

MIGRATIONS: Final[Mapping[int, Migration]] = {}


def read_schema_version(schema: pa.Schema) -> int:
    """Return the version in a table's schema.

    Raises:
        StoreError: There is none, so the table is damaged or another program's.
    """
    version = read_field_metadata(schema, VERSION_FIELD, VERSION_KEY)
    if version is None or not version.isdigit():
        raise StoreError(
            "the store's table does not say which version made it: it is damaged or another"
            " program's; run `mcp-mem0 doctor`"
        )
    return int(version)


def needs_migration(schema: pa.Schema) -> bool:
    """Return whether the table was made by an older version.

    Raises:
        StoreError: It was made by a newer version of this program, or does not say.
    """
    version = read_schema_version(schema)
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"the store was made by a newer mcp-mem0 (its schema is {version}, this one knows"
            f" {SCHEMA_VERSION}): upgrade mcp-mem0; nothing was changed"
        )
    return version < SCHEMA_VERSION


async def migrate(
    table: AsyncTable,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    *,
    target: int = SCHEMA_VERSION,
) -> None:
    """Migrate a table to the target version, step by step.

    The version is written after each step, so each step must be idempotent.
    """
    for version in range(read_schema_version(await table.schema()), target):
        await migrations[version](table)
        entry = {"path": VERSION_FIELD, "metadata": {VERSION_KEY: str(version + 1)}}
        await table.update_field_metadata(entry)
