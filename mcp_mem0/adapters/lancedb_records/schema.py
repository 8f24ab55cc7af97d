"""The one table and its columns.

One table, because LanceDB commits are atomic per table and only per table (docs/storage.md).
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import pyarrow as pa

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Readable, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import EmbedderIdentity

TABLE: Final = "records"
SCHEMA_VERSION: Final = 4

# LanceDB can change the metadata of a field later, but not that of the whole schema: the
# version stands at the primary key, the embedding model at the vectors that it made.
VERSION_FIELD: Final = "id"
VERSION_KEY: Final = "mcp_mem0.schema_version"
VECTOR_FIELD: Final = "vector"
NEXT_FIELD: Final = "vector_next"
"""The vectors of the model that a store is being moved to."""
FORMER_FIELD: Final = "vector_former"
"""The vectors of the model that a store was moved from, until they are dropped."""
MOVE_FIELDS: Final = (NEXT_FIELD, FORMER_FIELD)
"""What a table has only while it is moved to another model."""
EMBEDDER_NAME_KEY: Final = "mcp_mem0.embedder_name"
EMBEDDER_REVISION_KEY: Final = "mcp_mem0.embedder_revision"

HEAD: Final = "head"
FOLD: Final = "fold"
"""The kind of the one row that says how much of the front is in the table."""
ERASURE: Final = "erasure"
"""The kind of the one row that says how many erases were begun, and how many are done."""
LEASE: Final = "lease"
"""A claim on an episode in an object store, where there are no file locks."""

KINDS: Final[dict[type[Row], str]] = {
    Episode: "episode",
    Excerpt: "excerpt",
    Fact: "fact",
    Relation: "relation",
    Change: "change",
    Summary: "summary",
    Attempt: "attempt",
    Fingerprint: "fingerprint",
}
ALL_KINDS: Final[tuple[str, ...]] = (*KINDS.values(), HEAD, FOLD, ERASURE, LEASE)
"""Every kind of row that the table has."""
READABLE: Final[dict[str, type[Readable]]] = {
    "excerpt": Excerpt,
    "fact": Fact,
    "relation": Relation,
}

PAYLOAD: Final[dict[type[Row], tuple[str, ...]]] = {
    Episode: ("intake", "awaits", "lifts"),
    Change: (
        "act",
        "steps",
        "opened",
        "closed",
        "candidates",
        "dropped",
        "withheld",
        "effort",
        "undoes",
        "erased",
    ),
    Summary: ("seen_at", "effort"),
    Fingerprint: ("salt", "prints", "heard_in", "revisions", "whole_of"),
    Attempt: ("why", "is_answered", "is_lasting", "retry_at", "effort"),
}
"""The fields of a kind that stand in its payload, as JSON, instead of in columns of their own."""

_TEXT_LIST = pa.list_(pa.string())
_MOMENT = pa.timestamp("us", tz="UTC")

OFFSETS: Final = {"said_at": "said_offset", "ended_at": "ended_offset"}
"""The columns of moments that have an offset of their own, and of the minutes of that offset."""

PRECISIONS: Final = {
    "valid_from": "start_precision",
    "valid_to": "end_precision",
    "ended_at": "ended_precision",
}
"""The columns of dates that may be bare, and of how exactly each is known."""

MOMENTS: Final = frozenset({*OFFSETS, *PRECISIONS, "recorded_at", "retired_at"})
"""All columns of moments."""

DATE_FIELDS: Final = (
    *(pa.field(name, pa.int64()) for name in OFFSETS.values()),
    *(pa.field(name, pa.string()) for name in PRECISIONS.values()),
)
"""What schema version 2 added; null in the rows from before."""


def build_table_schema(identity: EmbedderIdentity) -> pa.Schema:
    """Return the schema of a new store whose vectors come from the given model."""
    key = {
        "lance-schema:unenforced-primary-key": "true",
        VERSION_KEY: str(SCHEMA_VERSION),
    }
    return pa.schema(
        [
            pa.field(VERSION_FIELD, pa.string(), nullable=False, metadata=key),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("space", pa.string(), nullable=False),
            pa.field("session", pa.string()),
            pa.field("author", pa.string()),
            pa.field("tags", _TEXT_LIST),
            pa.field("text", pa.string()),
            pa.field("index_text", pa.string()),
            build_vector_field(VECTOR_FIELD, identity),
            pa.field("subject", pa.string()),
            pa.field("subject_type", pa.string()),
            pa.field("predicate", pa.string()),
            pa.field("object", pa.string()),
            pa.field("object_type", pa.string()),
            pa.field("entities", _TEXT_LIST),
            pa.field("quote", pa.string()),
            pa.field("said_at", _MOMENT),
            pa.field("valid_from", _MOMENT),
            pa.field("valid_to", _MOMENT),
            pa.field("ended_at", _MOMENT),
            pa.field("recorded_at", _MOMENT, nullable=False),
            pa.field("recorded_by", pa.string()),
            pa.field("retired_at", _MOMENT),
            pa.field("retired_by", pa.string()),
            pa.field("retired_as", pa.string()),
            pa.field("retired_why", pa.string()),
            pa.field("source", pa.string()),
            pa.field("position", pa.int64()),
            pa.field("lineage", pa.string()),
            pa.field("revision", pa.int64()),
            pa.field("payload", pa.string()),
            *DATE_FIELDS,
        ]
    )


def build_vector_field(name: str, identity: EmbedderIdentity) -> "pa.Field[Any]":
    """Return a column of vectors, whose metadata names the model that makes them."""
    named = {EMBEDDER_NAME_KEY: identity.name, EMBEDDER_REVISION_KEY: identity.revision}
    return pa.field(name, pa.list_(pa.float32(), identity.dimensions), metadata=named)


def list_columns(kind: type[Row], *, vectors: bool) -> list[str]:
    """Return the columns that a row of this kind is read from."""
    return list(_list_columns(kind, vectors=vectors))


@cache
def _list_columns(kind: type[Row], *, vectors: bool) -> tuple[str, ...]:
    named = {field.name for field in fields(kind)}
    named |= {offset for moment, offset in OFFSETS.items() if moment in named}
    if kind in PAYLOAD:
        named = named - {*PAYLOAD[kind]} | {"payload"}
    if not vectors:
        named.discard("vector")
    return tuple(sorted(named))


def list_readable_columns(kinds: Sequence[type[Readable]]) -> list[str]:
    """Return the columns that rows of these kinds are read from, without vectors."""
    return sorted({"kind"}.union(*(_list_columns(kind, vectors=False) for kind in kinds)))


def read_field_metadata(schema: pa.Schema, field: str, key: str) -> str | None:
    """Return one entry of a field's metadata, or None when there is no such field or entry."""
    position = schema.get_field_index(field)
    if position < 0:
        return None
    found = (schema.field(position).metadata or {}).get(key.encode())
    return None if found is None else found.decode()


def drop_move_fields(schema: pa.Schema) -> pa.Schema:
    """Return the columns of a table without the vectors of models that it does not have."""
    for name in MOVE_FIELDS:
        if name in schema.names:
            schema = schema.remove(schema.get_field_index(name))
    return schema


def read_identity(schema: pa.Schema, field: str = VECTOR_FIELD) -> EmbedderIdentity:
    """Return the model that a column of vectors names."""
    return EmbedderIdentity(
        name=read_field_metadata(schema, field, EMBEDDER_NAME_KEY) or "",
        revision=read_field_metadata(schema, field, EMBEDDER_REVISION_KEY) or "",
        dimensions=schema.field(field).type.list_size,
    )


def compute_model_number(schema: pa.Schema) -> int:
    """Return a number that stands for the model of a table's vectors; never zero."""
    identity = read_identity(schema)
    words = f"{identity.name}\n{identity.revision}\n{identity.dimensions}"
    return 1 + int.from_bytes(blake2b(words.encode(), digest_size=7).digest())


def read_vector_size(schema: pa.Schema) -> int:
    """Return how many numbers each vector of a table has."""
    size: int = schema.field(VECTOR_FIELD).type.list_size
    return size
