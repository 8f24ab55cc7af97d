"""How rows become records of the table, and back. Nobody outside this package sees a record."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, TypeVar, cast

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, ValidationError

from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS, columns_of, vector_size
from mcp_mem0.domain.changes import Act, Change, Effort, Step
from mcp_mem0.domain.embedding import is_usable
from mcp_mem0.domain.errors import StoreError, quoted
from mcp_mem0.domain.invariants import StoredRow, Unreadable
from mcp_mem0.domain.rows import Episode, Head, Intake, Row

Record: TypeAlias = dict[str, Any]
RowT = TypeVar("RowT", bound=Row)

_PAYLOAD_VERSION: Final = 1


class _EpisodePayload(BaseModel):
    model_config = ConfigDict(extra="forbid")

    v: int = _PAYLOAD_VERSION
    intake: Intake


class _ChangePayload(BaseModel):
    model_config = ConfigDict(extra="forbid")

    v: int = _PAYLOAD_VERSION
    act: Act
    steps: tuple[Step, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    candidates: tuple[str, ...]
    dropped: tuple[str, ...]
    effort: Effort
    undoes: str | None


_KINDS_BY_NAME: Final = {name: kind for kind, name in KINDS.items()}
_CHANGE_FIELDS: Final = tuple(name for name in _ChangePayload.model_fields if name != "v")


def head_id(space: str) -> str:
    """Return the row id of a space's head; no other id has a colon."""
    return f"{HEAD}:{space}"


def head_record(head: Head) -> Record:
    """Return the record of a head."""
    return {
        "id": head_id(head.space),
        "kind": HEAD,
        "space": head.space,
        "revision": head.revision,
        "recorded_at": head.recorded_at,
    }


def head_from(record: Record) -> Head:
    """Return the head that a record holds."""
    return Head(
        space=record["space"],
        revision=record["revision"],
        recorded_at=_plain(record["recorded_at"]),
    )


def record_of(row: Row) -> Record:
    """Return the record of a row."""
    record = {field.name: getattr(row, field.name) for field in fields(row)}
    record["kind"] = KINDS[type(row)]
    if isinstance(row, Episode):
        del record["intake"]
        record["payload"] = _EpisodePayload(intake=row.intake).model_dump_json()
    if isinstance(row, Change):
        payload = {name: record.pop(name) for name in _CHANGE_FIELDS}
        record["payload"] = _ChangePayload(**payload).model_dump_json()
    return record


def row_from(kind: type[RowT], record: Record) -> RowT:
    """Return the row that a record holds.

    Raises:
        StoreError: The record was damaged, or written by something else.
    """
    values = {name: _plain(value) for name, value in record.items()}
    payload = values.pop("payload", None)
    try:
        if kind is Episode:
            values["intake"] = _EpisodePayload.model_validate_json(payload).intake
        if kind is Change:
            parsed = _ChangePayload.model_validate_json(payload)
            values |= {name: getattr(parsed, name) for name in _CHANGE_FIELDS}
        return kind(**values)
    except (ValidationError, TypeError, ValueError) as error:
        raise StoreError(
            f"row {quoted(record.get('id'))} of the store cannot be read: run `mcp-mem0 check`"
        ) from error


def stored_from(record: Record) -> StoredRow:
    """Return the row or head that a record of any kind holds, or that it cannot be read."""
    named = quoted(record.get("id"))
    kind = _KINDS_BY_NAME.get(str(record.get("kind")))
    try:
        if record.get("kind") == HEAD:
            return head_from(record)
        if kind is None:
            return Unreadable(id=named, why=f"its kind is {quoted(record.get('kind'))}")
        wanted = columns_of(kind, vectors=True)
        return row_from(kind, {name: record[name] for name in wanted})
    except (StoreError, KeyError) as error:
        return Unreadable(id=named, why=str(error.__cause__ or error))


def _plain(value: object) -> Any:  # noqa: ANN401 - the row classes check it
    """Turn what Arrow hands back into the domain's plain values."""
    match value:
        case list():
            return tuple(cast("list[object]", value))
        case datetime():
            return value.astimezone(UTC)
        case _:
            return value


def batch_of(records: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.Table:
    """Return records as one Arrow table, checked.

    LanceDB would silently null or drop a bad vector, and insert both of two equal keys.

    Raises:
        StoreError: A vector has the wrong size or a value that is not finite, or an id twice.
    """
    ids = [record["id"] for record in records]
    if len(set(ids)) < len(ids):
        raise StoreError("one commit names a row twice; nothing was written")
    dimensions = vector_size(schema)
    for record in records:
        vector = cast("tuple[float, ...] | None", record.get("vector"))
        if vector is not None and not is_usable(vector, dimensions):
            raise StoreError(
                f"the vector of row {quoted(record['id'])} is not {dimensions} finite numbers;"
                " nothing was written: check the embedding model"
            )
    return pa.Table.from_pylist([dict(record) for record in records], schema=schema)
