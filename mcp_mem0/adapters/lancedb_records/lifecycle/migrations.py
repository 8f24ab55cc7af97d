"""Migrates a store of an older version to this version.

`MIGRATIONS[n]` turns schema version n into n + 1, under the write lock. A number is never reused,
and a released migration is never edited.
"""

# LanceDB types its tables only in part.
# pyright: reportUnknownMemberType=false

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

import pyarrow as pa
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.schema import (
    DATE_FIELDS,
    SCHEMA_VERSION,
    VERSION_FIELD,
    VERSION_KEY,
    read_field_metadata,
)
from mcp_mem0.domain.errors import StoreError

Migration: TypeAlias = Callable[[AsyncTable], Awaitable[None]]


async def _add_date_fields(table: AsyncTable) -> None:
    """Add how exactly dates are known, and the offsets of moments; older rows have neither."""
    names = set((await table.schema()).names)
    missing = [field for field in DATE_FIELDS if field.name not in names]
    if missing:
        await table.add_columns(pa.schema(missing))


async def _allow_front(table: AsyncTable) -> None:
    """Change nothing: the version alone tells older programs that newest rows are not here."""


async def _allow_fingerprints(table: AsyncTable) -> None:
    """Change nothing: an older program would let in again what was forgotten, or show it."""


MIGRATIONS: Final[Mapping[int, Migration]] = {
    1: _add_date_fields,
    2: _allow_front,
    3: _allow_fingerprints,
}


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
    check_not_newer(schema)
    return read_schema_version(schema) < SCHEMA_VERSION


def check_not_newer(schema: pa.Schema) -> None:
    """Refuse a table that a newer version made or migrated, perhaps since it was opened.

    Raises:
        StoreError: A newer version did, or the table does not say.
    """
    check_known(read_schema_version(schema))


async def read_known_schema(table: AsyncTable) -> pa.Schema:
    """Return the table's schema as it is now; refuse one that a newer version wrote.

    Raises:
        StoreError: A newer version did, or the table cannot be read.
    """
    schema = await read(table.schema())
    check_not_newer(schema)
    return schema


def check_known(version: int) -> None:
    """Refuse a version of the schema that is newer than this program.

    Raises:
        StoreError: It is.
    """
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"the store was made by a newer mcp-mem0 (its schema is {version}, this one knows"
            f" {SCHEMA_VERSION}): upgrade mcp-mem0; nothing was changed"
        )


async def migrate(
    table: AsyncTable,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    *,
    target: int = SCHEMA_VERSION,
) -> None:
    """Migrate a table to the target version, step by step.

    The version is written after each step, so each step must be idempotent.

    Raises:
        StoreError: A step is not known; nothing was changed.
    """
    first = read_schema_version(await table.schema())
    for version in range(first, target):
        if version not in migrations:
            raise StoreError(
                f"the store has schema {first}, and this mcp-mem0 knows no way from schema"
                f" {version} to {version + 1}: open it with the mcp-mem0 that made it; nothing was"
                " changed"
            )
    for version in range(first, target):
        await migrations[version](table)
        entry = {"path": VERSION_FIELD, "metadata": {VERSION_KEY: str(version + 1)}}
        await table.update_field_metadata(entry)
